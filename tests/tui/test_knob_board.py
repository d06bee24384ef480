from __future__ import annotations

from typing import Any

import pytest
from textual._compositor import Compositor
from textual.app import App, ComposeResult

from bestio.library import Library, find_bundled
from bestio.speech.knobs import knobs
from bestio.speech.voice import load_voices
from bestio.tui import compat
from bestio.tui.compat.painting import shown_rows
from bestio.tui.widgets.in_sight import InSight
from bestio.tui.widgets.knob_board import KnobBoard


class Board(App[None]):
    def compose(self) -> ComposeResult:
        with InSight():
            yield KnobBoard()


async def test_a_board_is_painted_once_all_its_knobs_stand(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for piece in compat.PIECES:
        monkeypatch.setattr(piece.owner, piece.name, piece.ours, raising=False)
    voices = load_voices(Library(find_bundled(), tmp_path), lambda _problem: None)
    few, many = sorted(voices.values(), key=lambda voice: len(knobs(voice)))[:: len(voices) - 1]
    app, pictures, paint = Board(), [], Compositor.render_update

    def painted(compositor: Compositor, *given: Any, **named: Any) -> Any:
        update = paint(compositor, *given, **named)
        if update is not None:
            pictures.append("\n".join(row.text for row in shown_rows(app.screen)))
        return update

    async with app.run_test(size=(60, 40)) as pilot:
        with monkeypatch.context() as counted:
            counted.setattr(Compositor, "render_update", painted)
            for voice in (few, many, few):
                pictures.clear()
                await app.query_one(KnobBoard).show(knobs(voice))
                await pilot.pause(0.2)
                labels = [knob.label for knob in knobs(voice)]
                assert pictures
                assert all(label in picture for picture in pictures for label in labels)
