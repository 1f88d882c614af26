from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from tests.repository import ENVIRONMENT, Repository

settings.register_profile("untimed", deadline=None)  # how fast a machine is proves nothing
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the git settings or CI variables of the machine it runs on."""
    import os

    for name in list(os.environ):
        if name.startswith(("GIT_", "PRE_COMMIT", "GITHUB_", "CI_", "REVIEWLINT_")) or name == "CI":
            monkeypatch.delenv(name)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repo")
