"""Journals in PostgreSQL. Only what is here imports psycopg, and it is imported only where an address asks for it."""
