"""The answers to one question, in a list."""

from __future__ import annotations

from textual.content import Content
from textual.events import Click
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from bestio.activities import prompt as prompts
from bestio.language.typography import percent
from bestio.tui.text import visible

BAR = 10
"""Cells of the bar of a certainty."""


class Answers(OptionList):
    """The answers to one question: the second half of a double click is no answer to the next one."""

    def show(self, prompt: prompts.Choose) -> None:
        """Draw the options of a question."""
        stays = prompt.stays and self.option_count == len(prompt.options)
        hand = self.highlighted if stays else None
        self.clear_options()
        self.add_options([Option(_line(option)) for option in prompt.options])
        self.highlighted = (prompt.hand if hand is None else hand) if prompt.hand >= 0 and prompt.options else None

    def holds(self, event: OptionList.OptionSelected) -> bool:
        """Whether what was chosen stands here, and does not belong to an earlier question."""
        here = event.option_index < self.option_count
        return here and self.get_option_at_index(event.option_index) is event.option

    def on_click(self, event: Click) -> None:
        if event.chain > 1:
            event.prevent_default()


def _line(option: prompts.Option) -> Content:
    if option.chance is not None:
        return _chance(option.label, option.chance)
    if option.heard is None:
        return Content(visible(option.label))
    return Content.assemble((visible(option.label), "bold"), "\n  ", (visible(option.under) or "…", "$text-muted"))


def _chance(label: str, chance: prompts.Chance) -> Content:
    sides = "" if chance.sides is None else f"{chance.sides[0]}–{chance.sides[1]}"
    bar = "━" * max(1, round(chance.part * BAR))
    return Content.assemble(
        (f"{sides:>8}  ", "bold"),
        (f"{visible(label):<16.16} ", "bold"),
        f"{percent(chance.part):>6} ",
        (f"{bar:<{BAR}} ", "$warning" if chance.changed else ""),
        (f"{chance.changed} " if chance.changed else "", "$warning bold"),
        (visible(chance.where), "$text-muted"),
    )
