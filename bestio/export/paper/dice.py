"""The chain as dice: for each word, which throw says which word follows, with exactly the chances of the texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from markovify.chain import BEGIN, END
from msgspec import Struct

from bestio.phrases.index import Index
from bestio.phrases.transitions import counts

DICE = (6, 36, 100)
"""A die, two dice of which one comes first, a number from 1 to 100."""
STOP = ""
"""The word of a face that ends the phrase; as the word of a row, its beginning."""


class Face(Struct, frozen=True):
    """The throws from `low` to `high`, counted from 1, which all say `word`."""

    low: int
    high: int
    word: str


class Row(Struct, frozen=True):
    """What may follow `word`, by a throw of 1 to `sides` (one of DICE; 1: nothing is thrown).

    Throws over the last face are thrown again: so chances are those of the texts to the letter, where `exact`. Only a
    word that stands over a hundred times is told by the nearest hundredths.
    """

    word: str
    sides: int
    faces: tuple[Face, ...]
    exact: bool = True

    @property
    def again(self) -> int:
        """The first throw that is thrown again; 0 where none is."""
        last = self.faces[-1].high
        return last + 1 if last < self.sides else 0


def rows_of(sentences: Sequence[Sequence[str]]) -> tuple[Row, ...]:
    """A row for each word of `sentences` (tokens) and one for their beginning, which comes first; else by the words."""
    model = counts(Index.of_sentences(sentences), 1)
    rows = [row(STOP if state[0] == BEGIN else state[0], _named(follows)) for state, follows in model.items()]
    return tuple(sorted(rows, key=lambda one: (one.word != STOP, one.word.casefold(), one.word)))


def _named(follows: Mapping[str, int]) -> dict[str, int]:
    return {STOP if word == END else word: count for word, count in follows.items()}


def row(word: str, follows: Mapping[str, int]) -> Row:
    """The faces of a word that `follows` it so often; the commonest first."""
    ranked = sorted(follows.items(), key=lambda one: (-one[1], one[0] == STOP, one[0].casefold(), one[0]))
    total = sum(follows.values())
    if len(ranked) == 1:
        return Row(word, 1, (Face(1, 1, ranked[0][0]),))
    sides = next((one for one in DICE if total <= one), 0)
    if sides:
        return Row(word, sides, _faces((name, count * (sides // total)) for name, count in ranked))
    return Row(word, DICE[-1], _faces(_hundredths(ranked, total)), exact=False)


def _faces(ranked: Iterable[tuple[str, int]]) -> tuple[Face, ...]:
    faces, last = [], 0
    for word, count in ranked:
        if count:
            faces.append(Face(last + 1, last + count, word))
            last += count
    return tuple(faces)


def _hundredths(ranked: Sequence[tuple[str, int]], total: int) -> Iterable[tuple[str, int]]:
    """Counts as hundredths, by largest remainder; the rarest may get none."""
    shares = [100 * count / total for _word, count in ranked]
    given = [int(share) for share in shares]
    order = sorted(range(len(ranked)), key=lambda at: (given[at] - shares[at], at))
    for at in order[: 100 - sum(given)]:
        given[at] += 1
    return [(word, count) for (word, _count), count in zip(ranked, given, strict=True)]


def throw_of(number: int, sides: int) -> str:
    """How a throw is written: two dice as the first and the second, 1 to 100 as it is."""
    if sides != DICE[1]:
        return str(number)
    first, second = divmod(number - 1, 6)
    return f"{first + 1}{second + 1}"
