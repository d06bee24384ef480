"""The first sentence on a creature, in French: its head, its body, its limbs and its name.

The holes are those of `plans.py`. Those that name "une tête" and "un corps" also suit a head or a body that are several
things ("des lunettes rondes"); the others tell in another way, so that a class does not hear the same list all day.
"""

from __future__ import annotations

from bestio.persona.plans import Plan

OPENINGS: tuple[Plan, ...] = (
    Plan(
        "Tête {tete_de}, corps {corps_de}, {membres} : voilà {name}.",
        "Tête {tete_de}, corps {corps_de}, {membres} : me voilà, moi, {name}.",
    ),
    Plan(
        "On reconnaît {name} de loin : une tête {tete_de}, un corps {corps_de}, {membres_un}.",
        "On me reconnaît de loin, moi, {name} : une tête {tete_de}, un corps {corps_de}, {membres_un}.",
    ),
    Plan(
        "Quelqu’un a vissé une tête {tete_de} sur un corps {corps_de} et collé {membres_un} : {name} était né{e}.",
        "Quelqu’un a vissé une tête {tete_de} sur un corps {corps_de} et collé {membres_un} : j’étais né{e}, "
        "moi, {name}.",
    ),
    Plan(
        "Avec une tête {tete_de}, un corps {corps_de} et {membres_un}, {name} joue mal à cache-cache.",
        "Avec une tête {tete_de}, un corps {corps_de} et {membres_un}, moi, {name}, je joue mal à cache-cache.",
    ),
    Plan(
        "Attention, {name} approche : tête {tete_de}, corps {corps_de}, et surtout {membres_un}.",
        "Attention, moi, {name}, j’approche : tête {tete_de}, corps {corps_de}, et surtout {membres_un}.",
    ),
    Plan(
        "Aucune notice n’explique {name} : tête {tete_de}, corps {corps_de}, {membres}, et tout marche.",
        "Aucune notice ne m’explique, moi, {name} : tête {tete_de}, corps {corps_de}, {membres}, et tout marche.",
    ),
    Plan(
        "{name} a choisi sa tête {tete_de} un lundi, son corps {corps_de} un mardi, et {membres_ses} un jour de fête.",
        "Moi, {name}, j’ai choisi ma tête {tete_de} un lundi, mon corps {corps_de} un mardi, et {membres_ses} "
        "un jour de fête.",
    ),
    Plan(
        "Le miroir hésite : une tête {tete_de}, un corps {corps_de}, {membres_un} ; oui, c’est bien {name}.",
        "Le miroir hésite : une tête {tete_de}, un corps {corps_de}, {membres_un} ; oui, c’est bien moi, {name}.",
    ),
    Plan(
        "{name} ressemble à {tete_un} qui aurait emprunté le corps {corps_dun}, avec {membres_un}.",
        "Je suis {name} : on dirait {tete_un} qui aurait emprunté le corps {corps_dun}, avec {membres_un}.",
    ),
    Plan(
        "Moitié {tete}, moitié {corps}, {name} ne sort jamais sans {membres_ses}.",
        "Moitié {tete}, moitié {corps}, je m’appelle {name} et je ne sors jamais sans {membres_ses}.",
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
    Plan(
        "Entre {tete_un} et {corps_un}, la nature a hésité ; elle a ajouté {membres_un} et signé {name}.",
        "Entre {tete_un} et {corps_un}, la nature a hésité ; elle a ajouté {membres_un} et signé {name} : c’est moi.",
    ),
    Plan(
        "En haut, {tete_un} ; en bas, {membres_un} ; entre les deux, {corps_un} : {name} est au complet.",
        "En haut, {tete_un} ; en bas, {membres_un} ; entre les deux, {corps_un} : moi, {name}, je suis au complet.",
    ),
    Plan(
        "{Tete_un} a épousé {corps_un} : de ce mariage est né{e} {name}, avec {membres_un}.",
        "{Tete_un} a épousé {corps_un} : de ce mariage je suis né{e}, moi, {name}, avec {membres_un}.",
    ),
    Plan(
        "{name} descend {tete_dun} par sa grand-tante, {corps_dun} par un cousin, et cache mal {membres_ses}.",
        "Moi, {name}, je descends {tete_dun} par ma grand-tante, {corps_dun} par un cousin, et je cache mal "
        "{membres_ses}.",
    ),
    Plan(
        "Mélangez {tete_un} et {corps_un}, garnissez {membres_de_quelques}, laissez reposer : {name} est à point.",
        "Mélangez {tete_un} et {corps_un}, garnissez {membres_de_quelques}, laissez reposer : moi, {name}, je "
        "suis à point.",
    ),
    Plan(
        "De loin, {tete_un} ; de près, {corps_un} ; de trop près, {membres_un} : {name} gagne à être connu{e}.",
        "De loin, {tete_un} ; de près, {corps_un} ; de trop près, {membres_un} : moi, {name}, je gagne à être "
        "connu{e}.",
    ),
    Plan(
        "Dans une malle dormaient {tete_un}, {corps_un} et {membres_un} ; au matin, {name} s’étirait.",
        "Dans une malle dormaient {tete_un}, {corps_un} et {membres_un} ; au matin, moi, {name}, je m’étirais.",
    ),
    Plan(
        "La foudre est tombée sur {tete_un}, {corps_un} et {membres_un} : {name} a bâillé.",
        "La foudre est tombée sur {tete_un}, {corps_un} et {membres_un} : moi, {name}, j’ai bâillé.",
    ),
    Plan(
        "Aux objets trouvés : {tete_un}, {corps_un}, {membres_un} ; personne n’a réclamé {name}.",
        "Aux objets trouvés : {tete_un}, {corps_un}, {membres_un} ; personne ne m’a réclamé{e}, moi, {name}.",
    ),
    Plan(
        "Au laboratoire, quelqu’un a éternué : {tete_un}, {corps_un}, {membres_un}, et voilà {name}.",
        "Au laboratoire, quelqu’un a éternué : {tete_un}, {corps_un}, {membres_un}, et me voilà, moi, {name}.",
    ),
    Plan(
        "Le plan prévoyait {tete_un}, l’atelier a livré {corps_un} et {membres_un} : on a gardé {name} quand même.",
        "Le plan prévoyait {tete_un}, l’atelier a livré {corps_un} et {membres_un} : on m’a gardé{e} quand "
        "même, moi, {name}.",
    ),
    Plan(
        "Soulevez {tete_un} : dessous, {corps_un} ; plus bas, {membres_un} ; et partout, {name}.",
        "Soulevez {tete_un} : dessous, {corps_un} ; plus bas, {membres_un} ; et partout, moi, {name}.",
    ),
    Plan(
        "{name} réussit l’impossible : faire tenir {tete_un} sur {corps_un}, avec {membres_un} en prime.",
        "Moi, {name}, je réussis l’impossible : faire tenir {tete_un} sur {corps_un}, avec {membres_un} en prime.",
    ),
    Plan(
        "Si l’on demande « {tete} ou {corps} », {name} répond « les deux » et agite {membres_ses}.",
        "Si l’on demande « {tete} ou {corps} », moi, {name}, je réponds « les deux » et j’agite {membres_ses}.",
    ),
    Plan(
        "Sur son passeport, {name} a écrit « {tete} » ; sous « signes particuliers », {corps} et {membres}.",
        "Sur mon passeport, moi, {name}, j’ai écrit « {tete} » ; sous « signes particuliers », {corps} et {membres}.",
    ),
    Plan(
        "Petite annonce : {tete} cherche {corps} et {membres} pour aventures ; {name} a dit oui trois fois.",
        "Petite annonce : {tete} cherche {corps} et {membres} pour aventures ; moi, {name}, j’ai dit oui trois fois.",
    ),
    Plan(
        "Au déballage : {tete_un}, {corps_un}, {membres_un}, deux vis en trop, et {name} qui sourit.",
        "Au déballage : {tete_un}, {corps_un}, {membres_un}, deux vis en trop, et moi, {name}, qui souris.",
    ),
    Plan(
        "Pour dessiner {name}, il faut {tete_un}, {corps_un}, {membres_un} et une grande gomme.",
        "Pour me dessiner, moi, {name}, il faut {tete_un}, {corps_un}, {membres_un} et une grande gomme.",
    ),
    Plan(
        "Les savants disent « {tete} », les passants « {corps} » ; {name} laisse dire et soigne {membres_ses}.",
        "Les savants disent « {tete} », les passants « {corps} » ; moi, {name}, je laisse dire et je soigne "
        "{membres_ses}.",
    ),
    Plan(
        "La légende parle {tete_dun} dans {corps_un}, avec {membres_un} : elle n’exagère pas, c’est {name}.",
        "La légende parle {tete_dun} dans {corps_un}, avec {membres_un} : elle n’exagère pas, c’est moi, {name}.",
    ),
    Plan(
        "On a caché {tete_un} dans {corps_un} ; seul indice, {membres_un} : c’est {name}.",
        "On a caché {tete_un} dans {corps_un} ; seul indice, {membres_un} : c’est moi, {name}.",
    ),
    Plan(
        "Le matin, {name} se sent {tete} ; l’après-midi, {corps} ; le soir, {il} compte {membres_ses}.",
        "Le matin, moi, {name}, je me sens {tete} ; l’après-midi, {corps} ; le soir, je compte {membres_ses}.",
    ),
    Plan(
        "Sur la photo de famille, entre {tete_un} et {corps_un}, on reconnaît {name} à {membres_ses}.",
        "Sur la photo de famille, entre {tete_un} et {corps_un}, on me reconnaît, moi, {name}, à {membres_ses}.",
    ),
    Plan(
        "Quand {tete_un} se prend pour {corps_un} et sort avec {membres_un}, on l’appelle {name}.",
        "Quand {tete_un} se prend pour {corps_un} et sort avec {membres_un}, on l’appelle {name}, et c’est moi.",
    ),
    Plan(
        "Ni tout à fait {tete}, ni vraiment {corps}, {name} avance avec {membres_ses}.",
        "Ni tout à fait {tete}, ni vraiment {corps}, je suis {name} et j’avance avec {membres_ses}.",
    ),
    Plan(
        "{name}, c’est {tete_un} le jour, {corps_un} la nuit, et {membres_un} à toute heure.",
        "Moi, {name}, je suis {tete_un} le jour, {corps_un} la nuit, et j’ai {membres_un} à toute heure.",
    ),
    Plan(
        "{name} porte {tete_un} en chapeau, {corps_un} en manteau, et {membres_un} par fantaisie.",
        "Moi, {name}, je porte {tete_un} en chapeau, {corps_un} en manteau, et {membres_un} par fantaisie.",
    ),
    Plan(
        "Le vent a posé {tete_un} sur {corps_un}, la pluie a collé {membres_un}, le soleil a réveillé {name}.",
        "Le vent a posé {tete_un} sur {corps_un}, la pluie a collé {membres_un}, le soleil m’a réveillé{e}, moi, "
        "{name}.",
    ),
    Plan(
        "{name} se lit comme une phrase : {tete_un} pour sujet, {corps_un} pour verbe, {membres_un} pour ponctuation.",
        "On me lit comme une phrase, moi, {name} : {tete_un} pour sujet, {corps_un} pour verbe, {membres_un} "
        "pour ponctuation.",
    ),
    Plan(
        "La marée avait laissé {tete_un}, {corps_un} et {membres_un} ; {name} a tout pris et n’a rien rendu.",
        "La marée avait laissé {tete_un}, {corps_un} et {membres_un} ; moi, {name}, j’ai tout pris et n’ai rien rendu.",
    ),
    Plan(
        "Aucun musée ne sait classer {name} : {tete_un}, {corps_un}, {membres_un}.",
        "Aucun musée ne sait me classer, moi, {name} : {tete_un}, {corps_un}, {membres_un}.",
    ),
    Plan(
        "À déclarer : {tete}, {corps}, {membres} ; signé {name}.",
        "À déclarer : {tete}, {corps}, {membres} ; signé moi, {name}.",
    ),
    Plan(
        "Un, {tete} ; deux, {corps} ; trois, {membres} ; soleil, {name} a bougé.",
        "Un, {tete} ; deux, {corps} ; trois, {membres} ; soleil, moi, {name}, j’ai bougé.",
    ),
    Plan(
        "Sur {corps_un}, {tete_un} ; autour, {membres_un} ; dedans, {name}.",
        "Sur {corps_un}, {tete_un} ; autour, {membres_un} ; dedans, moi, {name}.",
    ),
    Plan(
        "{name} loge {tete_un} au grenier, {corps_un} au salon et {membres_un} à la cave.",
        "Moi, {name}, je loge {tete_un} au grenier, {corps_un} au salon et {membres_un} à la cave.",
    ),
    Plan(
        "Trois fées distraites ont offert {tete_un}, {corps_un} et {membres_un} : {name} a dit merci.",
        "Trois fées distraites ont offert {tete_un}, {corps_un} et {membres_un} : moi, {name}, j’ai dit merci.",
    ),
)
