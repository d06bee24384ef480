"""Who wrote it? What was copied, told in words, and what of a whole creation came from where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from bestio.i18n import _, ngettext
from bestio.language import sentences, tokens, typography
from bestio.language.spelling import spelling
from bestio.phrases.index import Index, fold_first
from bestio.phrases.phrase import Copied, Holder, Step
from bestio.phrases.runs import Runs, narrow

# Three words in a row come together in French without anyone copying anyone.
NOTHING = 3
MOST_TITLES = 2
"""Further texts that are named; of more, only the number is told."""


class Tally(msgspec.Struct, frozen=True):
    """How the words of several phrases came: counts of words, and of whole phrases that were changed by hand.

    `machine`, `die`, `pupil`, `wanted` and `tic` add up to the words of the phrases; `copied` are those that stand in
    their phrase's longest copied run; `authors` counts the words each author wrote.
    """

    phrases: int
    edited: int
    machine: int
    die: int
    pupil: int
    wanted: int
    tic: int
    copied: int
    authors: dict[str, int]


def verdict(copied: Copied) -> str:
    """What was copied, in a sentence or two for pupils."""
    if not copied.words:
        return _("None of these words stands in the texts.")
    credit = {"title": copied.title, "author": copied.author}
    if copied.words == copied.total:
        said = _("The whole phrase is copied: it stands in “{title}”, by {author}.").format(**credit)
    elif copied.words <= NOTHING:
        return ngettext(
            "Nothing is copied: never more than {words} word in a row comes from the same place.",
            "Nothing is copied: never more than {words} words in a row come from the same place.",
            copied.words,
        ).format(words=copied.words)
    else:
        said = ngettext(
            "{words} word in a row comes from “{title}”, by {author}: “{of}”.",
            "{words} words in a row come from “{title}”, by {author}: “{of}”.",
            copied.words,
        ).format(words=copied.words, of=copied.of, **credit)
    if copied.others:
        said += " " + also(copied.words, copied.others)
    return said


def also(words: int, others: Sequence[Holder]) -> str:
    """That further texts, one or more, hold the same run of so many words."""
    titles = ", ".join(_("“{title}”").format(title=other.title or other.author) for other in others[:MOST_TITLES])
    more = len(others) - MOST_TITLES
    if more > 0:
        titles += " " + ngettext("and {n} other", "and {n} others", more).format(n=more)
    return ngettext("This word is also in {titles}.", "These {n} words are also in {titles}.", words).format(
        n=words, titles=titles
    )


def tally(phrases: Iterable[tuple[Iterable[Step], Copied, bool]]) -> Tally:
    """The count over phrases given as (steps, copied, whether the text was changed by hand)."""
    hows: Counter[str] = Counter()
    authors: Counter[str] = Counter()
    made = edited = copied_words = 0
    for steps, copied, changed in phrases:
        made += 1
        edited += changed
        copied_words += copied.words
        for step in steps:
            if tokens.is_word(step.word):
                hows[step.how] += 1
                if step.author:
                    authors[step.author] += 1
    ranked = dict(sorted(authors.items(), key=lambda item: (-item[1], item[0])))
    counts = {how: hows[how] for how in ("machine", "die", "pupil", "wanted", "tic")}
    return Tally(made, edited, copied=copied_words, authors=ranked, **counts)


def copied_in(index: Index, text: str) -> Copied:
    """The longest run of words of any `text` (a phrase changed by hand, say) that stands in the texts of `index`."""
    best = Copied(0, "", "", "")
    total = 0
    for sentence in sentences.split(typography.clean(text)):
        read = tokens.split(sentence)
        total += sum(map(tokens.is_word, read))
        shown = list(read)
        fold_first(read)
        segment: list[int] = []
        for at, word in enumerate([*read, None]):
            number = _number(index, word)
            if number is not None:
                segment.append(number)
            elif segment:
                best = _better(best, index, segment, shown[at - len(segment) : at])
                segment = []
    return msgspec.structs.replace(best, total=total)


def _number(index: Index, word: str | None) -> int | None:
    if word is None:
        return None
    spellings = [index.numbers.get(word), *index.spelled.get(spelling(word), [])]
    return next((number for number in spellings if number and index.levels.find((number,)) is not None), None)


def _better(best: Copied, index: Index, ids: list[int], shown: list[str]) -> Copied:
    runs = Runs(index, ids)
    runs.extend([(index.levels.find((number,)) or 0, 1) for number in ids])
    for at in range(len(ids)):
        words = sum(index.counted[one] for one in ids[at + 1 - runs.lengths[at] : at + 1])
        if words > best.words:
            length = runs.lengths[at]
            members, _length = narrow(index, ids, at, runs.ends[at], known=1, most=length)
            owners = sorted(set(index.owner_at[members].tolist()))
            first, *others = [
                Holder(one.id, one.author, one.title) for one in (index.sources[owner] for owner in owners)
            ]
            run = shown[at + 1 - length : at + 1]
            while not tokens.is_word(run[0]):
                run.pop(0)
            best = Copied(
                words,
                typography.join(run),
                first.author,
                first.title,
                first.source,
                others=tuple(others),
            )
    return best
