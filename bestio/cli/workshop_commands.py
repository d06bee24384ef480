"""The names, options and help of the commands on creations and classes. What they do is in the modules beside this."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Protocol, TypeVar

import typer

from bestio.i18n import _

_Function = TypeVar("_Function", bound=Callable[..., None])

_Home = Annotated[Path | None, typer.Option("--home", help=_("The workspace folder."))]
_Json = Annotated[bool, typer.Option("--json", help=_("One JSON document on standard output, and nothing else."))]
_Seed = Annotated[int | None, typer.Option("--seed", help=_("A number: the same one gives the same result."))]
_Journal = Annotated[str, typer.Argument(metavar="JOURNAL", help=_("A journal file, or a group’s name."))]


class Declare(Protocol):
    """Declares a command by its name and its help."""

    def __call__(self, name: str, help_text: str, /) -> Callable[[_Function], _Function]:
        """A decorator for the function that does it."""
        ...


def register(command: Declare) -> None:
    """Declare every command on creations and classes."""
    _register_seeing(command)
    _register_classes(command)
    _register_acts(command)


def _register_seeing(command: Declare) -> None:
    @command("replay", _("See a creation again, step by step, in the app or as text."))
    def _replay(
        journal: _Journal,
        plain: Annotated[
            bool, typer.Option("--plain", help=_("Tell it as lines of text, for a screen reader or for printing."))
        ] = False,
        guess: Annotated[
            bool, typer.Option("--guess", help=_("Tell it line by line, and ask before each draw what will come."))
        ] = False,
        since: Annotated[
            str, typer.Option("--from", metavar="N|MM:SS", help=_("From this act, or from this moment."))
        ] = "",
        until: Annotated[
            str, typer.Option("--until", metavar="N|MM:SS", help=_("Until this act, or this moment."))
        ] = "",
        speed: Annotated[float, typer.Option("--speed", metavar="X", help=_("How fast, from 0.25 to 8."))] = 1.0,
        as_json: _Json = False,
        home: _Home = None,
    ) -> None:
        from bestio.cli.replay import replay  # noqa: PLC0415 (each costs time that another command does not need)

        raise typer.Exit(
            replay(journal, plain=plain, guess=guess, since=since, until=until, speed=speed, as_json=as_json, home=home)
        )


def _register_classes(command: Declare) -> None:
    @command("class", _("See where each group of a class is; make a class and its groups."))
    def _class(
        name: Annotated[
            str | None, typer.Argument(metavar=_("[CLASS]"), help=_("The class; else all classes are listed."))
        ] = None,
        new: Annotated[
            str | None, typer.Option("--new", metavar=_("NAME"), help=_("Make a class of this name."))
        ] = None,
        group: Annotated[
            list[str] | None,
            typer.Option(
                "--group",
                metavar=_("NAME"),
                help=_("Make a group of this made-up name, or so many groups (may be repeated)."),
            ),
        ] = None,
        gallery: Annotated[
            Path | None,
            typer.Option("--gallery", help=_("Write all its creatures on one page to print (.svg).")),
        ] = None,
        as_json: _Json = False,
        home: _Home = None,
    ) -> None:
        from bestio.cli.workshop import classes  # noqa: PLC0415

        raise typer.Exit(classes(name, new=new, groups=group or [], gallery=gallery, as_json=as_json, home=home))

    @command("forget", _("Erase a group, or a whole class, after showing what goes."))
    def _forget(
        name: Annotated[str, typer.Argument(metavar=_("GROUP|CLASS"), help=_("A group, class/group, or a class."))],
        yes: Annotated[bool, typer.Option("--yes", help=_("Erase without asking (for scripts)."))] = False,
        keep_copies: Annotated[
            bool, typer.Option("--keep-copies", help=_("Leave its copies, and what other classes quote."))
        ] = False,
        as_json: _Json = False,
        home: _Home = None,
    ) -> None:
        from bestio.cli.workshop import forget  # noqa: PLC0415

        raise typer.Exit(forget(name, yes=yes, keep_copies=keep_copies, as_json=as_json, home=home))

    @command("move", _("Move a group to another class, with its sounds."))
    def _move(
        group: Annotated[str, typer.Argument(metavar=_("GROUP"), help=_("A group, or class/group."))],
        class_id: Annotated[str, typer.Argument(metavar=_("CLASS"), help=_("Its new class."))],
        as_json: _Json = False,
        home: _Home = None,
    ) -> None:
        from bestio.cli.workshop import move  # noqa: PLC0415

        raise typer.Exit(move(group, class_id=class_id, as_json=as_json, home=home))

    @command("export", _("Write a creation into one file, to carry it elsewhere."))
    def _export(
        group: _Journal,
        out: Annotated[Path | None, typer.Option("--out", help=_("The file to write, or its folder."))] = None,
        as_json: _Json = False,
        home: _Home = None,
    ) -> None:
        from bestio.cli.workshop import export  # noqa: PLC0415

        raise typer.Exit(export(group, out=out, as_json=as_json, home=home))

    @command("import", _("Take in a creation from a file that “export” wrote."))
    def _import(
        file: Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("The file of the creation."))],
        class_id: Annotated[
            str | None, typer.Option("--class", metavar=_("CLASS"), help=_("The class it goes to."))
        ] = None,
        again: Annotated[
            bool, typer.Option("--again", help=_("Import it without asking even if it is here already."))
        ] = False,
        as_json: _Json = False,
        home: _Home = None,
    ) -> None:
        from bestio.cli.workshop import bring_in  # noqa: PLC0415

        raise typer.Exit(bring_in(file, class_id=class_id, again=again, as_json=as_json, home=home))


def _register_acts(command: Declare) -> None:
    @command("new", _("Begin a creation, without the app."))
    def _new(
        group: Annotated[str, typer.Option("--group", metavar=_("NAME"), help=_("The group’s made-up name."))] = "",
        class_id: Annotated[
            str | None, typer.Option("--class", metavar=_("CLASS"), help=_("The class it goes to."))
        ] = None,
        seed: _Seed = None,
        as_json: _Json = False,
        home: _Home = None,
    ) -> None:
        from bestio.cli.acts import new  # noqa: PLC0415

        raise typer.Exit(new(group, class_id=class_id, seed=seed, as_json=as_json, home=home))

    @command("act", _("Do anything that the app can do to a creation, one line at a time: bestio act JOURNAL help"))
    def _act(
        journal: _Journal,
        verb: Annotated[
            str, typer.Argument(metavar=_("[VERB]"), help=_("What to do; “help” lists all verbs."))
        ] = "show",
        words: Annotated[
            list[str] | None, typer.Argument(metavar=_("[WORD]..."), help=_("What the verb needs."))
        ] = None,
        title: Annotated[str, typer.Option("--title", help=_("The title of a text."))] = "",
        out: Annotated[
            Path | None,
            typer.Option(
                "--out",
                help=_("Write a sound (.wav, .mp3, .flac, .opus, .ogg) or a picture (.png, .svg)."),
            ),
        ] = None,
        seed: _Seed = None,
        as_json: _Json = False,
        home: _Home = None,
    ) -> None:
        from bestio.cli.acts import act  # noqa: PLC0415
        from bestio.cli.desk import Request  # noqa: PLC0415

        request = Request(journal=journal, verb=verb, words=tuple(words or ()), title=title, out=out, seed=seed)
        raise typer.Exit(act(request, as_json=as_json, home=home))
