"""How a creature is told, in French: sentences with holes, each in the third and in the first person.

To add a way of telling, add a line: nothing else has to change. The holes are filled by `description.py`: `{tete_de}`
is "de hibou rouillé", `{tete_du}` "du hibou rouillé", `{tete_au}` "au hibou rouillé", `{Tete_un}` "Un hibou rouillé",
`{Tete_ce}` "Ce hibou rouillé", `{corps_dun}` "d’un bidon percé", `{membres_un}` "des pinces", `{membres_de_quelques}`
"de quelques pinces", `{membres_ses}` "ses pinces" or "mes pinces", `{secret}` "il sait…", `{Secret}` the same with a
capital, `{il}` il, elle or je, `{e}` the mark of the feminine, `{name}` the name. A plan must read well whatever the
traits are; one that does not (« À table » for a creature that pedals) says with which kinds of traits it does.

Readers are twelve: few words beside the traits' own, full stops rather than semicolons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
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
    """One way to tell something: what is said of the creature, and what it says itself.

    `kinds`: the kinds of traits (`slots.KINDS`) with which it reads well; () where it does with any.
    """

    third: str
    first: str
    kinds: tuple[str, ...] = ()

    @property
    def singular(self) -> bool:
        """Whether it only reads well of a head and a body that are one thing each ("un hibou qui aurait…")."""
        return re.search(r"\{(?:[Tt]ete|corps)(?:_d?un|_ce|_du|_au)?\}", self.third) is not None

    def suits(self, kinds: Iterable[str]) -> bool:
        """Whether it reads well with traits of these `kinds`, "" for one that does not say its own."""
        return not self.kinds or any(kind in self.kinds for kind in kinds)

    def fits(self, text: str) -> bool:
        """Whether it says nothing that `text` says again ("Côté carburant, il carbure…"), nor a second colon."""
        return not (":" in text and ":" in self.third + self.first) and not any(
            stem in text for stem in _stems(self.third)
        )


# The order in which the rest is told: each group makes a sentence, or two short ones.
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
        Plan("{name} {energie_p}.", "{Energie}."),
        Plan("Pour tenir debout, {energie}.", "Pour tenir debout, {energie}."),
        Plan("Son moteur est simple : {energie}.", "Mon moteur est simple : {energie}."),
        Plan("Question énergie, {energie}.", "Question énergie, {energie}."),
        Plan("À table, {energie}.", "À table, {energie}.", ("food",)),
        Plan("Son menu : {energie}.", "Mon menu : {energie}.", ("food",)),
        Plan("Son régime : {energie}.", "Mon régime : {energie}.", ("food",)),
        Plan("Quand la faim vient, {energie}.", "Quand la faim vient, {energie}.", ("food",)),
        Plan("Côté carburant, {energie}.", "Côté carburant, {energie}.", ("fuel",)),
        Plan("En guise d’essence, {energie}.", "En guise d’essence, {energie}.", ("fuel",)),
        Plan("À la place de l’essence, {energie}.", "À la place de l’essence, {energie}.", ("fuel",)),
        Plan("Pas besoin de prise : {energie}.", "Pas besoin de prise : {energie}.", ("charge",)),
        Plan("Sans prise ni fil, {energie}.", "Sans prise ni fil, {energie}.", ("charge",)),
        Plan("Pour faire le plein, {energie}.", "Pour faire le plein, {energie}.", ("work",)),
        Plan("Pour garder la forme, {energie}.", "Pour garder la forme, {energie}.", ("work",)),
    ),
    "habitude": (
        Plan("{Habitude}.", "{Habitude}."),
        Plan("{name} {habitude_p}.", "{Habitude}."),
        Plan("À ses heures perdues, {habitude}.", "À mes heures perdues, {habitude}."),
        Plan("Très sérieusement, {habitude}.", "Très sérieusement, {habitude}."),
        Plan("Sa manie : {habitude}.", "Ma manie : {habitude}."),
        Plan("Pour passer le temps, {habitude}.", "Pour passer le temps, {habitude}."),
        Plan("Sans qu’on le demande, {habitude}.", "Sans qu’on le demande, {habitude}."),
        Plan("Tous les jours, {habitude}.", "Tous les jours, {habitude}."),
    ),
    "parole": (
        Plan("{Parole}.", "{Parole}."),
        Plan("{name} {parole_p}.", "{Parole}."),
        Plan("Tendez l’oreille : {parole}.", "Tendez l’oreille : {parole}."),
        Plan("Au téléphone, {parole}.", "Au téléphone, {parole}."),
        Plan("Pour dire bonjour, {parole}.", "Pour dire bonjour, {parole}."),
        Plan("Sa voix étonne : {parole}.", "Ma voix étonne : {parole}."),
    ),
    "secret": (
        Plan("Son secret : {secret}.", "Mon secret : {secret}."),
        Plan("Il paraît {que_secret}.", "Entre nous, {secret}."),
        Plan("On murmure {que_secret}.", "Je vous le confie : {secret}."),
        Plan("À ne pas répéter : {secret}.", "À ne pas répéter : {secret}."),
        Plan("Chut : {secret}.", "Chut : {secret}."),
        Plan("Un pigeon l’a raconté : {secret}.", "Un pigeon l’a raconté : {secret}."),
        Plan("Les murs le savent : {secret}.", "Les murs le savent : {secret}."),
        Plan("Gardez-le pour vous : {secret}.", "Gardez-le pour vous : {secret}."),
        Plan("Personne ne le sait : {secret}.", "Personne ne le sait : {secret}."),
    ),
    "peur": (
        Plan("{Peur}.", "{Peur}."),
        Plan("{name} {peur_p}.", "{Peur}."),
        Plan("Son point faible : {peur}.", "Mon point faible : {peur}."),
        Plan("Nul n’est parfait : {peur}.", "Nul n’est parfait : {peur}."),
        Plan("Défense de rire : {peur}.", "Défense de rire : {peur}."),
        Plan("Avouons-le, {peur}.", "Je l’avoue, {peur}."),
        Plan("La nuit, {il} y pense : {peur}.", "La nuit, j’y pense : {peur}.", ("worry",)),
        Plan("Côté courage, {peur}.", "Côté courage, {peur}.", ("shake", "flee")),
        Plan("Le courage a ses limites : {peur}.", "Le courage a ses limites : {peur}.", ("shake", "flee")),
        Plan("Toujours sur ses gardes, {peur}.", "Toujours sur mes gardes, {peur}.", ("wary",)),
    ),
    "souhait": (
        Plan("{Souhait}.", "{Souhait}."),
        Plan("{name} {souhait_p}.", "{Souhait}."),
        Plan("Au fond, {souhait}.", "Au fond, {souhait}."),
        Plan("Et surtout, {souhait}.", "Et surtout, {souhait}."),
        Plan("Depuis toujours, {souhait}.", "Depuis toujours, {souhait}."),
        Plan("Tout bas, {souhait}.", "Tout bas, {souhait}."),
        Plan("Avant de dormir, {souhait}.", "Avant de dormir, {souhait}."),
    ),
}

# Two traits, whatever they are.
PAIRS: dict[tuple[str, str], tuple[Plan, ...]] = {
    ("peur", "souhait"): (
        Plan("{A}. {B}.", "{A}. {B}."),
        Plan("{A}. Pourtant, {b}.", "{A}. Pourtant, {b}."),
        Plan("{A}. Malgré tout, {b}.", "{A}. Malgré tout, {b}."),
        Plan("{A}. Les jours de courage, {b}.", "{A}. Les jours de courage, {b}."),
        Plan("{A}. Le soir, {b}.", "{A}. Le soir, {b}."),
        Plan("{A}. Les yeux fermés, {b}.", "{A}. Les yeux fermés, {b}."),
        Plan("{A}. Sinon, {b}.", "{A}. Sinon, {b}."),
        Plan("{A}, et pourtant {b}.", "{A}, et pourtant {b}."),
        Plan("{A}. Entre deux frissons, {b}.", "{A}. Entre deux frissons, {b}.", ("worry", "shake")),
        Plan("{A}. Une fois à l’abri, {b}.", "{A}. Une fois à l’abri, {b}.", ("flee",)),
        Plan("{A}. Pour se consoler, {b}.", "{A}. Pour me consoler, {b}.", ("worry", "shake")),
        Plan("{A}. Prudence à part, {b}.", "{A}. Prudence à part, {b}.", ("wary",)),
    ),
    ("energie", "habitude"): (
        Plan("{A}. {B}.", "{A}. {B}."),
        Plan("{A}. Le reste du temps, {b}.", "{A}. Le reste du temps, {b}."),
        Plan("{A}. Ensuite, {b}.", "{A}. Ensuite, {b}."),
        Plan("{A}. Avec cette énergie, {b}.", "{A}. Avec cette énergie, {b}."),
        Plan("{A}. Le ventre plein, {b}.", "{A}. Le ventre plein, {b}.", ("food",)),
        Plan("{A}. Après le repas, {b}.", "{A}. Après le repas, {b}.", ("food",)),
        Plan("{A}. Une fois le plein fait, {b}.", "{A}. Une fois le plein fait, {b}.", ("fuel", "charge", "work")),
        Plan("{A}. En pleine forme, {b}.", "{A}. En pleine forme, {b}.", ("charge", "work")),
    ),
    ("energie", "parole"): (
        Plan("{A}. {B}.", "{A}. {B}."),
        Plan("{A}. En public, {b}.", "{A}. En public, {b}."),
        Plan("{A}. Devant les gens, {b}.", "{A}. Devant les gens, {b}."),
        Plan("{A}. Côté voix, {b}.", "{A}. Côté voix, {b}."),
        Plan("{A}. Si on lui parle, {b}.", "{A}. Si on me parle, {b}."),
        Plan("{A}. Entre deux bouchées, {b}.", "{A}. Entre deux bouchées, {b}.", ("food",)),
    ),
    ("parole", "habitude"): (
        Plan("{A}. {B}.", "{A}. {B}."),
        Plan("{A}. Le reste du temps, {b}.", "{A}. Le reste du temps, {b}."),
        Plan("{A}. Entre deux phrases, {b}.", "{A}. Entre deux phrases, {b}."),
        Plan("{A}. Sinon, {b}.", "{A}. Sinon, {b}."),
        Plan("{A}. Et après, {b}.", "{A}. Et après, {b}."),
    ),
    ("parole", "secret"): (
        Plan("{A}. Chut : {b}.", "{A}. Chut : {b}."),
        Plan("{A}. Personne ne sait {que_b}.", "{A}. Personne ne sait {que_b}."),
        Plan("{A}. Il paraît {que_b}.", "{A}. Entre nous, {b}."),
        Plan("{A}. Son secret : {b}.", "{A}. Mon secret : {b}."),
        Plan("{A}. Incroyable mais vrai, {b}.", "{A}. Incroyable mais vrai, {b}."),
        Plan("{A}. N’en dites rien : {b}.", "{A}. N’en dites rien : {b}."),
    ),
    ("habitude", "secret"): (
        Plan("{A}. En réalité, {b}.", "{A}. En réalité, {b}."),
        Plan("{A}. Et en cachette, {b}.", "{A}. Et en cachette, {b}."),
        Plan("{A}. Son mystère : {b}.", "{A}. Mon mystère : {b}."),
        Plan("On sait {que_a}. On ignore {que_b}.", "On sait {que_a}. On ignore {que_b}."),
        Plan("{A}. Et surtout, {b}.", "{A}. Et surtout, {b}."),
        Plan("{A}. Le plus étonnant : {b}.", "{A}. Le plus étonnant : {b}."),
    ),
    ("habitude", "peur"): (
        Plan("{A}. Par contre, {b}.", "{A}. Par contre, {b}."),
        Plan("{A}. Seul souci : {b}.", "{A}. Seul souci : {b}."),
        Plan("{A}. Petit problème : {b}.", "{A}. Petit problème : {b}."),
        Plan("{name} {a_p}. Par contre, {b}.", "{A}. Par contre, {b}."),
        Plan("{A}. Un détail : {b}.", "{A}. Un détail : {b}."),
        Plan("{A}. Côté courage, {b}.", "{A}. Côté courage, {b}.", ("shake", "flee")),
        Plan("{A}. Sinon, {b}.", "{A}. Sinon, {b}.", ("wary", "worry")),
    ),
}

# Other ways, where both traits are short and plain: one sentence.
SHORT_PAIRS: dict[tuple[str, str], tuple[Plan, ...]] = {
    ("peur", "souhait"): (
        Plan("{A}, mais {b}.", "{A}, mais {b}."),
        Plan("{A}, et pourtant {b}.", "{A}, et pourtant {b}."),
        Plan("{A}. Sinon, {b}.", "{A}. Sinon, {b}."),
    ),
    ("energie", "habitude"): (
        Plan("{A} et {b_p}.", "{A} et {b}."),
        Plan("{name} {a_p} et {b_p}.", "{A} et {b}."),
        Plan("{A}, puis {b_p}.", "{A}, puis {b}."),
        Plan("{A}. Ensuite, {b}.", "{A}. Ensuite, {b}."),
        Plan("{A} ; le ventre plein, {b}.", "{A} ; le ventre plein, {b}.", ("food",)),
        Plan("{A} ; une fois le plein fait, {b}.", "{A} ; une fois le plein fait, {b}.", ("fuel", "charge", "work")),
    ),
    ("energie", "parole"): (
        Plan("{A} et {b_p}.", "{A} et {b}."),
        Plan("{A}. En public, {b}.", "{A}. En public, {b}."),
        Plan("{A}. Si on lui parle, {b}.", "{A}. Si on me parle, {b}."),
    ),
    ("parole", "habitude"): (
        Plan("{A} et {b_p}.", "{A} et {b}."),
        Plan("{A}. Sinon, {b}.", "{A}. Sinon, {b}."),
        Plan("{A} ; entre deux phrases, {b}.", "{A} ; entre deux phrases, {b}."),
    ),
    ("habitude", "peur"): (
        Plan("{A}, mais {b}.", "{A}, mais {b}."),
        Plan("{A}. Par contre, {b}.", "{A}. Par contre, {b}."),
        Plan("{A} ; seul souci, {b}.", "{A} ; seul souci, {b}."),
    ),
    ("habitude", "secret"): (
        Plan("{A} pour que personne ne devine {que_b}.", "{A} pour que personne ne devine {que_b}."),
        Plan("{A}. En réalité, {b}.", "{A}. En réalité, {b}."),
        Plan("{A}, l’air de rien, car {b}.", "{A}, l’air de rien, car {b}."),
        Plan("Quand {a}, c’est {que_b}.", "Quand {a}, c’est {que_b}."),
    ),
}
