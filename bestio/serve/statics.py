"""The files that pages are made of: scripts, styles, letters. What a browser asks for is looked up: it is no path."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from aiohttp import web

from bestio.export.page.letters import typeface
from bestio.serve.signs import signs_font

_THEIRS = {
    "textual.js": "js/textual.js",
    "xterm.css": "css/xterm.css",
    "RobotoMono.ttf": "fonts/RobotoMono-VariableFont_wght.ttf",
    "RobotoMono-Italic.ttf": "fonts/RobotoMono-Italic-VariableFont_wght.ttf",
}
_OURS = (
    "line.js", "begin.js", "sound.js", "prof.js", "wall.js", "voices.js", "settings.js", "bestio.css", "lignes.css",
)  # fmt: skip
SIGNS = "signs.ttf"
_EASY = {"AtkinsonHyperlegible.ttf": 400, "AtkinsonHyperlegible-Bold.ttf": 700}
_KINDS = {".js": "text/javascript", ".css": "text/css", ".ttf": "font/ttf"}
_FRESH = "no-cache"
"""A browser asks again whether a file has changed: a computer that has a newer Bestio serves newer files."""


class Statics:
    """The files of textual-serve in `theirs`, ours, and the letters that are easily read."""

    def __init__(self, theirs: Path) -> None:
        ours = Path(str(files("bestio.serve") / "static"))
        self._paths = {name: theirs / path for name, path in _THEIRS.items()} | {name: ours / name for name in _OURS}
        self._fonts = {SIGNS: signs_font()} | {name: typeface(weight) for name, weight in _EASY.items()}

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One of them."""
        name = request.match_info["name"]
        if name in self._fonts:
            return web.Response(body=self._fonts[name], headers={"Content-Type": "font/ttf", "Cache-Control": _FRESH})
        path = self._paths.get(name)
        if path is None:
            raise web.HTTPNotFound
        return web.FileResponse(path, headers={"Content-Type": _KINDS[path.suffix], "Cache-Control": _FRESH})
