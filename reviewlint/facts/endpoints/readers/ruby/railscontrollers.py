"""Which actions the controller of Rails resources answers: those it defines, inherits, includes or has a view for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.endpoints.around import Around

_CLASS = regex(r"^[ \t]*class\s+\S+\s*<\s*([\w:]+)", re.MULTILINE)
_METHODS = regex(
    r"^[ \t]*(?:def|alias|alias_method|define_method)[ \t(]+:?(\w+)|^[ \t]*(private|protected|public)[ \t]*(?:#.*)?$",
    re.MULTILINE,
)
_INCLUDES = regex(r"^[ \t]*include[ \t(]+([\w:]+(?:,\s*[\w:]+)*)", re.MULTILINE)
_ROOTS = frozenset(["ActionController::Base", "ActionController::API", "ActionController::Metal"])
_BASE = regex(
    r"(Application|Base|API)\w*Controller$"
)  # what stands for a root where it is not in the repository
_FORMATS = (
    "",
    "html.",
    "json.",
    "js.",
    "xml.",
    "rss.",
    "atom.",
    "text.",
    "csv.",
    "ics.",
    "pdf.",
    "turbo_stream.",
)
_HANDLERS = ("erb", "haml", "slim", "jbuilder", "builder", "rabl", "jb", "ruby", "prawn", "axlsx", "rhtml")
_VIEWS = tuple(f"{kind}{handler}" for kind in _FORMATS for handler in _HANDLERS)
_OPEN = regex(
    r"\b(?:action_missing|method_missing|define_method|inherit_resources|active_scaffold|class_eval)\b"
)
_ASIDE = regex(  # where an action is named that need not be there
    r"\b(?:only|except|if|unless)(?::|[ \t]*=>)\s*(?:%[iw])?(?:[\[({][^\])}]*[\])}]|:\w+[?!]?)"
    r"|\b(?:render|redirect_to)\b[^\n]*|^[ \t]*#[^\n]*",
    re.MULTILINE,
)
_API = regex(r"^\s*config\.api_only\s*=\s*true\b", re.MULTILINE)
_DEPTH = 5  # controllers above each other

Lineage = list[tuple[str, str]]  # a folder of views, "" for none, and the text of a controller or a module


def answered(around: Around, top: str, controller: str, actions: frozenset[str]) -> set[str]:
    """Which of `actions` the controller answers; none where it is not found or inherits from elsewhere.

    `top`: the folder that `app` stands in; `controller`: its name with its modules as folders.
    """
    text = around.text(f"{top}app/controllers/{controller}_controller.rb")
    told = _told(around, top, text, _DEPTH) if text is not None else None
    if told is None:
        return set()
    seen = {a for a in actions if _viewed(around, top, controller, a)}
    return (told | seen) & actions


def _viewed(around: Around, top: str, controller: str, action: str) -> bool:
    """Whether a template answers for an action that no method is named after."""
    views = f"{top}app/views/{controller}/{action}"
    return any(around.exists(f"{views}.{kind}") for kind in _VIEWS)


def lacks(around: Around, top: str, lineage: Lineage | None, action: str) -> bool:
    """Whether a controller surely has no such action: it and all above it are known, and nothing hints at one."""
    if lineage is None:
        return False
    named = rf"(?<![\w:]):{action}\b|\bdef (?:self\.)?{action}\b|[\"']{action}[\"']"
    return not any(
        _OPEN.search(text)
        or action in _methods(text)
        or re.search(named, _ASIDE.sub("", text))
        or (folder and _viewed(around, top, folder, action))
        for folder, text in lineage
    )


def lineage_of(around: Around, top: str, controller: str) -> Lineage | None:
    """The folder of views and the text of a controller, of all above it and of what they include; None if unknown."""
    path = f"{top}app/controllers/{controller}_controller.rb"
    text = around.text(path)
    found: Lineage = []
    while text is not None and len(found) < _DEPTH * 4:
        found.append((controller, text))
        own = _CLASS.search(text)
        parent = own[1].removeprefix("::") if own is not None else ""
        included = [_module(around, name) for name in _included_in(text)]
        if not parent or (len(found) == 1 and [] in included):
            return None
        found += [("", one) for texts in included for one in texts]
        if parent in _ROOTS:
            return found
        text, controller = _parent(around, top, parent), _underscored(parent).removesuffix("_controller")
    return None


def _included_in(text: str) -> list[str]:
    return [name for names in _INCLUDES.findall(text) for name in re.split(r",\s*", names)]


def _module(around: Around, name: str) -> list[str]:
    """The texts of the files that a module may stand in."""
    paths = around.named(f"{_underscored(name).rpartition('/')[2]}.rb")
    return [around.text(path) or "" for path in paths]


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
    for name in _included_in(text):
        methods |= {method for one in _module(around, name) for method in _methods(one)}
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
    public = True
    for name, visibility in _METHODS.findall(text):
        if visibility:
            public = visibility == "public"
        elif public:
            found.add(name)
    return found


def _underscored(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.replace("::", "/")).lower()
