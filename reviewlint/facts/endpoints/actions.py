"""What a call serves that writes out a whole resource: a route for each action, less what it leaves out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reviewlint.facts.endpoints.bindings import chained_arguments, last_of
from reviewlint.facts.endpoints.classes import family, methods_in
from reviewlint.facts.endpoints.nodes import items, pairs, string

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.extract import FileRoutes
    from reviewlint.facts.endpoints.nodes import Call


def actions(file: FileRoutes, call: Call, entry: dict[str, Any]) -> list[tuple[str, str]]:
    """The (method, tail) pairs that the call writes out; [] for a call that binds one route."""
    if "actions" not in entry:
        return []
    told = chained_arguments(call)
    only, without = (_names(file, told.get(key)) for key in (entry.get("limits", "only"), "except"))
    if "of_class" in entry:
        only = only or _defined(file, call, entry["of_class"])
    without |= {a for flag, left in entry.get("less", {}).items() if flag in told for a in left}
    return [
        (method, tail)
        for action, text in entry["actions"].items()
        if (not only or action in only) and action not in without
        for methods, _, tail in [text.partition(" ")]
        for method in methods.split(",")
    ]


def _defined(file: FileRoutes, call: Call, places: list[int | str]) -> set[str]:
    """The methods that the class or object literal at `places` defines; none where it is not known."""
    value = call.argument(places)
    if value is None:
        return set()
    if value.kind() == "object":
        return set(pairs(value))
    name = last_of(value).removeprefix("new ").strip()
    classes = [node for _, node in family(name, file.path, file.root, file.around)]
    return {m for node in classes for m in methods_in(node)}


def _names(file: FileRoutes, node: SgNode | None) -> set[str]:
    if node is None:
        return set()
    return listed_in(file, node.text()) or {
        one.strip() for i in items(node) for one in (string(i, file.text) or "").split(",")
    }


def listed_in(file: FileRoutes, name: str) -> set[str]:
    """The strings of the list that `name` is set to, in this file or in the one file that sets it."""
    if not re.fullmatch(r"[A-Za-z_]\w+", name):
        return set()
    texts = [file.text]
    if file.around is not None:
        texts += [file.around.text(path) or "" for path in file.around.mentioning([name])]
    pattern = rf"\b{name}\s*(?::[^=\n]+)?=\s*\[([^\]]*)\]"
    found = dict.fromkeys(m[1] for text in texts for m in re.finditer(pattern, text))
    return set(re.findall(r"[\"'](\w+)[\"']", next(iter(found)))) if len(found) == 1 else set()
