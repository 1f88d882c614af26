"""Which actions the controller of Rails resources answers: those it defines, inherits, includes or has a view for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.endpoints.around import Around

_CLASS = regex(r"^[ \t]*class\s+\S+\s*<\s*([\w:]+)", re.MULTILINE)
_METHODS = regex(
    r"^[ \t]*(?:def|alias|alias_method|define_method)[ \t(]+:?(\w+)|^[ \t]*(?:private|protected)[ \t]*$",
    re.MULTILINE,
)
_INCLUDES = regex(r"^[ \t]*include[ \t(]+([\w:]+)", re.MULTILINE)
_ROOTS = frozenset(["ActionController::Base", "ActionController::API", "ActionController::Metal"])
_BASE = regex(
    r"(Application|Base|API)\w*Controller$"
)  # what stands for a root where it is not in the repository
_VIEWS = ("html.erb", "html.haml", "html.slim", "json.jbuilder", "turbo_stream.erb")
_API = regex(r"^\s*config\.api_only\s*=\s*true\b", re.MULTILINE)
_DEPTH = 5  # controllers above each other


def answered(around: Around, top: str, controller: str, actions: frozenset[str]) -> set[str]:
    """Which of `actions` the controller answers; none where it is not found or inherits from elsewhere.

    `top`: the folder that `app` stands in; `controller`: its name with its modules as folders.
    """
    text = around.text(f"{top}app/controllers/{controller}_controller.rb")
    told = _told(around, top, text, _DEPTH) if text is not None else None
    if told is None:
        return set()
    views = f"{top}app/views/{controller}"
    seen = {a for a in actions if any(around.exists(f"{views}/{a}.{kind}") for kind in _VIEWS)}
    return (told | seen) & actions


def api_only(around: Around, top: str) -> bool:
    """Whether the application serves no pages, so that its resources have no forms."""
    text = around.text(f"{top}config/application.rb")
    return text is not None and bool(_API.search(text))


def _told(around: Around, top: str, text: str, depth: int) -> set[str] | None:
    """The methods of a controller and of what it inherits; None where that is not told."""
    found = _CLASS.search(text)
    if found is None or depth == 0:
        return None
    methods = _methods(text)
    for name in _INCLUDES.findall(text):
        for path in around.named(f"{_underscored(name).rpartition('/')[2]}.rb"):
            methods |= _methods(around.text(path) or "")
    parent = found[1].removeprefix("::")
    above = _parent(around, top, parent)
    if above is None:
        return methods if parent in _ROOTS or _BASE.search(parent) else None
    inherited = _told(around, top, above, depth - 1)
    return None if inherited is None else methods | inherited


def _parent(around: Around, top: str, name: str) -> str | None:
    if name in _ROOTS:
        return None
    path = _underscored(name)
    own = around.text(f"{top}app/controllers/{path}.rb")
    others = around.named(f"{path.rpartition('/')[2]}.rb") if own is None else []
    return own if own is not None else around.text(others[0]) if len(others) == 1 else None


def _methods(text: str) -> set[str]:
    """The public methods."""
    found: set[str] = set()
    for one in _METHODS.finditer(text):
        if not one[1]:
            break
        found.add(one[1])
    return found


def _underscored(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.replace("::", "/")).lower()
