"""What one file says under the rules of a framework: the nodes that its data means, the strings in them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from reviewlint.data import may_match
from reviewlint.facts.endpoints.bindings import shaped
from reviewlint.facts.endpoints.joined import elsewhere, joined
from reviewlint.facts.endpoints.loops import Turn, bare
from reviewlint.facts.endpoints.members import SCRIPTED, of_table, of_template
from reviewlint.facts.endpoints.nodes import CALLS, Call, items, last_name, pairs, read_call, string, summed
from reviewlint.facts.endpoints.paths import join, plain
from reviewlint.facts.endpoints.places import is_called
from reviewlint.facts.endpoints.versions import versioned
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.around import Around
    from reviewlint.facts.endpoints.framework import Framework

_DEPTH = 12


class Reading:
    """One file under the rules of one framework. `around`: the rest of the repository."""

    def __init__(
        self, path: str, text: str, root: SgNode, framework: Framework, around: Around | None = None
    ) -> None:
        self.path, self.text, self.root, self.framework, self.around = path, text, root, framework, around
        self.turn: Turn = {}  # what the variables of loops stand for just now

    def matches(self, entry: dict[str, Any]) -> list[SgNode]:
        """The nodes of the file that an entry of the framework's data means."""
        if "call" in entry:
            return [node for node, call in self.calls if is_called(call, entry, self.group_names)]
        if not may_match(entry, self.low):
            return []
        return self.root.find_all({"rule": entry["rule"]})

    @cached_property
    def group_names(self) -> frozenset[str]:
        """The names given to groups, `client := api.Group("/client")`, and to what has or makes one of the `types`."""
        called = "|".join(
            one["call"].strip("^$") for one in self.framework.data.get("group", ()) if "call" in one
        )
        made = rf"(?<![\w.])(\w+)\s*:?=\s*[\w.]+\.(?:{called})\(" if called else ""
        kind = self.framework.data.get("types")
        typed = rf"\b(?:{kind})\s+(\w+)\s*[=;,)]|\b(\w+)\s*:\s*(?:{kind})\b" if kind else ""
        if kind and self.framework.language == "go":
            typed = rf"[(,]\s*(\w+)\s+\*?(?:{kind})\s*[,)]|\b(\w+)\s*:=\s*(?:{kind})\("
        found = [regex(pattern).finditer(self.text) for pattern in (made, typed) if pattern]
        return frozenset(name for some in found for one in some for name in one.groups() if name)

    @cached_property
    def low(self) -> str:
        """The text in small letters."""
        return self.text.lower()

    @cached_property
    def calls(self) -> list[tuple[SgNode, Call]]:
        """Every call of the file, taken apart."""
        kinds = CALLS.get(self.framework.language, ("call_expression",))
        rule = {"any": [{"kind": kind} for kind in kinds]}
        return [(node, read_call(node)) for node in find(self.root, rule)]

    def string(self, node: SgNode | None) -> str | None:
        """The string that `node` stands for; constants of other files are looked up too."""
        held = self.held(node)
        if held is not node and held is not None:
            return held.text() if held.kind() == "property_identifier" else string(held, self.text)
        found = string(node, self.text)
        if node is not None and node.kind() in SCRIPTED:
            found = of_table(node, self) or found
        elif node is not None and found is not None and node.kind() == "template_string":
            found = of_template(node, found, self)
        if found is None and node is not None:
            found = joined(node, self.string) or self._sum(node)
        if self.turn and found is not None and node is not None and node.kind() != "string_fragment":
            found = self._in_turn(found)
        if self.around is None or node is None:
            return found
        return elsewhere(self.around, self.path, self.text, node, found)

    def _sum(self, node: SgNode) -> str | None:
        """A sum of constants, `API + ITEMS`, of which other files tell at least one."""
        left, right, operator = node.field("left"), node.field("right"), node.field("operator")
        if left is None or right is None or operator is None or operator.text() != "+":
            return None
        return summed([(self.string(part), last_name(part)) for part in (left, right)])

    def held(self, node: SgNode | None) -> SgNode | None:
        """What `node` stands for in this turn of the loops around it: itself where it is none of their variables."""
        return self.turn.get(bare(node.text()[:200]), node) if node is not None and self.turn else node

    def _in_turn(self, found: str) -> str:
        """A string with the variables of the loops filled in."""
        for name, value in self.turn.items():
            told = string(value, self.text) if "{" in found else None
            found = found.replace("{" + name.rpartition(".")[2] + "}", told) if told is not None else found
        return found

    def group_prefixes(self, call: Call, entry: dict[str, Any]) -> list[str]:
        """The prefixes that a group gives: several where a list tells them."""
        value = call.argument(entry.get("prefix", [0]))
        if value is None or value.kind() != "array_expression":
            return [self.group_prefix(call, entry)]
        return [told for one in items(value) if (told := self.string(one)) is not None] or [""]

    def group_prefix(self, call: Call, entry: dict[str, Any]) -> str:
        """The prefix that a group of the framework's data gives."""
        if entry.get("segments"):
            return "/".join(t for a in call.positional if (t := self.string(a)) is not None)
        given = [call.argument([place]) for place in entry.get("prefix", [0])]
        value = next((one for one in given if one is not None), None)
        found = next((told for one in given if (told := self.prefix_in(one)) is not None), None)
        if found is None and entry.get("inside"):
            found = self._first_string(value, 0)
        if found is None and entry.get("prefix_of_receiver"):
            found = self.string(call.receiver) or self._first_string(call.receiver, 0)
        found = (found or "").removesuffix("/*" if entry.get("all_below") else "")
        found = plain(found) if entry.get("pattern") else found
        found = shaped(found, entry) + entry.get("tail", "")
        version = versioned(call, entry)
        return join(version, found) if version else found

    def _first_string(self, value: SgNode | None, depth: int) -> str | None:
        """The first string given to a chain of calls: `path("/api").and(accept(JSON))`."""
        if (
            value is None
            or depth > _DEPTH
            or ("call" not in value.kind() and "invocation" not in value.kind())
        ):
            return None
        call = read_call(value)
        found = self._first_string(call.receiver, depth + 1) if call.receiver is not None else None
        return found or next((t for a in call.positional if (t := self.string(a)) is not None), None)

    def prefix_in(self, value: SgNode | None) -> str | None:
        """The prefix that an argument says, itself or as a key of a literal."""
        if value is not None and value.kind() in ("object", "array_creation_expression", "table_constructor"):
            inside = pairs(value)
            deeper = inside.get("routes")  # `{ routes: { prefix: "/api" } }`
            value = inside.get("prefix") or inside.get("path")
            return self.prefix_in(deeper) if value is None and deeper is not None else self.string(value)
        return self.string(value)
