"""An activity under way on a page: opened, put over the journal that is open now, answered, worked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from bestio.activities.bet import BetActivity
from bestio.activities.debate import DebateActivity
from bestio.activities.dice import DiceActivity
from bestio.activities.engine import NO_PLAN, Activity, Events, Play, Setting
from bestio.activities.poll import PollActivity
from bestio.activities.prompt import Choose, Notes, Number, Prompt, Share, Text
from bestio.activities.register import ACTIVITIES
from bestio.activities.sign import SignActivity
from bestio.activities.ways import way_of
from bestio.classroom.plan import Sequence as Plan
from bestio.classroom.progress import Place
from bestio.classroom.table import creations_beside
from bestio.creation.counting import read_bet
from bestio.errors import BestioError
from bestio.i18n import _
from bestio.serve.lines.fields import MOST_LINE, Given
from bestio.serve.lines.prompts import CHOICE, MOVE, PART, WRITTEN
from bestio.session.actions.plan import come_to, find_place, plan_of
from bestio.session.session import Session
from bestio.text.fold import fold

WAYS: Mapping[str, str] = {"count": "count", "imagine": "imagine", "quiz": "quiz", "retrain": "retrain"}
"""The acts that open the next activity of their kind."""
WHEN: Mapping[str, str] = {"avant": "before", "apres": "after"}


class Unanswered(BestioError):  # noqa: N818 (it says what is the matter)
    """What was answered cannot be taken; `given` is what it was."""

    def __init__(self, told: str, given: str = "") -> None:
        super().__init__(told)
        self.given = given


class Turned(Struct, frozen=True):
    """What came of an answer: the activity as it goes on (None where it leads elsewhere), what is told, where to go.

    `aloud`: the id of the phrase that is heard then.
    """

    activity: Activity | None
    told: tuple[str, ...] = ()
    opens: str = ""
    place: Place | None = None
    aloud: str = ""


def setting_of(session: Session, plan: Plan) -> Setting:
    """What an activity is done with."""
    return Setting(session.studio, plan, partial(creations_beside, session.store, session.studio.journal.path))


def seated(activity: Activity, session: Session) -> Activity:
    """The same activity over the journal that is open now."""
    return replace(activity, setting=setting_of(session, activity.setting.plan))


def open_sitting(session: Session, act: str, words: Sequence[str]) -> tuple[Activity | None, Place | None]:
    """What an act of the plan opens, as a line would; without an activity, what is done at a place. Raises BestioError.

    The words name a place of the plan, or when a poll is asked.
    """
    word = words[0] if words else ""
    if act == "steps":
        return DiceActivity(setting=setting_of(session, NO_PLAN)), None
    plan = plan_of(session)
    setting = setting_of(session, plan)
    if act == "poll":
        return _poll(setting, word), None
    if act in {"bet", "sign"}:
        place = come_to(session, find_place(session, "", "authorship"))
        return (BetActivity if act == "bet" else SignActivity).open(setting, place), place
    if act == "debate":
        place = find_place(session)
        return DebateActivity.open(setting, place), place
    if act in WAYS:
        named = word if act in {"imagine", "quiz"} else ""
        place = come_to(session, find_place(session, named, WAYS[act]))
        return ACTIVITIES[WAYS[act]].open(setting, place), place
    place = come_to(session, find_place(session, word))
    way = way_of(place.activity, session.creation)
    return (ACTIVITIES[way].open(setting, place) if way in ACTIVITIES else None), place


def _poll(setting: Setting, word: str) -> Activity:
    if not setting.plan.polls:
        raise BestioError(_("There is no poll in this plan."))
    key, asked = next(iter(setting.plan.polls.items()))
    when = WHEN.get(fold(word))
    if when is not None or not word:
        return PollActivity(setting=setting, poll_id=key, poll=asked, when=when or "before")
    again = bool(setting.creation.polls.get(key, {}).get("after"))
    asking = PollActivity(setting=setting, poll_id=key, poll=asked, when="after" if again else "before")
    return asking.move("results").then


def answer(session: Session, activity: Activity, given: Given) -> Turned:
    """Take what was answered, or a move, and let happen what comes of it. Raises Unanswered, BestioError."""
    play = Play(seated(activity, session), partial(_record, session))
    prompt = play.view
    move = _one(given, MOVE)
    if move:
        known = next((one for one in activity.moves if one.id == move), None)
        if known is None and move != "back":
            raise Unanswered(_("“{word}” is not understood here.").format(word=move[:40]))
        if known is not None and known.on_hand:
            play.move_on(_place(prompt, given), move)
        else:
            play.move(move)
    else:
        _answer(play, prompt, given)
    return _turned(play)


def _record(session: Session, events: Events) -> bool:
    session.record(*events)
    return True


def _turned(play: Play) -> Turned:
    turn = play.turn
    told: tuple[str, ...] = ()
    if turn.draws is not None:
        from bestio.phrases.thousand import THOUSAND  # noqa: PLC0415 (numpy: only where phrases are made)
        from bestio.session.thousand import tell_thousand  # noqa: PLC0415

        turn.draws.more(THOUSAND)
        told = tuple(tell_thousand(turn.draws.found()))
    if isinstance(turn.opens, Activity):
        return Turned(turn.opens, told)
    if isinstance(turn.opens, Place):
        return Turned(None, told, place=turn.opens)
    return Turned(play.activity, told, turn.opens, aloud=turn.aloud)


def _answer(play: Play, prompt: Prompt, given: Given) -> None:
    if isinstance(prompt, Choose):
        play.answer(_place(prompt, given))
    elif isinstance(prompt, Number):
        text = _one(given, WRITTEN)
        if refused := prompt.refused(text):
            raise Unanswered(refused, text)
        play.answer(read_bet(text) or 0)
    elif isinstance(prompt, Text):
        text = _one(given, WRITTEN)[: prompt.most]
        if text or prompt.empty:
            play.answer(text)
        else:
            play.move("back")
    elif isinstance(prompt, Share):
        parts = [_one(given, f"{PART}.{place}") or "0" for place in range(len(prompt.labels))]
        if not all(part.isascii() and part.isdigit() for part in parts):
            raise Unanswered(_("Write a whole number, in figures."), " ".join(parts))
        if left := prompt.left([int(part) for part in parts]):
            raise Unanswered(left, " ".join(parts))
        play.answer(" ".join(parts))
    elif isinstance(prompt, Notes):
        play.answer(_one(given, WRITTEN, prompt.most))
    else:
        play.answer("")


def _one(given: Given, name: str, most: int = MOST_LINE) -> str:
    values = given.get(name, ())
    if len(values) > 1 or any(len(value) > most for value in values):
        raise Unanswered(_("This is too much: at most {n} letters.").format(n=most))
    return values[0].strip() if values else ""


def _place(prompt: Prompt, given: Given) -> int:
    options = prompt.options if isinstance(prompt, Choose) else ()
    text = _one(given, CHOICE)
    place = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else -1
    if not 0 <= place < len(options):
        raise Unanswered(_("Choose one of the answers first."))
    return place


def work(session: Session, activity: Activity, stopped: Callable[[], bool], show: Callable[[Activity], None]) -> Turned:
    """Do what takes its time, piece by piece, each shown; what came of it. Raises BestioError."""
    play = Play(seated(activity, session), partial(_record, session))
    aloud = ""
    for turn in play.activity.work(stopped):
        play.take(turn)
        aloud = turn.aloud or aloud
        show(play.activity)
    return Turned(play.activity, aloud=aloud)


def needs_work(activity: Activity, session: Session) -> bool:
    """Whether what an activity shows is being worked at."""
    return seated(activity, session).view().working
