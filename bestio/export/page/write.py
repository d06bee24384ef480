"""Putting a creature's page into a file."""

from __future__ import annotations

from pathlib import Path

from bestio.errors import BestioError, UsageError, reason_of
from bestio.export.heard import Heard
from bestio.export.page.gather import gather, home_of
from bestio.export.page.markup import markup
from bestio.export.page.sounds import Progress, Render
from bestio.export.picture import write_whole
from bestio.i18n import N_, _
from bestio.speech.recorded.clip import digest_of
from bestio.studio.studio import Studio

ENDING = ".html"


def write_page(
    path: Path,
    studio: Studio,
    render: Render | None = None,
    progress: Progress = lambda _number, _of: None,
    *,
    dys: bool = False,
) -> tuple[str, ...]:
    """Put the page of the creation that `studio` has in hand into `path`, whole or not at all.

    `dys`: it opens in easy reading.

    Gives what was left out, for people. Raises UsageError for another ending than .html, BestioError where a line
    cannot be said or the disk refuses.
    """
    if path.suffix.lower() not in {ENDING, ".htm"}:
        raise UsageError(
            _("The page of a creature is an HTML file."),
            hint=_("Give the file a name that ends in .html: any browser opens it."),
        )
    heard = Heard()
    said = None if render is None else (lambda text, voice: heard.add(render(text, voice)))
    page = gather(studio, home_of(studio), said, progress)
    data = markup(page, dys=dys).encode()
    refused = N_("The page cannot be written ({reason}).")
    try:
        heard.note(path, digest_of(data))
    except OSError as error:
        raise BestioError(_(refused).format(reason=reason_of(error))) from error
    write_whole(path, data, refused)
    return page.notes
