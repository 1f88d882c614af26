"""The routers that a call puts under a prefix, as the data of its framework says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reviewlint.facts.endpoints.loops import turns
from reviewlint.facts.endpoints.nodes import items, read_call
from reviewlint.facts.endpoints.paths import join, plain
from reviewlint.facts.endpoints.places import Mount, bound_to, inside_call, of_another_object, parts_of
from reviewlint.facts.endpoints.rows import rows
from reviewlint.facts.endpoints.rustpaths import given_by, of_another_module, written_out
from reviewlint.facts.endpoints.versions import versioned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.nodes import Call
    from reviewlint.facts.endpoints.reading import Reading

_OBJECTS = frozenset(
    ("dart", "kotlin", "java", "scala", "swift")
)  # where `Users().router` is a field of that object
_OF_FIELD = 3  # names in what a field of the object has: `this.users.router`


def mounts_of(file: Reading, node: SgNode, entry: dict[str, Any]) -> list[Mount]:
    """What a call that `entry` means mounts: each child under each prefix, in each turn of the loops around it."""
    before, found = file.turn, []
    for turn in turns(node, file.path, file.root, file.around, file.framework.language):
        file.turn = turn
        found += list(_mounts(file, read_call(node), entry))
    file.turn = before
    return found


def _mounts(file: Reading, call: Call, entry: dict[str, Any]) -> Iterator[Mount]:
    own, replaces = bool(entry.get("own")), bool(entry.get("replaces"))
    known = _prefixes(file, call, entry)
    replaces = replaces and entry.get("versioned") not in call.named
    if "made_on" in entry:
        call = call._replace(receiver=call.argument(entry["made_on"]))
    value = call.argument(entry.get("prefix", [0]))
    for path, one in rows(file.root, value, call.argument(entry.get("child", [1]))):
        yield Mount(call, file.string(path) or "", one, _parts(file, one))
    children, itself = _children(file, call, entry), bool(entry.get("statement"))
    if itself:
        call = call._replace(receiver=None)
    for one in children:
        names = _parts(file, one)
        if file.framework.language == "rust":
            names = (*bound_to(one, file.text), *written_out(names, file))
        for prefix in known or [""]:
            instead = replaces and bool(prefix) and not _is_made(file, one, entry.get("adds_to", ""))
            yield Mount(call, prefix, one, names, instead, own, itself)


def _parts(file: Reading, child: SgNode) -> tuple[str, ...]:
    """The names in an expression, the class of it for a field of the object: `Users.router` for `this.users.router`."""
    parts = parts_of(child)
    if len(parts) < _OF_FIELD or parts[0] not in ("this", "self"):
        return parts
    name = re.escape(parts[1])
    made = rf"\b(?:this|self)\.{name}\s*=\s*(?:await\s+)?(?:new\s+)?(?:\w+\.)*([A-Z]\w*)\("
    found = re.search(rf"{made}|\b{name}\s*[?!]?:\s*([A-Z]\w*)", file.text)
    return (found[1] or found[2], *parts[2:]) if found else parts


def _is_made(file: Reading, child: SgNode, by: str) -> bool:
    """Whether the variable `child`, of the file or imported into it, is set to what `by` matches."""
    name = child.text().rpartition(".")[2]
    if not by or not re.fullmatch(r"\w+", name):
        return False
    texts = [file.text]
    for known in file.around.imports(file.path) if file.around is not None else ():
        if file.around is not None and child.text().partition(".")[0] == known.alias:
            for module in (known.module, f"{known.module}.{known.name}"):
                paths = file.around.files_of(module, file.path, file.framework.language)
                texts += [file.around.text(path) or "" for path in paths]
    return any(re.search(rf"\b{name}\s*(?::[^=\n]+)?=\s*{by}", text) for text in texts)


def of_another(mount: Mount, name: str, at: SgNode, file: Reading) -> bool:
    """Whether a mount takes what stands elsewhere under the name of a variable at `at`."""
    if file.framework.language == "rust":
        return of_another_module(mount.child, file.text)
    if file.framework.language == "go" and mount.child.kind() == "selector_expression":
        return mount.names[-1:] != (name,)  # `s.users` mounts the method, not what `s` is
    if file.framework.language in _OBJECTS and of_another_object(mount.names, name, at):
        return True
    if file.framework.language == "java" and mount.child.kind() == "method_invocation":
        return name == read_call(mount.child).name  # `users.router()` is no variable called so
    if len(mount.names) < 2 or mount.names[0] == name or file.around is None:
        return False
    imported = {"require", *(known.alias for known in file.around.imports(file.path))}
    return mount.names[0] in imported  # `legacy.app` is no `app` of this file


def _prefixes(file: Reading, call: Call, entry: dict[str, Any]) -> list[str]:
    value = call.argument(entry.get("prefix", [0]))
    prefixes = [file.prefix_in(item) for item in items(value)] if value is not None else [""]
    known = [p for p in prefixes if p is not None and (p == "" or not entry.get("slash") or p[0] == "/")]
    known = [p.removesuffix("/*") for p in known] if entry.get("all_below") else known
    known = [plain(p) for p in known] if entry.get("pattern") else known
    version = versioned(call, entry)
    return [join(version, p) for p in known or [""]] if version else known


def _children(file: Reading, call: Call, entry: dict[str, Any]) -> list[SgNode]:
    child = file.held(call.argument(entry.get("child", [1])))
    if entry.get("statement"):
        parent = call.node.parent()
        child = call.receiver if parent is not None and parent.kind() == "expression_statement" else None
    if "through" in entry:
        child = inside_call(child, entry["through"], entry.get("inside", 0))
    children = [child] if child is not None else []
    if entry.get("children"):
        children = [a for a in call.positional if "string" not in a.kind()]
    unwanted = entry.get("child_not")
    found = [item for one in children for item in (*items(one), *given_by(one))]
    return [one for one in found if not unwanted or not re.search(unwanted, one.text()[:400])]
