"""Sentences for the recogniser, written for it: `TUNED` may be looked at while a voice is mended, the others judge it.

No voice, bound or weight is to be chosen by what is heard of `KEPT` or `FRESH`. Five voices (astronaute, chevre,
moustique, ours, scie) were changed after a first reading of `KEPT`; `FRESH`, written afterwards, judged these: at its
first reading they had 1.04, 0.89, 1.05, 1.07 and 0.83 of the plain voice's words. Of all voices it then found two under
0.75, hibou (0.65) and mammouth (0.66, both in three turns), which were mended on the other sets: 0.95 and 1.01.
"""

from __future__ import annotations

TUNED = (
    "Le vieux facteur apporte une lettre à la voisine.",
    "Nous avons mangé des crêpes au bord du lac.",
    "La maîtresse écrit la date en haut du tableau.",
    "Un cheval blanc attend devant la porte du château.",
    "Demain matin, nous prendrons le train de sept heures.",
    "Mon petit frère a perdu son manteau dans le bus.",
    "Il pleut depuis trois jours sur toute la ville.",
    "Les enfants ont construit une cabane dans les bois.",
    "Cette chanson me fait penser aux vacances d’été.",
    "Le boulanger ferme sa boutique à midi.",
    "Quelqu’un a laissé une pomme rouge sur ma table.",
    "Le bateau quitte le port avant le lever du soleil.",
)

KEPT = (
    "La fermière ramasse les œufs dans le poulailler.",
    "Hier soir, nous avons regardé un film très drôle.",
    "Le médecin demande au malade de respirer lentement.",
    "Ma grand-mère tricote une écharpe pour cet hiver.",
    "Tu trouveras la clé sous le pot de fleurs.",
    "Les musiciens répètent chaque mercredi dans la grande salle.",
    "Une araignée a tissé sa toile au coin de la fenêtre.",
    "Le jardinier plante des tomates près du mur.",
    "Pourquoi est-ce que la lune change de forme ?",
    "Le garçon court après son ballon jusqu’à la rivière.",
    "Nous habitons au dernier étage de cet immeuble.",
    "La neige a recouvert la route pendant la nuit.",
    "Elle range ses livres sur une étagère en bois.",
    "Le capitaine montre une île sur la carte.",
    "Personne n’a répondu quand j’ai frappé à la porte.",
    "Le cuisinier ajoute un peu de sel dans la soupe.",
    "Les deux amis partagent un morceau de chocolat.",
    "Un gros chien noir dort devant la cheminée.",
    "Il faut tourner à gauche après le pont.",
    "Ma sœur apprend à jouer du piano depuis un an.",
    "Le voleur s’est enfui par le toit du musée.",
    "On entend la mer quand le vent vient du sud.",
    "La bibliothèque ouvre ses portes à neuf heures.",
    "Le singe grimpe à l’arbre pour cueillir une banane.",
)

FRESH = (
    "Le vieux pêcheur répare son filet sur la plage.",
    "Nous avons oublié la tente dans le coffre de la voiture.",
    "La girafe mange les feuilles tout en haut de l’arbre.",
    "Mon oncle fabrique des chaises avec du bois clair.",
    "Est-ce que tu as fermé la fenêtre de ta chambre ?",
    "Le directeur attend les élèves dans la cour.",
    "Un oiseau a fait son nid sous le pont du village.",
    "Ce matin, le brouillard cache toutes les montagnes.",
    "La reine porte une robe verte et des bijoux.",
    "Ils marchent en silence le long du canal.",
    "Donne-moi la main pour traverser la rue.",
    "Le camion rouge transporte du sable et des pierres.",
    "J’ai rêvé que je volais au-dessus des nuages.",
    "Les abeilles cherchent des fleurs près de la ferme.",
    "Quelqu’un chante dans la maison d’en face.",
    "Le petit garçon compte ses billes avant de dormir.",
    "La police cherche une voiture bleue depuis mardi.",
    "Nos voisins partent en voyage au mois d’octobre.",
    "Il reste trois parts de gâteau dans le frigo.",
    "La tempête a cassé une branche du grand chêne.",
    "Le professeur explique la leçon une deuxième fois.",
    "Tu peux prendre mon parapluie, il ne pleut plus.",
    "Le chat saute du canapé quand la porte claque.",
    "Cette usine fabrique des jouets pour les enfants.",
)
