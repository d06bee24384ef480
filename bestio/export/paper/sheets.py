"""The sheets of the paper kit, made of the class's words: what each says, as the data that `typeset` needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from bestio.classroom.plan import Poll, Seance
from bestio.export.paper.dice import DICE, STOP, Row, rows_of, throw_of
from bestio.export.paper.typeset import Sheet, count_pages
from bestio.export.picture import to_svg
from bestio.i18n import N_, _, ngettext
from bestio.language.tokens import is_word
from bestio.persona.catalog import TraitCatalog
from bestio.persona.portrait import Strips, choose_part, draw_strip
from bestio.persona.slots import STRIPS
from bestio.persona.trait import Adjective, Trait
from bestio.text.shorten import shorten

Run = Sequence[str]
"""A sentence as tokens."""

THE_END = "■"
MOST_WORDS = 2_000
"""Words of texts that are made into dice: more would be a book."""
_LONGEST = 40
"""Letters of a word that are printed."""
_DICE_NAMES = {1: N_("always"), 6: N_("one die"), 36: N_("two dice"), 100: N_("1 to 100")}


def dice_sheet(runs: Sequence[Run], title: str) -> Sheet:
    """What follows each word of the sentences `runs`, as throws of dice."""
    rows = rows_of(runs)
    # A full stop that only ends sentences needs no row of its own: its faces say so.
    ends = {row.word for row in rows if not is_word(row.word) and row.word and _only_ends(row)}
    used = {row.sides for row in rows}
    how = [
        _("Throw, read the word, write it down, go to its row. {sign} is the end of the phrase.").format(sign=THE_END),
        *([_("Two dice: the first gives the ten, the second the unit (2 then 5: 25).")] if 36 in used else []),
        *([_("1 to 100: draw from a hundred numbered slips, or throw two ten-sided dice.")] if 100 in used else []),
        *([] if all(row.exact for row in rows) else [_("“About”: the word stands too often to be told exactly.")]),
    ]
    shown = [_row(row, ends) for row in rows if row.word not in ends]
    return Sheet("dice", {"title": title, "how": how, "rows": shown}, columns=3)


def _only_ends(row: Row) -> bool:
    return [face.word for face in row.faces] == [STOP]


def _row(row: Row, ends: Iterable[str]) -> Mapping[str, object]:
    die = _(_DICE_NAMES[row.sides])
    faces = [(_throws(face.low, face.high, row.sides), _face(face.word, ends)) for face in row.faces]
    if row.again:
        faces.append((_throws(row.again, row.sides, row.sides), _("throw again")))
    return {
        "word": shorten(row.word, _LONGEST) or _("BEGINNING"),
        "die": die if row.exact else _("{die}, about").format(die=die),
        "faces": faces,
    }


def _throws(low: int, high: int, sides: int) -> str:
    if sides not in DICE:
        return "→"
    first, last = throw_of(low, sides), throw_of(high, sides)
    return first if first == last else f"{first}–{last}"


def _face(word: str, ends: Iterable[str]) -> str:
    word = shorten(word, _LONGEST)
    if word in ends:
        return f"{word} {THE_END}"
    return word or THE_END


def fitting(runs: Sequence[Run], title: str, foot: str, most: int, *, dys: bool = False) -> int:
    """How many of the first sentences have dice that fit on `most` pages; at least one."""

    def pages(count: int) -> int:
        return count_pages(title, foot, [dice_sheet(runs[:count], title)], dys=dys)

    so_far = accumulate(map(len, runs))
    low, high = 1, max(1, sum(1 for words in so_far if words <= MOST_WORDS))
    if pages(high) <= most:
        return high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if pages(middle) <= most else (low, middle)
    return low


def grid_sheet(runs: Sequence[Run], title: str) -> Sheet:
    """The same table to fill in by hand: each word, and room for what follows it."""
    words = [shorten(row.word, _LONGEST) for row in rows_of(runs) if is_word(row.word) or not row.word]
    return Sheet(
        "grid",
        {
            "title": title,
            "how": [_("For each word, write down every word that follows it, as many times as it follows it.")],
            "heads": [_("The word"), _("What follows it"), _("How many")],
            "words": [word or _("BEGINNING") for word in words],
        },
    )


def bets_sheet() -> Sheet:
    """Betting slips: four to a page."""
    heads = [
        "",
        _("The phrase"),
        _("My bet: copied words in a row"),
        _("From which text?"),
        _("The verdict"),
        _("Quotation marks?"),
    ]
    return Sheet("bets", {"title": _("I bet"), "heads": heads, "copies": 4})


def strips_sheet(catalog: TraitCatalog, strips: Strips, count: int) -> Sheet:
    """Creatures of three strips to cut: as many pages as `count`, each with a head, a body, limbs, and their words."""
    wheels = {slot: _pictured(catalog, strips, slot) for slot in STRIPS}
    pages = min([count, *map(len, wheels.values())])
    how = _("Cut along the dashed lines, staple the pages on the left, and turn the strips: which creature comes?")
    creatures = [[wheels[slot][at] for slot in STRIPS] for at in range(pages)]
    return Sheet("strips", {"how": how, "creatures": creatures})


def _pictured(catalog: TraitCatalog, strips: Strips, slot: str) -> list[Mapping[str, object]]:
    kind = STRIPS[slot]
    found: dict[str, Mapping[str, object]] = {}
    for ref, trait in catalog.slots.get(slot, {}).items():
        part = choose_part(strips, kind, ref, trait)
        phrase = trait.phrase if isinstance(trait, Trait) else None
        if part is None or phrase is None or part.key(kind) in found:
            continue
        picture = to_svg(draw_strip(strips, kind, part), scale=1)
        article = {("m", "s"): "un", ("f", "s"): "une"}.get((phrase.gender, phrase.number), "des")
        found[part.key(kind)] = {
            "picture": picture,
            "slot": catalog.titles.get(slot, slot),
            "noun": f"{article} {phrase.noun}",
            "adjectives": [_dictionary_form(one) for one in trait.adjectives],
            "of": phrase.of,
            "ask": _("Make the adjective agree: write it on the line.") if trait.adjectives else "",
        }
    return list(found.values())


def _dictionary_form(adjective: str | Adjective) -> str:
    return adjective if isinstance(adjective, str) else adjective.lemma


def seance_sheet(seance: Seance, number: int, *, unplugged: bool) -> Sheet:
    """A session on a sheet, for the teacher: minutes, what pupils read, what to do, or how without a computer."""
    minutes = sum(one.minutes for one in seance.activities)
    last = _("Without a computer") if unplugged else _("What you do")
    rows = [
        (str(one.minutes), one.title, one.pupils, (one.unplugged or _("As it is.")) if unplugged else one.teacher)
        for one in seance.activities
    ]
    told = ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
    return Sheet(
        "seance",
        {
            "title": _("Session {n}: {title}").format(n=number, title=seance.title),
            "how": [_("{goal} ({minutes})").format(goal=seance.goal, minutes=told)],
            "heads": [_("Min."), _("Activity"), _("For the pupils"), last],
            "rows": rows,
        },
    )


def ballots_sheet(poll: Poll, copies: int) -> Sheet:
    """The ballots of a poll."""
    questions = [{"text": one.text, "choices": one.choices} for one in poll.questions]
    how = _("Without your name. Tick one answer a question, fold the paper, put it into the box.")
    return Sheet("ballots", {"title": poll.title, "how": how, "questions": questions, "copies": copies}, columns=2)
