"""The commands. `main` is what the program starts with; everything is imported only when a command needs it."""

from __future__ import annotations

import sys


def main(arguments: list[str] | None = None) -> None:
    """Run the command that `arguments` (else the process's own) name, and end the process with its exit code.

    0: done; 1: problems were found; 2: wrong usage; 70: an error that nobody foresaw; 130: interrupted.
    """
    words = sys.argv[1:] if arguments is None else arguments
    sys.exit(run(words))


def run(words: list[str]) -> int:
    """Run a command and give its exit code. Errors are rendered here, in French, and nowhere else."""
    from bestio.cli.output import guarded  # noqa: PLC0415 (each costs time that another command does not need)

    if not words:
        from bestio.cli.openapp import open_app  # noqa: PLC0415

        return guarded(lambda: open_app(None, home=None))
    from bestio.cli.app import run_command  # noqa: PLC0415

    return guarded(lambda: run_command(words))
