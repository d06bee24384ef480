"""How a creature is told, in French: sentences with holes, each in the third and in the first person.

To add a way of telling, add a line: nothing else has to change. The holes are named in `description.py`:
`{tete_de}` is "de hibou rouillé", `{corps_dun}` "d’un bidon percé", `{membres_un}` "des pinces", `{membres_ses}`
"ses pinces" or "mes pinces", `{secret}` "il sait…", `{Secret}` the same with a capital, `{il}` il, elle or je, `{e}`
the mark of the feminine, `{name}` the name. A plan must read well whatever the traits are.
"""

from __future__ import annotations

from typing import NamedTuple


class Plan(NamedTuple):
    """One way to tell something: what is said of the creature, and what it says itself."""

    third: str
    first: str


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
)

# The order in which the rest is told: each group makes one sentence.
ORDERS: tuple[tuple[tuple[str, ...], ...], ...] = (
    (("energie", "habitude"), ("parole",), ("secret",), ("peur", "souhait")),
    (("energie",), ("parole", "habitude"), ("peur", "souhait"), ("secret",)),
    (("energie", "parole"), ("habitude",), ("peur", "souhait"), ("secret",)),
    (("habitude",), ("energie", "parole"), ("secret",), ("peur", "souhait")),
    (("parole",), ("energie", "habitude"), ("peur", "souhait"), ("secret",)),
    (("energie", "habitude"), ("peur",), ("parole", "secret"), ("souhait",)),
)

# A sentence on one trait.
SINGLES: dict[str, tuple[Plan, ...]] = {
    "energie": (
        Plan("{Energie}.", "{Energie}."),
        Plan("Côté carburant, {energie}.", "Côté carburant, {energie}."),
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

# A sentence on two traits: where both are short and plain, and where they are not.
SHORT_PAIRS: dict[tuple[str, str], tuple[Plan, ...]] = {
    ("peur", "souhait"): (
        Plan("{Peur}, mais {souhait}.", "{Peur}, mais {souhait}."),
        Plan("{Peur} et {souhait_p}.", "{Peur} et {souhait}."),
    ),
}
LONG_PAIRS: dict[tuple[str, str], tuple[Plan, ...]] = {
    ("peur", "souhait"): (
        Plan("{Peur} ; pourtant, {souhait}.", "{Peur} ; pourtant, {souhait}."),
        Plan("{Peur} ; malgré cela, {souhait}.", "{Peur} ; malgré cela, {souhait}."),
    ),
}
ANY_SHORT_PAIR: tuple[Plan, ...] = (
    Plan("{A} et {b_p}.", "{A} et {b}."),
    Plan("{A}, et {b}.", "{A}, et {b}."),
    Plan("{name} {a_p} et {b_p}.", "{A} et {b}."),
)
ANY_LONG_PAIR: tuple[Plan, ...] = (
    Plan("{A} ; {b}.", "{A} ; {b}."),
    Plan("{name} {a_p} ; {b}.", "{A} ; {b}."),
)
