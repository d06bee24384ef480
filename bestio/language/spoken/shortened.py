"""Shortened words said whole: titles, references, what pupils write in messages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bestio.language.spoken.form import Edit, Part
from bestio.language.spoken.respellings import respelling

_TITLES = {
    "M": "monsieur",
    "MM": "messieurs",
    "Mr": "monsieur",
    "Mrs": "madame",
    "Mme": "madame",
    "Mmes": "mesdames",
    "Mlle": "mademoiselle",
    "Mlles": "mesdemoiselles",
    "Dr": "docteur",
    "Vve": "veuve",
    "Drs": "docteurs",
    "Pr": "professeur",
    "Prs": "professeurs",
    "Me": "maître",
    "Mgr": "monseigneur",
    "St": "saint",
    "Ste": "sainte",
    "Sts": "saints",
    "Stes": "saintes",
    "Cdt": "commandant",
    "Cne": "capitaine",
    "Lt": "lieutenant",
    "Sgt": "sergent",
    "Col": "colonel",
    "Cap": "capitaine",
    "Capt": "capitaine",
    "Gal": "général",
    "Sr": "sœur",
}
CAPITAL = "[A-ZÀÂÇÉÈÊËÎÏÔÖÙÛÜŒ]"
# A title stands before a name, or before an office: M. le maire.
_TITLE = re.compile(
    rf"(?<![\w.'])(?<!\bS\. )(?:(MM|Mr|Mrs|Vve|Mmes?|Mlles?|Drs?|Prs?|Mgr|Cdt|Cne|Lt|Sgt|Gal|Sr)\b\.?|"
    rf"(Col|Capt?)\.|(M|Me|Sts?|Stes?)\b(?:\.|(?= {CAPITAL})|(?=-{CAPITAL})))"
    rf"(?= ?{CAPITAL}|-{CAPITAL}| et M| (?:le|la|l'|les|votre)\b|[,;!?…]|$)"
)
_OF_SAINT = re.compile(rf"-({CAPITAL}[^\W\d_]+)(?!-)")
_ALONE = re.compile(r"(?<![\w.'])(Mmes?|Mlles?|Mr|Dr|Pr)\b\.?")

# What is said for each; those that end in a full stop take it with them, unless it ends the sentence too.
_WORDS = {
    "c.-à-d.": "c'est-à-dire",
    "c.à.d.": "c'est-à-dire",
    "c-à-d": "c'est-à-dire",
    "c-à-d.": "c'est-à-dire",
    "c.-à-d": "c'est-à-dire",
    "c'est-à-d.": "c'est-à-dire",
    "i.e.": "c'est-à-dire",
    "e.g.": "par exemple",
    "J.C.": "Jésus-Cri",
    "N.-B.": "nota béné",
    "op. cit.": "opus cité",
    "coll.": "collection",
    "adr.": "adresse",
    "qté": "quantité",
    "dpt": "département",
    "appt": "appartement",
    "bât.": "bâtiment",
    "Sté": "société",
    "Tle": "terminale",
    "Tles": "terminales",
    "avt": "avant",
    "apr.": "après",
    "càd": "c'est-à-dire",
    "J.-C.": "Jésus-Cri",
    "JC": "Jésus-Cri",
    "p. ex.": "par exemple",
    "par ex.": "par exemple",
    "etc.": "etsétéra",
    "etc": "etsétéra",
    "cf.": "voir",
    "cf": "voir",
    "env.": "environ",
    "tél.": "téléphone",
    "bd": "bédé",
    "chap.": "chapitre",
    "fig.": "figure",
    "éd.": "édition",
    "trad.": "traduction",
    "ibid.": "ibidem",
    "id.": "idem",
    "N.B.": "nota béné",
    "N. B.": "nota béné",
    "NB": "nota béné",
    "P.-S.": "post-scriptum",
    "P. S.": "post-scriptum",
    "P.S.": "post-scriptum",
    "PS": "post-scriptum",
    "s.v.p.": "s'il vous plaît",
    "svp": "s'il vous plaît",
    "stp": "s'il te plaît",
    "rdv": "rendez-vous",
    "bcp": "beaucoup",
    "pb": "problème",
    "pbs": "problèmes",
    "qqch": "quelque chose",
    "qqn": "quelqu'un",
    "qq": "quelques",
    "vs": "contre",
    "mdr": "mort de rire",
    "ptdr": "pété de rire",
    "xptdr": "pété de rire",
    "frr": "frère",
    "wsh": "ouèche",
    "oklm": "au calme",
    "bg": "beau gosse",
    "bff": "bé èf èf",
    "lool": "lol",
    "pr": "pour",
    "dcp": "du coup",
    "vzy": "vas-i",
    "mnt": "maintenant",
    "ajd": "aujourd'hui",
    "dmn": "demain",
    "a2m1": "à demain",
    "à2m1": "à demain",
    "2m1": "demain",
    "b1": "bien",
    "jss": "je suis",
    "jvs": "je vais",
    "gnr": "genre",
    "trql": "tranquille",
    "cmt": "comment",
    "mdp": "mot de passe",
    "ép.": "épisode",
    "m.à.j.": "mise à jour",
    "màj": "mise à jour",
    "dsl": "désolé",
    "jtm": "je t'aime",
    "cv": "ça va",
    "jpp": "j'en peux plus",
    "jsp": "je sais pas",
    "tkt": "t'inquiète",
    "tqt": "t'inquiète",
    "slt": "salut",
    "bjr": "bonjour",
    "bsr": "bonsoir",
    "cc": "coucou",
    "pk": "pourquoi",
    "pq": "parce que",
    "pcq": "parce que",
    "psk": "parce que",
    "tjs": "toujours",
    "tjrs": "toujours",
    "tlm": "tout le monde",
    "mtn": "maintenant",
    "qd": "quand",
    "auj": "aujourd'hui",
    "tps": "temps",
    "vrmt": "vraiment",
    "msg": "message",
    "cb": "combien",
    "nrv": "énervé",
    "rdvs": "rendez-vous",
    "grd": "grand",
    "pdt": "pendant",
    "ms": "mais",
    "ds": "dans",
    "tt": "tout",
    "ns": "nous",
    "vs.": "contre",
    "km": "kilomètres",
    "cm": "centimètres",
    "kg": "kilos",
    "max.": "maximum",
    "min.": "minimum",
    "hab.": "habitants",
    "qqs": "quelques",
    "qqf": "quelquefois",
    "ex.": "exemple",
    "env": "environ",
    "nbx": "nombreux",
    "nb.": "nombre",
    "déc.": "décembre",
    "lun.": "lundi",
    "mar.": "mardi",
    "mer.": "mercredi",
    "jeu.": "jeudi",
    "ven.": "vendredi",
    "sam.": "samedi",
    "dim.": "dimanche",
    "anc.": "ancien",
    "auj.": "aujourd'hui",
    "suiv.": "suivant",
    "prof.": "professeur",
    "resp.": "respectivement",
    "n.": "nom",
    "v.": "verbe",
    "réf.": "référence",
    "esc.": "escalier",
    "ét.": "étage",
    "coef.": "coefficient",
    "coeff.": "coefficient",
    "rép.": "réponse",
    "ref.": "référence",
    "trim.": "trimestre",
    "sem.": "semaine",
    "gr.": "groupe",
    "temp.": "température",
    "niv.": "niveau",
    "dest.": "destinataire",
    "apt": "appartement",
    "apt.": "appartement",
    "ssi": "si et seulement si",
    "S. M.": "Sa Majesté",
    "S.M.": "Sa Majesté",
    "inv.": "invariable",
    "pron.": "pronom",
    "prép.": "préposition",
    "syn.": "synonyme",
    "boul.": "boulevard",
    "Cie": "compagnie",
    "adj.": "adjectif",
    "masc.": "masculin",
    "fém.": "féminin",
    "plur.": "pluriel",
    "sing.": "singulier",
    "dép.": "département",
    "n°": "numéro",
}
# In capitals these are initials, or another word: la VS, un DS, NS. A day's short name needs a date after it.
_OF_SMALL_ONLY = """
cv cc pk pq tt ds ms ns vs tps cb pb pbs env km cm kg max. grd psk l v q r n. v. pr bg b1 bff dcp mnt gnr mdp jss
"""
_SMALL_ONLY = frozenset(_OF_SMALL_ONLY.split())
_DAYS = frozenset(["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."])
# A capital follows them, and ends no sentence: coll. Folio.
_BEFORE_NAMES = frozenset(["coll.", "éd.", "bât.", "sem.", "gr.", "niv.", "esc."])
_BEFORE_DATE = re.compile(r" \d{1,2}(?!\d)")
# A sentence may end in them: only a comma or a bracket, or a small letter after them, tells that they are short.
_GRAMMAR = frozenset(["n.", "v.", "ex.", "anc.", "prof.", "nb."])
# A class and a party, where a word leads to them: en PS, le PS.
_INITIALS_TOO = frozenset(["PS", "NB"])
_HELD = re.compile(r"(?i)(?:\b(?:en|de|du|la|le|les|un|une|au|aux|et|ou|à|des)|['/-]) ?$")
_SAID = {key.lower(): said for key, said in _WORDS.items()}
_ANY = "|".join(re.escape(key) for key in sorted(_SAID, key=len, reverse=True))
_SHORTENED = re.compile(rf"(?i)(?<![\w.'-])(?:{_ANY})(?![\w-])")
_BEFORE_CHRIST = re.compile(r"(?<![\w.])(avt|av|apr|ap)\b\.?(?= J\.?[ -]{0,2}C\b)", re.IGNORECASE)
_CHRIST = re.compile(r"(?i)(?<=\bavant )J-C\b|(?<=\baprès )J-C\b|(?<=\b(?:av|ap)[t.] )J-C\b|(?<=\bapr\. )J-C\b")
# No text without one of these pieces holds a shortened word.
_PIECE = re.compile(r"[\w.'°-]{0,9}\w\.|[\w-]+")
_PIECES = {piece for key in _SAID for piece in _PIECE.findall(key)[-1:]}
_REFERENCE = re.compile(
    r"(?i)(?:(?<![\w.'])|(?<=\bl')(?=art))"
    r"(pp?|vol|art|t|fig|chap|ex|r|l|v|doc|éd|par|ch|pl|col|q|ll|al|tabl|sc|th)\.(?= ?(?:\d|[IVXLC]+\b))"
)
# Without their stop, where a number alone follows: ex 3 p 12.
_UNSTOPPED = re.compile(r"(?<![\w.'-])(pp?|[Ee]x|[Cc]hap|[Ff]ig|[Dd]oc|[Vv]ol)(?= \d{1,3}(?![\w/]|[,.]\d))")
_COPY = re.compile(r"(?m)^C[cC](?= ?:)")
_REPUBLIC = re.compile(r"(?<=[IV]e )Rép\.")
_EXAMPLE = re.compile(r"(?<![\w.'-])[Ee]x(?= ?:)")
_SECTION = re.compile(r"§§? ?(?=\d)")
_REFERENCES = {
    "p": "page",
    "pp": "pages",
    "vol": "volume",
    "art": "article",
    "t": "tome",
    "fig": "figure",
    "chap": "chapitre",
    "ex": "exercice",
    "r": "rue",
    "l": "ligne",
    "v": "vers",
    "doc": "document",
    "éd": "édition",
    "par": "paragraphe",
    "ch": "chapitre",
    "pl": "planche",
    "col": "colonne",
    "q": "question",
    "ll": "lignes",
    "al": "alinéa",
    "tabl": "tableau",
    "sc": "scène",
    "th": "thermostat",
}
_NUMBER = re.compile(r"(?<!\w)([nN])(°s?|os(?= \d)|o\.?(?= ?\d))")
_GREETED = re.compile(r"(?i:\b(?:bonjour|bonsoir|cher|merci|oui|non|au revoir|salut),? )(M)\.(?=\s*(?:$|[!?,…]))")
_OR_MADAM = re.compile(r"(?<![\w.])(M\.|Mr|Mme)( ?/ ?)(M\.|Mr|Mme)(?!\w)")


def stop_after(text: str, end: int) -> str:
    """The full stop that ends a sentence as well as the shortened word before `end`; else nothing."""
    rest = text[end:].lstrip(" »)")
    return "." if not rest or rest[0].isupper() or rest[0] == "\n" else ""


def titles(text: str) -> Iterator[Edit]:
    """M. Vis, Mme Clou, MM. Vis et Clou, St-Malo."""
    for match in _GREETED.finditer(text):
        yield [Part(match.start(1), match.end(), "monsieur" + stop_after(text, match.end()))]
    for match in _OR_MADAM.finditer(text):
        yield [
            Part(*match.span(1), _TITLES[match[1].rstrip(".")]),
            Part(*match.span(2), " ou "),
            Part(*match.span(3), _TITLES[match[3].rstrip(".")]),
        ]
    for match in _TITLE.finditer(text):
        name = match[1] or match[2] or match[3]
        # « Me voilà », « Ste » and « M » alone are no titles; « Me » opens many a sentence.
        if match[3] and not re.match(rf"[ -]?{CAPITAL}| l| et M", text[match.end() :]):
            continue
        saint = _OF_SAINT.match(text, match.end())
        called = respelling(saint[1].lower()) if saint else None
        yield [Part(*match.span(), _TITLES[name]), *([Part(*saint.span(), f" {called}")] if saint and called else [])]
    for match in _ALONE.finditer(text):
        stop = stop_after(text, match.end()) if match[0].endswith(".") else ""
        yield [Part(*match.span(), _TITLES[match[1]] + stop)]


def references(text: str) -> Iterator[Edit]:
    """p. 3, ex 2, § 4, n° 5, av. J.-C."""
    if "C" in text:
        for match in _BEFORE_CHRIST.finditer(text):
            yield [Part(*match.span(), "avant" if match[1].lower().startswith("av") else "après")]
        for match in _CHRIST.finditer(text):
            yield [Part(*match.span(), "Jésus-Cri")]
    for match in _UNSTOPPED.finditer(text):
        yield [Part(*match.span(), _REFERENCES[match[1].lower()])]
    if "." in text[:-1]:  # they end nothing
        for match in _REFERENCE.finditer(text):
            opens = match[1] == "V" and not text[: match.start()].rpartition("\n")[2].strip()
            if match[1] in ("L", "V", "Q", "R", "T") and not opens:
                continue  # rather a letter: art. L. 12
            yield [Part(*match.span(), _REFERENCES[match[1].lower()] + " ")]
    for match in _COPY.finditer(text):
        yield [Part(*match.span(), "copie à")]
    for match in _REPUBLIC.finditer(text):
        yield [Part(*match.span(), "République" + stop_after(text, match.end()))]
    for match in _EXAMPLE.finditer(text):
        yield [Part(*match.span(), "exemple")]
    for match in _SECTION.finditer(text):
        yield [Part(*match.span(), "paragraphe ")]
    for match in _NUMBER.finditer(text):
        yield [Part(*match.span(), "numéros " if match[2].endswith("s") else "numéro ")]


def words(text: str) -> Iterator[Edit]:
    """etc., cf., c.-à-d., svp."""
    if _PIECES.isdisjoint(_PIECE.findall(text.lower())):
        return
    for match in _SHORTENED.finditer(text):
        small = match[0].lower()
        if (small in _SMALL_ONLY and match[0] != small and not _BEFORE_DATE.match(text, match.end())) or (
            small in _DAYS and not _BEFORE_DATE.match(text, match.end())
        ):
            continue
        if match[0] in _INITIALS_TOO and _HELD.search(text, max(0, match.start() - 12), match.start()):
            continue
        if small in _GRAMMAR and stop_after(text, match.end()):
            continue
        named = small in _BEFORE_NAMES and text[match.end() :].strip()
        stop = stop_after(text, match.end()) if match[0].endswith(".") and not named else ""
        yield [Part(*match.span(), _SAID[small] + stop)]


_DRAWN = re.compile(r"(?i)(?<![\w.'-])(ptdr|mdr|svp|stp|dsl|slt)(?<=([a-z]))\2+(?!\w)")


def drawn(text: str) -> Iterator[Edit]:
    """mdrrr, svppp: short words of messages whose last letter is drawn out."""
    for match in _DRAWN.finditer(text):
        yield [Part(*match.span(), _SAID[match[1].lower()])]
