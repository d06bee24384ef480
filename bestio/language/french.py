"""French for creatures: the one door to the realiser (noun phrases, clauses, verbs, agreement, elision)."""

from __future__ import annotations

from bestio.language.agreement import Gender, Number, agree, feminine, tout
from bestio.language.agreement_tables import BEFORE
from bestio.language.attributes import both_forms, mark, masculine_behind
from bestio.language.clause import Clause, ClauseError, Speaker, parse_clause, subject
from bestio.language.compounds import plural
from bestio.language.elision import APOSTROPHE, Aspiration, begins_with_vowel, elide_all, elided, known_h
from bestio.language.noun_phrase import AdjectiveForms, NounPhrase, possessive
from bestio.language.verbs import PERSONS, Person, UnknownVerbError, conjugate, infinitive_behind, present

__all__ = [
    "APOSTROPHE",
    "BEFORE",
    "PERSONS",
    "AdjectiveForms",
    "Aspiration",
    "Clause",
    "ClauseError",
    "Gender",
    "NounPhrase",
    "Number",
    "Person",
    "Speaker",
    "UnknownVerbError",
    "agree",
    "begins_with_vowel",
    "both_forms",
    "conjugate",
    "elide_all",
    "elided",
    "feminine",
    "infinitive_behind",
    "known_h",
    "mark",
    "masculine_behind",
    "parse_clause",
    "plural",
    "possessive",
    "present",
    "subject",
    "tout",
]
