"""Made-up names for invented voices: pronounceable in French, meaning nothing, and short enough for a file."""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import count
from random import Random

from bestio.text.fold import fold
from bestio.text.slug import slug

_LONGEST_ID = 24
_LONGEST_NAME = 14
_TRIES = 200

_STARTS = (
    "b", "br", "d", "dr", "f", "fl", "fr", "g", "gl", "gr", "j", "k", "kl", "kr",
    "l", "m", "n", "p", "pl", "pr", "r", "t", "tr", "v", "vr", "z",
)  # fmt: skip
_VOWELS = ("a", "é", "i", "o", "u", "ou", "oi", "a", "o", "i")
_NASALS = ("an", "on")
_MIDDLES = ("b", "bl", "br", "d", "dr", "f", "g", "gr", "l", "m", "r", "rb", "rd", "rl", "rm", "rv", "t", "v", "z")
_AFTER_NASAL = ("b", "d", "g", "j", "k", "t", "v", "z")
_ENDS = (
    "bo", "bule", "dor", "drak", "fix", "gor", "grin", "lon", "lume", "mir", "nix", "phon", "ron", "tor", "voc", "zar",
)  # fmt: skip

# Letters that, anywhere in a name (accents and doubled letters aside), would make a class laugh at somebody, or that
# are a first name.
_UNWANTED = re.compile(
    r"anal|anus|arab|bais|bifl|bit|boch|bord|bouf|bougn|branl|caca|chi|chat|chatt|con|couil|cretin|crev|cul|deb|fach|foir|fout|"
    r"fuc|gay|gouin|hit|idio|juif|kak|kon|kul|merd|mong|mor|naz|neg|nib|niq|nul|panz|pd|ped|pip|pis|porn|pouf|pros|pub|put|racai|rat|"
    r"sal|sex|sod|suc|tapet|teub|trou|trisom|viol|vi[td]|zgeg|zizi|zob|gros|laid|moch|gogol|debil|fol|ass|dick|shit|tit|gregor|igor|victor|nestor|hector"
)
_VOWEL = "aeiouyàâéèêëîïôöùûü"


def made_up(random: Random, taken: Container[str] = ()) -> tuple[str, str]:
    """An id that is not among `taken`, and the name that it stands for."""
    for _try in range(_TRIES):
        name = random.choice(_STARTS)
        if random.random() < 0.3:
            name += random.choice(_NASALS) + random.choice(_AFTER_NASAL)
        elif random.random() < 0.4:
            name += random.choice(_VOWELS) + random.choice(_MIDDLES)
        name += random.choice(_VOWELS) + random.choice(_ENDS)
        if len(name) <= _LONGEST_NAME and decent(name) and identifier(name) not in taken:
            return identifier(name), name.capitalize()
    number = next(number for number in count(1) if f"bestio-{number}" not in taken)
    return f"bestio-{number}", f"Bestio {number}"


def blended(first: str, second: str, random: Random, taken: Container[str] = ()) -> tuple[str, str]:
    """The same for a child of two voices: the start of one name and the end of the other, where that can be said."""
    heads, tails = (_words(name) for name in ((first, second) if random.random() < 0.5 else (second, first)))
    if heads and tails:
        head, tail = heads[0], tails[0]
        # A head ends with its vowel and a tail starts with a consonant, so that both can be read aloud.
        starts = [head[: i + 1] for i in range(1, len(head) - 1) if head[i] in _VOWEL and head[i + 1] not in _VOWEL]
        ends = [tail[i:] for i in range(1, len(tail) - 2) if tail[i] not in _VOWEL and tail[i - 1] in _VOWEL]
        names = [start + end for start in starts for end in ends if 6 <= len(start + end) <= _LONGEST_NAME]
        random.shuffle(names)
        for name in names:
            if decent(name) and name not in (head, tail) and identifier(name) not in taken:
                return identifier(name), name.capitalize()
    return made_up(random, taken)


def decent(name: str) -> bool:
    """Whether a made-up name holds nothing that would be laughed at for the wrong reason."""
    letters = re.sub(r"[^a-z]", "", fold(name))
    return not _UNWANTED.search(letters) and not _UNWANTED.search(re.sub(r"(.)\1", r"\1", letters))


def identifier(title: str) -> str:
    """The id that a title gives: a-z, figures and hyphens, at most 24 of them; "voix" where nothing is left."""
    return slug(title, "voix", _LONGEST_ID)


def _words(title: str) -> list[str]:
    """The words of a title that are long enough to be cut, in small letters."""
    return [word for word in re.findall(r"[^\W\d_]+", title.lower()) if len(word) >= 4]
