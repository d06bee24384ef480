"""How a class is served, as one YAML file says it: `bestio serve --config serve.yaml`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from bestio.documents.reader import At, Each, Fits, Format, Group, Header, Line, Number, Read
from bestio.errors import Report
from bestio.i18n import N_, _
from bestio.serve.network import is_address, network_of
from bestio.serve.openid.registration import Registration, is_issuer

HEADER = "serve/1"
PORTS = (1, 65_535)
MOST_GROUPS = 200
LONGEST_PATH = 1_000
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_MEGABYTE = 1 << 20


class Configuration(Struct, frozen=True):
    """What a file says; None for what it does not say. Relative paths are those of its folder."""

    class_name: str | None = None
    home: Path | None = None
    port: int | None = None
    lan: bool | None = None
    address: str | None = None
    limit: int | None = None
    store: str | None = None
    """The name of the environment variable that holds the address of the store: a password may stand in that."""
    https: tuple[Path, Path] | None = None
    metrics: tuple[str, ...] | None = None
    connections: int | None = None
    memory: int | None = None
    """Bytes."""
    alone: float | None = None
    drain: float | None = None
    openid: Registration | None = None


def read_configuration(path: Path, report: Report) -> Configuration | None:
    """What the file says, without what is wrong in it: that is reported. None where it is no such file."""
    found = FILE.read(path, report)
    if found is None:
        return None
    folder = path.absolute().parent

    def there(one: Path | None) -> Path | None:
        return folder / one.expanduser() if one is not None else None

    https = (folder / found.https[0], folder / found.https[1]) if found.https is not None else None
    return replace(found, home=there(found.home), https=https)


def merged(first: Configuration, second: Configuration) -> Configuration:
    """What `first` says, else `second`."""
    said = {name: getattr(first, name) for name in Configuration.__struct_fields__}
    return replace(second, **{name: value for name, value in said.items() if value is not None})


def _address(value: Any, at: At) -> str | None:
    if isinstance(value, str) and is_address(value):
        return value
    at.refuse_text(value, _("Write it so, without anything after it: https://bestio.example"))
    return None


def _network(value: Any, at: At) -> str | None:
    if isinstance(value, str) and network_of(value) is not None:
        return value
    at.refuse_text(value, _("Write it in figures, or that of a network: 10.0.0.5, 10.0.0.0/24"))
    return None


def _no_networks(_value: Any, at: At) -> None:
    at.tell(
        _("“{field}” should be {expected}.").format(field=at.name, expected=_("a list")), _("Write it so: [10.0.0.5]")
    )


def _store(value: Any, at: At) -> str | None:
    """The name of a variable; the address itself is refused, and not told: a password may stand in it."""
    if isinstance(value, str) and _VARIABLE.fullmatch(value):
        return value
    if isinstance(value, str) and "://" in value:
        at.tell(
            _("The address of the store does not stand in this file: a password may be in it."),
            _("Put it into an environment variable, and write its name here: “store: BESTIO_STORE”."),
        )
    else:
        at.refuse_text(value, _("Write the name of an environment variable: “store: BESTIO_STORE”."))
    return None


def _secret(value: Any, at: At) -> str | None:
    """The name of a variable; what is none may be the secret itself, and is not told."""
    if isinstance(value, str) and _VARIABLE.fullmatch(value):
        return value
    hint = _("Write it so: “secret: BESTIO_OPENID_SECRET”.")
    if isinstance(value, str):
        told = _("The secret does not stand in this file, but the name of an environment variable that holds it.")
        at.tell(told, hint)
    else:
        at.refuse_text(value, hint)
    return None


def _issuer(value: Any, at: At) -> str | None:
    if isinstance(value, str) and is_issuer(value):
        return value
    at.refuse_text(value, _("Write it as your provider gives it, with https: https://comptes.academie.example"))
    return None


def _whole_https(certificate: str, key: str) -> tuple[Path, Path]:
    return Path(certificate), Path(key)


def _limits(connections: int | None = None, memory: int | None = None, alone: float | None = None) -> dict[str, Any]:
    return {"connections": connections, "memory": memory * _MEGABYTE if memory is not None else None, "alone": alone}


def _made(bestio: str, limits: dict[str, Any] | None = None, **said: Any) -> Configuration:
    if "class" in said:
        said["class_name"] = said.pop("class")
    if "home" in said:
        said["home"] = Path(said["home"])
    return Configuration(**said, **(limits or {}))


_PATH = Line(LONGEST_PATH, empty=False, wanted=N_("Write the path of a file or a folder."))
FILE = Format(
    HEADER,
    Group(
        {
            "bestio": Header(),
            "class": Line(60, empty=False),
            "home": _PATH,
            "port": Number(*PORTS, whole=True),
            "lan": Fits(bool),
            "address": Read(_address),
            "limit": Number(1, MOST_GROUPS, whole=True),
            "store": Read(_store),
            "https": Group({"certificate": _PATH, "key": _PATH}, _whole_https, needed=("certificate", "key")),
            "metrics": Each(Read(_network), _no_networks),
            "limits": Group(
                {
                    "connections": Number(10, 10_000, whole=True),
                    "memory": Number(128, 8_192, whole=True),
                    "alone": Number(10, 86_400),
                },
                _limits,
            ),
            "drain": Number(1, 300),
            "openid": Group(
                {
                    "issuer": Read(_issuer),
                    "client": Line(200, empty=False),
                    "secret": Read(_secret),
                    "name": Line(40, empty=False),
                },
                Registration,
                needed=("issuer", "client", "secret"),
            ),
        },
        _made,
    ),
    N_("These are not the settings of a server."),
)
"""What a file of settings holds."""
