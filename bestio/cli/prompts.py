"""The activities as lines: any of them as a dialogue, or with answers that were given beforehand."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from bestio.activities.engine import Activity, Events, Play, Setting
from bestio.activities.prompt import Ask, Chart, Choose, Number, Prompt, Share, Text, Words
from bestio.activities.register import ACTIVITIES
from bestio.cli.desk import Desk, Told, missing
from bestio.cli.talk import Left, Talk, whole
from bestio.errors import BestioError, UsageError
from bestio.i18n import _
from bestio.language.typography import percent
from bestio.workshop.activities import Way
from bestio.workshop.classroom import creations_beside
from bestio.workshop.counting import read_bet
from bestio.workshop.plan import Sequence
from bestio.workshop.progress import Place
from bestio.workshop.signing import WHOLE


def setting_of(desk: Desk, plan: Sequence) -> Setting:
    """What the activities of a plan are done with."""
    return Setting(desk.studio, plan, partial(creations_beside, desk.store, desk.studio.journal.path))


def open_activity(desk: Desk, plan: Sequence, place: Place, way: Way) -> Told:
    """Do the activity of a place as a dialogue. Raises Left, BestioError."""
    return converse(desk, ACTIVITIES[way].open(setting_of(desk, plan), place))


def converse(desk: Desk, activity: Activity) -> Told:
    """Ask and tell until there is nothing more to ask. Raises Left, BestioError."""
    play, talk = Play(activity, partial(_perform, desk)), desk.talk
    rounds = 0
    while True:
        prompt = play.view
        if prompt.private:
            talk.turn_the_page()
        if prompt.lack is not None:
            raise BestioError(prompt.lack.message, hint=prompt.lack.hint)
        _say(talk, prompt.shown)
        _say(talk, prompt.said)
        if prompt.again:
            rounds += 1
            if rounds > 1 and not talk.agree(prompt.again):
                turn = play.activity.enough()
                if turn is None:
                    return Told(data=play.activity.result(), heard=True)
                play.take(turn)
                continue
            if rounds > 1 and prompt.private:
                talk.turn_the_page()
        if isinstance(prompt, Ask) and prompt.behind is not None and not prompt.last:
            _show(talk, prompt.behind)
        _say(talk, prompt.lines)
        if prompt.working:
            _work(talk, play, prompt)
        elif prompt.last:
            _show(talk, prompt)
            return Told(data=play.activity.result(), heard=True)
        else:
            play.answer(_ask(talk, prompt))


def answer_with(desk: Desk, activity: Activity, words: tuple[str, ...]) -> None:
    """Answer one round with the numbers of the answers, and ask nothing. Raises UsageError."""
    play, left = Play(activity, partial(_perform, desk)), list(words)
    while True:
        prompt = play.view
        assert isinstance(prompt, Choose)
        if len(prompt.options) > 1 and not left:
            raise missing(prompt.question)
        if play.answer(_place(prompt, left.pop(0)) if len(prompt.options) > 1 else 0):
            return


def answer_all(desk: Desk, activity: Activity, values: Iterable[int | str]) -> Activity:
    """Give the answers that are known, and tell what came of them; the activity as it stands then."""
    play = Play(activity, partial(_perform, desk))
    for value in values:
        play.answer(value)
        _say(desk.talk, play.view.shown)
        _say(desk.talk, play.view.said)
        behind = play.view.behind if isinstance(play.view, Ask) and not play.view.last else play.view
        if behind is not None:
            _show(desk.talk, behind)
        _say(desk.talk, play.view.lines)
    return play.activity


def _perform(desk: Desk, events: Events) -> bool:
    desk.studio.perform(*events)
    return True


def _place(prompt: Choose, word: str) -> int:
    place = whole(word, len(prompt.options))
    if not place:
        raise UsageError(
            _("“{word}” is no answer to: {question}").format(word=word[:40], question=prompt.question),
            hint=_("Give a number from 1 to {n}.").format(n=len(prompt.options)),
        )
    return place - 1


def _ask(talk: Talk, prompt: Prompt) -> int | str:
    """What is answered. Raises Left, and says what leaving costs."""
    try:
        return _asked(talk, prompt)
    except Left:
        if prompt.leaving:
            talk.turn_the_page()
            talk.say(prompt.leaving)
        raise


def _asked(talk: Talk, prompt: Prompt) -> int | str:
    if isinstance(prompt, Number):
        question = f"{prompt.question} {prompt.hint}".rstrip()
        return read_bet(talk.ask(question, check=prompt.refused)) or 0
    if isinstance(prompt, Text):
        return talk.ask(f"{prompt.question} {prompt.hint}".rstrip(), most=prompt.most)
    if isinstance(prompt, Share):
        return _shared(talk, prompt)
    if not isinstance(prompt, Choose):
        _show(talk, prompt)
        return ""
    if len(prompt.options) == 1:  # it waits for somebody to be ready: whoever reads a line is
        return 0
    if prompt.about:
        talk.say(f"{prompt.title} : {prompt.about}" if prompt.title else prompt.about)
    return talk.choose(prompt.question, [option.label for option in prompt.options])


def _shared(talk: Talk, prompt: Share) -> str:
    """The points that are given to each, asked again until they make a hundred. Raises Left."""
    while True:
        parts: list[int] = []
        for label in prompt.labels:
            parts.append(int(talk.ask(_("{who}: how many points?").format(who=label), check=refuse_points)))
            talk.say(prompt.left(parts) or _("A hundred points, all given."))
        if not prompt.left(parts):
            return " ".join(map(str, parts))
        talk.say(_("The five parts must make a hundred.") + " " + _("Once more:"))


def refuse_points(text: str) -> str:
    """Why a text is no part of a hundred points; "" where it is one."""
    return "" if whole(text, WHOLE) is not None else _("Give a number from 0 to {n}.").format(n=WHOLE)


def _work(talk: Talk, play: Play, prompt: Prompt) -> None:
    """Let the work be done, and show what comes of it on the way."""
    if isinstance(prompt, Words):
        _say(talk, prompt.text)
    for turn in play.activity.work(lambda: False):
        play.take(turn)
        if isinstance(play.view, Chart) and play.view.working:
            _say(talk, play.view.text)


def _show(talk: Talk, prompt: Prompt) -> None:
    """Tell what a screen would show."""
    if isinstance(prompt, Words):
        _say(talk, prompt.text)
    elif isinstance(prompt, Share) and prompt.beside:
        for label, part, count in zip(prompt.labels, prompt.parts, prompt.beside, strict=True):
            talk.say(
                _("{who}: you {part}, words counted {count}").format(
                    who=label, part=percent(part / WHOLE), count=percent(count)
                )
            )
        _say(talk, prompt.text)
    elif isinstance(prompt, Chart):
        for one in prompt.pairs:
            talk.say(one.question)
            for bar, (_choice, before, after) in zip(one.bars, one.shares(), strict=True):
                talk.say(
                    _("{choice}: before {before} ({n}), after {after} ({m})").format(
                        choice=bar.choice, before=percent(before), n=bar.before, after=percent(after), m=bar.after
                    )
                )
        if prompt.rows:  # what belongs to a column has been told as it came
            _say(talk, prompt.text)
        _say(talk, prompt.question)


def _say(talk: Talk, text: str) -> None:
    """Say each line of a text; nothing for none."""
    for line in text.splitlines():
        talk.say(line)
