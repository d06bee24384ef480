"""The anthology of a class: its book, its pages, its sounds, a passport for each creature."""
