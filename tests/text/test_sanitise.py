"""What people would not see is not passed on as if it were nothing."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.text.sanitise import UNSEEN, is_seen, sanitise

UNSEEN_KINDS = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def test_what_is_seen_is_told_by_its_kind() -> None:
    for code in range(sys.maxunicode + 1):
        assert is_seen(chr(code)) == (unicodedata.category(chr(code)) not in UNSEEN_KINDS), hex(code)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("L’été\u202f: «\u00a0oui\u00a0»", "L’été\u202f: «\u00a0oui\u00a0»"),
        ("a\x1b[2Jb\u202ec\ud800", f"a{UNSEEN}[2Jb{UNSEEN}c{UNSEEN}"),
        ("un\ndeux\t", f"un\ndeux{UNSEEN}"),
    ],
)
def test_shown(text: str, shown: str) -> None:
    assert sanitise(text, kept="\n") == shown


@given(st.text(st.characters(codec=None)))
def test_nothing_unseen_is_left_and_nothing_seen_is_lost(text: str) -> None:
    assert all(map(is_seen, sanitise(text)))
    assert sanitise(text, instead="") == "".join(filter(is_seen, text))
    assert len(sanitise(text)) == len(text)
