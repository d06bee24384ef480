"""The commands' names, options and help. What they do is in the modules beside this one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from bestio import __version__
from bestio.cli.command_line import (
    Command,
    Function,
    Group,
    argument,
    as_json,
    complaint,
    home,
    option,
    seed,
    settings,
    switch,
    together,
)
from bestio.cli.output import INTERRUPTED, say, tell
from bestio.cli.workshop_commands import register
from bestio.errors import UsageError
from bestio.i18n import _


@click.group(
    cls=Group,
    invoke_without_command=True,
    subcommand_metavar=_("COMMAND [ARGUMENTS]..."),
    help=_("Invent a Bestio-robot: half beast, half machine, that speaks phrases drawn from your texts."),
    context_settings=settings(),
)
@switch("--version", told=_("The program's version."))
@home
@click.pass_context
def app(context: click.Context, version: bool, home: Path | None) -> int:
    """Open the app where no command is named."""
    if version:
        say(f"bestio {__version__}")
        context.exit()
    if context.invoked_subcommand is not None:
        if home is not None:  # said before the command, it holds for the command
            context.default_map = {key: {"home": home} for key in app.commands}
        return 0
    from bestio.cli.openapp import open_app  # noqa: PLC0415

    return open_app(None, home=home)


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


def _command(name: str, help_text: str) -> Callable[[Function], click.Command]:
    example = _("Example: {command}").format(command=EXAMPLES[name])
    return app.command(name, cls=Command, help=help_text, epilog=example, context_settings=settings())


@_command("open", _("Open the app, on a creation where one is named."))
@argument("journal", told=_("A journal file, or a group’s name."), called=_("[JOURNAL]"))
@switch("--look", told=_("Look on without writing."))
@home
def _open(journal: str | None, look: bool, home: Path | None) -> int:
    from bestio.cli.openapp import open_app  # noqa: PLC0415

    return open_app(journal, home=home, read_only=look)


@_command("invent", _("Invent a creature and tell it."))
@together(
    seed,
    option("--lexicon", told=_("Only this lexicon (may be repeated)."), many=True),
    option("--lock", told=_("A trait that it must have (may be repeated)."), called=_("SLOT=TRAIT"), many=True),
    option("--name", told=_("Its name.")),
    option("--picture", told=_("Write its portrait to this .png or .svg file."), kind=Path),
    as_json,
    home,
)
def _invent(
    seed: int | None,
    lexicon: tuple[str, ...],
    lock: tuple[str, ...],
    name: str | None,
    picture: Path | None,
    as_json: bool,
    home: Path | None,
) -> int:
    from bestio.cli.creature import invent  # noqa: PLC0415

    return invent(
        seed=seed, lexicons=list(lexicon), locks=list(lock), name=name, picture=picture, as_json=as_json, home=home
    )


@_command("phrases", _("Make phrases from texts (“-”: standard input) and the starter texts."))
@together(
    argument("files", told=_("Texts: .txt, .md, .odt, .docx."), called=_("[FILE|-]..."), many=True),
    option("--order", told=_("How many words the machine looks back at."), kind=int, called="1..4", default=2),
    option("--count", told=_("How many phrases."), kind=int, called="N", default=5),
    seed,
    option("--start", told=_("The word it starts with.")),
    option("--with", "with_word", told=_("A word that it holds.")),
    option("--share", told=_("How often the given texts win the draw."), kind=float, called="0..1", default=0.6),
    switch("--no-starters", told=_("Without the starter texts.")),
    switch("--no-adaptive", "plain_order", told=_("Always look back at as many words.")),
    option("--lexicon", told=_("Starter texts of this lexicon only."), many=True),
    switch("--explain", told=_("Tell for each word why it came.")),
    option("--model", told=_("Draw from this markovify model too (may be repeated)."), kind=Path, many=True),
    option(
        "--export-model",
        told=_("Write the chain to this .json file, for markovify; the words of the texts are in it."),
        kind=Path,
    ),
    as_json,
    home,
)
def _phrases(
    files: tuple[str, ...],
    order: int,
    count: int,
    seed: int | None,
    start: str | None,
    with_word: str | None,
    share: float,
    no_starters: bool,
    plain_order: bool,
    lexicon: tuple[str, ...],
    explain: bool,
    model: tuple[Path, ...],
    export_model: Path | None,
    as_json: bool,
    home: Path | None,
) -> int:
    from bestio.cli.phrases import Request, phrases  # noqa: PLC0415

    request = Request(
        files=list(files), order=order, count=count, seed=seed, start=start, with_word=with_word, share=share,
        starters=not no_starters, adaptive=not plain_order, lexicons=list(lexicon), explain=explain,
        models=list(model), export_model=export_model,
    )  # fmt: skip
    return phrases(request, as_json=as_json, home=home)


@_command("speak", _("Say a text aloud, or write its sound to a file."))
@together(
    argument("text", told=_("The text; “-”: standard input."), called=_("[TEXT|-]"), default="-"),
    option("--voice", told=_("A voice: bestio voices lists them.")),
    option("--out", told=_("Write to this .wav, .mp3, .flac, .opus or .ogg file."), kind=Path),
    switch("--how", told=_("Show the text as it will be read aloud; no sound.")),
    as_json,
    home,
)
def _speak(text: str, voice: str | None, out: Path | None, how: bool, as_json: bool, home: Path | None) -> int:
    from bestio.cli.voice import speak  # noqa: PLC0415

    return speak(text, voice_id=voice, out=out, how=how, as_json=as_json, home=home)


@_command("voices", _("List the voices."))
@as_json
@home
def _voices(as_json: bool, home: Path | None) -> int:
    from bestio.cli.voice import voices  # noqa: PLC0415

    return voices(as_json=as_json, home=home)


@_command("lexicons", _("List the lexicons."))
@as_json
@home
def _lexicons(as_json: bool, home: Path | None) -> int:
    from bestio.cli.creature import lexicons  # noqa: PLC0415

    return lexicons(as_json=as_json, home=home)


@_command("where", _("Show every folder in use."))
@as_json
@home
def _where(as_json: bool, home: Path | None) -> int:
    from bestio.cli.files import where  # noqa: PLC0415

    return where(as_json=as_json, home=home)


@_command("check", _("Check lexicons, voices, plans and journals: file, line, what to write instead."))
@argument("paths", told=_("Files or folders; else all that is in use."), called=_("[PATH]..."), kind=Path, many=True)
@switch("--preview", told=_("Show every form that the program derives."))
@as_json
@home
def _check(paths: tuple[Path, ...], preview: bool, as_json: bool, home: Path | None) -> int:
    from bestio.cli.check import check  # noqa: PLC0415

    return check(list(paths), preview=preview, as_json=as_json, home=home)


register(_command)


def run_command(words: list[str]) -> int:
    """Run a command line and give its exit code; what is wrong with the line is told in French, with exit code 2."""
    if any("\0" in word for word in words):
        raise UsageError(_("A word of the command holds a character that no name and no text has (code 0)."))
    try:
        result = app.main(words, prog_name="bestio", standalone_mode=False)
    except click.ClickException as error:
        tell(complaint(error))
        context = getattr(error, "ctx", None)
        tell(_("See: {command} --help").format(command=context.command_path if context else "bestio"))
        return error.exit_code
    except click.Abort:
        tell(_("Interrupted."))
        return INTERRUPTED
    return result if isinstance(result, int) else 0
