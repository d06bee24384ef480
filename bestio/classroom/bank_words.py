"""The words of a bank as a list shows them: those that were said, by whom, and those that are still to be said."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from bestio.classroom.made_up import describe_date
from bestio.i18n import _
from bestio.speech.recorded.bank import Bank
from bestio.speech.recorded.clip import NOISE, Clip


class BankWord(Struct, frozen=True):
    """A word or a line, and the recordings of it; none where nobody has said it yet."""

    text: str
    clips: tuple[Clip, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """Who has said it."""
        return tuple(dict.fromkeys(clip.who for clip in self.clips))

    def line(self) -> str:
        """The word as one line: a sign that says whether somebody has said it, and who."""
        if not self.clips:
            return f"○ {self.text}"
        noise = _("(a noise) {text}").format(text=self.text) if self.clips[0].kind == NOISE else self.text
        return f"● {noise} – {', '.join(self.people)}"

    def told(self) -> list[str]:
        """What there is to say of it, a line a recording."""
        if not self.clips:
            return [_("Nobody has said “{word}” yet.").format(word=self.text)]
        return [
            _("{who}: {seconds} s, until {date}").format(
                who=clip.who, seconds=f"{clip.seconds:.1f}".replace(".", ","), date=describe_date(clip.until)
            )
            for clip in self.clips
        ]


def words_of_bank(bank: Bank, worth: Iterable[str] = ()) -> list[BankWord]:
    """What is `worth` recording first, in its order, then what was recorded, by the alphabet."""
    found: dict[tuple[str, str], list[Clip]] = {}
    for clip in bank.clips:
        found.setdefault((clip.kind, clip.text.casefold()), []).append(clip)
    said = [BankWord(clips[0].text, tuple(clips)) for _key, clips in found.items()]
    missing = [BankWord(text) for text in worth if ("words", text.casefold()) not in found]
    return [*missing, *sorted(said, key=lambda one: (one.clips[0].kind == NOISE, one.text.casefold()))]
