"""What a test knows and types do not: that there is something, and that a file that is read is right."""

from __future__ import annotations

from typing import TypeVar

import pytest

from bestio.errors import Problem

Something = TypeVar("Something")


def sure(value: Something | None) -> Something:
    """What is there; the test fails where there is nothing."""
    assert value is not None
    return value


def right(problem: Problem) -> None:
    """The report of a file that has nothing wrong in it: the test fails where something is told."""
    pytest.fail(f"{problem.where}: {problem.message}")
