"""Tells a creature in French, in the third and in the first person, and what agreement had to repair in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

from msgspec import Struct

from bestio.errors import UsageError
from bestio.i18n import _
from bestio.language.french import Clause, Gender, NounPhrase, Speaker, elided, subject
from bestio.language.typography import NARROW, NBSP
from bestio.persona.catalog import TraitCatalog
from bestio.persona.openings import OPENINGS
from bestio.persona.persona import Persona
from bestio.persona.plans import ORDERS, PAIRS, SHORT_PAIRS, SINGLES, Plan

_T = TypeVar("_T")

LANGUAGES = ("fr",)
MOST = 4  # clauses that are told: with the opening some 65 words, what a class listens to
OWN = "own:"  # how the references of pupils' traits begin
SHORT = 100  # letters that two clauses may have together to be joined by "et"
_TANGLED = re.compile(r"[,;:]| et | mais | puis | ou ")


class Description(Struct, frozen=True):
    """Some 65 words on a creature in five or six short sentences, and the same said by itself.

    `left_out` holds the sentences that are not in it, by slot: in the third and in the first person.
    """

    third: str
    first: str
    left_out: Mapping[str, tuple[str, str]] = {}

    def with_trait(self, slot: str) -> Description:
        """The same, and at the end what the trait in `slot` says where it is left out."""
        if slot not in self.left_out:
            return self
        third, first = self.left_out[slot]
        return Description(f"{self.third} {third}", f"{self.first} {first}")


def describe(catalog: TraitCatalog, persona: Persona, language: str = "fr") -> Description:
    """The description of `persona`; the sentence plans are chosen by its seed: a re-rolled trait changes no more.

    Of six clauses two are left out, also by the seed, but none that pupils wrote: the wheels show them all, and with
    all of them it is too long to be read out. Traits that are not in the catalog are passed over. Raises UsageError
    for a language that cannot be told.
    """
    if language not in LANGUAGES:
        raise UsageError(_("Creatures cannot be told in “{language}”.").format(language=language))
    teller = _Teller(catalog, persona)
    return Description(teller.told("il"), teller.told("je"), teller.left_out)


def gender_of(catalog: TraitCatalog, persona: Persona) -> Gender:
    """The creature's gender: that of its head noun; masculine where it has none."""
    head = catalog.trait("tete", persona.traits.get("tete"))
    return head.noun.gender if head is not None and head.noun is not None else "m"


class _Teller:
    """One creature, with what its plans can name."""

    def __init__(self, catalog: TraitCatalog, persona: Persona) -> None:
        self.name = persona.name
        self.gender = gender_of(catalog, persona)
        self.nouns: dict[str, NounPhrase] = {}
        self.clauses: dict[str, Clause] = {}
        self.kinds: dict[str, str] = {}
        for slot, ref in persona.traits.items():
            trait = catalog.trait(slot, ref)
            if trait is None:
                continue
            if trait.phrase is not None:
                self.nouns[slot] = trait.phrase
            elif trait.told is not None:
                self.clauses[slot] = trait.told
                self.kinds[slot] = trait.kind
        # One draw for each choice, whatever the traits are: re-rolling one does not move the other sentences.
        random = Random(f"{persona.seed}:plan")
        self.opening, self.order, self.named, *self.draws = (random.random() for _choice in range(3 + len(SINGLES)))
        self._leave_out(persona, random)

    def _leave_out(self, persona: Persona, random: Random) -> None:
        """Pass over clauses so that `MOST` are left, but over none of the pupils' own: they look for it."""
        slots = random.sample(list(SINGLES), len(SINGLES))
        others = [slot for slot in slots if slot in self.clauses and not persona.traits[slot].startswith(OWN)]
        self.left_out: dict[str, tuple[str, str]] = {}
        for slot in others[: max(0, len(self.clauses) - MOST)]:
            clause = self.clauses.pop(slot)
            third, first = (_spaced(_capital(clause.told(who, self.gender))) for who in ("il", "je"))
            self.left_out[slot] = f"{third}.", f"{first}."

    def told(self, speaker: Speaker) -> str:
        """The whole description, in the person of `speaker`."""
        words = self._words(speaker)
        first = speaker == "je"
        sentences = [self._opening(words, first)]
        groups = [tuple(slot for slot in group if slot in self.clauses) for group in _pick(ORDERS, self.order)]
        # The name comes back once at most, and not right after the sentence that gave it.
        named = 1 + int(self.named * 3)
        for index, group in enumerate(groups):
            if group:
                plan = self._plan(group, self.draws[index], index == named)
                sentences.append(_filled(plan, first, _with_pair(words, group)))
        return _spaced(" ".join(sentences))

    def _words(self, speaker: Speaker) -> dict[str, str]:
        il = subject(speaker, self.gender)
        words = {"name": self.name, "il": il, "Il": il.capitalize(), "e": "e" if self.gender == "f" else ""}
        for slot, noun in self.nouns.items():
            words[slot] = noun.core
            words[f"{slot}_de"] = noun.de
            words[f"{slot}_un"] = noun.indefinite
            words[f"{slot}_dun"] = noun.de if noun.number == "p" else elided("de", noun.indefinite) + noun.indefinite
            words[f"{slot}_du"] = noun.du
            words[f"{slot}_au"] = noun.au
            words[f"{slot.capitalize()}_un"] = _capital(noun.indefinite)
            words[f"{slot.capitalize()}_ce"] = _capital(noun.ce)
            words[f"{slot}_ses"] = noun.possessed(speaker)
            words[f"{slot}_de_quelques"] = f"de {noun.quelque}" if noun.number == "p" else words[f"{slot}_dun"]
        for slot, clause in self.clauses.items():
            told = clause.told(speaker, self.gender)
            words[slot] = told
            words[slot.capitalize()] = _capital(told)
            words[f"{slot}_p"] = clause.predicate(speaker, self.gender)
            words[f"que_{slot}"] = elided("que", told) + told
        return words

    def _opening(self, words: Mapping[str, str], first: bool) -> str:
        if all(slot in self.nouns for slot in ("tete", "corps", "membres")):
            several = any(self.nouns[slot].number == "p" for slot in ("tete", "corps"))
            plans = tuple(plan for plan in OPENINGS if not plan.singular) if several else OPENINGS
            whole = " ".join(noun.core for noun in self.nouns.values()).lower()
            return _filled(_pick(_fitting(plans, whole), self.opening), first, words)
        return _short_opening(self.nouns, words, first)

    def _plan(self, slots: tuple[str, ...], draw: float, named: bool) -> Plan:
        """The plan that the draw chooses among those that go with the clauses' own punctuation."""
        texts = [self.clauses[slot].predicate("il", self.gender) for slot in slots]
        if len(slots) == 1:
            plans = SINGLES[slots[0]]
        else:
            pair = (slots[0], slots[1])
            short = sum(map(len, texts)) <= SHORT and not any(_TANGLED.search(text) for text in texts)
            plans = SHORT_PAIRS.get(pair, PAIRS[pair]) if short else PAIRS[pair]
        kinds = [self.kinds[slot] for slot in slots]
        fitting = tuple(plan for plan in plans if plan.suits(kinds) and (named or "{name}" not in plan.third))
        whole = " ".join(texts).lower()
        return _pick(_fitting(fitting, whole), draw)


def _with_pair(words: Mapping[str, str], slots: Sequence[str]) -> Mapping[str, str]:
    """`words` with what plans for two traits call them: a and b."""
    if len(slots) < 2:
        return words
    a, b = slots
    pair = {"A": words[a.capitalize()], "a": words[a], "a_p": words[f"{a}_p"], "que_a": words[f"que_{a}"]}
    return {
        **words,
        **pair,
        "b": words[b],
        "B": words[b.capitalize()],
        "b_p": words[f"{b}_p"],
        "que_b": words[f"que_{b}"],
    }


def _pick(among: Sequence[_T], draw: float) -> _T:
    return among[int(draw * len(among))]


def _fitting(plans: tuple[Plan, ...], text: str) -> tuple[Plan, ...]:
    """Those of `plans` that say nothing that `text` says again; all of them where none would be left."""
    return tuple(plan for plan in plans if plan.fits(text)) or plans


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
