"""The activities on plain pages: what is asked there, what comes of the answers, as in lines."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bestio.creation.events import Event
from bestio.journal.journal import look
from tests.serve.conftest import Served
from tests.serve.lines.pupil import Pupil, words
from tests.serve.lines.test_pages import at_work
from tests.serve.test_live import events


def last(path: Path, do: str) -> Event:
    with look(path, clock=lambda: 0.0) as journal:
        return next(one for one in reversed(journal.events) if one.do == do)


async def answers(pupil: Pupil, **fields: str) -> str:
    await pupil.posts("/lignes/reponse", **fields)
    assert pupil.status == 200, pupil.fault
    return words(pupil.page)


@pytest.mark.slow
async def test_a_poll_is_answered_in_secret(served: Served) -> None:
    pupil, path = await at_work(served)
    await pupil.does("poll", when="avant")
    assert "À moi" in words(pupil.page)
    await answers(pupil, choix="0")
    asked = 0
    while "<legend>" in pupil.page:
        legend = words(re.findall(r"<legend>.*?</legend>", pupil.page)[0])
        asked += 1
        assert legend not in await answers(pupil, choix="1")
    assert asked > 2
    assert "Merci" in words(pupil.page)
    assert len(last(path, "poll.answer").data["answers"]) == asked
    assert "annuler" not in words(pupil.page).lower()


async def test_a_bet_is_judged(served: Served) -> None:
    pupil, path = await at_work(served)
    await pupil.does("bet")
    await answers(pupil, choix="0")
    await pupil.posts("/lignes/reponse", texte="beaucoup")
    assert pupil.status == 409
    assert "en chiffres" in pupil.fault
    assert 'value="beaucoup"' in pupil.page
    assert 'id="reponse-faute"' in pupil.page
    assert "Mots d’affilée : 5" in await answers(pupil, texte="5")
    await answers(pupil, choix="0")
    assert last(path, "note.write").data["bet"]["words"] == 5


async def test_a_hundred_points_are_shared(served: Served) -> None:
    pupil, path = await at_work(served)
    await pupil.does("sign")
    parts = {f"part.{place}": part for place, part in enumerate(("50", "10", "20", "10", "10"))}
    await pupil.posts("/lignes/reponse", **{**parts, "part.0": "60"})
    assert pupil.status == 409
    assert 'value="60"' in pupil.page
    told = await answers(pupil, **parts)
    assert "Mots comptés" in told
    before = events(path)
    await answers(pupil, texte="Nous avons choisi.")
    assert events(path) == before + 1
    assert "Nous avons choisi." in str(last(path, "note.write").data)


async def test_a_phrase_is_made_word_by_word(served: Served) -> None:
    pupil, path = await at_work(served)
    await pupil.does("steps")
    assert 'type="radio"' in pupil.page
    await answers(pupil, choix="0")
    await answers(pupil, choix="0", mouvement="plus")
    assert last(path, "machine.set").data["faces"]
    await answers(pupil, mouvement="thousand")
    assert "mille fois" in pupil.told.lower() or "1 000" in pupil.told
    await answers(pupil, mouvement="real_die")
    await answers(pupil, texte="57")
    await answers(pupil, mouvement="finish")
    made = last(path, "phrase.make").data
    assert made["id"] in words(pupil.page)


async def test_creatures_are_counted_after_a_bet(served: Served) -> None:
    pupil, path = await at_work(served)
    await pupil.does("count")
    await answers(pupil, texte="1000")
    for _wheel in range(9):
        await answers(pupil, mouvement="wheel")
    assert "1 000" in str(last(path, "note.write").data["text"]).replace("\u00a0", " ").replace("\u202f", " ")
    assert "<table>" in pupil.page


async def test_voices_without_a_name_are_heard_and_written_of(served: Served) -> None:
    pupil, path = await at_work(served)
    await pupil.does("imagine")
    assert 'src="/lignes/son/option/0"' in pupil.page
    async with pupil.client.session.get(served.address + "/lignes/son/option/0") as answer:
        assert (answer.status, answer.content_type) == (200, "audio/mpeg")
    await answers(pupil, choix="0")
    await answers(pupil, texte="Un gardien de phare")
    await answers(pupil, texte="")
    assert "Un gardien de phare" in str(last(path, "note.write").data["text"])
    assert "Un gardien de phare" in words(pupil.page)
    await answers(pupil, mouvement="reveal")


@pytest.mark.slow
async def test_the_parrot_works_on_and_is_stopped(served: Served) -> None:
    pupil, path = await at_work(served)
    await pupil.does("retrain")
    await answers(pupil, choix="0")
    while "Encore au travail" in words(pupil.page):
        await pupil.posts("/lignes/arreter")
    await pupil.gets("/lignes/activite")
    assert "Génération" in words(pupil.page)
    assert last(path, "retrain.run")


async def test_notes_are_written_on_a_page_and_the_creature_answers(served: Served) -> None:
    pupil, path = await at_work(served)
    await pupil.does("debate")
    await answers(pupil, texte="Nous trouvons\r\nqu’elle copie.")
    assert last(path, "note.write").data["text"] == "Nous trouvons\nqu’elle copie."
    await answers(pupil, mouvement="ask")
    told = await answers(pupil, texte="Aimes-tu la lune ?")
    assert "Réponse" in told
    assert f'src="/lignes/son/{last(path, "phrase.make").data["id"]}"' in pupil.page


@pytest.mark.slow
async def test_the_plan_leads_to_where_things_are_done(served: Served) -> None:
    pupil, path = await at_work(served)
    page = await pupil.gets("/lignes/plan")
    numbers = re.findall(r'name="step" value="([\d.]+)"', page)
    assert len(numbers) > 20
    for number in numbers:
        await pupil.does("activity", step=number)
        assert pupil.status == 200, number
        assert last(path, "step.reach")
        assert 'class="trouble"' not in pupil.page, number
    await pupil.gets("/lignes/plan")
    assert "tu es ici" in words(pupil.page)
