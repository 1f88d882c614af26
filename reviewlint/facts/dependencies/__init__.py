"""The third-party packages that a change starts or stops to depend on.

A package counts once for the whole repository: what another manifest asked for already, what moved from
one manifest to another and what only got another version is not added. Lock files say nothing new.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.dependencies.model import Dependencies, Dependency
from reviewlint.facts.model import Unseen
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reviewlint.change.model import Side
    from reviewlint.facts.dependencies.model import Declared, Manifest
    from reviewlint.facts.facts import Facts

__all__ = ["establish", "present"]

Key = tuple[str, str]  # the ecosystem, and the name as that ecosystem compares names
_MOST_MANIFESTS = 2_000
_NUMBER = regex(r"\d+(?:\.\d+)*")


def establish(facts: Facts) -> Dependencies:
    """The manifests of the change compared; the others are read only where that leaves something over."""
    from reviewlint.facts.dependencies.central import scoped
    from reviewlint.facts.dependencies.manifests import ecosystem_of

    paths = [file.path for file in facts.change.files if ecosystem_of(file.path)]
    if not paths:
        return Dependencies()
    unseen: list[Unseen] = []
    base, head = _side(facts, paths, "base", unseen), _side(facts, paths, "head", unseen)
    before, after = _by_key(base), _by_key(head)
    added = {key: row for key, row in after.items() if key not in before}
    removed = {key: row for key, row in before.items() if key not in after}
    rest = _others(facts, [*added, *removed], base, head)
    own = {_key(path, name) for side in (base, head, rest) for path, m in side.items() for name in m.own}
    known = own | _by_key(rest).keys() | _by_number(added, removed)
    all_of_head = (*head.values(), *rest.values())
    rows = [(path, scoped(one, all_of_head)) for key, (path, one) in added.items() if key not in known]
    return Dependencies(
        tuple(_located(facts, "head", *row) for row in _used(facts, rows, base, head)),
        tuple(_located(facts, "base", *row) for key, row in removed.items() if key not in known),
        tuple(_located(facts, "head", path, one) for path, one in _changed(base, head)),
        tuple(unseen),
    )


def present(facts: Facts) -> tuple[Dependency, ...]:
    """Every package that the manifests of the head side ask for, each once, without its line."""
    found: dict[Key, Dependency] = {}
    for path, manifest in _unchanged(facts, frozenset()).items():
        for one in manifest.declared:
            row = Dependency(one.name, one.scope, path, 0, _ecosystem(path), one.version)
            found.setdefault(_key(path, one.name), row)
    return tuple(found.values())


def _side(facts: Facts, paths: Iterable[str], side: Side, unseen: list[Unseen]) -> dict[str, Manifest]:
    """The manifests of one side of the changed files, by head path."""
    from reviewlint.facts.dependencies.manifests import read

    found = {}
    for path in paths:
        text = facts.sources.text(path, side)
        problem = facts.change.unreadable(facts.sources.file(path), side) if text is None else None
        try:
            if text is not None:
                found[path] = read(path, text)
        except (ValueError, RecursionError) as error:
            problem = f"does not parse: {str(error)[:80] or 'nested too deeply'}"
        if problem:
            unseen.append(Unseen(path, problem, "manifest"))
    return found


def _by_key(side: Mapping[str, Manifest]) -> dict[Key, tuple[str, Declared]]:
    """The packages of several manifests; of two entries the one for production."""
    found: dict[Key, tuple[str, Declared]] = {}
    for path, manifest in side.items():
        for one in manifest.declared:
            key = _key(path, one.name)
            if key not in found or _tells_more(one, found[key][1]):
                found[key] = (path, one)
    return found


def _by_number(added: Iterable[Key], removed: Iterable[Key]) -> set[Key]:
    """Artifacts of the JVM, whose names hold versions of what they are for: `bcprov-jdk18on` after `bcprov-jdk15on`."""
    gone = {_NUMBER.sub("#", name) for ecosystem, name in removed if ecosystem == "jvm"}
    return {(kind, name) for kind, name in added if kind == "jvm" and _NUMBER.sub("#", name) in gone}


def _tells_more(one: Declared, other: Declared) -> bool:
    """Whether an entry says more than another of that package: none of a central list, or one for production."""
    if bool(one.listed) != bool(other.listed):
        return not one.listed
    return other.scope == "dev" and one.scope == "runtime"


def _key(path: str, name: str) -> Key:
    ecosystem = _ecosystem(path)
    plain = name.lower()
    return ecosystem, plain.replace("_", "-").replace(".", "-") if ecosystem in ("python", "rust") else plain


def _ecosystem(path: str) -> str:
    from reviewlint.facts.dependencies.manifests import ecosystem_of

    return ecosystem_of(path)


def _used(
    facts: Facts,
    added: list[tuple[str, Declared]],
    base: Mapping[str, Manifest],
    head: Mapping[str, Manifest],
) -> list[tuple[str, Declared]]:
    """The added packages; of Go those that the imports speak for."""
    here = {path: manifest for path, manifest in head.items() if _ecosystem(path) == "go"}
    if not here:
        return added
    from reviewlint.facts.dependencies.imported import by_use

    others = [row for row in added if row[0] not in here]
    return [*others, *by_use(facts, [row for row in added if row[0] in here], base, here)]


def _others(
    facts: Facts, asked: list[Key], base: Mapping[str, Manifest], head: Mapping[str, Manifest]
) -> dict[str, Manifest]:
    """The manifests that the change leaves alone, where packages of their ecosystems are asked about."""
    ecosystems = frozenset(ecosystem for ecosystem, _ in asked)
    return _unchanged(facts, ecosystems, but=frozenset((*base, *head))) if asked else {}


def _unchanged(
    facts: Facts, ecosystems: frozenset[str], but: frozenset[str] = frozenset()
) -> dict[str, Manifest]:
    """The readable manifests of those ecosystems (of all without any) on the head side."""
    from reviewlint.facts.dependencies.manifests import ecosystem_of, read

    found = {}
    wanted = [
        path for path in facts.change.tree("head")
        if path not in but and (ecosystem := ecosystem_of(path)) and (not ecosystems or ecosystem in ecosystems)
    ]  # fmt: skip
    for path, text in facts.change.read("head", wanted[:_MOST_MANIFESTS]).items():
        try:
            found[path] = read(path, text)
        except (ValueError, RecursionError):
            continue
    return found


def _changed(base: Mapping[str, Manifest], head: Mapping[str, Manifest]) -> Iterator[tuple[str, Declared]]:
    for path, manifest in head.items():
        before = {one.name.lower(): one for one in base[path].declared} if path in base else {}
        for one in dict.fromkeys(manifest.declared):
            old = before.get(one.name.lower())
            if old and (old.version, old.scope) != (one.version, one.scope):
                yield path, one


def _located(facts: Facts, side: Side, path: str, one: Declared) -> Dependency:
    from reviewlint.facts.dependencies.place import line_of

    added = facts.change.added_lines(facts.sources.file(path)) if side == "head" else frozenset[int]()
    line = line_of(facts.sources.text(path, side) or "", one.name, added)
    return Dependency(one.name, one.scope, path, line, _ecosystem(path), one.version)
