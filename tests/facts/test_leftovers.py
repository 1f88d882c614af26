"""Leftovers in many languages, through the fact of real commits."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewlint.facts.leftovers.model import Leftovers
from tests.facts.changed import facts_of


def leftovers(tmp_path: Path, before: dict[str, str], after: dict[str, str | None]) -> Leftovers:
    with facts_of(tmp_path, before, after) as facts:
        return facts.leftovers


def rows(found: Leftovers) -> list[str]:
    return [f"{one.kind} {one.line}" for one in found.added]


LEFT = [
    ("shop/a.py", "x = 1  # TODO: later\n# fixme: and this\n", ["todo 1", "todo 2"]),
    ("shop/a.py", "def f(x):\n    print('got', x)\n    breakpoint()\n", ["debug 2", "debug 3"]),
    ("shop/a.py", "import pdb\ndef f(x):\n    pdb.set_trace()\n", ["debug 1", "debug 3"]),
    ("shop/a.py", "# @route('/old', methods=['GET'])\n@route('/new')\ndef f():\n    # x = g(1)\n"
     "    # if x:\n    #     return x\n"
     "    return 2\n", ["commented-code 1", "commented-code 4"]),
    ("src/a.ts", "export function f(x: number) {\n  console.log(x);\n  debugger;\n  // const y = g(x);\n"
     "  // h(y.z);\n"
     "  /* return g(x); */\n  return x; // XXX\n}\n", ["debug 2", "debug 3", "commented-code 4", "todo 7"]),
    ("src/a.tsx", "const a = (\n  <div>\n    {/* <Old value={1} /> */}\n    <b/>\n  </div>\n);\n"
     "", ["commented-code 3"]),
    ("app/scripts/a.js", "angular.module('a').run(function(b) {\n  console.log('b', b);\n});\n", ["debug 2"]),
    ("svc/a.go", 'package svc\n\nimport "fmt"\n\nfunc f(x int) {\n\tfmt.Println("x", x)\n\t// y := g(x)\n'
     '\t// h(y)\n}\n',
     ["debug 6", "commented-code 7"]),
    ("src/lib.rs", 'fn f(x: i32) {\n    dbg!(x);\n    // let y = g(x);\n    todo!()\n}\n',
     ["debug 2", "commented-code 3", "todo 4"]),
    ("A.java", 'class A {\n  void f(int x) {\n    System.out.println("x" + x);\n    // g(x);\n'
     '    // HACK around y\n  }\n}\n',
     ["debug 3", "commented-code 4", "todo 5"]),
    ("A.kt", "class A {\n  fun f(x: Int) {\n    println(x)\n    // val y = g(x)\n    TODO()\n  }\n}\n",
     ["debug 3", "commented-code 4", "todo 5"]),
    ("A.cs", "class A {\n  void F(int x) {\n    Console.WriteLine(x);\n    // G(x);\n  }\n}\n",
     ["debug 3", "commented-code 4"]),
    ("app/a.rb", "class A\n  def f(x)\n    binding.pry\n    puts x\n    # Rails.logger.error \"no #{x}\"\n"
     "  end\nend\n",
     ["debug 3", "debug 4", "commented-code 5"]),
    ("src/a.php", "<?php\nfunction f($x) {\n  var_dump($x);\n  // $y = g($x);\n  return print_r($x, true);\n}\n",
     ["debug 3", "commented-code 4"]),
    ("lib/a.ex", "defmodule A do\n  def f(x) do\n    IO.inspect(x)\n  end\nend\n", ["debug 3"]),
    ("src/a.test.ts", 'describe.only("a", () => {\n  it.only("b", () => {});\n  fit("c", () => {});\n});\n',
     ["focus 1", "focus 2", "focus 3"]),
    ("spec/a_spec.rb", "RSpec.describe A do\n  fit 'b' do\n  end\n  it 'c', :focus do\n  end\nend\n"
     "", ["focus 2", "focus 4"]),
    ("conf/a.yml", "a: b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n>>>>>>> topic\n# TODO drop it\n",
     ["conflict 2", "conflict 6", "todo 7"]),
    ("views/a.blade.php", "<div>\n  @if ($x)\n    <b>{{ $x }}</b> <!-- TODO: y -->\n  @endif\n", ["todo 3"]),
    ("tests/test_a.py", "def test_a():\n    x = f()\n    print(x)\n    assert x\n", ["debug 3"]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "wanted"), LEFT, ids=[f"{p} {w[0]}" for p, _, w in LEFT])
def test_a_new_leftover(tmp_path: Path, path: str, text: str, wanted: list[str]) -> None:
    assert rows(leftovers(tmp_path, {}, {path: text})) == wanted


@pytest.mark.parametrize(("path", "text", "wanted"), LEFT, ids=[f"{p} {w[0]}" for p, _, w in LEFT])
def test_one_that_moved_down(tmp_path: Path, path: str, text: str, wanted: list[str]) -> None:
    opening = "<?php\n" if text.startswith("<?php") else ""
    package = "package svc\n" if text.startswith("package") else ""
    body = text.removeprefix(opening).removeprefix(package)
    moved = opening + package + "\n" * 4 + body
    assert rows(leftovers(tmp_path, {path: text}, {path: moved})) == []


NONE_LEFT = [
    ("shop/cli.py", "import argparse\n\n\ndef main():\n    print('done')\n"),
    ("scripts/a.js", "console.log('built');\n"),
    ("shop/a.py", "import sys\ndef f():\n    print('no', file=sys.stderr)\n\n\ndef print_table(t):\n    print(t)\n"),
    ("bin/a", "#!/usr/bin/env python\nprint(1)\n"),
    ("src/a.ts", "try { f(); } catch (e) { console.error(e); }\n"),
    ("src/a.ts", "app.listen(80, () => {\n  console.log(`on 80`);\n});\n"),
    ("a.go", "package a\n\nfunc f() { g(context.TODO()) }\n\n// see context.TODO() there\n"),
    ("shop/a.py", "# The price is kept in cents. It is never rounded (see the page).\n# default\n"
     "# note: this is slow\n"
     "# a, b and c\n# read-only\n# get_price()\nx = 'TODO'\n# XXX-XXX-XXXX is the form\n"),
    ("shop/a.py", "# Call it as in this example:\n#     f(1, x=2)\n#     g(h.i(3))\nx = 1\n"
     "# e.g. f(a.b(1))\n# pylint: disable=x\n"),
    ("src/a.ts", "/**\n * f(1);\n * const x = g(2);\n */\nexport function f() {}\n// Returns the sum; see g().\n"
     "// @ts-ignore\n// eslint-disable-next-line no-eval\n// https://example.org/a?b=c;\n"),
    ("a.rs", "/// let x = f(1);\n//! g();\nfn f() {}\n// SAFETY: the pointer is valid\n"),
    ("app/a.rb", "# frozen_string_literal: true\n# this is a plain sentence\n# returns nil when missing\n"
     "# rubocop:disable Style/X\n"),
    ("A.java", "class A {\n  // Create the thing (if needed)\n  // see Foo#bar\n  void f() {}\n}\n"),
    ("tests/test_a.py", "def test_a():\n    print('---- creating ----')\n    print('step one')\n"),
    ("docs/a.md", "TODO\n<<<<<<< HEAD\n"),
    ("vendor/a.js", "console.log(1); // TODO\n"),
    ("config/a.yml", "# key: value\n# - item\na: b\n"),
    ("shop/a.py", "# order.lines is Union[Line, Gift];\n# it follows the rules above (see module TODO)\nx = 1\n"),
    ("src/fit.ts", 'fit("the curve", () => 1);\n'),
    ("spec/a_spec.rb", "describe A do\n  it 'keeps focus' do\n  end\nend\n"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text"), NONE_LEFT, ids=[f"{n} {p}" for n, (p, _) in enumerate(NONE_LEFT)])
def test_no_leftover(tmp_path: Path, path: str, text: str) -> None:
    assert rows(leftovers(tmp_path, {}, {path: text})) == []


@pytest.mark.parametrize(
    ("manifest", "text", "wanted"),
    [
        ("package.json", '{\n  "bin": {"a": "a.js"}\n}', []),
        ("package.json", '{"dependencies": {"commander": "1"}}', []),
        ("package.json", '{"dependencies": {"commander": "1", "express": "4"}}', ["debug 1"]),
        ("package.json", '{"dependencies": {"zod": "1"}}', ["debug 1"]),
    ],
)
def test_the_nearest_manifest_tells_a_command(
    tmp_path: Path, manifest: str, text: str, wanted: list[str]
) -> None:
    assert (
        rows(leftovers(tmp_path, {f"pkg/{manifest}": text}, {"pkg/src/a.js": "console.log(1);\n"})) == wanted
    )


def test_a_file_that_speaks_by_printing_goes_on_so(tmp_path: Path) -> None:
    before = "".join(f"def f{n}():\n    print('step {n}')\n" for n in range(3))
    found = leftovers(
        tmp_path, {"a.py": before}, {"a.py": before + "def g(x):\n    print('last', x)\n    print(x)\n"}
    )
    assert rows(found) == ["debug 9"]


def test_code_that_the_change_puts_out_of_use(tmp_path: Path) -> None:
    before = "def f():\n    charge(order.total)\n    return 1\n"
    after = "def f():\n    # charge(order.total)\n    return 1\n"
    assert rows(leftovers(tmp_path, {"a.py": before}, {"a.py": after})) == ["commented-code 2"]


def test_a_note_that_is_only_reworded_is_not_new(tmp_path: Path) -> None:
    before, after = "# TODO: handle the error here\nx = 1\n", "# TODO(ada): handle the errors here\nx = 1\n"
    assert rows(leftovers(tmp_path, {"a.py": before}, {"a.py": after})) == []


def test_what_moved_to_another_file_is_not_new(tmp_path: Path) -> None:
    text = "# TODO: x\n# y = f(1)\nprint(z)\n"
    assert rows(leftovers(tmp_path, {"a.py": text}, {"a.py": None, "b.py": "import q\n" + text})) == []


def test_a_file_that_cannot_be_parsed_is_named(tmp_path: Path) -> None:
    text = "x = " + "[" * 500 + "]" * 500 + "  # TODO\n"
    assert [u.path for u in leftovers(tmp_path, {}, {"a.py": text}).unseen] == ["a.py"]
