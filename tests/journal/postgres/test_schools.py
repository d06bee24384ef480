"""Schools, teachers, invitations and sign-ins on a real server: nobody comes in twice, or to what is not theirs."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from bestio.classroom.sign_in import (
    DAY,
    LINK,
    SIGN_IN_LASTS,
    account_digest,
    come_in,
    come_in_by,
    digest,
    invite,
    invite_oneself,
    new_token,
    seal,
)
from bestio.errors import BestioError
from bestio.journal.journal import Journal
from bestio.journal.schools import MOST_TRIES, Course, School, State
from tests.postgres import Server
from tests.sure import sure

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("postgres")]  # which tells where there is none

HOSTILE = [
    "'); drop table bestio.schools; --", "$$; select 1", "\\'; --", "%s %(x)s {0}", "<script>alert(1)</script>",
    "x" * 10_000, "", "é\u0301\U0001f989", "\u202egauche", "half \ud800", "nul \0 here", "../../etc/passwd",
]  # fmt: skip


class Academy:
    """Two schools on a server of their own: `tilleuls` has 5e-a and 5e-b, `chenes` has 4e-c; 3e-d is in none."""

    def __init__(self, make: Callable[..., Any], address: str) -> None:
        self._make, self.address = make, address
        self.journals = self.new()
        for class_id, title in (("5e-a", "5e A"), ("5e-b", "5e B"), ("4e-c", ""), ("3e-d", "")):
            self.journals.make_class(class_id, title)
        self.schools = self.journals.schools()
        for school_id, classes in (("tilleuls", ("5e-a", "5e-b")), ("chenes", ("4e-c",))):
            assert self.schools.make(school_id, school_id.title())
            for class_id in classes:
                assert self.schools.place(self.school(school_id).number, class_id)
        self.ortie = self.teacher("tilleuls", "ortie", "5e-b", "5e-a")

    def new(self, scope: str = "") -> Any:
        """The journals once more, as a program has them; `scope`: as a node of that class."""
        return self._make(Path("workshops"), time.time, self.address, scope)

    def node(self, class_id: str) -> Any:
        """The sign-ins as a node of the class has them, which sees no other."""
        return self.new(class_id).sign_ins(class_id)

    def school(self, school_id: str) -> School:
        return next(one for one in self.schools.every() if one.id == school_id)

    def teacher(self, school_id: str, name: str, *classes: str) -> int:
        assert self.schools.add_teacher(self.school(school_id).number, name, f"Mme {name.title()}")
        number = next(one.number for one in self.school(school_id).teachers if one.id == name)
        for class_id in classes:
            assert self.schools.give(number, class_id)
        return number

    def signs_in(self, teacher: int, class_id: str = "5e-b") -> bytes:
        """What the server keeps of a browser that has come in."""
        made = sure(invite(self.schools, teacher, class_id, DAY))
        token = come_in(self.node(class_id), made.path.removeprefix(LINK), made.code)
        assert not isinstance(token, State)
        return digest(token)

    def knows(self, browser: bytes, class_id: str = "5e-b") -> str:
        known = self.node(class_id).known(browser, SIGN_IN_LASTS)
        return known.title if known is not None else ""

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self.journals.connections.rows(query, values)
        return found


@pytest.fixture
def academy(postgres: Server, journals_on_server: Callable[..., Any]) -> Academy:
    return Academy(journals_on_server, postgres.new())


def test_whose_class_is_whose(academy: Academy) -> None:
    schools = academy.schools
    tilleuls, chenes = academy.school("tilleuls"), academy.school("chenes")
    assert tilleuls.classes == [Course("5e-a", "5e A"), Course("5e-b", "5e B")]
    assert [(one.id, one.title, one.classes) for one in tilleuls.teachers] == [("ortie", "Mme Ortie", ["5e-a", "5e-b"])]
    assert not schools.make("tilleuls", "Encore")
    assert not schools.place(tilleuls.number, "5e-a")
    assert not schools.place(chenes.number, "5e-a")  # it is in one school
    assert not schools.place(chenes.number, "nulle-part")
    assert not schools.place(99, "3e-d")
    assert not schools.add_teacher(tilleuls.number, "ortie", "Une autre")
    assert schools.add_teacher(chenes.number, "ortie", "Une autre")  # of another school
    assert not schools.give(academy.ortie, "4e-c")  # which is another school's
    assert not schools.give(academy.ortie, "3e-d")
    assert not schools.give(academy.ortie, "5e-a")  # it is theirs
    assert not schools.give(99, "5e-a")
    assert schools.take(academy.ortie, "5e-a")
    assert not schools.take(academy.ortie, "5e-a")
    assert academy.school("tilleuls").teachers[0].classes == ["5e-b"]
    assert not schools.displace(chenes.number, "5e-b")
    assert schools.displace(tilleuls.number, "5e-b")
    assert academy.school("tilleuls").teachers[0].classes == []
    assert schools.place(chenes.number, "5e-b")
    assert schools.remove(chenes.number)
    assert not schools.remove(chenes.number)
    assert [one.id for one in schools.every()] == ["tilleuls"]
    assert academy.journals.classes() == ["3e-d", "4e-c", "5e-a", "5e-b"]


def test_an_invitation_opens_once_by_its_code_alone(academy: Academy) -> None:
    sign_ins = academy.node("5e-b")
    made = sure(invite(academy.schools, academy.ortie, "5e-b", DAY))
    link = made.path.removeprefix(LINK)
    assert sign_ins.state(digest(link)) == State.OPEN
    assert come_in(sign_ins, link, "AAAAAA") == State.OPEN
    assert come_in(sign_ins, new_token(), made.code) == State.UNKNOWN
    assert come_in(academy.node("5e-a"), link, made.code) == State.UNKNOWN  # of another class of theirs
    token = come_in(sign_ins, link, f" {made.code[:3].lower()}-{made.code[3:]} ")
    assert not isinstance(token, State)
    assert academy.knows(digest(token)) == "Mme Ortie"  # at another program too
    assert academy.knows(digest(token), "5e-a") == ""
    assert academy.knows(digest(new_token())) == ""
    assert come_in(sign_ins, link, made.code) == State.USED
    assert academy.rows("select salt, code from bestio.invitations") == [(b"", b"")]


def test_of_many_who_come_by_one_invitation_at_once_one_comes_in(academy: Academy) -> None:
    made = sure(invite(academy.schools, academy.ortie, "5e-b", DAY))
    link = made.path.removeprefix(LINK)
    doors = [academy.node("5e-b") for _one in range(6)]
    with ThreadPoolExecutor(len(doors)) as threads:
        found = list(threads.map(lambda door: come_in(door, link, made.code), doors))
    assert sorted(isinstance(one, State) for one in found) == [False, *[True] * (len(doors) - 1)]
    assert {one for one in found if isinstance(one, State)} == {State.USED}
    assert academy.rows("select count(*) from bestio.sign_ins") == [(1,)]


def test_a_few_wrong_codes_end_it_however_many_try_at_once(academy: Academy) -> None:
    made = sure(invite(academy.schools, academy.ortie, "5e-b", DAY))
    link = made.path.removeprefix(LINK)
    doors = [academy.node("5e-b") for _one in range(4)]

    def tries(number: int) -> bool:
        return doors[number % len(doors)].try_code(digest(link)) is not None

    with ThreadPoolExecutor(len(doors)) as threads:
        assert sum(threads.map(tries, range(MOST_TRIES + 12))) == MOST_TRIES
    assert come_in(doors[0], link, made.code) == State.SPENT
    again = sure(invite(academy.schools, academy.ortie, "5e-b", DAY))
    for _try in range(MOST_TRIES - 1):
        doors[0].try_code(digest(again.path.removeprefix(LINK)))
    assert not isinstance(come_in(doors[0], again.path.removeprefix(LINK), again.code), State)  # the last try


def test_it_ends_with_its_time_which_is_the_servers(academy: Academy) -> None:
    sign_ins = academy.node("5e-b")
    made = sure(invite(academy.schools, academy.ortie, "5e-b", DAY))
    link = made.path.removeprefix(LINK)
    ((now,),) = academy.rows("select extract(epoch from clock_timestamp())::float8")
    assert DAY - 60 < made.until - now <= DAY
    academy.rows("update bestio.invitations set until = clock_timestamp() returning 1")
    assert come_in(sign_ins, link, made.code) == State.OVER
    browser = academy.signs_in(academy.ortie)
    academy.rows("update bestio.sign_ins set until = clock_timestamp() - interval '1 second' returning 1")
    assert academy.knows(browser) == ""
    academy.rows("update bestio.invitations set until = clock_timestamp() - interval '31 days' returning 1")
    academy.signs_in(academy.ortie)  # what nobody asks for any more goes with the next one
    assert academy.rows("select count(*) from bestio.invitations") == [(1,)]
    assert academy.rows("select count(*) from bestio.sign_ins") == [(1,)]


def test_who_comes_again_stays_signed_in(academy: Academy) -> None:
    browser = academy.signs_in(academy.ortie)
    left = "select extract(epoch from until - clock_timestamp())::float8 from bestio.sign_ins"
    academy.rows("update bestio.sign_ins set until = clock_timestamp() + interval '1 hour' returning 1")
    assert academy.knows(browser) == "Mme Ortie"
    assert academy.rows(left)[0][0] > SIGN_IN_LASTS - 60
    academy.rows("update bestio.sign_ins set until = until - interval '1 hour' returning 1")
    assert academy.knows(browser) == "Mme Ortie"
    assert academy.rows(left)[0][0] < SIGN_IN_LASTS - 3000  # written down once a day


def test_another_invitation_takes_the_place_of_the_one_before(academy: Academy) -> None:
    sign_ins = academy.node("5e-b")
    first, second = (sure(invite(academy.schools, academy.ortie, "5e-b", DAY)) for _one in range(2))
    other = sure(invite(academy.schools, academy.ortie, "5e-a", DAY))
    assert come_in(sign_ins, first.path.removeprefix(LINK), first.code) == State.UNKNOWN
    assert sign_ins.state(digest(second.path.removeprefix(LINK))) == State.OPEN
    assert academy.node("5e-a").state(digest(other.path.removeprefix(LINK))) == State.OPEN
    assert invite(academy.schools, academy.ortie, "4e-c", DAY) is None
    assert invite(academy.schools, academy.ortie, "nulle-part", DAY) is None
    assert invite(academy.schools, 99, "5e-b", DAY) is None
    browser = academy.signs_in(academy.ortie)
    assert invite_oneself(sign_ins, browser, "4e-c", DAY) is None
    assert invite_oneself(sign_ins, new_token().encode(), "5e-b", DAY) is None
    assert invite_oneself(sign_ins, browser, "5e-a", DAY) is not None


@pytest.mark.parametrize(
    "how", ["teacher", "school", "take", "displace", "sign out", "sign out by its owner", "forget"]
)
def test_a_sign_in_ends_everywhere(academy: Academy, how: str) -> None:
    path = Path("workshops", "5e-b", "zoe.yaml")
    Journal.over(academy.journals.new(path, "zoe"), clock=time.time).close()
    bouleau = academy.teacher("tilleuls", "bouleau", "5e-a")
    here, there, other = (
        academy.signs_in(academy.ortie),
        academy.signs_in(academy.ortie, "5e-a"),
        academy.signs_in(bouleau, "5e-a"),
    )
    waiting = sure(invite(academy.schools, academy.ortie, "5e-b", DAY))
    number = academy.school("tilleuls").number
    if how == "teacher":
        assert academy.schools.remove_teacher(academy.ortie)
        assert not academy.schools.remove_teacher(academy.ortie)
    elif how == "school":
        assert academy.schools.remove(number)
    elif how == "take":
        assert academy.schools.take(academy.ortie, "5e-b")
    elif how == "displace":
        assert academy.schools.displace(number, "5e-b")
    elif how == "sign out":
        assert academy.schools.sign_out(academy.ortie) == 2
    elif how == "sign out by its owner":
        academy.node("5e-a").end_all(here)  # which is not of this class
        assert academy.knows(here)
        academy.node("5e-b").end_all(here)
    else:
        with academy.journals.erasing([path]) as erasing:
            erasing.erase([path], {}, "5e-b")
    assert academy.knows(here) == ""
    only_here = how in {"take", "displace", "forget"}
    assert academy.knows(there, "5e-a") == ("Mme Ortie" if only_here else "")
    assert academy.knows(other, "5e-a") == ("" if how == "school" else "Mme Bouleau")
    state = academy.node("5e-b").state(digest(waiting.path.removeprefix(LINK)))
    assert state == State.UNKNOWN


def test_signing_out_of_one_browser_leaves_the_others(academy: Academy) -> None:
    one, two = academy.signs_in(academy.ortie), academy.signs_in(academy.ortie)
    academy.node("5e-a").end(one)  # which is not of this class
    assert academy.knows(one) == academy.knows(two) == "Mme Ortie"
    academy.node("5e-b").end(one)
    assert (academy.knows(one), academy.knows(two)) == ("", "Mme Ortie")


def test_a_teacher_finds_their_classes_by_their_addresses(academy: Academy) -> None:
    academy.node("5e-a").tell_address("https://5e-a.example")
    academy.journals.sign_ins("nulle-part").tell_address("https://x.example")
    for _time in range(2):
        academy.node("5e-b").tell_address("https://alt.example")
        academy.node("5e-b").tell_address("https://5e-b.example")
    expected = [Course("5e-a", "5e A", "https://5e-a.example"), Course("5e-b", "5e B", "https://5e-b.example")]
    browser = academy.signs_in(academy.ortie)
    assert academy.node("5e-b").classes_of(browser) == expected
    assert academy.school("tilleuls").classes == expected
    assert academy.node("5e-a").classes_of(browser) == []  # they have signed in to the other class
    assert academy.node("5e-b").classes_of(digest(new_token())) == []
    assert academy.node("5e-b").browsers_of(browser) == 1
    assert academy.node("5e-b").browsers_of(digest(new_token())) == 0


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_asked_is_data(academy: Academy, text: str) -> None:
    schools, number = academy.schools, academy.school("tilleuls").number
    before = academy.school("chenes")
    assert not schools.place(number, text)
    assert not schools.displace(number, text)
    assert not schools.give(academy.ortie, text)
    assert not schools.take(academy.ortie, text)
    if len(text) < 2_000:  # an index holds no longer name, which the command refuses before
        assert schools.make(text, text)
        assert schools.add_teacher(number, text, text)
        assert not schools.add_teacher(number, text, text)
    assert invite(schools, academy.ortie, text, DAY) is None
    sign_ins = academy.journals.sign_ins(text)
    assert sign_ins.state(digest(text)) == State.UNKNOWN
    assert come_in(sign_ins, text, text) == State.UNKNOWN
    assert sign_ins.known(digest(text), 1.0) is None
    sign_ins.end(text.encode("utf-8", "replace"))
    sign_ins.end_all(text.encode("utf-8", "replace"))
    academy.node("5e-b").tell_address(text)
    assert academy.school("chenes") == before
    assert academy.school("tilleuls").classes[0] == Course("5e-a", "5e A")


def test_nothing_secret_is_kept(academy: Academy) -> None:
    sign_ins = academy.node("5e-b")
    open_one = sure(invite(academy.schools, academy.ortie, "5e-a", DAY))
    made = sure(invite(academy.schools, academy.ortie, "5e-b", DAY))
    token = come_in(sign_ins, made.path.removeprefix(LINK), made.code)
    tables = ("schools", "teachers", "placed", "taught", "doors", "invitations", "sign_ins")
    kept = "".join(
        str(academy.rows(f"select string_agg(row(one)::text, ' ') from bestio.{table} one")) for table in tables
    )
    for secret in (made.path, made.code, open_one.path, open_one.code, str(token)):
        for form in (secret, secret.removeprefix(LINK)):
            assert form not in kept
            assert form.encode().hex() not in kept
    salts = {seal(made.code, secrets.token_bytes(16)).code for _one in range(3)}
    assert len(salts) == 3  # the same code twice is not the same in the tables


def test_nothing_is_left_of_who_is_removed(academy: Academy) -> None:
    """Not even in the files of the server, nor among the samples for its plans."""
    academy.signs_in(academy.ortie)
    academy.rows("select 1 from bestio.teachers")
    before = academy.rows("select pg_relation_filenode('bestio.teachers')")
    assert academy.schools.remove_teacher(academy.ortie)
    assert academy.rows("select pg_relation_filenode('bestio.teachers')") != before  # written anew
    for table in ("teachers", "taught", "invitations", "sign_ins"):
        assert academy.rows(f"select count(*) from bestio.{table}") == [(0,)]
    academy.teacher("tilleuls", "bouleau", "5e-b")
    academy.journals.connections.rows("select 1")
    from psycopg import connect

    with connect(academy.address, autocommit=True) as connection:
        connection.execute("analyze bestio.schools, bestio.teachers, bestio.doors, bestio.invitations, bestio.sign_ins")
        sampled = connection.execute(
            "select attname::text from pg_stats where schemaname = 'bestio' and tablename in "
            "('schools', 'teachers', 'doors', 'invitations', 'sign_ins')"
        ).fetchall()
    assert {name for (name,) in sampled} <= {"id", "school", "class", "teacher", "tries", "used", "until"}


def test_a_server_that_is_away_is_told(
    academy: Academy, journals_on_server: Callable[..., Any], tmp_path: Path
) -> None:
    away = journals_on_server(Path("workshops"), time.time, f"postgresql:///x?host={tmp_path}")
    for asked in (
        away.schools().every,
        lambda: away.schools().make("a", "A"),
        lambda: invite(away.schools(), 1, "5e-b", DAY),
        lambda: away.sign_ins("5e-b").known(digest("x"), 1.0),
        lambda: come_in(away.sign_ins("5e-b"), "x", "y"),
    ):
        with pytest.raises(BestioError, match="ne répond pas"):
            asked()


def test_an_account_is_one_teachers_in_a_school_and_opens_their_classes_alone(academy: Academy) -> None:
    first, other = academy.node("5e-b"), academy.node("5e-a")
    ronce = academy.teacher("tilleuls", "ronce", "5e-a")
    elsewhere = academy.teacher("chenes", "ortie", "4e-c")
    who, another = account_digest("https://p.example", "u-1"), account_digest("https://p.example", "u-2")
    assert come_in_by(first, who) is None
    browser = academy.signs_in(academy.ortie)
    assert not first.is_tied(browser)
    assert first.tie(browser, who)
    assert first.tie(browser, who)  # again is no fault
    assert first.is_tied(browser)
    assert not other.tie(browser, another)  # a sign-in of one class is none of another
    assert not other.tie(digest(new_token()), another)
    assert not other.tie(academy.signs_in(ronce, "5e-a"), who)  # a colleague's
    assert academy.node("4e-c").tie(academy.signs_in(elsewhere, "4e-c"), who)  # the same person, in another school
    for node, class_id, title in ((first, "5e-b", "Mme Ortie"), (other, "5e-a", "Mme Ortie")):
        token = come_in_by(node, who)
        assert token is not None
        assert academy.knows(digest(token), class_id) == title
        assert academy.knows(digest(token), "4e-c") == ""
        assert come_in_by(node, another) is None
    assert come_in_by(academy.node("3e-d"), who) is None
    assert [one.tied for one in academy.school("tilleuls").teachers] == [True, False]

    # Another account takes its place; a class that is theirs no more is not opened; who is removed leaves nothing.
    assert first.tie(browser, another)
    assert come_in_by(first, who) is None
    assert academy.schools.take(academy.ortie, "5e-a")
    assert come_in_by(other, another) is None
    assert academy.schools.untie(academy.ortie)
    assert not academy.schools.untie(academy.ortie)
    assert come_in_by(first, another) is None
    assert academy.knows(browser) == "Mme Ortie"
    assert first.tie(browser, another)
    first.untie(browser)
    first.untie(digest(new_token()))
    assert come_in_by(first, another) is None
    assert first.tie(browser, another)
    assert academy.schools.remove_teacher(academy.ortie)
    assert academy.schools.remove_teacher(elsewhere)
    assert academy.rows("select count(*) from bestio.accounts") == [(0,)]


def test_of_many_who_tie_one_account_at_once_one_has_it(academy: Academy) -> None:
    others = [academy.teacher("tilleuls", f"qui{number}", "5e-b") for number in range(6)]
    browsers = [academy.signs_in(one) for one in others]
    doors, who = [academy.node("5e-b") for _one in others], account_digest("https://p.example", "u-1")

    def ties(number: int) -> bool:
        try:
            return bool(doors[number].tie(browsers[number], who))
        except BestioError:  # somebody else was quicker
            return False

    with ThreadPoolExecutor(len(doors)) as threads:
        assert sum(threads.map(ties, range(len(doors)))) == 1
    assert academy.rows("select count(*) from bestio.accounts") == [(1,)]


def test_what_comes_back_from_a_provider_serves_once(academy: Academy) -> None:
    doors = [academy.node("5e-b") for _one in range(6)]
    flow = secrets.token_bytes(32)
    with ThreadPoolExecutor(len(doors)) as threads:
        assert sum(threads.map(lambda door: door.spend(flow, 60.0), doors)) == 1
    assert academy.node("5e-b").spend(secrets.token_bytes(32), -1.0)
    assert academy.node("5e-b").spend(secrets.token_bytes(32), 60.0)
    assert academy.rows("select count(*) from bestio.returns") == [(2,)]  # what is over is swept away
