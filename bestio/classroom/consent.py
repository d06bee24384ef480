"""The letter that a class's families have signed before any voice is recorded."""

from __future__ import annotations

from msgspec import Struct

from bestio.classroom.made_up import describe_date
from bestio.i18n import _

_BLANK = "________________________"


class Signer(Struct, frozen=True):
    """Somebody who answers: what stands before their name, before yes and no, and before their signature."""

    name: str
    agrees: str
    signs: str


class Letter(Struct, frozen=True):
    """The letter: what it is called, what stands before the class's name, what it tells, and who signs.

    `told` are paragraphs, `points` what the family is promised; `slip` heads the part that comes back.
    """

    title: str
    class_label: str
    school_label: str
    told: tuple[str, ...]
    points: tuple[str, ...]
    slip: str
    pupil: Signer
    guardian: Signer


def letter(title: str, until: str) -> Letter:
    """The letter for the class called `title`, whose leave holds until a day (ISO; "" leaves room for one)."""
    date = describe_date(until) if until else _BLANK
    name = title or _BLANK
    return Letter(
        title=_("Recording voices in class: consent"),
        class_label=_("Class:"),
        school_label=_("School:"),
        told=(
            _(
                "In the workshop “Mille et une voix”, pupils lend their voices to an imaginary creature. Words, "
                "sentences and breaths are recorded; a program cuts them up and puts them together again, so that the "
                "creature may say what nobody has said."
            ),
        ),
        points=(
            _("What is kept: these recordings, on the school’s computer. Nothing is sent over the network."),
            _("They carry a made-up name, never the pupil’s own."),
            _("They serve this workshop only: no voice is imitated by artificial intelligence, none is published."),
            _("They are no longer played after {date}.").format(date=date),
            _(
                "Anybody may take their voice back at any time, without saying why: their recordings, and the sounds "
                "of the workshop in which they are heard, are then erased. Ask the teacher."
            ),
            _("Who does not wish to lend their voice takes part in all the rest."),
        ),
        slip=_("Voices of the class {name}, until {date}").format(name=name, date=date),
        pupil=Signer(_("The pupil (first name, name):"), _("I agree to lend my voice:"), _("Signature:")),
        guardian=Signer(_("The parent or guardian (first name, name):"), _("I agree:"), _("Date and signature:")),
    )


def consent(title: str, until: str) -> str:
    """The same letter as text, for a class and until a day (ISO)."""
    told = letter(title, until)
    lines = [told.title, "", f"{told.class_label} {title} – {told.school_label} {_BLANK}", "", *told.told, ""]
    lines += [f"– {point}" for point in told.points]
    for one in (told.pupil, told.guardian):
        agreed = _("{agrees} yes [ ] no [ ] – {signs}").format(agrees=one.agrees, signs=one.signs)
        lines += ["", f"{one.name} {_BLANK}", agreed]
    return "\n".join(lines)
