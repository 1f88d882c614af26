"""Under which prefixes the routers of one file are served: groups, mounts and parameters, here and elsewhere."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.groups import Groups
from reviewlint.facts.endpoints.mounting import mounts_of, of_another
from reviewlint.facts.endpoints.nodes import (
    Call,
    is_class,
    is_function,
    key,
    last_name,
    name_of,
    read_call,
    receiver_of,
    signed,
)
from reviewlint.facts.endpoints.packages import handed
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.endpoints.places import (
    Mount,
    around_place,
    assignee,
    before,
    called_by,
    gives,
    of_another_class,
    owner_of,
    parameters_of,
    seen_from,
    takes_chain,
)
from reviewlint.facts.endpoints.plugins import is_given
from reviewlint.facts.endpoints.reading import Reading
from reviewlint.facts.endpoints.rustpaths import is_elsewhere, is_path, names_of, of_another_module
from reviewlint.facts.endpoints.versions import marks
from reviewlint.syntax.language import named
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.around import Around
    from reviewlint.facts.endpoints.framework import Framework


_DEPTH = 12
_AGAIN = 1  # times that a router may stand below one of its own name
_ASSIGNMENTS = frozenset(("assignment", "variable_declarator", "assignment_expression", "const_declaration"))


class Routers(Reading):
    """The routers of one file under the rules of one framework. `around`: the rest of the repository."""

    def __init__(
        self, path: str, text: str, root: SgNode, framework: Framework, around: Around | None = None
    ) -> None:
        super().__init__(path, text, root, framework, around)
        self._grouped_by = Groups(self)
        self.groups = self._grouped_by.calls
        self._calls_of: dict[str, tuple[Call, ...]] = {}
        self._handing: set[tuple[str, int]] = set()  # parameters whose routers are being looked for
        self._sought: list[str] = []  # routers whose mounts are being looked for

    @cached_property
    def mounts(self) -> list[Mount]:
        """The routers that the file puts under others."""
        return [
            mount
            for entry in self.framework.table("mount")
            for node in self.matches(entry)
            for mount in mounts_of(self, node, entry)
        ]

    def prefixes(self, router: SgNode, at: SgNode, depth: int = 0) -> list[str]:
        """The prefixes under which the router that the expression `router` names at `at` is served."""
        if depth > _DEPTH:
            return [""]
        if key(router) in self.groups and key(router) not in self._grouped_by.inside:
            return self._grouped(router, depth)
        inner = read_call(router) if "call" in router.kind() or "invocation" in router.kind() else None
        if inner is not None and inner.receiver is not None:
            return self.prefixes(inner.receiver, inner.node, depth + 1)
        name = last_name(router).lstrip("$")
        if self.framework.language == "rust" and (name[:1].isupper() or is_path(router)):
            return self._made(at, depth)
        inside = receiver_of(router) if name in ("router", "routes") else None
        if inside is not None and last_name(inside) not in ("self", "this"):
            return self.prefixes(inside, at, depth + 1)
        bound = self._parameter(name, at, depth)
        if bound is None:
            bound = self._assigned(name, at, depth)
        return bound or [self.block_prefix(at)]

    def _grouped(self, group: SgNode, depth: int) -> list[str]:
        """The prefixes of a group: those of what it is called on, each with its own."""
        call, prefix = self.groups[key(group)]
        on = call.receiver
        if on is not None:
            above = self.prefixes(on, call.node if key(group) in self._grouped_by.behind else on, depth + 1)
        else:  # Rust's `scope("/x")`, brought in by `use`, stands where `web::scope("/x")` would
            above = self._made(call.node, depth + 1) if self.framework.language == "rust" else [""]
        return [join(p, own) for p in above for own in (prefix, *self._grouped_by.more[key(group)])]

    def block_prefix(self, node: SgNode) -> str:
        """The prefix of the group calls that `node` stands inside of."""
        parts, start = [], node.range().start.index
        for ancestor in node.ancestors():
            call = self.groups.get(key(ancestor), (None, ""))[0]
            if call is not None and (
                key(ancestor) in self._grouped_by.behind or not before(call.receiver, start)
            ):
                parts.append(self.groups[key(ancestor)][1])
            parts += self._chained(ancestor, start)
        return join(*reversed(parts))

    def in_block(self, node: SgNode, depth: int = 0) -> list[str]:
        """The prefixes of a call on no router: of the groups around it, and of the blocks that call its function."""
        from reviewlint.facts.endpoints.inblocks import prefixes_in

        return prefixes_in(self, node, depth)

    def _made(self, at: SgNode, depth: int) -> list[str]:
        """The prefixes of a router that the expression around `at` makes: a binding or a function gives it a name."""
        inside, (bound, function) = self.block_prefix(at), names_of(at)
        for names, within in ((bound, True), ({name_of(function)} if function is not None else set(), False)):
            above = [
                join(p, m.prefix)
                for m in self.mounts
                if names & set(m.names) and self._takes(m, at, function, within)
                for p in self._receivers(m, depth)
            ]
            if above:
                return list(dict.fromkeys(join(p, inside) for p in above))
        if self.around is None or function is None:
            return [inside]
        from reviewlint.facts.endpoints.compose import passed, prefixes_above

        found = [p for p, _ in prefixes_above(self.around, self, (name_of(function),))]
        found = found or passed(self.around, self, name_of(function), 0)
        return list(dict.fromkeys(join(p, inside) for p in found)) or [inside]

    def _takes(self, mount: Mount, at: SgNode, function: SgNode | None, within: bool) -> bool:
        """Whether a mount may take what stands at `at`: of a variable in its function, of a function outside of it."""
        start = mount.call.node.range().start.index
        inside = function is not None and around_place(function, start)
        if inside != within or around_place(mount.call.node, at.range().start.index):
            return False
        return not of_another_module(mount.child, "" if within else self.text)

    def listed(self, node: SgNode) -> list[str]:
        """The prefixes of a route that stands in a list: of the calls around it, and of who takes the list."""
        around = self.block_prefix(node)
        holder = next((a for a in node.ancestors() if a.kind() in _ASSIGNMENTS), None)
        target = holder and (holder.field("left") or holder.field("name"))
        above = self._all_mounted(last_name(target), node, 0, holder) if target else []
        start = node.range().start.index
        taken = [m for m in self.mounts if around_place(m.child, start) and not m.own]
        above = above or [(p, False) for m in taken for p in self.above(m)]
        return list(dict.fromkeys(join(p, around) for p, _ in above)) or [around]

    def chained(self, receiver: SgNode, at: SgNode) -> list[str]:
        """The prefixes of a route in the chain that makes its router: of that, and of who takes the variable."""
        made = self.prefixes(receiver, at) or [""]
        name = self._kept_as(receiver, at)
        taken = [m for m in self.mounts if takes_chain(m, at)] if self.framework.name == "express" else []
        above = [(p, False) for m in taken for p in self.above(m)]
        if not above and name and self.made_here(receiver, at):
            above = self._all_mounted(name, at, 0)
        return list(dict.fromkeys(join(p, m) for p, _ in above for m in made)) or made

    def _kept_as(self, receiver: SgNode, at: SgNode) -> str:
        """The name of what a chain makes, "" where it starts at a name; Rust's chains are named where they start."""
        if self.framework.language == "rust":
            return ""
        return assignee(at) if "call" in receiver.kind() or receiver.kind() == "new_expression" else ""

    def owned(self, owner: SgNode) -> list[str]:
        """The prefixes of a handler that routers take by name: the definition, or the class it stands in."""
        names = [(name_of(n), n) for n in (owner, *owner.ancestors()) if is_function(n) or is_class(n)]
        top = [(name, node) for name, node in names if name]
        above = self._all_mounted(*top[-1], 0) if top else []
        return list(dict.fromkeys(p for p, _ in above)) or [""]

    def _chained(self, node: SgNode, start: int) -> list[str]:
        """The prefixes set in the chain before a call with arguments around `start`: `prefix("a").group(…)`."""
        found: list[str] = []
        while self.groups and ("call" in node.kind() or "invocation" in node.kind()):
            receiver = read_call(node).receiver
            if receiver is None or "call" not in receiver.kind() or before(receiver, start):
                break
            if key(receiver) in self.groups and key(receiver) not in self._grouped_by.inside:
                found.append(self.groups[key(receiver)][1])
            node = receiver
        return found

    def _parameter(self, name: str, at: SgNode, depth: int) -> list[str] | None:
        for function in (a for a in at.ancestors() if is_function(a)):
            parameters = parameters_of(function)
            if name not in parameters:
                continue
            if name == "self":  # given by no caller: what puts an object of the class somewhere
                return self._of_class(function)
            call = next((self.groups[key(a)][0] for a in function.ancestors() if key(a) in self.groups), None)
            if call is not None and call.node.range().end.index >= function.range().end.index:
                return self._grouped(call.node, depth + 1)
            inline = [m for m in self.mounts if key(m.child) == key(function)]
            if inline:
                return [join(p, m.prefix) for m in inline for p in self._receivers(m, depth)]
            owner = owner_of(function, self.framework.language)
            handed_on = self._passed(name_of(function), parameters.index(name), depth, owner)
            told = [prefix for prefix in handed_on if prefix.strip("/")]
            return told or self._of_class(function) or handed_on or None
        return None

    def _of_class(self, function: SgNode) -> list[str] | None:
        """The prefixes under which an object of the class is put whose method binds routes."""
        owner = next((a for a in function.ancestors() if is_class(a)), None)
        above = self._all_mounted(name_of(owner), function, 0) if owner is not None else []
        return list(dict.fromkeys(p for p, _ in above)) or None

    def _passed(self, function: str, position: int, depth: int, owner: str) -> list[str]:
        asked = function, position
        if asked in self._handing:  # a function that hands on to itself what it is given
            return []
        self._handing.add(asked)
        found: list[str] = []
        if function and re.fullmatch(r"\w+", function):
            extension = self.framework.language in ("csharp", "swift")
            methods, rust = extension or self.framework.language == "go", self.framework.language == "rust"
            for call in self.calls_named(function) if methods else self.calls_of(function):
                if rust and is_elsewhere(call, owner, self.text):
                    continue
                arguments = handed(call, function, self.text) if extension else call.positional
                if position < len(arguments) and not of_another_class(call, owner):
                    found += self.prefixes(arguments[position], call.node, depth + 1)
            found += self._mounted((function,), None, depth)
        if self.around is not None and not found:
            from reviewlint.facts.endpoints.compose import passed, prefixes_above

            found += passed(self.around, self, function, position, owner)
            found += [p for p, _ in prefixes_above(self.around, self, (function,))]
        self._handing.discard(asked)
        return sorted(set(found))

    def calls_of(self, function: str) -> tuple[Call, ...]:
        """The calls of a function by its name."""
        if function not in self._calls_of:
            known = named(self.framework.language).kinds.identifiers
            kinds = ["identifier"] if "identifier" in known else sorted(known)
            exact = f"^{re.escape(function)}$"
            rule = {"any": [{"kind": kind, "regex": exact} for kind in kinds]}
            calls = (called_by(node) for node in find(self.root, rule))
            self._calls_of[function] = tuple(c for c in calls if c is not None and c.name == function)
        return self._calls_of[function]

    def calls_named(self, function: str) -> Iterator[Call]:
        """The calls of a function or method by its last name, on whatever."""
        return (call for _, call in self.calls if call.name == function)

    def _assigned(self, name: str, at: SgNode, depth: int) -> list[str]:
        own = [self._value(v, depth) for v in self._values(name, at)]
        base = own[-1] if own else [""]
        if not own and self.around is not None:
            from reviewlint.facts.endpoints.compose import prefixes_of_import

            if imported := prefixes_of_import(self.around, self, name):
                return imported
        found = []
        for above, replaces in self._all_mounted(name, at, depth):
            found += [join(above, marks(b) if replaces else b) for b in base]
        if not own and not found:
            return self._made(at, depth) if self.framework.language == "rust" else [self.block_prefix(at)]
        return list(dict.fromkeys(found)) or base

    def symbol(self, name: str) -> list[str] | None:
        """The prefixes of the router that this file makes under the name `name`; None where it makes none."""
        for group, _ in reversed(self.groups.values()):
            if assignee(group.node) == name:
                return self._assigned(name, group.node, 0)
        return None

    def _all_mounted(
        self, name: str, at: SgNode, depth: int, holder: SgNode | None = None
    ) -> list[tuple[str, bool]]:
        """The prefixes under which `name` is mounted. `holder`: what is assigned to it; no list mounts itself."""
        names = (name, *(n for a in at.ancestors() if (is_function(a) or is_class(a)) and (n := signed(a))))
        if (
            self._sought.count(name) > _AGAIN
        ):  # `router.use("/api", this.api.router)` is above itself by its name
            return []
        self._sought.append(name)
        here = [
            (join(above, m.prefix), m.replaces)
            for m in self.mounts
            if (name in m.names or gives(m.names, name, at, self.text)) and key(m.call.node) != key(at)
            if not of_another(m, name, at, self)
            if holder is None or not around_place(holder, m.call.node.range().start.index)
            for above in self._receivers(m, depth)
            if not m.itself
        ]
        self._sought.pop()
        if not here and self.around is not None:
            from reviewlint.facts.endpoints.compose import prefixes_above

            here = prefixes_above(self.around, self, names)
        itself = join(*(m.prefix for m in self.mounts if m.itself and name in m.names))
        return [(join(p, itself), r) for p, r in here or [("", False)]] if itself != "/" else here

    def _mounted(self, names: tuple[str, ...], at: SgNode | None, depth: int) -> list[str]:
        return [
            join(above, m.prefix)
            for m in self.mounts
            if set(names) & set(m.names) and (at is None or key(m.call.node) != key(at))
            if self.framework.language != "rust" or not of_another_module(m.child, self.text)
            for above in self._receivers(m, depth)
        ]

    def _receivers(self, mount: Mount, depth: int) -> list[str]:
        receiver = mount.call.receiver
        if mount.own:
            node = mount.call.node
            return self._made(node, depth) if self.framework.language == "rust" else self.listed(node)
        if receiver is None:
            return self.in_block(mount.call.node) if self.framework.data.get("blocks") else [""]
        made = self.prefixes(receiver, mount.call.node, depth + 1)
        above = self._above_chain(receiver, mount.call.node, depth)
        return list(dict.fromkeys(join(p, m) for p in above for m in made)) or made

    def _above_chain(self, receiver: SgNode, at: SgNode, depth: int) -> list[str]:
        """The prefixes of the router whose name is given the chain that a mount stands in."""
        name = self._kept_as(receiver, at)
        if not name or depth > _DEPTH or not self.made_here(receiver, at):
            return []
        return [p for p, _ in self._all_mounted(name, at, depth + 1)]

    def above(self, mount: Mount) -> list[str]:
        """The full prefixes at which a mount of this file puts its child."""
        return [join(p, mount.prefix) for p in self._receivers(mount, 0)]

    def _value(self, value: SgNode, depth: int) -> list[str]:
        called = "call" in value.kind() or key(value) in self.groups or "invocation" in value.kind()
        return self.prefixes(value, value, depth + 1) if called else [""]

    def made_here(self, router: SgNode, at: SgNode) -> bool:
        """Whether the expression is a router that this file makes, or stands on one."""
        if key(router) in self.groups:
            return True
        if "call" in router.kind() or "invocation" in router.kind():
            inner = read_call(router).receiver
            return inner is not None and self.made_here(inner, at)
        name = last_name(router).lstrip("$")
        return bool(self._values(name, at)) or self._given(name, at)

    def _given(self, name: str, at: SgNode) -> bool:
        """Whether a group call hands the name to the function that stands around `at`."""
        function = next((a for a in at.ancestors() if is_function(a) and name in parameters_of(a)), None)
        if function is None:
            return False
        holder = next((a for a in function.ancestors() if key(a) in self.groups), None)
        handed_on = holder is not None and holder.range().end.index <= function.range().end.index + 2
        return handed_on or is_given(function, name, self.mounts)

    def _values(self, name: str, at: SgNode) -> list[SgNode]:
        if not re.fullmatch(r"[\w$]+", name):
            return []
        limit = at.range().start.index
        found = [node for node in self._makers.get(name, ()) if node.range().start.index <= limit]
        return seen_from(at, found, self.framework.language)

    @cached_property
    def _makers(self) -> dict[str, list[SgNode]]:
        """The groups that stand on their own, by the name that each is given."""
        found: dict[str, list[SgNode]] = {}
        for group, _ in self.groups.values():
            if key(group.node) not in self._grouped_by.inside:
                name = self._grouped_by.sets.get(key(group.node), assignee(group.node))
                found.setdefault(name.lstrip("$"), []).append(group.node)
        return found
