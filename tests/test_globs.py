"""Globs answer as fnmatch does for names, and find folders and paths wherever they begin."""

from __future__ import annotations

from fnmatch import fnmatchcase

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reviewlint.globs import Globs

WORDS = st.text(alphabet="ab.*?]!-\\^é", min_size=1, max_size=6)
PARTS = st.text(alphabet="ab.*?[]!-\\^é", min_size=1, max_size=6)
NAMES = st.text(alphabet="ab.-]é[", min_size=1, max_size=6)


@given(WORDS, st.lists(NAMES, min_size=1, max_size=3))
def test_a_name_matches_as_fnmatch_says(glob: str, parts: list[str]) -> None:
    path = "/".join(parts)
    assert Globs((glob,)).match(path) == fnmatchcase(parts[-1], glob)


@given(st.lists(PARTS, max_size=4), NAMES)
@example(["[?--]"], "[")
@example(["[a-c--z]", "[!--z]"], "x")
def test_a_set_matches_what_one_of_it_matches(globs: list[str], path: str) -> None:
    assert Globs(globs).match(path) == any(Globs((glob,)).match(path) for glob in globs)


@pytest.mark.parametrize(
    ("glob", "path", "matches"),
    [
        ("tests/", "a/tests/b.py", True),
        ("tests/", "a/tests.py", False),
        ("tests/", "tests", False),
        ("*.Tests/", "src/Shop.Tests/A.cs", True),
        ("*.Tests/", "src/Shop/A.Tests", False),
        ("docs/adr/", "x/docs/adr/1.md", True),
        ("docs/adr/", "x/mydocs/adr/1.md", False),
        ("db/schema.rb", "app/db/schema.rb", True),
        ("db/schema.rb", "app/mydb/schema.rb", False),
        ("alerts/*.yml", "ops/alerts/a.yml", True),
        ("alerts/*.yml", "ops/alerts/b/a.yml", False),
        ("src/**", "src/a/b.py", True),
        ("src/**/x.py", "src/a/b/x.py", True),
        ("src/**/x.py", "src/x.py", True),
        ("src/**/x.py", "lib/x.py", False),
        ("scripts/*", "scripts/a.py", True),
        ("scripts/*", "scripts/deep/a.py", False),
        ("scripts/**", "scripts/deep/a.py", True),
        ("/docs/", "docs/a/b.md", True),
        ("/docs/", "x/docs/b.md", False),
        ("/docs/**", "docs/b.md", True),
        ("/*.py", "a.py", True),
        ("/*.py", "x/a.py", False),
        ("/a/b.py", "a/b.py", True),
        ("/a/b.py", "x/a/b.py", False),
        ("**", "x/a.py", True),
        ("*", "x/a.py", True),
        ("Test[A-Z]*.java", "a/TestUser.java", True),
        ("Test[A-Z]*.java", "a/Testing.java", False),
        ("[z-a].py", "[z-a].py", True),
    ],
)
def test_folders_and_paths(glob: str, path: str, matches: bool) -> None:
    assert Globs((glob,)).match(path) is matches
