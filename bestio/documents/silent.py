"""What YAML reads without complaint, and otherwise than it was written: told as warnings, with the line.

A “#” after a space begins a remark, so that «La note #3» is cut; between brackets a comma parts even what stands in
« » or “ ”; “&” before a word names it, and the word is gone; a quotation mark that is not closed swallows lines until
the next one. The builder reads them as YAML does; this looks at the same events and at what stands beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from bestio.documents.messages import Slip
from bestio.i18n import _

_PARSER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_PAIRS = (("«", "»"), ("“", "”"), ("„", "“"), ("„", "”"), ("‘", "’"), ("‹", "›"), ("(", ")"), ('"', '"'), ("”", "”"))
_REMARK = re.compile(r"(?P<blanks>[ \t]+)#(?P<said>[^\n]*)")
_NUMBER = re.compile(r"[-+.\d][\d.,eE+-]*|true|false|null|~")
_SWALLOWED = re.compile(r"[ \t]*(?:- +)?[a-z_][\w-]*:(?:\s|$)|[ \t]*- ")
_STUCK = re.compile(r"-(?=[^\s\d.>-])|[–—](?=\s)")
# é, ç, œ, ’ in UTF-8, read as if each byte were a letter.
_READ_TWICE = re.compile("Ã[\u0080-\u00bf\u0152\u0153\u0178\u0192\u2020-\u2122]|Å[“’]|â€[™œ¦”“\u009d\u0093]|Â[«»°]")
_STUCK_KEY = re.compile(r"[a-z_][\w-]*:[^\s/]")


def silent(text: str) -> list[Slip]:
    """What is silently read otherwise in `text`, in the order of its lines; as far as it can be parsed at all."""
    found = _Looking(text)
    found.look()
    return sorted(found.slips, key=lambda slip: slip.line)


@dataclass
class _Looking:
    """One look over the events of a text."""

    text: str
    slips: list[Slip] = field(default_factory=list)

    def look(self) -> None:
        """Follow the events to the end, or to where they break."""
        self.lines = self.text.split("\n")
        named: dict[str | None, Any] = {}
        flows: list[list[Any] | None] = []
        parser = _PARSER(self.text)
        try:
            while (event := parser.get_event()) is not None:
                if isinstance(event, yaml.AliasEvent):
                    named.pop(event.anchor, None)
                elif isinstance(event, yaml.ScalarEvent):
                    if event.anchor is not None:
                        named[event.anchor] = event
                    self._scalar(event)
                    if flows and flows[-1] is not None:
                        flows[-1].append(event)
                elif isinstance(event, yaml.CollectionStartEvent):
                    if event.anchor is not None:
                        named[event.anchor] = event
                    flows.append([] if event.flow_style else None)
                elif isinstance(event, yaml.CollectionEndEvent):
                    self._parted(flows.pop() or ())
        except yaml.YAMLError:
            pass
        finally:
            parser.dispose()
        self._read_twice()
        for name, event in named.items():
            self._warn(
                event.start_mark.line,
                _("“&{name}” at the start of a text is not read.").format(name=str(name)[:40]),
                _("Put the text between quotation marks."),
            )

    def _warn(self, line: int, message: str, hint: str) -> None:
        self.slips.append(Slip(line, message, hint, "warning"))

    def _read_twice(self) -> None:
        """Letters in UTF-8 that were read as another encoding's: the first line that holds some."""
        for number, line in enumerate(self.lines):
            if (found := _READ_TWICE.search(line)) is not None:
                self._warn(
                    number,
                    _("Some accents have been read in the wrong way: “{letters}”.").format(letters=found.group()),
                    _("Write them again, and save the file as UTF-8."),
                )
                break

    def _line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""  # the parser counts one more

    def _scalar(self, event: Any) -> None:
        if event.style in {'"', "'"}:
            self._swallowing(event)
        elif not event.style:
            self._cut(event)
            self._stuck(event)
            self._closing(event)

    def _cut(self, event: Any) -> None:
        """A bare text that a “#” seems to cut: stuck to what follows, or in the middle of a sentence."""
        end = event.end_mark.index
        remark = _REMARK.match(self.text, end)
        if remark is None or _NUMBER.fullmatch(event.value):
            return
        said = remark["said"]
        stuck = said[:1].strip() != "" and not said.startswith(("#", "!"))
        counted = re.match(r"\s?\d", said) is not None
        running = remark["blanks"] == " " and " " in event.value and said.strip() != ""
        if not (stuck or running or (counted and event.value)):
            return
        line = event.end_mark.line
        self._warn(
            line,
            _("“#” after a space cuts the text: “{rest}” is not read.").format(rest=f"#{said}".strip()[:40]),
            _("Put the text between quotation marks; a remark stands on a line of its own."),
        )

    def _stuck(self, event: Any) -> None:
        """An entry of a list whose hyphen is not followed by a space, or is a dash; a key without its space."""
        first, last = event.start_mark, event.end_mark
        if not self._line(first.line)[: first.column].strip(" \t"):
            self._entry(first.line)
            is_key = self.text[event.end_mark.index : event.end_mark.index + 1] == ":"
            if not is_key and _STUCK_KEY.match(event.value):
                hint = _("Write “{right}”.").format(right=event.value[:40].replace(":", ": ", 1))
                self._warn(first.line, _("A space is missing after the colon."), hint)
        for line in range(first.line + 1, last.line + 1 if last.column else last.line):
            written = self._line(line).strip()
            if written.startswith("- ") or _STUCK_KEY.match(written):
                self._warn(
                    line,
                    _("This line continues the text above: it is no entry of its own."),
                    _("Start it under the line that it follows, and leave a space after the hyphen or the colon."),
                )
            else:
                self._entry(line)

    def _closing(self, event: Any) -> None:
        """A quotation mark at the end of a bare text that has no other."""
        value = event.value
        if value.count('"') == 1 and value.endswith('"') and len(value) > 1 and not value[-2].isdigit():
            message = _("A quotation mark closes a text that none opens.")
            self._warn(event.start_mark.line, message, _('Put one at its start too, or remove it: "…".'))

    def _entry(self, line: int) -> None:
        stuck = _STUCK.match(self._line(line).strip(" \t"))
        if stuck is not None and stuck.group() == "-":
            self._warn(line, _("A space is missing after the hyphen."), _("Write “- ”, then the entry."))
        elif stuck is not None:
            self._warn(line, _("A dash does not begin an entry."), _("Write the hyphen of the keyboard: “- ”."))

    def _swallowing(self, event: Any) -> None:
        first, last = event.start_mark.line, event.end_mark.line
        if any(_SWALLOWED.match(line) for line in self.lines[first + 1 : last + 1]):
            self._warn(
                first,
                _("The text between quotation marks runs over lines that look like entries."),
                _("Close the quotation mark where the text ends."),
            )

    def _parted(self, events: Sequence[Any]) -> None:
        """Texts between brackets that a comma parted, though marks or parentheses hold them together."""
        bare = [event.value if not event.style else "" for event in events]
        at = 0
        while at < len(bare):
            closed = next(iter(_closings(bare, at)), None)
            if closed is not None:
                self._warn(
                    events[at].start_mark.line,
                    _("The comma parts “{text}” in two: “ ”, « » and ( ) do not hold a text together here.").format(
                        text=", ".join(bare[at : closed + 1])[:50]
                    ),
                    _('Put straight quotation marks round the whole text: "…".'),
                )
                at = closed
            at += 1


def _closings(bare: Sequence[str], at: int) -> Iterator[int]:
    """Where what `bare[at]` opens and does not close is closed further on."""
    for opening, closing in _PAIRS:
        text = bare[at]
        if opening == closing:
            open_here = text.count(opening) % 2 == 1 and "“" not in text
        else:
            open_here = text.rfind(opening) > text.rfind(closing) and opening in text
        if not open_here:
            continue
        for further in range(at + 1, len(bare)):
            if closing in bare[further]:
                yield further
                break
            if opening != closing and opening in bare[further]:
                break
