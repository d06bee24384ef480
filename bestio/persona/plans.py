"""How a creature is told, in French: sentences with holes, each in the third and in the first person.

To add a way of telling, add a line: nothing else has to change. The holes are filled by `description.py`: `{tete_de}`
is "de hibou rouillé", `{tete_du}` "du hibou rouillé", `{tete_au}` "au hibou rouillé", `{Tete_un}` "Un hibou rouillé",
`{Tete_ce}` "Ce hibou rouillé", `{corps_dun}` "d’un bidon percé", `{membres_un}` "des pinces", `{membres_de_quelques}`
"de quelques pinces", `{membres_ses}` "ses pinces" or "mes pinces", `{secret}` "il sait…", `{Secret}` the same with a
capital, `{il}` il, elle or je, `{e}` the mark of the feminine, `{name}` the name. A plan must read well whatever the
traits are.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from bestio.language.agreement_tables import words

_HOLE = re.compile(r"\{\w+\}")
_LINKS = words("dans avec mais tout sans plus puis pour quant cela elle côté personne")
_STEM = 5


@cache
def _stems(plan: str) -> tuple[str, ...]:
    """The beginnings of a plan's own words, by which a clause that repeats one is recognised."""
    found = re.findall(r"\w{4,}", _HOLE.sub(" ", plan).lower())
    return tuple(word[:_STEM] for word in found if word not in _LINKS)


class Plan(NamedTuple):
    """One way to tell something: what is said of the creature, and what it says itself."""

    third: str
    first: str

    @property
    def singular(self) -> bool:
        """Whether it only reads well of a head and a body that are one thing each ("un hibou qui aurait…")."""
        return re.search(r"\{(?:[Tt]ete|corps)(?:_d?un|_ce|_du|_au)?\}", self.third) is not None

    def fits(self, text: str) -> bool:
        """Whether it says nothing that `text` says again ("Côté carburant, il carbure…"), nor a second colon."""
        return not (":" in text and ":" in self.third + self.first) and not any(
            stem in text for stem in _stems(self.third)
        )


# The order in which the rest is told: each group makes one sentence.
ORDERS: tuple[tuple[tuple[str, ...], ...], ...] = (
    (("energie", "habitude"), ("parole",), ("secret",), ("peur", "souhait")),
    (("energie",), ("parole", "habitude"), ("peur", "souhait"), ("secret",)),
    (("energie", "parole"), ("habitude",), ("peur", "souhait"), ("secret",)),
    (("habitude",), ("energie", "parole"), ("secret",), ("peur", "souhait")),
    (("parole",), ("energie", "habitude"), ("peur", "souhait"), ("secret",)),
    (("energie", "habitude"), ("peur",), ("parole", "secret"), ("souhait",)),
    (("peur", "souhait"), ("energie",), ("parole", "habitude"), ("secret",)),
    (("energie",), ("habitude", "peur"), ("parole", "secret"), ("souhait",)),
    (("habitude", "secret"), ("energie", "parole"), ("peur",), ("souhait",)),
    (("habitude", "peur"), ("energie", "parole"), ("secret",), ("souhait",)),
    (("energie", "parole"), ("habitude", "secret"), ("peur", "souhait")),
    (("energie", "habitude"), ("parole", "secret"), ("peur", "souhait")),
    (("parole",), ("habitude", "secret"), ("energie",), ("peur", "souhait")),
    (("habitude", "secret"), ("energie", "parole"), ("peur", "souhait")),
)

# A sentence on one trait.
SINGLES: dict[str, tuple[Plan, ...]] = {
    "energie": (
        Plan("{Energie}.", "{Energie}."),
        Plan("Côté carburant, {energie}.", "Côté carburant, {energie}."),
        Plan("Pour l’énergie, {energie}.", "Pour l’énergie, {energie}."),
        Plan("{name} {energie_p}.", "{Energie}."),
        Plan("Pour tenir debout, {energie}.", "Pour tenir debout, {energie}."),
        Plan("En guise d’essence, {energie}.", "En guise d’essence, {energie}."),
        Plan("À table, {energie}.", "À table, {energie}."),
        Plan("Son régime : {energie}.", "Mon régime : {energie}."),
        Plan("Pour durer, {energie}.", "Pour durer, {energie}."),
    ),
    "habitude": (
        Plan("{Habitude}.", "{Habitude}."),
        Plan("À ses heures perdues, {habitude}.", "À mes heures perdues, {habitude}."),
        Plan("{name} {habitude_p}.", "{Habitude}."),
        Plan("Très sérieusement, {habitude}.", "Très sérieusement, {habitude}."),
        Plan("Ne l’interrompez pas : {habitude}.", "Ne m’interrompez pas : {habitude}."),
        Plan("Sa manie : {habitude}.", "Ma manie : {habitude}."),
        Plan("Pour passer le temps, {habitude}.", "Pour passer le temps, {habitude}."),
        Plan("Sans qu’on le demande, {habitude}.", "Sans qu’on le demande, {habitude}."),
    ),
    "parole": (
        Plan("{Parole}.", "{Parole}."),
        Plan("Tendez l’oreille : {parole}.", "Tendez l’oreille : {parole}."),
        Plan("{name} {parole_p}.", "{Parole}."),
        Plan("Au téléphone, {parole}.", "Au téléphone, {parole}."),
        Plan("Dites-lui bonjour : {parole}.", "Dites-moi bonjour : {parole}."),
        Plan("Pour se présenter, {parole}.", "Pour me présenter, {parole}."),
        Plan("Sa voix étonne : {parole}.", "Ma voix étonne : {parole}."),
    ),
    "secret": (
        Plan("Son secret : {secret}.", "Mon secret : {secret}."),
        Plan("On murmure {que_secret}.", "Je le dis tout bas : {secret}."),
        Plan("À ne pas répéter : {secret}.", "À ne pas répéter : {secret}."),
        Plan("Il paraît {que_secret}.", "Entre nous, {secret}."),
        Plan("Gardez cela pour vous : {secret}.", "Gardez cela pour vous : {secret}."),
        Plan("Confidence : {secret}.", "Confidence : {secret}."),
        Plan("Les murs le savent : {secret}.", "Les murs le savent : {secret}."),
        Plan("Un pigeon l’a raconté : {secret}.", "Un pigeon l’a raconté : {secret}."),
        Plan("Chut : {secret}.", "Chut : {secret}."),
    ),
    "peur": (
        Plan("{Peur}.", "{Peur}."),
        Plan("Son point faible : {peur}.", "Mon point faible : {peur}."),
        Plan("Nul n’est parfait : {peur}.", "Nul n’est parfait : {peur}."),
        Plan("Défense de rire : {peur}.", "Défense de rire : {peur}."),
        Plan("Avouons-le, {peur}.", "Je l’avoue, {peur}."),
    ),
    "souhait": (
        Plan("{Souhait}.", "{Souhait}."),
        Plan("Au fond, {souhait}.", "Au fond, {souhait}."),
        Plan("Et surtout, {souhait}.", "Et surtout, {souhait}."),
        Plan("Depuis toujours, {souhait}.", "Depuis toujours, {souhait}."),
        Plan("Tout bas, {souhait}.", "Tout bas, {souhait}."),
        Plan("À chaque étoile filante, {souhait}.", "À chaque étoile filante, {souhait}."),
        Plan("Avant de dormir, {souhait}.", "Avant de dormir, {souhait}."),
    ),
}

# A sentence on two traits, whatever they are.
PAIRS: dict[tuple[str, str], tuple[Plan, ...]] = {
    ("peur", "souhait"): (
        Plan("{A} ; pourtant, {b}.", "{A} ; pourtant, {b}."),
        Plan("{A}, et pourtant {b}.", "{A}, et pourtant {b}."),
        Plan("{A} ; mais {b}.", "{A} ; mais {b}."),
        Plan("{A} ; pour se consoler, {b}.", "{A} ; pour me consoler, {b}."),
        Plan("{A} ; entre deux frissons, {b}.", "{A} ; entre deux frissons, {b}."),
        Plan("{A} ; les jours de courage, {b}.", "{A} ; les jours de courage, {b}."),
        Plan("{A} ; à part cela, {b}.", "{A} ; à part cela, {b}."),
        Plan("{A} ; {b}.", "{A} ; {b}."),
        Plan("{A} ; par bonheur, {b}.", "{A} ; par bonheur, {b}."),
        Plan("{A} ; le soir venu, {b}.", "{A} ; le soir venu, {b}."),
        Plan("{A} ; les yeux fermés, {b}.", "{A} ; les yeux fermés, {b}."),
    ),
    ("energie", "habitude"): (
        Plan("{A} ; le reste du temps, {b}.", "{A} ; le reste du temps, {b}."),
        Plan("{A} ; {b}.", "{A} ; {b}."),
        Plan("{A} ; une fois le plein fait, {b}.", "{A} ; une fois le plein fait, {b}."),
        Plan("{A} ; ainsi nourri{e}, {b}.", "{A} ; ainsi nourri{e}, {b}."),
        Plan("{A} ; fort{e} de cela, {b}.", "{A} ; fort{e} de cela, {b}."),
        Plan("{A} ; en pleine forme, {b}.", "{A} ; en pleine forme, {b}."),
        Plan("{A} ; dans l’élan, {b}.", "{A} ; dans l’élan, {b}."),
        Plan("{A} ; pour se dégourdir, {b}.", "{A} ; pour me dégourdir, {b}."),
    ),
    ("energie", "parole"): (
        Plan("{A} ; dans la conversation, {b}.", "{A} ; dans la conversation, {b}."),
        Plan("{A} ; quant au langage, {b}.", "{A} ; quant au langage, {b}."),
        Plan("{A} ; {b}.", "{A} ; {b}."),
        Plan("{A} ; si on l’interroge, {b}.", "{A} ; si on m’interroge, {b}."),
        Plan("{A} ; devant les gens, {b}.", "{A} ; devant les gens, {b}."),
        Plan("{A} ; en public, {b}.", "{A} ; en public, {b}."),
        Plan("{A} ; côté voix, {b}.", "{A} ; côté voix, {b}."),
    ),
    ("parole", "habitude"): (
        Plan("{A} ; le reste du temps, {b}.", "{A} ; le reste du temps, {b}."),
        Plan("{A} ; entre deux phrases, {b}.", "{A} ; entre deux phrases, {b}."),
        Plan("{name} {a_p} ; {b}.", "{A} ; {b}."),
        Plan("{A} ; cela dit, {b}.", "{A} ; cela dit, {b}."),
        Plan("{A} ; après quoi, {b}.", "{A} ; après quoi, {b}."),
        Plan("{A} ; aux heures creuses, {b}.", "{A} ; aux heures creuses, {b}."),
        Plan("{A} ; par ailleurs, {b}.", "{A} ; par ailleurs, {b}."),
        Plan("{A} ; loin des oreilles, {b}.", "{A} ; loin des oreilles, {b}."),
    ),
    ("parole", "secret"): (
        Plan("{A} ; personne ne sait {que_b}.", "{A} ; personne ne sait {que_b}."),
        Plan("{A} ; il paraît {que_b}.", "{A} ; entre nous, {b}."),
        Plan("{A} ; mais chut, {b}.", "{A} ; mais chut, {b}."),
        Plan("{A} ; n’en dites rien, mais {b}.", "{A} ; n’en dites rien, mais {b}."),
        Plan("{A} ; la rumeur dit {que_b}.", "{A} ; la rumeur dit vrai, {b}."),
        Plan("{A} ; incroyable mais vrai, {b}.", "{A} ; incroyable mais vrai, {b}."),
    ),
    ("habitude", "secret"): (
        Plan("{A} ; en réalité, {b}.", "{A} ; en réalité, {b}."),
        Plan("{A} ; question mystère, {b}.", "{A} ; question mystère, {b}."),
        Plan("{A} ; ceci expliquant cela, {b}.", "{A} ; ceci expliquant cela, {b}."),
        Plan("{A} ; sous ses airs sages, {b}.", "{A} ; sous mes airs sages, {b}."),
        Plan("On sait {que_a} ; on ignore {que_b}.", "On sait {que_a} ; on ignore {que_b}."),
    ),
    ("habitude", "peur"): (
        Plan("{A} ; en revanche, {b}.", "{A} ; en revanche, {b}."),
        Plan("{A} ; seule ombre au tableau, {b}.", "{A} ; seule ombre au tableau, {b}."),
        Plan("{name} {a_p} ; en revanche, {b}.", "{A} ; en revanche, {b}."),
        Plan("{A} ; question courage, {b}.", "{A} ; question courage, {b}."),
        Plan("{A} ; il y a un hic : {b}.", "{A} ; il y a un hic : {b}."),
        Plan("{A} ; héroïsme mis à part, {b}.", "{A} ; héroïsme mis à part, {b}."),
    ),
}

# More ways, where both traits are short and plain: they need no semicolon.
SHORT_PAIRS: dict[tuple[str, str], tuple[Plan, ...]] = {
    ("peur", "souhait"): (
        Plan("{A}, mais {b}.", "{A}, mais {b}."),
        Plan("{A}, et pourtant {b}.", "{A}, et pourtant {b}."),
        Plan("{A} et, pour se consoler, {b_p}.", "{A} et, pour me consoler, {b}."),
        Plan("{A} ; à part cela, {b}.", "{A} ; à part cela, {b}."),
    ),
    ("energie", "habitude"): (
        Plan("{A} et {b_p}.", "{A} et {b}."),
        Plan("{name} {a_p} et {b_p}.", "{A} et {b}."),
        Plan("{A}, puis {b_p}.", "{A}, puis {b}."),
        Plan("{A}, après quoi {b}.", "{A}, après quoi {b}."),
        Plan("{A} ; fort{e} de cela, {b}.", "{A} ; fort{e} de cela, {b}."),
        Plan("{A} ; dans l’élan, {b}.", "{A} ; dans l’élan, {b}."),
    ),
    ("energie", "parole"): (
        Plan("{A} et {b_p}.", "{A} et {b}."),
        Plan("{A} ; en public, {b}.", "{A} ; en public, {b}."),
    ),
    ("parole", "habitude"): (
        Plan("{A} et {b_p}.", "{A} et {b}."),
        Plan("{A} ; cela dit, {b}.", "{A} ; cela dit, {b}."),
        Plan("{A} ; par ailleurs, {b}.", "{A} ; par ailleurs, {b}."),
    ),
    ("habitude", "peur"): (
        Plan("{A}, mais {b}.", "{A}, mais {b}."),
        Plan("{A} ; question courage, {b}.", "{A} ; question courage, {b}."),
        Plan("{A} ; héroïsme mis à part, {b}.", "{A} ; héroïsme mis à part, {b}."),
    ),
    ("habitude", "secret"): (
        Plan("{A} pour que personne ne devine {que_b}.", "{A} pour que personne ne devine {que_b}."),
        Plan("{A} ; en réalité, {b}.", "{A} ; en réalité, {b}."),
        Plan("{A}, l’air de rien, car {b}.", "{A}, l’air de rien, car {b}."),
        Plan("Quand {a}, c’est {que_b}.", "Quand {a}, c’est {que_b}."),
    ),
}
