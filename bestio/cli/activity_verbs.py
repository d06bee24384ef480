"""The verbs of `bestio act` that do the plan's activities line by line: what F7 opens in the app."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from bestio.activities.debate import DebateActivity
from bestio.activities.dice import DiceActivity
from bestio.activities.engine import NO_PLAN
from bestio.activities.guide import GuideActivity
from bestio.activities.register import ACTIVITIES
from bestio.activities.retrain import RetrainActivity
from bestio.activities.ways import Way, way_of
from bestio.classroom.naming import names_of
from bestio.classroom.plan import load_sequences
from bestio.classroom.progress import Place
from bestio.cli import games
from bestio.cli.activity_prompts import add_to, converse, open_activity, setting_of
from bestio.cli.context import Context
from bestio.cli.guessing import guess_first
from bestio.creation.replay import Replay
from bestio.creation.replay_context import wheels_of
from bestio.errors import UsageError
from bestio.i18n import N_, _
from bestio.session.actions.action import Result
from bestio.session.actions.phrases import EVERY
from bestio.session.actions.plan import come_to, find_place, guidance_of, plan_of
from bestio.text.fold import fold

DIALOGUES: Mapping[str, Callable[[Context, Place], Result]] = {
    "replay": lambda desk, _place: _guess_first(desk),
}
ELSEWHERE = {
    "class": N_("Where the class is: bestio class {name}"),
    "write": N_("Write a text in a file, then: bestio act {journal} écrire FICHIER (or “-” to type it here)"),
}
PREDICTED = {"moins": 0, "less": 0, "autant": 1, "same": 1, "plus": 2, "more": 2}
"""The place of each prediction among `creation.retrain.PREDICTIONS`."""
BENCHES = {
    "creature": "tourner, verrouiller, choisir, inventer, muter, croiser, nommer, voir",
    "phrases": "écrire, fabriquer, pas-à-pas, régler, peser, pourquoi, garder, modifier, jeter, auteur",
    "voice": "voix, accorder, effet, mutant, mélanger, comparer, enregistrer",
    "stage": "déplacer, dire, présenter, interroger, duo, portrait",
}
"""The verbs that do what each bench of the app does."""


def activity(desk: Context) -> Result:
    """Go to an activity, tell what is to be done, and do it where it is a dialogue."""
    return _do(desk, come_to(desk.session, find_place(desk.session, desk.words[0] if desk.words else "")))


def guide(desk: Context) -> Result:
    """The plan as a dialogue: what is done, where the group is, what comes next; what is chosen is done."""
    guidance = guidance_of(desk.session)
    told = converse(desk, GuideActivity.over(setting_of(desk, guidance.sequence or NO_PLAN), guidance))
    return _do(desk, told.data) if isinstance(told.data, Place) else told


def _do(desk: Context, place: Place) -> Result:
    one, talk = place.activity, desk.talk
    talk.say(f"{place.number} {one.title}")
    for line in one.pupils.strip().splitlines():
        talk.say(line)
    for question in one.questions:
        talk.say(f"- {question}")
    if one.done_text:
        talk.say(_("Done when: ") + one.done_text.strip())
    way = way_of(one, desk.creation)
    if way in ACTIVITIES or way in DIALOGUES:
        return _dialogue(desk, place, way)
    if way in ELSEWHERE:
        talk.say(_(ELSEWHERE[way]).format(name=desk.studio.journal.path.parent.name, journal=desk.request.journal))
    elif one.bench in BENCHES:
        talk.say(_("The verbs for it: {verbs}.").format(verbs=BENCHES[one.bench]))
    else:
        talk.say(_("This is done away from the computer."))
    talk.say(_("When it is done: bestio act {journal} étape suivante").format(journal=desk.request.journal))
    return Result(data=place.key, heard=True)


def imagine(desk: Context) -> Result:
    """Voices without a name: the first word may name the activity."""
    return _of_way(desk, "imagine")


def quiz(desk: Context) -> Result:
    """Human or machine: the first word may name the activity."""
    return _of_way(desk, "quiz")


def _of_way(desk: Context, way: Way) -> Result:
    """Do the activity where the group is, or the next one of this kind; the first word may name another."""
    name = desk.words[0] if desk.words else ""
    return _dialogue(desk, come_to(desk.session, find_place(desk.session, name, way)), way)


def _dialogue(desk: Context, place: Place, way: Way) -> Result:
    if way in ACTIVITIES:
        return open_activity(desk, plan_of(desk.session), place, way)
    return DIALOGUES[way](desk, place)


def _guess_first(desk: Context) -> Result:
    """The group's own creation again; before each draw, what will come?"""
    studio, events = desk.studio, desk.studio.journal.events
    sequences = load_sequences(desk.library, lambda _problem: None)
    names = names_of(wheels_of(events, studio.lexicons), lambda: studio.voices, sequences.values())
    right, bets = guess_first(desk.talk, Replay(events, names=names))
    return Result(data={"right": right, "bets": bets}, heard=True)


def count(desk: Context) -> Result:
    """How many creatures: a bet, then the product. With words: the bet, and how many lexicons."""
    return games.count(desk, come_to(desk.session, find_place(desk.session, "", "count")), desk.words)


def retrain(desk: Context) -> Result:
    """The machine that reads itself; the first word may be the prediction, and “tout” tells every generation."""
    place = come_to(desk.session, find_place(desk.session, "", "retrain"))
    words = [fold(word) for word in desk.words]
    every = not EVERY.isdisjoint(words)
    activity = replace(RetrainActivity.open(setting_of(desk, plan_of(desk.session)), place), every=every)
    if words := [word for word in words if word not in EVERY]:
        if words[0] not in PREDICTED:
            raise UsageError(_("Write moins, autant or plus: what will become of the number of different words?"))
        return converse(desk, activity.answer(PREDICTED[words[0]]).then)
    return converse(desk, activity)


def steps(desk: Context) -> Result:
    """A phrase made word by word from the texts of the group."""
    return converse(desk, DiceActivity(setting=setting_of(desk, NO_PLAN)))


def bet(desk: Context) -> Result:
    """A bet on a phrase: the phrase, how many words in a row, whose."""
    return games.bet(desk, come_to(desk.session, find_place(desk.session, "", "authorship")), desk.words)


def sign(desk: Context) -> Result:
    """Sign in percentages: five numbers, then the reason."""
    return games.sign(desk, come_to(desk.session, find_place(desk.session, "", "authorship")), desk.words)


def debate(desk: Context) -> Result:
    """The group's notes on the activity where it is: the words that are given are added, else one is asked for them."""
    activity = DebateActivity.open(setting_of(desk, plan_of(desk.session)), find_place(desk.session))
    return add_to(desk, activity, " ".join(desk.words)) if desk.words else converse(desk, activity)
