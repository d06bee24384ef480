"""The names, options and help of the commands on creations and classes. What they do is in the modules beside this."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import click

from bestio.cli.command_line import (
    Decorator,
    Function,
    argument,
    as_json,
    home,
    journal,
    option,
    seed,
    switch,
    together,
)
from bestio.i18n import _


class Declare(Protocol):
    """Declares a command by its name and its help."""

    def __call__(self, name: str, help_text: str, /) -> Callable[[Function], click.Command]:
        """A decorator for the function that does it."""
        ...


def register(command: Declare) -> None:
    """Declare every command on creations and classes."""
    _register_seeing(command)
    _register_classes(command)
    _register_files(command)
    _register_acts(command)


def _class(told: str) -> Decorator:
    return option("--class", "class_id", told=told, called=_("CLASS"))


def _register_seeing(command: Declare) -> None:
    @command("replay", _("See a creation again, step by step, in the app or as text."))
    @together(
        journal,
        switch("--plain", told=_("Tell it as lines of text, for a screen reader or for printing.")),
        switch("--guess", told=_("Tell it line by line, and ask before each draw what will come.")),
        switch("--explain", told=_("Tell it as lines, and for each act why it came out so.")),
        option("--from", "since", told=_("From this act, or from this moment."), called="N|MM:SS", default=""),
        option("--until", told=_("Until this act, or this moment."), called="N|MM:SS", default=""),
        option("--speed", told=_("How fast, from 0.25 to 8."), kind=float, called="X", default=1.0),
        as_json,
        home,
    )
    def _replay(
        journal: str,
        plain: bool,
        guess: bool,
        explain: bool,
        since: str,
        until: str,
        speed: float,
        as_json: bool,
        home: Path | None,
    ) -> int:
        from bestio.cli.replay import Told, replay  # noqa: PLC0415 (each costs time that another command does not need)

        told = Told(plain=plain, guess=guess, explain=explain, as_json=as_json)
        return replay(journal, told, since=since, until=until, speed=speed, home=home)


def _register_classes(command: Declare) -> None:
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
        option("--gallery", told=_("Write all its creatures on one page to print (.svg)."), kind=Path),
        as_json,
        home,
    )
    def _classes(
        name: str | None,
        new: str | None,
        group: tuple[str, ...],
        gallery: Path | None,
        as_json: bool,
        home: Path | None,
    ) -> int:
        from bestio.cli.workshop import classes  # noqa: PLC0415

        return classes(name, new=new, groups=list(group), gallery=gallery, as_json=as_json, home=home)

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


def _register_files(command: Declare) -> None:
    @command("move", _("Move a group to another class, with its sounds."))
    @together(
        argument("group", told=_("A group, or class/group."), called=_("GROUP"), required=True),
        argument("class_id", told=_("Its new class."), called=_("CLASS"), required=True),
        as_json,
        home,
    )
    def _move(group: str, class_id: str, as_json: bool, home: Path | None) -> int:
        from bestio.cli.workshop import move  # noqa: PLC0415

        return move(group, class_id=class_id, as_json=as_json, home=home)

    @command("export", _("Write a creation into one file, to carry it elsewhere."))
    @together(journal, option("--out", told=_("The file to write, or its folder."), kind=Path), as_json, home)
    def _export(journal: str, out: Path | None, as_json: bool, home: Path | None) -> int:
        from bestio.cli.workshop import export  # noqa: PLC0415

        return export(journal, out=out, as_json=as_json, home=home)

    @command("import", _("Take in a creation from a file that “export” wrote."))
    @together(
        argument("file", told=_("The file of the creation."), called=_("FILE"), kind=Path, required=True),
        _class(_("The class it goes to.")),
        switch("--again", told=_("Import it without asking even if it is here already.")),
        as_json,
        home,
    )
    def _import(file: Path, class_id: str | None, again: bool, as_json: bool, home: Path | None) -> int:
        from bestio.cli.workshop import bring_in  # noqa: PLC0415

        return bring_in(file, class_id=class_id, again=again, as_json=as_json, home=home)


def _register_acts(command: Declare) -> None:
    @command("new", _("Begin a creation, without the app."))
    @together(
        option("--group", told=_("The group’s made-up name."), called=_("NAME"), default=""),
        _class(_("The class it goes to.")),
        seed,
        as_json,
        home,
    )
    def _new(group: str, class_id: str | None, seed: int | None, as_json: bool, home: Path | None) -> int:
        from bestio.cli.acts import new  # noqa: PLC0415

        return new(group, class_id=class_id, seed=seed, as_json=as_json, home=home)

    @command("act", _("Do anything that the app can do to a creation, one line at a time: bestio act JOURNAL help"))
    @together(
        journal,
        argument(
            "verb", told=_("What to do; “help” lists all verbs."), called=_("[VERB]"), default="show", shown=_("show")
        ),
        argument("words", told=_("What the verb needs."), called=_("[WORD]..."), many=True),
        option("--title", told=_("The title of a text."), default=""),
        option("--out", told=_("Write a sound (.wav, .mp3, .flac, .opus, .ogg) or a picture (.png, .svg)."), kind=Path),
        seed,
        as_json,
        home,
    )
    def _act(
        journal: str,
        verb: str,
        words: tuple[str, ...],
        title: str,
        out: Path | None,
        seed: int | None,
        as_json: bool,
        home: Path | None,
    ) -> int:
        from bestio.cli.acts import act  # noqa: PLC0415
        from bestio.cli.desk import Request  # noqa: PLC0415

        request = Request(journal=journal, verb=verb, words=words, title=title, out=out, seed=seed)
        return act(request, as_json=as_json, home=home)
