"""Plain data written as YAML."""

from __future__ import annotations

import re
from typing import Any

import yaml

from bestio.documents.builder import is_a_word

_ONE_LINE = 1 << 30
_BASE_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_OTHER_BREAKS = re.compile("[\x85\u2028\u2029]")  # line ends to YAML 1.1, and to no editor


class _Dumper(_BASE_DUMPER):  # type: ignore[misc]
    """The safe dumper, which quotes what our loader, or any other, would take for something else than a word."""


def _represent_text(dumper: Any, text: str) -> Any:
    text = text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair is no character
    style = None if "\n" not in text else '"' if dumper.flow else "|"
    if _OTHER_BREAKS.search(text):
        style = '"'  # escaped there: see `documents.yamlio.parse`
    if style is None and not is_a_word(text):
        style = "'"  # our loader would take it for something else than a word
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


class _BlockDumper(_Dumper):
    flow = False


class _FlowDumper(_Dumper):
    flow = True


_BlockDumper.add_representer(str, _represent_text)
_FlowDumper.add_representer(str, _represent_text)


def in_blocks(data: Any) -> str:
    """`data` in block style, keys in their order, French letters as they are."""
    return str(
        yaml.dump(data, Dumper=_BlockDumper, allow_unicode=True, sort_keys=False, default_flow_style=False, width=110)
    )


def in_flow(data: Any) -> str:
    """`data` in flow style, on one line."""
    return str(
        yaml.dump(
            data, Dumper=_FlowDumper, allow_unicode=True, sort_keys=False, default_flow_style=True, width=_ONE_LINE
        )
    )
