"""Journals of the first format as they were written, to be read for ever: its writer, frozen, and a class that uses it.

Nothing here follows the program: what a group wrote in 2026 does not change any more.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

Line = tuple[float, str, dict[str, Any]]
"""A moment, the name of an event, its values."""

_QUOTED = frozenset(["true", "false", "null", "yes", "no", "on", "off", "y", "n"])
_WORD = re.compile(r"[a-z][a-z0-9_]{0,79}\Z")
_KIND = re.compile(r"[a-z][a-z0-9_.-]{0,79}\Z")
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def journal_1(group: str, key: str, started: float, lines: list[Line]) -> bytes:
    """A whole journal of the first format."""
    head = _flow({"bestio": "journal/1", "id": key, "group": group, "started": started})
    return "".join(f"{line}\n" for line in [head, *(line_1(*line) for line in lines)]).encode()


def line_1(at: float, do: str, data: Mapping[str, Any]) -> str:
    """One event as the first format wrote it."""
    moment = f"{max(0.0, at):.3f}".rstrip("0").rstrip(".")
    if _KIND.match(do) and all(map(_WORD.match, data)):
        return f"--- {{at: {moment}, do: {do}{_pairs(data)}}}"
    return "--- " + _json({"at": float(moment), "do": do, **data})


def _flow(data: Mapping[str, Any]) -> str:
    return f"--- {{{_pairs(data)[2:]}}}"


def _pairs(data: Mapping[str, Any]) -> str:
    return "".join(f", {_json(key) if key in _QUOTED else key}: {_json(value)}" for key, value in data.items())


def _json(value: Any) -> str:
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))


# --- a class ----------------------------------------------------------------------------------------------------------

_SLOTS = ("tete", "corps", "membres", "peur", "souhait")
_REFS = ("ferraille:hibou", "ferraille:grue", "abysses:murene", "cuisine:pot-au-feu", "meteo:brume", "own:a", "own:b")
_WORDS = (
    "la", "pluie", "l’orage", "Hé", "c’est", "œil", "«", "»", "robot", "ça", "12:30", "oui", "on", "\u202f!", "🤖",
    "👩‍🚀", "#", "{", "]", "\\", '"', "\n", "\t", "\u2028", "\x85", "\ufeff", "- ", "---", "null", "0x1F", "~",
    "&a", "*a", "!!str",
)  # fmt: skip
_IDS = ("a", "b", "c", "d", "texte-4")
_VOICES = ("chat-a-vapeur", "dragon-rouille", "vent-du-nord")


class Pupils:
    """One group at work: by chance, but the same for the same seed, with every kind of event that there was."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.phrases = 0

    def events(self, count: int) -> list[Line]:
        """So many events; some are refused, some of kinds or with values that no program knows."""
        traits = {slot: self.one(_REFS[:5]) for slot in _SLOTS[:4]}
        begun = {"lexicons": ["ferraille", "abysses"], "seed": 7, "name": "Bricabrac", "traits": traits}
        made: list[Line] = [(0.0, "creation.begin", begun)]
        at = 0.0
        makers = list(self.makers().items())
        while len(made) < count:
            at = round(at + self.one((0.0, 0.25, 3.125, 41.5, 6.0, 2.75, 600_000.0 if not len(made) % 97 else 9.0)), 3)
            # Each kind comes once, then by chance.
            do, make = makers[len(made) - 1] if len(made) <= len(makers) else self.one(makers)
            made.append((at, do.partition("+")[0], make()))
        return made

    def one(self, of: Any) -> Any:
        return of[self.chance.randrange(len(of))]

    def up_to(self, most: int) -> int:
        return self.chance.randrange(most + 1)

    def yes(self) -> bool:
        return self.chance.randrange(2) == 1

    def words(self, most: int = 9) -> str:
        return " ".join(self.one(_WORDS) for _ in range(1 + self.up_to(most - 1)))

    def traits(self) -> dict[str, str]:
        return {slot: self.one(_REFS[:5]) for slot in _SLOTS[: 2 + self.up_to(3)]}

    def phrase(self) -> str:
        """A phrase that was made, now and then one that was not."""
        return f"p{1 + self.up_to(self.phrases)}"

    def makers(self) -> dict[str, Callable[[], dict[str, Any]]]:
        """How the values of each kind are made; what follows a “+” tells two of one kind apart."""
        return {
            "step.reach": lambda: {"seance": self.one(("qui-parle", "perroquet")), "activity": self.one(_IDS)},
            "persona.draw": lambda: {"seed": self.up_to(99), "traits": self.traits()},
            "persona.draw+named": lambda: {"seed": self.up_to(99), "traits": self.traits(), "name": self.words(3)},
            "persona.cross": lambda: {
                "seed": self.up_to(99), "traits": self.traits(), "name": "Zig",
                "other": {"source": "class:les-ours:", "creature": self.words(4)},
            },
            "persona.cross+alone": lambda: {"seed": -3, "traits": self.traits()},
            "persona.name": lambda: {"name": self.words(3)},
            "group.name": lambda: {"name": self.one(("Les Zèbres", "Les “Ours”", "Les Hiboux du soir"))},
            "trait.draw": lambda: {"slot": self.one(_SLOTS), "trait": self.one(_REFS[:5]), "seed": self.up_to(9999)},
            "trait.draw+again": lambda: {"slot": self.one(_SLOTS), "trait": self.one(_REFS[:5]), "seed": 1 << 62},
            "trait.choose": lambda: {"slot": self.one(_SLOTS), "trait": self.one(_REFS)},
            "trait.lock": lambda: {"slot": self.one(_SLOTS)},
            "trait.unlock": lambda: {"slot": self.one(_SLOTS)},
            "trait.add": lambda: {
                "slot": self.one(_SLOTS), "id": self.one(("a", "own:b")),
                "trait": {"noun": {"lemma": "zèbre", "gender": "m"}, "adjectives": ["vert", self.words(2)]},
            },
            "trait.add+worn": lambda: {"slot": "tete", "id": "a", "trait": {"says": [self.words(1)]}, "worn": True},
            "trait.remove": lambda: {"ref": self.one(("own:a", "own:b", "own:z"))},
            "lexicons.set": lambda: {"ids": [self.one(("ferraille", "abysses", "cour")) for _ in range(3)]},
            "text.write": lambda: {"id": self.one(_IDS), "title": self.words(3), "text": self.words(40)},
            "text.write+untitled": lambda: {"id": self.one(_IDS), "text": self.words(4)},
            "text.remove": lambda: {"id": self.one(_IDS)},
            "text.share": lambda: {"id": self.one(_IDS)},
            "text.unshare": lambda: {"id": self.one(_IDS)},
            "share.set": lambda: {"class": self.one((0.0, 0.35, 1, 0.6000000000000001))},
            "source.weigh": lambda: {
                "source": self.one(("own:a", "ferraille:carnet", "class:les-ours:t1")), "weight": self.one((0, 1, 2.5)),
                "title": self.one(("", "Le carnet")),
            },
            "machine.set": lambda: {"order": 1 + self.up_to(3), "adaptive": self.yes()},
            "machine.set+more": lambda: {"starters": True, "start": self.one((None, "Le")), "on": True, "with": "le"},
            "phrase.make": self.make_phrase,
            "phrase.make+more": self.make_phrase,
            "phrase.make+bare": lambda: {"id": f"p{self.next_phrase()}", "text": self.words(6)},
            "phrase.keep": lambda: {"id": self.phrase()},
            "phrase.keep+more": lambda: {"id": self.phrase()},
            "phrase.unkeep": lambda: {"id": self.phrase()},
            "phrase.edit": lambda: {"id": self.phrase(), "text": self.one(("", self.words(8)))},
            "phrase.edit+copied": lambda: {
                "id": self.phrase(), "text": self.words(8),
                "copied": {"words": 3, "of": "la pluie tombe", "author": "Bestio", "title": "Carnet", "total": 8},
            },
            "phrase.drop": lambda: {"id": self.phrase()},
            "phrase.move": lambda: {"id": self.phrase(), "to": self.up_to(4)},
            "voice.choose": lambda: {"id": self.one(_VOICES)},
            "voice.tune": lambda: {"voice": self.voice()},
            "voice.bend": lambda: {"on": self.yes()},
            "stage.speak": lambda: {"phrase": self.phrase(), "voice": self.one(_VOICES), "seconds": self.up_to(70) / 8},
            "poll.answer": lambda: {
                "poll": "machines", "when": self.one(("before", "after")),
                "answers": {"vivant": self.one(("oui", "non")), "age": 12, "sur": 0.5, "vrai": True, "rien": None},
            },
            "quiz.answer": lambda: {
                "phrase": self.words(8), "guess": self.one(("human", "machine")),
                "truth": self.one(("human", "machine")), "quiz": "qui-a-ecrit", "of": 8,
            },
            "note.write": lambda: {"text": self.words(12), "about": self.one(("", "accord"))},
            "note.write+again": lambda: {"text": self.one(("", self.words(5))), "id": "n1"},
            "note.write+bet": lambda: {
                "text": "", "about": "pari", "id": self.one(("", "n2")),
                "bet": {
                    "phrase": self.words(6), "words": self.up_to(9),
                    "whose": {"source": "own:", "author": "Les Zèbres"},
                    "copied": {"words": 4, "of": "la pluie", "author": "Bestio", "total": 9}, "relaxed": None,
                },
            },
            "undo": dict,
            "undo+more": dict,
            "redo": dict,
            # What no program knows, or refuses.
            "aura.glow": lambda: {"colour": self.words(2), "deep": [[{"a": [1, 2.5e-7, None]}], 10**30]},
            "aura.fade": lambda: {"Clé étrange": True, "no": False, "": self.words(2)},
            "trait.draw+wrong": lambda: {"slot": 3, "trait": "a:b"},
            "share.set+wrong": lambda: {"class": "beaucoup"},
        }  # fmt: skip

    def next_phrase(self) -> int:
        self.phrases += 1
        return self.phrases

    def make_phrase(self) -> dict[str, Any]:
        words = self.words(12).split(" ")
        steps = [
            {
                "word": word, "source": self.one(("own:a", "ferraille:carnet")), "author": self.one(("Bestio", "Ours")),
                "title": "Carnet", "sentence": self.words(9), "probability": self.one((1.0, 0.3333333333333333, 0.125)),
                "order": self.up_to(3), "how": self.one(("machine", "machine", "machine", "pupil", "die")),
                "choices": self.up_to(5), "count": 1, "seam": self.yes(), "read": "", "newer": {"kept": [1, "x"]},
                "rivals": [{"word": self.one(_WORDS), "probability": 0.25, "count": self.up_to(3)} for _ in range(2)],
            }
            for word in words
        ]  # fmt: skip
        made: dict[str, Any] = {"id": f"p{self.next_phrase()}", "text": " ".join(words), "steps": steps}
        if self.yes():
            holder = {"source": "own:a", "author": "Les Zèbres", "title": "Carnet"}
            made["copied"] = {
                "words": self.up_to(6),
                "of": self.words(4),
                **holder,
                "total": len(words),
                "others": [holder],
            }
            made["patches"] = [{"start": 0, "end": 1, "words": 1, "text": 0, "others": [1]}]
            made["texts"] = [holder, {"source": "ferraille:carnet", "author": "Bestio", "title": "Carnet"}]
        made |= {"relaxed": self.one((None, "max_copied")), "seed": self.up_to(1 << 40)}
        made |= {"settings": {"order": 2, "adaptive": True}, "corpus": f"{self.up_to(1 << 30):08x}"}
        if self.yes():
            made["question"] = self.words(5)
        return made

    def voice(self) -> dict[str, Any]:
        return {
            "id": self.one(("", "la-notre")), "title": self.one(("", "La nôtre")), "engine": "espeak",
            "rate": 80 + self.up_to(200), "timbre": {"pitch_hz": [80, 120.5]},
            "effects": [{"type": "ring", "hz": 30, "mix": 0.2}],
            "lineage": ["chat"],
        }  # fmt: skip


def class_of(groups: int, events: int) -> dict[str, bytes]:
    """The journals of a class, by group."""
    made: dict[str, bytes] = {}
    for number in range(groups):
        key = f"groupe-{number:02}"
        made[key] = journal_1(f"Groupe “{number}”", key, 1_763_800_000.0 + number, Pupils(number).events(events))
    return made
