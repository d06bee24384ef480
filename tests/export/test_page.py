"""The creature's page: all of it is inside, what people wrote is text, and its replay is the program's."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import time
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import Any

import miniaudio
import numpy as np
import pytest

from bestio.classroom.class_report import erasure_of
from bestio.classroom.erasure.scan import named_in_gallery
from bestio.classroom.naming import names_of
from bestio.classroom.store import Store
from bestio.creation.replay import Replay
from bestio.creation.replay_context import wheels_of
from bestio.errors import BestioError, UsageError
from bestio.export.page.gather import Home, gather
from bestio.export.page.markup import markup
from bestio.export.page.sounds import MOST_BYTES, Sounds
from bestio.export.page.write import write_page
from bestio.library import Library, find_bundled
from bestio.persona.lexicons import load_lexicons
from bestio.phrases.guard import Guard
from bestio.session.transcript import clean
from bestio.speech.protocol import ClipUse
from bestio.speech.recorded.renderings import digest_of_file, lines_of, read
from bestio.speech.speaker import Speaker
from bestio.speech.speech import Speech, WordTime
from bestio.speech.voice import Voice, load_voices
from bestio.studio.studio import Studio
from bestio.studio.workspace import Workspace
from tests.pace import scaled
from tests.sure import right

TEXT = "Le hibou dort sur la gare. Le train chante sous la lune et le hibou rit du train. La lune rit aussi. " * 3
HOSTILE = '</script><script>alert(1)</script> "&amp;" <img src=x onerror=alert(2)> 🤖\u202e'
CHROMIUM = shutil.which("chromium")


class Class:
    """A class with one group at work, and a text of another one in its phrases."""

    def __init__(self, home: Path) -> None:
        self.library = Library(find_bundled(), home)
        self.store = Store(self.library.workspace, time.time)
        self.lexicons = load_lexicons(self.library, lambda problem: pytest.fail(str(problem)))
        self.voices = load_voices(self.library, lambda problem: pytest.fail(str(problem)))
        self.path = self._made()

    def studio(self, *, read_only: bool = True) -> Studio:
        journal = self.store.open(self.path, read_only=read_only)
        read = {"lexicons": self.lexicons, "voices": dict(self.voices), "guard": Guard()}
        return Studio(journal, Workspace(self.library, time.time, right, **read), Random(3), classmates=())

    def _made(self) -> Path:
        path = self.store.new("Les Hiboux", "5b").path
        self.path = path
        studio = self.studio(read_only=False)
        studio.begin(seed=4)
        studio.write_text("t1", "La gare", TEXT)
        for kept in (True, False, True):
            studio.make_phrase(studio.machine())
            if kept:
                studio.record("phrase.keep", id=list(studio.creation.phrases)[-1])
        studio.spin("tete")
        studio.record("persona.rename", name="Zou </script><b>")
        studio.edit_phrase("p1", HOSTILE, studio.machine())
        studio.record("voice.choose", id="dragon-rouille")
        studio.record("undo")
        studio.record("stage.speak", phrase="p3", seconds=2.0)
        studio.close()
        return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Class:
    return Class(tmp_path_factory.mktemp("home"))


HOME = Home("Les Hiboux", "5b", "La 5e <B>")


def said(text: str, voice: Voice) -> Speech:
    return Speech(
        text, np.full(2205, 0.3, np.float32), 22_050, (WordTime(text[: text.find(" ")], 0.0, 0.1),), engine="test"
    )


class Elements(HTMLParser):
    """What a browser makes of a document: its elements, and what stands in them."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(document)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.setdefault(self.names[-1] if self.names else "", []).append(data)


def data_of(document: str) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', document, re.DOTALL)
    assert found
    return json.loads(found[1])


def states_of(data: Any) -> list[Mapping[str, Any]]:
    states: list[Mapping[str, Any]] = []
    last = data["empty"]
    for act in data["acts"]:
        last = {**last, **act["set"]}
        states.append(last)
    return states


def test_the_replay_of_the_page_is_that_of_the_program(made: Class) -> None:
    studio = made.studio()
    data = data_of(markup(gather(studio, HOME)))
    names = names_of(wheels_of(studio.journal.events, made.lexicons), lambda: made.voices)
    replay = Replay(studio.journal.events, names=names)
    states = states_of(data)
    assert len(states) == len(replay) > 10
    for number, state in enumerate(states, 1):
        creation = replay.seek(number)
        assert state["name"] == creation.name
        assert [tuple(one) for one in state["traits"]] == [
            (names.slot(slot), names.trait(ref)) for slot, ref in creation.traits.items()
        ]
        assert state["kept"] == [phrase.shown for phrase in creation.kept_phrases]
        assert data["acts"][number - 1]["told"].split() == clean(replay.caption).split()
    assert len({state["portrait"] for state in states}) > 1
    assert all(
        act["questions"] for act, event in zip(data["acts"], replay.events, strict=True) if event.do == "trait.draw"
    )
    assert any("La gare" in line for passages in data["whys"] for passage in passages for line in passage)


def test_what_people_wrote_is_text(made: Class) -> None:
    page = gather(made.studio(), HOME, said)
    document = markup(page)
    elements = Elements(document)
    assert "b" not in elements.names
    assert elements.names.count("script") == 2
    assert not [one for one in elements.attributes if one[1].startswith("on")]
    assert any("alert(2)" in text for text in elements.texts["p"])
    assert "\u202e" not in document.partition('id="data"')[0]
    assert HOSTILE in states_of(data_of(document))[-1]["kept"]


def test_nothing_is_asked_of_anybody(made: Class) -> None:
    document = markup(gather(made.studio(), HOME, said))
    asked = [
        value for _tag, name, value in Elements(document).attributes if name in {"src", "href", "action", "srcset"}
    ]
    assert asked == []
    assert set(re.findall(r"https?://[\w./]+", document)) == {"http://www.w3.org/2000/svg"}
    policy = next(value for _tag, name, value in Elements(document).attributes if "default-src" in value)
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_the_same_page_gives_the_same_bytes(made: Class) -> None:
    assert markup(gather(made.studio(), HOME, said)) == markup(gather(made.studio(), HOME, said))


def test_a_page_goes_with_the_group_that_it_shows(made: Class, tmp_path: Path) -> None:
    home = shutil.copytree(made.library.workspace, tmp_path / "home")
    library = Library(find_bundled(), home)
    store = Store(library.workspace, time.time)
    path = home / "exports" / "5b" / "ailleurs" / "page.html"
    studio = made.studio()
    write_page(path, studio)
    assert named_in_gallery(path) == {"5b/les-hiboux"}
    erasure = erasure_of(store, library)
    erasure.forget(erasure.preview("5b", "les-hiboux"), now=time.time())
    assert not path.exists()


def test_sounds_have_their_room() -> None:
    asked: list[int] = []
    sounds = Sounds(said, lambda number, of: asked.append(of), most=3000)
    voice = Voice(id="une", title="Une")
    for number in range(6):
        sounds.want(f"ligne {number % 5}", voice)
    lines = sounds.made()
    assert asked == [5] * 5
    assert 0 < len(lines) < 5
    assert sum(len(line.sound) for line in lines) <= 3000
    assert sounds.place("ligne 0", voice) == 0
    assert sounds.place("ligne 4", voice) is None
    assert str(5 - len(lines)) in "".join(sounds.notes())
    assert MOST_BYTES * 4 / 3 < 3_000_000


def test_words_are_lit_where_they_stand_even_after_an_emoji(made: Class) -> None:
    def late(text: str, _voice: Voice) -> Speech:
        at = text.find("alert")
        words = (WordTime("alert", 0.0, 0.1, at),) if at >= 0 else ()
        return Speech(text, np.full(2205, 0.3, np.float32), 22_050, words, engine="test")

    studio = made.studio(read_only=False)
    studio.edit_phrase("p1", "🤖🤖 alert", studio.machine())
    line = next(line for line in data_of(markup(gather(studio, HOME, late)))["lines"] if "🤖" in line["text"])
    studio.record("undo")
    studio.close()
    assert line["words"][0][:2] == [5, 10]


def test_a_page_is_written_whole_or_not_at_all(made: Class, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("avant", encoding="utf-8")
    with pytest.raises(UsageError, match="HTML"):
        write_page(tmp_path / "page.doc", made.studio())

    def broken(_text: str, _voice: Voice) -> Speech:
        raise BestioError("non")

    with pytest.raises(BestioError, match="non"):
        write_page(path, made.studio(), broken)
    assert path.read_text(encoding="utf-8") == "avant"
    folder = tmp_path / "dossier.html"
    folder.mkdir()
    with pytest.raises(BestioError, match="ne peut pas être écrite"):
        write_page(folder, made.studio())


def dom(path: Path, act: int, folder: Path) -> tuple[Elements, str]:
    """What the page is in Chromium, opened at an act; and what the console said."""
    assert CHROMIUM
    done = subprocess.run(
        [
            CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
            "--disable-background-networking", "--disable-component-update", f"--user-data-dir={folder}",
            "--enable-logging=stderr", "--virtual-time-budget=2000", "--dump-dom", f"file://{path}#acte-{act}",
        ],
        capture_output=True, timeout=scaled(60), check=True,
    )  # fmt: skip
    return Elements(done.stdout.decode("utf-8")), done.stderr.decode("utf-8", "replace")


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
def test_a_browser_shows_the_replay_and_complains_of_nothing(made: Class, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    studio = made.studio()
    with Speaker() as speaker:
        write_page(path, studio, speaker.render)
    assert path.stat().st_size < 3_000_000
    data = data_of(path.read_text(encoding="utf-8"))
    for line in data["lines"]:
        sound = miniaudio.decode(base64.b64decode(line["sound"].partition(",")[2]), nchannels=1)
        samples = np.asarray(sound.samples, np.float64) / 32768
        assert np.sqrt(np.mean(samples**2)) > 0.01
        assert all(stop <= len(samples) / sound.sample_rate + 0.2 for _b, _e, _start, stop in line["words"])
    states = states_of(data)
    for act in sorted(Random(5).sample(range(1, len(states) + 1), 5)):
        shown, console = dom(path, act, tmp_path / "chromium")
        assert "CONSOLE" not in console
        assert states[act - 1]["name"] in shown.texts["p"]
        assert set(states[act - 1]["kept"]) <= set(shown.texts.get("li", []))
        assert any(text.endswith(data["acts"][act - 1]["told"]) for text in shown.texts["p"])


def test_a_page_in_which_recordings_are_heard_is_known_to_their_bank(tmp_path: Path) -> None:
    """The page itself, and none of the sounds that were made on the way to it."""
    work = Class(tmp_path)
    bank = tmp_path / "banques" / "5b"
    bank.mkdir(parents=True)
    sound = np.random.default_rng(1).normal(0, 0.1, 4_000).astype(np.float32)

    def render(text: str, _voice: Voice) -> Speech:
        use = ClipUse(0, 1, "word", "Hibou", "abc", "le")
        return Speech(text, sound, 22_050, engine="recorded", clips=(use,), bank=str(bank))

    (tmp_path / "exports").mkdir()
    page = tmp_path / "exports" / "page.html"
    write_page(page, work.studio(), render)
    (found,) = read(lines_of(bank))
    assert (found.file, found.who, found.clips) == ("exports/page.html", ("Hibou",), ("abc",))
    assert found.digest == digest_of_file(page)
