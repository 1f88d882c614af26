"""CODEOWNERS as the providers read it."""

from __future__ import annotations

import pytest

from reviewlint.facts.owners.codeowners import matcher, parse


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("*", "a/b.py", True),
        ("*.js", "a/b/c.js", True),
        ("*.js", "a/b/c.jsx", False),
        ("/build/logs/", "build/logs/a/b.log", True),
        ("/build/logs/", "x/build/logs/a.log", False),
        ("docs/*", "docs/start.md", True),
        ("docs/*", "docs/build/start.md", False),
        ("apps/", "x/apps/a.py", True),
        ("apps/", "apps", False),
        ("/docs/", "docs/a/b.md", True),
        ("/docs/", "x/docs/a.md", False),
        ("/apps/github", "apps/github/a/b.rb", True),
        ("/apps/github", "apps/githubber/a.rb", False),
        ("**/logs", "a/b/logs/c.txt", True),
        ("**/logs", "logs/c.txt", True),
        ("/src/**/api.py", "src/api.py", True),
        ("/src/**/api.py", "src/a/b/api.py", True),
        ("/src/**", "src/a/b.py", True),
        ("/src/**", "lib/src/a.py", False),
        ("/docs/*.md", "docs/a.md", True),
        ("/docs/*.md", "docs/a/b.md", False),
        ("README.md", "a/README.md", True),
        ("a?c", "abc", True),
        ("a?c", "a/c", False),
        ("a.c", "abc", False),
    ],
)
def test_a_pattern_matches_as_the_providers_say(pattern: str, path: str, matches: bool) -> None:
    assert bool(matcher(pattern).search(path)) is matches


def _owners(text: str, path: str) -> list[tuple[str, ...]]:
    return [owned.owners for owned in parse(text).of(path)]


def test_the_last_match_holds_and_a_rule_without_owners_frees() -> None:
    text = "* @org/all\n/shop/ @shop  # the shop\n/shop/gen/\n\n# @nobody\n"
    assert _owners(text, "a.py") == [("@org/all",)]
    assert _owners(text, "shop/a.py") == [("@shop",)]
    assert _owners(text, "shop/gen/a.py") == [()]


def test_sections_each_have_a_say() -> None:
    text = "* @all\n[Docs][2] @writers\ndocs/\n*.md @other\n^[Legal]\nLICENSE @lawyers\n[docs]\n!docs/old/\n"
    assert _owners(text, "docs/a.txt") == [("@all",), ("@writers",)]
    assert _owners(text, "docs/a.md") == [("@all",), ("@other",)]
    assert _owners(text, "docs/old/a.txt") == [("@all",)]
    sections = parse(text).of("LICENSE")
    assert [(s.section, s.optional, s.approvals) for s in sections] == [("", False, 1), ("Legal", True, 1)]
    assert parse(text).of("docs/a.txt")[1].approvals == 2


def test_spaces_and_mail_addresses() -> None:
    assert _owners("/a\\ b/ me@example.org junk\n", "a b/c.py") == [("me@example.org",)]
