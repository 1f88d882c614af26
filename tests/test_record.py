"""Records behave like the named tuples they stand for."""

from __future__ import annotations

import pickle

import pytest

from reviewlint.record import Record


class Point(Record):
    """Two numbers and a name."""

    x: int
    y: int = 2
    name: str = ""

    @property
    def total(self) -> int:
        """Their sum."""
        return self.x + self.y


def test_values_come_by_place_by_name_and_by_default() -> None:
    assert Point(1) == Point(1, 2, "") == Point(x=1, y=2) == Point(1, name="") == (1, 2, "")
    assert Point(1, 5, "a")._replace(y=6) == Point(1, 6, "a")
    assert Point(3, name="b").total == 5
    assert Point(1)._asdict() == {"x": 1, "y": 2, "name": ""}


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ((), {}),
        ((1, 2, "", 4), {}),
        ((), {"y": 1}),
        ((1,), {"x": 2}),
        ((1,), {"z": 2}),
        ((1, 2, "", 3), {"y": 4}),
    ],
)
def test_a_wrong_call_is_refused(values: tuple[object, ...], named: dict[str, object]) -> None:
    with pytest.raises(TypeError):
        Point(*values, **named)  # type: ignore[arg-type]


def test_a_record_is_frozen_hashable_and_travels() -> None:
    point = Point(1)
    with pytest.raises(AttributeError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        point.other = 2  # type: ignore[attr-defined]
    assert {point: "here"}[Point(1, 2)] == "here"
    assert pickle.loads(pickle.dumps(point)) == point
    assert repr(point) == "Point(x=1, y=2, name='')"
