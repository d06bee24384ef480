"""The glass box on a screen: what `session.telling` says, in colours, patterns and bars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace
from textual.content import Content
from textual.style import Style

from bestio.creation.authors import Part, authors_of
from bestio.language.typography import percent
from bestio.session.explain import WordWhy
from bestio.session.sound import explain_sound, tell_sound
from bestio.session.telling import part_name, quoted, tell_sentence, tell_word
from bestio.speech.speech import Speech
from bestio.text.shorten import shorten
from bestio.tui.text import visible
from bestio.tui.widgets.phrase_view import Read, hand_style, numbers_of, text_colour, text_style

LONGEST_SENTENCE = 150
LONGEST_TITLE = 26
MOST_PARTS = 12
# What fills the bar of each text, in the order of its patterns of letters; signs that every terminal has.
FILLS = "█▓▒░▌▀▄▐║═╬■"
HAND_FILL = "×"


def bar(parts: Sequence[Part], texts: Sequence[Read], width: int, *, dark: bool) -> Content:
    """Whose words a phrase is made of, as a bar of `width` cells: each text in its colour and its fill."""
    total = sum(part.words for part in parts)
    if not total or width < 1:
        return Content("")
    numbers = _numbers(parts, texts)
    pieces: list[Content] = []
    words = done = 0
    for part in parts:
        words += part.words
        upto = round(words / total * width)
        pieces.append(_filled(part, numbers, upto - done, dark=dark))
        done = upto
    return Content("").join(pieces)


def legend(
    parts: Sequence[Part], texts: Sequence[Read], *, dark: bool, most: int = MOST_PARTS, longest: int = LONGEST_TITLE
) -> Content:
    """Each author with their part of the words, and the `most` first texts in their colour, pattern and fill.

    `longest`: letters that are told of a title. `texts` are those that are not the group's own.
    """
    total = sum(part.words for part in parts)
    numbers = _numbers(parts, texts)
    told = []
    for author, share in authors_of(parts).items():
        own = [part for part in parts if part.author == author]
        items = [
            _named(part, total if len(own) > 1 else 0, numbers, dark=dark, longest=longest)
            for part in own
            if part in parts[:most]
        ]
        if len(items) < len(own):
            items.append(Content("…"))
        head = Content.assemble((visible(author), "bold"), f"\u00a0{percent(share)}")
        told.append(head + "\u00a0: " + Content(", ").join(items))
    return Content("   ").join(told)


def _named(part: Part, total: int, numbers: Mapping[Read, int], *, dark: bool, longest: int) -> Content:
    name = shorten(visible(part_name(part)), longest)
    number = numbers.get((part.author, part.title), 0)
    style: Style | str = hand_style(dark=dark) if part.hand else text_style(number, dark=dark)
    named = _filled(part, numbers, 1, dark=dark) + "\u00a0" + Content.styled(name, style)
    return named + f"\u00a0{percent(part.words / total)}" if total else named


def _numbers(parts: Sequence[Part], texts: Sequence[Read]) -> Mapping[Read, int]:
    return numbers_of(((part.author, part.title) for part in parts if not part.hand), texts)


def _filled(part: Part, numbers: Mapping[Read, int], cells: int, *, dark: bool) -> Content:
    number = numbers.get((part.author, part.title), 0)
    fill = HAND_FILL if part.hand else FILLS[number % len(FILLS)]
    return Content.styled(fill * cells, text_colour(number, dark=dark))


def explain_word(word: WordWhy | None, *, longest: int = LONGEST_SENTENCE) -> Content:
    """Why a word came, its name in bold; `longest`: letters that are told of the sentence it was read in."""
    if word is None:
        return Content("")
    if len(word.sentence) > longest:
        word = replace(word, sentence=shorten(word.sentence, longest))
    quote = word.sentence and tell_sentence(word.sentence)
    head, *rest = tell_word(word)
    name = quoted(word.text)
    lines = [Content.assemble((visible(name), "bold"), visible(head.removeprefix(name)))]
    lines += [Content.styled(visible(line), "$secondary" if line == quote else "") for line in rest]
    return Content("\n").join(lines)


def passages(told: Iterable[Sequence[str]]) -> str:
    """Passages of lines, an empty line between them, to be read in a window."""
    return "\n\n".join("\n".join(lines) for lines in told)


def sound_passages(speech: Speech | None, text: str = "") -> list[list[str]]:
    """What a line that was heard is put together from, where it is made of recordings (and says `text`)."""
    if speech is None or not speech.clips or (text and speech.text != text):
        return []
    return [list(tell_sound(explain_sound(speech)))]
