"""The prompts of the activities as forms: what is shown, what is asked, and what one may do beside answering."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bestio.activities.dice import DiceActivity
from bestio.activities.engine import Activity
from bestio.activities.poll_counts import Comparison
from bestio.activities.prompt import (
    ABOVE,
    BELOW,
    GO_ON,
    HEAR,
    LEAVE,
    LESS,
    MORE,
    STOP,
    TOUCHED,
    Ask,
    Chart,
    Choose,
    Curves,
    Move,
    Notes,
    Number,
    Option,
    Prompt,
    Share,
    Text,
    Words,
)
from bestio.activities.signature import WHOLE
from bestio.errors import BestioError
from bestio.i18n import _
from bestio.language.typography import percent
from bestio.serve.lines.forms import ROOT, button, posted
from bestio.serve.lines.html import Html, as_written, el, html
from bestio.serve.lines.told import told_lines

ANSWER = f"{ROOT}/reponse"
MOVE, CHOICE, WRITTEN, PART = "mouvement", "choix", "texte", "part"
"""The fields: a move, the place of an option, what was written, the parts that are shared (`part.0`…)."""
NOT_HERE = frozenset({GO_ON, HEAR, LEAVE, TOUCHED, ABOVE, BELOW, LESS, MORE, STOP})
"""The moves that a page has no button for: it has fields, or a sound, in their place."""


def prompt_page(activity: Activity, prompt: Prompt, given: str = "", error: str = "", *, may: bool = True) -> Html:
    """What an activity shows and asks now. `given` and `error`: what was answered, and why it cannot be taken."""
    return html(_shown(activity, prompt, given, error, may=may))


def _shown(activity: Activity, prompt: Prompt, given: str, error: str, *, may: bool) -> Iterator[Html]:
    if prompt.title:
        yield el("p", prompt.title, class_="small")
    if prompt.lack is not None:
        yield told_lines((prompt.lack.message,))
        return
    yield told_lines(prompt.shown.splitlines())
    yield el("div", told_lines(prompt.said.splitlines()), class_="said") if prompt.said else Html()
    letters = isinstance(prompt, Choose) and prompt.typed  # of a keyboard
    if not letters and not (isinstance(prompt, Ask) and isinstance(prompt.behind, Chart)):
        yield told_lines(prompt.lines.splitlines())
    shown = prompt.behind if isinstance(prompt, Ask) and prompt.behind is not None else prompt
    if isinstance(shown, Words):
        yield told_lines((shown.about, *shown.text.splitlines()))
    elif isinstance(shown, Chart):
        yield from _chart(shown)
    elif isinstance(shown, Share) and shown.beside:
        yield _compared(shown)
    if shown is not prompt and isinstance(shown, Choose):
        yield told_lines((shown.about, shown.question))
    if not prompt.last and not prompt.working and may:
        yield from _asked(activity, prompt, given, error)
    elif prompt.last and may:
        yield _moves_form(activity, prompt)


# --- what is asked ----------------------------------------------------------------------------------------------------


def _asked(activity: Activity, prompt: Prompt, given: str, error: str) -> Iterator[Html]:
    if isinstance(prompt, Choose):
        yield told_lines((prompt.about,))
        yield _choices(activity, prompt, given, error)
    elif isinstance(prompt, Number | Text):
        yield told_lines((prompt.about,))
        label = " ".join(filter(None, (prompt.question, prompt.hint)))
        value = given or (prompt.value if isinstance(prompt, Text) else "")
        most = prompt.letters if isinstance(prompt, Number) else prompt.most
        box = el(
            "input", id="reponse", name=WRITTEN, type="text", value=value, maxlength=most, autocomplete="off",
            inputmode="numeric" if isinstance(prompt, Number) else None, **_told(error),
        )  # fmt: skip
        yield posted(
            el("div", el("label", label, for_="reponse"), _fault(error), box, class_="field"),
            button(_("Answer"), first=True),
            _back(prompt),
            to=ANSWER,
        )
        if prompt.behind is not None and not prompt.opened:
            yield _moves_form(activity, prompt)
    elif isinstance(prompt, Share):
        yield _share(prompt, given, error)
        yield _moves_form(activity, prompt)
    elif isinstance(prompt, Notes):
        yield _notes(prompt, given)
        yield _moves_form(activity, prompt)
    else:
        on = button(_("Go on"), first=True) if isinstance(prompt, Words) else None
        yield posted(on, _moves(activity, prompt), to=ANSWER)


def _back(prompt: Ask) -> Html | None:
    return None if not prompt.opened else button(_("Leave it"), name=MOVE, value="back", formnovalidate=True)


def _choices(activity: Activity, prompt: Choose, given: str, error: str) -> Html:
    moves = _moves(activity, prompt)
    if len(prompt.options) == 1 and not prompt.options[0].chance:
        asked = told_lines((prompt.question,))
        return posted(asked, button(prompt.options[0].label, name=CHOICE, value="0", first=True), moves, to=ANSWER)
    legend = prompt.question or _("Which one?")
    if prompt.options and all(option.move for option in prompt.options):
        answers = [button(option.label, name=CHOICE, value=str(place)) for place, option in enumerate(prompt.options)]
        return posted(el("fieldset", el("legend", legend), answers), moves, to=ANSWER)
    hand = int(given) if given.isascii() and given.isdigit() else prompt.hand
    listed = [_option(option, place, hand) for place, option in enumerate(prompt.options)]
    label = next((_(one.label) for one in activity.moves if one.id == GO_ON), _("Answer"))
    chosen = [button(label, first=True)] if prompt.options else []
    on_hand = [button(_(one.label), name=MOVE, value=one.id) for one in activity.moves if one.on_hand]
    return posted(
        el("fieldset", el("legend", legend), _fault(error), listed, id="reponse", **_told(error)),
        el("div", chosen, on_hand, class_="acts"),
        moves,
        to=ANSWER,
    )


def _option(option: Option, place: int, hand: int) -> Html:
    ident = f"choix-{place}"
    told = option.label
    if option.chance is not None:
        told += f", {percent(option.chance.part)}"
        if option.chance.sides is not None:
            told += _(", die {first} to {last}").format(first=option.chance.sides[0], last=option.chance.sides[1])
        told += f", {option.chance.changed}" if option.chance.changed else ""
        told += f", {option.chance.where}" if option.chance.where else ""
    under = _("You have written: {text}").format(text=option.under) if option.under else ""
    tick = el("input", type="radio", id=ident, name=CHOICE, value=place, required=True, checked=place == hand or None)
    sound = audio(option.label, f"{ROOT}/son/option/{place}") if option.heard is not None else None
    return el(
        "div", el("p", tick, el("label", told, for_=ident), class_="tick"), sound,
        el("p", under, class_="help") if under else None, class_="option",
    )  # fmt: skip


def _share(prompt: Share, given: str, error: str) -> Html:
    values = given.split() if given else [str(part) for part in prompt.parts]
    rows = [
        el(
            "div", el("label", label, for_=f"part-{place}"),
            el("input", id=f"part-{place}", name=f"{PART}.{place}", type="text", inputmode="numeric", required=True,
               maxlength=3, value=values[place] if place < len(values) else "", autocomplete="off", **_told(error)),
            class_="field",
        )
        for place, label in enumerate(prompt.labels)
    ]  # fmt: skip
    asked = _("How many points for each? They must make a hundred.")
    return posted(
        el("fieldset", el("legend", asked), _fault(error), rows, id="reponse"),
        button(_("Compare"), first=True),
        to=ANSWER,
    )


def _notes(prompt: Notes, given: str) -> Html:
    about = el("ul", (el("li", one) for one in prompt.about)) if prompt.about else None
    if prompt.closed:
        return html([about, told_lines(prompt.value.splitlines())])
    page = el("textarea", as_written(given or prompt.value), id="reponse", name=WRITTEN, rows=12, maxlength=prompt.most)
    return html([
        about,
        posted(
            el("div", el("label", prompt.question, for_="reponse"), page, class_="field"),
            button(_("Write it down"), first=True),
            to=ANSWER,
        ),
    ])  # fmt: skip


def _told(error: str) -> dict[str, object]:
    return {"aria_describedby": "reponse-faute", "aria_invalid": "true"} if error else {}


def _fault(error: str) -> Html | None:
    return el("p", error, id="reponse-faute", class_="trouble") if error else None


def _moves(activity: Activity, prompt: Prompt) -> list[Html]:
    """A button for each thing that one may do beside answering, with what it does."""
    own = {option.move for option in prompt.options} if isinstance(prompt, Choose) else set()
    return [
        el("p", button(_(move.label), name=MOVE, value=move.id, formnovalidate=True), " ", el("span", _told_of(move)),
           class_="move")
        for move in activity.moves
        if move.id not in NOT_HERE | own and not move.on_hand and _moves_something(activity, move)
    ]  # fmt: skip


def _moves_something(activity: Activity, move: Move) -> bool:
    """Whether a move would do anything now. A die is not thrown to find out."""
    if isinstance(activity, DiceActivity):
        return move.id != "back" or bool(activity.stepper is not None and activity.stepper.words)
    try:
        turn = activity.move(move.id)
    except BestioError:
        return False
    return turn.then != activity or bool(turn.opens) or bool(turn.events)


def _told_of(move: Move) -> str:
    return _(move.help)


def _moves_form(activity: Activity, prompt: Prompt) -> Html:
    moves = _moves(activity, prompt)
    return posted(moves, to=ANSWER) if moves else Html()


# --- what is shown ----------------------------------------------------------------------------------------------------


def audio(says: str, address: str, *, at_once: bool = False) -> Html:
    """A sound with what plays it."""
    return el(
        "audio", el("a", _("Listen"), href=address), controls=True, preload="none", src=address,
        autoplay=at_once or None, aria_label=_("Listen: {what}").format(what=says),
    )  # fmt: skip


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], foot: str = "") -> Html:
    """A table; the first cell of each row names it."""
    cells = (
        el("tr", el("th", row[0], scope="row"), (el("td", cell) for cell in row[1:])) for row in rows
    )  # fmt: skip
    return el(
        "div",
        el(
            "table", el("caption", caption),
            el("thead", el("tr", (el("th", one, scope="col") for one in head))) if head else None,
            el("tbody", cells),
        ),
        el("p", foot, class_="small") if foot else None,
        class_="wide", tabindex="0", role="region", aria_label=caption,
    )  # fmt: skip


def _chart(chart: Chart) -> Iterator[Html]:
    for one in chart.pairs:
        yield _pair(one)
    if chart.rows:
        rows = [(row.label, row.value) for row in chart.rows]
        yield table(chart.head, (), rows, chart.total)
    if chart.curves is not None:
        for curves in chart.curves:
            yield _curves(curves, chart.labels)
    if chart.text_title:
        yield el("h2", chart.text_title)
    yield told_lines(chart.text.splitlines())
    yield told_lines(chart.question.splitlines())


def _pair(one: Comparison) -> Html:
    rows = [
        (bar.choice, f"{percent(before)} ({bar.before})", f"{percent(after)} ({bar.after})")
        for bar, (_choice, before, after) in zip(one.bars, one.shares(), strict=True)
    ]
    return table(one.question, (_("Answer"), _("Before"), _("After")), rows)


def _curves(curves: Curves, labels: Sequence[str]) -> Html:
    rows = [
        (label, *(_value(curve.values, place, per_cent=curves.per_cent) for curve in curves.curves))
        for place, label in enumerate(labels)
    ]
    return table(curves.title, (_("Generation"), *(curve.mark for curve in curves.curves)), rows)


def _value(values: Sequence[float], place: int, *, per_cent: bool) -> str:
    if place >= len(values):
        return "–"
    return percent(values[place]) if per_cent else f"{values[place]:g}"


def _compared(share: Share) -> Html:
    rows = [
        (label, percent(part / WHOLE), percent(count))
        for label, part, count in zip(share.labels, share.parts, share.beside, strict=True)
    ]
    told = table(_("What you have signed, and what the program counts"), (_("Who"), _("You"), _("Words counted")), rows)
    return html([told, told_lines(share.text.splitlines())])
