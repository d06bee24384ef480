"""The journals of a workspace as who looks through all of it finds them: files among others, or on a server.

A journal on a server has a name here that no file has: a file that stands where its own would (it was copied from
there, or to there) is another thing, which may be another group's.
"""

from __future__ import annotations

from pathlib import Path

from bestio.classroom.look_inside import Inside, look_inside
from bestio.classroom.store import Store
from bestio.errors import BestioError
from bestio.journal import reader
from bestio.journal.journals import ServerJournals
from bestio.journal.server_refusal import ServerRefusal
from bestio.storage import disk

_SERVER = Path("postgresql:")


class Reach:
    """The journals of `store`, and what any file holds. Whatever is asked raises ServerRefusal where it is away."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def server(self) -> ServerJournals | None:
        """The journals where a server keeps them; None where they are files."""
        return self._store.server

    def journals(self, class_id: str) -> list[Path]:
        """The journals of a class. Raises UsageError for a name that can be none."""
        return [self._named(entry.path) for entry in self._store.groups(class_id)]

    def journal(self, class_id: str, group_id: str) -> Path:
        """The journal of a group, which may not be there. Raises UsageError for a name that leads elsewhere."""
        return self._named(self._store.path(class_id, group_id))

    def has_class(self, class_id: str) -> bool:
        """Whether there is a class of that name. Raises UsageError for a name that leads elsewhere."""
        return self._store.has_class(class_id)

    def is_there(self, path: Path) -> bool:
        """Whether there is a journal."""
        return path in self.journals(path.parent.name) if is_on_server(path) else disk.is_file(path)

    def class_of(self, path: Path) -> str:
        """The class in which a journal, or a file, stands; "" where in none."""
        return path.parent.name if path.parent.parent in {self._store.root, _SERVER} else ""

    def group_of(self, path: Path) -> str:
        """What the group of a journal is called."""
        if not is_on_server(path):
            header = reader.peek(path)
            return header.group if header else path.stem
        groups = self._store.groups(path.parent.name)
        return next((entry.group for entry in groups if entry.id == path.stem), path.stem)

    def size_of(self, path: Path) -> int:
        """How many bytes there are of a journal, or of a file; 0 where that is not known."""
        if is_on_server(path):
            return next((entry.size for entry in self._store.groups(path.parent.name) if entry.id == path.stem), 0)
        try:
            return path.lstat().st_size
        except OSError:
            return 0

    def content(self, path: Path) -> bytes:
        """A whole journal. Raises BestioError where it cannot be read."""
        if self.server is None or not is_on_server(path):
            return reader.read_bytes(path)
        try:
            return self.server.content(path)
        except BestioError as error:
            if isinstance(error.__cause__, ServerRefusal):  # it is all journals that cannot be read now
                raise error.__cause__ from error
            raise

    def look_inside(self, path: Path) -> Inside:
        """What a journal, or a file, holds. Raises BestioError where that cannot be told."""
        return Inside("journal", journal=self.content(path)) if is_on_server(path) else look_inside(path)

    def _named(self, path: Path) -> Path:
        return path if self.server is None else _SERVER / path.parent.name / path.name


def is_on_server(path: Path) -> bool:
    """Whether it is the name of a journal that is in no file."""
    return path.parts[:1] == _SERVER.parts
