"""A text that is opened: one of the group's own is written, a starter text is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bestio.session.actions import texts
from bestio.tui.screens.editor import Editor
from bestio.tui.screens.glass_box import GlassBox

if TYPE_CHECKING:
    from bestio.tui.screens.workplace import Workplace


def open_text(workshop: Workplace, text_id: str) -> None:
    """Read or write a text: one of the group's own ("" for a new one), or a starter text."""
    studio = workshop.studio
    own = workshop.creation.texts.get(text_id)
    if text_id and own is None:
        source = studio.source(text_id)
        if source is not None:
            workshop.app.push_screen(GlassBox(f"{source.title} – {source.author}", source.text))
        return
    if workshop.only_looking():
        return
    text_id = text_id or studio.new_text_id()

    def written(title: str, text: str) -> None:
        if text.strip() or text_id in studio.creation.texts:
            workshop.perform(texts.write, content=(title, text), text=text_id)

    def left(_result: None) -> None:
        if flagged := studio.flagged(text_id):
            workshop.notify(flagged, severity="warning", timeout=10, markup=False)

    title, text = (own.title, own.text) if own else ("", "")
    workshop.app.push_screen(Editor(title, text, written, check=studio.flagged_in), left)
