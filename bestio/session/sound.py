"""The glass box for sound: whose recording each word of a line is, what was cut, and what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from bestio.i18n import _, ngettext
from bestio.language.typography import percent
from bestio.speech.protocol import ClipUse
from bestio.speech.speech import Speech


class Heard(Struct, frozen=True):
    """Some words of a line and what they are made of: several `uses` where a word is made of syllables."""

    text: str
    words: int
    uses: tuple[ClipUse, ...]

    @property
    def how(self) -> str:
        """What they are: see `ClipUse.how`."""
        return self.uses[0].how


class SoundWhy(Struct, frozen=True):
    """Everything there is to say of a line that was put together from recordings.

    `voices` counts the words that each person says, "" being the machine, in halves where two share one; `missing` are
    words that the machine had to say.
    """

    heard: tuple[Heard, ...] = ()
    noises: tuple[ClipUse, ...] = ()
    voices: tuple[tuple[str, float], ...] = ()
    missing: tuple[str, ...] = ()


def explain_sound(speech: Speech) -> SoundWhy:
    """What a line is made of; nothing, where it is not made of recordings."""
    by_place: dict[int, list[ClipUse]] = {}
    for use in speech.clips:
        if use.words:
            by_place.setdefault(use.at, []).append(use)
    numbers = {word.at: number for number, word in enumerate(speech.words)}
    heard = []
    for place, uses in sorted(by_place.items()):
        number = numbers.get(place, 0)
        words = speech.words[number : number + max(1, uses[0].words)]
        text = speech.text[words[0].at : words[-1].at + len(words[-1].text)] if words else ""
        heard.append(Heard(text, max(1, uses[0].words), tuple(uses)))
    counts: defaultdict[str, float] = defaultdict(float)
    for one in heard:
        for use in one.uses:
            counts[use.who] += one.words / len(one.uses)
    missing = dict.fromkeys(one.text.lower() for one in heard if one.how == "base")
    noises = tuple(use for use in speech.clips if use.how == "noise")
    return SoundWhy(
        tuple(heard), noises, tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0]))), tuple(missing)
    )


def tell_sound(why: SoundWhy) -> Iterator[str]:
    """The same in sentences, a line each: word by word, then who says how much, then what is worth recording."""
    for one in why.heard:
        yield _("“{word}”: {what}").format(word=one.text, what=_tell_heard(one))
    for noise in why.noises:
        yield _("A breath or a noise: “{text}”, by {who}.").format(text=noise.text, who=noise.who)
    total = sum(count for _who, count in why.voices)
    if total:
        parts = (
            _("{name}: {what}").format(name=who or _("the machine"), what=percent(count / total))
            for who, count in why.voices
        )
        yield _("Who is heard: {people}.").format(people=", ".join(parts))
    if why.missing:
        yield _("Nobody has recorded these words, which would be worth it: {words}.").format(
            words=", ".join(why.missing)
        )


def _tell_heard(one: Heard) -> str:
    use = one.uses[0]
    if one.how == "base":
        return _("the machine says it.")
    if one.how == "line":
        return _("a whole line by {who}, as it was recorded.").format(who=use.who)
    if one.how == "run":
        return ngettext(
            "{n} word in a row by {who}, cut out of “{text}” ({cut}).",
            "{n} words in a row by {who}, cut out of “{text}” ({cut}).",
            one.words,
        ).format(n=one.words, who=use.who, text=use.text, cut=_seconds(use))
    if one.how == "word":
        return _("by {who}, cut out of “{text}” ({cut}).").format(who=use.who, text=use.text, cut=_seconds(use))
    if one.how == "alike":
        return _("by {who}, who said “{text}”: it sounds the same ({cut}).").format(
            who=use.who, text=use.text, cut=_seconds(use)
        )
    pieces = (
        _("{who} in “{text}” ({cut})").format(who=part.who, text=part.text, cut=_seconds(part)) for part in one.uses
    )
    return _("put together from syllables: {pieces}.").format(pieces=", ".join(pieces))


def _seconds(use: ClipUse) -> str:
    return _("{start} to {end} s").format(start=_number(use.start), end=_number(use.end))


def _number(seconds: float) -> str:
    return f"{seconds:.2f}".replace(".", ",")
