"""Human or machine? Sentences that the group wrote, mixed with phrases that the machine made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from random import Random
from typing import TypeVar

from msgspec import Struct

from bestio.creation.fold import Creation
from bestio.creation.state import Author, MadePhrase
from bestio.creation.words import count_words
from bestio.i18n import _, ngettext
from bestio.language import sentences, typography
from bestio.language.typography import percent

_T = TypeVar("_T")
FEWEST_WORDS = 4
MOST_WORDS = 30
LENGTH = 10
"""The phrases of a quiz, where the group has enough of both kinds."""
_TOO_COPIED = 0.8
_MOST_TO_ONE = 2
_ENOUGH = 3
"""So many of one kind, and the others are still in doubt however many they are."""


class Item(Struct, frozen=True):
    """One phrase to judge, and who it really is by."""

    phrase: str
    truth: Author


class Quiz(Struct, frozen=True):
    """The phrases that a group has still to judge, and how many it has judged already."""

    items: tuple[Item, ...] = ()
    answered: int = 0

    @property
    def total(self) -> int:
        """How many phrases it has in all."""
        return self.answered + len(self.items)


class Score(Struct, frozen=True):
    """What came of the guesses: how many, how many right, and which way the others were wrong."""

    total: int = 0
    right: int = 0
    machine_taken_for_human: int = 0
    human_taken_for_machine: int = 0

    @property
    def share(self) -> float:
        """The part that was right, 0..1; 0 where there was no guess. Tossing a coin gives 0.5."""
        return self.right / self.total if self.total else 0.0


def _items(creation: Creation, random: Random, judged: Mapping[str, Author], count: int) -> tuple[Item, ...]:
    """What is left of a quiz of `count` phrases, shuffled, of which some (phrase to author) have been judged.

    Half are of each kind where there are enough. Where one kind is short, the other makes up for it, so that a group
    that has thrown most phrases away still has its ten: up to two for one where there are fewer than three. A machine
    phrase that is nearly all copied is left out: it would be both. Empty where either kind is missing.
    """
    written = _written(creation)
    made = dict.fromkeys(
        phrase.text
        for phrase in creation.phrases.values()
        if phrase.edited is None
        and (phrase.copied.share if phrase.copied else 0.0) < _TOO_COPIED
        and phrase.text not in written
    )
    humans, machines = list(judged.values()).count("human"), list(judged.values()).count("machine")
    written, drawn = [one for one in written if one not in judged], [one for one in made if one not in judged]
    of_humans, of_machines = len(written) + humans, len(drawn) + machines
    if not of_humans or not of_machines:
        return ()
    wanted = min(of_humans, _beside(of_machines, count), max(count // 2, count - of_machines))
    human = _draw(random, written, max(0, wanted - humans))
    machine = _draw(random, drawn, max(0, min(_beside(of_humans, count), count - wanted) - machines))
    items = [*(Item(phrase, "human") for phrase in human), *(Item(phrase, "machine") for phrase in machine)]
    return tuple(_draw(random, items, max(0, count - len(judged))))


def _beside(others: int, count: int) -> int:
    """How many of one kind may stand beside so many of the other."""
    return count if others >= _ENOUGH else _MOST_TO_ONE * others


def score(creations: Iterable[Creation], *, quiz: str | None = None) -> Score:
    """The score of a group, or of a class; `quiz` counts one quiz only."""
    total = right = machine = human = 0
    for creation in creations:
        for guess in creation.guesses:
            if quiz is not None and guess.quiz != quiz:
                continue
            total += 1
            right += guess.guess == guess.truth
            machine += guess.truth == "machine" != guess.guess
            human += guess.truth == "human" != guess.guess
    return Score(total, right, machine, human)


def quiz_left(creation: Creation, random: Random, *, quiz: str) -> Quiz:
    """What the group has still to judge of the quiz called `quiz`; all of it where it has judged nothing yet."""
    judged: dict[str, Author] = {one.phrase: one.truth for one in creation.guesses if one.quiz == quiz}
    return Quiz(_items(creation, random, judged, LENGTH), len(judged))


def describe_length(quiz: Quiz) -> str:
    """How many phrases there are, where they are fewer than they would be; else ""."""
    if quiz.total >= LENGTH:
        return ""
    return ngettext(
        "{n} phrase in all: for {most}, write more, and let the machine make more.",
        "{n} phrases in all: for {most}, write more, and let the machine make more.",
        quiz.total,
    ).format(n=quiz.total, most=LENGTH)


def machine_phrase(creation: Creation, item: Item) -> MadePhrase | None:
    """The phrase of the machine that an item is; None where a human wrote it."""
    if item.truth == "human":
        return None
    return next((one for one in creation.phrases.values() if one.text == item.phrase), None)


def describe_truth(item: Item, guess: Author) -> str:
    """Whether a guess was right, and who has written the phrase."""
    if guess == item.truth:
        return _("Yes: a human wrote it.") if item.truth == "human" else _("Yes: the machine drew it.")
    return _("No: a human wrote it.") if item.truth == "human" else _("No: the machine drew it.")


def describe_source(creation: Creation, item: Item, group: str) -> str:
    """In which of the group's texts a phrase stands; "" where in none."""
    for text in creation.texts.values():
        if item.phrase in text.text:
            return _("It stands in “{title}”.").format(title=text.title or group)
    return ""


def describe_results(group: Score, everybody: Score) -> list[str]:
    """The results of a group and of its class, line by line."""
    return [
        _("Your group: {told}").format(told=_told(group)),
        _("The class: {told}").format(told=_told(everybody)),
        "",
        _("Tossing a coin is right half of the time. Which clues were good? Which were bad?"),
    ]


def _told(found: Score) -> str:
    return _(
        "{right} of {total} right ({part}). Machine taken for human: {machine}; human for machine: {human}."
    ).format(
        right=found.right,
        total=found.total,
        part=percent(found.share),
        machine=found.machine_taken_for_human,
        human=found.human_taken_for_machine,
    )


def _written(creation: Creation) -> list[str]:
    found = [
        sentence.strip()
        for text in creation.texts.values()
        for sentence in sentences.split(typography.clean(text.text))
    ]
    return list(dict.fromkeys(one for one in found if FEWEST_WORDS <= count_words(one) <= MOST_WORDS))


def _draw(random: Random, among: list[_T], count: int) -> list[_T]:
    left = list(among)
    return [left.pop(int(random.random() * len(left))) for _round in range(min(count, len(left)))]
