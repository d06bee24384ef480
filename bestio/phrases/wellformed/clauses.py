"""What the tests of a draft look at: its words, which of them are finite verbs, and whether each clause has one.

A sentence wants one finite verb. "si", "quand", "qui", "que" want one more each; a comma, "et" and the like may bring
one more. So a verb that nobody wants collides with the one before it ("la bête mange dort"), and where a wanted one
never comes, a clause is not finished ("Quand la lune monte.").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bestio.language.agreement_tables import words
from bestio.language.finite import finite
from bestio.language.finite_tables import ADVERBS, FRONT
from bestio.language.tokens import is_word

WANTING = words("si s’ quand lorsque lorsqu’ puisque puisqu’ quoique quoiqu’ qui que qu’ dont où")
_MAY = words("comme comment pourquoi combien")
_JOINING = words("et ou mais ni car donc or puis alors sinon pourtant ensuite soit")
_ASKING = words("qui que qu’ où quand dont")
_END = frozenset(".…!?")
_INFINITIVE = ("er", "ir", "re")
_SHOWING = words("voici voilà")
# "plus grand que", "le même que": what follows is compared and wants no verb.
_COMPARING = words("plus moins aussi autant même mêmes autre autres tel telle plutôt mieux ailleurs")
_SUBJECTS = words("il elle je j’ tu on ils elles c’ ça cela")
# "si grand", "n’importe qui", "d’où".
_SO = words("un une est sont était étaient pas des de d’ fait")
_BEFORE_NOUNS = words("n’importe importe")
_BEFORE_QUE = words("sans pour afin avant après parce dès tandis alors pendant depuis")
_RESTRICTED = words("pas plus jamais rien personne guère")


@dataclass
class Reading:
    """A draft as tokens. `low`: in small letters; `verbs`: which of them are finite verbs."""

    tokens: Sequence[str]
    low: list[str] = field(init=False)
    verbs: list[bool] = field(init=False)

    def __post_init__(self) -> None:
        self.low = [token.lower() for token in self.tokens]
        self.verbs = finite(self.tokens)

    @cached_property
    def clauses(self) -> Clauses:
        """How the verbs share the clauses."""
        return _share_out(self)


@dataclass
class Clauses:
    """What is wrong with the clauses of a draft, as places of its tokens.

    `colliding`: pairs of verbs of which nothing joins the second; `unfinished`: words that opened a clause whose verb
    never came; `splices`: commas that alone join two whole sentences.
    """

    colliding: list[tuple[int, int]] = field(default_factory=list)
    unfinished: list[int] = field(default_factory=list)
    splices: list[int] = field(default_factory=list)


def _share_out(reading: Reading) -> Clauses:
    found = Clauses()
    sentence = _Sentence()
    low = reading.low
    for at, word in enumerate(low):
        if word[0] in _END:
            sentence.close(found)
            sentence = _Sentence()
        elif not is_word(word):
            if word == "," and sentence.whole and at + 1 < len(low) and low[at + 1] in _SUBJECTS:
                found.splices.append(at)
            sentence.may = True
        elif reading.verbs[at] or word in _SHOWING:
            sentence.verb(at, found)
            sentence.restricted = not {"ne", "n’"}.isdisjoint(low[max(0, at - 3) : at])
        elif word in WANTING and not _wants_nothing(reading, at, sentence):
            sentence.open.append(at)
            sentence.subordinates = True
            if sentence.first_opened < 0:
                sentence.first_opened = at
        elif word in _MAY or word in _JOINING:
            sentence.may = True
        elif word in _RESTRICTED:
            sentence.restricted = False
        if sentence.first and is_word(word) and word not in _JOINING:
            sentence.first = False
            if word.endswith(_INFINITIVE) and len(word) > len("cier") and not reading.verbs[at]:
                # "Piquer le fond": in recipes, infinitives tell what is to be done.
                sentence.verb(at, found)
    sentence.close(found)
    return found


@dataclass
class _Sentence:
    """Where the reading of a sentence is: `open` holds the places of what still wants a verb, -1 for the sentence."""

    open: list[int] = field(default_factory=lambda: [-1])
    may: bool = False
    last: int = -1
    first: bool = True
    first_opened: int = -1
    subordinates: bool = False
    restricted: bool = False

    @property
    def whole(self) -> bool:
        """Whether every verb that is wanted has come."""
        return not self.open

    def verb(self, at: int, found: Clauses) -> None:
        """A finite verb has come."""
        if self.open:
            self.open.pop()
        elif not self.may and self.last >= 0:
            found.colliding.append((self.last, at))
        self.may = False
        self.last = at

    def close(self, found: Clauses) -> None:
        """The sentence is at its end. One without any clause may do without a verb."""
        wanting = [at for at in self.open if at >= 0]
        if not wanting and -1 in self.open and self.subordinates:
            wanting = [self.first_opened]
        found.unfinished += wanting[:1]


def _wants_nothing(reading: Reading, at: int, sentence: _Sentence) -> bool:
    """Whether "que", "qui" and the like open no clause here: in a question, a comparison, or "ne ... que"."""
    low = reading.low
    word = low[at]
    if word == "s’":
        return low[at + 1 : at + 2] not in (["il"], ["ils"])  # "s’arrête" and "s’il"
    after = low[at + 1] if at + 1 < len(low) else ""
    if word == "si":
        return (at > 0 and low[at - 1] in _SO) or after in ADVERBS or after in FRONT
    if word == "quand" and after == "même":
        return True
    if sentence.first and word in _ASKING:
        return "?" in reading.tokens or word in {"qui", "que", "qu’"}
    if word in {"que", "qu’"}:
        compared = not _COMPARING.isdisjoint(low[max(0, at - 3) : at]) and low[at - 1] not in _BEFORE_QUE
        return sentence.restricted or compared
    return word in {"où", "qui"} and at > 0 and low[at - 1] in _BEFORE_NOUNS
