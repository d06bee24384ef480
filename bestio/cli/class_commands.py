"""The names, options and help of the commands on whole classes. What they do is in the modules beside this."""

from __future__ import annotations

from pathlib import Path

from bestio.cli.command_line import Declare, argument, as_json, either, home, option, switch, together
from bestio.errors import UsageError
from bestio.i18n import _

GRACE = 7
"""Days for which a class stays after its end: see `classroom.term.GRACE`."""


def register(command: Declare) -> None:
    """Declare the commands on whole classes: seen, made, forgotten, ended."""
    _register_class(command)
    _register_end(command)


def _register_class(command: Declare) -> None:
    @command("class", _("See where each group of a class is; make a class and its groups."))
    @together(
        argument("name", told=_("The class; else all classes are listed."), called=_("[CLASS]")),
        option("--new", told=_("Make a class of this name."), called=_("NAME")),
        option(
            "--group",
            told=_("Make a group of this made-up name, or so many groups (may be repeated)."),
            called=_("NAME"),
            many=True,
        ),
        option("--ends", told=_("The day on which it ends: 2027-07-10, or never."), called=_("DATE")),
        option("--gallery", told=_("Write all its creatures on one page to print (.svg, .pdf, .png)."), kind=Path),
        option("--size", told=_("The size of that page, from A5 to A1."), default="A4"),
        either("--dys", told=_("That page in letters that are not mistaken for each other.")),
        option(
            "--voices",
            told=_("Recorded voices: on (prints the consent to have signed), off, or state."),
            called="on|off|état",
        ),
        option("--until", told=_("Until when they may be heard; else for six months."), called=_("DATE"), default=""),
        option("--withdraw", told=_("Erase this person’s recordings, and what was made of them."), called=_("NAME")),
        switch("--yes", told=_("Erase without asking (for scripts).")),
        as_json,
        home,
    )
    def _classes(
        name: str | None,
        new: str | None,
        group: tuple[str, ...],
        ends: str | None,
        gallery: Path | None,
        size: str,
        dys: bool | None,
        voices: str | None,
        until: str,
        withdraw: str | None,
        yes: bool,
        as_json: bool,
        home: Path | None,
    ) -> int:
        if voices is not None or withdraw is not None:
            from bestio.cli import recording  # noqa: PLC0415

            if name is None:
                raise UsageError(_("Which class?"), hint=_("Write its name: bestio class CLASS --voices on"))
            if withdraw is not None:
                return recording.withdraw(name, withdraw, yes=yes, as_json=as_json, home=home)
            return recording.switch_voices(name, voices or "", until, as_json=as_json, home=home)
        from bestio.cli.workshop import Asked, classes  # noqa: PLC0415

        asked = Asked(new, list(group), ends, gallery, size, dys)
        return classes(name, asked, as_json=as_json, home=home)


def _register_end(command: Declare) -> None:
    @command("forget", _("Erase a group, or a whole class, after showing what goes."))
    @together(
        argument("name", told=_("A group, class/group, or a class."), called=_("GROUP|CLASS"), required=True),
        switch("--yes", told=_("Erase without asking (for scripts).")),
        switch("--keep-copies", told=_("Leave its copies, and what other classes quote.")),
        as_json,
        home,
    )
    def _forget(name: str, yes: bool, keep_copies: bool, as_json: bool, home: Path | None) -> int:
        from bestio.cli.workshop import forget  # noqa: PLC0415

        return forget(name, yes=yes, keep_copies=keep_copies, as_json=as_json, home=home)

    @command("retention", _("Export the classes that have ended for their teachers, then erase them."))
    @together(
        option("--to", told=_("The folder to export them into, outside the workspace."), kind=Path),
        switch("--yes", told=_("Do it; without this, what would go is only shown.")),
        option("--grace", told=_("How many days a class stays after its end."), kind=int, called="N", default=GRACE),
        switch("--keep-copies", told=_("Leave its copies, and what other classes quote.")),
        switch("--trust-clock", told=_("Believe this machine’s clock, even where it seems to have leapt.")),
        as_json,
        home,
    )
    def _retention(
        to: Path | None, yes: bool, grace: int, keep_copies: bool, trust_clock: bool, as_json: bool, home: Path | None
    ) -> int:
        from bestio.cli.retention import retention  # noqa: PLC0415

        return retention(
            to, yes=yes, grace=grace, keep_copies=keep_copies, trust_clock=trust_clock, as_json=as_json, home=home
        )
