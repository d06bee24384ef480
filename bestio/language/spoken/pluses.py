"""« Plus », with its s where it is more, without where it is no more: il travaille plus, il ne travaille plus."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bestio.language.spoken.form import Edit, Part

# How many characters before a word are looked at, so that long texts cost no more than they are long.
_REACH = 80
_FEW = "deux|trois|quatre|cinq|six|sept|huit|neuf|dix"
# What ends a clause, or goes on about how much: il court plus pour gagner.
_ENDS = r"(?= ?(?:[,.;:!?…)»]|$)| (?:pour|et|mais|quand|lorsque|chaque|cette|ce|aujourd'hui|demain)\b)"
_MORE = re.compile(
    r"(?i)(?:\b(?:en|de|au|un|le|fois|encore|bien|beaucoup|peu|toujours|tellement|d'autant|tant|"
    r"chaque jour|signe)) (plus)"
    r"(?= ?(?:[,.;:!?…)]|$))"
)
_NOT_MORE = re.compile(r"(?i)(?:\b(?:ne|n'|non|sans|pas)\b[^.!?;,]*)$")
# Only three are left: no more is meant.
_MORE_THAN = re.compile(rf"(?i)(?<![\w'-])(plus)(?= qu(?:e |')(?!jamais\b|\d|(?:une?|{_FEW})\b))")
_MORE_OF_THAN = re.compile(r"(?i)(?<![\w'-])(plus)(?= d(?:e |')[^\W\d]+(?: [^\W\d]+)? qu(?:e |'))")
_NEED_MORE = re.compile(
    r"(?i)\b(?:il en faut|il faut|en veux|en veut|en voudrais|donne-m'en|un de|deux de|"
    r"encore un de) (plus)(?= ?(?:[.!?…)]|$))"
)
# What is done more or less, where nothing says that it is over. Of other verbs, messages without « ne » say that:
# je peux plus, ça marche plus.
_DONE_MORE = re.compile(
    r"(?i)\b(?:travaill|mang|dor[st]|dorm|cour[st]?|gagn|coût|pès|pes|dur|dépens|boi[st]|buv|apprend|apprenn|jou|li[st]|lis|"
    r"écri[st]|écriv|chant|dans|rêv|saut|grandi|brill|chauff|réfléchi|révis|étudi|aid|particip|produi|consomm|pollu|"
    r"rapport|progress|s'entraîn|t'entraîn|m'entraîn|économis|recycl|trie|achèt|achet|pay|transpir|insist|"
    rf"pleu(?:t|vra)|vau)(?:e|es|s|t|ent|ez|ons|a|as|ai|ait|aient|ais|era|eront|erai|sent|ssent|sez|vons|vez|x)? "
    rf"(plus){_ENDS}"
)
_TO_DO_MORE = re.compile(
    r"(?i)\b(?:faut|faudra\w*|doi\w+|devr\w+|dev\w+|veux|veut|voul\w+|voudr\w+|va|vas|vais|vont|allons|allez|pour|peux|"
    r"peut|pouv\w+|pourr\w+|aimer\w+|envie de|essa(?:ie|ye)\w*(?: de)?|besoin de|afin de|et|ou) "
    r"(?:\w+ |[smt]')?[^\W\d]+"
    rf"(?:er|ir|re) (plus){_ENDS}"
)
# More of what is asked for or had, not « plus de dix »: over ten.
_ASKED_MORE = re.compile(
    r"(?i)\b(?:faut|faudra(?:it)?|veux|veut|voudrais|voudrait|ajoute[rz]?|mets|mettre|mettez|donne[rz]?|prends|"
    r"prendre|besoin de|avoir|avec|gagne[rz]?|demande[rz]?|faire|fais|faites|mange[rz]?|bois|boire|utilise[rz]?|"
    r"marque[rz]?|obtenir|le) (plus)(?= (?:de |d')(?!\d|une?\b|la moitié|cent\b|mille\b|vingt\b|trente\b|"
    rf"(?:{_FEW})\b))"
)
_NOTHING_MORE = re.compile(r"(?i)(?<![\w'])sans (plus)(?= ?(?:[,.;:!?…)»]|$))")
_SIGN = re.compile(r"(?i)\b(?:signe|touche|bouton) (plus)\b")
_AND_THREE = re.compile(rf"(?i)(?:\bbac |\bfait |\bpar |^)(plus)(?= (?:\d|(?:un|{_FEW})\b))")
_PLUS_OR_LESS = re.compile(r"(?i)(?<![\w'-])(plus)(?= ou moins\b)")
_ADDED = re.compile(rf"(?i)(?<![\w,])(?:\d+|un|{_FEW}) (plus)(?= (?:\d|une?|{_FEW})\b)")
_SO_LONG = re.compile(r"(?i)(?:^|(?<=[.!?…,;:«—] )|(?<=\n))[aà] (plus)(?= ?(?:[.,;:!?…»]|$))")
_BESIDES = re.compile(r"(?i)(?<![\w'])en (plus)(?= d(?:es?|u|')\b| de l[a'])")
_ALWAYS = (
    (_ADDED, "plusse"),
    (_AND_THREE, "plusse"),
    (_PLUS_OR_LESS, "pluze"),
    (_SO_LONG, "plusse"),
    (_BESIDES, "plusse"),
    (_NOTHING_MORE, "plusse"),
    (_SIGN, "plusse"),
)
_UNLESS_NO_MORE = (_NEED_MORE, _MORE, _MORE_THAN, _MORE_OF_THAN, _DONE_MORE, _TO_DO_MORE, _ASKED_MORE)


def pluses(text: str) -> Iterator[Edit]:
    """Il travaille plus, le plus de points, sans plus, plus ou moins: each of which the s is said."""
    if "plus" not in text.lower():
        return
    for pattern in _UNLESS_NO_MORE:
        for match in pattern.finditer(text):
            always = pattern is _MORE and match[0].lower().startswith(("en ", "un ", "signe"))
            if always or not _NOT_MORE.search(text[max(0, match.start(1) - _REACH) : match.start(1)]):
                yield [Part(*match.span(1), "plusse")]
    for pattern, said in _ALWAYS:
        for match in pattern.finditer(text):
            yield [Part(*match.span(1), said)]
