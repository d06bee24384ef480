"""The words of a Markdown text, in time proportional to its length.

The syntax is that of CommonMark 0.31 with its tables; only the words are wanted, so no tree is built: libraries that
build one take the square of the time for some texts (a line of 200,000 stars), and seconds for a long honest one.
An indented line is text, not code: pupils indent their paragraphs.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?s:.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_UNSEEN = (
    (re.compile("<!--"), re.compile("-->")),
    (re.compile(r"(?i)<script\b"), re.compile(r"(?i)</script>")),
    (re.compile(r"(?i)<style\b"), re.compile(r"(?i)</style>")),
)
_FENCE = re.compile(r"[ \t]{0,12}(`{3,}|~{3,})([^\n]*)")
_QUOTE = re.compile(r"(?: {0,3}+> ?+)++")
_ITEM = re.compile(r"[ \t]*(?:[-+*]|\d{1,9}[.)])(?:[ \t]+(?:\[[ xX]\][ \t]+)?|$)")
_HEADING = re.compile(r"[ \t]*#{1,6}(?:[ \t]+|$)")
_HEADING_END = re.compile(r"(?:^|[ \t])#+[ \t]*$")
_DEFINITION = re.compile(r" {0,3}\[([^\]\[\n]{1,200})\]:[ \t]*\S+")
_CELL_EDGE = re.compile(r"(?<!\\)\|")

_LITERAL = re.compile(r"(?<!`)(`{1,16})(?!`)([^`]+)\1(?!`)|\\([!-/:-@\[-`{-~]|\n)")
_IMAGE = re.compile(r"!\[[^\]\[\n]{0,500}\](?:\([^()\n]{0,1000}\)|\[[^\]\[\n]{0,200}\])?")
_LINK = re.compile(r"\[([^\]\[]{0,1000})\](?:\((?:[^()\n]|\([^()\n]{0,200}\)){0,1000}\)|\[[^\]\[\n]{0,200}\])")
_SHORT_LINK = re.compile(r"\[([^\]\[\n]{1,200})\]")
_FOOTNOTE = re.compile(r"\[\^[^\]\[\n]{1,100}\]:?")
_AUTOLINK = re.compile(r"<([a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^<>\s]{0,2000}|[\w.+-]{1,64}@[\w.-]{1,200})>")
_BREAK = re.compile(r"(?i)<br[ /]{0,3}>")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,1000}>")
_RUN = re.compile(r"\*+|_+|~~")

MOST_MARKS = 100_000
"""Lines and marks that are told apart in one text. Where there are more, all that may be one is left out."""
_MARKS = "\n*_~`[]<|\\&"
_MARK_RUN = re.compile(r"[*~`#>]+|(?<!\w)_+|_+(?!\w)")

# Signs that are meant as they stand wait in a private plane of Unicode until the marks are off.
_ASIDE = 0x10FF00
_PUT_ASIDE = {code: _ASIDE + code for code in range(0x21, 0x7F) if not chr(code).isalnum()}
_PUT_BACK = {aside: code for code, aside in _PUT_ASIDE.items()}


def words_of(text: str) -> str:
    """`text` without its marks, its blocks parted by blank lines.

    Addresses of links, pictures, code blocks, comments and front matter are left out.
    """
    text = _FRONT_MATTER.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if sum(map(text.count, _MARKS)) > MOST_MARKS:
        return _MARK_RUN.sub(" ", text).replace("|", "\n")
    for opening, closing in _UNSEEN:
        text = _without(text, opening, closing)
    labels: set[str] = set()
    blocks = list(_blocks(text, labels))
    return "\n\n".join(words for block in blocks if (words := _inline(block, labels)))


def _without(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> str:
    kept: list[str] = []
    at = 0
    while (begin := opening.search(text, at)) and (end := closing.search(text, begin.end())):
        kept.append(text[at : begin.start()])
        at = end.end()
    return "".join([*kept, text[at:]])


def _blocks(text: str, labels: set[str]) -> Iterator[str]:
    """Paragraphs, headings, items and cells, their own marks off; the names of link definitions go into `labels`."""
    block: list[str] = []
    for line, begins, ends in _lines(text, labels):
        if begins and block:
            yield "\n".join(block)
            block = []
        if line:
            block.append(line)
        if ends and block:
            yield "\n".join(block)
            block = []
    if block:
        yield "\n".join(block)


def _lines(text: str, labels: set[str]) -> Iterator[tuple[str, bool, bool]]:
    """The lines of words, and of each whether a block begins before it and ends after it."""
    fence = ""
    in_table = False
    for whole in text.split("\n"):
        quoted = _QUOTE.match(whole)
        line = whole[quoted.end() :] if quoted else whole
        if fence:
            closing = line.strip()
            if closing.startswith(fence) and not closing.strip(fence[0]):
                fence = ""
            continue
        if (opened := _FENCE.match(line)) and not (opened[1][0] == "`" and "`" in opened[2]):
            fence = opened[1]
            yield "", True, True
            continue
        if definition := _DEFINITION.match(line):
            labels.add(definition[1].casefold())
        if definition or _is_rule(line):
            in_table = False
            yield "", True, True
            continue
        if "|" in line and "-" in line and not line.strip("|:- \t"):
            in_table = True
            continue
        if "|" in line and (in_table or line.lstrip().startswith("|")):
            for cell in _CELL_EDGE.split(line):
                yield cell.strip(), True, True
            continue
        in_table = False
        item = _ITEM.match(line)
        body = line[item.end() :] if item else line
        if heading := _HEADING.match(body):
            body = _HEADING_END.sub("", body[heading.end() :])
        yield body.strip(), bool(item or heading), heading is not None


def _is_rule(line: str) -> bool:
    """Whether `line` is blank, or one that only parts what stands above from what stands below."""
    signs = line.replace(" ", "").replace("\t", "")
    return not signs or (signs[0] in "-=*_" and not signs.strip(signs[0]) and (len(signs) > 2 or signs[0] in "-="))


def _inline(block: str, labels: set[str]) -> str:
    """The words of one block."""
    text = _LITERAL.sub(_literal, block)
    if "[" in text:
        text = _IMAGE.sub("", text)
        text = _LINK.sub(r"\1", text)
        text = _FOOTNOTE.sub("", text)
        if labels:
            text = _SHORT_LINK.sub(lambda found: found[1] if found[1].casefold() in labels else found[0], text)
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", _AUTOLINK.sub(r"\1", text)))
    text = _without_emphasis(text)
    if "&" in text:
        text = html.unescape(text)
    return text.translate(_PUT_BACK).strip()


def _literal(found: re.Match[str]) -> str:
    meant: str = found[3] or found[2].strip()
    return meant.translate(_PUT_ASIDE)


@dataclass
class _Opener:
    start: int
    left: int


def _without_emphasis(text: str) -> str:
    """`text` without the * _ ~~ that stand in pairs around words; a lone one is a sign like any other.

    Each run is opened and closed at most once, so that the time goes with the length.
    """
    removed: dict[int, int] = {}
    openers: dict[str, list[_Opener]] = {"*": [], "_": [], "~": []}
    for run in _RUN.finditer(text):
        sign = run[0][0]
        before = text[run.start() - 1] if run.start() else " "
        after = text[run.end()] if run.end() < len(text) else " "
        opens = not after.isspace() and (after.isalnum() or not before.isalnum())
        closes = not before.isspace() and (before.isalnum() or not after.isalnum())
        if sign == "_" and before.isalnum() and after.isalnum():
            continue  # in the middle of a name: un_deux
        left = len(run[0])
        at = run.start()
        waiting = openers[sign]
        while closes and left and waiting:
            opener = waiting[-1]
            both = min(left, opener.left)
            opener.left -= both
            left -= both
            removed[opener.start + opener.left] = both
            removed[at] = both
            at += both
            if not opener.left:
                waiting.pop()
        if opens and left:
            waiting.append(_Opener(at, left))
    if not removed:
        return text
    kept: list[str] = []
    at = 0
    for start, size in sorted(removed.items()):
        kept.append(text[at:start])
        at = start + size
    return "".join([*kept, text[at:]])
