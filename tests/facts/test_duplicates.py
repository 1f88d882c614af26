"""Clones that a change adds, through the fact of real commits."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewlint.facts.duplicates.model import Duplicates
from tests.facts.changed import facts_of


def duplicates(tmp_path: Path, before: dict[str, str], after: dict[str, str | None]) -> Duplicates:
    with facts_of(tmp_path, before, after) as facts:
        return facts.duplicates


def rows(found: Duplicates) -> list[tuple[str, str]]:
    return [(d.path, d.other_path) for d in found.added]


PYTHON = """
def totals(orders, rates):
    result = {}
    for order in orders:
        if order.cancelled or not order.lines:
            continue
        amount = sum(line.price * line.quantity for line in order.lines)
        rate = rates.get(order.country, rates.get("default", 0))
        result.setdefault(order.customer, []).append(round(amount * (1 + rate), 2))
        order.mark_counted(amount)
    return {customer: sum(amounts) for customer, amounts in result.items()}
"""
TYPESCRIPT = """
export function totals(orders: Order[], rates: Rates): Totals {
  const result = new Map<string, number[]>();
  for (const order of orders) {
    if (order.cancelled || order.lines.length === 0) continue;
    const amount = order.lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
    const rate = rates.get(order.country) ?? rates.get("default") ?? 0;
    result.set(order.customer, [...(result.get(order.customer) ?? []), amount * (1 + rate)]);
    order.markCounted(amount);
  }
  return result;
}
"""
GO = """
func Totals(orders []Order, rates Rates) map[string]float64 {
	result := map[string]float64{}
	for _, order := range orders {
		if order.Cancelled || len(order.Lines) == 0 {
			continue
		}
		amount := 0.0
		for _, line := range order.Lines {
			amount += line.Price * float64(line.Quantity)
		}
		result[order.Customer] += amount * (1 + rates.Get(order.Country))
		order.MarkCounted(amount)
	}
	return result
}
"""
TEXTS = [("py", PYTHON, ""), ("ts", TYPESCRIPT, ""), ("go", GO, "package a\n")]
each = pytest.mark.parametrize(("suffix", "text", "top"), TEXTS, ids=[suffix for suffix, _, _ in TEXTS])


def renamed(text: str) -> str:
    for old, new in (("result", "found"), ("amount", "cost"), ("order", "item")):
        text = (
            text.replace(f" {old} ", f" {new} ").replace(f"{old}.", f"{new}.").replace(f"({old}", f"({new}")
        )
    return text.replace("\n", "\n\n", 4)


@each
def test_a_copy_of_what_stands_in_the_repository(tmp_path: Path, suffix: str, text: str, top: str) -> None:
    old, new = f"shop/old.{suffix}", f"shop/new.{suffix}"
    assert rows(duplicates(tmp_path, {old: top + text}, {new: top + text})) == [(new, old)]


@each
def test_a_copy_with_other_names(tmp_path: Path, suffix: str, text: str, top: str) -> None:
    old, new = f"shop/old.{suffix}", f"shop/new.{suffix}"
    assert rows(duplicates(tmp_path, {old: top + text}, {new: top + renamed(text)})) == [(new, old)]


@each
def test_the_same_twice_in_the_change(tmp_path: Path, suffix: str, text: str, top: str) -> None:
    one, two = f"shop/a.{suffix}", f"shop/b.{suffix}"
    assert len(rows(duplicates(tmp_path, {}, {one: top + text, two: top + text}))) == 1


def test_where_both_places_stand(tmp_path: Path) -> None:
    found = duplicates(tmp_path, {"a.py": "x = 1\n" + PYTHON}, {"b.py": "import q\n" * 3 + PYTHON}).added[0]
    assert (found.line, found.end_line) in [(5, 14), (6, 14)]
    assert (found.other_line, found.other_end_line) in [(3, 12), (4, 12)]


@each
def test_what_moved_or_was_indented_is_no_copy(tmp_path: Path, suffix: str, text: str, top: str) -> None:
    old, new = f"shop/old.{suffix}", f"shop/new.{suffix}"
    assert not rows(duplicates(tmp_path / "1", {old: top + text}, {old: None, new: top + text}))
    indented = text.replace("\n", "\n    ")
    body = f"if x:\n{indented}" if suffix == "py" else indented
    both = {old: top + text, new: top + text}
    assert not rows(duplicates(tmp_path / "2", both, {new: top + body}))


SMALL = "def f(order):\n    if order.cancelled:\n        raise ValueError(order)\n    return order.total\n"
TABLE = "A = [\n" + "".join(f'    ("{n}", {n}, "x{n}"),\n' for n in range(40)) + "]\n"


@pytest.mark.parametrize(
    ("path", "other", "text"),
    [
        ("a.py", "b.py", SMALL),
        ("a.py", "b.py", TABLE),
        ("a.py", "tests/test_b.py", PYTHON),
        ("a.py", "vendor/b.py", PYTHON),
        ("a.py", "b_pb2.py", PYTHON),
    ],
)
def test_what_is_no_clone_worth_a_word(tmp_path: Path, path: str, other: str, text: str) -> None:
    assert not rows(duplicates(tmp_path, {path: text}, {other: text}))


def test_a_file_that_cannot_be_parsed_is_named(tmp_path: Path) -> None:
    text = "x = " + "[" * 500 + "]" * 500 + "\ny = 1" * 9
    assert [u.path for u in duplicates(tmp_path, {}, {"a.py": text}).unseen] == ["a.py"]
