"""A class and its teacher: its journals, its table, the plan it follows, what it carries and what it forgets."""
