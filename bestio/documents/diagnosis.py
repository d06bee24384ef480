"""What a YAML parser's complaint means for the person who wrote the file: the line of the fault, and the remedy.

A parser complains where it can go no further: often a line or a page below the fault. What it had read before tells
where the quotation mark was opened, which line has no colon, where a “#” cut the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from bestio.documents.messages import Slip, YamlError, straight_marks
from bestio.documents.refused import Refused
from bestio.errors import Where
from bestio.i18n import _

_PARSER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NO_SPACE = re.compile(r"[ \t]*(?:- +)*(?P<key>\w[\w.-]*):(?P<value>[^\s/:,\]}][^\n]*)")
_HAS_KEY = re.compile(r"[ \t]*(?:- +)*(?:\"[^\"]*\"|'[^']*'|[^\s#'\"\[{][^#]*?)\s*:(?:\s|$)")
_OPENS_ENTRY = re.compile(r"[ \t]*(?:-\s|[\w-]+:(?:\s|$))")
_STUCK = re.compile(r" *-[^\s-]")
_DASH = re.compile(r" *[–—]\s*\S")
_SIGN = re.compile(r" *([•·●▪*‣])\s*\S")
_ENDS_DOCUMENT = re.compile(r"\.\.\.\s*")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_CURLY = "“”„«»‘‚‹›"


def told(error: Exception, text: str, name: str) -> YamlError:
    """The parser's `error` about `text` as the message that people get; `name` is the file's."""
    slip = (
        Slip(error.line, error.message, error.hint) if isinstance(error, Refused) else _Trouble.of(error, text).slip()
    )
    return YamlError(slip.message, hint=slip.hint, where=Where(name, None if slip.line < 0 else slip.line + 1))


@dataclass
class _Trouble:
    """What the parser said: its complaint, where it stopped and what it was reading, as tokens and lines."""

    problem: str
    at: Any  # the mark where it stopped
    begun: Any  # the mark where what it was reading began, or None
    reading: str
    text: str
    lines: list[str]
    last: Any = None  # the token before the place
    quoted: Any = None  # the first text in quotation marks that swallowed lines
    opened: list[Any] = field(default_factory=list)  # the brackets that are open there

    @classmethod
    def of(cls, error: Exception, text: str) -> _Trouble:
        problem = str(getattr(error, "problem", "") or getattr(error, "reason", "") or error)
        at = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        reading = str(getattr(error, "context", "") or "")
        trouble = cls(problem, at, getattr(error, "context_mark", None), reading, text, text.split("\n"))
        if at is not None:
            trouble._follow()
        return trouble

    def _follow(self) -> None:
        """Read again up to the place, token by token."""
        scanner = _PARSER(self.text)
        try:
            while (token := scanner.get_token()) is not None and token.start_mark.index < self.at.index:
                if isinstance(token, yaml.ScalarToken):
                    first, end = token.start_mark.line, token.end_mark.line
                    if (
                        not token.plain
                        and self.quoted is None
                        and token.style in {'"', "'"}
                        and any(_OPENS_ENTRY.match(line) for line in self.lines[first + 1 : end + 1])
                    ):
                        self.quoted = token
                elif isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
                    self.opened.append(token)
                elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
                    del self.opened[-1:]
                if token.end_mark.index > token.start_mark.index:
                    self.last = token
        except yaml.YAMLError:
            pass
        finally:
            scanner.dispose()

    def slip(self) -> Slip:
        """The fault."""
        if self.at is None:
            return Slip(-1, _("This line is not written as expected."), _("Compare it with the lines around it."))
        for rule in (
            self._around,
            self._tab,
            self._quotation,
            self._key,
            self._brackets,
            self._beside,
            self._first,
            self._layout,
        ):
            found = rule()
            if found is not None:
                return found
        return self._slip(_("This line is not written as expected."), _("Compare it with the lines around it."))

    def _slip(self, message: str, hint: str, line: int | None = None) -> Slip:
        return Slip(min(self.at.line if line is None else line, len(self.lines) - 1), message, hint)

    def _line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""

    @property
    def _char(self) -> str:
        return self.text[self.at.index : self.at.index + 1]

    def _around(self) -> Slip | None:
        """What stands round the entries, not in them: marks of a message, an end, a margin of the first line."""
        if _FENCE.match(self._line(self.at.line)):
            return self._slip(_("These marks do not belong to the file."), _("Remove this line."))
        if "document start" in self.problem:
            ended = next((n for n in range(self.at.line) if _ENDS_DOCUMENT.fullmatch(self.lines[n])), None)
            if ended is not None:
                return self._slip(_("`...` alone on a line ends the file."), _("Remove this line."), ended)
            first = next((n for n, line in enumerate(self.lines) if line.strip() and not line.startswith("#")), 0)
            if first < self.at.line and self.lines[first].startswith(" ") and _HAS_KEY.match(self.lines[first]):
                return self._slip(
                    _("This line is not aligned with the others."),
                    _("Start it under the line above, with the same number of spaces.")
                    if first
                    else _("Remove the spaces before it."),
                    first,
                )
        return None

    def _tab(self) -> Slip | None:
        before = self._line(self.at.line)[: self.at.column + 1]
        if "tab character" in self.problem or "\\t" in self.problem or (self._char == "\t" and "token" in self.problem):
            pass
        elif "\t" not in before[: len(before) - len(before.lstrip())]:
            return None
        return self._slip(_("There is a tab where only spaces may stand."), _("Replace it with spaces."))

    def _quotation(self) -> Slip | None:
        opened = None
        if "quoted scalar" in self.reading and ("end of stream" in self.problem or "document" in self.problem):
            opened = self.begun
        if self.quoted is not None:
            opened = self.quoted.start_mark
        if opened is not None:
            return self._slip(
                _("The quotation mark that opens on this line is not closed."),
                _("Close it where the text ends: \"…\" or '…'."),
                opened.line,
            )
        if "escape" in self.problem or "hexdecimal" in self.problem or "Unicode character" in self.problem:
            return self._slip(
                _("“\\” has a special meaning between double quotation marks."),
                _("Use single quotation marks, or write “\\\\”."),
            )
        last = self.last
        if (
            isinstance(last, yaml.ScalarToken)
            and last.style in {'"', "'"}
            and last.end_mark.line == self.at.line
            and ("expected key" in self.problem or "expected ','" in self.problem or "document start" in self.problem)
            and self._char not in {"]", "}"}
        ):
            if last.style == "'":
                return self._slip(
                    _("An apostrophe closes the text too early."),
                    _("Write two apostrophes in a row inside '…', or the curly one: ’."),
                )
            return self._slip(
                _("A quotation mark closes the text too early."),
                _('Inside "…", write « … », or \\" instead of ". The marks go round the whole text.'),
            )
        return None

    def _key(self) -> Slip | None:
        """A line without its colon, or with a colon too many."""
        if "could not find expected ':'" in self.problem and self.begun is not None:
            line = self.begun.line
            return self._cut_before(line) or self._without_colon(line)
        if "mapping values are not allowed" not in self.problem:
            return None
        last = self.last
        start = last.start_mark if isinstance(last, yaml.ScalarToken) else self.at
        if start.line < self.at.line:
            return self._continued(start)
        if not last or last.end_mark.line < self.at.line or isinstance(last, yaml.ValueToken):
            return self._special(":")
        return self._colon_inside()

    def _continued(self, start: Any) -> Slip:
        """A text that began at `start`, lines above the colon: it has none, or this line is too far right."""
        for line in range(start.line, self.at.line):
            if _NO_SPACE.match(self._line(line)) and not _HAS_KEY.match(self._line(line)):
                return self._without_colon(line)
        if not self._line(start.line)[: start.column].strip(" -"):
            return self._stuck_above() or self._without_colon(start.line)
        return self._stuck_above() or self._slip(
            _("This line is indented too far: it continues the text above."),
            _("Start it under the line that it follows."),
        )

    def _colon_inside(self) -> Slip:
        written = self._line(self.at.line)
        if found := _SIGN.match(written):
            message = _("“{char}” does not begin an entry.").format(char=found[1])
            return self._slip(message, _("Write the hyphen of the keyboard: “- ”."))
        if _DASH.match(written):
            return self._slip(_("A dash does not begin an entry."), _("Write the hyphen of the keyboard: “- ”."))
        if _STUCK.match(written):
            return self._slip(_("A space is missing after the hyphen."), _("Write “- ”, then the entry."))
        if self.opened and ";" in written[: self.at.column]:
            return self._slip(_("A semicolon parts no entries."), _("Write a comma between them: {a: 1, b: 2}."))
        hint = _("Put the text between quotation marks, or align the line with the others.")
        if any(mark in self._line(self.at.line)[: self.at.column] for mark in _CURLY):
            hint = straight_marks()
        return self._slip(_("A colon is read as the start of a value."), hint)

    def _without_colon(self, line: int) -> Slip:
        written = _NO_SPACE.match(self._line(line))
        if written is None:
            return self._slip(
                _("A colon is missing after the key."),
                _("Write “key: value”; what continues the text above starts further to the right."),
                line,
            )
        return self._slip(
            _("A space is missing after the colon."),
            _("Write “{right}”.").format(right=f"{written['key']}: {written['value'].strip()[:40]}"),
            line,
        )

    def _cut_before(self, line: int) -> Slip | None:
        """A “#” that ended the text which `line` was to continue."""
        for number in range(line - 1, -1, -1):
            if not self._line(number).strip():
                continue
            above = self._line(number)
            deeper = len(self._line(line)) - len(self._line(line).lstrip()) > len(above) - len(above.lstrip())
            if deeper and re.search(r"\S\s+#", above):
                return self._hash(number)
            break
        return None

    def _hash(self, line: int) -> Slip:
        return self._slip(
            _("“#” after a space cuts the text: what follows is a remark that nobody reads."),
            _("Put the text between quotation marks."),
            line,
        )

    def _brackets(self) -> Slip | None:
        if "expected ','" not in self.problem or self.begun is None:
            return None
        last = self.last
        gap = self.text[last.end_mark.index : self.at.index] if last is not None else ""
        if re.search(r"(?:^|\s)#", gap):
            return self._hash(last.end_mark.line)
        opening, closing = "[]" if "']'" in self.problem else "{}"
        if self._char in {"]", "}"}:
            return self._slip(
                _("“{one}” closes what “{other}” opened.").format(one=self._char, other=opening),
                _("Write “{right}”.").format(right=closing),
            )
        return self._unclosed(self.begun) if self._left_open() else self._comma(last)

    def _unclosed(self, mark: Any) -> Slip:
        opening = self.text[mark.index]
        return self._slip(
            _("The bracket “{opening}” that opens on this line is not closed.").format(opening=opening),
            _("Close it with “{closing}” where it ends.").format(closing={"[": "]", "{": "}"}[opening]),
            mark.line,
        )

    def _left_open(self) -> bool:
        """Whether lines that are not indented further than the bracket follow before the place, or nothing at all."""
        margin = self._indent(self.begun.line)
        between = range(self.begun.line + 1, min(self.at.line + 1, len(self.lines)))
        if any(self.lines[number].strip() and self._indent(number) <= margin for number in between):
            return True
        return int(self.at.index) >= len(self.text.rstrip())

    def _comma(self, last: Any) -> Slip:
        if last is not None and last.end_mark.line < self.at.line:
            return self._slip(
                _("A comma or a closing bracket is missing at the end of this line."),
                _("Check the brackets and the commas between entries."),
                last.end_mark.line,
            )
        if self._char == ":":
            return self._colon_inside()
        if isinstance(last, yaml.FlowMappingEndToken | yaml.FlowSequenceEndToken):
            return self._bracket_first(last)
        return self._slip(
            _("A comma or a closing bracket is missing."), _("Check the brackets and the commas between entries.")
        )

    def _bracket_first(self, last: Any) -> Slip:
        return self._special("{" if isinstance(last, yaml.FlowMappingEndToken) else "[")

    def _indent(self, number: int) -> int:
        return len(self.lines[number]) - len(self.lines[number].lstrip(" "))

    def _beside(self) -> Slip | None:
        """Something stands after a closing bracket, on its line."""
        last = self.last
        if "did not find expected key" not in self.problem and "document start" not in self.problem:
            return None
        if not isinstance(last, yaml.FlowMappingEndToken | yaml.FlowSequenceEndToken):
            return None
        if last.end_mark.line != self.at.line:
            return None
        if self._char in {"]", "}"}:
            return self._slip(
                _("“{closing}” closes a bracket that was not opened.").format(closing=self._char),
                _("Remove it, or open the bracket before."),
            )
        return self._bracket_first(last)

    def _first(self) -> Slip | None:
        """A character at the start of a text that YAML keeps for itself."""
        if any(
            sign in self.problem
            for sign in ("cannot start any token", "node content", "mapping keys are not", "block sequence entries")
        ):
            return (
                self._unclosed(self.opened[-1].start_mark)
                if self.opened and not self._char
                else self._special(self._char)
            )
        if self.begun is not None and any(
            sign in self.reading for sign in ("an anchor", "an alias", "a tag", "a block scalar", "a directive")
        ):
            char = self.text[self.begun.index : self.begun.index + 1]
            return self._special(char, self.begun.line)
        if "alias" in self.problem or "tag" in self.problem or "anchor" in self.problem:
            return self._special(self._char)
        return None

    def _special(self, char: str, line: int | None = None) -> Slip:
        if char in {"|", ">"}:
            message = _("“{char}” at the start of a text announces a text on the lines below.").format(char=char)
        elif char == ",":
            message = _("There is nothing before this comma.")
        elif char in {"]", "}"} and isinstance(self.last, yaml.FlowEntryToken):
            message = _("There is nothing before this bracket.")
        elif char in {"[", "{"}:
            message = _("“{char}” at the start of a text opens a list or a group.").format(char=char)
        elif char:
            message = _("“{char}” at the start of a text has a special meaning.").format(char=char)
        else:
            message = _("Something is missing at the end of the file.")
        nothing = char in {",", ""} or (char in {"]", "}"} and isinstance(self.last, yaml.FlowEntryToken))
        hint = _("Write what is missing, or remove it.") if nothing else _("Put the text between quotation marks.")
        return self._slip(message, hint, line)

    def _layout(self) -> Slip | None:
        """A line that is not under those that it belongs to."""
        if "did not find expected '-'" in self.problem:
            return self._slip(_("This line is not aligned with the list above."), _("Start it under the other “-”."))
        if "did not find expected key" not in self.problem:
            return None
        return self._stuck_above() or self._slip(
            _("This line is not aligned with the others."),
            _("Start it under the line above, with the same number of spaces."),
            self._odd_one_out(),
        )

    def _stuck_above(self) -> Slip | None:
        """The line above, where it begins with a hyphen that no space follows."""
        above = next((n for n in range(self.at.line - 1, -1, -1) if self._line(n).strip()), -1)
        if above < 0 or not _STUCK.match(self.lines[above]):
            return None
        return self._slip(_("A space is missing after the hyphen."), _("Write “- ”, then the entry."), above)

    def _odd_one_out(self) -> int:
        """The line above where it alone stands further right than its neighbours; else the one that was stopped at."""
        here = self._indent(self.at.line) if self.at.line < len(self.lines) else 0
        number = self.at.line - 1
        above: list[int] = []
        while number >= 0 and (not self.lines[number].strip() or self._indent(number) > here):
            if self.lines[number].strip():
                above.append(number)
            number -= 1
        below = 0
        for line in self.lines[self.at.line :]:
            if line.strip():
                indent = len(line) - len(line.lstrip(" "))
                if indent < here:
                    break
                below += indent == here
        if above and len({self._indent(n) for n in above}) == 1 and len(above) == 1 and below > 1:
            return above[0]
        return int(self.at.line)
