"""The page on a stick that says how it is started, what Windows may ask, how it is taken out and renewed."""

from __future__ import annotations

from collections.abc import Iterator

from bestio import __version__
from bestio.i18n import _

_WIDTH = 90


def explained(app: str, lesson: str, program: str, workspace: str, hashes: str) -> Iterator[str]:
    """The page, row by row; it is told what the stick's own files and folders are called."""
    names = {"app": app, "lesson": lesson, "program": program, "workspace": workspace, "hashes": hashes}
    title = _("Bestio {version}, on a stick").format(version=__version__)
    yield from (title, "=" * len(title), "")
    for heading, texts in (
        (_("To start"), _starting()),
        (_("What Windows may ask"), _asked()),
        (_("To take the stick out"), _taking_out()),
        (_("To renew it"), _renewing()),
    ):
        yield from (heading, "-" * len(heading), "")
        for text in texts:
            yield from _rows(f"- {text.format(**names)}")
        yield ""


def _starting() -> Iterator[str]:
    yield _("Two clicks on “{app}” open Bestio. Nothing is installed, no administrator is needed.")
    yield _("“{lesson}” opens it to the browsers of the whole class: it shows an address and a code.")
    yield _("What is made is in the folder “{workspace}”. It stays on the stick; copy it as you like.")
    yield _("Windows 10 or 11 on x64 is needed. The first start on a computer takes longer.")
    yield _("Keep the folder whole: its files are of use only together.")


def _asked() -> Iterator[str]:
    yield _("“Windows protected your PC” (SmartScreen): “More info”, then “Run anyway”.")
    yield _(
        "If the folder came as a .zip file: before you unpack it, click it with the right button, “Properties”, tick "
        "“Unblock”, “OK”. SmartScreen then asks nothing."
    )
    yield _(
        "A virus scanner may read every file at the first start: let it finish. If it sets one aside, show this page "
        "to whoever looks after the computers: {program}\\{hashes} says what each part was made of."
    )
    yield _(
        "“This app has been blocked by your system administrator” (AppLocker): only whoever looks after the computers "
        "can allow {program}\\python\\python.exe, which the Python Software Foundation has signed, and the libraries "
        "below it, which are not signed. Meanwhile one computer that is not locked serves the class: “{lesson}”."
    )
    yield _(
        "At the first “{lesson}”, the firewall asks: allow private networks. Without the right to allow it, the other "
        "devices of the room do not get in."
    )


def _taking_out() -> Iterator[str]:
    yield _(
        "Leave Bestio (Ctrl+Q) on the computer, then “Eject” the stick in Windows. Everything is saved at every act, "
        "but Windows may still be writing."
    )
    yield _("Copy “{workspace}” elsewhere now and then: sticks get lost.")


def _renewing() -> Iterator[str]:
    yield _(
        "On a computer that has the new Bestio, in a terminal: bestio stick FOLDER --update. Only “{program}” and the "
        "files beside it change; “{workspace}” stays as it is."
    )
    yield _("Or make a new stick, and copy “{workspace}” onto it.")


def _rows(text: str) -> Iterator[str]:
    """`text` in rows of 90 characters, cut only at plain spaces."""
    row = ""
    for word in text.split(" "):
        if row and len(row) + 1 + len(word) > _WIDTH:
            yield row
            row = f"  {word}"
        else:
            row = f"{row} {word}" if row else word
    yield row
