"""The page on the projector: the address to come in by, or what the teacher puts there."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import segno

from bestio.i18n import _
from bestio.serve.pages import page


def wall_page(class_title: str, addresses: Sequence[str], code: str, number: int) -> str:
    """Large, for the wall: the address, the same as a picture to be photographed, and the code; and a stage over it.

    `number`: what the wall shows now, which the page asks for at once.
    """
    rows = "".join(f"<p class=address>{escape(address)}</p>" for address in addresses)
    picture = segno.make(f"{addresses[0]}/?code={code}", error="m").svg_inline(omitsize=True, border=4, light="#ffffff")
    texts = {
        "number": str(number),
        "lost": _("Bestio does not answer. Does it still run on this computer?"),
        "act": _("Act {n} of {of}"),
        "end": _("That is how it came to be."),
    }
    data = "".join(f' data-{name}="{escape(text)}"' for name, text in texts.items())
    return page(
        _("Bestio: come in"),
        f'<main id="address"><h1>{escape(class_title)}</h1><div class="wall"><figure>{picture}</figure><div>'
        f"<p>{escape(_('Open in a browser:'))}</p>{rows}<p>{escape(_('The code of the class'))}</p>"
        f'<p class="code">{escape(code)}</p></div></div></main>'
        '<section id="scene" hidden><div id="faces"></div>'
        '<div id="words"><p id="who"></p><p id="said" aria-live="polite" dir="auto"></p><p id="act"></p></div>'
        "</section>"
        '<section id="gallery" hidden></section><p id="lost" role="status" hidden></p>'
        f'<nav id="wall-keys"><button id="loud" class="first" hidden>{escape(_("Let me hear it"))}</button>'
        f'<button id="again">{escape(_("Once more"))}</button>'
        f'<button id="full">{escape(_("Full screen"))}</button></nav>',
        head=f'<script src="/static/wall.js" defer{data}></script>',
        of="projector",
    )
