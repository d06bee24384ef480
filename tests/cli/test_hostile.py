"""Commands on workspaces that are broken, hostile, at work elsewhere, or killed in the middle of a dialogue."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from typing import Any

import pytest

from bestio.library import find_bundled
from tests.pace import scaled

HEAD = b'--- {bestio: "journal/1", id: "x", group: "%s", started: 1.0}\n'
EVENTS = [
    '{at: 1.0, do: note.write, text: "\\e[31mrouge [/b] \\u202e", id: "../../x", about: "[b]"}',
    "{at: .nan, do: note.write, text: a}",
    "{at: 1e400, do: note.write, text: a}",
    '{at: 1.0, do: phrase.make, id: p1, text: "[/", steps: [{word: 3, probability: x}, 5, null], copied: {words: []}}',
    '{at: 1.0, do: phrase.make, id: p2, text: "Bonjour la nuit.", steps: [], copied: {words: 1, total: 3, title: t,'
    ' author: a, of: "la"}, relaxed: null}',
    "{at: 1.0, do: phrase.keep, id: p2}",
    '{at: 1.0, do: poll.answer, poll: qui-parle, when: after, answers: {vivant: "\\e[1m", zzz: 9}}',
    '{at: 1.0, do: quiz.answer, phrase: a, guess: human, truth: machine, quiz: "proces/humain-ou-machine"}',
    "{at: 1.0, do: step.reach, seance: absente, activity: absente, sequence: absente}",
    "{at: 1.0, do: trait.add, slot: tete, id: x, trait: {noun: 5}}",
    '{at: 1.0, do: trait.choose, slot: tete, trait: "own:x"}',
    '{at: 1.0, do: trait.choose, slot: zzz, trait: "\\e[1m:x"}',
    "{at: 1.0, do: lexicons.set, ids: [absent]}",
    '{at: 1.0, do: voice.tune, voice: {engine: x, rate: "oui", effects: 7}}',
    '{at: 1.0, do: voice.choose, id: "../../etc"}',
    "{at: 1.0, do: machine.set, order: 99, adaptive: peut-etre}",
    "{at: 1.0, do: inconnu.total, x: 3}",
    '{at: 1.0, do: persona.name, name: "\\e[2J\\nX"}',
]
BROKEN = {
    "vide": b"", "binaire": bytes(range(256)) * 50, "nul": b"\0" * 5000, "zip": b"PK\x03\x04rien",
    "alias": b"a: &a [x]\nb: [*a,*a]\n", "creux": b"[" * 100_000, "sans-fin": HEAD % b"x" + b"--- {at: 1.0, do: ",
    "futur": b'--- {bestio: "journal/99", id: "x", group: "x", started: 1.0}\n--- {at: 1, do: danse}\n',
}  # fmt: skip


@pytest.fixture
def odd(line: Any) -> Any:
    """A class of odd journals, and one whose every event is odd."""
    line("new", "--group", "evenements", "--class", "x", "--seed", "1")
    folder = line.home / "workshops" / "x"
    with (folder / "evenements.yaml").open("a", encoding="utf-8") as stream:
        stream.writelines(f"--- {event}\n" for event in EVENTS)
    for name, content in BROKEN.items():
        (folder / f"{name}.yaml").write_bytes(content)
    (folder / "dossier.yaml").mkdir()
    if os.name == "posix":
        (folder / "boucle.yaml").symlink_to(folder / "boucle.yaml")
        os.mkfifo(folder / "tube.yaml")
    (line.home / "workshops" / "fichier").write_text("x", encoding="utf-8")
    return line


def gives(line: Any, *words: str, answers: tuple[str, ...] = ()) -> str:
    """What a command says, whatever its code; never an escape."""
    said: str = line(*words, answers=answers, code=None)
    assert "\x1b" not in said
    assert said.strip()
    return said


def test_a_class_of_odd_journals_is_told(odd: Any) -> None:
    said = odd("class", "x", code=1)
    for name in BROKEN:
        assert f"({name})" in said
    assert "\x1b" not in said
    assert "\ufffd[2J X" in said  # a name is one line


@pytest.mark.parametrize("name", [*BROKEN, "dossier", "boucle", "tube"])
def test_an_odd_journal_ends_no_command_badly(odd: Any, name: str) -> None:
    for words in (["act", f"x/{name}", "étape"], ["replay", f"x/{name}", "--plain"], ["act", f"x/{name}", "tourner"]):
        gives(odd, *words)


@pytest.mark.parametrize(
    "verb",
    ["voir", "pourquoi", "textes", "phrases", "notes", "étape", "traits tete", "pourquoi p2", "sondage résultats",
     "parier p2 3", "signer 100 0 0 0 0", "quiz", "fabriquer", "tourner", "muter", "activité", "annuler", "portrait",
     "lexiques", "nommer", "compter 5", "accorder"],
)  # fmt: skip
def test_odd_events_end_no_verb_badly(odd: Any, verb: str) -> None:
    gives(odd, "act", "x/evenements", *verb.split(), answers=("1",) * 20)


@pytest.mark.parametrize(
    "words",
    [["class", "fichier"], ["class", ".."], ["class", ""], ["class", "--new", ""], ["class", "--new", "…"],
     ["move", "x/evenements", ""], ["move", "x/evenements", "fichier/y"], ["move", "../x", "y"], ["forget", "fichier"],
     ["import", "/dev/zero"], ["import", "."], ["act", "/dev/zero", "voir"], ["act", "../../etc/passwd", "voir"],
     ["new", "--class", "../.."]],
)  # fmt: skip
def test_names_that_lead_elsewhere_are_refused(odd: Any, words: list[str]) -> None:
    before = {path for path in odd.home.rglob("*") if path.suffix != ".who"}
    gives(odd, *words)
    made = {path for path in odd.home.rglob("*") if path.suffix != ".who"} - before
    assert not [path for path in made if path.suffix == ".yaml"]


def test_the_group_of_that_very_file_comes_before_groups_of_that_name(odd: Any) -> None:
    odd("act", "x/evenements", "groupe", "futur")
    assert "evenements" in odd("act", "x/evenements", "fichier")


@pytest.mark.skipif(os.name != "posix", reason="killed with a signal")
def test_what_was_answered_before_a_kill_is_there(line: Any) -> None:
    line("new", "--group", "Les Ours", "--class", "5b")
    asked = subprocess.Popen(
        [sys.executable, "-m", "bestio", "act", "les-ours", "sondage", "avant"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "BESTIO_HOME": str(line.home)},
    )  # fmt: skip
    assert asked.stdin is not None
    assert asked.stdout is not None
    asked.stdin.write(b"1\n" * 6)
    asked.stdin.flush()
    while "Merci" not in (said := asked.stdout.readline().decode()):
        assert said
    assert "fenêtre" in line("act", "les-ours", "tourner", code=1)  # the dialogue has the journal
    assert line("act", "les-ours", "étape")  # one may look
    asked.send_signal(signal.SIGKILL)
    asked.wait(timeout=scaled(20))
    asked.stdin.close()
    asked.stdout.close()
    assert [do for do, _data in line.events("5b/les-ours.yaml")][-1] == "poll.answer"
    line("act", "les-ours", "tourner")  # and the journal is free again


@pytest.mark.skipif(os.name != "posix", reason="interrupted with a signal")
@pytest.mark.skipif(signal.getsignal(signal.SIGINT) is signal.SIG_IGN, reason="run where nothing can be interrupted")
def test_a_dialogue_that_is_interrupted_says_so(line: Any) -> None:
    line("new", "--group", "Les Ours", "--class", "5b")
    asked = subprocess.Popen(
        [sys.executable, "-m", "bestio", "act", "les-ours", "sondage", "avant"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "BESTIO_HOME": str(line.home)},
    )  # fmt: skip
    assert asked.stdout is not None
    while "numéro" not in (said := asked.stdout.readline().decode()):
        assert said
    asked.send_signal(signal.SIGINT)
    _out, told = asked.communicate(timeout=scaled(20))
    assert asked.returncode == 130
    assert told.decode().strip() == "Interrompu."


def test_a_workspace_that_cannot_be_written_is_told_before_anything_is_asked(
    line: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    line("new", "--group", "Les Ours", "--class", "5b")
    example = find_bundled() / "workshops" / "exemples" / "zero-zebre.yaml"
    with monkeypatch.context() as patch:

        def refuse(*_anything: Any) -> None:
            raise OSError(errno.EROFS, "refused")

        for place in (
            "storage.lock.WriterLock.acquire",
            "storage.disk.replace",
            "storage.disk.append",
            "journal.file_journals.make_folder",
        ):
            patch.setattr(f"bestio.{place}", refuse)
        for words in (
            ["class", "--new", "x"], ["new", "--group", "ours"], ["act", "les-ours", "tourner"],
            ["class", "5b", "--group", "Les Vis"], ["import", str(example)],
        ):  # fmt: skip
            said = line(*words, code=1)
            assert "On ne peut pas écrire dans ce dossier" in said
            assert "bestio --home" in said  # what to do
            assert not line.out
    assert len(line.data("class", "5b")) == 1


def test_where_there_is_no_phrase_one_hears_how_to_make_one(line: Any) -> None:
    line("new", "--group", "Les Ours", "--class", "5b")
    for words, code in ((["phrases"], 0), (["garder", "p1"], 2), (["pourquoi", "p1"], 2)):
        assert "fabriquer" in line("act", "les-ours", *words, code=code)


def test_a_name_of_half_a_character_is_a_name(line: Any) -> None:
    half = os.fsdecode(b"Vis \xff")  # what a shell of another encoding gives
    line("class", "--new", "5b", "--group", half, "--group", "Les \ud800")
    assert "Vis \ufffd" in line("class", "5b")
    line("new", "--group", half, "--class", "5b")
    assert len(line.data("class", "5b")) == 3
