"""Forms: an act with what it asks, each field with its label, its help and what was wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from bestio.i18n import _
from bestio.serve.lines.fields import MOST_LINE, MOST_PAGE, Field, Given
from bestio.serve.lines.html import Html, Inside, as_written, el, html
from bestio.session.actions.action import Action

ROOT = "/lignes"
DO = f"{ROOT}/faire"
ACT = "geste"
"""The field that names the act; its address for what only looks."""
BACK = "retour"
"""The field that says which page one comes from."""
NO_ERRORS: Mapping[str, Html] = {}
_TERMINAL = re.compile(r"\s\(bestio[^)]*\)|\s;\s--[^.]*")
_ODD = re.compile(r"[^a-z0-9]+")


def title_of(action: Action) -> str:
    """What an act is called on a page: its verb."""
    return action.verb[:1].upper() + action.verb[1:]


def id_of(*parts: str) -> str:
    """An id that these words make."""
    return "-".join(filter(None, (_ODD.sub("-", part.lower()).strip("-") for part in parts))) or "x"


def hidden(name: str, value: str) -> Html:
    """What is sent along."""
    return el("input", type="hidden", name=name, value=value)


def button(label: str, about: str = "", *, first: bool = False, **attributes: object) -> Html:
    """A button; `about`: of what, for who hears it without seeing where it stands."""
    more = el("span", f" : {about}", class_="heard") if about else None
    return el("button", label, more, class_="first" if first else None, **attributes)


def posted(*inside: Inside, to: str = DO, class_: str | None = None) -> Html:
    """A form that does something."""
    return el("form", *inside, method="post", action=to, class_=class_)


def act_button(action: Action, fixed: Mapping[str, str], back: str, about: str = "", label: str = "") -> Html:
    """An act that asks nothing more, as a button."""
    sent = [hidden(ACT, action.id), hidden(BACK, back), *(hidden(*one) for one in fixed.items())]
    if action.looks:
        return el(
            "form", sent[2:], button(label or title_of(action), about), method="get", action=f"{ROOT}/{ACT}/{action.id}"
        )
    return posted(*sent, button(label or title_of(action), about))


def act_form(
    action: Action,
    asked: Sequence[Field],
    *,
    fixed: Mapping[str, str],
    back: str,
    given: Given | None = None,
    errors: Mapping[str, Html] = NO_ERRORS,
    level: str = "h3",
    about: str = "",
) -> Html:
    """An act under its name, with what it does and what it asks; `given` and `errors` where it could not be done."""
    prefix = id_of(action.id, *fixed.values())
    head = el(level, title_of(action), el("span", f" : {about}", class_="heard") if about else None, id=f"{prefix}-t")
    fields = [field(one, prefix, given, errors.get(one.name)) for one in asked]
    sent = html(hidden(*one) for one in fixed.items())
    looks = action.only_looks(()) if not asked else action.looks
    what = button(title_of(action), about, first=True)
    body = (
        el("form", sent, fields, what, method="get", action=f"{ROOT}/{ACT}/{action.id}")
        if looks
        else posted(hidden(ACT, action.id), hidden(BACK, back), sent, fields, what)
    )
    return el("section", head, el("p", _help(action, asked)), body, aria_labelledby=f"{prefix}-t", class_="act")


def _help(action: Action, asked: Sequence[Field]) -> str:
    """What an act does; what only a terminal can do is left out, and how a line names what has a field here."""
    told = _TERMINAL.sub("", _(action.help))
    if not any("." in one.name for one in asked if one.shape != "page") or action.id == "write":
        return told
    return re.split(r"\s?[:;]", told)[0].rstrip(" .") + "."


def field(one: Field, prefix: str, given: Given | None = None, error: Html | None = None) -> Html:
    """A field with its label, its help and its error, which whoever hears it is told with it."""
    name, ident = one.name, id_of(prefix, one.name)
    value = tuple(given.get(name, ())) if given is not None else one.value
    told = [el("p", one.help, id=f"{ident}-aide", class_="help")] if one.help else []
    told += [el("p", error, id=f"{ident}-faute", class_="trouble")] if error else []
    by = " ".join(filter(None, (f"{ident}-aide" if one.help else "", f"{ident}-faute" if error else ""))) or None
    bad = "true" if error else None
    if one.shape == "several":
        return _several(one, ident, value, told, by)
    label = el("label", one.label, for_=ident)
    common = {"id": ident, "name": name, "required": one.required or None, "aria_describedby": by, "aria_invalid": bad}
    first = value[0] if value else ""
    if one.shape == "one":
        options = [el("option", text, value=key, selected=key == first or None) for key, text in one.options]
        box = el("select", options, **common)
    elif one.shape == "page":
        box = el("textarea", as_written(first), rows=10, maxlength=MOST_PAGE, **common)
    else:
        mode = "decimal" if one.number else None
        box = el(
            "input", type="text", value=first, maxlength=MOST_LINE, autocomplete="off", inputmode=mode, **common
        )  # fmt: skip
    return el("div", label, told, box, class_="field")


def _several(one: Field, ident: str, value: Iterable[str], told: list[Html], by: str | None) -> Html:
    chosen = set(value)
    ticks = [
        el(
            "p",
            el(
                "input", type="checkbox", id=f"{ident}-{place}", name=one.name, value=key, checked=key in chosen or None
            ),
            el("label", text, for_=f"{ident}-{place}"),
            class_="tick",
        )
        for place, (key, text) in enumerate(one.options)
    ]
    return el("fieldset", el("legend", one.label), told, ticks, id=ident, aria_describedby=by)


def faults(told: Html, fields: Sequence[tuple[str, str]] = ()) -> Html:
    """What went wrong, at the top of a page, where the keyboard finds it; with a link to each field it is about."""
    links = [el("li", el("a", text, href=f"#{ident}")) for ident, text in fields]
    return el(
        "div", el("h2", _("This was not done"), id="faute-t"), el("p", told), el("ul", links) if links else None,
        id="faute", class_="trouble", role="alert", tabindex="-1", autofocus=True, aria_labelledby="faute-t",
    )  # fmt: skip
