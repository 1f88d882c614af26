"""From options to an open change with its configuration: what `check` and `facts` share."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewlint.change.ci import in_ci
from reviewlint.change.open import Request, open_change
from reviewlint.change.repository import find_root
from reviewlint.config import FOLDER, Config, WorkTree, load
from reviewlint.errors import ChangeError, UsageError
from reviewlint.facts.facts import Facts, FactSettings
from reviewlint.limits import current, in_force
from reviewlint.record import Record

if TYPE_CHECKING:
    from reviewlint.change.basefiles import BaseFiles
    from reviewlint.change.model import Change
    from reviewlint.change.revisions import Revisions
    from reviewlint.cli.settings import Settings
    from reviewlint.config_read import Source
    from reviewlint.report.model import Subject


class Session(Record):
    """An open change, its configuration, and where that was read."""

    change: Change
    config: Config
    source: Source | None
    root: Path | None
    facts: Facts


@contextmanager
def session(settings: Settings, given: Mapping[str, Any]) -> Iterator[Session]:
    """Open the change that the options ask for; closed at the end, with what was learned of the repository kept.

    Raises what `open_change` and `load` raise.
    """
    root = _root(settings)
    with _trusted(settings, given, root) as (config, source), in_force(config.limits):
        change = open_change(_request(settings, given, config, source), _looked_up(source))
        try:
            with _frameworks(config, source, root) as folders:
                facts = Facts(change, _facts(config, given, settings, folders))
                yield Session(change, config, source, root, facts)
                facts.save()
        finally:
            change.close()


@contextmanager
def gate(settings: Settings) -> Iterator[tuple[Config, Source | None]]:
    """The configuration and where the checks are read, for commands that run checks but open no change.

    As `check` trusts them: in CI those of the base revision. Raises ChangeError where that cannot be found.
    """
    root = _root(settings)
    given = {"base": os.environ.get("REVIEWLINT_BASE"), "diff": "" if root else "none"}
    with _trusted(settings, given, root) as (config, source), in_force(config.limits):
        yield config, source


def local_config(settings: Settings) -> Config:
    """The configuration as it stands in the working tree, for commands that run nothing of it."""
    return load(_tree(_root(settings)), _from(settings, settings.config))


@contextmanager
def _trusted(
    settings: Settings, given: Mapping[str, Any], root: Path | None
) -> Iterator[tuple[Config, Source | None]]:
    """The configuration and where checks are read: in CI, and where there is no working tree, the base's."""
    explicit = _from(settings, settings.config)
    if given.get("diff") or not (in_ci(os.environ) or root is None):
        source = _tree(root)
        yield load(source, explicit), source
        return
    base = _base_files(settings, given)
    try:
        yield load(base, explicit and _inside(root, explicit)), base
    finally:
        base.close()


@contextmanager
def fact_settings(settings: Settings, config: Config, source: Source | None) -> Iterator[FactSettings]:
    """How facts are read here, for commands that look at more than one change."""
    with _frameworks(config, source, _root(settings)) as folders:
        yield FactSettings(roles=config.roles, frameworks=folders, max_lines=config.limits.lines)


def working_tree(settings: Settings) -> Path:
    """The top of the working tree, for commands that write there. Raises UsageError where there is none."""
    from reviewlint.change.repository import locate

    repository = locate(Path(settings.directory) if settings.directory else Path())
    if repository.root is None:
        raise UsageError("this repository is bare: there is no working tree to write into")
    return Path(repository.root)


def subject_of(change: Change) -> Subject:
    """What line 1 and 2 say of the change."""
    from reviewlint.report.model import Subject

    files = change.files
    counts = [change.counts(file) for file in files]
    return Subject(
        change.comparison,
        change.base,
        change.head,
        len(files),
        sum(added for added, _ in counts),
        sum(removed for _, removed in counts),
        files[0].path if len(files) == 1 else "",
        files[0].path if files else "",
    )


def prefix_of(settings: Settings, root: Path | None) -> str:
    """The folder under the root where the reader stands, with `/`; "" at the root and outside."""
    here = Path(settings.directory or ".").resolve()
    if root is None or not here.is_relative_to(root.resolve()):
        return ""
    relative = here.relative_to(root.resolve()).as_posix()
    return "" if relative == "." else relative


def _root(settings: Settings) -> Path | None:
    return find_root(Path(settings.directory or "."))


def _tree(root: Path | None) -> Source | None:
    return WorkTree(root) if root else None


def _inside(root: Path | None, path: str) -> str:
    """A --config file of the repository by its path there, so that the base's version of it is read."""
    full = Path(path).resolve()
    if root and full.is_relative_to(root.resolve()):
        return full.relative_to(root.resolve()).as_posix()
    return str(full)


def _from(settings: Settings, path: str | None) -> str | None:
    """A path given on the command line, seen from -C."""
    if path is None or path == "-" or not settings.directory:
        return path
    return str(Path(settings.directory) / path)


def _looked_up(source: Source | None) -> Revisions | None:
    """The revisions that were looked up for the base's files; None where these are the working tree's."""
    if source is None or isinstance(source, WorkTree):
        return None
    from reviewlint.change.basefiles import BaseFiles

    return source.revisions if isinstance(source, BaseFiles) else None


def _base_files(settings: Settings, given: Mapping[str, Any]) -> BaseFiles:
    from reviewlint.change.basefiles import BaseFiles

    try:
        return BaseFiles(_request(settings, given))
    except ChangeError as error:
        if "range" in given:  # a command that opens the change, too
            raise
        raise ChangeError(
            f"in CI the checks come from the base revision, and it cannot be told: {error.what}",
            why=("Those of the working tree are the change's own, and their code would run.",),
            next_step=(
                "name it: REVIEWLINT_BASE=<branch>",
                *(step for step in error.next_step if "reviewlint check" not in step),
            ),
        ) from error


def _request(
    settings: Settings, given: Mapping[str, Any], config: Config | None = None, source: Source | None = None
) -> Request:
    return Request(
        directory=Path(settings.directory or "."),
        range=given.get("range"),
        base=given.get("base"),
        staged=bool(given.get("staged")),
        from_ref=given.get("from_ref"),
        to_ref=given.get("to_ref"),
        diff=_from(settings, given.get("diff")),
        include_untracked=bool(given.get("include_untracked")),
        description=_from(settings, given.get("description")),
        message_file=_from(settings, given.get("message_file")),
        configured_base=config.base if config and isinstance(source, WorkTree) else None,
        environ=os.environ,
        most_files=current().files,
    )


def _facts(
    config: Config, given: Mapping[str, Any], settings: Settings, frameworks: tuple[Path, ...]
) -> FactSettings:
    named = tuple(Path(_from(settings, name) or name) for name in given.get("coverage", ()))
    return FactSettings(
        roles=config.roles,
        frameworks=frameworks,
        coverage=named or _existing(settings, config.coverage),
        max_lines=config.limits.lines,
    )


def _existing(settings: Settings, names: tuple[str, ...]) -> tuple[Path, ...]:
    root = _root(settings)
    return tuple(root / name for name in names if (root / name).is_file()) if root else ()


@contextmanager
def _frameworks(config: Config, source: Source | None, root: Path | None) -> Iterator[tuple[Path, ...]]:
    """The folders with the repository's own framework files; those of a revision are written out."""
    folders = (f"{FOLDER}/frameworks", *config.frameworks)
    if isinstance(source, WorkTree) and root:
        yield tuple(root / folder for folder in folders if source.names(folder))
        return
    texts = {f: _texts(source, f) for f in folders} if source else {}
    if not any(texts.values()):
        yield ()
        return
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="reviewlint-") as where:
        yield tuple(_written(Path(where) / str(n), files) for n, files in enumerate(texts.values()))


def _texts(source: Source, folder: str) -> dict[str, str]:
    names = [name for name in source.names(folder) if name.endswith(".toml")]
    return {name: text for name in names if (text := source.read(f"{folder}/{name}")) is not None}


def _written(folder: Path, files: Mapping[str, str]) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder
