"""Callbacks of a GenServer of Elixir: `GenServer.call(pid, :pop)` runs `handle_call` of the module that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code
    from reviewlint.facts.reach.target import Target

_STARTS = ("start_link", "start")
_RUNS = {
    "handle_call": ("call", "multi_call"),
    "handle_cast": ("cast", "abcast"),
    "init": _STARTS,
    "handle_continue": _STARTS,
    "handle_info": _STARTS,
}


def called_back(target: Target, code: Code) -> Iterator[tuple[str, int, int]]:
    """(path, scope, line) of the calls by which a module has its own server run the callback `target`."""
    ways = _RUNS.get(target.name, ()) if target.language == "elixir" and target.kind == "method" else ()
    file = code.file(target.path) if ways else None
    for way in ways:
        for reference in file.references.get(way, ()) if file is not None else ():
            if (
                reference.receiver == "GenServer"
                and file
                and file.class_around(reference.scope) == target.owner
            ):
                yield target.path, reference.scope, reference.line
