"""The module file of Go, and the two files of dep, which came before it."""

from __future__ import annotations

from collections.abc import Iterable

from reviewlint.facts.dependencies.model import Declared, Manifest
from reviewlint.facts.dependencies.readers.tables import strings, toml


def go_mod(text: str) -> Manifest:
    """The requirements of a Go module; one that is replaced by a folder is the repository's own.

    An indirect one is asked for where it is run as a tool.
    """
    found: list[Declared] = []
    indirect: list[Declared] = []
    tools: list[str] = []
    own: list[str] = []
    block = ""
    for line in text.splitlines():
        code, _, remark = line.partition("//")
        words = code.split()
        if not block and len(words) == 2 and words[1] == "(":
            block = words[0]
            continue
        if words[:1] == [")"]:
            block = ""
            continue
        words = [block, *words] if block else words
        if words[:1] == ["require"] and len(words) >= 3:
            some = indirect if "indirect" in remark else found
            some.append(Declared(words[1].strip('"'), "runtime", words[2]))
        elif words[:1] == ["tool"] and len(words) == 2:
            tools.append(words[1].strip('"'))
        elif words[:1] == ["module"] and len(words) == 2:
            own.append(words[1].strip('"'))
        elif words[:1] == ["replace"] and "=>" in words and words[words.index("=>") + 1 :][0:1]:
            target = words[words.index("=>") + 1]
            own += [words[1]] if target.startswith((".", "/")) else []
    run = {owner(path, [one.name for one in indirect]) for path in tools}
    found += [one._replace(scope="dev") for one in indirect if one.name in run]
    return Manifest(tuple(found), tuple(own), indirect=tuple(one for one in indirect if one.name not in run))


def gopkg(text: str) -> Manifest:
    """`Gopkg.toml`: the versions of what the code imports, and what has to be there without."""
    document = toml(text)
    rows = document.get("constraint")
    found = [_project(row) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    found += [Declared(name, "dev") for name in strings(document.get("required"))]
    return Manifest(tuple(one for one in found if one.name))


def gopkg_lock(text: str) -> Manifest:
    """`Gopkg.lock`: dep asks only the imports, so a package may stand here alone. Which is asked for they say."""
    rows = toml(text).get("projects")
    found = [_project(row) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return Manifest((), indirect=tuple(one for one in found if one.name))


def owner(path: str, modules: Iterable[str]) -> str:
    """The module of those that holds the package of that path, "" if none does."""
    return max((one for one in modules if path == one or path.startswith(f"{one}/")), key=len, default="")


def _project(row: dict[str, object]) -> Declared:
    return Declared(str(row.get("name", "")), "runtime", str(row.get("version", "")))
