"""Where the data that ships with the program stands, and a cheap look into its files.

A data file (TOML) keeps what decides whether it is needed in one-line arrays, so that the many
files nobody needs on a run are skimmed and not parsed.
"""

from __future__ import annotations

import marshal
import re
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from reviewlint.errors import ConfigError
from reviewlint.kept import of_file, of_folder, stamp_of
from reviewlint.needs import holds, of_pattern, of_rule
from reviewlint.regex import regex

_PACKAGE = Path(__file__).resolve().parent


@cache
def bundled(name: str) -> Path:
    """The folder `name` (`config`, `checks` or `docs/ci`) that ships with the program.

    In a wheel it is `reviewlint/_bundled/<name>`. In a checkout it stands beside the package; that is
    trusted only next to a `pyproject.toml`, or a stranger's `site-packages/checks` would be run.
    """
    inside = _PACKAGE / "_bundled" / name
    if inside.is_dir():
        return inside
    beside = _PACKAGE.parent / name
    if beside.is_dir() and (_PACKAGE.parent / "pyproject.toml").is_file():
        return beside
    raise ConfigError(f"the bundled folder {name} is missing: this installation is broken")


def stamp() -> bytes:
    """What tells this program from another version of it, and from this one with other libraries beside it.

    An installed one changes with its environment; the files of a checkout are looked at one by one.
    """
    from importlib.machinery import PathFinder

    from reviewlint import __version__

    found = PathFinder.find_spec("click")  # importing it would take longer than all else here
    libraries = Path(str(found.origin)).parents[1].stat().st_mtime_ns if found is not None else 0
    if (_PACKAGE / "_bundled").is_dir():
        return f"{__version__} {_PACKAGE.stat().st_mtime_ns} {libraries}".encode()
    files = [stamp_of(folder) for folder in (_PACKAGE, bundled("checks"), bundled("config"))]
    return marshal.dumps((libraries, files), 2)  # later formats depend on more than the value


def one_line_array(text: str, key: str) -> tuple[str, ...]:
    """The strings of the top-level one-line array `key = ["…", …]` in TOML `text`; empty without one."""
    opening = f"{key} = ["
    start = 0 if text.startswith(opening) else text.find(f"\n{opening}") + 1
    if not start and not text.startswith(opening):
        return ()
    line = text[start:].partition("\n")[0]
    return tuple(one.replace("\\\\", "\\") for one in line.rpartition("]")[0].split('"')[1::2])


def mentions(text: str, markers: tuple[str, ...]) -> bool:
    """Whether one of the markers stands in `text`; without any marker every text may be meant."""
    return not markers or any(marker in text for marker in markers)


@cache
def read_toml(path: Path) -> dict[str, Any]:
    """The parsed TOML file at `path`. Raises ConfigError when it is not valid TOML."""
    return of_file(path, lambda: _parsed(path)) if _is_ours(path) else _parsed(path)


def bundled_toml(name: str) -> dict[str, Any]:
    """The tables of the data file `config/<name>`."""
    return read_toml(bundled("config") / name)


def of_grammar(name: str, grammar: str) -> dict[str, Any] | None:
    """The table of the data file `config/<name>` for a grammar, or of one that it is `like`; None without one."""
    tables = bundled_toml(name)
    table = tables.get(grammar)
    like: dict[str, Any] | None = tables[table["like"]] if table is not None and "like" in table else table
    return like


def arrays(folder: Path, keys: tuple[str, ...]) -> list[tuple[Path, tuple[tuple[str, ...], ...]]]:
    """The one-line arrays `keys` of every TOML file below `folder`, in path order; none without the folder."""

    def skimmed() -> list[tuple[str, tuple[tuple[str, ...], ...]]]:
        paths = sorted(folder.rglob("*.toml"))
        texts = ((str(path), path.read_text("utf-8")) for path in paths)
        return [(path, tuple(one_line_array(text, key) for key in keys)) for path, text in texts]

    found = of_folder(folder, "-".join(keys), skimmed) if _is_ours(folder) else skimmed()
    return [(Path(path), values) for path, values in found]


def _is_ours(path: Path) -> bool:
    return path.is_relative_to(_PACKAGE) or path.is_relative_to(_PACKAGE.parent / "config")


def _parsed(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error


@cache
def read_rules(path: Path) -> dict[str, Any]:
    """The parsed TOML file at `path`, its ast-grep rules made cheap. Raises ConfigError when it is not valid TOML.

    ast-grep compiles the regular expressions of a rule at every search, and a class of Unicode is most of that.
    Each entry of a table gets `must`: what a text must hold for the entry to match in it (see `needs`), and
    `must_inside`: what of that must be in the node that matches.
    """
    return of_file(path, lambda: _rules(path), _RULES) if _is_ours(path) else _rules(path)


def may_match(row: dict[str, Any], low: str) -> bool:
    """Whether the entry of a rule file may match in a text, given in small letters."""
    return holds(low, row.get("must", ()))


def may_match_in(row: dict[str, Any], low: str) -> bool:
    """Whether its rule may match in a part of the tree, whose text is given in small letters."""
    return holds(low, row.get("must_inside", ()))


_RULES = "rules-3"  # goes up when another thing is made of the files
_SOUGHT = ("where", "needs")  # keys of regular expressions that are searched in the whole text


def _rules(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = read_toml(path)
    return {
        key: [_plain(row) | _needs(row) if isinstance(row, dict) else row for row in value]
        if isinstance(value, list)
        else value
        for key, value in document.items()
    }


def _needs(row: dict[str, Any]) -> dict[str, list[list[str]]]:
    rules = [row[key] for key in ("rule",) if isinstance(row.get(key), dict)]
    constraints = row.get("constraints")
    rules += constraints.values() if isinstance(constraints, dict) else ()
    patterns = [row[key] for key in _SOUGHT if isinstance(row.get(key), str)]
    needed = [*map(of_rule, rules), *map(of_pattern, patterns)]
    inside = [of_rule(rule, around=False) for rule in rules]
    return {"must": list(chain.from_iterable(needed)), "must_inside": list(chain.from_iterable(inside))}


_CLASSES = {r"\w": r"[0-9A-Za-z_\x{80}-\x{10FFFF}]", r"\d": "[0-9]", r"\s": r"[\t\n\f\r ]"}
_ESCAPE = regex(r"\\.", re.DOTALL)
_ATOM = regex(r"\[\^?\]?(?:\\.|[^\]\\])*\]|\\.", re.DOTALL)  # a class in brackets, or an escape
_ANY_CASE = regex(r"\(\?[a-z]*i")


def _plain(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _plain(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item, key) for item in value]
    return _cheap(value) if key == "regex" and isinstance(value, str) else value


def _cheap(pattern: str) -> str:
    """`pattern` with plain classes for its Unicode ones: an escaped backslash before a letter is no class.

    In a pattern for any case they keep out of that: every letter of theirs is there in both cases, and to work that out
    anew for a million characters takes hundreds of times as long as the rest.
    """
    any_case = _ANY_CASE.search(pattern) is not None

    def plain(found: re.Match[str]) -> str:
        made = _ESCAPE.sub(lambda escape: _CLASSES.get(escape[0], escape[0]), found[0])
        return f"(?-i:{made})" if any_case and r"\x{80}" in made else made

    return _ATOM.sub(plain, pattern)
