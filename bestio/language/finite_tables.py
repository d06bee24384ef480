"""Words that help to tell whether a word beside them is a finite verb: tables for `finite`."""

from __future__ import annotations

from bestio.language.agreement_tables import words

SUBJECTS = words("je j’ tu il elle on nous vous ils elles qui ça cela c’ quiconque chacun")
CLITICS = words("ne n’ me m’ te t’ se s’ nous vous lui y en")
# These are articles or objects of a verb: "la porte", "il la porte".
ARTICLES = words("le la les l’ leur")
DETERMINERS = words(
    """
    un une des du au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre votre nos vos leurs chaque quelque
    quelques plusieurs certains certaines aucun aucune quel quelle quels quelles tel telle deux trois quatre cinq six
    sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante cent cents
    mille d’ de
    """
)
PREPOSITIONS = words(
    """
    à au aux de d’ du des dans sur sous avec sans pour par en chez entre vers depuis pendant avant après contre
    derrière devant comme jusqu’ malgré selon dès sauf parmi envers hors jusque jusqu’à jusqu’au moitié façon
    """
)
FRONT = words(
    """
    petit petite petits petites grand grande grands grandes gros grosse grosses vieux vieille vieilles vieil beau bel
    belle beaux belles bon bonne bons bonnes jeune jeunes joli jolie jolis jolies long longue longs longues nouveau
    nouvelle nouveaux nouvelles nouvel autre autres premier première premiers premières dernier dernière derniers
    dernières deuxième troisième quatrième mauvais mauvaise haut haute faux fausse vrai vraie vrais vraies drôle
    étrange simple pauvre pauvres énorme énormes cher chère chers chères immense immenses second seconde seul seule
    seuls seules plus moins trop
    """
)
ADVERBS = words(
    """
    pas plus jamais rien guère toujours souvent encore déjà bien mal très trop peu tout aussi même presque vraiment
    parfois seulement doucement lentement maintenant surtout enfin ensuite soudain beaucoup là ici alors donc pourtant
    quand-même aujourd’hui hier demain tous toutes toute ainsi
    """
)
AUXILIARIES = words(
    """
    suis es est sommes êtes sont étais était étions étiez étaient serai seras sera serons serez seront serais serait
    seraient fus fut furent sois soit soient ai as a avons avez ont avais avait avions aviez avaient aurai auras aura
    aurons aurez auront aurais aurait auraient eut eurent aie ait aient
    """
)
# Never a finite verb, whatever stands before.
CLOSED = (
    DETERMINERS | PREPOSITIONS - {"entre"} | CLITICS | ARTICLES | SUBJECTS | ADVERBS | FRONT
    | words(
        """
        et ou mais or ni car que qu’ quand lorsque lorsqu’ si comment pourquoi où dont parce puisque puisqu’ quoi
        quoique lui eux moi toi soi celui celle ceux celles ceci voici voilà oui non merci bonjour personne tant
        autant autour ensemble longtemps
        """
    )
)  # fmt: skip
# What ends as a verb does and is none, or nearly never.
UNVERBAL = words(
    """
    absent accident actions argent assez attentions attrait avions bienfait boulons bout bruis bruit but chaud chez
    client content contents couvent dent deuil différent doigt départ excellent extrait fenêtre fin fois forfait forêt
    froid grand innocent lait lent matin mentions mer merci midi minuit moitié moment mort morte nez notions nuis nuit
    options opéra parent parfait passions patient pensions plupart pompons port portions portrait prudent présent
    président rebord regard relations retrait rez rond récent récents savons second serpent soleil souhait souvent
    sport stations talent talons tant tard temps toit torrent trait urgent vent vers verte violent visions été évident
    œil
    """
)
# A noun and a verb form (and so is its form in -es): what stands beside tells which.
NOUNS = words(
    """
    adresse aide alerte annonce approche arme attache attaque avance avions balance barre blague bois bouche boutonne
    branche brise brosse bâtisse bêle cache cale caresse casse cause change charge charme chasse chauffe chiffre cire
    classe code coiffe colle combat combats commande compte conduit conserve contrôle copie coupe courbe couronne
    cours critique cuisine danse date demande discours dispute double doute débat débats dépense enquête enveloppe
    excuse fabrique fait fatigue ferme ficelle fiche figure file filtre fond fonds force forge forme fouille fête
    gardes gare glace gomme graisse grave griffe grille guide hausse huile joue juge lime limite liste lit livre loge
    louche lutte manque marche marque masque menace mesure mets montre moule murmure mélange ménage mérite nage neige
    note offre oie pars part partage passe peigne peint perche pilote pince pique pirate piste place plante plaque
    plie point pointe pompe porte pose poste pousse pratique presse produit programme pédale pêche raccourcis rage
    rame relève remarque rencontre ressort reste rime risque rouille ruse râpe règle règne réclame récolte réserve
    rêve sable sale scie secours sens serre signe sommes sonde sonne sort sorte souffle soupe soupire souris sucre
    sèche tache taille tape tapis tartine tente tire tombe toque touche trace trempe trompe trouble usine valse veille
    vernis verse vide vis visite voie vole voltige voyage vrille écaille échange écoutes élève épargne épice épouse
    équipe étincelle
    """
)
ADJECTIVES = words(
    """
    court brave braves calme calmes complète complètes contente célèbre célèbres double doubles dure dures fixe fixes
    grave graves inquiète inquiètes libère lâche lâches précise précises prête prêtes sale sales sèche sèches trempe
    triple triples trouble troubles vide vides
    """
)
# The past participle is spelled as a finite form: "il dit", "il a dit"; "tu finis", "finis".
PARTICIPLES = words(
    """
    admis appris assis atteint blanchis commis compris conduit construit craint cuit distrait dit décrit défait
    détruit fait feint finis fleuris frit garnis inscrit instruit interdit introduit jaunis joint maudit mis noircis
    nourris peint permis plaint polis pris produit promis prédit punis refait rejoint remis remplis repeint repris
    rougis réduit réunis saisis satisfait soumis surpris séduit teint traduit transmis vernis vieillis écrit éteint
    """
)
# Of these, the ones that il or elle says in the present, and those that end what somebody says ("..., dit la fourmi").
THIRD = words(
    """
    dit fait écrit décrit conduit produit réduit traduit instruit détruit construit séduit interdit prédit craint
    plaint éteint atteint rejoint peint teint refait défait
    """
)
SAYING = words("dit fait prédit")
