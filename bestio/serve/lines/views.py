"""The other pages: the plan, the activity under way, one act, what has happened, help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from bestio.activities.engine import NO_PLAN, Activity
from bestio.activities.guide import GuideActivity
from bestio.activities.prompt import Option, Outline
from bestio.classroom.glossary import Word, load_glossary
from bestio.classroom.naming import names_of
from bestio.classroom.plan import load_sequences
from bestio.classroom.progress import Place
from bestio.creation.replay import Replay
from bestio.creation.replay_context import wheels_of
from bestio.errors import BestioError
from bestio.i18n import _
from bestio.serve.lines.benches import (
    creature_page,
    links_to,
    notes_page,
    phrase_page,
    phrases_page,
    stage_page,
    text_page,
    voice_page,
    wheel_page,
)
from bestio.serve.lines.desk import Heard
from bestio.serve.lines.fields import Given, Misread, fields_of
from bestio.serve.lines.forms import ACT, BACK, ROOT, act_form, button, faults, hidden, id_of, posted
from bestio.serve.lines.html import Html, el, html, lines
from bestio.serve.lines.layout import Frame
from bestio.serve.lines.offered import PAGES, PLACES, SITTINGS, page_of
from bestio.serve.lines.prompts import audio, prompt_page
from bestio.serve.lines.sitting import seated, setting_of
from bestio.serve.lines.told import told_lines, with_links
from bestio.session.actions import plan as plan_acts
from bestio.session.actions.action import Action
from bestio.session.session import Session
from bestio.session.transcript import clean, tell_time

MOST_TOLD = 300
"""Acts on the page of what has happened: the last ones."""
BENCHES = {"creature": "creature", "phrases": "phrases", "voice": "voix", "stage": "scene"}


def bench_page(page: str, session: Session, frame: Frame) -> tuple[str, Html] | None:
    """The title and the body of a page by its address; None where there is none."""
    name, _slash, thing = page.partition("/")
    if thing:
        return _thing_page(name, thing, session, frame)
    made = {
        "creature": creature_page, "phrases": phrases_page, "voix": voice_page, "scene": stage_page,
        "plan": plan_page, "notes": notes_page, "histoire": story_page, "mots": words_page,
        "aide": help_page,
    }.get(name)  # fmt: skip
    return (_(PAGES[name]), made(session, frame)) if made is not None else None


def _thing_page(name: str, thing: str, session: Session, frame: Frame) -> tuple[str, Html] | None:
    if name == "creature":
        body = wheel_page(session, thing, frame)
        title = session.studio.catalog.titles.get(thing, thing)
    elif name == "phrases":
        body, title = phrase_page(session, thing, frame), _("Phrase {id}").format(id=thing)
    elif name == "textes":
        body, title = text_page(session, thing, frame), _("Text {id}").format(id=thing)
    else:
        return None
    return (title, body) if body is not None else None


# --- the plan ---------------------------------------------------------------------------------------------------------


def plan_page(session: Session, frame: Frame) -> Html:
    """The sessions and their activities: what is done, where one is, what comes next."""
    guidance = plan_acts.guidance_of(session)
    guide = GuideActivity.over(setting_of(session, guidance.sequence or NO_PLAN), guidance)
    prompt = guide.view()
    if not isinstance(prompt, Outline):
        return lines((prompt.title, prompt.said))
    here = next((one for one in prompt.options if one.mark == "here"), None)
    parts: list[object] = [el("p", prompt.title, class_="small")]
    if here is not None:
        parts.append(_here(here, frame))
    if frame.may:
        sent = [hidden(ACT, plan_acts.step.id), hidden(BACK, "plan"), hidden("step", "suivante")]
        parts.append(posted(*sent, button(_("Next step"), first=here is None)))
    for title, options in groupby(prompt.options, key=lambda one: one.group):
        parts.append(el("h2", title))
        parts.append(el("ol", (_step(one, frame) for one in options), class_="things steps"))
    if frame.may:
        verbs = [one for one in PLACES["plan"] if one.id in SITTINGS - {"guide", "activity"}]
        parts += [el("h2", _("Open an activity")), links_to(verbs)]
    return html(parts)


def _here(option: Option, frame: Frame) -> Html:
    leaf = option.leaf
    return el(
        "section", el("h2", f"{option.number} {option.label}", id="ici"), el("p", _("You are here."), class_="small"),
        [lines((leaf.small, *leaf.text.splitlines())),
         el("p", _("Done when: ") + f"{leaf.goal} {leaf.count}".strip()) if leaf.goal else None] if leaf else None,
        _go(option.number, _("Do it"), option.label, first=True) if frame.may else None,
        aria_labelledby="ici", class_="notice",
    )  # fmt: skip


def _step(option: Option, frame: Frame) -> Html:
    mark = {"here": _("you are here"), "done": _("done"), "begun": _("begun")}.get(option.mark, "")
    told = f"{option.number} {option.label}" + (f" ({mark})" if mark else "")
    return el("li", el("p", told), _go(option.number, _("Go there"), option.label) if frame.may else None)


def _go(number: str, label: str, about: str, *, first: bool = False) -> Html:
    sent = [hidden(ACT, "activity"), hidden(BACK, "plan"), hidden("step", number)]
    return posted(*sent, button(label, about, first=first))


def activity_page(
    session: Session, activity: Activity | None, place: Place | None, frame: Frame, given: str = "", error: str = ""
) -> tuple[str, Html]:
    """The activity that is under way: what its plan says of it, what it shows and asks."""
    told = place.activity if place is not None else None
    title = told.title if told is not None else _(activity.named) if activity is not None else _("No activity")
    parts: list[object] = [faults(with_links(error), [("reponse", _("To the answer"))]) if error else None]
    if told is not None:
        parts.append(el("details", el("summary", _("What is to be done")), lines(told.pupils.strip().splitlines()),
                        el("ul", (el("li", one) for one in told.questions)) if told.questions else None,
                        open=activity is None or not activity.hides))  # fmt: skip
    if activity is not None:
        on = seated(activity, session)
        parts.append(prompt_page(on, on.view(), given, error, may=frame.may and not frame.working))
    elif told is not None and told.bench in BENCHES:
        page = BENCHES[told.bench]
        parts.append(
            el("p", el("a", _("This is done here: {page}").format(page=_(PAGES[page])), href=f"{ROOT}/{page}"))
        )
    elif told is not None:
        parts.append(el("p", _("This is done away from the computer.")))
    if told is not None and frame.may:
        sent = [hidden(ACT, plan_acts.step.id), hidden(BACK, "plan"), hidden("step", "suivante")]
        parts.append(posted(*sent, button(_("It is done: the next step"))))
    parts.append(el("p", el("a", _("Back to the plan"), href=f"{ROOT}/plan")))
    return title or _("Activity"), html(parts)


# --- one act ----------------------------------------------------------------------------------------------------------


def act_page(
    action: Action,
    session: Session,
    frame: Frame,
    *,
    fixed: Mapping[str, str],
    back: str = "",
    given: Given | None = None,
    error: BestioError | None = None,
) -> Html:
    """One act as a form, with what was wrong where it could not be done, or what it tells where it only looks."""
    asked = fields_of(action, session, fixed)
    prefix = id_of(action.id, *fixed.values())
    parts: list[object] = []
    if error is not None:
        told = with_links(f"{error.message} {error.hint}".strip())
        at = error.field if isinstance(error, Misread) else ""
        known = next((one for one in asked if one.name == at), None) or (
            next((one for one in asked if at and one.name.partition(".")[0] == at.partition(".")[0]), None)
        )
        where = [(id_of(prefix, known.name), known.label)] if known is not None else []
        parts.append(faults(told, where))
        errors = {known.name: told} if known is not None else {}
    else:
        errors = {}
    if frame.may or action.looks or error is not None:
        back = back or page_of(action)
        about = " ".join(filter(None, fixed.values()))
        form = act_form(action, asked, fixed=fixed, back=back, given=given, errors=errors, level="h2", about=about)
        parts.append(form)
    page = page_of(action)
    parts.append(el("p", el("a", _("Back: {page}").format(page=_(PAGES[page])), href=f"{ROOT}/{page}")))
    return html(parts)


def refused(error: BestioError) -> Html:
    """Why something was not done."""
    back = el("p", el("a", _("Back to the plan"), href=f"{ROOT}/plan"))
    return html([faults(with_links(f"{error.message} {error.hint}".strip())), back])


# --- what has happened, help ------------------------------------------------------------------------------------------


def story_page(session: Session, _frame: Frame) -> Html:
    """All that has happened, an act a line, the last one first."""
    return el("ol", story(session), reversed=True, class_="story") if session.creation.begun else Html()


def story(session: Session) -> Iterator[Html]:
    """The acts, the last one first, as a replay tells them."""
    studio = session.studio
    events = studio.journal.events
    plans = load_sequences(studio.library, lambda _problem: None)
    names = names_of(wheels_of(events, studio.lexicons), lambda: studio.voices, plans.values())
    replay = Replay(events, names=names)
    for position in range(len(replay), max(0, len(replay) - MOST_TOLD), -1):
        told = clean(replay.caption_at(position))
        at = tell_time(replay.worked(position - 1))
        yield el("li", el("span", at, class_="small"), " ", told, value=position)


def help_page(_session: Session, _frame: Frame) -> Html:
    """What each page is for, and all the acts with what they do."""
    return html([
        el("p", _("Each act is a form: fill it in, press its button, and read at the top what has happened. “Undo” "
                  "takes it back. Nothing is lost: each act is saved at once.")),
        el("p", _("With the keyboard: Tab goes on, Shift+Tab back, Enter presses a button, Space ticks. A screen "
                  "reader finds the parts of a page by its headings.")),
        [(el("h2", _(PAGES[page])), links_to(actions)) for page, actions in PLACES.items()],
    ])  # fmt: skip


def words_page(session: Session, _frame: Frame) -> Html:
    """The words of the workshop, each explained."""
    words = load_glossary(session.studio.library, lambda _problem: None).words
    return el("dl", (html([el("dt", one.word, id=id_of("mot", one.word)), el("dd", _meaning(one))]) for one in words))


def _meaning(word: Word) -> Html:
    """What a word means, and the words beside it as links."""
    beside = [el("a", one, href=f"#{id_of('mot', one)}") for one in word.see]
    return html([word.says, *([" → "] if beside else []), *(part for one in beside for part in (one, " "))])


def looked(told: Iterable[str], heard: Iterable[Heard], frame: Frame) -> Html:
    """What an act that only looks has told."""
    sounds = [] if frame.quiet else [el("p", one.says, audio(one.says, one.address), class_="sound") for one in heard]
    return el(
        "section", el("h2", _("What there is to know"), id="fait-t"), told_lines(told), sounds,
        id="fait", tabindex="-1", aria_labelledby="fait-t", class_="notice",
    )  # fmt: skip
