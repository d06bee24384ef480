"""Classes that end, as lines: the day that is said, what is shown before anything goes, what goes, and its way back."""

from __future__ import annotations

import json
import os
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bestio.classroom import term
from bestio.classroom.store import Store
from bestio.cli import class_commands
from bestio.export.ended.clock import LAST_RUN, LEAP
from bestio.journal.file_journals import LAST_DAY
from tests.cli.command import bestio

BACKUPS = "bestio: backups/1\nbackups:\n- {title: La nuit, where: /nulle/part, days: 14}\n- where: la clé bleue\n"


def told(*words: str, home: Path, code: int = 0) -> str:
    done = bestio(*words, home=home, code=code)
    return " ".join((done.stdout + done.stderr).decode().split())


def result(*words: str, home: Path, code: int = 0) -> Any:
    return json.loads(bestio(*words, "--json", home=home, code=code).stdout)


def in_days(number: int) -> date:
    return date.today() + timedelta(number)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    store = Store(tmp_path / "Bestio", lambda: 1_700_000_000.0)
    store.make_class("5e B")
    with store.new("Les Ours", "5e-b") as journal:
        journal.record("creation.begin", lexicons=["ferraille"], name="Bob", traits={"tete": "ferraille:hibou"})
        journal.record("text.write", id="t1", title="", text="Le vent souffle sur la gare.")
    store.new("Seule", "4a").close()
    return store.root.parent


def end(home: Path, day: date) -> None:
    (home / "workshops" / "5e-b" / LAST_DAY).write_text(f"{day}\n")


def test_a_class_says_when_it_ends(home: Path) -> None:
    day = in_days(100)
    assert "dans 100 jours" in told("class", "5e B", "--ends", day.isoformat(), home=home)
    assert "dans 100 jours" in told("class", home=home)
    assert {one["class"]: one["ends"] for one in result("class", home=home)} == {"5e-b": day.isoformat(), "4a": ""}
    assert "n’a pas de fin" in told("class", "5e-b", "--ends", "never", home=home)
    assert "jours" not in told("class", home=home)
    assert "dans 1 jour." in told("class", "--new", "6e C", "--ends", f"{in_days(1):%d/%m/%Y}", home=home)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("5e-b", "--ends", "2020-07-10"), "Le 10/07/2020 est passé"),
        (("5e-b", "--ends", "demain"), "« demain » n’est pas une date"),
        (("5e-b", "--ends", ""), "La fin de la classe manque"),
        (("--ends", "2030-07-10"), "Quelle classe ?"),
        (("inconnue", "--ends", "2030-07-10"), "inconnue"),
    ],
)
def test_what_is_no_end_of_a_class_is_told_and_changes_nothing(home: Path, words: tuple[str, ...], wanted: str) -> None:
    assert wanted in told("class", *words, home=home, code=2)
    assert not list(home.rglob(LAST_DAY))


def test_what_would_go_is_shown_and_goes_when_asked_and_comes_back(home: Path, tmp_path: Path) -> None:
    to = tmp_path / "finies"
    assert "Aucune classe ne se termine" in told("retention", home=home)
    end(home, in_days(20))
    assert "dans 20 jours" in told("retention", "--yes", "--to", str(to), home=home)
    end(home, in_days(-3))
    assert f"et reste jusqu’au {in_days(4):%d/%m/%Y}" in told("retention", "--yes", "--to", str(to), home=home)
    assert not to.exists()
    end(home, in_days(-30))
    journal = home / "workshops" / "5e-b" / "les-ours.yaml"
    data = journal.read_bytes()
    shown = told("retention", home=home)
    for word in ("« 5e B »", "Les Ours", "ne connaît pas de sauvegardes", "Rien n’a été exporté ni effacé"):
        assert word in shown
    assert journal.read_bytes() == data
    assert "Dans quel dossier ?" in told("retention", "--yes", home=home, code=2)
    assert "hors de l’espace" in told("retention", "--yes", "--to", str(home / "x"), home=home, code=2)

    done = told("retention", "--yes", "--to", str(to), home=home)
    assert "« 5e B » est exportée" in done
    assert "« 5e B » est effacée" in done
    assert not journal.parent.exists()
    (export,) = to.iterdir()
    assert "est de retour" in told("import", str(export), home=home)
    assert journal.read_bytes() == data
    assert result("import", str(export), home=home)["creations"][0]["state"] == "same"
    journal.write_bytes(data.replace(b"Bob", b"Zob"))
    assert "une autre" in told("import", str(export), home=home, code=1)
    assert b"Zob" in journal.read_bytes()
    assert "propre nom" in told("import", str(export), "--class", "4a", home=home, code=2)
    assert "n’est pas l’export" in told("import", str(home), home=home, code=2)


def test_the_same_as_plain_values(home: Path, tmp_path: Path) -> None:
    end(home, in_days(-30))
    ending, preview = result("retention", home=home)
    assert (ending["class_id"], ending["state"], preview["goes"]["groups"]) == ("5e-b", "due", ["Les Ours"])
    assert preview["goes"]["backups"] is None
    (done,) = result("retention", "--to", str(tmp_path / "finies"), "--yes", home=home)
    assert (done["erased"], done["error"]) == (True, "")
    assert Path(done["folder"]).is_dir()


def test_a_class_whose_end_cannot_be_read_is_told_and_stays(home: Path, tmp_path: Path) -> None:
    (home / "workshops" / "4a" / LAST_DAY).write_text("'; drop\n")
    end(home, in_days(-30))
    done = told("retention", "--to", str(tmp_path / "finies"), "--yes", home=home, code=1)
    assert "ne peut pas être lu" in done
    assert "« 5e B » est effacée" in done
    assert (home / "workshops" / "4a" / "seule.yaml").exists()


def test_who_forgets_is_told_which_backups_still_have_it_and_until_when(home: Path) -> None:
    path = home / "workshops" / "sauvegardes.yaml"
    assert "ne connaît pas de sauvegardes" in told("forget", "les-ours", home=home, code=2)
    path.write_text(BACKUPS, encoding="utf-8")
    assert "tout va bien" in told("check", str(path), home=home)
    shown = told("forget", "les-ours", home=home, code=2)
    assert f"« La nuit (/nulle/part) » : elle le garde jusqu’au {in_days(14):%d/%m/%Y}" in shown
    assert "« la clé bleue » : elle le garde, et personne n’a dit jusqu’à quand" in shown
    held = result("forget", "les-ours", home=home, code=2)["backups"]
    assert [one["until"] for one in held] == [in_days(14).isoformat(), ""]
    path.write_text(BACKUPS.replace("days: 14", "jours: 14"), encoding="utf-8")
    assert "sauvegardes.yaml:3: « jours » n’est pas connu ici" in told("check", home=home, code=1)
    shown = told("forget", "les-ours", home=home, code=2)
    assert "sauvegardes.yaml:3: « jours »" in shown
    assert "« La nuit (/nulle/part) » : elle le garde, et personne n’a dit" in shown


def test_the_grace_that_help_tells_is_the_one_that_holds() -> None:
    assert class_commands.GRACE == term.GRACE
    assert f"{term.GRACE}" in told_help()


def told_help() -> str:
    return " ".join(bestio("retention", "--help", home=Path("/nowhere")).stdout.decode().split())


def aged(home: Path, days: float) -> None:
    """Let all that was written be `days` old."""
    moment = time.time() - 86_400 * days
    for path in (home / "workshops").rglob("*.yaml"):
        os.utime(path, (moment, moment))


def test_a_clock_that_has_leapt_ends_no_class_unless_it_is_trusted(home: Path, tmp_path: Path) -> None:
    to = tmp_path / "finies"
    journal = home / "workshops" / "5e-b" / "les-ours.yaml"
    words = ("retention", "--to", str(to), "--yes")
    end(home, in_days(-30))
    aged(home, LEAP + 2)
    for asked, code in ((words, 2), (("retention",), 1)):
        done = told(*asked, home=home, code=code)
        assert f"rien n’a été écrit pendant {LEAP + 2} jours, du {in_days(-LEAP - 2):%d/%m/%Y}" in done
        assert "timedatectl" in done
        assert "--trust-clock" in done
    assert journal.exists()
    assert not to.exists()
    assert not (home / LAST_RUN).exists()
    told("retention", "--to", str(to), "--yes", "--trust-clock", home=home)
    assert not journal.exists()
    told("retention", "--to", str(to), "--yes", home=home)  # classes were ended here today: the rest is long ago


def test_a_class_where_nobody_works_ends_where_the_clock_was_looked_at_every_night(home: Path, tmp_path: Path) -> None:
    words = ("retention", "--to", str(tmp_path / "finies"), "--yes")
    aged(home, LEAP + 2)
    (home / LAST_RUN).write_text(f"{in_days(-1)}\n")
    end(home, in_days(-30))
    assert "« 5e B » est effacée" in told(*words, home=home)
    assert (home / LAST_RUN).read_text() == f"{in_days(0)}\n"


@pytest.mark.parametrize("days", [-LEAP - 2, LEAP + 2])
def test_acts_by_a_clock_that_has_leapt_do_not_vouch_for_it(home: Path, tmp_path: Path, days: int) -> None:
    """They are of today; classes were ended last long ago, or by a clock that was ahead itself."""
    end(home, in_days(-30))
    (home / LAST_RUN).write_text(f"{in_days(days)}\n")
    refused = days < 0
    done = told("retention", "--to", str(tmp_path / "finies"), "--yes", home=home, code=2 if refused else 0)
    assert ("timedatectl" in done) is refused
    assert (home / "workshops" / "5e-b").exists() is refused
