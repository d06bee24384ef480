"""The path that somebody typed, pasted, or dropped onto the terminal."""

from __future__ import annotations

from pathlib import Path


def typed_path(line: str) -> Path:
    r"""The path that a line names as terminals drop it: in quotation marks, or each of its spaces after a `\`.

    `~` at its start is a home folder, where there is such a one.
    """
    path = Path(line.strip().strip("'\"").replace("\\ ", " "))
    try:
        return path.expanduser()
    except (RuntimeError, ValueError):  # nobody of that name: "~~ la lune ~~" is a text that was pasted
        return path


def typed_file(line: str, folder: Path) -> Path:
    """The file to write that a line names; one without a folder of its own goes into `folder`, where it is looked for.

    Whoever has opened the program from a menu knows of no folder that it was started in.
    """
    return folder / typed_path(line)
