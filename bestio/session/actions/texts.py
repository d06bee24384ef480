"""The acts on the texts that the machine reads, and on the machine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from bestio.creation.describe_die import ALL, AUTO, describe_boldness, describe_order
from bestio.creation.describe_shares import describe_own_share, describe_weighed
from bestio.creation.describe_sort import sort_named, tests_named
from bestio.creation.words import count_words
from bestio.i18n import N_, _, ngettext
from bestio.language.typography import percent
from bestio.phrases.die import check_die
from bestio.session.actions.action import Action, Key, Parameter, Result, Words
from bestio.session.actions.parameters import LISTED, SOURCE, TEXT, named, number, pairs, text_named, with_names, yes
from bestio.session.session import Session
from bestio.studio.studio import TextView
from bestio.text.fold import fold

BENCH = "phrases"
SETTINGS = frozenset({"order", "adaptive", "starters", "class", "sort", "drafts", "tests", "temperature", "top_k"})
"""What can be set of the machine."""
LONGEST_TITLE = 80


def list_texts(session: Session) -> Result:
    """What the machine reads: each text, whose it is, and its part of the draw."""
    found = session.studio.texts()
    lines = []
    for text in found:
        shared = ", " + _("shared") if text.shared else ""
        count = ngettext("{n} word", "{n} words", text.words).format(n=text.words)
        part = _("{part} of the draw").format(part=percent(text.share)) if text.share else _("silent")
        weight = "" if text.weight == 1 else f", × {text.weight:g}".replace(".", ",")
        lines.append(f"{text.id} : {text.title} ({text.author}, {count}{shared}, {part}{weight})")
    lines += filter(None, [describe_order(msgspec.to_builtins(session.studio.settings()), session.studio.words_read())])
    return Result(tuple(lines), msgspec.to_builtins(found))


texts = Action("texts", "textes", N_("Lists what the machine reads."), run=list_texts, looks=True)


@Action(
    "write", "écrire", N_("Gives the machine a text, new or in place of another."),
    (
        Parameter("content", N_("FILE|-"), None, "file", N_("A file of text; “-” to write it here.")),
        named("text", N_("TEXT"), "text", N_("The text in whose place it comes, by its number.")).may(N_("a new text")),
    ),
    (
        Key("write", "e", N_("Write"), N_("Write a text: the machine draws its words from it."), BENCH),
        Key(
            "open_file", "i", N_("Import"), N_("Take a text from a file (.txt, .md, .odt, .docx), or paste it."), BENCH,
            shown=False,
        ),
    ),
)  # fmt: skip
def write(session: Session, content: tuple[str, str], text: str = "") -> Result:
    """Write a title and a text under the id `text`, a new one where none is given."""
    title, written = content
    key = text or session.studio.new_text_id()
    session.studio.write_text(key, title[:LONGEST_TITLE], written)
    flagged = session.studio.flagged(key)
    return Result((flagged,) if flagged else (), {"id": key, "words": count_words(written), "flagged": flagged})


@Action(
    "remove", "retirer", N_("Takes a text away (without a name, your texts are listed)."), (TEXT.may(LISTED),),
    (Key("remove_text", "delete", N_("Remove"), N_("Take your text away from the machine."), BENCH, shown=False),),
    lists=True,
)  # fmt: skip
def remove(session: Session, text: str = "") -> Result:
    return _of_text(session, "text.remove", text)


SHARE = Key(
    "share_text", "p", N_("Share"), N_("Let the whole class draw from your text (or no more)."), BENCH, shown=False
)


@Action(
    "share", "partager", N_("Lets the class draw from a text (without a name, your texts are listed)."),
    (TEXT.may(LISTED),), (SHARE,), lists=True, enabled=lambda session, text: not session.creation.texts[text].shared,
)  # fmt: skip
def share(session: Session, text: str = "") -> Result:
    return _of_text(session, "text.share", text)


@Action(
    "unshare", "reprendre", N_("Takes a text back from the class."), (TEXT.may(LISTED),), (SHARE,), lists=True,
    enabled=lambda session, text: session.creation.texts[text].shared,
)  # fmt: skip
def unshare(session: Session, text: str = "") -> Result:
    return _of_text(session, "text.unshare", text)


def _of_text(session: Session, do: str, text: str) -> Result:
    text = text or text_named(session, ())  # tells which there are
    session.studio.record(do, id=text)
    return Result(data=text)


@Action(
    "weigh", "peser", N_("Lets a text count more or less in the draw: 0 silences it, 1 is usual, 2 is twice."),
    (
        SOURCE,
        Parameter(
            "weight", N_("NUMBER"), lambda _session, words: number(words[0]), "number", N_("How many times it counts.")
        ),
    ),
)  # fmt: skip
def weigh(session: Session, text: TextView, weight: float) -> Result:
    session.studio.weigh(text, weight)
    found = session.studio.texts()
    now = next(one for one in found if one.source == text.source)
    return Result(
        data={one.source: {"weight": one.weight, "share": one.share} for one in found},
        told=describe_weighed(now.title or _("(no title)"), now.share, now.weight),
    )


def _machine_settings(_session: Session, words: Words) -> dict[str, Any]:
    given = pairs(words, SETTINGS)
    settings: dict[str, Any] = {key: yes(given[key]) for key in ("adaptive", "starters") if key in given}
    if "order" in given:
        settings["order"] = None if fold(given["order"]) == AUTO else int(number(given["order"]))
    if "sort" in given:
        settings["sort"] = sort_named(given["sort"])
    if "drafts" in given:
        settings["drafts"] = int(number(given["drafts"]))
    if "tests" in given:
        settings["tests"] = list(tests_named(given["tests"]))
    if "temperature" in given:
        settings["temperature"] = number(given["temperature"])
    if "top_k" in given:
        settings["top_k"] = 0 if fold(given["top_k"]) in ALL else int(number(given["top_k"]))
    check_die(settings.get("temperature", 1.0), settings.get("top_k", 0), {})
    return settings | ({"class": number(given["class"])} if "class" in given else {})


@Action(
    "set", "régler",
    N_(
        "Sets the machine: order=2 adaptive=oui sort=brut drafts=8 tests=tous temperature=1 top_k=tous starters=oui "
        "class=0.6"
    ),
    (with_names("settings", _machine_settings, SETTINGS, N_("What to set, and to what.")),),
    (
        Key("tests", "t", N_("Sorter"), N_("By which tests does the careful sorter choose?"), BENCH, shown=False),
    ),
)  # fmt: skip
def set_machine(session: Session, settings: Mapping[str, Any]) -> Result:
    """Set the machine, as `PhraseSettings` names it, and the share of the group's texts (`class`, 0..1)."""
    own = {key: value for key, value in settings.items() if key != "class"}
    share = {"class": settings["class"]} if "class" in settings else {}
    sets = [(do, values) for do, values in (("machine.set", own), ("share.set", share)) if values]
    if len(settings) == 1:
        session.studio.hold(next(iter(settings)), *sets[0])
    else:
        session.studio.record_all(*sets)
    raw, words = session.creation.settings.get("sort") == "raw", session.studio.pupils_words()
    told = describe_own_share(session.creation.class_share, raw=raw, words=words) if share else ""
    if "order" in settings and settings["order"] is None:
        told = describe_order(msgspec.to_builtins(session.studio.settings()), session.studio.words_read())
    if "temperature" in settings:
        told = describe_boldness(settings["temperature"])
    return Result(data={**own, "class": session.creation.class_share}, told=told)
