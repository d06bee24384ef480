"""What a replay shows of a moment: the wheels, the text or the phrase that an act was about, the question asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from textual.content import Content

from bestio.classroom.naming import names_of
from bestio.classroom.plan import load_sequences
from bestio.creation import trait_effects
from bestio.creation.betting import describe_note, note_of
from bestio.creation.events import Event
from bestio.creation.fold import Creation
from bestio.creation.replay import Guess, Replay
from bestio.creation.replay_context import texts_of_others, wheels_of
from bestio.i18n import _, ngettext
from bestio.journal.header import Header
from bestio.language.typography import percent
from bestio.persona.catalog import TraitCatalog
from bestio.persona.persona import Persona
from bestio.session.changes import changes
from bestio.session.moments import tell_then, why_then
from bestio.speech.voice import Voice
from bestio.text.shorten import shorten
from bestio.tui.glass import passages
from bestio.tui.services import Services
from bestio.tui.text import visible
from bestio.tui.widgets.phrase_view import PhraseView

TITLE_WIDTH = 19
TEXT_WIDTH = 18
WEIGHT_BAR = 8
LONGEST_TEXT = 1200


@dataclass(frozen=True)
class Seen:
    """A journal ready to be seen again."""

    header: Header
    group: str
    replay: Replay
    catalog: TraitCatalog
    texts: tuple[tuple[str, str], ...]


class PhraseSeen(PhraseView):
    """A phrase in its colours, in which no word is pointed at."""

    def validate_pointed(self, pointed: int) -> int:
        return -1


def read_seen(services: Services, path: Path) -> Seen:
    """The journal of `path`, read for a replay. Writes nothing. Raises JournalError."""
    with services.look_at(path) as journal:
        catalog = wheels_of(journal.events, services.lexicons)
        sequences = load_sequences(services.library, lambda _problem: None)
        names = names_of(catalog, lambda: services.voices, sequences.values())
        replay = Replay(journal.events, names=names)
        return Seen(journal.header, journal.group, replay, catalog, texts_of_others(journal.events, catalog))


def wheels_content(before: Creation, after: Creation, catalog: TraitCatalog, width: int) -> Content:
    """The wheels: each slot with its trait; what has just changed stands out, what is locked is marked."""
    persona = Persona(after.name, after.seed, after.traits)
    lines: list[Content] = []
    slots = [
        *(slot for slot in catalog.slots if slot in after.traits),
        *(s for s in after.traits if s not in catalog.slots),
    ]
    for slot in slots:
        trait = catalog.trait(slot, after.traits[slot])
        label = trait_effects.label_of(catalog, persona, trait) if trait else after.traits[slot].rpartition(":")[2]
        changed = before.traits.get(slot) != after.traits[slot] or (slot in before.locked) != (slot in after.locked)
        lock = " ▣ " + _("kept") if slot in after.locked else ""
        room = max(4, width - TITLE_WIDTH - len(lock) - 2)
        label = shorten(visible(label), room)
        title = visible(catalog.titles.get(slot, slot))[: TITLE_WIDTH - 1]
        lines.append(
            Content.assemble(
                ("▶ " if changed else "  ", "$primary bold"),
                (f"{title:<{TITLE_WIDTH}}", "$text-muted"),
                (label, "bold $primary" if changed else ""),
                (lock, "$accent bold"),
            )
        )
    return Content("\n").join(lines)


def text_content(event: Event | None, before: Creation, after: Creation, catalog: TraitCatalog) -> Content:
    """The text or the note that an act was about, or how much each text counts."""
    if "shares" in changes(before, after):
        return _weights_content(event, before, after, catalog)
    if event is not None and event.do == "note.write":
        return Content(visible(shorten(describe_note(note_of(event.data)), LONGEST_TEXT), lines=True))
    key = str(event.data.get("id", "")) if event else ""
    text = after.texts.get(key) or before.texts.get(key)
    if text is None:
        count = len(after.texts)
        return Content(ngettext("The group has {n} text.", "The group has {n} texts.", count).format(n=count))
    return Content.assemble((visible(text.title), "bold"), "\n", visible(shorten(text.text, LONGEST_TEXT), lines=True))


def _weights_content(event: Event | None, before: Creation, after: Creation, catalog: TraitCatalog) -> Content:
    titles = {source.id: source.title for source in trait_effects.starters(catalog)}
    titles.update({trait_effects.OWN + key: text.title for key, text in after.texts.items()})
    if event is not None and event.do == "source.weigh":
        titles.setdefault(str(event.data.get("source", "")), str(event.data.get("title", "")))
    lines = [
        _weight(_("Pupils’ texts, of the whole"), before.class_share, after.class_share, 1.0, percent),
        Content(""),
    ]
    known = [trait_effects.OWN + key for key in after.texts]
    known += [key for key in {**before.weights, **after.weights} if key not in known]
    for source in known:
        was, now = before.weights.get(source, 1.0), after.weights.get(source, 1.0)
        title = titles.get(source) or source.rpartition(":")[2]
        lines.append(_weight(title, was, now, trait_effects.MOST_WEIGHT, _times))
    return Content("\n").join(lines)


def _weight(title: str, was: float, now: float, most: float, tell: Callable[[float], str]) -> Content:
    full = round(min(now, most) / most * WEIGHT_BAR)
    name = shorten(visible(title), TEXT_WIDTH - 1)
    return Content.assemble(
        ("▶ " if was != now else "  ", "$primary bold"),
        (f"{name:<{TEXT_WIDTH}}", "bold" if was != now else ""),
        ("━" * full, "$primary"),
        ("─" * (WEIGHT_BAR - full), "$border-blurred"),
        f" {tell(now):>6}",
        (f" ← {tell(was)}" if was != now else "", "$text-muted"),
    )


def _times(weight: float) -> str:
    return f"× {weight:g}".replace(".", ",") if weight else _("silent")


def voice_content(voice: Voice) -> Content:
    """A voice: its name and how it is described."""
    return Content.assemble((f"♪ {visible(voice.title)}", "bold $primary"), "\n\n", visible(voice.description))


@dataclass(frozen=True)
class Asked:
    """A question to the audience: what they bet on (a place among its options), and whether the answer is shown."""

    guess: Guess
    bet: int | None = None
    shown: bool = False

    @property
    def right(self) -> bool | None:
        """Whether the bet was right; None where there was none."""
        return None if self.bet is None else self.guess.options[self.bet] == self.guess.answer


def asked_content(asked: Asked, explained: Content | None = None) -> Content:
    """The question, the options, and the answer once it is shown."""
    guess = asked.guess
    lines = [Content.styled(visible(guess.question), "bold"), Content("")]
    for number, option in enumerate(guess.options):
        lines.append(_option(option, on=number == asked.bet, answer=asked.shown and option == guess.answer))
    if not asked.shown:
        told = _("↑ ↓: your bet. Space: the answer.") if guess.options else _("Say it aloud. Space: the answer.")
        return Content("\n").join([*lines, Content(""), Content.styled(told, "$secondary")])
    if not guess.options:
        lines.append(Content.styled(visible(guess.answer), "bold $primary"))
    lines.append(Content(""))
    if asked.right is not None:
        lines.append(
            Content.styled(_("Well guessed!") if asked.right else _("Chance decided otherwise."), "$secondary")
        )
    if explained is not None:
        lines.append(explained)
    return Content("\n").join(lines)


def _option(option: str, *, on: bool, answer: bool) -> Content:
    mark = "▶ " if on else "  "
    tail = "  ← " + _("this one") if answer else ""
    style = "bold $background on $primary" if answer else "bold" if on else ""
    return Content.assemble((mark, "$primary bold"), (visible(option), style), (tail, "$primary bold"))


def account(seen: Seen, replay: Replay, services: Services) -> str:
    """What happened here, and why: the whole phrase word by word, the voice, or the creature's traits."""
    why = why_then(replay, seen.group, services.lexicons, services.voices, services.gate)
    return passages([[replay.caption], *tell_then(why)])
