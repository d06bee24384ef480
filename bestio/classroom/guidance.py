"""The plan as one workshop follows it: which plan, where the group is, what time it has left."""

from __future__ import annotations

from functools import cached_property

from bestio.classroom.plan import Sequence, load_sequences
from bestio.classroom.progress import Progress, choose, first_plan, follow
from bestio.errors import Problem
from bestio.i18n import _
from bestio.journal.journal import Journal
from bestio.library import Library


class Guidance:
    """Reads the plans when they are first asked for, and tells where the group of `journal` is.

    `problems` is what is wrong in the plans; `time_shown` whether the time left is to be seen.
    """

    def __init__(self, library: Library, journal: Journal) -> None:
        self.library = library
        self.journal = journal
        self.problems: list[Problem] = []
        self.time_shown = True
        self._chosen = ""
        self._progress: tuple[tuple[str, int], Progress] | None = None

    @cached_property
    def sequences(self) -> dict[str, Sequence]:
        """Every plan that can be taught, by id."""
        return load_sequences(self.library, self.problems.append)

    @property
    def begun(self) -> bool:
        """Whether the group follows a plan."""
        return self.journal.creation.step is not None

    @property
    def sequence(self) -> Sequence | None:
        """The plan that the group follows, or would; None where there is none."""
        if self._chosen in self.sequences:
            return self.sequences[self._chosen]
        first = first_plan(self.sequences, self.library.own("workshops"))
        return choose(self.sequences, self.journal.events, self.journal.creation, first=first)

    def choose_next(self) -> Sequence | None:
        """Look at the plan after this one."""
        ids = list(self.sequences)
        if self.sequence is not None:
            self._chosen = ids[(ids.index(self.sequence.id) + 1) % len(ids)]
        return self.sequence

    def progress(self) -> Progress | None:
        """Where the group is; None where there is no plan."""
        sequence = self.sequence
        if sequence is None:
            return None
        known = (sequence.id, len(self.journal.events))
        if self._progress is None or self._progress[0] != known:
            self._progress = (known, follow(sequence, self.journal.events))
        return self._progress[1]

    def time_left(self, progress: Progress) -> str:
        """The time left in words; "" where it is not to be seen."""
        if not self.time_shown or progress.here is None:
            return ""
        left = progress.seconds_left(self.journal.now)
        if left <= 0:
            return _("the time is over: finish your sentence")
        return _("some {n} min left").format(n=max(1, round(left / 60)))
