"""The interface of checks: every name is there, and loads only when somebody names it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from reviewlint import api
from tests.cli.command import command_environment


@pytest.mark.parametrize("name", api.__all__)
def test_every_name_leads_somewhere(name: str) -> None:
    assert getattr(api, name) is not None


def test_every_lazy_name_is_public() -> None:
    assert set(api._WHERE) <= set(api.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        api.Nothing  # noqa: B018


def test_the_interface_alone_loads_no_fact() -> None:
    code = "import sys, reviewlint.api; print([m for m in sys.modules if m.startswith('reviewlint.facts')])"
    done = subprocess.run(
        [sys.executable, "-c", code], env=command_environment(), capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
