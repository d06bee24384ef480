"""What was read from a list, beside the list: which piece of the recording is which word, and which word is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from bestio.speech.recorded.alignment import Features, warp

_BAND = 6
_SKIP = 0.55
"""What it costs to leave out a word, or a piece: two of them are as bad as a wrong pair, which costs 1."""
_SKIP_ONE_FOR_ONE = 0.75
"""The same where there are as many pieces as words: then each is most likely the one in its place."""
_DOUBT = 1.02
_WORSE = 0.6


class Matched(NamedTuple):
    """For each word of the list the piece that holds it, or None; the pieces that are no word; words in doubt."""

    pieces: tuple[int | None, ...]
    strangers: tuple[int, ...]
    doubtful: tuple[int, ...] = ()


def match(
    pieces: Sequence[Features], words: Sequence[Features], go_on: Callable[[float], bool] = lambda _done: True
) -> Matched | None:
    """Lay the `pieces` of a recording along the `words` of a list, in their order; None where it was given up.

    `go_on` is told the part (0..1) that is done, and says whether to go on.
    """
    extra = abs(len(pieces) - len(words))
    band = _BAND + extra
    costs = np.full((len(pieces), len(words)), np.inf)
    for row, piece in enumerate(pieces):
        if not go_on(row / max(1, len(pieces))):
            return None
        for column in range(max(0, row - band), min(len(words), row + band + 1)):
            costs[row, column] = warp(piece, words[column]).cost
        known = np.sort(costs[row][np.isfinite(costs[row])])
        if len(known):
            costs[row] /= max(float(known[len(known) // 2 :].mean()), 1e-9)
    found = _best(costs, _SKIP if extra else _SKIP_ONE_FOR_ONE)
    taken = {piece for piece in found if piece is not None}
    doubtful = tuple(
        column for column, piece in enumerate(found) if piece is not None and _is_doubtful(costs[piece], column)
    )
    return Matched(tuple(found), tuple(set(range(len(pieces))) - taken), doubtful)


def _best(costs: np.ndarray, skip: float) -> list[int | None]:
    rows, columns = costs.shape
    best = np.full((rows + 1, columns + 1), np.inf)
    way = np.zeros((rows + 1, columns + 1), np.int8)
    best[0, :] = np.arange(columns + 1) * skip
    best[:, 0] = np.arange(rows + 1) * skip
    way[0, 1:], way[1:, 0] = 2, 1
    for i in range(1, rows + 1):
        for j in range(1, columns + 1):
            ways = (best[i - 1, j - 1] + costs[i - 1, j - 1], best[i - 1, j] + skip, best[i, j - 1] + skip)
            way[i, j] = int(np.argmin(ways))
            best[i, j] = ways[way[i, j]]
    found: list[int | None] = [None] * columns
    i, j = rows, columns
    while i or j:
        step = int(way[i, j])
        if step == 0:
            found[j - 1] = i - 1
        i, j = i - (step != 2), j - (step != 1)
    return found


def _is_doubtful(row: np.ndarray, column: int) -> bool:
    """Whether a piece is more like most of the words around than like its own."""
    known = np.flatnonzero(np.isfinite(row))
    others = row[known[known != column]]
    return len(others) >= 3 and row[column] > _DOUBT and float((others < row[column]).mean()) > _WORSE
