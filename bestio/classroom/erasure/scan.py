"""Where else in a workspace a group's creation and its words stand: journals of every class, copies, carried files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, unescape

from msgspec import Struct
from msgspec.structs import replace

from bestio.classroom import unpacking
from bestio.classroom.erasure import redaction, saved_voices
from bestio.classroom.erasure.known import Known, known_in
from bestio.classroom.erasure.reach import Reach, is_on_server
from bestio.classroom.erasure.writer import Origin, Writer, origin_of
from bestio.classroom.look_inside import Inside, is_first_line, look_inside
from bestio.classroom.store import Store
from bestio.errors import BestioError, UsageError
from bestio.journal import codec, reader
from bestio.journal.header import FORMAT, header_in
from bestio.regular_file import open_regular
from bestio.storage import disk
from bestio.text.slug import slug

MARK = "bestio-gallery"
"""What stands before the names of those whose creatures or words a page shows."""
_MARKS = (
    re.compile(rf"<metadata>{MARK}\n(.*?)</metadata>", re.DOTALL),  # SVG, HTML
    re.compile(rf"<pdf:Keywords>{MARK}, (.*?)</pdf:Keywords>", re.DOTALL),
    re.compile(rf"tEXtComment\0{MARK}\n(.*?)\n\n", re.DOTALL),  # PNG
    re.compile(rf"TXXX.{{6}}\x03{MARK}\0(.*?)\0", re.DOTALL),  # MP3
    re.compile(rf'"tags": \["{MARK}", "(.*?)"\]'),  # an asciicast
)
_BETWEEN = re.compile(r'\n|"?, "?')
_PAGES = frozenset({".svg", ".html", ".htm", ".pdf", ".png", ".mp3", ".part", ".cast", ".zip"})
_MOST_PAGE = 32 << 20
_END_OF_ARCHIVE = 1 << 16
# Lines of a journal that no other one has: the first, and those that hold somebody's words.
_LINE = re.compile(
    rb"---.{0,80}(?:bestio[\"']?: *[\"']?journal/|"
    rb"do[\"']?: *[\"']?(?:text\.write|phrase\.make|duet\.line|note\.write|trait\.add))"
)
_SHORTEST_LINE = 60
_LINE_ENDS = re.compile(rb"[\0\r\n]+")


class Quoting(Struct, frozen=True):
    """A file of another group that quotes the one looked for, in so many acts; `class_id` is "" outside of any.

    `crossed`: its creature has traits that came from one of theirs, which stay: they are words of the lexicons.
    """

    path: Path
    class_id: str
    group: str
    phrases: int
    crossed: bool = False


class Search:
    """Looks through a workspace for creations, but not into what can be made again (`cache`).

    `beside` are folders elsewhere where the program has written creations.
    """

    def __init__(self, store: Store, cache: Path, beside: Sequence[Path] = ()) -> None:
        self._store = store
        self._reach = Reach(store)
        self._cache = cache
        self._roots = (store.root.parent, *beside)

    def journals(self) -> list[Path]:
        """The journals of every class; a folder whose name can be no class is left out."""
        found: list[Path] = []
        for class_id in self._store.classes():
            try:
                found += self._reach.journals(class_id)
            except UsageError:
                continue
        return found

    def known(self, besides: Iterable[Path]) -> Iterator[Known]:
        """What is known of the groups of every class, but for the journals `besides`."""
        left_out = set(besides)
        for path in self.journals():
            if path not in left_out:
                try:
                    data = self._reach.content(path)
                except BestioError:
                    continue
                yield known_in(path.parent.name, path.stem, data, path)

    def galleries(self, homes: Iterable[tuple[str, str]], *, everywhere: bool) -> Iterator[Path]:
        """Pages that show a creature of the groups told as (class, group); of a group of that id in any class, else."""
        wanted = {f"{class_id}/{group}" for class_id, group in homes}
        ids = {name.partition("/")[2] for name in wanted} if everywhere else set()
        for path in self.files():
            if path.suffix.lower() in _PAGES:
                shown = named_in_gallery(path)
                if shown & wanted or {name.partition("/")[2] for name in shown} & ids:
                    yield path

    def files(self, unread: list[Path] | None = None) -> Iterator[Path]:
        """Every file of the workspace and beside it; links are left out. Folders that nobody can look into are told."""
        for root in self._roots:
            yield from (path for path in walk(root, besides=self._cache, unread=unread) if not path.is_symlink())

    def everything(self, unread: list[Path] | None = None) -> Iterator[Path]:
        """The journals that are in no files, then every file."""
        if self._reach.server is not None:
            yield from self.journals()
        yield from self.files(unread)

    def copies(self, of: Sequence[Path], besides: Iterable[Path], unread: list[Path]) -> list[Path]:
        """Files that hold the creation of one of the journals `of`, carried elsewhere or kept in a file."""
        known = [(found.journal, origin_of(found.journal, path)) for path, found in self._readable(of)]
        origins = [origin for _data, origin in known if origin.first]
        lines = {line for data, _origin in known for line in _telling_lines(data)}
        left_out = {*of, *besides}
        copies = []
        for path in self.everything(unread):
            if path in left_out or path.name.endswith(disk.ASIDE):
                continue
            try:
                found = self._reach.look_inside(path)
            except BestioError:
                unread.append(path)
                continue
            if _is_copy(found, path, origins, lines):
                copies.append(path)
        return copies

    def quoting(
        self, writer: Writer, besides: Iterable[Path], *, within: str | None = None, naming: list[Path] | None = None
    ) -> Iterator[Quoting]:
        """Files that quote `writer`: in the whole workspace, or only in the journals of one class.

        Those that still tell of them once that is taken out, or that cannot be changed, are added to `naming`.
        """
        left_out = set(besides)
        if within is None:
            paths: Iterable[Path] = self.everything()
        else:
            paths = self._reach.journals(within)
        for path in paths:
            if path in left_out:
                continue
            try:
                found = self._reach.look_inside(path)
            except BestioError:
                continue
            class_id = self._reach.class_of(path)
            told, count = any(map(writer.is_told_in, found.texts)), 0
            if found.kind in {"journal", "bundle"}:
                cleaned, count = redaction.clean(found.journal, writer, class_id)
                told = writer.traces.is_named_in(cleaned.decode("utf-8", "replace"))
                if found.kind == "bundle" and saved_voices.carries(
                    reader.read_bytes(path, unpacking.MAX_FILE), writer, path
                ):
                    count += 1
            elif found.kind == "packed":
                told = redaction.clean(found.journal, writer, "")[1] > 0
            if count:
                crossed = redaction.crossed_with(found.journal, writer, class_id)
                yield Quoting(path, class_id, self._reach.group_of(path), count, crossed)
            if naming is not None and (told or self._is_named(path, writer)):
                naming.append(path)

    def texts(self, besides: Iterable[Path]) -> Iterator[str]:
        """What the journals and bundles of the workspace hold, but for the files `besides`."""
        left_out = set(besides)
        for _path, found in self._readable(path for path in self.everything() if path not in left_out):
            yield found.journal.decode("utf-8", "replace")

    def _is_named(self, path: Path, writer: Writer) -> bool:
        """Whether the name of a file, or of a folder that it stands in, is that of theirs."""
        root = next((root for root in self._roots if path.is_relative_to(root)), None)
        if root is None and not is_on_server(path):
            return False
        names = [slug(part, "") for part in (path if root is None else path.relative_to(root)).parts]
        return any(f"-{one}-" in f"-{name}-" for one in writer.only_ids for name in names)

    def _readable(self, paths: Iterable[Path]) -> Iterator[tuple[Path, Inside]]:
        for path in paths:
            try:
                yield path, self._reach.look_inside(path)
            except BestioError:
                continue


def _telling_lines(data: bytes) -> Iterator[bytes]:
    for line in _LINE_ENDS.split(data):
        if _LINE.match(line) and (len(line) >= _SHORTEST_LINE or is_first_line(line)):
            yield _as_written_now(line)


def _is_copy(found: Inside, path: Path, origins: Sequence[Origin], lines: set[bytes]) -> bool:
    """Whether a file holds one of their creations and nobody else's."""
    if found.journal and any(origin_of(found.journal, path).same(origin) for origin in origins):
        return True
    if found.kind in {"bundle", "archive"}:
        return False
    data = found.journal or "\n".join(found.texts).encode()
    inside = {_as_written_now(line) for line in _LINE_ENDS.split(data) if _LINE.match(line)}
    return bool(inside & lines) and not any(map(is_first_line, inside - lines))


def _as_written_now(line: bytes) -> bytes:
    """A line in the form of today: one of a journal, and of what an older Bestio wrote of it, are the same."""
    if line.startswith(b'--- {"'):
        return line
    if is_first_line(line) and (header := header_in(line)) is not None:
        return replace(header, format=FORMAT).line().encode()
    event = codec.decode_bytes(line)
    return codec.encode(event).encode() if event is not None else line


def gallery_mark(named: Iterable[str]) -> str:
    """What a page says of those (class/group) whose creatures or words it shows, as text of an XML document."""
    return escape("\n".join([MARK, *named]))


def sound_mark(named: Iterable[str]) -> bytes:
    """What a sound file says of those (class/group) whose words are heard in it."""
    return f"{MARK}\0{chr(10).join(named)}\0".encode()


def homes_of(class_id: str, groups: Iterable[str]) -> list[str]:
    """The groups of a class as pages name them: class/group."""
    return [f"{class_id}/{group}" for group in groups]


def named_in_gallery(path: Path) -> set[str]:
    """The groups, as class/group, whose creatures or words a page shows; none where it is no such page."""
    try:
        data = _end_of(path) if path.suffix.lower() == ".zip" else reader.read_bytes(path, _MOST_PAGE)
    except (BestioError, OSError):
        return set()
    text = data.decode("utf-8", "replace")
    found = next(filter(None, (mark.search(text) for mark in _MARKS)), None)
    return set(_BETWEEN.split(unescape(found[1]))) if found else set()


def _end_of(path: Path) -> bytes:
    """The last bytes of an archive, among which its comment is (at most 65,535 of them). Raises OSError."""
    with open_regular(path) as stream:
        stream.seek(0, os.SEEK_END)
        stream.seek(max(0, stream.tell() - _END_OF_ARCHIVE))
        return stream.read()


def rewrite(path: Path, writer: Writer, class_id: str) -> None:
    """Take what a file quotes of `writer` out of it, whole or not at all. Raises BestioError, OSError."""
    found = look_inside(path)
    cleaned = redaction.clean(found.journal, writer, class_id)[0]
    if found.kind == "bundle":
        cleaned = saved_voices.rewritten(reader.read_bytes(path, unpacking.MAX_FILE), cleaned, writer, path)
    disk.replace(path, cleaned)


def walk(folder: Path, *, besides: Path | None = None, unread: list[Path] | None = None) -> Iterator[Path]:
    """Every file in a folder, but not in `besides`; links are named, never followed.

    A folder that cannot be looked into is added to `unread`.
    """
    if not disk.is_folder(folder) or folder == besides:
        return
    try:
        found = sorted(folder.iterdir())
    except OSError:
        if unread is not None:
            unread.append(folder)
        return
    for path in found:
        if disk.is_folder(path):
            yield from walk(path, besides=besides, unread=unread)
        else:
            yield path
