"""A small table on disk: each key has one place, and whoever comes later to a place takes it.

So it never grows, and nothing has to be swept out of it. A value is found by its whole key, which stands beside it:
two keys with one place are never taken for each other. Like the segments it may be deleted, damaged or read-only.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import zlib
from pathlib import Path
from typing import Any

SLOTS = 64
MOST_BYTES = 1_000_000  # of one value with its key: what is larger is not kept


class Slots:
    """The values of one kind below `folder`; without a folder nothing is kept."""

    def __init__(self, folder: Path | None, kind: str) -> None:
        self._folder, self._kind = folder, kind

    def get(self, key: bytes) -> Any:
        """What was put under `key`: plain data. None where it is gone or never was."""
        if self._folder is None:
            return None
        try:
            content = self._place(self._folder, key).read_bytes()
            if zlib.crc32(content[4:]).to_bytes(4) != content[:4]:
                return None
            known, value = marshal.loads(content[4:])  # noqa: S302 - our own, checksum verified
        except (OSError, ValueError, EOFError, TypeError):
            return None
        return value if known == key else None

    def put(self, key: bytes, value: Any) -> None:
        """Keep `value` (plain data) under `key`, where the folder lets itself be written."""
        body = marshal.dumps((key, value))
        if self._folder is None or len(body) > MOST_BYTES:
            return
        place = self._place(self._folder, key)
        temporary = place.with_name(f"{place.name}.{os.getpid()}.tmp")
        try:
            self._folder.mkdir(exist_ok=True)
            temporary.write_bytes(zlib.crc32(body).to_bytes(4) + body)
            temporary.replace(place)
        except OSError:
            with contextlib.suppress(OSError):
                temporary.unlink()

    def _place(self, folder: Path, key: bytes) -> Path:
        return folder / f"{zlib.crc32(key) % SLOTS:02x}.{self._kind}"
