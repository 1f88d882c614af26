from __future__ import annotations

from pathlib import Path

import pytest

from reviewlint.config import WorkTree, load
from reviewlint.config_place import line_of
from reviewlint.errors import ConfigError

WRONG = {
    "unknown key": (
        "reviewlint.toml",
        '[reviewlint]\nbase = "main"\nignroe = ["x"]\n',
        'reviewlint.toml:3: unknown key "ignroe" in [reviewlint]',
        'Did you mean "ignore"?',
    ),
    "unknown key in pyproject": (
        "pyproject.toml",
        '[project]\nname = "x"\n\n[tool.reviewlint]\nignroe = []\n',
        'pyproject.toml:5: unknown key "ignroe" in [tool.reviewlint]',
        'Did you mean "ignore"?',
    ),
    "misspelt table": (
        "pyproject.toml",
        '[project]\nname = "x"\n\n[tool.reviewlnt]\nignore = []\n',
        "pyproject.toml:4: [tool.reviewlnt] looks like [tool.reviewlint]",
        "Nothing in it was read.",
    ),
    "misspelt table of our own file": (
        "reviewlint.toml",
        "[reviewlit]\nignore = []\n",
        "reviewlint.toml:1: [reviewlit] looks like [reviewlint]",
        "Nothing in it was read.",
    ),
    "foreign table": (
        ".reviewlint.toml",
        "[reviewlint]\n[ruff]\n",
        '.reviewlint.toml:2: unknown table or key "ruff"',
        "Everything in this file stands under [reviewlint].",
    ),
    "wrong level": (
        "pyproject.toml",
        '[tool.reviewlint.checks.tests-exist]\nlevel = "fail"\n',
        'pyproject.toml:2: checks.tests-exist.level is "fail"',
        'One of: "block", "ask", "off".',
    ),
    "wrong kind": (
        "reviewlint.toml",
        '[reviewlint]\nselect = "tests-exist"\n',
        'reviewlint.toml:2: select is "tests-exist"',
        "It must be a list of strings",
    ),
    "wrong role": (
        "reviewlint.toml",
        '[reviewlint.roles]\n"gen/**" = "generatd"\n',
        'reviewlint.toml:2: roles."gen/**" is "generatd"',
        "One of: source, test",
    ),
    "broken TOML": (
        "reviewlint.toml",
        "[reviewlint]\n\n[checks.docs\n",
        "reviewlint.toml:3:13: not valid TOML: Expected ']' at the end of a table declaration",
        "  3 | [checks.docs",
    ),
    "waiver without a reason": (
        "reviewlint.toml",
        '[reviewlint]\n[[reviewlint.waivers]]\ncheck = "tests-exist"\n',
        "reviewlint.toml:2: a waiver has no reason",
        "A waiver says reason",
    ),
    "second waiver with a wrong date": (
        "reviewlint.toml",
        '[[reviewlint.waivers]]\ncheck = "a"\nreason = "b"\n'
        '[[reviewlint.waivers]]\ncheck = "a"\nreason = "b"\nuntil = "soon"\n',
        'reviewlint.toml:7: waivers.until is "soon"',
        "It must be a date",
    ),
    "unknown preset": (
        "reviewlint.toml",
        '[reviewlint]\nextends = ["strikt"]\n',
        'reviewlint.toml:2: extends names "strikt", which is no preset and no file here',
        'Did you mean "strict"?',
    ),
    "circle": (
        "reviewlint.toml",
        '[reviewlint]\nextends = ["more.toml"]\n',
        'more.toml:2: "more.toml" extends itself, in a circle',
        "",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_fault_names_file_line_and_the_nearest_word(tmp_path: Path, name: str) -> None:
    file, text, what, why = WRONG[name]
    (tmp_path / file).write_text(text)
    (tmp_path / "more.toml").write_text('[reviewlint]\nextends = ["more.toml"]\n')
    with pytest.raises(ConfigError) as caught:
        load(WorkTree(tmp_path))
    assert caught.value.what == what
    assert "\n".join(caught.value.why).startswith(why)


def test_two_configurations_are_an_error_that_names_both(tmp_path: Path) -> None:
    (tmp_path / "reviewlint.toml").write_text("[reviewlint]\n")
    (tmp_path / "pyproject.toml").write_text("[tool.reviewlint]\n")
    with pytest.raises(ConfigError, match=r"reviewlint\.toml and pyproject\.toml"):
        load(WorkTree(tmp_path))


def test_a_foreign_pyproject_is_left_alone_even_when_broken(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project\n[tool.revision]\n")
    assert load(WorkTree(tmp_path)).file == ""


def test_a_symbolic_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("password = 1")
    (tmp_path / "reviewlint.toml").symlink_to(tmp_path / "secret")
    with pytest.raises(ConfigError, match="symbolic link") as caught:
        load(WorkTree(tmp_path))
    assert "password" not in str(caught.value)


def test_own_values_win_over_files_over_presets(tmp_path: Path) -> None:
    (tmp_path / "team.toml").write_text(
        '[reviewlint]\nbase = "origin/dev"\n[reviewlint.checks.tests-exist]\nlevel = "ask"\nmax-steps = 1\n'
        '[reviewlint.roles]\n"a/**" = "docs"\n"b/**" = "docs"\n'
    )
    (tmp_path / "reviewlint.toml").write_text(
        '[reviewlint]\nextends = ["strict", "team.toml"]\n'
        '[reviewlint.checks.tests-exist]\nmax-steps = 2\n[reviewlint.roles]\n"b/**" = "test"\n'
    )
    config = load(WorkTree(tmp_path))
    check = config.checks["tests-exist"]
    assert (config.base, check.level, check.options["max-steps"][0]) == ("origin/dev", "ask", 2)
    assert str(check.level_from) == "team.toml:4"
    assert str(config.checks["monitoring-added"].level_from) == "preset strict"
    assert config.roles == (("b/**", "test"), ("a/**", "docs"))


def test_without_a_file_the_basic_preset_holds(tmp_path: Path) -> None:
    config = load(WorkTree(tmp_path))
    assert str(config.checks["tests-exist"].level_from) == "preset basic"


@pytest.mark.parametrize(
    ("text", "keys", "line"),
    [
        ('a = 1\n[t]\nb = """\nc = 1\n"""\nc = 2\n', ("t", "c"), 6),
        ('[a."b.c"]\nx = 1\n', ("a", "b.c", "x"), 2),
        ("[a]\nb.c = 1\n", ("a", "b", "c"), 2),
        ("[[w]]\nx = 1\n[[w]]\nx = 2\n", ("w", 1, "x"), 4),
        ("[a]\nb = {c = 1}\n", ("a", "b", "c"), 2),
        ("# nothing\n", ("a",), 0),
    ],
)
def test_lines_of_keys(text: str, keys: tuple[str | int, ...], line: int) -> None:
    assert line_of(text, keys) == line
