"""Pixel lettering for titles: each letter five pixel rows high, drawn by us, shown in half blocks."""

from __future__ import annotations

LETTERS = {
    "B": ("11110", "10001", "11110", "10001", "11110"),
    "E": ("1111", "1000", "1110", "1000", "1111"),
    "S": ("01111", "10000", "01110", "00001", "11110"),
    "T": ("11111", "00100", "00100", "00100", "00100"),
    "I": ("1", "1", "1", "1", "1"),
    "O": ("01110", "10001", "10101", "10001", "01110"),
}
HEIGHT = 5


def lettering(word: str) -> list[str]:
    """`word` (of the letters in LETTERS) as three rows of half blocks and spaces."""
    rows = ["0".join(LETTERS[letter][row] for letter in word) for row in range(HEIGHT)]
    rows.append("0" * len(rows[0]))
    blocks = {("1", "1"): "█", ("1", "0"): "▀", ("0", "1"): "▄", ("0", "0"): " "}
    return [
        "".join(blocks[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    ]
