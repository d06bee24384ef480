"""The places one goes to, and the questions one is asked."""
