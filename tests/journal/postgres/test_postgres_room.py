"""A class as several programs have it in common: what one says the others hear, and who is gone is forgotten."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bestio.errors import BestioError
from bestio.journal.journal import Journal
from bestio.journal.shared import Held, Here
from tests.pace import Patience
from tests.postgres import Server, running

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("postgres")]  # which tells where there is none
LONG = 3600.0


class Programs:
    """Two classes on a server of their own, and programs that serve them."""

    def __init__(self, journals_on_server: Callable[..., Any], address: str) -> None:
        self.address = address
        self._make = journals_on_server
        self.journals = self.new()
        for class_id in ("5e-a", "5e-b"):
            self.journals.make_class(class_id, "")
            for group in ("zoe", "ada"):
                path = Path("workshops", class_id, f"{group}.yaml")
                Journal.over(self.journals.new(path, group), clock=time.time).close()

    def new(self) -> Any:
        return self._make(Path("workshops"), time.time, self.address)

    def serves(self, class_id: str, program: str, gone: float = LONG) -> Any:
        from bestio.journal.postgres.postgres_room import PostgresRoom

        return PostgresRoom(self.new().connections, class_id, program, gone)


@pytest.fixture
def programs(postgres: Server, journals_on_server: Callable[..., Any]) -> Programs:
    return Programs(journals_on_server, postgres.new())


def test_what_one_says_the_others_of_its_class_hear(programs: Programs) -> None:
    one, two = programs.serves("5e-b", "one"), programs.serves("5e-b", "two")
    apart = programs.serves("5e-a", "apart")
    assert one.exchange(Here(first=True)).programs == 1
    assert two.exchange(Here(first=True)).programs == 2
    assert apart.exchange(Here(first=True)).programs == 1
    one.exchange(Here(told={"frozen": True}, hands={"zoe": True, "nobody": True}))
    heard = two.exchange(Here(told={"quiet": True}, hands={"ada": True}))
    assert (heard.told, heard.hands) == ({"frozen": True, "quiet": True}, {"zoe", "ada"})
    one.exchange(Here(told={"frozen": False}, hands={"ada": False}))
    heard = two.exchange(Here())
    assert (heard.told, heard.hands) == ({"frozen": False, "quiet": True}, {"zoe"})
    assert (apart.exchange(Here()).told, apart.exchange(Here()).hands) == ({}, frozenset())


def test_what_others_have_open_is_wanted_of_them_once(programs: Programs) -> None:
    one, two = programs.serves("5e-b", "one"), programs.serves("5e-b", "two")
    zoe, ada = Held("zoe", 2, "b1"), Held("ada", 1, "b2", lines=True)
    one.exchange(Here([zoe, ada, Held("nobody", 1, "b3")]))
    assert sorted(two.exchange(Here()).others, key=lambda held: held.group) == [ada, zoe]
    assert one.exchange(Here([zoe, ada])).others == []
    two.exchange(Here(wants=["zoe"]))
    assert one.exchange(Here([zoe, ada])).wanted == ["zoe"]
    assert one.exchange(Here([zoe, ada])).wanted == []
    looks = Held("zoe", 2, "b1", looks_on=True)
    one.exchange(Here([looks]))
    assert two.exchange(Here()).others == [looks]
    one.exchange(Here())
    two.exchange(Here(wants=["zoe"]))  # nobody has it
    assert two.exchange(Here()).others == []
    assert one.exchange(Here([zoe])).wanted == []


def test_who_has_gone_is_forgotten_and_a_new_day_begins_anew(programs: Programs) -> None:
    one, two = programs.serves("5e-b", "one"), programs.serves("5e-b", "two")
    one.exchange(Here([Held("zoe", 1, "b1")], {"frozen": True}, {"zoe": True}, first=True))
    two.exchange(Here([Held("ada", 1, "b2")], first=True))
    one.leave()
    heard = two.exchange(Here())
    assert (heard.others, heard.programs) == ([], 1)
    assert (heard.told, heard.hands) == ({"frozen": True}, {"zoe"})  # the class goes on
    one.exchange(Here(first=True))
    assert one.exchange(Here()).told == {"frozen": True}
    one.leave()
    two.leave()
    heard = one.exchange(Here(first=True))
    assert (heard.told, heard.hands, heard.others) == ({}, frozenset(), [])

    killed = programs.serves("5e-b", "killed")
    killed.exchange(Here([Held("ada", 1, "b2")]))
    watch = programs.serves("5e-b", "watch", gone=0.05)
    patience = Patience(20)
    while watch.exchange(Here()).others:
        assert not patience.over
    watch.exchange(Here())
    assert programs.journals.connections.rows("select name from bestio.programs") == [("watch",)]


def test_who_is_killed_has_nothing_in_hand_from_then_on(programs: Programs) -> None:
    """A page of its groups that comes to another program does not wait until it counts as dead."""
    from bestio.journal.postgres.postgres_room import PostgresRoom

    its_own = programs.new().connections
    killed = PostgresRoom(its_own, "5e-b", "killed", LONG)
    two, three = programs.serves("5e-b", "two"), programs.serves("5e-b", "three")
    zoe = Held("zoe", 1, "b1", lines=True)
    for room in (killed, two, three):
        room.exchange(Here([zoe] if room is killed else []))
    assert [room.exchange(Here()).others for room in (two, three)] == [[zoe], [zoe]]
    its_own.close()
    for room in (two, three):
        patience = Patience(20)  # the server sees it a moment later
        while room.exchange(Here()).others:
            assert not patience.over
    assert killed.exchange(Here([zoe])).others == []  # it was its connection alone
    assert [room.exchange(Here()).others for room in (two, three)] == [[zoe], [zoe]]


def test_what_is_forgotten_is_forgotten_here_too(programs: Programs) -> None:
    one = programs.serves("5e-b", "one")
    one.exchange(Here([Held("zoe", 1, "b1"), Held("ada", 1, "b2")], hands={"zoe": True}))
    paths = [Path("workshops", "5e-b", f"{group}.yaml") for group in ("zoe", "ada")]
    with programs.journals.erasing(paths[:1]) as erasing:
        erasing.erase(paths[:1], {})
    heard = programs.serves("5e-b", "two").exchange(Here())
    assert ([held.group for held in heard.others], heard.hands) == (["ada"], frozenset())
    with programs.journals.erasing(paths[1:]) as erasing:
        erasing.erase(paths[1:], {}, "5e-b")
    assert programs.serves("5e-b", "two").exchange(Here()).programs == 1  # there is no such class any more


def tell(room: Any, here: Here) -> None:
    """As a program does: where it took too long to have its turn, all of it is told again."""
    patience = Patience(20)
    while True:
        try:
            room.exchange(here)
            return
        except BestioError:
            assert not patience.over


def test_many_who_tell_at_once_lose_nothing(programs: Programs) -> None:
    rooms = [programs.serves("5e-b", f"p{number}", gone=0.02) for number in range(4)]
    wrong: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(25):
                here = Here([Held("zoe", turn, "b")], {f"said{number}": turn}, {"ada": turn % 2 == 0}, ["zoe"])
                tell(rooms[number], here)
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert rooms[0].exchange(Here()).told == {f"said{number}": 24 for number in range(4)}


def test_a_server_that_is_away_is_told_and_one_that_fell_is_told_anew(journals_on_server: Callable[..., Any]) -> None:
    with running() as server:
        programs = Programs(journals_on_server, server.new())
        one, two = programs.serves("5e-b", "one"), programs.serves("5e-b", "two")
        one.exchange(Here([Held("zoe", 1, "b1")], {"frozen": True}))
        server.stop()
        with pytest.raises(BestioError, match="ne répond pas"):
            one.exchange(Here())
        one.leave()
        server.start()
        assert two.exchange(Here()).others == []
        one.exchange(Here([Held("zoe", 1, "b1")]))
        assert two.exchange(Here()).others == [Held("zoe", 1, "b1")]
