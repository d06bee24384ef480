"""Who is the author? What a journal tells of a phrase, word by word and piece by piece, and the count over a creation.

Pure functions over what the events wrote down: nothing is looked for in the texts again, which may have changed since.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, cast, get_args

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from bestio.creation.phrase_shapes import CopiedShape, HolderShape, StepShape
from bestio.creation.state import MadePhrase
from bestio.language import tokens, typography
from bestio.phrases import authorship
from bestio.phrases.phrase import Copied, Draft, Holder, How, Patch, Phrase, Step

NOT_COPIED = Copied(0, "", "", "")


class Word(Struct, frozen=True):
    """A word (or sign) as it is shown; `step`: the place of the step that gave it, None where a hand wrote it."""

    text: str
    step: int | None


class Change(Struct, frozen=True):
    """What a hand changed: the machine's words, and what stands there now, as it was typed; "" where there is none."""

    before: str
    after: str


class Part(Struct, frozen=True):
    """How many words of a phrase come from one text; `hand`: they were written when changing the phrase."""

    author: str
    title: str
    words: int
    hand: bool = False


class Account(Struct, frozen=True):
    """The count over phrases: how their words came (`tally`), and how many a hand wrote when changing them.

    `sorted`: the phrases of which it is known how many drafts were drawn for them, `drawn` in all, those that were kept
    among them; `unknown`: the phrases of which it is not, though the machine drew them.

    `tally.copied` counts words in runs that are long enough to be called copied; `tally.authors` counts the words each
    author wrote, those of the hand among them.
    """

    tally: authorship.Tally
    hand: int
    sorted: int = 0
    drawn: int = 0
    unknown: int = 0

    @property
    def words(self) -> int:
        """All the words."""
        tally = self.tally
        return tally.machine + tally.die + tally.pupil + tally.wanted + tally.tic + self.hand


# --- one phrase -------------------------------------------------------------------------------------------------------


def words_of(phrase: MadePhrase) -> tuple[Word, ...]:
    """The words that are shown, each with the step it came by."""
    if phrase.edited is None:
        return tuple(Word(step.word, at) for at, step in enumerate(phrase.steps))
    was, now = _made(phrase), tokens.split(typography.clean(phrase.edited))
    origin: dict[int, int] = {}
    for first, second, size in _matcher(was, now).get_matching_blocks():
        origin.update({second + at: was[first + at].step or 0 for at in range(size)})
    return tuple(Word(token, origin.get(at)) for at, token in enumerate(now))


def changes_of(phrase: MadePhrase) -> tuple[Change, ...]:
    """What a hand changed, in order; nothing where the phrase is as the machine made it."""
    if phrase.edited is None:
        return ()
    was, now = _made(phrase), tokens.split(typography.clean(phrase.edited))
    places = tokens.spans(phrase.edited, now)
    return tuple(
        Change(typography.join(word.text for word in was[a:b]), _typed(phrase.edited, places, c, d))
        for tag, a, b, c, d in _matcher(was, now).get_opcodes()
        if tag != "equal"
    )


def _typed(text: str, places: Sequence[tuple[int, int]], first: int, end: int) -> str:
    """What was typed for the tokens from `first` up to `end` (excluded), of which `places` tells where each stands."""
    if first == end:
        return ""
    return text[places[first][0] : places[end][0] if end < len(places) else None].strip()


def _made(phrase: MadePhrase) -> list[Word]:
    return [
        Word(token, at) for at, step in enumerate(phrase.steps) for token in tokens.split(typography.clean(step.word))
    ]


def _matcher(was: list[Word], now: list[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, [word.text.lower() for word in was], [token.lower() for token in now], autojunk=False)


def copied_of(phrase: MadePhrase) -> Copied | None:
    """The longest copied run of what is shown; None where nobody looked it up."""
    told = phrase.copied if phrase.edited is None else phrase.edited_copied
    return _copied(told) if told is not None else None


def _copied(told: CopiedShape) -> Copied:
    others = tuple(_holder(one) for one in told.others)
    return Copied(told.words, told.of, told.author, told.title, told.source, told.total, told.start, told.end, others)


def _holder(told: HolderShape) -> Holder:
    return Holder(told.source, told.author, told.title)


def pieces_of(phrase: MadePhrase) -> tuple[Patch, ...]:
    """The fewest copied pieces that make the machine's phrase; () where the journal does not tell them."""
    texts = [_holder(one) for one in phrase.texts]
    known = [one for one in phrase.patches if max([one.text, *one.others]) < len(texts) and one.start < one.end]
    return tuple(
        Patch(
            one.start, min(one.end, len(phrase.steps)), one.words,
            texts[one.text].author, texts[one.text].title, texts[one.text].source,
            tuple(texts[other] for other in one.others),
        )
        for one in known
        if one.start < len(phrase.steps)
    )  # fmt: skip


def as_told(phrase: Phrase) -> MadePhrase:
    """A phrase that is in no journal, as a journal would tell it."""
    return msgspec.convert({**told_whole(phrase), "id": ""}, MadePhrase)


def told_whole(phrase: Phrase) -> dict[str, Any]:
    """What an event tells of a phrase: its text, steps, copied run, the limit that gave way, and its making."""
    made, making = msgspec.to_builtins(phrase), told_making(phrase)
    steps, texts = made["steps"], making["texts"]
    for step, turn in zip(steps, phrase.turns, strict=False):
        if turn:
            step["turn"] = turn
    for step, fair in zip(steps, phrase.fair, strict=False):
        step["fair"] = fair
    for step, behind in zip(steps, phrase.behind, strict=False):
        if behind:
            held = msgspec.to_builtins(behind)
            texts += [one for one in held if one not in texts]
            step["behind"] = [texts.index(one) for one in held]
    return {"text": made["text"], "steps": steps, "copied": made["copied"], "relaxed": made["relaxed"], **making}


def told_making(phrase: Phrase) -> dict[str, Any]:
    """The `patches`, `drafts` and `texts` of a `phrase.make` event."""
    texts: dict[Holder, int] = {}
    patches = []
    for patch in phrase.patches:
        holders = [Holder(patch.source, patch.author, patch.title), *patch.others]
        first, *others = [texts.setdefault(holder, len(texts)) for holder in holders]
        told = {"start": patch.start, "end": patch.end, "words": patch.words, "text": first}
        patches.append({**told, "others": others} if others else told)
    drafts = [_told_draft(draft, texts) for draft in phrase.drafts]
    return {"patches": patches, "drafts": drafts, "texts": [msgspec.to_builtins(holder) for holder in texts]}


def _told_draft(draft: Draft, texts: dict[Holder, int]) -> dict[str, Any]:
    """A draft as a journal tells it, as short as can be; its sources join `texts`."""
    told = {"text": draft.text, **msgspec.to_builtins(draft.reason)}
    if draft.run and draft.of is not None:
        told |= {"run": draft.run, "of": texts.setdefault(draft.of, len(texts))}
    if draft.holders:
        told["by"] = [texts.setdefault(holder, len(texts)) for holder in draft.holders]
    return told


def parts_of(phrase: MadePhrase, group: str) -> tuple[Part, ...]:
    """How many words each text gave to what is shown, most first; what a hand wrote is by `group`."""
    counts: Counter[tuple[str, str, bool]] = Counter()
    for word in words_of(phrase):
        if not tokens.is_word(word.text):
            continue
        if word.step is None:
            counts[group, "", True] += 1
        elif author := phrase.steps[word.step].author:
            counts[author, phrase.steps[word.step].title, False] += 1
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Part(author, title, words, hand) for (author, title, hand), words in ranked)


def authors_of(parts: Iterable[Part]) -> dict[str, float]:
    """The part (0..1) of the words that each author wrote, most first."""
    counts: Counter[str] = Counter()
    for part in parts:
        counts[part.author] += part.words
    total = sum(counts.values())
    return {author: words / total for author, words in sorted(counts.items(), key=lambda item: (-item[1], item[0]))}


# --- many phrases -----------------------------------------------------------------------------------------------------


def account_of(phrases: Iterable[MadePhrase], group: str) -> Account:
    """The count over `phrases`, as they are shown, of a group."""
    told: list[tuple[list[Step], Copied, bool]] = []
    hand = known = drawn = unknown = 0
    for phrase in phrases:
        if phrase.drafts is not None:
            known, drawn = known + 1, drawn + 1 + len(phrase.drafts)
        else:
            unknown += phrase.seed is not None
        shown = words_of(phrase)
        hand += sum(word.step is None and tokens.is_word(word.text) for word in shown)
        kept = dict.fromkeys(word.step for word in shown if word.step is not None)
        copied = copied_of(phrase) or NOT_COPIED
        told.append(
            (
                list(_steps(phrase.steps[at] for at in kept)),
                copied if copied.words > authorship.NOTHING else NOT_COPIED,
                phrase.edited is not None,
            )
        )
    tally = authorship.tally(told)
    if hand:
        authors = {**tally.authors, group: tally.authors.get(group, 0) + hand}
        tally = replace(tally, authors=dict(sorted(authors.items(), key=lambda item: (-item[1], item[0]))))
    return Account(tally, hand, known, drawn, unknown)


def _steps(told: Iterable[StepShape]) -> Iterator[Step]:
    """Journals may hold ways of a newer program: what a word came by is then the machine."""
    for read in told:
        how = cast("How", read.how) if read.how in get_args(How) else "machine"
        yield Step(read.word, read.source, read.author, read.title, "", read.probability, read.order, how=how)
