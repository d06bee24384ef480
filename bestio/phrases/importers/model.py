"""A Markov chain that another program has made: markovify's JSON, read as a text that gives the same chain."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from markovify.chain import BEGIN, END

from bestio.i18n import _
from bestio.language import typography
from bestio.phrases.importers.reading import load, read_pasted
from bestio.phrases.importers.refusals import MAX_TEXT_BYTES, UnreadableText, refuse_binary, where
from bestio.phrases.index import Index
from bestio.phrases.rebuild import NothingFollowsError, sentences_of
from bestio.phrases.transitions import State, as_counts, counts

MAX_MODEL_BYTES = 8 << 20
"""Bytes of a model: one of a megabyte of text that looks back at two words has six million."""
MAX_STATES = 100_000
"""States of a model: a megabyte of text has 90,000 of two words. More would take more time than an import may."""
_MOST = {b"{": MAX_STATES, b"[": 4 * MAX_STATES, b'"': 1_200_000, b",": 1_200_000}
_LARGEST = 1e12
_LONGEST_STATE = 20
_SHOWN = 60

_Follows = dict[str, int | float] | tuple[list[str], list[int | float]]
_Chain = list[tuple[list[str], _Follows]]


class UnreadableModel(UnreadableText):
    """A file that no model can be read from."""

    @classmethod
    def default_title(cls) -> str:
        """A few words over the message."""
        return _("This model cannot be read")


@dataclass(frozen=True)
class ImportedModel:
    """A model as a text that gives the same chain.

    `order`: how many words it looks back at. `rebuilt`: the sentences of the text are nobody's, only their words and
    what follows what are the model's; `exact`: so many times as it says. `warnings`: what was left out on the way.
    """

    text: str
    order: int
    rebuilt: bool
    exact: bool
    warnings: tuple[str, ...] = ()


class _File(msgspec.Struct):
    """What `markovify.Text.to_json` writes; the chain is JSON within a text there, or laid open."""

    chain: msgspec.Raw
    state_size: int
    parsed_sentences: msgspec.Raw = msgspec.Raw(b"null")


def read_model(source: Path | bytes, name: str = "") -> ImportedModel:
    """The model in a file, or in bytes named `name`: of a `markovify.Text` or `Chain`, compiled or not.

    At most 8 MiB; 3 s of the processor and 200 MB whatever the file. Raises UnreadableText for what is missing, too
    big, not JSON, or no model that phrases can be drawn from.
    """
    if isinstance(source, Path):
        name = name or str(source)
        source = load(source, MAX_MODEL_BYTES, name, too_big)
    if len(source) > MAX_MODEL_BYTES or any(source.count(sign) > most for sign, most in _MOST.items()):
        raise too_big(name)
    refuse_binary(source, name)
    chain, order, parsed = _decode(source, name)
    model = _checked(chain, order, name)
    sentences, exact = parsed, True
    if not parsed or counts(Index.of_sentences(parsed), order) != model:
        try:
            sentences, exact = sentences_of(model, order)
        except KeyError:
            raise _no_model(_("No sentence begins in it."), name) from None
        except NothingFollowsError as error:
            raise _no_model(_("Nothing follows “{words}” in it.").format(words=_shown(error.state)), name) from None
    if sum(len(word) + 1 for sentence in sentences for word in sentence) > MAX_TEXT_BYTES:
        raise too_big(name)
    text = "\n\n".join(map(typography.join, sentences))
    found = read_pasted(text, name)
    return ImportedModel(found.text, order, sentences is not parsed, exact, found.warnings)


def too_big(name: str, limit: int = MAX_MODEL_BYTES) -> UnreadableModel:
    """There is more of it than any class can use."""
    return UnreadableModel(
        _("The model is too big: at most {size} MB, and {states} states.").format(
            size=limit >> 20, states=typography.grouped(MAX_STATES)
        ),
        hint=_("Make it again from fewer texts, or let it look back at fewer words."),
        where=where(name),
    )


def _no_model(why: str, name: str) -> UnreadableModel:
    return UnreadableModel(
        why,
        hint=_("A model is what `to_json()` of markovify writes, or `bestio phrases --export-model`."),
        where=where(name),
    )


def _shown(words: Iterable[str]) -> str:
    return " ".join(words)[:_SHOWN]


def _decode(data: bytes, name: str) -> tuple[_Chain, int, list[list[str]]]:
    """The chain, how many words it looks back at, and its sentences if it has kept them."""
    try:
        text = data.decode(json.detect_encoding(data)).removeprefix("\ufeff").strip()
    except UnicodeDecodeError:
        raise _no_model(_("It is not JSON."), name) from None
    try:
        if text.startswith("["):
            chain = msgspec.json.decode(text, type=_Chain)
            return chain, len(chain[0][0]) if chain else 0, []
        file = msgspec.json.decode(text, type=_File)
        del text
        laid_open = bytes(file.chain)
        if laid_open.startswith(b'"'):
            laid_open = msgspec.json.decode(laid_open, type=str).encode()
        chain = msgspec.json.decode(laid_open, type=_Chain)
        parsed = msgspec.json.decode(file.parsed_sentences, type=list[list[str]] | None)
    except (msgspec.ValidationError, UnicodeEncodeError, OverflowError):
        raise _no_model(_("It is JSON, but not a model of markovify’s."), name) from None
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise _no_model(_("It is not JSON."), name) from None
    return chain, file.state_size, parsed or []


def _checked(chain: _Chain, order: int, name: str) -> dict[State, dict[str, float]]:
    """The counts of a chain, which is used up; UnreadableModel where they are not such as sentences give."""
    if not chain:
        raise _no_model(_("There is nothing in it."), name)
    if not 1 <= order <= _LONGEST_STATE:
        raise _no_model(_("It looks back at {order} words.").format(order=order), name)
    lists: dict[State, Any] = {}
    chain.reverse()  # of a state that is told twice, the last counts, as for markovify
    while chain:
        words, follows = chain.pop()
        if len(words) != order:
            raise _no_model(
                _("It should look back at {order} words, but here at {other}: “{words}”.").format(
                    order=order, other=len(words), words=_shown(words)
                ),
                name,
            )
        if isinstance(follows, tuple) and len(follows[0]) != len(follows[1]):
            raise _no_model(_("After “{words}”, words and numbers are not as many.").format(words=_shown(words)), name)
        lists[tuple(words)] = list(follows) if isinstance(follows, tuple) else follows
    model = as_counts(lists)
    for state, follows in model.items():
        if follows and not 0 <= min(follows.values()) <= max(follows.values()) <= _LARGEST:
            wrong = [number for number in follows.values() if not 0 <= number <= _LARGEST]
            raise _no_model(
                _("After “{words}”, a word cannot come {number} times.").format(
                    words=_shown(state), number=f"{max(-1e300, min(wrong[0], 1e300)):g}"
                ),
                name,
            )
        inside = BEGIN in state and BEGIN in state[state.count(BEGIN) :]
        if inside or END in state or BEGIN in follows:
            raise _no_model(
                _("A sentence begins or ends in the middle of “{words}”.").format(words=_shown(state)), name
            )
    return model
