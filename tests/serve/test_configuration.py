"""The file of settings of a server: what it says, what wins over it, and each mistake with its line and its remedy."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from bestio.cli.check import check
from bestio.cli.serve_options import CONFIG, Asked, wanted
from bestio.errors import UsageError
from bestio.library import STORE
from bestio.serve.configuration import Configuration, merged, read_configuration
from bestio.serve.limits import Limits
from bestio.serve.openid.registration import Registration
from tests.pace import scaled
from tests.serve.conftest import Client, free_port

WHOLE = """bestio: serve/1
class: 5e B
home: ecole
port: 8100
lan: true
address: https://bestio.example
limit: 30
store: ECOLE
https: {certificate: tls/certificat.pem, key: /etc/cle.pem}
metrics: [10.0.0.5, 10.1.0.0/24]
limits:
  connections: 300
  memory: 256
  alone: 120
drain: 20
openid:
  issuer: https://comptes.academie.example/realms/e
  client: bestio
  secret: SECRET_ICI
  name: mon compte Arena
"""


def put(folder: Path, text: str) -> Path:
    path = folder / "serve.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def told(path: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[int | None, str]]:
    """What `bestio check` tells of a file: each line, and what is said of it."""
    check([path], preview=False, as_json=True, home=path.parent / "home")
    found = json.loads(capsys.readouterr().out)
    assert all(Path(one["file"]) == path for one in found)
    return [(one["line"], f"{one['message']} {one['hint']}") for one in found]


def test_all_that_a_file_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(tmp_path, WHOLE)
    assert told(path, capsys) == []
    assert read_configuration(path, lambda problem: pytest.fail(str(problem))) == Configuration(
        "5e B", tmp_path / "ecole", 8100, True, "https://bestio.example", 30, "ECOLE",
        (tmp_path / "tls" / "certificat.pem", Path("/etc/cle.pem")), ("10.0.0.5", "10.1.0.0/24"),
        300, 256 << 20, 120.0, 20.0,
        Registration("https://comptes.academie.example/realms/e", "bestio", "SECRET_ICI", "mon compte Arena"),
    )  # fmt: skip


def test_the_readme_shows_a_file_that_is_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```yaml\n(bestio: serve/1\n.*?)```", readme, re.DOTALL)
    path = put(tmp_path, shown)
    assert told(path, capsys) == []
    said = read_configuration(path, lambda problem: pytest.fail(str(problem)))
    assert said is not None
    assert None not in [getattr(said, name) for name in Configuration.__struct_fields__]  # each is shown


def test_a_file_that_says_nothing_changes_nothing(tmp_path: Path) -> None:
    path = put(tmp_path, "bestio: serve/1\n")
    with_file = wanted(Configuration(), path, {}, store_said=False)
    assert with_file == wanted(Configuration(), None, {}, store_said=False)
    assert with_file.asked == Asked(8000, False, 40, None, "", (), {})


MISTAKES = {
    "prot: 8100": ["« prot »", "« port »"],
    "classe: 5e B": ["« classe »", "« class »"],
    "cle: x": ["« cle » n’est pas connu ici", "class, home, port"],
    "port: 99999": ["« port »", "99999", "65535"],
    "port: huit": ["« port »", "huit"],
    "port: 80.5": ["« port »", "80.5"],
    "port:8100": ["espace", "port: 8100"],
    "lan: oui": ["« lan »", "true", "false"],
    "limit: 0": ["« limit »", "1", "200"],
    "address: bestio.example": ["« address »", "https://bestio.example"],
    "address: https://bestio.example/prof": ["« address »", "https://bestio.example"],
    "class: [5e B]": ["« class »"],
    "class: ''": ["« class »"],
    "store: postgresql://bestio:secret@machine/bestio": ["mot de passe", "store: BESTIO_STORE"],
    "store: mon magasin": ["« store »", "BESTIO_STORE"],
    "https: certificat.pem": ["« https »"],
    "https: {certificate: a.pem}": ["« key »"],
    "https: {certificat: a.pem, key: b.pem}": ["« certificat »", "« certificate »"],
    "metrics: 10.0.0.5": ["« metrics »", "[10.0.0.5]"],
    "metrics: [prometheus.example]": ["prometheus.example", "10.0.0.0/24"],
    "limits: {memory: 64}": ["« memory »", "64", "128"],
    "limits: {memoire: 256}": ["« memoire »", "« memory »"],
    "limits: 3": ["« limits »"],
    "drain: 0": ["« drain »", "1", "300"],
    "openid: https://comptes.academie.example": ["« openid »"],
    "openid: {issuer: https://p.example, client: bestio}": ["« secret »"],
    "openid: {client: bestio, secret: S}": ["« issuer »"],
    "openid: {issuer: https://p.example, secret: S}": ["« client »"],
    "openid: {issuer: http://p.example, client: bestio, secret: S}": ["« issuer »", "en https"],
    "openid: {issuer: 'https://p.example?x', client: bestio, secret: S}": ["« issuer »", "https://comptes"],
    "openid: {issuer: p.example, client: bestio, secret: S}": ["« issuer »", "https://comptes"],
    "openid: {issuer: https://p.example, client: '', secret: S}": ["« client »"],
    "openid: {issuer: https://p.example, client: b, secret: le+secret/lui-meme}": ["variable", "BESTIO_OPENID_SECRET"],
    "openid: {issuer: https://p.example, client: b, secret: S, claim: email}": ["« claim »"],
    "openid: {issuer: https://p.example, client: b, secret: S, nom: x}": ["« nom »"],
    "drain: [": [],
    "port: 1\nport: 2": ["port"],
}


@pytest.mark.parametrize("written", MISTAKES)
def test_a_mistake_is_told_with_its_line_and_what_to_write(
    written: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put(tmp_path, f"bestio: serve/1\n# ce que le technicien écrit\n{written}\n")
    found = told(path, capsys)
    assert found
    lines = range(3, 5 + written.count("\n"))
    assert all(line in lines for line, _said in found), found
    said = "\n".join(said for _line, said in found)
    assert "bestio:secret" not in said
    assert "lui-meme" not in said
    for part in MISTAKES[written]:
        assert part in said.replace("\u00a0", " ").replace("\u202f", " "), said


@pytest.mark.parametrize("written", MISTAKES)
def test_nothing_is_served_by_a_file_with_a_mistake(
    written: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put(tmp_path, f"bestio: serve/1\n{written}\n")
    with pytest.raises(UsageError) as refused:
        wanted(Configuration(), path, {}, store_said=False)
    assert refused.value.where is not None
    assert refused.value.where.path == str(path)
    assert "bestio check serve.yaml" in refused.value.hint
    lines = range(2, 4 + written.count("\n"))
    said = capsys.readouterr().err
    assert any(f"{path}:{line}: " in said for line in lines)


@pytest.mark.parametrize("text", ["", "port: 8000\n", "bestio: serve/9\n", "- a\n", "bestio: lexicon/1\n"])
def test_another_file_is_no_file_of_settings(text: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        wanted(Configuration(), put(tmp_path, text), {}, store_said=False)
    with pytest.raises(UsageError):
        wanted(Configuration(), tmp_path / "absent.yaml", {}, store_said=False)


def test_the_line_wins_over_the_file_and_the_file_over_what_is_usual(tmp_path: Path) -> None:
    path = put(tmp_path, WHOLE)
    environment = {
        "ECOLE": "postgresql://machine/ecole",
        "SECRET_ICI": " s3cret\n",
        STORE: "postgresql://machine/autre",
        CONFIG: str(path),
    }
    for named in (path, None):  # by the line, or by the environment
        by_file = wanted(Configuration(), named, environment, store_said=False)
        assert by_file.class_name == "5e B"
        assert by_file.home == tmp_path / "ecole"
        assert by_file.environment[STORE] == "postgresql://machine/ecole"
        asked = by_file.asked
        assert asked.openid is not None
        assert (asked.openid.client, asked.secret) == ("bestio", "s3cret")
        assert (asked.port, asked.lan, asked.limit, asked.address) == (8100, True, 30, "https://bestio.example")
        assert asked.watchers == ("10.0.0.5", "10.1.0.0/24")
        assert Limits(**asked.limits) == Limits(300, 256 << 20, 120.0, 20.0)  # type: ignore[arg-type]
    line = Configuration("6e A", tmp_path / "autre", 9000, False, "", 5, https=(Path("a"), Path("b")), metrics=("::1",))
    by_line = wanted(line, path, environment, store_said=True)
    assert by_line.class_name == "6e A"
    assert by_line.home == tmp_path / "autre"
    assert by_line.environment[STORE] == "postgresql://machine/autre"
    assert by_line.asked[:6] == (9000, False, 5, (Path("a"), Path("b")), "", ("::1",))
    assert merged(line, Configuration()) == line


def test_a_store_that_the_environment_does_not_hold_is_told(tmp_path: Path) -> None:
    path = put(tmp_path, "bestio: serve/1\nstore: ECOLE\n")
    with pytest.raises(UsageError) as refused:
        wanted(Configuration(), path, {}, store_said=False)
    assert "ECOLE" in refused.value.message
    assert "export ECOLE=" in refused.value.hint


def test_a_secret_that_the_environment_does_not_hold_is_told(tmp_path: Path) -> None:
    path = put(tmp_path, "bestio: serve/1\nopenid: {issuer: https://p.example, client: b, secret: ICI}\n")
    for value in ("", "  "):
        with pytest.raises(UsageError) as refused:
            wanted(Configuration(), path, {"ICI": value}, store_said=False)
        assert "ICI" in refused.value.message
        assert "lien" in refused.value.hint


@pytest.mark.parametrize(
    ("line", "part"),
    [
        (Configuration(port=0), "--port"),
        (Configuration(limit=999), "--limit"),
        (Configuration(address="bestio.example"), "bestio.example"),
        (Configuration(metrics=("prometheus.example",)), "prometheus.example"),
    ],
)
def test_what_a_line_cannot_ask(line: Configuration, part: str) -> None:
    with pytest.raises(UsageError) as refused:
        wanted(line, None, {}, store_said=False)
    assert part in refused.value.message


@pytest.mark.slow
async def test_a_class_is_served_as_its_file_says(tmp_path: Path) -> None:
    ports = free_port(), free_port()
    path = put(
        tmp_path,
        f"bestio: serve/1\nclass: 5e B\nhome: ecole\nport: {ports[0]}\nlimit: 3\naddress: https://bestio.example\n",
    )
    for words, port in (((), ports[0]), (("--port", str(ports[1])), ports[1])):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bestio", "serve", *words, "--config", str(path),
            stdout=asyncio.subprocess.PIPE, env={**os.environ, STORE: ""},
        )  # fmt: skip
        try:
            assert process.stdout is not None
            said: list[str] = []
            while not said or "Ctrl+C" not in said[-1]:
                line = await asyncio.wait_for(process.stdout.readline(), scaled(60))
                assert line, said
                said.append(line.decode())
            assert any("https://bestio.example" in one for one in said)
            client: Any = Client(f"http://127.0.0.1:{port}", "")
            try:
                assert (await client.get("/readyz"))[1].splitlines() == ["ok", "sessions 0", "limit 3"]
            finally:
                await client.session.close()
            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), scaled(60)) == 0
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
    assert (tmp_path / "ecole" / "workshops" / "5e-b").is_dir()
