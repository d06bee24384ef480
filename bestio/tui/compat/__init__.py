"""What leans on Textual's insides: each piece with why it is there, and the versions that it is needed for.

Names that begin with an underscore are Textual's own business, and may go with any version: no other file of `tui/`
uses one of them. tests/tui/test_compat.py tells which piece is needed no more.
"""

from bestio.tui.compat import french_wrap, layout, leave_once, list_pages, painting, strips, styling, whole_pastes
from bestio.tui.compat.piece import Piece

PIECES: tuple[Piece, ...] = (
    french_wrap.PIECE,
    list_pages.PIECE,
    leave_once.PIECE,
    whole_pastes.PIECE,
    *layout.PIECES,
    *painting.PIECES,
    *strips.PIECES,
    *styling.PIECES,
)
"""All that is replaced."""


def put_in_place() -> None:
    """Replace what has to be, before an app begins. Doing it again changes nothing."""
    for piece in PIECES:
        piece.put_in_place()
