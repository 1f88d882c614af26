"""Configuration files found, parsed and checked. Every fault names file, line and the nearest word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from reviewlint import config_schema as schema
from reviewlint.config_place import Place
from reviewlint.errors import ConfigError
from reviewlint.regex import regex

OWN_FILES = ("reviewlint.toml", ".reviewlint.toml")
PYPROJECT = "pyproject.toml"
_TOOL = regex(r"^\[\[?tool\.\"?([\w-]{7,13})\b", re.MULTILINE)


class Source(Protocol):
    """A state of the repository that configuration is read from."""

    def read(self, path: str) -> str | None:
        """The text of a file, None when it does not exist."""

    def names(self, folder: str) -> tuple[str, ...]:
        """The names of the files in a folder, sorted; empty when there is no such folder."""


def find(source: Source) -> tuple[dict[str, Any], Place] | None:
    """The repository's own table and its place; None when there is none. Raises ConfigError for two."""
    found = [table for name in OWN_FILES if (table := _own(source, name))]
    in_pyproject = _pyproject(source)
    if in_pyproject:
        found.append(in_pyproject)
    if len(found) > 1:
        names = " and ".join(place.file for _, place in found)
        raise ConfigError(
            f"two configurations: {names}",
            why=("Only one can be obeyed, and guessing which would be a rule nobody wrote.",),
            next_step="keep one of them",
        )
    return found[0] if found else None


def _own(source: Source, name: str) -> tuple[dict[str, Any], Place] | None:
    text = source.read(name)
    return None if text is None else table(text, name, ("reviewlint",))


def _pyproject(source: Source) -> tuple[dict[str, Any], Place] | None:
    text = source.read(PYPROJECT)
    if text is None:
        return None
    if "reviewlint" not in text:
        _no_misspelling(text)
        return None
    document = parse(text, PYPROJECT)
    table = document.get("tool", {}).get("reviewlint")
    if table is None:
        _no_misspelling(text)
        return None
    return _checked_table(table, Place(PYPROJECT, text, ("tool", "reviewlint")))


def explicit(source: Source | None, path: str) -> tuple[dict[str, Any], Place]:
    """The table of the file given with --config: of the repository by relative path, else from the disk."""
    text = source.read(path) if source and not Path(path).is_absolute() else None
    if text is None:
        try:
            text = Path(path).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise ConfigError(f"--config {path}: {reason}") from error
    keys = ("tool", "reviewlint") if Path(path).name == PYPROJECT else ("reviewlint",)
    return table(text, path, keys)


def parse(text: str, name: str) -> dict[str, Any]:
    """The TOML document in `text`. Raises ConfigError with the line, the column and the line's text."""
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        at = re.search(r" \(at line (\d+), column (\d+)\)$", message)
        reason = message[: at.start()] if at else message.removesuffix(" (at end of document)")
        lines = text.split("\n")
        line, column = (int(at[1]), int(at[2])) if at else (len(lines), len(lines[-1]) + 1)
        shown = lines[line - 1][:200] if line <= len(lines) else ""
        why = (f"  {line} | {shown}", " " * (len(str(line)) + 2) + " | " + " " * (column - 1) + "^")
        raise ConfigError(f"{name}:{line}:{column}: not valid TOML: {reason}", why=why) from error


def table(text: str, name: str, keys: tuple[str, ...]) -> tuple[dict[str, Any], Place]:
    """The table under `keys` of the document, checked, and its place."""
    table: Any = parse(text, name)
    for depth, key in enumerate(keys):
        others = [other for other in table if other not in keys]
        if depth == len(keys) - 1 and others and (len(keys) == 1 or key not in table):
            raise _misplaced(others[0], keys, Place(name, text, (*keys[:depth], others[0])))
        table = table.get(key, {}) if isinstance(table, dict) else {}
    return _checked_table(table, Place(name, text, keys))


def _misplaced(word: str, keys: tuple[str, ...], place: Place) -> ConfigError:
    from reviewlint.guess import nearest

    wanted = ".".join(keys)
    if nearest(word, [keys[-1]]):
        return ConfigError(
            f"{place}: [{'.'.join((*keys[:-1], word))}] looks like [{wanted}]",
            why=("Nothing in it was read.",),
        )
    return ConfigError(
        f'{place}: unknown table or key "{word}"', why=(f"Everything in this file stands under [{wanted}].",)
    )


def _no_misspelling(text: str) -> None:
    """Raises ConfigError when a table of pyproject.toml looks like ours, but is not."""
    for header in _TOOL.finditer(text):
        word = header[1]
        if word[0] in "rR" and "l" in word and word != "reviewlint":
            from difflib import SequenceMatcher

            if SequenceMatcher(None, word.lower(), "reviewlint").ratio() > 0.8:
                line = text.count("\n", 0, header.start()) + 1
                raise ConfigError(
                    f"{PYPROJECT}:{line}: [tool.{word}] looks like [tool.reviewlint]",
                    why=("Nothing in it was read.",),
                )


def _checked_table(table: Any, place: Place) -> tuple[dict[str, Any], Place]:
    if not isinstance(table, dict):
        raise ConfigError(f"{place}: {'.'.join(map(str, place.keys))} must be a table")
    _validate(table, schema.TOP, place)
    for name, value in table.get("checks", {}).items():
        if not isinstance(value, dict):
            raise ConfigError(
                f"{place / 'checks' / name}: checks.{name} must be a table", why=(f'{name}.level = "ask"',)
            )
        _validate(
            {k: v for k, v in value.items() if k in schema.CHECK}, schema.CHECK, place / "checks" / name
        )
    for name, value in table.get("profiles", {}).items():
        if name not in schema.PROFILES:
            raise _unknown_key(name, dict.fromkeys(schema.PROFILES), place / "profiles")
        _validate(
            value if isinstance(value, dict) else {name: value}, schema.PROFILE, place / "profiles" / name
        )
    for glob, role in table.get("roles", {}).items():
        if role not in schema.ROLES:
            raise ConfigError(
                f'{place / "roles" / glob}: roles."{glob}" is {_shown(role)}',
                why=("One of: " + ", ".join(schema.ROLES) + ".",),
            )
    for index, waiver in enumerate(table.get("waivers", ())):
        _validate(waiver, schema.WAIVER, place / "waivers" / index)
    return table, place


def _validate(table: Mapping[str, Any], keys: Mapping[str, schema.Key], place: Place) -> None:
    for name, value in table.items():
        if name not in keys:
            raise _unknown_key(name, keys, place)
        problem = schema.fault(keys[name], value)
        if problem:
            path = ".".join(str(k) for k in (*_below(place), name) if not isinstance(k, int))
            raise ConfigError(f"{place / name}: {path} is {_shown(value)}", why=(problem,))
    for name, key in keys.items():
        if key.required and not str(table.get(name, "")).strip():
            raise ConfigError(f"{place}: a waiver has no {name}", why=(f"A waiver says {name}: {key.help}.",))


def _unknown_key(name: str, keys: Mapping[str, Any], place: Place) -> ConfigError:
    from reviewlint.guess import did_you_mean

    table = ".".join(str(k) for k in place.keys if not isinstance(k, int))
    guess = did_you_mean(name, keys, quote=True)
    known = "" if guess else f" It knows: {', '.join(keys)}."
    return ConfigError(
        f'{place / name}: unknown key "{name}" in [{table}]',
        why=(f"{guess}Unknown keys stop the run: a misspelt rule is a rule nobody applies.{known}",),
    )


def _below(place: Place) -> tuple[str | int, ...]:
    return place.keys[place.keys.index("reviewlint") + 1 :]


def _shown(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)
