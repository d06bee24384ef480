"""Names of files and folders, and ids, made from what people call a thing."""

from __future__ import annotations

import re

from bestio.text.fold import fold

RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\Z")
"""Names that Windows keeps for devices, whatever ending they have."""
LONGEST = 40


def slug(text: str, otherwise: str, longest: int = LONGEST) -> str:
    """A name for a file: small letters without accents, digits and hyphens, at most `longest`; `otherwise` for none.

    A name that Windows keeps for a device has "-1" after it.
    """
    plain = fold(text.replace("’", " ")).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].strip("-")
    if RESERVED.match(name):
        name += "-1"
    return name or otherwise
