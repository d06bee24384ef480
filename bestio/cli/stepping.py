"""A phrase made word by word in a dialogue: throw the die, let the machine draw, or choose."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from bestio.cli.desk import Desk, Told
from bestio.cli.talk import Talk, whole
from bestio.errors import BestioError
from bestio.i18n import _
from bestio.language.typography import percent
from bestio.phrases.stepper import Choice, Stepper
from bestio.text.fold import fold
from bestio.workshop.by_hand import corpus_of, step_by_hand
from bestio.workshop.progress import Place

MOST_CHOICES = 20
LONGEST = 60
"""Words after which the machine is no longer waited for to finish."""


def steps(desk: Desk) -> Told:
    """On the texts of the group."""
    return _dialogue(desk, Stepper(desk.studio.machine(), Random(desk.studio.new_seed())))


def steps_on(desk: Desk, place: Place, author: str) -> Told:
    """On the short text of an activity, where it has one; else on the texts of the group."""
    text = place.activity.text.strip()
    if not text:
        return steps(desk)
    corpus = corpus_of(place.activity.title, author, text)
    return _dialogue(desk, step_by_hand(corpus, desk.studio.guard, Random(desk.studio.new_seed())))


def _dialogue(desk: Desk, stepper: Stepper) -> Told:
    talk = desk.talk
    talk.say(
        _(
            "At each word: a number chooses it in the list; d throws the die; d 57 if your own dice show 57; m lets "
            "the machine draw; o changes how many words it looks back at; r takes the last word off; f finishes the "
            "phrase."
        )
    )
    finished = False
    while not finished and not stepper.ended:
        choices = stepper.next_words(MOST_CHOICES)
        _tell(talk, stepper, choices)
        finished = _take(talk, stepper, choices, talk.ask(_("And now? (number, d, m, o, r, f)")))
    phrase = stepper.phrase()
    made = desk.studio.record_phrase(phrase, seed=None)
    talk.say(f"{made} : {phrase.text}")
    return Told(data={"id": made, "text": phrase.text}, heard=True)


def _tell(talk: Talk, stepper: Stepper, choices: Sequence[Choice]) -> None:
    talk.say(stepper.text if stepper.words else _("How do the sentences begin? Each word has its sides of the die."))
    for number, choice in enumerate(choices, start=1):
        sides = (
            ""
            if choice.interval is None
            else _(", die {first} to {last}").format(first=choice.interval[0], last=choice.interval[1])
        )
        talk.say(f"{number}. {choice.word or _('(the end)')}, {percent(choice.probability)}" + sides)


def _take(talk: Talk, stepper: Stepper, choices: Sequence[Choice], answer: str) -> bool:
    """Do what an answer says; whether the phrase is finished."""
    letter, _space, rest = fold(answer).partition(" ")
    try:
        if place := whole(letter, len(choices)):
            _told(talk, _("You have chosen"), stepper.take_word(choices[place - 1].word))
        elif letter == "d":
            side = int(rest) if rest.isdecimal() and len(rest) < 4 else stepper.throw()
            _told(talk, _("The die shows {side}").format(side=side), stepper.take_die(side))
        elif letter == "m":
            _told(talk, _("The machine has drawn"), stepper.take_machine())
        elif letter == "o":
            stepper.look_back = stepper.look_back % stepper.machine.settings.order + 1
            talk.say(_("The machine looks back at {n} now.").format(n=stepper.look_back))
        elif letter == "r":
            stepper.undo()
        elif letter == "f":
            while not stepper.ended and len(stepper.words) < LONGEST:
                stepper.take_machine()
            return True
        else:
            talk.say(_("Give a number from 1 to {n}, or one of the letters d, m, o, r, f.").format(n=len(choices)))
    except BestioError as error:
        talk.say(f"{error.message} {error.hint}".strip())
    return False


def _told(talk: Talk, said: str, word: str) -> None:
    talk.say(f"{said} : {word or _('(the end)')}")
