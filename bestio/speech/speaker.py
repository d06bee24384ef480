"""Turns lines of text into `Speech`, in a worker process that is replaced when it dies or hangs."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple

from bestio.errors import BestioError
from bestio.i18n import _
from bestio.language.spoken import NONE, OwnWords
from bestio.speech import protocol
from bestio.speech.cleaning import clean, pieces_of
from bestio.speech.line_cache import LineCache
from bestio.speech.process import worker_command
from bestio.speech.prosody import parts_of
from bestio.speech.recorded.bank import Banks, describe_state
from bestio.speech.rendering import Line, finish, line_key, recipe_of, silent
from bestio.speech.speech import Speech
from bestio.speech.ticket import SpeechCancelled, Ticket
from bestio.speech.timing import Phoneme
from bestio.speech.voice import Voice
from bestio.speech.worker_client import Lost, Pieces, SpeechLink, StartWorker

State = Literal["idle", "starting", "ready", "silent", "closed"]

TIMEOUT = 5.0
"""Seconds without a sign of life after which a worker that speaks is replaced."""
SLOW_ENGINES = {"piper": 45.0, "system": 20.0}
"""The same for engines that take their time, or load for long the first time."""
MOST_TRIES = 3
"""Workers that may fail in a row over one line."""
_FALLBACK = "espeak"
RECORDED = "recorded"
_PROBE: Pieces = (("a", 0),)
_PLAIN = Voice(id="plain", title="plain")


class SpeakerClosed(BestioError):  # noqa: N818 (it says what is the matter)
    """A line was asked of a speaker that has been closed."""

    def __init__(self) -> None:
        super().__init__(_("The voices have been switched off."))


class Pronounced(NamedTuple):
    """A line as an engine says it, and when each of its sounds begins, by espeak's names."""

    speech: Speech
    sounds: tuple[Phoneme, ...]


class Speaker:
    """Speaks lines one at a time. The worker is started by the first line, or by `start`.

    `state`: "idle" before that, "starting", "ready", "silent" when workers fail again and again (lines are then timed
    without sound until `retry`), "closed". `trouble` says for people what is wrong, empty when nothing is. `missing`
    tells which engines ("system") and which voices of engines ("piper:NAME") this machine lacks. Thread-safe.
    """

    def __init__(
        self,
        *,
        models: Sequence[Path] = (),
        cache: LineCache | None = None,
        log: Path | None = None,
        timeout: float = TIMEOUT,
        temporary: Path | None = None,
        command: Sequence[str] | None = None,
        start: StartWorker | None = None,
        own: OwnWords = NONE,
        banks: Banks | None = None,
    ) -> None:
        """Get ready without starting anything.

        `models`: folders of piper models. `log`: file for what the worker prints. `timeout`: see TIMEOUT.
        `temporary`: where the worker's folder is made. `command`: another worker than ours.
        `start`: what starts something else that speaks, no process of this app.
        `own`: words that are said in a way of the class. `banks`: the recordings of the classes.
        """
        self.cache = cache if cache is not None else LineCache()
        self.trouble = ""
        self.missing: dict[str, str] = {}
        self._timeout = timeout
        self._own = own
        self._banks = banks
        self._link = SpeechLink(
            command or worker_command("bestio.speech.worker"),
            models=models,
            log=log,
            temporary=temporary,
            start=start,
            give=banks.give if banks is not None else None,
        )
        self._turn = threading.Condition()
        self._waiting: deque[Ticket] = deque()
        self._busy = False
        self._silent = False
        self._closed = False

    @property
    def state(self) -> State:
        """What the speaker can do now; see the class."""
        if self._closed:
            return "closed"
        if self._silent:
            return "silent"
        if self._link.pid is None:
            return "idle"
        return "ready" if self._link.ready else "starting"

    @property
    def pid(self) -> int | None:
        """The number of the worker process, while there is one."""
        return self._link.pid

    @property
    def starts(self) -> int:
        """How many workers have been started so far."""
        return self._link.starts

    def start(self) -> None:
        """Start the worker now, without waiting for it: the first line then comes sooner."""
        if not self._closed and not self._silent:
            try:
                self._link.start()
            except OSError:
                self._fall_silent()

    def retry(self) -> None:
        """Leave the silent state and forget which engines were missing: the next line tries anew."""
        self._silent = False
        self.trouble = ""
        self.missing.clear()
        self.start()

    def render(self, text: str, voice: Voice, *, timeout: float | None = None, ticket: Ticket | None = None) -> Speech:
        """The line `text` in `voice`. Blocks; see `arender` for the other way.

        A worker that dies, or gives no sign of life for `timeout` seconds, is replaced and the line tried again:
        a line is never lost, at worst it comes back timed and silent, with a note. Raises TextTooLong,
        SpeechCancelled (through `ticket`) and SpeakerClosed.
        """
        request, told = self._asked_of_bank(voice)
        line = Line.of(clean(text), voice, self._own, request)
        key = line_key(line)
        kept = self.cache.get(key)
        if kept is not None:
            return kept
        if voice.engine == "silent" or not any(map(str.isalnum, line.form.text)):
            return silent(line, line.words())
        ticket = ticket or Ticket()
        self._take_turn(ticket)
        try:
            speech = self._speak(line, timeout or self._timeout, ticket, told)
        finally:
            self._give_turn()
        if request is not None and request.remote and self._banks is not None and voice.recorded is not None:
            speech = replace(speech, note=partial(self._banks.note, voice.recorded.bank))
        if not speech.notes:
            self.cache.put(key, speech)
        return speech

    def _asked_of_bank(self, voice: Voice) -> tuple[protocol.BankRequest | None, tuple[str, ...]]:
        """What a voice takes from the recordings of its class, and what is to be told of them."""
        if voice.engine != RECORDED or voice.recorded is None:
            return None, ()
        wanted = voice.recorded
        bank = self._banks.bank(wanted.bank) if self._banks is not None else None
        if self._banks is None or bank is None or not bank.open:
            return None, (
                _("The recorded voices of the class “{name}” are off: the base voice speaks.").format(name=wanted.bank),
            )
        request = protocol.BankRequest(
            str(bank.folder), bank.key, self._banks.today, wanted.who, wanted.level, wanted.among, bank.remote
        )
        return request, tuple(describe_state(bank))

    def phonemes(self, text: str, voice: Voice) -> tuple[str, ...]:
        """What `voice` says for `text`, as its engine names the sounds; nothing where it does not tell.

        Raises TextTooLong and SpeakerClosed.
        """
        said = self.pronounce(text, voice)
        return tuple(name for _time, name in said.sounds) if said is not None else ()

    def pronounce(self, text: str, voice: Voice) -> Pronounced | None:
        """`text` as `voice` says it, with the time of each of its sounds; None where its engine does not tell.

        Raises TextTooLong and SpeakerClosed.
        """
        line = Line.of(clean(text), voice, self._own)
        if self._silent or voice.engine != _FALLBACK or not any(map(str.isalnum, line.form.text)):
            return None
        ticket = Ticket()
        self._take_turn(ticket)
        try:
            answer = self._answer(line, recipe_of(voice), self._timeout, ticket)
        finally:
            self._give_turn()
        if not isinstance(answer, protocol.Spoken):
            return None
        return Pronounced(finish(line, line.words(), answer, (), _FALLBACK), answer.phonemes)

    async def arender(self, text: str, voice: Voice, *, timeout: float | None = None) -> Speech:  # noqa: ASYNC109
        """`render` for async code: cancelling the task gives the line up and frees the worker at once."""
        ticket = Ticket()
        loop = asyncio.get_running_loop()
        outcome: asyncio.Future[Speech] = loop.create_future()

        def settle(speech: Speech | None, error: BaseException | None) -> None:
            if outcome.done():
                return
            if speech is not None:
                outcome.set_result(speech)
            elif error is not None:
                outcome.set_exception(error)

        def work() -> None:
            speech, error = None, None
            try:
                speech = self.render(text, voice, timeout=timeout, ticket=ticket)
            except Exception as caught:
                error = caught
            try:
                loop.call_soon_threadsafe(settle, speech, error)
            except RuntimeError:  # the loop is closed: nobody waits any more
                return

        # Not an executor: its threads would hold the end of the program.
        threading.Thread(target=work, name="bestio-render", daemon=True).start()
        try:
            return await outcome
        except asyncio.CancelledError:
            await asyncio.to_thread(ticket.cancel)
            raise

    def close(self) -> None:
        """End the worker and remove its folder. Lines under way raise SpeakerClosed."""
        with self._turn:
            self._closed = True
            self._turn.notify_all()
        self._link.close()

    def __enter__(self) -> Speaker:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _take_turn(self, ticket: Ticket) -> None:
        def wake() -> None:
            with self._turn:
                self._turn.notify_all()

        ticket.hold(wake)
        with self._turn:
            # First come, first served: who measures a voice word by word keeps nobody waiting for longer than a word.
            self._waiting.append(ticket)
            try:
                while (self._busy or self._waiting[0] is not ticket) and not self._closed and not ticket.cancelled:
                    self._turn.wait()
            finally:
                self._waiting.remove(ticket)
            if self._closed:
                raise SpeakerClosed
            if ticket.cancelled:
                self._turn.notify_all()
                raise SpeechCancelled
            self._busy = True

    def _give_turn(self) -> None:
        with self._turn:
            self._busy = False
            self._turn.notify_all()

    def _speak(self, line: Line, timeout: float, ticket: Ticket, told: Sequence[str] = ()) -> Speech:
        words = line.words()
        if self._silent:
            return silent(line, words, (self.trouble,))
        notes: list[str] = [*told]
        wanted = _FALLBACK if line.voice.engine == RECORDED and line.bank is None else line.voice.engine
        for engine in dict.fromkeys((wanted, _FALLBACK)):
            recipe = recipe_of(line.voice, engine, line.bank if engine == RECORDED else None)
            own_base = recipe.base and engine not in (_FALLBACK, RECORDED)
            name = f"{engine}:{recipe.base}" if engine == wanted and own_base else engine
            if name not in self.missing:
                answer = self._answer(line, recipe, max(timeout, SLOW_ENGINES.get(engine, 0.0)), ticket)
                if isinstance(answer, protocol.Spoken):
                    return finish(line, words, answer, notes, engine)
                if answer is None:
                    return silent(line, words, (*notes, self.trouble or _unspeakable()))
                self.missing[name] = answer.detail
            notes.append(_missing(engine, instead=_FALLBACK if engine != _FALLBACK else ""))
        return silent(line, words, notes)

    def _answer(
        self, line: Line, recipe: protocol.Recipe, timeout: float, ticket: Ticket
    ) -> protocol.Spoken | protocol.Failed | None:
        """The worker's sound, Failed where the engine is missing, None where this line cannot be spoken."""
        ticket.hold(self._link.drop)
        parts = parts_of(line.form.text) if recipe.engine == _FALLBACK else ()
        manners = tuple(part.manner for part in parts)
        pieces: Pieces = tuple((piece.text, piece.at) for piece in parts or pieces_of(line.form.text))
        failures = 0
        try:
            while failures < MOST_TRIES:
                try:
                    answer = self._link.ask(pieces, recipe, timeout, manners)
                except Lost:
                    self._give_up_if(ticket)
                    failures += 1
                except OSError:
                    self._fall_silent()
                    return None
                else:
                    self._give_up_if(ticket)
                    if isinstance(answer, protocol.Spoken) or answer.missing:
                        return answer
                    failures += 1
                    # What an engine is worth after an unforeseen error is not known.
                    self._link.drop()
            self._probe(timeout)
        finally:
            ticket.hold(None)
        return None

    def _give_up_if(self, ticket: Ticket) -> None:
        if self._closed:
            raise SpeakerClosed
        if ticket.cancelled:
            raise SpeechCancelled

    def _probe(self, timeout: float) -> None:
        """After a line that no worker survived: is it the line, or are workers no good here?"""
        try:
            answer = self._link.ask(_PROBE, recipe_of(_PLAIN, _FALLBACK), timeout)
        except (Lost, OSError):
            self._fall_silent()
            return
        if isinstance(answer, protocol.Failed) and not answer.missing:
            self._fall_silent()

    def _fall_silent(self) -> None:
        self._silent = True
        self.trouble = _("The voices stop again and again: the creatures are silent for now.")
        self._link.drop()


def _missing(engine: str, instead: str) -> str:
    names = {
        "system": _("this computer’s own voices"),
        "piper": _("the piper voices"),
        "espeak": _("the voices"),
        RECORDED: _("the recorded voices"),
    }
    name = names.get(engine, engine)
    if instead:
        return _("Not available here: {name}. Another voice speaks instead.").format(name=name)
    return _("Not available here: {name}. The line is silent.").format(name=name)


def _unspeakable() -> str:
    return _("This line could not be spoken; the others can.")
