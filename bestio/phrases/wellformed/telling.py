"""The tests of a draft in words for pupils: what each is called, what it asks, and what a fault is."""

from __future__ import annotations

from bestio.i18n import N_, _
from bestio.phrases.phrase import Fault

_NAMES = {
    "verbs": N_("verbs"),
    "clause": N_("si, quand"),
    "number": N_("agreement"),
    "end": N_("ending"),
    "pronoun": N_("pronouns"),
    "splice": N_("commas"),
    "loop": N_("loops"),
    "signs": N_("signs"),
}
TESTS = tuple(_NAMES)
"""The ids of the tests, in the order in which they are shown."""
_RULES = {
    "verbs": N_("One conjugated verb for each subject, unless a word joins two."),
    "clause": N_("After “si”, “quand”, “qui” or “parce que”, the sentence gets its verb."),
    "number": N_("The verb and the noun agree with what stands before them."),
    "end": N_("It does not stop on a word that calls for another, such as “la” or “dans”."),
    "pronoun": N_("After “il”, “je” or “on” there is a verb."),
    "splice": N_("Two whole sentences are not joined by a mere comma."),
    "loop": N_("It does not go round in circles."),
    "signs": N_("What is opened is closed: « » and ( )."),
}
_FAULTS = {
    "verbs": N_("two verbs bump into each other: “{words}”"),
    "clause": N_("“{words}” has not got its verb"),
    "number": N_("this does not agree: “{words}”"),
    "end": N_("it stops on “{words}”, which calls for another word"),
    "pronoun": N_("a pronoun has no verb: “{words}”"),
    "splice": N_("two sentences are joined by a mere comma: “{words}”"),
    "loop": N_("it goes round in circles: “{words}”"),
    "signs": N_("a sign has lost its partner: {words}"),
}


def test_name(test: str) -> str:
    """What a test is called on a screen and in lines, in a word or two."""
    return _(_NAMES[test])


def test_rule(test: str) -> str:
    """What a test asks of a phrase, in a sentence."""
    return _(_RULES[test])


def tell_fault(fault: Fault) -> str:
    """A fault in a few words; one of a test that this program does not know, by its id."""
    if fault.test not in _FAULTS:
        return fault.test
    return _(_FAULTS[fault.test]).format(words=fault.words)
