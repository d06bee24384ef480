"""What becomes of errors that no command foresaw."""

import errno

import pytest

from bestio.cli.output import PROBLEMS, guarded, safe
from bestio.errors import reason_of
from bestio.workshop.narrate import clean


def test_a_refusal_of_the_system_is_told_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    refusal = OSError(errno.EACCES, "Permission denied", "/somewhere/voices")

    def command() -> int:
        raise refusal

    assert guarded(command) == PROBLEMS
    told = capsys.readouterr()
    assert not told.out
    assert told.err.startswith("/somewhere/voices: ")
    assert reason_of(refusal) in told.err
    assert "denied" not in told.err


@pytest.mark.parametrize(
    "picture",
    [
        "👩\u200d🚀",
        "🏳️\u200d🌈",
        "👨\u200d👩\u200d👧",
        "👍🏽",
        "1️⃣",
        "🇫🇷",
        "❤️\u200d🔥",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    ],
)
def test_an_emoji_is_printed_whole(picture: str) -> None:
    assert safe(f"La lune aime {picture}.") == f"La lune aime {picture}."
    assert clean(f"La lune aime {picture}.") == f"La lune aime {picture}."


def test_joiners_and_tags_that_hold_no_emoji_together_are_shown() -> None:
    hidden = "\ufffd"
    assert safe("a\u200db \U000e0061\u202e\x1b[2J👍") == f"a{hidden}b {hidden}{hidden}{hidden}[2J👍"
