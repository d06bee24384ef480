"""The plan's games as dialogues: the count, the bet, the signature.

Each writes into the journal what its screen in the app writes.
"""

from __future__ import annotations

from msgspec.structs import replace

from bestio.activities import signature
from bestio.activities.bet import BetActivity
from bestio.activities.count import CountActivity
from bestio.activities.sign import LONGEST_REASON, SignActivity
from bestio.classroom.progress import Place
from bestio.cli.activity_prompts import answer_all, converse, refuse_points, setting_of
from bestio.cli.context import Context
from bestio.creation import counting
from bestio.errors import UsageError
from bestio.i18n import _
from bestio.session.actions.action import Result
from bestio.session.actions.plan import plan_of
from bestio.text.fold import fold

# --- how many creatures -----------------------------------------------------------------------------------------------


def count(desk: Context, place: Place, words: tuple[str, ...] = ()) -> Result:
    """A bet, then the wheels multiplied one by one; with words (the bet, how many lexicons) nothing is asked."""
    activity = CountActivity.open(setting_of(desk, plan_of(desk.session)), place)
    if not words:
        return converse(desk, activity)
    used = _whole(words[1]) if len(words) > 1 else 1
    if not 1 <= used <= len(activity.lexicons):
        raise UsageError(_("Give a number from 1 to {n}.").format(n=len(activity.lexicons)))
    activity = replace(activity, used=used)
    wheels = [""] * len(activity.catalog.counts())
    return Result(data=answer_all(desk, activity, [_whole(words[0]), *wheels]).result(), heard=True)


def _whole(text: str) -> int:
    number = counting.read_bet(text)
    if number is None:
        raise UsageError(_("Write a whole number, in figures."))
    return number


# --- who is the author? -----------------------------------------------------------------------------------------------


def bet(desk: Context, place: Place, words: tuple[str, ...] = ()) -> Result:
    """How many words in a row are copied, and from whom? Then what the glass box shows."""
    activity = BetActivity.open(setting_of(desk, plan_of(desk.session)), place)
    if not words or not activity.phrases:
        return converse(desk, activity)
    (verdict,) = answer_all(desk, activity, _bet_of(words, activity)).result()
    return Result(data=verdict, heard=True)


def _bet_of(words: tuple[str, ...], activity: BetActivity) -> tuple[int, int, int]:
    """The answers that words give: which phrase, how many words, whose. Raises UsageError."""
    ids = [one.id for one in activity.phrases]
    if not (found := [place for place, one in enumerate(ids) if words[0] in {one, one.removeprefix("p")}]):
        raise UsageError(
            _("There is no phrase called “{id}”.").format(id=words[0][:40]),
            hint=_("There are: {names}.").format(names=", ".join(ids)),
        )
    if len(words) < 2:
        raise UsageError(_("How many words in a row come from the same text?") + " " + _("Write the number too."))
    wanted, names = " ".join(words[2:]), [one.author for one in activity.authors]
    whose = next((place for place, one in enumerate(names) if fold(one) == fold(wanted)), len(names))
    if wanted and whose == len(names) and fold(wanted) not in {"personne", "nobody"}:
        raise UsageError(
            _("“{name}” has written nothing that the machine reads.").format(name=wanted[:60]),
            hint=_("There are: {names}.").format(names=", ".join([*names, _("nobody")])),
        )
    return found[0], _whole(words[1]), whose


def sign(desk: Context, place: Place, words: tuple[str, ...] = ()) -> Result:
    """A hundred points to share, then what the program counts; with words, the points and then the reason."""
    activity = SignActivity.open(setting_of(desk, plan_of(desk.session)), place)
    if not words or not desk.creation.kept:
        return converse(desk, activity)
    parts, reason = _points(words)
    if left := signature.describe_left(parts):
        raise UsageError(left, hint=_("The five parts must make a hundred."))
    signed = answer_all(desk, replace(activity, reason=reason), [" ".join(map(str, parts.values())), ""])
    return Result(data=signed.result(), heard=True)


def _points(words: tuple[str, ...]) -> tuple[dict[str, int], str]:
    """The part of each, and the reason, as words give them. Raises UsageError."""
    if len(words) < len(signature.WHO):
        raise UsageError(
            _("Five numbers are needed: {names}.").format(names=", ".join(_(label) for label in signature.WHO.values()))
        )
    parts: dict[str, int] = {}
    for key, word in zip(signature.WHO, words, strict=False):
        if refused := refuse_points(word):
            raise UsageError(_("“{word}”: {why}").format(word=word[:40], why=refused))
        parts[key] = int(word)
    return parts, " ".join(words[len(parts) :])[:LONGEST_REASON]
