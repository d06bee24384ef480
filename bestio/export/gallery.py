"""The gallery of a class: all its creatures on one page to print.

Each stands over its name, its group, its last phrase, and how that group signs. The rule of citation of the class
stands under its title; a group's own rule, where it has another, with its creature.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from bestio.classroom.erasure.scan import gallery_mark, homes_of
from bestio.classroom.plan import Sequence as Plan
from bestio.classroom.store import Store
from bestio.creation.fold import Creation
from bestio.creation.replay_context import wheels_of
from bestio.creation.trait_effects import CLASS
from bestio.errors import BestioError, UsageError
from bestio.export.paper.poster import ENDINGS as POSTERS
from bestio.export.paper.poster import USUAL, poster
from bestio.export.paper.typeset import legible
from bestio.export.picture import LABEL, MARGIN, document, label, squares, wrap, write_whole
from bestio.i18n import _
from bestio.persona.portrait import Pixels, choose_look, draw, gather_strips
from bestio.persona.trait import Lexicon
from bestio.text.shorten import on_one_line

_ACROSS = ((4, 2), (9, 3), (16, 4), (30, 5))
_MOST_ACROSS = 6
_SMALL = 2.6
_SCALE = 8
_MOST_LETTERS = 40
_PROSE = 1.5
"""The height of the letters of phrases, rules and signatures, in pixels of the portrait."""
_LEAD = 1.35
_MOST_LINES = 7


class Shown(Struct, frozen=True):
    """A creature on the page: its name, the pseudonym and the id of its group, its portrait; and in the group's words

    its last phrase, its rule of citation and its signature, each "" where there is none. `quoted`: ids of the groups
    whose texts that phrase was drawn from.
    """

    name: str
    group: str
    id: str
    pixels: Pixels
    phrase: str = ""
    rule: str = ""
    signature: str = ""
    quoted: tuple[str, ...] = ()


def creatures(store: Store, class_id: str, lexicons: Mapping[str, Lexicon], plans: Iterable[Plan] = ()) -> list[Shown]:
    """The creatures of a class, by group; groups that have none yet, or that cannot be read, are left out.

    `plans` tell which notes are rules of citation and signatures. Raises UsageError for an unsafe name.
    """
    strips = gather_strips({key: lexicon.portraits for key, lexicon in lexicons.items()})
    plans = tuple(plans)
    rules, signatures = rules_of(plans), signatures_of(plans)
    found = []
    for entry in store.groups(class_id):
        with contextlib.suppress(BestioError), store.open(entry.path, read_only=True) as journal:
            creation = journal.creation
            catalog = wheels_of(journal.events, lexicons)
            known = {slot: (ref, catalog.trait(slot, ref)) for slot, ref in creation.traits.items()}
            worn = {slot: {ref: trait} for slot, (ref, trait) in known.items() if trait is not None}
            if creation.begun:
                pixels = draw(strips, choose_look(strips, worn, creation.traits))
                phrase, quoted = last_phrase(creation)
                rule, signature = note_of(creation, rules), note_of(creation, signatures)
                found.append(Shown(creation.name, journal.group, entry.id, pixels, phrase, rule, signature, quoted))
    return found


def last_phrase(creation: Creation) -> tuple[str, tuple[str, ...]]:
    """The phrase that was said last, else kept last, and the ids of the other groups that it quotes; "" for none."""
    said = (creation.phrases.get(one.phrase) for one in reversed(creation.spoken))
    kept = creation.kept_phrases[-1] if creation.kept else None
    made = next((phrase for phrase in said if phrase is not None), kept)
    if made is None:
        return "", ()
    sources = (step.source for step in made.steps if step.source.startswith(CLASS))
    groups = (source.removeprefix(CLASS).partition(":")[0] for source in sources)
    return made.shown, tuple(dict.fromkeys(groups))


def rules_of(plans: Iterable[Plan]) -> frozenset[str]:
    """The activities of `plans`, as seance/activity, whose notes are rules of citation."""
    return frozenset(f"{seance.id}/{one.id}" for plan in plans for seance, one in plan.steps() if one.rule)


def signatures_of(plans: Iterable[Plan]) -> frozenset[str]:
    """The activities of `plans`, as seance/activity, whose notes are signatures."""
    return frozenset(f"{seance.id}/{one.id}" for plan in plans for seance, one in plan.steps() if one.way == "sign")


def note_of(creation: Creation, keys: Iterable[str]) -> str:
    """What the group wrote last in one of the activities `keys`, on one line; "" for nothing."""
    wanted = set(keys)
    return next((on_one_line(note.text) for note in reversed(creation.notes) if note.id in wanted), "")


def rule_of(shown: Sequence[Shown]) -> str:
    """The rule of citation of the class: the one that most of its groups wrote; "" for none."""
    return common_rule([one.rule for one in shown])


def common_rule(rules: Sequence[str]) -> str:
    """The rule that most groups wrote, whatever its capitals and its full stop; "" for none."""
    counts = Counter(_alike(rule) for rule in rules if rule)
    if not counts:
        return ""
    commonest = counts.most_common(1)[0][0]
    return next(rule for rule in rules if _alike(rule) == commonest)


def _alike(rule: str) -> str:
    return rule.casefold().strip(" .!")


def to_page(title: str, class_id: str, shown: Sequence[Shown]) -> str:
    """The page as an SVG document. It tells whose creatures and words it shows, so that it goes with any of them."""
    across = next((columns for most, columns in _ACROSS if len(shown) <= most), _MOST_ACROSS)
    wide = len(shown[0].pixels[0]) + 2 * MARGIN
    width = across * wide + 2 * MARGIN
    rule = rule_of(shown)
    head = wrap(_("Our rule: {rule}").format(rule=rule), width - 4 * MARGIN, _SMALL, _MOST_LINES) if rule else []
    top = round(2 * LABEL + 2 * MARGIN + len(head) * _SMALL * _LEAD)
    words = [list(_words(one, rule, wide - 2)) for one in shown]
    fixed = len(shown[0].pixels) + MARGIN + LABEL + _SMALL + 3 * MARGIN
    rows = [
        round(fixed + max(map(len, words[first : first + across])) * _PROSE * _LEAD)
        for first in range(0, len(shown), across)
    ]
    height = top + sum(rows)
    parts = [
        f"<metadata>{gallery_mark(homes_of(class_id, named_on(shown)))}</metadata>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        label(title, width / 2, 2 * LABEL, width - 2 * MARGIN, size=1.5 * LABEL),
    ]
    for number, line in enumerate(head):
        below = 2 * LABEL + MARGIN + (number + 1) * _SMALL * _LEAD
        parts.append(label(line, width / 2, below, width - 2 * MARGIN, size=_SMALL, colour="#444444"))
    for number, one in enumerate(shown):
        left, above = MARGIN + number % across * wide, top + sum(rows[: number // across])
        middle, below = wide / 2, len(one.pixels) + LABEL + 1
        parts.append(f'<g transform="translate({left} {above})"><g transform="translate({MARGIN} 0)">')
        parts += [*squares(one.pixels), "</g>", label(one.name[:_MOST_LETTERS], middle, below, wide - 2)]
        below += _SMALL + 1
        parts.append(label(one.group[:_MOST_LETTERS], middle, below, wide - 2, size=_SMALL, colour="#666666"))
        for line, colour in words[number]:
            below += _PROSE * _LEAD
            parts.append(label(line, middle, below, wide - 2, size=_PROSE, colour=colour))
        parts.append("</g>")
    return document(width, height, _SCALE, title, parts)


def named_on(shown: Iterable[Shown]) -> list[str]:
    """The ids of the groups whose creatures or words are on the page."""
    shown = list(shown)
    return list(dict.fromkeys([*(one.id for one in shown), *(group for one in shown for group in one.quoted)]))


def _words(one: Shown, rule: str, width: float) -> Iterator[tuple[str, str]]:
    """The lines under a group's name, and their colours."""
    own_rule = one.rule if one.rule and _alike(one.rule) != _alike(rule) else ""
    for text, colour in (
        (_("“{sentence}”").format(sentence=one.phrase) if one.phrase else "", "#222222"),
        (own_rule, "#666666"),
        (one.signature, "#666666"),
    ):
        yield from ((line, colour) for line in wrap(text, width, _PROSE, _MOST_LINES))


def _legible(one: Shown) -> Shown:
    """The same in letters that the typefaces of sheets have."""
    said = {name: legible(getattr(one, name)) for name in ("name", "group", "phrase", "rule", "signature")}
    return replace(one, **said)


ENDINGS = (".svg", *POSTERS)
"""What the name of a gallery's file may end in."""


def write_gallery(
    path: Path,
    store: Store,
    class_id: str,
    lexicons: Mapping[str, Lexicon],
    plans: Iterable[Plan] = (),
    *,
    size: str = USUAL,
    dys: bool = False,
) -> int:
    """Put the gallery of a class into an SVG, PDF or PNG file; how many creatures it shows.

    `size` is that of the sheet (A1 to A5), which an SVG file has none of; `dys` has its texts in letters that are not
    mistaken for each other. Raises UsageError, BestioError.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise UsageError(
            _("The gallery cannot be written as “{ending}”.").format(ending=path.suffix or path.name),
            hint=_("Give the file a name that ends in one of: {names}.").format(names=", ".join(ENDINGS)),
        )
    shown = creatures(store, class_id, lexicons, plans)
    if not shown:
        raise UsageError(_("There is no creature in this class yet."))
    title = _("The gallery of the class {name}").format(name=store.title_of(class_id))
    if ending == ".svg":
        write_whole(path, to_page(title, class_id, shown).encode())
    else:
        page = to_page(legible(title), class_id, [_legible(one) for one in shown])
        write_whole(path, poster(page, ending, size, title, homes_of(class_id, named_on(shown)), dys=dys))
    return len(shown)
