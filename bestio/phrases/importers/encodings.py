"""Which letters the bytes of a text mean: by its mark, else by what makes French of them.

Old programs wrote an é as one byte, each system its own: Windows-1252, ISO 8859-15, Mac OS Roman, DOS 850. A text may
also be mixed of UTF-8 and one of these, where two files were put together.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import islice

OLD_ENCODINGS = {
    "cp1252": "Windows-1252",
    "iso8859-15": "ISO 8859-15",
    "mac-roman": "Mac OS Roman",
    "cp850": "DOS 850",
}
"""Encodings of one byte a letter, the likeliest first, and what people call them."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FRENCH = frozenset("àâçéèêëîïôùûüÿœæÀÂÇÉÈÊËÎÏÔÙÛÜŸŒÆ")
_SIGNS = frozenset("«»’‘“”…–—€°·\u00a0\u202f")
_MOST_JUDGED = 4_000
_MOST_KNOWN = 10_000
_LIKELIER = 2  # what most old files are in, where two readings are about as good
_CONTEXT = re.compile(r"[^\x00-\x7f]+")
_ESCAPED = re.compile("[\udc80-\udcff]")


def unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without its mark, or None: every second byte of Western text is 0."""
    sample = data[:4000]
    if len(sample) < 8 or len(data) % 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.7 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.7 and odd < half * 0.05:
        return "utf-16-be"
    return None


def decode_8bit(data: bytes) -> tuple[str, str]:
    """A text in UTF-8, else in the old encoding whose letters are most French; and the name of the encoding.

    In a text of both kinds, each byte that is not UTF-8 is read in the old encoding: "utf-8+cp1252". A last letter
    that was cut in its middle becomes U+FFFD.
    """
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if (
            error.end >= len(data)
            and error.start > 0
            and error.reason == "unexpected end of data"
            and not _is_old(data)
        ):
            return data[: error.start].decode("utf-8") + "\ufffd", "utf-8"
    mixed = data.decode("utf-8", "surrogateescape")
    readings = [(data.decode(encoding, "replace"), encoding) for encoding in OLD_ENCODINGS]
    if any(not letter.isascii() and not _ESCAPED.match(letter) for letter in set(mixed)):
        readings += [(mixed.translate(_upper_half(encoding)), f"utf-8+{encoding}") for encoding in OLD_ENCODINGS]
    return max(readings, key=lambda reading: frenchness(reading[0]) + _LIKELIER * (reading[1] == "cp1252"))


def _is_old(data: bytes) -> bool:
    """Whether the one byte at the end is all that UTF-8 has against `data` and yet nothing else in it is UTF-8."""
    return data[:-3].isascii()


@lru_cache(maxsize=8)
def _upper_half(encoding: str) -> dict[int, str]:
    return {0xDC00 + byte: bytes([byte]).decode(encoding, "replace") for byte in range(0x80, 0x100)}


def frenchness(text: str) -> int:
    """How far the letters and signs beyond ASCII are those of French text at their places: higher is likelier.

    Judged on the first places where there are any. A capital in the middle of a small word, a sign in the middle of a
    word, a control character: each tells against the reading.
    """
    score = 0
    judged = 0
    for match in _CONTEXT.finditer(text):
        before = text[match.start() - 1] if match.start() else " "
        run = match[0][:8]
        for at, letter in enumerate(run):
            after = run[at + 1] if at + 1 < len(run) else text[match.end() : match.end() + 1] or " "
            score += _fits(letter, before, after)
            before = letter
        judged += len(run)
        if judged >= _MOST_JUDGED:
            break
    return score


def _fits(letter: str, before: str, after: str) -> int:
    if letter in _FRENCH:
        return _letter_fits(letter, before, after)
    if letter in _SIGNS:
        return _sign_fits(letter, before, after)
    if letter.isalpha() and "LATIN" in unicodedata.name(letter, ""):
        return -3 if letter.isupper() and before.islower() else 1 if before.isalpha() or after.isalpha() else 0
    if letter.isalpha():
        # Another alphabet in the middle of a Latin word is a wrong reading; in a word of its own it may be meant.
        return -3 if (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha()) else -1
    if unicodedata.category(letter) in {"Cc", "Cn", "Co"} or letter == "\ufffd":
        return -5
    return -4 if before.isalpha() and after.isalpha() else -1


def _letter_fits(letter: str, before: str, after: str) -> int:
    if letter.isupper() and before.islower():
        return -3
    # Two letters that French has at the end of a few words only: à, là, déjà, çà; où.
    if letter == "à":
        return 3 if not after.isalpha() and (before in "lLjJçÇ" or not before.isalnum()) else -2
    if letter == "ù":
        return 3 if not after.isalpha() and before in "oO" else -2
    if before.isalpha() or after.isalpha():
        return 3
    return 1 if letter in "ôÀÔ" else -1


def _sign_fits(letter: str, before: str, after: str) -> int:
    inside = before.isalpha() and after.isalpha()
    if letter == "’":
        return 2 if before.isalpha() or after.isalpha() else 0
    if letter in "«“‘":
        return -3 if before.isalpha() else 2
    if letter in "»”":
        return -3 if after.isalpha() else 2
    if letter == "·":
        return 1 if inside else -1
    return -3 if inside and letter not in "–—" else 1


class _TwiceRead:
    """What UTF-8 becomes when it is read in an old encoding, and the way back."""

    def __init__(self, encoding: str) -> None:
        bytes_of: dict[str, int] = {}
        for byte in range(0x80, 0x100):
            try:
                bytes_of[bytes([byte]).decode(encoding)] = byte
            except UnicodeDecodeError:
                bytes_of[chr(byte)] = byte
        self._letters = frozenset(bytes_of)
        self._bytes = {ord(letter): chr(byte) for letter, byte in bytes_of.items()}
        self._mended: dict[str, str] = {}

        def some(low: int, high: int) -> str:
            return "".join(letter for letter, byte in bytes_of.items() if low <= byte < high)

        self._leads, self._rest = frozenset(some(0xC2, 0xF5)), frozenset(some(0x80, 0xC0))
        two, three, four = (re.escape(some(*span)) for span in ((0xC2, 0xE0), (0xE0, 0xF0), (0xF0, 0xF5)))
        rest = "[" + re.escape(some(0x80, 0xC0)) + "]"
        self.pattern = re.compile(f"[{two}]{rest}|[{three}]{rest}{{2}}|[{four}]{rest}{{3}}")

    def may_be_in(self, letters: frozenset[str]) -> bool:
        """Whether a text of these letters can hold any."""
        return not letters.isdisjoint(self._leads) and not letters.isdisjoint(self._rest)

    def mended(self, found: str) -> str:
        """The letter that `found` was made of; `found` itself where that is none that a text would hold."""
        if found not in self._mended:
            letter = found.translate(self._bytes).encode("latin-1").decode("utf-8", "replace")
            if len(self._mended) > _MOST_KNOWN:
                self._mended.clear()
            # A letter of the encoding itself may have been read in the wrong way twice.
            likely = letter in self._letters or (len(letter) == 1 and _is_likely(letter))
            self._mended[found] = letter if likely else found
        return self._mended[found]


@lru_cache(maxsize=8)
def _twice_read(encoding: str) -> _TwiceRead:
    return _TwiceRead(encoding)


def mend_read_twice(text: str) -> tuple[str, int]:
    """`text` with the letters mended that are UTF-8 read as an old encoding (« Ã© » for é), and how many they were."""
    mended = 0
    for _turn in range(5):  # it may have happened more than once, and in several ways
        text, count = _mend_once(text)
        mended += count
        if not count:
            break
    return text, mended


def _mend_once(text: str) -> tuple[str, int]:
    if text.isascii():
        return text, 0
    letters = frozenset(text)
    found: Counter[str] = Counter()
    for encoding in (*OLD_ENCODINGS, "latin-1"):
        way = _twice_read(encoding)
        if way.may_be_in(letters):
            some = islice(way.pattern.finditer(text), _MOST_JUDGED)
            found[encoding] = sum(way.mended(match[0]) != match[0] for match in some)
    if not found.total():
        return text, 0
    encoding = max(found, key=found.__getitem__)
    way = _twice_read(encoding)
    count = 0

    def one(match: re.Match[str]) -> str:
        nonlocal count
        letter = way.mended(match[0])
        count += letter != match[0]
        return letter

    text = way.pattern.sub(one, text)
    if encoding in {"cp1252", "iso8859-15", "latin-1"}:
        # The second half of an « à » was a no-break space, which many programs made a plain one.
        text = re.sub(r"Ã (?=[^\W\d_]|$)", "à ", text)
    return text, count


def _is_likely(letter: str) -> bool:
    """Whether a mended letter is one that texts hold: of a European language, a sign of print, an emoji."""
    code = ord(letter)
    return (
        0xA0 <= code < 0x180
        or letter in _SIGNS
        or 0x2010 <= code < 0x2C00
        or code in {0xFE0F, 0x200D}
        or code >= 0x1F000
    )


_LOST = re.compile(r"(?<=[a-z])\?(?=[a-z])")
_ODD_INSIDE = re.compile(
    r"(?<=[a-z])[^\W\d_a-zA-Z](?=[a-z])|(?<=[a-z])[^\w\s\x00-\x7f’‘ʼ´′＇·•‧–—\u2010-\u2015\u00ad\u200b-\u200f\u2060\ufeff\u0300-\u036f](?=[a-z])"
)


def has_odd_letters(text: str) -> bool:
    """Whether letters of `text` are likely wrong: signs or capitals in the middle of words, ? where an accent was."""
    odd = sum(1 for match in _ODD_INSIDE.finditer(text[:200_000]) if not _stands_inside(match[0]))
    lost = sum(1 for _match in _LOST.finditer(text[:200_000]))
    return odd >= 2 or lost >= 3


def _stands_inside(letter: str) -> bool:
    return letter.islower() and "LATIN" in unicodedata.name(letter, "")
