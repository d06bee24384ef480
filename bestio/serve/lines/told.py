"""What an act tells, on a page: where it says how a line is written, a link leads to what does the same here."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bestio.serve.lines.forms import ROOT
from bestio.serve.lines.html import Html, el, html
from bestio.serve.lines.offered import OFFERED
from bestio.session.actions.action import Action
from bestio.text.fold import fold

_LINE = re.compile(r"bestio act (\S+) ([\w-]+)((?: [\w.-]+)*)")
_THING = frozenset({"phrase", "about", "slot", "text"})


def told_lines(texts: Iterable[str]) -> Html:
    """Lines that are told, each a paragraph; where one says how a line is written, a link to what does it here."""
    return html(el("p", with_links(line), dir="auto") for one in texts for line in one.splitlines() if line.strip())


def with_links(text: str) -> Html:
    """A text in which an act that a terminal would be given is a link."""
    parts: list[object] = []
    end = 0
    for found in _LINE.finditer(text):
        action = _verb(found[2])
        parts.append(text[end : found.start()])
        parts.append(_link(action, found[2], found[3].split()) if action is not None else found[0])
        end = found.end()
    return html([*parts, text[end:]])


def _verb(verb: str) -> Action | None:
    wanted = fold(verb)
    return next((one for one in OFFERED.values() if wanted in {one.id, fold(one.verb)}), None)


def _link(action: Action, verb: str, words: list[str]) -> Html:
    first = action.parameters[0].name if action.parameters else ""
    about = words[0] if words and first in _THING and not words[0].isupper() else ""
    label = " ".join(filter(None, (verb, about)))
    return el("a", label, href=f"{ROOT}/geste/{action.id}" + (f"?{first}={about}" if about else ""))
