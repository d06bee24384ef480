"""The teacher's page as HTML: what is said to all, what the wall shows, and a card for each group."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

from msgspec import Struct

from bestio.classroom.class_report import describe_size, last_seen, step_of
from bestio.i18n import _, ngettext
from bestio.serve.ending import Now
from bestio.serve.pages import button, page
from bestio.serve.scenes import Scene
from bestio.serve.steps import Step

if TYPE_CHECKING:
    from bestio.classroom.table import Row, Seen

Activities = Mapping[tuple[str, str], str]


class Plan(Struct, frozen=True):
    """The steps of the plan, the one that the class was led to, and the one that comes next."""

    steps: Sequence[Step]
    led: Step | None
    following: Step | None


class Told(Struct, frozen=True):
    """What the room was told, who needs their teacher, what the wall shows, and what went wrong last.

    `elsewhere`: by which address and code the page opens on another device; "" where that is not to be told.
    """

    frozen: bool
    quiet: bool
    hands: frozenset[str]
    scene: Scene
    plan: Plan
    ending: Now
    elsewhere: tuple[str, str] = ("", "")
    trouble: str = ""
    programs: int = 1
    """How many programs serve the class."""
    away: bool = False
    """Whether the others cannot be told anything now."""
    term: str = ""
    """That the class ends soon, and when; "" where it does not."""


def teacher_page(title: str, shown: str, mine: str = "") -> str:
    """The page around what changes (`live`); `mine`: what is of the teacher who has signed in."""
    return page(
        _("Bestio: the class"),
        f'<main><h1>{escape(title)}</h1><form method="post" action="/prof">{shown}</form>{mine}</main>',
        head='<script src="/static/prof.js" defer></script>'
        '<noscript><meta http-equiv="refresh" content="5"></noscript>',
        of="teacher",
    )


def live(groups: Sequence[tuple[Row, Seen]], told: Told, pages: Callable[[str], int], activities: Activities) -> str:
    """What changes: each part under an id, so that a script puts only what is new in its place."""
    trouble = f'<p role="alert" class="trouble">{escape(told.trouble)}</p>' if told.trouble else ""
    first = sorted(groups, key=lambda one: (one[0].id not in told.hands, one[0].group.casefold(), one[0].id))
    cards = "".join(_card(row, seen, row.id in told.hands, pages(row.id), activities) for row, seen in first)
    none = f"<p>{escape(_('No group has come yet.'))}</p>" if not groups else ""
    return (
        f'<div id="live"><div id="trouble">{trouble}</div><nav id="all">{"".join(_to_all(told))}</nav>'
        f'<div id="term">{"".join(_term(told.term))}</div><nav id="plan">{"".join(_plan(told.plan))}</nav>'
        f'<nav id="end">{"".join(_end(told.ending))}</nav>'
        f'<nav id="wall">{"".join(_wall(told.scene))}</nav><div id="nobody">{none}</div>'
        f'<section id="groups">{cards}</section><div id="elsewhere">{"".join(_elsewhere(*told.elsewhere))}</div></div>'
    )


def _to_all(told: Told) -> Iterator[str]:
    yield button("do", "thaw", _("Go on")) if told.frozen else button("do", "freeze", _("Look at the board!"))
    yield (
        button("do", "sound", _("Let them speak again"))
        if told.quiet
        else button("do", "hush", _("Silence, everybody"))
    )
    if told.away:
        where = _("These buttons reach the groups of this computer; those of others once the server answers again.")
        yield f'<span role="alert">{escape(where)}</span>'
    elif told.programs > 1:
        where = _("{n} computers serve this class; these buttons reach the groups of all of them.")
        yield f"<span>{escape(where.format(n=told.programs))}</span>"


def _term(told: str) -> Iterator[str]:
    if told:
        keep = _("Take what you want to keep: what was made here is then exported for you, and erased.")
        yield f'<p class="term">{escape(told)} {escape(keep)}</p>'


def _plan(plan: Plan) -> Iterator[str]:
    if plan.led is not None:
        yield f"<span>{escape(_('The class is at:'))} <b>{escape(plan.led.told)}</b></span>"
    if plan.following is not None:
        yield button("lead", plan.following.key, _("Next step for all: {step}").format(step=plan.following.told))
    if plan.steps:
        options = "".join(
            f'<option value="{escape(one.key)}"{chosen}>{escape(one.told)}</option>'
            for one in plan.steps
            for chosen in (" selected" if one == plan.following else "",)
        )
        yield f'<label for="to">{escape(_("Another step:"))}</label><select id="to" name="to">{options}</select>'
        yield button("do", "lead", _("All go there"))


def _end(now: Now) -> Iterator[str]:
    """The end of the séance: asked for in two steps, then how far its file is."""
    if now.state == "open":
        yield f"<details><summary>{escape(_('End the session…'))}</summary>"
        yield f"<p>{escape(_('Every group saves and leaves. All that was made goes into one file.'))}</p>"
        yield f"{button('do', 'end', _('End the session'), kind='first')}</details>"
        return
    yield f"<b>{escape(_('The session is over.'))}</b>"
    if now.state == "working":
        yield f'<progress max="100" value="{round(100 * now.part)}"></progress><span>{escape(now.told)}</span>'
        yield button("do", "give-up", _("Without the file"))
        return
    if now.file is not None:
        size = describe_size(now.file.stat().st_size) if now.file.is_file() else ""
        yield f'<a class="first" href="/prof/fichier" download>{escape(_("The file of the session"))}</a>'
        yield f"<span>{escape(' · '.join(filter(None, (now.file.name, size))))}</span>"
    if now.told:
        yield f"<span>{escape(now.told)}</span>"
    if now.state == "failed":
        yield button("do", "end", _("Make the file once more"))
    yield button("do", "reopen", _("Let the groups come in again"))


def _wall(scene: Scene) -> Iterator[str]:
    who = ", ".join(face.name for face in scene.faces)
    shown = {
        "address": _("the address and the code"),
        "stage": _("{who} on stage").format(who=who),
        "duet": _("a duet: {who}").format(who=who),
        "replay": _("{who}, act by act").format(who=who),
        "gallery": _("all the creatures"),
    }[scene.kind]
    yield f"<span>{escape(_('On the projector:'))} <b>{escape(shown)}</b></span>"
    if scene.lines:
        yield button("wall", "again", _("Once more"))
    if scene.kind != "gallery":
        yield button("wall", "gallery", _("All the creatures"))
    if scene.kind != "address":
        yield button("wall", "address", _("The address and the code"))
    yield f'<a href="/projecteur" target="projecteur">{escape(_("Open the page for the projector"))}</a>'
    yield f'<a href="/prof/papier">{escape(_("To print…"))}</a>'


def _elsewhere(address: str, code: str) -> Iterator[str]:
    if code:
        yield f"<details><summary>{escape(_('This page on another device'))}</summary>"
        told = _("There, open {address} and type {code}. Keep this code to yourself.")
        yield f"<p>{escape(told.format(address=address, code=code))}</p>"
        yield "</details>"


def _card(row: Row, seen: Seen, hand: bool, pages: int, activities: Activities) -> str:
    """One group, with what can be put on the wall of it."""
    key = escape(row.id)
    told = [
        ngettext("{n} page", "{n} pages", pages).format(n=pages) if pages else _("nobody here"),
        step_of(row, activities) or _("no step yet"),
        ngettext("{n} word", "{n} words", row.words).format(n=row.words),
        _("{kept} of {n} phrases kept").format(kept=row.kept, n=row.phrases),
        last_seen(row),
    ]
    name = f"{escape(row.group)} <small>{escape(row.creature)}</small>"
    about = f"<p>{escape(' · '.join(filter(None, told)))}</p>"
    if row.trouble:
        about = f'<p class="trouble">{escape(row.trouble)}</p>'
    if row.flagged:
        words = _("Words to look at: {words}").format(words=", ".join(row.flagged))
        about += f'<p class="flagged">{escape(words)}</p>'
    seen_hand = button("seen", row.id, _("they need you: seen"), kind="first") if hand else ""
    picture = '<div class="nobody"></div>'
    if seen.look:
        picture = f'<img src="/prof/portrait/{key}?{seen.look}" alt="" width="84" height="108">'
    dress = ' class="hand"' if hand else ""
    return (
        f'<article id="g-{key}"{dress}>{picture}<div><h2>{name}</h2>{about}{seen_hand}</div>'
        f"{''.join(_kept(row.id, seen))}{''.join(_shows(row.id, seen))}</article>"
    )


def _kept(group: str, seen: Seen) -> Iterator[str]:
    """The phrases and the duets of a group, each with a button that puts it on the wall."""
    shown = [(text, f"stage:{group}:{phrase}") for phrase, text in reversed(seen.phrases)]
    shown += [(_("Duet: {who}").format(who=who), f"duet:{group}:{duet}") for duet, who in reversed(seen.duets)]
    if shown:
        listed = "".join(
            f'<li><span dir="auto">{escape(text)}</span>{button("wall", value, _("Project"))}</li>'
            for text, value in shown
        )
        told = ngettext("{n} to show", "{n} to show", len(shown)).format(n=len(shown))
        yield f"<details><summary>{escape(told)}</summary><ul>{listed}</ul></details>"


def _shows(group: str, seen: Seen) -> Iterator[str]:
    if seen.look:
        yield f"<nav>{button('wall', f'stage:{group}:', _('On stage'))}"
        yield f"{button('wall', f'replay:{group}', _('Act by act'))}</nav>"
