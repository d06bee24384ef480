"""Choosing one thing in a list: a creation, an effect, a trait."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets.option_list import Option

from bestio.classroom.finding import samples
from bestio.i18n import N_, _
from bestio.speech.effects.specs import SPECS
from bestio.tui.creation_lines import creation_lines
from bestio.tui.screens.dialog import Dialog, Pick
from bestio.tui.services import Services
from bestio.tui.text import visible
from bestio.tui.widgets.long_list import LongList

MOST = 400
WIDEST, BESIDE = 100, 12
"""Cells of a wide dialog at most, and those that its lists lose to borders beside their lines."""


class PickCreation(Pick[Path]):
    """A saved creation, the one at work last first; `but`: not this one."""

    EMPTY = N_("There is no other creature yet.")

    def __init__(self, services: Services, heading: str, *, but: Path | None = None) -> None:
        super().__init__()
        self.services, self.but, self._heading = services, but, heading

    def heading(self) -> str:
        return self._heading

    def options(self) -> list[Option]:
        services = self.services
        entries = [entry for entry in services.store.recent(MOST) if entry.path != self.but]
        room = min(WIDEST, self.app.size.width * 96 // 100) - BESIDE
        lines = creation_lines(entries, services.creatures, services.store.title_of, room)
        return [Option(line, id=str(entry.path)) for entry, line in zip(entries, lines, strict=True)]

    def about(self, option_id: str) -> str:
        return self.services.name_of_creature(Path(option_id))

    def result(self, option_id: str) -> Path:
        return Path(option_id)


class PickEffect(Pick[str]):
    """An effect to add or to take away."""

    def __init__(self, worn: Sequence[str]) -> None:
        super().__init__()
        self.worn = tuple(worn)

    def heading(self) -> str:
        return _("Which effect? (● the voice has it already: Enter takes it away)")

    def options(self) -> list[Option]:
        return [
            Option(Content.assemble("● " if kind in self.worn else "  ", spec.title), id=kind)
            for kind, spec in SPECS.items()
        ]

    def about(self, option_id: str) -> str:
        return SPECS[option_id].help

    def result(self, option_id: str) -> str:
        return option_id


class PickReplay(PickCreation):
    """A creation to see again: those of the workspace, the newest first, then those that ship."""

    EMPTY = N_("There is no creation yet.")

    def __init__(self, services: Services) -> None:
        super().__init__(services, _("Which creation do you want to see again?"))

    def options(self) -> list[Option]:
        example = ("  " + _("an example"), "$text-muted")
        return [
            *super().options(),
            *(
                Option(Content.assemble((visible(entry.group), "bold"), example), id=str(entry.path))
                for entry in samples(self.services.library)
            ),
        ]


class PickTrait(Dialog[str]):
    """Lists `traits` of (reference, words) under the wheel's title, with `at` in hand; gives a reference."""

    KEYS = N_("A letter: go there   Enter: choose   Escape: leave it")

    def __init__(self, title: str, traits: Sequence[tuple[str, str]], *, at: str | None = None) -> None:
        super().__init__()
        self.wheel = title
        self.refs, self.words = zip(*traits, strict=True)
        self.place = self.refs.index(at) if at in self.refs else 0

    def heading(self) -> str:
        return f"{self.wheel} ({len(self.refs)})"

    def body(self) -> ComposeResult:
        yield LongList(self.words, at=self.place)

    def on_long_list_chosen(self, event: LongList.Chosen) -> None:
        event.stop()
        self.dismiss(self.refs[event.place])
