"""Which words are worth recording: those that a class’s phrases need most, and that nobody has said yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from bestio.classroom.store import Store
from bestio.errors import BestioError
from bestio.persona.trait import Lexicon
from bestio.speech.cleaning import clean, spoken, words_of
from bestio.speech.recorded.bank import Bank
from bestio.speech.recorded.clip import key_of

USUAL = 60
"""Words of a list: two minutes of reading."""
MOST_LINES = 6
"""Whole phrases of a list: they give runs of words, which sound better than words one by one."""
_THEIRS = 8  # times that a word of a kept phrase counts for one of a starter text


def words_worth(texts: Iterable[tuple[str, int]], recorded: Iterable[str], most: int = USUAL) -> list[str]:
    """The words that `texts` (each with what it counts for) hold most often, without those `recorded`."""
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for text, weight in texts:
        for word in words_of(spoken(clean(text[:10_000]))):
            key = key_of(word.text)
            counts[key] += weight
            shown[key] = word.text.lower()
    said = set(recorded)
    ordered = sorted(counts, key=lambda key: (-counts[key], key))
    return [shown[key] for key in ordered if key not in said][:most]


def recorded_words(bank: Bank) -> set[str]:
    """The words that are heard in a bank, as `key_of` gives them."""
    return {name for clip in bank.clips for name, _start, _end in clip.words}


def worth_recording(store: Store, class_id: str, lexicons: Iterable[Lexicon], bank: Bank) -> list[str]:
    """What a class is to read aloud: the words that its phrases need, then some phrases that it has kept."""
    texts = list(texts_of_class(store, class_id))
    said = {clip.text.casefold() for clip in bank.clips}
    phrases = dict.fromkeys(text for text, weight in texts if weight == _THEIRS and text.casefold() not in said)
    starters = ((source.text, 1) for lexicon in lexicons for source in lexicon.sources.values())
    return [*words_worth([*texts, *starters], recorded_words(bank)), *list(phrases)[:MOST_LINES]]


def texts_of_class(store: Store, class_id: str) -> Iterator[tuple[str, int]]:
    """What the groups of a class have kept and written, with what it counts for."""
    for entry in store.groups(class_id):
        try:
            with store.open(entry.path, read_only=True) as journal:
                creation = journal.creation
        except BestioError:
            continue
        yield from ((phrase.shown, _THEIRS) for phrase in creation.kept_phrases)
        yield from ((text.text, 2) for text in creation.texts.values())
