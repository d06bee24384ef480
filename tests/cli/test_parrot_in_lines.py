"""The machine that reads itself, in lines: as many as can be read; all of it where it is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import bestio

TEXT = (
    "La pluie tombe sur le toit de la vieille usine. Le hibou chante sous la lune rouge. La lune tombe dans le lac. "
    "Le vieux robot chante sous la pluie. Le robot dort sur le toit. Un crabe a mangé la clé du garage."
)


@pytest.mark.slow
def test_a_run_is_told_in_few_lines_and_whole_where_asked(tmp_path: Path) -> None:
    (tmp_path / "nuit.txt").write_text(TEXT, encoding="utf-8")
    bestio("new", "--group", "Les Ours", "--class", "5b", "--seed", "4", home=tmp_path)
    bestio("act", "les-ours", "écrire", str(tmp_path / "nuit.txt"), home=tmp_path)
    brief = bestio("act", "les-ours", "perroquet", "moins", "--seed", "1", home=tmp_path).stdout.decode().splitlines()
    whole = bestio("act", "les-ours", "perroquet", "moins", "tout", home=tmp_path).stdout.decode().splitlines()
    told = [line for line in brief if line.startswith("Génération")]
    assert [int(line.split()[1].rstrip(":,\u00a0")) for line in told] == [0, 1, 2, 3, 5, 10, 20]
    assert len(brief) <= 25 < len(whole)
    assert sum(line.startswith("Génération") for line in whole) == 21
