"""The contracts that a change adds, alters or takes away: what users, operators and other teams would see."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reviewlint.facts.surface.model import Contract, Surface
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.change.model import Side
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import Endpoint, File, Unseen
    from reviewlint.facts.surface.model import ContractKind

__all__ = ["Contract", "Surface", "establish"]

_AT_START = regex(r"(?:^|/)config/runtime\.exs\Z")  # settings that Mix evaluates whenever the program starts
_COMMAND = regex(r"(?:^|/)management/commands/((?!_)\w+)\.py\Z")  # Django calls a command by its file
_SILENT = frozenset(("test", "generated", "vendored", "ci", "asset"))


def establish(facts: Facts) -> Surface:
    """Endpoints, metrics, flags, options, variables, settings, parameters and public definitions, compared."""
    from reviewlint.facts.surface.compare import compared
    from reviewlint.facts.surface.described import described
    from reviewlint.facts.surface.explained import explained
    from reviewlint.facts.surface.public import public_api

    head: list[Contract] = []
    base: list[Contract] = []
    unseen: list[Unseen] = []
    for file in facts.files:
        if file.role not in _SILENT:
            head += _side(facts, file, "head", unseen)
            base += _side(facts, file, "base", unseen)
    found = [*_routes(facts), *_metrics(facts), *compared(facts, head, base), *public_api(facts)]
    found = _without_members(found)
    known = {contract.name.rpartition(".")[2] for contract in found}
    found += (contract for contract in described(facts) if contract.name not in known)
    found = found or list(explained(facts))
    ordered = sorted(dict.fromkeys(found), key=lambda c: (c.path, c.line, c.kind, c.name))
    return Surface(tuple(ordered), tuple(dict.fromkeys((*unseen, *facts.endpoints.unseen))))


def _without_members(found: list[Contract]) -> list[Contract]:
    """What is left where a type that is new (or gone) itself stands for its members, a field for its arguments."""
    whole = {(c.kind, c.name, c.change) for c in found if c.kind in ("public-api", "schema")}
    return [c for c in found if (c.kind, _holder(c), c.change) not in whole]


def _holder(contract: Contract) -> str:
    if contract.kind == "schema":
        return contract.name.partition("(")[0] if "(" in contract.name else ""
    return contract.name.rpartition(".")[0]


def _side(facts: Facts, file: File, side: Side, unseen: list[Unseen]) -> list[Contract]:
    from reviewlint.facts.surface.code import read_code
    from reviewlint.facts.surface.documents import read_document

    text = facts.sources.text(file.path, side)
    if text is None:
        return []
    read = file.role in ("source", "migration") or _AT_START.search(file.path)
    found = read_document(file.path, text)
    if file.language and read and file.role != "manifest":
        found += [*read_code(facts, file, side, text, unseen), *_command(file, side)]
    return [c for c in found if c.kind == "setting"] if file.role == "migration" else found


def _command(file: File, side: Side) -> list[Contract]:
    path = file.path if side == "head" else file.old_path or file.path
    name = _COMMAND.search(path)
    return [Contract("command", name[1], path, 1)] if name else []


def _routes(facts: Facts) -> list[Contract]:
    endpoints = facts.endpoints
    added = [Contract(*_called(e), e.path, e.line, "added") for e in endpoints.added]
    return added + [Contract(*_called(e), e.path, e.line, "removed") for e in endpoints.removed]


def _called(endpoint: Endpoint) -> tuple[ContractKind, str]:
    if endpoint.protocol == "page":
        return "page", endpoint.route
    return "endpoint", f"{endpoint.method} {endpoint.route}"


def _may_measure(facts: Facts, file: File) -> bool:
    """Whether what differs in the file can hold a metric."""
    if file.role in _SILENT or file.role == "migration":
        return False
    if not file.language:
        return True
    from reviewlint.facts.telemetry.idioms import signals

    possible = signals(file.language, facts.sources.near(file.path), facts.settings.frameworks)
    return any(idiom.kind == "metric" for idiom in possible)


def _metrics(facts: Facts) -> list[Contract]:
    if not any(map(partial(_may_measure, facts), facts.files)):
        return []
    telemetry = facts.telemetry
    added = [
        Contract("metric", s.name, s.path, s.line, "added") for s in telemetry.added if s.kind == "metric"
    ]
    removed = [
        Contract("metric", s.name, s.path, s.line, "removed") for s in telemetry.removed if s.kind == "metric"
    ]
    return added + removed
