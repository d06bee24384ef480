"""The Voix bench in the real app: files that are edited, sound that goes, every knob, where a voice comes from."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bestio.documents import yamlio
from bestio.i18n import _, ngettext
from bestio.speech.bends import Bend
from bestio.speech.effects.specs import SPECS
from bestio.speech.intelligibility_gate import UNDERSTOOD
from bestio.speech.modifiers import bend, not_yet
from bestio.speech.process import worker_command
from bestio.speech.speaker import Speaker
from bestio.speech.voice import Effect, Voice, save_voice
from tests.tui.acting import act

SIZES = [(80, 24), pytest.param((120, 30), marks=pytest.mark.slow)]


def flat(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def telling(screen: Any) -> str:
    return flat(str(screen.query_one("#tip").content))


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_a_voice_file_that_is_edited_is_read_again(
    begun: Callable[..., Any], workspace: Path, size: tuple[int, int]
) -> None:
    async with begun("voice", size) as (hand, screen):
        own = screen.studio.plain_voice()
        folder = workspace / "voices"
        folder.mkdir()
        path = folder / f"{own.id}.yaml"
        yamlio.write(path, {**own.recipe(), "rate": 222, "title": "Moulin [/b] à mots"})
        await hand.until(lambda: screen.studio.plain_voice().rate == 222, "the new speed")
        await hand.shows("Moulin [/b] à mots")
        await hand.until(lambda: next(iter(screen.query("VoiceBench Slider"))).value == 222, "on the knob too")
        path.write_text(path.read_text("utf-8").replace("222", "9999"), "utf-8")
        await hand.shows(f"{path.name}:")
        line = 1 + [line.startswith("rate") for line in path.read_text("utf-8").splitlines()].index(True)
        await hand.until(lambda: f"{path.name}:{line}" in "".join(hand.screen().split()), "the line")
        assert screen.studio.plain_voice().rate == 222
        yamlio.write(path, {**own.recipe(), "rate": 111})
        await hand.until(lambda: screen.studio.plain_voice().rate == 111, "mended")
        path.unlink()
        await hand.until(lambda: screen.studio.plain_voice().rate == own.rate, "the one that ships again")


@pytest.mark.slow
async def test_a_new_file_is_a_new_voice_in_the_list(begun: Callable[..., Any], workspace: Path) -> None:
    async with begun("voice") as (hand, screen):
        (workspace / "voices").mkdir()
        save_voice(workspace / "voices" / "aaa.yaml", Voice(id="aaa", title="Aaa nouvelle"))
        await hand.until(lambda: "aaa" in screen.services.voices, "read")
        await hand.until(lambda: "aaa" in [o.id for o in screen.query_one("#voices").options], "listed")


@pytest.mark.slow
@pytest.mark.parametrize("bench", ["voice", "stage"])
async def test_a_silent_speaker_is_told_and_r_tries_again(
    begun: Callable[..., Any], tmp_path: Path, bench: str
) -> None:
    mended = tmp_path / "mended"
    code = worker_command("bestio.speech.worker")[-1]
    broken = [sys.executable, "-P", "-c", f"import os\nif not os.path.exists({str(mended)!r}): os._exit(3)\n{code}"]
    async with begun(bench, speaker=lambda: Speaker(command=broken)) as (hand, screen):
        screen.speak("Je n’ai plus de voix.")
        await hand.until(lambda: screen.services.performer.speaker.state == "silent", "silence")
        await hand.shows(_("{trouble} R: try again.").partition("} ")[2])
        mended.write_text("")
        await hand.press("r")
        screen.speak("J’ai retrouvé ma voix.")
        await hand.until(lambda: screen.services.last_speech and screen.services.last_speech.engine == "espeak")
        assert screen.services.performer.speaker.trouble == ""


@pytest.mark.slow
async def test_what_a_knob_wants_to_say_is_left_behind_with_the_bench(begun: Callable[..., Any]) -> None:
    async with begun("voice") as (hand, screen):
        screen.studio.write_text("t1", "Oui", "Oui, la lune dort.")
        screen.studio.make_phrase(screen.studio.machine(), start="Oui")
        screen.studio.record("phrase.keep", id=list(screen.studio.creation.phrases)[-1])
        screen.creation = screen.studio.creation
        await hand.press("tab", "right")
        await hand.hammer("f5", "space")
        await hand.until(lambda: len(screen.creation.spoken) == 1, "said to its end: nothing cut it")


@pytest.mark.slow
@pytest.mark.parametrize("key", ["x", "f5"])
async def test_to_hush_is_also_not_to_begin(begun: Callable[..., Any], key: str) -> None:
    async with begun("voice") as (hand, screen):
        before = screen.services.last_speech
        await hand.press("tab", "right")
        (about_to,) = [worker for worker in screen.workers if worker.group == "speech" and not worker.is_finished]
        await hand.press(key)
        assert not screen.speaking, "silence at once, and not when the line has ended by itself"
        await hand.until(lambda: about_to.is_finished)
        assert about_to.is_cancelled
        assert screen.services.last_speech is before, "nothing was even begun"


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_every_control_of_every_effect_can_be_reached(begun: Callable[..., Any], size: tuple[int, int]) -> None:
    async with begun("voice", size) as (hand, screen):
        kinds = ["vocoder", "delay", "ring", "chorus", "tremolo", "gsm" if "gsm" in SPECS else "phone"]
        kinds = [kind for kind in kinds if kind in SPECS]
        voice = Voice(id="essai", title="Essai", effects=tuple(Effect.make(kind) for kind in kinds))
        act(screen, lambda: screen.studio.tune(voice))
        wanted = [f"effects.{n}.{p.name}" for n, kind in enumerate(kinds) for p in SPECS[kind].parameters]
        await hand.until(
            lambda: [s.name for s in screen.query("VoiceBench Slider") if s.name.startswith("effects")] == wanted,
            "all the knobs",
        )
        box = screen.here.query_one("#knobs")
        assert box.max_scroll_y > 0 or box.virtual_size.height <= box.size.height
        for slider in screen.query("VoiceBench Slider"):
            slider.focus()
            await hand.until(lambda slider=slider: box.region.contains_region(slider.region), "scrolled into sight")
            help_text = flat(slider.help)
            await hand.until(lambda text=help_text: text in telling(screen), f"{slider.name}: {help_text}")
            place, _dot, rest = slider.name.partition(".")
            if place == "effects":
                about = flat(SPECS[kinds[int(rest.partition(".")[0])]].help)
                described = screen.query_one("#described")
                await hand.until(lambda d=described, t=about: t in flat(str(d.content)), about)
        await hand.press("right")
        assert telling(screen)


@pytest.mark.slow
async def test_an_effect_without_controls_is_told_too(begun: Callable[..., Any]) -> None:
    async with begun("voice") as (hand, screen):
        bare = next(kind for kind, spec in SPECS.items() if not spec.parameters)
        act(screen, lambda: screen.studio.tune(Voice(id="essai", title="Essai", effects=(Effect.make(bare),))))
        await hand.until(lambda: SPECS[bare].title in str(screen.query_one("#bends").content), "its name")


@pytest.mark.slow
async def test_what_could_not_be_done_is_in_sight(begun: Callable[..., Any]) -> None:
    async with begun("voice") as (hand, screen):
        act(screen, lambda: screen.studio.tune(Voice(id="loin", title="Loin", engine="piper", base="nulle-part")))
        await hand.press("space")
        await hand.until(lambda: screen.services.last_speech and screen.services.last_speech.notes, "a note")
        note = flat(screen.services.last_speech.notes[0])
        trouble = screen.query_one("#trouble")
        assert trouble.display
        assert note in flat(str(trouble.content))
        await hand.shows(note.split()[0])
        act(screen, lambda: screen.studio.tune(Voice(id="pres", title="Près")))
        await hand.press("space")
        await hand.until(lambda: note not in flat(str(trouble.content)), "gone")


@pytest.mark.slow
async def test_a_mutant_tells_its_family(begun: Callable[..., Any]) -> None:
    async with begun("voice") as (hand, screen):
        first = screen.studio.plain_voice()
        for generation in (1, 2):
            parent = screen.studio.plain_voice()
            await hand.press("m")
            await hand.until(lambda p=parent: screen.studio.plain_voice().id != p.id, f"mutant {generation}")
        assert screen.studio.plain_voice().lineage.parents == (parent.id,)
        await hand.press("f6")
        await hand.until(lambda: hand.app.screen is not screen)
        told = flat(screen.here.why())
        assert flat(_("child of: {names}").format(names=parent.title)) in told
        assert (
            flat(
                ngettext("{n} generation ago: {names}", "{n} generations ago: {names}", 2).format(
                    n=2, names=first.title
                )
            )
            in told
        )


async def test_an_invention_is_given_up(begun: Callable[..., Any]) -> None:
    async with begun("voice") as (hand, screen):
        before, release = screen.studio.plain_voice(), threading.Event()
        screen.services.understood = lambda: lambda _voice: not release.wait(20)
        await hand.press("m")
        tried = flat(_("The machine listens to its voice number {n}… X stops it.").format(n=1))
        await hand.until(lambda: tried in telling(screen), "a first try")
        await hand.press("x")
        await hand.until(lambda: flat(_("Given up: the voice stays as it is.")) in telling(screen), "given up")
        release.set()
        await hand.until(lambda: not any(w.group == "invention" and not w.is_finished for w in screen.workers))
        assert screen.studio.plain_voice() == before


@pytest.mark.slow
async def test_what_traits_do_to_the_voice_is_tried_out_of_sight(begun: Callable[..., Any]) -> None:
    """Whoever comes to the bench sees what is being tried, and then what was found; nobody waits for it."""
    async with begun("voice") as (hand, screen):
        voice = Voice(id="essai", title="Essai")
        bends = [("pluie", Bend({"rate": 1.1}, {"chorus": {"mix": 0.3}}))]
        screen.studio.bends = lambda: bends
        act(screen, lambda: screen.studio.tune(voice))
        whole = bend(voice, bends)
        tried = [flat(change) for change in not_yet(voice, bends).changes]
        shown = screen.query_one("#bends")
        await hand.until(lambda: all(change in flat(str(shown.content)) for change in tried), "what is tried")
        assert screen.studio.voice().voice == voice
        turns = 0
        while screen.studio.voice() != whole:
            await asyncio.sleep(0.005)
            turns += 1
        assert turns > 10, "the app goes on meanwhile"
        await hand.until(lambda: all(flat(change) in flat(str(shown.content)) for change in whole.changes), "found")
        assert (screen.services.library.cache / UNDERSTOOD).exists()


@pytest.mark.slow
async def test_the_knob_in_hand_is_in_sight_wherever_the_arrows_lead(begun: Callable[..., Any]) -> None:
    """They scrolled the knobs, and left the one in hand out of sight."""
    async with begun("voice") as (hand, screen):
        knobs = screen.query_one("VoiceBench #knobs")
        sliders = list(screen.query("VoiceBench Slider"))
        await hand.press("tab")
        for key, way in (("down", sliders[1:]), ("up", sliders[-2::-1])):
            for slider in way:
                await hand.press(key)
                assert screen.focused is slider
                rows = range(knobs.content_region.y, knobs.content_region.bottom)
                await hand.until(lambda slider=slider, rows=rows: slider.region.y in rows, slider.label)
