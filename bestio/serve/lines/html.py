"""HTML made of elements: what is text is escaped here, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from bestio.text.sanitise import sanitise

_VOID = frozenset({"input", "br", "meta", "link", "img", "hr"})
Inside = object
"""What an element holds: HTML, a text, or several of them; None for nothing."""


class Html(str):
    """Letters that are HTML already; any other text is only text."""

    __slots__ = ()


def html(inside: Inside) -> Html:
    """What an element holds, as HTML."""
    if inside is None or inside is False:
        return Html()
    if isinstance(inside, Html):
        return inside
    if isinstance(inside, str):
        return Html(escape(sanitise(inside, kept="\n")))
    if isinstance(inside, Iterable):
        return Html("".join(map(html, inside)))
    return Html(escape(str(inside)))


def el(name: str, /, *inside: Inside, **attributes: object) -> Html:
    """An element. An attribute that is None or False is left out, True stands alone; `class_` and `aria_label` are
    written “class” and “aria-label”.
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items() if value not in {None, False})
    if name in _VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{html(inside)}</{name}>")


def as_written(text: str) -> Html:
    """What somebody has written, to be written on: nothing of it is taken for something else, nothing is lost."""
    return Html("\n" + escape(text))


def _attribute(key: str, value: object) -> str:
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(sanitise(str(value)))}"'


def lines(texts: Iterable[str]) -> Html:
    """A paragraph for each text."""
    return html(el("p", one, dir="auto") for one in texts if one.strip())
