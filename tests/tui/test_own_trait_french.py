"""The form of an own trait asks of French only what nobody but its author knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.widgets import Checkbox, Input

from bestio.tui.screens.own_trait import OwnTrait


@pytest.mark.slow
async def test_the_h_is_asked_for_where_no_table_holds_it_and_the_plural_can_be_corrected(
    begun: Callable[..., Any],
) -> None:
    async with begun() as (hand, screen):
        screen.open_own_trait("tete")
        await hand.until(lambda: isinstance(hand.app.screen, OwnTrait) and hand.app.screen.focused)
        form = hand.app.screen
        noun, aspirate = form.query_one("#noun", Input), form.query_one("#aspirate", Checkbox)
        for word, asked in (("hibou", False), ("heufle", True), ("horloge", False), ("chat", False)):
            noun.value = word
            await hand.until(lambda asked=asked: aspirate.display is asked, f"{word}: asked for is {asked}")
        noun.value = "hibou"
        aspirate.value = False
        form.query_one("#plural", Input).value = "hibous"
        await hand.until(lambda: "des hibous" in str(form.query_one("#forms").content))
        assert "le hibou" in str(form.query_one("#forms").content)
        form.query_one("#plural", Input).value = ""
        await hand.until(lambda: "hiboux" in form.query_one("#plural", Input).placeholder)


@pytest.mark.slow
async def test_what_follows_etre_agrees_as_it_is_typed(begun: Callable[..., Any]) -> None:
    async with begun() as (hand, screen):
        screen.open_own_trait("peur")
        await hand.until(lambda: isinstance(hand.app.screen, OwnTrait) and hand.app.screen.focused)
        form = hand.app.screen
        form.query_one("#verb", Input).value = "être"
        form.query_one("#rest", Input).value = "fier et seul"
        await hand.until(lambda: "elle est fière et seule" in str(form.query_one("#forms").content))
        form.query_one("#agreeing", Input).value = "seul"
        await hand.until(lambda: "elle est fier et seule" in str(form.query_one("#forms").content))
        assert "{adj:fier}" in str(form.query_one("#wrong").content)
        form.query_one("#rest", Input).value = "fier{e}"
        await hand.until(lambda: "fière" in str(form.query_one("#wrong").content))
        assert form.query_one("#yes").disabled
