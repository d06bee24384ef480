"""First names that pupils bear, without accents or capitals: no creature is called like one of the class."""

from __future__ import annotations

FIRST_NAMES = frozenset(
    """
    aaron abel abigail adam adele adrien agathe agnes aicha aida alain alan alban albane albert alec alessio alex
    alexandra alexandre alexia alexis ali alice alicia alienor aline alison alix alma alois alya amadou amandine
    amaury ambre ambroise amelia amelie amina aminata amine amir anael anaelle anais anatole andre andrea ange angele
    angelina angelo anis anissa anita anna annabelle anne annie anouk anselme anthony antoine anton antonin antonio
    apolline ariane ariel arielle armand armelle arnaud arsene arthur assia astrid aubin aude audrey auguste augustin
    aurel aurele aurelia aurelie aurelien auriane aurore axel axelle aya aymeric bachir baptiste barbara basile
    bastien beatrice benedicte benjamin benoit berenice bernard bertille bertrand bianca bilal blaise blanche boris
    brahim brandon brice brigitte brune bruno calixte calvin camelia camille candice capucine carine carla carole
    caroline cassandra cassandre catherine cecile cedric celeste celestin celia celine chaima chantal charles charlie
    charline charlotte cherif chiara chloe christelle christian christine christophe claire clara clarisse claude
    claudia claudine clea clelia clemence clement clementine cleo clotilde clovis colette colin coline come constance
    constant constantin coralie corentin corinne cosima cosme cyprien cyril cyrille cyrine dalia damien dan daniel
    daniela danielle daphne dario daryl david deborah delphine denis denise desire diana diane diego dimitri dina
    djibril dominique donatien dora dorian doriane dorothee dounia dylan eden edgar edith edmond edouard elea eleanor
    eleonore elia elian eliana elias elie eliette elina eline elio eliot eliott elisa elisabeth elise ella ellie
    elliot eloan eloane elodie eloi eloise elouan elsa elya ema emeline emeric emile emilia emilie emilien emma
    emmanuel emmy emy enora enzo eric erika erin ernest erwan esmee esteban estelle esther ethan etienne eugene
    eugenie eva evan evane eve fabien fabienne fabio fabrice fadi fanny fantine faouzi farah fares faris fatima fatou
    faustine felicie felicien felix ferdinand fernand fiona flavie flavien fleur flora florence florent florentin
    florian floriane florine france francine francis franck francois francoise frederic gabin gabriel gabriela
    gabrielle gael gaelle gaetan garance gaspard gaston gauthier genevieve geoffrey georges georgia gerald geraldine
    gerard germain ghislain gilles gina giorgio giulia gladys gloria godefroy gonzague gregoire gregory guilhem
    guillaume gustave guy gwen gwenael habib hadrien hakim hamza hannah haroun hassan hector helena helene heloise
    henri henry herve hicham hilaire hippolyte honore honorine hortense houda hubert hugo hugues iban ibrahim ibrahima
    ida idriss ilan ilana ilian iliana ilies ilona ilyan ilyes imane imran ines ingrid ioan irene irina iris isaac
    isabelle isaure ismael issa ivan jacqueline jacques jad jade james jamila jasmine jason jean jeanne jeannine
    jennifer jeremie jeremy jerome jessica jessy jim joachim joan joanna joao jocelyn jocelyne joel joelle johan
    johanna john jonas jonathan jordan joris jose joseph josephine joshua josue judith jules julia julian juliana
    julie julien julienne juliette junior justin justine kadiatou kais kamel karen karim karima karine katia kelly
    kelyan kenan kenza kenzo kevin khadija khalil killian kim klara koumba kylian laetitia laila lana lara laure
    laureen laurelle laurence laurent laurette laurie laurine lea leana leandra leandre leane leila lena lenny leny
    leo leon leona leonard leonardo leonie leonor leontine leopold leopoldine leslie lewis lia liam liana lila lilas
    lili lilia lilian liliane lilou lily lina linda line lino lionel lisa lisandro lise lison livia liya loan loane
    loelia logan lohan loic lois lola lorena lorenzo loris lou louane louanne louca louis louisa louise louison louka
    louna loup lubin luc luca lucas lucette lucia lucie lucien lucienne lucile lucille lucy ludivine ludovic luis luka
    lukas luna lya lyam lydia lydie lyna lyne lyra mael maelie maeline maelle maelys maeva magali malak malek malia
    malik malo malone malou mamadou manel manon manuel manuela marc marceau marcel marceline marcelle marco margaux
    margot marguerite maria mariam mariama marianne marie marielle marilou marin marina marine mario marion marius
    marjorie marlene marlon marouane marta marthe martial martin martine marvin marwa marwan maryam mateo mathew
    mathias mathieu mathilde mathis mathys matilda matis matteo matthias matthieu maud maurice max maxence maxime maya
    maylis medhi medine megane mehdi melanie melchior melina melinda meline melissa mellina melodie melvil melvin
    melvyn mia michael michel michele micheline mickael mikael mila milan milena milla milo mina minh mira miriam
    moana mohamed moise mona monique morgan morgane mouna moussa mustapha myriam nabil nada nadege nadia nadine nael
    nahel nahil naila naim naima nais naomi nassim natacha natalia natan natasha nathalie nathan nathanael nathaniel
    nawel nayla nejma nelia nelly nelson nerys nessim nestor neyla nicolas nicole nicolette nihad nikita nils nina
    nine nino ninon noa noah noam noe noel noelie noelle noemie nolan nolann nolwenn nora norah norbert nour oceane
    octave octavie odette odile olga olivia olivier olympe omar ombeline oriane orlando orlane oscar oumar owen pablo
    pacome paloma paola pascal pascale patricia patrick paul paula paulette paulin pauline pedro penelope perceval
    perrine philemon philibert philippe philomene pia pierre pierrette pio prosper prudence prune quentin quitterie
    rachel rachid rafael raissa ralph ramon ramy rania raoul raphael raphaelle rayan rayane raymond rebecca regine
    regis remi remy renan renata renaud rene renee reynald ricardo richard rim rita riwan robert robin robinson
    rodolphe rodrigo rodrigue roger roland rolande romain romaine roman romane romaric romeo romuald romy ronan rosa
    rosalie rose roseline rosine roxane ruben ryan sabine sabri sabrina sacha safia said salim salima salma salome
    salvador sam samantha sami samia samir samson samuel samy sandra sandrine sandro santiago sara sarah sasha saul
    savannah scarlett sebastien selena selene selim selma serena serge severin severine shana shanel sharon sibylle
    sidonie sienna silas simeon simon simone sixte sixtine soan sofia sofiane solal solange solene soline sonia sophia
    sophie soraya souleymane stanislas stella stephane stephanie steven suzanne suzie suzon sven sybille sylvain
    sylvaine sylvester sylvestre sylviane sylvie tahar talia tanguy tania tara tarek tatiana tea teddy telma teo
    teodor terence tess tessa thais thea thelma theo theodora theodore theophile theotime therese thibaud thibault
    thibaut thierry thomas tia tiago tiana timeo timote timothe timothee tino titouan titus tobias tom toma tomas
    tommy toni tony tristan ugo ulysse valentin valentina valentine valere valerian valerie valery vanessa vera
    veronique vianney vicky victoire victor victoria vincent violaine violette virgile virginie vivian viviane vivien
    vladimir wael walid walter wendy wesley wilfried william willy xavier yacine yael yanis yann yanna yannick yannis
    yara yasin yasmina yasmine yasser yoan yoann yohan yohann yolande youcef youness youri yousra youssef yuna yuri
    yves yvette yvon yvonne zacharie zack zadig zakaria zelda zelie zeline zeno zephyr zina zineb zinedine zoe zora
    """.split()  # noqa: SIM905 (a list would be pages of quotation marks)
)
