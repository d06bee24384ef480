"""Hard cases of French: what is typed, the sentences to be found, and (for some) the tokens.

Sentences are written with plain spaces; `fine` puts the no-break ones where French print has them.
"""

import re

NBSP, NARROW = "\u00a0", "\u202f"


def fine(text: str) -> str:
    """No-break spaces before ; ! ? : » % and after « and an opening dash."""
    text = re.sub(r" ([;!?])", rf"{NARROW}\1", text)
    text = re.sub(r" (:(?![-)(])|[»%€])", rf"{NBSP}\1", text)
    return re.sub(r"^— ", f"—{NBSP}", text.replace("« ", f"«{NBSP}"))


# What is typed, and its sentences.
CASES: list[tuple[str, list[str]]] = [
    # Ends of sentences
    ("Le robot dort. Il rêve.", ["Le robot dort.", "Il rêve."]),
    ("Tu viens ? Oui ! Alors cours.", ["Tu viens ?", "Oui !", "Alors cours."]),
    ("Tu viens? Oui! Alors cours.", ["Tu viens ?", "Oui !", "Alors cours."]),
    ("Quoi ?! Encore lui !", ["Quoi ?!", "Encore lui !"]),
    ("Quoi ? ! Encore lui ! ! !", ["Quoi ?!", "Encore lui !!!"]),
    ("Non !!!!!!! Pas ça.", ["Non !!!", "Pas ça."]),
    ("Il attend... Puis il part.", ["Il attend…", "Puis il part."]),
    ("Il attend… puis il part.", ["Il attend… puis il part."]),
    ("Je… je ne sais pas.", ["Je… je ne sais pas."]),
    ("Il attend . . . Rien ne vient.", ["Il attend…", "Rien ne vient."]),
    ("…et le robot repartit.", ["…et le robot repartit."]),
    ("Ah ! quel bruit.", ["Ah ! quel bruit."]),
    ("Vraiment ?… Bon.", ["Vraiment ?…", "Bon."]),
    # Abbreviations, initials, figures
    ("M. Boulon et Mme Vis sont là. Ils rient.", ["M. Boulon et Mme Vis sont là.", "Ils rient."]),
    ("Le Dr. Rouille soigne les robots.", ["Le Dr. Rouille soigne les robots."]),
    ("Des vis, des clous, etc. Le sac est lourd.", ["Des vis, des clous, etc.", "Le sac est lourd."]),
    ("Des vis, des clous, etc. pour la tortue.", ["Des vis, des clous, etc. pour la tortue."]),
    ("J. Verne l’a écrit. J.-P. Tôle aussi.", ["J. Verne l’a écrit.", "J.-P. Tôle aussi."]),
    ("Il habite l’escalier B. Il y dort.", ["Il habite l’escalier B.", "Il y dort."]),
    ("La S.N.C.F. Bestio roule.", ["La S.N.C.F. Bestio roule."]),
    ("Voir p. 12 du manuel.", ["Voir p. 12 du manuel."]),
    ("Il pèse 3,14 kg et mesure 2.5 m.", ["Il pèse 3,14 kg et mesure 2.5 m."]),
    ("Il a 1 000 000 de boulons.", ["Il a 1 000 000 de boulons."]),
    ("Rendez-vous à 12:30 ou à 14h05.", ["Rendez-vous à 12:30 ou à 14h05."]),
    ("Né en 2012. Mort jamais.", ["Né en 2012.", "Mort jamais."]),
    ("1. Ouvre le capot. 2. Ferme-le.", ["1. Ouvre le capot.", "2. Ferme-le."]),
    ("R2D2 et C3PO ont 50% de piles.", ["R2D2 et C3PO ont 50 % de piles."]),
    ("Le robot n°5 vole.", [f"Le robot n°{NBSP}5 vole."]),
    # Quotations and parentheses
    ("Il dit : « Viens ! Je t'attends. » Elle part.", ["Il dit : « Viens ! Je t’attends. »", "Elle part."]),
    ("« Viens ! » dit-il.", ["« Viens ! » dit-il."]),
    ('Il cria "stop" et partit.', ["Il cria « stop » et partit."]),
    ("Il cria “stop” et partit.", ["Il cria « stop » et partit."]),
    ("Il cria «stop» et partit.", ["Il cria « stop » et partit."]),
    ("Il dit 'bonjour' au hibou.", ["Il dit « bonjour » au hibou."]),
    ('"Oui" dit-il. "Non" dit-elle.', ["« Oui » dit-il.", "« Non » dit-elle."]),
    ("Le hibou (un vieux. Très vieux.) dort.", ["Le hibou (un vieux. Très vieux.) dort."]),
    ("Il a mangé […] et puis rien.", ["Il a mangé […] et puis rien."]),
    # Dialogue
    ("- Bonjour !\n- Salut, dit-il.", ["— Bonjour !", "— Salut, dit-il."]),
    ("— Bonjour. — Bonsoir.", ["— Bonjour.", "— Bonsoir."]),
    ("–Qui es-tu ?\n–Un robot.", ["— Qui es-tu ?", "— Un robot."]),
    ("Oui ! – dit-il – peut-être.", ["Oui ! – dit-il – peut-être."]),
    ("Le chat - un vrai - dort.", ["Le chat – un vrai – dort."]),
    ("Le chat -- un vrai -- dort.", ["Le chat — un vrai — dort."]),
    # Apostrophes, hyphens, elisions
    ("l'eau et l’eau", ["l’eau et l’eau"]),
    ("Aujourd'hui, presqu'île et quelqu'un.", ["Aujourd’hui, presqu’île et quelqu’un."]),
    ("Va-t-il jusqu'au-dessus ? Peut-être.", ["Va-t-il jusqu’au-dessus ?", "Peut-être."]),
    ("Qu'est-ce que c'est qu'un chef-d'œuvre ?", ["Qu’est-ce que c’est qu’un chef-d’œuvre ?"]),
    ("C'est-à-dire qu'il s'ennuie.", ["C’est-à-dire qu’il s’ennuie."]),
    ("Rock'n'roll et p'tit O'Connor.", ["Rock’n’roll et p’tit O’Connor."]),
    ("D'abord, d'aujourd'hui à demain.", ["D’abord, d’aujourd’hui à demain."]),
    ("Les élèves·es et le(s) robot(s) et/ou moi.", ["Les élèves·es et le(s) robot(s) et/ou moi."]),
    # Pupils' texts
    ("le robot mange. il dort. il ronfle", ["le robot mange.", "il dort.", "il ronfle"]),
    ("le robot mange !! il dort ? oui", ["le robot mange !!", "il dort ?", "oui"]),
    (
        "mon robot est bleu\nil mange des clous\nil est gentil",
        ["mon robot est bleu", "il mange des clous", "il est gentil"],
    ),
    ("Titre\n\nUn jour, il plut.", ["Titre", "Un jour, il plut."]),
    ("Trop bien 😀 ! Il vole 🤖🦉.", ["Trop bien 😀 !", "Il vole 🤖🦉."]),
    ("Super ! 😀 Il part. 👩‍🚀", ["Super ! 😀", "Il part. 👩‍🚀"]),
    ("Il rit :) et pleure :-( mais <3 toujours", ["Il rit :) et pleure :-( mais <3 toujours"]),
    ("Écris à moi@ecole.fr ou va sur https://exemple.fr/page?x=1.", ["Écris à ou va sur."]),
    ("E\u0301toile de\u0301chue, cœur d’acier.", ["Étoile déchue, cœur d’acier."]),
    ("Le\u00a0robot\u202f!\u2009Oui\u2003non\tbref", ["Le robot !", "Oui non bref"]),
    ("Il rit\u202e.\u200b Il p\x00art.", ["Il rit.", "Il part."]),
    # No space after the mark
    (
        "Le robot dort dans la mare.Il rêve.La lune brille.",
        ["Le robot dort dans la mare.", "Il rêve.", "La lune brille."],
    ),
    ("Il crie!La lune rit?Oui!", ["Il crie !", "La lune rit ?", "Oui !"]),
    ("le robot dort.il rêve.puis il mange", ["le robot dort.", "il rêve.", "puis il mange"]),
    ("le robot dort!il rêve?oui", ["le robot dort !", "il rêve ?", "oui"]),
    ("Il dort...L'eau coule.À demain.", ["Il dort…", "L’eau coule.", "À demain."]),
    ("Il rêve…puis il dort.", ["Il rêve… puis il dort."]),
    ("Il dit oui.« Non » dit-elle.", ["Il dit oui.", "« Non » dit-elle."]),
    ('Il dit "Viens !"Elle vient.', ["Il dit « Viens ! »", "Elle vient."]),
    ("En 2012.Il est né.", ["En 2012.", "Il est né."]),
    ("1.Ouvre le capot. 2.Ferme-le.", ["1. Ouvre le capot.", "2. Ferme-le."]),
    ("« Viens.Je t'attends. » dit-il.", ["« Viens. Je t’attends. » dit-il."]),
    ("Il est bleu.elle dort.", ["Il est bleu.", "elle dort."]),
    # Full stops that end nothing
    ("Il lit robot.txt et Mon.Fichier.PDF ce soir.", ["Il lit robot.txt et Mon.Fichier.PDF ce soir."]),
    ("Pi vaut 3.14159 et la version v1.2.3 dort.", ["Pi vaut 3.14159 et la version v1.2.3 dort."]),
    ("J. R. R. Tolkien et J.R.R. Tolkien rêvent.", ["J. R. R. Tolkien et J.R.R. Tolkien rêvent."]),
    ("M.Boulon et Dr.Rouille dorment.", ["M. Boulon et Dr. Rouille dorment."]),
    ("Les élèves content.e.s dorment.", ["Les élèves content.e.s dorment."]),
    ("Un.e acteur.rice et tou.te.s les ami.e.s.Il part.", ["Un.e acteur.rice et tou.te.s les ami.e.s.", "Il part."]),
    ("Il.elle dort et tous.tes rêvent.", ["Il.elle dort et tous.tes rêvent."]),
    # Shortened words
    ("Mme. Vis parle à Mlle. Clou. Elles rient.", ["Mme. Vis parle à Mlle. Clou.", "Elles rient."]),
    ("Il arrive (c.-à-d. demain). Cf. la page 3.", ["Il arrive (c.-à-d. demain).", "Cf. la page 3."]),
    ("Il vit, c.-à-d. il rouille. C.-à-d. jamais.", ["Il vit, c.-à-d. il rouille.", "C.-à-d. jamais."]),
    (
        "Av. J.-C. il dormait. Il vécut av. J.-C. Il mourut.",
        ["Av. J.-C. il dormait.", "Il vécut av. J.-C.", "Il mourut."],
    ),
    ("Fig. 2 montre un robot. Chap. 4. La nuit.", ["Fig. 2 montre un robot.", "Chap. 4.", "La nuit."]),
    ("Voici Max. Il reste 5 min. Le robot part.", ["Voici Max.", "Il reste 5 min.", "Le robot part."]),
    (
        "J'aime l'art. Robots et vis aussi. Ils sont sept. Tous dorment.",
        ["J’aime l’art.", "Robots et vis aussi.", "Ils sont sept.", "Tous dorment."],
    ),
    ("N.B. le robot dort. P.-S. il rêve.", ["N.B. le robot dort.", "P.-S. il rêve."]),
    # Cries in the middle
    ("— Non ! non ! non ! cria la vis dans la mare.", ["— Non ! non ! non ! cria la vis dans la mare."]),
    ("Le robot, hélas ! dormait dans la mare.", ["Le robot, hélas ! dormait dans la mare."]),
    ("Eh bien ? demanda-t-il. Ah ! oh ! fit-elle.", ["Eh bien ? demanda-t-il.", "Ah ! oh ! fit-elle."]),
    ("non ! non ! non ! cria la vis. il dort", ["non ! non ! non ! cria la vis.", "il dort"]),
    ("tu viens ? demanda le robot. oui ! dit-elle", ["tu viens ? demanda le robot.", "oui ! dit-elle"]),
    ("Non ! Non ! Il dort.", ["Non !", "Non !", "Il dort."]),
    # Numbers, signs and pictures as they were typed
    (
        "Il pèse 1 200,50 kg. Il fait -5 degrés, −3 °C ou +4.",
        ["Il pèse 1 200,50 kg.", f"Il fait -5 degrés, −3{NBSP}°C ou +4."],
    ),
    ("Un angle de 15° et 3€50.", ["Un angle de 15° et 3€50."]),
    ("C++, C#, a=b, x²+1, *grrr* et 3×4.", ["C++, C#, a=b, x²+1, *grrr* et 3×4."]),
    ("👩‍🚀 aime 🏳️‍🌈 et 1️⃣.Il dort.", ["👩‍🚀 aime 🏳️‍🌈 et 1️⃣.", "Il dort."]),
]

# A sentence, and its tokens.
TOKENS: list[tuple[str, list[str]]] = [
    ("L’éléphant qu’il aime n’est pas là.", ["L’", "éléphant", "qu’", "il", "aime", "n’", "est", "pas", "là", "."]),
    ("Jusqu’à lorsqu’on puisqu’elle", ["Jusqu’", "à", "lorsqu’", "on", "puisqu’", "elle"]),
    ("Aujourd’hui quelqu’un va-t-il peut-être", ["Aujourd’hui", "quelqu’un", "va-t-il", "peut-être"]),
    ("presqu’île chef-d’œuvre arc-en-ciel", ["presqu’île", "chef-d’œuvre", "arc-en-ciel"]),
    ("C’est-à-dire ce qu’est-ce", ["C’est-à-dire", "ce", "qu’", "est-ce"]),
    ("« Non !? » (oui…)", ["«", "Non", "!?", "»", "(", "oui", "…", ")"]),
    ("M. J. Verne a 3,5 ans à 12:30", ["M.", "J.", "Verne", "a", "3,5", "ans", "à", "12:30"]),
    ("1 000 vis, 50 %", ["1 000", "vis", ",", "50", "%"]),
    ("👩‍🚀🇫🇷👍🏽 #robot R2D2", ["👩‍🚀🇫🇷👍🏽", "#robot", "R2D2"]),
    ("et/ou R&D robot(s)", ["et/ou", "R&D", "robot(s)"]),
    ("1 200,50 kg, -5, −3,5 et 1 000 000.", ["1 200,50", "kg", ",", "-5", ",", "−3,5", "et", "1 000 000", "."]),
    ("5-3, 15°, (-2) ou 12–5", ["5-3", ",", "15°", ",", "(", "-2", ")", "ou", "12", "–", "5"]),
    ("3€50, 12,50€ 8h30 3,5kg", ["3€50", ",", "12,50", "€", "8h30", "3,5kg"]),
    ("content.e.s, content(e)s, content(e)(s)", ["content.e.s", ",", "content(e)s", ",", "content(e)(s)"]),
    ("ami·e·s ami•e élève‧s lecteur(trice)s.", ["ami·e·s", "ami•e", "élève‧s", "lecteur(trice)s", "."]),
    ("un.e acteur.rice.s heureux.se il.elle", ["un.e", "acteur.rice.s", "heureux.se", "il.elle"]),
    ("c.-à-d. C.-à-d. S.N.C.F. J.-C. P.-S. Cf. p.", ["c.-à-d.", "C.-à-d.", "S.N.C.F.", "J.-C.", "P.-S.", "Cf.", "p."]),
    ("robot.txt, www.bestio.fr/a v1.2", ["robot.txt", ",", "www.bestio.fr/a", "v1.2"]),
    ("C++ C# #robot @moi *grrr* a=b", ["C++", "C#", "#robot", "@moi", "*grrr*", "a=b"]),
    ("👩‍🚀 🏳️‍🌈 👨‍👩‍👧 👍🏽 1️⃣ ❤️‍🔥 ©️", ["👩‍🚀", "🏳️‍🌈", "👨‍👩‍👧", "👍🏽", "1️⃣", "❤️‍🔥", "©️"]),
    (
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f.",
        ["🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "."],
    ),
]
