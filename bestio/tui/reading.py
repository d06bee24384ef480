"""What there is to read on a screen, as text: for a voice that reads it, and for whoever looks its words up.

A screen, a bench or any part that is `Readable` says it itself; of the others, each text and each line of a list that
is shown is read, from top to bottom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Protocol, runtime_checkable

from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button, Checkbox, Input, OptionList, RadioButton, Static, TextArea

from bestio.language.sentences import split
from bestio.text.normalise import compose

MOST_LINES = 30
"""Lines of a list that are read."""
MOST = 400
"""Sentences of a screen that are read."""
LONGEST = 20_000  # letters of one passage
_BLANKS = re.compile(r"[ \t]+")  # not the no-break space, which French wants


@runtime_checkable
class Readable(Protocol):
    """Something that knows what is to be read of it."""

    def to_read(self) -> Iterator[str]:
        """Its passages, in order."""
        ...


def passages(screen: Screen[object]) -> list[str]:
    """What there is to read on a screen, each once."""
    found = screen.to_read() if isinstance(screen, Readable) else read_parts(screen)
    shown = (_BLANKS.sub(" ", part).strip(" ") for passage in found for part in passage[:LONGEST].split("\n"))
    return list(dict.fromkeys(part for part in shown if any(map(str.isalnum, part))))


def sentences(screen: Screen[object]) -> list[str]:
    """The same, sentence by sentence."""
    return list(islice((one for passage in passages(screen) for one in split(compose(passage))), MOST))


def read_parts(node: DOMNode) -> Iterator[str]:
    """What is read of the parts of a screen or a widget that are shown."""
    for child in node.children:
        if isinstance(child, Widget) and child.display:
            yield from read_part(child)


def read_part(widget: Widget) -> Iterator[str]:
    """What is read of a widget."""
    if widget.border_title:
        yield _plain(widget.border_title)
    if isinstance(widget, Readable):
        yield from widget.to_read()
    elif isinstance(widget, Static):
        yield _plain(widget.content)
    elif isinstance(widget, OptionList):
        options = (widget.get_option_at_index(at) for at in range(min(widget.option_count, MOST_LINES)))
        yield from (_plain(option.prompt) for option in options)
    elif isinstance(widget, Button | Checkbox | RadioButton):
        yield _plain(widget.label)
    elif isinstance(widget, Input):
        yield widget.value or widget.placeholder
    elif isinstance(widget, TextArea):
        yield widget.text
    else:
        yield from read_parts(widget)


def _plain(content: object) -> str:
    return content.plain if isinstance(content, Content) else str(content)
