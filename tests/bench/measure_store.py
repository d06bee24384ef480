"""What many classes cost on one PostgreSQL, without screens: acts a second, a class page, bytes, in CPU of both sides.

    python -m tests.bench.measure_store --classes 10 --groups 30 --seconds 20

Each program has the groups of a class in hand over its one connection, and does the acts of a séance in turn; all begin
at once. CPU may be compared on a busy machine, acts a second by the clock may not; what two cores could do is told from
the CPU. What it costs that
the server keeps the classes apart is told by the same with `--seen all` (no scope), and `--seen above` (no policy).
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
import time
from contextlib import ExitStack
from itertools import count
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from random import Random
from statistics import fmean, median, quantiles

import psutil

from bestio.library import open_library
from bestio.serve.class_store import ClassStore
from bestio.session.actions.action import NotNow
from bestio.session.actions.register import ACTIONS
from bestio.session.session import Session
from bestio.studio.studio import Studio
from bestio.studio.workspace import Workspace
from tests.postgres import Server, above, running

CORES = 2
SPIN, LOCK, UNLOCK, MAKE, NOTE, NAME = "spin", "lock", "unlock", "make", "note", "name"
MIX = (SPIN, SPIN, LOCK, NAME, UNLOCK, SPIN, SPIN, MAKE, SPIN, NOTE)
"""The acts of a group, in turn: a tenth of them are phrases, which cost most."""
PAGES = 5
GROUPS_ON_A_PAGE = 35


def workspace_of(home: str, address: str, scope: str = "") -> Workspace:
    library = open_library(Path(home), {"BESTIO_STORE": address, "BESTIO_STORE_CLASS": scope})
    return Workspace(library, time.time, print)


def perform(session: Session, do: str, number: int) -> None:
    acts = {one.id: one for one in ACTIONS}
    match do:
        case "spin" | "lock" | "unlock":
            session.perform(acts[do], slot="tete")
        case "make":
            session.perform(acts[do])
        case "note":
            session.perform(acts[do], text=f"Remarque {number} sur la machine et ses mots.")
        case _:
            session.perform(acts[do], name=f"Bob {number}")


Costs = dict[str, list[tuple[float, float]]]
"""For each kind of act, how long each took: seconds by the wall, seconds of CPU."""
Done = tuple[Costs, float, float]
"""What a program's acts cost, and when it began and ended, by the clock that all programs have in common."""


def work(
    home: str, address: str, scope: str, groups: list[tuple[str, str]], seconds: float, mix: tuple[str, ...],
    answer: Queue[Done], ready: Barrier,
) -> None:  # fmt: skip
    """Be a program: have `groups` in hand, and let each of them do the acts of `mix` in turn."""
    workspace = workspace_of(home, address, scope)
    store, costs = workspace.store, {one: list[tuple[float, float]]() for one in mix}
    with ExitStack() as held:
        sessions = []
        for class_id, group in groups:
            path = store.path(class_id, group)
            own = ClassStore(workspace.library.workspace, workspace.clock, class_id, path, store.journals)
            journal = held.enter_context(own.open(path))
            session = Session(Studio(journal, workspace, Random(f"{class_id} {group}")), own, group)
            if not session.creation.begun:
                session.studio.begin()
            sessions.append(session)
        for session in sessions:  # what an app reads once, at its first phrase, is not what an act costs
            perform(session, mix[-1] if len(mix) == 1 else MAKE, 0)
        ready.wait()
        began = time.perf_counter()
        # Each group is at another place of the mix: all kinds come, however short it is.
        for turn in count():
            for place, session in enumerate(sessions):
                do = mix[(turn + place) % len(mix)] if turn else mix[0]
                at, used = time.perf_counter(), time.process_time()
                try:
                    perform(session, do, turn)
                except NotNow:  # a wheel is kept, or none is
                    continue
                costs[do].append((time.perf_counter() - at, time.process_time() - used))
            if time.perf_counter() - began > seconds and (turn >= len(mix) or len(mix) == 1):
                break
        ended = time.perf_counter()
    answer.put((costs, began, ended))


def server_cpu(server: Server) -> float:
    """Seconds of CPU of the server: of its first process, of those that run, and of those that have ended."""
    first = psutil.Process(int((server.folder / "data" / "postmaster.pid").read_text().split()[0]))
    return sum(first.cpu_times()[:4]) + sum(sum(one.cpu_times()[:2]) for one in first.children(recursive=True))


def act(server: Server, home: str, address: str, groups: list[tuple[str, str]], asked: argparse.Namespace) -> None:
    for told, mix in (("wheels alone", (SPIN,)), ("the acts of a session", MIX)):
        context = multiprocessing.get_context("spawn")
        answers = context.Queue()
        shares = {one: [group for group in groups if group[0] == one] for one in dict(groups)}
        ready = context.Barrier(len(shares))
        programs = [
            context.Process(
                target=work,
                args=(home, address, one if asked.seen == "class" else "", share, asked.seconds, mix, answers, ready),
            )
            for one, share in shares.items()
        ]
        before = server_cpu(server)
        for one in programs:
            one.start()
        results = [answers.get() for _one in programs]
        for one in programs:
            one.join()
        costs = {kind: [cost for one, _began, _ended in results for cost in one[kind]] for kind in mix}
        acts = sum(map(len, costs.values()))
        span = max(ended for _costs, _began, ended in results) - min(began for _costs, began, _ended in results)
        ours = 1000 * fmean(fmean(used for _wall, used in costs[kind]) for kind in mix)
        its = 1000 * (server_cpu(server) - before) / acts
        print(
            f"{told}: {acts} acts of {len(groups)} groups; CPU an act: {ours:.2f} ms ours, {its:.2f} ms of PostgreSQL: "
            f"{CORES * 1000 / (ours + its):.0f} a second on {CORES} cores; by the clock {acts / span:.0f} a second, "
            f"{len(programs)} programs, from the first begun to the last ended",
            flush=True,
        )
        for kind, found in costs.items():
            walls, used = [wall for wall, _used in found], fmean(used for _wall, used in found)
            print(
                f"    {kind}: {1000 * used:.2f} ms CPU; {1000 * median(walls):.1f} ms, "
                f"p95 {1000 * quantiles(walls, n=20)[-1]:.1f} ms",
                flush=True,
            )


def pages(home: str, address: str, class_id: str, scope: str) -> None:
    """The table of a class, in CPU: nothing known of it, and what was read before kept in the workspace."""
    for told, fresh in (("nothing kept", True), ("kept by another program", False)):
        costs, walls = [], []
        for _time in range(PAGES):
            workspace = workspace_of(home, address, scope)
            if fresh:
                for kept in workspace.library.cache.glob("classes/*"):
                    kept.unlink()
            began, used = time.perf_counter(), time.process_time()
            rows = workspace.classroom.shown(class_id)
            costs.append(time.process_time() - used)
            walls.append(time.perf_counter() - began)
        acts = sum(row.acts for row, _seen in rows)
        print(
            f"a class page of {len(rows)} groups with {acts} acts, {told}: {1000 * median(costs):.0f} ms CPU "
            f"({1000 * median(walls):.0f} ms)",
            flush=True,
        )


def sizes(server: Server, address: str) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("vacuum")
        for table in ("events", "creations"):
            asked = f"select count(*), pg_total_relation_size('bestio.{table}') from bestio.{table}"
            rows, size = connection.execute(asked.encode()).fetchone()
            print(f"{table}: {rows} rows, {size / 2**20:.1f} MB, {size / max(1, rows):.0f} bytes each", flush=True)
        (lines,) = connection.execute(b"select avg(length(line)) from bestio.events").fetchone()
        print(f"an event is {float(lines):.0f} bytes in its journal", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--classes", type=int, default=10)
    parser.add_argument("--groups", type=int, default=30)
    parser.add_argument("--seen", choices=("class", "all", "above"), default="class")
    parser.add_argument("--seconds", type=float, default=20.0)
    asked = parser.parse_args()
    with running() as server, tempfile.TemporaryDirectory() as home:
        address = server.new() if asked.seen != "above" else above(server.new())
        store = workspace_of(home, address).store
        groups = []
        for number in range(asked.classes):
            for group in range(GROUPS_ON_A_PAGE if number == 0 else asked.groups):
                with store.new(f"Groupe {group}", f"classe-{number}") as journal:
                    groups.append((f"classe-{number}", journal.path.stem))
        act(server, home, address, groups, asked)
        pages(home, address, "classe-0", "classe-0" if asked.seen == "class" else "")
        sizes(server, address)


if __name__ == "__main__":
    main()
