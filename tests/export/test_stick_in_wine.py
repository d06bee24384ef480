"""What can be tried of a stick without Windows: Wine runs its launchers, and lets the voice of its wheels speak.

A Windows Python is not to be had from the registries: in its place stands a small program that tells its arguments.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from bestio.export.stick.launchers import APP, CLASS, PROGRAM, WORKSPACE, launchers
from tests.export.test_stick import real  # noqa: F401 (a fixture: the stick of the real wheels)

COMPILER = "x86_64-w64-mingw32-gcc"
ARGUMENTS = r"""
#include <stdio.h>
#include <wchar.h>
#include <windows.h>
int wmain(int count, wchar_t **words) {
    FILE *file = _wfopen(_wgetenv(L"TOLD"), L"wb");
    for (int n = 1; n < count; n++) {
        char text[2000];
        int length = WideCharToMultiByte(CP_UTF8, 0, words[n], -1, text, sizeof text, 0, 0);
        text[length - 1] = '\n';
        fwrite(text, 1, length, file);
    }
    fclose(file);
    return 0;
}
"""
SPEAKS = r"""
#include <stdio.h>
#include <string.h>
#include <windows.h>
static long long samples, energy;
static int heard(short *sound, int count, void *events) {
    for (int n = 0; n < count; n++) { samples++; energy += (long long)sound[n] * sound[n]; }
    return 0;
}
int main(int count, char **words) {
    HMODULE espeak = LoadLibraryA(words[1]);
    if (!espeak) { printf("not loaded: %lu\n", GetLastError()); return 1; }
    char from[MAX_PATH];
    GetModuleFileNameA(GetModuleHandleA("msvcp140.dll"), from, sizeof from);
    const char *text = "Bonjour, je suis une lampe.";
    ((int (*)(int, int, const char *, int))GetProcAddress(espeak, "espeak_Initialize"))(2, 0, words[2], 0x8000);
    ((void (*)(void *))GetProcAddress(espeak, "espeak_SetSynthCallback"))(heard);
    ((int (*)(const char *))GetProcAddress(espeak, "espeak_SetVoiceByName"))("fr");
    ((int (*)(const void *, size_t, unsigned, int, unsigned, unsigned, unsigned *, void *))
        GetProcAddress(espeak, "espeak_Synth"))(text, strlen(text) + 1, 0, 1, 0, 1, 0, 0);
    Sleep(300);
    printf("%lld %lld %s\n", samples, samples ? energy / samples : 0, from);
    return 0;
}
"""
HERE = bool(shutil.which("wine") and shutil.which(COMPILER))
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not HERE, reason="there is no Wine, or no compiler for it")]
Wine = Callable[..., str]


@pytest.fixture(scope="module")
def wine(tmp_path_factory: pytest.TempPathFactory) -> Wine:
    """Runs a command in a Windows of its own; what it says."""
    prefix = tmp_path_factory.mktemp("windows")

    def run(*words: str, at: Path, typed: str = "", **more: str) -> str:
        environment = {
            **os.environ, "WINEPREFIX": str(prefix), "WINEDEBUG": "-all", "LC_ALL": "C.UTF-8", "DISPLAY": "", **more,
        }  # fmt: skip
        done = subprocess.run(
            ["wine", *words],
            cwd=at,
            env=environment,
            input=typed.encode(),
            check=False,
            capture_output=True,
            timeout=180,
        )
        return done.stdout.decode("utf-8", "replace")

    run("cmd", "/c", "ver", at=prefix)
    return run


def built(source: str, program: Path) -> Path:
    text = program.with_suffix(".c")
    text.write_text(source, encoding="utf-8")
    subprocess.run([COMPILER, "-municode" if "wmain" in source else "-O1", str(text), "-o", str(program)], check=True)
    text.unlink()
    return program


@pytest.mark.parametrize(
    ("name", "words", "typed", "told"),
    [
        (APP, (), "", []),
        (APP, ("act", "les ours", "dire"), "", ["act", "les ours", "dire"]),
        (CLASS, (), '5e "B" & cie\n', ["serve", "5e B & cie", "--lan"]),
        (CLASS, ("5eB",), "", ["serve", "5eB", "--lan"]),
        (CLASS, (), "", ["serve", "--lan"]),
    ],
)
def test_the_launchers_start_the_program_with_its_words(
    wine: Wine, tmp_path: Path, name: str, words: tuple[str, ...], typed: str, told: list[str]
) -> None:
    """In a folder that a teacher may well have called so."""
    folder = tmp_path / "Clé d'été & co (5e)" / "Bestio"
    python = folder / PROGRAM / "python" / "python.exe"
    python.parent.mkdir(parents=True)
    built(ARGUMENTS, python)
    for file, data in launchers().items():
        (folder / file).write_bytes(data)
    quoted = " ".join(f'"{word}"' for word in words)
    # cmd /c reads the quotation marks of its own line in its own way
    (folder / "essai.bat").write_bytes(f'call "{name}" {quoted}\r\n'.encode())
    wine("cmd", "/c", "essai.bat", at=folder, typed=typed, TOLD="Z:" + str(tmp_path / "told.txt").replace("/", "\\"))
    found = (tmp_path / "told.txt").read_text(encoding="utf-8").replace("\r", "").splitlines()
    workspace = str(folder / WORKSPACE).replace("/", "\\")
    assert [word for word in found if word] == ["-m", "bestio", "--home", f"Z:{workspace}", *told]


def test_its_espeak_speaks_french_with_its_own_library(wine: Wine, real: Path) -> None:  # noqa: F811
    """Without what a bare Windows may lack: the C++ library is the one beside python.exe, and no other."""
    python = real / PROGRAM / "python"
    program = built(SPEAKS, python / "essai.exe")
    packages = r"Lib\site-packages\espeakng_loader"
    said = wine(
        "./essai.exe", rf"{packages}\espeak-ng.dll", rf"{packages}\espeak-ng-data", at=python,
        WINEDLLOVERRIDES="msvcp140,vcruntime140,vcruntime140_1=n",
    )  # fmt: skip
    program.unlink()
    samples, energy, library = said.split(maxsplit=2)
    assert 20_000 < int(samples) < 60_000  # one to three seconds
    assert int(energy) > 10_000
    assert library.strip().lower().endswith(r"programme\python\msvcp140.dll")
