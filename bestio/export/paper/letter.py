"""The letter for voices as a sheet: what the family keeps, and under a line what it gives back."""

from __future__ import annotations

from bestio.classroom.consent import letter
from bestio.export.paper.typeset import Sheet
from bestio.i18n import _


def letter_sheet(title: str, until: str) -> Sheet:
    """The letter of the class called `title`, for voices that may be heard until a day (ISO); "" leaves room."""
    told = letter(title, until)
    signers = [{"name": one.name, "agrees": one.agrees, "signs": one.signs} for one in (told.pupil, told.guardian)]
    return Sheet(
        "letter",
        {
            "title": told.title,
            "how": [],
            "who": [(told.class_label, title), (told.school_label, "")],
            "told": told.told,
            "points": told.points,
            "slip": {
                "how": _("To cut out and to give back. The family keeps the upper part."),
                "title": told.slip,
                "yes": _("yes"),
                "no": _("no"),
                "signers": signers,
            },
        },
    )
