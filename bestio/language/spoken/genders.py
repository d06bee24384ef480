"""Which nouns are feminine, as far as is needed to say one or une before them: by their ending, and those met most."""

from __future__ import annotations

import re

FEMININE_END = re.compile(
    r"(?:[ts]ion|ette|elle|esse|euse|ence|ance|ure|ie|ière|ille|aison|ée|ose|ine|enne|onne|ade|ude|otte|oche|ouille|trice|"
    r"ise|ique|onde|ouche|aine|eine|erre|ienne|oire|ande|ague|ampe|ombe|umière|ente|ante|aille|euille|anche|inche|té|tié)s?$"
)
_SHE_NOUNS = """
lampe vis lune roue antenne minute seconde heure fois page classe fille femme mare patte tête dent pile vie voix nuit
main jambe aile griffe queue plume étoile porte phrase lettre ligne goutte clé clef corde poule vache chèvre pieuvre
baleine grenouille girafe souris fourmi abeille mouche tonne bête chose carte boîte forêt mer ville école
histoire image note année semaine place pièce pierre plante feuille fleur pomme poire orange larme flamme botte
robe cloche table chaise fenêtre montagne planète fusée tour maison fée reine princesse ombre sorte graine
algue ampoule ancre asperge bouilloire bibliothèque capsule chaîne cordelette corne cuillère doudoune gomme grue horloge
huître hélice lanterne locomotive malle meule murène méduse nageoire ourse palme pale passoire pelote pince radio rame
règle seiche sirène taupe tortue trousse ventouse éponge amie faute idée peur odeur couleur chaleur douceur
vapeur valeur lueur sueur saveur rumeur erreur longueur largeur hauteur profondeur grandeur sœur leçon façon chanson
rançon boisson moisson toison prison cloison trahison foi loi paix croix noix part mort soif faim fin eau peau mère
grand-mère tante nièce cousine dame demoiselle voisine copine maîtresse directrice mamie maman poupée barbe moustache
bouche langue joue oreille épaule cheville hanche poitrine moelle veine côte cuisse botte chaussure semelle chemise
veste jupe manche poche ceinture écharpe casquette culotte veste usine machine mécanique manivelle soudure courroie
tôle vitre brique tuile poutre planche pelle pioche hache scie lime clef perceuse tenaille bobine prise alarme
sonnerie batterie manette touche souris tablette télé caméra photo vidéo moto auto voiture bicyclette roulotte charrette
barque péniche voile rive île plage vague dune grotte colline vallée rivière source cascade flaque boue neige glace
grêle brume pluie tempête foudre comète galaxie saison fête foire messe danse musique chanson mélodie flûte harpe
guitare trompette corne caisse cage niche ruche toile coquille carapace écaille crinière bosse trompe pince gueule
meute horde bande foule équipe troupe famille rue route place gare avenue impasse ferme grange cave cabane hutte tente
chambre cuisine salle marche rampe cheminée poubelle brosse serviette éponge casserole poêle assiette tasse fourchette
cuiller soupe sauce tarte crêpe galette brioche confiture banane cerise fraise framboise pêche prune carotte salade
tomate courgette citrouille patate frite nouille omelette
affiche arme auto-école balle banque base basse bave beauté boule bourse brebis bulle butte canne cape case cellule
cendre chaire charge chatte chauve-souris chute cible cime cité claque coiffe colle commune compagne consigne console
coque coupe cour courbe course crapule crasse croûte crème crête cuve cymbale dalle date demi-finale demi-lune
demi-page dinde dispute encre enquête enveloppe excuse fable face fanfare farce feinte file fièvre flèche force forme
formule fortune fosse fourche frange fuite gamme gerbe gifle gorge gourde graisse grappe grimace grive guêpe honte
houle huile humeur insulte jarre jonque jungle lame larve licorne limace limite liste loge loupe louve lutte lyre
lèvre malice marge marmite masse menace molaire montre mousse moutarde mygale mèche mélasse méthode nappe natte norme
notice nuque oeuvre offre once opale orque outre paire panne panthère pantoufle parole pastèque pause perle perruque
perte phase pipe piqûre piste pitié plainte plaque plate-forme pointe police pompe possibilité poudre preuve puce
pyramide rafale recherche rencontre requête ressource ride rime ronce ruse récolte réponse réserve réunion saga saleté
salive sandale sangsue santé saucisse scène soeur sole somme soucoupe soupape spatule sphère spirale statue steppe
strophe suite surface syllabe tache tape taxe teinte tenue terrasse thèse tige tirelire tisane toque torche touffe
toundra tourte trace trame trappe tribu tripe truite tulipe tâche urne valse valve variable verrue vertu victime
vidange vigne vipère virgule volonté voûte vue zone écluse écorce écoute émeute énigme épave époque épreuve étagère
étape œuvre
loutre veuve campagne blouse mémoire misère affaire lessive vierge pâte carriole noce gêne coupole coutume charrue
justice récompense espèce grâce région défense cravate faveur mansarde tribune météo goyave fiole vigueur colère
missive lucarne solive sieste marque parenthèse paroisse herse huche pâleur besogne grammaire dérive estime complainte
frayeur épingle tringle bascule barre dépêche terreur hypothèse capote crèche nourrice cornemuse liqueur lenteur
blancheur morale candeur fatigue bourrasque langueur atmosphère conquête pudeur surcharge toux pantomime auberge
catastrophe louange ferveur bâche bruyère écume cruche moue ardeur sève galère jauge autruche syntaxe baraque
couleuvre stupeur faillite ligue bible revue réforme anecdote rescousse chair race menthe pancarte housse cathédrale
paume alerte canicule éclipse boucle horreur douleur fureur rigueur torpeur clameur tumeur teneur senteur puanteur
noirceur minceur froideur ampleur fraîcheur épaisseur maigreur rougeur rousseur grosseur cigogne perruche martre biche
jument hyène antilope langouste palourde morue carpe libellule cigale luciole chrysalide salamandre cithare
contrebasse betterave fève endive laitue échalote châtaigne figue datte mangue mûre olive commode agrafe capuche
crémaillère bride caverne savane chimère gorgone goule remorque pirogue gondole frégate ère averse gencive artère
vertèbre luge légende crainte antichambre parallèle diagonale droite molécule orbite pendule hydre moufle pelouse
petite grande vieille belle bonne mauvaise nouvelle grosse jolie seule dernière première longue haute ancienne
petites grandes vieilles belles bonnes nouvelles grosses jolies autres certaine
"""
FEMININE = frozenset(_SHE_NOUNS.split())
_HE_NOUNS = """
squelette musée lycée génie trophée silence incendie murmure domaine parapluie foie magazine moine scarabée mausolée
apogée amphibie sosie pygmée collège stade grade camarade paratonnerre verre tonnerre lierre cimetière derrière
satellite élastique casse garde mille millier portefeuille mercure cyanure augure carbure sulfure parjure pique-nique
moustique cirque disque risque masque casque kiosque mannequin domestique portique plastique cantique lexique mexique
quadrupède caducée athée gynécée coryphée athénée empyrée périgée pissenlit chèvrefeuille mille-feuille réverbère
territoire laboratoire observatoire interrogatoire réfectoire répertoire accessoire conservatoire purgatoire pourboire
ivoire mémoire grimoire auditoire oratoire directoire prétoire promontoire réquisitoire répertoire déboire
patrimoine chanoine câble magasin gorille vaudeville codicille quadrille mille crocodile monde congre
bronze trapèze pantalon poisson hérisson buisson frisson son blason tison poison oison
horizon bison vison diapason unisson saucisson caleçon garçon maçon glaçon soupçon hameçon limaçon pinçon
ange archange mélange échange losange lange dimanche timbre nombre arbre vampire navire sourire
empire rire cuivre poivre givre tigre chiffre coffre gouffre souffle siècle oncle angle triangle rectangle ongle
tour cours zombie renne capitaine coude reproche comique bastion jade nomade malade plantigrade parterre polichinelle
violoncelle vermicelle rebelle voile pédicure glucose brie
côté été pâté comté traité comité arrêté député doigté velouté décolleté raté karaté invité aparté acheté jeté sauté
planté porté compté resté monté
"""
MASCULINE = frozenset(_HE_NOUNS.split())


def is_feminine(noun: str) -> bool:
    """Whether `noun` (small letters), or the adjective that stands before one, is feminine, as far as is known."""
    single = noun.removesuffix("s")
    if single in MASCULINE or noun in MASCULINE:
        return False
    return single in FEMININE or noun in FEMININE or FEMININE_END.search(noun) is not None
