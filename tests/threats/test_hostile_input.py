"""Bombs, adversarial strings and evidence that is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import reviewlint
from tests.repository import Repository
from tests.threats.harness import CI, UNTESTED, guarded, judged

DEEP = 60_000
BLANK = 18_000
BLANKS = "\n" * BLANK


ALIASES = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
ENTITIES = '<!ENTITY a "aaaa">' + "".join(f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};">' for n in range(1, 30))

BOMBS = {
    "shop/deep.py": "x = " + "(" * DEEP + ")" * DEEP + "\n",
    "shop/deep.js": "x = " + "[" * DEEP + "]" * DEEP + "\n",
    "shop/deep.json": "[" * DEEP,
    "shop/wide.py": "x = " + "1 + " * DEEP + "1\n",
    "shop/long.py": "x = '" + "a" * 1_900_000 + "'\n",
    "shop/nul.py": "x = 1\n\0\n",
    "alerts/a.rules.yml": ALIASES,
    "alerts/b.rules.yml": "- " * 20_000,
    "pom.xml": f"<!DOCTYPE x [{ENTITIES}]><project>&a29;</project>",
    "pyproject.toml": "a = " + "[" * 5_000,
    "package.json": '{"dependencies": ' + '{"a":' * 20_000,
    ".github/workflows/x.yml": "on: {schedule: [{cron: '* * * * *'}]}\na: &x\n  b: *x\n",
    "db/migrate/1.sql": "(" * DEEP,
    "main.tf": "a = " + "[" * DEEP,
    "alerts/blank.rules.yml": "groups:\n- rules:\n  - alert: B\n    condition: x" + " \n" * BLANK + "x",
    "shop/blank.py": f"def stop():\n    try:\n        run()\n    except OSError:{BLANKS}\n        pass{BLANKS}\n",
    "shop/spaces.py": f"x = 1  # a{' ' * BLANK}b\n# {' ' * BLANK}\n",
    "shop/.env.example": f"A=1\n{BLANKS}x\n",
    "shop/schema.proto": f"message A {{\n{' ' * BLANK}x\n}}\n",
}


@pytest.mark.parametrize("kind", ["shop/", "alerts/", ""])
def test_a15_a23_bombs_neither_crash_nor_open_the_gate(repo: Repository, kind: str) -> None:
    guarded(repo, {"reviewlint.toml": '[reviewlint]\nextends = ["strict"]\n'})
    repo.commit({path: text for path, text in BOMBS.items() if path.startswith(kind)}, "Bombs")
    done = judged(repo.path, "check", "--format", "json", env=CI)
    assert done.code == 1
    assert done.statuses()["tests-exist"] == "failed"
    summaries = [r["summary"] for r in done.json["results"]]
    assert not [said for said in summaries if "the check broke" in said or "over the limit of" in said]


def test_a15_a_tree_bomb_is_too_large_and_never_green(repo: Repository) -> None:
    guarded(repo)
    blob = repo.git("hash-object", "-w", "--stdin", stdin=b"x = 1\n")
    tree = repo.git("mktree", stdin="".join(f"100644 blob {blob}\tf{n}.py\n" for n in range(40)).encode())
    for _ in range(2):
        tree = repo.git("mktree", stdin="".join(f"040000 tree {tree}\td{n}\n" for n in range(40)).encode())
    bomb = repo.git("commit-tree", tree, "-p", "main", "-m", "64,000 files")
    done = judged(repo.path, "check", f"main..{bomb}", env=CI)
    assert done.code == 3
    assert "too large to judge" in done.err


TEXTS = {
    "boxes": "- [ ] " * 8_000, "comments": "<!--" * 20_000, "links": "[x](" * 20_000, "stars": "*" * 50_000,
    "ticks": "`" * 50_001, "word": "a" * 100_000 + "!", "quotes": "> " * 5_000 + "x", "blanks": " " * 200_000,
    "table": "| " * 20_000 + "\n" + "|-" * 20_000, "lines": "\n- x" * 8_000, "fixes": "fixes #1 " * 20_000,
    "waiver": f"Reviewlint-Waive: reuse{' ' * 60_000}x", "waived": f"Reviewlint-Waive: reuse: a{' (' * 30_000}x",
    "empty": "\n" * 60_000 + "x",
}  # fmt: skip


@pytest.mark.parametrize("kind", TEXTS)
def test_a11_a_long_text_is_read_in_time(repo: Repository, tmp_path: Path, kind: str) -> None:
    readers = (
        "diff-template",
        "fix-follow-through",
        "design-linked",
        "launch-readiness",
        "dependency-diligence",
    )
    repo.commit({"reviewlint.toml": f'[reviewlint]\nextends = ["strict"]\nselect = {list(readers)}\n'})
    repo.git("switch", "-q", "-c", "topic")
    repo.commit({"shop/price.py": UNTESTED, "requirements.txt": "flask\n"}, "Add a price")
    text = tmp_path / "text.md"
    text.write_text(f"# Fix it\n\n{TEXTS[kind]}\n")
    done = judged(repo.path, "check", "--description", str(text))  # the harness ends a run after two minutes
    assert done.code == 1


GAMED = {
    "empty": "",
    "assert-true": "from shop.price import price\n\n\ndef test_price():\n    assert True\n",
    "commented": "# from shop.price import price\n# def test_price():\n#     assert price([]) == 0\n",
    "docstring": '"""price(order): assert price([]) == 0"""\n\n\ndef test_it():\n    assert 1 + 1 == 2\n',
    "import-only": "import shop.price\n\n\ndef test_import():\n    assert shop.price\n",
    "skipped": (
        "import pytest\nfrom shop.price import price\n\n\n@pytest.mark.skip\n"
        "def test_price():\n    assert price([]) == 0\n"
    ),
    "no-assertion": "from shop.price import price\n\n\ndef test_price():\n    price([])\n",
}


@pytest.mark.parametrize("kind", GAMED)
def test_a14_a_test_that_tests_nothing_is_none(repo: Repository, kind: str) -> None:
    guarded(repo)
    repo.commit({"tests/test_price.py": GAMED[kind]}, "Add tests")
    assert judged(repo.path, "check", "--format", "json", env=CI).statuses()["tests-exist"] == "failed"


def test_a14_a_look_alike_folder_holds_no_tests(repo: Repository) -> None:
    guarded(repo)
    honest = "from shop.price import price\n\n\ndef test_price():\n    assert price([]) == 0\n"
    repo.commit({"t\u0435sts/helper.py": honest}, "Homoglyph")
    assert judged(repo.path, "check", env=CI).code == 1


_NEW = "diff --git a/{0} b/{0}\nnew file mode 100644\n--- /dev/null\n+++ b/{0}\n"
FORGED = {
    "no-hunk": ("diff --git a/{0} b/{0}\n--- a/{0}\n+++ b/{0}\n").format("tests/test_price.py"),
    "counts": _NEW.format("tests/test_price.py") + "@@ -0,0 +1,900 @@\n+\n",
    "outside": _NEW.format("../../etc/x") + "@@ -0,0 +1 @@\n+x\n",
}


@pytest.mark.parametrize("kind", FORGED)
def test_a13_a_patch_counts_what_it_adds_and_nothing_it_claims(
    repo: Repository, tmp_path: Path, kind: str
) -> None:
    guarded(repo)
    file = tmp_path / "forged.patch"
    file.write_text(repo.git("diff", "main", "topic") + "\n" + FORGED[kind])
    done = judged(repo.path, "check", "--diff", str(file))
    assert done.code in (1, 2, 3)
    assert "Ready" not in done.out


ODD = ("a\nb.py", "a\tb.py", 'a"b.py', "a\x1b[2Jb.py", "a\u202eb.py", "::error::x.py", "##[error]x.py",
       "x,title=ok::y.py", "@acme.py", "A.py", "a.py", "e\u0301.py", "\u00e9.py", "-rf.py", " .py",
       "%0A.py")  # fmt: skip


@pytest.mark.parametrize("name", ["text", "concise", "github", "markdown", "json", "sarif", "junit"])
def test_a9_a10_a12_a17_odd_names_stay_text_in_every_format(repo: Repository, name: str) -> None:
    guarded(repo)
    repo.commit({f"shop/{odd}": UNTESTED for odd in ODD}, "Odd\n\n::stop-commands::x\n##[add-mask]y")
    done = judged(repo.path, "check", "--format", name, env=CI)
    assert done.code == 1
    said = done.out + done.err
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "##[" not in said
    commands = [line for line in said.splitlines() if line.lstrip().startswith("::")]
    assert commands or name != "github"
    assert all(
        line.startswith(("::error title=", "::notice title=", "::warning title=")) for line in commands
    )
    assert bool(commands) == (name == "github")


def test_a17_names_that_are_no_unicode(repo: Repository) -> None:
    guarded(repo)
    blob = repo.git("hash-object", "-w", "--stdin", stdin=UNTESTED.encode())
    repo.git("update-index", "-z", "--index-info", stdin=b"100644 " + blob.encode() + b"\tshop/caf\xe9.py\0")
    repo.git("commit", "-q", "-m", "Latin-1")
    posix = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = reviewlint(repo.path, "check", "main...topic", env=posix)
    assert done.code == 1
    assert "caf\\xe9.py" in done.out
    assert done.out.isascii()
