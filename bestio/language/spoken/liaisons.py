"""Where engines link a word to the next one, and French does not: bras et jambes, un bras articulé."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bestio.language.elision import begins_with_vowel
from bestio.language.spoken.form import Edit, Part
from bestio.language.spoken.measures import hundreds

_AND = re.compile(
    r"(?i)(?<!\bvi)(?<!\bfil)(?<!\bbu)(?<!\bour)(?<!\bo)(?<!lu)(?<!tu)(?<!ru)(?<!aï)(?<!éla)[sx] (et)(?= )|"
    r"(?<=\d )(et)(?= (?!une?\b))|(?<=\b[IVX]{2} )(et)(?= (?!une?\b))|(?<=\b[IVX]{3} )(et)(?= (?!une?\b))"
)
# A noun of one that ends in s or x is not linked to what follows it: un bras articulé.
_UNLINKED = """
bras bra | bois boi | pays pé-i | palais palai | velours velour | discours discour | cours cour |
concours concour | secours secour | parcours parcour | recours recour | repas repa | tas ta | amas ama |
bas ba | cas ca |
chaos ka-o | repos repau | propos propau | enclos enclau | relais relai | marais marai | engrais engrai |
harnais harnai | laquais laquai | procès procè | progrès progrè | succès succè | accès accè | excès excè | décès décè |
congrès congrè | mois moi | bourgeois bourgeoi | chinois chinoi | anchois anchoi | carquois carquoi | minois minoi |
putois putoi | siamois siamoi | poids poi | époux épou | matelas matela | cadenas cadena | verglas verglà | lilas lila |
canevas caneva | coutelas coutela | fracas fraca | fatras fatra | compas compa | trépas trépa | ananas anana |
cervelas cervela | échalas échala | judas juda | tracas traca | débarras débarra | rebours rebour | tambours tambour |
français françai | anglais anglai | japonais japonai | portugais portugai | dais dai | biais biai | rabais rabai |
jais jai | remords remor | mords mor | corps cor | univers univer | vers ver | revers rever | travers traver |
nez né | puits pui | croquis croqui | cambouis camboui | buis bui | maquis maqui | houx hou | taux tau |
courroux courrou | saindoux saindou | toux tou | chaux chau | héros héro | frimas frima | galetas galeta |
taffetas taffeta | patois patoi | tournois tournoi | pois poi | mets mè | legs lè | remous remou | surplus surplu |
cabas caba | chas cha | mors mor | plâtras plâtra | glas gla | divers diver | envers enver | pervers perver | obus obu
"""
_SAID_ALONE = dict(pair.split() for pair in _UNLINKED.replace("\n", " ").split("|"))
for _word in ("vers", "divers", "travers", "envers", "mords", "tambours", "corps", "bas"):
    _SAID_ALONE.pop(_word, None)
_NO_LINK = re.compile(
    rf"(?i)\b(?:une?|le|la|ce|cette|ma|ta|sa|mon|ton|son|du|au|en|sans|gros|grand|petit|vieux|beau|quel|chaque|aucun|notre|votre|"
    rf"leur|de|par|comme|sur) "
    rf"({'|'.join(_SAID_ALONE)})(?= (?!(?:et|en temps|h(?:i|é|ai|a|o)\w+) )[aeiouyhàâéèêîïôùûœ])"
)
# Engines leave out the link that « cent » has, in words and after a figure of hundreds.
_HUNDRED = re.compile(r"(?i)(?<![\w'.,-])(?:cent|((?:[1-9]\d{0,2} )?\d{0,3}[1-9]00))(?= ([^\W\d_]+))")
_NO_UNIT = frozenset(
    ["un", "une", "onze", "huit", "et", "ou", "à", "onzième", "huitième", "en", "au", "aux", "est", "ont", "y"]
)
# An adjective before its noun is linked to it, and loses its nose: un ancien ami.
_ANCIENT = re.compile(
    r"(?i)\b(ancien|vilain|divin|moyen)(?= (?!(?:et|ou|où|à|aux?|en|est|es|ont|a|as|y|il|elle|on|un|une|avec|ici|"
    r"aussi|ainsi|alors|après|avant|autant|encore|entre|afin|hier|eux)\b)(?!h[aéeêoiu]r|onz|oui)[aeiouhàâéèêîôœ])"
)
_LONG = re.compile(
    r"(?i)\b(?:une?|le|du|ce|mon|ton|son|notre|votre|leur|au|quel|chaque|aucun|très|si|trop|plus|beau|d'un|qu'un) "
    r"(long)(?= (?!(?:et|ou|où|à|aux?|en|est|es|a|as|y|il|elle|on|un|une|avec|ici|aussi|après|avant|entre|hier)\b)"
    r"(?!h[aéeêo][^bl]|onz|oui)[aeiouhàâéèêîôœ])"
)
# Said together for so long that they are linked: mot à mot; and what is not: nez à nez.
_TOGETHER = re.compile(r"(?i)(?<![\w-])(mot)(?= à mot\b)|(?<![\w-])(dos)(?= à dos\b)|(?<![\w-])(nez)(?= à nez\b)")
_TOGETHER_SAID = {"mot": "mote", "dos": "dauz", "nez": "né"}
_HOW_GO = re.compile(r"(?i)\bcomment(?= allez\b)")
_LINKED = {"ancien": "ancienne", "vilain": "vilaine", "divin": "divine", "moyen": "moyenne"}
_FIXED = re.compile(r"(?i)\b(?:pas|mot|dos|cas|bras|vers) à |de temps en temps")


def liaisons(text: str) -> Iterator[Edit]:
    """« et » after a plural, a noun of one that ends in s before a vowel, un long été, mot à mot."""
    words = text.lower().split()
    for match in () if _LINKED.keys().isdisjoint(words) else _ANCIENT.finditer(text):
        yield [Part(*match.span(), _LINKED[match[1].lower()])]
    for match in _LONG.finditer(text) if "long" in words else ():
        yield [Part(*match.span(1), "longue")]
    for match in _TOGETHER.finditer(text) if " à " in text else ():
        yield [Part(*match.span(), _TOGETHER_SAID[match[0].lower()])]
    for match in _HOW_GO.finditer(text):
        yield [Part(*match.span(), "commente")]
    for match in _AND.finditer(text) if "et" in words else ():
        yield [Part(*match.span(match.lastindex or 1), "hai")]
    for match in () if _SAID_ALONE.keys().isdisjoint(words) else _NO_LINK.finditer(text):
        if not _FIXED.match(text, match.start(1)):
            yield [Part(*match.span(1), _SAID_ALONE[match[1].lower()])]


def hundreds_of(text: str) -> Iterator[Edit]:
    """cent ans, 200 élèves, 1 200 euros."""
    if "00 " not in text and "cent " not in text.lower():
        return
    for match in _HUNDRED.finditer(text):
        noun = match[2].lower()
        if noun not in _NO_UNIT and begins_with_vowel(noun):
            said = hundreds(match[1].replace(" ", ""), noun) if match[1] else "cente"
            if said:
                yield [Part(*match.span(), said)]
