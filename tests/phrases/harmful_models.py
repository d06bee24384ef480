"""Models made to harm, or made by mistake."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from bestio.phrases.importers.model import MAX_MODEL_BYTES

B, E = "___BEGIN__", "___END__"
GOOD: list[Any] = [[[B, B], {"a": 1}], [[B, "a"], {"b": 1}], [["a", "b"], {E: 1}]]


def model(chain: Any, size: Any = 2, **more: Any) -> bytes:
    """A model as `markovify.Text.to_json` writes it."""
    return json.dumps({"state_size": size, "chain": json.dumps(chain), "parsed_sentences": None, **more}).encode()


def _with(state: Any, follows: Any) -> bytes:
    return model([*GOOD, [state, follows]])


REFUSED: dict[str, bytes] = {
    "nothing": b"",
    "blank": b"  \n",
    "a text": b"Le robot dort.",
    "half of it": model(GOOD)[:-9],
    "half of the chain": json.dumps({"state_size": 2, "chain": json.dumps(GOOD)[:-4]}).encode(),
    "bytes": bytes(range(128, 256)) * 4,
    "NUL": b"\0" * 100,
    "a picture": b"\x89PNG\r\n\x1a\n",
    "a lone surrogate": b'{"state_size": 1, "chain": "\\ud83d"}',
    "null": b"null",
    "a number": b"12",
    "an empty object": b"{}",
    "an empty list": b"[]",
    "no chain": b'{"state_size": 2}',
    "an empty chain": model([]),
    "no state size": json.dumps({"chain": json.dumps(GOOD)}).encode(),
    "a state size that is text": model(GOOD, "2"),
    "a state size of 0": model(GOOD, 0),
    "a state size of 3": model(GOOD, 3),
    "a negative state size": model(GOOD, -2),
    "a huge state size": model(GOOD, 10**30),
    "a chain that is a number": json.dumps({"state_size": 2, "chain": 3}).encode(),
    "a chain that is an object": json.dumps({"state_size": 2, "chain": {"a": 1}}).encode(),
    "sentences that are a text": model(GOOD, parsed_sentences="Le robot dort."),
    "sentences of numbers": model(GOOD, parsed_sentences=[[1, 2]]),
    "states of mixed length": _with(["a"], {"b": 1}),
    "a state of numbers": _with([1, 2], {"b": 1}),
    "a state of one text": _with("ab", {"b": 1}),
    "a negative count": _with(["b", "a"], {"b": -1}),
    "NaN": _with(["b", "a"], {"b": float("nan")}),
    "infinity": _with(["b", "a"], {"b": float("inf")}),
    "a huge count": _with(["b", "a"], {"b": 10**400}),
    "a huge debt": _with(["b", "a"], {"b": -(10**400)}),
    "a large count": _with(["b", "a"], {"b": 1e300}),
    "a count that is text": _with(["b", "a"], {"b": "1"}),
    "a count that is true": _with(["b", "a"], {"b": True}),
    "a count that is null": _with(["b", "a"], {"b": None}),
    "words without numbers": _with(["b", "a"], [["b", "c"], [1]]),
    "sums that go down": _with(["b", "a"], [["b", "c"], [5, 1]]),
    "no beginning": model(GOOD[1:]),
    "a beginning that nothing follows": model([[[B, B], {}], *GOOD[1:]]),
    "a beginning that weighs nothing": model([[[B, B], {"a": 0}], *GOOD[1:]]),
    "a state that nothing follows": model(GOOD[:-1]),
    "a beginning in the middle": _with(["a", B], {"b": 1}),
    "a beginning that follows": _with(["b", "a"], {B: 1}),
    "an end in the middle": _with([E, "a"], {"b": 1}),
    "no words": model([[[B], {".": 1}], [["."], {E: 1}]], 1),
    "only blanks": model([[[B], {"": 1}], [[""], {E: 1}]], 1),
    "no end": model([[[B], {"a": 1}], [["a"], {"b": 1}]], 1),
}
"""What is no model that phrases can be drawn from."""


def _states(count: int) -> bytes:
    words = [str(at) for at in range(count)]
    chain = [[[B], {"0": 1}], *([[one], {two: 1}] for one, two in zip(words, [*words[1:], E], strict=True))]
    return model(chain, 1)


def _filled(start: bytes, unit: bytes, end: bytes = b"") -> bytes:
    return start + unit * ((MAX_MODEL_BYTES - len(start) - len(end)) // len(unit)) + end


def _laid_open(unit: bytes, end: bytes) -> bytes:
    return _filled(b'{"state_size":1,"chain":[[["___BEGIN__"],{"a":1}]', unit, end)


HARMFUL: dict[str, Callable[[], bytes]] = {
    "nested lists": lambda: _filled(b"", b"["),
    "nested objects": lambda: _filled(b"", b'{"a":'),
    "a nested chain": lambda: _filled(b'{"state_size":1,"chain":', b"["),
    "nested 200,000 deep, elsewhere": lambda: (
        b'{"x":' + b"[" * 200_000 + b"]" * 200_000 + b',"chain":"","state_size":1}'
    ),
    "the most states in a row": lambda: _states(99_900),
    "very many states": lambda: _laid_open(b',[["a"],{"b":1}]', b"]}"),
    "the most states": lambda: (
        b'{"state_size":1,"chain":[[["___BEGIN__"],{"a":1}],[["a"],{"___END__":1}]'
        + b"".join(b',[["%d"],{"b":1}]' % at for at in range(99_900))
        + b"]}"
    ),
    "very many followers": lambda: _laid_open(
        b',[["a"],{' + b",".join(b'"%d":1' % at for at in range(590_000)) + b"}]", b"]}"
    ),
    "very many sums": lambda: b'[[["___BEGIN__"],[["a"],[' + b"1.5," * 1_190_000 + b"1]]]]",
    "very many sentences": lambda: _filled(b'{"state_size":1,"chain":"[]","parsed_sentences":[["a"]', b',["a"]', b"]}"),
    "the most sentences": lambda: model(GOOD)[:-5] + b'[["a"]' + b',["a"]' * 390_000 + b"]}",
    "an empty text of 8 MB": lambda: _filled(b"", b" "),
    "one word of 7 MB, twice": lambda: model([[[B], {"a" * 3_500_000: 2}], [["a" * 3_500_000], {E: 2}]], 1),
    "a word of 40,000 letters, 300,000 times": lambda: model(
        [[[B], {"a" * 40_000: 300_000}], [["a" * 40_000], {E: 300_000}]], 1
    ),
    "a word that comes a billion times": lambda: model([[[B], {"a": 10**9}], [["a"], {"a": 10**9, E: 1}]], 1),
    "a hair from no end": lambda: model([[[B], {"a": 1}], [["a"], {"a": 1e12, E: 1e-9}]], 1),
    "many weights, all unlike": lambda: model(
        [[[B], {str(at): 1 / (at + 1) for at in range(99_900)}], *([[str(at)], {E: 1}] for at in range(99_900))], 1
    ),
    "the most words": lambda: model(
        [[[B], {f"mot{at}": 1 for at in range(99_900)}], *([[f"mot{at}"], {E: 1}] for at in range(99_900))], 1
    ),
    "a state of 20 words, often": lambda: model(
        [
            [[B] * 20, {"a": 1}],
            *([[B] * (20 - at) + ["a"] * at, {"a": 1, E: 1}] for at in range(1, 20)),
            [["a"] * 20, {"a": 9, E: 5}],
        ],
        20,
    ),
    "text in UTF-16": lambda: json.dumps({"chain": json.dumps(GOOD), "state_size": 2}).encode("utf-16"),
    "combining marks": lambda: model([[[B], {"e" + "\u0301" * 500_000: 1}], [["e" + "\u0301" * 500_000], {E: 1}]], 1),
}
"""What could take long, or much memory; some of it can be read."""
