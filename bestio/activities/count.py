"""How many creatures? A bet first, then the product of the wheels, one wheel after the other."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from msgspec.structs import replace

from bestio.activities.engine import Activity, Setting, Turn
from bestio.activities.prompt import Chart, Move, Number, Prompt, Row
from bestio.activities.ways import note_on
from bestio.classroom.progress import Place
from bestio.creation.counting import (
    LONGEST_BET,
    count_note,
    counted,
    lexicons_to_count,
    listening_time,
    verdict,
)
from bestio.i18n import N_, _, ngettext
from bestio.language.typography import grouped
from bestio.persona.catalog import TraitCatalog
from bestio.persona.trait import Lexicon

UNKNOWN = "?"


class CountActivity(Activity, frozen=True, kw_only=True):
    """Counts the creatures of one lexicon, then of several; the creation keeps the lexicons that it has."""

    way = "count"
    hides = True
    instructions = 2
    explained = N_(
        "Bet first (Enter): how many creatures can the wheels make?\n"
        "Space turns them over, one by one: each multiplies the number.\n"
        "→ adds a lexicon, ← takes one away: bet again before you look.\n"
        "The machine has not invented these creatures: it multiplies them."
    )
    moves: ClassVar[tuple[Move, ...]] = (
        Move("bet", "enter", N_("Bet"), N_("Write how many creatures you expect.")),
        Move("wheel", "space", N_("One wheel more"), N_("Multiply by the next wheel.")),
        Move("fewer", "left", N_("A lexicon less"), N_("Count with one lexicon less."), shown=False),
        Move("more", "right", N_("A lexicon more"), N_("Count with one lexicon more.")),
    )

    place: Place
    lexicons: tuple[Lexicon, ...]
    used: int = 1
    """With how many of the lexicons one counts."""
    turned: int = 0
    """How many wheels have been turned over."""
    guess: int | None = None
    asking: bool = False
    """Whether the bet is to be written now."""

    @classmethod
    def open(cls, setting: Setting, place: Place) -> Self:
        """Nothing is counted yet."""
        lexicons = lexicons_to_count(setting.studio.lexicons.values(), setting.creation.lexicons)
        return cls(setting=setting, place=place, lexicons=tuple(lexicons))

    @property
    def catalog(self) -> TraitCatalog:
        """The wheels that are counted."""
        return TraitCatalog(self.lexicons[: self.used])

    def view(self) -> Prompt:
        wheels = self._wheels()
        if self.guess is not None and not self.asking:
            return wheels
        return Number(
            question=_("How many different creatures?"),
            hint=_("A whole number. A wrong bet is worth as much as a right one."),
            most=10**LONGEST_BET - 1,
            letters=24,
            behind=wheels,
            opened=self.asking,
            lines=wheels.head,
            again=_("And with a lexicon more?"),
        )

    def _wheels(self) -> Chart:
        catalog = self.catalog
        counts = list(catalog.counts().items())
        titles = [catalog.titles.get(slot, slot) for slot, _size in counts]
        sizes = [size for _slot, size in counts[: self.turned]]
        text = ""
        if sizes:
            text = _("{slot}: {n}. {product}").format(slot=titles[self.turned - 1], n=sizes[-1], product=counted(sizes))
        done = self.guess is not None and self.turned == len(counts)
        lexicons = ", ".join(one.title for one in self.lexicons[: self.used])
        return Chart(
            head=ngettext("{n} lexicon: {titles}", "{n} lexicons: {titles}", self.used).format(
                n=self.used, titles=lexicons
            ),
            rows=tuple(
                Row(title, str(size) if place < self.turned else UNKNOWN)
                for place, (title, (_slot, size)) in enumerate(zip(titles, counts, strict=True))
            ),
            total=counted(sizes),
            text=text,
            question=self._verdict() if done else "",
            keys="" if done else self._keys(),
            last=done and self.used == len(self.lexicons),
        )

    def _verdict(self) -> str:
        creatures = self.catalog.combinations()
        return verdict(self.guess or 0, creatures) + "\n" + listening_time(creatures)

    def _keys(self) -> str:
        if self.guess is None:
            return _("Your bet first: how many different creatures? Enter writes it.")
        if not self.turned:
            return _("Your bet: {guess}. Space turns the first wheel over.").format(guess=grouped(self.guess))
        return _("And how many with the next wheel? Space turns it over.")

    def answer(self, value: int | str) -> Turn:
        if self.guess is None or self.asking:
            return Turn(replace(self, guess=int(value), turned=0, asking=False))
        return self._turn() if self.turned < len(self.catalog.counts()) else self._use(self.used + 1)

    def move(self, name: str) -> Turn:
        if name == "bet" or (name == "wheel" and self.guess is None):
            return Turn(replace(self, asking=True))
        if name == "wheel" and self.turned < len(self.catalog.counts()):
            return self._turn()
        if name in {"fewer", "more"}:
            return self._use(self.used + (1 if name == "more" else -1))
        return Turn(replace(self, asking=False))

    def _turn(self) -> Turn:
        """The next wheel is turned over; the last one writes the note."""
        then = replace(self, turned=self.turned + 1)
        if then.turned < len(self.catalog.counts()):
            return Turn(then)
        text = count_note(self.used, self.guess or 0, self.catalog.combinations())
        return Turn(then, (("note.write", note_on(self.place, text, part=f":{self.used}")),))

    def _use(self, used: int) -> Turn:
        if not 1 <= used <= len(self.lexicons):
            return Turn(self)
        return Turn(replace(self, used=used, turned=0, guess=None, asking=False))

    def result(self) -> Any:
        return self.catalog.combinations()
