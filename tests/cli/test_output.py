"""What becomes of errors that no command foresaw."""

import contextlib
import errno
import io
import json
import os
import subprocess
import sys
import threading
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.cli import run
from bestio.cli.output import PROBLEMS, guarded, safe, say_json
from bestio.cli.unforeseen import UNFORESEEN
from bestio.errors import reason_of
from bestio.session.transcript import clean
from tests.pace import scaled


def test_a_refusal_of_the_system_is_told_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    refusal = OSError(errno.EACCES, "Permission denied", "/somewhere/voices")

    def command() -> int:
        raise refusal

    assert guarded(command) == PROBLEMS
    told = capsys.readouterr()
    assert not told.out
    assert told.err.startswith("/somewhere/voices: ")
    assert reason_of(refusal) in told.err
    assert "denied" not in told.err


@pytest.mark.parametrize(
    "picture",
    [
        "👩\u200d🚀",
        "🏳️\u200d🌈",
        "👨\u200d👩\u200d👧",
        "👍🏽",
        "1️⃣",
        "🇫🇷",
        "❤️\u200d🔥",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    ],
)
def test_an_emoji_is_printed_whole(picture: str) -> None:
    assert safe(f"La lune aime {picture}.") == f"La lune aime {picture}."
    assert clean(f"La lune aime {picture}.") == f"La lune aime {picture}."


def test_joiners_and_tags_that_hold_no_emoji_together_are_shown() -> None:
    hidden = "\ufffd"
    assert safe("a\u200db \U000e0061\u202e\x1b[2J👍") == f"a{hidden}b {hidden}{hidden}{hidden}[2J👍"


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder of its own, where reports go."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("kind", [KeyError, ValueError, RecursionError, MemoryError, AssertionError])
def test_what_nobody_foresaw_is_a_line_and_a_report_without_a_word(
    kind: type[Exception], own_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def command() -> int:
        raise kind("le secret de Zoé")

    assert guarded(command) == UNFORESEEN
    told = capsys.readouterr()
    assert not told.out
    assert len(told.err.splitlines()) == 1
    report = next(own_home.rglob("bestio-erreur-*"))
    assert str(report) in told.err
    assert "Zoé" not in told.err + report.read_text("utf-8")
    assert kind.__name__ in report.read_text("utf-8")


def test_a_thread_that_fails_says_nothing_on_the_screen(own_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def fails() -> None:
        raise KeyError("le secret de Zoé")

    def command() -> int:
        thread = threading.Thread(target=fails)
        thread.start()
        thread.join()
        return 0

    assert guarded(command) == 0
    told = capsys.readouterr()
    assert not told.out + told.err
    assert "KeyError" in next(own_home.rglob("bestio-erreur-*")).read_text("utf-8")


@given(
    st.text(st.characters() | st.sampled_from("\x1b\x7f\x85\x9b\u202e\u2066\u200f\u2028\ufeff\U000e0041\ud800\udcff\n"))
)
def test_json_holds_any_text_and_shows_nothing_that_a_terminal_obeys(text: str) -> None:
    written = io.StringIO()
    with contextlib.redirect_stdout(written):
        say_json({text: [text, (text,)]})
    raw = written.getvalue()
    whole = text.encode("utf-8", "replace").decode()
    assert json.loads(raw) == {whole: [whole, [whole]]}
    for char in raw.replace("\n", ""):
        assert unicodedata.category(char) not in {"Cc", "Zl", "Zp", "Cs"}
        assert unicodedata.bidirectional(char) not in {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}


def ended(words: str, shell: str, home: Path, **names: str) -> subprocess.CompletedProcess[str]:
    """What a command line of the shell gives; `bestio` in it is this program."""
    program = f'"{sys.executable}" -m bestio'
    environ = {**os.environ, "HOME": str(home), "BESTIO_HOME": str(home / "work"), **names}
    line = shell.replace("bestio", f"{program} {words}")
    return subprocess.run(
        ["sh", "-c", line], capture_output=True, text=True, env=environ, timeout=scaled(60), check=False
    )


@pytest.mark.skipif(os.name != "posix", reason="streams as a shell closes them")
@pytest.mark.parametrize("words", ["where", "where --json"])
def test_streams_that_are_closed_or_full(words: str, tmp_path: Path) -> None:
    closed = ended(words, "bestio >&-", tmp_path)
    assert (closed.returncode, closed.stderr) == (1, "Le système refuse\u00a0: la sortie est fermée.\n")
    unheard = ended(words, "bestio 2>&-", tmp_path)
    assert (unheard.returncode, unheard.stderr) == (0, "")
    assert "Le système" not in unheard.stdout
    assert ended(words, "bestio >&- 2>&-", tmp_path).returncode == 1
    assert ended(words, "bestio <&-", tmp_path).returncode == 0
    left = ended(words, "bestio | head -c 1", tmp_path)
    assert (left.returncode, left.stderr) == (0, "")
    if Path("/dev/full").exists():
        full = ended(words, "bestio > /dev/full", tmp_path)
        assert (full.returncode, full.stderr) == (1, "Le système refuse\u00a0: le disque est plein.\n")


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="streams as a shell closes them")
def test_a_message_without_a_stream_of_its_own_does_not_mix_with_the_result(tmp_path: Path) -> None:
    refused = ended("act absent voir --json", "bestio 2>&-", tmp_path)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert ended("act absent voir", "(bestio 2>&1; echo $? >&3) 3>&2 | :", tmp_path).stderr == "2\n"


@pytest.mark.skipif(os.name != "posix", reason="streams as a shell closes them")
def test_no_file_gets_the_number_of_a_closed_stream(tmp_path: Path) -> None:
    assert ended("new --group ours --class a", "bestio >&- 2>&- <&-", tmp_path).returncode == 1
    journal = (tmp_path / "work" / "workshops" / "a" / "ours.yaml").read_text("utf-8")
    assert all(line.startswith("--- {") for line in journal.splitlines())
    assert len(journal.splitlines()) > 1


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="~ of a user")
@pytest.mark.parametrize("words", ["where", "class", "lexicons --json", "check"])
def test_a_workspace_that_cannot_be_is_told(words: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    os.mkfifo(tmp_path / "pipe")
    for wrong in ("~personne-de-ce-nom/x", *(f"{tmp_path}/{name}" for name in ("file", "file/x/y", "loop", "pipe"))):
        told = ended(words, "bestio", tmp_path, BESTIO_HOME=wrong)
        assert (told.returncode, told.stdout) == (2, "")
        assert told.stderr.startswith("L’espace de travail")
        assert len(told.stderr.splitlines()) == 1


def test_nul_in_an_argument_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["check", "a\0b"], ["--home", "a\0b"], ["new", "--group", "a\0"], ["invent", "--picture", "\0.png"]):
        assert run(words) == 2
        assert "null" not in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="paths as long as that")
def test_a_folder_a_thousand_deep_is_checked_as_far_as_it_goes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "seul.yaml").write_text("x: 1\n")
    here = Path.cwd()
    try:
        os.chdir(tmp_path)
        for _level in range(1000):
            Path("dossier").mkdir()
            os.chdir("dossier")
        os.chdir(tmp_path)
        assert run(["check", str(tmp_path)]) == 1
        told = capsys.readouterr()
        assert "seul.yaml" in told.out
        assert "les uns dans les autres" in told.out
        assert told.err.startswith("1 fichier vérifié")
    finally:
        os.chdir(here)
        subprocess.run(["rm", "-rf", str(tmp_path / "dossier")], check=True)
