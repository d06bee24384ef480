"""What the words after a verb of `bestio act` mean: wheels, phrases, settings."""

from __future__ import annotations

import math

from bestio.cli.desk import Desk
from bestio.errors import UsageError
from bestio.i18n import _, language
from bestio.text.fold import fold
from bestio.workshop.state import MadePhrase
from bestio.workshop.studio import TextView

YES = frozenset({"oui", "yes", "true", "1", "on"})
FRENCH = {
    "nom": "noun", "genre": "gender", "nombre": "number", "adjectif": "adjective", "suite": "of", "verbe": "clause",
    "ordre": "order", "adaptatif": "adaptive", "depart": "starters", "classe": "class", "debut": "start",
    "avec": "with", "negation": "negation", "pluriel": "plural", "accord": "agreement",
    "vitesse": "rate", "hauteur": "pitch",
}  # fmt: skip
"""What settings are called in French; both names are understood."""
NO = frozenset({"non", "no", "false", "0", "off"})


def slot_of(desk: Desk) -> str:
    """The wheel that the first word names, by its id or its title. Raises UsageError."""
    wanted = fold(desk.words[0])
    cabinet = desk.studio.cabinet
    for slot in cabinet.slots:
        title = fold(cabinet.titles.get(slot, slot))
        if wanted in {slot, title, title.partition(" ")[2]}:
            return slot
    raise UsageError(
        _("“{slot}” is not a slot.").format(slot=desk.words[0][:40]),
        hint=_("The slots are: {names}.").format(names=", ".join(cabinet.slots)),
    )


def no_phrase_yet() -> str:
    """That there is no phrase, and how one makes one."""
    return _("There is no phrase yet.") + " " + _("Make one: bestio act JOURNAL fabriquer")


def phrase_of(desk: Desk) -> MadePhrase:
    """The phrase that the first word names: `p3`, or `3`. Raises UsageError."""
    key = desk.words[0]
    found = desk.creation.phrases.get(key) or desk.creation.phrases.get(f"p{key}")
    if found is None:
        raise UsageError(
            _("There is no phrase called “{id}”.").format(id=key[:40]),
            hint=_("There are: {names}.").format(names=", ".join(desk.creation.phrases))
            if desk.creation.phrases
            else no_phrase_yet(),
        )
    return found


def text_of(desk: Desk) -> TextView:
    """The text that the first word names, by its id or its title. Raises UsageError."""
    wanted = fold(desk.words[0])
    texts = desk.studio.texts()
    for text in texts:
        if wanted in {fold(text.id), fold(text.source), fold(text.title)}:
            return text
    raise UsageError(
        _("There is no text called “{id}”.").format(id=desk.words[0][:40]),
        hint=_("There are: {names}.").format(names=", ".join(text.id for text in texts) or "–"),
    )


def own_text(desk: Desk) -> str:
    """The id of the group's own text that the words name, by its id or its title. Raises UsageError."""
    texts = desk.creation.texts
    wanted = " ".join(desk.words)
    for key, text in texts.items():
        if wanted and (wanted == key or fold(text.title) == fold(wanted)):
            return key
    listed = ", ".join(f"{key} ({text.title})" if text.title else key for key, text in texts.items())
    raise UsageError(
        _("There is no text called “{id}”.").format(id=wanted[:40]) if wanted else _("Which text?"),
        hint=_("Your texts: {names}.").format(names=listed)
        if texts
        else _("Write one first: bestio act JOURNAL écrire FICHIER"),
    )


def pairs(words: tuple[str, ...], known: set[str]) -> dict[str, str]:
    """What words such as `order=2` say. Raises UsageError for a name that is not among `known`."""
    given: dict[str, str] = {}
    for word in words:
        key, equals, value = word.partition("=")
        key = FRENCH.get(fold(key), key)
        if not equals or key not in known:
            raise UsageError(
                _("“{word}” is not understood here.").format(word=word[:60]),
                hint=_("Write name=value, with one of: {names}.").format(names=", ".join(sorted(map(_shown, known)))),
            )
        given[key] = value.strip()
    return given


def _shown(name: str) -> str:
    """A setting's name in the language of the interface."""
    french = {english: word for word, english in FRENCH.items()}
    return french.get(name, name) if language().startswith("fr") else name


def yes(word: str) -> bool:
    """Whether a word says yes. Raises UsageError where it says neither yes nor no."""
    if fold(word) in YES | NO:
        return fold(word) in YES
    raise UsageError(_("“{word}” is neither yes nor no.").format(word=word[:40]), hint=_("Write oui or non."))


def number(word: str) -> float:
    """The finite number that a word is. Raises UsageError."""
    try:
        found = float(word.replace(",", "."))
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise UsageError(_("“{word}” is not a number.").format(word=word[:40]))
    return found
