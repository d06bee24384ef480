"""What a terminal shows of what an app writes to it."""

from __future__ import annotations

import re

from rich.cells import cell_len


class Glass:
    """What a terminal shows of what is written to it: a cell's letter and its look, by row and column."""

    SEQUENCE = re.compile(
        r"\x1b\[(?:(\d+);(\d+)H|([\d;]*)m|[?>=]?[\d;$ ]*[A-Za-z])|\x1b[\]P_].*?(?:\x07|\x1b\\\\)|\x1b."
    )

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], tuple[str, str]] = {}

    def write(self, data: str) -> bool:
        """Whether this changed anything that can be seen."""
        row = column = end = 0
        look, changed = "", False
        for found in [*self.SEQUENCE.finditer(data), None]:
            for letter in data[end : found.start() if found else len(data)]:
                if letter == "\n":
                    row, column = row + 1, 1
                elif letter != "\r":
                    cell = (letter, look)
                    changed = changed or self.cells.get((row, column)) != cell
                    self.cells[row, column] = cell
                    column += cell_len(letter)
            if found is not None:
                end = found.end()
                if found[1]:
                    row, column = int(found[1]), int(found[2])
                elif found[3] is not None:
                    look = "" if found[3] in {"", "0"} else found[3]
        return changed
