"""What a form asks for an act: a field for each parameter, or for each thing that it may set; and what was answered.

What is answered becomes the words of a line, which the act's own parameters read: a page and a line mean the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bestio.creation.describe_sort import SORTS, describe_sort
from bestio.errors import BestioError, UsageError
from bestio.i18n import N_, _
from bestio.persona.slots import SLOTS
from bestio.serve.lines.offered import SITTINGS
from bestio.session.actions.action import Action, Kind, Parameter, Words
from bestio.session.actions.own_trait import NOUN_WORDS
from bestio.session.actions.parameters import FRENCH, text_named
from bestio.session.session import Session

Shape = Literal["line", "page", "one", "several"]
"""How a field is answered: a line, a page of text, one of its options, several of them."""
MOST_LINE = 300
MOST_PAGE = 100_000
MOST_CHOSEN = 60
ASKED_FIRST = frozenset({"step", "when"})
"""What is asked before an activity opens: the rest it asks itself."""
Given = Mapping[str, Sequence[str]]
"""What was answered, by the names of fields."""


@dataclass(frozen=True)
class Field:
    """One thing that is asked. `options`: values and what they are called; `value`: what stands there already."""

    name: str
    label: str
    help: str = ""
    shape: Shape = "line"
    options: tuple[tuple[str, str], ...] = ()
    value: tuple[str, ...] = ()
    required: bool = False
    number: bool = False


class Misread(UsageError):  # noqa: N818 (it says what is the matter)
    """What was answered to one field cannot be taken; `field` is its name."""

    def __init__(self, error: BestioError, field: str) -> None:
        super().__init__(error.message, hint=error.hint)
        self.field = field


# --- what is asked ----------------------------------------------------------------------------------------------------

SETTINGS: Mapping[str, tuple[str, str]] = {
    "start": (N_("A word that it starts with"), ""),
    "with": (N_("A word that it holds"), ""),
    "order": (N_("Order"), N_("How many words the machine looks back at: 1 to 4, or auto.")),
    "adaptive": (
        N_("Adapts to short texts"), N_("In a short text it looks back at fewer words, so as not to copy it."),
    ),
    "starters": (N_("The starter texts take part"), ""),
    "class": (N_("Your texts"), N_("Which part of each phrase is yours: from 0 to 1.")),
    "sort": (N_("Sorter"), N_("Which draft is kept: the first, the first that does not copy, or the best formed.")),
    "drafts": (N_("Drafts"), N_("How many drafts the sorter may choose from.")),
    "tests": (N_("Tests of the careful sorter"), N_("Their names with commas between them, or “tous”.")),
    "temperature": (
        N_("Boldness"), N_("At 1 the texts decide. Less: probable words come more often. More: rare ones do."),
    ),
    "top_k": (N_("Choice"), N_("How many words the die has: only the most probable, or all (“tous”).")),
    "noun": (N_("A noun, in the singular: hibou, bouilloire…"), ""),
    "gender": (N_("Gender"), ""),
    "number": (N_("It has several of them (legs, wings…)"), ""),
    "plural": (N_("In the plural"), N_("Leave it empty: it is found, nearly always.")),
    "h": (N_("For a noun that begins with an h"), ""),
    "adjective": (N_("An adjective, in the masculine: rouillé, électrique… (or nothing)"), ""),
    "of": (N_("What follows: “de cuivre”, “à vapeur”, “de boulons”… (or nothing)"), ""),
    "clause": (N_("A verb, in the infinitive: craindre, se nourrir, rêver…"), ""),
    "negation": (N_("Does it, or does it not?"), ""),
    "agreement": (N_("Words that agree with the creature: heureux, fier… (or nothing: they are found)"), ""),
}  # fmt: skip
"""What is asked for a setting, and what helps to answer (message ids)."""
NONE = N_("(nothing)")
CHOICES: Mapping[str, Callable[[], Iterable[tuple[str, str]]]] = {
    "adaptive": lambda: (("oui", _("yes")), ("non", _("no"))),
    "starters": lambda: (("oui", _("yes")), ("non", _("no"))),
    "sort": lambda: ((name, describe_sort(name)) for name in SORTS),
    "gender": lambda: (("m", _("masculine")), ("f", _("feminine"))),
    "number": lambda: (("s", _("no")), ("p", _("yes"))),
    "h": lambda: (("muet", _("one says “l’”")), ("aspiré", _("one says “le” or “la”"))),
    "negation": lambda: (
        ("", _("it does")), ("pas", _("it does not (pas)")), ("jamais", _("never (jamais)")),
        ("plus", _("no longer (plus)")),
    ),
}  # fmt: skip
SURE = frozenset({"gender", "number"})
"""What is always said: its first choice, where nothing else is."""
OWN_ORDER = ("noun", "gender", "h", "number", "plural", "clause", "negation", "adjective", "of", "agreement")


def fields_of(action: Action, session: Session, fixed: Mapping[str, str]) -> list[Field]:
    """What is asked for an act, beside the parameters that are `fixed`."""
    asked = [one for one in action.parameters if one.name not in fixed]
    if action.id in SITTINGS:
        asked = [one for one in asked if one.name in ASKED_FIRST]
    return [one for parameter in asked for one in _fields(parameter, action, session, fixed)]


def _fields(parameter: Parameter, action: Action, session: Session, fixed: Mapping[str, str]) -> Iterator[Field]:
    label, told = _(parameter.help), _("Left out: {default}.").format(default=_(parameter.default))
    told = told if parameter.default and not parameter.required else ""
    if parameter.kind == "settings" and (settings := _settings(parameter, action, session, fixed)):
        yield from settings
    elif parameter.kind == "file":
        yield Field(f"{parameter.name}.title", _("Its title"), value=("",))
        yield Field(parameter.name, _("The text"), shape="page", required=True)
    elif (listed := _options(parameter, session, fixed)) is not None:
        several = parameter.rest and parameter.kind in {"lexicon", "creation", "voice"} and parameter.read is not None
        several = several and parameter.name in {"ids", "guests", "voices"}
        options = tuple(listed)
        if not parameter.required and not several:
            options = (("", told or _(NONE)), *options)
        yield Field(
            parameter.name, label, "" if not several else told, "several" if several else "one", options,
            _now(parameter, session, fixed), required=parameter.required,
        )  # fmt: skip
    else:
        value = _value(parameter, session, fixed)
        yield Field(
            parameter.name, label, told, value=(value,) if value else (), required=parameter.required,
            number=parameter.kind == "number" and not parameter.rest,
        )  # fmt: skip


def _now(parameter: Parameter, session: Session, fixed: Mapping[str, str]) -> tuple[str, ...]:
    """What is chosen already: the trait that the wheel shows, the voice that it has, the lexicons in use."""
    if parameter.kind == "trait":
        return (session.creation.traits.get(fixed.get("slot", ""), ""),)
    if parameter.kind == "voice":
        return (session.creation.voice_id,)
    return tuple(session.studio.lexicons_in_use()) if parameter.kind == "lexicon" else ()


def _value(parameter: Parameter, session: Session, fixed: Mapping[str, str]) -> str:
    """What stands in a line already: the words of the phrase that is rewritten."""
    phrase = session.creation.phrases.get(fixed.get("phrase", ""))
    return phrase.shown if parameter.name == "text" and phrase is not None else ""


def _settings(parameter: Parameter, action: Action, session: Session, fixed: Mapping[str, str]) -> list[Field]:
    """A field for each thing that may be set; none where they have no names beforehand."""
    if action.id == "tune":
        from bestio.speech.knobs import knobs  # noqa: PLC0415 (only where the voice is in hand)

        found = knobs(session.studio.plain_voice())
        return [
            Field(
                f"{parameter.name}.{knob.key}", knob.name,
                " ".join(
                    (_("From {low} to {high}; now {value}.").format(
                        low=knob.show(knob.low), high=knob.show(knob.high), value=knob.show(knob.value)), knob.help)
                ),
                number=True,
            )
            for knob in found
        ]  # fmt: skip
    if parameter.choices is None:
        return []
    names = [FRENCH.get(name, name) for name in parameter.choices()]
    if action.id == "own":
        slot = SLOTS.get(fixed.get("slot", ""), "")
        names = [name for name in OWN_ORDER if not slot or (name in NOUN_WORDS) == (slot == "noun") or name == "of"]
    return [_setting(parameter, name) for name in names]


def _setting(parameter: Parameter, name: str) -> Field:
    label, told = SETTINGS.get(name, (name, ""))
    options = tuple(CHOICES[name]()) if name in CHOICES else ()
    if options and name not in SURE and not any(value == "" for value, _label in options):
        options = (("", _("as it is")), *options)
    return Field(
        f"{parameter.name}.{name}", _(label), _(told) if told else "", "one" if options else "line", options,
        number=name in {"order", "class", "drafts", "temperature", "top_k"},
    )  # fmt: skip


def _options(parameter: Parameter, session: Session, fixed: Mapping[str, str]) -> Iterable[tuple[str, str]] | None:
    """All that a parameter may be, with what it is called; None where that is for whoever answers to say."""
    if parameter.kind == "text":
        return _texts(parameter, session)
    if parameter.name == "about":
        said = [line for lines in session.creation.duets.values() for line in lines]
        lines = [(line.id, f"{line.id} : {line.text}") for line in said]
        return [("voix", _("the voice")), *_phrases(session, fixed), *lines]
    if parameter.kind in OPTIONS:
        return OPTIONS[parameter.kind](session, fixed)
    if parameter.choices is not None and parameter.kind not in {"settings", "file"}:
        return [(one, one) for one in parameter.choices()]
    return None


def _texts(parameter: Parameter, session: Session) -> Iterable[tuple[str, str]]:
    """The texts that the machine reads; the group's own where only these can be meant."""
    own = parameter.read is text_named or not parameter.required
    return [(one.id, f"{one.title or one.id} ({one.author})") for one in session.studio.texts() if one.own or not own]


def _slots(session: Session, _fixed: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    return [(slot, session.studio.catalog.titles.get(slot, slot)) for slot in session.studio.catalog.slots]


def _traits(session: Session, fixed: Mapping[str, str]) -> Iterable[tuple[str, str]] | None:
    known = session.studio.catalog.slots.get(fixed.get("slot", ""))
    return None if known is None else [(ref, trait.label) for ref, trait in known.items()]


def _phrases(session: Session, _fixed: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    return [(one.id, f"{one.id} : {one.shown}") for one in session.creation.phrases.values()]


def _voices(session: Session, _fixed: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    return [(key, f"{one.title} – {one.description}" if one.description else one.title)
            for key, one in session.studio.voices.items()]  # fmt: skip


def _effects(session: Session, _fixed: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    from bestio.speech.effects.specs import SPECS  # noqa: PLC0415 (only where the voice is in hand)

    used = {one.type for one in session.studio.plain_voice().effects}
    mark = " (" + _("in use") + ")"
    return [(key, f"{spec.title}. {spec.help}" + (mark if key in used else "")) for key, spec in SPECS.items()]


def _lexicons(session: Session, _fixed: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    return [(key, one.title) for key, one in session.studio.lexicons.items() if one.slots]


def _creations(session: Session, _fixed: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    own = session.studio.journal.path
    return [(one.id, one.group) for one in session.store.groups(own.parent.name) if one.path != own]


def _steps(session: Session, _fixed: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    from bestio.classroom.progress import follow  # noqa: PLC0415
    from bestio.session.actions.plan import plan_of  # noqa: PLC0415

    places = follow(plan_of(session), session.studio.journal.events).places
    return [(one.number, f"{one.number} {one.activity.title}") for one in places]


OPTIONS: Mapping[Kind, Callable[[Session, Mapping[str, str]], Iterable[tuple[str, str]] | None]] = {
    "slot": _slots,
    "trait": _traits,
    "phrase": _phrases,
    "voice": _voices,
    "effect": _effects,
    "lexicon": _lexicons,
    "creation": _creations,
    "activity": _steps,
    "switch": lambda _session, _fixed: (("oui", _("yes")), ("non", _("no"))),
}


# --- what was answered ------------------------------------------------------------------------------------------------


def words_of(parameter: Parameter, given: Given) -> Words:
    """The words that a line would give for a parameter; none where nothing was answered.

    Raises Misread for what no form of ours sends.
    """
    found: list[str] = []
    for name, values in given.items():
        own, dot, setting = name.partition(".")
        if own != parameter.name or (dot and parameter.kind == "file"):
            continue
        most = MOST_PAGE if parameter.kind == "file" else MOST_LINE
        if len(values) > (MOST_CHOSEN if parameter.rest and not dot else 1) or any(len(one) > most for one in values):
            told = _("This is too much: at most {n} letters.").format(n=most)
            raise Misread(UsageError(told), name)
        kept = values if parameter.kind == "file" else [value.strip() for value in values]
        filled = [value for value in kept if value.strip()]
        found += [f"{setting}={value}" for value in filled] if dot else filled
    if parameter.rest and parameter.kind in {"words", "number", "settings"} and not _is_apart(parameter, given):
        found = [word for one in found for word in one.split(" ") if word]
    return tuple(found)


def _is_apart(parameter: Parameter, given: Given) -> bool:
    """Whether each thing that a parameter sets was asked for in a field of its own."""
    return any(name.startswith(f"{parameter.name}.") for name in given)


def read(action: Action, session: Session, given: Given) -> dict[str, Any]:
    """What the function of an act is given. Raises Misread."""
    known = {parameter.name for parameter in action.parameters}
    for name in given:
        if name.partition(".")[0] not in known:
            raise Misread(UsageError(_("“{word}” is not understood here.").format(word=name[:60])), name)
    done: dict[str, Any] = {}
    for parameter in action.parameters:
        words = words_of(parameter, given)
        if not words:
            if parameter.required:
                error = UsageError(_("{0} is missing.").format(_(parameter.usage)))
                raise Misread(error, _first(parameter, given))
            continue
        try:
            if parameter.kind == "file":
                title = " ".join(given.get(f"{parameter.name}.title", ()))[:MOST_LINE].strip()
                done[parameter.name] = (title, words[0])
            elif parameter.read is not None:
                done[parameter.name] = parameter.read(session, _allowed(parameter, session, words))
        except BestioError as error:
            raise Misread(error, _first(parameter, given, error)) from error
    return done


def _allowed(parameter: Parameter, session: Session, words: Words) -> Words:
    """`words`, where what they name is in the class: a line may name any file, a browser none."""
    if parameter.kind == "creation":
        known = {one for one, _label in _creations(session, {})}
        if not known.issuperset(words):
            raise UsageError(_("There is no such group here."))
    return words


def _first(parameter: Parameter, given: Given, error: BestioError | None = None) -> str:
    """The name of the field that an error about a parameter belongs to: the one whose answer it quotes, if any."""
    names = [name for name in given if name.partition(".")[0] == parameter.name and any(given[name])]
    told = error.message if error is not None else ""
    quoting = [name for name in names if any(value and value[:40] in told for value in given[name])]
    return next(iter([*quoting, *names]), parameter.name)
