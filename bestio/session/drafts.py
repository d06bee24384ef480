"""How a phrase was made, in sentences: the drafts that were drawn for it, and why the sorter did not keep them."""

from __future__ import annotations

from collections import Counter

from bestio.creation.describe_sort import describe_sort
from bestio.i18n import N_, _, ngettext
from bestio.phrases.wellformed.telling import tell_fault
from bestio.session.explain import DraftWhy, MakingWhy


def tell_making(making: MakingWhy) -> list[str]:
    """How many drafts were drawn and who chose, then each that was left, and why; nothing of what was made by hand."""
    if making.by_hand:
        return []
    if making.drafts is None:
        return [tell_making_in_a_line(making)]
    lines = [_head(making)]
    lines += [
        _("{number}. {draft}").format(number=number, draft=tell_draft(draft))
        for number, draft in enumerate(making.drafts, start=1)
    ]
    return lines


def _head(making: MakingWhy) -> str:
    drawn = len(making.drafts or ()) + 1
    if drawn == 1:
        if making.sort == "raw":
            return _("The machine drew once, and nothing was sorted: it is the first draft.")
        return _("The machine drew once, and the sorter ({sort}) kept its first draft.").format(
            sort=describe_sort(making.sort)
        )
    return _("The machine drew {n} drafts, the sorter ({sort}) kept one. Not kept:").format(
        n=drawn, sort=describe_sort(making.sort)
    )


def tell_draft(draft: DraftWhy) -> str:
    """What a draft says, and why it was not kept."""
    if draft.why == "guard":
        return _("(hidden): the guard refused a word of it")
    return _("“{text}”: {reason}").format(text=draft.text, reason=tell_reason(draft))


def tell_reason(draft: DraftWhy) -> str:
    """Why a draft was not kept."""
    if draft.why == "copied":
        told = ngettext("copies {words} word of {total}", "copies {words} words of {total}", draft.words)
        told = told.format(words=draft.words, total=draft.total)
        return told + (" " + _("of “{title}” (“{run}”)").format(title=draft.title, run=draft.run) if draft.run else "")
    if draft.why == "short":
        return ngettext("too short ({n} word)", "too short ({n} words)", draft.words).format(n=draft.words)
    if draft.why == "share":
        told = ngettext("{words} word by you of {total}", "{words} words by you of {total}", draft.words)
        return told.format(words=draft.words, total=draft.total)
    told = _(REASONS[draft.why]) if draft.why in REASONS else _("not kept")
    faults = ", ".join(map(tell_fault, draft.faults))
    return _("{name}: {what}").format(name=told, what=faults) if faults else told


REASONS = {
    "long": N_("too long, with no end in sight"),
    "lacks": N_("without the word that was asked for"),
    "said": N_("already said"),
    "formed": N_("less well formed than the one that was kept"),
    "repeats": N_("as well formed, but it repeats more of your last phrases"),
    "later": N_("no better than the one that was kept, which came first"),
    "signs": N_("no word in it"),
    "stuck": N_("cut where all the faces of the die were at 0"),
}
COUNTED = {
    "copied": N_("copied too much"),
    "short": N_("too short ones"),
    "long": N_("too long ones"),
    "lacks": N_("without the word asked for"),
    "said": N_("said already"),
    "share": N_("beside your share"),
    "formed": N_("less well formed ones"),
    "repeats": N_("repeating more"),
    "later": N_("as good ones"),
    "guard": N_("refused by the guard"),
    "signs": N_("without a word"),
    "stuck": N_("stopped by the die"),
}
"""What drafts are called that are counted, by why they were not kept."""


def tell_making_in_a_line(making: MakingWhy) -> str:
    """How a phrase was made, in one line; "" for one that was made by hand."""
    if making.by_hand:
        return ""
    if making.drafts is None:
        return _("Drafts unknown: this phrase was made before they were kept.")
    if not making.drafts:
        return _("One draft drawn, and kept ({sort}).").format(sort=describe_sort(making.sort))
    counts = Counter(draft.why for draft in making.drafts)
    left = ", ".join(f"{_(COUNTED[why]) if why in COUNTED else _('others')} {n}" for why, n in counts.most_common())
    return _("{n} drafts drawn, one kept. Left: {left}.").format(n=len(making.drafts) + 1, left=left)
