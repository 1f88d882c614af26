"""Finding checks and loading them: ids cost a listing, titles a short read, bodies only if selected."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from reviewlint.data import bundled
from reviewlint.errors import ConfigError
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.checklist.model import Outcome
    from reviewlint.facts.facts import Facts

BUILT_IN = "built-in"
_DOCSTRING = regex(r'\A(?:\s++|#[^\n]*+\n)*[rRuU]?("""|\'\'\')(.*?)\1', re.DOTALL)
_STAGES = regex(r"^STAGES\b[^=\n]*=([^\n]*)", re.MULTILINE)


class Check:
    """One check that may run. Its text is read and its body executed only when somebody asks.

    `origin`: "built-in", the path of a repository's own file, or "package version"; `path`: where errors point to.
    """

    def __init__(
        self, id: str, origin: str, path: str, read: Callable[[], str], load: Callable[[], ModuleType]
    ) -> None:
        self.id, self.origin, self.path, self.read, self.load = id, origin, path, read, load

    @cached_property
    def text(self) -> str:
        """The source text."""
        return self.read()

    @cached_property
    def doc(self) -> str:
        """The docstring, read without executing anything."""
        found = _DOCSTRING.match(self.text)
        return found[2].strip() if found else ""

    @property
    def title(self) -> str:
        """The question: the first line of the docstring, or the id."""
        return self.doc.partition("\n")[0].strip() or self.id

    @cached_property
    def stages(self) -> frozenset[str]:
        """Where the check makes sense: "branch", "commit", "message"."""
        found = _STAGES.search(self.text)
        return frozenset(re.findall(r"[\"'](\w+)[\"']", found[1])) if found else frozenset({"branch"})

    @cached_property
    def module(self) -> ModuleType:
        """The executed module. Raises ConfigError when it cannot be executed or has no `run`."""
        try:
            module = self.load()
        except ConfigError:
            raise
        except Exception as error:
            raise ConfigError(
                f"{self.path}: the check cannot be loaded: {type(error).__name__}: {error}",
                why=("A gate without one of its checks would be a pass nobody earned.",),
                next_step=(f"reviewlint check --ignore {self.id}", "until it is mended"),
            ) from error
        if not callable(getattr(module, "run", None)):
            raise ConfigError(f"{self.path}: a check needs a function run(facts, options)")
        return module

    @property
    def options_type(self) -> type[Any] | None:
        """The dataclass of its own options, None when it has none."""
        return getattr(self.module, "Options", None)

    def run(self, facts: Facts, options: object) -> Outcome:
        """The check's answer to this change."""
        outcome: Outcome = self.module.run(facts, options)
        return outcome


def check_id(file_name: str) -> str:
    """The id of the check in the file: `tests_exist.py` holds tests-exist."""
    return file_name.removesuffix(".py").replace("_", "-")


def built_in() -> tuple[Check, ...]:
    """The checks that ship with the program, by id. Raises ConfigError when none is there."""
    folder = bundled("checks")
    checks = tuple(_from_file(folder / name) for name in _names(p.name for p in folder.iterdir()))
    if not checks:
        raise ConfigError(f"no check was found in {folder}: this installation is broken")
    return checks


def from_texts(texts: Mapping[str, str], *, folder: str = "") -> tuple[Check, ...]:
    """A repository's own checks, given as path -> text; `folder` tells equal paths of two places apart.

    They are compiled from memory: no bytecode is written, and a file called `json.py` hides nothing.
    """
    names = {path: path.rpartition("/")[2] for path in sorted(texts)}
    wanted = set(_names(names.values()))
    return tuple(_from_text(path, texts[path], folder) for path, name in names.items() if name in wanted)


def from_package(name: str, where: str) -> tuple[Check, ...]:
    """The checks of an installed package, by its entry points in the group `reviewlint.checks`.

    `where` is the place in the configuration that names it. Raises ConfigError when it is not installed.
    """
    from importlib import metadata

    try:
        distribution = metadata.distribution(name)
    except metadata.PackageNotFoundError as error:
        raise ConfigError(
            f'{where}: plugin "{name}" is not installed',
            why=("The configuration names it, so a run without it would be a pass nobody earned.",),
            next_step=(f"pip install {name}", 'or take it out of "plugins"'),
        ) from error
    points = [p for p in distribution.entry_points if p.group == "reviewlint.checks"]
    if not points:
        raise ConfigError(f'{where}: package "{name}" offers no check (entry points "reviewlint.checks")')
    origin = f"{name} {distribution.version}"
    return tuple(_from_entry_point(point.name, point.value, origin) for point in points)


def unique(checks: Iterable[Check]) -> dict[str, Check]:
    """The checks by id. Raises ConfigError when two share one."""
    by_id: dict[str, Check] = {}
    for check in checks:
        if check.id in by_id:
            raise ConfigError(
                f"two checks are called {check.id}: {by_id[check.id].path} and {check.path}",
                why=("An id must name one check, or nobody knows which of them has run.",),
                next_step="rename one of the two files",
            )
        by_id[check.id] = check
    return by_id


def _names(names: Iterable[str]) -> list[str]:
    return sorted(n for n in names if n.endswith(".py") and not n.startswith(("_", ".", "test_")))


def _module_name(folder: str, stem: str) -> str:
    return f"reviewlint_check_{_digest(folder)}_{stem}"


def _digest(text: str) -> str:
    from zlib import crc32

    return f"{crc32(text.encode(errors='surrogateescape')):08x}"


def _from_file(path: Path) -> Check:
    def load() -> ModuleType:
        from importlib.machinery import SourceFileLoader

        name = _module_name(str(path.parent), path.stem)
        return _execute(name, str(path), SourceFileLoader(name, str(path)).get_code(name))

    return Check(check_id(path.name), BUILT_IN, str(path), lambda: path.read_text("utf-8"), load)


def _from_text(path: str, text: str, folder: str) -> Check:
    parent, _, name = path.rpartition("/")

    def load() -> ModuleType:
        code = compile(text, path, "exec", dont_inherit=True)
        return _execute(_module_name(f"{folder}/{parent}", name.removesuffix(".py")), path, code)

    return Check(check_id(name), path, path, lambda: text, load)


def _from_entry_point(identifier: str, value: str, origin: str) -> Check:
    module_name = value.partition(":")[0].strip()

    def load() -> ModuleType:
        from importlib import import_module

        return import_module(module_name)

    def read() -> str:
        from importlib.util import find_spec

        spec = find_spec(module_name)
        return Path(spec.origin).read_text("utf-8") if spec and spec.origin else ""

    return Check(identifier, origin, module_name, read, load)


def _execute(name: str, path: str, code: Any) -> ModuleType:
    module = ModuleType(name)
    module.__file__ = path
    sys.modules[name] = module  # dataclasses look their module up by name
    try:
        exec(code, module.__dict__)  # noqa: S102  a check is code that the gate's owner chose to run
    except BaseException:
        del sys.modules[name]
        raise
    return module
