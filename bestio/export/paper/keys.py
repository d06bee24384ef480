"""The posters of the keys: a sheet a bench, made of what the acts declare."""

from __future__ import annotations

from collections.abc import Iterator

from bestio.errors import UsageError
from bestio.export.paper.typeset import Sheet
from bestio.i18n import _
from bestio.session.actions.action import BENCH_KEYS, BENCHES
from bestio.session.actions.register import ACTIONS
from bestio.session.keys import name_of

PAPERS = ("a4", "a3")
"""The sizes of the posters."""
_EVERYWHERE = ""


def keys_sheets(paper: str) -> Iterator[Sheet]:
    """A poster for each bench: its keys, then those of all benches. Raises UsageError for a size not in PAPERS."""
    if paper.lower() not in PAPERS:
        raise UsageError(
            _("There is no poster of size “{size}”.").format(size=paper[:20]),
            hint=_("Choose among: {names}.").format(names=", ".join(name.upper() for name in PAPERS)),
        )
    for bench, title in BENCHES.items():
        yield Sheet(
            "keys",
            {
                "title": _(title),
                "key": name_of(BENCH_KEYS[bench]),
                "keys": list(_keys(bench)),
                "everywhere": _("At every bench"),
                "others": list(_keys(_EVERYWHERE)),
            },
            paper=paper.lower(),
        )


def _keys(bench: str) -> Iterator[tuple[str, str, str]]:
    """The keys of a bench: how each is written, its name, what it does. Two sides of one key are told once."""
    told = set()
    for action in ACTIONS:
        for key in action.keys:
            if key.bench == bench and key.id not in told:
                told.add(key.id)
                yield name_of(key.key.split(",", 1)[0]), _(key.label), _(key.help or action.help)
