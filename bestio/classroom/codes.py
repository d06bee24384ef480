"""Codes that people read from a board or a sheet, and type."""

from __future__ import annotations

ALPHABET = "ABCDEFGHJKMNPQRTUVWXY346789"
"""Letters and digits that are not taken for one another on a board: no O and 0, I, L and 1, S and 5, Z and 2."""
CODE_LENGTH = 6
_LONGEST_TYPED = 80


def signs_of(typed: str) -> bytes:
    """What somebody meant who typed a code: small letters, spaces and hyphens do not matter."""
    meant = "".join(sign for sign in typed[:_LONGEST_TYPED].upper() if sign.isalnum())
    return meant.encode("utf-8", "replace")
