"""How a teacher comes in where a server keeps the creations: by a link, once, and a code that was given another way.

What is secret is made here, told once, and kept by nobody: the server has digests. A link and what a browser keeps are
long and made by chance, and one round of digest does for them. A code is short: its digest is slow and has salt, so
that who steals the tables cannot try all codes on it.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable

from msgspec import Struct

from bestio.classroom.codes import ALPHABET, CODE_LENGTH, signs_of
from bestio.journal.schools import Schools, Sealed, SignIns, State

DAY = 24 * 3600
INVITATION_LASTS = 7 * DAY
"""Seconds for which an invitation of the administrator is open, where they say nothing else."""
SIGN_IN_LASTS = 60 * DAY
"""Seconds after which a browser in which the teacher has not come is known no more."""
LINK = "/prof/lien/"
"""What stands before the secret in the address of an invitation."""
_TOKEN_BYTES = 24
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
_SALT_BYTES = 16
_COST = 1 << 14
"""Of the slow digest: some 50 ms and 16 MB."""


class Invitation(Struct, frozen=True):
    """What is given to a teacher: `path` goes behind the address of the class, `code` is told another way.

    `until`: seconds since 1970, by the server.
    """

    path: str
    code: str
    until: float


def new_token() -> str:
    """A secret that nobody guesses, as it stands in an address or in a cookie."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def is_token(text: str) -> bool:
    """Whether `text` could be one."""
    return _TOKEN.fullmatch(text) is not None


def digest(token: str) -> bytes:
    """What is kept of a secret that is long."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def account_digest(issuer: str, subject: str) -> bytes:
    """What is kept of an account: whom a provider means by `subject`. Slow, for subjects may be short, and guessed."""
    salt, named = (hashlib.sha256(one.encode("utf-8", "surrogatepass")).digest() for one in (issuer, subject))
    # A digest goes in, not the name itself: scrypt takes a name with zeros at its end for that without.
    return hashlib.scrypt(named, salt=salt, n=_COST, r=8, p=1, dklen=32)


def seal(code: str, salt: bytes) -> Sealed:
    """What is kept of a code, however it is typed."""
    return Sealed(salt, hashlib.scrypt(signs_of(code), salt=salt, n=_COST, r=8, p=1, dklen=32))


def opens(typed: str, sealed: Sealed) -> bool:
    """Whether somebody typed the code that is kept so."""
    return hmac.compare_digest(seal(typed, sealed.salt).code, sealed.code)


def invite(kept: Schools, teacher: int, class_id: str, lasts: float) -> Invitation | None:
    """Let a teacher come in to a class of theirs within `lasts` seconds; None where it is not theirs.

    Raises BestioError.
    """
    return _invitation(lambda link, sealed: kept.invite(teacher, class_id, link, sealed, lasts))


def invite_oneself(kept: SignIns, browser: bytes, class_id: str, lasts: float) -> Invitation | None:
    """The same, by whoever has signed in with a browser, for themselves. Raises BestioError."""
    return _invitation(lambda link, sealed: kept.invite(browser, class_id, link, sealed, lasts))


def _invitation(ask: Callable[[bytes, Sealed], float | None]) -> Invitation | None:
    token, code = new_token(), "".join(secrets.choice(ALPHABET) for _place in range(CODE_LENGTH))
    until = ask(digest(token), seal(code, secrets.token_bytes(_SALT_BYTES)))
    return Invitation(f"{LINK}{token}", code, until) if until is not None else None


def come_in_by(kept: SignIns, who: bytes) -> str | None:
    """Sign in the teacher whose account this is: what the browser is to keep; None where it is no teacher's of the
    class. Raises BestioError.
    """
    token = new_token()
    return token if kept.begin_by(who, digest(token), SIGN_IN_LASTS) else None


def come_in(kept: SignIns, link: str, typed: str) -> str | State:
    """Try a code on an invitation: what the browser is to keep, or how the invitation stands: OPEN where the code was
    wrong. Raises BestioError.
    """
    invitation = digest(link)
    sealed = kept.try_code(invitation)
    if sealed is not None and opens(typed, sealed):
        token = new_token()
        if kept.begin(invitation, digest(token), SIGN_IN_LASTS):
            return token
    return kept.state(invitation)
