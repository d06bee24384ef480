"""A picture on a sheet of a standard size, as PDF or PNG: a gallery for the wall, a portrait to carry."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Literal

from bestio.classroom.erasure.scan import MARK
from bestio.errors import UsageError
from bestio.export.paper.typeset import letters_at
from bestio.export.picture import with_comment
from bestio.i18n import _

# ISO 216, millimetres, upright.
SIZES: Mapping[str, tuple[int, int]] = {
    "a1": (594, 841),
    "a2": (420, 594),
    "a3": (297, 420),
    "a4": (210, 297),
    "a5": (148, 210),
}
USUAL = "a4"
ENDINGS = (".pdf", ".png")
_MARGIN = 0.045
_DOTS = {"a1": 100, "a2": 150}
_USUAL_DOTS = 200
"""Dots an inch of a PNG: as many as a wall needs, and no more than a browser opens."""


_FAMILY, _LEGIBLE = 'font-family="sans-serif"', 'font-family="Atkinson Hyperlegible"'


def poster(svg: str, ending: str, size: str, title: str, named: Sequence[str], *, dys: bool = False) -> bytes:
    """The picture `svg` on a sheet of `size`, as PDF or PNG; `named` (class/group) are those whom the sheet shows.

    `dys`: its texts in letters that are not mistaken for each other.

    Who erases one of them finds the sheet by that. The same picture gives the same bytes. Raises UsageError for a size
    that is not in SIZES.
    """
    import typst  # noqa: PLC0415 (a large library, which only printing needs)

    if size.lower() not in SIZES:
        raise UsageError(
            _("There is no sheet of size “{size}”.").format(size=size[:20]),
            hint=_("Choose among: {names}.").format(names=", ".join(name.upper() for name in SIZES)),
        )
    form: Literal["pdf", "png"] = "png" if ending == ".png" else "pdf"
    width, height = SIZES[size.lower()]
    marks = [MARK, *named]
    data = {
        "title": title,
        "named": marks,
        "picture": svg.replace(_FAMILY, _LEGIBLE) if dys else svg,
        "width": width,
        "height": height,
        "margin": round(width * _MARGIN),
    }
    with letters_at() as (folder, fonts):
        made = typst.compile(
            str(folder / "poster.typ"),
            root=str(folder),
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            font_paths=[str(fonts)],
            ignore_system_fonts=True,
            format=form,
            ppi=_DOTS.get(size.lower(), _USUAL_DOTS) if form == "png" else None,
        )
    sheet = bytes(made)
    return with_comment(sheet, "\n".join([*marks, "", ""])) if form == "png" else sheet
