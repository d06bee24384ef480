"""A creation told as plain lines of text, for screen readers, for printing, for a terminal that draws nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from bestio.creation.events import Event
from bestio.creation.events.describe import caption
from bestio.creation.events.names import Names
from bestio.creation.fold import Creation
from bestio.creation.replay import Replay
from bestio.i18n import _, ngettext
from bestio.journal.header import Header
from bestio.language import emoji
from bestio.text.sanitise import sanitise

__all__ = ["Names", "caption", "tell_act", "tell_end", "tell_time", "transcribe"]


def transcribe(
    replay: Replay,
    header: Header,
    *,
    since: float = 0.0,
    until: float | None = None,
    texts: bool = True,
    why: Callable[[Replay], Iterable[str]] = lambda _replay: (),
) -> Iterator[str]:
    """The lines of the story: a title, each session and each event with its moment, then what is kept in the end.

    Only events from `since` to `until` (seconds at work, see `Replay.worked`) are told; `texts` tells whole texts after
    the event that wrote them, and `why` the lines that explain the act where the replay is. The cursor of `replay` is
    moved.
    """
    yield clean(_("Creation of the group “{group}”").format(group=replay.creation.group or header.group))
    replay.seek(0)
    for session in replay.sessions():
        inside = [
            index
            for index in range(session.first, session.last)
            if since <= replay.worked(index) and (until is None or replay.worked(index) <= until)
        ]
        if not inside:
            continue
        yield ""
        yield _session_line(session.number, header.started + session.start, len(inside), dated=header.started > 0)
        for index in inside:
            yield from tell_act(replay, index, texts=texts)
            yield from (clean(f"    {line}") for line in why(replay))
    yield ""
    yield from tell_end(replay.creation, replay.names)


def tell_act(replay: Replay, index: int, *, texts: bool = True) -> Iterator[str]:
    """Let act `index` (counted from 0) happen, and tell it: its moment and what happened; then a text that it wrote.

    The cursor of `replay` is behind the act then.
    """
    replay.seek(index)
    told = replay.caption_at(index + 1)
    event = replay.forward()
    if event is not None:
        yield clean(f"{tell_time(replay.worked(index))}  {told}")
        yield from _whole_text(event, texts=texts)


def _session_line(number: int, moment: float, count: int, *, dated: bool) -> str:
    acts = ngettext("{n} act", "{n} acts", count).format(n=count)
    if dated:
        try:
            day = datetime.fromtimestamp(moment).astimezone().strftime("%d/%m/%Y")
            return _("Session {number}, {day}: {acts}").format(number=number, day=day, acts=acts)
        except (OverflowError, OSError, ValueError):
            pass
    return _("Session {number}: {acts}").format(number=number, acts=acts)


def _whole_text(event: Event, *, texts: bool) -> Iterator[str]:
    if texts and event.do == "text.write":
        for line in str(event.data.get("text", "")).splitlines():
            if line.strip():
                yield clean("    " + line.strip())


def tell_end(creation: Creation, names: Names) -> Iterator[str]:
    """What there is in the end: the creature, its voice, the phrases that are kept."""
    if creation.begun:
        yield clean(_("In the end, the creature is called {name}.").format(name=creation.name or "?"))
        for slot, ref in creation.traits.items():
            yield clean(f"- {names.slot(slot)} : {names.traits.get(ref) or names.trait(ref)}")
    voice = (creation.voice.title if creation.voice else "") or (creation.voice_id and names.voice(creation.voice_id))
    if voice:
        yield clean(_("Its voice: {voice}.").format(voice=voice))
    if creation.kept:
        yield _("The phrases that are kept:")
        for phrase in creation.kept_phrases:
            yield clean(f"- {phrase.shown}")


def tell_time(seconds: float) -> str:
    """A moment of the journal such as 2:05 or 1:02:05."""
    whole = int(seconds)
    hours, minutes = whole // 3600, whole // 60 % 60
    if hours:
        return f"{hours}:{minutes:02d}:{whole % 60:02d}"
    return f"{minutes}:{whole % 60:02d}"


def clean(text: str) -> str:
    """`text` on one line, without characters that a terminal would obey; what holds an emoji together stays."""
    return emoji.outside(text.replace("\n", " ").replace("\t", " "), sanitise)
