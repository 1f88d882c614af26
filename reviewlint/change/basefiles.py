"""The files of the base revision, for commands that judge no change but must trust none either."""

from __future__ import annotations

from reviewlint.change.comparing import base_commit
from reviewlint.change.contents import Blobs, decoded, of_mode
from reviewlint.change.model import Entry
from reviewlint.change.objects import Objects
from reviewlint.change.open import Request
from reviewlint.change.repository import locate
from reviewlint.change.revisions import Revisions
from reviewlint.change.trees import read_folder

_FOLDER = 0o40000


class BaseFiles:
    """What stood where the change left its base, whatever the change does to it. `close` ends its process."""

    def __init__(self, request: Request) -> None:
        """Find the base that `check` would find. Raises what `open_change` raises where there is none."""
        repository = locate(request.directory)
        self._objects = Objects(repository)
        self._blobs = Blobs(self._objects)
        self.revisions = Revisions(repository, self._objects)
        try:
            self._commit = base_commit(request, repository, self.revisions)
        except BaseException:
            self._objects.close()
            raise

    def read(self, path: str) -> str | None:
        """The text of a file, None when it does not exist there (or is no plain text)."""
        folder, _, name = path.rpartition("/")
        entry = self._plain(folder).get(name)
        data = self._blobs.get(entry.oid).data if entry else None
        return None if data is None else decoded(data)

    def names(self, folder: str) -> tuple[str, ...]:
        """The names of the files in a folder of that tree."""
        return tuple(sorted(self._plain(folder.strip("/"))))

    def close(self) -> None:
        """End the object process."""
        self._objects.close()

    def _plain(self, folder: str) -> dict[str, Entry]:
        found = read_folder(self._objects, self._commit, folder)
        return {n: e for n, e in found.items() if e.mode != _FOLDER and of_mode(e.mode) is None}
