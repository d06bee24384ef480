"""Where else in a workspace a group's creation and its words stand: journals of every class, copies, carried files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, unescape

from msgspec import Struct
from msgspec.structs import replace

from bestio.errors import BestioError, UsageError
from bestio.text.slug import slug
from bestio.workshop import disk, quotes, reader, record, saved_voices, unpacking
from bestio.workshop.known import Known, known_in
from bestio.workshop.look_inside import Inside, is_first_line, look_inside
from bestio.workshop.quotes import Writer
from bestio.workshop.store import Store

_GALLERY = re.compile(r"<metadata>bestio-gallery\n(.*?)</metadata>", re.DOTALL)
_PICTURES = frozenset({".svg", ".part"})
_MOST_PICTURE = 8 << 20
# Lines of a journal that no other one has: the first, and those that hold somebody's words.
_LINE = re.compile(
    rb"---.{0,80}(?:bestio[\"']?: *[\"']?journal/|do[\"']?: *[\"']?(?:text\.write|phrase\.make|note\.write|trait\.add))"
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
        self._cache = cache
        self._roots = (store.root.parent, *beside)

    def journals(self) -> list[Path]:
        """The journals of every class; a folder whose name can be no class is left out."""
        found: list[Path] = []
        for class_id in self._store.classes():
            try:
                found += [entry.path for entry in self._store.groups(class_id)]
            except UsageError:
                continue
        return found

    def known(self, besides: Iterable[Path]) -> Iterator[Known]:
        """What is known of the groups of every class, but for the journals `besides`."""
        left_out = set(besides)
        for path in self.journals():
            if path not in left_out:
                try:
                    data = reader.read_bytes(path)
                except BestioError:
                    continue
                yield known_in(path.parent.name, path.stem, data, path)

    def galleries(self, homes: Iterable[tuple[str, str]], *, everywhere: bool) -> Iterator[Path]:
        """Pages that show a creature of the groups told as (class, group); of a group of that id in any class, else."""
        wanted = {f"{class_id}/{group}" for class_id, group in homes}
        ids = {name.partition("/")[2] for name in wanted} if everywhere else set()
        for path in self.files():
            if path.suffix.lower() in _PICTURES:
                shown = named_in_gallery(path)
                if shown & wanted or {name.partition("/")[2] for name in shown} & ids:
                    yield path

    def files(self, unread: list[Path] | None = None) -> Iterator[Path]:
        """Every file of the workspace and beside it; links are left out. Folders that nobody can look into are told."""
        for root in self._roots:
            yield from (path for path in walk(root, besides=self._cache, unread=unread) if not path.is_symlink())

    def class_of(self, path: Path) -> str:
        """The class in whose folder a file stands; "" where in none."""
        return path.parent.name if path.parent.parent == self._store.root else ""

    def copies(self, of: Sequence[Path], besides: Iterable[Path], unread: list[Path]) -> list[Path]:
        """Files that hold the creation of one of the journals `of`, carried elsewhere or kept in a file."""
        known = [(found.journal, quotes.origin_of(found.journal, path)) for path, found in _readable(of)]
        origins = [origin for _data, origin in known if origin.first]
        lines = {line for data, _origin in known for line in _telling_lines(data)}
        left_out = {*of, *besides}
        copies = []
        for path in self.files(unread):
            if path in left_out or path.name.endswith(disk.ASIDE):
                continue
            try:
                found = look_inside(path)
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
            paths: Iterable[Path] = self.files()
        else:
            paths = [entry.path for entry in self._store.groups(within)]
        for path in paths:
            if path in left_out:
                continue
            try:
                found = look_inside(path)
            except BestioError:
                continue
            told, count = any(map(writer.is_told_in, found.texts)), 0
            if found.kind in {"journal", "bundle"}:
                cleaned, count = quotes.clean(found.journal, writer, self.class_of(path))
                told = writer.traces.is_named_in(cleaned.decode("utf-8", "replace"))
                if found.kind == "bundle" and saved_voices.carries(
                    reader.read_bytes(path, unpacking.MAX_FILE), writer, path
                ):
                    count += 1
            elif found.kind == "packed":
                told = quotes.clean(found.journal, writer, "")[1] > 0
            if count:
                header = reader.peek(path)
                crossed = quotes.crossed_with(found.journal, writer, self.class_of(path))
                yield Quoting(path, self.class_of(path), header.group if header else path.stem, count, crossed)
            if naming is not None and (told or self._is_named(path, writer)):
                naming.append(path)

    def texts(self, besides: Iterable[Path]) -> Iterator[str]:
        """What the journals and bundles of the workspace hold, but for the files `besides`."""
        left_out = set(besides)
        for _path, found in _readable(path for path in self.files() if path not in left_out):
            yield found.journal.decode("utf-8", "replace")

    def _is_named(self, path: Path, writer: Writer) -> bool:
        """Whether the name of a file, or of a folder that it stands in, is that of theirs."""
        for root in self._roots:
            if path.is_relative_to(root):
                names = [slug(part, "") for part in path.relative_to(root).parts]
                return any(f"-{one}-" in f"-{name}-" for one in writer.only_ids for name in names)
        return False


def _readable(paths: Iterable[Path]) -> Iterator[tuple[Path, Inside]]:
    for path in paths:
        try:
            yield path, look_inside(path)
        except BestioError:
            continue


def _telling_lines(data: bytes) -> Iterator[bytes]:
    for line in _LINE_ENDS.split(data):
        if _LINE.match(line) and (len(line) >= _SHORTEST_LINE or is_first_line(line)):
            yield _as_written_now(line)


def _is_copy(found: Inside, path: Path, origins: Sequence[quotes.Origin], lines: set[bytes]) -> bool:
    """Whether a file holds one of their creations and nobody else's."""
    if found.journal and any(quotes.origin_of(found.journal, path).same(origin) for origin in origins):
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
    if is_first_line(line) and (header := reader.header_in(line)) is not None:
        return replace(header, format=reader.FORMAT).line().encode()
    event = record.decode_bytes(line)
    return record.encode(event).encode() if event is not None else line


def gallery_mark(class_id: str, groups: Iterable[str]) -> str:
    """What the page of a class says of whose creatures it shows, as text of an XML document."""
    return escape("bestio-gallery\n" + "\n".join(f"{class_id}/{group}" for group in groups))


def named_in_gallery(path: Path) -> set[str]:
    """The groups, as class/group, whose creatures a page shows; none where it is no such page."""
    try:
        text = reader.read_bytes(path, _MOST_PICTURE).decode("utf-8", "replace")
    except BestioError:
        return set()
    found = _GALLERY.search(text)
    return set(unescape(found[1]).split("\n")) if found else set()


def rewrite(path: Path, writer: Writer, class_id: str) -> None:
    """Take what a file quotes of `writer` out of it, whole or not at all. Raises BestioError, OSError."""
    found = look_inside(path)
    cleaned = quotes.clean(found.journal, writer, class_id)[0]
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
