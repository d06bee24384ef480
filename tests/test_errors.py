"""Errors as people are shown them."""

import errno
import os

import pytest

from bestio.errors import reason_of


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_what_the_system_complains_of_is_never_told_in_its_own_words(number: int) -> None:
    error = OSError(number, os.strerror(number), "here")
    assert reason_of(error)
    assert os.strerror(number) not in reason_of(error)


def test_an_error_without_a_number_is_told_too() -> None:
    assert "OSError" in reason_of(OSError("of some library"))
