"""The pages of the door and of the room, as HTML that holds no script of its own and no address of another place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

import segno

from bestio.i18n import N_, _
from bestio.serve.reading import STYLE as READING
from bestio.serve.reading import choice
from bestio.serve.room import Group

COLOURS = (("bestio-nuit", N_("Night")), ("bestio-jour", N_("Day")), ("bestio-contraste", N_("High contrast")))
"""The colours of the app (`tui.theme.THEMES`), which the server has no need to read otherwise."""
STYLE = "/static/bestio.css"
WAY, LINES = "vers", "lignes"
"""The field that says that one comes for the plain pages."""
KEYS = (
    ("F1", "\x1bOP"), ("F2", "\x1bOQ"), ("F3", "\x1bOR"), ("F4", "\x1bOS"), ("F5", "\x1b[15~"), ("F6", "\x1b[17~"),
    ("F7", "\x1b[18~"),
)  # fmt: skip


def page(title: str, body: str, *, head: str = "", of: str = "door") -> str:
    """A whole page. `body` and `head` are HTML, `title` is text; `of`: what kind of page it is.

    Plain ones have the choice of reading at their end: the app has it among its settings, the wall is for all.
    """
    chosen = f"<footer>{choice()}</footer>" if of in {"door", "teacher"} else ""
    return (
        f'<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="data:,"><link rel="stylesheet" href="{STYLE}">'
        f'<link rel="stylesheet" href="{READING}">{head}</head>'
        f'<body class="{of}">{body}{chosen}</body></html>\n'
    )


def button(name: str, value: str, label: str, more: str = "", kind: str = "") -> str:
    """A button that says `label`, and `more` in small letters; `kind` is how it is dressed."""
    told = f" <small>{escape(more)}</small>" if more else ""
    dress = f' class="{kind}"' if kind else ""
    return f'<button{dress} name="{escape(name)}" value="{escape(value)}">{escape(label)}{told}</button>'


def is_for_lines(said: Mapping[str, object]) -> bool:
    """Whether somebody comes for the plain pages."""
    return said.get(WAY) == LINES


def _towards(lines: bool) -> str:
    """What a form sends along where one comes for the plain pages."""
    return f'<input type="hidden" name="{WAY}" value="{LINES}">' if lines else ""


def _other_way(where: str, lines: bool) -> str:
    """A link to the same page on the way to the app, or to the plain pages."""
    if lines:
        return f'<p><a href="{where}">{escape(_("Rather the app, with its drawings and its keys"))}</a></p>'
    told = escape(_("Rather plain pages: for a screen reader, an old phone, or to print"))
    return f'<p><a href="{where}?{WAY}={LINES}">{told}</a></p>'


def door_page(class_title: str, code: str, trouble: str, *, lines: bool = False) -> str:
    """Where the code is asked for; `code`: what stands in the line already, `trouble`: what went wrong.

    `lines`: one comes for the plain pages.
    """
    told = f'<p role="alert" class="trouble">{escape(trouble)}</p>' if trouble else ""
    return page(
        _("Bestio: the door"),
        f"<main><h1>BESTIO</h1><p>{escape(class_title)}</p>"
        f'{told}<form method="post" action="/entrer">{_towards(lines)}'
        f'<label for="code">{escape(_("The code of the class"))}</label>'
        f'<input id="code" name="code" value="{escape(code)}" maxlength="20" required autofocus autocomplete="off" '
        'autocapitalize="characters" spellcheck="false">'
        f'<button class="first">{escape(_("Come in"))}</button>'
        f"<p>{escape(_('Your teacher has written it on the board: six letters or digits.'))}</p></form>"
        f"{_other_way('/', lines)}</main>",
    )


def groups_page(
    class_title: str, groups: Sequence[Group], names: Sequence[str], trouble: str = "", *, lines: bool = False
) -> str:
    """Who are you: the groups of the class, or a new one under a made-up name; `lines`: for the plain pages."""
    told = f'<p role="alert" class="trouble">{escape(trouble)}</p>' if trouble else ""
    listed = "".join(
        button("group", one.id, one.name, _("open in another browser") if one.elsewhere else "") for one in groups
    )
    known = f"<h2>{escape(_('Your group is there already'))}</h2><div>{listed}</div>" if groups else ""
    new = "".join(button("name", name, name) for name in names)
    return page(
        _("Bestio: who are you?"),
        f"<main><h1>{escape(_('Who are you?'))}</h1><p>{escape(class_title)}</p>{told}"
        f'<form method="post" action="/groupes">{_towards(lines)}{known}'
        f"<h2>{escape(_('A new group: choose a name'))}</h2>"
        f"<div>{new}</div></form>"
        f'<p><a href="{groups_address(lines=lines)}">{escape(_("Other names"))}</a></p>'
        f"{_other_way('/groupes', lines)}</main>",
    )


def groups_address(*, lines: bool) -> str:
    """Where the groups are chosen; `lines`: for the plain pages."""
    return f"/groupes?{WAY}={LINES}" if lines else "/groupes"


def taken_page(group: Group, *, lines: bool = False) -> str:
    """The group is open elsewhere: take it over, or look on; `lines`: in the plain pages."""
    return page(
        _("Bestio: open elsewhere"),
        f"<main><h1>{escape(group.name)}</h1><p>{escape(_('Another browser has this creature open.'))}</p>"
        f'<form method="post" action="/groupes">{_towards(lines)}'
        f'<input type="hidden" name="group" value="{escape(group.id)}"><div>'
        + button("how", "take", _("Take it over"), _("the other one then looks on"), "first")
        + button("how", "look", _("Look on"), _("without changing anything"))
        + f'</div></form><p><a href="{groups_address(lines=lines)}">{escape(_("Another group"))}</a></p></main>',
    )


def told_page(title: str, message: str, link: tuple[str, str] | None = None) -> str:
    """Something to be told, and where one goes from there (address and words)."""
    onward = f'<p><a class="first" href="{escape(link[0])}">{escape(link[1])}</a></p>' if link else ""
    return page(title, f"<main><h1>{escape(title)}</h1><p>{escape(message)}</p>{onward}</main>")


def workshop_page(group_name: str, advice: str, *, voices: bool = False, easy: bool = False) -> str:
    """The app: a terminal that fills the window, keys for fingers, and what is told over it.

    `advice`: what to check where the network is bad, as HTML; it is there before it is needed. `voices`: whether the
    class may record its own. `easy`: whether its browser reads easily.
    """
    texts = {
        "look": _("You are looking on."),
        "take": _("Take it over"),
        "lost": _("The connection is lost. What you type is kept, and done once it is back…"),
        "check": _(
            "Still nothing. Is this device in the same Wi-Fi as the teacher’s computer? Is that computer awake, and "
            "does Bestio still run on it? Some Wi-Fi networks keep devices from seeing each other: ask your teacher."
        ),
        "left": _("Everything is saved."),
        "back": _("Open it again"),
        "door": _("Another group"),
        "seen": _("Right!"),
        "what": _("What is to be checked?"),
    }
    data = "".join(f' data-{name}="{escape(text)}"' for name, text in texts.items())
    keys = "".join(f'<button data-key="{escape(_sent(sent))}">{label}</button>' for label, sent in KEYS)
    named = (
        (_("Esc"), "\x1b"), (_("Space"), " "), (_("Enter"), "\r"), ("←", "\x1b[D"), ("↑", "\x1b[A"), ("↓", "\x1b[B"),
        ("→", "\x1b[C"), ("⇥", "\t"),
    )  # fmt: skip
    keys += "".join(f'<button data-key="{escape(_sent(sent))}">{escape(label)}</button>' for label, sent in named)
    keys += f'<button id="letters">{escape(_("abc"))}</button>'
    ours = f'<a id="ours" href="/voix" target="_blank">{escape(_("Our voices"))}</a>' if voices else ""
    return page(
        f"Bestio: {group_name}",
        f'<div id="place" data-font="Roboto Mono"></div>'
        f'<section id="check"><h2>{escape(_("When the network is bad"))}</h2>{advice}'
        f'<p><a class="first" href="#">{escape(_("Back"))}</a></p></section>'
        f'<div id="told" role="status" hidden><p></p><div></div></div>'
        f'<div id="board" role="alert" hidden>{escape(_("Look at the board!"))}</div>'
        f'<button id="gesture" class="first" hidden>{escape(_("Let me hear it"))}</button>'
        f'{"".join(_settings(easy=easy))}<nav id="keys" aria-label="{escape(_("Keys"))}">{keys}{ours}'
        f'<button id="prefs" aria-expanded="false" aria-controls="settings">{escape(_("Settings"))}</button>'
        f'<button id="hand" aria-pressed="false">{escape(_("We need you"))}</button></nav>',
        head=(
            '<link rel="stylesheet" href="/static/xterm.css">'
            f'<script src="/static/line.js" defer{data}></script><script src="/static/textual.js" defer></script>'
            '<script src="/static/begin.js" defer></script><script src="/static/settings.js" defer></script>'
            '<script src="/static/sound.js" defer></script>'
        ),
        of="workshop",
    )


def _settings(*, easy: bool) -> Iterator[str]:
    """What a browser keeps for itself."""
    chosen = "".join(f'<option value="{name}">{escape(_(label))}</option>' for name, label in COLOURS)
    yield f'<section id="settings" aria-label="{escape(_("Settings"))}" hidden>'
    yield f'<label for="volume">{escape(_("How loud"))}</label>'
    yield '<input id="volume" class="plain" type="range" min="0" max="100" step="5" value="100">'
    yield f'<label for="colours">{escape(_("Colours"))}</label><select id="colours">{chosen}</select>'
    ticked = " checked" if easy else ""
    yield f'<label class="tick"><input id="easy" type="checkbox"{ticked}> {escape(_("Easy reading"))}</label>'
    yield f'<div><button id="smaller" aria-label="{escape(_("Smaller letters"))}">A−</button>'
    yield f'<button id="larger" aria-label="{escape(_("Larger letters"))}">A+</button></div></section>'


def _sent(keys: str) -> str:
    """What a key sends, as an attribute can hold it."""
    return ",".join(str(ord(sign)) for sign in keys)


def address_drawing(address: str) -> str:
    """An address as lines of text that a camera reads, light on dark as in a terminal."""
    rows = [list(row) for row in segno.make(address, error="l").matrix_iter(border=2)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    halves = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
    return "\n".join(
        "".join(halves[bool(upper), bool(lower)] for upper, lower in zip(top, bottom, strict=True))
        for top, bottom in zip(rows[::2], rows[1::2], strict=True)
    )
