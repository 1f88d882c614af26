from __future__ import annotations

from pathlib import Path

import pytest

from reviewlint.checklist.fingerprint import fingerprints
from reviewlint.checklist.loader import built_in, from_texts, unique
from reviewlint.checklist.model import Finding, Result
from reviewlint.checklist.options import build, schema
from reviewlint.errors import ConfigError
from tests.cli.command import ASKS, ENDS, own_checks, reviewlint
from tests.repository import Repository


def _checks(**texts: str) -> dict[str, object]:
    return dict(unique(from_texts({f".reviewlint/checks/{name}.py": text for name, text in texts.items()})))


def test_a_docstring_is_found_below_any_number_of_blank_lines() -> None:
    blank = "\n \n" * 5_000
    first, second = from_texts({"a.py": f'{blank}# why\n"""Is it?"""\n', "b.py": f"{blank}x = 1\n"})
    assert (first.title, second.title) == ("Is it?", "b")


def test_ids_titles_and_stages_are_known_without_running_anything() -> None:
    bomb = '"""Is it safe?"""\nSTAGES = ("branch", "commit")\nraise SystemExit\n'
    (check,) = from_texts({".reviewlint/checks/no_go.py": bomb})
    assert (check.id, check.title, check.stages) == ("no-go", "Is it safe?", {"branch", "commit"})


def test_a_check_named_like_a_module_of_the_library_works(repo: Repository) -> None:
    own_checks(repo, json=ENDS, types=ASKS)
    repo.commit({"a.txt": "BAD\n"})
    done = reviewlint(repo.path, "check", "--format", "json")
    assert done.statuses() == {"json": "failed", "types": "needs-human"}


def test_no_bytecode_is_written_beside_own_checks(repo: Repository) -> None:
    own_checks(repo, ends=ENDS)
    repo.commit({"a.txt": "good\n"})
    assert reviewlint(repo.path, "check", env={"PYTHONDONTWRITEBYTECODE": ""}).code == 0
    assert [p.name for p in (repo.path / ".reviewlint/checks").iterdir()] == ["ends.py"]


def test_two_checks_with_one_id_are_an_error(repo: Repository) -> None:
    own_checks(repo, tests_exist=ENDS)
    repo.commit({"a.txt": "good\n"})
    done = reviewlint(repo.path, "check")
    assert done.code == 2
    assert "two checks are called tests-exist" in done.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("def run(:\n", "the check cannot be loaded: SyntaxError"),
        ('"""Empty?"""\n', "a check needs a function run(facts, options)"),
        ("import no_such_module_here\n", "the check cannot be loaded: ModuleNotFoundError"),
    ],
)
def test_a_check_that_cannot_be_loaded_stops_the_run(repo: Repository, text: str, said: str) -> None:
    own_checks(repo, own=text)
    repo.commit({"a.txt": "good\n"})
    done = reviewlint(repo.path, "check")
    assert done.code == 2
    assert f".reviewlint/checks/own.py: {said}" in " ".join(done.err.split())


def test_a_plugin_that_is_not_installed_is_an_error(repo: Repository) -> None:
    repo.commit({"reviewlint.toml": '[reviewlint]\nplugins = ["reviewlint-acme"]\n'})
    repo.commit({"a.txt": "good\n"})
    done = reviewlint(repo.path, "check", "HEAD^..HEAD")
    assert done.code == 2
    assert 'error: reviewlint.toml:2: plugin "reviewlint-acme" is not installed' in done.err
    assert "pip install reviewlint-acme" in done.err


def test_an_installed_plugin_offers_its_checks(repo: Repository, tmp_path: Path) -> None:
    site = tmp_path / "site"
    info = site / "reviewlint_acme-0.3.1.dist-info"
    info.mkdir(parents=True)
    (site / "acme_audit.py").write_text(ENDS)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: reviewlint-acme\nVersion: 0.3.1\n")
    (info / "entry_points.txt").write_text("[reviewlint.checks]\nacme-audit = acme_audit\n")
    config = '[reviewlint]\nplugins = ["reviewlint-acme"]\nselect = ["acme-audit"]\n'
    repo.commit({"reviewlint.toml": config})
    repo.commit({"a.txt": "BAD\n"})
    env = {"PYTHONPATH": f"{Path(__file__).parents[2]}:{site}"}
    done = reviewlint(repo.path, "check", "HEAD^..HEAD", "--format", "json", env=env)
    assert (done.code, done.statuses()) == (1, {"acme-audit": "failed"})
    assert "(reviewlint-acme 0.3.1)" in reviewlint(repo.path, "list", env=env).out


def test_a_folder_of_checks_can_be_named(repo: Repository) -> None:
    config = '[reviewlint]\nplugins = ["tools/checks"]\nselect = ["ends"]\n'
    repo.commit({"reviewlint.toml": config, "tools/checks/ends.py": ENDS})
    repo.commit({"a.txt": "BAD\n"})
    assert reviewlint(repo.path, "check", "HEAD^..HEAD").code == 1
    repo.commit({"reviewlint.toml": config.replace("tools", "tols")})
    done = reviewlint(repo.path, "check", "HEAD^..HEAD")
    assert (done.code, "holds no check" in " ".join(done.err.split())) == (2, True)


def test_the_shipped_checks_are_found() -> None:
    assert "tests-exist" in {check.id for check in built_in()}


def test_options_become_the_checks_own_type() -> None:
    (check,) = from_texts({"ends.py": ENDS})
    made = build(check, {"max-bad": (3, "here"), "words": (["x"], "here")})
    assert (made.max_bad, made.words) == (3, ("x",))  # type: ignore[attr-defined]
    assert schema(check)["max-bad"] == {
        "type": "integer", "description": "how many may end badly", "default": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"max-bd": (3, "f:1")}, 'f:1: unknown key "max-bd" in checks.ends'),
        ({"max-bad": ("3", "f:1")}, "f:1: max-bad is '3'"),
        ({"max-bad": (True, "f:1")}, "f:1: max-bad is True"),
        ({"words": ([1], "f:1")}, "f:1: words is [1]"),
    ],
)
def test_options_that_do_not_fit_are_errors(values: dict[str, tuple[object, str]], said: str) -> None:
    (check,) = from_texts({"ends.py": ENDS})
    with pytest.raises(ConfigError) as caught:
        build(check, values)
    assert caught.value.what == said


def _result(*findings: Finding) -> Result:
    return Result("c", "C?", "failed", "block", "s", findings)


def test_a_fingerprint_survives_line_moves_and_tells_findings_apart() -> None:
    before = fingerprints(_result(Finding("f (line 3) is bare", "a.py", 3), Finding("x", "a.py", symbol="g")))
    after = fingerprints(_result(Finding("f (line 9) is bare", "a.py", 9), Finding("y", "a.py", symbol="g")))
    assert before == after
    twice = fingerprints(_result(Finding("x", "a.py", 1), Finding("x", "a.py", 2), Finding("x", "b.py", 1)))
    assert len(set(twice)) == 3
