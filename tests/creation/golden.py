"""What a journal gives, told in full, to be compared with what it gave once and for all.

`python -m tests.creation.golden` writes `tests/data/golden` anew. That is right only where what people read was meant
to change (a caption, the name of an act), and the difference is then read line by line; what folding gives never is.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

import msgspec

from bestio.creation.events import Refused
from bestio.creation.events.describe import caption, name_of_redone, name_of_undone
from bestio.creation.events.names import Names
from bestio.creation.fold import EMPTY, Creation, apply
from bestio.creation.own_trait import OwnTrait
from bestio.creation.replay import Replay
from bestio.creation.tuned_voice import TunedVoice
from bestio.errors import Problem, Where
from bestio.journal import reader
from bestio.journal.migrate import migrate
from bestio.session.transcript import transcribe
from tests.journal.journal_1 import class_of

FOLDER = Path(__file__).parent.parent / "data" / "golden"
JOURNALS = FOLDER / "journals"
SMALL, LARGE = (3, 200), (35, 1_000)
"""Groups and events of the classes of which the digests are kept."""

NAMES = Names(
    slots={"tete": "La tête", "corps": "Le corps"},
    traits={"ferraille:hibou": "le hibou “de fer”", "own:a": "notre zèbre"},
    voices={"chat-a-vapeur": "Chat à vapeur"},
    activities={("qui-parle", "a"): "Rencontrer « la » bête"},
)
NEWER = {"behind", "caught", "drafts", "duets", "fair", "turn"}
"""What phrases and creations hold today and did not then: nothing of a journal of then can give it."""
_LAST = 12
_DAY = re.compile(r"\b\d\d/\d\d/\d{4}\b")
_Told = dict[str, list[str]]


def told(data: bytes, path: Path) -> _Told:
    """Everything that the journal of these bytes gives, in lines, by what it is."""
    reading = reader.parse(data, path)
    events = migrate(reading.events, reading.header.format)
    creation = EMPTY
    happened: list[str] = []
    for event in events:
        before = creation
        try:
            creation = apply(before, event)
        except Refused as error:
            happened += [f"{event.at:g} {event.do}", f"  refused: {error.message} {error.hint}"]
            continue
        happened += [f"{event.at:g} {event.do}", f"  {caption(event, before, creation, NAMES)}"]
        happened += [f"  undo: {name_of_undone(creation)}"] if creation.can_undo else []
        happened += [f"  redo: {name_of_redone(creation)}"] if creation.can_redo else []
    story = list(transcribe(Replay(events, names=NAMES), reading.header))
    return {
        "header": [reading.header.group, repr(reading.header.started), reading.header.id, reading.header.mark],
        "problems": [_problem(problem) for problem in reading.problems],
        "fold": json.dumps(_made(creation), ensure_ascii=False, indent=1).split("\n"),
        "happened": happened,
        "story": [_DAY.sub("JJ/MM/AAAA", line) for line in story],
    }


def _problem(problem: Problem) -> str:
    where = problem.where or Where("?")
    return f"{where.line}: {problem.message} {problem.hint}"


def text_of(parts: _Told) -> str:
    """All of it as one text."""
    return "".join(f"== {name}\n" + "".join(f"{line}\n" for line in lines) for name, lines in parts.items())


def digests_of(parts: _Told) -> dict[str, str]:
    """A few letters for each part."""
    return {name: _digest("\n".join(lines)) for name, lines in parts.items()}


def digests_of_class(groups: int, events: int) -> dict[str, dict[str, str]]:
    """The digests of a class, and of the very bytes of its journals."""
    made = class_of(groups, events)
    return {
        key: {"bytes": hashlib.sha256(data).hexdigest()[:16], **digests_of(told(data, Path(f"{key}.yaml")))}
        for key, data in made.items()
    }


def _made(creation: Creation) -> dict[str, Any]:
    """A creation as plain values; of what can be undone, the last acts and what each goes back to."""
    plain: dict[str, Any] = _plain(creation, skipped={"past", "future"})
    for name, acts in (("past", creation.past), ("future", creation.future)):
        plain[name] = [act.do for act in acts]
        plain[f"{name}_states"] = [_digest(json.dumps(_plain(act.before), ensure_ascii=False)) for act in acts[-_LAST:]]
    for phrase in plain["phrases"].values():
        steps = phrase["steps"]
        phrase["steps"] = f"{len(steps)} {_digest(json.dumps(steps, ensure_ascii=False))}"
    return plain


def _plain(value: Any, skipped: AbstractSet[str] = frozenset()) -> Any:
    if isinstance(value, TunedVoice | OwnTrait):
        return _plain(value.told if isinstance(value, TunedVoice) else (value.slot, value.told))
    if isinstance(value, msgspec.Struct):
        fields = value.__struct_fields__
        return {name: _plain(getattr(value, name)) for name in fields if name not in skipped and name not in NEWER}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, AbstractSet):
        return sorted(map(str, value))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(one) for one in value]
    return value


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def main() -> None:
    for path in sorted(JOURNALS.glob("*.yaml")):
        (FOLDER / f"{path.stem}.txt").write_text(text_of(told(path.read_bytes(), path)), "utf-8", newline="\n")
    for groups, events in (SMALL, LARGE):
        found = json.dumps(digests_of_class(groups, events), indent=1)
        (FOLDER / f"class-{groups}x{events}.json").write_text(f"{found}\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
