"""Voices: recipes, the engines and effects that make them heard, the worker they run in, the player."""
