"""What tests of bestio/tui/compat share: its pieces, in place or not."""

from __future__ import annotations

import pytest

from bestio.tui import compat
from bestio.tui.compat.piece import Piece


@pytest.fixture
def in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every piece is in the place of Textual's own, whatever a test did before."""
    for piece in compat.PIECES:
        monkeypatch.setattr(piece.owner, piece.name, piece.ours, raising=False)


def without(monkeypatch: pytest.MonkeyPatch, *pieces: Piece) -> None:
    """Let Textual be as it is."""
    for piece in pieces:
        monkeypatch.setattr(piece.owner, piece.name, piece.theirs)
