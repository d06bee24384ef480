"""The activities as lines: any of them as a dialogue, or with answers that were given beforehand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from bestio.activities.engine import Activity, Events, Play, Setting
from bestio.activities.prompt import Ask, Chart, Choose, Notes, Number, Option, Outline, Prompt, Share, Text, Words
from bestio.activities.register import ACTIVITIES
from bestio.activities.signature import WHOLE
from bestio.activities.ways import Way
from bestio.classroom.plan import Sequence
from bestio.classroom.progress import Place
from bestio.classroom.table import creations_beside
from bestio.cli.context import Context, missing
from bestio.cli.prompts import Left, Talk, whole
from bestio.cli.speaking import AudioOutput
from bestio.creation.counting import read_bet
from bestio.errors import BestioError, UsageError
from bestio.i18n import _
from bestio.language.typography import percent
from bestio.session.actions import notes, phrases
from bestio.session.actions.action import Result
from bestio.text.fold import fold

if TYPE_CHECKING:
    from bestio.phrases.thousand import Draws


def setting_of(desk: Context, plan: Sequence) -> Setting:
    """What the activities of a plan are done with."""
    return Setting(desk.studio, plan, partial(creations_beside, desk.session.store, desk.studio.journal.path))


def open_activity(desk: Context, plan: Sequence, place: Place, way: Way) -> Result:
    """Do the activity of a place as a dialogue. Raises Left, BestioError."""
    return converse(desk, ACTIVITIES[way].open(setting_of(desk, plan), place))


def converse(desk: Context, activity: Activity) -> Result:
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
                    return Result(data=play.activity.result(), heard=True)
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
            return Result(data=play.activity.result(), heard=True)
        elif (told := _answer(desk, play, prompt)) is not None:
            return told


def _answer(desk: Context, play: Play, prompt: Prompt) -> Result | None:
    """Answer what is asked; what came of it all where that was the last of it."""
    if isinstance(prompt, Notes):
        _write(desk.talk, play, prompt)
    elif isinstance(prompt, Choose) and prompt.each:
        _each(desk, play, prompt)
    else:
        if isinstance(prompt, Choose) and prompt.typed:
            _type(desk.talk, play, prompt)
        else:
            play.answer(_ask(desk.talk, prompt))
        if play.turn.draws is not None:
            _draw(desk.talk, play.turn.draws)
        return _open(desk, play.turn.opens) if play.turn.opens else None
    return Result(data=play.activity.result(), heard=True)


def _open(desk: Context, opens: Activity | Place | str) -> Result:
    """Go from one activity to another, or to what lines tell by themselves; a place of the plan is what came of it."""
    if isinstance(opens, Place):
        return Result(data=opens, heard=True)
    if isinstance(opens, Activity):
        return converse(desk, opens)
    told = PLACES[opens](desk)
    for line in told.lines:
        desk.talk.say(line)
    return Result(heard=True)


def _phrase_verbs(_desk: Context) -> Result:
    verbs = "phrases, garder, lâcher, jeter, modifier, auteur"
    return Result((_("The verbs for it: {verbs}.").format(verbs=verbs),))


PLACES: Mapping[str, Callable[[Context], Result]] = {
    "author": lambda desk: desk.session.perform(phrases.author),
    "notes": lambda desk: desk.session.perform(notes.notes),
    "phrases": _phrase_verbs,
}
"""What an activity may open that is no activity (`activities.engine.Turn.opens`)."""


def _draw(talk: Talk, draws: Draws) -> None:
    """Draw a thousand times, and tell what came."""
    from bestio.phrases.thousand import THOUSAND  # noqa: PLC0415 (numpy: only where phrases are made)
    from bestio.session.thousand import tell_thousand  # noqa: PLC0415

    draws.more(THOUSAND)
    for line in tell_thousand(draws.found()):
        talk.say(line)


def _type(talk: Talk, play: Play, prompt: Choose) -> None:
    """Choose an option by its number, or write what stands for a move. Raises Left."""
    _say(talk, prompt.about or prompt.question or prompt.title)
    for number, option in enumerate(prompt.options, start=1):
        talk.say(f"{option.number or f'{number}.'} {option.label}{_chance(option)}{_marked(option)}")
    if isinstance(prompt, Outline) and (leaf := prompt.options[prompt.hand].leaf) is not None:
        _say(talk, "\n".join(filter(None, (leaf.title, leaf.small, leaf.text))))
        if leaf.goal:
            talk.say(_("Done when: ") + f"{leaf.goal} {leaf.count}".strip())
    letter, _blank, rest = fold(talk.ask(prompt.typed)).partition(" ")
    found = [one for one in play.activity.moves if one.typed == (f"{letter} …" if rest else letter)]
    numbers = [option.number or str(number) for number, option in enumerate(prompt.options, start=1)]
    try:
        if letter in numbers and not rest:
            play.answer(numbers.index(letter))
        elif found and found[0].on_hand:
            if rest in numbers:
                play.move_on(numbers.index(rest), found[0].id)
            else:
                talk.say(_("The list has no word {n}.").format(n=rest[:10]))
        elif found:
            play.move(found[0].id)
            _answer_at_once(talk, play, rest)
        else:
            letters = dict.fromkeys(one.typed.split()[0] for one in play.activity.moves if one.typed)
            talk.say(
                _("Give a number from {first} to {last}, or one of the letters {letters}.").format(
                    first=numbers[0] if numbers else 0, last=numbers[-1] if numbers else 0, letters=", ".join(letters)
                )
            )
    except BestioError as error:
        talk.say(f"{error.message} {error.hint}".strip())


def _answer_at_once(talk: Talk, play: Play, text: str) -> None:
    """Answer what a move asks with what was written behind it."""
    asked = play.view
    if isinstance(asked, Number) and text:
        refused = asked.refused(text)
        if refused:
            talk.say(refused)
            play.move("back")
        else:
            play.answer(read_bet(text) or 0)


def _chance(option: Option) -> str:
    if option.chance is None:
        return ""
    told = f", {percent(option.chance.part)}"
    if option.chance.sides is not None:
        first, last = option.chance.sides
        told += _(", die {first} to {last}").format(first=first, last=last)
    return told + (f", {option.chance.changed}" if option.chance.changed else "")


def _marked(option: Option) -> str:
    told = {"here": _("you are here"), "done": _("done")}.get(option.mark, "")
    return f" ({told})" if told else ""


def _each(desk: Context, play: Play, prompt: Choose) -> None:
    """Take every option in turn, then tell what they were. Raises Left."""
    talk = desk.talk
    _say(talk, prompt.about)
    with AudioOutput(desk.library, desk.studio.workspace.store) as mouth:
        for place, option in enumerate(prompt.options):
            if option.under:
                talk.say(_("You have written: {text}").format(text=option.under))
            _hear(talk, mouth, option)
            play.answer(place)
            while isinstance(asked := play.view, Text):
                text = _listened(talk, mouth, option, asked)
                if text or asked.empty:
                    play.answer(text)
                else:
                    play.move("back")
    if (turn := play.activity.enough()) is not None:
        play.take(turn)
        if isinstance(told := play.view, Choose):
            for option in told.options:
                talk.say(option.label)
            _say(talk, told.said)


def _listened(talk: Talk, mouth: AudioOutput, option: Option, asked: Text) -> str:
    """What is written of an option; it may be heard again before."""
    again = "" if asked.empty else _("(r: listen again; an empty line: the next voice)")
    while True:
        text = talk.ask(" ".join(filter(None, (asked.question, asked.hint, again))), most=asked.most)
        if fold(text) != "r" or not again:
            return text
        _hear(talk, mouth, option)


def _hear(talk: Talk, mouth: AudioOutput, option: Option) -> None:
    talk.say(option.label)
    if option.heard is not None:
        mouth.say(mouth.render(*option.heard))


def add_to(desk: Context, activity: Activity, text: str) -> Result:
    """Add a text to the page of an activity that shows one, and ask nothing."""
    play = Play(activity, partial(_perform, desk))
    _add(desk.talk, play, text)
    return Result(data=play.activity.result(), heard=True)


def _write(talk: Talk, play: Play, prompt: Notes) -> None:
    """Ask what is to be added to a page. Raises Left, and then nothing is."""
    if prompt.value:
        talk.say(_("You have written:"))
        _say(talk, prompt.value)
    _add(talk, play, talk.page(prompt.question))


def _add(talk: Talk, play: Play, text: str) -> None:
    page = play.view
    if text and isinstance(page, Notes):
        play.answer(f"{page.value}\n{text}".strip())
        talk.say(_("Written in your notes."))


def answer_with(desk: Context, activity: Activity, words: tuple[str, ...]) -> None:
    """Answer one round with the numbers of the answers, and ask nothing. Raises UsageError."""
    play, left = Play(activity, partial(_perform, desk)), list(words)
    while True:
        prompt = play.view
        assert isinstance(prompt, Choose)
        if len(prompt.options) > 1 and not left:
            raise missing(prompt.question)
        if play.answer(_place(prompt, left.pop(0)) if len(prompt.options) > 1 else 0):
            return


def answer_all(desk: Context, activity: Activity, values: Iterable[int | str]) -> Activity:
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


def _perform(desk: Context, events: Events) -> bool:
    desk.session.record(*events)
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
        if isinstance(view := play.view, Chart) and view.working:
            _say(talk, view.text if view.brief is None else view.brief)


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
