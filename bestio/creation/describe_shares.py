"""How much of what the machine says comes from a text, in words that a pupil can picture."""

from __future__ import annotations

from bestio.i18n import _, ngettext
from bestio.language.typography import percent


def describe_share(share: float) -> str:
    """A share of the draw, 0..1, as so many words in ten, or in a hundred where that is less than one."""
    if share <= 0:
        return _("silent")
    if (tenths := round(share * 10)) >= 1:
        return ngettext("{n} word in 10", "{n} words in 10", tenths).format(n=tenths)
    if (hundredths := round(share * 100)) >= 1:
        return ngettext("{n} word in 100", "{n} words in 100", hundredths).format(n=hundredths)
    return _("less than 1 word in 100")


def describe_weighed(title: str, share: float, weight: float = 1) -> str:
    """What a text's weight does to the phrases; a weight of 1 is not told."""
    if share <= 0:
        return _("“{title}” is silent: none of its words is drawn.").format(title=title)
    told = _("About {part} of a phrase come from “{title}”.").format(part=describe_share(share), title=title)
    if weight == 1:
        return told
    times = f"{weight:g}".replace(".", ",")
    return told + " " + _("It counts {n} times as much as another text.").format(n=times)


def describe_own_share(share: float, *, raw: bool = False, words: int = 0) -> str:
    """What the share of the pupils' texts (0..1) does to the phrases.

    `raw`: drafts are not sorted, and the share is one of the draw, not of the words. `words`: those of the pupils'
    texts (0: not known, or nothing else is drawn); where they cannot carry the share, that is told.
    """
    from bestio.phrases.sides import most_that

    if share <= 0:
        return _("No word of yours is drawn: the starter texts say everything.")
    if share >= 1:
        return _("All the words are drawn from your texts.")
    if raw:
        told = _("Where your texts and the starter texts can both follow, yours win {n} times in 100.")
        return told.format(n=round(100 * share))
    told = _("In each phrase, about {part} are yours, the others from the starter texts.").format(
        part=describe_share(share)
    )
    if words and share > most_that(words) + 0.005:
        told += " " + ngettext(
            "{n} word carries {most} at most: beyond, it repeats itself.",
            "{n} words carry {most} at most: beyond, it repeats itself.",
            words,
        ).format(n=words, most=percent(most_that(words)))
    return told
