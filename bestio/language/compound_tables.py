"""What the parts of French compound nouns are: tables for `compounds`."""

from __future__ import annotations

import re

from bestio.language.agreement_tables import pairs, words

# Verbs that make compounds with their object, in the form they have there (porte- is more often a verb than a door).
VERBS = words(
    """
    abaisse abat accroche agace aguiche aide aiguise allume amuse amène appuie arrache arrête attache attrape avale
    balance bat biche boit bouche bourre boute branle brise broie brule brûle cache caille cale capte carde caresse
    casse chamboule chante chasse chauffe chausse cherche chie cire claque cloue coche coiffe colle compte contient
    couche coupe couvre crache croche croise croque crucifie crève cueille cuit cure danse dompte donne dort dresse
    dure débite débloque débouche déchire décroche décrotte démonte embrasse emmerde emporte enfile enfonce engoule
    entend essore essuie fait fauche fend ferme fesse fiche file fixe flanque foule fourre fout frappe friche fripe
    frise frotte fume gagne garde gobe gonfle goute goûte grappille gratte grille grimpe grippe guette gâche gâte
    hache happe hausse heurte hoche hume insulte jette joue laisse lance lape lave lie lime lisse lit lâche lèche
    lèse lève mange marche marque masse mesure meurt mire monte mord mouche mouille mâche mêle nettoie noie noue
    ouvre paie panse pare passe peigne pend pense perce perd picore pille pince pique pisse plante pleure plie plume
    poche porte pose pourrit pousse prend presse presser preste prie protège prête pue puise purge pèle pèse pète
    pétrit rabat rabiboche raccroche racle rallume ramasse rampe rase recourbe relève remonte remplit remue rend
    rentre repasse repose resserre retient retourne retrousse rince risque rit rogne rompt ronge roule rue ruine
    râpe règle réchauffe réfléchit répare répond réveille sangle saute sauve savonne secoue serre siffle songe sonne
    sort souffle souffre soulève soutient suce suit suspend sèche sème taille tape taste tend tient tire tond torche
    tord touche tourne tousse traine tranche traîne trempe tresse triche trie trompe trotte trouble trousse truffe
    tue tâte use vaut vide vient vire visse voit vole vomit écorche écoute écrase égoutte épargne épingle épluche
    étouffe étrangle étrille éveille
    """
)
# A verb with its subject or in another form: what begins so never changes.
CONJUGATED = words(
    """
    allez cessez dormez je laisser laissez on qui rendez revenez soit suivez va va-t vas vat vive ça
    """
)
INFINITIVES = words(
    """
    aller asseoir avoir boire croire dire faire laisser manger mourir naître ouï passer porter pouvoir rire savoir
    valoir vivre voir vouloir être
    """
)
# Adverbs, prepositions and prefixes: they never change, and what follows does where it can be counted.
PREFIXES = words(
    """
    afro after agit agro alpha anglo anti après archi arrière audi audio auto avant aéro bi bien bio bissau béta
    bêta cap chez ci ciné circum co contre crypto cuti cyber delta delà demi dessous dessus deçà dis docu déjà e en
    entre est euro ex extra franco gamma giga hi hors hyper hypo in infra inter intra jusqu’au kilo latino macro mal
    maxi mi micro mieux mini moins mono moto multi média méga méso méta nano non nord nu néo orchi oto ouest outre
    pan para percuti pis pluri plus poly post pour presque pro proto pré pseudo psycho publi péri quant quasi rétro
    saint sans semi sierra simili socio sous sri sub sud super supra sur surdi sus ti tout toxi tragi trans tri trop
    turbo télé téra tôt ultra uni vice vis volte à électro électron
    """
)
NUMBERS = words(
    """
    cent cinq cinquante deux dix douze huit mille neuf onze quarante quatorze quatre quinze seize sept six soixante
    treize trente trois vingt
    """
)
# Prepositions that deny what follows: it is in the plural only where it can be counted.
WITHOUT = words("sans hors")
# What cannot be counted, or what there is only one of: it stays as it is after a verb, "sans", "hors" …
UNCOUNTED = words(
    """
    abri appétit argent bas beurre bonheur boue bruit chaleur chance chômage ciel commerce cote courant debout
    dedans dehors dieu eau emploi esprit faim farine feu foin froid gorge gêne honneur huile jeu joie jour lait
    linge lui lumière lune malheur matin mazout mensonge merveille midi misère moelle moi monde monnaie mouron
    mousse musique mémoire neige paille parole partout pitié plomb pluie poison poudre poussière presse purée rien
    riz route sable sang sel soi soif sol soleil sommeil souci soupe sucre sueur tabac tard temps terre thé toi tout
    travail tôt vaisselle vapeur vent viande vin vinaigre violence vérité âge étoupe
    """
)
# After a verb no noun, so no plural: passe-partout, couche-tard, gagne-petit.
AFTER_VERB = words(
    """
    arrière avant bas bien creux debout dedans dehors dessous dessus doux dur franc froid galant haut loin matin
    menu mieux partout petit rien sec tard tout tôt y
    """
)
# Between two parts: the whole is a phrase or a sentence, and never changes.
LINKS = words(
    """
    et il je la le les me moi ne nous nu ou que qui se t te toi tu vous y
    """
)
# Second nouns that are a complement of the first ("de la vie", "par la poste"): they stay as they are.
COMPLEMENTS = words(
    """
    Noël accident audio auto beurre bras buffet café chômage ciné dieu dollar essence euro express gaz internet
    jeunesse logement lumière maladie marie minute monseigneur notes plage poste pression radio réponse service son
    sport tempête télé tête vapeur vidéo vie vieillesse web wi-fi wifi éclair
    """
)
# Adjectives that are adverbs before these words: un haut-parleur, un nouveau-né.
ADVERB_WITH = {
    "haut": words("parleur"),
    "long": words("courrier"),
    "moyen": words("courrier"),
    "court": words("vêtu termiste termisme courrier"),
    "haute": words("lissier"),
    "basse": words("lissier courier"),
    "terre": words("neuvien neuvienn neuvier neuvas plein"),
    "nouveau": words("né"),
    "mort": words("né"),
    "clair": words("semé voyant"),
    "sauf": words("conduit"),
    "sang": words("mêlé"),
}
# Adjectives and names that stay whole in what is derived from them (libre-échangiste, saint-simonien, new-yorkais).
ADJECTIVES = words(
    """
    chrétien don franc grand libre national radical saint social
    """
)
NAMES = words(
    """
    los new san santa
    """
)
DERIVED = re.compile(r"(?:ismes?|eries?|craties?|iens?|iennes?|(?:échang|guignol)\w*)$")
# Nouns that look like something else: a combining form (vélo-) or a loan (wagon-).
FRENCH_FIRST = words(
    """
    anorak bifteck bowling casino dodo frigo héros kangourou kayak kimono kiosque klaxon koala képi lavabo moka
    métro numéro panthéon parking piano porto robot shampooing ski stylo thé ticket vélo wagon
    """
)
# First or last parts that come from another language: only the end takes an s.
LOANS = words(
    """
    acting add after agit air all allegro american apple assa ave baby back bad ball band bank bar-mitzvah base
    basket beach beat bed best big bit bitter black blind block blood blue bluff body bomber boogie boogie-woogie
    boot born boss bossa boy boys brain break bubble bug bulb bull bulldog bus-jump business bye cabin call camping
    car card cash cat cha check cheer cheese chewing chow-chow city clean clip clock close coach coffee cold comic
    compact control cool copy corn corned cost country cover cracker crash cross cup curriculum cut dalaï dance dark
    data dead deal death desk disc disk dog donut down drag dragon-ball dream dress drive drop drug drum duffel
    duffle ecce ex eye fair fan fast fat feed feld feng ferry final-four fire fish fitness flash flat flint flip
    flow folk food foot fox free fuel full fun game garden gentleman gestalt ghost gin ginger girl girls globe goal
    god gold golden good google gospel grape grill grizzly groove half hand happy hara hard hat head heavy herd high
    hip hit hold home homo horse hot hotel-club house hover ice in indoor jam jean jet jiu jogging join joint juke
    jumbo jump just kara kart kick kid kids king knock kung lab lacrima lacryma lady land lapis laptop laser-game
    last lazy left light lip live living lobby lock log look loop love low mad made mah mail make man map mass
    master match mea media melting men mezzo middle milk mini-golf miss mix mobil mobile-home modus monster moon
    motion motor mountain move mug mule music nec negro net never new news night noise noli nota nursing négro off
    office old on one online open out outlet over pace pack page-maker paint pale palma paper party pass patch pater
    peace peep pen pepper pet pick pin pipe piper pit pitch pixel place-maker play please plum pop post-it power
    press prima prime privat pub pull pulp punching quick quiz-show race rag rahat rail-road rain rap rata ray ready
    real reality red reggae remote rest ride ring rip ripple road roast rock rocking roll rolling room rough rugby
    run rush safe scoop score scrap scratch screen script sea self selfie set sex shake shirt shop show side sister
    skate sketch skin slow small smart smoking snack sniper snow soap sock soft song sotto soul sound south souï
    space speed spin spina spiritual spot spray spy square stand star start start-up starting statu steam steeple
    step sticker stock story street stretch strike strip strong stud stunt sub-zero sumo sun surf swap sweat sweet
    swing switch t tae tai talk tan tank tape tax taï team teddy tee teen tennis terrier tie tight time tip toast
    toffee tom top touch-down town toy track trade trek trench trial trick trip truck trust tuning turn tutti twin
    up uva vade van view vintage voice volley vox wah walk wall war wash water wave way web week whisky white wild
    win wind window wine wise wood word work world yacht yellow zoom
    """
)
PARTICLES = words(
    """
    off out up
    """
)
# What never changes: phrases, sentences, Latin, numbers.
NEVER = words(
    """
    ad-hoc après-demain au-delà avant-hier baby-foot be-bop bien-être branle-bas bric-à-brac by-pass cache-cache
    cha-cha-cha chez-elle chez-lui chez-moi chez-soi chez-toi clic-clac coin-coin compte-gouttes contre-ut
    copier-coller coq-à-l’âne couper-coller croque-madame croque-monsieur demi-sang demi-sel drive-in déjà-vu
    en-avant en-dehors entre-deux ex-voto fair-play faire-part faire-valoir fier-à-bras flash-back flic-flac
    fric-frac game-over gin-fizz glisser-déposer goutte-à-goutte grand-chose grand-croix haut-le-coeur haut-le-corps
    haut-le-cœur hi-fi high-tech hip-hop hula-hoop in-douze in-folio in-octavo in-plano in-quarto in-seize
    je-ne-sais-quoi jean-foutre jiu-jitsu know-how kung-fu lacrima-christi lacryma-christi laisser-aller
    laissez-passer lapis-lazuli là-haut marie-jeanne mea-culpa mezzo-tinto mi-temps mieux-être moi-même
    mort-aux-rats mêlé-cass nec-plus-ultra noli-me-tangere non-moi non-être nord-est nord-ouest notre-dame nu-pieds
    on-dit ouï-dire palma-christi pas-grand-chose passe-passe peer-to-peer perce-neige pied-à-terre plus-que-tout
    porte-à-porte post-scriptum pot-au-feu pot-à-feu pousse-pousse prince-de-galles prêchi-prêcha pur-sang pêle-mêle
    quant-à-soi quatre-quarts quatre-vingt-dix qui-vive ras-le-bol ray-grass rez-de-chaussée rhythm-and-blues
    rock-and-roll rock-n-roll rose-croix sang-froid sauve-qui-peut savoir-faire savoir-vivre soixante-dix sous-seing
    spina-bifida statu-quo sud-est sud-ouest sur-mesure terre-neuve tic-tac tohu-bohu tom-pouce tout-terrain
    tout-venant tout-à-l’égout train-train tsé-tsé turn-over tête-bêche tête-à-queue ultra-petita uva-ursi va-tout
    vade-mecum vert-de-gris vice-versa vol-au-vent volte-face walk-over wi-fi à-peu-près à-plat-ventre
    """
)
# One by one.
COMPOUNDS = pairs(
    """
    aide-comptable:aides-comptables aide-cuisinier:aides-cuisiniers aide-mémoire:aide-mémoires
    aide-ménagère:aides-ménagères aide-soignant:aides-soignants aide-soignante:aides-soignantes
    aide-éducateur:aides-éducateurs aide-éducatrice:aides-éducatrices appareil-photo:appareils-photo
    appui-bras:appuis-bras appui-main:appuis-main appui-tête:appuis-tête avant-centre:avants-centres
    bas-bleu:bas-bleus basse-contre:basses-contre boui-boui:bouis-bouis café-concert:cafés-concerts
    café-crème:cafés-crème café-théâtre:cafés-théâtres caméra-vidéo:caméras-vidéo cheval-d’arçon:chevaux-d’arçons
    cheval-d’arçons:chevaux-d’arçons chevau-léger:chevau-légers chow-chow:chows-chows chèvre-pied:chèvre-pieds
    code-barres:codes-barres compte-rendu:comptes-rendus contre-pouvoir:contre-pouvoirs
    couche-culotte:couches-culottes court-circuit:courts-circuits croche-pied:croche-pieds crédit-bail:crédits-bails
    dernier-né:derniers-nés dos-nu:dos-nus dure-mère:dures-mères eau-forte:eaux-fortes fac-simile:fac-similés
    fac-similé:fac-similés fou-fou:fous-fous franc-comtois:francs-comtois franc-maçonne:franc-maçonnes
    frou-frou:frous-frous garde-barrière:gardes-barrières garde-champêtre:gardes-champêtres
    garde-chasse:gardes-chasse garde-côte:garde-côtes garde-forestier:gardes-forestiers
    garde-frontière:gardes-frontières garde-malade:gardes-malades garde-pêche:gardes-pêche
    garden-party:garden-partys grand-duc:grands-ducs grand-maman:grands-mamans grand-messe:grands-messes
    grand-mère:grands-mères grand-route:grands-routes grand-rue:grands-rues grand-tante:grands-tantes
    grand-voile:grands-voiles gri-gri:gris-gris haut-de-chausse:hauts-de-chausses haut-de-forme:hauts-de-forme
    haute-contre:hautes-contre jeu-vidéo:jeux-vidéo libre-service:libres-services lieu-dit:lieux-dits
    micro-casque:micros-casques micro-cravate:micros-cravates micro-trottoir:micros-trottoirs mont-joie:monts-joie
    montre-bracelet:montres-bracelets mère-grand:mères-grand méli-mélo:mélis-mélos nouveau-né:nouveau-nés
    nouveau-née:nouveau-nées nouveau-venu:nouveaux-venus passe-thé:passe-thés photo-finish:photos-finish
    photo-robot:photos-robots photo-roman:photos-romans pince-monseigneur:pinces-monseigneur
    plan-concave:plan-concaves plan-convexe:plan-convexes plus-que-parfait:plus-que-parfaits
    porte-fenêtre:portes-fenêtres pot-pourri:pots-pourris premier-né:premiers-nés pré-salé:prés-salés
    prêt-bail:prêts-bails question-réponse:questions-réponses radio-réveil:radios-réveils
    radio-téléphone:radios-téléphones rouge-gorge:rouges-gorges sacré-cœur:sacrés-cœurs safari-photo:safaris-photos
    sans-faute:sans-fautes self-made-man:self-made-men self-service:self-services service-client:services-client
    soutien-gorge:soutiens-gorge start-up:start-ups station-service:stations-service taille-crayon:taille-crayons
    taille-douce:tailles-douces talkie-walkie:talkies-walkies terre-plein:terre-pleins tire-fond:tire-fonds
    trop-plein:trop-pleins vive-arête:vives-arêtes vive-eau:vives-eaux œil-de-perdrix:œils-de-perdrix
    """
)
