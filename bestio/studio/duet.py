"""Creatures that answer each other: they take turns, and each catches on to a word of the line before.

A guest speaks with what its group shares: its shared texts and the starter texts of its wheels. What a group keeps to
itself is not read by another one's creature, nor by its own while it is a guest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import msgspec
from msgspec.structs import replace

from bestio.classroom.store import Store
from bestio.creation import trait_effects
from bestio.creation.authors import told_whole
from bestio.creation.events.duets import WhoShape
from bestio.creation.state import Said
from bestio.creation.trait_effects import CLASS
from bestio.errors import BestioError, UsageError
from bestio.i18n import _
from bestio.phrases.catching import catch
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.machine import PhraseMachine
from bestio.speech.voice import Voice, from_recipe
from bestio.studio.studio import Studio

MOST_CREATURES = 8
"""Of a choir, the journal's own among them."""
ROUNDS, MOST_ROUNDS = 3, 10
"""How often each creature speaks, if nothing is said of it, and at most."""


@dataclass(frozen=True)
class Part:
    """A creature that takes part: who it is, the machine it speaks with, what its traits bring, its voice."""

    who: WhoShape
    machine: PhraseMachine
    keywords: tuple[str, ...]
    says: tuple[str, ...]
    voice: Voice


def parts_of(studio: Studio, guests: Sequence[Path], store: Store) -> list[Part]:
    """The creature of `studio` and those of the journals `guests` (slow: it reads their texts).

    Raises UsageError, BestioError where one of them cannot take part, with the reason.
    """
    if not 1 <= len(guests) < MOST_CREATURES:
        raise UsageError(_("From two to {n} creatures can speak together.").format(n=MOST_CREATURES))
    own = studio.journal.path.resolve()
    if len({path.resolve() for path in (own, *guests)}) <= len(guests):
        raise UsageError(
            _("A creature cannot answer itself."), hint=_("Invite another group’s creature, and each of them once.")
        )
    parts = [_part(studio, WhoShape("", studio.journal.group, studio.creation.name), studio.machine())]
    for path in guests:
        try:
            with store.open(path, read_only=True) as journal:
                guest = Studio(journal, studio.workspace, Random(0), classmates=())
                parts.append(_guest(guest, studio, path.stem))
        except OSError as error:
            raise _gone(path) from error
    return parts


def _gone(path: Path) -> BestioError:
    return BestioError(
        _("The creation “{name}” is not there any more.").format(name=path.stem[:60]), hint=_("Invite another one.")
    )


def _guest(guest: Studio, host: Studio, group_id: str) -> Part:
    creation = guest.creation
    if not creation.begun:
        raise BestioError(_("The group “{group}” has no creature yet.").format(group=guest.journal.group))
    languages = ({lexicon.language for lexicon in one.catalog.lexicons} for one in (guest, host))
    if not set.intersection(*languages):
        raise BestioError(
            _("{name} speaks another language: neither would know a word of the other.").format(name=creation.name),
            hint=_("Invite another one."),
        )
    who = WhoShape(f"{CLASS}{group_id}:"[:80], guest.journal.group[:80], creation.name)
    machine = PhraseMachine(shared_corpus(guest, group_id), guest.settings(), refuse=host.guard.refuses)
    return _part(guest, who, machine)


def _part(studio: Studio, who: WhoShape, machine: PhraseMachine) -> Part:
    brought = trait_effects.influences(studio.catalog, studio.persona)
    return Part(
        replace(who, traits=dict(studio.creation.traits)),
        machine,
        tuple(word for one in brought for word in one.keywords),
        tuple(word for one in brought for word in one.says),
        studio.voice().voice,
    )


def shared_corpus(guest: Studio, group_id: str) -> Corpus:
    """What a guest draws from: the texts that its group shares, under the names that the class has for them."""
    creation, group = guest.creation, guest.journal.group
    shared = [
        Source(f"{CLASS}{group_id}:{key}", group, text.title or group, text.text)
        for key, text in creation.shared_texts.items()
    ]
    own = {
        f"{CLASS}{group_id}:{key}": creation.weights.get(trait_effects.OWN + key, 1.0) for key in creation.shared_texts
    }
    alone = replace(creation, texts={}, weights={**creation.weights, **own})
    brought = trait_effects.influences(guest.catalog, guest.persona)
    return trait_effects.blend(alone, group, trait_effects.starters(guest.catalog), shared, brought)


def take_turns(
    parts: Sequence[Part],
    new_seed: Callable[[], int],
    duet: str,
    *,
    rounds: int = ROUNDS,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The events of a duet, line by line: each creature speaks `rounds` times, and catches a word of the line before.

    No word is caught twice: two creatures would hold on to it for ever. Raises NoPhrase where one has nothing to say.
    """
    last, held, number = "", set[str](), 0
    for _round in range(rounds):
        for part in parts:
            if stopped():
                return
            number += 1
            seed = new_seed()
            caught = catch(part.machine, last, but=held) if last else ""
            phrase = part.machine.make(Random(seed), with_word=caught or None, keywords=part.keywords, says=part.says)
            held.add(caught.lower())
            last = phrase.text
            yield (
                "duet.line",
                {
                    "duet": duet, "id": f"{duet}.{number}", "who": msgspec.to_builtins(part.who),
                    **told_whole(phrase), "caught": caught, "voice": part.voice.recipe(), "seed": seed,
                    "settings": msgspec.to_builtins(part.machine.settings),
                },
            )  # fmt: skip


def free_name(studio: Studio) -> str:
    """What the next duet of a journal is called."""
    taken = {event.data.get("duet") for event in studio.journal.events if event.do == "duet.line"}
    return next(f"d{number}" for number in range(1, len(taken) + 2) if f"d{number}" not in taken)


def voice_of(line: Said, studio: Studio) -> Voice:
    """The voice of a line; where it is not known any more, the creature's own."""
    return from_recipe(line.voice, lambda _problem: None) or studio.voice().voice


def describe_duet(lines: Sequence[Said]) -> list[str]:
    """A duet as lines of text: who says what, whose creature it is, which word was caught."""
    return [_("Between: {names}").format(names=describe_cast(lines)), *map(describe_line, lines)]


def describe_cast(lines: Sequence[Said]) -> str:
    """The creatures of a duet, and their groups, once each."""
    found = dict.fromkeys((line.creature, line.group) for line in lines)
    return ", ".join(_("{creature} ({group})").format(creature=name or "…", group=group) for name, group in found)


def describe_line(line: Said) -> str:
    """One line, and the word that it caught."""
    told = _("{who}: “{text}”").format(who=line.creature or line.group, text=line.text)
    return told + (" " + _("(It caught “{word}”.)").format(word=line.caught) if line.caught else "")
