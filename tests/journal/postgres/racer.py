"""A program that writes to a journal on a server, for tests that race or kill it: racer HOW ADDRESS PATH WHO COUNT.

HOW: each act in a journal opened anew (race), all in one (write), or waiting where the server is away (wait).
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from bestio.journal.journal import Journal, JournalBusy
from bestio.journal.postgres.postgres_journals import PostgresJournals


def main(how: str, address: str, name: str, who: str, count: int) -> None:
    path = Path(name)
    journals = PostgresJournals(path.parents[1], time.time, address)
    done = 0
    while done < count:
        try:
            with Journal.over(journals.open(path), clock=time.time) as journal:
                for _act in range(1 if how == "race" else count):
                    journal.record("persona.name", name=f"{who}{done}")
                    while how == "wait" and not journal.retry():
                        time.sleep(0.01)  # as the app does, only more often
                    if not journal.saved:
                        raise RuntimeError(str(journal.trouble))
                    done += 1
                    if how != "race":
                        print(f"{who}{done - 1}", flush=True)
        except JournalBusy as error:
            if how == "race":
                print(error.message, flush=True)


if __name__ == "__main__":
    _program, how, address, name, who, count = sys.argv
    main(how, address, name, who, int(count))
