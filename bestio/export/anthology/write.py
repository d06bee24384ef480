"""Writing a class's anthology into a folder, whole or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from random import Random

from msgspec import Struct

from bestio.activities.poll_counts import compare
from bestio.classroom.erasure.scan import gallery_mark
from bestio.classroom.plan import Sequence as Plan
from bestio.classroom.plan import load_sequences
from bestio.creation.authors import account_of
from bestio.creation.state import MadePhrase
from bestio.errors import BestioError, UsageError
from bestio.export.anthology.book import ClassTold, book, passports
from bestio.export.anthology.sounds import Listened, Noted, write_sounds
from bestio.export.gallery import common_rule
from bestio.export.package import Contents, Packages
from bestio.export.page.gather import gather, home_of
from bestio.export.page.markup import markup, portrait, reading_button, shell, text_of
from bestio.export.page.sounds import Render
from bestio.export.page.told import Page
from bestio.export.paper.typeset import typeset
from bestio.export.whole import beside
from bestio.i18n import N_, _
from bestio.private_files import make_folder
from bestio.session.account import authors_lines
from bestio.session.explain import AuthorsWhy
from bestio.speech.recorded.clip import digest_of
from bestio.speech.speech import Speech
from bestio.speech.voice import Voice
from bestio.storage.atomic import replace
from bestio.studio.studio import Studio
from bestio.studio.workspace import Workspace

Progress = Callable[[int, int, str], None]
"""Called before each creature and before the book: which one, counted from 1, of how many, and its group."""
BOOK, PASSPORTS, INDEX = "livre.pdf", "passeports.pdf", "index.html"
DYS = "-dys"
"""What the name of a folder ends with that is laid out for those who read with difficulty."""
SCORM = "-scorm.zip"
"""What the name of a package for a platform ends with."""


class Written(Struct, frozen=True):
    """How many creatures an anthology holds, and what was left out, for people; its title, its pages, whom it shows.

    `pages` are its HTML files with their titles, the one that leads to the others first; `named` as in `Page`.
    """

    creatures: int
    notes: tuple[str, ...] = ()
    title: str = ""
    pages: tuple[tuple[str, str], ...] = ()
    named: tuple[str, ...] = ()


def write_anthology(
    folder: Path,
    workspace: Workspace,
    class_id: str,
    render: Render | None = None,
    progress: Progress = lambda _number, _of, _group: None,
    *,
    dys: bool = False,
    lasts: bool = True,
) -> Written:
    """Put the anthology of a class into `folder`, which must not be there yet.

    It holds a book and passports to print, a page for each creature, its sounds, and a page that leads to all of them
    (`dys`: all of it for those who read with difficulty). Where it `lasts`, banks note whose recordings are heard in
    it. Raises UsageError where the class has no creature or the folder is there, BestioError where the disk refuses.
    """
    if folder.exists():
        raise UsageError(
            _("There is a folder “{name}” already.").format(name=folder.name), hint=_("Name another one with --out.")
        )
    refused, hint = N_("The anthology cannot be written ({reason})."), N_("Choose another folder, or free some space.")
    with beside(folder, refused, hint) as part:
        make_folder(part)
        written, noted = _write(part, workspace, class_id, render, progress, dys=dys)
        for name, digest, heard in noted if lasts else ():
            heard.note(folder / name, digest)
        part.rename(folder)
    return written


def write_packages(
    packages: Packages,
    workspace: Workspace,
    class_id: str,
    render: Render,
    progress: Progress = lambda _number, _of, _group: None,
    *,
    folder: Path | None = None,
    dys: bool = False,
) -> tuple[Written, list[Path]]:
    """Put the anthology of a class into packages, and into `folder` where one is named; where the packages are.

    Raises as `write_anthology` does.
    """

    def said(text: str, voice: Voice) -> Speech:
        return packages.heard(render(text, voice))

    with tempfile.TemporaryDirectory() as temporary:
        made = folder or Path(temporary) / class_id
        written = write_anthology(made, workspace, class_id, said, progress, dys=dys, lasts=folder is not None)
        return written, packages.write(_contents(made, written))


def _contents(folder: Path, written: Written) -> Contents:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return Contents(written.title, written.pages, files, written.named)


def _write(
    part: Path, workspace: Workspace, class_id: str, render: Render | None, progress: Progress, *, dys: bool
) -> tuple[Written, list[Noted]]:
    noted: list[Noted] = []
    notes: list[str] = []
    pages: list[tuple[str, Page]] = []
    phrases: list[MadePhrase] = []
    entries = workspace.store.groups(class_id)
    plans = tuple(load_sequences(workspace.library, workspace.report).values())
    for number, entry in enumerate(entries, 1):
        progress(number, len(entries) + 1, entry.group)
        try:
            journal = workspace.store.open(entry.path, read_only=True)
        except BestioError as error:
            notes.append(told_of(entry.group, error.message))
            continue
        with journal:
            studio = Studio(journal, workspace, Random(0), classmates=())
            if not studio.creation.begun:
                continue
            listened = Listened(render) if render is not None else None
            page = gather(studio, home_of(studio, plans), listened)
            phrases += studio.creation.kept_phrases
        name = entry.path.stem
        pages.append((name, page))
        data = markup(page, dys=dys).encode()
        _put(part / f"{name}.html", data)
        if listened is not None:
            noted += [(f"{name}.html", digest_of(data), listened.heard()), *write_sounds(part, name, page, listened)]
    if not pages:
        raise UsageError(_("There is no creature in this class yet."))
    progress(len(entries) + 1, len(entries) + 1, _("The book"))
    told = _told(workspace, class_id, plans, [page for _name, page in pages], phrases)
    named = sorted({home for _name, page in pages for home in page.named})
    for file, sheets in ((BOOK, book), (PASSPORTS, passports)):
        made = sheets(told, [page for _name, page in pages])
        _put(part / file, typeset(told.title, told.title, made, named, dys=dys))
    _put(part / INDEX, _index(told, pages, named, dys=dys).encode())
    written = Written(
        len(pages),
        (*notes, *(told_of(page.group, note) for _name, page in pages for note in page.notes)),
        told.title,
        ((INDEX, told.title), *((f"{name}.html", f"{page.name} – {page.group}") for name, page in pages)),
        tuple(named),
    )
    return written, noted


def told_of(group: str, reason: str) -> str:
    """What was left out of one group, and why, for people."""
    return _("{group}: {reason}").format(group=group, reason=reason)


def _put(path: Path, data: bytes) -> None:
    replace(path, data, lasting=False)  # the folder gets its name only once all of it is there


def _told(
    workspace: Workspace, class_id: str, plans: Sequence[Plan], pages: list[Page], phrases: list[MadePhrase]
) -> ClassTold:
    title = workspace.store.title_of(class_id)
    answers = workspace.classroom.answers(class_id)
    polls = [
        (poll.title or key, tuple(compare(key, poll, answers))) for plan in plans for key, poll in plan.polls.items()
    ]
    return ClassTold(
        title,
        common_rule([page.rule for page in pages]),
        tuple(workspace.classroom.sources(class_id)),
        tuple(authors_lines(AuthorsWhy(account_of(phrases, title), kept=True))),
        tuple((name, told) for name, told in polls if any(one.before or one.after for one in told)),
    )


def _index(told: ClassTold, pages: list[tuple[str, Page]], named: Sequence[str], *, dys: bool) -> str:
    title = _("The anthology of our creatures")
    body = [
        f'<svg width="0" height="0" aria-hidden="true"><metadata>{gallery_mark(named)}</metadata></svg>',
        f"<header>{reading_button()}<h1>{text_of(told.title)}</h1><p>{text_of(title)}</p></header><main>",
        f'<p><a href="{BOOK}">{text_of(_("The book, to print"))}</a> · '
        f'<a href="{PASSPORTS}">{text_of(_("The passports, to print"))}</a></p><ul class="creatures">',
    ]
    for name, page in pages:
        body.append(
            f'<li><a href="{escape(name)}.html">{portrait(page, page.name)}<span>{text_of(page.name)}</span></a>'
            f"<br>{text_of(page.group)}</li>"
        )
    body.append("</ul></main>")
    return shell(f"{told.title} – {title}", body, dys=dys)
