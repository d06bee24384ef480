"""What acts need, and what the words of a line mean: wheels, phrases, texts, voices, settings."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

from bestio.creation.state import MadePhrase
from bestio.errors import UsageError
from bestio.i18n import N_, _, language
from bestio.persona.slots import SLOTS
from bestio.session.actions.action import Kind, Parameter, Words
from bestio.session.session import Session
from bestio.studio.studio import TextView
from bestio.text.fold import fold

if TYPE_CHECKING:
    from bestio.speech.voice import Voice

YES = frozenset({"oui", "yes", "true", "1", "on"})
FRENCH = {
    "nom": "noun", "genre": "gender", "nombre": "number", "adjectif": "adjective", "suite": "of", "verbe": "clause",
    "ordre": "order", "adaptatif": "adaptive", "depart": "starters", "classe": "class", "debut": "start",
    "avec": "with", "tri": "sort", "brouillons": "drafts", "soin": "tests",
    "audace": "temperature", "choix": "top_k",
    "negation": "negation", "pluriel": "plural", "accord": "agreement",
    "vitesse": "rate", "hauteur": "pitch",
}  # fmt: skip
"""What settings are called in French; both names are understood."""
NO = frozenset({"non", "no", "false", "0", "off"})
Pairs = Mapping[str, str]


def slot_named(session: Session, words: Words) -> str:
    """The wheel of that id or title. Raises UsageError."""
    wanted, catalog = fold(words[0]), session.studio.catalog
    for slot in catalog.slots:
        title = fold(catalog.titles.get(slot, slot))
        if wanted in {slot, title, title.partition(" ")[2]}:
            return slot
    raise UsageError(
        _("“{slot}” is not a slot.").format(slot=words[0][:40]),
        hint=_("The slots are: {names}.").format(names=", ".join(catalog.slots)),
    )


def no_phrase_yet() -> str:
    """That there is no phrase, and how one makes one."""
    return _("There is no phrase yet.") + " " + _("Make one: bestio act JOURNAL fabriquer")


def phrase_named(session: Session, words: Words) -> MadePhrase:
    """The phrase `p3`, or `3`. Raises UsageError."""
    phrases, key = session.creation.phrases, words[0]
    found = phrases.get(key) or phrases.get(f"p{key}")
    if found is None:
        raise UsageError(
            _("There is no phrase called “{id}”.").format(id=key[:40]),
            hint=_("There are: {names}.").format(names=", ".join(phrases)) if phrases else no_phrase_yet(),
        )
    return found


def source_named(session: Session, words: Words) -> TextView:
    """The text that the machine reads, of that id or title. Raises UsageError."""
    wanted, texts = fold(words[0]), session.studio.texts()
    for text in texts:
        if wanted in {fold(text.id), fold(text.source), fold(text.title)}:
            return text
    raise UsageError(
        _("There is no text called “{id}”.").format(id=words[0][:40]),
        hint=_("There are: {names}.").format(names=", ".join(text.id for text in texts) or "–"),
    )


def text_named(session: Session, words: Words) -> str:
    """The id of the group's own text of that id or title. Raises UsageError."""
    texts, wanted = session.creation.texts, " ".join(words)
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


def voice_named(session: Session, words: Words) -> Voice:
    """The voice of that id or title. Raises UsageError."""
    voices, name = session.studio.voices, " ".join(words)
    found = voices.get(name) or next((one for one in voices.values() if fold(one.title) == fold(name)), None)
    if found is None:
        raise UsageError(
            _("There is no voice called “{id}”.").format(id=name[:60]),
            hint=_("There are: {names}.").format(names=", ".join(voices)),
        )
    return found


def pairs(words: Words, known: Collection[str]) -> dict[str, str]:
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


def _yes_and_no() -> tuple[str, str]:
    return ("oui", "non") if language().startswith("fr") else ("yes", "no")


def _joined(_session: Session, words: Words) -> str:
    return " ".join(words)


def _as_they_are(_session: Session, words: Words) -> Words:
    return words


def named(name: str, usage: str, kind: Kind, told: str, *, rest: bool = False) -> Parameter:
    """A parameter that is the words themselves, as one text; with `rest`, all that follow."""
    return Parameter(name, usage, _joined, kind, told, rest=rest)


def listed(name: str, usage: str, kind: Kind, told: str) -> Parameter:
    """A parameter that is all the words that follow, one by one."""
    return Parameter(name, usage, _as_they_are, kind, told, rest=True)


def with_names(
    name: str,
    read: Callable[[Session, Words], Any],
    known: Collection[str],
    told: str,
    *,
    usage: str = N_("NAME=VALUE"),
) -> Parameter:
    """A parameter that is words such as `order=2`, each with one of the `known` names."""
    return Parameter(name, usage, read, "settings", told, choices=lambda: sorted(map(_shown, known)), rest=True)


LISTED = N_("tells which there are")
ASKED = N_("it is asked")
SLOT = Parameter("slot", N_("SLOT"), slot_named, "slot", N_("A wheel, by its name."), choices=lambda: SLOTS)
PHRASE = Parameter("phrase", N_("PHRASE"), phrase_named, "phrase", N_("A phrase, by its number."))
SOURCE = Parameter(
    "text", N_("TEXT"), source_named, "text", N_("A text that the machine reads, by its number or its title.")
)
TEXT = Parameter(
    "text", N_("TEXT"), text_named, "text", N_("One of your texts, by its number or its title."), rest=True
)
VOICE = Parameter("voice", N_("VOICE"), voice_named, "voice", N_("A voice, by its name."), rest=True)
JOURNAL = named("journal", N_("JOURNAL"), "creation", N_("The creation of another group."))
YES_OR_NO = Parameter(
    "on", N_("OUI|NON"), lambda _session, words: yes(words[0]), "switch", N_("Yes or no."), choices=_yes_and_no
)
