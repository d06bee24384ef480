"""No file takes more than 2 s of the processor and 200 MB: each harmful one is read by a process of its own."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bestio.phrases.importers import UnreadableText, read_text
from bestio.phrases.importers.reading import MAX_ELEMENTS
from tests.pace import pace
from tests.phrases import harmful
from tests.phrases.bounded import MOST_MEGABYTES, MOST_SECONDS, Readers
from tests.phrases.documents import docx, odt, r


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is asked of Linux")
@pytest.mark.parametrize("files", [harmful.documents, harmful.texts])
def test_whatever_the_file_an_import_is_bounded(
    tmp_path: Path, files: Callable[[], Iterator[tuple[str, bytes]]]
) -> None:
    over: list[str] = []
    with Readers() as readers:
        for name, data in files():
            path = tmp_path / f"x{Path(name).suffix}"
            path.write_bytes(data)
            seconds, megabytes, said = readers.read("text", path)
            if (seconds > MOST_SECONDS and seconds > MOST_SECONDS * pace()) or megabytes > MOST_MEGABYTES:
                over.append(f"{name}: {seconds:.2f} s, {megabytes:.0f} MB, {said}")
    assert over == []


@pytest.mark.parametrize(
    "name",
    [
        "a part named 60,000 times.docx",
        "a part named 3,000 times.docx",
        "nested runs.docx",
        "2 million empty paragraphs.docx",
        "one tag of 30 MB.docx",
        "entities.docx",
        "30 MB of text.docx",
        "nested 200,000 deep.odt",
        "sections nested 200,000 deep.odt",
        "entities.odt",
    ],
)
def test_what_is_made_to_harm_is_refused(name: str) -> None:
    with pytest.raises(UnreadableText):
        read_text(harmful.DOCUMENTS[name](), name)


@pytest.mark.parametrize(
    "name", ["very big styles.docx", "a loop of styles.docx", "very big styles.odt", "a manifest.odt"]
)
def test_a_text_beside_harmful_parts_is_read(name: str) -> None:
    data = harmful.DOCUMENTS[name]()
    if name == "a loop of styles.docx":
        with pytest.raises(UnreadableText, match="vide"):
            read_text(data, name)
    else:
        assert read_text(data, name).text


def test_styles_that_say_nothing_of_hiding_are_followed_once() -> None:
    styles = harmful.DOCUMENTS["big styles.odt"]()
    began = time.process_time()
    assert read_text(styles, "x.odt").text == "Le robot dort."
    # Each chain of parents followed to its end again took minutes.
    assert time.process_time() - began < 20


@pytest.mark.slow
def test_a_text_as_long_as_a_novel_is_read() -> None:
    words = "Le robot des marais avale une lampe, puis il rit très fort. "
    paragraph = "<w:p><w:pPr><w:jc/></w:pPr>" + r(words, "<w:sz/><w:lang/>") * 6 + "</w:p>"
    assert MAX_ELEMENTS // 5_000 > 3 + 6 * 5
    assert len(read_text(docx(paragraph * 5_000), "a.docx").text) > 1_700_000
    assert len(read_text(odt(f"<text:p>{words * 6}</text:p>" * 5_000), "a.odt").text) > 1_700_000
