"""What a refusal of the disk is called, and what to do about it."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest

from bestio.classroom.store import Store
from bestio.errors import BestioError
from bestio.journal.save_status import NotSavedError, not_saved, refusal, trouble_of

PLACE = Path("ici") / "x.yaml"


@pytest.mark.parametrize(
    ("number", "existed", "told"),
    [
        (errno.ENOSPC, False, "plein"), (errno.EROFS, False, "pas écrire"), (errno.EPERM, True, "pas écrire"),
        (errno.ENOENT, True, "disparu"), (errno.ENOENT, False, "pas créer"), (errno.ENOTDIR, False, "pas créer"),
        (errno.EEXIST, False, "pas créer"), (errno.EIO, True, "plus"), (errno.ETIMEDOUT, False, "plus"),
        (errno.ENOTCONN, True, "plus"), (errno.EMFILE, True, "refuse"),
    ],
)  # fmt: skip
def test_each_refusal_is_told_by_its_reason(number: int, existed: bool, told: str) -> None:
    trouble = trouble_of(OSError(number, "x"), 2, PLACE, existed=existed)
    assert told in trouble.message
    assert ("disparu" in trouble.message) == (told == "disparu")
    assert "2" in trouble.message
    assert trouble.hint
    assert "2" not in trouble.cause
    assert trouble.folder == "ici"


def test_what_windows_says_of_a_share_that_is_gone() -> None:
    error = OSError(errno.EINVAL, "x")
    error.winerror = 53  # type: ignore[attr-defined]
    assert "ne répond plus" in trouble_of(error, 0).message


def test_which_errors_are_to_be_answered() -> None:
    assert refusal(not_saved(OSError(errno.EROFS, "x"), PLACE)) is not None
    wrapped = BestioError("x")
    wrapped.__cause__ = OSError(errno.ENOSPC, "x")
    assert refusal(wrapped) is wrapped
    for other in (BestioError("x"), BestioError("y")):
        other.__cause__ = OSError(errno.ENOENT, "x") if other.message == "x" else None
        assert refusal(other) is None


@pytest.mark.parametrize("place", ["/proc/bestio-x", "/sys/bestio-x"])
def test_where_no_folder_can_be_made_it_is_not_said_to_be_gone(place: str, clock: Any) -> None:
    if not Path(place).parent.is_dir():
        pytest.skip("there is no such place here")
    store = Store(Path(place), clock)
    with store.new("Ours", "5b") as journal:
        journal.record("creation.begin", lexicons=["ferraille"], name="Zig", traits={"tete": "ferraille:hibou"})
        assert journal.trouble is not None
        assert "disparu" not in str(journal.trouble)
    with pytest.raises(NotSavedError):
        store.make_class("5e B")
