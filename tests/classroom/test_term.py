"""The end of a class: the day that is typed, the second at which it is over, whatever the place and its clock."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.classroom.copying import copy_all
from bestio.classroom.store import Store
from bestio.classroom.term import NOTICE, UNSURE, days_left, end_shown, end_told, has_ended, read_last_day, today
from bestio.errors import BestioError, UsageError
from bestio.journal.file_journals import LAST_DAY
from bestio.journal.journals import Journals
from bestio.library import Library
from tests.classroom.conftest import IN_FILES

ZONES = (
    "UTC0",
    "CET-1CEST,M3.5.0,M10.5.0/3",  # Paris
    "NZST-12NZDT,M9.5.0,M4.1.0/3",
    "NST3:30NDT,M3.2.0,M11.1.0",
    "<+14>-14",
    "<-11>11",
    "<-04>4<-03>,M9.1.6/24,M4.1.6/24",  # where midnight itself is left out once a year
)
DAYS = st.dates(date(2005, 1, 1), date(2037, 12, 30))


@contextmanager
def somewhere(zone: str) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "TZ", zone)
        time.tzset()
        try:
            yield
        finally:
            patch.undo()
            time.tzset()


def over(day: date) -> float:
    """When a day is over in this place, as the system's own calendar has it: the first second of the next."""
    after = day + timedelta(1)
    return time.mktime((after.year, after.month, after.day, 0, 0, 0, 0, 0, -1))


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system has one time zone")
@given(st.sampled_from(ZONES), DAYS, st.floats(-UNSURE, UNSURE), st.floats(0, 400 * 86_400), st.integers(0, 40))
def test_a_class_never_ends_before_its_day_is_over_whatever_the_clock_says(
    zone: str, day: date, wrong: float, apart: float, grace: int
) -> None:
    """`wrong`: how many seconds the clock is ahead; `apart`: how far from the end of the day it is."""
    with somewhere(zone):
        end = over(day + timedelta(grace))
        assert not has_ended(day, end - 1 - apart + wrong, grace)
        assert has_ended(day, end + 2 * UNSURE + 7_200 + apart + wrong, grace)  # a change of the clock is in it


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system has one time zone")
@given(st.sampled_from(ZONES), DAYS, st.floats(0, 1))
def test_the_last_day_is_told_as_today_from_its_first_second_to_its_last(zone: str, day: date, part: float) -> None:
    with somewhere(zone):
        begin, end = over(day - timedelta(1)), over(day) - 1
        now = begin + part * (end - begin)
        assert today(now) == day
        assert days_left(day, now) == 0
        assert not has_ended(day, now)
        assert read_last_day(day.isoformat(), now) == day


@pytest.mark.parametrize("written", ["2027-07-10", "10/07/2027", "10.7.2027", " 10-07-2027 "])
def test_a_day_is_read_as_people_write_it(written: str, clock: Any) -> None:
    assert read_last_day(written, clock()) == date(2027, 7, 10)
    assert read_last_day("Jamais", clock()) is read_last_day("never", clock()) is None


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "La fin de la classe manque"),
        ("2027-02-30", "n’est pas une date"),
        ("demain", "n’est pas une date"),
        ("99999999999999999999-01-01", "n’est pas une date"),
        ("2020-01-01", "est passé"),
        ("2072-07-10", "dans plus de 10 ans"),
    ],
)
def test_what_is_no_day_to_come_is_told_in_french(written: str, told: str, clock: Any) -> None:
    with pytest.raises(UsageError, match=told):
        read_last_day(written, clock())


@given(st.text(max_size=40) | st.text("0123456789-/. T:WZ٣", max_size=14))
def test_whatever_is_typed_is_a_day_never_or_told(text: str) -> None:
    now = 1_795_000_000.0
    try:
        found = read_last_day(text, now)
    except UsageError:
        return
    assert found is None or 0 <= days_left(found, now) < 4_100


@pytest.fixture
def store(keeping: Journals | None, library: Library, clock: Any) -> Store:
    store = Store(library.workspace, clock, keeping)
    store.make_class("5e B – l’été; drop table classes")
    store.make_class("5a")
    return store


CLASS = "5e-b-l-ete-drop-table-classes"


def test_a_class_has_the_end_that_it_was_given(store: Store, clock: Any) -> None:
    day = today(clock()) + timedelta(NOTICE)
    assert store.last_day(CLASS) is None
    assert end_told(store, CLASS, clock()) == end_shown(store, CLASS) == ""
    store.set_last_day(CLASS, day)
    assert store.last_day(CLASS) == day
    assert store.last_day("5a") is None
    assert store.title_of(CLASS) == "5e B – l’été; drop table classes"
    assert "dans 30 jours" in end_told(store, CLASS, clock(), NOTICE)
    store.set_last_day(CLASS, day + timedelta(1))
    assert end_told(store, CLASS, clock(), NOTICE) == ""
    assert "dans 31 jours" in end_told(store, CLASS, clock())
    store.set_last_day(CLASS, today(clock()))
    assert "aujourd’hui" in end_told(store, CLASS, clock())
    store.set_last_day(CLASS, None)
    store.set_last_day(CLASS, None)
    assert store.last_day(CLASS) is None
    assert store.classes() == ["5a", CLASS]


@pytest.mark.parametrize("written", ["demain", "2027-13-01", "", "'; drop table classes; --", "\x00\xff"])
@IN_FILES
def test_an_end_that_nobody_can_read_ends_nothing_and_is_told(store: Store, written: str, clock: Any) -> None:
    path = store.folder(CLASS) / LAST_DAY
    path.write_bytes(written.encode("latin-1"))
    if not written:
        assert store.last_day(CLASS) is None
        return
    with pytest.raises(BestioError, match="ne peut pas être lu") as told:
        store.last_day(CLASS)
    assert LAST_DAY in str(told.value)
    assert "ne peut pas être lu" in end_told(store, CLASS, clock(), NOTICE)
    store.set_last_day(CLASS, date(2027, 7, 10))
    assert store.last_day(CLASS) == date(2027, 7, 10)


@IN_FILES
def test_to_say_when_a_class_ends_is_no_work_on_it(store: Store) -> None:
    with store.new("Ours", "5a") as journal:
        journal.record("persona.name", name="Bob")
    first = store.class_for_new()
    other = next(one for one in store.classes() if one != first)
    made = store.journals.made(other)
    store.set_last_day(other, date(2027, 7, 10))
    assert store.journals.made(other) == made
    assert store.class_for_new() == first


def test_an_end_is_copied_with_its_class_and_writes_over_none(store: Store, library: Library, clock: Any) -> None:
    store.set_last_day(CLASS, date(2027, 7, 10))
    store.set_last_day("5a", date(2027, 7, 11))
    other = Store(library.workspace.with_name("autre"), clock)
    other.make_class("5a")
    other.set_last_day("5a", date(2028, 1, 1))
    assert list(copy_all(store, other)) == []
    assert other.last_day(CLASS) == date(2027, 7, 10)
    assert other.last_day("5a") == date(2028, 1, 1)
