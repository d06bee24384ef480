"""The code of a class, who may try it how often, and what a browser keeps to be known again."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from collections import deque
from pathlib import Path

import msgspec

from bestio.classroom.codes import ALPHABET, CODE_LENGTH, signs_of
from bestio.errors import BestioError
from bestio.journal.shared import Shared
from bestio.private_files import make_folder
from bestio.regular_file import read_regular
from bestio.storage import atomic

MOST_FAILURES = 10
"""Wrong codes that an address may try in WITHIN seconds."""
WITHIN = 60.0
MOST_ADDRESSES = 1_000
DAY = 24 * 3600
PASS_LASTS = DAY
"""Seconds for which a browser is known again without the code."""
KEY_FILE = "serve.key"
STICKY = "bestio_place"
"""The cookie by which a proxy sends all browsers of a group to one node; nginx reads no name with a hyphen."""
_KEY_BYTES = 32
_LONGEST_PASS = 600


def read_key(cache: Path) -> bytes:
    """The secret that codes and passes are made with: kept in a file of its owner alone, made where there is none.

    Where nothing can be written it lasts as long as the program: nobody is known again after a new start.
    """
    path = cache / KEY_FILE
    try:
        key = read_regular(path, 4 * _KEY_BYTES)
    except (OSError, BestioError):
        key = b""
    if len(key) == _KEY_BYTES:
        return key
    key = secrets.token_bytes(_KEY_BYTES)
    try:
        make_folder(cache)
        atomic.replace(path, key)
    except OSError:
        return key
    return key


def shared_key(shared: Shared, class_id: str) -> bytes:
    """The same where several programs serve a class from one server: whoever a browser comes to knows its pass.

    Each class has its own. Raises BestioError.
    """
    return shared.keep(class_id, KEY_FILE, secrets.token_bytes(_KEY_BYTES))


def cookie_of(class_id: str) -> str:
    """What the cookie of a pass is called where several programs serve a class: the same at each of them."""
    return f"bestio-{hashlib.blake2b(class_id.encode('utf-8', 'replace'), digest_size=6).hexdigest()}"


def place_of(class_id: str, group: str) -> str:
    """What that cookie says: the same for all browsers of a group, and not its name."""
    return hashlib.blake2b(f"{class_id}/{group}".encode("utf-8", "replace"), digest_size=8).hexdigest()


def class_code(key: bytes, class_id: str, day: str) -> str:
    """The code of a class for a day: the same after a new start, another tomorrow, not to be guessed from others."""
    number = int.from_bytes(_seal(key, f"code {day} {class_id}".encode()), "big")
    code = ""
    for _place in range(CODE_LENGTH):
        number, letter = divmod(number, len(ALPHABET))
        code += ALPHABET[letter]
    return code


def is_code(typed: str, code: str) -> bool:
    """Whether somebody typed `code`: small letters, spaces and hyphens do not matter."""
    return hmac.compare_digest(signs_of(typed), code.encode())


class Door:
    """Counts wrong codes by address. Times are seconds of one clock that only goes on."""

    def __init__(self) -> None:
        self._failures: dict[str, deque[float]] = {}

    def is_closed(self, address: str, now: float) -> bool:
        """Whether somebody there has failed so often that they must wait."""
        failures = self._failures.get(address)
        if failures is None:
            return False
        while failures and now - failures[0] > WITHIN:
            failures.popleft()
        if not failures:
            del self._failures[address]
        return len(failures) >= MOST_FAILURES

    def failed(self, address: str, now: float) -> None:
        """Somebody there typed a wrong code."""
        if address not in self._failures and len(self._failures) >= MOST_ADDRESSES:
            del self._failures[next(iter(self._failures))]
        self._failures.setdefault(address, deque(maxlen=MOST_FAILURES)).append(now)


class Pass(msgspec.Struct, frozen=True):
    """What a browser that knew the code keeps: which one, its class and group, since when (seconds since 1970)."""

    browser: str
    class_id: str
    since: int
    group: str = ""


def new_browser() -> str:
    """A name for a browser that no other has."""
    return secrets.token_hex(8)


class Passes:
    """Makes passes and reads them again; nobody else can make one."""

    def __init__(self, key: bytes, class_id: str) -> None:
        self._key = key
        self._class_id = class_id

    def write(self, one: Pass) -> str:
        """`one` as a cookie keeps it."""
        raw = msgspec.json.encode(one)
        return f"{_plain(raw)}.{_plain(_seal(self._key, b'pass ' + raw))}"

    def read(self, text: str, now: float) -> Pass | None:
        """The pass that a cookie holds; None where we did not write it, where it is of another class or too old."""
        if len(text) > _LONGEST_PASS or not text.isascii():
            return None
        body, _dot, seal = text.partition(".")
        try:
            raw, given = _raw(body), _raw(seal)
        except (binascii.Error, ValueError):
            return None
        if not hmac.compare_digest(given, _seal(self._key, b"pass " + raw)):
            return None
        try:
            found = msgspec.json.decode(raw, type=Pass)
        except msgspec.MsgspecError:
            return None
        fresh = -DAY < now - found.since < PASS_LASTS
        return found if found.class_id == self._class_id and fresh else None


def _seal(key: bytes, data: bytes) -> bytes:
    return hmac.new(key, data, hashlib.sha256).digest()


def _plain(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
