"""A slider tells that its name goes on where there is no room for it."""

import pytest
from textual.app import App, ComposeResult

from bestio.tui.widgets.slider import Slider


class OneSlider(App[None]):
    def compose(self) -> ComposeResult:
        yield Slider("Battements par seconde", 0, 9, step=1, value=3, show=lambda value: f"{value:.0f}")
        yield Slider("Vitesse", 0, 9, step=1, value=3, show=lambda value: f"{value:.0f}")


@pytest.mark.parametrize(
    ("width", "long", "short"),
    [(80, "Battements par sec… ━", "Vitesse             ━"), (30, "Battements p… ━", "Vitesse       ━")],
)
async def test_a_name_that_is_cut_says_so(width: int, long: str, short: str) -> None:
    app = OneSlider()
    async with app.run_test(size=(width, 5)):
        told = [slider.render().plain for slider in app.query(Slider)]
        assert [len(line) for line in told] == [width, width]
        assert told[0].startswith(long)
        assert told[1].startswith(short)
