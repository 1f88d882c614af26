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
from pathlib import Path
from types import ModuleType
from typing import Any

from reviewlint.kept import keep, recall

_ROOT = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - as `sys.path` has it
_PLACE = Path(_ROOT) / "__pycache__" / "modules"
_NEVER = frozenset((f"{__package__}.__main__", __name__))

Kept = dict[
    str, tuple[str, int, int, bool, bytes]
]  # by name: path, time (ns) and size of the source, is a package, code


class Bytecode:
    """Finds and loads the modules that are kept."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        """How Python asks for a module; None leaves it to Python's own way."""
        row = self.kept.get(name)
        if row is None or _state(row[0]) != row[1:3]:
            return None
        spec = ModuleSpec(name, self, origin=row[0], is_package=row[3])  # type: ignore[arg-type]
        spec.has_location = True
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
        return marshal.loads(self.kept[name][4])  # noqa: S302 - beside our modules, as trusted as they are


def install() -> None:
    """Import what is kept from where it is kept, from now on."""
    kept = recall(_PLACE, _stamp())
    if kept:
        sys.meta_path.insert(0, Bytecode(kept))


def save() -> None:
    """Keep the modules that were imported in Python's own way."""
    if sys.dont_write_bytecode:
        return
    ours = next((finder for finder in sys.meta_path if isinstance(finder, Bytecode)), Bytecode({}))
    fresh = {name: row for name, module in sys.modules.items() if (row := _row(name, module, ours))}
    if fresh:
        keep(_PLACE, _stamp(), ours.kept | fresh)


def _row(name: str, module: ModuleType, ours: Bytecode) -> tuple[str, int, int, bool, bytes] | None:
    if not name.startswith(f"{__package__}.") or name in _NEVER:
        return None
    spec = module.__spec__
    loader: Any = spec.loader if spec else None
    if spec is None or spec.origin is None or loader is ours or not spec.origin.startswith(_ROOT):
        return None
    state = _state(spec.origin)
    code = marshal.dumps(loader.get_code(name))
    return (spec.origin, *state, spec.submodule_search_locations is not None, code) if state else None


def _state(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - many times a run
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _stamp() -> tuple[int, int, str]:
    return sys.hexversion, sys.flags.optimize, _ROOT
