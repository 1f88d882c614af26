"""What is fuzzed: each reader of untrusted input with examples to start from."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

sys.path.insert(0, str(Path(__file__).parents[1]))

from fuzz_code import seeds, units

from reviewlint.errors import ReviewlintError

Target = Callable[[bytes], None]

MANIFESTS: Mapping[str, bytes] = {
    "requirements.txt": b"requests>=2 ; python_version<'4'\n-r x\n",
    "pyproject.toml": b'[project]\ndependencies = ["a>1"]\n',
    "setup.cfg": b"[options]\ninstall_requires =\n  a\n",
    "setup.py": b'setup(install_requires=["a"])',
    "Pipfile": b'[packages]\na = "*"\n',
    "package.json": b'{"dependencies": {"a": "^1"}}',
    "go.mod": b"require (\n\ta v1 // indirect\n)\n",
    "Cargo.toml": b'[dependencies]\na = {version = "1"}\n',
    "Gemfile": b'gem "a", "~> 1"\n',
    "pom.xml": b"<project><dependencies><dependency><artifactId>a</artifactId></dependency></dependencies></project>",
    "build.gradle": b"dependencies { implementation 'a:b:1' }",
    "build.gradle.kts": b'dependencies { implementation("a:b:1") }',
    "libs.versions.toml": b'[libraries]\na = "a:b:1"\n',
    "composer.json": b'{"require": {"a/b": "1"}}',
    "a.csproj": b'<Project><PackageReference Include="A" Version="1"/></Project>',
    "Directory.Packages.props": b'<Project><PackageVersion Include="A"/></Project>',
    "build.sbt": b'libraryDependencies += "a" %% "b" % "1"',
    "mix.exs": b'defp deps, do: [{:a, "~> 1"}]',
    "pubspec.yaml": b"dependencies:\n  a: ^1\n",
}


def run_one(target: Target, data: bytes) -> bool:
    """One input: whether it was read. Our own errors are a refusal; anything else is a crash."""
    try:
        target(data)
    except ReviewlintError:
        return False
    return True


@contextmanager
def _unparsed(*expected: type[Exception]) -> Iterator[None]:
    """What the callers of a reader turn into "does not parse": a refusal."""
    try:
        yield
    except expected as error:
        raise ReviewlintError("it does not parse") from error


def patch(data: bytes) -> None:
    """A patch given with --diff: split into files, its hunks parsed and applied."""
    from reviewlint.change.applying import applied, line_ends_only, numbers, parsed
    from reviewlint.change.patchfile import split_patch

    for file in split_patch(data, "fuzz"):
        hunks = parsed(tuple(file.hunks))
        numbers(hunks)
        line_ends_only(hunks)
        applied(b"one\ntwo\nthree\n", hunks)


def description(data: bytes) -> None:
    """A request's text: title, sections, tasks, trailers, and its parts beside a template's."""
    from reviewlint.change.description import from_message, from_request, without_comments
    from reviewlint.facts.template.document import parts, template_parts

    text = data.decode("utf-8", "replace")
    from_request(text, [])
    from_message(without_comments(text), [])
    parts(text)
    template_parts(text)


def config(data: bytes) -> None:
    """A configuration: TOML, checked against the schema and merged."""
    from reviewlint import config as configuration

    name = "reviewlint.toml" if b"[tool" not in data else "pyproject.toml"

    class Here:
        def read(self, path: str) -> str | None:
            return data.decode("utf-8", "replace") if path == name else None

        def names(self, folder: str) -> tuple[str, ...]:
            return ()

    configuration.load(Here())


def manifest(data: bytes) -> None:
    """A manifest of any kind: what its first byte names."""
    from reviewlint.facts.dependencies.manifests import read

    name = list(MANIFESTS)[data[0] % len(MANIFESTS) if data else 0]
    with _unparsed(ValueError, RecursionError):
        read(name, data[1:].decode("utf-8", "replace"))


def alerts(data: bytes) -> None:
    """Alert rules, dashboards and owners' files."""
    from reviewlint.facts.alerts.read import may_hold_rules, read_rules
    from reviewlint.facts.owners.codeowners import parse
    from reviewlint.facts.telemetry.documents import read_document

    text = data[1:].decode("utf-8", "replace")
    path = ("alerts/a.rules.yml", "dashboards/a.json", "main.tf")[data[0] % 3] if data else "alerts/a.yml"
    may_hold_rules(path, text)
    read_document(path, text, (), [])
    parse(text)
    with _unparsed(ValueError):
        read_rules(path, text)


def event(data: bytes) -> None:
    """The event file of GitHub Actions, of a kind that the first byte names, and what is said of its text."""
    from reviewlint.change.ci.github import event
    from reviewlint.change.ci.snapshot import remark

    kind = ("pull_request", "pull_request_target", "merge_group", "push", "schedule")[
        data[0] % 5 if data else 0
    ]
    with NamedTemporaryFile() as file:
        file.write(data[1:])
        file.flush()
        found = event({"GITHUB_EVENT_NAME": kind, "GITHUB_EVENT_PATH": file.name, "GITHUB_BASE_REF": "main"})
    if found:
        remark(found)


TARGETS: Mapping[str, Target] = {
    "patch": patch, "description": description, "config": config, "manifest": manifest, "alerts": alerts,
    "event": event, "units": units,
}  # fmt: skip

SEEDS: Mapping[str, tuple[bytes, ...]] = {
    "patch": (
        b"diff --git a/x b/x\nindex 1..2 100644\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@ f\n one\n-two\n+2\n",
        b'diff --git "a/\\303\\251" "b/\\t"\nsimilarity index 90%\nrename from a\nrename to b\n',
        b"diff --git a/x b/x\nold mode 100644\nnew mode 100755\ndiff --git a/y b/y\nnew file mode 100644\n"
        b"--- /dev/null\n+++ b/y\n@@ -0,0 +1 @@\n+1\n\\ No newline at end of file\n",
        b"--- a.orig\t2026-01-01\n+++ a\t2026-01-02\n@@ -1 +1,2 @@\r\n-1\r\n+1\n+2\n",
        b"diff --cc x\n@@@ -1,1 -1,1 +1,1 @@@\n++a\n",
        b"GIT binary patch\nliteral 3\nKcmZ\n",
    ),
    "description": (
        b"# Title\n\n## What\n\n- [ ] a\n- [x] b: why\n<!-- c -->\n\nReviewlint-Waive: x: y\n",
        b"---\nname: x\n---\n| a |\n|---|\n> `q` [l](u) ![i](u) <details>\n",
    ),
    "config": (
        b'[reviewlint]\nextends = ["l3"]\n[reviewlint.checks.tests-exist]\nlevel = "ask"\nmax-steps = 2\n',
        b'[reviewlint]\nroles = {"a/**" = "docs"}\n[[reviewlint.waivers]]\ncheck = "reuse"\nuntil = 2026-01-01\n',
        b'[tool.reviewlint]\nbase = "origin/main"\nmax-files = 3\n[tool.reviewlint.profiles.bot]\nauthors = ["a"]\n',
    ),
    "manifest": tuple(bytes([number]) + text for number, text in enumerate(MANIFESTS.values())),
    "alerts": (
        b"\0groups:\n- name: a\n  rules:\n  - alert: B\n    expr: up == 0\n    labels: {severity: page}\n",
        b'\1{"panels": [{"title": "a", "targets": [{"expr": "x"}]}]}',
        b'\2resource "aws_cloudwatch_metric_alarm" "a" {\n  alarm_name = "x"\n}\n',
        b"\0[Section][2] @a/b\n*.py @c\n^[Optional]\n",
    ),
    "event": (
        b'\0{"pull_request": {"title": "a", "body": "b", "draft": true, "updated_at": "2026-01-01T00:00:00Z", "user": '
        b'{"login": "x", "type": "Bot"}, "base": {"ref": "main", "sha": "1"}, "head": {"sha": "2", "ref": "t"}, '
        b'"labels": [{"name": "l"}], "requested_reviewers": [{"login": "r"}], "requested_teams": [{"slug": "s"}]}}',
        b'\2{"merge_group": {"head_sha": "1", "base_ref": "refs/heads/main", "base_sha": "2", "head_ref": "q"}}',
        b'\3{"ref": "refs/heads/main", "before": "1", "after": "2", "repository": {"default_branch": "main"}}',
    ),
    "units": seeds(),
}  # fmt: skip
