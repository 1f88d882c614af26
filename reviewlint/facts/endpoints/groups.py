"""The calls of one file that put what they hold under a prefix: `api := app.Group("/api")`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reviewlint.facts.endpoints.nodes import Call, key, last_name, read_call

if TYPE_CHECKING:
    from reviewlint.facts.endpoints.reading import Reading

Key = tuple[str, int, int]


class Groups:
    """The groups of a file under the rules of one framework, in the order of its rules."""

    def __init__(self, file: Reading) -> None:
        self.calls: dict[Key, tuple[Call, str]] = {}  # each with its prefix
        self.inside: set[Key] = set()  # those whose prefix holds for their arguments alone
        self.more: dict[Key, list[str]] = {}  # further prefixes of those that have several
        self.behind: set[Key] = set()  # those that hold for what they are called on
        self.sets: dict[Key, str] = {}  # the routers that those change which they are called on
        for entry in file.framework.table("group"):
            for node in file.matches(entry):
                call = read_call(node)
                if entry.get("least", 0) <= len(call.positional) <= entry.get("most", 99):
                    self._add(call, entry, file)

    def _add(self, call: Call, entry: dict[str, Any], file: Reading) -> None:
        own = key(call.node)
        if entry.get("sets") and call.receiver is not None and "call" not in call.receiver.kind():
            self.sets[own] = last_name(call.receiver)
        if entry.get("behind"):
            self.behind.add(own)
        if entry.get("argument_only"):
            self.inside.add(own)
        if "made_on" in entry:
            call = call._replace(receiver=call.argument(entry["made_on"]))
        elif entry.get("fresh") or entry.get("sets"):
            call = call._replace(receiver=None)
        prefix, *self.more[own] = file.group_prefixes(call, entry)
        self.calls[own] = (call, prefix)
