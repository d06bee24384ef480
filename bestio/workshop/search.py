"""Where else in a workspace a group's creation and its words stand: journals of every class, copies, carried files."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, unescape

from msgspec import Struct

from bestio.errors import BestioError
from bestio.workshop import bundle, disk, quotes, reader
from bestio.workshop.quotes import Origin, Writer
from bestio.workshop.store import Store

_ENDINGS = frozenset({".yaml", ".yml", ".bak", ".part", ".txt", bundle.SUFFIX})
_JOURNAL = b'bestio: "journal/'
_GALLERY = re.compile(r"<metadata>bestio-gallery\n(.*?)</metadata>", re.DOTALL)
_PICTURES = frozenset({".svg", ".part"})
_MOST_PICTURE = 8 << 20


class Found(Struct, frozen=True):
    """A file that holds the content of a journal: its class ("" outside of any), and where that journal comes from."""

    path: Path
    class_id: str
    origin: Origin


class Quoting(Struct, frozen=True):
    """A file of another group that quotes the one looked for, in so many acts; `class_id` is "" outside of any."""

    path: Path
    class_id: str
    group: str
    phrases: int


class Search:
    """Looks through a workspace for creations, but not into what can be made again (`cache`)."""

    def __init__(self, store: Store, cache: Path) -> None:
        self._store = store
        self._cache = cache

    def journals(self) -> list[Path]:
        """The journals of every class."""
        return [entry.path for class_id in self._store.classes() for entry in self._store.groups(class_id)]

    def galleries(self, homes: Iterable[tuple[str, str]], *, everywhere: bool) -> Iterator[Path]:
        """Pages that show a creature of the groups told as (class, group); of a group of that id in any class, else."""
        wanted = {f"{class_id}/{group}" for class_id, group in homes}
        ids = {name.partition("/")[2] for name in wanted} if everywhere else set()
        for path in walk(self._store.root.parent, besides=self._cache):
            if path.suffix.lower() in _PICTURES and not path.is_symlink():
                shown = named_in_gallery(path)
                if shown & wanted or {name.partition("/")[2] for name in shown} & ids:
                    yield path

    def files(self) -> Iterator[Path]:
        """Every file of the workspace that may hold a journal, those of the classes among them; links are left out."""
        for path in walk(self._store.root.parent, besides=self._cache):
            if path.suffix.lower() in _ENDINGS and not path.is_symlink():
                yield path

    def class_of(self, path: Path) -> str:
        """The class in whose folder a file stands; "" where in none."""
        return path.parent.name if path.parent.parent == self._store.root else ""

    def copies(self, of: Sequence[Path], besides: Iterable[Path], unread: list[Path]) -> list[Path]:
        """Files that hold the creation of one of the journals `of`, carried elsewhere or kept in a file."""
        origins = [quotes.origin_of(content(path), path) for path in of if readable(path)]
        origins = [origin for origin in origins if origin.first]
        left_out = {*of, *besides}
        found = []
        for path in self.files():
            if path in left_out or path.name.endswith(disk.ASIDE):
                continue
            try:
                data = content(path)
            except BestioError:
                unread.append(path)
                continue
            if _JOURNAL in data[:4096] and any(quotes.origin_of(data, path).same(origin) for origin in origins):
                found.append(path)
        return found

    def quoting(self, writer: Writer, besides: Iterable[Path], *, within: str | None = None) -> Iterator[Quoting]:
        """Files that quote `writer`: in the whole workspace, or only in the journals of one class."""
        left_out = set(besides)
        if within is None:
            paths: Iterable[Path] = self.files()
        else:
            paths = [entry.path for entry in self._store.groups(within)]
        for path in paths:
            if path in left_out:
                continue
            try:
                data = content(path)
            except BestioError:
                continue
            count = quotes.clean(data, writer, self.class_of(path))[1]
            if count:
                header = reader.peek(path)
                yield Quoting(path, self.class_of(path), header.group if header else path.stem, count)


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


def content(path: Path) -> bytes:
    """The journal that a file holds, or the one in a bundle; b"" for another kind of text. Raises BestioError."""
    data = reader.read_bytes(path, bundle.MAX_FILE)
    return bundle.journal_in(data, path) if path.suffix.lower() == bundle.SUFFIX else data


def readable(path: Path) -> bool:
    """Whether the content of a file can be had."""
    try:
        content(path)
    except BestioError:
        return False
    return True


def rewrite(path: Path, writer: Writer, class_id: str) -> None:
    """Take what a file quotes of `writer` out of it, whole or not at all. Raises BestioError, OSError."""
    cleaned = quotes.clean(content(path), writer, class_id)[0]
    if zipfile.is_zipfile(path):
        cleaned = bundle.with_journal(reader.read_bytes(path, bundle.MAX_FILE), cleaned, path)
    disk.replace(path, cleaned)


def walk(folder: Path, *, besides: Path | None = None) -> Iterator[Path]:
    """Every file in a folder, but not in `besides`; links are named, never followed."""
    if not disk.is_folder(folder) or folder == besides:
        return
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            yield from walk(path, besides=besides)
        else:
            yield path
