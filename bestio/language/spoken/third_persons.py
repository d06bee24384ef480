"""Verbs in -ent that are written as a noun or an adjective is: ils couvent, le couvent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bestio.language.spoken.form import Edit, Part

# Third persons and what they are alike to: ils couvent, un couvent. A noun or adjective of several has its own s.
_VERBS = """
couvent couve | président préside | content conte | excellent excelle | violent viole | affluent afflue |
résident réside | convergent converge | divergent diverge | équivalent équivale | négligent néglige |
expédient expédie | ferment ferme | pressent presse | influent influe | parent pare | émergent émerge |
évident évide | coïncident coïncide | détergent déterge | adhérent adhère | somnolent somnole | relent relent
"""
_AS_VERB = dict(pair.split() for pair in _VERBS.split("|"))
_LIKE_VERB = re.compile(rf"(?i)(?<![\w'-])({'|'.join(_AS_VERB)})(?![\w'-])")
_DOERS = re.compile(
    r"(?i)(?:\b(?:ils|elles|s'|se|qui se)(?: ne| n'| se| s'| les| la| le| y| en)? ?|"
    r"\b(?:les|des|ces|mes|tes|ses|nos|vos|leurs|deux|trois|quatre|plusieurs|quelques|"
    r"\d+) (?:[^\W\d]+ )?[^\W\d]+[sx](?: qui)?"
    r"(?: (?:ne|se|n'en|n'y|me|te|nous|vous|leur|en|y|n')| (?:ne )?(?:la|les?|l')| s')? ?|"
    r"\bgens (?:qui )?|\bn(?:e |')(?:(?:la|les?|se|en|y|lui|leur) |[ls]')?)$"
)
# Two that do it, of what is seldom said of one beside the other: le feu et la braise couvent.
_TWO = re.compile(r"(?i)\bet (?:l'|(?:le|la|un|une|mon|ma|ton|ta|son|sa|ce|cette|notre|votre|leur) )[^\W\d]+ $")
_NOUNS = frozenset(["couvent", "président", "affluent", "résident", "parent"])
# The several that do it, and what they are of: les poules de l'abbaye couvent.
_DOERS_OF = re.compile(
    r"(?i)(?:^|[.!?,;:«—] ?)(?:les|des|ces|mes|tes|ses|nos|vos|leurs|deux|trois|quatre) [^\W\d]+[sx] "
    r"(?:de (?:la |l')?|du |d'|des )[^\W\d]+ $"
)
_ENDS = re.compile(r" ?(?:[.!?;:…]|$)")
_DONE_TO = re.compile(r"(?i) (?:les?|la|l'|leurs?|une?|des|ses|son|sa|ces?|cette|beaucoup)\b")
_BEFORE_NAME = re.compile(
    r"(?i)\b(?:un|le|du|au|ce|mon|ton|son|est|es|suis|était|très|si|trop|plus|vieux|chaque|quel|vice-?) ?$"
)
_ADJECTIVES = {"négligent": "négligeant", "émergent": "émergeant"}


def third_persons(text: str) -> Iterator[Edit]:
    """Each of them where several do it: les poules couvent, ils content, les gens affluent."""
    if "ent" not in text.lower():
        return
    for match in _LIKE_VERB.finditer(text):
        word = match[1].lower()
        before = text[max(0, match.start() - 60) : match.start()]
        if _BEFORE_NAME.search(before):
            verb = False
        else:
            of_several = _DOERS_OF.search(before) is not None and _ENDS.match(text, match.end()) is not None
            verb = of_several or (word in _NOUNS and _TWO.search(before) is not None)
            verb = verb or _DOERS.search(before) is not None or _DONE_TO.match(text, match.end()) is not None
        said = _AS_VERB[word] if verb else _ADJECTIVES.get(word)
        if said and said != word:
            yield [Part(*match.span(), said)]
