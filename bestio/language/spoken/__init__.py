"""From what is written to what is said, with the place of each part: engines read letters, people read French.

`M. Vis, 3e clou, -5 °C` is said « monsieur Visse, troisième clou, moins 5 degrés Celsius », in letters that an engine
reads right. The text that is shown never changes.
"""

from __future__ import annotations

from bestio.language.spoken import (
    addresses,
    figures,
    formulas,
    homographs,
    inclusive,
    initials,
    lands,
    liaisons,
    marks,
    measures,
    moments,
    pluses,
    romans,
    shortened,
    streets,
    third_persons,
    words,
)
from bestio.language.spoken.form import Rule, SpokenForm, make
from bestio.language.spoken.own import NONE, OwnWords

__all__ = ["NONE", "OwnWords", "SpokenForm", "spoken_form"]

# In this order: what an earlier rule says, no later one says in another way.
FRENCH: tuple[Rule, ...] = (
    addresses.addresses,
    marks.marks,
    moments.phones,
    moments.free_phones,
    moments.dates,
    moments.hours,
    moments.minutes,
    figures.numbered,
    measures.spoons,
    measures.powers,
    lands.lands,
    measures.quotients,
    measures.money,
    measures.units,
    formulas.formulas,
    formulas.letters,
    figures.parts_of_units,
    figures.fractions,
    shortened.titles,
    shortened.references,
    streets.streets,
    shortened.words,
    shortened.drawn,
    romans.ordinals,
    romans.cardinals,
    romans.small_pages,
    figures.ordinals,
    liaisons.hundreds_of,
    figures.ones,
    figures.decimals,
    figures.minus,
    figures.signs,
    initials.initials,
    inclusive.readings,
    third_persons.third_persons,
    pluses.pluses,
    homographs.homographs,
    liaisons.liaisons,
    words.words,
)
_RULES: dict[str, tuple[Rule, ...]] = {"fr": FRENCH}


def spoken_form(text: str, language: str = "fr", own: OwnWords = NONE) -> SpokenForm:
    """What is said for the clean `text`; in a language without rules of its own, the text without its pictures.

    The `own` words of a class come before every rule.
    """
    return make(text, (own.edits, *_RULES.get(language.partition("-")[0].lower(), ())))
