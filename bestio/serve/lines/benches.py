"""The pages of the benches: what the creature is, what it says and with which voice, and the acts on it as forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bestio.activities.ways import describe_notes
from bestio.export.picture import squares
from bestio.i18n import _
from bestio.language.typography import percent
from bestio.persona.portrait import HEIGHT, WIDTH, draw
from bestio.serve.lines.fields import fields_of
from bestio.serve.lines.forms import ROOT, act_button, act_form, id_of
from bestio.serve.lines.html import Html, el, html
from bestio.serve.lines.layout import Frame
from bestio.serve.lines.offered import PLACES
from bestio.serve.lines.prompts import audio
from bestio.serve.lines.takeaway import links
from bestio.serve.lines.told import told_lines
from bestio.session.actions import creature as creature_acts
from bestio.session.actions import notes as note_acts
from bestio.session.actions import phrases as phrase_acts
from bestio.session.actions import texts as text_acts
from bestio.session.actions import voice as voice_acts
from bestio.session.actions.action import Action, Parameter
from bestio.session.actions.parameters import source_named
from bestio.session.aloud import questions_of
from bestio.session.session import Session
from bestio.studio.duet import describe_cast, describe_line
from bestio.studio.studio import TextView

SOUND = f"{ROOT}/son"
THINGS = ("slot", "phrase", "text")
"""What an act can be about: it then stands with each wheel, each phrase, each text."""


def thing_of(action: Action) -> Parameter | None:
    """The parameter that says what an act is about, where it must be said."""
    first = action.parameters[0] if action.parameters else None
    about = first is not None and first.kind in THINGS and first.name in THINGS
    return first if about and (first.required or action.lists or action.id == "spin") else None  # type: ignore[union-attr]


def portrait(session: Session) -> Html:
    """The portrait, and what whoever does not see it is told in its place."""
    creation, studio = session.creation, session.studio
    told = _("Portrait of {name}").format(name=creation.name) + ". " + studio.description().third
    drawn = "".join(squares(draw(studio.strips, studio.look())))
    return el(
        "svg", Html(drawn), viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", aria_label=told, class_="portrait",
        shape_rendering="crispEdges",
    )  # fmt: skip


def general(session: Session, page: str, frame: Frame, *, level: str = "h2") -> Iterator[Html]:
    """The acts of a page that are about nothing in particular, each as a form."""
    if not frame.may:
        return
    recorded = session.studio.plain_voice().recorded is not None
    for action in PLACES[page]:
        if action is voice_acts.hear and not recorded:
            continue
        if thing_of(action) is None or action.id == "spin":
            fields = fields_of(action, session, {})
            if not fields and action in _PLAIN:
                continue  # a button elsewhere, or what the page shows anyhow
            yield act_form(action, fields, fixed={}, back=page, level=level)


_PLAIN = frozenset({note_acts.undo, note_acts.redo, note_acts.notes, phrase_acts.phrases, text_acts.texts})


def acts_on(session: Session, page: str, kind: str, key: str, about: str, frame: Frame, *, more: str = "") -> Html:
    """The acts on one thing that ask nothing more, as buttons; and where the others are (`more`)."""
    buttons = [
        act_button(action, {thing.name: key}, page, about)
        for action, thing in _about(page, kind)
        if frame.may
        and not action.looks
        and _can(session, action, thing, key)
        and not fields_of(action, session, {thing.name: key})
    ]
    link = el("a", _("Others…"), el("span", f" : {about}", class_="heard"), href=more) if more else None
    return el("div", buttons, link, class_="acts")


def forms_on(session: Session, page: str, kind: str, key: str, about: str, frame: Frame) -> Html:
    """All acts on one thing, as forms."""
    if not frame.may:
        return Html()
    return html(
        act_form(
            action, fields_of(action, session, {thing.name: key}), fixed={thing.name: key},
            back=_back_of(kind, key, action), level="h2", about=about,
        )
        for action, thing in _about(page, kind)
        if _can(session, action, thing, key)
    )  # fmt: skip


def _back_of(kind: str, key: str, action: Action) -> str:
    gone = action in {phrase_acts.drop, text_acts.remove}
    return (
        {"slot": f"creature/{key}", "phrase": f"phrases/{key}", "text": f"textes/{key}"}[kind]
        if not gone
        else "phrases"
    )


def _about(page: str, kind: str) -> list[tuple[Action, Parameter]]:
    found = [(action, thing_of(action)) for action in PLACES[page]]
    return [(action, thing) for action, thing in found if thing is not None and thing.kind == kind]


def _can(session: Session, action: Action, thing: Parameter, key: str) -> bool:
    """Whether an act is the side that it has now for this thing."""
    if thing.kind == "phrase":
        phrase = session.creation.phrases.get(key)
        return (
            phrase is not None
            and (action is not phrase_acts.move or phrase.kept)
            and session.can(action, phrase=phrase)
        )
    if thing.kind == "text":
        return (key in session.creation.texts and session.can(action, text=key)) or thing.read is source_named
    return session.can(action, slot=key) if action.id != "spin" else key not in session.creation.locked


# --- creature ---------------------------------------------------------------------------------------------------------


def creature_page(session: Session, frame: Frame) -> Html:
    """Who it is: portrait, description, voice, kept phrases, its wheels with what turns them."""
    studio, creation = session.studio, session.creation
    told = studio.description()
    who = el(
        "section", portrait(session),
        el("div", el("h2", creation.name, id="qui"), el("p", told.third, dir="auto"),
           el("blockquote", el("p", told.first, dir="auto")),
           _sound(frame, _("Its introduction"), "presentation"),
           el("p", _("Its voice: {voice}.").format(voice=studio.plain_voice().title))),
        aria_labelledby="qui", class_="creature",
    )  # fmt: skip
    kept = el(
        "section", el("h2", _("Kept phrases"), id="gardees"),
        el("ol", (el("li", phrase.shown, dir="auto") for phrase in creation.kept_phrases)) if creation.kept
        else el("p", _("No phrase is kept yet.")),
        aria_labelledby="gardees",
    )  # fmt: skip
    wheels = el(
        "section", el("h2", _("Its wheels"), id="roues"),
        el("ul", (_wheel(session, one.slot, one.title, one.label, frame) for one in studio.wheels()), class_="things"),
        aria_labelledby="roues",
    )  # fmt: skip
    more = el(
        "section",
        el("h2", _("Other acts"), id="gestes"),
        general(session, "creature", frame, level="h3"),
        aria_labelledby="gestes",
    )
    away = el("section", el("h2", _("To take away"), id="emporter"), links(), aria_labelledby="emporter")
    return html([who, kept, wheels, more if frame.may else None, away])


def _wheel(session: Session, slot: str, title: str, label: str, frame: Frame) -> Html:
    locked = " (" + _("kept") + ")" if slot in session.creation.locked else ""
    more = f"{ROOT}/creature/{slot}" if frame.may else ""
    return el(
        "li", el("p", el("strong", title), f" : {label}{locked}"),
        acts_on(session, "creature", "slot", slot, title, frame, more=more),
    )  # fmt: skip


def wheel_page(session: Session, slot: str, frame: Frame) -> Html | None:
    """One wheel and all that can be done to it; None where there is none of that name."""
    wheel = next((one for one in session.studio.wheels() if one.slot == slot), None)
    if wheel is None:
        return None
    locked = " (" + _("kept") + ")" if slot in session.creation.locked else ""
    return html([
        el("p", f"{wheel.title} : {wheel.label}{locked}"),
        forms_on(session, "creature", "slot", slot, wheel.title, frame),
        el("p", el("a", _("Back to the creature"), href=f"{ROOT}/creature")),
    ])  # fmt: skip


# --- phrases ----------------------------------------------------------------------------------------------------------


def phrases_page(session: Session, frame: Frame) -> Html:
    """What it says, what the machine reads, and the machine."""
    creation = session.creation
    made = [
        _phrase(session, one.id, one.shown, frame, kept=one.kept) for one in reversed(list(creation.phrases.values()))
    ]
    texts = session.studio.texts()
    sections = (
        (_("Make a phrase"), "fabriquer", _forms(session, frame, phrase_acts.make)),
        (_("Phrases"), "faites", el("ul", made, class_="things") if made else el("p", _("There is no phrase yet."))),
        (_("Texts it has read"), "textes", el("ul", (_text(session, one, frame) for one in texts), class_="things")),
        (_("Other acts"), "gestes", _others(session, "phrases", frame, phrase_acts.make)),
    )
    return html(
        el("section", el("h2", title, id=ident), body, aria_labelledby=ident) for title, ident, body in sections if body
    )


def _forms(session: Session, frame: Frame, *actions: Action) -> Html:
    page = "phrases"
    return html(act_form(one, fields_of(one, session, {}), fixed={}, back=page) for one in actions if frame.may)


def _others(session: Session, page: str, frame: Frame, *but: Action) -> Html:
    """The other acts of a page: a page of its own for each."""
    listed = [one for one in PLACES[page] if one not in but and (thing_of(one) is None) and one not in _PLAIN]
    return links_to(listed) if frame.may else Html()


def links_to(actions: Iterable[Action]) -> Html:
    """Acts by their verbs, each a link to its form, with what it does."""
    return el(
        "ul",
        (el("li", el("a", one.verb, href=f"{ROOT}/geste/{one.id}"), " ", el("span", _(one.help))) for one in actions),
        class_="links",
    )


def _phrase(session: Session, key: str, text: str, frame: Frame, *, kept: bool) -> Html:
    mark = el("span", " (" + _("kept") + ")", class_="small") if kept else None
    return el(
        "li", el("p", el("span", f"{key} : ", class_="small"), text, mark, dir="auto"),
        acts_on(session, "phrases", "phrase", key, key, frame, more=f"{ROOT}/phrases/{key}"),
    )  # fmt: skip


def phrase_page(session: Session, key: str, frame: Frame) -> Html | None:
    """One phrase: its sound, what can be done to it, where it comes from; None where there is none of that name."""
    phrase = session.creation.phrases.get(key)
    if phrase is None:
        return None
    why = creature_acts.why.run
    told = why(session, about=phrase).lines if why is not None else ()
    place = (
        html(
            act_form(phrase_acts.move, fields_of(phrase_acts.move, session, {"phrase": key}), fixed={"phrase": key},
                     back=f"phrases/{key}", level="h2", about=key)
        )
        if frame.may and phrase.kept else None
    )  # fmt: skip
    return html([
        el("blockquote", el("p", phrase.shown, dir="auto")),
        _sound(frame, phrase.shown, key),
        act_button(voice_acts.say, {"phrase": key}, f"phrases/{key}", key) if frame.may else None,
        forms_on(session, "phrases", "phrase", key, key, frame),
        place,
        el("section", el("h2", _("Where does it come from?"), id="pourquoi"), told_lines(told[1:]),
           aria_labelledby="pourquoi"),
        el("p", el("a", _("Back to the phrases"), href=f"{ROOT}/phrases")),
    ])  # fmt: skip


def _text(session: Session, text: TextView, frame: Frame) -> Html:
    part = _("{part} of the draw").format(part=percent(text.share)) if text.share else _("silent")
    shared = ", " + _("shared") if text.shared else ""
    more = f"{ROOT}/textes/{id_of(text.id)}" if frame.may and id_of(text.id) == text.id else ""
    return el(
        "li", el("p", el("strong", text.title or text.id), f" ({text.author}{shared}, {part})", dir="auto"),
        acts_on(session, "phrases", "text", text.id, text.title or text.id, frame, more=more),
    )  # fmt: skip


def text_page(session: Session, key: str, frame: Frame) -> Html | None:
    """One text: what it says, and what can be done to it; None where there is none of that name."""
    text = next((one for one in session.studio.texts() if one.id == key), None)
    if text is None:
        return None
    own = session.creation.texts.get(key)
    return html([
        el("h2", _("What it says")) if own else None,
        told_lines((own.text,)) if own else None,
        forms_on(session, "phrases", "text", key, text.title or key, frame),
        el("p", el("a", _("Back to the phrases"), href=f"{ROOT}/phrases")),
    ])  # fmt: skip


# --- voice, stage, notes ----------------------------------------------------------------------------------------------


def voice_page(session: Session, frame: Frame) -> Html:
    """Its voice, and what changes it."""
    voice = session.studio.plain_voice()
    return html([
        el("p", _("Its voice: {voice}.").format(voice=voice.title)),
        el("p", voice.description) if voice.description else None,
        _sound(frame, _("Its voice"), "essai"),
        el("p", el("a", _("Why does it sound like this?"), href=f"{ROOT}/geste/why?about=voix")),
        general(session, "voix", frame),
    ])  # fmt: skip


def stage_page(session: Session, frame: Frame) -> Html:
    """What is said on the stage, in its order; questions; duets."""
    creation = session.creation
    said = [
        el("li", el("p", phrase.shown, dir="auto"), _sound(frame, phrase.shown, phrase.id),
           el("div", act_button(voice_acts.say, {"phrase": phrase.id}, "scene", phrase.id),
              el("a", phrase_acts.move.verb, el("span", f" : {phrase.id}", class_="heard"),
                 href=f"{ROOT}/geste/move?phrase={phrase.id}"), class_="acts") if frame.may else None)
        for phrase in creation.kept_phrases
    ]  # fmt: skip
    duets = [
        el("li", el("p", f"{key} : {describe_cast(lines)}"),
           el("ol", (el("li", describe_line(line), _sound(frame, line.text, f"duo/{line.id}")) for line in lines)))
        for key, lines in creation.duets.items()
    ]  # fmt: skip
    ready = [
        el("li", one, " ", act_button(phrase_acts.question, {"question": one}, "scene", one))
        for one in questions_of(session)
    ]
    return html([
        el("h2", _("Kept phrases")),
        el("ol", said, class_="things") if said else el("p", _("No phrase is kept yet.")),
        (el("h2", _("Questions that are ready")), el("ul", ready, class_="things")) if ready and frame.may else None,
        (el("h2", _("Duets")), el("ul", duets)) if duets else None,
        general(session, "scene", frame),
    ])  # fmt: skip


def notes_page(session: Session, frame: Frame) -> Html:
    """All that the group has noted; undo and redo."""
    told = describe_notes(session.creation) or _("Nothing is written yet.")
    both: Mapping[Action, bool] = {
        note_acts.undo: session.creation.can_undo, note_acts.redo: session.creation.can_redo,
    }  # fmt: skip
    return html([
        told_lines((told,)),
        el("div", (act_button(one, {}, "notes") for one, can in both.items() if can and frame.may), class_="acts"),
        general(session, "notes", frame),
    ])  # fmt: skip


def _sound(frame: Frame, says: str, what: str) -> Html | None:
    return None if frame.quiet else audio(says, f"{SOUND}/{what}")
