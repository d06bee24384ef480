"""Creatures: lexicons, personas, how they are told and drawn."""
