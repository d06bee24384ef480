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
    either,
    home,
    option,
    seed,
    settings,
    switch,
    together,
)
from bestio.cli.output import INTERRUPTED, say, tell
from bestio.cli.school_commands import register as register_schools
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
@option("--store", told=_("The server that keeps the creations, else files do."), called=_("ADDRESS"))
@click.pass_context
def app(context: click.Context, version: bool, home: Path | None, store: str | None) -> int:
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
    "serve": 'bestio serve "5e B" --lan',
    "glossary": "bestio glossary ordre",
    "reading": "bestio reading aisée",
    "where": "bestio where",
    "check": "bestio check lexique.yaml --preview",
    "replay": "bestio replay les-hiboux --plain --from 12",
    "class": 'bestio class --new "5e B" --group "Les Boulons" --group "Soupe du jeudi"',
    "record": "bestio record 5e-b",
    "forget": "bestio forget 5e-b/soupe-du-jeudi",
    "retention": "bestio retention --grace 0",
    "move": "bestio move les-boulons 5e-a",
    "export": "bestio export les-hiboux --out cle-usb",
    "page": "bestio page les-hiboux --out cle-usb/page.html",
    "print": "bestio print des les-hiboux --pages 2",
    "anthology": "bestio anthology 5e-b --out anthologie",
    "shortcut": "bestio shortcut lanceur",
    "stick": "bestio stick E:/Bestio --python python-3.11.9-embed-amd64.zip --download",
    "import": "bestio import cle-usb/les-hiboux.bestio --class 5e-a",
    "new": 'bestio new --group "Les Hiboux" --class 5e-b',
    "store": "bestio store size",
    "school": 'bestio school --new "Collège des Tilleuls" --class 5e-b',
    "act": "bestio act les-hiboux tourner tête",
}
"""A line for each command's help; all of them can be run one after the other, `new` and `export` first.

What `stick` needs comes from elsewhere, and `school` needs a server.
"""


def _command(name: str, help_text: str, *, lines: bool = True) -> Callable[[Function], click.Command]:
    example = _("Example: {command}").format(command=EXAMPLES[name])
    kept = {"help": help_text, "epilog": example, "context_settings": settings(), "lines": lines}
    return app.command(name, cls=Command, **kept)


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
    option("--sort", called="TRI", told=_("Which draft is kept: brut, anti-copie."), default="original"),
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
    sort: str,
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
        starters=not no_starters, adaptive=not plain_order, sort=sort, lexicons=list(lexicon), explain=explain,
        models=list(model), export_model=export_model,
    )  # fmt: skip
    return phrases(request, as_json=as_json, home=home)


@_command("speak", _("Say a text aloud, or write its sound to a file."))
@together(
    argument("text", told=_("The text; “-”: standard input."), called=_("[TEXT|-]"), default="-"),
    option("--voice", told=_("A voice: bestio voices lists them.")),
    option("--out", told=_("Write to this .wav, .mp3, .flac, .opus or .ogg file."), kind=Path),
    switch("--how", told=_("Show the text as it will be read aloud, and its sounds; say nothing.")),
    as_json,
    home,
)
def _speak(text: str, voice: str | None, out: Path | None, how: bool, as_json: bool, home: Path | None) -> int:
    from bestio.cli.voice import speak  # noqa: PLC0415

    return speak(text, voice_id=voice, out=out, how=how, as_json=as_json, home=home)


@_command("voices", _("List the voices, or the words that are worth recording."))
@together(
    switch("--words", told=_("Print the list of words to read aloud for the recorded voices.")),
    option("--class", "class_name", told=_("The class whose phrases they are for."), called=_("CLASS"), default=""),
    as_json,
    home,
)
def _voices(words: bool, class_name: str, as_json: bool, home: Path | None) -> int:
    if words:
        from bestio.cli.recording import list_words  # noqa: PLC0415

        return list_words(class_name, as_json=as_json, home=home)
    from bestio.cli.voice import voices  # noqa: PLC0415

    return voices(as_json=as_json, home=home)


@_command("lexicons", _("List the lexicons."))
@as_json
@home
def _lexicons(as_json: bool, home: Path | None) -> int:
    from bestio.cli.creature import lexicons  # noqa: PLC0415

    return lexicons(as_json=as_json, home=home)


@_command("glossary", _("Explain the words of the workshop, or one of them."))
@argument("word", told=_("A word; else all of them."), called=_("[WORD]"), default="")
@as_json
@home
def _glossary(word: str, as_json: bool, home: Path | None) -> int:
    from bestio.cli.glossary import glossary  # noqa: PLC0415

    return glossary(word, as_json=as_json, home=home)


@_command("reading", _("Choose easy reading, or the usual one, for the app, for lines, and for what is written."))
@argument("wanted", told=_("easy (DYS) or usual; else how it stands."), called=_("[easy|usual]"), default="")
@as_json
@home
def _reading(wanted: str, as_json: bool, home: Path | None) -> int:
    from bestio.cli.reading import reading  # noqa: PLC0415

    return reading(wanted, as_json=as_json, home=home)


@_command("where", _("Show every folder in use."))
@as_json
@home
def _where(as_json: bool, home: Path | None) -> int:
    from bestio.cli.files import where  # noqa: PLC0415

    return where(as_json=as_json, home=home)


@_command("serve", _("Open the app to a whole class, in browsers, from this computer."), lines=False)
@together(
    argument("name", told=_("The class, by its name or its folder."), called=_("[CLASS]")),
    option("--port", told=_("The number behind the address."), kind=int, called="N", shown="8000"),
    either("--lan", told=_("Also for the other devices of the room.")),
    option("--limit", told=_("How many groups may be at work at once."), kind=int, called="N", shown="40"),
    option(
        "--https",
        told=_("Serve over HTTPS, with a certificate and its key (two PEM files)."),
        kind=Path,
        called="CERT KEY",
        values=2,
    ),
    option("--address", told=_("The address of the proxy that stands before it."), called="URL"),
    option(
        "--metrics",
        told=_("A machine, or a network, that may read the figures of this one too (/metrics)."),
        called=_("ADDRESS"),
        many=True,
    ),
    option(
        "--config",
        told=_("A file with these settings (else BESTIO_SERVE); what the line says comes first."),
        kind=Path,
        called=_("FILE"),
    ),
    switch("--essai", told=_("Try it without a browser, and tell what works and what to check.")),
    home,
)
def _serve(
    name: str | None,
    port: int | None,
    lan: bool | None,
    limit: int | None,
    https: tuple[Path, Path] | None,
    address: str | None,
    metrics: tuple[str, ...],
    config: Path | None,
    essai: bool,
    home: Path | None,
) -> int:
    from bestio.cli.environment import environment, is_store_said  # noqa: PLC0415
    from bestio.cli.serve import serve  # noqa: PLC0415
    from bestio.cli.serve_options import wanted  # noqa: PLC0415
    from bestio.serve.configuration import Configuration  # noqa: PLC0415

    line = Configuration(name, home, port, lan, address, limit, https=https, metrics=metrics or None)
    return serve(wanted(line, config, environment(), store_said=is_store_said()), trial=essai)


@_command("check", _("Check lexicons, voices, plans and journals: file, line, what to write instead."))
@argument("paths", told=_("Files or folders; else all that is in use."), called=_("[PATH]..."), kind=Path, many=True)
@switch("--preview", told=_("Show every form that the program derives."))
@as_json
@home
def _check(paths: tuple[Path, ...], preview: bool, as_json: bool, home: Path | None) -> int:
    from bestio.cli.check import check  # noqa: PLC0415

    return check(list(paths), preview=preview, as_json=as_json, home=home)


@_command("store", _("Check, copy or measure the creations, where files or a server keep them."))
@together(
    argument("what", told=_("check, copy or size."), called=_("WHAT"), required=True),
    option("--to", told=_("Where they are copied: fichiers, or base (the server)."), called=_("WHERE"), default=""),
    as_json,
    home,
)
def _store(what: str, to: str, as_json: bool, home: Path | None) -> int:
    from bestio.cli.store import store  # noqa: PLC0415

    return store(what, to=to, as_json=as_json, home=home)


register_schools(_command)
register(_command)


def run_command(words: list[str]) -> int:
    """Run a command line and give its exit code; what is wrong with the line is told in French, with exit code 2."""
    if any("\0" in word for word in words):
        raise UsageError(_("A word of the command holds a character that no name and no text has (code 0)."))
    if words[:1] == ["act"] and {"--help", "-h"} & {*words[3:]} and not any(one.startswith("-") for one in words[1:3]):
        words = ["act", words[1], "help", words[2]]  # the help of a verb
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
