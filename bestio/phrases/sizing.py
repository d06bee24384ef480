"""How many words are looked back at where nobody has chosen: it goes with the size of the texts."""

ENOUGH_WORDS = 10_000
"""From so many words on, three of them can be looked back at, and phrases are still new ones."""


def order_of(words: int) -> int:
    """How many words are looked back at in texts of so many words."""
    return 3 if words >= ENOUGH_WORDS else 2
