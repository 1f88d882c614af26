"""Every machine format against its schema, an independent reader, and the rules that no schema holds."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from markdown_it import MarkdownIt

from reviewlint.report import FORMATS, github, gitlab, junit, markdown, rdjson, sarif
from tests.cli.command import ASKS, ENDS, own_checks, reviewlint
from tests.report.hostile import TEXTS, report
from tests.repository import Repository

SCHEMAS = Path(__file__).parent / "schemas"
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def _valid(document: Any, schema: str) -> None:
    jsonschema.validate(document, json.loads((SCHEMAS / schema).read_text()))


# --- SARIF


def test_sarif_is_valid_and_read_by_others(tmp_path: Path) -> None:
    text = sarif.render(report())
    document = json.loads(text)
    _valid(document, "sarif-2.1.0.json")
    from sarif_pydantic import Sarif

    assert len(Sarif.model_validate(document).runs[0].results or []) == len(TEXTS) + 4
    file = tmp_path / "reviewlint.sarif"
    file.write_text(text)
    done = subprocess.run(
        [sys.executable, "-m", "sarif", "summary", str(file)], capture_output=True, text=True, check=True
    )
    assert f"error: {len(TEXTS) + 1}" in done.stdout


def test_sarif_keeps_what_code_scanning_asks() -> None:
    run = json.loads(sarif.render(report()))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        assert place["region"]["startLine"] >= 1
        assert re.fullmatch(r"[\w%./~-]+", place["artifactLocation"]["uri"])
        assert result["message"]["text"]
    prints = [result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]]
    assert len(set(prints)) == len(prints)
    assert run["invocations"][0]["executionSuccessful"] is False
    assert [r["ruleId"] for r in run["results"] if r.get("suppressions")] == ["reuse"]


def test_sarif_stays_below_the_limit_on_results() -> None:
    run = json.loads(sarif.render(report(many=6_000)))["runs"][0]
    assert len(run["results"]) == 5_000
    assert "left out" in json.dumps(run["invocations"])


# --- GitHub Actions' log, as its runner reads it


def _commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """What the runner takes for commands: `::name k=v,…::data` at the start of a line, `##[name]` anywhere."""
    found = []
    for line in text.split("\n"):
        assert "##[" not in line
        stripped = line.lstrip()
        if not stripped.startswith("::"):
            continue
        match = re.fullmatch(r"::([\w-]+)(?: ([^:]*))?::(.*)", stripped)
        assert match, line
        pairs = (pair.partition("=") for pair in (match[2] or "").split(",") if pair)
        found.append((match[1], {key: value for key, _, value in pairs}, match[3]))
    return found


def test_a_log_holds_only_our_own_annotations() -> None:
    commands = _commands(github.render(report(TEXTS[:5])))
    assert {name for name, _, _ in commands} == {"error", "warning", "notice"}
    assert {properties["title"] for _, properties, _ in commands} == {
        "tests-exist", "diff-template", "resilience", "owners",
    }  # fmt: skip


def test_at_most_ten_annotations_of_a_level_and_the_last_says_where_the_rest_is() -> None:
    errors = [data for name, _, data in _commands(github.render(report(many=40))) if name == "error"]
    assert len(errors) == 10
    assert errors[-1].startswith(f"{len(TEXTS) + 41 - 9} more")


# --- GitLab, reviewdog, JUnit


def test_gitlab_entries_are_whole_and_unique() -> None:
    rows = json.loads(gitlab.render(report()))
    assert len({row["fingerprint"] for row in rows}) == len(rows) == len(TEXTS) + 4
    for row in rows:
        assert row["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert row["location"]["path"]
        assert not row["location"]["path"].startswith(("/", "./"))
        assert row["location"]["lines"]["begin"] >= 1
        assert row["description"].startswith(f"{row['check_name']}: ")


def test_rdjson_is_valid_and_each_diagnostic_is_whole() -> None:
    document = json.loads(rdjson.render(report()))
    _valid(document, "rdjson-DiagnosticResult.json")
    assert all(row["message"] and row["location"]["path"] for row in document["diagnostics"])
    assert {row["severity"] for row in document["diagnostics"]} == {"ERROR", "WARNING", "INFO"}


def test_junit_is_xml_with_a_case_for_each_check() -> None:
    suite = ElementTree.fromstring(junit.render(report())).find("testsuite")
    assert suite is not None
    cases = suite.findall("testcase")
    assert len({(c.get("classname"), c.get("name")) for c in cases}) == len(cases) == 7
    assert [c.get("name") for c in cases if c.find("failure") is not None] == ["tests-exist", "diff-template"]
    assert [c.get("name") for c in cases if c.find("error") is not None] == ["resilience"]
    failure = cases[0].find("failure")
    assert failure is not None
    assert "plain" in (failure.text or "")
    assert suite.get("failures") == "2"


# --- Markdown, through a CommonMark parser with the extensions of the hosts


def test_markdown_keeps_everything_of_the_change_literal() -> None:
    text = markdown.render(report())
    parser = MarkdownIt("gfm-like", {"html": True})
    tokens = [t for block in parser.parse(text) for t in (block, *(block.children or []))]
    links = [t.attrGet("href") for t in tokens if t.type == "link_open"]
    assert links
    assert all(str(link).startswith("https://git.example/acme/shop/blob/bbbb/") for link in links)
    assert not [t for t in tokens if t.type in ("image", "table_open", "s_open", "em_open", "math_inline")]
    html = "".join(t.content for t in tokens if t.type in ("html_inline", "html_block"))
    ours = r"<!-- reviewlint -->|</?(details|summary|sub)>|\d+ passed, \d+ not applicable|\s"
    assert re.sub(ours, "", html) == ""
    assert text.count("<!-- reviewlint -->") == 1
    assert text.startswith("<!-- reviewlint -->\n")
    written = "".join(t.content for t in tokens if t.type == "text")
    assert not re.search(r"@\w|www\.\w|\w://|#\d", written)
    assert [t.content for t in tokens if t.type == "heading_open"] == [""]


def test_markdown_shows_what_was_written() -> None:
    shown = MarkdownIt("commonmark").render(markdown.literal("a_b *c* <d> `e` [f](g) @h 1. x"))
    assert re.sub(r"</?(p|code)>", "", shown).strip() == "a_b *c* &lt;d&gt; `e` [f](g) @h 1. x"


# --- all of them, through the command


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_that_a_terminal_obeys_is_left(name: str) -> None:
    from importlib import import_module

    text: str = import_module(f"reviewlint.report.{name}").render(report())
    assert not _OBEYED.search(text)
    text.encode()


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_comes_to_standard_output_and_into_a_file(
    repo: Repository, tmp_path: Path, name: str
) -> None:
    own_checks(repo, ends=ENDS, asks=ASKS)
    repo.commit({"a.txt": "BAD\n"})
    target = tmp_path / "report"
    done = reviewlint(repo.path, "check", "--format", name, "--report", f"{name}={target}")
    assert done.code == 1
    assert done.out == target.read_text("utf-8")
    assert "ends" in done.out
    assert "asks" in done.out


def test_a_fingerprint_survives_lines_that_move(repo: Repository) -> None:
    own_checks(repo, ends=ENDS)
    repo.commit({"a.txt": "BAD\n"})
    before = reviewlint(repo.path, "check", "--format", "gitlab").json
    repo.commit({"a.txt": "one\ntwo\nBAD\n", "b.txt": "good\n"})
    after = reviewlint(repo.path, "check", "--format", "gitlab").json
    assert [row["fingerprint"] for row in before] == [row["fingerprint"] for row in after]


def test_a_step_of_github_actions_gets_its_summary_without_asking(repo: Repository, tmp_path: Path) -> None:
    own_checks(repo, ends=ENDS)
    repo.commit({"a.txt": "BAD\n"})
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    env = {"CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    done = reviewlint(repo.path, "check", "--format", "github", env=env)
    assert done.code == 1
    assert done.out.startswith("::error title=ends,file=a.txt,line=1::ends badly (do: end it well)\n")
    assert summary.read_text().startswith("before\n<!-- reviewlint -->\n### reviewlint: 1 failed")
    elsewhere = {"GITHUB_STEP_SUMMARY": str(tmp_path / "no" / "summary.md")}
    refused = reviewlint(repo.path, "check", env=env | elsewhere)
    assert refused.code == 1
    assert "the step's summary could not be written" in refused.err


def test_a_summary_stays_below_the_limit_of_its_host(tmp_path: Path) -> None:
    from reviewlint.report.write import to_summary

    summary = tmp_path / "summary.md"
    long = tuple(f"{number} {'word ' * 400}" for number in range(400))
    to_summary(report(long), str(summary))
    assert summary.stat().st_size < 1024 * 1024
    assert summary.read_text().endswith("The rest is cut: the step's log holds all of it.\n")
