"""Human or machine? Sentences that the group wrote, mixed with phrases that the machine made of them."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import Literal, TypeVar

from msgspec import Struct

from bestio.i18n import _
from bestio.language import sentences, typography
from bestio.language.typography import percent
from bestio.workshop.creation import Creation
from bestio.workshop.state import MadePhrase
from bestio.workshop.words import count_words

_T = TypeVar("_T")
Author = Literal["human", "machine"]
FEWEST_WORDS = 4
MOST_WORDS = 30
_TOO_COPIED = 0.8
_MOST_TO_ONE = 2


class Item(Struct, frozen=True):
    """One phrase to judge, and who it really is by."""

    phrase: str
    truth: Author


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


def make_quiz(creation: Creation, random: Random, *, count: int = 10) -> tuple[Item, ...]:
    """At most `count` phrases, half of each kind where there are enough, shuffled by `random`.

    Where one kind is short, the other makes up for it, up to two for one: a group that has thrown most phrases away
    still has its ten. A machine phrase that is nearly all copied is left out: it would be both. Empty where either kind
    is missing.
    """
    written = _written(creation)
    made = [
        phrase.text
        for phrase in creation.phrases.values()
        if phrase.edited is None and _copied_share(phrase.copied) < _TOO_COPIED and phrase.text not in written
    ]
    made = list(dict.fromkeys(made))
    if not written or not made:
        return ()
    humans = min(len(written), _MOST_TO_ONE * len(made), max(count // 2, count - len(made)))
    human = _draw(random, written, humans)
    machine = _draw(random, made, min(_MOST_TO_ONE * len(written), count - humans))
    items = [*(Item(phrase, "human") for phrase in human), *(Item(phrase, "machine") for phrase in machine)]
    return tuple(_draw(random, items, len(items)))


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


def items_left(creation: Creation, random: Random, *, quiz: str) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """A quiz, and what of it the group has not judged yet."""
    answered = {guess.phrase for guess in creation.guesses if guess.quiz == quiz}
    items = make_quiz(creation, random)
    return items, tuple(item for item in items if item.phrase not in answered)


def machine_phrase(creation: Creation, item: Item) -> MadePhrase | None:
    """The phrase of the machine that an item is; None where a human wrote it."""
    if item.truth == "human":
        return None
    return next((one for one in creation.phrases.values() if one.text == item.phrase), None)


def told_truth(item: Item, guess: Author) -> str:
    """Whether a guess was right, and who has written the phrase."""
    if guess == item.truth:
        return _("Yes: a human wrote it.") if item.truth == "human" else _("Yes: the machine drew it.")
    return _("No: a human wrote it.") if item.truth == "human" else _("No: the machine drew it.")


def told_source(creation: Creation, item: Item, group: str) -> str:
    """In which of the group's texts a phrase stands; "" where in none."""
    for text in creation.texts.values():
        if item.phrase in text.text:
            return _("It stands in “{title}”.").format(title=text.title or group)
    return ""


def told_results(group: Score, everybody: Score) -> list[str]:
    """The results of a group and of its class, line by line."""
    return [
        _("Your group: {told}").format(told=_told(group)),
        _("The class: {told}").format(told=_told(everybody)),
        "",
        _("Tossing a coin gives 50 % right. Which clues were good? Which were bad?"),
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


def _copied_share(copied: object) -> float:
    if not isinstance(copied, dict):
        return 0.0
    words, total = copied.get("words"), copied.get("total")
    return words / total if isinstance(words, int) and isinstance(total, int) and total else 0.0


def _draw(random: Random, among: list[_T], count: int) -> list[_T]:
    left = list(among)
    return [left.pop(int(random.random() * len(left))) for _round in range(min(count, len(left)))]
