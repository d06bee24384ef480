"""What the commands ask the system for: its environment, and what the line says instead of it."""

from __future__ import annotations

import os
from collections.abc import Mapping

import click

from bestio.library import STORE


def environment() -> Mapping[str, str]:
    """The environment of this process, with the store that the line names before its command, if it does."""
    asked = _store_said()
    return os.environ if asked is None else {**os.environ, STORE: asked}


def is_store_said() -> bool:
    """Whether the line names the store."""
    return _store_said() is not None


def _store_said() -> str | None:
    context = click.get_current_context(silent=True)
    return context.find_root().params.get("store") if context is not None else None
