"""Frozen records: what `typing.NamedTuple` gives, for a tenth of the time it takes to define one.

The program names more than a hundred of them and makes values of a third in a small run. `NamedTuple` compiles every
annotation and a constructor when a class is defined; here a class costs a dictionary.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Self, dataclass_transform

try:  # the descriptor of named tuples: read in C, refuses to be written
    from _collections import _tuplegetter as _getter  # type: ignore[import-not-found]
except ImportError:

    def _getter(position: int, _doc: str, /) -> Any:
        return property(itemgetter(position))


NOTHING: Mapping[str, Any] = MappingProxyType({})  # the default of a field that maps names
_new = tuple.__new__


@dataclass_transform(frozen_default=True)
class _RecordType(type):
    """Makes the annotated names of a class body the fields of a tuple, in order, with their defaults."""

    def __new__(mcs, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> _RecordType:
        fields = tuple(field for field in body.get("__annotations__", ()) if field[0] != "_")
        defaults = {field: body[field] for field in fields if field in body}
        getters = {field: _getter(position, "") for position, field in enumerate(fields)}
        own = {"_fields": fields, "_defaults": defaults, **getters} if fields else {}
        return super().__new__(mcs, name, bases, {**body, **own, "__slots__": ()})


class Record(tuple[Any, ...], metaclass=_RecordType):
    """A tuple whose items have names: `class Point(Record): x: int; y: int = 0`. Fields are not inherited."""

    _fields: ClassVar[tuple[str, ...]] = ()
    _defaults: ClassVar[dict[str, Any]] = {}

    if not TYPE_CHECKING:  # a type checker reads the fields, as of a dataclass

        def __new__(cls, *values, **named):
            """Fields by place, by name and by default. Raises TypeError where they do not fit, as any call."""
            missing = len(cls._fields) - len(values)
            if named:
                values += cls._rest(len(values), named)
            elif missing:
                values += cls._given(missing)
            return _new(cls, values)

    @classmethod
    def _given(cls, missing: int) -> tuple[Any, ...]:
        """The defaults of the last `missing` fields."""
        if 0 < missing <= len(cls._defaults):
            return tuple(cls._defaults.values())[-missing:]
        raise TypeError(f"{cls.__name__}: {'too many values' if missing < 0 else 'a value is missing'}")

    @classmethod
    def _rest(cls, at: int, named: dict[str, Any]) -> tuple[Any, ...]:
        """The values of the fields from the `at`-th on, by name."""
        known = {**cls._defaults, **named}
        try:
            found = tuple(known[field] for field in cls._fields[at:])
        except KeyError as missing:
            raise TypeError(f"{cls.__name__}: {missing} has no value") from None
        if not named.keys() <= set(cls._fields[at:]):
            raise TypeError(
                f"{cls.__name__}: {', '.join(named)}: not all of these are fields without a value"
            )
        return found

    def _replace(self, **changes: Any) -> Self:
        """The same record with some fields changed. Raises TypeError for a name that is no field."""
        return type(self)(**{**self._asdict(), **changes})

    def _asdict(self) -> dict[str, Any]:
        """The fields by name."""
        return dict(zip(self._fields, self, strict=True))

    def __getnewargs__(self) -> tuple[Any, ...]:
        return tuple(self)

    def __repr__(self) -> str:
        named = ", ".join(f"{field}={value!r}" for field, value in self._asdict().items())
        return f"{type(self).__name__}({named})"
