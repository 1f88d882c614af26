"""The bytecode of our modules in one file, so that a run opens one and not two hundred.

Python finds, checks, opens and reads each module by itself; for as many small ones as a run needs that is a twentieth
of it. What stands beside the modules is used as Python uses its own: only while the source is of the same time and
size. Where there is nothing, or something else, Python imports as ever.
"""

from __future__ import annotations

import marshal
import os
import sys
from importlib.machinery import ModuleSpec
from io import FileIO
from pathlib import Path
from types import ModuleType
from typing import Any

from reviewlint.kept import keep_apart, recall_apart

_ROOT = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - as `sys.path` has it
_PLACE = Path(_ROOT) / "__pycache__" / "modules"
_NEVER = frozenset(
    (f"{__package__}.__main__", __name__, keep_apart.__module__)
)  # there before what is kept is read

Row = tuple[str, int, int, bool]  # path, time (ns) and size of the source, whether it is a package
Place = tuple[int, int]  # where the code stands, and how long it is


class Bytecode:
    """Finds and loads the modules that are kept in `file`. A run needs a third of them, so each is read by itself."""

    def __init__(self, kept: dict[str, tuple[Row, Place]], file: FileIO | None) -> None:
        self.kept, self._file = kept, file
        self._place = str(file.name) if file else None

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        """How Python asks for a module; None leaves it to Python's own way."""
        found = self.kept.get(name)
        if found is None or _state(found[0][0]) != found[0][1:3]:
            return None
        row = found[0]
        spec = ModuleSpec(name, self, origin=row[0], is_package=row[3])  # type: ignore[arg-type]
        spec.has_location = True
        spec.cached = (
            self._place
        )  # or Python works out where it would have kept its bytecode, a tenth of an import
        if row[3]:
            spec.submodule_search_locations = [row[0].rpartition(os.sep)[0]]
        return spec

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Python's own kind of module."""
        return None

    def exec_module(self, module: ModuleType) -> None:
        """Run the module's code."""
        exec(self.get_code(module.__name__), module.__dict__)  # noqa: S102 - our own module

    def get_code(self, name: str) -> Any:
        """The code of a module that is kept."""
        return marshal.loads(self.stored(name))  # noqa: S302 - beside our modules, as trusted as they are

    def stored(self, name: str) -> bytes:
        """The code as it is kept."""
        start, length = self.kept[name][1]
        file: Any = self._file
        file.seek(start)
        content: bytes = file.read(length)
        return content


def install() -> None:
    """Import what is kept from where it is kept, from now on."""
    found = recall_apart(_PLACE, _stamp())
    if found:
        sys.meta_path.insert(0, Bytecode(*found))


def save() -> None:
    """Keep the modules that were imported in Python's own way."""
    if sys.dont_write_bytecode:
        return
    ours = next((finder for finder in sys.meta_path if isinstance(finder, Bytecode)), Bytecode({}, None))
    fresh = {name: found for name, module in sys.modules.items() if (found := _found(name, module, ours))}
    if fresh:
        known = {name: (row, ours.stored(name)) for name, (row, _) in ours.kept.items()}
        keep_apart(_PLACE, _stamp(), known | fresh)


def _found(name: str, module: ModuleType, ours: Bytecode) -> tuple[Row, bytes] | None:
    if not name.startswith(f"{__package__}.") or name in _NEVER:
        return None
    spec = module.__spec__
    loader: Any = spec.loader if spec else None
    if spec is None or spec.origin is None or loader is ours or not spec.origin.startswith(_ROOT):
        return None
    state = _state(spec.origin)
    row = (spec.origin, *state, spec.submodule_search_locations is not None) if state else None
    return (row, marshal.dumps(loader.get_code(name))) if row else None


def _state(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - many times a run
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _stamp() -> tuple[int, int, str]:
    return sys.hexversion, sys.flags.optimize, _ROOT
