"""Which checks run here, at which level, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from reviewlint.checklist.loader import BUILT_IN, Check, built_in, from_package, from_texts, unique
from reviewlint.config import FOLDER, Config
from reviewlint.config_place import Place
from reviewlint.errors import ConfigError, UsageError
from reviewlint.record import Record

if TYPE_CHECKING:
    from reviewlint.checklist.model import Level
    from reviewlint.config_read import Source


class Selected(Record):
    """A check with the level it has here and where that level comes from."""

    check: Check
    level: Level
    level_from: str
    waivable: bool = True
    waivable_by: tuple[str, ...] = ()
    chosen: bool = False  # named on the command line


def available(config: Config, source: Source | None) -> dict[str, Check]:
    """All checks by id: the shipped ones, the repository's own, those of plugins.

    Raises ConfigError for two with one id, and for a plugin that is missing or empty.
    """
    checks = [*built_in()]
    if source is not None:
        checks += from_texts(_texts(source, f"{FOLDER}/checks"))
    for name, where in config.plugins:
        checks += _plugin(name, str(where), source)
    return unique(checks)


def select(
    config: Config, checks: Mapping[str, Check], *, only: Iterable[str] = (), but: Iterable[str] = ()
) -> tuple[Selected, ...]:
    """The checks that are on here, in the order of the presets, then by id.

    `only` and `but` come from the command line; a check named in `only` runs although it is off. Raises
    UsageError and ConfigError for an id that no check has.
    """
    only, but = tuple(only), tuple(but)
    for identifier in (*only, *but):
        _known(identifier, checks)
    _configured_ids(config, checks)
    wanted = only or config.select or tuple(checks)
    dropped = but if only else (*config.ignore, *but)
    order = [c for c in config.checks if c in checks] + sorted(c for c in checks if c not in config.checks)
    chosen = (_level(config, checks[c], named=c in only) for c in order if c in wanted and c not in dropped)
    return tuple(s for s in chosen if s.level != "off")


def level_of(config: Config, check: Check) -> Selected:
    """The level of a check here; "off" when select or ignore leave it out."""
    selected = _level(config, check, named=False)
    if check.id in config.ignore:
        return Selected(check, "off", f"ignore in {config.ignore_from}")
    if config.select and check.id not in config.select:
        return Selected(check, "off", f"select in {config.select_from}")
    return selected


def _level(config: Config, check: Check, *, named: bool) -> Selected:
    configured = config.checks.get(check.id)
    waivable = configured.waivable if configured else True
    people = configured.waivable_by if configured else ()
    level: Level | None = configured.level if configured else None
    origin = str(configured.level_from) if configured and level else "as shipped"
    if level is None:
        level, origin = ("off", origin) if check.origin == BUILT_IN else ("block", check.origin)
    if named and level == "off":
        level, origin = "block", "--select"
    return Selected(check, level, origin, waivable, people, named)


def _texts(source: Source, folder: str) -> dict[str, str]:
    paths = [f"{folder}/{name}" for name in source.names(folder) if name.endswith(".py")]
    return {path: text for path in paths if (text := source.read(path)) is not None}


def _plugin(name: str, where: str, source: Source | None) -> tuple[Check, ...]:
    if "/" not in name and not name.startswith("."):
        return from_package(name, where)
    checks = from_texts(_texts(source, name.rstrip("/").removeprefix("./"))) if source else ()
    if not checks:
        raise ConfigError(f'{where}: plugins names the folder "{name}", which holds no check')
    return checks


def _known(identifier: str, checks: Iterable[str]) -> None:
    from reviewlint.guess import did_you_mean

    if identifier not in checks:
        guess = did_you_mean(identifier, checks).strip()
        raise UsageError(f"no such check: {identifier}. {guess}".rstrip(), next_step="reviewlint list")


def _configured_ids(config: Config, checks: Mapping[str, Check]) -> None:
    from reviewlint.guess import did_you_mean

    named = [(i, config.select_from) for i in config.select] + [
        (i, config.ignore_from) for i in config.ignore
    ]
    named += [(i, c.where) for i, c in config.checks.items()] + [(w.check, w.where) for w in config.waivers]
    for identifier, where in named:
        if identifier not in checks and not (isinstance(where, Place) and where.shipped):
            guess = did_you_mean(identifier, checks, quote=True)
            raise ConfigError(
                f'{where}: no such check: "{identifier}"',
                why=(f"{guess}It is configured, so a run without it would be a pass nobody earned.",),
                next_step="reviewlint list",
            )
