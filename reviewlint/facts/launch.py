"""What a change launches: flags turned on by default, new services, new families of endpoints, or what it says."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

from reviewlint.data import bundled_toml
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.change.model import Side
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import Endpoint, File

_CONFIG = regex(r"\.(ya?ml|json|toml|ini|cfg|conf|properties|env|tfvars)$|(^|/)\.env")
_FLAG_CODE = regex(
    r"(?i)(^|/)[\w.-]*(settings|config|features?|flags?|toggles?|constants)[\w.-]*(/[^/]+)?\.\w+$"
)
_FLAG_FILE = regex(  # where every key is a flag
    r"(?i)(^|/)(feature[_-]?)?(flags?|toggles?)(\.\w+)?\.(ya?ml|json|toml|ini|properties)$|(^|/)features?\.(ya?ml|json|toml)$"
)
_PAIR = regex(
    r"^\s*(?:export\s+)?(?:(?:const|let|val|var|static|public|final|readonly) )*"
    r"[\"']?([A-Za-z][\w.-]*)[\"']?\s*(?::\s*\w+\s*)?[:=]{1,2}>?\s*"
    r"[\"']?([\w.%~]*)[\"']?\s*[,;]?\s*(?:(?:#|//).*)?$"
)
_SILENT = frozenset(("test", "docs", "generated", "vendored", "ci", "manifest", "asset"))
_VAGUE = regex(r"^(api|rest|v\d+|public|internal|admin|graphql|rpc|\{.*|:.*|<.*|\*.*|\[.*)$")


class Launch(Record):
    """Something that starts to be used. `name` is what documents would call it."""

    kind: Literal["flag", "service", "endpoints", "said"]
    name: str
    path: str = ""
    line: int = 0
    size: int = 1


def establish(facts: Facts) -> tuple[Launch, ...]:
    """What the change launches, in the order flags, services, endpoints, words."""
    return (*_flags(facts), *_services(facts), *_families(facts), *_said(facts))


def _flags(facts: Facts) -> Iterator[Launch]:
    """Keys whose value turns from off to on, and new flags that are on from the start."""
    rules = _data()
    for file in facts.files:
        if file.role in _SILENT or not (_CONFIG.search(file.path) or _FLAG_CODE.search(file.path)):
            continue
        before = _values(facts, file, "base")
        base = {name: value for name, value, _ in before}
        left = Counter(name for name, value, _ in before if re.match(rules["on"], value))
        for name, value, line in _values(facts, file, "head"):
            flag = re.search(rules["flag"], name) or _FLAG_FILE.search(file.path)
            switch = re.search(rules["switch"], name)
            on = re.match(rules["on"], value)
            if on and left[name]:  # as often as a key of that name was on before
                left[name] -= 1
                continue
            was_off = name in base and re.match(rules["off"], base[name])
            if on and ((was_off and (flag or switch)) or (name not in base and flag and base)):
                yield Launch("flag", name, file.path, line)


def _values(facts: Facts, file: File, side: Side) -> list[tuple[str, str, int]]:
    """(key, value, line) of a document, or of the assignments of code."""
    text = facts.sources.text(file.path, side) or ""
    if re.search(r"\.(ya?ml|json)$", file.path):
        from reviewlint.facts.telemetry.entries import read_entries

        return [(".".join(e.path), e.value, e.line) for e in read_entries(text)]
    lines = enumerate(text.split("\n"), 1)
    return [(found[1], found[2], number) for number, line in lines if (found := _PAIR.match(line))]


def _services(facts: Facts) -> Iterator[Launch]:
    for row in _data()["service"]:
        paths = regex(row["paths"])
        added: list[Launch] = []
        known: set[str] = set()
        for file in facts.files:
            if file.role in ("test", "docs", "vendored", "ci") or not paths.search(file.path):
                continue
            known |= {name for name, _ in _named(facts, file, "base", row)}
            added += [
                Launch("service", name, file.path, line) for name, line in _named(facts, file, "head", row)
            ]
        yield from (one for one in dict.fromkeys(added) if one.name not in known)


def _named(facts: Facts, file: File, side: Side, row: dict[str, Any]) -> list[tuple[str, int]]:
    """The names of what a document deploys on one side."""
    text = facts.sources.text(file.path, side)
    if text is None:
        return []
    if "text" in row:
        return [
            (m[2], text.count("\n", 0, m.start()) + 1) for m in re.finditer(row["text"], text, re.MULTILINE)
        ]
    if "key" in row or "kind" in row:
        return _keyed(text, row)
    folder = file.path.rpartition("/")[0]
    return [(folder.rpartition("/")[2] or "the application", 1)]


def _keyed(text: str, row: dict[str, Any]) -> list[tuple[str, int]]:
    from reviewlint.facts.telemetry.entries import read_entries

    if re.search(row.get("holds", ""), text) is None:
        return []
    entries = read_entries(text)
    if "key" in row:
        return [(e.path[1], e.line) for e in entries if re.match(row["key"], ".".join(e.path))]
    names = {e.document: _spoken(e.value) for e in reversed(entries) if e.path == ("metadata", "name")}
    kinds = [e for e in entries if e.path == ("kind",) and re.match(row["kind"], e.value)]
    return [(names.get(e.document, e.value), e.line) for e in kinds]


def _spoken(name: str) -> str:
    """A name; of one that a template of Helm gives, `{{ include "shop.workerName" . }}`, the telling part."""
    given = re.search(r"\{\{.*[\".]([A-Za-z][\w-]*)\"?[ .$]*-?\}\}", name)
    return re.sub(r"(?<=\w)(Full)?[nN]ame$", "", given[1]) if given else name


def _families(facts: Facts) -> Iterator[Launch]:
    """Groups of new endpoints under a first segment that nothing was served under before."""
    groups: dict[str, list[Endpoint]] = defaultdict(list)
    for endpoint in facts.endpoints.added:
        family = _family(endpoint.route)
        if endpoint.protocol != "page" and family:
            groups[family].append(endpoint)
    gone = {_family(endpoint.route) for endpoint in facts.endpoints.removed}
    tails = {_tail(endpoint) for endpoint in facts.endpoints.removed}
    for family, found in groups.items():
        endpoints = [endpoint for endpoint in found if _tail(endpoint) not in tails]  # else it was renamed
        if endpoints and family not in gone and not _served(facts, family, {e.path for e in endpoints}):
            yield Launch("endpoints", family, endpoints[0].path, endpoints[0].line, len(endpoints))


def _tail(endpoint: Endpoint) -> tuple[str, str]:
    """Method and route without the segment that names its family."""
    route = re.sub(r"\{[^}]*\}|:\w+|<[^>]*>", "{}", endpoint.route.strip("/"))
    return endpoint.method, route.partition(_family(endpoint.route))[2].strip("/")


def _family(route: str) -> str:
    return next((part for part in route.strip("/").split("/") if part and not _VAGUE.match(part)), "")


def _served(facts: Facts, family: str, paths: set[str]) -> bool:
    """Whether something of the family was served before: in these files, or in one that mentions it as a path."""
    from reviewlint.facts.endpoints import routes_of

    new = set(facts.endpoints.added)
    if any(_family(e.route) == family for path in paths for e in routes_of(facts, path) if e not in new):
        return True
    roles = {file.path: file.role for file in facts.files}
    shape = re.compile(rf"[\"'`/]{re.escape(family)}[\"'`/]")
    others = [path for path in sorted(facts.index.mentioning([family])) if path not in roles]
    return any(
        shape.search(facts.index.text(path) or "") and _routes(facts, path, family) for path in others[:40]
    )


def _routes(facts: Facts, path: str, family: str) -> bool:
    from reviewlint.facts.endpoints import routes_of

    return any(_family(endpoint.route) == family for endpoint in routes_of(facts, path))


def _said(facts: Facts) -> Iterator[Launch]:
    rules, title = _data(), facts.text.title
    found = next((m for pattern in rules["said"] if (m := regex(pattern, re.IGNORECASE).search(title))), None)
    labels = facts.change.event.labels if facts.change.event else ()
    label = next(
        (text for text in labels if any(regex(p, re.IGNORECASE).search(text) for p in rules["labels"])), ""
    )
    if (found or label) and any(file.role in ("source", "config", "migration") for file in facts.files):
        yield Launch("said", label or title)


def _data() -> dict[str, Any]:
    found: dict[str, Any] = bundled_toml("documents.toml")["launch"]
    return found
