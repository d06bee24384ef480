"""The page for whoever hosts Bestio: its blocks, and an nginx that runs by the one of them that is for it."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.front_door import block, page
from tests.pace import until

PAGE = "workshops/HEBERGER.md"
NGINX = "/etc/nginx/conf.d/bestio.conf"
SETTINGS = "/etc/bestio/8001.yaml"
UNIT = "/etc/systemd/system/bestio@.service"
NAME = "5e-b.bestio.example"
PORTS = (8001, 8002, 8003)
"""Those of the nodes in the page."""
_WHOLE = """
daemon off;
pid {folder}/pid;
error_log {folder}/started.log;
worker_processes 1;
events {{ worker_connections 2048; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/bestio.conf;
}}
"""


def file(name: str) -> str:
    """What the page wants to stand in a file of this name."""
    return block(page(PAGE), f"file: {name}")


def files() -> dict[str, str]:
    """All the files of the page."""
    return {name: file(name) for name in re.findall(r"<!-- file: (\S+) -->", page(PAGE))}


def lines(mark: str) -> str:
    """What the page wants to be typed."""
    return block(page(PAGE), f"sh: {mark}")


def all_lines() -> dict[str, str]:
    """All that is to be typed."""
    return {mark: lines(mark) for mark in re.findall(r"<!-- sh: (.+) -->", page(PAGE))}


def values(unit: str, section: str, key: str) -> list[str]:
    """What a unit says of a key, in its order."""
    part = unit.partition(f"[{section}]\n")[2].partition("\n[")[0]
    return [value for name, _sign, value in (line.partition("=") for line in part.splitlines()) if name == key]


def variables(name: str) -> dict[str, str]:
    """The variables of a file that systemd and a shell read alike."""
    words = [shlex.split(line) for line in file(name).splitlines()]
    assert all(len(one) == 1 for one in words)
    return dict(one[0].split("=", 1) for one in words)


def command(port: int, settings: str) -> list[str]:
    """The words by which the unit starts a node; `settings`: the file that stands for the node's own."""
    (start,) = values(file(UNIT), "Service", "ExecStart")
    return [
        settings if word == f"/etc/bestio/{port}.yaml" else word for word in shlex.split(start.replace("%i", str(port)))
    ]


def replaced(text: str, changes: Mapping[str, str]) -> str:
    """`text` with each of `changes` made; each must be there to be changed."""
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


def nginx_program() -> str:
    program = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if program is None:
        pytest.skip("there is no nginx here: apt-get install nginx")
    return program


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for `localhost` that vouches for itself, and its key."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("there is no openssl here to make a certificate with")
    kept, key = folder / "bestio.pem", folder / "bestio.key"
    subprocess.run(
        [program, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-keyout", str(key), "-out", str(kept), "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
        check=True, capture_output=True,
    )  # fmt: skip
    return kept, key


class Proxy:
    """An nginx by the page's file: other names, ports and folders, and nothing else is changed."""

    def __init__(self, folder: Path, ports: Sequence[int], at: tuple[int, int]) -> None:
        """`ports`: of the nodes. `at`: where it listens, with TLS and without."""
        self.folder = folder
        self.address = f"https://localhost:{at[0]}"
        self.plain = f"http://localhost:{at[1]}"
        kept, key = certificate(folder)
        nodes = [f"127.0.0.1:{one} max_fails=1 fail_timeout=2s;" for one in PORTS]
        changes = {
            "    listen [::]:443 ssl;\n": "",
            "    listen [::]:80;\n": "",
            "listen 443 ssl;": f"listen 127.0.0.1:{at[0]} ssl;",
            "listen 80;": f"listen 127.0.0.1:{at[1]};",
            ".bestio.example;": "localhost;",
            NAME: "localhost",
            "/etc/bestio/tls/bestio.pem": str(kept),
            "/etc/bestio/tls/bestio.key": str(key),
            "/var/log/nginx": str(folder),
            "https://$host$request_uri": f"https://$host:{at[0]}$request_uri",
        }
        for number, one in enumerate(nodes):  # a class with fewer nodes has fewer lines
            new = f"server {one}".replace(f":{PORTS[number]} ", f":{ports[number]} ") if number < len(ports) else ""
            changes[f"server {one}"] = new
        (folder / "bestio.conf").write_text(replaced(file(NGINX), changes), encoding="utf-8")
        (folder / "nginx.conf").write_text(_WHOLE.format(folder=folder), encoding="utf-8")

    @property
    def command(self) -> list[str]:
        return [nginx_program(), "-e", str(self.folder / "started.log"), "-p", str(self.folder), "-c", "nginx.conf"]

    def check(self) -> str:
        """What `nginx -t` says of it."""
        done = subprocess.run([*self.command, "-t"], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stderr

    def log(self) -> list[str]:
        return (self.folder / "bestio.log").read_text(encoding="utf-8").splitlines()


@contextmanager
def proxy(ports: Sequence[int], at: tuple[int, int]) -> Iterator[Proxy]:
    """One that runs, in a folder of its own that its workers may write in, whoever they are."""
    program = nginx_program()
    with tempfile.TemporaryDirectory(prefix="bestio-nginx-") as folder:
        Path(folder).chmod(0o755)
        made = Proxy(Path(folder), ports, at)
        process = subprocess.Popen(made.command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        try:
            until((Path(folder) / "pid").exists, 20, f"{program} does not start")
            yield made
        finally:
            process.terminate()
            process.wait(20)
