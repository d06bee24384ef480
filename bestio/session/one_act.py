"""One act on a journal, done and told: what a line and a page have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bestio.i18n import _
from bestio.journal.save_status import SaveStatus
from bestio.session.actions.action import Result
from bestio.session.session import Session


@dataclass(frozen=True)
class Told:
    """What came of an act: a sentence for each thing that happened, what the act gave, and why nothing is kept."""

    captions: list[str]
    done: Result
    trouble: SaveStatus | None = None

    @property
    def lines(self) -> list[str]:
        """All that is told of it."""
        captions = [] if self.done.heard else self.captions
        return [*captions, *filter(None, [self.done.told]), *self.done.lines]


def let_happen(
    session: Session,
    do: Callable[[], Result],
    *,
    tell: Callable[[str], None],
    looks: bool = False,
    seed: int | None = None,
) -> Told:
    """Do an act on the journal of `session`, which gets its first creature where it has none; what came of it.

    `tell` is told what stands beside: what was done about a damaged file, the first creature. An act that `looks`
    changes nothing. Where nothing can be written, nothing is done. Raises what `do` raises.
    """
    journal = session.studio.journal
    for notice in journal.notices:
        tell(notice)
    if journal.trouble is not None and not looks:  # before anything is asked that could not be kept
        return Told([], Result(heard=True), journal.trouble)
    if not journal.creation.begun and not looks:
        session.studio.begin(seed=seed)
        tell(_("Chance gives a first creature: {name}.").format(name=session.creation.name))
    count, before, noticed = len(journal.events), journal.creation, len(journal.notices)
    done = do()
    told = Told(session.captions(count, before), done, journal.trouble)
    for notice in journal.notices[noticed:]:
        tell(notice)
    return told


def nothing_saved(trouble: SaveStatus) -> str:
    """Why nothing was written. Nothing waits in memory, as it does in the app: a single act is about to end."""
    return f"{trouble.error()} " + _("Nothing was saved: do it again once that is mended.")
