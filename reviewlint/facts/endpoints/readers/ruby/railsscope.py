"""Where a statement of a Rails routes file stands, as Rails itself keeps it: paths, the resource around, the level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.paths import join
from reviewlint.record import NOTHING, Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ast_grep_py import SgNode

_CANONICAL = frozenset(["index", "create", "new", "show", "update", "destroy"])
_METHOD_LEVELS = frozenset(["collection", "member", "new"])


class Resource(Record):
    """A resource whose block is read. `path`: its own part of the address; `key`: the name of its parameter.

    `controller`: what answers for it, without the modules around.
    """

    name: str
    path: str
    key: str
    single: bool
    controller: str = ""


class Scope(Record):
    """Where a statement stands.

    `level` is "resource" right inside of one, where a route still has to say what of it it is for; `short` is the
    prefix of members of shallow resources; `merged` holds the options of a `with_options` around, by its variable.
    """

    concerns: dict[str, SgNode]
    prefix: str = ""
    resource: Resource | None = None
    level: str = ""
    short: str = ""
    shallow: bool = False
    module: str = ""
    controller: str = ""
    path_names: Mapping[str, str] = NOTHING
    limits: Mapping[str, SgNode] = NOTHING  # `only` and `except` of the scopes around
    merged: Mapping[str, Mapping[str, SgNode]] = NOTHING
    values: Mapping[str, str] = NOTHING  # what the variables of loops stand for
    told: bool = True  # whether all that is around was read that says which action answers

    def named(self, action: str) -> str:
        """What an action is called in addresses."""
        return self.path_names.get(action, action)

    def acted(self, action: str) -> str:
        """The path of a route that is told by its action alone: the usual ones of a resource have none."""
        usual = self.level in _METHOD_LEVELS and action in _CANONICAL
        return "" if usual else self.named(action)

    def answering(self, controller: str = "") -> str:
        """The controller that answers here, with its modules as folders; "" where the file does not tell."""
        own = self.controller or (self.resource.controller if self.resource is not None else "")
        told = (controller or own) if self.told else ""
        return join("" if told.startswith("/") else self.module, told).strip("/") if told else ""

    def below(self, path: str) -> Scope:
        """The scope of `scope path`; right inside of a resource it stands before the resource, as in Rails."""
        short = self.short if self.level == "nested" else join(self.short, path)
        return self._replace(prefix=join(self.prefix, path), short=short)

    def inside(self, resource: Resource) -> Scope:
        """The scope of the block of a resource."""
        return self._replace(resource=resource, level="resource", controller="")

    def collection(self) -> Scope:
        """The scope of routes for the whole collection."""
        return self._at("collection", self.prefix)

    def fresh(self) -> Scope:
        """The scope of routes for a member that is not made yet."""
        return self._at("new", self.prefix, self.named("new"))

    def member(self) -> Scope:
        """The scope of routes for one member."""
        found = self.resource
        return self._at("member", self._home(), f":{found.key}" if found and not found.single else "")

    def nested(self) -> Scope:
        """The scope of what stands below one member."""
        found = self.resource
        if found is None:
            return self
        key = "" if found.single else f":{_singular(found.name)}_{found.key}"
        return self._at("nested", self._home(), key)

    def route(self) -> Scope:
        """The scope of a route that says nothing of what it is for."""
        if self.level != "resource" or self.resource is None:
            return self
        return self.member() if self.resource.single else self.nested()

    def _home(self) -> str:
        single = self.resource is not None and self.resource.single
        return self.short if self.shallow and not single else self.prefix

    def _at(self, level: str, *parts: str) -> Scope:
        own = self.resource.path if self.resource is not None else ""
        return self._replace(level=level, prefix=join(parts[0], own, *parts[1:]))


def _singular(word: str) -> str:
    word = word.rsplit("/", 1)[-1]
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "xes", "shes", "ches", "uses")) else word.removesuffix("s")
