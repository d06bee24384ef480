"""Pupils' texts from files and from the clipboard: any encoding a school has, nothing private, nothing hidden.

Reads plain text, Markdown, subtitles, and the documents of word processors. Everything that was changed or left out on
the way is told in `warnings`; what is no text is refused by its kind. `reading` is where to begin.
"""

from bestio.phrases.importers.reading import SUFFIXES, Imported, decode, read_pasted, read_text
from bestio.phrases.importers.refusals import MAX_DOCUMENT_BYTES, MAX_TEXT_BYTES, UnreadableText

__all__ = [
    "MAX_DOCUMENT_BYTES",
    "MAX_TEXT_BYTES",
    "SUFFIXES",
    "Imported",
    "UnreadableText",
    "decode",
    "read_pasted",
    "read_text",
]
