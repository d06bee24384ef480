"""The two halves of an invitation: neither is guessed from what is kept, and a code may be typed as people type."""

from __future__ import annotations

from typing import Any, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from bestio.classroom.codes import ALPHABET, CODE_LENGTH
from bestio.classroom.sign_in import LINK, digest, invite, is_token, new_token, opens, seal
from bestio.journal.schools import Sealed
from tests.sure import sure

SALT = b"s" * 16


class Asked:
    """What a server is asked to keep."""

    def __init__(self) -> None:
        self.kept: list[tuple[int, str, bytes, Sealed, float]] = []

    def invite(self, teacher: int, class_id: str, link: bytes, sealed: Sealed, lasts: float) -> float | None:
        self.kept.append((teacher, class_id, link, sealed, lasts))
        return 5.0 if class_id == "5e-b" else None


def test_what_is_told_opens_what_is_kept_and_is_not_kept_itself() -> None:
    asked = Asked()
    made = [sure(invite(cast(Any, asked), 7, "5e-b", 60.0)) for _one in range(2)]
    for one, (teacher, class_id, link, sealed, lasts) in zip(made, asked.kept, strict=True):
        assert (teacher, class_id, lasts, one.until) == (7, "5e-b", 60.0, 5.0)
        token = one.path.removeprefix(LINK)
        assert is_token(token)
        assert link == digest(token)
        assert len(one.code) == CODE_LENGTH
        assert set(one.code) <= set(ALPHABET)
        assert opens(one.code, sealed)
        assert one.code.encode() not in sealed.code + sealed.salt
    assert made[0].path != made[1].path
    assert asked.kept[0][3].salt != asked.kept[1][3].salt
    assert invite(cast(Any, asked), 7, "5e-a", 60.0) is None


def test_a_code_may_be_typed_as_people_type() -> None:
    sealed = seal("AB3DEF", SALT)
    for typed in ("AB3DEF", "ab3def", " ab3-DEF ", "A B 3 D E F"):
        assert opens(typed, sealed)
    for typed in ("", "AB3DE", "AB3DEFG", "FED3BA", "AB3DEF" * 20):
        assert not opens(typed, sealed)
    assert seal("AB3DEF", SALT) != seal("AB3DEF", b"t" * 16)


@settings(max_examples=15)
@given(st.text())
def test_whatever_is_typed_is_no_code_but_the_code(typed: str) -> None:
    assert not opens(typed + "Q", seal("AB3DEF", SALT))


@given(st.text())
def test_whatever_a_browser_says_it_keeps_is_looked_at(text: str) -> None:
    assert len(digest(text)) == 32
    assert not is_token(text) or len(text.encode()) == 32


def test_no_two_secrets_are_the_same() -> None:
    made = {new_token() for _one in range(200)}
    assert len(made) == 200
    assert all(map(is_token, made))
    for odd in ("", "a" * 31, "a" * 33, "a" * 31 + "/", "a" * 31 + "é", "a" * 32 + "\n"):
        assert not is_token(odd)
