"""What a group does and what is kept of it: events, journals, the creation they make, classes, replays, plans."""
