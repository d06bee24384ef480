"""The commands' names, options and help, through Typer. What they do is in the modules beside this one."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from bestio import __version__
from bestio.cli.output import INTERRUPTED, say, tell
from bestio.cli.workshop_commands import register
from bestio.errors import UsageError
from bestio.i18n import _

# Typer's own English, as it stands in help pages and in complaints, and what is shown instead.
_HELP_WORDS = (
    ("Usage:", "Usage :"),
    ("[OPTIONS]", "[OPTIONS]"),
    ("COMMAND [ARGS]...", "COMMANDE [ARGUMENTS]..."),
    ("Options:", "Options :"),
    ("Commands:", "Commandes :"),
    ("Arguments:", "Arguments :"),
    ("Show this message and exit.", "Affiche cette aide."),
    ("[default: show]", "[default: voir]"),
    ("[default:", "[d’habitude :"),
    ("[required]", "[obligatoire]"),
    ("INTEGER RANGE", "NOMBRE"),
    ("FLOAT RANGE", "NOMBRE"),
    ("INTEGER", "NOMBRE"),
    ("FLOAT", "NOMBRE"),
    ("DIRECTORY", "DOSSIER"),
    ("PATH", "CHEMIN"),
    ("SLOT=TRAIT", "ROUE=TRAIT"),
    ("[FILE|-]", "[FICHIER|-]"),
    ("[TEXT|-]", "[TEXTE|-]"),
    ("<list[str]>", "<texte>"),
    ("<list[Path]>", "<chemin>"),
    ("<int range>", "<nombre>"),
    ("<float range>", "<nombre>"),
    ("<int>", "<nombre>"),
    ("<float>", "<nombre>"),
    ("<text>", "<texte>"),
    ("<str>", "<texte>"),
    ("<path>", "<chemin>"),
)


_TWICE_BRACKETED = re.compile(r"\[(\[[^\[\]]+\](?:\.\.\.|…)?)\](?:\.\.\.|…)?|\{([^{}\n]+)\}")
_ROW = re.compile(r"  (\S+(?: \S+)*)  +(\S.*)")


def _french(help_page: str) -> str:
    for english, french in _HELP_WORDS:
        help_page = help_page.replace(english, french)
    usage, rest = help_page.split("\n", 1)
    usage = _TWICE_BRACKETED.sub(lambda found: found[1] or found[2], usage)
    return usage + "\n" + "\n\n".join(_aligned(part) for part in rest.split("\n\n"))


def _aligned(part: str) -> str:
    """One part of a help page with its second column in line again, as French words are longer or shorter."""
    lines = part.split("\n")
    rows = [_ROW.fullmatch(line) for line in lines]
    column = max((len(row[1]) for row in rows if row), default=0) + 4
    return "\n".join(
        f"  {row[1]}".ljust(column) + row[2]
        if row
        else " " * column + line.strip()
        if line.startswith("    ")
        else line
        for row, line in zip(rows, lines, strict=True)
    )


class _Command(TyperCommand):
    def get_help(self, ctx: Any) -> str:
        return _french(super().get_help(ctx))


class _Group(TyperGroup):
    def get_help(self, ctx: Any) -> str:
        return _french(super().get_help(ctx))


app = typer.Typer(
    name="bestio",
    cls=_Group,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    help=_("Invent a Bestio-robot: half beast, half machine, that speaks phrases drawn from your texts."),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


_Function = TypeVar("_Function", bound=Callable[..., None])


EXAMPLES = {
    "open": "bestio open les-hiboux",
    "invent": "bestio invent --seed 7 --picture robot.png",
    "phrases": "bestio phrases texte.txt --order 2 --explain",
    "speak": 'bestio speak "Bonjour, je suis une lampe." --voice dragon-rouille --out bonjour.wav',
    "voices": "bestio voices",
    "lexicons": "bestio lexicons",
    "where": "bestio where",
    "check": "bestio check lexique.yaml --preview",
    "replay": "bestio replay les-hiboux --plain --from 12",
    "class": 'bestio class --new "5e B" --group "Les Boulons" --group "Soupe du jeudi"',
    "forget": "bestio forget 5e-b/soupe-du-jeudi",
    "move": "bestio move les-boulons 5e-a",
    "export": "bestio export les-hiboux --out cle-usb",
    "import": "bestio import cle-usb/les-hiboux.bestio --class 5e-a",
    "new": 'bestio new --group "Les Hiboux" --class 5e-b',
    "act": "bestio act les-hiboux tourner tête",
}
"""A line for each command's help; all of them can be run one after the other, `new` and `export` first."""


def _command(name: str, help_text: str) -> Callable[[_Function], _Function]:
    example = _("Example: {command}").format(command=EXAMPLES[name])
    return app.command(name, help=help_text, epilog=example, cls=_Command)


Home = Annotated[Path | None, typer.Option("--home", help=_("The workspace folder."))]
Json = Annotated[bool, typer.Option("--json", help=_("One JSON document on standard output, and nothing else."))]
Seed = Annotated[int | None, typer.Option("--seed", help=_("A number: the same one gives the same result."))]


@app.callback(invoke_without_command=True)
def _top(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help=_("The program's version."))] = False,
    home: Home = None,
) -> None:
    if version:
        say(f"bestio {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        from bestio.cli.openapp import open_app  # noqa: PLC0415

        raise typer.Exit(open_app(None, home=home))


@_command("open", _("Open the app, on a creation where one is named."))
def _open(
    journal: Annotated[
        str | None, typer.Argument(metavar="[JOURNAL]", help=_("A journal file, or a group’s name."))
    ] = None,
    look: Annotated[bool, typer.Option("--look", help=_("Look on without writing."))] = False,
    home: Home = None,
) -> None:
    from bestio.cli.openapp import open_app  # noqa: PLC0415

    raise typer.Exit(open_app(journal, home=home, read_only=look))


@_command("invent", _("Invent a creature and tell it."))
def _invent(
    seed: Seed = None,
    lexicon: Annotated[
        list[str] | None, typer.Option("--lexicon", help=_("Only this lexicon (may be repeated)."))
    ] = None,
    lock: Annotated[
        list[str] | None,
        typer.Option("--lock", metavar="SLOT=TRAIT", help=_("A trait that it must have (may be repeated).")),
    ] = None,
    name: Annotated[str | None, typer.Option("--name", help=_("Its name."))] = None,
    picture: Annotated[
        Path | None, typer.Option("--picture", help=_("Write its portrait to this .png or .svg file."))
    ] = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    from bestio.cli.creature import invent  # noqa: PLC0415

    raise typer.Exit(
        invent(
            seed=seed, lexicons=lexicon or [], locks=lock or [], name=name, picture=picture, as_json=as_json, home=home
        )
    )


@_command("phrases", _("Make phrases from texts (“-”: standard input) and the starter texts."))
def _phrases(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE|-]...", help=_("Texts: .txt, .md, .odt, .docx."))
    ] = None,
    order: Annotated[
        int, typer.Option("--order", metavar="1..4", help=_("How many words the machine looks back at."))
    ] = 2,
    count: Annotated[int, typer.Option("--count", metavar="N", help=_("How many phrases."))] = 5,
    seed: Seed = None,
    start: Annotated[str | None, typer.Option("--start", help=_("The word it starts with."))] = None,
    with_word: Annotated[str | None, typer.Option("--with", help=_("A word that it holds."))] = None,
    share: Annotated[
        float, typer.Option("--share", metavar="0..1", help=_("How often the given texts win the draw."))
    ] = 0.6,
    no_starters: Annotated[bool, typer.Option("--no-starters", help=_("Without the starter texts."))] = False,
    plain_order: Annotated[bool, typer.Option("--no-adaptive", help=_("Always look back at as many words."))] = False,
    lexicon: Annotated[
        list[str] | None, typer.Option("--lexicon", help=_("Starter texts of this lexicon only."))
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help=_("Tell for each word why it came."))] = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    from bestio.cli.phrases import Request, phrases  # noqa: PLC0415

    request = Request(
        files=files or [], order=order, count=count, seed=seed, start=start, with_word=with_word, share=share,
        starters=not no_starters, adaptive=not plain_order, lexicons=lexicon or [], explain=explain,
    )  # fmt: skip
    raise typer.Exit(phrases(request, as_json=as_json, home=home))


@_command("speak", _("Say a text aloud, or write its sound to a file."))
def _speak(
    text: Annotated[str, typer.Argument(metavar="[TEXT|-]", help=_("The text; “-”: standard input."))] = "-",
    voice: Annotated[str | None, typer.Option("--voice", help=_("A voice: bestio voices lists them."))] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help=_("Write to this .wav, .mp3, .flac, .opus or .ogg file."))
    ] = None,
    how: Annotated[bool, typer.Option("--how", help=_("Show the text as it will be read aloud; no sound."))] = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    from bestio.cli.voice import speak  # noqa: PLC0415

    raise typer.Exit(speak(text, voice_id=voice, out=out, how=how, as_json=as_json, home=home))


@_command("voices", _("List the voices."))
def _voices(as_json: Json = False, home: Home = None) -> None:
    from bestio.cli.voice import voices  # noqa: PLC0415

    raise typer.Exit(voices(as_json=as_json, home=home))


@_command("lexicons", _("List the lexicons."))
def _lexicons(as_json: Json = False, home: Home = None) -> None:
    from bestio.cli.creature import lexicons  # noqa: PLC0415

    raise typer.Exit(lexicons(as_json=as_json, home=home))


@_command("where", _("Show every folder in use."))
def _where(as_json: Json = False, home: Home = None) -> None:
    from bestio.cli.files import where  # noqa: PLC0415

    raise typer.Exit(where(as_json=as_json, home=home))


@_command("check", _("Check lexicons, voices, plans and journals: file, line, what to write instead."))
def _check(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help=_("Files or folders; else all that is in use."))
    ] = None,
    preview: Annotated[bool, typer.Option("--preview", help=_("Show every form that the program derives."))] = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    from bestio.cli.check import check  # noqa: PLC0415

    raise typer.Exit(check(paths or [], preview=preview, as_json=as_json, home=home))


register(_command)


def run_command(words: list[str]) -> int:
    """Run a command line and give its exit code; what Typer complains of is told in French, with exit code 2."""
    if any("\0" in word for word in words):
        raise UsageError(_("A word of the command holds a character that no name and no text has (code 0)."))
    try:
        result = app(words, prog_name="bestio", standalone_mode=False)
    except TyperException as error:
        tell(_complaint(error))
        context = getattr(error, "ctx", None)
        tell(_("See: {command} --help").format(command=context.command_path if context else "bestio"))
        return getattr(error, "exit_code", 2)
    if result == INTERRUPTED:  # Typer says nothing of Ctrl+C
        tell(_("Interrupted."))
    return result if isinstance(result, int) else 0


_COMPLAINTS = (
    (r"No such option: (\S+)(?: .*)?$", _("There is no option {0}.")),
    (r"No such command ['\"](.*?)['\"].*$", _("There is no command “{0}”.")),
    (r"Missing argument ['\"](.+?)['\"].*$", _("{0} is missing.")),
    (r"Missing (?:option|parameter)s? ?['\"]?(.+?)['\"]?\.?$", _("{0} is missing.")),
    (r"Option ['\"](.+?)['\"] requires .*$", _("The option {0} needs a value.")),
    (r"Option ['\"](.+?)['\"] does not take a value.*$", _("The option {0} takes no value.")),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)$", _("“{0}” is one word too many.")),
    (r"Invalid value for ['\"]?(.+?)['\"]?: .*valid (?:integer|number|float|int).*$", _("{0} must be a number.")),
    (r"Invalid value for ['\"]?(.+?)['\"]?: (.*)$", _("{0} has a value that does not fit: {1}")),
)


def _complaint(error: Any) -> str:
    english = error.format_message() if hasattr(error, "format_message") else str(error)
    for pattern, told in _COMPLAINTS:
        if match := re.match(pattern, " ".join(english.split())):
            return told.format(*(group or "" for group in match.groups()))
    return english
