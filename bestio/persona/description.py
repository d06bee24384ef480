"""Tells a creature in French, in the third and in the first person, and what agreement had to repair in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from random import Random

from msgspec import Struct

from bestio.errors import UsageError
from bestio.i18n import _
from bestio.language.french import Clause, Gender, NounPhrase, Speaker, elide_all, elided, subject
from bestio.language.typography import NARROW, NBSP
from bestio.persona.cabinet import Cabinet
from bestio.persona.persona import Persona
from bestio.persona.plans import (
    ANY_LONG_PAIR,
    ANY_SHORT_PAIR,
    LONG_PAIRS,
    OPENINGS,
    ORDERS,
    SHORT_PAIRS,
    SINGLES,
    Plan,
)

LANGUAGES = ("fr",)
SHORT = 100  # letters that two clauses may have together to be joined by "et"
_TANGLED = re.compile(r"[,;:]| et | mais | puis | ou ")


class Description(Struct, frozen=True):
    """Two to five sentences on a creature, and the same said by itself."""

    third: str
    first: str


def describe(cabinet: Cabinet, persona: Persona, language: str = "fr") -> Description:
    """The description of `persona`; the sentence plans are chosen by its seed: a re-rolled trait changes no more.

    Traits that are not in the cabinet are passed over. Raises UsageError for a language that cannot be told.
    """
    if language not in LANGUAGES:
        raise UsageError(_("Creatures cannot be told in “{language}”.").format(language=language))
    teller = _Teller(cabinet, persona)
    return Description(teller.told("il"), teller.told("je"))


def gender_of(cabinet: Cabinet, persona: Persona) -> Gender:
    """The creature's gender: that of its head noun; masculine where it has none."""
    head = cabinet.trait("tete", persona.traits.get("tete"))
    return head.noun.gender if head is not None and head.noun is not None else "m"


class _Teller:
    """One creature, with what its plans can name."""

    def __init__(self, cabinet: Cabinet, persona: Persona) -> None:
        self.name = persona.name
        self.gender = gender_of(cabinet, persona)
        self.nouns: dict[str, NounPhrase] = {}
        self.clauses: dict[str, Clause] = {}
        for slot, ref in persona.traits.items():
            trait = cabinet.trait(slot, ref)
            if trait is None:
                continue
            if trait.phrase is not None:
                self.nouns[slot] = trait.phrase
            elif trait.told is not None:
                self.clauses[slot] = trait.told
        # One draw for each choice, whatever the traits are: re-rolling one does not move the other sentences.
        random = Random(f"{persona.seed}:plan")
        self.draws = [random.random() for _choice in range(2 + len(SINGLES))]

    def told(self, speaker: Speaker) -> str:
        words = self._words(speaker)
        first = speaker == "je"
        sentences = [self._opening(words, first)]
        order = ORDERS[int(self.draws[1] * len(ORDERS))]
        for index, group in enumerate(order):
            present = tuple(slot for slot in group if slot in self.clauses)
            if present:
                plan = self._plan(present, self.draws[2 + index])
                sentences.append(_filled(plan, first, self._with_pair(words, present)))
        return _spaced(" ".join(sentences))

    def _words(self, speaker: Speaker) -> dict[str, str]:
        il = subject(speaker, self.gender)
        words = {"name": self.name, "il": il, "Il": il.capitalize(), "e": "e" if self.gender == "f" else ""}
        for slot, noun in self.nouns.items():
            words[slot] = noun.core
            words[f"{slot}_de"] = noun.de
            words[f"{slot}_un"] = noun.indefinite
            words[f"{slot}_dun"] = noun.de if noun.number == "p" else elided("de", noun.indefinite) + noun.indefinite
            words[f"{slot}_ses"] = noun.possessed(speaker)
        for slot, clause in self.clauses.items():
            told = clause.told(speaker, self.gender)
            words[slot] = told
            words[slot.capitalize()] = _capital(told)
            words[f"{slot}_p"] = clause.predicate(speaker, self.gender)
            words[f"que_{slot}"] = elide_all(f"que {told}")
        return words

    def _opening(self, words: Mapping[str, str], first: bool) -> str:
        if all(slot in self.nouns for slot in ("tete", "corps", "membres")):
            plan = OPENINGS[int(self.draws[0] * len(OPENINGS))]
            return (plan.first if first else plan.third).format_map(words)
        return _short_opening(self.nouns, words, first)

    def _with_pair(self, words: Mapping[str, str], slots: Sequence[str]) -> Mapping[str, str]:
        if len(slots) < 2:
            return words
        a, b = slots
        pair = {"A": words[a.capitalize()], "a_p": words[f"{a}_p"], "b": words[b], "b_p": words[f"{b}_p"]}
        return {**words, **pair}

    def _plan(self, slots: tuple[str, ...], draw: float) -> Plan:
        """The plan that the draw chooses among those whose punctuation goes with the clauses' own."""
        texts = [self.clauses[slot].predicate("il", self.gender) for slot in slots]
        if len(slots) == 1:
            plans = SINGLES[slots[0]]
        elif sum(map(len, texts)) <= SHORT and not any(_TANGLED.search(text) for text in texts):
            plans = SHORT_PAIRS.get(slots, ANY_SHORT_PAIR)  # type: ignore[arg-type]
        else:
            plans = LONG_PAIRS.get(slots, ANY_LONG_PAIR)  # type: ignore[arg-type]
        if any(":" in text for text in texts):
            plans = tuple(plan for plan in plans if ":" not in plan.third + plan.first) or plans
        return plans[int(draw * len(plans))]


def _filled(plan: Plan, first: bool, words: Mapping[str, str]) -> str:
    return (plan.first if first else plan.third).format_map(words)


def _short_opening(nouns: Mapping[str, NounPhrase], words: Mapping[str, str], first: bool) -> str:
    """The first sentence of a creature that lacks a head, a body or limbs."""
    parts = [words["membres_un"]] if "membres" in nouns else []
    if "corps" in nouns:
        parts.insert(0, f"un corps {words['corps_de']}")
    if "tete" in nouns:
        parts.insert(0, f"une tête {words['tete_de']}")
    if not parts:
        return f"Je m’appelle {words['name']}." if first else f"Voici {words['name']}."
    listed = parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " et " + parts[-1]
    return f"Je m’appelle {words['name']} et j’ai {listed}." if first else f"{words['name']} a {listed}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_NARROW_BEFORE = re.compile(r"[  ](?=[;!?])")
_NBSP_BEFORE = re.compile(r" (?=[:»])|(?<=«) ")


def _spaced(text: str) -> str:
    """French spaces: narrow before ; ! ?, no-break before : and inside « »."""
    return _NBSP_BEFORE.sub(NBSP, _NARROW_BEFORE.sub(NARROW, text))
