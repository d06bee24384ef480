"""French words and signs: tokens, sentences, typography, agreement. No reading or writing of files."""
