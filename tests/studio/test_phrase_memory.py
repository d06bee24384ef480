"""What was said is remembered at the cost of what has changed, however many phrases there are."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bestio.creation.shelf import Shelf
from bestio.creation.state import MadePhrase
from bestio.phrases.sorting import RECENT, said_as
from bestio.studio.phrase_memory import Memory


def shelf(count: int) -> Shelf[MadePhrase]:
    made: Shelf[MadePhrase] = Shelf()
    for number in range(count):
        made = made.plus(f"p{number}", MadePhrase(f"p{number}", f"Le robot numéro {number} dort."))
    return made


def test_another_phrase_costs_the_same_after_ten_and_after_thousands() -> None:
    for count in (10, 4_000):
        folded: list[str] = []

        def fold(text: str, into: list[str] = folded) -> str:
            into.append(text)
            return said_as(text)

        memory, phrases = Memory(fold, RECENT), shelf(count)
        memory.follow(phrases)
        assert len(folded) == count
        folded.clear()
        for number in range(250):
            phrases = phrases.plus(f"n{number}", MadePhrase(f"n{number}", f"La lune {number} rit."))
            memory.follow(phrases)
        assert len(folded) == 250
        assert said_as("La lune 249 rit") in memory.said
        assert len(memory.said) == count + 250


@given(st.lists(st.tuples(st.sampled_from(["plus", "without", "back", "keep"]), st.integers(0, 12)), max_size=60))
def test_it_remembers_what_there_is_and_nothing_else(acts: list[tuple[str, int]]) -> None:
    phrases, states = shelf(120), [shelf(120)]
    memory = Memory(said_as, RECENT)
    for act, number in acts:
        key = f"p{number * 10}"
        if act == "plus":
            phrases = phrases.plus(f"x{number}", MadePhrase(f"x{number}", f"Phrase {number % 3}."))
        elif act == "without":
            phrases = phrases.without(key)
        elif act == "keep" and key in phrases:
            phrases = phrases.plus(key, MadePhrase(key, phrases[key].text, kept=True))
        elif act == "back":
            phrases = states[number % len(states)]
        states.append(phrases)
        memory.follow(phrases)
        assert memory.said == Counter(said_as(one.text) for one in phrases.values())
        assert list(memory.recent) == [one.text for one in phrases.values()][-RECENT:]
