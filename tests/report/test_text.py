"""The checklist for people stays one screen, whatever the change is."""

from __future__ import annotations

from tests.cli.command import reviewlint
from tests.repository import Repository

CODE = "".join(f"def step_{n}(a):\n    return a + {n}\n\n\n" for n in range(12))


def test_many_findings_are_cut_with_their_next_steps(repo: Repository) -> None:
    repo.commit({"shop/steps.py": CODE})
    done = reviewlint(repo.path, "check", "HEAD^..HEAD", "--select", "tests-exist")
    assert done.out.count("no test reaches function step_") == 8
    assert "… 4 more (-v shows all)" in done.out
    assert done.out.count("do: ") == 3
    assert "… 5 more next steps (-v shows all)" in done.out


def test_v_shows_all_of_them(repo: Repository) -> None:
    repo.commit({"shop/steps.py": CODE})
    done = reviewlint(repo.path, "-v", "check", "HEAD^..HEAD", "--select", "tests-exist")
    assert done.out.count("no test reaches function step_") == 12
    assert done.out.count("do: ") == 12
