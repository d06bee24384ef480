"""Charts in letters: no number is cut, however narrow its column."""

from __future__ import annotations

import re
from typing import Any

import pytest
from textual.app import App, ComposeResult

from bestio.tui.widgets.chart import Columns


class Charts(App[None]):
    def compose(self) -> ComposeResult:
        yield Columns("", id="words")


@pytest.mark.parametrize("width", [20, 24, 33, 36, 60, 120])
@pytest.mark.parametrize("values", [(100.0, 83.0, 5.0), (1234.0,) * 9, tuple(float(n * 60) for n in range(9)), (7.0,)])
async def test_no_number_of_a_column_is_cut(width: int, values: tuple[float, ...]) -> None:
    app: Any = Charts()
    async with app.run_test(size=(width + 2, 10)) as pilot:
        chart = app.query_one(Columns)
        chart.values, chart.labels = values, tuple(str(n) for n in range(len(values)))
        await pilot.pause()
        lines = [strip.text for strip in (chart.render_line(y) for y in range(chart.size.height))]
        if width // len(values) < 2:
            return
        shown = [int(number) for number in re.findall(r"\d+", lines[0])]
        assert shown
        assert set(shown) <= {int(value) for value in values}
        assert shown[0] == values[0]
