"""What spelling alone does not tell of French plurals and feminines: tables for `agreement`."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of `text`."""
    return frozenset(text.split())


def pairs(text: str) -> dict[str, str]:
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
    acajou anthracite antichoc antigel antirouille antivol arc-en-ciel auburn baba bio bordeaux carmin cerise citron
    cool corail crème debout dernier-cri disco express extra fluo grenat géo hi-fi hors-bord hyper in indigo ivoire
    jade kaki kitsch lavande maison marine marron maxi mini moutarde nacre ocre olive orange paille pile pop prune
    punk rock rétro safran saumon standard super sépia top tout-terrain turbo turquoise ultra vintage zen ébène
    émeraude amont aval nord sud est ouest météo aérosol chocolat caramel canari mastic toc soul sport antibruit
    antirides antitabac antipoison chair lilas rubis vermillon outremer réséda abricot amarante aubergine aurore
    brique café cannelle carotte céladon filasse garance groseille havane magenta cyan azur saphir canon casher
    kasher cascher kascher halal design dry funky groggy gnangnan cracra british country compound comptant
    dextrorsum flood golden hard hot intestat let live high-tech low-cost kawaii 3D 2D HD LED DIY vegan clean fun
    off open soft light underground afro audio vidéo antigang antihalo antipersonnel antitrust bath bien mieux
    tip-top choc rasoir rosat princeps topless sterling nickel paf boeuf bœuf nature pervenche noisette pistache
    champagne miel tabac framboise fraise coquelicot citrouille rouille ardoise café-crème aigue-marine cuivre
    bronze argent or paprika curry sable tilleul cognac parme absinthe tomate mandarine melon pêche mirabelle puce
    tango tête-de-nègre vert-de-gris feuille-morte poivre-sel acier platine vanille réglisse myrtille cassis pomme
    moka praline pivoine glycine lin taupe souris ambre jais corbeau jonquille poussin paon cobalt étain fer-blanc
    perle bisque camel sapin wengé teck ficelle handmade wireless offline online hardcore made-in gore trash dark
    steampunk cyberpunk manga emo gothic heavy-metal antidouleur antipollution antidopage antihausse antibrouillard
    antiradar antiroulis antiradiation antiaérosol antifeu antichute sens-dessus-dessous haut-de-gamme bas-de-gamme
    fuchsia pastel avant afrikaans antimite antimites monobloc arrière gratis cyber laser wifi wi-fi bluetooth lol
    swag random fail power gamer cartoon
    """
)
# One form for both genders, an s in the plural.
EPICENE = words(
    """
    amateur angora junior senior major relax inox viking riquiqui rikiki gringalet bidon mastoc furax chamois biplan
    bombardier carburant malabar mariol maya inca ténor antireflet bimoteur plouc zazou gay chef fan dégueu chic
    snob sexy select black folk funk glamour cajun anar albinos craignos heimatlos azygos autofocus schnock schnok
    smart scratch big trans ripou cachou cucu cucul neuneu bolchevik rom goy goï kitch sensass zarbi zinzin chérot
    afrikander afrikaner cantilever cockney touareg minimum maximum optimum duplex multiplex contumax sioux ado
    accro ok fanny barjo monorail beauf geek nerd relou chelou perso pro démo écolo macho mytho parano dingo populo
    intello facho prolo alcoolo gogol leader mannequin témoin boss star vip cador caïd hippie antichar
    antidépresseur
    """
)
# Masculine singular → feminine singular.
FEMININE = pairs(
    """
    beau:belle nouveau:nouvelle fou:folle mou:molle vieux:vieille jumeau:jumelle tourangeau:tourangelle
    blanc:blanche franc:franche sec:sèche frais:fraîche doux:douce faux:fausse roux:rousse gros:grosse gras:grasse
    bas:basse épais:épaisse las:lasse métis:métisse exprès:expresse long:longue oblong:oblongue public:publique
    caduc:caduque turc:turque laïc:laïque grec:grecque ammoniac:ammoniaque malin:maligne bénin:bénigne
    favori:favorite rigolo:rigolote coi:coite gentil:gentille pareil:pareille vermeil:vermeille nul:nulle
    vieil:vieille sot:sotte vieillot:vieillotte pâlot:pâlotte boulot:boulotte maigriot:maigriotte bellot:bellotte
    complet:complète incomplet:incomplète concret:concrète désuet:désuète discret:discrète indiscret:indiscrète
    inquiet:inquiète quiet:quiète replet:replète secret:secrète bref:brève tiers:tierce aigu:aiguë ambigu:ambiguë
    contigu:contiguë exigu:exiguë suraigu:suraiguë traître:traîtresse enchanteur:enchanteresse vengeur:vengeresse
    paysan:paysanne rouan:rouanne chat:chatte andalou:andalouse esquimau:esquimaude hébreu:hébraïque
    pécheur:pécheresse absous:absoute dissous:dissoute tout:toute aigre-doux:aigre-douce dû:due mû:mue
    maître:maîtresse maous:maousse préfet:préfète copain:copine chou:choute bêta:bêtasse fou-fou:fofolle
    foufou:fofolle champis:champisse balès:balèze boscot:boscotte griot:griotte profès:professe subaigu:subaiguë
    ogre:ogresse tigre:tigresse hôte:hôtesse prince:princesse barlong:barlongue parapublic:parapublique lapon:lapone
    mormon:mormone ouzbek:ouzbèke roi:reine empereur:impératrice héros:héroïne duc:duchesse comte:comtesse
    loup:louve dieu:déesse sorcier:sorcière thaï:thaïe vaudou:vaudoue canaque:canaque bigouden:bigoudène
    dauphin:dauphine diable:diablesse âne:ânesse kanak:kanake tadjik:tadjike
    """
)
# Words in -eur that only take an e, besides those in -érieur.
EUR_E = words("majeur mineur meilleur prieur")
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
    autoporteur carotteur peloteur boycotteur brouteur éreinteur affréteur ameuteur rioteur crotteur fêteur hoqueteur
    crapahuteur heurteur
    """
)
# Singular → plural.
PLURAL = pairs(
    """
    œil:yeux oeil:yeux vieil:vieux ciel:cieux monsieur:messieurs madame:mesdames mademoiselle:mesdemoiselles
    bonhomme:bonshommes gentilhomme:gentilshommes bal:bals carnaval:carnavals chacal:chacals festival:festivals
    récital:récitals régal:régals cérémonial:cérémonials narval:narvals gavial:gavials serval:servals
    caracal:caracals orignal:orignaux aval:avals étal:étals val:vals pal:pals cal:cals choral:chorals santal:santals
    mistral:mistrals cantal:cantals emmental:emmentals nopal:nopals copal:copals rorqual:rorquals bail:baux
    corail:coraux émail:émaux soupirail:soupiraux travail:travaux vantail:vantaux ventail:ventaux vitrail:vitraux
    fermail:fermaux gemmail:gemmaux landau:landaus sarrau:sarraus bleu:bleus pneu:pneus émeu:émeus bijou:bijoux
    caillou:cailloux chou:choux genou:genoux hibou:hiboux joujou:joujoux pou:poux ripou:ripoux banal:banals
    bancal:bancals fatal:fatals final:finals glacial:glacials naval:navals tombal:tombals boréal:boréals
    austral:australs tout:tous fou-fou:fous-fous aïeul:aïeux targui:touareg hébreu:hébreux goal:goals gayal:gayals
    pascal:pascals tergal:tergals saroual:sarouals morfal:morfals kraal:kraals rial:rials sial:sials
    véronal:véronals floréal:floréals télétravail:télétravaux enfeu:enfeus aéronaval:aéronavals restau:restaus
    resto:restos futal:futals rital:ritals barbital:barbitals phénobarbital:phénobarbitals penthotal:penthotals
    pentothal:pentothals captal:captals pipéronal:pipéronals prairial:prairials furfural:furfurals kérabau:kérabaus
    spiritual:spirituals revival:revivals sisal:sisals gardénal:gardénals trial:trials dispersal:dispersals
    deal:deals joual:jouals chloral:chlorals gal:gals appeal:appeals unau:unaus schleu:schleus germinal:germinaux
    galgal:galgals richelieu:richelieus corral:corrals marshal:marshals tincal:tincals minerval:minervals
    emmenthal:emmenthals tagal:tagals salicional:salicionals quetzal:quetzals erratum:errata
    penthiobarbital:penthiobarbitals gentleman:gentlemen policeman:policemen clergyman:clergymen jedi:jedis
    ravioli:raviolis fractal:fractals tonal:tonals foutral:foutrals tutoral:tutorals bantou:bantous mescal:mescals
    matorral:matorrals kursaal:kursaals dégueu:dégueus neuneu:neuneus
    """
)
# Nouns that never take an s: letters, notes, exclamations, Latin that begins a prayer or a form.
NEVER_PLURAL = words(
    """
    alpha epsilon zêta dzêta thêta iota kappa omicron pi rhô tau phi khi psi oméga upsilon xi ksi mu gamma
    do ré mi fa la si ut oui non ana amen kyrie miserere magnificat confiteor satisfecit deleatur imprimatur exeat
    incipit exequatur fiat olim exit extra surmoi hic sept min kitsch yiddish prorata fortissimo tutti addenda
    duplicata triplicata torii euh aïe zzz
    """
)
# The adjectives that stand before their noun unless a lexicon says otherwise.
BEFORE = words(
    """
    beau bon grand gros petit vieux nouveau joli mauvais jeune gentil vilain haut long vrai double demi énorme immense
    premier brave pauvre faux ancien futur prétendu
    """
)
