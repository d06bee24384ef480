"""What `bestio serve` is asked: what its line says, else its file, else what is usual."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bestio.cli.output import tell
from bestio.errors import Problem, UsageError, Where
from bestio.i18n import _, ngettext
from bestio.library import STORE

if TYPE_CHECKING:
    from bestio.serve.configuration import Configuration
    from bestio.serve.openid.registration import Registration

CONFIG = "BESTIO_SERVE"
"""What the file of settings is called in the environment."""
HERE = "127.0.0.1"


class Asked(NamedTuple):
    """How a class is served: at which port, to the other devices of the room too or not, to how many groups at once.

    `https`: the files of a certificate and of its key; without them nothing is encrypted. `address`: that of a proxy
    which stands before it, where there is one. `watchers`: the addresses of what machines may have the figures, too.
    `limits`: what `serve.limits.Limits` is to be made with, where it is not the usual.
    """

    port: int = 8000
    lan: bool = False
    limit: int = 40
    https: tuple[Path, Path] | None = None
    address: str = ""
    watchers: tuple[str, ...] = ()
    limits: Mapping[str, float] = {}
    openid: Registration | None = None
    """The provider of identities by which teachers come in, too."""
    secret: str = ""
    """What that is shown."""

    @property
    def own(self) -> str:
        """The address for this machine itself."""
        return f"{'https' if self.https else 'http'}://{HERE}:{self.port}"


class Wanted(NamedTuple):
    """What is served, how, in which workspace, and in which environment the store is looked for."""

    class_name: str | None
    asked: Asked
    home: Path | None
    environment: Mapping[str, str]


def wanted(line: Configuration, file: Path | None, environment: Mapping[str, str], *, store_said: bool) -> Wanted:
    """What is asked; the `line` wins over the file, which the environment may name. Raises UsageError.

    `store_said`: whether the line names the store.
    """
    from bestio.serve.configuration import Configuration, merged  # noqa: PLC0415 (only this command needs it)

    named = environment.get(CONFIG, "").strip()
    path = file or (Path(named) if named else None)
    written = Configuration() if path is None else _read(path)
    said = merged(line, written)
    if written.store is not None and not store_said:
        address = environment.get(written.store, "").strip()
        if not address:
            raise UsageError(
                _("The environment has no variable “{name}” with the address of the store.").format(name=written.store),
                hint=_("Set it before: export {name}=postgresql://user@machine/database").format(name=written.store),
                where=Where.of(path or ""),
            )
        environment = {**environment, STORE: address}
    secret = ""
    if said.openid is not None:
        secret = environment.get(said.openid.secret, "").strip()
        if not secret:
            raise UsageError(
                _("The environment has no variable “{name}” with the secret of the provider.").format(
                    name=said.openid.secret
                ),
                hint=_("Set it before, or leave “openid” away: teachers then come in by a link and a code."),
                where=Where.of(path or ""),
            )
    usual = Asked()
    asked = Asked(
        said.port if said.port is not None else usual.port,
        bool(said.lan),
        said.limit if said.limit is not None else usual.limit,
        said.https,
        said.address or "",
        said.metrics or (),
        {name: value for name in ("connections", "memory", "alone", "drain") if (value := getattr(said, name))},
        said.openid,
        secret,
    )
    _refuse(asked)
    return Wanted(said.class_name, asked, said.home, environment)


def _read(path: Path) -> Configuration:
    """What a file says. One with a mistake is not served by: what it leaves out would be another's choice."""
    from bestio.serve.configuration import read_configuration  # noqa: PLC0415

    problems: list[Problem] = []
    found = read_configuration(path, problems.append)
    if problems or found is None:
        for problem in problems:
            tell(str(problem))
        told = ngettext(
            "Nothing is served: there is {n} mistake in this file.",
            "Nothing is served: there are {n} mistakes in this file.",
            len(problems),
        )
        raise UsageError(
            told.format(n=len(problems)),
            hint=_("Mend it, and look once more: bestio check {name}").format(name=path.name),
            where=Where.of(path),
        )
    return found


def _refuse(asked: Asked) -> None:
    """Tell what cannot be in a line: what comes from a file was looked at when it was read."""
    from bestio.serve.configuration import MOST_GROUPS, PORTS  # noqa: PLC0415
    from bestio.serve.network import is_address, network_of  # noqa: PLC0415

    if not PORTS[0] <= asked.port <= PORTS[1]:
        raise UsageError(_("{0} must be between {1} and {2}.").format("--port", *PORTS))
    if not 1 <= asked.limit <= MOST_GROUPS:
        raise UsageError(_("{0} must be between {1} and {2}.").format("--limit", 1, MOST_GROUPS))
    for watcher in asked.watchers:
        if network_of(watcher) is None:
            raise UsageError(
                _("“{address}” is no address of a machine.").format(address=watcher[:80]),
                hint=_("Write it in figures, or that of a network: 10.0.0.5, 10.0.0.0/24"),
            )
    if asked.address and not is_address(asked.address):
        raise UsageError(
            _("“{address}” is no address of a door.").format(address=asked.address[:80]),
            hint=_("Write it so, without anything after it: https://bestio.example"),
        )
