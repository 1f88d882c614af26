"""Tests of the templates of Rails, and which tests of its controllers have these drawn.

RSpec's specs of controllers draw none unless they say `render_views`; specs of views stand below `spec/views/`, by the
path of the template (https://rspec.info/features/6-0/rspec-rails/).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile

DRAWN = "drawn"  # by what a test leads back that has a template drawn
_STUBS = regex(r"(?:^|/)spec/controllers/")
_DRAWS = regex(r"(?m)^\s*(?:\w+\.)?(?:render|integrate)_views\b(?!\s*(?:=\s*|\(?\s*)false)")
_SETS_UP = regex(r"(?:^|/)spec/(?:(?:spec|rails)_helper|support/.+)\.rb$")


def draws_views(by: str, file: CodeFile) -> bool:
    """Whether the tests of a file have templates drawn, where `by` says that this is needed."""
    if DRAWN not in by.split() or _STUBS.search(file.path) is None:
        return True
    return _DRAWS.search(file.text) is not None


def always_draws(code: Code) -> bool:
    """Whether the set-up of RSpec has all specs of controllers draw."""
    paths = code.mentioning("render_views")
    return any(_DRAWS.search(code.index.text(path) or "") for path in paths if _SETS_UP.search(path))


def viewing(root: str, name: str, code: Code) -> Iterator[tuple[str, int, int]]:
    """(path, scope, line) of what draws in the specs of the template `name`, as `carts/_line`, of an application."""
    folder = f"{root}spec/views/"
    for path in (path for path in code.tests_mentioning("render") if path.startswith(folder)):
        rest = path.removeprefix(folder)
        file = code.file(path) if rest.startswith(f"{name}.") or rest == f"{name}_spec.rb" else None
        for reference in file.references.get("render", ()) if file is not None else ():
            yield path, reference.scope, reference.line
