"""Words that a class says in its own way: names of creatures and places, and what an engine gets wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bestio.language.spoken.form import STRAIGHT, Edit, Part


@dataclass(frozen=True)
class OwnWords:
    """`said`: for each word or expression, as it is written, the letters that are to be read for it."""

    said: Mapping[str, str] = field(default_factory=dict)
    _table: Mapping[str, str] = field(init=False, repr=False, compare=False)
    _pattern: re.Pattern[str] | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        table = {_folded(word): letters for word, letters in self.said.items()}
        longest = sorted(map(re.escape, table), key=len, reverse=True)
        object.__setattr__(self, "_table", table)
        object.__setattr__(
            self, "_pattern", re.compile(rf"(?i)(?<!\w)(?:({'|'.join(longest)})(s?))(?!\w)") if longest else None
        )

    def edits(self, text: str) -> Iterator[Edit]:
        """Each of the words in `text`, in small letters or capitals; a plural in -s is said alike."""
        if self._pattern is None:
            return
        for match in self._pattern.finditer(text):
            letters = self._table.get(_folded(match[0])) or self._table.get(_folded(match[1]))
            if letters is not None:
                yield [Part(*match.span(), letters)]


def _folded(word: str) -> str:
    return unicodedata.normalize("NFC", word).translate(STRAIGHT).lower()


NONE = OwnWords()
