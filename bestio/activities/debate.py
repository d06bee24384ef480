"""Notes of a debate: the questions, a page to write on, the notes of before, and the accused, who answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, ClassVar, Self

from msgspec.structs import replace

from bestio.activities.engine import Activity, Setting, Turn
from bestio.activities.prompt import Move, Notes, Prompt, Text
from bestio.activities.questions import describe_caught
from bestio.activities.ways import LONGEST_QUESTION, note_on, noted, short_question
from bestio.classroom.progress import Place
from bestio.errors import BestioError
from bestio.i18n import N_, _
from bestio.phrases.catching import catch

LONGEST = 20_000  # letters


class DebateActivity(Activity, frozen=True, kw_only=True):
    """A page for the group's notes on an activity. What stands on it is in the creation alone."""

    way = "debate"
    instructions = 3
    explained = N_(
        "Write here what the group has found: it is saved by itself.\n"
        "You find it again at the last session. F6 shows all your notes.\n"
        "F8 asks the creature: it catches on to a word that it knows, if any."
    )
    moves: ClassVar[tuple[Move, ...]] = (
        Move("earlier", "f6", N_("Our notes"), N_("Read all the notes of the group."), priority=True),
        Move(
            "ask",
            "f8",
            N_("Question the creature"),
            N_("It catches on to a word that it knows: is it an answer?"),
            priority=True,
        ),
    )

    place: Place
    asking: bool = False
    """Whether a question to the creature is to be written now."""
    question: str | None = None
    """What the creature has been asked, while it looks for an answer."""
    seed: int = 0
    heard: str = ""
    """What it has answered."""

    @classmethod
    def open(cls, setting: Setting, place: Place) -> Self:
        """The page as it was left."""
        return cls(setting=setting, place=place)

    def view(self) -> Prompt:
        page = self._page()
        if not self.asking:
            return page
        return Text(
            question=_("Your question to {name}?").format(name=self.setting.creation.name),
            hint=_("Or nothing: it speaks all the same. It catches on to a word that it knows."),
            most=LONGEST_QUESTION,
            empty=True,
            behind=page,
        )

    def _page(self) -> Notes:
        reading = self.question is not None
        said = _("The machine is reading the texts…") if reading else self.heard
        return Notes(
            question=_("Your notes, line after line; an empty line ends them."),
            about=tuple(self.place.activity.questions),
            value=noted(self.setting.creation, self.place),
            most=LONGEST,
            closed=self.setting.studio.journal.read_only,
            said=said,
            keys="" if said else _("Escape: done (your notes are saved by themselves)"),
            lines=_("The creature can be asked: bestio act {journal} interroger").format(
                journal=self.setting.studio.journal.path.stem
            ),
            working=reading,
        )

    def answer(self, value: int | str) -> Turn:
        if self.asking:
            question, seed = short_question(str(value)), self.setting.studio.new_seed()
            return Turn(replace(self, asking=False, question=question, seed=seed))
        text = str(value).strip()[:LONGEST]
        if text == self._page().value.strip():
            return Turn(self)
        return Turn(self, (("note.write", note_on(self.place, text)),))

    def move(self, name: str) -> Turn:
        if name == "earlier":
            return Turn(self, opens="notes")
        if name == "ask" and self.setting.studio.journal.read_only:
            return Turn(self)
        return Turn(replace(self, asking=name == "ask", question=None))

    def work(self, stopped: Callable[[], bool]) -> Iterator[Turn]:
        studio, question = self.setting.studio, self.question or ""
        try:
            machine = studio.machine()
            caught = catch(machine, question) if question else None
            phrase = studio.draw_phrase(machine, self.seed, caught=caught or "")
        except BestioError as error:
            heard = " ".join(filter(None, (_("It has nothing to say."), error.message, error.hint)))
            yield Turn(replace(self, question=None, heard=heard))
            return
        made = studio.told_phrase(
            phrase, seed=self.seed, corpus=machine.corpus.digest, question=question, caught=caught
        )
        asked = _("You ask: “{question}”").format(question=question) + "\n" if question else ""
        answer = _("It answers: “{sentence}”").format(sentence=phrase.text)
        heard = "\n".join(filter(None, (asked + answer, describe_caught(caught))))
        then = replace(self, question=None, heard=heard)
        yield Turn(then, (("phrase.make", made),), aloud=made["id"])

    def result(self) -> Any:
        return noted(self.setting.creation, self.place)
