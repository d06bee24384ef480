"""What a journal quotes of a group, taken out where the group is erased: in any class of the workspace."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from bestio.classroom.erasure.known import documents
from bestio.classroom.erasure.own_words import GONE, RUN, folded
from bestio.classroom.erasure.writer import Writer, joined
from bestio.creation.events import Event
from bestio.creation.trait_effects import CLASS
from bestio.errors import BestioError, Where
from bestio.i18n import _
from bestio.journal import codec
from bestio.language import tokens, typography
from bestio.phrases.authorship import NOTHING

# What a journal holds besides words: ids, references, ways, numbers as text. All else may hold somebody's words.
_STRUCTURE = frozenset(
    """
    answers base bestio corpus engine g gender guess h how id ids language lexicons order parents poll quiz ref seance
    activity seed settings slot source strip traits trait_id truth type voice when
    """.split()  # noqa: SIM905 (words are read more easily than a list)
)
_HEADER = re.compile(r"---\s*\{\s*[\"']?bestio[\"']?:")
_OWN_WRITING = frozenset({"text.write", "trait.add", "persona.name", "group.name", "creation.begin"})
_SOURCE = re.compile(re.escape(CLASS) + r"([a-z0-9-]{1,120}):")

_MADE: Mapping[str, Any] = {"patches": [], "texts": [], "drafts": None, "settings": {}, "relaxed": None}
"""What else a line of a duet tells of how it was made."""


def clean(data: bytes, writer: Writer, class_id: str) -> tuple[bytes, int]:
    """The content of a journal without what it quotes of `writer`, and in how many events that stood.

    What is no event is kept as it is, unless it names one of their texts: then nobody can tell what else it holds.
    """
    if CLASS.encode() not in data and not writer.traces and not writer.voices:
        return data, 0
    eraser = Eraser(writer, class_id)
    lines: list[str] = []
    changed = 0
    for document in documents(data.decode("utf-8", "surrogateescape")):
        kept, found = _clean_document(document, eraser)
        lines += kept
        changed += found
    return ("\n".join(lines).encode("utf-8", "surrogateescape"), changed) if changed else (data, 0)


def crossed_with(data: bytes, writer: Writer, class_id: str) -> bool:
    """Whether a journal tells of a crossing with a creature of `writer`."""
    for lines in documents(data.decode("utf-8", "surrogateescape")) if b"persona.cross" in data else ():
        with contextlib.suppress(BestioError):
            event = codec.decode("\n".join(lines), Where("…"))
            other = event.data.get("other")
            if event.do == "persona.cross" and isinstance(other, Mapping) and writer.wrote(other, class_id):
                return True
    return False


class Eraser:
    """Takes the quotes of `writer` out of the events of one journal, given in their order."""

    def __init__(self, writer: Writer, class_id: str) -> None:
        self.writer = writer
        self.class_id = class_id
        self.instead: dict[str, str] = {}
        """The phrases that were changed, as they were and as they are."""
        self._changed: set[str] = set()

    def without_quotes(self, event: Event) -> Event:
        """`event` with what it quotes erased; the very same where it quotes nothing.

        Sources lose their names and sentences. Of the words of a phrase those are erased that no text that stays has,
        alone or two or three in a row, and runs that are long enough to be called copied: the rest is the work of those
        who made the phrase. Drafts with words of theirs go whole. In every other string, what tells of them without a
        source (see `Traces`) goes too; in what this group has written itself, only what it has copied out.
        """
        data = event.data
        if event.do == "phrase.make":
            data = self._without_drafts(self._without_runs(data))
        elif event.do == "duet.line":
            data = self._without_drafts(self._without_runs(self._without_their_line(data)))
        elif event.do == "phrase.edit":
            data = self._without_edited_runs(data)
        data = self._without_names(data)
        data = self._without_traces(data, own=event.do in _OWN_WRITING)
        data = self._with_other_voices(event.do, data)
        return event if data == event.data else Event(event.at, event.do, data)

    def may_concern(self, text: str) -> bool:
        """Whether an event, still as it is written, is to be looked at."""
        return (
            CLASS in text
            or bool(self._changed and ("phrase.edit" in text or ", phrase: " in text or "note.write" in text))
            or self._has_a_voice_of_theirs(text)
            or self.writer.traces.touch(text)
        )

    def _has_a_voice_of_theirs(self, text: str) -> bool:
        return any(voice in text for voice in (*self.writer.voices, *self.writer.voice_titles))

    def names(self, text: str) -> bool:
        """Whether what is no event names them."""
        writer = self.writer
        named = any((self.class_id, group) in writer.homes or group in writer.ids for group in _SOURCE.findall(text))
        if named or _HEADER.match(text):
            return named
        return self._has_a_voice_of_theirs(text) or writer.traces.stand_in(text)

    def _without_names(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            cleaned = {key: self._without_names(item) for key, item in value.items()}
            if self.writer.wrote(value, self.class_id):
                stand_ins = {"author": _("an erased group"), "title": _("[erased text]")}
                stand_ins |= dict.fromkeys(("sentence", "of"), stand_ins["title"]) | {"creature": ""}
                cleaned |= {key: text for key, text in stand_ins.items() if key in cleaned}
                cleaned["source"] = f"{CLASS}…"
            return cleaned
        if isinstance(value, list | tuple):
            return [self._without_names(item) for item in value]
        return value

    def _without_traces(self, value: Any, *, own: bool, key: str = "") -> Any:
        if isinstance(value, str):
            if key in _STRUCTURE:
                return value
            if own:
                return self.writer.traces.from_own_writing(value)
            for was, now in self.instead.items():
                value = value.replace(was, now) if was else value
            return self.writer.traces.redact(value)
        if isinstance(value, Mapping):
            return {name: self._without_traces(item, own=own, key=name) for name, item in value.items()}
        if isinstance(value, list | tuple):
            return [self._without_traces(item, own=own, key=key) for item in value]
        return value

    def _with_other_voices(self, do: str, data: dict[str, Any]) -> dict[str, Any]:
        voices = self.writer.voices
        if do == "stage.speak" and data.get("voice") in voices:
            return {**data, "voice": voices[data["voice"]]}
        if do == "voice.choose" and data.get("id") in voices:
            return {**data, "id": voices[data["id"]]}
        if do not in {"voice.tune", "duet.line"} or not isinstance(data.get("voice"), Mapping):
            return data
        recipe = renamed_voice(data["voice"], voices)
        if recipe != data["voice"] or any(title in str(recipe.get("title", "")) for title in self.writer.voice_titles):
            recipe["title"] = _("A voice of before")
        return {**data, "voice": recipe}

    def _without_their_line(self, data: dict[str, Any]) -> dict[str, Any]:
        """A line of a duet without what a creature of theirs said in it, and how it looked and sounded."""
        who = data.get("who")
        if not isinstance(who, Mapping) or not self.writer.wrote(who, self.class_id):
            return data
        gone: dict[str, Any] = {
            "who": {**who, "traits": {}},
            "steps": [],
            "copied": None,
            "caught": "",
            "voice": {},
            "seed": None,
        }
        gone |= {key: empty for key, empty in _MADE.items() if key in data}
        return self._told({**data, **gone}, GONE)

    def _without_runs(self, data: dict[str, Any]) -> dict[str, Any]:
        steps = data.get("steps")
        if not isinstance(steps, list) or not all(isinstance(step, Mapping) for step in steps):
            return data
        theirs = [self.writer.wrote(step, self.class_id) for step in steps]
        words = [str(step.get("read") or step.get("word", "")) for step in steps]
        gone = self._gone(words, theirs)
        if not gone:
            return data
        without = [{**step, "word": gone[at], "read": ""} if at in gone else step for at, step in enumerate(steps)]
        text = typography.join(str(step.get("word", "")) for step in without)
        return self._told({**data, "steps": without}, text)

    def _without_drafts(self, data: dict[str, Any]) -> dict[str, Any]:
        """Drafts that have words of theirs are nobody's work: they go whole, but for why they were not kept."""
        drafts, texts = data.get("drafts"), data.get("texts")
        if not isinstance(drafts, list) or not isinstance(texts, list):
            return data
        theirs = {
            at for at, one in enumerate(texts) if isinstance(one, Mapping) and self.writer.wrote(one, self.class_id)
        }

        def quotes(draft: object) -> bool:
            if not isinstance(draft, Mapping):
                return False
            by = draft.get("by")
            return not theirs.isdisjoint([draft.get("of"), *(by if isinstance(by, list) else ())])

        if not any(map(quotes, drafts)):
            return data
        return {**data, "drafts": [_emptied(draft) if quotes(draft) else draft for draft in drafts]}

    def _without_edited_runs(self, data: dict[str, Any]) -> dict[str, Any]:
        copied = data.get("copied")
        quotes = isinstance(copied, Mapping) and self.writer.wrote(copied, self.class_id)
        words = tokens.split(typography.clean(str(data.get("text", ""))))
        copied_from = quotes or str(data.get("id")) in self._changed
        gone = self._gone(words, [copied_from] * len(words))
        if not gone:
            return data
        return self._told(data, typography.join(gone.get(at, word) for at, word in enumerate(words)))

    def _told(self, data: dict[str, Any], text: str) -> dict[str, Any]:
        self._changed.add(str(data.get("id")))
        self.instead[str(data.get("text", ""))] = text
        return {**data, "text": text}

    def _gone(self, words: Sequence[str], theirs: Sequence[bool]) -> dict[int, str]:
        """The places of the words that are taken out: what was read in their texts, and what tells of them anyhow.

        With each goes what stands there instead: a sign for the whole run, then nothing, so that places stay what they
        are.
        """
        traces = self.writer.traces
        gone = _runs(words, theirs, self.writer)
        told = [folded(word) for word in words]
        for at in range(len(words)):
            if any(one in traces.words for one in told[at]):
                gone.setdefault(at, GONE)
            run = [one for words_of in told[at : at + RUN] for one in words_of][:RUN]
            if len(run) == RUN and " ".join(run) in traces.long:
                end = next(end for end in range(at, len(words)) if sum(map(len, told[at : end + 1])) >= RUN)
                gone |= {place: gone.get(place, GONE) for place in range(at, end + 1)}
        return {at: "" if at - 1 in gone else GONE for at in sorted(gone)}


def _emptied(draft: Mapping[str, Any]) -> dict[str, Any]:
    return {**draft, **{key: GONE for key in ("text", "run") if draft.get(key)}}


def _runs(words: Sequence[str], theirs: Sequence[bool], writer: Writer) -> dict[int, str]:
    """The places of the words, among those marked as theirs, in runs of their texts that are to be taken out."""
    gone: dict[int, str] = {}
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and theirs[end] and joined(" ".join(words[start : end + 1])) in writer.said:
            end += 1
        run = words[start:end]
        if sum(map(tokens.is_word, run)) > NOTHING or writer.traces.is_theirs(folded(" ".join(run))):
            gone |= dict.fromkeys(range(start, end), GONE)
            start = end
        else:
            start += 1
    return gone


def renamed_voice(recipe: Mapping[str, Any], voices: Mapping[str, str]) -> dict[str, Any]:
    """A voice whose id, and those of its parents, are called as `voices` says."""
    renamed = dict(recipe)
    if renamed.get("id") in voices:
        renamed["id"] = voices[renamed["id"]]
    lineage = renamed.get("lineage")
    if isinstance(lineage, Mapping) and isinstance(lineage.get("parents"), list):
        renamed["lineage"] = {**lineage, "parents": [voices.get(one, one) for one in lineage["parents"]]}
    return renamed


def _clean_document(lines: list[str], eraser: Eraser) -> tuple[list[str], int]:
    text = "\n".join(lines)
    if not eraser.may_concern(text):
        return lines, 0
    try:
        event = codec.decode(text, Where("…"))
    except BestioError:
        if len(lines) > 1:
            parts = [_clean_document([line], eraser) for line in lines]
            return [line for kept, _found in parts for line in kept], sum(found for _kept, found in parts)
        return ([], 1) if eraser.names(text) else (lines, 0)
    cleaned = eraser.without_quotes(event)
    ends = [""] if len(lines) > 1 and not lines[-1] else []
    return (lines, 0) if cleaned is event else ([codec.encode(cleaned), *ends], 1)
