"""The small parts of a document that help to read its text: relations, styles, manifest."""

from __future__ import annotations

from collections.abc import Mapping

from bestio.phrases.importers.archive import Archive, Budget
from bestio.phrases.importers.refusals import UnreadableText
from bestio.phrases.importers.xml_stream import Elements, Listener, UnreadableXml, walk


def walk_if_readable(
    archive: Archive, part: str, limit: int, listener: Listener, namespaces: Mapping[str, str], elements: Elements
) -> None:
    """Tell `listener` what `part` says; the text is read without it where it is missing, damaged or over `limit`.

    It may take a quarter of the elements that are left, so that it takes none of the text's own.
    """
    if part not in archive or archive.size(part) > limit:
        return
    allowed = Elements(elements.left // 4)
    begun = allowed.left
    try:
        walk(archive.stream(part, Budget(limit)), listener, namespaces, allowed)
    except (UnreadableXml, UnreadableText):
        return
    finally:
        elements.left -= begun - max(allowed.left, 0)
