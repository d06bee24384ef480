"""What the machine learns from: sources, each by an author, and how much of the drawing each one gets."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import msgspec

from bestio.errors import BestioError
from bestio.i18n import _
from bestio.text.normalise import compose


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One text: `id` is unique in a corpus, `author` is a pupil group's pseudonym or the author of a starter text.

    `rebuilt`: its sentences are nobody's; they were put together to have the words of a model, as often as it has them.
    """

    id: str
    author: str
    title: str
    text: str
    rebuilt: bool = False


@dataclass(frozen=True)
class Corpus:
    """Sources and their shares (any numbers >= 0, by source id; a missing one counts as 1).

    A share is the part of the drawing that a source gets whatever its length: with shares 0.6 and 0.4, six draws in ten
    come from the first where both could answer, be it a page and the other a novel.

    `led`: ids of the sources that lead: together they are to get their shares in *words* of each phrase, for which the
    machine lets those speak that are behind (see `turns`). None, or all: nobody leads.
    """

    sources: tuple[Source, ...]
    shares: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    led: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for source in self.sources:
            if source.id in seen:
                raise ValueError(f"two sources are called {source.id!r}")
            seen.add(source.id)
        for share in self.shares.values():
            if not 0 <= share < float("inf"):
                raise BestioError(
                    _("A text cannot have a share of {share}.").format(share=share),
                    hint=_("A share is a number of 0 or more."),
                )

    @classmethod
    def of(
        cls, sources: Iterable[Source], shares: Mapping[str, float] | None = None, led: Iterable[str] = ()
    ) -> Corpus:
        """A corpus of `sources` with `shares`, in which those called `led` lead."""
        return cls(tuple(sources), dict(shares or {}), frozenset(led))

    def share(self, source: Source) -> float:
        """The share of `source`, 1 where none was given."""
        return float(self.shares.get(source.id, 1.0))

    @property
    def texts_digest(self) -> str:
        """What names the content of the texts and their credits, in 32 hexadecimal digits; shares are left out.

        The same whatever the newlines (\\n, \\r\\n) and the Unicode form that the texts were typed in.
        """
        digest = hashlib.blake2b(digest_size=16)
        for source in self.sources:
            for part in (source.id, source.author, source.title, source.text):
                same = part.replace("\r\n", "\n").replace("\r", "\n")
                data = compose(same).encode("utf-8", "replace")
                digest.update(len(data).to_bytes(8, "little"))
                digest.update(data)
        return digest.hexdigest()

    @property
    def digest(self) -> str:
        """What names the texts and the shares: two corpora with one digest give the same phrases for the same seed."""
        shares = repr([(source.id, self.share(source)) for source in self.sources])
        led = repr(sorted(self.led)) if self.led else ""
        return hashlib.blake2b(
            (self.texts_digest + shares + led).encode("utf-8", "replace"), digest_size=16
        ).hexdigest()
