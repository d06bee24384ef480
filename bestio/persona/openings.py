"""The first sentence on a creature, in French: its head, its body, its limbs and its name.

The holes are those of `plans.py`. Those that name "une tête" and "un corps" also suit a head or a body that are several
things ("des lunettes rondes"); the others tell in another way, so that a class does not hear the same list all day.
"""

from __future__ import annotations

from bestio.persona.plans import Plan

OPENINGS: tuple[Plan, ...] = (
    Plan(
        "Tête {tete_de}, corps {corps_de}, {membres} : voilà {name}.",
        "Tête {tete_de}, corps {corps_de}, {membres} : je suis {name}.",
    ),
    Plan(
        "On reconnaît {name} de loin : tête {tete_de}, corps {corps_de}, {membres}.",
        "Je suis {name}, et on me reconnaît de loin : tête {tete_de}, corps {corps_de}, {membres}.",
    ),
    Plan(
        "Quelqu’un a vissé une tête {tete_de} sur un corps {corps_de} et collé {membres_un} : c’est {name}.",
        "Quelqu’un a vissé une tête {tete_de} sur un corps {corps_de} et collé {membres_un} : je m’appelle {name}.",
    ),
    Plan(
        "Avec une tête {tete_de}, un corps {corps_de} et {membres_un}, {name} perd toujours à cache-cache.",
        "Je m’appelle {name}. Avec une tête {tete_de}, un corps {corps_de} et {membres_un}, je perds "
        "toujours à cache-cache.",
    ),
    Plan(
        "Attention, {name} arrive : tête {tete_de}, corps {corps_de} et {membres}.",
        "Attention, j’arrive : tête {tete_de}, corps {corps_de} et {membres}. Mon nom est {name}.",
    ),
    Plan(
        "{name} a une tête {tete_de}, un corps {corps_de} et {membres_un}. Et alors ?",
        "J’ai une tête {tete_de}, un corps {corps_de} et {membres_un}. Et alors ? Je suis {name}.",
    ),
    Plan(
        "Prenez une tête {tete_de}, un corps {corps_de}, {membres_un}, et secouez : c’est {name} !",
        "Prenez une tête {tete_de}, un corps {corps_de}, {membres_un}, et secouez : je suis {name} !",
    ),
    Plan(
        "Tête {tete_de}, corps {corps_de}, {membres} : {name} ne passe pas inaperçu{e}.",
        "Tête {tete_de}, corps {corps_de}, {membres} : je ne passe pas inaperçu{e}. Mon nom est {name}.",
    ),
    Plan(
        "Le miroir hésite : {tete_un}, {corps_un}, {membres_un} ? Non, c’est {name}.",
        "Le miroir hésite : {tete_un}, {corps_un}, {membres_un} ? Non, je suis {name}.",
    ),
    Plan(
        "{name} ressemble à {tete_un} dans le corps {corps_dun}, avec {membres_un}.",
        "Je suis {name} : on dirait {tete_un} dans le corps {corps_dun}, avec {membres_un}.",
    ),
    Plan(
        "Moitié {tete}, moitié {corps}, {name} ne sort jamais sans {membres_ses}.",
        "Je m’appelle {name}. Moitié {tete}, moitié {corps}, je ne sors jamais sans {membres_ses}.",
    ),
    Plan(
        "{name} a pris sa tête {tete_au}, son corps {corps_au}, et {membres_ses} on ne sait où.",
        "Je suis {name} : j’ai pris ma tête {tete_au}, mon corps {corps_au}, et {membres_ses} je ne sais où.",
    ),
    Plan(
        "{Tete_ce} sur {corps_un}, avec {membres_un}, c’est {name}.",
        "Je m’appelle {name} : {tete_un} sur {corps_un}, avec {membres_un}.",
    ),
    Plan(
        "Il a suffi {tete_dun}, {corps_dun} et {membres_de_quelques} pour faire {name}.",
        "Il a suffi {tete_dun}, {corps_dun} et {membres_de_quelques} pour me faire. Je m’appelle {name}.",
    ),
    Plan(
        "Entre {tete_un} et {corps_un}, la nature a hésité, puis ajouté {membres_un} : c’est {name}.",
        "Entre {tete_un} et {corps_un}, la nature a hésité, puis ajouté {membres_un} : je suis {name}.",
    ),
    Plan(
        "En haut, {tete_un}, au milieu, {corps_un}, et tout autour, {membres_un} : c’est {name}.",
        "En haut, {tete_un}, au milieu, {corps_un}, et tout autour, {membres_un} : je suis {name}.",
    ),
    Plan(
        "{Tete_un} a épousé {corps_un}. {name} est leur enfant, avec {membres_un}.",
        "{Tete_un} a épousé {corps_un}. Je suis leur enfant, {name}, avec {membres_un}.",
    ),
    Plan(
        "Recette pour faire {name} : {tete_un}, {corps_un}, et {membres_un} pour décorer.",
        "Je m’appelle {name}. Ma recette : {tete_un}, {corps_un}, et {membres_un} pour décorer.",
    ),
    Plan(
        "De loin, {tete_un}. De près, {corps_un}. De trop près, {membres_un} : c’est {name}.",
        "De loin, {tete_un}. De près, {corps_un}. De trop près, {membres_un} : je suis {name}.",
    ),
    Plan(
        "Dans une malle dormaient {tete_un}, {corps_un} et {membres_un}. Au matin, {name} s’étirait.",
        "Dans une malle dormaient {tete_un}, {corps_un} et {membres_un}. Au matin, je m’étirais : on m’appela {name}.",
    ),
    Plan(
        "La foudre est tombée sur {tete_un}, {corps_un} et {membres_un} : {name} a bâillé.",
        "La foudre est tombée sur {tete_un}, {corps_un} et {membres_un} : j’ai bâillé, et l’on m’a nommé{e} {name}.",
    ),
    Plan(
        "Aux objets trouvés : {tete_un}, {corps_un}, {membres_un}. Personne n’a réclamé {name}.",
        "Aux objets trouvés : {tete_un}, {corps_un}, {membres_un}. Je suis {name}, et personne ne m’a réclamé{e}.",
    ),
    Plan(
        "Au laboratoire, quelqu’un a éternué : {tete_un}, {corps_un}, {membres_un}, et voilà {name}.",
        "Au laboratoire, quelqu’un a éternué : {tete_un}, {corps_un}, {membres_un}, et me voilà. On m’appelle {name}.",
    ),
    Plan(
        "On attendait {tete_un}, l’usine a livré {corps_un} avec {membres_un} : c’est {name}.",
        "On attendait {tete_un}, l’usine a livré {corps_un} avec {membres_un} : je suis {name}.",
    ),
    Plan(
        "{name} réussit l’impossible : faire tenir {tete_un} sur {corps_un}, avec {membres_un}.",
        "Je m’appelle {name} et je réussis l’impossible : faire tenir {tete_un} sur {corps_un}, avec {membres_un}.",
    ),
    Plan(
        "Vous cherchez {tete_un} ou {corps_un} ? {name} est les deux, avec {membres_un}.",
        "Vous cherchez {tete_un} ou {corps_un} ? Je suis les deux, avec {membres_un}. Mon nom est {name}.",
    ),
    Plan(
        "Petite annonce : {tete} cherche {corps} et {membres}. {name} a dit oui.",
        "Petite annonce : {tete} cherche {corps} et {membres}. J’ai dit oui, et l’on m’appelle {name}.",
    ),
    Plan(
        "Dans le paquet, il y avait {tete_un}, {corps_un}, {membres_un}, deux vis en trop et {name}.",
        "Dans le paquet, il y avait {tete_un}, {corps_un}, {membres_un}, deux vis en trop et moi. Je m’appelle {name}.",
    ),
    Plan(
        "Pour dessiner {name}, il faut {tete_un}, {corps_un}, {membres_un} et une grande gomme.",
        "Je m’appelle {name}. Pour me dessiner, il faut {tete_un}, {corps_un}, {membres_un} et une grande gomme.",
    ),
    Plan(
        "Les savants disent « {tete} », les enfants « {corps} ». {name} laisse dire et soigne {membres_ses}.",
        "Les savants disent « {tete} », les enfants « {corps} ». Je suis {name}, je laisse dire et je soigne "
        "{membres_ses}.",
    ),
    Plan(
        "Sur la photo, entre {tete_un} et {corps_un}, on reconnaît {name} à {membres_ses}.",
        "Je suis {name}. Sur la photo, entre {tete_un} et {corps_un}, on me reconnaît à {membres_ses}.",
    ),
    Plan(
        "Quand {tete_un} rencontre {corps_un} et {membres_un}, cela donne {name}.",
        "Je suis {name} : {tete_un} a rencontré {corps_un} et {membres_un}.",
    ),
    Plan(
        "Ni tout à fait {tete}, ni vraiment {corps}, {name} se promène avec {membres_ses}.",
        "Ni tout à fait {tete}, ni vraiment {corps}, je suis {name} et je me promène avec {membres_ses}.",
    ),
    Plan(
        "{name}, c’est {tete_un} le jour, {corps_un} la nuit, et {membres_un} à toute heure.",
        "Je m’appelle {name} : {tete_un} le jour, {corps_un} la nuit, et {membres_un} à toute heure.",
    ),
    Plan(
        "{name} porte {tete_un} en chapeau, {corps_un} en manteau et {membres_un} pour faire joli.",
        "Je suis {name} et je porte {tete_un} en chapeau, {corps_un} en manteau et {membres_un} pour faire joli.",
    ),
    Plan(
        "Le vent a posé {tete_un} sur {corps_un}, la pluie a collé {membres_un} : {name} s’est réveillé{e}.",
        "Le vent a posé {tete_un} sur {corps_un}, la pluie a collé {membres_un} : je me suis réveillé{e}, et "
        "je suis {name}.",
    ),
    Plan(
        "La mer avait laissé {tete_un}, {corps_un} et {membres_un} sur le sable. {name} a tout pris.",
        "La mer avait laissé {tete_un}, {corps_un} et {membres_un} sur le sable. Je suis {name} et j’ai tout pris.",
    ),
    Plan(
        "Aucun musée ne sait où ranger {name} : {tete_un}, {corps_un}, {membres_un}.",
        "Je m’appelle {name}, et aucun musée ne sait où me ranger : {tete_un}, {corps_un}, {membres_un}.",
    ),
    Plan(
        "À déclarer : {tete}, {corps}, {membres}. Signé : {name}.",
        "À déclarer : {tete}, {corps}, {membres}. Je signe : {name}.",
    ),
    Plan(
        "Un, {tete}, deux, {corps}, trois, {membres}… soleil ! {name} a bougé.",
        "Un, {tete}, deux, {corps}, trois, {membres}… soleil ! J’ai bougé. Mon nom est {name}.",
    ),
    Plan(
        "{name} loge {tete_un} au grenier, {corps_un} au salon et {membres_un} à la cave.",
        "Je suis {name} : je loge {tete_un} au grenier, {corps_un} au salon et {membres_un} à la cave.",
    ),
    Plan(
        "Trois fées distraites ont offert {tete_un}, {corps_un} et {membres_un}. {name} a dit merci.",
        "Trois fées distraites m’ont offert {tete_un}, {corps_un} et {membres_un}. J’ai dit merci, et l’on "
        "m’appelle {name}.",
    ),
    Plan(
        "Devinette : {tete_un}, {corps_un} et {membres_un}. C’est {name} !",
        "Devinette : {tete_un}, {corps_un} et {membres_un}. C’est moi ! Je m’appelle {name}.",
    ),
    Plan(
        "On cherchait {tete_un}, {corps_un} et {membres_un}. {name} est arrivé{e}.",
        "On cherchait {tete_un}, {corps_un} et {membres_un}. Je suis arrivé{e} : {name}, pour vous servir.",
    ),
    Plan(
        "{name} a trouvé {tete_un}, {corps_un} et {membres_un} dans un tiroir, et a tout mis.",
        "Je suis {name} : j’ai trouvé {tete_un}, {corps_un} et {membres_un} dans un tiroir, et j’ai tout mis.",
    ),
)
