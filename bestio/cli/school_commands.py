"""The name, the options and the help of `bestio school`. What it does is in `cli.school`."""

from __future__ import annotations

from pathlib import Path

from bestio.cli.command_line import Declare, argument, as_json, home, option, switch, together
from bestio.i18n import _


def register(command: Declare) -> None:
    """Declare the command on schools and teachers."""

    @command("school", _("Schools, teachers, their classes and how they come in, where a server keeps the creations."))
    @together(
        argument("name", told=_("The school; else all are listed."), called=_("[SCHOOL]"), default="", shown=""),
        option("--new", told=_("Make a school of this name."), called=_("NAME")),
        option(
            "--class",
            "classes",
            told=_("Put this class into the school; with a teacher, it is theirs (may be repeated)."),
            called=_("CLASS"),
            many=True,
        ),
        option(
            "--take",
            told=_("Take this class out of the school; with a teacher, from them (may be repeated)."),
            called=_("CLASS"),
            many=True,
        ),
        option("--new-teacher", told=_("Make a teacher of this name, or made-up name."), called=_("NAME")),
        option("--teacher", told=_("The teacher that it is about."), called=_("NAME")),
        switch("--invite", told=_("Let the teacher come in: prints a link, and a code to give another way.")),
        option("--address", told=_("The address of the class, where none is known yet."), called="URL", default=""),
        option("--days", told=_("For how many days the invitation is open."), kind=int, called="N", default=7),
        switch("--sign-out", told=_("End all that the teacher has open, in every browser and class.")),
        switch("--untie", told=_("Let no account of the provider be the teacher’s any more; what is open stays so.")),
        switch("--remove", told=_("Remove the teacher, or the school with its teachers; classes stay.")),
        switch("--yes", told=_("Remove without asking (for scripts).")),
        as_json,
        home,
    )
    def _school(
        name: str,
        new: str | None,
        classes: tuple[str, ...],
        take: tuple[str, ...],
        new_teacher: str | None,
        teacher: str | None,
        invite: bool,
        address: str,
        days: int,
        sign_out: bool,
        untie: bool,
        remove: bool,
        yes: bool,
        as_json: bool,
        home: Path | None,
    ) -> int:
        from bestio.cli.school import Asked, school  # noqa: PLC0415

        asked = Asked(
            name, new, classes, new_teacher, teacher, take, invite, sign_out, remove, yes, address, days, untie
        )
        return school(asked, as_json=as_json, home=home)
