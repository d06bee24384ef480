"""Phrases drawn from texts by a Markov chain that remembers, for each word, where it was read."""
