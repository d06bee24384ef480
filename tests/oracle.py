"""The tables of pyrealb, another realiser of French, which ours are held against: `pip install ".[oracle]"`."""

import json
from importlib.resources import files
from typing import Any

import pytest


def oracle_table(name: str) -> dict[str, Any]:
    """One table of pyrealb ("lexicon-fr.json", "rules-fr.json"); skips the test where the oracle is not installed."""
    pytest.importorskip("pyrealb", reason="the oracle is not installed: pip install '.[oracle]'")
    table: dict[str, Any] = json.loads((files("pyrealb") / "data" / name).read_text(encoding="utf-8"))
    return table
