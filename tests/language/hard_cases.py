"""Sixty hard cases of French: what is typed, the sentences to be found, and (for some) the tokens.

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
]
