"""The class as its teacher sees it, in the real app: the table, groups, care."""

from __future__ import annotations

import threading
import time
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from pypdf import PdfReader
from rich.cells import cell_len
from textual.widgets import Input, OptionList, RadioButton

from bestio.classroom.erasure.scan import named_in_gallery
from bestio.classroom.store import Store
from bestio.classroom.table import Balance, Row
from bestio.speech.speech import Speech
from bestio.speech.voice import Voice
from bestio.tui.class_table import balance_bar, detail, group_line
from bestio.tui.screens.ask import AskLine, AskYes
from bestio.tui.screens.classroom import ClassroomScreen
from bestio.tui.screens.dialog import PickOne
from bestio.tui.screens.home import Home
from bestio.tui.screens.replay import ReplayScreen
from bestio.tui.screens.save_as import SaveAs
from bestio.tui.screens.workshop import WorkshopScreen
from tests.pdf import fonts


@pytest.fixture
def store(workspace: Path) -> Store:
    store = Store(workspace, time.time)
    with store.new("Les [b]Zèbres[/b]", "5b") as journal:
        journal.record("creation.begin", lexicons=["ferraille"], seed=1, name="Zig", traits={"tete": "ferraille:hibou"})
        journal.record("text.write", id="t1", title="La [pluie", text="La pluie tombe. Zut, quel con, la pluie !")
        journal.record("text.share", id="t1")
        steps = [{"word": "La", "source": "own:t1"}, {"word": "pluie", "source": "class:ours:t1"}]
        journal.record("phrase.make", id="p1", text="La pluie", steps=steps)
        journal.record("phrase.keep", id="p1")
        journal.record("step.reach", seance="qui-parle", activity="sondage")
    store.new("Ours", "5b").close()
    store.new("Seule", "4a").close()
    (store.root / "5b" / "casse.yaml").write_bytes(b"\x00\x01 rien")
    later = time.time() + 60
    import os

    os.utime(store.path("5b", "ours"), (later, later))
    return store


@pytest.fixture
def taught(opened: Callable[..., Any], store: Store) -> Callable[..., Any]:
    """Opens the app on the class; gives the hand and the screen."""
    from contextlib import asynccontextmanager

    @asynccontextmanager
    async def teach(size: tuple[int, int] = (80, 24)) -> Any:
        async with opened(size) as hand:
            screen = ClassroomScreen(await hand.app.ready())
            await hand.app.push_screen(screen)
            await hand.until(lambda: len(screen.rows) == 3, "the table")
            yield hand, screen

    return teach


def take(screen: ClassroomScreen, group: str) -> None:
    """Put a group in hand."""
    ids = [row.id for row in screen.rows]
    screen.query_one("#groups", OptionList).highlighted = ids.index(group)


@pytest.mark.parametrize("size", [(80, 24), pytest.param((120, 30), marks=pytest.mark.slow)])
async def test_the_table_shows_each_group_and_tells_of_the_one_in_hand(
    taught: Callable[..., Any], size: tuple[int, int]
) -> None:
    async with taught(size) as (hand, screen):
        assert screen.class_id == "5b"
        assert [row.id for row in screen.rows] == ["casse", "les-b-zebres-b", "ours"]
        await hand.shows("son journal ne peut pas")
        take(screen, "les-b-zebres-b")
        await hand.shows("Les [b]Zèb")
        await hand.shows("Zig")
        await hand.shows("textes du groupe 50 %")
        await hand.shows("textes de la classe 50 %")
        await hand.shows("La [pluie")
        await hand.shows("À regarder : con")
        lines = hand.screen().splitlines()
        assert all(len(line) <= size[0] for line in lines)
        assert "Échap Retour" in lines[-1]


async def test_a_class_with_an_end_says_until_when_it_lasts(taught: Callable[..., Any], store: Store) -> None:
    day = date.today() + timedelta(10)
    store.set_last_day("5b", day)
    async with taught() as (hand, screen):
        await hand.shows(f"3 groupes, jusqu’au {day:%d/%m/%Y}")
        store.set_last_day("5b", None)
        await hand.press("a")
        await hand.until(lambda: not screen.term, "no end")
        assert "jusqu’au" not in hand.screen()


@pytest.mark.slow
async def test_a_group_is_opened_seen_again_and_left(taught: Callable[..., Any]) -> None:
    async with taught() as (hand, screen):
        take(screen, "les-b-zebres-b")
        await hand.press("r")
        await hand.until(lambda: isinstance(hand.app.screen, ReplayScreen) and hand.app.screen.seen is not None)
        await hand.press("escape")
        await hand.until(lambda: hand.app.screen is screen)
        take(screen, "les-b-zebres-b")
        await hand.press("enter")
        await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen))
        await hand.press("escape")
        await hand.until(lambda: hand.app.screen is screen)
        await hand.press("escape")
        await hand.until(lambda: isinstance(hand.app.screen, Home))


async def test_groups_and_classes_are_made(taught: Callable[..., Any], store: Store) -> None:
    async with taught() as (hand, screen):
        for answer, count in (("Les Écrous, Les Vis ", 5), ("3", 8)):
            await hand.press("n")
            await hand.until(lambda: isinstance(hand.app.screen, AskLine))
            hand.app.screen.query_one(Input).value = answer
            await hand.press("enter")
            await hand.until(lambda count=count: len(screen.rows) == count, f"{count} groups")
        assert {"les-ecrous", "les-vis"} <= {entry.id for entry in store.groups("5b")}
        await hand.press("c")
        await hand.until(lambda: isinstance(hand.app.screen, PickOne))
        await hand.press("enter")
        await hand.until(lambda: isinstance(hand.app.screen, AskLine))
        hand.app.screen.query_one(Input).value = "6e [A] ../../x"
        await hand.press("enter")
        await hand.until(lambda: screen.class_id == "6e-a-x" and not screen.rows)
        assert (store.root / "6e-a-x").is_dir()
        await hand.press("c", "down", "enter")
        await hand.until(lambda: screen.class_id == "4a" and len(screen.rows) == 1)


async def test_a_shared_text_is_withdrawn(taught: Callable[..., Any], store: Store) -> None:
    async with taught() as (hand, screen):
        take(screen, "ours")
        await hand.press("p")
        assert hand.app.screen is screen
        take(screen, "les-b-zebres-b")
        await hand.press("p")
        await hand.until(lambda: isinstance(hand.app.screen, PickOne))
        await hand.press("enter")
        await hand.until(lambda: any(row.id == "les-b-zebres-b" and not row.shared for row in screen.rows))
        with store.open(store.path("5b", "les-b-zebres-b"), read_only=True) as journal:
            assert not journal.creation.texts["t1"].shared


@pytest.mark.slow
async def test_a_creation_goes_out_is_forgotten_and_comes_back(
    taught: Callable[..., Any], store: Store, tmp_path: Path
) -> None:
    async with taught() as (hand, screen):
        take(screen, "les-b-zebres-b")
        await hand.press("e")
        await hand.until(lambda: isinstance(hand.app.screen, AskLine))
        assert "exports" in hand.app.screen.query_one(Input).value
        folder = tmp_path / "une clé"
        folder.mkdir()
        hand.app.screen.query_one(Input).value = f"'{folder}'"
        await hand.press("enter")
        file = folder / "les-b-zebres-b.bestio"
        await hand.until(file.exists)
        await hand.until(lambda: hand.app.screen is screen)
        take(screen, "les-b-zebres-b")
        for answer, left in (("enter", 3), ("right", 2)):
            await hand.press("delete")
            await hand.until(lambda: isinstance(hand.app.screen, AskYes))
            await hand.shows("1 texte où la classe pioche")
            await hand.press(answer, *(["enter"] if answer == "right" else []))
            await hand.until(lambda left=left: hand.app.screen is screen and len(screen.rows) == left)
        assert not store.path("5b", "les-b-zebres-b").exists()
        await hand.press("i")
        await hand.until(lambda: isinstance(hand.app.screen, AskLine))
        hand.app.screen.query_one(Input).value = str(file).replace(" ", "\\ ")
        await hand.press("enter")
        await hand.until(lambda: len(screen.rows) == 3)
        assert store.path("5b", "les-b-zebres-b").exists()


async def test_what_cannot_be_done_is_told(taught: Callable[..., Any], store: Store, tmp_path: Path) -> None:
    async with taught() as (hand, screen):
        with store.open(store.path("5b", "ours")):
            take(screen, "ours")
            await hand.press("delete")
            await hand.until(lambda: isinstance(hand.app.screen, AskYes))
            await hand.press("right", "enter")
            await hand.until(lambda: len(hand.told) == 1, "it is open elsewhere")
        assert store.path("5b", "ours").exists()
        await hand.press("i")
        await hand.until(lambda: isinstance(hand.app.screen, AskLine))
        hand.app.screen.query_one(Input).value = str(tmp_path / "absent.bestio")
        await hand.press("enter")
        await hand.until(lambda: len(hand.told) == 2)


@pytest.mark.parametrize(
    ("downs", "name", "width", "easy"), [(0, "galerie.pdf", 595, False), (1, "galerie-a3.pdf", 842, True)]
)
async def test_the_gallery_is_printed_on_a_sheet_of_its_size(
    taught: Callable[..., Any], workspace: Path, downs: int, name: str, width: int, easy: bool
) -> None:
    async with taught() as (hand, screen):
        await hand.shows("G : galerie. Suppr : effacer.")  # the whole line at 80 columns
        if easy:
            hand.app.toggle_dys()
        await hand.press("g")
        await hand.until(lambda: isinstance(hand.app.screen, PickOne), "the forms")
        await hand.press(*["down"] * downs, "enter")
        page = workspace / "exports" / "5b" / name
        await hand.until(page.exists)
        (sheet,) = PdfReader(page).pages
        assert round(float(sheet.mediabox.width)) == width
        assert "Zig" in sheet.extract_text()
        assert any("AtkinsonHyperlegible" in font for font in fonts(page)) == easy
        await hand.until(lambda: any(name in one for one in hand.told))
        assert hand.app.screen is screen


async def test_the_gallery_is_a_picture_too_or_none(taught: Callable[..., Any], workspace: Path) -> None:
    async with taught() as (hand, screen):
        await hand.press("g")
        await hand.until(lambda: isinstance(hand.app.screen, PickOne), "the forms")
        await hand.press("escape")
        await hand.until(lambda: hand.app.screen is screen, "back")
        await hand.press("g")
        await hand.until(lambda: isinstance(hand.app.screen, PickOne), "the forms")
        await hand.press("end", "enter")
        page = workspace / "exports" / "5b" / "galerie.svg"
        await hand.until(page.exists)
        assert "Zig" in page.read_text(encoding="utf-8")
        assert [one.name for one in page.parent.iterdir()] == [page.name]


async def test_sheets_are_printed_with_the_words_of_the_group_in_hand(
    taught: Callable[..., Any], workspace: Path
) -> None:
    async with taught() as (hand, _screen):
        await hand.press("f")  # the journal in hand cannot be read
        await hand.until(lambda: len(hand.told) == 1, "told")
        await hand.press("down", "f")
        await hand.until(lambda: isinstance(hand.app.screen, PickOne), "what to print")
        await hand.shows("en lancers de dés (1 page)")
        await hand.press("down", "enter")
        await hand.until(lambda: [*(workspace / "exports" / "5b").rglob("des-*.pdf")], "the dice")
        (sheet,) = (workspace / "exports" / "5b").rglob("*.pdf")
        assert named_in_gallery(sheet) == {f"5b/{sheet.parent.name}"}
        await hand.until(lambda: any(sheet.name in one for one in hand.told))


@pytest.mark.slow
async def test_sheets_are_printed_for_dyslexic_readers_after_their_pages_are_told(
    taught: Callable[..., Any], workspace: Path
) -> None:
    async with taught() as (hand, screen):
        take(screen, "ours")
        await hand.press("f")
        await hand.shows("Mise en page habituelle")
        await hand.press("escape")
        hand.app.toggle_dys()  # easy reading is what is proposed, then
        await hand.press("f")
        await hand.shows("Mise en page DYS")
        await hand.press("enter")
        await hand.shows("Mise en page habituelle")
        await hand.press("enter")
        await hand.shows("Mise en page DYS")
        await hand.press("end", "enter")
        await hand.until(lambda: [*(workspace / "exports").rglob("sans-ordinateur-6-*-dys.pdf")], "the last session")
        (sheet,) = (workspace / "exports").rglob("*.pdf")
        assert "AtkinsonHyperlegible-Regular" in fonts(sheet)


@pytest.mark.slow
async def test_the_anthology_is_written_or_stopped(taught: Callable[..., Any], workspace: Path) -> None:
    folder = workspace / "exports" / "5b" / "anthologie"
    async with taught() as (hand, screen):
        services = screen.services
        speaker, asked, gate = services.performer.speaker, threading.Event(), threading.Event()
        render = speaker.render

        def slow(text: str, voice: Voice) -> Speech:
            asked.set()
            gate.wait(60)
            return render(text, voice)

        speaker.render = slow
        await hand.press("b")
        for form in (
            "Mise en page habituelle",
            "Pour lecteurs DYS",
            "Un seul fichier (zip)",
            "Pour Moodle, Éléa (SCORM)",
        ):
            await hand.shows(form)  # whole, at 80 columns
        await hand.shows("Enregistrer")
        await hand.press("enter")
        await hand.shows("Échap arrête")
        await hand.until(asked.is_set, "the first line")
        await hand.press("escape")
        await hand.until(lambda: hand.app.screen is screen)
        gate.set()
        await hand.until(lambda: not [*folder.parent.glob(".*")], "nothing is left of it")
        assert not folder.exists()
        await hand.press("b", "enter")
        await hand.until(lambda: any("anthologie" in one for one in hand.told), "it is told")
        assert (folder / "livre.pdf").exists()
        assert (folder / "index.html").exists()
        for place, name in ((2, f"{folder.name}-2.zip"), (3, f"{folder.name}-3-scorm.zip")):
            hand.app.toggle_dys()  # the first of them is in easy reading
            await hand.press("b")
            await hand.until(lambda: isinstance(hand.app.screen, SaveAs), "where")
            hand.app.screen.query(RadioButton)[place].value = True
            await hand.press("enter")
            package = folder.with_name(name)
            await hand.until(lambda name=name: any(name in one for one in hand.told), "it is told")
            with zipfile.ZipFile(package) as archive:
                assert ("imsmanifest.xml" in archive.namelist()) == name.endswith("-scorm.zip")
                assert "livre.pdf" in archive.namelist()
                assert (b'<body class="easy">' in archive.read("index.html")) == (place == 2)
            assert named_in_gallery(package) == {"5b/ours", "5b/les-b-zebres-b"}


@pytest.mark.slow
async def test_a_copy_in_another_class_goes_too_or_stays(taught: Callable[..., Any], store: Store) -> None:
    there = store.path("4a", "zebres")
    there.write_bytes(store.path("5b", "les-b-zebres-b").read_bytes())
    async with taught() as (hand, screen):
        for which, kept in (("down", True), ("home", False)):
            take(screen, "les-b-zebres-b")
            await hand.press("delete")
            await hand.until(lambda: isinstance(hand.app.screen, PickOne))
            await hand.press(which, "enter")
            await hand.until(lambda: isinstance(hand.app.screen, AskYes))
            await hand.shows("Sa copie reste" if kept else "Une copie")
            await hand.shows("4a/zebres.yaml")
            await hand.until(lambda: getattr(hand.app.focused, "id", "") == "no")
            await hand.press("escape" if kept else "right", *([] if kept else ["enter"]))
            await hand.until(lambda kept=kept: hand.app.screen is screen and len(screen.rows) == (3 if kept else 2))
            assert there.exists() == kept


async def test_a_whole_class_is_forgotten(taught: Callable[..., Any], store: Store) -> None:
    backups = "bestio: backups/1\nbackups: [{where: La nuit, days: 14}]\n"
    (store.root / "sauvegardes.yaml").write_text(backups, encoding="utf-8")
    async with taught() as (hand, screen):
        await hand.press("z")
        await hand.until(lambda: isinstance(hand.app.screen, AskYes))
        await hand.shows("3 groupes")
        assert "Sauvegarde « La nuit » : elle le garde jusqu’au" in " ".join(hand.app.screen.detail.split())
        await hand.press("right", "enter")
        await hand.until(lambda: not screen.rows and "5b" not in store.classes())
        await hand.shows("Il n’y a pas encore de groupe ici.")
        await hand.press("r", "p", "e", "delete", "enter")
        assert hand.app.screen is screen


def test_a_bar_is_as_wide_as_it_should_and_shows_each_part() -> None:
    for balance in (Balance(), Balance(own=1.0), Balance(0.33, 0.33, 0.33, 0.01), Balance(0.5, 0.1, 0.15, 0.25)):
        assert len(balance_bar(balance, 9)) == 9
    assert balance_bar(Balance(own=0.5, starters=0.5), 8) == "████░░░░"
    assert set(balance_bar(Balance(0.25, 0.25, 0.25, 0.25), 8)) == set("█▓░▚")


@pytest.mark.parametrize("width", [74, 94, 114, 194])
def test_a_line_fits_whatever_stands_in_it(width: int) -> None:
    row = Row("x" * 40, "W" * 90, words=123_456, phrases=999, kept=999, flagged=("a",) * 20, last=time.time())
    assert len(group_line(row, {}, width).plain) <= width + 2
    assert cell_len(group_line(msgspec.structs.replace(row, group="龍" * 40), {}, width).plain) <= width + 2


def test_what_the_table_cuts_stands_whole_below() -> None:
    row = Row("les-corneilles", "Les Corneilles sous la pluie", creature="Zou")
    assert "Corneilles sous la pluie" not in group_line(row, {}, 74).plain
    assert "Les Corneilles sous la pluie  ·  Zou" in detail(row, {}, 74).plain
    assert "Corneilles" not in detail(row, {}, 194).plain


async def test_a_group_goes_to_another_class(taught: Callable[..., Any], store: Store) -> None:
    async with taught() as (hand, screen):
        take(screen, "ours")
        await hand.press("d")
        await hand.shows("4a")
        await hand.press("enter")
        await hand.until(lambda: len(screen.rows) == 2, "the group is gone")
        assert [entry.id for entry in store.groups("4a")] == ["ours", "seule"]


async def test_at_60_columns_the_tip_is_whole_and_no_column_is_cut(taught: Callable[..., Any]) -> None:
    async with taught((60, 18)) as (hand, screen):
        await hand.shows(str(screen.query_one("#class-tip").content))
        rows = [row for row in screen.rows if not row.trouble]
        assert [cell_len(group_line(row, screen.activities, 54).plain) for row in rows] == [54, 54]
        assert [cell_len(group_line(row, screen.activities, 74).plain) for row in rows] == [73, 73]
        assert "· …" not in hand.screen()
