"""The page of a creature as one HTML document, which asks nothing of anybody: pictures, sounds and script are inside.

Its policy (Content-Security-Policy) lets nothing else be fetched or run. What people wrote is text everywhere: it is
escaped in the document, and read as JSON by the script, which only ever sets text. Without a script, all there is to
read is there to read.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from importlib.resources import files
from typing import Any

from bestio.classroom.erasure.scan import gallery_mark
from bestio.export.page.letters import faces
from bestio.export.page.told import Act, Line, Page, Passages, PhraseShown, State
from bestio.i18n import _, language, ngettext
from bestio.persona.portrait import HEIGHT, WIDTH
from bestio.text.sanitise import sanitise

_EMPTY = State()


def markup(page: Page, *, dys: bool = False) -> str:
    """The document. The same page gives the same letters. `dys`: in easy reading, until a reader wants another."""
    body = [*_body(page), f'<script type="application/json" id="data">{_json(_data(page))}</script>']
    return shell(f"{page.name} – {page.group}", body, _read("page.js"), dys=dys)


def shell(title: str, body: Iterable[str], script: str = "", *, dys: bool = False) -> str:
    """A document around `body`, in which nothing but `script` and the choice of reading run, and which fetches nothing.

    `dys` as in `markup`; `body` has a `reading_button`.
    """
    style = "\n".join((faces(), _read("page.css"), _read("reading.css")))
    script = "\n".join(filter(None, (_read("reading.js"), script)))
    policy = (
        "default-src 'none'; img-src data:; media-src data:; font-src data:; base-uri 'none'; form-action 'none'; "
        f"style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    )
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{escape(language())}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{text_of(title)}</title>",
            f"<style>{style}</style>",
            "</head>",
            '<body class="easy">' if dys else "<body>",
            *body,
            f"<script>{script}</script>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _read(name: str) -> str:
    return files("bestio.export.page").joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def text_of(text: str) -> str:
    """`text` as a page shows it: escaped, and without what commands."""
    return escape(sanitise(text), quote=True)


def reading_button() -> str:
    """The button by which a reader has a page in easy reading or not; nobody sees it where no script runs."""
    return f'<button type="button" id="reading" aria-pressed="false" hidden>{text_of(_("Easy reading"))}</button>'


# --- what is read -----------------------------------------------------------------------------------------------------


def _body(page: Page) -> Iterator[str]:
    yield f"<header>{reading_button()}<h1>{text_of(page.name)}</h1>"
    by = _("By the group “{group}”").format(group=page.group)
    yield f"<p>{text_of(by)} · {text_of(page.class_title)}</p></header>"
    yield "<main>"
    yield from _who(page)
    yield from _phrases(page)
    yield from _authors(page)
    yield from _replay(page)
    yield "</main>"
    yield "<footer>"
    for note in page.notes:
        yield f"<p>{text_of(note)}</p>"
    told = _("This page was made with Bestio. It opens without a network, and sends nothing to anybody.")
    yield f"<p>{text_of(told)}</p></footer>"


def _who(page: Page) -> Iterator[str]:
    yield f'<section class="who" aria-label="{text_of(_("Who it is"))}">'
    drawn = portrait(page, _("Portrait of {name}").format(name=page.name), gallery_mark(page.named))
    yield f'<div class="portrait" id="portrait">{drawn}</div><div>'
    yield f'<p class="said" id="introduced" dir="auto">{text_of(page.introduced)}</p>'
    yield _listen(page.introduction, "introduced", page.name)
    yield f'<p dir="auto">{text_of(page.description.removeprefix(page.introduced).strip())}</p>'
    yield "<dl>"
    for slot, trait in page.traits:
        yield f"<dt>{text_of(slot)}</dt><dd>{text_of(trait)}</dd>"
    yield f"<dt>{text_of(_('Voice'))}</dt><dd>{text_of(' – '.join(filter(None, (page.voice, page.voice_told))))}</dd>"
    yield "</dl></div></section>"


def portrait(page: Page, told: str = "", mark: str = "") -> str:
    """The portrait as an SVG element, which a screen reader calls `told`; `mark` says whom the page shows."""
    named = f' role="img" aria-label="{text_of(told)}"' if told else ""
    metadata = f"<metadata>{mark}</metadata>" if mark else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" shape-rendering="crispEdges"{named}>'
        f"{metadata}{page.drawing}</svg>"
    )


def _listen(line: int | None, says: str, what: str) -> str:
    if line is None:
        return ""
    told = text_of(_("Listen: {what}").format(what=what))
    return (
        f'<button type="button" hidden data-line="{line}" data-says="{says}" aria-label="{told}">'
        f"{text_of(_('Listen'))}</button>"
    )


def _phrases(page: Page) -> Iterator[str]:
    yield f"<section><h2>{text_of(_('What it says'))}</h2>"
    if not page.phrases:
        yield f"<p>{text_of(_('It has no phrase yet.'))}</p>"
    yield '<ol class="phrases">'
    for number, phrase in enumerate(page.phrases, 1):
        yield from _phrase(number, phrase)
    yield "</ol></section>"


def _phrase(number: int, phrase: PhraseShown) -> Iterator[str]:
    yield f'<li><p class="said" id="phrase-{number}" dir="auto">{text_of(phrase.text)}</p>'
    yield _listen(phrase.line, f"phrase-{number}", phrase.text)
    yield f"<details><summary>{text_of(_('Where does it come from?'))}</summary>"
    yield from _passages(phrase.why)
    yield "</details></li>"


def _passages(passages: Passages) -> Iterator[str]:
    for passage in passages:
        yield "<p>" + "<br>".join(map(text_of, passage)) + "</p>"


def _authors(page: Page) -> Iterator[str]:
    yield f"<section><h2>{text_of(_('Who is the author?'))}</h2>"
    yield from _passages((page.authors,))
    if page.rule:
        yield f'<p dir="auto">{text_of(_("Our rule: {rule}").format(rule=page.rule))}</p>'
    if page.signature:
        yield f'<p dir="auto">{text_of(page.signature)}</p>'
    yield "</section>"


def _replay(page: Page) -> Iterator[str]:
    count = len(page.acts)
    yield f'<section class="only-screen"><h2>{text_of(_("How it was made"))}</h2>'
    yield '<div id="stage" hidden>'
    yield '<div class="controls">'
    for key, label in (("back", _("Back")), ("play", _("Play")), ("forward", _("Next")), ("hear", _("Listen"))):
        yield f'<button type="button" id="{key}">{text_of(label)}</button>'
    yield f'<label>{text_of(_("Act"))} <input type="range" id="act" min="0" max="{count}" step="1" value="0"></label>'
    yield f'<select id="mark" aria-label="{text_of(_("Go to"))}"><option value="">{text_of(_("Go to…"))}</option>'
    yield "</select>"
    yield f'<label class="check"><input type="checkbox" id="guess"> {text_of(_("Guess first"))}</label></div>'
    yield '<p class="soft" data-show="count"></p><div id="ask" hidden></div>'
    yield '<p class="told" data-show="told" dir="auto" role="status"></p><div class="who"><div class="portrait">'
    yield f'<img data-show="portrait" alt="{text_of(_("The portrait at this act"))}" hidden></div><div>'
    yield '<p class="name" data-show="name"></p><p class="said" data-show="text" dir="auto"></p>'
    yield f'<p>{text_of(_("Voice:"))} <span data-show="voice"></span></p><ul data-show="traits"></ul></div></div>'
    yield f'<h3>{text_of(_("Kept phrases"))}</h3><ul data-show="kept"></ul>'
    yield f'<details id="why"><summary>{text_of(_("Why?"))}</summary><div></div></details></div>'
    acts = ngettext("{n} act", "{n} acts", count).format(n=count)
    yield f"<details><summary>{text_of(_('The whole story: {acts}').format(acts=acts))}</summary>"
    yield '<ol class="acts">'
    for act in page.acts:
        yield f'<li><time>{text_of(act.at)}</time><span dir="auto">{text_of(act.told)}</span></li>'
    yield "</ol></details></section>"


# --- what the script reads --------------------------------------------------------------------------------------------


def _json(data: Any) -> str:
    """JSON that no reader of HTML takes for the end of its element."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _data(page: Page) -> dict[str, Any]:
    return {
        "texts": _texts(page),
        "frames": {name: uri("image/png", data) for name, data in page.frames.items()},
        "portraits": [uri("image/png", data) for data in page.portraits],
        "lines": [line_data(line) for line in page.lines],
        "whys": page.whys,
        "empty": _state(_EMPTY),
        "acts": list(_acts(page.acts)),
    }


def _texts(page: Page) -> Mapping[str, str]:
    return {
        "portrait": _("Portrait of {name}").format(name=page.name),
        "listen": _("Listen"),
        "hush": _("Hush"),
        "play": _("Play"),
        "pause": _("Pause"),
        "count": _("Act {n} of {of}"),
        "before": _("Nothing has happened yet."),
        "trait": _("{slot}: {trait}"),
        "reveal": _("See the answer"),
        "right": _("Well guessed!") + " ",
        "wrong": _("Not quite.") + " ",
        "answer": _("It was: {answer}"),
    }


def uri(kind: str, data: bytes) -> str:
    """A file as an address that holds it."""
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def line_data(line: Line) -> dict[str, Any]:
    """A line as scripts read it: its text and its sound, its words and its mouth with their moments in seconds."""
    return {
        "text": line.text,
        "sound": uri("audio/mpeg", line.sound),
        "words": [
            [_units(line.text, word.begin), _units(line.text, word.end), word.start, word.stop] for word in line.words
        ],
        "mouth": [list(one) for one in line.mouth],
    }


def _units(text: str, at: int) -> int:
    """The place `at` of a text as scripts count it, in UTF-16: an emoji is two."""
    return len(text[:at].encode("utf-16-le")) // 2


def _state(state: State) -> dict[str, Any]:
    return {
        "name": state.name,
        "portrait": state.portrait,
        "traits": [list(one) for one in state.traits],
        "voice": state.voice,
        "text": state.text,
        "kept": list(state.kept),
    }


def _acts(acts: Iterable[Act]) -> Iterator[dict[str, Any]]:
    """The acts, each with what it changed in the state before it."""
    before = _state(_EMPTY)
    for act in acts:
        after = _state(act.state)
        yield {
            "at": act.at,
            "told": act.told,
            "marker": act.marker,
            "why": act.why,
            "line": act.line,
            "questions": [
                {"question": one.question, "options": list(one.options), "answer": one.answer} for one in act.questions
            ],
            "set": {key: value for key, value in after.items() if value != before[key]},
        }
        before = after
