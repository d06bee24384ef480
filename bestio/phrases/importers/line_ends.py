"""What a page leaves in a text that was copied from it: words cut at line ends, letters drawn as one sign."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import islice

from bestio.language import sentences

# U+FB00 to U+FB06, as PDFs have them.
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile("[ﬀ-ﬆ]")
# Some pages set the rest of the word apart from the sign: « ﬁ lle ».
_LIGATURE_APART = re.compile(r"(?<![^\W_])([ﬁﬂﬃﬄ]) (?=[a-zà-ÿœ])")

MOST_CUTS = 20_000
MOST_LINES = 100_000
"""Cut words, and lines, of a text that words are mended in. A novel of 2 MiB has some 35,000 lines."""

_INVISIBLE = "\u00ad¬"
_CUT = re.compile(rf"(?<=[^\W\d_])[-\u2010\u2011{_INVISIBLE}][ \t]{{0,8}}\n[ \t]{{0,8}}(?=[^\W\d_])")
_LONGEST_WORD = 40
_BEFORE = re.compile(r"[\w\u2010-]*\Z")
_AFTER = re.compile(r"[\w\u2010-]{1,40}")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

# What French joins to the next word with a hyphen: verbs that make names of things, nouns, prefixes.
_FIRST_PARTS_TEXT = """
abat aide allume amuse appuie après arc arrache arrière attrape auto avant bas beau belle bloc bouche brise brûle
cache casse cerf chasse chauffe chauve chou cinquante coffre compte contre coupe couvre croque demi essuie ex garde
gobe grand grille haut hors hôtel jeune lance lave libre long lèche lève machine mange marque martin mi mille mini
monte mort mot moyen non nouveau oiseau outre ouvre papier pare passe perce perd petit pied pince pique plein
poisson porc porte pousse presse protège pèse quarante quasi rabat ramasse remonte rince rouge réveille sac saint
sainte sans semi serre soixante sous station sèche taille tire touche tourne trente trois trompe trouble tue tête
vice vide vingt wagon week
"""
_FIRST_PARTS = frozenset(_FIRST_PARTS_TEXT.split())
_SURE_FIRST_PARTS_TEXT = """
après arc arrière avant cerf chauffe chauve chou cinquante coupe croque demi essuie gobe grille lave lèche machine
ouvre porte pèse quarante quasi ramasse réveille sainte semi soixante sèche tire trente trouble wagon week
"""
_SURE_FIRST_PARTS = frozenset(_SURE_FIRST_PARTS_TEXT.split())
_RUN_TOGETHER = frozenset({"portefeuille", "portefeuilles", "portemanteau", "portemanteaux", "portemine", "portail"})
_ENDINGS = frozenset({"ment", "ments", "tte", "ttes", "ur", "urs", "use", "uses", "nt", "tier", "tiers", "let", "lets"})
_WITH_ITSELF = frozenset({"moi", "toi", "lui", "elle", "soi", "nous", "vous", "eux", "elles", "là"})
_THIS_ONE = frozenset({"celui", "celle", "ceux", "celles"})
_OVER_THERE = frozenset({"dessus", "dessous", "dedans", "dehors", "devant", "delà"})
_IS = frozenset({"est", "était", "sera", "serait", "fut", "sont", "étaient"})
# The pronoun that follows its verb, and the letters that such a verb ends in.
_AFTER_ITS_VERB = {
    **dict.fromkeys(("il", "elle", "on", "ils", "elles"), ("t", "d")),
    "tu": ("s", "x"),
    "je": ("e", "é", "i", "s", "x"),
    "nous": ("s",),
    "vous": ("z", "s"),
    "y": ("s", "z"),
    "en": ("s", "z"),
    "moi": ("s", "e", "z"),
    "toi": ("s", "e"),
    **dict.fromkeys(("le", "la", "les", "lui", "leur"), ("ez", "ns", "ds", "ts")),
}
_LINKS = frozenset({"en", "à", "de", "du", "des", "au", "aux", "sous", "sur", "et", "t", "d", "l", "ou"})
_LINKS_BEFORE = _LINKS | {"la", "le", "les"}


def mend_ligatures(text: str) -> str:
    """`text` with each ligature of print as the letters that it stands for."""
    if not _LIGATURE.search(text):
        return text
    return _LIGATURE.sub(lambda found: _LIGATURES[found[0]], _LIGATURE_APART.sub(r"\1", text))


def mend_cut_words(text: str) -> tuple[str, int]:
    """`text` (newlines as "\\n") with the words whole that its page had cut at line ends, and how many they were.

    Whether a hyphen is the page's or the writer's is decided by the text, where the word stands elsewhere in it; else
    by what French joins with a hyphen. Lines that a fixed width had cut become one, as they would be read.
    """
    cuts = list(islice(_CUT.finditer(text), MOST_CUTS + 1))
    if not cuts or len(cuts) > MOST_CUTS or text.count("\n") > MOST_LINES:
        return text, 0
    halves = [_halves(text, cut) for cut in cuts]
    known = _known(text, cuts, halves)
    flowing = sentences.unwrap(text)
    pieces: list[str] = []
    at = 0
    for cut, (first, second) in zip(cuts, halves, strict=True):
        keeps = cut[0][0] not in _INVISIBLE and keeps_its_hyphen(first, second, known)
        pieces += [flowing[at : cut.start()], "-" if keeps else ""]
        at = cut.end()
        if "\n" in flowing[cut.start() : at]:  # a line of its own: it now ends after the word
            end = text.find(" ", at, at + _LONGEST_WORD)
            if end > 0 and "\n" not in text[at:end]:
                pieces += [text[at:end], "\n"]
                at = end + 1
    return "".join([*pieces, flowing[at:]]), len(cuts)


def _halves(text: str, cut: re.Match[str]) -> tuple[str, str]:
    before = _BEFORE.search(text[max(0, cut.start() - _LONGEST_WORD) : cut.start()])
    after = _AFTER.match(text, cut.end())
    return (before[0] if before else ""), (after[0] if after else "")


def _known(text: str, cuts: Sequence[re.Match[str]], halves: Sequence[tuple[str, str]]) -> set[str]:
    """The words of `text` in small letters, those that were cut left out."""
    whole: list[str] = []
    at = 0
    for cut, (first, second) in zip(cuts, halves, strict=True):
        whole.append(text[at : cut.start() - len(first)])
        at = max(at, cut.end() + len(second))
    return {word.lower() for word in _WORD.findall(" ".join([*whole, text[at:]]))}


def keeps_its_hyphen(first: str, second: str, known: AbstractSet[str]) -> bool:
    """Whether the word of `first` and `second`, cut between them at a line end, is written with a hyphen.

    `known`: the words that stand elsewhere in the text, in small letters.
    """
    first, second = first.replace("\u2010", "-"), second.replace("\u2010", "-")
    if second[0].isupper() and not (first.isupper() and second.isupper()):
        return True
    first, second = first.lower(), second.lower()
    whole, joined = first + second, f"{first}-{second}"
    if _stands(whole, known) != _stands(joined, known):
        return _stands(joined, known)
    last, following = first.rpartition("-")[2], second.partition("-")[0]
    if ("-" in first and last in _LINKS_BEFORE) or ("-" in second and following in _LINKS):
        return True
    return _is_turned_round(last, following) or _is_compound(last, following, known)


def _stands(word: str, known: AbstractSet[str]) -> bool:
    return word in known or word + "s" in known or (word.endswith("s") and word[:-1] in known)


def _is_turned_round(last: str, following: str) -> bool:
    """« dit-il », « celui-là », « moi-même », « au-dessus », « peut-être », « est-ce »."""
    if following in _AFTER_ITS_VERB:
        return len(last) > 1 and last.endswith(_AFTER_ITS_VERB[following])
    return (
        following == "être"
        or (following in {"même", "mêmes"} and last in _WITH_ITSELF)
        or (following in {"là", "ci"} and last in _THIS_ONE)
        or (following in _OVER_THERE and last in {"au", "par", "là", "ci"})
        or (following == "ce" and last in _IS)
    )


def _is_compound(last: str, following: str, known: AbstractSet[str]) -> bool:
    if last + following in _RUN_TOGETHER:
        return False
    if last in _SURE_FIRST_PARTS:  # « porte-clés », but neither « porte-rait » nor « lave-ment »
        return not following.startswith("r") and following not in _ENDINGS
    return last in _FIRST_PARTS and len(following) > 2 and following in known
