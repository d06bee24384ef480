"""Made-up names for groups: nobody has to give a real one."""

from __future__ import annotations

from collections.abc import Container
from random import Random

NOUNS = (
    "Boulons", "Hiboux", "Ressorts", "Comètes", "Lucioles", "Pistons", "Méduses", "Marmites", "Girouettes", "Chaudrons",
    "Étincelles", "Rouages", "Pieuvres", "Lanternes", "Corneilles", "Bouilloires", "Tonnerres", "Écrous", "Chouettes",
    "Bobines", "Limaces", "Turbines", "Libellules", "Soupapes", "Castors", "Fusibles", "Tortues", "Nébuleuses",
)  # fmt: skip
WITH = (
    "à vapeur", "de minuit", "à pédales", "du grenier", "sans frein", "à ressort", "de la lune", "en pyjama",
    "du lundi", "à piles", "sous la pluie", "à moustaches", "en cavale", "de l’espace", "au chocolat", "qui grincent",
)  # fmt: skip
TRIES = 50


def pseudonym(random: Random, taken: Container[str] = ()) -> str:
    """A name such as "Les Hiboux à vapeur", none of `taken` where there is a free one left."""
    name = ""
    for _try in range(TRIES):
        noun = NOUNS[int(random.random() * len(NOUNS))]
        name = f"Les {noun} {WITH[int(random.random() * len(WITH))]}"
        if name not in taken:
            return name
    return name


def is_pseudonym(name: str) -> bool:
    """Whether `name` is one that `pseudonym` makes."""
    return any(name == f"Les {noun} {ending}" for noun in NOUNS for ending in WITH)
