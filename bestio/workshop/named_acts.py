"""What acts are called, to say what undo would undo, what a group did last, where a trait comes from."""

from __future__ import annotations

from collections.abc import Mapping

from bestio.i18n import N_, _
from bestio.workshop.creation import Creation
from bestio.workshop.quoted import shorten

_LONGEST_NAME = 60

_ACTS: Mapping[str, str] = {
    "creation.begin": N_("the new creature"),
    "persona.draw": N_("the draw of all the wheels"),
    "persona.cross": N_("the crossing with another creature"),
    "persona.name": N_("the creature’s name"),
    "group.name": N_("the group’s name"),
    "trait.draw": N_("the draw of a trait"),
    "trait.choose": N_("the choice of a trait"),
    "trait.lock": N_("the lock of a trait"),
    "trait.unlock": N_("the unlocking of a trait"),
    "trait.add": N_("the trait of your own"),
    "trait.remove": N_("the removal of a trait"),
    "lexicons.set": N_("the choice of lexicons"),
    "text.write": N_("the writing of a text"),
    "text.remove": N_("the removal of a text"),
    "text.share": N_("the sharing of a text"),
    "text.unshare": N_("the withdrawal of a text"),
    "share.set": N_("the share of the texts"),
    "source.weigh": N_("the weight of a text"),
    "machine.set": N_("a setting of the machine"),
    "phrase.make": N_("the making of a phrase"),
    "phrase.keep": N_("the keeping of a phrase"),
    "phrase.unkeep": N_("the letting go of a phrase"),
    "phrase.edit": N_("the rewriting of a phrase"),
    "phrase.drop": N_("the throwing away of a phrase"),
    "phrase.move": N_("the order of the phrases"),
    "voice.choose": N_("the choice of a voice"),
    "voice.tune": N_("the tuning of the voice"),
    "voice.bend": N_("the bending of the voice"),
    "stage.speak": N_("a line on stage"),
    "poll.answer": N_("an answer to the poll"),
    "quiz.answer": N_("a guess of the quiz"),
    "note.write": N_("a note"),
    "step.reach": N_("a step of the plan"),
    "undo": N_("an undo"),
    "redo": N_("a redo"),
}


def name_of_act(do: str) -> str:
    """What an act is called, such as “the draw of a trait”, to say what undo would undo."""
    return _(_ACTS[do]) if do in _ACTS else _("something else")


def name_of_undone(creation: Creation) -> str:
    """What the act is called that undo would undo; a crossing is named by the creature that it was with."""
    return _named_act(creation.undoes, creation)


def name_of_redone(creation: Creation) -> str:
    """What the act is called that redo would do again; a crossing is named by the creature that it was with."""
    return _named_act(creation.redoes, creation.future[-1].before if creation.future else creation)


def _named_act(do: str, after: Creation) -> str:
    """The name of the act `do` that led to `after`."""
    if do == "persona.cross" and (name := crossed_with(after)):
        return _("the crossing with “{name}”").format(name=name)
    return name_of_act(do)


def crossing_of(creation: Creation, slot: str) -> str:
    """The crossing that gave `slot` the trait it has, in words; "" where the trait comes from none."""
    trait, creature = creation.crossed.origins.get(slot, ("", "")) if creation.crossed is not None else ("", "")
    if not trait or trait != creation.traits.get(slot):
        return ""
    name = shorten(creature, _LONGEST_NAME)
    return _("crossing with “{name}”").format(name=name) if name else _("crossing with another creature")


def crossed_with(creation: Creation) -> str:
    """The creature that the last crossing was with, to be quoted; "" where there was none, or it is not known."""
    return shorten(creation.crossed.creature, _LONGEST_NAME) if creation.crossed is not None else ""
