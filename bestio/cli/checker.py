"""Checks files one by one, each as what it says it is; then the names by which one speaks of another."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from bestio.documents import yamlio
from bestio.documents.messages import as_written
from bestio.errors import BestioError, Problem, Report, Where
from bestio.i18n import _
from bestio.library import Library
from bestio.persona.description import LANGUAGES as TOLD_IN
from bestio.persona.lexicon import read_lexicon
from bestio.persona.recovery import parse_what_can_be
from bestio.persona.references import loose_references
from bestio.persona.trait import Lexicon
from bestio.speech.bends import read_bend
from bestio.speech.bounds import LANGUAGES as SPOKEN
from bestio.speech.voice import load_voices, read_voice

_COMMA = re.compile(r":\s*-?\d+,\d+\s*(?:[,}\]#]|$)")


def _unheard(_problem: Problem) -> None:
    """What is wrong in files that nobody asked to check."""


@dataclass
class Checker:
    """One run of the check over files of a school whose `library` holds what they may name."""

    library: Library
    _lexicons: dict[str, Lexicon] = field(default_factory=dict)
    _documents: dict[str, yamlio.Document] = field(default_factory=dict)

    def file(self, path: Path) -> list[Problem]:
        """Everything to tell of one file, in the order of its lines."""
        found: list[Problem] = []
        check = self._checks.get(yamlio.kind_of(path), self._unknown)
        try:
            if check in (self._journal, self._bank):  # longer than what people write
                check(path, found.append)
            else:
                text = yamlio.read_text(path)
                found += yamlio.slips(text, str(path))
                check(path, _comma_told(text.split("\n"), found.append))
        except BestioError as error:
            found.append(Problem(error.where or Where.of(path), error.message, error.hint))
        return sorted(dict.fromkeys(found), key=lambda problem: problem.where.line or 0)

    def references(self) -> list[Problem]:
        """The strips and texts that the lexicons which were checked name, and that no lexicon has."""
        if not self._lexicons:
            return []
        known: dict[str, Lexicon] = {}
        for path in self.library.files("lexicons").values():
            lexicon = read_lexicon(path, _unheard)
            if lexicon is not None:
                known.setdefault(lexicon.id, lexicon)
        return [
            Problem(
                self._documents[loose.lexicon].where("slots", loose.slot, "traits", loose.trait, *loose.keys),
                loose.message,
                loose.hint,
                "warning",
            )
            for loose in loose_references({**known, **self._lexicons})
            if loose.lexicon in self._documents
        ]

    @cached_property
    def _checks(self) -> Mapping[str, Callable[[Path, Report], object]]:
        from bestio.classroom.backups import read_backups  # noqa: PLC0415
        from bestio.classroom.glossary import read_glossary  # noqa: PLC0415
        from bestio.phrases.guard import read_guard  # noqa: PLC0415
        from bestio.serve.configuration import read_configuration  # noqa: PLC0415
        from bestio.speech.pronunciation import read_pronunciation  # noqa: PLC0415

        return {
            "lexicon": self._lexicon,
            "voice": self._voice,
            "sequence": self._sequence,
            "journal": self._journal,
            "guard": read_guard,
            "pronunciation": read_pronunciation,
            "glossary": read_glossary,
            "bank": self._bank,
            "serve": read_configuration,
            "backups": read_backups,
        }

    @cached_property
    def _voices(self) -> frozenset[str]:
        return frozenset(load_voices(self.library, _unheard))

    def _lexicon(self, path: Path, report: Report) -> None:
        lexicon = read_lexicon(path, report)
        if lexicon is None:
            return
        document = _document(path)
        for slot_id, slot in lexicon.slots.items():
            for trait_id, trait in slot.traits.items():
                keys = ("slots", slot_id, "traits", trait_id, "voice")
                read_bend(trait.voice, report, lambda *more, keys=keys: document.where(*keys, *more))
        if lexicon.language not in TOLD_IN:
            report(_no_language(document, lexicon.language, TOLD_IN))
        self._lexicons[lexicon.id] = lexicon
        self._documents[lexicon.id] = document

    def _voice(self, path: Path, report: Report) -> None:
        voice = read_voice(path, report)
        if voice is not None and voice.engine == "espeak" and voice.language.partition("-")[0] not in SPOKEN:
            report(_no_language(_document(path), voice.language, tuple(SPOKEN)))

    def _bank(self, path: Path, report: Report) -> None:
        from bestio.speech.recorded.bank import open_bank  # noqa: PLC0415

        open_bank(path.parent, "", report)

    def _sequence(self, path: Path, report: Report) -> None:
        from bestio.classroom.plan import read_sequence  # noqa: PLC0415

        read_sequence(path, report, voices=self._voices)

    def _journal(self, path: Path, report: Report) -> None:
        from bestio.journal.journal import look  # noqa: PLC0415

        for problem in look(path, clock=lambda: 0.0).problems:
            report(problem)

    def _unknown(self, path: Path, report: Report) -> None:
        document = yamlio.read(path)
        said = document.data.get("bestio") if isinstance(document.data, dict) else None
        if document.data is None:
            message = _("The file is empty.")
        elif said is not None:
            message = _("“{kind}” is no kind of file that Bestio knows.").format(kind=as_written(said)[:40])
        else:
            message = _("The file does not say what it is.")
        kinds = ", ".join(f"bestio: {kind}/1" for kind in self._checks)
        report(Problem(Where.of(path, 1), message, _("Its first line must be one of: {names}.").format(names=kinds)))


def _document(path: Path) -> yamlio.Document:
    """The file for the lines of its values; where it is broken in one place, the lines as they can be found."""
    return parse_what_can_be(yamlio.read_text(path), str(path), _unheard)


def _no_language(document: yamlio.Document, language: str, known: tuple[str, ...]) -> Problem:
    return Problem(
        document.where("language"),
        _("The language “{language}” is not there: French is taken instead.").format(language=language[:40]),
        _("It must be one of: {names}.").format(names=", ".join(known)),
        "warning",
    )


def _comma_told(lines: Sequence[str], report: Report) -> Report:
    """Tells with each problem on a line that holds a number written with a comma that numbers take a point here."""

    def told(problem: Problem) -> None:
        line = problem.where.line
        if line is not None and line <= len(lines) and _COMMA.search(lines[line - 1]):
            hint = f"{problem.hint} " + _("In a number, write a point and no comma: 0.35")
            problem = replace(problem, hint=hint.strip())
        report(problem)

    return told
