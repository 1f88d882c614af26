"""A check's own options: from TOML values to its `Options`, and from `Options` to a JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from reviewlint.errors import ConfigError
from reviewlint.record import Record

if TYPE_CHECKING:
    from reviewlint.checklist.loader import Check


class Declared:
    """What `option()` leaves in an Options class: read from an instance it is the default.

    A plain class is enough to hold options. Making a dataclass of it works too, but costs a check a
    millisecond of every run.
    """

    __slots__ = ("default", "help", "pattern")

    def __init__(self, default: Any, help: str, pattern: bool = False) -> None:
        self.default, self.help, self.pattern = default, help, pattern

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        """The default: a value set on the instance comes before it."""
        return self.default


class Option(Record):
    """One option as people write it: `max-steps`, its default and one line of help."""

    name: str
    default: Any
    help: str
    pattern: bool = False  # a regular expression

    @property
    def kind(self) -> str:
        """What a value must be, in words."""
        return _kind(self.default)


_WORDS = {bool: "true or false", int: "a whole number", str: "a string", tuple: "a list of strings"}
_SCHEMA: dict[str, dict[str, Any]] = {
    "true or false": {"type": "boolean"},
    "a whole number": {"type": "integer"},
    "a string": {"type": "string"},
    "a list of strings": {"type": "array", "items": {"type": "string"}},
}


def options_of(check: Check) -> tuple[Option, ...]:
    """The options of a check. Raises ConfigError when one has no default or a kind that TOML cannot give."""
    declared = check.options_type
    names = [name for name in declared.__annotations__ if not name.startswith("_")] if declared else []
    return tuple(_option(check, name, vars(declared).get(name)) for name in names)


def build(check: Check, values: Mapping[str, tuple[Any, object]]) -> object:
    """The check's Options from `values`: name -> (TOML value, where it stands).

    Without options of its own a check gets None. Raises ConfigError for an unknown name or a wrong kind.
    """
    known = {option.name: option for option in options_of(check)}
    if check.options_type is None and not values:
        return None
    chosen = check.options_type() if check.options_type else None
    for name, (value, where) in values.items():
        option = known.get(name)
        if option is None:
            raise _unknown(check, name, where, known)
        object.__setattr__(chosen, name.replace("-", "_"), _convert(option, value, where))
    return chosen


def schema(check: Check) -> dict[str, Any]:
    """The JSON Schema properties of the check's own options."""
    return {
        option.name: _SCHEMA[option.kind] | {"description": option.help, "default": _plain(option.default)}
        for option in options_of(check)
    }


def _option(check: Check, name: str, declared: Any) -> Option:
    if not isinstance(declared, Declared):
        declared = Declared(declared, "")
    default = declared.default
    if type(default) not in _WORDS:
        raise ConfigError(
            f"{check.path}: option {name} needs a default: a bool, int, str or tuple of strings"
        )
    return Option(name.replace("_", "-"), default, declared.help, declared.pattern)


def _kind(value: object) -> str:
    return _WORDS[tuple if isinstance(value, (tuple, list)) else type(value)]


def _convert(option: Option, value: Any, where: object) -> Any:
    if isinstance(value, list) and isinstance(option.default, tuple):
        if all(isinstance(item, str) for item in value):
            return tuple(value)
    elif type(value) is type(option.default):
        return _sound(option, value, where) if option.pattern else value
    raise ConfigError(
        f"{where}: {option.name} is {value!r}", why=(f"It must be {option.kind}: {option.help}",)
    )


def _sound(option: Option, value: str, where: object) -> str:
    import re

    try:
        re.compile(value)
    except re.error as error:
        raise ConfigError(
            f"{where}: {option.name} is no regular expression: {error}", why=(f"It is {option.help}.",)
        ) from error
    return value


def _unknown(check: Check, name: str, where: object, known: Mapping[str, Option]) -> ConfigError:
    from reviewlint.guess import did_you_mean

    names = ("level", "waivable", *known)
    return ConfigError(
        f'{where}: unknown key "{name}" in checks.{check.id}',
        why=(f"{did_you_mean(name, names, quote=True)}It knows: {', '.join(names)}.",),
        next_step=f"reviewlint explain {check.id}",
    )


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
