"""Code of .NET that runs when its program is started, as a test does by a type: `WebApplicationFactory<Program>`.

What the statements at the top of `Program.cs` call by themselves runs then; what they hand on as a lambda,
or do in a branch, may not.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import Unit

_STARTS = (
    "WebApplicationFactory",
    "DistributedApplicationTestingBuilder",
    "AlbaHost",
    "DistributedApplicationFactory",
)
_STARTED = regex(
    r"\b(?:\w*WebApplicationFactory|AlbaHost\.For|CreateAsync|DistributedApplicationFactory)\s*[<(]\s*(?:typeof\()?"
    r"(?:global::)?(Projects\.)?(?:\w+\.)*(\w+)"
)
_TOKEN = regex(
    r"//[^\n]*|\"(?:[^\"\\\n]|\\.)*\"|=>|[(){}\[\],;]|\b(?:if|else|for|foreach|while|switch|catch)\b"
)
_OPENING, _CLOSING = "([{", ")]}"
_STATIC = regex(r"\bstatic\b")
_MOST_FILES, _MOST_NAMES = 60, 40


def starting_programs(facts: Facts, units: Iterable[Unit]) -> tuple[str, ...]:
    """The tests that start the programs which run `units` at once, one for each program; none unless all are such."""
    units = tuple(units)
    if not units or any(facts.index.language(unit.path) != "csharp" for unit in units):
        return ()
    found = [next(_starting(facts, unit), "") for unit in units]
    return tuple(dict.fromkeys(found)) if all(found) else ()


def _starting(facts: Facts, unit: Unit) -> Iterator[str]:
    """The tests that start a program whose statements lead to the static method `unit`."""
    names = _leading(facts, unit)
    for path in sorted(facts.index.mentioning(names))[:_MOST_FILES] if names else ():
        if posixpath.basename(path) == "Program.cs" and _calls(facts.index.text(path) or "", names):
            yield from (test for test in _tests(facts) if _starts(facts, test, path))


def _leading(facts: Facts, unit: Unit) -> list[str]:
    """The names of `unit` and of what calls it in its file, all of them static, as extensions are."""
    outline, text = facts.index.outline(unit.path), facts.index.text(unit.path) or ""
    methods = (
        [d for d in outline.definitions if d.kind in ("method", "function")] if outline is not None else []
    )
    statics = {d.name: d for d in methods if _STATIC.search(text, d.start, d.body)}
    if unit.name not in statics:
        return []
    names = [unit.name.rpartition(".")[2]]
    for name in names[:_MOST_NAMES]:
        callers = {
            full.rpartition(".")[2]
            for full, d in statics.items()
            if name in text[d.body : d.end] and _calls(text[d.body + 1 : d.end], (name,))
        }
        names += sorted(callers - {*names})
    return names


def _calls(text: str, names: Iterable[str]) -> bool:
    at_once = _at_once(text)
    return any(re.search(rf"\b{re.escape(name)}\s*(?:<[^<>()]*>)?\(", at_once) for name in names)


def _at_once(text: str) -> str:
    """The text without its lambdas, branches and loops, comments and strings."""
    parts: list[str] = []
    around: list[tuple[int, bool]] = []  # the depths at which the lambdas and (True) branches around began
    depth = at = 0
    for found in _TOKEN.finditer(text):
        parts += () if around else (text[at : found.start()],)
        at, token = found.end(), found[0]
        depth -= token in _CLOSING
        while around and _ends(token, depth, *around[-1]):
            around.pop()
        depth += token in _OPENING
        if token == "=>" or token[0].isalpha():
            around.append((depth, token != "=>"))
        parts += () if around or token[0] in '/"' else (token,)
    return "".join((*parts, "" if around else text[at:]))


def _ends(token: str, depth: int, began: int, is_branch: bool) -> bool:
    """Whether what began at a depth ends with `token`, which leaves `depth`."""
    if token in _CLOSING:
        return depth < began or (is_branch and token == "}" and depth == began)
    return depth == began and (token == ";" or (token == "," and not is_branch))


def _tests(facts: Facts) -> Iterator[str]:
    from reviewlint.facts.reach.testcode import is_test_path

    return filter(is_test_path, sorted(facts.index.mentioning(_STARTS))[:_MOST_FILES])


def _starts(facts: Facts, test: str, program: str) -> bool:
    """Whether the test file starts `program`: by the name that Aspire gives its project, or a type that it sees."""
    from reviewlint.facts.reach.imports.projects import Projects
    from reviewlint.facts.reach.target import Target

    folder = posixpath.dirname(program)
    named = {
        posixpath.basename(path).removesuffix(".csproj").replace(".", "_")
        for path in facts.index.unread
        if path.endswith(".csproj") and posixpath.dirname(path) == folder
    }
    projects = Projects(facts.index)
    for by_project, name in _STARTED.findall(facts.index.text(test) or ""):
        if by_project:
            if name in named:
                return True
        elif projects.sees(test, Target(program, "", "file", "csharp")):
            return True
    return False
