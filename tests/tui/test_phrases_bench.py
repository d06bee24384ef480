"""The Phrases bench in the real app: pieces, authors, weights of texts, phrases changed by hand, pasted texts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from textual.events import Paste
from textual.widgets import Input, Static, TextArea

from bestio.creation.phrase_shapes import StepShape
from bestio.creation.state import MadePhrase
from bestio.phrases.wellformed.telling import TESTS
from bestio.tui.screens.editor import Editor
from bestio.tui.screens.importer import ImportText
from bestio.tui.screens.pick_tests import PickTests
from bestio.tui.screens.who import WhoIsTheAuthor
from bestio.tui.widgets.phrase_glass import PhraseGlass
from bestio.tui.widgets.text_shares import STEPS, TextShares
from tests.tui.acting import act

TEXT = (
    "La pluie tombe sur le toit de la vieille usine. Le hibou chante sous la lune rouge. La lune tombe dans le lac. "
    "Le vieux robot chante sous la pluie. Le robot dort sur le toit. Un crabe a mangé la clé du garage."
)
SIZES = [(80, 24), pytest.param((120, 30), marks=pytest.mark.slow)]
PRIVATE = "Mon robot chante sous la pluie. Écris à lea@exemple.fr ou va sur www.exemple.fr, dit-il."


async def made(hand: Any, screen: Any, count: int = 1) -> None:
    """Let the machine make phrases of a text of the group's own and the starter texts."""
    act(screen, lambda: screen.studio.write_text("t1", "La nuit", TEXT))
    for number in range(1, count + 1):
        await hand.press("space")
        await hand.until(lambda number=number: len(screen.creation.phrases) == number, "a phrase")


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_a_phrase_shows_its_pieces_and_its_authors(begun: Callable[..., Any], size: tuple[int, int]) -> None:
    async with begun("phrases", size) as (hand, screen):
        await made(hand, screen)
        phrase = next(iter(screen.creation.phrases.values()))
        glass = screen.query_one(PhraseGlass)
        assert phrase.patches
        assert glass.phrase == phrase
        shown = glass.render().plain
        assert shown.count("│") == len(phrase.patches) - 1
        assert "morceau" in shown
        assert "\u00a0%" in shown
        assert any(fill in shown for fill in "█▓▒░▌▀▄▐")
        assert "copié" in shown or "d’affilée" in shown
        await hand.press("right")
        assert glass.pointed == 0
        while glass.piece is None or not glass.piece.words:  # a tic is in no piece
            await hand.press("right")
        assert "Son morceau" in glass.render().plain
        await hand.press(*["left"] * (glass.pointed + 2))
        assert glass.pointed == -1


@pytest.mark.slow
async def test_pointing_at_words_lays_nothing_out(begun: Callable[..., Any]) -> None:
    async with begun("phrases") as (hand, screen):
        await made(hand, screen)
        laid_out: list[bool] = []
        glass = screen.query_one(PhraseGlass)
        original = glass.refresh
        glass.refresh = lambda *regions, layout=False, **rest: (
            laid_out.append(layout),
            original(*regions, layout=layout, **rest),
        )[1]
        await hand.press("right", "right", "left")
        assert laid_out
        assert not any(laid_out)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_a_very_long_phrase_keeps_the_word_pointed_at_in_view(
    begun: Callable[..., Any], size: tuple[int, int]
) -> None:
    async with begun("phrases", size) as (hand, screen):
        words = [f"mot{number}" for number in range(200)]
        step = {"author": "Bestio", "title": "Conte", "sentence": "Il était une fois.", "probability": 0.5, "order": 2}
        act(
            screen,
            lambda: screen.studio.record(
                "phrase.make", id="p1", text=" ".join(words), steps=[{"word": word, **step} for word in words]
            ),
        )
        glass = screen.query_one(PhraseGlass)
        glass.pointed = 149
        await hand.press("right")
        assert glass.pointed == 150
        shown = glass.render().plain
        assert "mot150" in shown
        assert "«\u00a0mot150\u00a0»" in shown
        assert len(shown.splitlines()) <= glass.content_size.height


@pytest.mark.slow
async def test_where_every_text_is_silent_it_says_so_and_reads_no_more(begun: Callable[..., Any]) -> None:
    async with begun("phrases", SIZES[0]) as (hand, screen):
        for text in screen.studio.texts():
            act(screen, partial(screen.studio.weigh, text, 0))
        await hand.press("space")
        await hand.until(lambda: hand.told, "the reason")
        assert "lit les textes" not in str(screen.query_one("#tip", Static).content)
        assert not screen.creation.phrases


@pytest.mark.slow
async def test_a_key_adds_to_the_phrase_that_one_changes(begun: Callable[..., Any]) -> None:
    async with begun("phrases", SIZES[0]) as (hand, screen):
        await made(hand, screen)
        before = screen.creation.phrases["p1"].text
        await hand.press("m")
        await hand.type(" et puis rien")
        await hand.press("enter")
        await hand.until(lambda: screen.creation.phrases["p1"].edited, "the change")
        assert screen.creation.phrases["p1"].edited == before + " et puis rien"


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_a_phrase_changed_by_hand_is_looked_up_anew(begun: Callable[..., Any], size: tuple[int, int]) -> None:
    async with begun("phrases", size) as (hand, screen):
        await made(hand, screen)
        await hand.press("m")
        hand.app.screen.query_one("#line").value = "Le hibou chante sous la lune bleue."
        await hand.press("enter")
        await hand.until(lambda: screen.creation.phrases["p1"].edited, "the change")
        phrase = screen.creation.phrases["p1"]
        assert phrase.edited_copied is not None
        assert (phrase.edited_copied.words, phrase.edited_copied.title) == (6, "La nuit")
        await hand.shows("6 mots d’affilée")
        await hand.shows("Retouchée à la main")
        assert "écrit à la main" in " ".join(screen.query_one(PhraseGlass).render().plain.split("\n"))
        await hand.press("ctrl+z")
        assert screen.creation.phrases["p1"].edited is None
        assert screen.creation.phrases["p1"].edited_copied is None


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_each_text_has_its_slider(
    begun: Callable[..., Any], size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bestio.tui.screens.workshop.REST_AFTER", 600.0)  # a slow machine's pushes are one act, too
    async with begun("phrases", size) as (hand, screen):
        act(screen, lambda: screen.studio.write_text("t1", "La nuit", TEXT))
        act(screen, lambda: screen.studio.write_text("t2", "Le jour", TEXT))
        texts = screen.query_one(TextShares)
        texts.focus()
        await hand.press("home")
        assert [text.share for text in texts.texts[:2]] == pytest.approx([0.3, 0.3])
        assert sum(text.share for text in texts.texts) == pytest.approx(1)
        await hand.press("right", "right")
        assert screen.creation.weights == {"own:t1": 2.0}
        assert [text.share for text in texts.texts[:2]] == pytest.approx([0.4, 0.2])
        await hand.shows("4 mots sur 10")
        await hand.shows("Il compte 2 fois")
        assert screen.studio.corpus().shares["own:t1"] == pytest.approx(0.4)
        await hand.press("ctrl+z")
        assert screen.creation.weights == {}
        await hand.press(*["left"] * 5)
        assert screen.creation.weights == {"own:t1": 0.0}
        await hand.shows("muet")
        assert texts.highlighted == 0
        assert texts.texts[1].share == pytest.approx(0.6)
        # A starter text, with the mouse: a click on its slider weighs it, a click on its title opens it.
        row = texts.region.y + 1 + 2 * 2
        await hand.click(offset=(texts.region.x + 2 + STEPS - 1, row + 1))
        await hand.settle()
        assert screen.creation.weights[texts.texts[2].source] == STEPS / 2
        assert hand.app.screen is screen
        await hand.click(offset=(texts.region.x + 6, row))
        await hand.until(lambda: hand.app.screen is not screen, "the text opens")


@pytest.mark.slow
async def test_the_count_over_a_creation(begun: Callable[..., Any]) -> None:
    async with begun("phrases") as (hand, screen):
        await hand.press("a")
        await hand.shows("Il n’y a encore rien à compter.")
        await hand.press("escape")
        await made(hand, screen, 3)
        phrase = screen.creation.phrases["p1"]
        by_die = [replace(step, how="die") for step in phrase.steps]
        act(screen, lambda: screen.studio.record("phrase.make", id="p9", text=phrase.text, steps=by_die))
        await hand.press("g", "a")
        assert isinstance(hand.app.screen, WhoIsTheAuthor)
        await hand.shows("1 phrase gardée")
        await hand.shows("tirés au dé")
        await hand.press("space")
        await hand.shows("4 phrases en tout")
        await hand.shows("tirés par la machine")
        await hand.press("escape")
        assert hand.app.screen is screen


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_what_is_pasted_is_held_to_the_rules_of_a_file(begun: Callable[..., Any], size: tuple[int, int]) -> None:
    async with begun("phrases", size) as (hand, screen):
        screen.studio.workspace.guard = replace_warn(screen.studio.guard, "crétin")
        await hand.press("e")
        editor = hand.app.screen
        assert isinstance(editor, Editor)
        hand.app.post_message(Paste(PRIVATE + " Le crétin rit.\n"))
        area = editor.query_one("#text", TextArea)
        await hand.until(lambda: area.text, "the pasted text")
        assert "lea@" not in area.text
        assert "www" not in area.text
        assert area.text.startswith("Mon robot chante")
        told = str(editor.query_one("#said", Static).content)
        await hand.until(lambda: editor.has_class("-told"), "the report")
        told = str(editor.query_one("#said", Static).content)
        assert "1 adresse électronique" in told
        assert "1 adresse de site" in told
        assert "crétin" in told
        hand.app.copy_to_clipboard("…")
        await hand.press("ctrl+v")
        await hand.shows("Il n’y a pas de mots")
        await hand.press("escape")
        assert "lea@" not in next(iter(screen.creation.texts.values())).text


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_a_text_is_imported_by_its_path_or_by_itself(
    begun: Callable[..., Any], size: tuple[int, int], tmp_path: Path
) -> None:
    path = tmp_path / "mon texte.txt"
    path.write_bytes((PRIVATE + " Été.").encode("cp1252"))
    async with begun("phrases", size) as (hand, screen):
        await hand.press("i")
        assert isinstance(hand.app.screen, ImportText)
        hand.app.post_message(Paste(str(path).replace(" ", "\\ ")))
        await hand.until(lambda: hand.app.screen.query_one("#path", Input).value, "the path")
        await hand.press("enter")
        await hand.shows("1 adresse électronique")
        await hand.shows("Windows-1252")
        await hand.press("escape")
        (text,) = screen.creation.texts.values()
        assert text.title == "mon texte"
        assert "lea@" not in text.text

        await hand.press("i")
        hand.app.post_message(Paste(PRIVATE + "\nEt la lune."))
        await hand.shows("1 adresse électronique")
        await hand.press("escape")
        *_, text = screen.creation.texts.values()
        assert text.title.startswith("Mon robot chante")
        assert text.text.endswith("Et la lune.")

        await hand.press("i")
        hand.app.post_message(Paste("  …  "))
        await hand.shows("Il n’y a pas de mots")
        await hand.press("escape")
        assert len(screen.creation.texts) == 2


def replace_warn(guard: Any, word: str) -> Any:
    return type(guard)(block=guard.block, warn=(*guard.warn, word), allow=guard.allow)


@pytest.mark.slow
async def test_a_word_that_was_mended_is_told_and_what_went_into_it_is_passed(begun: Callable[..., Any]) -> None:
    async with begun("phrases") as (hand, screen):
        glass = screen.query_one(PhraseGlass)
        read = StepShape("", "a", "Bestio", "Le lac", "Le robot.")
        glass.phrase = MadePhrase(
            "p9",
            "Il parle du robot.",
            steps=tuple(
                replace(read, word=word, read=mended)
                for word, mended in [("Il", ""), ("parle", ""), ("du", "de"), ("", "le"), ("robot", ""), (".", "")]
            ),
        )
        await hand.press("right", "right", "right")
        assert "« de le » est devenu « du » devant « robot »" in glass.render().plain.replace("\u00a0", " ")
        await hand.press("right")
        assert glass.pointed == 4
        await hand.press("left")
        assert glass.pointed == 2


@pytest.mark.slow
async def test_a_bar_shows_how_much_comes_from_a_text(begun: Callable[..., Any]) -> None:
    async with begun("phrases", (120, 30)) as (hand, screen):
        act(screen, lambda: screen.studio.write_text("t1", "La nuit", TEXT))
        texts = screen.query_one(TextShares)

        def row(place: int) -> str:
            return str(texts.get_option_at_index(place).prompt.plain).splitlines()[1]

        await hand.until(lambda: "6 mots sur 10" in row(0), "the share in words")
        own, starter = row(0), row(1)
        assert "60\u00a0%" in own
        assert own.count("━") > starter.count("━") == 1
        assert "sur 100" in starter
        texts.focus()
        await hand.press("home", *["left"] * 2)
        assert row(0).count("━") == 0
        assert "muet" in row(0)


async def test_the_tests_of_the_careful_sorter_are_switched_on_and_off(begun: Callable[..., Any]) -> None:
    async with begun("phrases", (80, 24)) as (hand, screen):
        await hand.press("t")
        await hand.until(lambda: isinstance(hand.app.screen, PickTests), "the tests")
        window = hand.app.screen
        await hand.until(lambda: bool(window.query_one("#rule", Static).render().plain), "what the test asks")
        assert all(window.query_one(part).region.bottom <= 24 for part in ("#tests", "#drafts", "#yes"))
        await hand.press("space", "tab", "right", "tab", "tab", "enter")
        await hand.until(lambda: "tests" in screen.creation.settings, "the settings")
        assert screen.creation.settings["tests"] == list(TESTS[1:])
        assert screen.creation.settings["drafts"] == 9
        await hand.press("t")
        await hand.until(lambda: isinstance(hand.app.screen, PickTests), "the tests")
        await hand.press("escape")
        await hand.until(lambda: hand.app.screen is screen, "the bench")
        assert screen.studio.settings().tests == TESTS[1:]
