"""What stands in a working tree already: what `init` looks at before it writes anything."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Any

from reviewlint.change import git, messages
from reviewlint.change.contents import WorkingTree, decoded
from reviewlint.change.repository import Repository
from reviewlint.data import bundled_toml
from reviewlint.facts.roles.bypath import role_of
from reviewlint.facts.template.places import ordered
from reviewlint.record import Record
from reviewlint.syntax.language import language_of

_MOST_SOURCES = 3_000
PRE_COMMIT = ".pre-commit-config.yaml"


class Server(Record):
    """A CI server: where its job goes, and which file it is made from."""

    name: str
    file: str
    source: str
    append: bool
    template: str


class Survey(Record):
    """What was found. Counts are of files, most first."""

    paths: frozenset[str]
    languages: tuple[tuple[str, int], ...]
    tests: tuple[tuple[str, int], ...]
    endpoints: tuple[tuple[str, int, str], ...]  # framework, routes, the file with most of them
    metrics: tuple[tuple[str, int], ...]
    templates: tuple[str, ...]
    hook_keeper: str  # "pre-commit", "Husky", "lefthook", ""
    server: Server | None
    host: str  # of the remote; "" without one


def survey(repository: Repository) -> Survey:
    """Look at the tracked files of the working tree of `repository` (it has one)."""
    paths = frozenset(_tracked(repository))
    languages = {path: language.name for path in paths if (language := language_of(path))}
    roles = {path: role_of(path) for path in languages}
    sources = sorted(path for path in languages if roles[path] == "source")[:_MOST_SOURCES]
    tree = WorkingTree(repository.root or "")
    endpoints, metrics = _idioms(tree, sources)
    host = _host(repository)
    return Survey(
        paths,
        tuple(Counter(languages[p] for p in languages if roles[p] in ("source", "test")).most_common(4)),
        tuple(Counter(_place(path) for path in languages if roles[path] == "test").most_common(3)),
        endpoints,
        metrics,
        tuple(ordered(paths)),
        _keeper(paths),
        _server(paths, host),
        host,
    )


def _tracked(repository: Repository) -> list[str]:
    process = git.start(["ls-files", "-z"], cwd=repository.root or "", env=repository.index_environment())
    out, err = process.communicate()
    if process.returncode:
        raise messages.git_failed("listing files", err)
    return [name for name in out.decode("utf-8", "surrogateescape").split("\0") if name]


def _place(path: str) -> str:
    """Where tests stand, as people say it: the first folder, or the top."""
    return path.partition("/")[0] + "/" if "/" in path else "the top"


def _idioms(
    tree: WorkingTree, paths: list[str]
) -> tuple[tuple[tuple[str, int, str], ...], tuple[tuple[str, int], ...]]:
    routes: Counter[tuple[str, str]] = Counter()
    metrics: Counter[str] = Counter()
    for path in paths:
        content = tree.get(path)
        if content.data is not None:
            text = decoded(content.data)
            routes.update({(name, path): count for name, count in _routes(path, text).items()})
            metrics.update(_metrics(path, text))
    totals: Counter[str] = Counter()
    for (name, _), count in routes.items():
        totals[name] += count
    first = {name: max((routes[key], key[1]) for key in routes if key[0] == name)[1] for name in totals}
    return tuple((name, count, first[name]) for name, count in totals.most_common(3)), tuple(
        metrics.most_common(3)
    )


def _routes(path: str, text: str) -> dict[str, int]:
    """Routes in a file by framework, without what other files say of their prefixes."""
    from reviewlint.facts.endpoints.extract import FileRoutes
    from reviewlint.facts.endpoints.framework import frameworks_of
    from reviewlint.syntax.tree import Unparsable, read

    language = language_of(path)
    known = frameworks_of(text, language.name) if language else []
    if not known or language is None:
        return {}
    try:
        root = read(text, language)
    except Unparsable:
        return {}
    found = {one.name: sum(1 for _ in FileRoutes(path, text, root, one).endpoints()) for one in known}
    return {name: count for name, count in found.items() if count}


def _metrics(path: str, text: str) -> set[str]:
    """The telemetry libraries whose signals a file emits."""
    from reviewlint.facts.telemetry.code import read_signals
    from reviewlint.facts.telemetry.idioms import signals
    from reviewlint.syntax.outline import outline
    from reviewlint.syntax.tree import Unparsable, read

    language = language_of(path)
    known = signals(language.name, text) if language else ()
    if not known or language is None:
        return set()
    try:
        read_ = outline(read(text, language), text, language.name)
    except Unparsable:
        return set()
    return {
        signal.ecosystem for signal in read_signals(path, read_, known) if signal.kind in ("metric", "trace")
    }


def _keeper(paths: frozenset[str]) -> str:
    if PRE_COMMIT in paths:
        return "pre-commit"
    keepers: dict[str, list[str]] = _data()["hooks"]
    return next((name for name, marks in keepers.items() if _any(paths, marks)), "")


def _server(paths: frozenset[str], host: str) -> Server | None:
    """The server whose files are there; else the one that the remote's host brings along."""
    rows: list[dict[str, Any]] = _data()["server"]
    by_files = (row for row in rows if _any(paths, row["marks"]))
    by_host = (row for row in rows if any(part in host for part in row.get("hosts", ())))
    row = next(chain(by_files, by_host), None)
    if row is None:
        return None
    template = row.get("template", ".github/pull_request_template.md")
    return Server(row["name"], row["file"], row["from"], row.get("append", False), template)


def _any(paths: frozenset[str], marks: list[str]) -> bool:
    return any(
        path == mark or (mark.endswith("/") and path.startswith(mark)) for path in paths for mark in marks
    )


def _data() -> dict[str, Any]:
    return bundled_toml("setup.toml")


def _host(repository: Repository) -> str:
    """The host in the address of the remote, without whoever logs in there."""
    import re

    from git import Repo
    from git.exc import GitError

    try:
        with Repo(repository.root) as repo:
            remotes = {remote.name: next(iter(remote.urls), "") for remote in repo.remotes}
    except (GitError, ValueError, OSError):
        return ""
    address = remotes.get("origin") or next(iter(remotes.values()), "")
    found = re.match(r"(?!file:)(?:\w[\w+.-]*://)?(?:[^@/]*@)?([\w-][\w.-]+)[:/]", address)
    return found[1].lower() if found else ""


def hooks_folder(repository: Repository) -> Path:
    """Where git looks for hooks: `core.hooksPath`, else the folder that all working trees share."""
    from git import Repo

    with Repo(repository.root) as repo:
        told = repo.config_reader().get_value("core", "hooksPath", default="")
    if told:
        return Path(repository.root or "") / Path(str(told)).expanduser()
    return Path(repository.common_dir) / "hooks"
