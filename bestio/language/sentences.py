"""Where French sentences end: prose, dialogue, and pupils' texts without capitals or full stops.

Works on text brought to one form by `typography.clean`. A line break ends a sentence, except in text that was wrapped
at a fixed width. A quotation or a parenthesis that closes soon is not cut in the middle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bestio.language import dotted
from bestio.language.emoji import EMOJI

# Titles and the like stand before a name, so a capital after them says nothing.
_TITLES = "M MM Mr Mrs Mme Mmes Mlle Mlles Dr Drs Pr Prs Me St Ste Sts Stes Mgr Cdt Cne Lt Sgt"
TITLES = frozenset(_TITLES.split())
# What always announces something; what may end a sentence; what is a whole word too (j’aime l’art. Robots aussi).
_ALWAYS = "p pp cf tél ibid op réf éd trad adr"
_SOMETIMES = "ex env etc n vol chap art fig av apr id cit min max bd boul hab adj adv plur sing fém masc dép"
_WHOLE = "art vol min max bd n id"
_MONTHS_SHORT = "janv févr avr juil sept oct nov déc"
_ANNOUNCING, _WHOLE_TOO, _MONTHS = (frozenset(words.split()) for words in (_ALWAYS, _WHOLE, _MONTHS_SHORT))
SHORTENED = _ANNOUNCING | frozenset(_SOMETIMES.split())

# Grammatical words: with a capital, they say that a sentence begins.
_GRAMMAR = """
le la les l’ un une des du de d’ je j’ tu il elle on nous vous ils elles ce c’ cet cette ces ça mon ma mes ton
ta tes son sa ses notre votre leur leurs et mais ou or donc car puis alors quand lorsque lorsqu’ si comme dans
sur sous avec sans pour par en à au aux qui que qu’ quel quelle quels quelles pourquoi comment où ensuite
enfin soudain après avant depuis pendant chaque tout tous toute toutes rien personne voici voilà parce même ne
n’ se s’ me m’ te t’ y chez entre vers jusque jusqu’ puisque puisqu’ dès ainsi
"""
GRAMMATICAL = frozenset(_GRAMMAR.split())

_LOOK_AHEAD = 240
# Editors wrap at the width or a little before.
_RAGGED = 3
_END = re.compile(rf"(?: ?[!?]+(?: ?…)?|…(?: ?[!?]+)?|\.)(?: ?[»)\]]|’(?!\w))*(?: ?{EMOJI})*(?=[ «—(]|[^\W\d_]|$)")
# After ! ? … a small letter says nothing: Non ! non ! cria la vis.
_FIRST_LETTERS = re.compile(r"(?:^|\. )[—«( ]*([^\W\d_])", re.M)
_WORD_BEFORE = re.compile(r"(\w+)$")
_WORD = re.compile(r"\w+")
_INITIALS = re.compile(r"(?:^|[ («-])(?:[^\W\d_]\.-?)*[^\W\d_]$")
_LIST_NUMBER = re.compile(r"^\d{1,3}$")
_THAT_IS = re.compile(r"(?:^|[^\w])[cC]\.(?:-à-|à\.)d$")
_SAYING = re.compile(
    r"(?:s’)?(?:dit|fit|cri[ae]|écri[ae]|exclam[ae]|demand[ae]|répond(?:it)?|murmur[ae]|hurl[ae]|repr(?:it|end)|ajout[ae]|"
    r"chuchot[ae]|pens[ae]|grond[ae]|soupir[ae]|grogn[ae]|lanç?[ac]e?|répliqu[ae]|chant[ae]|rican[ae]|siffl[ae])"
    r"(?:-t)?(?:-(?:il|elle|on|je)s?\b| (?:le|la|les|un|une|mon|ma|son|sa|notre|leur)\b| l’| [A-ZÀÂÉÈÊÎÔÛÇ])"
)


def split(text: str) -> list[str]:
    """The sentences of `text` (already clean), in order, none empty."""
    text = unwrap(text)
    return [text[start:end] for start, end in spans(text)]


def unwrap(text: str) -> str:
    """`text` (already clean) with a space for each line break that only a fixed width asked for; as long as before."""
    lines: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    width = _wrap_width(text, lines)
    if not width:
        return text
    pieces: list[str] = []
    for (start, end), (following, stop) in pairwise([*lines, (len(text), len(text))]):
        word = text.find(" ", following, stop)
        first = (word if word > 0 else stop) - following
        full = end - start + 1 + first >= width - _RAGGED
        joined = start < end and following < stop and full and not text.startswith("—", following)
        pieces.append(text[start:end] + (" " if joined else "\n"))
    return "".join(pieces)[: len(text)]


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of `text` (clean and unwrapped), in order; spaces between them belong to none."""
    without_capitals = _without_capitals(text)
    at = 0
    for line in text.split("\n"):
        if line:
            yield from _sentences(text, at, at + len(line), without_capitals)
        at += len(line) + 1


def _wrap_width(text: str, lines: list[tuple[int, int]]) -> int:
    """The width a text was wrapped at, 0 where lines are a writer's own.

    Wrapped text has several lines of nearly the same length that stop in the middle of a sentence.
    """
    sizes = [high - low for low, high in lines if high > low]
    if len(sizes) < 4 or max(sizes) > 110 or max(sizes) < 40:
        return 0
    width = max(sizes)
    inner = [
        (low, high) for (low, high), (next_low, next_high) in pairwise(lines) if next_high > next_low and high > low
    ]
    full = [high for low, high in inner if high - low >= width - 14]
    cut = [high for high in full if text[high - 1] not in ".!?…»" and text[high + 1].islower()]
    return width if len(full) >= 3 and len(full) >= len(inner) * 0.6 and len(cut) >= len(full) * 0.5 else 0


def _without_capitals(text: str) -> bool:
    """Whether the writer does not begin sentences with capitals (judged on the first 20,000 characters)."""
    firsts = _FIRST_LETTERS.findall(text[:20_000])
    return bool(sum(letter.islower() for letter in firsts) * 2 > len(firsts))


def _sentences(text: str, start: int, end: int, without_capitals: bool) -> Iterator[tuple[int, int]]:
    nested = any(text.find(sign, start, end) >= 0 for sign in "«([")
    begin = start
    for match in _END.finditer(text, start, end):
        stop = match.end()
        if stop < end and not _ends(text, begin, match, without_capitals):
            continue
        if nested and stop < end and _inside(text, begin, stop, end):
            continue
        if stop > begin:
            yield begin, stop
        begin = stop
        while begin < end and text[begin] == " ":
            begin += 1
    if begin < end:
        yield begin, end


def _inside(text: str, begin: int, stop: int, end: int) -> bool:
    """Whether `stop` lies in a quotation or parenthesis that closes within reach in the same paragraph."""
    for opening, closing in ("«»", "()", "[]"):
        if text.count(opening, begin, stop) > text.count(closing, begin, stop):
            opened = text.rfind(opening, begin, stop)
            if text.find(closing, stop, min(end, opened + _LOOK_AHEAD)) >= 0:
                return True
    return False


def _ends(text: str, begin: int, match: re.Match[str], without_capitals: bool) -> bool:
    """Whether the mark(s) in `match` end a sentence that began at `begin`: more text follows."""
    glued = text[match.end()] != " "
    following = match.end() + (not glued)
    letter = text[following : following + 1]
    if letter in ",;:)»":
        return False
    if letter in "—–":
        after = text[following + 2 : following + 3]
        return not after.islower() or without_capitals
    stop = match[0].lstrip(" ")
    if glued and not _begins_glued(text, match, following):
        return False
    if stop == ".":
        return _full_stop_ends(text, begin, match.start(), following)
    if not letter.islower():
        return True
    return without_capitals and not (stop[0] != "." and _goes_on(text, begin, match.start(), following))


def _begins_glued(text: str, match: re.Match[str], following: int) -> bool:
    """Whether a sentence begins at `following`, where the writer left no space after the mark(s) in `match`."""
    stop = match[0].lstrip(" ")[0]
    if not text[following].islower():
        begins = stop != "." or text[following + 1 : following + 2] != "."
    elif stop == ".":
        word = _WORD.match(text, following)
        begins = word is not None and _grammatical(text, word) and text[word.end() : word.end() + 1] in (" ", "’")
    else:
        begins = stop != "…"
    return begins and not dotted.holds(text, match.start())


def _goes_on(text: str, begin: int, at: int, following: int) -> bool:
    """Whether after ! ? or … at `at` the same sentence goes on: the cry is repeated, or who cries is told."""
    if _SAYING.match(text, following):
        return True
    before = _WORD_BEFORE.search(text[max(begin, at - 24) : at].rstrip())
    after = _WORD.match(text, following)
    return before is not None and after is not None and before[1].lower() == after[0].lower()


def _full_stop_ends(text: str, begin: int, at: int, following: int) -> bool:
    before = text[max(begin, at - 24) : at]
    found = _WORD_BEFORE.search(before)
    if not found:
        return True
    word = found[1]
    if word in TITLES or _THAT_IS.search(before):
        return False
    next_word = _WORD.match(text, following)
    starts = next_word is not None and next_word[0][0].isupper() and _grammatical(text, next_word)
    if word in SHORTENED or (word.lower() in SHORTENED - _WHOLE_TOO and at - len(word) == begin and not starts):
        return _shortened_ends(word, text[following], starts)
    if word in _MONTHS and text[following].isdigit():
        return False
    if len(word) == 1 and _INITIALS.search(before) and (word.isupper() or "." in before[-3:-1]):
        return starts
    return not (_LIST_NUMBER.match(word) and at - len(word) == begin)


def _shortened_ends(word: str, letter: str, starts: bool) -> bool:
    """Whether a sentence ends with the shortened `word`: `letter` follows, of a grammatical capital or not."""
    if word.lower() in _ANNOUNCING:
        return False
    return starts or (letter.isupper() and (word == "etc" or word in _WHOLE_TOO))


def _grammatical(text: str, word: re.Match[str]) -> bool:
    apostrophe = "’" if text[word.end() : word.end() + 1] == "’" else ""
    return word[0].lower() + apostrophe in GRAMMATICAL
