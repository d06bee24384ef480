"""What stands around every page: where one is, where one can go, what was told last, who has it in hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bestio.i18n import _
from bestio.serve.lines.desk import Report
from bestio.serve.lines.forms import BACK, ROOT, act_button, button, hidden, posted
from bestio.serve.lines.html import Html, el
from bestio.serve.lines.offered import PAGES
from bestio.serve.lines.prompts import audio
from bestio.serve.lines.told import told_lines
from bestio.serve.reading import STYLE as READING
from bestio.serve.reading import choice
from bestio.session.actions.notes import undo

STYLE = "/static/lignes.css"
TAKE, HAND, STOP = f"{ROOT}/prendre", f"{ROOT}/main", f"{ROOT}/arreter"


@dataclass(frozen=True)
class Frame:
    """What a page is of: the group and its creature, and how things stand.

    `elsewhere`: “app” or “lines” where another page has the group in hand, then it is only looked at. `quiet`: no page
    says anything aloud; `over`: the session has ended; `news`: where the teacher leads to. `report` is what was told
    last, where this page is to tell it; `working`: the number of what will be told of the work that is under way, 0
    where there is none.
    """

    group: str
    creature: str = ""
    page: str = ""
    elsewhere: str = ""
    frozen: bool = False
    quiet: bool = False
    hand: bool = False
    over: bool = False
    news: str = ""
    working: int = 0
    report: Report | None = None

    @property
    def may(self) -> bool:
        """Whether something can be done from here."""
        return not self.elsewhere and not self.frozen and not self.over


def document(title: str, body: Html, frame: Frame) -> str:
    """A whole page; `body` is what it is about."""
    name = f"{title} – {frame.creature or frame.group} – Bestio"
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("title", name),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("link", rel="icon", href="data:,"),
        el("link", rel="stylesheet", href=STYLE),
        el("link", rel="stylesheet", href=READING),
    )
    main = el("main", el("h1", title), _told(frame), body, id="contenu", tabindex="-1")
    top = el("p", el("a", _("To the content"), href="#contenu"), class_="skip")
    shown = el("body", top, _header(frame), main, _footer(frame))
    return f"<!DOCTYPE html>\n{el('html', head, shown, lang='fr')}\n"


def _header(frame: Frame) -> Html:
    links = (
        el("li", el("a", _(label), href=f"{ROOT}/{key}", aria_current="page" if key == frame.page else None))
        for key, label in PAGES.items()
    )
    who = " – ".join(filter(None, (frame.creature, frame.group)))
    return el(
        "header",
        el("p", el("strong", "Bestio"), " ", who, class_="who"),
        el("nav", el("ul", links), aria_label=_("Pages")),
    )


def _footer(frame: Frame) -> Html:
    hand = posted(
        hidden("leve", "" if frame.hand else "oui"),
        hidden(BACK, frame.page),
        button(_("We no longer need you") if frame.hand else _("We need you")),
        to=HAND,
    )
    places = el(
        "ul",
        el("li", el("a", _("Open the app"), href="/atelier")),
        el("li", el("a", _("Another group"), href="/groupes?vers=lignes")),
    )
    told = _("These pages do what the app does. They need no script, and can be printed.")
    reading = Html(choice(f"{ROOT}/{frame.page}"))
    return el("footer", el("nav", places, aria_label=_("Elsewhere")), hand, reading, el("p", told, class_="small"))


def _told(frame: Frame) -> Iterator[Html]:
    if frame.frozen:
        yield el("p", el("strong", _("Look at the board!")), class_="trouble")
    if frame.over:
        yield el("p", _("The session is over. Everything is saved."), class_="notice")
    if frame.news:
        yield el("p", frame.news, " ", el("a", _("To the plan"), href=f"{ROOT}/plan"), class_="notice")
    if frame.elsewhere:
        told = (
            _("This creature is open in the app. You are looking on.")
            if frame.elsewhere == "app"
            else _("Another browser has this creature open. You are looking on.")
        )
        yield el(
            "section", el("h2", _("Open elsewhere"), id="ailleurs"), el("p", told),
            posted(hidden(BACK, frame.page), button(_("Take it over"), first=True), to=TAKE),
            el("p", _("Where it was open, one then looks on; everything is saved."), class_="small"),
            aria_labelledby="ailleurs", class_="notice",
        )  # fmt: skip
    if frame.report is not None:
        yield report_of(frame.report, frame)
    if frame.working:
        yield _working(frame)


def report_of(report: Report, frame: Frame) -> Html:
    """What has just happened, and how one takes it back."""
    sounds = [] if frame.quiet else report.sounds
    heard = [
        el(
            "p",
            el("span", one.says, class_="small") if len(sounds) > 1 else None,
            audio(one.says, one.address, at_once=place == 0),
            class_="sound",
        )
        for place, one in enumerate(sounds)
    ]
    back = act_button(undo, {}, frame.page) if report.undo and frame.may else None
    return el(
        "section", el("h2", _("What has just happened"), id="fait-t"), told_lines(report.lines), heard, back,
        id="fait", tabindex="-1", role="status", aria_labelledby="fait-t", class_="notice",
    )  # fmt: skip


def _working(frame: Frame) -> Html:
    return el(
        "section", el("h2", _("Still at work"), id="travail"),
        el("p", _("This takes a while. Look again in a moment:"), " ",
           el("a", _("how far is it?"), href=f"{ROOT}/{frame.page}?fait={frame.working}#fait")),
        posted(button(_("Stop")), to=STOP),
        aria_labelledby="travail", class_="notice",
    )  # fmt: skip
