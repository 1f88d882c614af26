"""The configuration of a repository: the shipped defaults, what it extends, and its own table over them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reviewlint import config_read as reading
from reviewlint import config_schema as schema
from reviewlint.config_place import Place
from reviewlint.data import bundled, bundled_toml, read_toml
from reviewlint.errors import ConfigError
from reviewlint.limits import Limits
from reviewlint.record import Record

if TYPE_CHECKING:
    from reviewlint.checklist.model import Level
    from reviewlint.config_read import Source

FOLDER = ".reviewlint"


class CheckConfig(Record):
    """What is configured for one check. `options` maps each name to its value and where that stands."""

    level: Level | None = None
    level_from: Place | str = ""
    waivable: bool = True
    waivable_by: tuple[str, ...] = ()
    options: Mapping[str, tuple[Any, Place | str]] = MappingProxyType({})
    where: Place | str = ""  # where the check is first named


class ConfigWaiver(Record):
    """A check set aside in the configuration."""

    check: str
    reason: str
    where: Place
    paths: tuple[str, ...] = ()
    owner: str = ""
    until: str = ""


class Profile(Record):
    """What is asked otherwise of a kind of request. `most`: the highest level there, None for no bound."""

    most: Level | None = None
    ignore: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


class Config(Record):
    """The whole configuration, merged. `file` is the file of the repository's own, "" without one."""

    file: str = ""
    base: str | None = None
    select: tuple[str, ...] = ()
    select_from: Place | str = ""
    ignore: tuple[str, ...] = ()
    ignore_from: Place | str = ""
    fail_on: str = "failed"
    coverage: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()
    plugins: tuple[tuple[str, Place | str], ...] = ()
    limits: Limits = Limits()
    max_seconds: int | None = None
    checks: Mapping[str, CheckConfig] = MappingProxyType({})
    profiles: Mapping[str, Profile] = MappingProxyType({})
    roles: tuple[tuple[str, str], ...] = ()
    waivers: tuple[ConfigWaiver, ...] = ()
    extends: tuple[str, ...] = ()  # files (not presets) that were read too


class WorkTree:
    """The files as they stand in `root`. Symbolic links are refused, not followed."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, path: str) -> str | None:
        """The text of a file, None when it does not exist. Raises ConfigError when it cannot be read."""
        target = self.root / path
        if target.is_symlink():
            raise ConfigError(f"{path} is a symbolic link: reviewlint does not follow it")
        try:
            return target.read_text("utf-8")
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"{path} cannot be read: {error}") from error

    def names(self, folder: str) -> tuple[str, ...]:
        """The names of the plain files in a folder."""
        target = self.root / folder
        if target.is_symlink() or not target.is_dir():
            return ()
        return tuple(sorted(p.name for p in target.iterdir() if p.is_file() and not p.is_symlink()))


def load(source: Source | None, explicit: str | None = None) -> Config:
    """The configuration of a repository, on top of the shipped defaults.

    `explicit` is the file given with --config, read instead of the usual ones. Raises ConfigError for two
    files, an unknown key, a wrong value or broken TOML.
    """
    found = reading.explicit(source, explicit) if explicit else reading.find(source) if source else None
    shipped = bundled_toml("default.toml")["reviewlint"]
    merged = _Merge(source)
    table, place = found or ({}, Place("the shipped defaults", ""))
    merged.add({"profiles": shipped["profiles"]}, Place("the shipped defaults", ""))
    if "extends" not in table:
        merged.preset(shipped["extends"])
    merged.add(table, place)
    return merged.config(place.file if found else "")


class _Merge:
    """Tables laid over each other, later ones winning key by key."""

    def __init__(self, source: Source | None) -> None:
        self._source = source
        self._values: dict[str, tuple[Any, Place]] = {}
        self._checks: dict[str, CheckConfig] = {}
        self._profiles: dict[str, Profile] = {}
        self._roles: dict[str, str] = {}
        self._waivers: list[ConfigWaiver] = []
        self._files: list[str] = []

    def preset(self, names: list[str]) -> None:
        """Lay presets over what is there."""
        for name in names:
            document = read_toml(bundled("config") / "presets" / f"{name}.toml")
            self.add(document["reviewlint"], Place(f"preset {name}", ""))

    def add(self, table: Mapping[str, Any], place: Place) -> None:
        """Lay a table over what is there, what it extends first."""
        extends = table.get("extends", [])
        for name in [extends] if isinstance(extends, str) else extends:
            self._extend(name, place)
        for name, value in table.items():
            if name not in ("extends", "checks", "profiles", "roles", "waivers"):
                self._values[name] = (value, place / name)
        for name, row in table.get("checks", {}).items():
            self._checks[name] = _check(self._checks.get(name, CheckConfig()), row, place / "checks" / name)
        for name, row in table.get("profiles", {}).items():
            self._profiles[name] = _profile(self._profiles.get(name, Profile()), row)
        roles = table.get("roles", {})
        self._roles = roles | {glob: role for glob, role in self._roles.items() if glob not in roles}
        for index, row in enumerate(table.get("waivers", ())):
            self._waivers.append(_waiver(row, place / "waivers" / index))

    def _extend(self, name: str, place: Place) -> None:
        presets = sorted(p.stem for p in (bundled("config") / "presets").glob("*.toml"))
        if name in presets:
            self.preset([name])
            return
        text = self._source.read(name) if self._source and name.endswith(".toml") else None
        if text is None:
            from reviewlint.guess import did_you_mean

            raise ConfigError(
                f'{place / "extends"}: extends names "{name}", which is no preset and no file here',
                why=(f"{did_you_mean(name, presets, quote=True)}Presets: {', '.join(presets)}.",),
            )
        if name in self._files:
            raise ConfigError(f'{place / "extends"}: "{name}" extends itself, in a circle')
        self._files.append(name)
        self.add(*reading.table(text, name, ("reviewlint",)))

    def config(self, file: str) -> Config:
        """The outcome; `file` is the repository's own file."""

        def value(name: str, default: Any) -> Any:
            return self._values[name][0] if name in self._values else default

        def origin(name: str) -> Place | str:
            return self._values[name][1] if name in self._values else ""

        return Config(
            file=file,
            base=value("base", None),
            select=tuple(value("select", ())),
            select_from=origin("select"),
            ignore=tuple(value("ignore", ())),
            ignore_from=origin("ignore"),
            fail_on=value("fail-on", "failed"),
            coverage=tuple(value("coverage", ())),
            frameworks=tuple(value("frameworks", ())),
            plugins=tuple((name, origin("plugins")) for name in value("plugins", ())),
            limits=Limits(*(value(f"max-{name}", most) for name, most in Limits()._asdict().items())),
            max_seconds=value("max-seconds", None),
            checks=self._checks,
            profiles=self._profiles,
            roles=tuple(self._roles.items()),
            waivers=tuple(self._waivers),
            extends=tuple(self._files),
        )


def _check(before: CheckConfig, row: Mapping[str, Any], place: Place) -> CheckConfig:
    options = dict(before.options)
    options.update({name: (value, place / name) for name, value in row.items() if name not in schema.CHECK})
    return CheckConfig(
        level=row.get("level", before.level),
        level_from=place / "level" if "level" in row else before.level_from,
        waivable=row.get("waivable", before.waivable),
        waivable_by=tuple(row.get("waivable-by", before.waivable_by)),
        options=options,
        where=before.where or place,
    )


def _profile(before: Profile, row: Mapping[str, Any]) -> Profile:
    return Profile(
        most=row.get("most", before.most),
        ignore=tuple(row.get("ignore", before.ignore)),
        authors=tuple(row.get("authors", before.authors)),
    )


def _waiver(row: Mapping[str, Any], place: Place) -> ConfigWaiver:
    return ConfigWaiver(
        check=row["check"],
        reason=row["reason"].strip(),
        where=place,
        paths=tuple(row.get("paths", ())),
        owner=row.get("owner", ""),
        until=str(row.get("until", "")),
    )
