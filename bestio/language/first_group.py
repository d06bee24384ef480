"""Frequent French verbs in -er, so that their forms are known for verbs when they are met in a text."""

from __future__ import annotations

from bestio.language.agreement_tables import words

FIRST_GROUP = words(
    """
    abandonner aborder aboyer abriter accepter accompagner accorder accrocher accuser acheter achever adapter
    additionner adhérer adopter adorer adresser affirmer affronter agacer agiter aider aimer ajouter alerter aligner
    allier allonger allumer amener amuser analyser animer annoncer annuler apaiser apeurer appeler appliquer
    apporter apprécier approcher appuyer armer arpenter arracher arranger arrêter arriver arroser articuler asperger
    assembler assiéger assigner assister assommer assurer astiquer attacher attaquer atteler attirer attraper
    attribuer augmenter avaler avancer avouer bâcler baigner bâiller baisser balancer balayer balbutier barboter
    barrer bavarder bégayer bêler bercer bichonner blaguer blesser bloquer boiter border boucher bouder bouger
    bouillonner boulonner bousculer boutonner brailler brancher braver bredouiller bricoler briller briser bronzer
    brosser broyer brûler cacher calculer caler câliner calmer camper capter capturer caresser casser causer céder
    célébrer cesser changer chanter charger charmer chasser chatouiller chauffer chausser chavirer chercher
    chevaucher chiffrer chipoter chuchoter circuler cirer clapoter claquer clarifier classer cligner clignoter
    cliquer clouer coasser coder cogner coiffer coller colorier commander commencer communiquer compléter compliquer
    composer compter concerner confectionner confier configurer confisquer conjuguer conseiller conserver considérer
    consoler constater consulter contacter contempler contenter contester continuer contourner contrarier contrôler
    convoquer coopérer copier corriger côtoyer couler couper courber couronner coûter cracher craquer créer crépiter
    creuser crever crier critiquer croasser croiser croquer cuisiner culbuter cultiver danser dater débarquer
    débarrasser déborder débouler déboulonner débrancher débrouiller déchiffrer déchirer décider déclarer décliner
    décoder décoller décorer découper décrocher dédier dégager dégonfler dégoutter dégringoler déguiser déguster
    déjeuner délivrer demander démanger démarrer démêler déménager demeurer démonter démultiplier dénoncer dépasser
    dépêcher dépenser déplacer déplier déposer déranger dérober dérouler désespérer désigner désirer dessiner
    détacher détailler détester détourner détraquer dévaler développer deviner deviser dévisser dévorer
    diagnostiquer dialoguer dicter diffuser digérer diminuer dîner diriger discuter disposer disputer dissimuler
    distinguer distribuer diviser dominer dompter donner dorer doubler douter dresser durer écailler écarter
    échafauder échanger échapper échouer éclabousser éclairer éclater économiser écouter écraser éditer effacer
    effectuer effleurer effrayer égarer élaborer électriser élever éloigner emballer embarquer embaucher embêter
    embrasser embrouiller émerveiller émigrer emmener empêcher empiler employer empoigner emporter emprunter
    encaisser enchaîner enchanter encourager endommager énerver enfermer enfiler enfoncer engager enjamber enlever
    ennuyer enquêter enregistrer enrouler enseigner ensorceler entasser enterrer entonner entourer entraîner entrer
    envelopper envisager envoler épargner éparpiller épater épeler épicer épier éplucher épouser éprouver épuiser
    équiper errer escalader espérer essayer essuyer estimer étaler éternuer étinceler étirer étonner étouffer
    étrangler étudier évacuer évaluer éveiller éventer éviter évoquer exagérer examiner exclamer excuser exécuter
    exercer exhiber exiger exister expédier expliquer exploiter explorer exploser exposer exprimer fabriquer fâcher
    faner fasciner fatiguer féliciter fermer fêter feuilleter ficeler ficher figurer filer filmer filtrer fixer
    flairer flamber flâner flatter flotter foncer fonctionner forcer forger former fouiller frapper fredonner
    freiner fréquenter frissonner froisser frôler froncer frotter froufrouter fumer gagner galoper gambader garder
    garer gargouiller gaspiller gâter gazouiller geler gêner générer gercer gicler glacer glisser gober gommer
    gonfler goûter gouverner graisser gratter graver grelotter gribouiller griffer grignoter griller grimper grincer
    griser grogner grommeler gronder grouiller guetter guider habiller habiter habituer hanter hausser hériter
    hésiter heurter hisser hocher huer huiler hululer hurler identifier ignorer illuminer imaginer imiter
    immobiliser importer imposer imprimer improviser incarner inciter incliner indiquer informer inonder inquiéter
    insister inspecter inspirer installer insulter intéresser interroger intriguer inventer inviter irriter isoler
    jardiner jaser jeter jeûner jongler jouer juger jurer klaxonner lâcher laisser lancer lasser laver lécher lever
    libérer ligoter limer limiter lister livrer loger longer lorgner loucher louer lubrifier lutter mâcher maîtriser
    maltraiter manger manier manipuler manquer maquiller marchander marcher marier marmonner marquer masquer méditer
    mélanger mêler mémoriser menacer ménager mener mentionner mériter mesurer miauler mijoter mimer miser mobiliser
    moderniser modifier moduler monter montrer moquer mordiller mouiller mouliner multiplier murmurer nager narguer
    narrer naviguer négliger négocier neiger nettoyer nicher nier nommer noter nouer noyer numéroter obliger obséder
    observer obstiner occuper offenser opérer ordonner organiser orner oser ôter oublier paniquer papoter pardonner
    parfumer parier parler parsemer partager participer passer passionner patauger patienter patiner patrouiller
    payer pêcher pédaler peigner peler pencher pénétrer penser percer percher percuter perfectionner persuader peser
    pester photographier pianoter picorer picoter piloter pincer piquer pirater pister pivoter placer plaider
    plaisanter planer planter plaquer pleurer plier plisser plonger pointer polluer pomper ponctuer porter poser
    posséder poster potasser pousser pratiquer précipiter préciser préférer prélever préparer présenter préserver
    presser prêter prier programmer progresser projeter prolonger promener prôner prononcer propager proposer
    propulser protester prouver provoquer puiser questionner quitter raccommoder raccrocher raconter radoter
    raffoler rafistoler rager raisonner rallumer ramasser ramener ramer ramper ranger ranimer râper rapetisser
    rappeler rapporter rapprocher raser rassembler rassurer rater rattacher rattraper rayonner réaliser rebooter
    rebrousser recharger réchauffer réciter réclamer recoller récolter recommencer recompter réconcilier recracher
    rectifier reculer récupérer recycler rédiger redonner redouter redresser refermer refléter réfugier refuser
    regagner régaler regarder régler régner regretter réinventer rejeter relâcher relancer relater relever relier
    remarquer remercier remonter remplacer remuer rencontrer renifler renoncer rentrer renverser renvoyer réparer
    repasser repérer répéter replier répliquer reposer repousser représenter reprogrammer réserver résister résonner
    respecter respirer ressembler ressusciter rester retaper retarder retirer retomber retourner retrouver réveiller
    révéler rêver ricaner ricocher rigoler rimer risquer rôder ronchonner ronfler ronger ronronner rouiller rouler
    rouspéter ruminer ruser sabler saboter sacrifier saler saluer sangloter satelliser saupoudrer sauter sauver
    savonner savourer scanner scier scintiller scruter sculpter sécher secouer sembler semer séparer serrer siffler
    signaler signer signifier sillonner simuler skier snober soigner solliciter sommeiller sonder sonner souder
    souffler souhaiter soulever soupçonner souper soupeser soupirer stocker stopper strier sucer sucrer suer
    suggérer suinter supporter supposer surfer surnommer sursauter surveiller survoler suspecter tacher tailler
    tamiser taper tapoter taquiner tarder tartiner tâter télécharger téléphoner témoigner tenter terminer tester
    téter tinter tirer tisser titiller tituber tomber tonner toquer tortiller toucher tourbillonner tourmenter
    tourner tousser tracer trafiquer traîner traiter trancher transformer transporter traquer travailler traverser
    trébucher trembler tremper tricher tricoter trier trinquer triompher tripler tripoter tromper troquer trotter
    troubler trouver truquer tuer tutoyer user usiner utiliser vaciller vagabonder valider valser vanter vaporiser
    veiller venger ventiler vérifier vernisser verser vexer vibrer vidanger vider virevolter viser visiter visser
    voler voltiger voter vouvoyer voyager vriller zapper zézayer zigzaguer zoomer zozoter
    """
)
