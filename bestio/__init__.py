"""Bestio: invent a creature, half beast, half machine, that speaks phrases drawn from your own texts."""

__version__ = "0.2.0.dev0"
