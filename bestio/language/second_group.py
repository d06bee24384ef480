"""French verbs of the second group ("ils grandissent"), so that a misspelt -ir verb is told, not guessed."""

from __future__ import annotations

from bestio.language.agreement_tables import words

SECOND_GROUP = words(
    """
    abasourdir abâtardir abêtir abolir abonnir aboutir abrutir accomplir accourcir accroupir adoucir affadir affaiblir
    affermir affranchir agir agonir agrandir aguerrir ahurir aigrir alanguir alentir allégir alourdir alunir
    amaigrir amatir amerrir ameublir amincir amoindrir amollir amortir anéantir anoblir anordir aplanir aplatir
    appauvrir appesantir applaudir appointir approfondir arrondir assagir assainir asservir assombrir assortir
    assoupir assouplir assourdir assouvir assujettir attendrir atterrir attiédir avachir avertir aveulir avilir
    bannir barrir bâtir bénir blanchir blêmir blettir bleuir blondir blottir bondir bouffir brandir brouir bruir
    brunir calmir candir catir chancir chérir choisir clapir clatir compatir convertir cotir crépir crounir croupir
    débâtir débleuir débrutir décatir décrépir définir défléchir défleurir défraîchir dégarnir dégauchir déglutir
    dégourdir dégrossir déguerpir déjaunir démaigrir démolir démunir dépérir dépolir déraidir dérougir désassortir
    désemplir désengourdir désenlaidir désépaissir désétablir désinvestir désobéir dessaisir dessertir désunir
    déverdir dévernir divertir doucir durcir ébahir ébaubir ébaudir éblouir ébroudir échampir éclaircir écrouir
    effleurir élargir élégir embellir emboutir embrunir emplir empuantir enchérir endolorir endurcir enforcir
    enfouir engloutir engourdir enhardir enlaidir ennoblir enorgueillir enrichir ensevelir envahir envieillir
    épaissir épanouir équarrir esbaudir estourbir établir étourdir étrécir évanouir faiblir farcir finir fléchir
    flétrir fleurir forcir fouir fourbir fournir fraîchir franchir frémir froidir garantir garnir gauchir gaudir
    gémir glapir glatir grandir gravir grossir guérir havir hennir honnir hourdir impartir infléchir interagir
    intervertir invertir investir jaillir jaunir jouir languir lotir louchir maigrir matir mégir meurtrir mincir
    moisir moitir mollir mugir munir mûrir nantir noircir nordir nourrir obéir obscurcir ourdir pâlir pâtir périr
    pervertir pétrir polir pourrir préétablir prémunir punir rabêtir rabonnir rabougrir raboutir raccourcir racornir
    radoucir raffermir rafraîchir ragaillardir raidir rajeunir ralentir ramollir rancir raplatir rapointir rassortir
    ravilir ravir réagir réassortir rebâtir reblanchir rebondir rechampir réchampir reconvertir recrépir redéfinir
    redémolir réfléchir refleurir refroidir regaillardir regarnir régir regrossir réinvestir rejaillir réjouir
    rembrunir remplir renchérir rendurcir renforcir renformir renoircir répartir repolir resalir resplendir
    ressaisir ressurgir resurgir rétablir retentir rétrécir rétroagir réunir réussir reverdir revernir revomir
    roidir rondir rosir rôtir rougir rouir roussir roustir rugir saisir salir serfouir sertir sévir subir subvertir
    superfinir surenchérir surgir surir tapir tarir ternir terrir tiédir trahir transir travestir unir vagir verdir
    vernir vieillir vomir vrombir
    """
)
