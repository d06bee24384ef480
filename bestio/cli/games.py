"""The plan's games as dialogues: the count, the bet, the signature.

Each writes into the journal what its screen in the app writes.
"""

from __future__ import annotations

from msgspec.structs import replace

from bestio.activities.bet import BetActivity
from bestio.activities.count import CountActivity
from bestio.cli.desk import Desk, Told
from bestio.cli.phrase_verbs import author
from bestio.cli.plan_verbs import plan_of
from bestio.cli.prompts import answer_all, converse, setting_of
from bestio.cli.talk import Talk, whole
from bestio.errors import BestioError, UsageError
from bestio.i18n import _
from bestio.language.typography import percent
from bestio.text.fold import fold
from bestio.workshop import counting, signing
from bestio.workshop.activities import note_on
from bestio.workshop.progress import Place

# --- how many creatures -----------------------------------------------------------------------------------------------


def count(desk: Desk, place: Place, words: tuple[str, ...] = ()) -> Told:
    """A bet, then the wheels multiplied one by one; with words (the bet, how many lexicons) nothing is asked."""
    activity = CountActivity.open(setting_of(desk, plan_of(desk)), place)
    if not words:
        return converse(desk, activity)
    used = _whole(words[1]) if len(words) > 1 else 1
    if not 1 <= used <= len(activity.lexicons):
        raise UsageError(_("Give a number from 1 to {n}.").format(n=len(activity.lexicons)))
    activity = replace(activity, used=used)
    wheels = [""] * len(activity.cabinet.counts())
    return Told(data=answer_all(desk, activity, [_whole(words[0]), *wheels]).result(), heard=True)


def _whole(text: str) -> int:
    number = counting.read_bet(text)
    if number is None:
        raise UsageError(_("Write a whole number, in figures."))
    return number


# --- who is the author? -----------------------------------------------------------------------------------------------


def authorship(desk: Desk, place: Place) -> Told:
    """The ways to look for the author of a phrase."""
    chosen = desk.talk.choose(
        _("Who is the author?"),
        [
            _("Bet, then open the glass box: what is copied, and from whom?"),
            _("Sign in percentages: who has made your phrases?"),
            _("Keep, throw away, touch up: to the phrases"),
            _("Count: drawn, picked, written by hand, copied. Who is the author?"),
        ],
    )
    if chosen == 0:
        return bet(desk, place)
    if chosen == 1:
        return sign(desk, place)
    if chosen == 3:
        for line in author(desk).lines:
            desk.talk.say(line)
        return Told(heard=True)
    desk.talk.say(_("The verbs for it: {verbs}.").format(verbs="phrases, garder, lâcher, jeter, modifier, auteur"))
    return Told(heard=True)


def bet(desk: Desk, place: Place, words: tuple[str, ...] = ()) -> Told:
    """How many words in a row are copied, and from whom? Then what the glass box shows."""
    activity = BetActivity.open(setting_of(desk, plan_of(desk)), place)
    if not words or not activity.phrases:
        return converse(desk, activity)
    (verdict,) = answer_all(desk, activity, _bet_of(words, activity)).result()
    return Told(data=verdict, heard=True)


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


def sign(desk: Desk, place: Place, words: tuple[str, ...] = ()) -> Told:
    """A hundred points to share, then what the program counts; with words, the points and then the reason."""
    talk, creation = desk.talk, desk.creation
    if not creation.kept:
        raise BestioError(_("No phrase is kept yet."), hint=_("Keep one: bestio act JOURNAL garder PHRASE"))
    if words:
        parts, reason = _points(words)
    else:
        talk.say(_("Share a hundred points between all who made your kept phrases."))
        parts, reason = _shared(talk), ""
    found = signing.counted(creation)
    for key, label in signing.WHO.items():
        talk.say(
            _("{who}: you {part}, words counted {count}").format(
                who=_(label), part=percent(parts[key] / signing.WHOLE), count=percent(found[key])
            )
        )
    if drawn := signing.told_drawn(creation):
        talk.say(drawn)
    talk.say(_("It counts words: is that all?"))
    if not words:
        desk.studio.act("note.write", **note_on(place, signing.signature_note(parts, "")))
        reason = talk.ask(_("Why this signature? One line, or nothing."), most=300)
    if words or reason:
        desk.studio.act("note.write", **note_on(place, signing.signature_note(parts, reason)))
    talk.say(_("Written in your notes."))
    return Told(data={"signed": parts, "counted": found}, heard=True)


def _shared(talk: Talk) -> dict[str, int]:
    """The points that are given to each, asked again until they make a hundred."""
    while True:
        parts: dict[str, int] = {}
        for key, label in signing.WHO.items():
            parts[key] = int(talk.ask(_("{who}: how many points?").format(who=_(label)), check=_refuse_points))
            talk.say(signing.told_left(parts) or _("A hundred points, all given."))
        if not signing.told_left(parts):
            return parts
        talk.say(_("The five parts must make a hundred.") + " " + _("Once more:"))


def _refuse_points(text: str) -> str:
    return "" if whole(text, signing.WHOLE) is not None else _("Give a number from 0 to {n}.").format(n=signing.WHOLE)


def _points(words: tuple[str, ...]) -> tuple[dict[str, int], str]:
    if len(words) < len(signing.WHO):
        raise UsageError(
            _("Five numbers are needed: {names}.").format(names=", ".join(_(label) for label in signing.WHO.values()))
        )
    parts: dict[str, int] = {}
    for key, word in zip(signing.WHO, words, strict=False):
        if refused := _refuse_points(word):
            raise UsageError(_("“{word}”: {why}").format(word=word[:40], why=refused))
        parts[key] = int(word)
    if left := signing.told_left(parts):
        raise UsageError(left, hint=_("The five parts must make a hundred."))
    return parts, " ".join(words[len(parts) :])[:300]
