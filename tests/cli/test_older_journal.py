"""A journal of the first format in lines: it is told once where the old file is kept."""

from __future__ import annotations

from typing import Any

from tests.journal.journal_1 import journal_1


def test_where_the_older_form_is_kept_is_told_once(line: Any) -> None:
    path = line.home / "workshops" / "5b" / "ours.yaml"
    path.parent.mkdir(parents=True)
    traits = {"tete": "ferraille:grue"}
    begun = {"lexicons": ["ferraille"], "seed": 1, "name": "Bob", "traits": traits}
    old = journal_1("Ours", "ours", 1_763_000_000.0, [(0, "creation.begin", begun)])
    path.write_bytes(old)
    line("replay", "ours", "--plain")
    assert path.read_bytes() == old
    line("act", "ours", "nommer", "Zoé")
    assert "ours.journal-1.bak" in line.err
    line("act", "ours", "nommer", "Zed")
    assert ".bak" not in line.err
    assert path.with_name("ours.journal-1.bak").read_bytes() == old
    assert line.events()[1:] == [("persona.name", {"name": "Zoé"}), ("persona.name", {"name": "Zed"})]
