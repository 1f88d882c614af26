"""How many production lines a change holds, without what moved, and how its files hang together.

Tests, documents, configuration, generated and vendored files do not count, nor do files that are removed as a
whole, blank lines, and lines that only moved or were indented otherwise.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reviewlint.facts.size.model import Part, Size, SizedFile
from reviewlint.regex import regex
from reviewlint.syntax.comments import is_lexed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewlint.facts.facts import Facts

__all__ = ["establish"]

_COUNTED = frozenset(("source", "migration"))
_LEAST_MOVED = 3  # neighbouring lines: shorter runs are alike by chance
_COMMON = frozenset(
    ("index", "main", "mod", "lib", "__init__", "types", "utils", "constants", "styles", "package")
)
_WORD = regex(r"[A-Za-z_]\w{3,}")


def establish(facts: Facts) -> Size:
    """The size of the change, and the parts it could be cut into."""
    counted_files = [f for f in facts.files if f.role in _COUNTED and (f.language or is_lexed(f.path))]
    paths = [f.path for f in counted_files if f.status != "removed"]
    gone = [f.path for f in counted_files if f.status == "removed"]
    if not paths:
        return Size()
    removed = {path: _removed(facts, path) for path in [*paths, *gone]}
    pool = Counter(line for lines in removed.values() for line in lines.elements())
    for file in counted_files:
        if file.status == "copied":
            pool -= Counter(_plain(line) for _, line in _lines(facts.sources.text(file.path, "head")))
    read = {path: _added(facts, path, pool) for path in paths}
    files = [SizedFile(path, new + _left(removed[path], pool), moved) for path, (new, moved) in read.items()]
    counted = {file.path: file.lines for file in files if file.lines}
    groups = _groups(facts, sorted(counted))
    parts = sorted((_part(group, counted) for group in groups), key=lambda part: (-part.lines, part.name))
    folders = _by_folder(counted)
    return Size(tuple(files), tuple(parts), tuple(folders))


def _removed(facts: Facts, path: str) -> Counter[str]:
    """The lines that one file loses, without layout."""
    before, after = facts.sources.text(path, "base"), facts.sources.text(path, "head")
    added = facts.sources.added(path)
    left = Counter(line for _, line in _lines(before))
    left.subtract(line for n, line in _lines(after) if n not in added)
    differing: Counter[str] = Counter()  # lines as they stand cancel out before their layout is looked at
    for line, number in left.items():
        if number:
            differing[_plain(line)] += number
    del differing[""]
    return +differing


def _lines(text: str | None) -> Iterable[tuple[int, str]]:
    return enumerate((text or "").split("\n"), 1)


def _plain(line: str) -> str:
    return "".join(line.split())


def _added(facts: Facts, path: str, pool: Counter[str]) -> tuple[int, int]:
    """Added lines to read and moved ones; a run of lines that another place lost (or this one) has moved."""
    added = facts.sources.added(path)
    moved = new = 0
    run: list[str] = []
    for number, line in [*_lines(facts.sources.text(path, "head")), (-1, "\x00")]:
        text = _plain(line) if number in added else ""
        if number in added and text and pool[text] > run.count(text):
            run.append(text)
            continue
        if number in added and not text:
            continue
        if len(run) >= _LEAST_MOVED:
            moved += len(run)
            pool.subtract(run)
        else:
            new += len(run)
        run = []
        new += number in added
    return new, moved


def _left(removed: Counter[str], pool: Counter[str]) -> int:
    """The removed lines that are found again nowhere. Asked when every added line has been looked for."""
    gone = Counter({text: min(count, pool[text]) for text, count in removed.items() if pool[text] > 0})
    pool.subtract(gone)
    return gone.total()


def _groups(facts: Facts, paths: list[str]) -> list[list[str]]:
    """The paths in groups that are connected: one mentions what the other defines anew or otherwise."""
    defined: dict[str, set[str]] = {}
    for unit in facts.changed_units.units:
        if unit.name and unit.path in paths:
            defined.setdefault(unit.name.rpartition(".")[2], set()).add(unit.path)
    leader = {path: path for path in paths}

    def find(path: str) -> str:
        while leader[path] != path:
            path = leader[path]
        return path

    for path in paths:
        if (stem := _stem(path)) not in _COMMON:
            defined.setdefault(stem, set()).add(path)
    for path in paths:
        words = {_stem(path), *_WORD.findall(facts.sources.text(path, "head") or "")}
        for name in words & defined.keys():
            for other in defined[name]:
                leader[find(path)] = find(other)
    groups: dict[str, list[str]] = {}
    for path in paths:
        groups.setdefault(find(path), []).append(path)
    return list(groups.values())


def _stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]


def _part(paths: list[str], counted: dict[str, int]) -> Part:
    return Part(_folder(paths), tuple(paths), sum(counted[path] for path in paths))


def _folder(paths: list[str]) -> str:
    """The innermost folder that holds all paths; of a single one the path itself."""
    if len(paths) == 1:
        return paths[0]
    shared: list[str] = []
    for names in zip(*(path.split("/")[:-1] for path in paths), strict=False):
        if len(set(names)) > 1:
            break
        shared.append(names[0])
    return "/".join(shared) + "/" if shared else "./"


def _by_folder(counted: dict[str, int]) -> list[Part]:
    """The files by the folder below the one they all share, the largest first."""
    if not counted:
        return []
    top = _folder(list(counted)).removesuffix("/") if len(counted) > 1 else ""
    depth = 0 if top in ("", ".") else top.count("/") + 1
    parts: dict[str, list[str]] = {}
    for path in counted:
        names = path.split("/")[:-1][: depth + 1]
        parts.setdefault("/".join(names), []).append(path)
    made = [
        _part(paths, counted)._replace(name=f"{name}/" if name else "./") for name, paths in parts.items()
    ]
    return sorted(made, key=lambda part: (-part.lines, part.name))
