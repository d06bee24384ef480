"""One tab of the workshop: the key and the name of a bench; a click goes there."""

from __future__ import annotations

from textual.events import Click
from textual.message import Message
from textual.widgets import Static


class BenchTab(Static):
    """One tab: the key and the name of a bench; a click goes there."""

    class Chosen(Message):
        """The tab was clicked."""

        def __init__(self, bench: str) -> None:
            super().__init__()
            self.bench = bench

    def __init__(self, bench: str, key: str, title: str) -> None:
        super().__init__(f" {key.upper()} {title} ", id=f"tab-{bench}", markup=False)
        self.bench = bench

    def on_click(self, event: Click) -> None:
        event.stop()
        self.post_message(self.Chosen(self.bench))
