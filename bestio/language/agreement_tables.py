"""What spelling alone does not tell of French plurals and feminines: tables for `agreement`."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of `text`."""
    return frozenset(text.split())


def _pairs(text: str) -> dict[str, str]:
    """`one:other one:other` as a mapping."""
    return dict(pair.split(":") for pair in text.split())


PREPOSITIONS = words(
    """
    à au aux de d’ du des en sans sous sur par pour avec contre dans chez comme façon taille version hors entre vers
    """
)
# Words before an adjective that never change with it; "_" joins those of several words.
ADVERBS = words(
    """
    assez bien déjà en_partie encore fort fraîchement hyper jamais mal mi moins non parfois pas peu plus plutôt
    presque quasi semi si souvent super tantôt toujours trop très ultra un_peu vaguement à_demi à_jamais
    à_moitié à_peine
    """
)
COLOURS = words(
    """
    beige blanc bleu blond brun châtain gris jaune mauve noir ocre orange pourpre rose rouge roux vert violet
    """
)
# Nouns used as colours, borrowed adjectives and the like: one form for all.
INVARIABLE = words(
    """
    acajou anthracite antichoc antigel antirouille antivol arc-en-ciel auburn baba bio bordeaux carmin cerise
    chic citron cool corail crème debout dernier-cri disco express extra fluo grenat géo hi-fi hors-bord hyper
    in indigo ivoire jade kaki kitsch lavande maison marine marron maxi mini moutarde nacre ocre olive orange
    paille pile pop prune punk rock rétro safran saumon sexy snob standard super sépia top tout-terrain turbo
    turquoise ultra vintage zen ébène émeraude amont aval nord sud est ouest météo aérosol chocolat caramel
    canari mastic toc soul select sport antibruit antirides antitabac antipoison chair lilas rubis vermillon
    outremer réséda
    """
)
# One form for both genders, an s in the plural.
EPICENE = words(
    """
    amateur angora junior senior major mat relax inox viking vaudou riquiqui rikiki gringalet bidon mastoc furax groggy
    chamois biplan bombardier carburant gnangnan malabar mariol thaï maya inca ténor antichar
    antibrouillard antireflet envahisseur bimoteur hippie plouc zazou gay
    """
)
# Masculine singular → feminine singular.
FEMININE = _pairs(
    """
    beau:belle nouveau:nouvelle fou:folle mou:molle vieux:vieille jumeau:jumelle tourangeau:tourangelle
    blanc:blanche franc:franche sec:sèche frais:fraîche doux:douce faux:fausse roux:rousse gros:grosse
    gras:grasse bas:basse épais:épaisse las:lasse métis:métisse exprès:expresse long:longue oblong:oblongue
    public:publique caduc:caduque turc:turque laïc:laïque grec:grecque ammoniac:ammoniaque malin:maligne
    bénin:bénigne favori:favorite rigolo:rigolote coi:coite gentil:gentille pareil:pareille vermeil:vermeille
    nul:nulle vieil:vieille sot:sotte vieillot:vieillotte pâlot:pâlotte boulot:boulotte maigriot:maigriotte
    bellot:bellotte complet:complète incomplet:incomplète concret:concrète désuet:désuète discret:discrète
    indiscret:indiscrète inquiet:inquiète quiet:quiète replet:replète secret:secrète bref:brève tiers:tierce
    aigu:aiguë ambigu:ambiguë contigu:contiguë exigu:exiguë suraigu:suraiguë traître:traîtresse
    enchanteur:enchanteresse vengeur:vengeresse paysan:paysanne rouan:rouanne chat:chatte andalou:andalouse
    esquimau:esquimaude hébreu:hébraïque pécheur:pécheresse absous:absoute dissous:dissoute tout:toute
    aigre-doux:aigre-douce dû:due mû:mue maître:maîtresse maous:maousse préfet:préfète copain:copine chou:choute
    bêta:bêtasse fou-fou:fofolle foufou:fofolle champis:champisse balès:balèze boscot:boscotte griot:griotte
    profès:professe subaigu:subaiguë ogre:ogresse tigre:tigresse hôte:hôtesse prince:princesse
    """
)
# Words in -eur that only take an e.
EUR_E = words("antérieur postérieur intérieur extérieur supérieur inférieur ultérieur majeur mineur meilleur prieur")
# Agents of verbs in -ter; all other words in -teur take -trice.
TEUSE = words(
    """
    acheteur affûteur arpenteur barboteur batteur boursicoteur brocanteur chahuteur chanteur chipoteur
    chuchoteur clignoteur colporteur combatteur compteur conteur convoiteur crachoteur culbuteur dateur
    débatteur dégoûteur discuteur disputeur dompteur douteur embêteur emboîteur emprunteur épateur ergoteur
    éventeur exploiteur flatteur fouetteur frotteur fureteur goûteur gratteur grelotteur grignoteur guetteur
    insulteur jeteur lutteur marmotteur menteur monteur numéroteur papoteur péteur pivoteur planteur pointeur
    porteur prêteur projeteur quêteur raboteur raconteur radoteur rapporteur saboteur sauteur siroteur
    souffleteur tapoteur tâteur tourmenteur toussoteur transporteur trembloteur tricoteur tripoteur trotteur
    vanteur visiteur vivoteur zozoteur complimenteur enquêteur flirteur inviteur orienteur prometteur rouspéteur
    autoporteur carotteur peloteur
    """
)
# Singular → plural.
PLURAL = _pairs(
    """
    œil:yeux oeil:yeux vieil:vieux ciel:cieux monsieur:messieurs madame:mesdames mademoiselle:mesdemoiselles
    bonhomme:bonshommes gentilhomme:gentilshommes bal:bals carnaval:carnavals chacal:chacals festival:festivals
    récital:récitals régal:régals cérémonial:cérémonials narval:narvals gavial:gavials serval:servals
    caracal:caracals orignal:orignals aval:avals étal:étals val:vals pal:pals cal:cals choral:chorals
    santal:santals mistral:mistrals cantal:cantals emmental:emmentals nopal:nopals copal:copals rorqual:rorquals
    bail:baux corail:coraux émail:émaux soupirail:soupiraux travail:travaux vantail:vantaux ventail:ventaux
    vitrail:vitraux fermail:fermaux gemmail:gemmaux landau:landaus sarrau:sarraus bleu:bleus pneu:pneus
    émeu:émeus bijou:bijoux caillou:cailloux chou:choux genou:genoux hibou:hiboux joujou:joujoux pou:poux
    ripou:ripoux banal:banals bancal:bancals fatal:fatals final:finals glacial:glacials natal:natals
    naval:navals tombal:tombals causal:causals boréal:boréals austral:australs tout:tous fou-fou:fous-fous
    aïeul:aïeux targui:touareg hébreu:hébreux prénatal:prénatals goal:goals gayal:gayals pascal:pascals
    tergal:tergals saroual:sarouals morfal:morfals kraal:kraals rial:rials sial:sials véronal:véronals
    floréal:floréals télétravail:télétravaux enfeu:enfeus aéronaval:aéronavals atonal:atonals
    """
)
# First half of compounds that is a verb: only its object takes the plural.
VERB_FIRST = words(
    """
    abat aide allume amuse appuie arrache attrape brise brûle cache casse chasse chauffe chausse compte coupe
    couvre croque cure essuie fait fume garde gratte grille lance lave lèche mange marque monte ouvre pare passe
    perce pique porte pousse presse protège pèse rabat ramasse remonte répond réveille saute serre souffle sèche
    taille tape tire tourne traîne trotte trouble tue vide vole écrase
    """
)
STAYS_WHOLE = words(
    """
    avant arrière contre sous sans après hors demi mi semi micro mini auto télé anti ciné vice super sur ultra non tout
    """
)
# The adjectives that stand before their noun unless a lexicon says otherwise.
BEFORE = words(
    """
    beau bon grand gros petit vieux nouveau joli mauvais jeune gentil vilain haut long vrai double demi énorme immense
    premier brave pauvre faux ancien futur prétendu
    """
)
