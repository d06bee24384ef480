"""How a creature is told, in French: sentences with holes, each in the third and in the first person.

To add a way of telling, add a line: nothing else has to change. The holes are filled by `description.py`:
`{tete_de}` is "de hibou rouillé", `{tete_du}` "du hibou rouillé", `{tete_au}` "au hibou rouillé", `{Tete_ce}` "Ce
hibou rouillé", `{corps_dun}` "d’un bidon percé", `{membres_un}` "des pinces", `{membres_de_quelques}` "de quelques
pinces", `{membres_ses}` "ses pinces" or "mes pinces", `{secret}` "il sait…", `{Secret}` the same with a capital, `{il}`
il, elle or je, `{e}` the mark of the feminine, `{name}` the name. A plan must read well whatever the traits are.
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


# The first sentence: head, body and limbs, and the name.
OPENINGS: tuple[Plan, ...] = (
    Plan(
        "{name} a une tête {tete_de}, un corps {corps_de} et {membres_un}.",
        "Je m’appelle {name} et j’ai une tête {tete_de}, un corps {corps_de} et {membres_un}.",
    ),
    Plan(
        "Tête {tete_de}, corps {corps_de}, {membres} : voilà {name}.",
        "Tête {tete_de}, corps {corps_de}, {membres} : me voilà, moi, {name}.",
    ),
    Plan(
        "Prenez un corps {corps_de}, posez dessus une tête {tete_de}, ajoutez {membres_un} : vous obtenez {name}.",
        "Prenez un corps {corps_de}, posez dessus une tête {tete_de}, ajoutez {membres_un} : je suis {name}.",
    ),
    Plan(
        "On reconnaît {name} de loin : une tête {tete_de}, un corps {corps_de}, {membres_un}.",
        "On me reconnaît de loin, moi, {name} : une tête {tete_de}, un corps {corps_de}, {membres_un}.",
    ),
    Plan(
        "{name} ressemble à {tete_un} qui aurait emprunté le corps {corps_dun}, avec {membres_un}.",
        "Je suis {name} : on dirait {tete_un} qui aurait emprunté le corps {corps_dun}, avec {membres_un}.",
    ),
    Plan(
        "Quelqu’un a vissé une tête {tete_de} sur un corps {corps_de}, puis a ajouté {membres_un} : {name} était "
        "né{e}.",
        "Quelqu’un a vissé une tête {tete_de} sur un corps {corps_de}, puis a ajouté {membres_un} : j’étais né{e}, "
        "moi, {name}.",
    ),
    Plan(
        "Moitié {tete}, moitié {corps}, {name} ne sort jamais sans {membres_ses}.",
        "Moitié {tete}, moitié {corps}, je m’appelle {name} et je ne sors jamais sans {membres_ses}.",
    ),
    Plan(
        "Sa tête est celle {tete_dun}, son corps celui {corps_dun}, et {il} a {membres_un} : c’est {name}.",
        "Ma tête est celle {tete_dun}, mon corps celui {corps_dun}, et j’ai {membres_un} : je suis {name}.",
    ),
    Plan(
        "Avec sa tête {tete_de}, son corps {corps_de} et {membres_ses}, {name} ne passe pas inaperçu{e}.",
        "Avec ma tête {tete_de}, mon corps {corps_de} et {membres_ses}, moi, {name}, je ne passe pas inaperçu{e}.",
    ),
    Plan(
        "Voici {name} : par le haut, {tete_un} ; par le milieu, {corps_un} ; pour le reste, {membres_un}.",
        "Moi, c’est {name} : par le haut, {tete_un} ; par le milieu, {corps_un} ; pour le reste, {membres_un}.",
    ),
    Plan(
        "Il était une fois {tete_un} et {corps_un} ; on a tout soudé, on a ajouté {membres_un}, et {name} a ouvert les "
        "yeux.",
        "Il était une fois {tete_un} et {corps_un} ; on a tout soudé, on a ajouté {membres_un}, et moi, {name}, j’ai "
        "ouvert les yeux.",
    ),
    Plan(
        "À première vue, {name} est {tete_un} ; de plus près, on découvre un corps {corps_de} et {membres_un}.",
        "À première vue, moi, {name}, je suis {tete_un} ; de plus près, on me découvre un corps {corps_de} et "
        "{membres_un}.",
    ),
    Plan(
        "{name} tient {tete_dun} par la tête, {corps_dun} par le corps, et montre volontiers {membres_ses}.",
        "Je suis {name} : je tiens {tete_dun} par la tête, {corps_dun} par le corps, et je montre volontiers "
        "{membres_ses}.",
    ),
    Plan(
        "Une tête {tete_de} sur un corps {corps_de}, et {membres_un} de surcroît : ainsi va {name}.",
        "Une tête {tete_de} sur un corps {corps_de}, et {membres_un} de surcroît : ainsi va le monde, et moi, {name}, "
        "avec lui.",
    ),
    Plan(
        "Attention, {name} approche : une tête {tete_de}, un corps {corps_de}, et surtout {membres_un}.",
        "Attention, moi, {name}, j’approche : une tête {tete_de}, un corps {corps_de}, et surtout {membres_un}.",
    ),
    Plan(
        "Aucune notice n’explique {name} : une tête {tete_de}, un corps {corps_de}, {membres_un}, et pourtant tout "
        "marche.",
        "Aucune notice ne m’explique, moi, {name} : une tête {tete_de}, un corps {corps_de}, {membres_un}, et pourtant "
        "tout marche.",
    ),
    Plan(
        "Un jour, la tête {tete_du} a rencontré le corps {corps_du} ; avec {membres_un}, cela a donné {name}.",
        "Un jour, la tête {tete_du} a rencontré le corps {corps_du} ; avec {membres_un}, cela a donné quelqu’un : moi, "
        "{name}.",
    ),
    Plan(
        "{name} a pris sa tête {tete_au}, son corps {corps_au}, et {membres_ses}, on ne sait où.",
        "Je suis {name} : j’ai pris ma tête {tete_au}, mon corps {corps_au}, et {membres_ses}, je ne sais plus où.",
    ),
    Plan(
        "{Tete_ce} que l’on voit sur {corps_un}, avec {membres_un}, c’est {name}.",
        "{Tete_ce} que l’on voit sur {corps_un}, avec {membres_un}, c’est moi, {name}.",
    ),
    Plan(
        "Il a suffi {tete_dun}, {corps_dun} et {membres_de_quelques} pour que naisse {name}.",
        "Il a suffi {tete_dun}, {corps_dun} et {membres_de_quelques} pour que je naisse, moi, {name}.",
    ),
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
    (("parole", "habitude"), ("energie",), ("secret", "peur"), ("souhait",)),
)

# A sentence on one trait.
SINGLES: dict[str, tuple[Plan, ...]] = {
    "energie": (
        Plan("{Energie}.", "{Energie}."),
        Plan("Côté carburant, {energie}.", "Côté carburant, {energie}."),
        Plan("Pour l’énergie, {energie}.", "Pour l’énergie, {energie}."),
        Plan("{name} {energie_p}.", "{Energie}."),
    ),
    "habitude": (
        Plan("{Habitude}.", "{Habitude}."),
        Plan("À ses heures perdues, {habitude}.", "À mes heures perdues, {habitude}."),
        Plan("Sa grande occupation : {habitude}.", "Ma grande occupation : {habitude}."),
        Plan("{name} {habitude_p}.", "{Habitude}."),
    ),
    "parole": (
        Plan("{Parole}.", "{Parole}."),
        Plan("Dans la conversation, {parole}.", "Dans la conversation, {parole}."),
        Plan("Tendez l’oreille : {parole}.", "Tendez l’oreille : {parole}."),
        Plan("{name} {parole_p}.", "{Parole}."),
    ),
    "secret": (
        Plan("Son secret : {secret}.", "Mon secret : {secret}."),
        Plan("Personne ne s’en doute, mais {secret}.", "Personne ne s’en doute, mais {secret}."),
        Plan("On murmure {que_secret}.", "Je le dis tout bas : {secret}."),
        Plan("À ne pas répéter : {secret}.", "À ne pas répéter : {secret}."),
        Plan("Peu de gens le savent : {secret}.", "Peu de gens le savent : {secret}."),
        Plan("Il paraît {que_secret}.", "Entre nous, {secret}."),
    ),
    "peur": (
        Plan("{Peur}.", "{Peur}."),
        Plan("Son point faible : {peur}.", "Mon point faible : {peur}."),
        Plan("Pourtant, {peur}.", "Pourtant, {peur}."),
    ),
    "souhait": (
        Plan("{Souhait}.", "{Souhait}."),
        Plan("Au fond, {souhait}.", "Au fond, {souhait}."),
        Plan("Et surtout, {souhait}.", "Et surtout, {souhait}."),
    ),
}

# A sentence on two traits, whatever they are.
PAIRS: dict[tuple[str, str], tuple[Plan, ...]] = {
    ("peur", "souhait"): (
        Plan("{A} ; pourtant, {b}.", "{A} ; pourtant, {b}."),
        Plan("{A} ; malgré cela, {b}.", "{A} ; malgré cela, {b}."),
        Plan("{A}, et pourtant {b}.", "{A}, et pourtant {b}."),
        Plan("{A} ; peu importe, {b}.", "{A} ; peu importe, {b}."),
    ),
    ("energie", "habitude"): (
        Plan("{A} ; le reste du temps, {b}.", "{A} ; le reste du temps, {b}."),
        Plan("{A} ; avec l’énergie qui reste, {b}.", "{A} ; avec l’énergie qui reste, {b}."),
        Plan("{A} ; {b}.", "{A} ; {b}."),
    ),
    ("energie", "parole"): (
        Plan("{A} ; dans la conversation, {b}.", "{A} ; dans la conversation, {b}."),
        Plan("{A} ; quant au langage, {b}.", "{A} ; quant au langage, {b}."),
        Plan("{A} ; {b}.", "{A} ; {b}."),
    ),
    ("parole", "habitude"): (
        Plan("{A} ; le reste du temps, {b}.", "{A} ; le reste du temps, {b}."),
        Plan("{A} ; entre deux phrases, {b}.", "{A} ; entre deux phrases, {b}."),
        Plan("{name} {a_p} ; {b}.", "{A} ; {b}."),
    ),
    ("parole", "secret"): (
        Plan("{A} ; personne ne sait {que_b}.", "{A} ; personne ne sait {que_b}."),
        Plan("{A} ; il paraît {que_b}.", "{A} ; entre nous, {b}."),
    ),
    ("secret", "peur"): (
        Plan("On murmure {que_a} ; on sait déjà {que_b}.", "Entre nous, {a} ; et puis {b}."),
        Plan("Il paraît {que_a} ; en tout cas, {b}.", "Je l’avoue, {a} ; et puis {b}."),
    ),
    ("habitude", "peur"): (
        Plan("{A} ; en revanche, {b}.", "{A} ; en revanche, {b}."),
        Plan("{A} ; seule ombre au tableau, {b}.", "{A} ; seule ombre au tableau, {b}."),
        Plan("{name} {a_p} ; en revanche, {b}.", "{A} ; en revanche, {b}."),
    ),
}

# More ways, where both traits are short and plain: they need no semicolon.
SHORT_PAIRS: dict[tuple[str, str], tuple[Plan, ...]] = {
    ("peur", "souhait"): (
        Plan("{A}, mais {b}.", "{A}, mais {b}."),
        Plan("{A}, et pourtant {b}.", "{A}, et pourtant {b}."),
    ),
    ("energie", "habitude"): (
        Plan("{A} et {b_p}.", "{A} et {b}."),
        Plan("{name} {a_p} et {b_p}.", "{A} et {b}."),
    ),
    ("energie", "parole"): (Plan("{A} et {b_p}.", "{A} et {b}."),),
    ("parole", "habitude"): (Plan("{A} et {b_p}.", "{A} et {b}."),),
    ("habitude", "peur"): (Plan("{A}, mais {b}.", "{A}, mais {b}."),),
}
