"""The present tense of French verbs: regular ones by their spelling, the others by tables.

Written for the persons a creature speaks in (je, il, elle); all six are given, so that the oracle test covers them.
"""

from __future__ import annotations

import difflib
import re
from functools import lru_cache
from typing import Literal

from bestio.errors import BestioError
from bestio.i18n import _
from bestio.language.agreement_tables import words
from bestio.language.irregular_verbs import IMPERSONAL, build_irregular
from bestio.language.second_group import SECOND_GROUP

Person = Literal["je", "tu", "il", "nous", "vous", "ils"]
PERSONS: tuple[Person, ...] = ("je", "tu", "il", "nous", "vous", "ils")

IRREGULAR = build_irregular()
# A verb of a few letters is too easily found behind a slip ("voire", "reir") to be one with a prefix.
_PREFIXABLE = frozenset(verb for verb in (*IRREGULAR, *SECOND_GROUP) if len(verb) > 4 and verb not in IMPERSONAL)

_ER = ("e", "es", "e", "ons", "ez", "ent")
_ISS = ("is", "is", "it", "issons", "issez", "issent")

# -eler and -eter double their consonant, but for these (all others with a mute e take è: "il mène").
_GRAVE = words(
    """
    celer ciseler congeler déceler décongeler dégeler démanteler écarteler embreler encasteler geler harceler marteler
    modeler peler receler recongeler regeler remodeler surgeler
    acheter racheter préacheter corseter crocheter fureter haleter bégueter émoucheter rapiéceter
    """
)
_DOUBLING = re.compile(r"(?:[^aeiouéèêyâîôûœ]|[qg]u)e[lt]er$")

# é or e before one consonant sound; "ch", "gn", "gu", "qu" and a consonant before l or r count for one.
_ACUTE = re.compile(r"é(?=(?:ch|gn|gu|qu|[bcdfgptv][lr]|[bcdfghjklmnpqrstvwxyz])er$)")
_MUTE_E = re.compile(r"(?:(?<=[qg]u)|(?<![aeiouâéèêîôûœ]))e(?=(?:vr|[bcdfgklmnprstvz])er$)")
_LETTERS = re.compile(r"[a-zàâäçéèêëîïôöûùüœæ’-]+")


class UnknownVerbError(BestioError):
    """An infinitive that no rule and no table knows. The message is in the language of the interface."""


def present(infinitive: str) -> tuple[str, str, str, str, str, str]:
    """The six present forms of `infinitive`; "" for a form that does not exist ("je" of "pleuvoir").

    Raises UnknownVerbError, with the nearest known verb as the remedy, for what is not an infinitive or is one that is
    neither regular nor in the tables.
    """
    return _present(infinitive)


def conjugate(infinitive: str, person: Person) -> str:
    """The present form of `infinitive` for `person`. Raises UnknownVerbError, also where the form does not exist."""
    form = _present(infinitive)[PERSONS.index(person)]
    if not form:
        raise UnknownVerbError(
            _("“{verb}” has no form for “{person}”.").format(verb=infinitive, person=person),
            hint=_("Use a verb that a creature can be the subject of."),
        )
    return form


@lru_cache(maxsize=4096)
def _present(infinitive: str) -> tuple[str, str, str, str, str, str]:
    verb = infinitive.replace("'", "’")
    if verb in IRREGULAR:
        return IRREGULAR[verb]  # type: ignore[return-value]
    if verb in SECOND_GROUP:
        stem = verb[:-2]
        return tuple(stem + ending for ending in _ISS)  # type: ignore[return-value]
    if verb.endswith("er") and len(verb) > 3 and _LETTERS.fullmatch(verb) and not re.search(r"[^é]jer$", verb):
        return _first_group(verb)
    derived = _of_1990(verb) or _prefixed(verb)
    if derived is None:
        raise _unknown(verb)
    return derived


def _of_1990(verb: str) -> tuple[str, str, str, str, str, str] | None:
    """ "connaitre", "paraitre", "accroitre": spelled as since 1990, without a circumflex in any form."""
    before = re.sub(r"(?<=[ao])itre$", "ître", verb)
    if before == verb or before not in IRREGULAR:
        return None
    return tuple(form.replace("î", "i") for form in IRREGULAR[before])  # type: ignore[return-value]


_PREFIX = re.compile(
    r"auto|contre|entre|inter|super|trans|hyper|extra|télé|pré|pro|sur|sous|com|con|més|dés|mé|dé|co|ré|re|en|em|r"
)


def _prefixed(verb: str) -> tuple[str, str, str, str, str, str] | None:
    """ "déconstruire", "coproduire", "réémettre": a known verb behind a prefix, which is conjugated as it is alone."""
    for match in (_PREFIX.match(verb, 0), re.match(r"re|co|r|", verb)):
        prefix = match.group() if match else ""
        base = verb[len(prefix) :]
        if prefix and base in _PREFIXABLE and not base.startswith(("ss", "rr")):
            forms = _present("dédire" if base == "dire" else base)
            cut = 2 if base == "dire" else 0
            return tuple(prefix + form[cut:] if form else "" for form in forms)  # type: ignore[return-value]
    return None


def _first_group(verb: str) -> tuple[str, str, str, str, str, str]:
    strong = _strong_stem(verb)
    weak = verb[:-2]
    nous = weak
    if weak.endswith("c"):
        nous = weak[:-1] + "ç"
    elif weak.endswith("g"):
        nous = weak + "e"
    return (strong + "e", strong + "es", strong + "e", nous + "ons", weak + "ez", strong + "ent")


def _strong_stem(verb: str) -> str:
    """The stem before a mute ending: "appell", "men" with è, "nettoi"."""
    stem = verb[:-2]
    if verb.endswith(("oyer", "uyer", "ayer")):
        return stem[:-1] + "i"
    if _DOUBLING.search(verb) and verb not in _GRAVE:
        return stem + stem[-1]
    return _MUTE_E.sub("è", _ACUTE.sub("è", verb))[:-2]


def _unknown(verb: str) -> UnknownVerbError:
    meant = _infinitive_of(verb)
    if meant:
        hint = _("Did you mean “{verb}”?").format(verb=meant)
    elif verb.endswith(("ir", "re")):
        hint = _("Give its forms for je and il yourself: {{{verb}:je form:il form}}.").format(verb=verb)
    else:
        hint = _("Between braces a verb is written in the infinitive: {marcher}, {craindre}, {se nourrir}.")
    return UnknownVerbError(_("The verb “{verb}” is not known.").format(verb=verb), hint=hint)


def infinitive_behind(form: str) -> str:
    """The infinitive of a form that is only said with il or elle ("dort", not "mange"); "" for any other word."""
    return _third_persons().get(form, "")


@lru_cache(maxsize=1)
def _third_persons() -> dict[str, str]:
    known = {forms[2]: verb for verb, forms in IRREGULAR.items() if forms[0] and forms[0] != forms[2]}
    return {verb[:-1] + "t": verb for verb in sorted(SECOND_GROUP)} | known


def _infinitive_of(word: str) -> str:
    """The infinitive that was meant by a conjugated form ("dort", "mange", "mangé") or a misspelling; "" for none."""
    for infinitive, forms in IRREGULAR.items():
        if word in forms:
            return infinitive
    if len(word) > 3 and word.endswith(("e", "é")) and _LETTERS.fullmatch(word) and not word.endswith("re"):
        return word[:-1] + "er"
    if word.endswith("it") and word[:-1] + "r" in SECOND_GROUP:
        return word[:-1] + "r"
    near = difflib.get_close_matches(word, [*IRREGULAR, *SECOND_GROUP], n=1, cutoff=0.75)
    return near[0] if near else ""
