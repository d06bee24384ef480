"""The paper kit: which sheets each of its parts is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from bestio.classroom.plan import Seance
from bestio.classroom.plan import Sequence as Plan
from bestio.errors import UsageError
from bestio.export.paper.cards import cards_sheets
from bestio.export.paper.colouring import colouring_sheets
from bestio.export.paper.keys import keys_sheets
from bestio.export.paper.letter import letter_sheet
from bestio.export.paper.sheets import (
    Run,
    ballots_sheet,
    bets_sheet,
    dice_sheet,
    fitting,
    grid_sheet,
    seance_sheet,
    strips_sheet,
)
from bestio.export.paper.typeset import Sheet, count_pages, typeset
from bestio.export.paper.wanted import OF_A_SEANCE, Wanted, small_text
from bestio.export.picture import write_whole
from bestio.i18n import N_, _, ngettext
from bestio.text.shorten import shorten

DICE, GRID, BETS, STRIPS, BALLOTS, CARDS = "des", "grille", "paris", "bandes", "bulletins", "cartes"
KEYS, LETTER, COLOURING, SEANCE, UNPLUGGED = "touches", "accord", "coloriage", *OF_A_SEANCE
ALWAYS: Mapping[str, str] = {
    DICE: N_("what follows each word of the texts, as throws of dice"),
    GRID: N_("the same table, to fill in by hand"),
    BETS: N_("betting slips, four to a page"),
    STRIPS: N_("creatures in three strips, to cut and to staple"),
    COLOURING: N_("the creature to colour in"),
    BALLOTS: N_("the ballots of the plan’s polls"),
    CARDS: N_("all the cards of the plan’s activities"),
    KEYS: N_("the keys of each bench, for the wall"),
    LETTER: N_("the letter to families for recorded voices"),
    SEANCE: N_("a session on a sheet, for the teacher"),
    UNPLUGGED: N_("all that a session needs without a computer"),
}
"""The parts that there always are, as lines name them, and what each holds (message ids)."""
MOST_COPIES = 60
MOST_PAGES = 20
_BALLOTS = 30
_FOOT = 60
"""Letters under a page, at most."""
_STRIP_PAGES = 6
_DICE, _BET, _WHEEL = "dice", "bet", "wheel"


class Kit(Struct, frozen=True):
    """Sheets that are ready to be typeset, and what was left out of them, for people."""

    title: str
    foot: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    dys: bool = False

    @property
    def pages(self) -> int:
        """How many pages it takes."""
        return count_pages(self.title, self.foot, self.sheets, dys=self.dys)

    def write(self, path: Path) -> None:
        """Put it into a PDF file, whole or not at all. Raises UsageError for another ending, BestioError."""
        if path.suffix.lower() != ".pdf":
            raise UsageError(_("The paper kit is a PDF file."), hint=_("Give the file a name that ends in .pdf."))
        write_whole(path, self.pdf(), N_("The sheets cannot be written ({reason})."))

    def pdf(self) -> bytes:
        """The bytes of that file."""
        return typeset(self.title, self.foot, self.sheets, self.named, dys=self.dys)


def parts_of(plan: Plan) -> dict[str, str]:
    """All that can be printed, as lines name it, and what each part holds; for each of the plan's decks a part."""
    decks = {f"{CARDS}-{key}": _("cards: {title}").format(title=deck.title or key) for key, deck in plan.cards.items()}
    parts: dict[str, str] = {}
    for part, holds in ALWAYS.items():
        if part != CARDS or decks:
            parts[part] = _(holds)
        if part == CARDS:
            parts |= decks
    return parts


def kit(wanted: Wanted) -> Kit:
    """The sheets of a part. Raises UsageError where there is no such part, or nothing to make it of."""
    parts = parts_of(wanted.plan)
    if wanted.part not in parts:
        raise UsageError(
            _("There is no sheet “{name}”.").format(name=wanted.part[:40]),
            hint=_("Choose among: {names}.").format(names=", ".join(parts)),
        )
    for given, most in ((wanted.pages, MOST_PAGES), (wanted.copies, MOST_COPIES)):
        if given is not None and not 1 <= given <= most:
            raise UsageError(
                _("{n} is not possible here.").format(n=given),
                hint=_("Give a number from 1 to {most}.").format(most=most),
            )
    notes: list[str] = []
    sheets = tuple(_sheets(wanted, notes))
    if not sheets:
        raise UsageError(_("There is nothing to make this sheet of."))
    foot = wanted.class_title or wanted.plan.title if wanted.part == LETTER else wanted.foot
    return Kit(wanted.title, shorten(foot, _FOOT), sheets, tuple(notes), wanted.named, wanted.dys)


def _sheets(wanted: Wanted, notes: list[str]) -> Iterator[Sheet]:
    if wanted.part in OF_A_SEANCE:
        yield from _of_a_seance(wanted, notes)
        return
    deck = wanted.plan.cards.get(wanted.part.removeprefix(f"{CARDS}-"))
    if wanted.part == DICE:
        yield _dice(wanted, notes)
    elif wanted.part == GRID:
        yield grid_sheet(_fitting(wanted), wanted.title)
    elif wanted.part == BETS:
        yield bets_sheet()
    elif wanted.part == STRIPS:
        yield strips_sheet(wanted.catalog, wanted.strips, _STRIP_PAGES)
    elif wanted.part == COLOURING:
        yield from colouring_sheets(wanted.drawn)
    elif wanted.part == KEYS:
        yield from keys_sheets(wanted.paper)
    elif wanted.part == LETTER:
        yield letter_sheet(wanted.class_title, wanted.until)
    elif wanted.part == BALLOTS:
        for poll in wanted.plan.polls.values():
            yield ballots_sheet(poll, wanted.copies or _BALLOTS)
    else:
        for one in wanted.plan.cards.values() if deck is None else (deck,):
            yield from cards_sheets(one, wanted.copies or 1)


def _of_a_seance(wanted: Wanted, notes: list[str]) -> Iterator[Sheet]:
    """The session on a sheet; without a computer, what its activities need on paper too, each once."""
    seance, unplugged = _seance(wanted), wanted.part == UNPLUGGED
    yield seance_sheet(seance, wanted.number, unplugged=unplugged)
    if not unplugged:
        return
    plan = wanted.plan
    ways = {one.way for one in seance.activities} | {one.kind for one in seance.activities}
    polls = dict.fromkeys(one.poll for one in seance.activities if one.poll in plan.polls)
    decks = dict.fromkeys(name for one in seance.activities for name in one.cards if name in plan.cards)
    for poll in filter(None, polls):
        yield ballots_sheet(plan.polls[poll], wanted.copies or _BALLOTS)
    for deck in decks:
        yield from cards_sheets(plan.cards[deck])
    if _WHEEL in ways:
        yield strips_sheet(wanted.catalog, wanted.strips, _STRIP_PAGES)
    if _DICE in ways and (wanted.runs or small_text(plan, wanted.number)):
        yield grid_sheet(_fitting(wanted), wanted.title)
        yield _dice(wanted, notes)
    if _BET in ways:
        yield bets_sheet()


def _seance(wanted: Wanted) -> Seance:
    seances: Sequence[Seance] = wanted.plan.seances
    if not 1 <= wanted.number <= len(seances):
        raise UsageError(
            _("There is no session {n}.").format(n=wanted.number),
            hint=_("The plan “{title}” has {n}.").format(title=wanted.plan.title, n=len(seances)),
        )
    return seances[wanted.number - 1]


def _runs(wanted: Wanted) -> tuple[Run, ...]:
    runs = wanted.runs or small_text(wanted.plan, wanted.number)
    if not runs:
        raise UsageError(
            _("There is no text to make dice of."),
            hint=_("Name a group that has written one, or a file: bestio print des les-hiboux"),
        )
    return runs


def _fitting(wanted: Wanted) -> tuple[Run, ...]:
    """The sentences whose dice fit on the pages there are."""
    runs = _runs(wanted)
    asked = (0 if wanted.runs else wanted.number, wanted.pages, wanted.dys)
    if asked not in wanted.fitted:
        wanted.fitted[asked] = fitting(runs, wanted.title, wanted.foot, wanted.pages, dys=wanted.dys)
    return runs[: wanted.fitted[asked]]


def _dice(wanted: Wanted, notes: list[str]) -> Sheet:
    fits = _fitting(wanted)
    left = len(_runs(wanted)) - len(fits)
    if left:
        notes.append(
            ngettext(
                "{n} sentence at the end of the texts was left out, so that the dice fit.",
                "{n} sentences at the end of the texts were left out, so that the dice fit.",
                left,
            ).format(n=left)
        )
    return dice_sheet(fits, wanted.title)
