from __future__ import annotations

from tests.cli.command import reviewlint
from tests.repository import Repository

FIELDS = {
    "version", "base", "head", "files", "units", "endpoints", "jobs", "telemetry", "dependencies",
    "surface", "docs", "suppressions", "leftovers", "weakened_tests", "resilience", "duplicates",
    "owners", "description",
}  # fmt: skip


def _changed(repo: Repository) -> None:
    repo.commit({"shop.py": "def price():\n    return 1\n"})
    repo.commit({"shop.py": "def price():\n    return 2\n"}, "Repair the price")


def test_every_field_of_the_contract_is_there(repo: Repository) -> None:
    _changed(repo)
    document = reviewlint(repo.path, "facts", "HEAD^..HEAD", "--format", "json").json
    assert set(document) >= FIELDS
    assert document["jobs"] == {"added": [], "removed": []}
    assert document["dependencies"] == {"added": [], "removed": [], "changed": []}
    assert document["description"] == {"title": "Repair the price", "bugfix": True, "sections": []}
    (unit,) = document["units"]
    assert set(unit) >= {"path", "name", "kind", "change", "line", "end_line", "behaviour", "tests"}
    assert (unit["name"], unit["change"], unit["behaviour"]) == ("price", "modified", True)
    (file,) = document["files"]
    assert file == {
        "path": "shop.py", "old_path": None, "status": "modified", "role": "source", "language": "python",
        "added": 1, "removed": 1,
    }  # fmt: skip


def test_the_fields_are_there_when_there_is_no_change(repo: Repository) -> None:
    _changed(repo)
    done = reviewlint(repo.path, "facts", "HEAD..HEAD", "--format", "json")
    assert done.code == 0
    assert set(done.json) >= FIELDS


def test_facts_for_people(repo: Repository) -> None:
    _changed(repo)
    done = reviewlint(repo.path, "facts", "HEAD^..HEAD")
    assert done.code == 0
    assert "unit      ~ shop.py:1  function price: no test found" in done.out
    assert "endpoint    none added, none removed" in done.out
