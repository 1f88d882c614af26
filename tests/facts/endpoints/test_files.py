"""What one file serves in each framework, from the data beside this module."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reviewlint.data import read_toml
from reviewlint.facts.endpoints import serve
from reviewlint.syntax.language import language_of
from reviewlint.syntax.tree import read

FILES: list[dict[str, Any]] = [
    file
    for data in sorted(Path(__file__).parent.glob("*.toml"))
    for file in read_toml(data).get("file", [])
    if "routes" in file
]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file["name"])
def test_routes(file: dict[str, Any]) -> None:
    text, language = file["text"].lstrip("\n"), language_of(file["path"])
    root = read(text, language) if language else None
    found = serve(file["path"], text, root, language.name if language else "")
    assert {f"{e.method} {e.route}" for e in found} == set(file["routes"])
