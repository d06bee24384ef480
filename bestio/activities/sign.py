"""Signing in percentages: a hundred points to share first, then what the program counts beside it."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from msgspec.structs import replace

from bestio.activities.engine import Activity, Setting, Turn
from bestio.activities.prompt import ABOVE, BELOW, GO_ON, LESS, MORE, TOUCHED, Lack, Move, Prompt, Share, Text
from bestio.activities.signature import WHO, WHOLE, counted, describe_drawn, signature_note
from bestio.activities.ways import note_on
from bestio.classroom.progress import Place
from bestio.errors import BestioError
from bestio.i18n import N_, _

STEP = 5
LONGEST_REASON = 300


class SignActivity(Activity, frozen=True, kw_only=True):
    """Five parts that make a hundred; the program's own count comes after, not before."""

    way = "sign"
    instructions = 2
    explained = N_(
        "Share a hundred points between all who made your phrases.\n"
        "↑ ↓ choose, ← → take and give. Enter shows the program’s count:\n"
        "whose words they are, and who drew them. It counts words only:\n"
        "it does not see who wrote the rule, chose, threw away, ordered.\n"
        "There is no right answer, only a signature you can explain (N)."
    )
    moves: ClassVar[tuple[Move, ...]] = (
        Move(ABOVE, "up", N_("Line above"), N_("Take the line above in hand."), shown=False, priority=True),
        Move(BELOW, "down", N_("Line below"), N_("Take the line below in hand."), shown=False, priority=True),
        Move(LESS, "left", N_("Less"), N_("Take five points away."), shown=False),
        Move(MORE, "right", N_("More"), N_("Give five points.")),
        Move(GO_ON, "enter", N_("Compare"), N_("See what the program counts.")),
        Move("reason", "n", N_("Our reason"), N_("Write in a line why you sign like this.")),
    )

    place: Place
    parts: tuple[int, ...] = (WHOLE // len(WHO),) * len(WHO)
    compared: bool = False
    """Whether these parts have been signed, and stand beside the program's count."""
    asking: bool = False
    """Whether the reason is to be written now."""
    reason: str = ""
    over: bool = False

    @classmethod
    def open(cls, setting: Setting, place: Place) -> Self:
        """All have the same part."""
        return cls(setting=setting, place=place)

    def view(self) -> Prompt:
        share = self._share()
        if not self.compared:
            return share
        return Text(
            question=_("Why this signature?"),
            hint=_("One line, or nothing."),
            value=self.reason,
            most=LONGEST_REASON,
            behind=share,
            opened=self.asking,
            said=_("Written in your notes.") if self.over else "",
            keys="" if self.over else _("It counts words: is that all? N: write your reason."),
            lines="" if self.over else _("It counts words: is that all?"),
            last=self.over,
        )

    def _share(self) -> Share:
        creation = self.setting.creation
        lack = None
        keys = _("A hundred points, all given. Enter compares.")
        if not creation.kept:
            lack = Lack(_("No phrase is kept yet."), _("Keep one: bestio act JOURNAL garder PHRASE"))
            keys = _("No phrase is kept yet: F3 makes some, G keeps them.")
        found = counted(creation)
        return Share(
            lines=_("Share a hundred points between all who made your kept phrases."),
            labels=tuple(_(label) for label in WHO.values()),
            parts=self.parts,
            step=STEP,
            keys=keys,
            beside=tuple(found[key] for key in WHO) if self.compared else (),
            text=describe_drawn(creation) if self.compared else "",
            lack=lack,
        )

    def answer(self, value: int | str) -> Turn:
        if self.compared:
            then = replace(self, asking=False, reason=str(value), over=True)
            return Turn(then, (then.note(),) if value else ())
        parts = tuple(int(part) for part in str(value).split())
        if left := self._share().left(parts):
            raise BestioError(left)
        then = replace(self, parts=parts, compared=True, over=False)
        return Turn(then, (then.note(),))

    def note(self) -> tuple[str, dict[str, Any]]:
        """The event that writes the signature."""
        return "note.write", note_on(self.place, signature_note(dict(zip(WHO, self.parts, strict=True)), self.reason))

    def move(self, name: str) -> Turn:
        if name == TOUCHED:
            return Turn(replace(self, compared=False, over=False))
        if name == "reason":
            return Turn(replace(self, asking=self.compared))
        return Turn(replace(self, asking=False))

    def result(self) -> Any:
        return {"signed": dict(zip(WHO, self.parts, strict=True)), "counted": counted(self.setting.creation)}
