"""Django's authentication backends, which settings name by their paths: a test that logs somebody in runs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.reach.dispatch.bypath import named_by_path, naming
from reviewlint.facts.reach.target import Target
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.types.hierarchy import Class, Family

Place = tuple[str, int, int]  # path, scope, line
_LISTS = ("AUTHENTICATION_BACKENDS",)
_RUN_BY = {"authenticate": ("login", "authenticate"), "get_user": ("login", "force_login")}
_CLIENT = regex(r"(?i)\b(?:\w*client|authenticate)\w*(?:\.\w+)?\(")
_KEYWORD, _WORD = regex(r"[(,]\s*(\w+)\s*=(?!=)"), regex(r"\w+")
_MOST_FILES, _ENOUGH = 60, 10


def logging_in(target: Target, family: Family, code: Code) -> Iterator[Place]:
    """Where tests log in, if `target` is what the framework then calls of a class that settings list."""
    words = _RUN_BY.get(target.name, ()) if target.kind == "method" and target.language == "python" else ()
    if (
        words
        and not is_test_path(target.path)
        and any(_is_listed(one, code) for one in (family.start, *family.down))
    ):
        found = 0
        for path in code.tests_mentioning(*words)[:_MOST_FILES]:
            file = code.file(path) if found < _ENOUGH else None
            for one in (one for word in words for one in (file.references.get(word, ()) if file else ())):
                if file is not None and one.kind == "call" and _takes(target, file.line(one.line), code):
                    yield path, one.scope, one.line
                    found += 1


def _takes(target: Target, line: str, code: Code) -> bool:
    """Whether a line logs in by what `authenticate` takes: of several backends the others are left out."""
    if _CLIENT.search(line) is None:
        return False
    file = code.file(target.path)
    own = [d for d in file.outline.definitions if d.name == target.qualified] if file is not None else []
    heads = " ".join(file.text[d.start : d.body] for d in own) if file is not None else ""
    takes_all = target.name != "authenticate" or "**" in heads
    return takes_all or set(_KEYWORD.findall(line)) <= set(_WORD.findall(heads))


def _is_listed(one: Class, code: Code) -> bool:
    owner = Target(one.path, one.qualified, "class", "python")
    for file in filter(None, map(code.file, sorted(naming(owner, code)))):
        if any(_in_list(file, line) for _, _, line in named_by_path(owner, file)):
            return True
    return False


def _in_list(file: CodeFile, line: int) -> bool:
    """Whether a line stands in one of the lists of settings."""
    given = (one for name in _LISTS for one in file.assignments.get(name, ()))
    return any(one.line <= line <= max(one.end_line, one.line) for one in given)
