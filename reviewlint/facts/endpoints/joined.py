"""Paths that code puts together by a call: `path.Join(root, "/x")`, `fmt.Sprintf("%s/x", root)`, by constants."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import is_function, last_name, read_call
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.endpoints.rusttexts import put_together
from reviewlint.regex import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.around import Around

_CALLS = frozenset(["call_expression", "method_invocation", "invocation_expression", "call"])
_JOINS = frozenset(["Join", "JoinPath", "join", "joinPath", "urljoin"])
_FORMATS = frozenset(["Sprintf", "format", "Format"])
_TEXTS = regex(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'")
_TERM = regex(r"(?<![\w.:$])([A-Za-z_]\w*)(?:(?:\.|::)(\w+))?(?![\w(.:])")
_OPEN = regex(r"\{([A-Z][A-Z0-9_]{3,})\}")
_ON = regex(r"(^|\.)(path|url|posixpath|filepath|fmt|String|string|)$")


def joined(node: SgNode, read: Callable[[SgNode], str | None]) -> str | None:
    """The path that the call `node` makes of its arguments, which `read` reads; None for any other call."""
    if node.kind() not in _CALLS:
        return put_together(node, read) if node.kind() == "macro_invocation" else None
    call = read_call(node)
    if call.receiver is not None and call.receiver.kind() == "array_expression":
        return put_together(node, read)
    if call.name == "Regex" and call.receiver is None and len(call.positional) == 1:  # Ktor's
        told = read(call.positional[0])
        raw = call.positional[0].text().startswith('"""')
        return told if told is None or raw else told.replace("\\\\", "\\")
    on = call.receiver.text() if call.receiver is not None else ""
    if call.name not in _JOINS | _FORMATS or not _ON.search(on) or not call.positional:
        return None
    parts = [_known(read(a), a) for a in call.positional]
    if call.name in _JOINS:
        return join(*parts) if len(parts) > 1 else None
    given = iter(parts[1:])
    return re.sub(r"%[sdvq]|\{\d*\}", lambda found: next(given, found[0]), parts[0])


def elsewhere(around: Around, path: str, text: str, node: SgNode, found: str | None) -> str | None:
    """`found` with the constants that other files define; `node` is its source in the file at `path`."""
    if found is None:
        if not re.fullmatch(r"[\w.:$]+", node.text()):
            return None
        name = last_name(node)
        alias = re.search(rf"^\s*(?:const |let |var )?{name}\s*=\s*[\w.]+\.(\w+);?$", text, re.MULTILINE)
        if alias is None and name == node.text() and _is_set(name, text):
            return None  # to what only a run tells: another file's name is another's
        if name == node.text() and not _named_in(node):
            return None
        return around.constant(alias[1] if alias else name, path)
    if "{" not in found:
        return found
    for name in _named_in(node) if "string" not in node.kind() else ():
        if "{" + name + "}" in found and not _is_set(name, text):
            found = found.replace("{" + name + "}", around.constant(name, path) or "{" + name + "}")
    return _OPEN.sub(lambda m: around.constant(m[1], path) or m[0], found)


def _named_in(node: SgNode) -> list[str]:
    """The names of constants that an expression may be made of: `base` of `base + "/x"`, not those of its function."""
    terms = _TERM.findall(_TEXTS.sub('""', node.text()[:500]))
    around = next((a for a in reversed(list(node.ancestors())) if is_function(a)), None)
    return [
        name for name, root in ((end or whole, whole) for whole, end in terms) if not _is_local(root, around)
    ]


def _is_local(name: str, function: SgNode | None) -> bool:
    """Whether the name is the object itself, or a parameter or variable of the function."""
    if name in ("this", "self") or function is None:
        return name in ("this", "self")
    own = re.escape(name)
    taken = rf"[(,|]\s*(?:\w[\w<>.\[\]?*&]*\s+)?[$*&.]*{own}\s*(?:[):,|=?]|[*\[\w.]+\s*[,)])"
    made = rf"\b(?:let|const|var|val|for|foreach)\b[^\n=;]*(?<![.\w]){own}\b|(?<![.\w]){own}\b[^\n=\"'();]*:?=[^=]"
    head, _, body = function.text().partition("{")
    return re.search(taken, head) is not None or re.search(made, body or head) is not None


def _is_set(name: str, text: str) -> bool:
    """Whether a file gives the name a value of its own."""
    return (
        re.search(rf"^[ \t]*(?:const |let |var )?{re.escape(name)}[ \t]*:?=[^=>]", text, re.MULTILINE)
        is not None
    )


def _known(value: str | None, argument: SgNode) -> str:
    return value if value is not None else "{" + last_name(argument) + "}"
