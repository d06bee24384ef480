"""The four places of a workshop."""
