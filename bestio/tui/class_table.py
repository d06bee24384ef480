"""A class's table as lines of fixed columns, and what is told of the group in hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from textual.content import Content

from bestio.classroom.class_report import balance_parts, last_act, last_seen, step_of
from bestio.classroom.table import Balance, Row
from bestio.i18n import _, ngettext
from bestio.tui.text import visible
from bestio.tui.widgets.wheel_rows import cut

LAST, WORDS, PHRASES, FLAGS, BALANCE = 12, 6, 8, 4, 10
FILLS = "█▓░▚"
"""What the parts of a balance bar are drawn with: the group's texts, the class's, starter texts, chosen by hand."""

NAMES = 24
"""Cells of a group's name and its step together, at least."""

BETWEEN = "  ·  "

Activities = Mapping[tuple[str, str], str]


def _widths(width: int) -> tuple[int, int]:
    room = max(NAMES, width - LAST - WORDS - PHRASES - FLAGS - BALANCE - 2)
    group = room * 11 // 20
    return group, room - group


def _holds_balance(width: int) -> bool:
    """Whether there is room for whose words they are: that stands under the table, too."""
    return width >= NAMES + LAST + WORDS + PHRASES + FLAGS + BALANCE + 1


def _fit(text: str, width: int) -> str:
    shown = cut(visible(text), width - 1)
    return shown + " " * (width - cell_len(shown))


def heading_line(width: int) -> Content:
    """The titles of the columns."""
    group, step = _widths(width)
    return Content.styled(
        _fit(_("Group"), group)
        + _fit(_("Step"), step)
        + _fit(_("Last seen"), LAST)
        + _("Words").rjust(WORDS)
        + _("Phrases").rjust(PHRASES)
        + "⚑".rjust(FLAGS)
        + ("  " + _fit(_("Whose?"), BALANCE) if _holds_balance(width) else ""),
        "$text-muted",
    )


def group_line(row: Row, activities: Activities, width: int) -> Content:
    """One group, without colours: the line in hand would swallow them."""
    group, step = _widths(width)
    if row.trouble:
        return Content.assemble((_fit(row.group, group), "bold"), (_("its journal cannot be read"), "$warning"))
    flags = str(len(row.flagged)) if row.flagged else "·"
    return Content.assemble(
        (_fit(row.group, group), "bold"),
        _fit(step_of(row, activities) or "–", step),
        _fit(last_seen(row), LAST),
        str(row.words).rjust(WORDS),
        f"{row.kept}/{row.phrases}".rjust(PHRASES),
        (flags.rjust(FLAGS), "bold" if row.flagged else ""),
        "  " + balance_bar(row.balance, BALANCE - 1) if _holds_balance(width) else "",
    )


def balance_bar(balance: Balance, width: int) -> str:
    """A bar of `width` cells, each part with its own fill; empty where nothing is kept."""
    parts = [part for _who, part in balance_parts(balance)]
    if not sum(parts):
        return " " * width
    bar, total = "", 0.0
    for fill, part in zip(FILLS, parts, strict=True):
        total += part
        bar += fill * (round(total * width) - len(bar))
    return bar.ljust(width)


def detail(row: Row, activities: Activities, width: int) -> Content:
    """What a teacher wants to know of a group; what a table of `width` cells cuts of it stands here whole."""
    if row.trouble:
        return Content.assemble((visible(row.group), "bold"), "\n", (visible(row.trouble), "$warning"))
    made = _(
        "{minutes} min at work, {texts} texts, {phrases} phrases of which {kept} kept, {spoken} said aloud"
    ).format(minutes=row.minutes, texts=row.texts, phrases=row.phrases, kept=row.kept, spoken=row.spoken)
    names = (visible(row.group), visible(step_of(row, activities)))
    group, step = (name if cell_len(name) >= room else "" for name, room in zip(names, _widths(width), strict=True))
    who = (group, visible(row.creature) or _("no creature yet"), step)
    lines = [
        Content.assemble((BETWEEN.join(filter(None, who)), "bold"), f"{BETWEEN}{_last(row)}"),
        Content(made),
        _whose(row.balance),
    ]
    if row.flagged:
        lines.append(Content.styled(_("To look at: {words}").format(words=visible(", ".join(row.flagged))), "$warning"))
    if row.shared:
        lines.append(Content(_("Shared with the class: {titles}").format(titles=visible(", ".join(row.shared)))))
    if row.left_out:
        lines.append(
            Content.styled(
                ngettext("{n} damaged line was left out", "{n} damaged lines were left out", row.left_out).format(
                    n=row.left_out
                ),
                "$warning",
            )
        )
    return Content("\n").join(lines)


def _last(row: Row) -> str:
    if not row.last_act:
        return _("nothing yet")
    return _("Last act: {act}, {when}").format(act=last_act(row), when=last_seen(row))


def _whose(balance: Balance) -> Content:
    parts: Sequence[tuple[str, float]] = balance_parts(balance)
    if not any(part for _who, part in parts):
        return Content.styled(_("No phrase is kept yet: whose words they are is not known."), "$text-muted")
    told = "   ".join(
        f"{fill} {who} {round(100 * part)}\u00a0%" for fill, (who, part) in zip(FILLS, parts, strict=True) if part
    )
    return Content(told)
