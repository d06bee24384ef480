"""The verbs of `bestio act` that do the plan's activities line by line: what F7 opens in the app."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from bestio.activities.register import ACTIVITIES
from bestio.activities.retrain import RetrainActivity
from bestio.cli import games, stepping, voice_games
from bestio.cli.desk import Desk, Told
from bestio.cli.guessing import guess_first
from bestio.cli.plan_verbs import place_named, plan_of
from bestio.cli.prompts import converse, open_activity, setting_of
from bestio.errors import BestioError, UsageError
from bestio.i18n import N_, _
from bestio.text.fold import fold
from bestio.workshop.activities import Way, note_on, noted, told_notes, way_of
from bestio.workshop.naming import names_of
from bestio.workshop.plan import load_sequences
from bestio.workshop.progress import Place, follow
from bestio.workshop.replay import Replay
from bestio.workshop.retelling import wheels_of

DIALOGUES: Mapping[str, Callable[[Desk, Place], Told]] = {
    "authorship": games.authorship,
    "dice": lambda desk, place: stepping.steps_on(desk, place, plan_of(desk).title),
    "imagine": voice_games.imagine,
    "replay": lambda desk, _place: _guess_first(desk),
}
ELSEWHERE = {
    "class": N_("Where the class is: bestio class {name}"),
    "write": N_("Write a text in a file, then: bestio act {journal} écrire FICHIER (or “-” to type it here)"),
}
PREDICTED = {"moins": 0, "less": 0, "autant": 1, "same": 1, "plus": 2, "more": 2}
"""The place of each prediction among `workshop.retrain.PREDICTIONS`."""
BENCHES = {
    "creature": "tourner, verrouiller, choisir, inventer, muter, croiser, nommer, voir",
    "phrases": "écrire, fabriquer, pas-à-pas, régler, peser, pourquoi, garder, modifier, jeter, auteur",
    "voice": "voix, accorder, effet, mutant, mélanger, comparer, enregistrer",
    "stage": "déplacer, dire, présenter, portrait",
}
"""The verbs that do what each bench of the app does."""


def activity(desk: Desk) -> Told:
    """Go to an activity, tell what is to be done, and do it where it is a dialogue."""
    place = _reach(desk, _place(desk, desk.words[0] if desk.words else ""))
    one, talk = place.activity, desk.talk
    talk.say(f"{place.number} {one.title}")
    for line in one.pupils.strip().splitlines():
        talk.say(line)
    for question in one.questions:
        talk.say(f"- {question}")
    if one.done_text:
        talk.say(_("Done when: ") + one.done_text.strip())
    way = way_of(one, desk.creation)
    if way == "debate":
        return _debate(desk, place)
    if way in ACTIVITIES or way in DIALOGUES:
        return _dialogue(desk, place, way)
    if way in ELSEWHERE:
        talk.say(_(ELSEWHERE[way]).format(name=desk.studio.journal.path.parent.name, journal=desk.request.journal))
    elif one.bench in BENCHES:
        talk.say(_("The verbs for it: {verbs}.").format(verbs=BENCHES[one.bench]))
    else:
        talk.say(_("This is done away from the computer."))
    talk.say(_("When it is done: bestio act {journal} étape suivante").format(journal=desk.request.journal))
    return Told(data=place.key, heard=True)


def _place(desk: Desk, name: str, way: Way = "") -> Place:
    """The activity that is named; else the one where the group is, or the next one that asks for `way`."""
    progress = follow(plan_of(desk), desk.studio.journal.events)
    if name:
        return place_named(progress, name)
    start = progress.at or 0
    for place in (*progress.places[start:], *progress.places[:start]):
        if not way or way_of(place.activity, desk.creation) == way:
            return place
    raise BestioError(_("There is no such activity in the plan."))


def _reach(desk: Desk, place: Place) -> Place:
    """Let the group be at an activity, as the guide of the app does."""
    if not place.here:
        desk.studio.act("step.reach", seance=place.seance.id, activity=place.activity.id, sequence=plan_of(desk).id)
    return place


def _of_way(desk: Desk, *, way: Way) -> Told:
    """Do the activity where the group is, or the next one of this kind; the first word may name another."""
    name = desk.words[0] if desk.words else ""
    return _dialogue(desk, _reach(desk, _place(desk, name, way)), way)


def _dialogue(desk: Desk, place: Place, way: Way) -> Told:
    if way in ACTIVITIES:
        return open_activity(desk, plan_of(desk), place, way)
    return DIALOGUES[way](desk, place)


def _guess_first(desk: Desk) -> Told:
    """The group's own creation again; before each draw, what will come?"""
    studio, events = desk.studio, desk.studio.journal.events
    sequences = load_sequences(desk.library, lambda _problem: None)
    names = names_of(wheels_of(events, studio.lexicons), studio.voices, sequences.values())
    right, bets = guess_first(desk.talk, Replay(events, names=names))
    return Told(data={"right": right, "bets": bets}, heard=True)


quiz = partial(_of_way, way="quiz")
imagine = partial(_of_way, way="imagine")


def count(desk: Desk) -> Told:
    """How many creatures: a bet, then the product. With words: the bet, and how many lexicons."""
    return games.count(desk, _reach(desk, _place(desk, "", "count")), desk.words)


def retrain(desk: Desk) -> Told:
    """The machine that reads itself; the first word may be the prediction."""
    place = _reach(desk, _place(desk, "", "retrain"))
    activity = RetrainActivity.open(setting_of(desk, plan_of(desk)), place)
    if desk.words:
        if fold(desk.words[0]) not in PREDICTED:
            raise UsageError(_("Write moins, autant or plus: what will become of the number of different words?"))
        return converse(desk, activity.answer(PREDICTED[fold(desk.words[0])]).then)
    return converse(desk, activity)


def bet(desk: Desk) -> Told:
    """A bet on a phrase: the phrase, how many words in a row, whose."""
    return games.bet(desk, _reach(desk, _place(desk, "", "authorship")), desk.words)


def sign(desk: Desk) -> Told:
    """Sign in percentages: five numbers, then the reason."""
    return games.sign(desk, _reach(desk, _place(desk, "", "authorship")), desk.words)


def debate(desk: Desk) -> Told:
    """The group's notes on the activity where it is: the words that are given are added, else one is asked for them."""
    return _debate(desk, _place(desk, ""), " ".join(desk.words))


def _debate(desk: Desk, place: Place, text: str = "") -> Told:
    before, talk = noted(desk.creation, place), desk.talk
    if not text:
        if before:
            talk.say(_("You have written:"))
            for line in before.splitlines():
                talk.say(line)
        talk.say(_("The creature can be asked: bestio act {journal} interroger").format(journal=desk.request.journal))
        text = talk.page(_("Your notes, line after line; an empty line ends them."))
    if text:
        desk.studio.act("note.write", **note_on(place, f"{before}\n{text}".strip()))
        talk.say(_("Written in your notes."))
    return Told(data=noted(desk.creation, place), heard=True)


def notes(desk: Desk) -> Told:
    """Tell all the notes of the group."""
    text = told_notes(desk.creation)
    return Told(tuple((text or _("Nothing is written yet.")).splitlines()), text)
