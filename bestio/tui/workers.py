"""Work that takes its time beside the interface, and ends before what it shows does."""

from __future__ import annotations

from typing import Any

from textual.dom import DOMNode
from textual.messages import Prune
from textual.worker import Worker

from bestio.tui.compat.going import is_going


class CancelsWorkers:
    """What a screen or a widget with workers of its own is made of, too: when it goes, they end first.

    Textual ends them once all the parts are gone; a worker that goes on meanwhile looks for parts in vain, and its
    error would end the program.
    """

    def run_worker(self, *what: Any, **how: Any) -> Worker[Any]:
        """Begin some work; not where this is going already: the last keys come after Escape, sometimes."""
        assert isinstance(self, DOMNode)
        worker = DOMNode.run_worker(self, *what, **how)
        if is_going(self):  # the library knows it before it says so: what goes at once never gets its parts
            worker.cancel()
        return worker

    async def on_prune(self, event: Prune) -> None:
        assert isinstance(self, DOMNode)
        self.workers.cancel_node(self)
