"""A group is forgotten in every class: what others quoted of it, copies of it, files; and whatever interrupts that."""

from __future__ import annotations

import dataclasses
import gzip
import io
import os
import shutil
import signal
import subprocess
import sys
import threading
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bestio.classroom.bundle import export_creation, import_creation, journal_in, parts_of
from bestio.classroom.class_report import describe_forgetting, erasure_of, made_by_groups
from bestio.classroom.erasure import redaction
from bestio.classroom.erasure.own_words import GONE
from bestio.classroom.erasure.plan import Erasure
from bestio.classroom.erasure.redaction import Eraser
from bestio.classroom.erasure.writer import Writer, writer_of
from bestio.classroom.moving import move_group
from bestio.classroom.store import Store
from bestio.classroom.table import Classroom
from bestio.creation.betting import bet_on, describe_note
from bestio.creation.events import Event
from bestio.creation.phrase_shapes import HolderShape
from bestio.errors import BestioError
from bestio.journal import reader
from bestio.journal.header import Header
from bestio.journal.journal import Journal, JournalBusy
from bestio.journal.journals import Journals
from bestio.library import Library
from bestio.speech.voice import Voice, read_voice, save_voice
from bestio.text.normalise import compose
from bestio.text.slug import slug
from tests.classroom.conftest import DYING, IN_FILES
from tests.sure import right

SECRET = "Mon chat Biscotte dort sous l’armoire."
HERS = {"source": "class:les-zebres:t1", "author": "Les Zèbres", "title": "Le chat"}
OURS = {"source": "own:t1", "author": "Ours", "title": "", "sentence": "Le vent souffle."}
WORDS = ["Le", "vent", "et", "mon", "chat", "Biscotte", "dort", "."]


def say(journal: Any) -> None:
    """A phrase that copies four words of the zebras, what was made of it by hand, and what was judged."""
    steps = [{"word": word, **(HERS | {"sentence": SECRET} if 3 <= at < 7 else OURS)} for at, word in enumerate(WORDS)]
    copied = {**HERS, "words": 4, "of": "mon chat Biscotte dort", "total": 7, "start": 3, "end": 7}
    patches = [{"start": 0, "end": 3, "words": 3, "text": 0}, {"start": 3, "end": 7, "words": 4, "text": 1}]
    text = "Le vent et mon chat Biscotte dort."
    holders = [{key: OURS[key] for key in HERS}, HERS]
    journal.record("phrase.make", id="p1", text=text, steps=steps, copied=copied, patches=patches, texts=holders)
    journal.record("phrase.keep", id="p1")
    journal.record("quiz.answer", phrase=text, guess="human", truth="machine")
    journal.record("phrase.edit", id="p1", text="Le vent dit : mon chat Biscotte dort bien !", copied=copied)
    journal.record("source.weigh", source=HERS["source"], weight=2, title="Le chat")


@pytest.fixture
def store(library: Library, clock: Any, keeping: Journals | None) -> Store:
    """The zebras in 5a, quoted there by the bears, who then go to 5b, and by the crabs, a copy of whom is in 5c."""
    store = Store(library.workspace, clock, keeping)
    clock.pass_(3)
    with store.new("Les Zèbres", "5a") as journal:
        journal.record("creation.begin", lexicons=["ferraille"], name="Bob", traits={"tete": "maison:pot"})
        journal.record("text.write", id="t1", title="Le chat", text=f"Il pleut. {SECRET} Voilà.")
        journal.record("text.share", id="t1")
    for name in ("Ours", "Crabes"):
        clock.pass_(3)
        with store.new(name, "5a") as journal:
            journal.record("text.write", id="t1", title="", text="Le vent souffle.")
            say(journal)
    file = export_creation(store.path("5a", "crabes"), library.workspace / "cle" / "crabes.bestio", library, store)
    import_creation(file, store, "5c", library)
    move_group(store, store.path("5a", "ours"), "5b", made=made_by_groups(library))
    return store


@pytest.fixture
def erasure(store: Store, library: Library) -> Erasure:
    return erasure_of(store, library)


def contents(store: Store) -> dict[str, bytes]:
    """All that the workspace holds, bundles opened, and what a server keeps for it."""
    found = {str(entry.path): store.content(entry.path) for entry in store.recent()}
    for path in store.root.parent.rglob("*"):
        if path.is_file():
            found[str(path)] = journal_in(path.read_bytes(), path) if path.suffix == ".bestio" else path.read_bytes()
    return found


def seen(store: Store, path: Path) -> Journal:
    with store.open(path, read_only=True) as journal:
        return journal


def traces(store: Store) -> list[str]:
    """Where anything of the zebras stands."""
    marks = ("Biscotte", "Zèbres", "zebres", "Le chat")
    return sorted(
        path for path, data in contents(store).items() if any(mark.encode() in data or mark in path for mark in marks)
    )


def test_what_other_classes_quote_is_shown_and_erased(
    store: Store, library: Library, erasure: Erasure, clock: Any
) -> None:
    what = erasure.preview("5a", "les-zebres")
    assert {(one.class_id, one.group) for one in what.quoting} == {
        ("5a", "Crabes"), ("5b", "Ours"), ("5c", "Crabes"), ("", "crabes"),
    }  # fmt: skip
    told = "\n".join(describe_forgetting(what))
    assert "5b/ours.yaml" in told
    assert "cle/crabes.bestio" in told
    erasure.forget(what, now=clock())
    assert traces(store) == []
    for class_id, group in (("5b", "ours"), ("5c", "crabes")):
        journal = seen(store, store.path(class_id, group))
        assert not journal.problems
        (phrase,) = journal.creation.kept_phrases
        assert phrase.text == "Le vent et […]."
        assert phrase.edited == "Le vent dit\u00a0: […] bien\u202f!"
        assert [step.author for step in phrase.steps if step.source == "own:t1"] == ["Ours"] * 4
        assert phrase.steps[3].title == "[texte effacé]"
        assert journal.creation.texts["t1"].text == "Le vent souffle."
    again = import_creation(library.workspace / "cle" / "crabes.bestio", store, "5d", library)
    assert seen(store, again.path).creation.kept == ("p1",)


CHILD = {"seed": 3, "traits": {"tete": "ferraille:hibou"}, "name": "Théihou"}


@pytest.mark.parametrize("class_id", ["5b", "5c"])
def test_the_name_of_a_creature_that_was_crossed_with_goes_too(
    store: Store, library: Library, erasure: Erasure, clock: Any, class_id: str
) -> None:
    with store.open(store.path("5a", "les-zebres")) as journal:
        journal.record("persona.name", name="Prénom")
        journal.record("persona.name", name="Bob")
    path = store.path(class_id, {"5b": "ours", "5c": "crabes"}[class_id])
    with store.open(path) as journal:
        for source, creature in (("les-zebres", "Prénom"), ("les-pies", "Pica")):
            journal.record("persona.cross", CHILD | {"other": {"source": f"class:{source}:", "creature": creature}})
    erasure.forget(erasure.preview("5a", "les-zebres"), now=clock())
    assert not [where for where, data in contents(store).items() if "Prénom".encode() in data]
    assert traces(store) == []
    journal = seen(store, path)
    assert not journal.problems
    crossings = [event for event in journal.events if event.do == "persona.cross"]
    assert [event.data["other"]["creature"] for event in crossings] == ["", "Pica"]
    assert all(event.data["traits"] == CHILD["traits"] for event in crossings)


def test_a_creature_of_another_group_of_the_same_id_keeps_its_name() -> None:
    events = [Event(0, "creation.begin", {"name": "Bob", "traits": {}})]
    reading = reader.Reading(Header(group="Les Zèbres"), events)
    theirs = writer_of([("5a", "les-zebres", reading)], ["les-zebres"])
    for creature, left in (("Bob", ""), ("Léa", "Léa")):
        other = {"source": "class:les-zebres:", "creature": creature}
        event = Event(1, "persona.cross", {**CHILD, "other": other})
        assert Eraser(theirs, "5b").without_quotes(event).data["other"]["creature"] == left


def test_the_class_that_a_group_left_forgets_it_too(
    store: Store, library: Library, erasure: Erasure, clock: Any
) -> None:
    made = made_by_groups(library)
    move_group(store, store.path("5a", "les-zebres"), "5b", made=made)
    erasure.forget(erasure.preview("5b", "les-zebres"), now=clock())
    assert traces(store) == []
    assert store.journals.is_there(store.path("5a", "crabes"))


def test_a_class_is_forgotten_in_the_others(store: Store, library: Library, erasure: Erasure, clock: Any) -> None:
    what = erasure.preview("5a")
    assert sorted(path.name for path in what.copies) == ["crabes.bestio", "crabes.yaml"]
    erasure.forget(what, now=clock())
    assert traces(store) == []
    assert store.classes() == ["5b", "5c"]
    assert store.groups("5c") == []
    assert not store.folder("5a").exists()


def test_copies_go_too_or_stay(store: Store, library: Library, erasure: Erasure, clock: Any) -> None:
    file = export_creation(store.path("5a", "les-zebres"), library.workspace / "archives" / "z.bestio", library, store)
    imported = import_creation(file, store, "5c", library).path
    (library.workspace / "sauvegarde.yaml").write_bytes(store.content(imported))
    sounds = library.workspace / "sons" / "5c" / "les-zebres" / "voix.mp3"
    sounds.parent.mkdir(parents=True)
    sounds.write_bytes(b"son")
    with store.open(imported) as journal:
        journal.record("group.name", name="Biscotte et Cie")

    only = erasure.preview("5c", "les-zebres", everywhere=False)
    files = [] if store.server else ["les-zebres.yaml"]
    assert sorted(path.name for path in only.files) == [*files, "voix.mp3"]
    assert len(only.copies) == 3
    assert [(one.class_id, one.group) for one in only.quoting] == [("5c", "Crabes")]

    what = erasure.preview("5a", "les-zebres")
    assert sorted(path.name for path in what.copies) == ["les-zebres.yaml", "sauvegarde.yaml", "z.bestio"]
    assert what.groups == ("Biscotte et Cie", "Les Zèbres")
    erasure.forget(what, now=clock())
    assert traces(store) == []
    assert not sounds.parent.exists()


def test_only_one_of_two_copies(store: Store, library: Library, erasure: Erasure, clock: Any) -> None:
    imported = import_creation(
        export_creation(store.path("5a", "les-zebres"), library.workspace / "archives", library, store),
        store,
        "5a",
        library,
    ).path
    assert imported.stem == "les-zebres-2"
    before = store.content(store.path("5a", "crabes"))
    erasure.forget(erasure.preview("5a", "les-zebres-2", everywhere=False), now=clock())
    assert store.journals.is_there(store.path("5a", "les-zebres"))
    assert not store.journals.is_there(imported)
    assert store.content(store.path("5a", "crabes")) == before


def test_another_group_of_that_name_is_left_alone(store: Store, library: Library, erasure: Erasure, clock: Any) -> None:
    clock.pass_(60)
    with store.new("Les Zèbres", "5b") as journal:
        journal.record("creation.begin", lexicons=["nuit"], name="Zoé", traits={"tete": "nuit:lune"})
        journal.record("text.write", id="t1", title="Le chien", text="Un chien jaune garde la gare.")
    with store.new("Pies", "5b") as journal:
        step = {"word": "gare", **HERS, "title": "Le chien", "sentence": "Un chien jaune garde la gare."}
        journal.record("phrase.make", id="p1", text="gare", steps=[step])
    kept = {name: store.content(store.path("5b", name)) for name in ("les-zebres", "pies")}
    erasure.forget(erasure.preview("5a", "les-zebres"), now=clock())
    assert {name: store.content(store.path("5b", name)) for name in kept} == kept
    assert "Biscotte" not in every_string(store)
    erasure.forget(erasure.preview("5b", "les-zebres"), now=clock())
    assert traces(store) == []


@IN_FILES
def test_damaged_parts_that_quote_are_erased_too(store: Store, library: Library, erasure: Erasure, clock: Any) -> None:
    crabs = store.path("5a", "crabes")
    last = crabs.read_bytes().splitlines()[3]
    crabs.with_name("crabes.mis-de-cote.txt").write_bytes(last[: len(last) // 2] + b"\nautre chose\n")
    with crabs.open("ab") as stream:
        stream.write(last[: len(last) // 2])
    (library.workspace / "illisible.bestio").write_bytes(b"PK rien")
    by_hand = b"---\nat: 9000\ndo: source.weigh\nsource: class:les-zebres:t1\nweight: 3\ntitle: Le chat\n"
    bears = store.path("5b", "ours")
    bears.write_bytes(bears.read_bytes() + by_hand)
    what = erasure.preview("5a", "les-zebres")
    assert [path.name for path in what.unread] == ["illisible.bestio"]
    assert "illisible.bestio" in "\n".join(describe_forgetting(what))
    (library.workspace / "illisible.bestio").unlink()
    erasure.forget(what, now=clock())
    assert traces(store) == []
    assert b"autre chose" in crabs.with_name("crabes.mis-de-cote.txt").read_bytes()
    assert not seen(store, bears).problems


def test_nothing_goes_while_another_class_works(store: Store, erasure: Erasure, library: Library, clock: Any) -> None:
    what = erasure.preview("5a", "les-zebres")
    before = contents(store)
    with store.open(store.path("5b", "ours")), pytest.raises(JournalBusy):
        erasure.forget(what, now=clock())
    assert contents(store) | before == contents(store)
    assert {path for path in contents(store) if not path.endswith((".lock", ".who"))} <= set(before)


@IN_FILES
def test_what_is_read_only_goes_or_is_told(
    store: Store, library: Library, erasure: Erasure, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in library.workspace.rglob("*.yaml"):
        path.chmod(0o400)
    sound = library.workspace / "sons" / "5a" / "les-zebres" / "voix.mp3"
    sound.parent.mkdir(parents=True)
    sound.write_bytes(b"son")
    unlink = Path.unlink

    def held(path: Path, missing_ok: bool = False) -> None:
        if path == sound:
            raise PermissionError(13, "held", str(path))
        unlink(path, missing_ok=missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", held)
        patched.setattr(os, "unlink", lambda *_names, **_more: held(sound))  # what `rmtree` calls
        with pytest.raises(BestioError) as told:
            erasure.forget(erasure.preview("5a", "les-zebres"), now=clock())
    assert "voix.mp3" in str(told.value)
    assert store.path("5a", "les-zebres").exists()  # it tells what to look for
    assert b"Biscotte" not in store.path("5b", "ours").read_bytes()
    erasure.forget(erasure.preview("5a", "les-zebres"), now=clock())
    assert traces(store) == []


@pytest.mark.slow
def test_a_table_that_is_read_meanwhile_hinders_nothing(
    store: Store, library: Library, erasure: Erasure, clock: Any
) -> None:
    classroom = Classroom(store, library.cache)
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            shutil.rmtree(library.cache, ignore_errors=True)
            classroom.sources("5a")

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for _time in range(20):
            store.new("Vis", "5a").close()
            erasure.forget(erasure.preview("5a", "vis"), now=clock())
    finally:
        done.set()
        reader.join()


KILLS = 24
KILLED = (
    """
import os, signal, sys, time
from pathlib import Path
from bestio.library import Library
from bestio.classroom.class_report import erasure_of
from bestio.classroom.store import Store

library = Library(Path(sys.argv[1]), Path(sys.argv[2]))
last = int(sys.argv[3])
"""
    + DYING
    + """
store = Store(library.workspace, time.time)
care = erasure_of(store, library)
what = care.preview("5a", "les-zebres")
for name in ("open", "write", "unlink", "rename", "replace", "rmdir"):
    setattr(os, name, dying(getattr(os, name)))
care.forget(what, now=time.time())
sys.stdout.write(str(made))
"""
)


def forget_until(library: Library, last: int) -> int | None:
    """Forget in another process that is killed at that call to the system; how many it made, None where killed."""
    words = [sys.executable, "-c", KILLED, str(library.bundled), str(library.workspace), str(last)]
    done = subprocess.run(words, check=False, capture_output=True)
    assert done.returncode in {0, -signal.SIGKILL}, done.stderr.decode()
    return int(done.stdout) if done.returncode == 0 else None


@IN_FILES
@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="killed with a signal")
def test_killed_at_any_call_it_is_finished_by_forgetting_again(
    store: Store, library: Library, erasure: Erasure, clock: Any
) -> None:
    """At `KILLS` of its calls to the system, from the first to the last."""
    whole = library.workspace.with_name("entier")
    sound = library.workspace / "sons" / "5a" / "les-zebres" / "voix.mp3"
    sound.parent.mkdir(parents=True)
    sound.write_bytes(b"son")
    import_creation(store.path("5a", "les-zebres"), store, "5c", library)
    (library.cache / "machines").mkdir(parents=True)
    shutil.copytree(library.workspace, whole)
    calls = forget_until(library, -1)
    assert calls is not None
    assert calls > KILLS
    for number in sorted({round(part * (calls - 1) / (KILLS - 1)) for part in range(KILLS)}):
        shutil.rmtree(library.workspace)
        shutil.copytree(whole, library.workspace)
        assert forget_until(library, number) is None
        for group in ("ours", "crabes"):
            for path in store.root.glob(f"*/{group}.yaml"):
                assert seen(store, path).creation.kept == ("p1",)
        if traces(store):
            erasure.forget(erasure.preview("5a", "les-zebres"), now=clock())
        assert traces(store) == []
        assert len(list(store.root.glob("*/*.yaml"))) == 3


# --- the events -------------------------------------------------------------------------------------------------------


def zebras(said: str = SECRET) -> Writer:
    reading = reader.Reading(Header(group="Les Zèbres"))
    reading.events = [Event(1.0, "text.write", {"id": "t1", "title": "Le chat", "text": said})]
    return writer_of([("5a", "les-zebres", reading)])


def test_what_an_edited_phrase_its_pieces_and_a_weight_quote_goes_too() -> None:
    secret = {"source": "class:les-zebres:t1", "author": "Les Zèbres", "title": "Biscotte"}
    for event in (
        Event(1.0, "phrase.edit", {"id": "p1", "text": "x", "copied": {**secret, "words": 4, "of": "Biscotte a ri"}}),
        Event(1.0, "phrase.make", {"id": "p1", "text": "x", "texts": [secret], "patches": [{"start": 0, "text": 0}]}),
        Event(1.0, "source.weigh", {"source": secret["source"], "weight": 2, "title": "Biscotte"}),
    ):
        cleaned = Eraser(zebras(), "5a").without_quotes(event)
        assert "Biscotte" not in repr(cleaned)
        assert "zebres" not in repr(cleaned).lower().replace("è", "e")
        assert Eraser(Writer(), "5a").without_quotes(event) is event


def test_drafts_with_their_words_go_and_those_of_others_stay() -> None:
    texts = [{"source": "class:les-zebres:t1", "author": "Les Zèbres", "title": "Biscotte"}, {**OURS, "title": "Vent"}]
    drafts = [
        {"text": "Biscotte a ri.", "why": "copied", "words": 3, "total": 3, "run": "Biscotte a ri", "of": 0, "by": [0]},
        {"text": "Le vent souffle.", "why": "short", "words": 3, "total": 5, "by": [1]},
        {"text": "Le vent a ri.", "why": "said", "by": [0, 1]},
        {"text": "", "why": "guard"},
        "of a newer program",
    ]
    event = Event(1.0, "phrase.make", {"id": "p1", "text": "x", "texts": texts, "drafts": drafts})
    cleaned = Eraser(zebras(), "5a").without_quotes(event).data["drafts"]
    assert cleaned[0] == {**drafts[0], "text": GONE, "run": GONE}  # type: ignore[dict-item]
    assert cleaned[1] == drafts[1]
    assert cleaned[2] == {**drafts[2], "text": GONE}  # type: ignore[dict-item]
    assert cleaned[3:] == drafts[3:]
    assert "Biscotte" not in repr(Eraser(zebras(), "5a").without_quotes(event))


words = st.lists(st.sampled_from([*SECRET.split(), "vent", "le", "…", ".", "l’", "<b>", "[/"]), max_size=14)


@given(words, st.lists(st.booleans(), min_size=14, max_size=14), st.text(max_size=40).map(compose))
def test_no_four_words_in_a_row_are_left_of_what_was_quoted(shown: list[str], hers: list[bool], free: str) -> None:
    steps = [
        {"word": word, "read": "", **(HERS | {"sentence": SECRET} if theirs else OURS)}
        for word, theirs in zip(shown, hers, strict=False)
    ]
    eraser = Eraser(zebras(), "5a")
    cleaned = eraser.without_quotes(Event(1.0, "phrase.make", {"id": "p1", "text": " ".join(shown), "steps": steps}))
    kept = cleaned.data["steps"]
    assert len(kept) == len(steps)
    for was, now in zip(steps, kept, strict=True):
        assert now["word"] in {was["word"], GONE, ""}
        assert (now == was) == (was["source"] == OURS["source"])
    edit = Event(2.0, "phrase.edit", {"id": "p1", "text": free})
    assert eraser.without_quotes(edit).data["text"] == free
    assert Eraser(zebras(), "5a").without_quotes(cleaned) is cleaned


@given(
    st.binary(max_size=300), st.sampled_from([b"", b'--- {at: 1, do: source.weigh, source: "class:les-zebres:t1"}\n'])
)
def test_any_bytes_are_kept_but_what_quotes(noise: bytes, quote: bytes) -> None:
    data = b'--- {bestio: "journal/1", id: "x", group: "X", started: 1.0}\n' + quote + noise
    cleaned, count = redaction.clean(data, zebras(), "5a")
    assert b"class:les-zebres:t1" not in cleaned or b"class:les-zebres" in noise
    if not count:
        assert cleaned == data


# --- what no source names ---------------------------------------------------------------------------------------------


def every_string(store: Store) -> str:
    return "\n".join(data.decode("utf-8", "replace") for data in contents(store).values())


def test_a_bet_is_forgotten_by_its_source_and_one_of_before_by_its_words(
    store: Store, library: Library, erasure: Erasure, clock: Any
) -> None:
    path = store.path("5a", "crabes")
    with store.open(path) as journal:
        phrase = replace(journal.creation.phrases["p1"], edited=None, edited_copied=None)
        whose = HolderShape(HERS["source"], HERS["author"])
        journal.record("note.write", text="", id="pari:p1", about="Parie", bet=bet_on(phrase, 4, whose))
        told = describe_note(journal.creation.notes[-1])
        assert "4, Les Zèbres." in told
        assert "«\u00a0Le chat\u00a0» (Les Zèbres)" in told
        journal.record("note.write", text=told, id="ancien:p1", about="Parie")
        journal.record("note.write", text="Les Zèbres ont une créature, Bob. Nous, un chat.", id="libre")
    erasure.forget(erasure.preview("5a", "les-zebres"), now=clock())
    assert traces(store) == []
    assert "Bob" not in every_string(store)
    bet, before, free = seen(store, path).creation.notes
    assert bet.bet is not None
    assert (bet.bet.words, bet.bet.whose.author, bet.bet.phrase) == (4, "un groupe effacé", "Le vent et […].")
    assert "4, un groupe effacé." in describe_note(bet)
    assert before.text.splitlines()[:2] == ["Le vent et […].", describe_note(bet).splitlines()[1]]
    assert free.text == "un groupe effacé ont une créature, […]. Nous, un chat."


def test_rivals_and_words_that_only_they_had_go_and_those_of_others_stay(
    store: Store, library: Library, erasure: Erasure, clock: Any
) -> None:
    path = store.path("5a", "crabes")
    rivals = [{"word": word, "probability": 0.25, "count": 1} for word in ("Biscotte", "souffle", "armoire", "")]
    with store.open(path) as journal:
        ours = {**OURS, "rivals": rivals}
        steps = [{"word": "Le", **OURS}, {"word": "vent", **ours}, {"word": "Biscotte", **HERS}, {"word": "!", **OURS}]
        journal.record("phrase.make", id="p2", text="Le vent Biscotte !", steps=steps)
        journal.record("stage.speak", phrase="Le vent Biscotte !", voice="x", seconds=1)
    erasure.forget(erasure.preview("5a", "les-zebres"), now=clock())
    assert traces(store) == []
    journal = seen(store, path)
    phrase = journal.creation.phrases["p2"]
    assert [one.word for one in phrase.steps[1].rivals][1::2] == ["souffle", ""]
    assert phrase.steps[1].rivals[0].word == GONE
    assert [one.probability for one in phrase.steps[1].rivals] == [0.25] * 4
    assert phrase.text == "Le vent […]\u202f!"
    assert journal.creation.spoken[-1].phrase == phrase.text


def test_what_others_have_written_loses_only_what_they_copied_out(
    store: Store, library: Library, erasure: Erasure, clock: Any
) -> None:
    long = "Un matin de brume Zigomar a caché trois clés rousses sous le vieux puits du moulin"
    given = "Il était une fois dans une ville très lointaine un robot"
    with store.open(store.path("5a", "les-zebres")) as journal:
        journal.record("text.write", id="t2", title="Ours", text=f"{given} bleu. {long}.")
    with store.open(store.path("5a", "crabes")) as journal:
        journal.record(
            "text.write", id="t2", title="Ici", text=f"{given} vert. Puis {long}, et mon chat dort. Bob rit."
        )
    with store.open(store.path("5b", "ours")) as journal:
        journal.record("text.write", id="t2", title="Là", text=f"{given} gris. Le bob du marin.")
    erasure.forget(erasure.preview("5a", "les-zebres"), now=clock())
    texts = seen(store, store.path("5a", "crabes")).creation.texts
    assert texts["t2"].text == f"{given} vert. Puis […], et mon chat dort. Bob rit."
    assert seen(store, store.path("5b", "ours")).creation.texts["t2"].text == f"{given} gris. Le bob du marin."
    assert "Zigomar" not in every_string(store)


def test_a_creature_of_the_classes_own_group_of_this_id_keeps_its_name(
    store: Store, library: Library, erasure: Erasure, clock: Any
) -> None:
    """Two classes have a group of one id, and both had a creature of one name: each journal means its own."""
    clock.pass_(60)
    with store.new("Les Zèbres", "5b") as journal:
        journal.record("creation.begin", lexicons=["nuit"], name="Bob", traits={"tete": "nuit:lune"})
    path = store.path("5b", "ours")
    with store.open(path) as journal:
        journal.record("persona.cross", CHILD | {"other": {"source": "class:les-zebres:", "creature": "Bob"}})
    erasure.forget(erasure.preview("5a", "les-zebres"), now=clock())
    assert seen(store, path).events[-1].data["other"] == {"source": "class:les-zebres:", "creature": "Bob"}
    erasure.forget(erasure.preview("5b", "les-zebres"), now=clock())
    assert seen(store, path).events[-1].data["other"]["creature"] == ""
    assert traces(store) == []


def save(store: Store, library: Library, group: str, title: str, **tuned: Any) -> Path:
    voice = msgspec.structs.replace(Voice("v", "V"), id=slug(title, ""), title=title, **tuned)
    path = library.own("voices") / f"{voice.id}.yaml"
    with store.open(store.path("5a", group)) as journal:
        save_voice(path, voice, saved_by=journal.header.mark)
    return path


def test_voices_that_the_group_saved_go_or_are_called_otherwise(
    store: Store, library: Library, erasure: Erasure, clock: Any
) -> None:
    gone, had = (save(store, library, "les-zebres", f"Voix de {name}", rate=200) for name in ("Biscotte", "Pépin"))
    stays = save(store, library, "crabes", "Voix des crabes", rate=180)
    with store.open(store.path("5a", "les-zebres")) as journal:
        before = msgspec.structs.replace(Voice("notre-voix-1", "Miaou"), rate=333)
        journal.record("voice.tune", voice=before.recipe())
    old = library.own("voices") / "miaou.yaml"
    save_voice(old, msgspec.structs.replace(before, id="miaou"))  # as a program of before saved it
    unclaimed = library.own("voices") / "du-prof.yaml"
    save_voice(unclaimed, Voice("du-prof", "Du prof", rate=111))
    path = store.path("5a", "crabes")
    with store.open(path) as journal:
        journal.record("voice.choose", id=had.stem)
        lineage = {"how": "mutate", "parents": [had.stem]}
        tuned = Voice("notre-voix-1", "Voix de Pépin, à notre façon").recipe()
        journal.record("voice.tune", voice={**tuned, "lineage": lineage})
    bundle = export_creation(path, library.workspace / "cle" / "c.bestio", library, store)
    what = erasure.preview("5a", "les-zebres")
    told = "\n".join(describe_forgetting(what))
    assert "voix-de-biscotte" in told
    assert "voix-de-pepin" in told
    assert "du-prof" in told
    erasure.forget(what, now=clock())
    assert not gone.exists()
    assert not had.exists()
    assert not old.exists()
    assert stays.exists()
    assert unclaimed.exists()
    assert "Pépin" not in every_string(store) + bundle.read_bytes().decode("utf-8", "replace")
    assert "pepin" not in every_string(store)
    journal = seen(store, path)
    new = journal.events[-2].data["id"]
    assert read_voice(library.own("voices") / f"{new}.yaml", right).rate == 200  # type: ignore[union-attr]
    assert journal.creation.voice is not None
    assert journal.creation.voice.told["lineage"]["parents"] == [new]
    assert f"voices/{new}.yaml" in parts_of(bundle.read_bytes(), bundle)


def test_half_a_line_that_holds_a_voice_of_theirs_goes(
    store: Store, library: Library, erasure: Erasure, clock: Any
) -> None:
    had = save(store, library, "les-zebres", "Voix de Pépin", rate=200)
    path = store.path("5a", "crabes")
    with store.open(path) as journal:
        journal.record("voice.choose", id=had.stem)
        journal.record("voice.tune", voice=Voice("notre-voix-1", "Voix de Pépin, à notre façon").recipe())
    data = store.content(path)
    torn = library.workspace / "moitie.part"
    torn.write_bytes(data[: data.rindex(b", \xc3\xa0 notre fa")])
    erasure.forget(erasure.preview("5a", "les-zebres"), now=clock())
    left = torn.read_text(encoding="utf-8")
    assert "Pépin" not in left
    assert "pepin" not in left
    assert left.startswith("--- ")


def test_copies_are_known_by_what_they_hold(store: Store, library: Library, erasure: Erasure, clock: Any) -> None:
    data, theirs = (store.content(store.path("5a", name)) for name in ("les-zebres", "crabes"))
    folder = store.folder("5a")
    folder.mkdir(parents=True, exist_ok=True)
    swap = b"b0VIM 9.0\0" + b"\0" * 500 + b"\0".join(reversed(data.split(b"\n")))
    erased = {
        "les-zebres.yaml~": data, "x.orig": data, ".les-zebres.yaml.swp": swap, "sans-nom": data,
        "x (copie en conflit de PC-12).yaml": data, "crlf.txt": data.replace(b"\n", b"\r\n"),
        "bom.yaml.1": b"\xef\xbb\xbf" + data, "utf16.txt": data.decode().encode("utf-16"), "x.gz": gzip.compress(data),
    }  # fmt: skip
    cleaned = {"crabes.yaml~": theirs, "crabes.yaml.orig": theirs}
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as stream:
        stream.writestr("5a/x.yaml", data)
    told = {
        "crabes.swp": b"b0VIM\0" + theirs.replace(b"\n", b"\0"), "classe.zip": archive.getvalue(),
        "tout.yaml.txt": theirs + data, "compte-rendu.odt": b"vu : Les Z\xc3\xa8bres",
    }  # fmt: skip
    alone = {"liste.txt": b"Acheter du pain et un chat.", "image.png": b"\x89PNG\r\n\x1a\nBiscotte"}
    for name, content in {**erased, **cleaned, **told, **alone}.items():
        (folder / name).write_bytes(content)
    what = erasure.preview("5a", "les-zebres")
    erasure.forget(what, now=clock())
    left = {path.name for path in folder.iterdir()}
    assert left & set(erased) == set()
    assert {*cleaned, *told, *alone} <= left
    assert {path.name for path in what.naming} >= set(told) - {"tout.yaml.txt"}
    assert not {path.name for path in what.naming} & {*cleaned, *alone}
    for name in cleaned:
        assert "Biscotte" not in (folder / name).read_text("utf-8")
    assert all((folder / name).read_bytes() == content for name, content in alone.items())


def test_the_rescue_folder_is_looked_through(store: Store, library: Library, clock: Any, tmp_path: Path) -> None:
    rescue = tmp_path / "Bestio-secours"
    rescue.mkdir()
    for name in ("les-zebres", "crabes"):
        (rescue / f"{name}-1.yaml").write_bytes(store.content(store.path("5a", name)))
    for erasure in (
        erasure_of(store, dataclasses.replace(library, rescue=rescue)),
        erasure_of(store, library, rescue=rescue),
    ):
        assert rescue / "les-zebres-1.yaml" in erasure.preview("5a", "les-zebres").copies
    erasure.forget(erasure.preview("5a", "les-zebres"), now=clock())
    assert [path.name for path in rescue.iterdir()] == ["crabes-1.yaml"]
    assert "Biscotte" not in (rescue / "crabes-1.yaml").read_text("utf-8")


@IN_FILES
@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes are for Linux")
def test_what_is_damaged_or_cannot_be_named_does_not_stop_the_rest(
    store: Store, library: Library, erasure: Erasure, clock: Any
) -> None:
    good = (library.workspace / "cle" / "crabes.bestio").read_bytes()
    damaged = library.workspace / "casse.bestio"
    damaged.write_bytes(good[: len(good) // 2])
    for number, name in enumerate((b"\xff\xfe.yaml", b"caf\xe9", b"a\nb.yaml", b"con:.yaml")):
        for folder in (store.folder("5a"), library.workspace):
            Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(b"--- rien\n" * number)
    for name in (b"5\xff", b"cl:asse", b"x "):
        odd = Path(os.fsdecode(os.fsencode(store.root) + b"/" + name))
        odd.mkdir()
        shutil.copy(store.path("5a", "crabes"), odd / "crabes.yaml")
    os.mkfifo(library.workspace / "tuyau")
    what = erasure.preview("5a", "les-zebres")
    assert damaged in what.unread
    told = "\n".join(describe_forgetting(what))
    assert "casse.bestio" in told
    told.encode()
    (library.workspace / "cle" / "crabes.bestio").write_bytes(good[:-30])  # damaged in the meantime
    with pytest.raises(BestioError, match="crabes"):
        erasure.forget(what, now=clock())
    (library.workspace / "cle" / "crabes.bestio").unlink()
    erasure.forget(erasure.preview("5a", "les-zebres"), now=clock())
    damaged.unlink()
    assert traces(store) == []
