"""The Créature bench in the real app: what the wheels are made of, what French repaired, pictures, the mouse."""

from __future__ import annotations

import errno
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.events import MouseScrollDown, MouseScrollUp
from textual.widgets import Button, SelectionList

from bestio.classroom.store import Store
from bestio.creation.trait_effects import label_of
from bestio.i18n import _
from bestio.journal.save_status import trouble_of
from bestio.text.fold import fold
from bestio.tui.screens.glass_box import GlassBox
from bestio.tui.screens.own_trait import OwnTrait
from bestio.tui.screens.pick import PickTrait
from bestio.tui.screens.pick_lexicons import PickLexicons
from bestio.tui.screens.save_as import SaveAs
from bestio.tui.widgets.long_list import LongList
from bestio.tui.widgets.portrait import Portrait
from bestio.tui.widgets.wheels import KEPT, STRAY, Wheels
from tests.tui.acting import act

ONE = {"tete": "ferraille:hibou", "corps": "ferraille:theiere", "membres": "ferraille:compas"}
ANOTHER = {"tete": "ferraille:taupe", "corps": "ferraille:pelote", "membres": "ferraille:echasses"}
SIZES = [(80, 24), pytest.param((120, 30), marks=pytest.mark.slow)]


def asked(form: OwnTrait) -> list[Any]:
    """What a form asks for, from top to bottom."""
    return [one for one in form.query_one("#own VerticalScroll").query("Input, RadioSet, Checkbox") if one.display]


def product(counts: dict[str, int]) -> str:
    return " × ".join(map(str, counts.values()))


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_the_wheels_are_made_of_the_lexicons_one_chooses(
    begun: Callable[..., Any], size: tuple[int, int]
) -> None:
    async with begun(size=size) as (hand, screen):
        worn = screen.creation.traits
        every = screen.studio.lexicons_in_use()
        await hand.press("l")
        await hand.until(lambda: isinstance(hand.app.screen, PickLexicons) and hand.app.screen.focused)
        dialog = hand.app.screen
        assert dialog.chosen == list(every)
        await hand.press("space", "down", "space", "down", "space")
        await hand.until(lambda: len(dialog.chosen) == len(every) - 3, "three taken away")
        await hand.shows(product(screen.studio.catalog_of(dialog.chosen).counts()))
        await hand.press("tab", "tab", "enter")
        await hand.until(lambda: hand.app.screen is screen)
        assert screen.creation.lexicons == every[3:]
        assert screen.creation.traits == worn
        await hand.shows(product(screen.studio.catalog.counts()))
        strays = [wheel for wheel in screen.studio.wheels() if wheel.stray]
        assert strays
        assert all(wheel.label != "–" for wheel in screen.studio.wheels())
        await hand.shows(STRAY)
        await hand.press("ctrl+z")
        assert screen.creation.lexicons == every
        assert not any(wheel.stray for wheel in screen.studio.wheels())


@pytest.mark.slow
async def test_a_stray_trait_goes_when_its_wheel_spins_and_stays_where_it_is_kept(begun: Callable[..., Any]) -> None:
    async with begun() as (hand, screen):
        act(screen, lambda: screen.studio.set_lexicons(screen.studio.lexicons_in_use()[:1]))
        stray = [wheel.slot for wheel in screen.studio.wheels() if wheel.stray]
        assert len(stray) > 1
        kept, free = stray[0], stray[1]
        act(screen, lambda: screen.studio.record("trait.lock", slot=kept))
        before = screen.creation.traits
        await hand.press("t")
        await hand.until(lambda: screen.creation.traits[free] != before[free])
        assert screen.creation.traits[kept] == before[kept]
        assert [wheel.slot for wheel in screen.studio.wheels() if wheel.stray] == [kept]
        assert screen.studio.look().body is not None
        await hand.press("f6", "end")  # nine traits of two lines each leave no room for it at first
        await hand.shows(product(screen.studio.catalog.counts()))


async def test_at_least_one_lexicon_and_escape_changes_nothing(begun: Callable[..., Any]) -> None:
    async with begun() as (hand, screen):
        before = len(screen.studio.journal.events)
        await hand.press("l")
        await hand.until(lambda: isinstance(hand.app.screen, PickLexicons))
        hand.app.screen.query_one(SelectionList).deselect_all()
        await hand.shows(_("One lexicon at least: wheels need traits."))
        assert hand.app.screen.query_one("#yes").disabled
        await hand.press("escape")
        await hand.until(lambda: hand.app.screen is screen)
        assert len(screen.studio.journal.events) == before


@pytest.mark.slow
async def test_a_trait_of_ones_own_makes_the_number_of_creatures_grow(begun: Callable[..., Any]) -> None:
    async with begun() as (hand, screen):
        count = screen.studio.catalog.counts()["tete"]
        await hand.press("a")
        await hand.type("bouilloire")
        await hand.press("tab", "right")
        await hand.click("#yes")
        await hand.until(lambda: hand.app.screen is screen)
        assert screen.creation.traits["tete"] == "own:tete-1"
        await hand.shows(f"{count} → {count + 1} traits")


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_what_french_repaired_is_in_sight(begun: Callable[..., Any], size: tuple[int, int]) -> None:
    async with begun(size=size) as (hand, screen):
        for _turn in range(30):
            before = screen.creation
            await hand.press("space")
            if repaired := screen.studio.repairs(before):
                break
        else:
            raise AssertionError("thirty heads in a row of one gender")
        await hand.shows(_("French agrees: {repairs}").format(repairs=repaired.split("   ")[0]))
        await hand.press("g")
        await hand.shows(_("French agrees: {repairs}").format(repairs=repaired.split("   ")[0]))


@pytest.mark.slow
@pytest.mark.parametrize(("ending", "start"), [(".png", b"\x89PNG"), (".svg", b"<svg")])
async def test_the_portrait_is_written_into_a_file(
    begun: Callable[..., Any], workspace: Any, ending: str, start: bytes
) -> None:
    async with begun() as (hand, screen):
        for number in (1, 2):
            await hand.press("x")
            await hand.until(lambda: isinstance(hand.app.screen, SaveAs))
            if ending == ".svg":
                await hand.press("tab", "right", "space", "shift+tab")
            await hand.press("enter")
            await hand.until(lambda: hand.app.screen is screen, "the file is written")
            assert len(list((workspace / "images").rglob("*" + ending))) == number
        await hand.shows(f"-2{ending}")
    group = screen.studio.journal.path
    files = sorted((workspace / "images" / group.parent.name / group.stem).iterdir())
    assert [path.read_bytes()[:4] for path in files] == [start] * 2


@pytest.mark.slow
async def test_the_creature_becomes_a_page_to_colour_in(begun: Callable[..., Any], workspace: Any) -> None:
    async with begun() as (hand, screen):
        await hand.press("x")
        await hand.until(lambda: isinstance(hand.app.screen, SaveAs))
        await hand.shows("À colorier")
        await hand.press("tab", "right", "right", "space", "shift+tab", "enter")
        await hand.until(lambda: hand.app.screen is screen, "the file is written")
        (page,) = (workspace / "images").rglob("*.coloriage.svg")
        assert 'fill="none" stroke="#000000"' in page.read_text(encoding="utf-8")
        assert screen.creation.name in page.read_text(encoding="utf-8")


@pytest.mark.slow
async def test_a_file_is_never_replaced_and_a_name_leads_nowhere_else(
    begun: Callable[..., Any], workspace: Any
) -> None:
    async with begun() as (hand, screen):
        folder = screen.services.folder_of("images", screen.studio.journal.path)
        folder.mkdir(parents=True)
        (folder / "moi.png").write_bytes(b"old")
        await hand.press("x")
        await hand.until(lambda: isinstance(hand.app.screen, SaveAs))
        hand.app.screen.query_one("#name").value = "../../Moi"
        await hand.press("enter")
        await hand.shows(_("There is already a file of that name: choose another.").partition(":")[0])
        assert (folder / "moi.png").read_bytes() == b"old"
        await hand.press("escape")
        await hand.until(lambda: hand.app.screen is screen)
        assert [path for path in workspace.rglob("*.png") if path.parent != folder] == []


@pytest.mark.slow
async def test_a_disk_that_refuses_is_told_and_one_may_try_again(begun: Callable[..., Any], workspace: Any) -> None:
    async with begun() as (hand, screen):
        (workspace / "images").write_text("a file where the folder should be")
        await hand.press("x")
        await hand.until(lambda: isinstance(hand.app.screen, SaveAs))
        await hand.press("enter")
        await hand.shows(_("The picture cannot be written ({reason}).").partition(" (")[0])
        (workspace / "images").unlink()
        await hand.press("enter")
        await hand.until(lambda: hand.app.screen is screen)
        assert list((workspace / "images").rglob("*.png"))


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_a_trait_is_chosen_in_the_list_of_its_wheel(begun: Callable[..., Any], size: tuple[int, int]) -> None:
    async with begun(size=size) as (hand, screen):
        await hand.press("down")
        slot = screen.query_one(Wheels).slot
        refs, worn = screen.studio.catalog.refs(slot), screen.creation.traits[slot]
        catalog, persona = screen.studio.catalog, screen.studio.persona
        words = {ref: label_of(catalog, persona, trait) for ref, trait in catalog.slots[slot].items()}

        async def open_list() -> LongList:
            await hand.press("enter")
            await hand.until(lambda: isinstance(hand.app.screen, PickTrait) and hand.app.screen.focused)
            found: LongList = hand.app.screen.query_one(LongList)
            return found

        listed = await open_list()
        assert refs[listed.at] == worn
        await hand.shows(words[worn])
        await hand.press("end")
        await hand.shows(words[refs[-1]])
        await hand.press("down", "pagedown")
        assert refs[listed.at] == refs[-1]
        await hand.press("home", "down", "up", "up")
        await hand.shows(words[refs[0]])
        letter = fold(words[refs[-1]][0])
        await hand.press(letter)
        assert fold(words[refs[listed.at]][0]) == letter
        await hand.press("end", "enter")
        await hand.until(lambda: hand.app.screen is screen)
        assert screen.creation.traits[slot] == refs[-1]
        await open_list()
        await hand.press("home", "escape")
        await hand.until(lambda: hand.app.screen is screen)
        assert screen.creation.traits[slot] == refs[-1]
        listed = await open_list()
        await hand.press("home")
        await hand.click(LongList, offset=(4, 3))
        await hand.until(lambda: hand.app.screen is screen)
        assert screen.creation.traits[slot] == refs[2]


@pytest.mark.slow
async def test_the_mouse_keeps_a_trait_and_turns_a_wheel(begun: Callable[..., Any]) -> None:
    async with begun() as (hand, screen):
        wheels = screen.query_one(Wheels)
        last = wheels.size.width - 2
        await hand.click(Wheels, offset=(5, 2))
        assert wheels.cursor == 2
        await hand.click(Wheels, offset=(last, 2))
        await hand.until(lambda: "membres" in screen.creation.locked, "kept")
        await hand.shows(KEPT)
        await hand.click(Wheels, offset=(5, 0))
        await hand.click(Wheels, offset=(last, 2))
        await hand.until(lambda: not screen.creation.locked, "let go")
        assert wheels.cursor == 2
        refs = screen.studio.catalog.refs("corps")
        place = refs.index(screen.creation.traits["corps"])
        hand.scroll(MouseScrollDown, Wheels, (4, 1))
        await hand.until(lambda: screen.creation.traits["corps"] == refs[(place + 1) % len(refs)], "the next one")
        for _turn in range(2):
            hand.scroll(MouseScrollUp, Wheels, (4, 1))
        await hand.until(lambda: screen.creation.traits["corps"] == refs[(place - 1) % len(refs)], "the one before")
        assert wheels.cursor == 1


@pytest.mark.slow
async def test_keys_are_obeyed_while_the_wheels_spin(begun: Callable[..., Any]) -> None:
    async with begun() as (hand, screen):
        wheels = screen.query_one(Wheels)
        before = len(screen.studio.journal.events)
        await hand.pilot.press("t", "down", "g", "down", "space", "down", "g", "t")
        assert wheels.spinning
        await hand.until(lambda: len(screen.studio.journal.events) == before + 5)
        assert wheels.cursor == 3
        assert [event.do for event in screen.studio.journal.events[before:]] == [
            "persona.draw", "trait.lock", "trait.draw", "trait.lock", "persona.draw",
        ]  # fmt: skip
        await hand.until(lambda: not wheels.spinning, "they stop")
        assert screen.here.query_one(Portrait).look == screen.studio.look()


@pytest.mark.slow
async def test_a_crossing_is_undone_by_its_own_name(begun: Callable[..., Any], workspace: Path) -> None:
    with Store(workspace, time.time).new("Pies", "5b") as journal:
        journal.record("creation.begin", lexicons=["ferraille"], seed=1, name="Zig [b]", traits=ANOTHER)
    async with begun() as (hand, screen):
        act(screen, lambda: screen.studio.record("persona.draw", seed=2, traits=ONE))
        await hand.press("c")
        await hand.shows("Pies")
        await hand.press("enter")
        await hand.until(lambda: screen.studio.journal.events[-1].do == "persona.cross", "crossed")
        assert screen.creation.undoes == "persona.cross"
        await hand.press("f6")
        await hand.until(lambda: isinstance(hand.app.screen, GlassBox), "the glass box")
        assert "croisement avec «\u00a0Zig [b]\u00a0»" in hand.app.screen.text
        await hand.press("escape")
        await hand.until(lambda: hand.app.screen is screen)
        await hand.press("ctrl+z")
        await hand.shows("Le groupe annule\u00a0: le croisement avec «\u00a0Zig [b]\u00a0»")
        assert screen.creation.traits == ONE


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_wide_name_is_cut_with_a_mark_and_leaves_room_for_the_rest(
    begun: Callable[..., Any], size: tuple[int, int]
) -> None:
    async with begun(size=size) as (hand, screen):
        act(screen, lambda: screen.studio.rename("龍" * 40))
        below, state = screen.query_one("#name"), screen.query_one("#state")
        await hand.until(lambda: "龍" in str(below.content))
        assert cell_len(str(below.content)) <= below.size.width
        assert "…" in str(below.content)
        await hand.until(lambda: _("saved") in str(state.content))
        assert cell_len(str(state.content)) <= state.size.width
        await hand.shows(_("saved"))


@pytest.mark.slow
@pytest.mark.parametrize("bench", ["creature", "phrases", "voice", "stage"])
async def test_the_name_is_in_sight_on_every_bench_whatever_else_is_to_be_said(
    begun: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, bench: str
) -> None:
    async with begun(bench, (80, 24)) as (hand, screen):
        act(screen, lambda: screen.studio.rename("Grandécrevisse"))
        top = lambda: hand.screen().splitlines()[0]  # noqa: E731
        await hand.until(lambda: "Grandécrevisse · enregistré" in top())
        monkeypatch.setattr(screen, "sound_trouble", lambda: "Rien ne sonne ici.")
        screen.show_state()
        await hand.until(lambda: "Grandécrevisse · enregistré" in top(), "the name before the sound")
        act(screen, lambda: screen.studio.rename("Zig"))
        await hand.until(lambda: "Zig · enregistré · sans son" in top(), "both where there is room")
        act(screen, lambda: screen.studio.rename("Anticonstitutionnellement la Grande"))
        await hand.until(lambda: re.search(r"Anticonstitut\w+… · enregistré", top()), "cut, but in sight")
        monkeypatch.setattr(screen.studio.journal, "retry", lambda: False)
        monkeypatch.setattr(screen.studio.journal, "trouble", trouble_of(OSError(errno.ENOSPC, ""), 2))
        screen.show_state()
        await hand.until(lambda: re.search(r"Anticonst\w*… · ⚠ Le disque", top()), "with what is wrong")


@pytest.mark.slow
async def test_enter_goes_through_the_form_of_an_own_trait_and_adds_it(begun: Callable[..., Any]) -> None:
    async with begun() as (hand, screen):
        await hand.press("a")
        form = hand.app.screen
        await hand.shows("Entrée : suite")
        fields = asked(form)
        await hand.type("bouilloire")
        await hand.press("enter")
        assert form.focused is fields[1]
        await hand.press("right", "enter")  # “une”, and on
        for field in fields[2:]:
            assert form.focused is field
            assert hand.app.screen is form
            await hand.press("enter")
        await hand.until(lambda: hand.app.screen is screen, "added")
        ref = screen.creation.traits["tete"]
        assert screen.creation.own_traits[ref].told["noun"]["gender"] == "f"
        await hand.press("ctrl+z")
        assert ref not in screen.creation.own_traits


@pytest.mark.slow
@pytest.mark.parametrize("slot", ["tete", "peur"])
async def test_enter_at_the_end_of_an_empty_form_says_what_is_missing(begun: Callable[..., Any], slot: str) -> None:
    async with begun() as (hand, screen):
        screen.open_own_trait(slot)
        await hand.until(lambda: isinstance(hand.app.screen, OwnTrait) and hand.app.screen.focused)
        form = hand.app.screen
        fields = asked(form)
        await hand.press(*["enter"] * len(fields))
        assert hand.app.screen is form
        await hand.shows("Il manque un")
        assert form.focused is fields[0]
        form.query_one("#no", Button).focus()
        await hand.press("enter")
        await hand.until(lambda: hand.app.screen is screen, "left")
        assert not screen.creation.own_traits


@pytest.mark.slow
async def test_what_is_saved_is_told_at_every_width(begun: Callable[..., Any]) -> None:
    async with begun(size=(80, 24)) as (hand, screen):
        state = screen.query_one("#state")
        for width, named in ((60, False), (72, True), (80, True)):
            await hand.resize(width, 24)
            await hand.until(lambda width=width: hand.app.size.width == width and state.size.width < width - 40)
            await hand.until(
                lambda named=named: (
                    _("saved") in str(state.content) and (screen.creation.name in str(state.content)) == named
                )
            )
            assert cell_len(str(state.content)) <= state.size.width


@pytest.mark.slow
async def test_a_lexicon_with_fewer_wheels_leaves_one_in_hand_and_none_turning(
    begun: Callable[..., Any], workspace: Any
) -> None:
    (workspace / "lexicons").mkdir(parents=True)
    (workspace / "lexicons" / "petit.yaml").write_text(
        "bestio: lexicon/1\nid: petit\ntitle: Petit\nlanguage: fr\nslots:\n  tete:\n    title: La tête\n"
        "    traits:\n      chat: {noun: {lemma: chat, gender: m}}\n      loup: {noun: {lemma: loup, gender: m}}\n",
        encoding="utf-8",
    )
    async with begun() as (hand, screen):
        wheels = screen.query_one(Wheels)
        wheels.cursor = len(wheels.wheels) - 1
        await hand.press("t")
        act(screen, lambda: screen.studio.set_lexicons(["petit"]))
        assert wheels.slot == "tete"
        await hand.until(lambda: not wheels.spinning, "the wheels that are gone have stopped")
        await hand.press("space")
        assert screen.creation.traits["tete"].startswith("petit")
