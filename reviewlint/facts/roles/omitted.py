"""Which files the repository's own measure of coverage leaves out: its team has said that no test is due there.

Only settings at the root are read, as they were before the change, so that no change excuses itself. What a service
leaves out of its reports (`codecov.yml`) says less: such code has tests often enough.
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from functools import partial
from typing import TYPE_CHECKING, Any

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reviewlint.change.model import Change

_LONGEST, _MOST, _STARS = 200, 300, 8  # characters of a glob, globs, and its stars
_LIST = r"\s*[:=]\s*\[([^\[\]]*)\]"
_IGNORED = regex(rf"\bcoveragePathIgnorePatterns[\"']?{_LIST}")
_COLLECTED = regex(rf"\bcollectCoverageFrom[\"']?{_LIST}")
_EXCLUDED = regex(rf"\bcoverage[\"']?\s*:\s*\{{[^{{}}]*\bexclude[\"']?{_LIST}")
_QUOTED = regex(r"\"([^\"\n]*)\"|'([^'\n]*)'")
_FILTERED = regex(r"(?m)^\s*add_filter[ (]+[\"']([^\"'\n]+)[\"']")
_PLAIN = regex(r"[\w./*@+ -]+\Z")
_SAYS = "omit"  # before a reader of TOML or INI is imported for nothing
_LITERAL = regex(r"\w{3,}")


def omitted(change: Change) -> Callable[[str], bool]:
    """Whether the settings of `change`'s base leave a path out of coverage."""
    texts = change.read("base", tuple(_READERS))
    globs = [glob for path, text in sorted(texts.items()) for glob in _READERS[path](text)]
    return partial(_matches, tuple(filter(_is_usable, dict.fromkeys(globs)))[:_MOST])


def _matches(globs: Iterable[str], path: str) -> bool:
    return any(fnmatchcase(path, glob) or fnmatchcase(f"/{path}", glob) for glob in globs)


def _is_usable(glob: str) -> bool:
    """Whether a glob names something: one of stars and an ending alone would leave out a whole language."""
    named = glob.rpartition(".")[0] or glob
    return len(glob) <= _LONGEST and glob.count("*") <= _STARS and _LITERAL.search(named) is not None


def _of_pyproject(text: str) -> Iterator[str]:
    if _SAYS not in text:
        return
    import tomllib

    try:
        tool: Any = tomllib.loads(text).get("tool")
    except (tomllib.TOMLDecodeError, RecursionError):
        return
    for section in ("run", "report"):
        found = tool
        for key in ("coverage", section, "omit"):
            found = found.get(key) if isinstance(found, dict) else None
        yield from (glob for glob in found if isinstance(glob, str)) if isinstance(found, list) else ()


def _of_ini(text: str) -> Iterator[str]:
    if _SAYS not in text:
        return
    from configparser import Error, RawConfigParser

    parser = RawConfigParser(strict=False)
    try:
        parser.read_string(text)
    except Error:
        return
    for section in ("run", "report", "coverage:run", "coverage:report"):
        value = parser.get(section, "omit", fallback="") or ""
        yield from (glob.strip() for glob in re.split(r"[,\n]", value) if glob.strip())


def _of_javascript(text: str) -> Iterator[str]:
    for listed in _IGNORED.findall(text):
        yield from map(_of_expression, _quoted(listed))
    for listed in _COLLECTED.findall(text):
        yield from (_rooted(glob[1:]) for glob in _quoted(listed) if glob.startswith("!"))
    for listed in _EXCLUDED.findall(text):
        yield from map(_rooted, _quoted(listed))


def _quoted(text: str) -> Iterator[str]:
    return (double or single for double, single in _QUOTED.findall(text))


def _of_expression(written: str) -> str:
    """A regular expression over paths as a glob; "" for one that says more than a glob can."""
    plain = written.replace("<rootDir>", "").removeprefix("^").replace("\\\\", "\\")
    plain = plain.replace("\\.", ".").replace("\\/", "/").replace(".*", "*")
    end = "" if plain.endswith("$") else "*"
    return f"*{plain.removesuffix('$')}{end}" if _PLAIN.match(plain.removesuffix("$")) else ""


def _rooted(glob: str) -> str:
    """A glob in which `**` stands for any folders, as one whose stars cross them."""
    glob = glob.replace("<rootDir>/", "").removeprefix("./").replace("**/", "*")
    return f"{glob}*" if glob.endswith("/") else glob.replace("**", "*")


def _of_simplecov(text: str) -> Iterator[str]:
    return (f"*{part}*" for part in _FILTERED.findall(text))


_READERS: dict[str, Callable[[str], Iterable[str]]] = {
    "pyproject.toml": _of_pyproject,
    **dict.fromkeys((".coveragerc", "setup.cfg", "tox.ini"), _of_ini),
    **dict.fromkeys(("package.json", ".nycrc", ".nycrc.json"), _of_javascript),
    **{
        f"{tool}.config.{end}": _of_javascript
        for tool in ("jest", "vitest", "vite")
        for end in ("js", "ts", "mjs", "cjs", "mts")
    },
    ".simplecov": _of_simplecov,
}
