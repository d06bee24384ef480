"""`bestio record`, what `bestio class` does about recorded voices, and the list of words to read aloud."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from bestio.classroom.class_voices import as_data, describe_voices, describe_withdrawal, people_of, turn_off, turn_on
from bestio.classroom.made_up import describe_date, name_of_person
from bestio.classroom.recorded_voices import NotAllowed, RecordedVoices
from bestio.classroom.store import Store
from bestio.classroom.word_list import worth_recording
from bestio.cli.microphone import record_aloud
from bestio.cli.output import say, say_json, tell
from bestio.cli.prompts import Talk
from bestio.cli.speaking import AudioOutput
from bestio.cli.workshop import agreed
from bestio.cli.workspace import known_class, open_store, open_workspace
from bestio.errors import BestioError, Problem, UsageError
from bestio.i18n import _, ngettext
from bestio.library import Library
from bestio.persona.lexicons import load_lexicons
from bestio.speech.cleaning import clean, spoken
from bestio.speech.recorded import intake
from bestio.speech.recorded.bank import Bank
from bestio.speech.recorded.clip import NOISE, Clip
from bestio.speech.recorded.intake import Cut, Taken
from bestio.speech.recorded.sound_file import read_sound
from bestio.speech.speaker import Pronounced
from bestio.speech.voice import Voice

_BASE = Voice(id="plain", title="plain")
_MOST_FILES = 5_000
_LISTED = 400


class Recordings(NamedTuple):
    """What is to be recorded, as a line says it."""

    class_name: str
    files: Sequence[Path] = ()
    who: str = ""
    group: str = ""
    words: Path | None = None
    text: str = ""
    noise: bool = False
    leave_out: Sequence[str] = ()


def _kept(library: Library, store: Store) -> RecordedVoices:
    return RecordedVoices(library.workspace, time.time(), store.banks)


# --- leave ------------------------------------------------------------------------------------------------------------


def switch_voices(name: str, state: str, until: str, *, as_json: bool, home: Path | None) -> int:
    """Turn the recorded voices of a class on or off, or tell how it stands."""
    library, store = open_store(home)
    class_id = known_class(store, name)
    kept, title = _kept(library, store), store.title_of(class_id)
    wanted = state.strip().casefold()
    if wanted in {"on", "oui"}:
        done = turn_on(kept, class_id, title, until)
        if as_json:
            say_json({"class": class_id, "on": True, "until": done.leave.until, "consent": done.consent})
            return 0
        say(done.consent)
        for line in done.told:
            tell(line)
        return 0
    if wanted in {"off", "non"}:
        turn_off(kept, class_id, title)
    elif wanted not in {"", "state", "état", "etat"}:
        raise UsageError(
            _("“{text}” is neither on nor off.").format(text=state[:40]), hint=_("Write: --voices on, or --voices off.")
        )
    bank = kept.bank(class_id)
    if as_json:
        people = people_of(bank)
        say_json(
            {
                "class": class_id,
                "on": bank.open,
                "until": bank.leave.until,
                "people": list(bank.people()),
                "recorded": as_data(people),
            }
        )
    else:
        for line in describe_voices(bank, title):
            say(line)
    return 0


def withdraw(name: str, who: str, *, yes: bool, as_json: bool, home: Path | None) -> int:
    """Take somebody's voice back: erase their clips and what was made of them. 2 where nobody said yes."""
    library, store = open_store(home)
    class_id = known_class(store, name)
    kept = _kept(library, store)
    what = kept.of_person(class_id, who)
    if not as_json:
        say(_("This will be erased for good from the class “{name}”:").format(name=store.title_of(class_id)))
        for line in describe_withdrawal(what, open_workspace(home).backups_told):
            say(f"- {line}")
    if not yes and not agreed(_("In a script, say --yes."), _("To erase it, write “oui”, then press Enter:")):
        tell(_("Nothing was erased."))
        return 2
    told = kept.erase(what)
    if as_json:
        say_json(
            {
                "clips": [clip.id for clip in what.clips],
                "sounds": [str(path) for path in what.sounds],
                "elsewhere": list(what.elsewhere),
            }
        )
    else:
        say(_("It is erased."))
    for line in told:
        tell(line)
    return 0


# --- the bank ---------------------------------------------------------------------------------------------------------


def record(asked: Recordings, *, as_json: bool, home: Path | None) -> int:
    """Put recordings into the bank of a class, leave some out, or list what is in it."""
    library, store = open_store(home)
    class_id = known_class(store, asked.class_name)
    kept = _kept(library, store)
    if asked.leave_out:
        return _leave_out(kept, class_id, asked.leave_out, as_json=as_json)
    if not asked.files and not asked.who:
        return _list(kept.bank(class_id, _tell), store.title_of(class_id), as_json=as_json)
    who = name_of_person(asked.who)
    if not (leave := kept.bank(class_id).leave).on:
        raise NotAllowed(class_id, leave)
    group = _group(store, class_id, asked.group or who)
    made: list[Clip] = []
    failed = 0

    def keep(cuts: Sequence[Cut]) -> None:
        made.extend(kept.add(class_id, who, cuts, group=group, noise=asked.noise))

    with AudioOutput(library, store) as mouth:

        def pronounce(text: str) -> Pronounced | None:
            return mouth.pronounce(spoken(clean(text)), _BASE)

        texts = _texts(asked)
        if not asked.files:
            wanted = texts or ([asked.text] if asked.text else _worth(library, store, class_id, kept))
            record_aloud(wanted, keep, pronounce, mouth, talk=Talk(apart=as_json))
        for path in asked.files[:_MOST_FILES]:
            try:
                taken = _take(path, texts, asked, pronounce)
            except BestioError as error:
                tell(str(error))
                failed += 1
                continue
            for trouble in taken.troubles:
                tell(f"{path.name}: {trouble}")
            keep(taken.cuts)
    if as_json:
        say_json([_as_data(clip) for clip in made])
    else:
        for clip in made[:_LISTED]:
            say(_line(clip))
        count = len(made)
        say(
            ngettext("{n} recording of {who} was added.", "{n} recordings of {who} were added.", count).format(
                n=count, who=who
            )
        )
    return 1 if failed or (asked.files and not made) else 0


def _take(path: Path, texts: Sequence[str], asked: Recordings, pronounce: intake.Pronounce) -> Taken:
    recording = read_sound(path)
    if asked.noise:
        return intake.take_noise(recording, asked.text or intake.name_to_text(path))
    if asked.text:
        return intake.take_one(recording, asked.text, pronounce)
    if texts and len(asked.files) == 1:
        return intake.take_list(recording, texts, pronounce, path.name, _count)
    text = intake.name_to_text(path)
    known = {spoken(clean(one)).casefold(): one for one in texts}
    if texts and spoken(clean(text)).casefold() not in known:
        return Taken((), (_("“{text}” is not in the list: left out.").format(text=text),))
    return intake.take_one(recording, known.get(spoken(clean(text)).casefold(), text), pronounce)


def _count(done: float) -> bool:
    """Tell how far a long work is, on a terminal only."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{round(100 * done)}\u00a0%")
        sys.stderr.flush()
    return True


def _texts(asked: Recordings) -> tuple[str, ...]:
    if asked.words is None:
        return ()
    from bestio.phrases.importers import read_text  # noqa: PLC0415 (only where a list is read)

    texts = intake.read_list(read_text(asked.words).text)
    if not texts:
        raise UsageError(_("There is no word in the list “{name}”.").format(name=asked.words.name))
    return texts


def _group(store: Store, class_id: str, name: str) -> str:
    """The id of the group of that name or id; "" where it is none."""
    wanted = name.casefold()
    return next((one.id for one in store.groups(class_id) if wanted in {one.id, one.group.casefold()}), "")


def _leave_out(kept: RecordedVoices, class_id: str, ids: Iterable[str], *, as_json: bool) -> int:
    gone = kept.leave_out(class_id, ids)
    if as_json:
        say_json([clip.id for clip in gone])
    else:
        count = len(gone)
        say(ngettext("{n} recording was erased.", "{n} recordings were erased.", count).format(n=count))
    return 0 if gone else 1


def _list(bank: Bank, title: str, *, as_json: bool) -> int:
    if as_json:
        say_json([_as_data(clip) for clip in bank.clips])
        return 0
    for line in describe_voices(bank, title):
        say(line)
    for clip in sorted(bank.clips, key=lambda one: (one.kind, one.text.casefold(), one.who))[:_LISTED]:
        say(_line(clip))
    return 0


def _line(clip: Clip) -> str:
    what = _("(a noise) {text}").format(text=clip.text) if clip.kind == NOISE else clip.text
    seconds = f"{clip.seconds:.1f}".replace(".", ",")
    return f"{clip.id}  {what}  – {clip.who}, {seconds}\u00a0s, {describe_date(clip.until)}"


def _as_data(clip: Clip) -> dict[str, object]:
    return {
        "id": clip.id, "who": clip.who, "text": clip.text, "kind": clip.kind, "seconds": clip.seconds,
        "until": clip.until, "words": [name for name, _start, _end in clip.words],
    }  # fmt: skip


def _tell(problem: Problem) -> None:
    tell(str(problem))


# --- the list to read -------------------------------------------------------------------------------------------------


def list_words(class_name: str, *, as_json: bool, home: Path | None) -> int:
    """Print the words that are worth recording, one a line, to be read aloud."""
    library, store = open_store(home)
    class_id = store.class_named(class_name) if class_name else store.class_for_new()
    found = _worth(library, store, class_id, _kept(library, store))
    if as_json:
        say_json(found)
        return 0
    say("# " + _("Read each line aloud, from top to bottom; be silent for one second after each."))
    for word in found:
        say(word)
    return 0


def _worth(library: Library, store: Store, class_id: str, kept: RecordedVoices) -> list[str]:
    """What is worth recording in a class."""
    lexicons = load_lexicons(library, _tell)
    return worth_recording(store, class_id, lexicons.values(), kept.bank(class_id))
