"""The French verbs that no rule reaches, in the present tense, by families.

A family is the ending of its infinitives and the six endings of the present (je, tu, il, nous, vous, ils); the verbs
listed with it share both. Two families that only differ by a prefix stay apart, so that each table can be read alone.
"""

from __future__ import annotations

# (ending of the infinitive, endings of the present, verbs)
_FAMILIES: tuple[tuple[str, str, str], ...] = (
    ("être", "suis es est sommes êtes sont", "être"),
    ("avoir", "ai as a avons avez ont", "avoir"),
    ("aller", "vais vas va allons allez vont", "aller"),
    ("oyer", "oie oies oie oyons oyez oient", "envoyer renvoyer"),
    # -ir without -iss-
    (
        "enir",
        "iens iens ient enons enez iennent",
        "tenir abstenir appartenir contenir détenir entretenir maintenir obtenir retenir soutenir venir "
        "advenir circonvenir contrevenir convenir devenir disconvenir intervenir parvenir prévenir "
        "provenir redevenir ressouvenir revenir souvenir subvenir survenir",
    ),
    (
        "rir",
        "re res re rons rez rent",
        "ouvrir couvrir découvrir entrouvrir entr’ouvrir offrir recouvrir redécouvrir rentrouvrir rouvrir souffrir",
    ),
    ("mir", "s s t mons mez ment", "dormir endormir redormir rendormir"),
    (
        "tir",
        "s s t tons tez tent",
        "mentir démentir sentir consentir pressentir ressentir partir départir repartir repentir sortir ressortir",
    ),
    ("vir", "s s t vons vez vent", "servir desservir resservir"),
    ("illir", "s s t illons illez illent", "bouillir débouillir rebouillir"),
    ("ir", "e es e ons ez ent", "cueillir accueillir recueillir assaillir défaillir saillir tressaillir"),
    ("ir", "is is it issons issez issent", "faillir"),
    ("uir", "uis uis uit uyons uyez uient", "fuir enfuir refuir"),
    ("uïr", "is is it yons yez ient", "ouïr"),
    ("ourir", "eurs eurs eurt ourons ourez eurent", "mourir"),
    ("ir", "s s t ons ez ent", "courir accourir concourir discourir encourir parcourir recourir secourir"),
    ("ir", "s s  ons ez ent", "vêtir dévêtir revêtir"),
    ("érir", "iers iers iert érons érez ièrent", "acquérir conquérir enquérir reconquérir requérir"),
    ("haïr", "hais hais hait haïssons haïssez haïssent", "haïr entre-haïr"),
    ("ésir", "is is ît isons isez isent", "gésir"),
    # -oir
    (
        "cevoir",
        "çois çois çoit cevons cevez çoivent",
        "recevoir apercevoir concevoir décevoir percevoir entrapercevoir entr’apercevoir",
    ),
    ("evoir", "ois ois oit evons evez oivent", "devoir redevoir"),
    ("ouvoir", "eus eus eut ouvons ouvez euvent", "mouvoir émouvoir promouvoir"),
    ("ouvoir", "eux eux eut ouvons ouvez euvent", "pouvoir"),
    ("avoir", "ais ais ait avons avez avent", "savoir resavoir"),
    ("ouloir", "eux eux eut oulons oulez eulent", "vouloir revouloir"),
    ("loir", "ux ux ut lons lez lent", "valoir équivaloir prévaloir revaloir"),
    ("oir", "ois ois oit oyons oyez oient", "voir entrevoir prévoir revoir pourvoir dépourvoir choir déchoir"),
    ("seoir", "sieds sieds sied seyons seyez seyent", "asseoir rasseoir"),
    ("eoir", "ois ois oit oyons oyez oient", "surseoir"),
    # -re
    (
        "dre",
        "ds ds d dons dez dent",
        "attendre condescendre confondre correspondre défendre démordre dépendre descendre détendre "
        "détordre distendre distordre entendre épandre étendre fendre fondre mordre morfondre pendre "
        "perdre pondre pourfendre prétendre redescendre réentendre refendre refondre remordre rendre "
        "répandre reperdre répondre retendre retondre retordre revendre sous-entendre sous-tendre "
        "suspendre tendre tondre tordre vendre appendre éperdre rependre",
    ),
    (
        "endre",
        "ends ends end enons enez ennent",
        "prendre apprendre comprendre désapprendre entreprendre éprendre méprendre réapprendre reprendre "
        "surprendre déprendre",
    ),
    (
        "ndre",
        "ns ns nt gnons gnez gnent",
        "craindre contraindre plaindre peindre dépeindre repeindre teindre déteindre reteindre éteindre "
        "étreindre atteindre ceindre enceindre feindre geindre empreindre enfreindre astreindre "
        "restreindre joindre adjoindre conjoindre disjoindre enjoindre rejoindre oindre poindre épreindre",
    ),
    ("dre", "ds ds d sons sez sent", "coudre découdre recoudre"),
    ("dre", "ds ds d lons lez lent", "moudre émoudre remoudre"),
    ("udre", "us us ut lvons lvez lvent", "résoudre absoudre dissoudre"),
    ("cre", "cs cs c quons quez quent", "vaincre convaincre"),
    ("pre", "ps ps pt pons pez pent", "rompre corrompre interrompre"),
    ("tre", "s s  tons tez tent", "battre abattre combattre contrebattre débattre ébattre rabattre rebattre"),
    (
        "ettre",
        "ets ets et ettons ettez ettent",
        "mettre admettre commettre compromettre démettre émettre entremettre omettre permettre promettre "
        "réadmettre remettre retransmettre soumettre transmettre",
    ),
    ("vre", "s s t vons vez vent", "suivre ensuivre poursuivre vivre revivre survivre"),
    (
        "aître",
        "ais ais aît aissons aissez aissent",
        "connaître apparaître comparaître disparaître méconnaître naître paître paraître réapparaître "
        "reconnaître renaître reparaître repaître transparaître",
    ),
    ("oître", "ois ois oît oissons oissez oissent", "accroître décroître"),
    ("oître", "oîs oîs oît oissons oissez oissent", "croître"),
    ("ire", "is is it ions iez ient", "rire sourire"),
    ("ure", "us us ut uons uez uent", "conclure exclure inclure occlure reclure"),
    (
        "ire",
        "is is it isons isez isent",
        "conduire construire cuire déduire détruire éconduire enduire induire instruire introduire nuire "
        "produire reconduire reconstruire recuire réduire réintroduire reproduire retraduire séduire "
        "traduire luire reluire suffire confire contredire dédire interdire médire prédire lire élire "
        "réélire relire circoncire surproduire",
    ),
    (
        "ire",
        "is is it ivons ivez ivent",
        "écrire circonscrire décrire inscrire prescrire proscrire récrire réécrire réinscrire "
        "retranscrire souscrire transcrire",
    ),
    ("ire", "is is it isons ites isent", "dire redire"),
    ("ire", "is is it issons issez issent", "maudire"),
    ("oire", "ois ois oit oyons oyez oient", "croire"),
    ("oire", "ois ois oit uvons uvez oivent", "boire reboire"),
    ("aire", "ais ais aît aisons aisez aisent", "plaire complaire déplaire"),
    ("aire", "ais ais ait aisons aisez aisent", "taire"),
    (
        "aire",
        "ais ais ait aisons aites ont",
        "faire contrefaire défaire parfaire redéfaire refaire satisfaire surfaire",
    ),
    (
        "aire",
        "ais ais ait ayons ayez aient",
        "braire traire abstraire distraire extraire retraire soustraire rentraire",
    ),
    ("ire", "is is it isons isez isent", "frire"),
    ("ire", "is is it issons issez issent", "bruire"),
    ("ore", "os os ôt osons osez osent", "clore éclore enclore déclore"),
)

# Verbs that only exist in the third person; the other four forms are missing.
IMPERSONAL: dict[str, tuple[str, str]] = {
    "falloir": ("faut", ""),
    "pleuvoir": ("pleut", "pleuvent"),
    "repleuvoir": ("repleut", "repleuvent"),
    "seoir": ("sied", "siéent"),
    "échoir": ("échoit", "échoient"),
}


def build_irregular() -> dict[str, tuple[str, ...]]:
    """Every irregular infinitive with its six forms (je, tu, il, nous, vous, ils); "" where a form does not exist."""
    forms: dict[str, tuple[str, ...]] = {}
    for ending, present, verbs in _FAMILIES:
        endings = present.split(" ")
        for verb in verbs.split():
            stem = verb.removesuffix(ending)
            forms[verb] = tuple(stem + each for each in endings)
    for verb, (singular, plural) in IMPERSONAL.items():
        forms[verb] = ("", "", singular, "", "", plural)
    return forms
