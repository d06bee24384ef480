"""Voices put together from what a class has recorded: the bank of clips, how clips come in, how they are joined."""
