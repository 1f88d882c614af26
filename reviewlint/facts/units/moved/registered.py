"""Routes that a change registers in another way: `get` and `post` of one path become one call that names both."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewlint.change.model import Side
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.side import Part

_VERBS = frozenset(
    (
        "get",
        "post",
        "put",
        "patch",
        "delete",
        "head",
        "options",
        "all",
        "any",
        "register",
        "route",
        "routes",
        "match",
        "via",
        "method",
        "methods",
        "add_url_rule",
        "add_route",
        "mapping",
    )
)


def registers_the_same(facts: Facts, path: str, base: Part, head: Part) -> bool:
    """Whether the unit says nothing new but how it registers, and its file serves what it served."""
    before, after = _said(base.tokens), _said(head.tokens)
    if _verbs(base.tokens) == _verbs(head.tokens) or not (_within(before, after) or _within(after, before)):
        return False
    served = _served(facts, path, "head")
    return bool(served) and served == _served(facts, path, "base")


def _said(tokens: Tokens) -> Tokens:
    return tuple(
        token for token in tokens if token[-1].isalnum() and token.strip("\x02").lower() not in _VERBS
    )


def _verbs(tokens: Tokens) -> Tokens:
    return tuple(token for token in tokens if token.strip("\x02").lower() in _VERBS)


def _within(small: Tokens, large: Tokens) -> bool:
    """Whether `small` is `large` without some of what that says twice."""
    rest = iter(large)
    return set(small) == set(large) and all(token in rest for token in small)


def _served(facts: Facts, path: str, side: Side) -> frozenset[tuple[str, str]]:
    from reviewlint.facts.endpoints import serve

    text, root = facts.sources.text(path, side), facts.sources.tree(path, side)
    if text is None or root is None:
        return frozenset()
    language = next(file.language for file in facts.files if file.path == path)
    found = serve(path, text, root, language, facts.settings.frameworks)
    return frozenset((endpoint.method, endpoint.route) for endpoint in found)
