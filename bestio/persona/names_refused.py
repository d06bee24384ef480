"""What no name of a creature may be or hold: words for which children are laughed at, and words that exist.

Names are blended from syllables, which can add up to a word by accident. All is written without accents or capitals.
"""

from __future__ import annotations

import re

# Held anywhere in a name, whatever it was blended from.
RUDE = re.compile(
    r"con(?![qgfv])|cul|bite|pute|puta|merd|caca|pipi|nazi|sex|anus|zizi|nichon|salop|negr|pede|gouin|bougn|bicot|pouf|tapi(?:n|o)|"
    r"encul|niqu|couill|foutr|chier|chia|piss|teub|zob|suce|viol|tueu|mort|gros|laid|moch|debil|crev|crott|peteu|prout|porn|bais|"
    r"boch|youp|viet|mongol|vagin|penis|verge|cocu|trou|branl|baltring|catin|rat(?:e|ee)$|ss$|"
    r"^cor?nard|partou[sz]|etron|^anal|foutu|crouil|dondon|chass(?:e|es)$|grognass|putass|radass|boudin|gogol|autist|"
    r"clito|bitt|vulv|testic|teton|nibar|fess|cuni|fella|braguet|sperm|orgas|sodo|saligo|saligau|raton|bamboul|"
    r"chineto|rital|polak|gitan|romanich|^shit|hitl|heil|fuck|dick|cock|bitch|slut|drog|clodo|nabot|bouse|"
    r"cramouill|^poil|^pet(?!it)|^nul|crad|^cras|cafr|^chino$|^bit|^queu|tapet|tantou|tarlou|fiott|tafiol|lopett|chatt|foune|foufou|"
    r"(?<!c)arab|islam|^vom|^sein|pue$|chie|^porc"
)

REAL = frozenset(
    """
    accoree ailee ailette aminee ancrage ancree anette angon aniere annette ansee antique aquarelle aquatique
    arrosee bachat bacle ballet baltique baquette baron baroscope basee bauger bechat bechoir bedon belant belee
    belette beliere belitre belon belote beton bichat bichette bichon bicorne bidet bigrille bilee binard binette
    bipale bipied biquette biseau bisee bison bizou boisee boiton bolee bolet boris boson bottee bottillon boubou
    bouchat boucle bougon boulant boulee boulet boulette bouleuse boulin bouloir bousier boutee boutique brandon
    brouille cabot cachat cafeine cafouille calee calette calice calin camard camelote canette capas capee capon
    capron caquette carafe carcasse carene caret carillon carlin carneau carpillon casee caseine casino cassage
    casseau cassee cassette cassier casson cassure cerneau chainage chainee chainette chainon chandelle chantable
    chatiere chaton chemineau chemisee cheneau chenet chenue cheris ciron citable citerne clochee clochette cocasse
    cochat cochon colette colin colon comite compare congrue convolant copain copieuse coquette corbeille corbillon
    cordage cordee cordelle cordon cornage corneille cornet cornette corniere cornillon cornouille coron corton
    cotiere coton couchat couchette couchoir coulage coulant coulee coupas coupon crabot crachine cramee crampillon
    craquette crenage critique cunette curateur curium demanger discorde disette disquette distique dorlote doucet
    douchat doucine dralon drapas drapiere echarde echine echoir eclateur ecluse ecorne ecrier egrenage elance elave
    eloge emboite emmetre emmotte emonde emotive emotte empale empalme empatte empattes enchaine encorde encorne
    enracine enrene enroue enserre epair epale epeiche epieuse epince equille escarbot etable etique faison faitiere
    filage filateur filee filiere filon foudroie fouger foulage foulant foulee fouleuse fouloir foulon fourchat
    fourgon fourneau fuseau gachat gachette galette galon gardon gaveur gicle gifle gilet giron gommee gommette
    grelant grelon grenage grillant grillon gringalet grouille gruger hachette halage halant haleine haleuse hanchat
    helant helee hilote hippomobile hoquette horoscope huchat huguette huron iglou lachat lagon lamage lambeau
    laminee lampas lancine langer languette laniere lapereau lapon latin lavee lavette leveur levron linguette
    locomobile louchet louchon luger lutin machat machette machoir macle malice malin mallette manette mangeoire
    manille manillon manometre mantique maquette maquille maraud marchat marcotte marger marinette marino maris
    marouette marquette marris marron marseau martin masure materne matiere maton megarde melage melant melon meneau
    meson meulee meulette meuliere meulon milice millage millet mitron mottee mouchette moulage moulant mouliere
    mufle muguette mulet mulette mulon mulote muret murette mutable mutin mutique nagee nourrisson ourlant ourlet
    ourson ouvrage ouvreau ouvriere ouvron ouvrons pager palee palet palette paliere palisson palmaire palmee
    palmette palmiste palmite palote panard parafe parage parametre paraphe paree pareille paresse paris parlote
    parquette parton pascal pataud paterne patio patisson paton pattee pattue paveur pechat pechette pelee penard
    pepon perchat perfusee peris perlant perlon perron pesee peson peton pharillon photometre photon pieger pietin
    pincage pincette piston placet planage plaquette poilant poilee poison poitron porcine portable portage
    portillon poularde poulbot poulet poulette rabane rabot rachat racle radon rafle rager ralant ralee raleuse
    ramage ramee ramette ramille rampas rapas rapiere rasee ratiere rebot rechute recorde recrier reglant reglee
    reglet reglette regleuse regloir reloge remanger remboite renarde renchaine renquille rentable rentiere
    reparlant repince resille resquille retable retique revolant roulage roulant rouleuse rouloir roupillon routiere
    sabot salage saliere salin saloir salon sapas saris satin satire saveur serrage serree serveur sicle silice
    sommite songer sonnet sonorite sornette souchette soudiere soulage soulant soulee soulote soupas tablee tablette
    tacet tachette tachine tacle talant talitre tamarin tapas tapon tarin taupiere tendelle tendon tenon tenorite
    tenson tentateur tentee thermoscope thetique thorite tirage tiree tiret tirette tombeau tommette tonsure tonton
    toron touriere tourillon tournette tournille touron tourtiere trainard traineau trefle venee venette venger
    vibrateur volee volet voliere
    """.split()  # noqa: SIM905 (a list would be a page of quotation marks)
)
