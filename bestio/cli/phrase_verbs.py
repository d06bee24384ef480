"""The verbs of `bestio act` on texts and phrases."""

from __future__ import annotations

from random import Random
from typing import Any

from bestio.cli.account import authors_lines
from bestio.cli.desk import Desk, Told, builtins, read_input
from bestio.cli.talk import whole
from bestio.cli.words import number, own_text, pairs, phrase_of, text_of, yes
from bestio.i18n import _
from bestio.language.typography import percent
from bestio.phrases.phrase import Phrase
from bestio.session.explain import explain_authors
from bestio.session.telling import tell_changes
from bestio.text.fold import fold
from bestio.workshop.attribution import verdict_of
from bestio.workshop.authors import changes_of
from bestio.workshop.told_shares import told_own_share, told_weighed
from bestio.workshop.words import count_words

MOST_CHOICES = 20
ALL = frozenset({"tout", "toutes", "all"})
ENDS = frozenset({"fin", "end"})


def write(desk: Desk) -> Told:
    """Give the machine a text."""
    title, text = read_input(desk.words[0])
    text_id = desk.words[1] if len(desk.words) > 1 else desk.studio.new_text_id()
    desk.studio.write_text(text_id, (desk.request.title or title)[:80], text)
    flagged = desk.studio.flagged(text_id)
    return Told((flagged,) if flagged else (), {"id": text_id, "words": count_words(text), "flagged": flagged})


def weigh(desk: Desk) -> Told:
    """Let one text count more or less."""
    text = text_of(desk)
    desk.studio.weigh(text, number(desk.words[1]))
    desk.studio.settle()
    texts = desk.studio.texts()
    now = next(one for one in texts if one.source == text.source)
    return Told(
        (told_weighed(now.title, now.share),),
        {one.source: {"weight": one.weight, "share": one.share} for one in texts},
    )


def author(desk: Desk) -> Told:
    """Who is the author: the count over the kept phrases, or over all."""
    every = bool(desk.words) and fold(desk.words[0]) in ALL
    why = explain_authors(desk.creation, desk.studio.journal.group, every=every)
    return Told(tuple(authors_lines(why)), builtins(why.account))


def of_text(desk: Desk, *, do: str) -> Told:
    """Do something to a text."""
    text_id = own_text(desk)
    desk.studio.act(do, id=text_id)
    return Told(data=text_id)


def set_machine(desk: Desk) -> Told:
    """Set the machine."""
    given = pairs(desk.words, {"order", "adaptive", "starters", "class"})
    settings: dict[str, Any] = {key: yes(given[key]) for key in ("adaptive", "starters") if key in given}
    if "order" in given:
        settings["order"] = int(number(given["order"]))
    share = {"class": number(given["class"])} if "class" in given else {}
    sets = (("machine.set", settings), ("share.set", share))
    desk.studio.perform(*((do, values) for do, values in sets if values))
    told = (told_own_share(desk.creation.class_share),) if share else ()
    return Told(told, data={**settings, "class": desk.creation.class_share})


def make(desk: Desk) -> Told:
    """Let the machine make a phrase."""
    given = pairs(desk.words, {"start", "with"})
    phrase = desk.studio.make_phrase(
        desk.studio.machine(), start=given.get("start") or None, with_word=given.get("with") or None
    )
    made = list(desk.creation.phrases)[-1]
    return _made(desk, made, phrase)


def _made(desk: Desk, made: str, phrase: Phrase) -> Told:
    """A phrase that was made. What it copies is a bet of the plan: it is not given away, it is one verb away."""
    glass = _("The glass box: bestio act {journal} pourquoi {id}").format(journal=desk.request.journal, id=made)
    return Told((f"{made} : {phrase.text}", glass), {"id": made, **builtins(phrase)}, heard=True)


def dice(desk: Desk) -> Told:
    """Word by word: each given number is a side of the die, each given word one that is picked."""
    from bestio.phrases.stepper import Stepper  # noqa: PLC0415 (only here)

    stepper = Stepper(desk.studio.machine(), Random(0))
    finished = False
    for word in desk.words:
        if (side := whole(word)) is not None:
            stepper.take_die(side)
        elif word in ENDS and all(choice.word != word for choice in stepper.next_words()):
            finished = True
            break
        else:
            stepper.take_word(word)
    if finished or stepper.ended:
        phrase = stepper.phrase()
        return _made(desk, desk.studio.record_phrase(phrase, seed=None), phrase)
    choices = stepper.next_words(MOST_CHOICES)
    lines = [stepper.text] if stepper.words else []
    for choice in choices:
        sides = "" if choice.interval is None else f"{choice.interval[0]}-{choice.interval[1]} : "
        lines.append(f"{sides}{choice.word or _('(the end)')} ({percent(choice.probability)})")
    lines.append(_("Add a number from 1 to 100, or one of these words, or “fin”."))
    data = {
        "text": stepper.text,
        "choices": [{"word": c.word, "sides": c.interval, "chance": c.probability} for c in choices],
    }
    return Told(tuple(lines), data)


def of_phrase(desk: Desk, *, do: str) -> Told:
    """Do something to a phrase."""
    phrase = phrase_of(desk)
    desk.studio.act(do, id=phrase.id)
    return Told(data=phrase.id)


def edit(desk: Desk) -> Told:
    """Rewrite a phrase."""
    text = " ".join(desk.words[1:])
    desk.studio.edit_phrase(phrase_of(desk).id, text, desk.studio.machine())
    phrase = phrase_of(desk)
    told = [line for line in (tell_changes(changes_of(phrase)), verdict_of(phrase)) if line]
    return Told(tuple(told), phrase.shown)


def move(desk: Desk) -> Told:
    """Give a kept phrase another place."""
    phrase = phrase_of(desk)
    desk.studio.act("phrase.move", id=phrase.id, to=max(0, int(number(desk.words[1])) - 1))
    return Told(
        tuple(f"{n}. {one.shown}" for n, one in enumerate(desk.creation.kept_phrases, 1)), list(desk.creation.kept)
    )
