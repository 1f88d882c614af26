"""The schemas that ship hold for what the program writes and reads, and refuse what it would not."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import jsonschema
import pytest

from reviewlint.data import bundled
from tests.cli.command import ASKS, ENDS, own_checks, reviewlint
from tests.repository import Repository


def _schema(name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((bundled("config") / "schemas" / f"{name}.json").read_text())
    return document


def _change(repo: Repository) -> None:
    repo.commit({"requirements.txt": "flask\n", "CODEOWNERS": "* @ada\n", "shop/__init__.py": ""}, "Start")
    repo.git("switch", "-q", "-c", "topic")
    files: dict[str, str | bytes | None] = {
        "requirements.txt": "flask\nrequests\n",
        "shop/api.py": (
            "import os\nimport requests\nfrom flask import Flask\n\napp = Flask(__name__)\n\n\n"
            '@app.route("/x")\ndef x():  # noqa\n    # TODO: mend\n    try:\n        requests.get(os.environ["URL"])\n'
            '    except OSError:\n        pass\n    return "x"\n'
        ),
        "tests/test_x.py": 'from shop.api import x\n\n\ndef test_x():\n    assert x() == "x"\n',
        "docs/api.md": "# The address x\n",
    }
    repo.commit(files, "Fix the address x")


def test_facts_are_as_their_schema_says(repo: Repository) -> None:
    _change(repo)
    document = reviewlint(repo.path, "facts", "--format", "json").json
    jsonschema.validate(document, _schema("facts"))
    told = (
        "files",
        "units",
        "endpoints",
        "dependencies",
        "surface",
        "docs",
        "suppressions",
        "leftovers",
        "resilience",
    )
    assert all(
        document[fact] if isinstance(document[fact], list) else any(document[fact].values()) for fact in told
    )
    jsonschema.validate(
        reviewlint(repo.path, "facts", "HEAD..HEAD", "--format", "json").json, _schema("facts")
    )
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document | {"units": [{"path": "x"}]}, _schema("facts"))


def test_a_checklist_is_as_its_schema_says(repo: Repository) -> None:
    own_checks(repo, ends=ENDS, asks=ASKS)
    repo.commit({"a.txt": "BAD\n"}, "Change\n\nReviewlint-Waive: asks: agreed in the shop's channel")
    document = reviewlint(repo.path, "check", "--format", "json").json
    jsonschema.validate(document, _schema("checklist"))
    assert {result["status"] for result in document["results"]} == {"failed", "waived"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document | {"verdict": "fine"}, _schema("checklist"))


def test_the_schema_of_the_configuration_is_the_one_that_is_printed(repo: Repository) -> None:
    repo.commit({"a.txt": "a\n"})
    assert reviewlint(repo.path, "list", "--schema").json == _schema("config")


def test_presets_and_defaults_are_valid_configurations() -> None:
    files = [bundled("config") / "default.toml", *(bundled("config") / "presets").glob("*.toml")]
    for file in files:
        jsonschema.validate(tomllib.loads(file.read_text()), _schema("config"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"reviewlint": {"ignroe": []}}, _schema("config"))
