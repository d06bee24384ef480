"""HTTPS with a certificate that the school has: what is wrong with its files is told in words."""

from __future__ import annotations

import ssl
from pathlib import Path

from bestio.errors import UsageError, Where, reason_of
from bestio.i18n import _
from bestio.regular_file import read_regular

LARGEST = 1 << 20
_CERTIFICATE, _KEY = b"-----BEGIN CERTIFICATE-----", b"PRIVATE KEY-----"
_LOCKED = (b"ENCRYPTED PRIVATE KEY", b"Proc-Type: 4,ENCRYPTED")


def secure(certificate: Path, key: Path) -> ssl.SSLContext:
    """What serves with a certificate (PEM, with those that vouch for it) and its private key (PEM, without a password).

    Raises UsageError, which says which file is wrong and what to do.
    """
    held = _read(certificate, _CERTIFICATE, _("“{name}” is no certificate."))
    private = _read(key, _KEY, _("“{name}” is no private key."))
    if any(mark in private for mark in _LOCKED):
        raise UsageError(
            _("The private key “{name}” has a password.").format(name=key.name),
            hint=_("Write it without one: openssl pkey -in {name} -out sans-mot-de-passe.pem").format(name=key.name),
            where=Where.of(key),
        )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(certificate, key)
    except ssl.SSLError as error:
        if error.reason == "KEY_VALUES_MISMATCH":
            raise UsageError(
                _("The key “{key}” is not that of the certificate “{name}”.").format(
                    key=key.name, name=certificate.name
                ),
                hint=_("Take the two files that were made together: first the certificate, then its key."),
                where=Where.of(key),
            ) from error
        damaged = certificate if not _is_whole(held) else key
        raise UsageError(
            _("“{name}” cannot be read: it is damaged.").format(name=damaged.name),
            hint=_("Take the file once more from where it was made, as text (PEM)."),
            where=Where.of(damaged),
        ) from error
    except OSError as error:
        raise _unread(certificate, error) from error
    return context


def _read(path: Path, mark: bytes, otherwise: str) -> bytes:
    try:
        data = read_regular(path, LARGEST)
    except OSError as error:
        raise _unread(path, error) from error
    if mark not in data:
        raise UsageError(
            otherwise.format(name=path.name),
            hint=_("--https wants two files of text (PEM): first the certificate, then its key."),
            where=Where.of(path),
        )
    return data


def _is_whole(pem: bytes) -> bool:
    """Whether a certificate can be made of it."""
    try:
        ssl.create_default_context(cadata=pem.decode("ascii", "replace"))
    except (ssl.SSLError, ValueError):
        return False
    return True


def _unread(path: Path, error: OSError) -> UsageError:
    return UsageError(
        _("“{name}” cannot be read: {reason}.").format(name=path.name, reason=reason_of(error)),
        hint=_("--https wants two files of text (PEM): first the certificate, then its key."),
        where=Where.of(path),
    )
