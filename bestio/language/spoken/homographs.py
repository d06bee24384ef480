"""Words that are written alike and said otherwise, told apart by what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bestio.language.spoken.form import Edit, Part

# How many characters before a word are looked at, so that long texts cost no more than they are long.
_REACH = 80
_VIS = re.compile(r"(?i)(?<![\w-])vis(?![\w-])")
_FACING = re.compile(r"(?i)(?<![\w-])vis à vis(?![\w-])")
# I live, you live, live your life!
_LIVES = re.compile(
    r"(?i)(?:\b(?:je|tu|ne|y|nous|moi|toi|(?:je|tu) (?:les?|la|lui|leur|en|me|te))|['\s][jn]'|^[jn]'|[jn]'y)\s*$"
)
_LIFE = re.compile(r"(?i) (?:ta|ton|tes|ma|mon|mes|ici|là|dans|chez|depuis|seule?|bien)\b")
_FILS = re.compile(r"(?i)(?<![\w-])(petits?-|beaux?-|arrière-petits?-)?fils(?![\w-])")
_DETERMINER = re.compile(
    r"(?i)\b(\w+)(?: (?:petits?|grands?|beaux?|vieux|deux|trois|quatre|cinq|\d+|gros|longs?|fins?))* $"
)
_SONS_OF = frozenset(
    [
        "mon",
        "ton",
        "son",
        "notre",
        "votre",
        "leur",
        "mes",
        "tes",
        "ses",
        "nos",
        "vos",
        "leurs",
        "ce",
        "cet",
        "le",
        "un",
        "du",
        "au",
        "chers",
        "cher",
    ]
)
_ONE_SON = frozenset(
    ["mon", "ton", "son", "notre", "votre", "leur", "ce", "le", "un", "du", "au", "cher", "père", "et"]
)
# What is counted is people, where nothing tells of wires.
_COUNTED = re.compile(
    r"(?i)(?<!\w)(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|vingt|trente|cent|mille|plusieurs|quelques|\d+)"
    r"(?: (?:petits?|grands?|beaux?|vieux|gros))? $"
)
_ALL_OF_THEM = frozenset(["les", "des", "ces", "aux", "de", "quels"])
_HIS = frozenset(["mes", "tes", "ses", "nos", "vos", "leurs", "chers"])
_FAMILY = re.compile(
    r"(?i)\b(?:père|mère|parents?|famille|filles?|frères?|sœurs?|soeurs?|enfants?|roi|reine|papa|maman|aînés?|cadets?|unique|"
    r"héritiers?|prince|gendre|jumeaux|grand-père|grand-mère|marié|naissance|épouse|veuve|oncle|tante|voisine?)\b"
)
_OF_SOMEBODY = re.compile(
    r"(?: d[e'] ?(?:mon|ma|mes|ton|ta|son|sa|notre|votre|leur)\b| d[e'] ?[A-ZÉ]|"
    r" (?:du|de la|des|de l'|d'une?|de ce|de cette) ?(?:vieux |vieille |pauvre |grande? |petite? )?"
    r"(?:rois?|reines?|voisine?s?|boulang[eè]re?s?|maires?|docteurs?|forgerons?|meuni(?:er|ère)s?|facteurs?|capitaines?|"
    r"pirates?|sorci(?:er|ère)s?|ogre|ogresse|géante?s?|bûcherons?|pêcheurs?|fermi(?:er|ère)s?|paysans?|jardini(?:er|ère)s?|"
    r"menuisiers?|marchande?s?|médecins?|ministres?|présidente?s?|direct(?:eur|rice)s?|professeurs?|maître|maîtresse|"
    r"invent(?:eur|rice)s?|savante?s?|comte|comtesse|duc|duchesse|princesse|sultan|pharaon|empereur|chef|patronn?e?|"
    r"gardienn?e?s?|concierge|peintres?|musicienn?e?s?|cordonniers?|seigneurs?|baronn?e?|marquise?|colonel|général|"
    r"soldats?|bouch[eè]re?s?|épici(?:er|ère)s?|juge|notaire|dentiste|coiffeu(?:r|se)|cuisini(?:er|ère)s?|dieux?)\b)"
)
_THREAD = re.compile(
    r"(?i) (?:(?:très |tout |bien )?(?:électriques?|métalliques?|invisibles?|conducteurs?|dénudés?|tendus?|"
    r"cassés?|emmêlés?|"
    r"coupés?|usés?|cuivrés?|colorés?|transparents?|rouges?|bleus?|verts?|jaunes?|noirs?|blancs?|dorés?)|"
    r"(?:de|d') ?(?:fer|laine|cuivre|soie|coton|pêche|nylon|métal|acier|or|argent|araignée|couture|plomb|lin|"
    r"suture|tissu|"
    r"canne|toile|marionnette|la vierge)|du (?:tissu|téléphone|courant|rasoir|funambule)|à (?:coudre|plomb|"
    r"linge|broder|"
    r"couper|beurre)|qui (?:dépassent|pendent|traînent|brillent))\b"
)
_WIRES = re.compile(
    r"(?i)\b(?:câbl\w+|électri\w+|cuivre|bobines?|pelotes?|débranch\w+|branch\w+|emmêl\w+|tiss\w+|coud\w*|cous\w+|aiguilles?|"
    r"prises?|batteries?|tricot\w*|soud\w+|ampoules?|piles?|toiles?|circuits?|marionnettes?|court-circuit\w*|antennes?|moteurs?|robots?|machines?|fil|pend\w+|tir(?:e|es|ent|ait)|coup(?:e|es|ent|é|és)|nou(?:e|es|ent|é|és)|rouill\w+)\b"
)
_BONES = re.compile(
    r"(?i)\b(?:les|des|ses|mes|tes|ces|aux|nos|vos|leurs|quels|plusieurs|quelques|deux|trois|six|dix|cent|vieux|"
    r"(?:gros|grands|petits|longs|vrais) ?|de \w+s) (?:(?:gros|petits|grands|vieux|longs|vrais|beaux|\w+eux) )?(os)\b"
)
# The group is what is said otherwise.
_EAST = re.compile(
    r"(?i)(?:\b(?:à|de|vers|dans|par|depuis|sur|pour|et|ou|entre|est|c'est) l'|\bplein |\bvents? d'|\b(?:nord|sud)-|"
    r"\b(?:façade|côté|aile|rive|cap|porte) )(est)\b(?!-)"
)
_EAST_OF = re.compile(r"(?i)(?:^|(?<=[.!?…;:,«] )|(?<=\n))l'(est) (?:du?\b|des\b|de la\b|et l'|ou l')")
_EAST_NAME = re.compile(r"(?<=[lLdD]')(Est)\b|(?<=[a-zé] )(Est)\b(?!-)")
_LILY = re.compile(r"(?i)\b(?:un|le|du|des|les|ce|de) (lis)\b(?! (?:dans|les?|la|ce|une?|des|que)\b)")
_ALL_THOSE = re.compile(r"(?i)(?<![\w'-])(tous)(?= (?:ceux|celles|deux|trois|quatre|cinq|six|sept|dix)\b)")
_JEANS = re.compile(r"\b(?i:un|le|mon|ton|son|ce|du|en|vieux|au|petit) (jean)\b")
_MARC = re.compile(r"\b(?i:le|du|de|un) (marc)\b")
_AGENT = re.compile(
    r"(?i)\b(?:un|le|ce|du|mon|ton|son|au|chaque|notre|votre|leur|vrai|grand|jeune|célèbre|premier|bon|comme) "
    r"(reporter|supporter|poster)\b"
)
_TO_DO_IT = re.compile(
    r"(?i)\b(?:de|pour|à|sans|vais|vas|va|allons|allez|vont|veux|veut|peux|peut|peuvent|faut|dois|doit|faire|fait|pas|et|puis|"
    r"mieux|sais|sait|ose|aime|préfère) le $"
)
_AGENTS = {"reporter": "reportère", "supporter": "supportère", "poster": "postère"}
# Engines name the letter y at the end of a clause: vas-y.
_THERE = re.compile(r"(?i)(?<=[^\W\d_]-)(y)(?![\w'-])")
# What must stand in the text in small letters, where it does, and what the group is then said as.
_BY_PLACE = (
    ("-y", _THERE, "i"),
    ("est", _EAST, "èste"),
    ("l'est", _EAST_OF, "èste"),
    ("est", _EAST_NAME, "èste"),
    (" os", _BONES, "eau"),
    (" lis", _LILY, "lisse"),
    ("tous ", _ALL_THOSE, "tou"),
    (" jean", _JEANS, "djine"),
    (" marc", _MARC, "mar"),
)


def homographs(text: str) -> Iterator[Edit]:
    """Vis, fils, est, os, tous, lis, jean, supporter."""
    small = text.lower()
    if "vis" in small:
        yield from _screws(text)
    if "fils" in small:
        for match in _FILS.finditer(text):
            said = "fisse" if match[1] or _son(text, match) else "fil"
            yield [Part(*match.span(), (match[1] or "") + said)]
    if "porter" in small or "poster" in small:
        yield from _agents(text)
    for hint, pattern, said in _BY_PLACE:
        if hint in small:
            for match in pattern.finditer(text):
                yield [Part(*match.span(match.lastindex or 1), said)]


def _screws(text: str) -> Iterator[Edit]:
    for match in _FACING.finditer(text):
        yield [Part(*match.span(), "vis-à-vis")]
    for match in _VIS.finditer(text):
        lives = _LIVES.search(text[max(0, match.start() - 12) : match.start()])
        opens = not text[: match.start()].strip(" «—-\n") or text[: match.start()].rstrip()[-1:] in ".!?…«—,;:"
        if not lives and not (opens and _LIFE.match(text, match.end())):
            yield [Part(*match.span(), "visse")]


def _agents(text: str) -> Iterator[Edit]:
    for match in _AGENT.finditer(text):
        if not _TO_DO_IT.search(text[max(0, match.start(1) - _REACH) : match.start(1)]):
            yield [Part(*match.span(1), _AGENTS[match[1].lower()])]


def _son(text: str, match: re.Match[str]) -> bool:
    """Whether « fils » is a son: one is, unless it is of copper; several are, where a family is in sight, where they
    are somebody's, or counted and no wires are."""
    around = text[max(0, match.start() - 2 * _REACH) : match.end() + 2 * _REACH]
    if _THREAD.match(text, match.end()):
        return False
    before = text[max(0, match.start() - 30) : match.start()]
    found = _DETERMINER.search(before)
    word = found[1].lower() if found else ""
    if not word or word in _ONE_SON or _FAMILY.search(around) is not None:
        return True
    counted = word not in _ALL_OF_THEM and _COUNTED.search(before) is not None
    if word in _HIS or counted:
        return _WIRES.search(around) is None
    return _OF_SOMEBODY.match(text, match.end()) is not None
