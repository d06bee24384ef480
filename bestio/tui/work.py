"""Work that takes its time beside the interface, and ends before what it shows does."""

from __future__ import annotations

from textual.dom import DOMNode
from textual.messages import Prune


class GivesUpWork:
    """What a screen or a widget with workers of its own is made of, too: when it goes, they end first.

    Textual ends them once all the parts are gone; a worker that goes on meanwhile looks for parts in vain, and its
    error would end the program.
    """

    async def on_prune(self, event: Prune) -> None:
        assert isinstance(self, DOMNode)
        self.workers.cancel_node(self)
