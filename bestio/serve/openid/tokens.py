"""Whom a provider says somebody is: its signed token, looked through before one word of it is believed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwk, jwt
from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError

from bestio.i18n import _
from bestio.serve.openid.asking import ProviderError
from bestio.serve.openid.flow import CLOCKS

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA")
"""How a token may be signed: by keys that only the provider has. None, and what we share with it, are no signatures."""
FRESH = 600
"""Seconds within which a token was made that comes straight from the provider."""
_MOST_KEYS = 50
_LONGEST_TOKEN = 20_000
_LONGEST_SUBJECT = 255
_KINDS = {"RSA", "EC", "OKP"}


class UnknownKeyError(Exception):
    """The token is signed by a key that we have not been told of; perhaps there is a new one."""


def keys_of(said: Mapping[str, Any]) -> Any:
    """The provider's keys for signatures, without those that are none or cannot be read. Raises ProviderError."""
    listed = said.get("keys")
    found = []
    for one in listed[:_MOST_KEYS] if isinstance(listed, list) else ():
        if isinstance(one, dict) and one.get("kty") in _KINDS and one.get("use") in {None, "sig"}:
            try:
                found.append(jwk.import_key(one))
            except (JoseError, ValueError, TypeError, KeyError):
                continue
    if not found:
        raise _untrue()
    return jwk.KeySet(found)


def subject_of(
    token: object, keys: Any, *, issuer: str, client: str, nonce: str, access_token: object, now: float
) -> str:
    """Who somebody is, by a token that was made for us, for this one time, just now.

    Raises UnknownKeyError where newer keys may help, else ProviderError. `now`: seconds since 1970.
    """
    if not isinstance(token, str) or len(token) > _LONGEST_TOKEN:
        raise _untrue()
    try:
        read = jwt.decode(token, keys, algorithms=list(ALGORITHMS))
    except (InvalidKeyIdError, BadSignatureError) as error:
        raise UnknownKeyError from error
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise _untrue() from error
    _look_at_times(read.claims, now)
    said = CodeIDToken(
        read.claims,
        read.header,
        {"iss": {"essential": True, "value": issuer}, "aud": {"essential": True, "value": client}},
        {"nonce": nonce, "client_id": client, "access_token": access_token if isinstance(access_token, str) else None},
    )
    try:
        said.validate(now=int(now), leeway=CLOCKS)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise _untrue() from error
    subject = said.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT:
        raise _untrue()
    return subject


def _look_at_times(claims: Mapping[str, Any], now: float) -> None:
    """Tell a clock that is wrong apart from a token that is."""
    made, ends = claims.get("iat"), claims.get("exp")
    for one in (made, ends):
        if isinstance(one, bool) or not isinstance(one, int | float):
            raise _untrue()
    if not (-CLOCKS <= now - made <= FRESH + CLOCKS and now <= ends + CLOCKS):  # type: ignore[operator]
        raise ProviderError(
            _("The clock of this server and that of your provider do not agree, or its answer is an old one."),
            hint=_("Try again, or come in by your link and its code; if it stays so, tell whoever looks after Bestio."),
        )


def _untrue() -> ProviderError:
    return ProviderError(_("What your provider says of you cannot be believed: it is not made for here, or not by it."))
