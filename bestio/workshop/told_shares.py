"""How much of what the machine says comes from a text, in words that a pupil can picture."""

from __future__ import annotations

from bestio.i18n import _, ngettext


def told_share(share: float) -> str:
    """A share of the draw, 0..1, as so many words in ten, or in a hundred where that is less than one."""
    if share <= 0:
        return _("silent")
    if (tenths := round(share * 10)) >= 1:
        return ngettext("{n} word in 10", "{n} words in 10", tenths).format(n=tenths)
    if (hundredths := round(share * 100)) >= 1:
        return ngettext("{n} word in 100", "{n} words in 100", hundredths).format(n=hundredths)
    return _("less than 1 word in 100")


def told_weighed(title: str, share: float, weight: float = 1) -> str:
    """What a text's weight does to the phrases; a weight of 1 is not told."""
    if share <= 0:
        return _("“{title}” is silent: none of its words is drawn.").format(title=title)
    told = _("About {part} of a phrase come from “{title}”.").format(part=told_share(share), title=title)
    if weight == 1:
        return told
    times = f"{weight:g}".replace(".", ",")
    return told + " " + _("It counts {n} times as much as another text.").format(n=times)


def told_own_share(share: float) -> str:
    """What the share of the pupils' texts (0..1) does to the phrases."""
    if share <= 0:
        return _("No word of yours is drawn: the starter texts say everything.")
    if share >= 1:
        return _("All the words are drawn from your texts.")
    return _("About {part} of a phrase come from your texts, the others from the starter texts.").format(
        part=told_share(share)
    )
