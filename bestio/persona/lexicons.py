"""All the lexicons of a library."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bestio.errors import Problem, Report, Where
from bestio.i18n import _
from bestio.library import Library
from bestio.persona import lexicon_cache
from bestio.persona.trait import Lexicon

if TYPE_CHECKING:
    from bestio.documents.yamlio import Document


def load_lexicons(library: Library, report: Report) -> dict[str, Lexicon]:
    """Every lexicon of the library by id, in the order of their file names; a broken one is reported and left out.

    A strip or a source that a trait names and that none of them has is reported as a warning.
    """
    found: dict[str, Lexicon] = {}
    paths: dict[str, Path] = {}
    files = library.files("lexicons", report)
    shipped = [path for path in files.values() if path.parent == library.bundled / "lexicons"]
    kept = lexicon_cache.load(library, shipped)
    read: dict[str, Lexicon] = {}
    for path in files.values():
        problems: list[Problem] = []
        lexicon = kept.get(path.name) if path in shipped else None
        if lexicon is None:
            from bestio.persona.lexicon import read_lexicon

            lexicon = read_lexicon(path, problems.append)
        for problem in problems:
            report(problem)
        if lexicon is None:
            continue
        if path in shipped and not problems:
            read[path.name] = lexicon
        if lexicon.id in found:
            report(
                Problem(
                    Where.of(path),
                    _("Another lexicon is already called “{id}”.").format(id=lexicon.id),
                    _("Change its id and the name of its file."),
                )
            )
            continue
        found[lexicon.id] = lexicon
        paths[lexicon.id] = path
    if kept and len(kept) == len(files):
        return found  # they were looked over before they were kept
    amiss = _tell_loose(found, paths, report)
    if not kept and len(read) == len(shipped) and amiss.isdisjoint(lexicon.id for lexicon in read.values()):
        lexicon_cache.save(library, shipped, read)
    return found


def _tell_loose(found: Mapping[str, Lexicon], paths: Mapping[str, Path], report: Report) -> set[str]:
    """Report the names that lead nowhere; the ids of the lexicons that hold them."""
    from bestio.persona.lexicon import open_lexicon
    from bestio.persona.references import loose_references

    documents: dict[str, Document | None] = {}
    for loose in loose_references(found):
        if loose.lexicon not in documents:  # where it stands is asked for only where something is amiss
            documents[loose.lexicon] = open_lexicon(paths[loose.lexicon], lambda _problem: None)[0]
        document = documents[loose.lexicon]
        if document is not None:
            where = document.where("slots", loose.slot, "traits", loose.trait, *loose.keys)
            report(Problem(where, loose.message, loose.hint, "warning"))
    return set(documents)
