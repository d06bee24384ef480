"""Single words: those that engines misread, cries and noises, drawn-out letters, what looks English and is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bestio.language.spoken.form import Edit, Part
from bestio.language.spoken.initials import is_initials
from bestio.language.spoken.respellings import WORDS, respelling

WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_DRAWN = re.compile(r"([^\W\d_])\1{2,}", re.IGNORECASE)
_DRAWN_DOUBLE = re.compile(r"(?<=[aeiou])([lmnrst])\1{2,}(?=[aeiouyé])")
_VOWEL = re.compile(r"[aeiouyàâäéèêëîïôöùûüÿœæ]", re.IGNORECASE)


# Noises without a vowel, letters said once: the rest follow the rule of `_voiced`.
_NOISES = {
    "m": "hmm",
    "mh": "hmm",
    "hm": "hmm",
    "h": "heu",
    "s": "sseu",
    "z": "zeuze",
    "pst": "psitt",
    "cht": "chute",
    "ch": "cheu",
    "bz": "beuze",
    "bzt": "beuzte",
    "psch": "pcheu",
    "tch": "tcheu",
    "sh": "cheu",
    "shh": "cheu",
    "ts": "teusse",
    "krk": "creuque",
    "crk": "creuque",
    "hmpf": "heumfe",
    "mbl": "meumble",
}
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]+")

# What makes espeak take a word for English, as French reads it. Each is right in French wherever it stands.
_FRENCH: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"th(s?)$", r"tte\1"),
        (r"(?<!s)th(?=i[aeo])", "tt"),
        (r"(?<!s)th", "t"),
        (r"^æ$", "euh"),
        (r"æ", "é"),
        (r"^coo(?=[pr])", "co-o"),
        (r"^psch", "pch"),
        (r"(?<=[dgklp])son(s?)$|(?<=er)son(s?)$", r"çon\1\2"),
        (r"(?<=[aeiouy][bcdfghjlmnprstvwxz])k(s?)$", r"que\1"),
        (r"ke(s?)$", r"que\1"),
        (r"(?<!o)ing(s?)$", r"igne\1"),
        (r"oy(s?)$", r"oï\1"),
        (r"ow(s?)$", r"o\1"),
        (r"sh(s?)$", r"che\1"),
        (r"ee(s?)$", r"i\1"),
        (r"oo(s?)$", r"ou\1"),
        (r"ee(?=[bcdfghjklmnpqrstvwxz])", "i"),
        (r"(?<!^z)oo(?=[bcdfghjkmnprstvwxz])", "ou"),
        (r"(?<=[bcdfghjklmnpqrstvwxz])y(s?)$", r"i\1"),
        (r"(?<!o)up$", "upe"),
        (r"uzz", "euz"),
        (r"^wiz$", "ouizze"),
        (r"ill$", "ile"),
        (r"ess$", "esse"),
        (r"(?<=[bcdfghjklmnpqrstvwxz])ed$", "ède"),
        (r"(?<=i)ed$", "é"),
        (r"mov(?=[aeiou])", "mauv"),
        (r"wh", "w"),
        (r"^w(?=agn|agr|alt)", "v"),
        (r"^w(?=[aeo])", "ou"),
        (r"all$", "ale"),
        (r"(?<=[bcdfghjklmnprstvwxz]ou)ent$", "e"),
        (r"(?<=^d)ompt(?=[aeéèiou])|(?<=^ind)ompt(?=[aeéèiou])", "ont"),
        (r"(?<=[ou]l)ent$", "e"),
        (r"(?<=rr)ent$", "e"),
        (r"(?<=flamm)ent$", "e"),
        (r"(?<=[ng]ferm)ent$", "e"),
        (r"aw$", "o"),
        (r"(?<=r)uns$", "un"),
        (r"ip(?=[iè]d)", "ipp"),
        (r"ife(s?)$", r"iffe\1"),
        (r"ghr", "gr"),
        (r"(?<=[cm])ouds?$", "ou"),
        (r"écut$", "écu"),
        (r"unts$", "un"),
        (r"oll(s?)$", r"ole\1"),
        (r"oar(s?)$", r"oare\1"),
    )
)
_MAYBE_ENGLISH = re.compile(
    r"th|æ|ompt[aeéèiou]|^psch|all$|(?:[ou]l|[^aeiouyq]ou|rr|flamm|[ng]ferm)ent$|sons?$|k|ing|oy|ow|sh|ee|oo|y|up$|uzz|ill$|ess$|ed$|w|uns$|ip[iè]d|ifes?$|ghr|mov|ouds?$|écut$|unts$|olls?$|oars?$"
)
# English that is meant, and said better in English; « th » that is not t.
_MEANT = """
the this that with smith earth hello yes sorry thanks please happy birthday game over time king queen story monkey
money party asthme asthmatique isthme street city
"""
_ENGLISH = frozenset(_MEANT.split())
_KEPT = re.compile(
    r"(?:day|key|ney|ray)s?$|^(?:vio|inso|indo|somno|do|re|ta|poly|ambiva|va|tru?cu|succu|pulvéru|turbu|virus?|corpu|opu|"
    r"frau?du|puru|flatu|esprit|fécu|viru|équiva)lent$|^(?:tor|concur)rent$"
)


def words(text: str) -> Iterator[Edit]:
    """Each word that is to be written in another way."""
    for match in WORD.finditer(text):
        said = None if is_initials(match[0]) and not _VOWEL.search(match[0]) else _said(match[0])
        if said is not None:
            yield [Part(*match.span(), said)]


@lru_cache(maxsize=4096)
def _said(word: str) -> str | None:
    small = word.lower()
    if "'" in small or "-" in small:
        return respelling(small) or _compound(small)
    return _one_word(small)


def _compound(word: str) -> str | None:
    """A word with apostrophes or hyphens, part by part: l'igloo, vis-écrou."""
    if word == "vis-à-vis":
        return None
    pieces = re.split(r"(['-])", word)
    said = [_one_word(piece) or piece if len(piece) > 1 else piece for piece in pieces]
    for at in range(1, len(said), 2):
        # An apostrophe before a consonant makes espeak take the word for English: p'tit, v'là, qu'les.
        if said[at] == "'" and not _VOWEL.match(said[at + 1]) and not said[at + 1].startswith("h"):
            said[at] = "e " if pieces[at - 1] in ("qu", "j", "d", "l", "n", "s", "t", "m", "c") else ""
            if pieces[at - 1] == "m" and pieces[at + 1].startswith("man"):
                said[at] = ""
    joined = "".join(said)
    return joined if joined != word else None


def _one_word(word: str) -> str | None:
    found = respelling(word)
    if found is not None:
        return found
    short = word
    if _DRAWN.search(word):
        doubled = _DRAWN.sub(r"\1\1", word)
        short = doubled if doubled in WORDS else _DRAWN.sub(r"\1", _DRAWN_DOUBLE.sub(r"\1\1", word))
        if (found := respelling(short)) is not None:
            return found
    if len(word) > 1 and _CONSONANTS.fullmatch(word):
        once = re.sub(r"(.)\1+", r"\1", word)
        if once != word or once in _NOISES or (len(once) > 1 and once.endswith("r")):
            return _NOISES.get(once) or _voiced(once)
        return None
    french = _as_french(short)
    return french if french != word else None


def _voiced(noise: str) -> str:
    """A noise made of consonants with the vowel that it takes to be said: greu, vreu, beuze, peufe."""
    if noise[-1] in "rl" or len(noise) == 1:
        return f"{noise}eu"
    onset = re.match(r"(?:[bcdfgkptv][rl]|ch|ps|sc|sk|sp|st|.)", noise)
    assert onset is not None
    rest = re.sub("^s", "ss", noise[onset.end() :])
    return f"{onset[0]}eu{rest}e" if rest else f"{onset[0]}eu"


def _as_french(word: str) -> str:
    if not _MAYBE_ENGLISH.search(word) or word in _ENGLISH or _KEPT.search(word):
        return word
    for pattern, said in _FRENCH:
        word = pattern.sub(said, word)
    return word
