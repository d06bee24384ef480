"""Claims of speed are held only where they are measured: with --benchmark-enable."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--benchmark-enable"):
        return
    here = __file__.rsplit("conftest", 1)[0]
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.skip(reason="a claim of speed: needs --benchmark-enable"))
