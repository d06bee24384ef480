"""Clauses that a creature is the subject of: small templates, conjugated and agreed for whoever speaks.

`{craindre} l’orage` → "il craint l’orage", "je crains l’orage". In braces: an infinitive (`{dormir}`, `{se nourrir}`,
or with its forms for je and il, `{zwipir:zwipis:zwipit}`), `{e}`, `{il}`, `{lui}`, `{le}`, `{son:antenne:f}`,
`{ses:antennes}`, `{se:cacher}` (an infinitive whose "se" follows), `{adj:heureux}` (an adjective that agrees).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bestio.errors import BestioError
from bestio.i18n import _
from bestio.language import agreement
from bestio.language.agreement import Gender
from bestio.language.agreement_tables import words
from bestio.language.attributes import attributes, masculine_behind
from bestio.language.elision import APOSTROPHE, begins_with_vowel, elide_all, elided
from bestio.language.noun_phrase import possessive
from bestio.language.verbs import conjugate

Speaker = Literal["je", "il"]


# Stands between an elided pronoun and the space of the text that follows it; both go away.
_JOINED = "\u0000 "


class ClauseError(BestioError):
    """A clause template that cannot be read; message and hint are in the language of the interface."""


@dataclass(frozen=True)
class _Part:
    """One piece of a template: what kind, and its words."""

    kind: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clause:
    """A template that was read and found sound."""

    template: str
    parts: tuple[_Part, ...]

    @property
    def infinitive(self) -> str:
        """The infinitive of its first verb, without "se"."""
        return next((part.words[0] for part in self.parts if part.kind == "verb"), "")

    @property
    def written(self) -> tuple[str, ...]:
        """The pieces that stand outside of braces, in order."""
        return tuple(part.words[0] for part in self.parts if part.kind == "text")

    @property
    def unmarked(self) -> tuple[str, ...]:
        """Its words that should agree with the creature and do not: "heureux" in "{être} heureux"."""
        found: list[str] = []
        for verb, part in zip(self.parts, self.parts[1:], strict=False):
            if verb.kind == "verb" and part.kind == "text":
                infinitive, reflexive = verb.words[0], bool(verb.words[1])
                found += [part.words[0][slice(*span)] for span in attributes(infinitive, reflexive, part.words[0])]
        # "couvert{e}" carries its marker behind it.
        marked = {
            before.words[0].split()[-1]
            for before, after in zip(self.parts, self.parts[1:], strict=False)
            if after.kind == "e" and before.kind == "text" and before.words[0].split()
        }
        return tuple(word for word in found if word not in marked)

    @property
    def varies(self) -> bool:
        """Whether the creature's gender shows inside (beyond the pronoun before it)."""
        return any(part.kind in {"e", "il", "lui", "le", "adj"} for part in self.parts)

    def predicate(self, speaker: Speaker, gender: Gender) -> str:
        """The clause without its subject: "craint l’orage"."""
        return _predicate(self, speaker, gender)

    def told(self, speaker: Speaker, gender: Gender) -> str:
        """The clause with its subject pronoun, in small letters: "il craint l’orage", "j’aime la nuit"."""
        predicate = _predicate(self, speaker, gender)
        if speaker == "je":
            return elided("je", predicate) + predicate
        return f"{subject(speaker, gender)} {predicate}"


def subject(speaker: Speaker, gender: Gender) -> str:
    """je, il or elle."""
    return "je" if speaker == "je" else "il" if gender == "m" else "elle"


@lru_cache(maxsize=8192)
def parse_clause(template: str) -> Clause:
    """Read a template. Raises ClauseError or UnknownVerbError, each with the remedy."""
    text = _clean(template)
    parts: list[_Part] = []
    for literal, braced in re.findall(r"([^{}]+|[{}](?![^{}]*\}))|\{([^{}]*)\}", text):
        if literal in {"{", "}"} or (not literal and not braced):
            raise _unbalanced(template)
        parts.append(_Part("text", (literal,)) if literal else _read_brace(braced.strip()))
    if _rebuilt(parts) != _braces(text):
        raise _unbalanced(template)
    _check_start(parts, template)
    _check_agreement(parts)
    return Clause(template, tuple(parts))


_ELIDED = re.compile(r"\b(n|qu|d|lorsqu|puisqu|quoiqu|jusqu)’(?=\{)")


def _clean(template: str) -> str:
    """One apostrophe, single spaces, no full stop; an elision before a brace is undone, since the person decides it."""
    text = re.sub(r"\s+", " ", template.replace("'", APOSTROPHE)).strip().rstrip(".").rstrip()
    return _ELIDED.sub(r"\1e ", text.replace("s’{il}", "si {il}"))


def _braces(text: str) -> int:
    return text.count("{") + text.count("}")


def _rebuilt(parts: list[_Part]) -> int:
    return 2 * sum(part.kind != "text" for part in parts)


def _unbalanced(template: str) -> ClauseError:
    return ClauseError(
        _("In “{clause}”, a brace is opened and not closed, or closed and not opened.").format(clause=template),
        hint=_("Each verb stands between two braces: {craindre}."),
    )


def _check_start(parts: list[_Part], template: str) -> None:
    """The subject is put before the clause, so it has to begin with its verb, or with ne, y, en and the like."""
    if not any(part.kind == "verb" for part in parts):
        raise ClauseError(
            _("The clause “{clause}” has no verb between braces.").format(clause=template),
            hint=_("Write its verb in the infinitive between braces: {craindre} l’orage."),
        )
    for part in parts:
        if part.kind == "verb":
            return
        if part.kind == "text" and all(word in _BEFORE_VERB for word in part.words[0].split()):
            continue
        raise ClauseError(
            _("The clause “{clause}” does not begin with its verb.").format(clause=template),
            hint=_("Begin with the verb and without a subject: il, elle or je is put before it."),
        )


def _check_agreement(parts: list[_Part]) -> None:
    """A marker has to give the feminine: fier{e} would be “fiere”, {adj:heureuse} would never be “heureux”."""
    for before, part in zip([None, *parts], parts, strict=False):
        if part.kind == "e" and before is not None and before.kind == "text":
            word = _LAST.search(before.words[0])
            right = agreement.agree_word(word.group().lower(), "f", "s") if word else ""
            if word and right != word.group().lower() + "e":
                raise ClauseError(
                    _("“{word}{{e}}” would give “{wrong}”: it should be “{right}”.").format(
                        word=word.group(), wrong=word.group() + "e", right=right
                    ),
                    hint=_("{why}: {remedy}.").format(why=_("Write it so"), remedy=f"{{adj:{word.group()}}}"),
                )
        if part.kind == "e" and before is not None and before.kind == "adj":
            raise _bad_brace(f"adj:{before.words[0]}}}{{e", f"{{adj:{before.words[0]}}}")
        if part.kind == "adj":
            first = part.words[0].split(" ")[0]
            masculine = masculine_behind(first)
            if masculine:
                raise _bad_brace(
                    f"adj:{part.words[0]}",
                    f"{{adj:{part.words[0].replace(first, masculine, 1)}}}",
                    _("Give the masculine: it is agreed for you"),
                )


_LAST = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*$")
_BEFORE_VERB = words("ne n’ y en n’y n’en lui leur les le la l’ l’y l’en")
_SINGLE = frozenset({"e", "il", "lui", "le"})
_MISTAKEN = {
    "elle": "{il}", "je": "{il}", "es": "{e}s", "se": "{se:cacher}", "me": "{se:cacher}", "la": "{le}", "moi": "{lui}",
    "son": "{son:antenne:f}", "sa": "{son:antenne:f}", "ses": "{ses:antennes}", "mon": "{son:antenne:f}",
    "ma": "{son:antenne:f}", "mes": "{ses:antennes}", "leur": "{son:antenne:f}", "tu": "{il}", "on": "{il}",
}  # fmt: skip


def _read_brace(inside: str) -> _Part:
    head, *rest = [word.strip() for word in inside.split(":")]
    if not rest:
        if head in _SINGLE:
            return _Part(head)
        if head in _MISTAKEN:
            raise _bad_brace(inside, _MISTAKEN[head])
        return _read_verb(head, ())
    if head == "son":
        if len(rest) != 2 or rest[1] not in {"m", "f"} or not rest[0]:
            raise _bad_brace(inside, "{son:" + (rest[0] or "antenne") + ":f}", _("Add the gender of the noun, m or f"))
        return _Part("son", tuple(rest))
    if head in {"ses", "se", "adj"} and len(rest) == 1 and rest[0]:
        if head == "se":
            conjugate(rest[0], "il")  # an infinitive that is known
        return _Part(head, tuple(rest))
    if head in _MISTAKEN:
        raise _bad_brace(inside, re.sub("antennes?", rest[0] or "antenne", _MISTAKEN[head]))
    if len(rest) == 2 and all(rest):
        return _read_verb(head, tuple(rest))
    raise _bad_brace(inside, "{craindre}, {se nourrir}, {son:antenne:f}, {ses:antennes}, {se:cacher}, {e}, {il}")


def _bad_brace(inside: str, remedy: str, why: str = "") -> ClauseError:
    return ClauseError(
        _("“{{{inside}}}” is not understood.").format(inside=inside),
        hint=_("{why}: {remedy}.").format(why=why or _("Write it so"), remedy=remedy),
    )


def _read_verb(words: str, forms: tuple[str, ...]) -> _Part:
    infinitive, reflexive = words, ""
    for prefix in ("se ", "s’"):
        if words.startswith(prefix):
            infinitive, reflexive = words[len(prefix) :].strip(), "se"
    if not forms:
        if not infinitive:
            raise _bad_brace(words, "{craindre}")
        forms = (conjugate(infinitive, "je"), conjugate(infinitive, "il"))
    return _Part("verb", (infinitive, reflexive, *forms))


@lru_cache(maxsize=8192)
def _predicate(clause: Clause, speaker: Speaker, gender: Gender) -> str:
    done: list[str] = []
    for part in reversed(clause.parts):
        following = done[-1] if done else ""
        done.append(_realised(part, speaker, gender, following))
    return elide_all("".join(reversed(done)).replace(_JOINED, ""))


def _realised(part: _Part, speaker: Speaker, gender: Gender, following: str) -> str:  # noqa: PLR0911 (one for each kind)
    first = speaker == "je"
    match part.kind:
        case "verb":
            form = part.words[2 if first else 3]
            if not part.words[1]:
                return form
            return _reflexive(first, form)
        case "se":
            return _reflexive(first, part.words[0])
        case "e":
            return "e" if gender == "f" else ""
        case "il":
            return subject(speaker, gender)
        case "lui":
            return "moi" if first else "lui" if gender == "m" else "elle"
        case "le":
            return _object(first, gender, following)
        case "son":
            noun, noun_gender = part.words
            owned: Gender = "f" if noun_gender == "f" else "m"
            return possessive(speaker, owned, "s", begins_with_vowel(noun)) + " " + noun
        case "ses":
            return ("mes " if first else "ses ") + part.words[0]
        case "adj":
            return agreement.agree(part.words[0], gender, "s")
        case _:
            return _OBJECT.sub(r"\1" + APOSTROPHE, part.words[0]) if begins_with_vowel(following) else part.words[0]


# Straight before a brace "le" and "la" are the object of its verb: "et le {oublier}" → "et l’oublie".
_OBJECT = re.compile(r"(?<![\w’-])(l)[ea] $")


def _reflexive(first: bool, verb: str) -> str:
    pronoun = "me" if first else "se"
    return pronoun[0] + APOSTROPHE + verb if begins_with_vowel(verb) else f"{pronoun} {verb}"


def _object(first: bool, gender: Gender, following: str) -> str:
    pronoun = "me" if first else "le" if gender == "m" else "la"
    if following.startswith(" ") and begins_with_vowel(following[1:]):
        return pronoun[0] + APOSTROPHE + _JOINED[0]
    return pronoun
