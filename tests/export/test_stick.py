"""A stick for Windows: whole or not at all, only for x64, without an administrator, its workspace never touched."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path, PureWindowsPath
from typing import Any
from urllib.error import URLError

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bestio.errors import BestioError, UsageError
from bestio.export.stick.launchers import APP, CLASS, EXPLAINED, HASHES, PROGRAM, WORKSPACE, launchers
from bestio.export.stick.lock import LOCK, Pin, digest_of, read_lock
from bestio.export.stick.python import PATHS, check
from bestio.export.stick.wheels import PACKAGES
from bestio.export.stick.write import LONGEST_PATH, Made, Needed, write_stick
from tests.cli.conftest import Line
from tests.stick_lock import RUNTIME
from tests.test_lock import PROJECT, SYSTEMS, locked
from tests.windows_files import imports, machine

X64, X86 = 0x8664, 0x14C
WINDOWS = {
    **SYSTEMS[2],
    "python_version": "3.11",
    "python_full_version": "3.11.9",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "platform_release": "10",
    "extra": "",
}
ASKS_AN_ADMINISTRATOR = re.compile(
    r"(?i)program files|hklm|hkey|system32|appdata|runas|reg add|setx|powershell|[c-z]:\\"
)
RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}


def compiled(kind: int = X64) -> bytes:
    return b"MZ" + bytes(58) + struct.pack("<I", 0x40) + b"PE\0\0" + struct.pack("<HH", kind, 0) + bytes(64)


def archive(path: Path, files: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as written:
        for name, data in files.items():
            written.writestr(name, data)
    return path


def python_zip(path: Path, number: int = 311, **others: bytes) -> Path:
    files = {
        "python.exe": compiled(),
        f"python{number}.dll": compiled(),
        f"python{number}.zip": b"PK",
        f"python{number}._pth": f"python{number}.zip\n.\n#import site\n".encode(),
    }
    return archive(path, {**files, **{f"{name}.dll": data for name, data in others.items()}})


PURE = {"pur/__init__.py": b"x = 1\n", "pur-1.0.dist-info/METADATA": b"Name: pur\n"}
NATIVE = {
    "natif/coeur.cp311-win_amd64.pyd": compiled(),
    "natif-2.0.data/platlib/natif/plus.py": b"",
    "natif-2.0.data/scripts/natif.exe": compiled(),
    "natif-2.0.data/data/Scripts/msvcp140.dll": compiled(),
    "win32/Demos/essai.py": b"",
}


class Parts:
    """What a small stick is made of."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.python = python_zip(folder / "python.zip")
        self.pure = archive(folder / "pur-1.0-py3-none-any.whl", PURE)
        self.native = archive(folder / "natif-2.0-cp311-cp311-win_amd64.whl", NATIVE)

    @property
    def needed(self) -> Needed:
        wheels = {path.name: path for path in (self.pure, self.native)}
        return Needed(self.python, {Pin(name, "1", digest_of(path)): path for name, path in wheels.items()})

    def write(self, folder: Path, *, update: bool = False, progress: Any = lambda *_told: None) -> Made:
        return write_stick(folder, self.needed, progress, update=update)


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    folder = tmp_path / "morceaux"
    folder.mkdir()
    return Parts(folder)


def tree(folder: Path) -> dict[str, str]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): digest_of(path) for path in files}


def test_everything_is_in_its_place(parts: Parts, tmp_path: Path) -> None:
    folder = tmp_path / "Bestio"
    told: list[tuple[int, int, str]] = []
    made = parts.write(folder, progress=lambda *one: told.append(one))
    assert [number for number, _of, _name in told] == list(range(1, told[0][1] + 1))
    assert {path.name for path in folder.iterdir()} == {APP, CLASS, EXPLAINED, PROGRAM}
    python = folder / PROGRAM / "python"
    assert (python / PATHS).read_bytes() == b"python311.zip\r\n.\r\nimport site\r\n"
    packages = python / PACKAGES
    assert (packages / "pur" / "__init__.py").read_bytes() == b"x = 1\n"
    assert (packages / "natif" / "coeur.cp311-win_amd64.pyd").is_file()
    assert (packages / "natif" / "plus.py").is_file()
    assert (python / "msvcp140.dll").is_file()
    assert not list(folder.rglob("Demos"))
    assert not list(folder.rglob("natif.exe"))
    assert (packages / "bestio" / "cli" / "app.py").is_file()
    assert {path.name for path in (packages / "bestio" / "_data").iterdir()} == {
        "voices", "lexicons", "workshops", "LICENSE",
    }  # fmt: skip
    hashes = dict(line.split("  ")[::-1] for line in (folder / PROGRAM / HASHES).read_text().splitlines())
    assert hashes == {path.name: digest_of(path) for path in (parts.python, parts.pure, parts.native)}
    assert made.wheels == 2
    assert made.files + 3 == len(tree(folder))
    assert any("confiance" in note for note in made.notes)
    assert not (folder / WORKSPACE).exists()
    if os.name == "posix":
        assert all(path.stat().st_mode & 0o444 == 0o444 for path in folder.rglob("*"))


def test_the_program_of_a_stick_is_found_and_finds_its_data(parts: Parts, tmp_path: Path) -> None:
    folder = tmp_path / "Bestio"
    parts.write(folder)
    packages = folder / PROGRAM / "python" / PACKAGES
    done = subprocess.run(
        [sys.executable, "-m", "bestio", "--home", str(folder / WORKSPACE), "where", "--json"],
        env={**os.environ, "PYTHONPATH": str(packages)}, cwd=tmp_path, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert str(packages / "bestio" / "_data") in done.stdout
    assert str(folder / WORKSPACE) in done.stdout


def test_what_is_compiled_does_not_tell_where(parts: Parts, tmp_path: Path) -> None:
    parts.write(tmp_path / "Bestio")
    found = list((tmp_path / "Bestio").rglob("*.pyc"))
    assert bool(found) == (sys.version_info[:2] == (3, 11))
    assert all(str(tmp_path).encode() not in path.read_bytes() for path in found)
    assert all(struct.unpack("<I", path.read_bytes()[4:8])[0] == 1 for path in found)  # never compared (PEP 552)


@pytest.mark.parametrize(
    ("name", "files", "told"),
    [
        ("natif-2.0-cp311-cp311-win_amd64.whl", {"natif/coeur.pyd": compiled(X86)}, "x64"),
        ("natif-2.0-cp311-cp311-win_amd64.whl", {"natif/coeur.dll": b"\x7fELF" + bytes(99)}, "x64"),
        ("natif-2.0-cp311-cp311-win32.whl", {}, "x64"),
        ("natif-2.0-cp311-cp311-manylinux_2_28_x86_64.whl", {}, "x64"),
        ("natif-2.0-py3-none-any.whl", {"../dehors.py": b""}, "hors"),
        ("natif-2.0-py3-none-any.whl", {"C:/dehors.py": b""}, "hors"),
        ("natif-2.0-py3-none-any.whl", {"/dehors.py": b""}, "hors"),
        ("natif-2.0-py3-none-any.whl", {"natif/" + "long" * 50 + ".py": b""}, "trop long"),
    ],
)
def test_what_does_not_fit_leaves_nothing(
    parts: Parts, tmp_path: Path, name: str, files: Mapping[str, bytes], told: str
) -> None:
    parts.native = archive(parts.folder / name, files)
    before = tree(tmp_path)
    with pytest.raises(BestioError, match=told):
        parts.write(tmp_path / "Bestio")
    assert {name for name in tree(tmp_path) if "morceaux" not in name} == {n for n in before if "morceaux" not in n}
    assert not (tmp_path / "Bestio").exists()


def test_another_python_is_told(tmp_path: Path) -> None:
    with pytest.raises(BestioError, match=r"3\.12.*3\.11\.9"):
        check(python_zip(tmp_path / "un.zip", 312))
    with pytest.raises(BestioError, match="embeddable"):
        check(archive(tmp_path / "deux.zip", {"python.exe": compiled()}))
    (tmp_path / "trois.zip").write_bytes(b"<html>")
    with pytest.raises(BestioError, match="archive"):
        check(tmp_path / "trois.zip")


# --- what is there already --------------------------------------------------------------------------------------------


def test_what_is_there_is_never_written_over(parts: Parts, tmp_path: Path) -> None:
    folder = tmp_path / "Documents"
    folder.mkdir()
    parts.write(folder)  # an empty one
    with pytest.raises(UsageError, match="déjà une clé"):
        parts.write(folder)
    other = tmp_path / "Photos"
    other.mkdir()
    (other / "a.jpg").write_bytes(b"a")
    for update in (False, True):
        with pytest.raises(UsageError):
            parts.write(other, update=update)
    assert tree(other) == {"a.jpg": hashlib.sha256(b"a").hexdigest()}


@pytest.mark.slow
def test_renewing_changes_the_program_and_leaves_the_workspace(parts: Parts, tmp_path: Path) -> None:
    folder = tmp_path / "Bestio"
    parts.write(folder)
    (folder / WORKSPACE / "workshops").mkdir(parents=True)
    (folder / WORKSPACE / "workshops" / "ours.yaml").write_text("à nous", encoding="utf-8")
    (folder / "notes.txt").write_text("du professeur", encoding="utf-8")
    kept = {name: one for name, one in tree(folder).items() if not name.startswith(PROGRAM)}
    parts.pure = archive(parts.pure, {"pur/__init__.py": b"x = 2\n"})
    parts.write(folder, update=True)
    assert {name: one for name, one in tree(folder).items() if not name.startswith(PROGRAM)} == kept
    assert (folder / PROGRAM / "python" / PACKAGES / "pur" / "__init__.py").read_bytes() == b"x = 2\n"
    assert not (folder / PROGRAM / "python" / PACKAGES / "pur-1.0.dist-info").exists()
    assert {path.name for path in folder.iterdir()} == {APP, CLASS, EXPLAINED, PROGRAM, WORKSPACE, "notes.txt"}


@pytest.mark.parametrize("update", [False, True])
def test_what_is_given_up_leaves_all_as_it_was(parts: Parts, tmp_path: Path, *, update: bool) -> None:
    folder = tmp_path / "Bestio"
    if update:
        parts.write(folder)
    before = tree(tmp_path)

    def given_up(number: int, _of: int, _name: str) -> None:
        if number == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        parts.write(folder, update=update, progress=given_up)
    assert tree(tmp_path) == before
    assert not list(tmp_path.rglob(".*"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Any]:
    mounted: list[Path] = []

    def mount(options: str) -> Path:
        disk = tmp_path / f"disque-{len(mounted)}"
        disk.mkdir()
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)], check=False, capture_output=True
        )
        if done.returncode:
            pytest.skip("a disk of its own takes rights that are not given here")
        mounted.append(disk)
        return disk

    yield mount
    for disk in mounted:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a small disk")
@pytest.mark.parametrize(("options", "told"), [("size=1m", "Mo"), ("size=200m,nr_inodes=99", "plein")])
def test_a_full_disk_is_told_and_nothing_stays(parts: Parts, small_disk: Any, options: str, told: str) -> None:
    disk = small_disk(options)
    with pytest.raises(BestioError, match=told):
        parts.write(disk / "Bestio")
    assert list(disk.iterdir()) == []


# --- what is clicked and read -----------------------------------------------------------------------------------------


def test_the_launchers_ask_for_no_administrator_and_know_no_drive() -> None:
    for name, data in launchers().items():
        text = data.decode("utf-8-sig")
        assert text.count("\n") == text.count("\r\n") > 3, name
        assert max(map(len, text.splitlines())) < 250
        assert ASKS_AN_ADMINISTRATOR.search(text) is None, name
        assert PureWindowsPath(name).name == name


def test_the_launchers_start_the_python_beside_them_in_the_workspace_beside_them() -> None:
    found = launchers()
    start = rf'"%~dp0{PROGRAM}\python\python.exe" -m bestio --home "%~dp0{WORKSPACE}"'
    app, lesson = (found[name].decode() for name in (APP, CLASS))
    assert app.splitlines()[:2] == lesson.splitlines()[:2] == ["@echo off", "chcp 65001 >nul"]
    assert f"{start} %*" in app.splitlines()
    assert lesson.count(start) == 2
    assert f'{start} serve "%CLASSE%" --lan' in lesson
    for line in [*app.splitlines(), *lesson.splitlines()]:
        assert all("%~dp0" in path for path in re.findall(r'"[^"]*\\[^"]*"', line))
    assert not found[APP].startswith(b"\xef\xbb\xbf")  # cmd.exe would read it as part of the first command


def test_the_page_says_what_windows_may_ask() -> None:
    text = launchers()[EXPLAINED].decode("utf-8-sig")
    for needed in (
        APP,
        CLASS,
        WORKSPACE,
        HASHES,
        "SmartScreen",
        "AppLocker",
        "antivirus",
        "pare-feu",
        "Éjecte",
        "--update",
    ):
        assert needed in text
    assert all(len(row) <= 92 for row in text.splitlines())


# --- the command ------------------------------------------------------------------------------------------------------


def test_what_is_missing_is_told_with_what_fetches_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = Line(tmp_path, monkeypatch, capsys)
    told = line("stick", str(tmp_path / "Bestio"), code=1)
    assert "https://www.python.org/" in told
    assert "--platform win_amd64" in told
    assert f"--requirement {LOCK}" in told.replace('"', "")
    assert "--download" in told
    assert not (tmp_path / "Bestio").exists()
    assert "pas de fichier" in line("stick", str(tmp_path / "Bestio"), "--python", str(tmp_path / "rien.zip"), code=2)


def test_without_internet_it_is_said_in_french(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nobody(*_asked: object, **_more: object) -> None:
        raise URLError(socket.gaierror(-2, "Name or service not known"))

    monkeypatch.setattr("bestio.export.stick.fetch.urlopen", nobody)
    told = Line(tmp_path, monkeypatch, capsys)("stick", str(tmp_path / "Bestio"), "--download", code=1)
    assert "sur internet" in told
    assert "Name or service" not in told
    assert not (tmp_path / "Bestio").exists()


# --- the lock ---------------------------------------------------------------------------------------------------------


def test_the_lock_of_the_stick_is_that_of_the_project() -> None:
    """python -m tests.stick_lock"""
    pins = {canonicalize_name(pin.name): pin.version for pin in read_lock(LOCK.read_text(encoding="utf-8"))}
    whole = locked(WINDOWS)
    assert {name: version for name, version in pins.items() if name != RUNTIME and whole.get(name) != version} == {}
    needed: set[str] = set()
    waiting = [Requirement(line) for line in PROJECT["dependencies"]]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        known = name in needed and not requirement.extras
        needed.add(name)
        try:
            asked = [] if known else [Requirement(line) for line in requires(name) or []]
        except PackageNotFoundError:
            assert name in {"comtypes", "pywin32", "pypiwin32"}, f"{name} is not installed here"
            continue
        for extra in ("", *requirement.extras):
            here = {**WINDOWS, "extra": extra}
            waiting += [one for one in asked if one.marker is None or one.marker.evaluate(here)]
    anew = "what is needed has changed: python -m tests.stick_lock"
    assert needed - set(pins) <= {"colorama"}, anew
    assert set(pins) - needed == {RUNTIME}, anew


# --- the real wheels --------------------------------------------------------------------------------------------------

SYSTEM = (
    " aclui activeds advapi32 bcryptprimitives combase comctl32 comdlg32 credui crypt32 dbghelp dsound gdi32 imm32 "
    "iphlpapi kernel32 ktmw32 loadperf lz32 mpr msimg32 mswsock netapi32 ntdll ntdsapi odbc32 ole32 oleacc oleaut32 "
    "pdh powrprof propsys psapi query rasapi32 secur32 sfc shell32 shlwapi urlmon user32 userenv uxtheme version "
    "wevtapi winhttp wininet winmm winspool ws2_32 wtsapi32 "
)
"""Libraries that every Windows 10 has."""
OF_PYTHON = frozenset({"python3.dll", "python311.dll", "vcruntime140.dll", "vcruntime140_1.dll"})
"""What is in the embeddable package of Python 3.11."""


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stick made of the wheels of the lock, which pip fetches."""
    from bestio.export.stick.fetch import fetch_wheels
    from bestio.export.stick.lock import found_in

    python = _with_pip()
    folder = tmp_path_factory.mktemp("roues")
    told: list[str] = []
    try:
        fetch_wheels(folder, lambda _number, _of, name: told.append(name), python=(python,))
    except BestioError as error:
        pytest.skip(f"the registry gives nothing here: {error}")
    pins = read_lock(LOCK.read_text(encoding="utf-8"))
    found = found_in(folder, pins)
    assert set(found) == set(pins)
    assert sorted(map(canonicalize_name, told)) == sorted(canonicalize_name(pin.name) for pin in pins)
    stick = tmp_path_factory.mktemp("cle") / "Bestio"
    write_stick(stick, Needed(python_zip(folder / "python.zip"), found), lambda *_told: None)
    return stick


def _with_pip() -> str:
    for python in (sys.executable, shutil.which("python3"), shutil.which("python")):
        if python and not subprocess.run([python, "-m", "pip", "-V"], check=False, capture_output=True).returncode:
            return python
    pytest.skip("there is no pip here")


@pytest.mark.slow
def test_every_compiled_file_is_for_x64_and_finds_its_libraries(real: Path) -> None:
    files = [path for path in real.rglob("*") if path.suffix.lower() in {".pyd", ".dll", ".exe"}]
    assert len(files) > 80
    assert {machine(path.read_bytes()) for path in files} == {X64}
    there = {path.name.lower() for path in files} | OF_PYTHON
    missing = {
        (path.name, name)
        for path in files
        for name in imports(path.read_bytes())
        if name not in there and not name.startswith("api-ms-win-") and f" {name.rpartition('.')[0]} " not in SYSTEM
    }
    assert missing == set()


@pytest.mark.slow
def test_its_names_are_short_and_windows_can_hold_them(real: Path) -> None:
    names = [path.relative_to(real).as_posix() for path in real.rglob("*")]
    assert max(map(len, names)) < LONGEST_PATH
    assert len({name.casefold() for name in names}) == len(names)
    parts = {part for name in names for part in name.split("/")}
    assert not {part for part in parts if part.split(".")[0].lower() in RESERVED or part[-1] in ". "}
    assert not {part for part in parts if set(part) & set('<>:"|?*\\')}


@pytest.mark.slow
def test_it_holds_what_speaks_on_windows(real: Path) -> None:
    """espeak with its data, and what SAPI5 is reached by."""
    packages = real / PROGRAM / "python" / PACKAGES
    for name in (
        "espeakng_loader/espeak-ng.dll", "espeakng_loader/espeak-ng-data/fr_dict", "pyttsx3/drivers/sapi5.py",
        "comtypes/client/__init__.py", "win32/lib/pythoncom.py", "win32/lib/pywintypes.py", "pywin32.pth",
        "pywin32_system32/pythoncom311.dll",
    ):  # fmt: skip
        assert (packages / name).is_file() or list(packages.rglob(Path(name).name)), name
    assert len(list(packages.glob("*.dist-info"))) == len(read_lock(LOCK.read_text(encoding="utf-8")))
