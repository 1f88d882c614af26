"""Limits on files, lines, bytes, depth and time: from the configuration, and what is over one is never green."""

from __future__ import annotations

import pytest

from tests.repository import Repository
from tests.threats.harness import CI, PLAIN, UNTESTED, judged

ENDLESS = "x = [" + "f(1), " * 25_000 + "]\n" + "y = f(1)\n" * 20_000
PLAIN_DATA = 'x = "' + "a" * 360_000 + '"\n'
NESTED = "def price(order):\n    return " + "(" * 30 + "1" + ")" * 30 + "\n"
TEXTS = "CODES = [" + '"\\x1b[1m", ' * 40 + "]\n"
MANY = {f"shop/part{n}.py": "x = 1\n" for n in range(4)}

OVER = [
    ("max-files = 3", MANY, "too large to judge: more than 3 files"),
    (
        "max-lines = 1",
        {"shop/price.py": UNTESTED},
        "too large to read: 2 changed lines of code (max-lines = 1)",
    ),
    ("max-bytes = 60", {"shop/price.py": UNTESTED}, "shop/price.py: too large: over 60 bytes (max-bytes)"),
    (
        "max-bytes = 150",
        {"shop/price.py": UNTESTED},
        "shop/price.py: too large to parse: 83 characters (max-bytes = 150, parsed up to half)",
    ),
    ("max-depth = 29", {"shop/price.py": NESTED}, "shop/price.py: nested too deeply (max-depth = 29)"),
    (
        "max-files = 8",
        {"shop/price.py": ENDLESS},
        "shop/price.py: a line too long to read: 150,006 characters",
    ),
]


def gate(repo: Repository, limit: str, files: dict[str, str | bytes | None]) -> None:
    repo.commit(
        {
            "reviewlint.toml": PLAIN.replace("[reviewlint]\n", f"[reviewlint]\n{limit}\n"),
            "shop/__init__.py": "",
        }
    )
    repo.git("switch", "-q", "-c", "topic")
    repo.commit(files, "Add a price")


@pytest.mark.parametrize("env", [CI, {}], ids=["ci", "here"])
@pytest.mark.parametrize(("limit", "files", "said"), OVER, ids=[row[0] for row in OVER])
def test_a15_a23_what_is_over_a_limit_was_not_evaluated_and_is_named(
    repo: Repository, limit: str, files: dict[str, str | bytes | None], said: str, env: dict[str, str]
) -> None:
    gate(repo, limit, files)
    done = judged(repo.path, "check", "--format", "concise", env=env)
    assert done.code == 3
    assert said in done.out + done.err


@pytest.mark.parametrize(
    ("limit", "files"),
    [
        ("max-files = 4", MANY | {"shop/price.py": UNTESTED, "shop/part0.py": None}),
        ("max-bytes = 170", {"shop/price.py": UNTESTED}),
        ("max-depth = 31", {"shop/price.py": NESTED}),
        ("max-depth = 31", {"shop/price.py": TEXTS + UNTESTED}),
        ("max-files = 9", {"shop/price.py": PLAIN_DATA + UNTESTED}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_within_the_limits_the_change_is_judged(
    repo: Repository, limit: str, files: dict[str, str | bytes | None]
) -> None:
    gate(repo, limit, {path: text for path, text in files.items() if text is not None})
    assert judged(repo.path, "check", env=CI).code == 1


def test_in_ci_the_changes_own_limits_do_not_count(repo: Repository) -> None:
    gate(
        repo,
        "max-bytes = 1000",
        {"shop/price.py": UNTESTED, "reviewlint.toml": "[reviewlint]\nmax-bytes = 1\n"},
    )
    assert judged(repo.path, "check", env=CI).code == 1
    assert judged(repo.path, "check").code != 1


@pytest.mark.parametrize(
    ("limit", "why"),
    [
        ("max-files = 0", "It must be at least 1"),
        ("max-lines = -1", "It must be at least 1"),
        ("max-bytes = 1.5", "It must be a whole number"),
        ("max-depth = 801", "It must be 1 to 800"),
        ("max-seconds = -1", "It must be at least 0"),
    ],
)
def test_a_limit_that_bounds_nothing_is_refused(repo: Repository, limit: str, why: str) -> None:
    gate(repo, limit, {"shop/price.py": UNTESTED})
    done = judged(repo.path, "check", env=CI)
    assert (done.code, done.out) == (2, "")
    assert why in " ".join(done.err.split())


@pytest.mark.parametrize("name", ["deep.py", "deep.js", "deep.go", "deep.rb", "deep.json", "a.rules.yml"])
def test_the_deepest_that_can_be_configured_does_not_crash(repo: Repository, name: str) -> None:
    gate(repo, 'max-depth = 800\nextends = ["strict"]', {"shop/price.py": UNTESTED})
    opened, closed = ("[", "]") if name.endswith(("json", "yml", "js")) else ("(", ")")
    text = {"deep.go": "package a\n\nvar x = ", "a.rules.yml": "groups:\n  expr: ", "deep.json": ""}.get(
        name, "x = "
    )
    repo.commit({f"shop/{name}": f"{text}{opened * 790}1{closed * 790}\n"})
    done = judged(repo.path, "check", "--format", "json", env=CI)
    assert done.code in (1, 3)
    assert not [r["summary"] for r in done.json["results"] if "the check broke" in r["summary"]]


@pytest.mark.parametrize(
    ("path", "limit", "code"),
    [
        ("public/js/app.js", "max-bytes = 1000000", 0),
        ("src/app.js", "max-bytes = 1000000", 3),
        ("public/js/app.js", "max-bytes = 999999", 3),
    ],
)
def test_only_what_bundlers_put_out_may_be_too_large_to_read(
    repo: Repository, path: str, limit: str, code: int
) -> None:
    gate(repo, limit, {path: "f();" * 250_001, "README.md": "Built.\n"})
    assert judged(repo.path, "check", env=CI).code == code
