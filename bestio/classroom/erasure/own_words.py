"""What of a string is an erased group's own: its names, its titles, and words that no text that stays has.

Pure functions over strings. A text is compared as words in small letters, without signs: what a creature has said, or a
hand has touched up, is recognised all the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from bestio.i18n import _
from bestio.phrases.authorship import NOTHING
from bestio.text.normalise import compose

GONE = "[…]"
"""What stands for a run of words that was erased."""
RUN = NOTHING + 1
"""Words in a row that count as copied, wherever they stand."""
_COPIED_OUT = 8
"""Words in a row that count as copied in what another group has written: a clause, and no turn of phrase."""
_SHORTEST_NAME = 2
_WORD = re.compile(r"\w+")
_ESCAPED = re.compile(r'\\(?:u[0-9a-fA-F]{4}|[nrtbf"\\/])')
_QUOTED = (("“", "”"), ("« ", " »"), ("«", "»"), ("«\u00a0", "\u00a0»"), ("«\u202f", "\u202f»"), ('"', '"'))


class Traces(Struct, frozen=True):
    """What tells of erased groups where they are not named as a source.

    `groups` and `creatures` are their names, `titles` those of their texts and voices, that nobody who stays has too.
    Of their words, in small letters, `words` and `short` (two or three in a row) stand in no text that stays; `long`
    are four in a row, `written` the same, those that one other text has too among them.
    """

    groups: frozenset[str] = frozenset()
    creatures: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    short: frozenset[str] = frozenset()
    long: frozenset[str] = frozenset()
    written: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.groups or self.creatures or self.titles or self.words or self.long)

    def touch(self, text: str) -> bool:
        """Whether there may be something of theirs in `text`, which may still be written as JSON."""
        if any(name in text for name in chain(self.groups, self.creatures, self.titles)):
            return True
        if not (self.words or self.long):
            return False
        found = folded(_ESCAPED.sub(" ", text))
        return not self.words.isdisjoint(found) or any(run in self.long for run in in_a_row(found, RUN))

    def is_named_in(self, text: str) -> bool:
        """Whether one of their names, or their creatures', stands in `text`."""
        text = compose(text)
        return any(True for name in chain(self.groups, self.creatures) for _place in _whole(name, text))

    def stand_in(self, text: str) -> bool:
        """Whether what `redact` or `from_own_writing` takes out still stands in `text`."""
        return self.touch(text) and self.redact(text) != compose(text)

    def redact(self, text: str) -> str:
        """`text` without their names, their titles, runs of their words, and words that are only theirs."""
        text = compose(text)
        if not self.touch(text):
            return text
        found = list(_places(text))
        spans = [*self._named(text), *self._titled(text)]
        spans += [(start, end, GONE) for start, end in self._runs(found, self.long, RUN)]
        spans += [(start, end, GONE) for word, start, end in found if word in self.words]
        return _without(text, spans)

    def from_own_writing(self, text: str) -> str:
        """`text`, which somebody else has written, without what is copied out of theirs and their unmistakable names.

        A turn of phrase that two children have in common stays, and so does a name that is an ordinary word.
        """
        text = compose(text)
        spans = [span for span in self._named(text) if self.is_unmistakable(text[span[0] : span[1]])]
        found = list(_places(text)) if self.written else []
        spans += [(start, end, GONE) for start, end in self._runs(found, self.written, _COPIED_OUT)]
        return _without(text, spans)

    def is_unmistakable(self, name: str) -> bool:
        """Whether a name can mean nothing else: it has two words or more, or one that no text that stays has."""
        words = folded(name)
        return len(words) > 1 or not self.words.isdisjoint(words)

    def is_theirs(self, words: Sequence[str]) -> bool:
        """Whether folded words in a row, read in their texts, are to be taken out: no text that stays has them."""
        if len(words) == 1:
            return words[0] in self.words
        return any(run in self.short for size in (2, 3) for run in in_a_row(words, size))

    def _named(self, text: str) -> Iterator[tuple[int, int, str]]:
        for names, instead in ((self.groups, _("an erased group")), (self.creatures, GONE)):
            for name in names:
                yield from ((start, end, instead) for start, end in _whole(name, text))

    def _titled(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Titles where they are told as titles; one that is long, or has a word of theirs alone, anywhere."""
        for title in self.titles:
            words = folded(title)
            if len(words) >= RUN or not self.words.isdisjoint(words):
                yield from ((start, end, _("[erased text]")) for start, end in _whole(title, text))
                continue
            for before, after in _QUOTED:
                for start, end in _whole(before + title + after, text):
                    yield start + len(before), end - len(after), _("[erased text]")

    @staticmethod
    def _runs(found: Sequence[tuple[str, int, int]], runs: frozenset[str], least: int) -> Iterator[tuple[int, int]]:
        """From where to where at least so many words in a row stand whose every `RUN` in a row is among `runs`."""
        first = None
        for at in range(len(found) - RUN + 2):
            held = " ".join(word for word, _start, _end in found[at : at + RUN]) in runs
            held = held and at + RUN <= len(found)
            if held and first is None:
                first = at
            elif not held and first is not None:
                if at - 1 + RUN - first >= least:
                    yield found[first][1], found[at + RUN - 2][2]
                first = None


def folded(text: str) -> list[str]:
    """The words of `text` in small letters."""
    return _WORD.findall(compose(text).casefold())


def in_a_row(words: Sequence[str], size: int) -> Iterator[str]:
    """Each `size` words in a row, with a space between them."""
    return (" ".join(words[at : at + size]) for at in range(len(words) - size + 1))


def traces_of(
    texts: Iterable[str],
    *,
    groups: Iterable[str] = (),
    creatures: Iterable[str] = (),
    titles: Iterable[str] = (),
    kept_texts: Iterable[str] = (),
    kept_names: Iterable[str] = (),
    common: Iterable[str] | None = None,
) -> Traces:
    """What tells of those who wrote `texts`, where `kept_texts` stay and `common` are nobody's.

    Where it is not known what is common (None), only their names tell of them: any word may be somebody else's too.
    """
    theirs = [folded(text) for text in texts]
    written = frozenset(run for words in theirs for run in in_a_row(words, RUN))
    names = {name.strip() for name in kept_names}

    def only_theirs(called: Iterable[str]) -> frozenset[str]:
        found = {compose(name.strip()) for name in called}
        return frozenset(name for name in found - names if len("".join(folded(name))) >= _SHORTEST_NAME)

    traces = Traces(
        groups=only_theirs(groups),
        creatures=only_theirs(creatures),
        titles=only_theirs(titles),
    )
    if common is None:
        return traces
    everybodys = [folded(text) for text in (*common, _("an erased group"), _("[erased text]"), *names)]
    kept_texts = list(dict.fromkeys(kept_texts))
    # What one other group has copied out of theirs goes too, and so does not keep their words. What several have is
    # nobody's: the beginning that the whole class was given.
    holders = Counter(run for text in kept_texts for run in _held([folded(text)], written))
    shared = {run for run, count in holders.items() if count > 1} | _held(everybodys, written)
    traces = replace(traces, written=written - shared)
    everybodys += [folded(traces.from_own_writing(text)) for text in kept_texts]
    runs = [frozenset(run for words in theirs for run in in_a_row(words, size)) for size in range(1, RUN + 1)]
    kept = _held(everybodys, frozenset().union(*runs))
    alone, two, three, long = (found - kept for found in runs)
    return replace(
        traces, words=frozenset(word for word in alone if not word.isdecimal()), short=two | three, long=long
    )


def _held(texts: Iterable[Sequence[str]], wanted: frozenset[str]) -> set[str]:
    """Which of the runs `wanted`, of at most `RUN` words, stand in texts given as folded words."""
    first = {run.partition(" ")[0] for run in wanted}
    found: set[str] = set()
    for words in texts:
        for at, word in enumerate(words):
            if word in first:
                found.update(run for size in range(1, RUN + 1) if (run := " ".join(words[at : at + size])) in wanted)
    return found


def _places(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _WORD.finditer(text):
        yield match[0].casefold(), match.start(), match.end()


def _whole(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Where `name` stands in `text`, and not as part of a longer word."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        inside = (at > 0 and text[at].isalnum() and text[at - 1].isalnum()) or (
            end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
        )
        if not inside:
            yield at, end
        at = text.find(name, at + 1)


def _without(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """`text` with something else instead of each of the spans; of those that meet, the first and longest counts."""
    parts = []
    done = 0
    for start, end, instead in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= done:
            parts += [text[done:start], instead]
        done = max(done, end)
    return "".join([*parts, text[done:]]) if parts else text
