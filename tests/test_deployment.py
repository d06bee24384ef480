"""The page for whoever hosts Bestio: what it wants copied is read, run, and checked by whom it is for."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bestio.classroom.backups import holding, read_backups
from bestio.classroom.store import Store
from bestio.errors import Problem
from bestio.serve.configuration import read_configuration
from bestio.serve.sign_in_page import BACK
from tests.deployment import (
    NAME,
    PAGE,
    PORTS,
    SETTINGS,
    UNIT,
    Proxy,
    all_lines,
    command,
    file,
    files,
    lines,
    replaced,
    values,
    variables,
)
from tests.front_door import ROOT, block, page
from tests.postgres import Server, running

SCRIPTS = "/usr/local/sbin/"
UNITS = "/etc/systemd/system/"
MOST_EXPOSED = 35
"""What `systemd-analyze security` may say of a node, times ten: below 40 is “OK”."""


def is_script(name: str) -> bool:
    return name.startswith(SCRIPTS)


def test_every_line_of_shell_can_be_read() -> None:
    for text in [*all_lines().values(), *(text for name, text in files().items() if is_script(name))]:
        subprocess.run(["/bin/sh", "-n"], input=text, text=True, check=True)
    assert all(text.startswith("#!/bin/sh\n# ") for name, text in files().items() if is_script(name))


def test_what_is_named_is_written_on_the_page() -> None:
    """A script that is to be made executable, a unit that is begun, a file of variables."""
    written, typed = set(files()), "\n".join(all_lines().values())
    assert set(re.findall(rf"{SCRIPTS}\S+", typed)) == {name for name in written if is_script(name)}
    begun = set(re.findall(r"\bbestio[\w@-]*(?:\.service|\.timer)?", " ".join(re.findall(r"systemctl .*", typed))))
    named = {re.sub(r"@\d+$", "@.service", one) for one in begun}
    assert {f"{UNITS}{one}" for one in named if "." in one} <= written
    for name in written:
        if name.startswith(UNITS):
            read = values(file(name), "Service", "EnvironmentFile")
            assert {one.replace("%i", str(PORTS[0])) for one in read} <= written
            for start in values(file(name), "Service", "ExecStart"):
                assert start.split()[0] in {*written, "/opt/bestio/courant/bin/bestio"}
        if name.endswith(".timer"):
            assert name.replace(".timer", ".service") in written
    for one in re.findall(r"\]\(#([^)]+)\)", page(PAGE)):
        titles = re.findall(r"^## (.+)$", page(PAGE), re.MULTILINE)
        assert one in {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def test_a_node_is_begun_by_its_file(tmp_path: Path) -> None:
    assert command(8001, "x")[1:] == ["serve", "--config", "x", "--port", "8001"]
    (tmp_path / "8001.yaml").write_text(file(SETTINGS), encoding="utf-8")
    report: list[Problem] = []
    found = read_configuration(tmp_path / "8001.yaml", report.append)
    assert report == []
    assert found is not None
    assert found.address == f"https://{NAME}"
    assert found.store in variables("/etc/bestio/commun.env")


def test_a_provider_of_accounts_is_named_as_the_page_says(tmp_path: Path) -> None:
    (tmp_path / "8001.yaml").write_text(file(SETTINGS) + block(page(PAGE), "openid: nœud"), encoding="utf-8")
    report: list[Problem] = []
    found = read_configuration(tmp_path / "8001.yaml", report.append)
    assert report == []
    assert found is not None
    assert found.openid is not None
    (variable,) = shlex.split(block(page(PAGE), "openid: variable"))
    assert variable.partition("=")[0] == found.openid.secret
    assert block(page(PAGE), "openid: retour").strip() == f"{found.address}{BACK}"
    assert f"Entrer avec {found.openid.name}" in page(PAGE).replace("\u00a0", " ")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze here")
def test_systemd_finds_nothing_amiss_in_the_units(tmp_path: Path) -> None:
    true = shutil.which("true")
    for name, text in files().items():
        if name.startswith(UNITS):
            known = re.sub(r"^(ExecStart=)\S+", rf"\1{true}", text, flags=re.MULTILINE)
            (tmp_path / name.removeprefix(UNITS).replace("@", "@8001")).write_text(known, encoding="utf-8")
    for unit in sorted(tmp_path.iterdir()):
        done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
        ours = [
            line for line in done.stderr.splitlines() if "bestio" in line.lower()
        ]  # those of the machine are its own
        assert (done.returncode, ours) == (0, []), done.stderr
    for when in (line for name in files() for line in values(file(name), "Timer", "OnCalendar")):
        subprocess.run(["systemd-analyze", "calendar", when], check=True, capture_output=True)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze here")
def test_a_node_may_do_little_beside_serving(tmp_path: Path) -> None:
    unit = tmp_path / "bestio@8001.service"
    unit.write_text(file(UNIT), encoding="utf-8")
    said = ["systemd-analyze", "security", "--offline=true", f"--threshold={MOST_EXPOSED}", "--no-pager", str(unit)]
    done = subprocess.run(said, capture_output=True, text=True, check=False)
    if "unrecognized option" in done.stderr:
        pytest.skip("this systemd-analyze looks at no file")
    assert done.returncode == 0, done.stdout[-400:]


def test_nginx_finds_nothing_amiss(tmp_path: Path) -> None:
    assert "test is successful" in Proxy(tmp_path, [9001, 9002], (9443, 9080)).check()
    Proxy(tmp_path, [9001, 9002, 9003], (9443, 9080)).check()


class Machine:
    """A machine by the page, in a folder: its scripts are run as they stand, by other paths, and nobody is root."""

    def __init__(self, folder: Path, server: Server | None = None) -> None:
        self.folder = folder
        self.did = folder / "did"
        self._bin = folder / "bin"
        self._server = server
        for one in ("bin", "etc/bestio", "opt/bestio/courant/bin", "var/lib/bestio", "var/backups/bestio"):
            (folder / one).mkdir(parents=True)
        self.program("runuser", 'export PGUSER="$2"; shift 3; exec "$@"')
        self.program("systemctl", f'echo "systemctl $*" >> "{self.did}"')
        self.program("chmod", ":")
        self.program("mkdir", ":")
        for name, text in files().items():
            if is_script(name):
                self.program(name.removeprefix(SCRIPTS), self.here(text).partition("\n")[2])
            if name.startswith(("/etc/bestio", "/var/lib/bestio")):
                (folder / name[1:]).parent.mkdir(exist_ok=True)
                (folder / name[1:]).write_text(self.here(text), encoding="utf-8")
        bestio = folder / "opt/bestio/courant/bin/bestio"
        bestio.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bestio "$@"\n')
        bestio.chmod(0o755)

    def here(self, text: str) -> str:
        """`text` by the paths of this machine."""
        for one in ("/etc/bestio", "/opt/bestio", "/var/lib/bestio", "/var/backups/bestio"):
            text = text.replace(one, f"{self.folder}{one}")
        return text.replace("host=/run/postgresql", f"host={self._server.folder}" if self._server else "host=/none")

    def program(self, name: str, does: str) -> None:
        (self._bin / name).write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        (self._bin / name).chmod(0o755)

    def run(self, text: str, **more: str) -> str:
        paths = [str(self._bin), *([str(self._server.programs)] if self._server else []), os.environ["PATH"]]
        environment = {**os.environ, "PATH": ":".join(paths), "PYTHONPATH": str(ROOT), **more}
        environment |= {"PGHOST": str(self._server.folder)} if self._server else {}
        done = subprocess.run(
            ["/bin/sh", "-eu"], input=self.here(text), cwd=self.folder, env=environment,
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


BACKUPS = "/var/lib/bestio/workshops/sauvegardes.yaml"


@pytest.mark.parametrize("days", [14, 3])
def test_backups_are_kept_for_as_long_as_bestio_says(tmp_path: Path, days: int) -> None:
    """One that was written when something was erased is gone on the day that is told: the night's run sees to it."""
    machine = Machine(tmp_path)
    said = tmp_path / BACKUPS[1:]
    said.write_text(said.read_text(encoding="utf-8").replace("days: 14", f"days: {days}"), encoding="utf-8")
    problems: list[Problem] = []
    found = read_backups(said, problems.append)
    assert problems == []
    assert found is not None
    ((kept,), now) = (holding(found, time.time()), time.time())
    assert date.fromisoformat(kept.until) - date.fromtimestamp(now) == timedelta(days)
    folder = tmp_path / "var/backups/bestio"
    assert kept.backup.where == str(folder)
    machine.program("pg_dump", 'for one in "$@"; do case "$one" in --file=*) echo x > "${one#--file=}";; esac; done')
    for name, age in (("hier", 24), ("reste", 24 * days - 2), ("part", 24 * days), ("vieux", 24 * days + 1)):
        path = folder / f"bestio-{name}.dump"
        path.write_bytes(b"x")
        os.utime(path, (now - 3600 * age, now - 3600 * age))
    run = "set -a; . /etc/bestio/commun.env; bestio-sauvegarde"
    machine.run(run)
    left = {path.name for path in folder.iterdir()}
    assert {"bestio-hier.dump", "bestio-reste.dump"} < left
    assert not left & {"bestio-part.dump", "bestio-vieux.dump"}
    assert len(left) == 3
    said.write_text("bestio: backups/1\nbackups: []\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="combien de jours"):
        machine.run(run)
    assert {path.name for path in folder.iterdir()} == left


def test_a_version_is_installed_beside_the_others(tmp_path: Path) -> None:
    """Up to pip itself, which is asked for the lock of this tree and for an extra that there is."""
    machine = Machine(tmp_path)
    made = 'mkdir -p "$3/bin"; for one in python bestio; do printf \'#!/bin/sh\\necho "$0 $*" >> "%s"\\n\' '
    machine.program("python3", f'{made}"{machine.did}" > "$3/bin/$one"; chmod 0755 "$3/bin/$one"; done')
    for name in ("chmod", "mkdir"):
        machine.program(name, f'exec {shutil.which(name)} "$@"')
    machine.run(
        replaced(
            lines("installer"),
            {"chmod 0755 /usr/local/sbin/bestio-installer\n": "", "/usr/local/src/bestio": str(ROOT)},
        )
    )
    asked = re.search(r"-m pip install --quiet --constraint (\S+) (\S+)\[(\w+)\]", machine.did.read_text())
    assert asked is not None
    assert Path(asked[1]) == ROOT / "constraints.txt"
    assert Path(asked[2]) == ROOT
    assert re.search(rf"^{asked[3]} = ", (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert "bin/bestio --version" in machine.did.read_text()
    assert (tmp_path / "opt/bestio/courant").resolve().parent == tmp_path / "opt/bestio"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as one:
        yield one


Rows = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def rows(server: Server) -> Rows:
    import psycopg

    def asked(question: str, database: str, who: str = "bestio") -> list[tuple[Any, ...]]:
        address = server.address(database).replace("user=postgres", f"user={who}")
        with psycopg.connect(address, autocommit=True) as connection:
            found: list[tuple[Any, ...]] = connection.execute(question.encode()).fetchall()
            return found

    return asked


@pytest.mark.slow
def test_a_base_by_the_page_is_used_saved_and_restored(
    tmp_path: Path, server: Server, rows: Rows, journals_on_server: Callable[..., Any]
) -> None:
    import psycopg

    machine = Machine(tmp_path, server)
    (tmp_path / "bestio.sql").write_text(block(page(PAGE), "sql"), encoding="utf-8")
    machine.run("runuser -u postgres -- psql --quiet --set=ON_ERROR_STOP=1 --file=bestio.sql")

    # It is used by a role that may do nothing else.
    assert "Tout va bien" in machine.run(replaced(lines("classe"), {"/usr/local/sbin/bestio-admin": "x"}))
    address = server.address("bestio").replace("user=postgres", "user=bestio")
    store = Store(tmp_path, time.time, journals_on_server(tmp_path / "workshops", time.time, address))
    with store.new("Zoé", "5e-b") as journal:
        for number in range(20):
            journal.record("persona.name", name=f"Bob {number}")
        path = journal.path
    whole = store.content(path)

    # A class is apart from the others, and whoever looks after them sees all.
    store.new("Les Autres", "6c").close()
    said = machine.run(lines("cloison"))
    assert "5e-b" in said
    assert "6c" not in said
    assert "6c" in machine.run(lines("cloison").replace("-c bestio.class=5e-b", ""))
    server.run("psql", "-h", str(server.folder), "-U", "postgres", "-c", "create role somebody login")
    refused: Mapping[str, tuple[str, str]] = {
        "create role other": ("bestio", "bestio"),
        "create database other": ("bestio", "bestio"),
        "create table public.other ()": ("bestio", "bestio"),
        "drop database bestio": ("bestio", "postgres"),
        "select rolpassword from pg_authid": ("bestio", "bestio"),
        "select 1": ("somebody", "bestio"),
    }
    for question, (who, database) in refused.items():
        with pytest.raises(psycopg.Error, match=r"permission denied|must be owner"):
            rows(question, database, who)

    # A school and its teacher, by the page: nobody has to be told a code each day.
    said = machine.run(lines("établissement"))
    assert re.search(r"/prof/lien/[\w-]{32}\n", said)
    assert re.search(r"papier\)\s*: [A-Z0-9]{6}\n", said)
    assert rows("select count(*) from bestio.invitations", "bestio") == [(1,)]
    tie = "insert into bestio.accounts (school, who, teacher) select school, sha256('x'), id from bestio.teachers"
    rows(f"{tie} returning 1", "bestio")
    said = machine.run(lines("compte"))
    assert "entre avec un compte" in said
    assert rows("select count(*) from bestio.accounts", "bestio") == [(0,)]
    said = machine.run(lines("connexions"))
    assert "college-des-tilleuls" in said
    assert "Mme Ortie" in said
    assert rows("select count(*) from bestio.teachers", "bestio") == [(0,)]

    # The copy of a night is restored beside it: the same creations, and a server that takes more.
    machine.run(replaced(lines("sauvegarde"), {"/usr/local/sbin/bestio-sauvegarde": "x"}))
    assert "systemctl start bestio-sauvegarde.service" in machine.did.read_text()
    (start,) = values(file(f"{UNITS}bestio-sauvegarde.service"), "Service", "ExecStart")
    kept = tmp_path / "var/backups/bestio"
    old = kept / "bestio-2020-01-01-000000.dump"
    old.write_bytes(b"old")
    os.utime(old, (0, 0))
    machine.run(f'set -a; . /etc/bestio/commun.env; PGUSER=bestio; export PGUSER; "{start.removeprefix(SCRIPTS)}"')
    (copy,) = kept.iterdir()
    assert copy.stat().st_mode & 0o077 == 0
    with store.open(path) as journal:
        journal.record("persona.name", name="plus tard")
    said = machine.run(lines("restaurer"), FICHIER=str(copy))
    assert "Tout va bien" in said
    assert "2 créations" in said
    apart = machine.run(lines("cloison").replace("--dbname=bestio ", "--dbname=bestio_restauree "))
    assert "5e-b" in apart
    assert "6c" not in apart
    rows(
        "select pg_terminate_backend(pid)::text from pg_stat_activity where usename = 'bestio'", "postgres", "postgres"
    )
    machine.run(lines("échanger"))
    assert f"systemctl start bestio@{PORTS[0]}" in machine.did.read_text()
    assert store.content(path) == whole
    with store.open(path) as journal:
        journal.record("persona.name", name="encore")
    with pytest.raises(psycopg.Error, match="an event is never changed"):
        rows("update bestio.events set number = number returning number", "bestio")
    with pytest.raises(psycopg.Error, match="permission denied"):
        rows("select 1", "bestio", "somebody")

    # A class that has ended is exported for its teacher, and erased; what still has it is told.
    told = machine.run("bestio-admin forget 5e-b --json --yes")
    assert '"until"' in told
    with store.new("Zoé", "5e-b") as journal:
        journal.record("persona.name", name="Bob")
    ended = store.content(store.path("5e-b", "zoe"))
    store.set_last_day("5e-b", date(2027, 7, 10))
    machine.run(replaced(lines("fin"), {"bestio-admin retention": "bestio-admin retention --json"}))
    assert "systemctl enable --now bestio-fin.timer" in machine.did.read_text()
    (start,) = values(file(f"{UNITS}bestio-fin.service"), "Service", "ExecStart")
    run = f"set -a; . /etc/bestio/commun.env; PGUSER=bestio; export PGUSER; {start}"
    machine.run(run)
    assert store.has_class("5e-b")  # its day has not come
    store.set_last_day("5e-b", date(2020, 7, 10))
    assert "effacée" in machine.run(run)
    assert not store.has_class("5e-b")
    export = tmp_path / "var/lib/bestio-finies/5e-b-2020-07-10"
    assert (export / "atelier/workshops/5e-b/zoe.yaml").read_bytes() == ended
    machine.run("bestio-admin import /var/lib/bestio-finies/5e-b-2020-07-10")
    assert store.content(store.path("5e-b", "zoe")) == ended
    store.shared.close()  # type: ignore[union-attr]


@pytest.mark.slow
def test_the_settings_of_the_server_are_its_own(server: Server, rows: Rows) -> None:
    (text,) = (text for name, text in files().items() if name.endswith("conf.d/bestio.conf") and "postgresql" in name)
    wanted = dict(re.findall(r"^(\w+) = '?(\w+)'?$", text, re.MULTILINE))
    assert len(wanted) == len(text.splitlines())
    server.restart(" ".join(f"-c {name}={value}" for name, value in wanted.items()))
    for name, value in wanted.items():
        assert rows(f"show {name}", "postgres", "postgres") == [(value,)]
    sessions = len(PORTS) * 40 + len(PORTS)
    assert int(wanted["max_connections"]) - 3 >= sessions  # three are kept for whoever looks after it
