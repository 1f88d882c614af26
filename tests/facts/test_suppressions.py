"""Suppressions of many tools, through the fact of real commits."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewlint.facts.suppressions.model import Suppressions
from tests.facts.changed import facts_of


def suppressions(tmp_path: Path, before: dict[str, str], after: dict[str, str | None]) -> Suppressions:
    with facts_of(tmp_path, before, after) as facts:
        return facts.suppressions


def rows(found: Suppressions) -> list[str]:
    return [f"{s.line} {s.tool} {s.rule} | {s.reason}" for s in found.added]


MARKED = [
    ("a.py", "import typing\n@typing.no_type_check\ndef f(x):\n    return x  # pyrefly: ignore[bad-return]\n",
     ["2 typing  | ", "4 pyrefly bad-return | "]),
    ("a.py", "@no_type_checker\ndef f(x):\n    return x  # the pyrefly server ignores it\n", []),
    ("a.go", "package a\nfunc f() { run() } // gosec:disable G204 -- a constant\n", ["2 gosec G204 | a constant"]),
    ("a.cs", "#nullable disable\nclass A {}\n", ["1 compiler  | "]),
    ("a.cs", "#nullable enable\nclass A {}\n", []),
    ("A.scala", '@SuppressWarnings(Array("org.shop.Var"))\nclass A {\n  var x = 1\n}\n',
     ["1 javac org.shop.Var | "]),
    ("A.kt", '@SuppressFBWarnings("EI_EXPOSE")\nclass A\n', ["1 spotbugs EI_EXPOSE | "]),
    ("A.java", "class A {\n  // CPD-OFF\n  int x; // skipcq: JAVA-E0110\n}\n",
     ["2 cpd  | ", "3 deepsource JAVA-E0110 | "]),
    ("a.html.haml", "-# haml-lint:disable LineLength\n%b\n", ["1 template lint LineLength | "]),
    ("a.html", "{# djlint:off #}\n<b></b>\n<!-- htmlhint-disable id-class-value -->\n",
     ["1 djlint  | ", "3 htmlhint id-class-value | "]),
    ("a.lua", "---@diagnostic disable-next-line: undefined-global\nx()\n-- selene: allow(unused_variable)\n",
     ["1 luals undefined-global | ", "3 selene unused_variable | "]),
    ("a.sql", "-- squawk-ignore adding-not-nullable-field\nALTER TABLE a ADD b int NOT NULL;\n",
     ["1 squawk adding-not-nullable-field | "]),
    ("Dockerfile", "# check=skip=JSONArgsRecommended\nFROM a\n", ["1 buildkit JSONArgsRecommended | "]),
    ("a.c", "int f() { return g(); } //-V512\n// coverity[leaked_storage]\nint x;\n",
     ["1 pvs-studio V512 | ", "2 coverity leaked_storage | "]),
    ("a.swift", "// periphery:ignore\nlet a = 1\n", ["1 periphery  | "]),
    ("a.proto", "// (-- api-linter: core::0131::method=disabled --)\n", ["1 api-linter core::0131::method | "]),
    ("a.ex", "defmodule A do\n  @dialyzer {:nowarn_function, f: 0}\n  def f, do: 1\nend\n",
     ["2 dialyzer nowarn_function | "]),
    ("a.hs", "{-# OPTIONS_GHC -Wno-orphans #-}\nmodule A where\n", ["1 ghc -Wno-orphans | "]),
    ("a.proto", "// buf:lint:ignore ENUM_ZERO\n", ["1 buf ENUM_ZERO | "]),
    ("a.py", "import x  # noqa: E402, F401\n", ["1 flake8 E402, F401 | "]),
    ("a.py", "import x  # the path is set above  # NOQA\n", ["1 flake8  | the path is set above"]),
    ("a.py", "x = f()  # type: ignore[no-any-return]  # the stubs lie\n",
     ["1 mypy no-any-return | the stubs lie"]),
    ("a.py", "# pylint: disable=too-many-locals,no-member\n# pyright: basic\nx = 1  # nosec B101 - only a demo\n",
     ["1 pylint too-many-locals, no-member | ", "2 pyright  | ", "3 bandit B101 | only a demo"]),
    ("a.py", "# Django reads it as a table\n# ruff: noqa: RUF012\n",
     ["2 flake8 RUF012 | Django reads it as a table"]),
    ("a.ts", "// eslint-disable-next-line no-console, @x/y -- the CLI prints\nf();\n"
     "// @ts-expect-error old types of y\n"
     "g();\n/* eslint-disable */\n// biome-ignore lint/style/noVar: it is hoisted\nvar a;\n",
     ["1 eslint no-console, @x/y | the CLI prints", "3 typescript expect-error | old types of y",
      "5 eslint  | ", "6 biome lint/style/noVar | it is hoisted"]),
    ("a.tsx", "const a = <div>\n  {/* eslint-disable-next-line react/no-danger */}\n  <b/>\n</div>;\n",
     ["2 eslint react/no-danger | "]),
    ("a.go", "package a\n\nfunc f() {\n\tg() //nolint:errcheck,gosec // closed twice\n"
     "\t//lint:ignore SA1019 no other way\n"
     "\th()\n}\n", ["4 golangci-lint errcheck, gosec | closed twice", "5 staticcheck SA1019 | no other way"]),
    ("A.java", '@SuppressWarnings({"unchecked", "rawtypes"})\nclass A {\n  int x = 1; // NOSONAR\n'
     "  // the field is set by reflection\n  @SuppressWarnings(\"unused\") int y;\n}\n",
     ["1 javac unchecked, rawtypes | ", "3 sonar  | ", "5 javac unused | the field is set by reflection"]),
    ("A.kt", '@file:Suppress("a")\nclass A {\n  @Suppress("b", "c") // generated names\n  fun f() {}\n}\n',
     ["1 kotlin a | ", "3 kotlin b, c | generated names"]),
    ("a.rs", "#![allow(dead_code)]\n#[allow(clippy::too_many_arguments, unused)]\nfn f() {}\n"
     '#[expect(unsafe_code, reason = "the C side owns it")]\nfn g() {}\n#[derive(Debug)]\nstruct A;\n',
     ["1 rustc dead_code | ", "2 rustc clippy::too_many_arguments, unused | ",
      "4 rustc unsafe_code | the C side owns it"]),
    ("A.cs", "#pragma warning disable CS0618, CA1031 // old API until 5.0\n"
     '[SuppressMessage("Design", "CA1000", Justification = "a factory")]\nclass A {\n'
     "  // ReSharper disable once UnusedMember.Global\n  int x;\n#pragma warning restore CS0618\n}\n",
     ["1 compiler CS0618, CA1031 | old API until 5.0", "2 analyzer CA1000 | a factory",
      "4 resharper UnusedMember.Global | "]),
    ("a.php", "<?php\n/**\n * @psalm-suppress MixedAssignment\n * @SuppressWarnings(PHPMD.LongVariable)\n */\n"
     "function f() {\n  $a = g(); // @phpstan-ignore argument.type (the stub is wrong)\n"
     "  $b = 1; // phpcs:ignore Generic.Files.LineLength\n}\n",
     ["3 psalm MixedAssignment | ", "4 phpmd PHPMD.LongVariable | ",
      "7 phpstan argument.type | the stub is wrong", "8 phpcs Generic.Files.LineLength | "]),
    ("a.rb", "x = eval(y) # rubocop:disable Security/Eval, Style/Y\n",
     ["1 rubocop Security/Eval, Style/Y | "]),
    ("A.scala", 'class A {\n  // scalastyle:off null\n  @nowarn("cat=deprecation") def f = 1\n}\n',
     ["2 scalastyle null | ", "3 scala cat=deprecation | "]),
    ("a.cpp", '#pragma GCC diagnostic ignored "-Wunused"\nint x; // NOLINT(cert-err58-cpp) it cannot throw\n',
     ["1 compiler -Wunused | ", "2 clang-tidy cert-err58-cpp | it cannot throw"]),
    ("a.swift", "// swiftlint:disable:next force_cast\nlet a = b as! C\n", ["1 swiftlint force_cast | "]),
    ("a.dart", "// ignore: avoid_print\nf();\n", ["1 dart avoid_print | "]),
    ("a.sh", "# shellcheck disable=SC2086,SC2046 # words are meant to split\nrm $x\n",
     ["1 shellcheck SC2086, SC2046 | words are meant to split"]),
    ("Dockerfile", "# hadolint ignore=DL3008\nRUN apt-get install x\n", ["1 hadolint DL3008 | "]),
    ("a.tf", "#checkov:skip=CKV_AWS_20:The bucket is a public site\n",
     ["1 checkov CKV_AWS_20 | The bucket is a public site"]),
    ("a.ex", "# credo:disable-for-next-line Credo.Check.Design.TagTODO\nx\n",
     ["1 credo Credo.Check.Design.TagTODO | "]),
    ("a.vue", "<script>\n// eslint-disable-next-line no-eval\neval(x)\n</script>\n", ["2 eslint no-eval | "]),
    (".github/workflows/a.yml", "jobs: # zizmor: ignore[artipacked]\n", ["1 zizmor artipacked | "]),
    ("tests/test_a.py", "import x  # noqa\n", ["1 flake8  | "]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "wanted"), MARKED, ids=[path for path, _, _ in MARKED])
def test_a_new_suppression(tmp_path: Path, path: str, text: str, wanted: list[str]) -> None:
    assert rows(suppressions(tmp_path, {}, {path: text})) == wanted


@pytest.mark.parametrize(("path", "text", "wanted"), MARKED, ids=[path for path, _, _ in MARKED])
def test_one_that_moved_to_another_folder(tmp_path: Path, path: str, text: str, wanted: list[str]) -> None:
    before: dict[str, str] = {path: text}
    after: dict[str, str | None] = {path: None, f"app/{path}": text}
    assert rows(suppressions(tmp_path, before, after)) == []


LOOK_ALIKES = [
    ("a.py", "x = '# noqa'  \ny = 'type: ignore'\n# how to use noqa: see the page\n# the type: ignored\n"),
    ("a.ts", "// we never use eslint-disable here\nconst a = '// @ts-ignore';\n// prettier-ignore\n"),
    ("a.go", "package a\n// see nolint in the docs\nvar a = `//nolint`\n"),
    ("a.rs", "#[allow_origin(x)]\nfn f() {}\n// #[allow(x)]\n"),
    ("A.java", '@Deprecated class A { String s = "@SuppressWarnings"; }\n'),
    ("A.cs", "#pragma warning restore CS0618\n#pragma checksum \"a\"\n"),
    ("docs/a.md", "```python\nx  # noqa\n```\n"),
    ("vendor/a.py", "import x  # noqa\n"),
    ("a_pb2.py", "import x  # noqa\n"),
    ("a.py", "# Code generated by x. DO NOT EDIT.\nimport x  # noqa\n"),
    ("a.yml", "a: b # ignore: this\n"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text"), LOOK_ALIKES)
def test_a_look_alike(tmp_path: Path, path: str, text: str) -> None:
    assert rows(suppressions(tmp_path, {}, {path: text})) == []


BASE = "import a  # noqa: E402\n\n\ndef f():\n    return g(1)  # type: ignore\n"


@pytest.mark.parametrize(
    "head",
    [
        "import b\nimport a  # noqa: E402\n\n\ndef f():\n    if b:\n        return g(1)  # type: ignore\n",
        "import a  # noqa: E402\n\n\ndef f():\n    return g(1, 2)  # type: ignore\n",
        "import a  # noqa: E402  the path is set first\n\n\ndef h():\n    return g(1)  # type: ignore\n",
        "import a\n\n\ndef f():\n    return g(1)\n",
    ],
)
def test_layout_and_edits_around_it_add_none(tmp_path: Path, head: str) -> None:
    assert rows(suppressions(tmp_path, {"a.py": BASE}, {"a.py": head})) == []


def test_a_second_one_is_added(tmp_path: Path) -> None:
    head = BASE + "\n\ndef h():\n    return unlike(anything, before)  # type: ignore\n"
    assert rows(suppressions(tmp_path, {"a.py": BASE}, {"a.py": head})) == ["9 mypy  | "]


def test_one_that_is_widened_is_added_with_the_new_rule(tmp_path: Path) -> None:
    before: dict[str, str] = {"A.java": '@SuppressWarnings("a")\nclass A {}\n'}
    after: dict[str, str | None] = {"A.java": '@SuppressWarnings({"a", "b"})\nclass A {}\n'}
    assert rows(suppressions(tmp_path, before, after)) == ["1 javac b | "]


def test_a_file_that_cannot_be_parsed_is_named(tmp_path: Path) -> None:
    text = "x = " + "[" * 500 + "]" * 500 + "  # noqa\n"
    assert [u.path for u in suppressions(tmp_path, {}, {"a.py": text}).unseen] == ["a.py"]
