"""The names, options and help of the commands on creations and classes. What they do is in the modules beside this."""

from __future__ import annotations

from pathlib import Path

from bestio.cli import class_commands
from bestio.cli.command_line import (
    Declare,
    Decorator,
    argument,
    as_json,
    either,
    home,
    journal,
    option,
    seed,
    switch,
    together,
)
from bestio.errors import UsageError
from bestio.i18n import _


def register(command: Declare) -> None:
    """Declare every command on creations and classes."""
    _register_seeing(command)
    class_commands.register(command)
    _register_recordings(command)
    _register_files(command)
    _register_acts(command)


def _class(told: str) -> Decorator:
    return option("--class", "class_id", told=told, called=_("CLASS"))


def _packages() -> tuple[Decorator, Decorator]:
    return (
        option("--scorm", told=_("Write a SCORM 1.2 package (.zip), for Moodle or Éléa."), kind=Path),
        option("--zip", "plain", told=_("Write one .zip file, for the platform of a school."), kind=Path),
    )


def _register_seeing(command: Declare) -> None:
    @command("replay", _("See a creation again, step by step, in the app or as text."))
    @together(
        argument("journals", told=_("A journal file, or a group’s name."), called=_("JOURNAL..."), many=True),
        switch("--plain", told=_("Tell it as lines of text, for a screen reader or for printing.")),
        switch("--guess", told=_("Tell it line by line, and ask before each draw what will come.")),
        switch("--explain", told=_("Tell it as lines, and for each act why it came out so.")),
        switch("--cues", told=_("Tell its marks and its questions with their times, for who presents it.")),
        option("--from", "since", told=_("From this act, or from this moment."), called="N|MM:SS", default=""),
        option("--until", told=_("Until this act, or this moment."), called="N|MM:SS", default=""),
        option("--speed", told=_("How fast, from 0.25 to 8."), kind=float, called="X", default=1.0),
        option("--cast", told=_("Write it as an asciicast (.cast), for asciinema and its player."), kind=Path),
        option("--sound", told=_("Write what is heard of it (.wav, .mp3, .flac, .opus, .ogg)."), kind=Path),
        switch("--loop", told=_("Play one creation or several in a hall, without end.")),
        switch("--stage", told=_("In the loop, only what was said on the stage.")),
        option("--key", told=_("The word to type to leave the loop, which nothing else leaves."), called=_("WORD")),
        as_json,
        home,
    )
    def _replay(
        journals: tuple[str, ...],
        plain: bool,
        guess: bool,
        explain: bool,
        cues: bool,
        since: str,
        until: str,
        speed: float,
        cast: Path | None,
        sound: Path | None,
        loop: bool,
        stage: bool,
        key: str | None,
        as_json: bool,
        home: Path | None,
    ) -> int:
        from bestio.cli.replay import Told, loop_of, replay  # noqa: PLC0415 (each costs time that another command does not need)

        if loop:
            return loop_of(journals, speed=speed, stage=stage, key=key or "", home=home)
        told = Told(plain, guess, explain, cues, as_json, cast, sound)
        return replay(journals, told, since=since, until=until, speed=speed, home=home)


def _register_recordings(command: Declare) -> None:
    @command("record", _("Record the voices of a class: from files, or with the microphone; without any, list them."))
    @together(
        argument("class_name", told=_("The class."), called=_("CLASS"), required=True),
        argument("files", told=_("Recordings: .wav, .mp3, .ogg, .flac."), called=_("[FILE]..."), kind=Path, many=True),
        option("--who", told=_("Who speaks: a made-up name, or the group’s."), called=_("NAME"), default=""),
        option("--group", told=_("The group that the voice belongs to."), called=_("GROUP"), default=""),
        option("--words", told=_("The list that was read: a text, a line for each piece."), kind=Path),
        option("--text", told=_("What is said in the recording."), default=""),
        switch("--noise", told=_("These are breaths and noises, without words.")),
        option("--leave-out", told=_("Erase this recording (may be repeated)."), called="ID", many=True),
        as_json,
        home,
    )
    def _record(
        class_name: str,
        files: tuple[Path, ...],
        who: str,
        group: str,
        words: Path | None,
        text: str,
        noise: bool,
        leave_out: tuple[str, ...],
        as_json: bool,
        home: Path | None,
    ) -> int:
        from bestio.cli.recording import Recordings, record  # noqa: PLC0415

        asked = Recordings(class_name, files, who, group, words, text, noise, leave_out)
        return record(asked, as_json=as_json, home=home)


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

    @command("page", _("Write a creature’s page: one file that any browser opens, with voice and story."))
    @together(
        journal,
        either("--dys", told=_("It opens in easy reading: other letters, lines apart, one column.")),
        option("--out", told=_("The .html file to write."), kind=Path),
        *_packages(),
        as_json,
        home,
    )
    def _page(
        journal: str,
        dys: bool | None,
        out: Path | None,
        scorm: Path | None,
        plain: Path | None,
        as_json: bool,
        home: Path | None,
    ) -> int:
        if scorm is not None or plain is not None:
            from bestio.cli.package import page_package  # noqa: PLC0415
            from bestio.export.package import Packages  # noqa: PLC0415

            if out is not None:
                raise UsageError(_("A page, or packages of it: leave --out or the others away."))
            return page_package(journal, Packages(scorm, plain), dys=dys, as_json=as_json, home=home)
        from bestio.cli.acts import act  # noqa: PLC0415
        from bestio.cli.context import Request  # noqa: PLC0415

        return act(Request(journal, "page", out=out, dys=dys), as_json=as_json, home=home)

    @command("anthology", _("Write a class’s anthology: its book, its pages, its sounds, passports, in a folder."))
    @argument("name", told=_("The class."), called=_("CLASS"), required=True)
    @together(
        either("--dys", told=_("Large letters, wide lines, one column: for dyslexic readers.")),
        option("--out", told=_("The folder to make."), kind=Path),
        *_packages(),
        as_json,
        home,
    )
    def _anthology(
        name: str,
        dys: bool | None,
        out: Path | None,
        scorm: Path | None,
        plain: Path | None,
        as_json: bool,
        home: Path | None,
    ) -> int:
        from bestio.cli.anthology import anthology  # noqa: PLC0415

        return anthology(name, dys=dys, out=out, scorm=scorm, plain=plain, as_json=as_json, home=home)

    @command("shortcut", _("Put a launcher on the desktop: tomorrow, two clicks open Bestio."))
    @argument("folder", told=_("Another folder than the desktop."), called=_("[FOLDER]"), kind=Path)
    @as_json
    @home
    def _shortcut(folder: Path | None, as_json: bool, home: Path | None) -> int:
        from bestio.cli.shortcut import shortcut  # noqa: PLC0415

        return shortcut(folder=folder, as_json=as_json, home=home)

    @command("stick", _("Make a folder for Windows that runs from a USB stick or a share, without installing."))
    @together(
        argument("folder", told=_("The folder to make."), called=_("FOLDER"), kind=Path, required=True),
        option("--python", told=_("The “embeddable package” of Python for Windows (a .zip of python.org)."), kind=Path),
        option(
            "--wheels", told=_("The folder of the wheels (packages for Windows), where they were fetched."), kind=Path
        ),
        switch("--download", told=_("Fetch what is missing from the internet: from python.org, and by pip.")),
        switch("--update", told=_("Renew the program of a stick that is there; its workspace stays as it is.")),
        as_json,
        home,
    )
    def _stick(
        folder: Path,
        python: Path | None,
        wheels: Path | None,
        download: bool,
        update: bool,
        as_json: bool,
        home: Path | None,
    ) -> int:
        from bestio.cli.stick import stick  # noqa: PLC0415

        return stick(folder, python=python, wheels=wheels, download=download, update=update, as_json=as_json, home=home)

    @command("print", _("Write sheets to print: dice, strips, cards, posters, a session without a computer."))
    @together(
        argument("part", told=_("Which sheets; else all are listed, with their pages."), called=_("[SHEETS]")),
        argument(
            "name",
            told=_("A group, a class, or a file, whose text to use; else the plan’s."),
            called=_("[GROUP|CLASS|FILE]"),
        ),
        option("--seance", told=_("The session, for what is of one."), kind=int, called="N", default=1),
        option("--pages", told=_("The most pages that dice may take."), kind=int, called="N", default=2),
        option("--copies", told=_("How many ballots, or sets of cards; else 30, or one."), kind=int, called="N"),
        option("--size", told=_("The size of posters, A4 or A3."), default="A4"),
        either("--dys", told=_("Large letters, wide lines, one column: for dyslexic readers.")),
        option("--out", told=_("The .pdf file to write."), kind=Path),
        as_json,
        home,
    )
    def _print(
        part: str | None,
        name: str | None,
        seance: int,
        pages: int,
        copies: int | None,
        size: str,
        dys: bool | None,
        out: Path | None,
        as_json: bool,
        home: Path | None,
    ) -> int:
        from bestio.cli.paper import Asked, print_kit  # noqa: PLC0415

        asked = Asked(seance, pages, copies, size, dys)
        return print_kit(part, name, asked, out=out, as_json=as_json, home=home)

    @command("import", _("Take in a creation that “export” wrote, or a class that “retention” did."))
    @together(
        argument(
            "file",
            told=_("The file of the creation, or the folder of the class."),
            called=_("FILE"),
            kind=Path,
            required=True,
        ),
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
        from bestio.cli.context import Request  # noqa: PLC0415

        request = Request(journal=journal, verb=verb, words=words, title=title, out=out, seed=seed)
        return act(request, as_json=as_json, home=home)
