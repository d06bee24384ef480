"""Names for creatures, blended from the syllables of their words: head and body, verb and head."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from random import Random

_VOWELS = "aeiouyàâéèêëîïôöûùü" + "œæ"
_NUCLEUS = "eau|œu|oui|oy|ay|ou|où|oû|oi|oî|ai|aî|ei|au|eu|eû|ui|uy|ie|iè|ié|io|ia|iou|[" + _VOWELS + "]"
_ONSET = "qu|gu(?=[eiéèêy])|[bcdfgpvt][lr]|ch|ph|th|gn|[bcçdfghjklmnpqrstvwxz]"
_SYLLABLE = re.compile(
    rf"(?:{_ONSET})?(?:{_NUCLEUS})(?:(?:[bcçdfghjklmnpqrstvwxz](?!(?:[{_VOWELS}])|h))(?=(?:{_ONSET})|$))?(?:[bcçdfghjklmnpqrstvwxz]+$)?"
)
_ENDINGS = ("bot", "tron", "ix", "ou", "ouille", "tic", "zou", "iflore", "mobile", "oscope")
# No name may hold one of these, whatever it was blended from (without accents, small letters).
_REFUSED = re.compile(
    r"con(?!q|g|f)|cul|bite|pute|put(?=a)|merd|caca|pipi|nazi|sex|anus|zizi|nichon|chatte|queue|salop|negr|pede|gouin|bougn|bicot|"
    r"encul|nique|niqu|couill|foutr|chier|chia|pisse|teub|zob|suce|viol|tue|mort|gros|laid|moch|debil|crev|crotte|pet(?:e|a)$|prout|"
    r"bamb|boch|youp|viet|gogol|mongol|poil|sein|vagin|penis|verge|cocu|trou|pd|ss$|rat(?:e|ee)$"
)
MAX_LENGTH = 12
MIN_LENGTH = 5
TRIES = 40


def blend(nouns: Sequence[str], verbs: Sequence[str], random: Random) -> str:
    """A capitalised name of 5 to 12 letters out of the syllables of `nouns` and the stems of `verbs`."""
    for _try in range(TRIES):
        name = _attempt(nouns, verbs, random)
        if name is not None and _fits(name, nouns):
            return name[0].upper() + name[1:]
    return "Bestio" + _ENDINGS[int(random.random() * 3)]


def _attempt(nouns: Sequence[str], verbs: Sequence[str], random: Random) -> str | None:
    """One blend; None where the words at hand do not allow the recipe that chance chose."""
    recipe = random.random()
    first, second = (_pick(nouns, random), _pick(nouns, random)) if nouns else ("", "")
    if verbs and nouns and recipe < 0.3:
        stem = _pick(verbs, random)[:-2]
        return _join(stem, _tail(second, random, whole=0.5)) if 3 <= len(stem) <= 6 else None
    if nouns and recipe < 0.45:
        return _join(_head(first, random), _ENDINGS[int(random.random() * len(_ENDINGS))])
    if len(set(nouns)) < 2 or first == second:
        return None
    return _join(_head(first, random), _tail(second, random, whole=0.1))


def _pick(words: Sequence[str], random: Random) -> str:
    return words[int(random.random() * len(words))]


@lru_cache(maxsize=4096)
def syllables(word: str) -> tuple[str, ...]:
    """The written syllables of a word of small letters; a last mute "e" stays with the syllable before."""
    found = _SYLLABLE.findall(word)
    if "".join(found) != word:
        return (word,)
    if len(found) > 1 and re.fullmatch(rf"[^{_VOWELS}]+u?es?", found[-1]):
        found[-2:] = [found[-2] + found[-1]]
    return tuple(found)


def _words(lemma: str) -> list[str]:
    return [word for word in re.split(r"[^\w]|_", lemma.lower()) if len(word) > 2] or [lemma.lower()]


def _head(lemma: str, random: Random) -> str:
    """The beginning of a word, which another can follow: one syllable or two, never all of it."""
    pieces = syllables(_words(lemma)[0])
    count = 1 if len(pieces) < 3 or (random.random() < 0.5 and len(pieces[0]) > 2) else 2
    head = "".join(pieces[:count])
    return re.sub(r"es?$", "", head) if len(head) > 3 else head


def _tail(lemma: str, random: Random, *, whole: float) -> str:
    """The end of a word: its last syllable or two, or, with the chance `whole`, all of a short one."""
    word = _words(lemma)[-1]
    pieces = syllables(word)
    if len(word) <= 7 and random.random() < whole:
        return word
    count = 1 if len(pieces) < 3 or len(pieces[-1]) > 4 else 2
    return "".join(pieces[-count:])


def _join(head: str, tail: str) -> str | None:
    """The two written as one word: no hiatus of three vowels, no clash of consonants, soft c and g kept soft."""
    if not head or not tail:
        return None
    if head[-1] in _VOWELS and tail[0] in _VOWELS:
        head = head.rstrip(_VOWELS) if len(head.rstrip(_VOWELS)) > 2 else head + "l"
    if head[-1] == tail[0]:
        head = head[:-1]
    if head and head[-1] not in _VOWELS and tail[0] not in _VOWELS:
        cluster = re.search(rf"[^{_VOWELS}]+$", head)
        if cluster is not None and len(cluster[0]) > 1 and not re.fullmatch(r"[nmrls][^nmrls]?|ch|ph|th", cluster[0]):
            head = head[:-1]
        elif cluster is not None and len(cluster[0]) > 1:
            head = head[: -len(cluster[0]) + 1]
        if head and head[-1] == "m" and tail[0] not in "bpm":
            head = head[:-1] + "n"
    if head and tail[0] in "aouàâôûœ":
        if head[-1] == "c":
            head = head[:-1] + "ç"
        elif head[-1] == "g":
            head += "e"
    elif head and head[-1] == "ç":
        head = head[:-1] + "c"
    return head + tail if head else None


def _fits(name: str, nouns: Sequence[str]) -> bool:
    plain = unicodedata.normalize("NFD", name.lower()).encode("ascii", "ignore").decode()
    if not MIN_LENGTH <= len(name) <= MAX_LENGTH or _REFUSED.search(plain):
        return False
    if re.search(rf"[{_VOWELS}]{{4}}|[^{_VOWELS}]{{4}}|(.)\1\1|[çh]$|q(?!u)|uu|ii|aa", name):
        return False
    return name not in {word for noun in nouns for word in _words(noun)}
