"""Which acts stand on which page, and which stand on none, and why."""

from __future__ import annotations

from collections.abc import Mapping

from bestio.i18n import N_
from bestio.session.actions import creature, notes, phrases, plan, texts, voice
from bestio.session.actions.action import BENCHES, Action
from bestio.session.actions.register import ACTIONS

PAGES: Mapping[str, str] = {
    "creature": BENCHES["creature"],
    "phrases": BENCHES["phrases"],
    "voix": BENCHES["voice"],
    "scene": BENCHES["stage"],
    "plan": N_("Plan"),
    "notes": N_("Notes"),
    "histoire": N_("What has happened"),
    "mots": N_("Words"),
    "aide": N_("Help"),
}
"""The pages, and what they are called (message ids)."""
PLACES: Mapping[str, tuple[Action, ...]] = {
    "creature": (
        creature.spin, creature.lock, creature.unlock, creature.choose, creature.own, creature.traits, creature.mutate,
        creature.name, creature.cross, creature.lexicons, creature.show, creature.why,
    ),
    "phrases": (
        phrases.make, phrases.keep, phrases.unkeep, phrases.edit, phrases.drop, texts.write, texts.weigh, texts.share,
        texts.unshare, texts.remove, texts.set_machine, phrases.load, phrases.thousand, phrases.dice, phrases.steps,
        phrases.author, phrases.phrases, texts.texts,
    ),
    "voix": (
        voice.voice, voice.tune, voice.effect, voice.mutant, voice.blend, voice.bend, voice.compare, voice.hear,
    ),
    "scene": (voice.say, voice.introduce, phrases.move, phrases.question, phrases.duet),
    "plan": (
        plan.step, plan.guide, plan.activity, plan.poll, plan.count, plan.bet, plan.sign, plan.imagine, plan.quiz,
        plan.retrain, plan.debate,
    ),
    "notes": (notes.note, notes.notes, notes.group, notes.undo, notes.redo),
}  # fmt: skip
"""The acts that each page offers, in their order."""
NOT_HERE: Mapping[str, str] = {
    "where": "a path of the computer that serves is for nobody else",
    "portrait": "writes a file there; the page has it to take away (`takeaway`)",
    "colouring": "the same",
    "page": "the same",
    "save-voice": "writes a file there, for all classes",
}
"""The acts that no page offers, by id, and why."""
OFFERED: Mapping[str, Action] = {
    action.id: action for action in ACTIONS if action.id not in NOT_HERE and action.id != "help"
}
"""The acts that a page may ask for, by id."""
SITTINGS = frozenset(
    {"steps", "guide", "activity", "poll", "count", "bet", "sign", "imagine", "quiz", "retrain", "debate"}
)
"""The acts that are a dialogue: they open an activity, which asks on a page of its own."""


def page_of(action: Action) -> str:
    """The page on which an act stands."""
    return next((page for page, actions in PLACES.items() if action in actions), "aide")


def by_verb(verb: str) -> Action | None:
    """The act of that id; None where no page offers it."""
    return OFFERED.get(verb)
