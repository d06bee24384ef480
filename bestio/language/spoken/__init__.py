"""From what is written to what is said, with the place of each part: engines read letters, people read French.

`M. Vis, 3e clou, -5 °C` is said « monsieur Visse, troisième clou, moins 5 degrés Celsius », in letters that an engine
reads right. The text that is shown never changes.
"""

from __future__ import annotations

from bestio.language.spoken import figures, homographs, inclusive, romans, shortened, words
from bestio.language.spoken.form import Rule, SpokenForm, make

__all__ = ["SpokenForm", "spoken_form"]

# In this order: what an earlier rule says, no later one says in another way.
FRENCH: tuple[Rule, ...] = (
    figures.phones,
    figures.dates,
    figures.hours,
    figures.money,
    figures.units,
    shortened.titles,
    shortened.words,
    romans.ordinals,
    romans.cardinals,
    figures.ordinals,
    figures.fractions,
    figures.decimals,
    figures.ones,
    figures.minus,
    figures.signs,
    shortened.initials,
    inclusive.readings,
    homographs.homographs,
    words.words,
)
_RULES: dict[str, tuple[Rule, ...]] = {"fr": FRENCH}


def spoken_form(text: str, language: str = "fr") -> SpokenForm:
    """What is said for the clean `text`; in a language without rules of its own, the text without its pictures."""
    return make(text, _RULES.get(language.partition("-")[0].lower(), ()))
