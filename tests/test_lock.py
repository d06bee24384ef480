"""What is installed is what the lock says: it names all that the project needs, within the bounds of pyproject.toml."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = (
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
    {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix", "platform_machine": "arm64"},
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
)


def declared() -> list[Requirement]:
    extras = [line for lines in PROJECT["optional-dependencies"].values() for line in lines]
    return [Requirement(line) for line in PROJECT["dependencies"] + extras]


def locked(environment: dict[str, str]) -> dict[str, str]:
    """Name → version, of what the lock pins on one system and Python."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line) for line in lines if line and not line.startswith("#")]
    found: dict[str, str] = {}
    for pin in pins:
        if pin.marker is None or pin.marker.evaluate(environment):
            (only,) = pin.specifier
            assert only.operator == "=="
            assert canonicalize_name(pin.name) not in found, f"{pin.name} is pinned twice"
            found[canonicalize_name(pin.name)] = only.version
    return found


def needed(environment: dict[str, str], pins: dict[str, str]) -> set[str]:
    """Names of all that the project needs, and what those need where the locked version is the one installed here."""
    names: set[str] = set()
    waiting = [requirement for requirement in declared() if requirement.name != "pyrealb"]
    while waiting:
        requirement = waiting.pop()
        if requirement.marker is not None and not requirement.marker.evaluate(environment):
            continue
        name = canonicalize_name(requirement.name)
        if name in names:
            continue
        names.add(name)
        with suppress(PackageNotFoundError):
            if version(name) == pins.get(name):
                waiting += [Requirement(line) for line in requires(name) or []]
    return names


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system["sys_platform"])
@pytest.mark.parametrize("python", PYTHONS)
def test_the_lock_holds_all_that_is_needed_within_its_bounds(python: str, system: dict[str, str]) -> None:
    environment = {
        **system,
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "platform_release": "24",
        "extra": "",
    }
    pins = locked(environment)
    for requirement in declared():
        if requirement.marker is None or requirement.marker.evaluate(environment):
            assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)]), requirement
    assert needed(environment, pins) - set(pins) <= {"setuptools"}


def test_the_lock_asks_nothing_of_the_kernel() -> None:
    """Where a kernel is called “6.8.0-45-generic”, pip ends at a marker that compares its version."""
    assert "platform_release" not in (ROOT / "constraints.txt").read_text(encoding="utf-8")


def test_every_bound_has_two_sides() -> None:
    for requirement in declared():
        operators = {specifier.operator for specifier in requirement.specifier}
        assert {">=", "<"} <= operators, f"{requirement}: a lower bound that was tried, and an upper one"
