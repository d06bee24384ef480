"""French typography: one form for each sign on the way in, clean spacing on the way out.

`clean` brings what people type (straight quotes, three dots, any space) to one form, so that `l'eau` and `l’eau` are
the same two tokens. `join` is its counterpart: it spaces tokens as French print does. Rules: Lexique des règles
typographiques en usage à l'Imprimerie nationale (narrow no-break space before ; ! ?, no-break space before : and
inside « »).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import product

from bestio.language.elision import begins_with_vowel
from bestio.language.emoji import STRAY_TAG
from bestio.text.normalise import compose

NBSP = "\u00a0"
NARROW = "\u202f"
APOSTROPHE = "’"

# What never carries meaning in a text but can disturb a screen or hide a word: controls other than newline and tab,
# bidirectional marks, invisible joiners (the joiner, the selectors and the tags of emoji are kept), lone surrogates.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffc\ud800-\udfff]|" + STRAY_TAG
)
ESCAPES = re.compile("\x1b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\x07\x1b]*(?:\x07|\x1b\\\\)?|[@-Z\\\\^_])")

_NEWLINES = re.compile("\r\n?|[\x85\u2028\u2029]")
_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_MANY_SPACES = re.compile("  +")
_GUILLEMETS = re.compile("«(?=[^ \n])|(?<=[^ \n])»")
_ELLIPSIS = re.compile(r"\.(?: ?\.){2,}|…(?: ?[….])+")
_MARKS = re.compile(r"([!?])(?: ?[!?])+")
_SINGLE_QUOTED = re.compile(r"['‘](?<![\w’'].)(?=\S)([^'‘’\n]{2,120}?)(?<=\S)['’](?!\w)")
_SPEECH_DASH = re.compile(r"^[-–—]+(?: +|(?=[^\W\d_]|«))", re.M)
_LONG_DASH = re.compile(r"(?<=\w) ?-{2,3} ?(?=\w)")
_APOSTROPHES = "'‘ʼʹ´`＇"
_DOUBLE_QUOTES = re.compile('["“”„‟]')
_OPENS_BEFORE = " \n([«—–" + APOSTROPHE

_BEFORE: dict[str, str] = {
    **dict.fromkeys((",", ".", "…", ")", "]", "}"), ""),
    **dict.fromkeys((":", "»", "%", "€", "$", "°", "°C", "°F"), NBSP),
    ";": NARROW,
    **{"".join(marks): NARROW for size in (1, 2, 3) for marks in product("!?", repeat=size)},
}
_AFTER: dict[str, str] = {"«": NBSP, "(": "", "[": "", "{": "", "n°": NBSP, "N°": NBSP}
_FIRST_WORD = re.compile(r"[^\W_]\w*")
_ELIDING = ("le", "la", "de", "je", "me", "te", "se", "ne", "que", "jusque", "lorsque", "puisque", "quoique")
_ELIDED = {word: word[:-1] + APOSTROPHE for word in _ELIDING}
_FULL_FORMS = {elided: word for word, elided in _ELIDED.items() if word != "la"}
_CONTRACTED = {("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux"}
_BEFORE_VOWEL = {"du": "de l’", "au": "à l’", "ma": "mon", "ta": "ton", "sa": "son", "ce": "cet"}
_BE = frozenset({"est", "était", "étaient", "étais", "eût"})


def clean(text: str) -> str:
    """`text` in the one form that tokens are read from.

    NFC, newlines as "\\n", plain single spaces, one apostrophe (’), « » for every double quote, — for the dash that
    opens a line of speech, … for three dots, at most three ! or ? in a row; invisible and control characters left out.
    """
    text = compose(text)
    if "\x1b" in text:
        text = ESCAPES.sub("", text)
    text = _NEWLINES.sub("\n", text)
    text = HIDDEN.sub("", text)
    text = _one_space(text)
    if "\n " in text or " \n" in text:
        text = text.replace("\n ", "\n").replace(" \n", "\n")
    text = text.strip(" ")
    text = _SINGLE_QUOTED.sub(r"« \1 »", text)
    for sign in _APOSTROPHES:
        text = text.replace(sign, APOSTROPHE)
    if _DOUBLE_QUOTES.search(text):
        text = "\n".join(map(_quotes, text.split("\n")))
    text = _GUILLEMETS.sub(_guillemet, text).replace("«  »", "« »")
    text = _ELLIPSIS.sub("…", text)
    text = _MARKS.sub(_marks, text)
    text = _SPEECH_DASH.sub("— ", text)
    if "--" in text:
        text = _LONG_DASH.sub(" — ", text).replace(" -- ", " — ").replace(" --- ", " — ")
    return text.replace(" - ", " – ")


def _one_space(text: str) -> str:
    for space in _SPACES:
        text = text.replace(space, " ")
    return _MANY_SPACES.sub(" ", text)


def _guillemet(match: re.Match[str]) -> str:
    return "« " if match[0] == "«" else " »"


def _marks(match: re.Match[str]) -> str:
    return match[0].replace(" ", "")[:3]


def _quotes(line: str) -> str:
    """Double quotes of one line as « », by what stands before each and by which are open."""
    if not _DOUBLE_QUOTES.search(line):
        return line
    pieces: list[str] = []
    open_quotes = 0
    last = 0
    for match in _DOUBLE_QUOTES.finditer(line):
        at = match.start()
        before = line[at - 1] if at else " "
        opens = match[0] in "“„‟" or (
            match[0] == '"' and before in _OPENS_BEFORE and (at + 1 < len(line)) and line[at + 1] != " "
        )
        if match[0] == '"' and not opens and not open_quotes:
            opens = at + 1 < len(line)
        pieces.append(line[last:at])
        pieces.append("« " if opens else " »")
        open_quotes += 1 if opens else -1 if open_quotes else 0
        last = at + 1
    pieces.append(line[last:])
    return _MANY_SPACES.sub(" ", "".join(pieces)).strip(" ")


def space_before(token: str) -> str | None:
    """The space that must stand before a sign; None where any word space will do."""
    return _BEFORE.get(token)


def space_after(token: str) -> str | None:
    """The space that must follow a sign or an elided word; None where any word space will do."""
    if token[-1:] == APOSTROPHE:
        return ""
    return _AFTER.get(token)


def gap(after: str | None, before: str | None) -> str:
    """The space between two tokens, from `space_after` of the first and `space_before` of the second."""
    if after is None:
        return " " if before is None else before
    return "" if before == "" else after


def join(tokens: Iterable[str]) -> str:
    """`tokens` as one line of clean French; the exact counterpart of splitting a clean sentence."""
    pieces: list[str] = []
    after: str | None = ""
    first = True
    for token in tokens:
        if not token:
            continue
        if first:
            after = opening_space(token)
            first = False
        else:
            pieces.append(gap(after, _BEFORE.get(token)))
            after = space_after(token)
        pieces.append(token)
    return "".join(pieces)


def opening_space(token: str) -> str | None:
    """`space_after` for the first token of a line: a speech dash and a leading … hold to what follows."""
    if token in {"—", "–"}:
        return NBSP
    if token == "…":
        return ""
    return space_after(token)


def capital(text: str) -> str:
    """`text` with its first letter in upper case, past opening signs; a word with an inner capital is left alone."""
    if text[:1].isupper():
        return text
    first = _FIRST_WORD.search(text)
    if first is None or not first[0].islower():
        return text
    letter = first[0][0].upper()
    return text[: first.start()] + letter + text[first.start() + 1 :] if len(letter) == 1 else text


def percent(part: float) -> str:
    """A part (0..1) as a whole percentage; "< 1 %" where it would round to nothing."""
    value = round(part * 100)
    return "<\u00a01\u00a0%" if part and not value else f"{value}\u00a0%"


def grouped(number: int) -> str:
    """A whole number with its figures in groups of three."""
    return f"{number:,}".replace(",", "\u00a0")


def balanced(tokens: Sequence[str]) -> list[int]:
    """The indices of `tokens` to keep so that every « ( [ has its partner: the unmatched ones are left out."""
    partner = {"»": "«", ")": "(", "]": "["}
    waiting: list[tuple[str, int]] = []
    drop: set[int] = set()
    for at, token in enumerate(tokens):
        if token in ("«", "(", "["):
            waiting.append((token, at))
        elif token in partner:
            if waiting and waiting[-1][0] == partner[token]:
                waiting.pop()
            else:
                drop.add(at)
    drop.update(at for _token, at in waiting)
    return [at for at in range(len(tokens)) if at not in drop]


def mend(tokens: Sequence[str], seams: Iterable[int]) -> list[str]:
    """`tokens` with French mended where a word of `seams` (indices) meets the one before it for the first time.

    Elision made and unmade (le arbre → l’arbre, l’hibou → le hibou), de le → du, ce arbre → cet arbre, sa antenne →
    son antenne. A token that melts into its neighbour becomes "": there are as many as before. Elsewhere nothing is
    touched: in « l’envie de le voir », « de le » is right.
    """
    mended = list(tokens)
    for at in sorted(seams):
        if not 0 < at < len(mended):
            continue
        left, right = mended[at - 1], mended[at]
        small = left.lower()
        vowel = begins_with_vowel(right)
        if (small, right.lower()) in _CONTRACTED:
            following = mended[at + 1] if at + 1 < len(mended) else ""
            if right.lower() == "le" and following and begins_with_vowel(following):
                mended[at] = "l" + APOSTROPHE
            else:
                mended[at - 1] = _like(left, _CONTRACTED[small, right.lower()])
                mended[at] = ""
        elif (small == "si" and right.lower() in {"il", "ils"}) or (small == "ce" and right.lower() in _BE):
            mended[at - 1] = left[0] + APOSTROPHE
        elif vowel and small in _ELIDED:
            mended[at - 1] = _like(left, _ELIDED[small])
        elif vowel and small in _BEFORE_VOWEL:
            mended[at - 1] = _like(left, _BEFORE_VOWEL[small])
        elif not vowel and small in _FULL_FORMS and is_wordlike(right):
            mended[at - 1] = _like(left, _FULL_FORMS[small])
        elif not vowel and small == "c" + APOSTROPHE:
            mended[at - 1] = left[0] + "e"
        elif not vowel and small == "cet" and is_wordlike(right):
            mended[at - 1] = left[:-1]
    return mended


def is_wordlike(token: str) -> bool:
    """Whether `token` begins with a letter or a digit."""
    return token[:1].isalnum()


def _like(model: str, word: str) -> str:
    """`word` with a capital if `model` has one."""
    return word[0].upper() + word[1:] if model[:1].isupper() else word
