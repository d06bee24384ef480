"""HTTPS: a class is served with a certificate, and wrong files are told in words."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import aiohttp
import pytest

from bestio.cli import run
from bestio.errors import UsageError
from bestio.serve.tls import secure
from bestio.serve.trial import Trial
from tests.serve.conftest import TAB, serving

OPENSSL = shutil.which("openssl")
pytestmark = pytest.mark.skipif(OPENSSL is None, reason="there is no openssl here to make a certificate with")


def made(folder: Path, name: str) -> tuple[Path, Path]:
    """A certificate that vouches for itself, and its key."""
    certificate, key = folder / f"{name}.crt", folder / f"{name}.key"
    assert OPENSSL is not None
    subprocess.run(
        [OPENSSL, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-keyout", str(key), "-out", str(certificate), "-subj", "/CN=bestio",
         "-addext", "subjectAltName=IP:127.0.0.1"],
        check=True, capture_output=True,
    )  # fmt: skip
    return certificate, key


def told(certificate: Path, key: Path) -> str:
    with pytest.raises(UsageError) as error:
        secure(certificate, key)
    assert error.value.hint
    return str(error.value)


@pytest.mark.slow
async def test_a_class_over_https(tmp_path: Path) -> None:
    async with serving(tmp_path / "home", tls=secure(*made(tmp_path, "one"))) as served:
        assert served.server.addresses[0].startswith("https://")
        client = served.client()
        await client.new_group()
        (cookie,) = [one for one in client.session.cookie_jar if one.key.startswith("bestio-")]
        assert cookie["secure"]
        assert cookie["httponly"]
        line = await client.line()
        await line.shows("Échap")
        plain = {"Origin": served.address.replace("https", "http")}  # a page that was not encrypted is not ours
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await client.session.ws_connect(f"{served.address}/ws?tab={TAB}", headers=plain)
        async with aiohttp.ClientSession() as session:
            with pytest.raises(aiohttp.ClientError):
                await session.get(served.address.replace("https", "http"))
        assert "https://127.0.0.1" in (await client.get("/projecteur"))[1]


@pytest.mark.slow
async def test_the_trial_goes_through_it_too(tmp_path: Path) -> None:
    async with serving(tmp_path / "home", tls=secure(*made(tmp_path, "one"))) as served:
        tried = [one async for one in Trial(served.address, served.server.code).run()]
        assert [one for one in tried if not one.works] == []
        assert len(tried) == 6


def test_wrong_files_are_told(tmp_path: Path) -> None:
    certificate, key = made(tmp_path, "one")
    other_certificate, other = made(tmp_path, "two")
    assert "n’est pas celle du certificat" in told(certificate, other)
    assert "n’est pas un certificat" in told(key, certificate)
    assert "n’est pas une clé privée" in told(certificate, other_certificate)
    assert "absent" in told(certificate, tmp_path / "absent.key")
    (folder := tmp_path / "dossier").mkdir()
    assert "dossier" in told(folder, key)
    broken = tmp_path / "broken.crt"
    broken.write_bytes(certificate.read_bytes().replace(b"MII", b"!!!", 1)[:-60] + b"-----END CERTIFICATE-----\n")
    assert "broken.crt" in told(broken, key)
    locked = tmp_path / "locked.key"
    assert OPENSSL is not None
    subprocess.run(
        [OPENSSL, "pkey", "-in", str(key), "-aes256", "-passout", "pass:secret", "-out", str(locked)], check=True
    )
    assert "mot de passe" in told(certificate, locked)
    assert "openssl pkey" in told(certificate, locked)


def test_the_command_tells_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    certificate, key = made(tmp_path, "one")
    line = ["serve", "--https", str(key), str(certificate), "--port", "8123", "--home", str(tmp_path / "home")]
    assert run(line) == 2
    assert "n’est pas un certificat" in capsys.readouterr().err
    assert run([*line, "--essai"]) == 2
