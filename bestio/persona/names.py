"""Names for creatures, blended from the syllables of their words: head and body, verb and head."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import lru_cache
from random import Random

from bestio.persona.first_names import FIRST_NAMES
from bestio.persona.names_refused import REAL, RUDE
from bestio.text.fold import fold

_VOWELS = "aeiouyàâéèêëîïôöûùüœæ"
_NUCLEUS = (
    "eau|œu|oui(?!ll)|oy|ay|ou|oû|où|oi|oî|ai(?!ll)|aî|ei(?!ll)|au|eu|eû|ui(?!ll)|ie|iè|ié|io|ia|[" + _VOWELS + "]"
)
_CONSONANT = "[bcçdfghjklmnpqrstvwxz]"
_ONSET = f"ill(?=[{_VOWELS}])|qu|gu(?=[eiéèêy])|[bcdfgpvt][lr]|ch|ph|th|gn|{_CONSONANT}"
# A consonant after the vowel belongs to this syllable where another consonant, or the end of the word, follows.
_SYLLABLE = re.compile(
    rf"(?:{_ONSET})?(?:{_NUCLEUS})"
    rf"(?:(?:[lmnrsx](?![{_VOWELS}h])|[bcdfgpqtvz](?![{_VOWELS}hlr]))(?=(?:{_ONSET})|$))?(?:{_CONSONANT}+$)?"
)
_ENDINGS = (
    "bot", "tron", "tic", "zou", "ouille", "iflore", "mobile", "oscope", "ino", "aldo", "illon", "elune",
    "ibulle", "iplume", "ovent", "ivole", "uzelle", "oploum", "oflamme", "ibao", "ozinc", "itonne", "oclou", "uzard",
)  # fmt: skip
# Two consonants that flow where two words are joined; others are hard to say.
_FLOWING = re.compile(r"[rlns][bcdfgjkmpqtvzç]|[bcdfgptv][lr]|n[rl]|r[lmn]|l[m]|s[lmn]|m[bp]|ch|ph")
# What a verb's stem may end in and still be a word: "parleuse", "brûlant", "carburateur".
_DERIVED = re.compile(
    r"a|able|age|ai[st]?|ants?|asses?|at|ateur|atrice|ee?s?|er|et|ette|euse|eurs?|ez|iere?|ie|is|oire?|ons?|ure"
)
# Endings that make a word of almost any beginning: "boul-eau", "palm-ier", "coup-ure", "loch-ette".
_SUFFIX = re.compile(
    r"(?:able|age|ail|ain|ance|ant|ard|as|at|au|aux|eau|ent|er|et|eur|ice|ier|ion|ique|ite|oir|ois|oise|on|ure)s?|"
    r"aine|al|ale|ane|asse|atte|e|ee|elle|ene|eon|ette|euse|i|ie|iere|ille|illon|ime|in|ine|is|ium|o|obe|oche|oire|ol|"
    r"ole|ome|omme|onne|orte?|ote?|otte|ouche|oulet|ule|une|ute"
)
MAX_LENGTH = 11
MIN_LENGTH = 5
CANDIDATES = 5
SMOOTH = 2.5  # a name this easy to say is taken at once
TRIES = 60


def blend(nouns: Sequence[str], verbs: Sequence[str], random: Random, *, words: Container[str] = ()) -> str:
    """A capitalised name of 5 to 11 letters out of the syllables of `nouns` and the stems of `verbs` (infinitives).

    Of a few that chance proposes, the first that is easy to say, else the easiest. None is a word that is known to
    be one: those of `words` (without accents or capitals), those at hand and what is derived from them.
    """
    found: list[str] = []
    for _try in range(TRIES):
        name = _attempt(nouns, verbs, random)
        if name is not None and _fits(name, nouns, verbs) and _is_made_up(name, verbs, words):
            found.append(name)
            if len(found) == CANDIDATES or _roughness(name) <= SMOOTH:
                break
    if not found:
        return _pick([f"Bestio{ending}" for ending in _ENDINGS[:3] if f"bestio{ending}" not in words], random)
    best = min(found, key=_roughness)
    return best[0].upper() + best[1:]


def _attempt(nouns: Sequence[str], verbs: Sequence[str], random: Random) -> str | None:
    """One blend; None where the words at hand do not allow the recipe that chance chose."""
    recipe = random.random()
    first, second = (_pick(nouns, random), _pick(nouns, random)) if nouns else ("", "")
    if verbs and nouns and recipe < 0.15:
        stem = _pick(verbs, random)[:-2]
        return _join(stem, _tail(second, random, whole=0.5)) if 3 <= len(stem) <= 6 else None
    if nouns and recipe < 0.2:
        return _join(_head(first, random), _ENDINGS[int(random.random() * len(_ENDINGS))])
    if not nouns or first == second:
        return None
    if recipe < 0.35:
        third = _pick(nouns, random)
        start = _join(_head(first, random), _head(third, random)) if third not in {first, second} else None
        return _join(start, _tail(second, random, whole=0)) if start is not None and len(start) <= 6 else None
    if recipe < 0.65:
        return _onset_and_rhyme(first, second, random)
    return _join(_head(first, random), _tail(second, random, whole=0.15))


def _pick(words: Sequence[str], random: Random) -> str:
    return words[int(random.random() * len(words))]


@lru_cache(maxsize=4096)
def syllables(word: str) -> tuple[str, ...]:
    """The written syllables of a word of small letters; a last mute "e" stays with the syllable before."""
    found = _SYLLABLE.findall(word)
    if "".join(found) != word:
        return (word,)
    if len(found) > 1 and re.fullmatch(rf"[^{_VOWELS}]*u?es?", found[-1]):
        found[-2:] = [found[-2] + found[-1]]
    return tuple(found)


def _words(lemma: str) -> list[str]:
    return [word for word in re.split(r"[^\w]|_", lemma.lower()) if len(word) > 3] or [lemma.lower()]


def _head(lemma: str, random: Random) -> str:
    """The beginning of a word, which another can follow: one syllable or two, never all of it."""
    pieces = syllables(_pick(_words(lemma), random))
    count = 1 if len(pieces) < 3 or (random.random() < 0.4 and len(pieces[0]) > 2) else 2
    head = "".join(pieces[:count])
    return re.sub(r"es?$", "", head) if len(head) > 3 else head


def _tail(lemma: str, random: Random, *, whole: float) -> str:
    """The end of a word: its last syllable or two, or, with the chance `whole`, all of a short one."""
    word = _pick(_words(lemma), random)
    pieces = syllables(word)
    if len(word) <= 7 and random.random() < whole:
        return word
    count = 1 if len(pieces) < 3 or len(pieces[-1]) > 4 else 2
    return "".join(pieces[-count:])


def _onset_and_rhyme(first: str, second: str, random: Random) -> str | None:
    """`first` as far as a vowel, and `second` from a vowel on, unless that only derives a word of the first."""
    rhyme = _rhyme(second, random)
    return None if _SUFFIX.fullmatch(fold(rhyme)) else _join(_opened(first, random), rhyme)


def _opened(lemma: str, random: Random) -> str:
    """The beginning of a word up to a vowel that is left for another to give: "hib" of "hibou"."""
    pieces = syllables(_pick(_words(lemma), random))
    count = 1 if len(pieces) < 3 or random.random() < 0.5 else 2
    onset = re.match(_ONSET, pieces[count]) if count < len(pieces) else None
    return "".join(pieces[:count]) + (onset[0] if onset is not None else "")


def _rhyme(lemma: str, random: Random) -> str:
    """The end of a word from a vowel on: "orloge" of "horloge"."""
    pieces = syllables(_pick(_words(lemma), random))
    count = 1 if len(pieces) < 3 or random.random() < 0.6 else 2
    return re.sub(rf"^(?:qu|gu(?=[eiéèêy])|[^{_VOWELS}])+", "", "".join(pieces[-count:]))


def _join(head: str, tail: str) -> str | None:
    """The two written as one word: no hiatus, no clash of consonants, a soft c or g kept soft."""
    if not head or not tail:
        return None
    if head[-1] in _VOWELS and tail[0] in _VOWELS:
        bare = head.rstrip(_VOWELS)
        head = bare if len(bare) > 1 else head + "l"
    if head[-1] == tail[0]:
        head = head[:-1]
    cluster = re.search(rf"[^{_VOWELS}]{{2,}}$", head)
    if cluster is not None and tail[0] not in _VOWELS:
        head = head[: cluster.start() + (cluster[0] not in {"ch", "ph", "gn"})]
    if not head:
        return None
    if head[-1] == "m" and tail[0] not in "bpm" + _VOWELS:
        head = head[:-1] + "n"
    elif head[-1] == "n" and tail[0] in "bpm":
        head = head[:-1] + "m"
    if tail[0] in "aouàâôûœ":
        head = head[:-1] + "ç" if head[-1] == "c" else head + "e" if head[-1] == "g" else head
    elif head[-1] == "ç":
        head = head[:-1] + "c"
    return head + tail


def _roughness(name: str) -> float:
    """How hard a name is to say and to write: clusters that do not flow, and a length away from seven letters."""
    inner = re.findall(rf"[^{_VOWELS}]{{2,}}", name[1:-1])
    hard = sum(1 for cluster in inner if not _FLOWING.fullmatch(cluster) and cluster[0] != cluster[-1])
    longer = sum(len(cluster) - 2 for cluster in inner)
    return 3 * hard + 2 * longer + 0.4 * abs(len(name) - 7)


def _fits(name: str, nouns: Sequence[str], verbs: Sequence[str]) -> bool:
    if not MIN_LENGTH <= len(name) <= MAX_LENGTH or RUDE.search(fold(name)):
        return False
    if len(syllables(name)) < 2 or re.search(
        rf"[{_VOWELS}]{{4}}|[^{_VOWELS}]{{4}}|(.)\1\1|[çhq]$|q(?!u)|uu|ii|aa|ee", name
    ):
        return False
    own = {word for noun in nouns for word in _words(noun)} | {verb[:-1] for verb in verbs} | set(verbs)
    return name not in own and name.rstrip("s") not in own


def _is_made_up(name: str, verbs: Sequence[str], words: Container[str]) -> bool:
    plain = fold(name)
    if plain in words or plain.removesuffix("s") in words or plain in REAL or plain in FIRST_NAMES:
        return False
    stems = (fold(verb)[:-2] for verb in verbs)
    return not any(plain.startswith(stem) and _DERIVED.fullmatch(plain, len(stem)) for stem in stems)
