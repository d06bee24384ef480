"""A creation told again with the audience guessing before each draw: `bestio replay --guess`, and the activity."""

from __future__ import annotations

from bestio.cli.prompts import Talk
from bestio.creation.replay import Guess, Replay
from bestio.i18n import _
from bestio.session.moments import word_asked
from bestio.session.transcript import clean, tell_time


def guess_first(talk: Talk, replay: Replay, *, since: float = 0.0, until: float | None = None) -> tuple[int, int]:
    """Tell the acts from `since` to `until` (seconds at work), asking before each draw; bets that were right, and all.

    Raises Left where nobody answers any more.
    """
    right = bets = 0
    from bestio.session.telling import tell_word

    replay.seek(0)
    while not replay.at_end:
        now = replay.worked(replay.position)
        if until is not None and now > until:
            break
        told = now >= since
        for guess in replay.guesses() if told else ():
            bet = _ask(talk, guess)
            if (why := word_asked(replay.next_event, guess)) is not None:
                talk.say(clean(" ".join(tell_word(why))))
            if bet is not None:
                bets += 1
                right += bet
        replay.forward()
        if told:
            talk.say(f"{tell_time(now)}  {clean(replay.caption)}")
    if bets:
        talk.say(_("{right} of {total} bets were right.").format(right=right, total=bets))
    return right, bets


def _ask(talk: Talk, guess: Guess) -> bool | None:
    """Ask one question; whether the bet was right, None where there was nothing to choose from."""
    if not guess.options:
        talk.say(guess.question)
        talk.ask(_("Say it aloud. Enter: the answer."))
        talk.say(guess.answer)
        return None
    bet = guess.options[talk.choose(guess.question, guess.options)]
    told = _("Well guessed!") if bet == guess.answer else _("Chance decided otherwise.")
    talk.say(_("It is: {answer}. {told}").format(answer=guess.answer, told=told))
    return bet == guess.answer
