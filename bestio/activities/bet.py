"""A bet on a phrase before the glass box is opened: how many words in a row come from one text, and from whom?"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from msgspec.structs import replace

from bestio.activities.engine import Activity, Setting, Turn
from bestio.activities.prompt import GO_ON, Choose, Lack, Move, Number, Option, Prompt
from bestio.activities.ways import note_on
from bestio.classroom.progress import Place
from bestio.creation.attribution import verdict_of
from bestio.creation.betting import authors, bet_on, describe_bet, describe_outcome, phrases_to_bet_on
from bestio.creation.phrase_shapes import HolderShape
from bestio.creation.state import MadePhrase
from bestio.i18n import N_, _

MOST_WORDS = 999


class BetActivity(Activity, frozen=True, kw_only=True):
    """Phrase, number of words, author; then the verdict."""

    way = "bet"
    hides = True
    instructions = 2
    explained = N_(
        "Choose a phrase, and bet before you look:\n"
        "how many words in a row come from one text? Whose text?\n"
        "Then the glass box shows the longest piece written before.\n"
        "From how many words on are quotation marks due?\n"
        "You decide, and it is not easy."
    )
    moves: ClassVar[tuple[Move, ...]] = (
        Move(GO_ON, "enter", N_("Choose"), N_("Take the line in hand.")),
        Move("back", "backspace", N_("Another phrase"), N_("Back to the list of phrases.")),
    )

    place: Place
    phrase: MadePhrase | None = None
    """What is bet on; None while it is chosen."""
    words: int | None = None
    outcome: str = ""
    verdicts: tuple[str, ...] = ()
    """What the glass box has shown at this sitting."""

    @classmethod
    def open(cls, setting: Setting, place: Place) -> Self:
        """No phrase is chosen."""
        return cls(setting=setting, place=place)

    @property
    def phrases(self) -> list[MadePhrase]:
        """The phrases one may bet on."""
        return phrases_to_bet_on(self.setting.creation)

    @property
    def authors(self) -> list[HolderShape]:
        """Who may have written what the machine reads: the group first."""
        studio = self.setting.studio
        return authors(studio.journal.group, studio.texts())

    def view(self) -> Prompt:
        if self.phrase is None:
            return self._phrases()
        if self.words is None:
            return Number(
                question=_("How many words in a row come from the same text?"),
                about=self.phrase.text,
                most=MOST_WORDS,
                letters=len(str(MOST_WORDS)),
            )
        return Choose(
            about=_("“{word}”").format(word=self.phrase.text),
            question=_("{n} words in a row: whose?").format(n=self.words),
            options=(*(Option(one.author) for one in self.authors), Option(_("nobody: it is new"))),
            hand=0,
        )

    def _phrases(self) -> Choose:
        found = self.phrases
        if not found:
            lack = Lack(_("There is no phrase yet."), _("Make one: bestio act JOURNAL fabriquer"))
            return Choose(question=_("There is no phrase yet: Escape, then F3, then Space."), options=(), lack=lack)
        return Choose(
            question=_("Your favourite phrase?"),
            options=tuple(Option(one.text) for one in found),
            hand=0,
            shown=self.verdicts[-1] if self.outcome else "",
            said=self.outcome,
            again=_("Bet on another phrase?"),
        )

    def answer(self, value: int | str) -> Turn:
        if self.phrase is None:
            return Turn(replace(self, phrase=self.phrases[int(value)], outcome=""))
        if self.words is None:
            return Turn(replace(self, words=int(value)))
        names = self.authors
        whose = names[int(value)] if int(value) < len(names) else HolderShape()
        outcome = f"{describe_bet(self.words, whose.author)} {describe_outcome(self.phrase, self.words)}"
        verdicts = (*self.verdicts, verdict_of(self.phrase))
        bet = bet_on(self.phrase, self.words, whose)
        note = note_on(self.place, "", part=f":{self.phrase.id}", bet=bet)
        then = replace(self, phrase=None, words=None, outcome=outcome, verdicts=verdicts)
        return Turn(then, (("note.write", note),))

    def move(self, name: str) -> Turn:
        if name == "back":
            return Turn(replace(self, phrase=None, words=None, outcome=""))
        return Activity.move(self, name)

    def result(self) -> Any:
        return list(self.verdicts)
