"""What a trait must be beyond its types: told in the words of who wrote it, with the remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bestio.documents.messages import as_written
from bestio.errors import BestioError
from bestio.i18n import _
from bestio.language.french import begins_with_vowel, elided, infinitive_behind, known_h, masculine_behind
from bestio.language.typography import HIDDEN
from bestio.persona.slots import KINDS, SLOTS
from bestio.persona.trait import Trait
from bestio.text.fold import fold

GENDERS = ("m", "f")
MAX_SAYS = 12
MAX_NOUN = 60  # letters
MAX_CLAUSE = 200
_ARTICLE = re.compile(r"(?:(?:une?|des|les?|la|du) |l[’'])", re.IGNORECASE)
_FEMININE = re.compile(r"(?:ées?|és|euses?|trices?|elles|ives)$")
_MARKS = re.compile(r"\{\w*:?|\}|\([a-zéè]{1,5}\)|[·•][a-zéè]{1,5}")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_ID = 40

# (field at fault, what is wrong, what to do)
Fault = tuple[str, str, str]


def check_id(trait_id: object) -> str | None:
    """The remedy for an identifier that is not [a-z0-9-]; None where it is fine."""
    if isinstance(trait_id, str) and len(trait_id) <= MAX_ID and _ID.fullmatch(trait_id):
        return None
    return _("Use small letters without accents, digits and hyphens: “{id}”.").format(id=plain_id(str(trait_id)))


def plain_id(text: str) -> str:
    """`text` as an identifier: "Théière fêlée" → "theiere-felee"; "trait-12" for "12"."""
    plain = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:MAX_ID].strip("-")
    return plain if plain and not plain.isdigit() else f"trait-{plain}".strip("-")


def raw_faults(raw: Any) -> Iterator[Fault]:
    """What beginners get wrong in a trait before its types are looked at: a bare word, a missing gender."""
    if not isinstance(raw, dict):
        yield "", _("A trait needs “noun:” or “clause:”."), _("Write: noun: {lemma: hibou, gender: m}.")
        return
    noun = raw.get("noun")
    if isinstance(noun, str):
        yield (
            "noun",
            _("The gender of “{noun}” is missing.").format(noun=noun),
            _("Write: noun: {example}.").format(example=f"{{lemma: {noun}, gender: m}}"),
        )
    elif isinstance(noun, dict) and noun.get("gender") not in GENDERS and isinstance(noun.get("lemma"), str):
        if "gender" in noun:
            message = _("“{gender}” is not a gender.").format(gender=as_written(noun["gender"]))
            yield "noun.gender", message, _("Write “gender: m” (un hibou) or “gender: f” (une chouette).")
        else:
            message = _("The gender of “{noun}” is missing.").format(noun=as_written(noun["lemma"]))
            yield "noun", message, _("Add “gender: m” (un hibou) or “gender: f” (une chouette).")
    if isinstance(raw.get("clause"), dict):
        yield "clause", _("A clause stands between double quotation marks."), _('Write: clause: "{craindre} l’orage".')
    if isinstance(raw.get("adjectives"), str):
        yield (
            "adjectives",
            _("“{field}” should be {expected}.").format(field="adjectives", expected=_("a list")),
            _("Write: adjectives: [{word}].").format(word=raw["adjectives"]),
        )


def faults(slot: str, trait: Trait) -> Iterator[Fault]:
    """Everything wrong with `trait` in `slot`; nothing where it can be used."""
    if SLOTS[slot] == "noun":
        yield from _noun_faults(slot, trait)
    else:
        yield from _clause_faults(slot, trait)
    yield from _hidden_faults(trait)
    for source, weight in trait.feeds.items():
        if not 0 < weight <= 10:
            yield (
                "feeds",
                _("The weight of “{source}” is {weight}.").format(source=source, weight=weight),
                _("Give a number above 0 and up to 10."),
            )
    if any(not said.strip() for said in trait.says) or len(trait.says) > MAX_SAYS:
        yield (
            "says",
            _("“says” holds an empty tic, or too many."),
            _("Give 1 to {most} short words.").format(most=MAX_SAYS),
        )


def _hidden_faults(trait: Trait) -> Iterator[Fault]:
    """Characters that nobody sees and that disturb a screen: controls, marks of direction, halves of characters."""
    noun = trait.noun
    written = {
        "noun": [noun.lemma, noun.plural or ""] if noun is not None else [],
        "adjectives": [a if isinstance(a, str) else a.lemma for a in trait.adjectives],
        "of": [trait.of],
        "clause": [trait.clause or ""],
        "says": list(trait.says),
    }
    for field, texts in written.items():
        if any(HIDDEN.search(text) for text in texts):
            yield (
                field,
                _("“{field}” holds a character that cannot be seen.").format(field=field),
                _("Type the text again instead of pasting it."),
            )


def _noun_faults(slot: str, trait: Trait) -> Iterator[Fault]:
    noun = trait.noun
    if noun is None or trait.clause is not None:
        yield (
            "clause" if trait.clause is not None else "",
            _("The slot “{slot}” takes a noun.").format(slot=slot),
            _("Write: noun: {lemma: hibou, gender: m}."),
        )
        return
    if not noun.lemma.strip():
        yield "noun", _("The noun is empty."), _("Write a word after “lemma:”.")
        return
    if noun.lemma[0] in "hH" and noun.h is None:
        yield (
            "noun",
            _("“{noun}” begins with an h, and it is not said which.").format(noun=noun.lemma),
            _("Add “h: aspirate” (le hibou) or “h: mute” (l’horloge)."),
        )
    article = _ARTICLE.match(noun.lemma)
    if article is not None:
        yield (
            "noun",
            _("“{noun}” is written with its article.").format(noun=noun.lemma),
            _("Write only: {noun}.").format(noun=noun.lemma[article.end() :]),
        )
    if len(noun.lemma) > MAX_NOUN or any(len(form) > MAX_NOUN for form in (noun.plural or "", trait.of)):
        yield (
            "noun",
            _("“{text}…” is too long.").format(text=noun.lemma[:20]),
            _("Keep to {most} letters.").format(most=MAX_NOUN),
        )
    phrase = trait.phrase
    forms = phrase.adjectives if phrase is not None else ()
    if any(not form.lemma.strip() for form in forms):
        yield "adjectives", _("An adjective is empty."), _("Remove it.")
    for form in forms:
        if _MARKS.search(form.lemma):
            yield (
                "adjectives",
                _("“{adjective}” needs no mark: it is agreed for you.").format(adjective=form.lemma),
                _("Write only: {noun}.").format(noun=_MARKS.sub("", form.lemma.replace("{e}", ""))),
            )
            continue
        if _FEMININE.search(form.lemma.split(" ")[0]) and form.feminine is None:
            yield (
                "adjectives",
                _("“{adjective}” is not written in the masculine singular.").format(adjective=form.lemma),
                _("Write it as after “un”: un robot {example}; it is agreed for you.").format(
                    example=masculine_behind(form.lemma.split(" ")[0]) or _("rouillé, curieux, rêveur")
                ),
            )
        if len(form.lemma) > MAX_NOUN:
            yield (
                "adjectives",
                _("“{text}…” is too long.").format(text=form.lemma[:20]),
                _("Keep to {most} letters.").format(most=MAX_NOUN),
            )
    if sum(form.stands_before for form in forms) > 1 or sum(not form.stands_before for form in forms) > 2:
        yield (
            "adjectives",
            _("“{noun}” has too many adjectives.").format(noun=noun.lemma),
            _("Keep one before the noun and two after it at most."),
        )


def _clause_faults(slot: str, trait: Trait) -> Iterator[Fault]:
    if trait.clause is None or trait.noun is not None:
        yield (
            "noun" if trait.noun is not None else "",
            _("The slot “{slot}” takes a clause.").format(slot=slot),
            _('Write: clause: "{craindre} l’orage".'),
        )
        return
    if len(trait.clause) > MAX_CLAUSE:
        yield (
            "clause",
            _("“{text}…” is too long.").format(text=trait.clause[:20]),
            _("Keep to {most} letters.").format(most=MAX_CLAUSE),
        )
    try:
        trait.told  # noqa: B018 (parsing is what is asked for)
    except BestioError as error:
        yield "clause", error.message, error.hint


def slips(slot: str, trait: Trait) -> Iterator[Fault]:
    """What seems wrong with `trait`, which works nevertheless: they are warnings.

    A kind that `slot` does not know; in a clause, outside its braces, elisions and contractions, and a second verb that
    would stay in the third person when the creature says "je".
    """
    kinds = KINDS.get(slot, ())
    if trait.kind and trait.kind not in kinds:
        hint = _("Use only: {keys}.").format(keys=", ".join(kinds)) if kinds else _("Remove this line.")
        yield "kind", _("“{kind}” is not a kind for the slot “{slot}”.").format(kind=trait.kind[:40], slot=slot), hint
    if trait.noun is not None and trait.noun.h and known_h(trait.noun.lemma) not in {None, trait.noun.h}:
        right = "mute" if trait.noun.h == "aspirate" else "aspirate"
        yield (
            "noun",
            _("“h: {h}” does not fit “{noun}”.").format(h=trait.noun.h, noun=trait.noun.lemma),
            _("One says “{said}”: write “h: {h}”.").format(
                said=elided("le" if trait.noun.gender == "m" else "la", trait.noun.lemma) + trait.noun.lemma, h=right
            ),
        )
    for word in trait.told.unmarked if trait.told is not None else ():
        yield _slip(word, f"{{adj:{masculine_behind(word) or word}}}")
    for text in trait.told.written if trait.told is not None else ():
        for slip in _SLIP.finditer(text):
            if slip["full"] and not begins_with_vowel(slip["next"]):
                continue
            right = f"{slip['full'][0]}’{slip['next']}" if slip["full"] else f"{_CONTRACTED[slip['two']]} …"
            yield _slip(slip.group(), right)
        for joined in _JOINED.finditer(text):
            verb = infinitive_behind(joined["verb"])
            if verb and not _SUBORDINATE.search(text[: joined.start()]):
                yield _slip(joined["verb"], f"{{{verb}}}")


def _slip(found: str, right: str) -> Fault:
    message = _("“{found}” should perhaps be “{right}”.").format(found=found, right=right)
    return "clause", message, _("Have a look at it.")


_CONTRACTED = {"de les": "des", "à le": "au", "à les": "aux", "de le": "du"}
_SLIP = re.compile(
    r"(?<![\w’-])(?:(?P<full>le|la|ce) (?P<next>[^\W\d_][\w-]*)|(?P<two>à les?|de les?)(?= (?!\w+(?:er|ir|re|oir)\b)))"
)
_JOINED = re.compile(
    r"\b(?:et|puis|mais|ou),? (?:(?:ne|se|le|la|les|lui|leur|en|y) |[nsl]’)*(?P<verb>[^\W\d_]+)(?![\w-])"
)
_SUBORDINATE = re.compile(r"\bqu[’ie]|\b(?:où|dont|quand|comme|si|lorsque|puisque)\b")
