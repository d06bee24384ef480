"""Curves in letters: the numbers of the axis are whole, each curve goes where its values are."""

from __future__ import annotations

from typing import Any

import pytest
from textual.app import App, ComposeResult

from bestio.activities.prompt import Curve, Curves
from bestio.tui.widgets.chart import Diagram


class Charts(App[None]):
    def compose(self) -> ComposeResult:
        yield Diagram()


async def drawn(curves: Curves, width: int, places: int, pointed: int = -1) -> list[str]:
    app: Any = Charts()
    async with app.run_test(size=(width, 12)) as pilot:
        chart = app.query_one(Diagram)
        chart.curves, chart.places, chart.pointed = curves, places, pointed
        await pilot.pause()
        return [chart.render_line(y).text for y in range(10)]


@pytest.mark.parametrize("width", [30, 60, 120])
async def test_curves_go_where_their_values_are(width: int) -> None:
    down = Curve("●", tuple(float(1234 - 61 * n) for n in range(21)))
    up = Curve("+", tuple(float(617 + 29 * n) for n in range(10)))
    lines = await drawn(Curves("", (down, up)), width, 21, pointed=15)
    assert lines[0].startswith("1234│●")
    assert lines[8].startswith("   0│")
    wide = min(4, (width - 2 - 5) // 21)
    for curve in (down, up):
        rows = {}
        for row, line in enumerate(lines[:9]):
            rows.update({place: row for place, sign in enumerate(line[5::wide]) if sign == curve.mark})
        assert [rows[place] for place in sorted(rows)] == sorted(rows.values(), reverse=curve is up)
        assert max(rows) == len(curve.values) - 1
    assert lines[9].split() == ["0", "5", "10", "15", "20"]
    assert any(line[5 + 15 * wide] == "┊" for line in lines[:9])


async def test_parts_are_drawn_from_none_to_all_and_no_room_draws_nothing() -> None:
    curves = Curves("", (Curve("▲", (0.0, 1.0, 0.5)),), per_cent=True)
    lines = await drawn(curves, 40, 3)
    assert (lines[0].strip()[:6], lines[8].strip()[:4]) == ("100\u00a0%│", "0\u00a0%│")
    assert "".join(await drawn(curves, 20, 40)).strip() == ""
    assert "".join(await drawn(Curves("", ()), 40, 3)).strip() == ""
