"""What Textual knows of parts and apps that are on their way out, and does not say."""

from __future__ import annotations

from textual.app import App
from textual.dom import DOMNode


def is_going(node: DOMNode) -> bool:
    """Whether a screen or a part is being taken away: known before any message says so (Textual 8)."""
    return node._pruning


def close_terminal(app: App[None]) -> None:
    """Give the terminal back; nothing is painted any more after this. Nothing public does it on any thread."""
    if app._driver is not None:
        app._driver.close()


class EndsQuietly(App[None]):
    """An app that ends at an error which nobody foresaw, and shows nothing of it.

    Textual 8 prints where it went wrong, with all that was at hand there: pupils' texts.
    """

    @property
    def failure(self) -> Exception | None:
        """What nobody foresaw, and ended the app."""
        return self._exception

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    def panic(self, *_renderables: object) -> None:
        """End the app: an error that can picture itself pictures what it is about."""
        self._close_messages_no_wait()
