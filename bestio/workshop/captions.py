"""Each event told in plain words: the captions of a replay, the lines of a story."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct, field

from bestio.i18n import N_, _, ngettext
from bestio.workshop.betting import note_of, told_note
from bestio.workshop.creation import Creation, apply
from bestio.workshop.events import Event
from bestio.workshop.named_acts import crossed_with, name_of_redone, name_of_undone
from bestio.workshop.quoted import shorten, within
from bestio.workshop.words import count_words


class Names(Struct, frozen=True):
    """What people call slots, traits (by reference) and voices; what is missing is told by its id."""

    slots: Mapping[str, str] = field(default_factory=dict)
    traits: Mapping[str, str] = field(default_factory=dict)
    voices: Mapping[str, str] = field(default_factory=dict)
    activities: Mapping[tuple[str, str], str] = field(default_factory=dict)
    wheels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def slot(self, slot: str) -> str:
        """What a slot is called."""
        return self.slots.get(slot) or slot.replace("-", " ").capitalize()

    def trait(self, ref: str) -> str:
        """What a trait is called."""
        return within(self.traits.get(ref) or ref.rpartition(":")[2].replace("-", " "))

    def voice(self, voice: str) -> str:
        """What a voice is called."""
        return self.voices.get(voice) or voice.replace("-", " ")

    def activity(self, seance: str, activity: str) -> str:
        """What an activity of the plan is called."""
        return self.activities.get((seance, activity)) or plain_name(activity)


def plain_name(key: str) -> str:
    """What to call something whose title is not known: its id as words."""
    return key.replace("-", " ").strip().capitalize() or "?"


def caption(event: Event, before: Creation, after: Creation, names: Names) -> str:
    """What happened, in one sentence, when `event` led from one creation to the other."""
    tell = _TOLD.get(event.do)
    if tell is None:
        return _("Something that this Bestio does not know ({do}).").format(do=event.do[:40])
    return tell(event.data, before, after, names)


def caption_of_act(events: Iterable[Event], before: Creation, names: Names) -> str:
    """What happened, when `events`, one act, happened to `before`: the sentence of each, on one line."""
    told = []
    for event in events:
        after = apply(before, event)
        told.append(caption(event, before, after, names))
        before = after
    return " ".join(told)


_Data = Mapping[str, Any]


def _begin(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    return _("A creature appears: {name}.").format(name=after.name or "?")


def _draw_all(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    changed = [slot for slot, ref in after.traits.items() if before.traits.get(slot) != ref]
    count = len(changed)
    told = ngettext("The wheels turn: {n} trait changes", "The wheels turn: {n} traits change", count).format(n=count)
    return told + _kept_and_named(before, after)


def _kept_and_named(before: Creation, after: Creation) -> str:
    told = ""
    if after.locked:
        stays = len(after.locked)
        told += ngettext(", {n} locked one stays", ", {n} locked ones stay", stays).format(n=stays)
    if after.name != before.name:
        told += _("; the creature is now called {name}").format(name=after.name)
    return told + "."


def _cross(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    count = sum(1 for slot, ref in after.traits.items() if before.traits.get(slot) != ref)
    name = crossed_with(after)
    if name:
        told = ngettext(
            "Crossing with “{name}”: {n} trait comes from it", "Crossing with “{name}”: {n} traits come from it", count
        ).format(name=name, n=count)
    else:
        told = ngettext(
            "Crossing with another creature: {n} trait comes from it",
            "Crossing with another creature: {n} traits come from it",
            count,
        ).format(n=count)
    return told + _kept_and_named(before, after)


def _draw(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    was, now = before.traits.get(data["slot"]), names.trait(data["trait"])
    if was is None or was == data["trait"]:
        return _("{slot}: the wheel gives “{trait}”.").format(slot=names.slot(data["slot"]), trait=now)
    return _("{slot}: the wheel gives “{trait}” instead of “{was}”.").format(
        slot=names.slot(data["slot"]), trait=now, was=names.trait(was)
    )


def _choose(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    return _("{slot}: the group chooses “{trait}”.").format(
        slot=names.slot(data["slot"]), trait=names.trait(data["trait"])
    )


def _lock(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    return _("{slot}: the group locks “{trait}”.").format(
        slot=names.slot(data["slot"]), trait=names.trait(before.traits.get(data["slot"], ""))
    )


def _unlock(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    return _("{slot}: the group unlocks the trait.").format(slot=names.slot(data["slot"]))


def _add_trait(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    return _("{slot}: the group invents a trait of its own, “{trait}”.").format(
        slot=names.slot(data["slot"]), trait=names.trait(f"own:{str(data['id']).removeprefix('own:')}")
    )


def _remove_trait(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    return _("The group takes its trait “{trait}” away.").format(trait=names.trait(data["ref"]))


def _name(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    return _("The creature is called {name}.").format(name=data["name"])


def _group(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    return _("The group is now called {name}.").format(name=data["name"])


def _lexicons(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    return _("The wheels are now made of: {names}.").format(names=", ".join(after.lexicons) or "–")


def _write(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    words = count_words(data["text"])
    title = data.get("title") or data["id"]
    if data["id"] in before.texts:
        return ngettext(
            "The group changes its text “{title}” ({n} word).",
            "The group changes its text “{title}” ({n} words).",
            words,
        ).format(title=title, n=words)
    return ngettext(
        "The group writes a text, “{title}” ({n} word).", "The group writes a text, “{title}” ({n} words).", words
    ).format(title=title, n=words)


def _title(creation: Creation, key: str) -> str:
    text = creation.texts.get(key)
    return text.title or key if text else key


def _remove_text(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    return _("The group throws its text “{title}” away.").format(title=_title(before, data["id"]))


def _share(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    return _("The group shares its text “{title}” with the class.").format(title=_title(before, data["id"]))


def _unshare(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    return _("The group takes its text “{title}” back from the class.").format(title=_title(before, data["id"]))


def _set_share(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    part = round(100 * after.class_share)
    return _("The machine draws {part}% of its words from the pupils’ texts, {rest}% from the starter texts.").format(
        part=part, rest=100 - part
    )


def _weigh(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    source = within(data.get("title") or _title(before, str(data["source"]).removeprefix("own:")))
    if not data["weight"]:
        return _("The text “{source}” is silent now.").format(source=source)
    if data["weight"] == 1:
        return _("The text “{source}” counts as much as the others again.").format(source=source)
    weight = f"{data['weight']:g}".replace(".", ",")
    return _("The text “{source}” now counts {weight} times.").format(source=source, weight=weight)


def _machine(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    told: list[str] = []
    if isinstance(data.get("order"), int):
        order = data["order"]
        told.append(ngettext("it looks back at {n} word", "it looks back at {n} words", order).format(n=order))
    if isinstance(data.get("adaptive"), bool):
        told.append(_("its memory may shorten") if data["adaptive"] else _("its memory never shortens"))
    if isinstance(data.get("starters"), bool):
        told.append(_("the starter texts take part") if data["starters"] else _("the starter texts are left out"))
    if data.get("start"):
        told.append(_("it starts with “{word}”").format(word=data["start"]))
    if data.get("with"):
        told.append(_("it looks for “{word}”").format(word=data["with"]))
    if not told:
        return _("The group sets the machine.")
    return _("The group sets the machine: {what}.").format(what=", ".join(told))


def _make(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    ways = {str(step.get("how", "machine")) for step in data.get("steps", []) if isinstance(step, Mapping)}
    if question := str(data.get("question") or ""):
        told = _("To “{question}”, the creature answers: “{text}”")
    elif "pupil" in ways:
        told = _("The group makes, word by word: “{text}”")
    elif "die" in ways:
        told = _("The dice make: “{text}”")
    else:
        told = _("The machine makes: “{text}”")
    told = told.format(text=shorten(data["text"]), question=shorten(question))
    copied = data.get("copied")
    if (
        isinstance(copied, Mapping)
        and isinstance(copied.get("words"), int)
        and copied["words"] > 1
        and copied.get("author")
    ):
        told += " " + _("({n} words in a row come from {author}.)").format(
            n=copied["words"], author=str(copied["author"])[:60]
        )
    return told


def _of_phrase(message: str) -> Callable[[_Data, Creation, Creation, Names], str]:
    def tell(data: _Data, before: Creation, after: Creation, names: Names) -> str:
        phrase = after.phrases.get(data["id"]) or before.phrases.get(data["id"])
        return _(message).format(text=shorten(phrase.shown) if phrase else data["id"])

    return tell


def _voice(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    return _("The creature takes the voice “{voice}”.").format(voice=names.voice(data["id"]))


def _tune(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    voice = data["voice"]
    title = voice.get("title") or voice.get("id") or after.voice_id
    return _("The group tunes its own voice, “{voice}”.").format(voice=str(title)[:80])


def _bend(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    return _("The traits bend the voice.") if data["on"] else _("The traits no longer bend the voice.")


def _speak(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    phrase = after.phrases.get(data["phrase"])
    return _("On stage, {name} says: “{text}”").format(
        name=after.name or _("the creature"), text=shorten(phrase.shown if phrase else data["phrase"])
    )


def _poll(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    if data["when"] == "before":
        return _("A pupil answers the first poll.")
    return _("A pupil answers the second poll.")


def _quiz(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    right = data["guess"] == data["truth"]
    if data["guess"] == "human":
        told = (
            _("“{text}”: the group thinks that a person wrote it, and is right.")
            if right
            else _("“{text}”: the group thinks that a person wrote it, and is wrong.")
        )
    else:
        told = (
            _("“{text}”: the group thinks that the machine made it, and is right.")
            if right
            else _("“{text}”: the group thinks that the machine made it, and is wrong.")
        )
    return told.format(text=shorten(data["phrase"], 80))


def _note(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    return _("The group writes a note: “{text}”").format(text=shorten(told_note(note_of(data))))


def _step(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    return _("The group comes to “{activity}”.").format(
        activity=within(names.activity(data["seance"], data["activity"]))
    )


def _undo(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    return _("The group undoes: {what}.").format(what=name_of_undone(before))


def _redo(data: _Data, before: Creation, after: Creation, names: Names) -> str:
    return _("The group does again: {what}.").format(what=name_of_redone(before))


_TOLD: Mapping[str, Callable[[_Data, Creation, Creation, Names], str]] = {
    "creation.begin": _begin,
    "persona.draw": _draw_all,
    "persona.cross": _cross,
    "persona.name": _name,
    "group.name": _group,
    "trait.draw": _draw,
    "trait.choose": _choose,
    "trait.lock": _lock,
    "trait.unlock": _unlock,
    "trait.add": _add_trait,
    "trait.remove": _remove_trait,
    "lexicons.set": _lexicons,
    "text.write": _write,
    "text.remove": _remove_text,
    "text.share": _share,
    "text.unshare": _unshare,
    "share.set": _set_share,
    "source.weigh": _weigh,
    "machine.set": _machine,
    "phrase.make": _make,
    "phrase.keep": _of_phrase(N_("The group keeps: “{text}”")),
    "phrase.unkeep": _of_phrase(N_("The group no longer keeps: “{text}”")),
    "phrase.edit": _of_phrase(N_("The group rewrites the phrase: “{text}”")),
    "phrase.drop": _of_phrase(N_("The group throws away: “{text}”")),
    "phrase.move": _of_phrase(N_("The group gives another place to: “{text}”")),
    "voice.choose": _voice,
    "voice.tune": _tune,
    "voice.bend": _bend,
    "stage.speak": _speak,
    "poll.answer": _poll,
    "quiz.answer": _quiz,
    "note.write": _note,
    "step.reach": _step,
    "undo": _undo,
    "redo": _redo,
}
