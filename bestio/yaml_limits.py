"""What of a YAML text is refused before anything is built from it: nesting, and aliases that multiply."""

from __future__ import annotations

import re
from typing import Any

import yaml

from bestio.errors import Where
from bestio.i18n import _
from bestio.yaml_messages import YamlError

MAX_DEPTH = 40
MAX_NODES = 200_000
_SCANNER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def refuse_depth(text: str, name: str) -> None:
    """Nesting is composed by C code that does not guard its stack, so it is bounded first, from the text."""
    for number, line in enumerate(text.split("\n"), start=1):
        lead = len(line) - len(line.lstrip(" "))
        compact = re.match(r"[ ]*(?:[-?:][ ]+)*", line)
        if lead > MAX_DEPTH * 4 or (compact and len(re.findall(r"[-?:]", compact[0])) > MAX_DEPTH):
            _refuse_nesting(name, number)
    depth = 0
    for match in re.finditer(r"[\[{}\]]", text):
        if match[0] in "[{":
            depth += 1
            if depth > MAX_DEPTH and _flow_depth(text) > MAX_DEPTH:
                _refuse_nesting(name, text.count("\n", 0, match.start()) + 1)
        else:
            depth = max(0, depth - 1)


def _flow_depth(text: str) -> int:
    """The deepest nesting that the tokens really have: brackets inside words and quotes do not count."""
    depth = deepest = 0
    try:
        for token in yaml.scan(text, Loader=_SCANNER):
            if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
                depth += 1
                deepest = max(deepest, depth)
                if deepest > MAX_DEPTH:
                    return deepest
            elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
                depth -= 1
    except yaml.YAMLError:
        return deepest
    return deepest


def _refuse_nesting(name: str, line: int) -> None:
    raise YamlError(
        _("Too many things are nested inside each other."),
        hint=_("Close the brackets, or move the entry to the left."),
        where=Where(name, line),
    )


def refuse_bomb(node: Any, name: str) -> None:
    """Count the nodes as if every alias were written out."""
    sizes: dict[int, int] = {}

    def size(current: Any) -> int:
        known = sizes.get(id(current))
        if known is not None:
            return known
        total = 1
        sizes[id(current)] = total  # an alias to what is around it
        if isinstance(current, yaml.SequenceNode):
            total += sum(size(child) for child in current.value)
        elif isinstance(current, yaml.MappingNode):
            total += sum(1 + size(value) for _key, value in current.value)
        sizes[id(current)] = total
        return total

    if node is not None and size(node) > MAX_NODES:
        raise YamlError(
            _("The file holds too many entries, or repeats itself through “*” references."),
            hint=_("Write the entries out, or split the file."),
            where=Where(name, node.start_mark.line + 1),
        )
