"""When a French word elides the one before it: vowels, mute and aspirate h, words that only look like vowels.

The tables hold beginnings of words, the longest that matches decides: "hal" is aspirate (halo, halte), "halein" is
mute. `$` ends a whole word. Where usage wavers ("hyène") the mute form is taken; a lexicon can say otherwise.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from bestio.text.normalise import compose, decompose

Aspiration = Literal["aspirate", "mute"]

APOSTROPHE = "’"

_ASPIRATE = """
ha$ habanera hach hack hadd hadi hadj hadî hafn hagar hagg hagu hajj haou haha hahé hai haï hal ham han happ haq har
has hatha hau hav haw hay hâ heaum hein$ heimat hell$ hello hem$ henn hep$ hé$ hélas$ héler$ héleu hèle$ hèlem hèlent$
hélons$ héraut hère hériss hern hercha herche héron héros$ hers hertz hêtr heu$ heurt hi$ hi-fi hi-han hibou hic$ hid
hie$ hifi hihan hij hiér high hile$ hindi hindî hip$ hip-hop hippie hippy hips hiss hit ho$ hobb hober hoc$ hocco hoch
hock hodja hoffman hogn holà hold holl home$ hon$ homard homespun hond hong honn hont hop$ hoqu hormi hoyau hord
horion hors hot hou hover harma huard hub huch hue hué huer hugu huis-clos huit hulk hulott hulul hum$ humm humer$
hume$ humes$ hument$ humons$ humez$ humant$ humage hun$ hune hunier hunt hupp hur hus hut
"""
_MUTE = """
hab haciend hadr hagio haïti halein hali hallali hallucin haloch halog haloï haloph halop halora halot haltèr haltéro
halcyon hamamél hamadry hameçon haplo hapax haptiq harmon harus hast hebdo héberg hébét hébr hécat hect hédon hégém
hél hellé helv hém hend hépat hept herb herc hérédit hérés hérit hermaphro hermé hermin hermét herniar héro héroïn
herpè herpé hésit hétéro hétaïr heur hex hiatus hibern hibisc hidalg hidro hier$ hilar himal hindou hipp hirond hirsut
hirud hisp histam histi histo histri hiver hièbl holis holo hom homm honnêt honneur honor hôpit hor hordé horsain horr
hoplit hort hosanna hosp host hôt huil huis huîtr huitr hum huma humb humé humér humeu humid humil humor humour humus
hurluberl hutin hyac hyal hybr hyd hyèn hyg hyl hym hyoï hyp hyst hégir hégé hén hérald héraldi hérét hévéa
"""
# Words whose first letter is a vowel but that take "le", "de", "que" in full.
_FULL = "onz oui$ ouistiti uhlan ouah ouaouar ouèb ulul yaourt"
# Letters that only a borrowed word has (haka, husky, holding, hoodie): its h is heard, or was.
_BORROWED = re.compile(r"[kw]|sh|^hoo|ee|ing$|y$")
# y stands for a consonant before a vowel, except in these old words.
_ELIDING_Y = ("yeux", "yeuse", "yèble", "yonne", "york")


def _table() -> dict[str, bool]:
    table: dict[str, bool] = {}
    for stems, aspirate in ((_ASPIRATE, True), (_MUTE, False), (_FULL, True)):
        for stem in stems.split():
            table[stem] = aspirate
    return table


_BLOCKS = _table()
_LONGEST = max(map(len, _BLOCKS))
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@lru_cache(maxsize=8192)
def begins_with_vowel(text: str, h: Aspiration | None = None) -> bool:
    """Whether `text` makes the word before it elide ("l’", "d’", "bel", "son" for "sa").

    `h` overrules the tables for a word that begins with h.
    """
    match = _WORD.match(text.lstrip('«“"( \u00a0\u202f'))
    if not match:
        return False
    word = compose(match.group()).lower()
    first = decompose(word.replace("œ", "oe").replace("æ", "ae"))[0]
    if first not in "aeiouyh":
        return False
    if first == "h" and h is not None:
        return h == "mute"
    blocked = _blocked(word)
    if blocked is None:
        blocked = _is_consonant(first, word)
    return not blocked


def _is_consonant(first: str, word: str) -> bool:
    """Whether the `first` letter of `word`, which no table holds, stands for no vowel: a borrowed h, a y before one."""
    if first == "h":
        return _BORROWED.search(word) is not None
    return first == "y" and len(word) > 1 and word[1] in "aeiouéèêâàôî" and not word.startswith(_ELIDING_Y)


def known_h(text: str) -> Aspiration | None:
    """The kind of h that `text` begins with, where the tables know; None for any other letter.

    None, too, for a word that they never met ("heufle"): only its author can say it.
    """
    match = _WORD.match(text.strip())
    word = compose(match.group()).lower() if match else ""
    if not word.startswith("h"):
        return None
    blocked = _blocked(word)
    if blocked is None:
        return "aspirate" if _BORROWED.search(word) else None
    return "aspirate" if blocked else "mute"


def _blocked(word: str) -> bool | None:
    if word + "$" in _BLOCKS:
        return _BLOCKS[word + "$"]
    for length in range(min(len(word), _LONGEST), 1, -1):
        found = _BLOCKS.get(word[:length])
        if found is not None:
            return found
    return None


def elided(word: str, following: str, h: Aspiration | None = None) -> str:
    """`word` as it stands before `following`, with the space it needs: "le " or "l’", "de " or "d’"."""
    if begins_with_vowel(following, h):
        return word[:-1] + APOSTROPHE
    return word + " "


# "le" and "la" are left alone: in what people write they are also objects and notes, so only the realiser elides them.
_ELIDABLE = re.compile(
    r"(?<![\w’-])(je|me|te|se|ne|de|que|jusque|lorsque|puisque|quoique|quelque(?= une?\b)) (?=([^\W\d_][\w-]*))",
    re.IGNORECASE,
)
_SI = re.compile(r"(?<![\w’-])([sS])i (?=ils?\b)")


def elide_all(text: str) -> str:
    """`text` with every elision made that French asks for after je, me, te, se, ne, de, que and their compounds."""

    def join(match: re.Match[str]) -> str:
        word = match.group(1)
        return word[:-1] + APOSTROPHE if begins_with_vowel(match.group(2)) else match.group()

    return _SI.sub(rf"\1{APOSTROPHE}", _ELIDABLE.sub(join, text))
