"""Which tests reach a unit: over real repositories, with the chain as evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewlint.change.open import Request, open_change
from reviewlint.facts.facts import Facts
from reviewlint.facts.model import TestUse
from reviewlint.facts.reach.testcode import asserts, is_test_path
from tests.facts.changed import facts_of

FILES = dict[str, str]


def reached(folder: Path, before: FILES, after: FILES, name: str) -> tuple[TestUse, ...]:
    """The tests of the unit called `name` that `after` changes."""
    with facts_of(folder, before, after) as facts:
        (unit,) = (unit for unit in facts.units.units if unit.name == name)
        return unit.tests


CLIENT = """
class Client:
    def fetch(self):
        return {}
"""
API = """
from shop.client import Client

def get():
    return Client().fetch()
"""
TEST = """
from shop import api

def test_get():
    assert api.get() == 1
"""
PACKAGE = {"shop/__init__.py": "", "shop/api.py": API, "tests/test_api.py": TEST}


def test_the_chain_of_calls_is_the_evidence(tmp_path: Path) -> None:
    before = {**PACKAGE, "shop/client.py": CLIENT.format(0)}
    (test,) = reached(tmp_path, before, {"shop/client.py": CLIENT.format(1)}, "Client.fetch")
    assert test.via == ("tests/test_api.py:5", "api.get", "Client.fetch")
    assert (test.path, test.line, test.how, test.steps) == ("tests/test_api.py", 5, "existing", 2)


def test_a_test_of_the_change_comes_first(tmp_path: Path) -> None:
    before = {**PACKAGE, "shop/client.py": CLIENT.format(0)}
    nearer = "from shop.client import Client\n\ndef test_fetch():\n    assert Client().fetch() == 1\n"
    touched = TEST + "    assert api.get() > 0\n"
    before["tests/test_client.py"] = nearer
    after = {"shop/client.py": CLIENT.format(1), "tests/test_api.py": touched}
    tests = reached(tmp_path, before, after, "Client.fetch")
    assert [(test.how, test.steps) for test in tests][:2] == [("in-diff", 2), ("in-diff", 2)]
    assert tests[-1].how == "existing"


def test_the_second_search_of_a_repository_finds_the_same(tmp_path: Path) -> None:
    before = {**PACKAGE, "shop/client.py": CLIENT.format(0)}
    first = reached(tmp_path, before, {"shop/client.py": CLIENT.format(1)}, "Client.fetch")
    again = open_change(Request(directory=tmp_path / "changed", range="HEAD^..HEAD"))
    try:
        assert [unit.tests for unit in Facts(again).units.units if unit.tests] == [first]
    finally:
        again.close()


@pytest.mark.parametrize(
    ("body", "honest"),
    [
        ("def test_a():\n    assert pay() == 1\n", True),
        ("def test_a():\n    with pytest.raises(ValueError):\n        pay()\n", True),
        ("it('pays', () => {\n  expect(pay()).toBe(1)\n})", True),
        ("def test_a():\n    pay()\n", False),
        ("def test_a():\n    # assert pay() == 1\n    pay()\n", False),
        ("it('is made', () => {\n  expect(service).toBeDefined();\n})", False),
        ("def test_a():\n    pay()\n    assert True\n", False),
    ],
)
def test_what_asserts(body: str, honest: bool) -> None:
    assert asserts(body) is honest


@pytest.mark.parametrize(
    ("path", "is_test"),
    [
        ("tests/api/helpers.py", True), ("src/cart.test.tsx", True), ("pkg/cart_test.go", True),
        ("spec/models/user_spec.rb", True),
        ("Shop.Tests/CartTests.cs", True), ("src/integrationTest/A.java", True),
        ("src/latest/contest.py", False), ("shop/testimonials.py", False), ("app/models/spectrum.rb", False),
    ],
)  # fmt: skip
def test_which_paths_hold_tests(path: str, is_test: bool) -> None:
    assert is_test_path(path) is is_test


LOG = """
class Log:
    def critical(self):
        return 1

    def acritical(self):
        return 2

    def quiet(self):
        return 3
"""
ASKED = """
import pytest
from shop.log import Log

@pytest.mark.parametrize("name", ["critical"])
def test_levels(name):
    log = Log()
    assert getattr(log, name)()
    assert getattr(log, f"a{name}")()
"""


@pytest.mark.parametrize(("number", "name", "found"), [(1, "critical", True), (3, "quiet", False)])
def test_a_parameter_names_the_method_that_a_test_asks_for(
    tmp_path: Path, number: int, name: str, found: bool
) -> None:
    before = {"shop/__init__.py": "", "shop/log.py": LOG, "tests/test_log.py": ASKED}
    after = {"shop/log.py": LOG.replace(f"return {number}", "return 9")}
    assert bool(reached(tmp_path, before, after, f"Log.{name}")) is found


def test_an_import_with_a_fallback_means_what_it_imports(tmp_path: Path) -> None:
    main = "def main():\n    return 1\n"
    package = "try:\n    from ._main import main\nexcept ImportError:\n    def main():\n        return 0\n"
    test = "import shop\n\ndef test_main():\n    assert shop.main() == 1\n"
    before = {"shop/__init__.py": package, "shop/_main.py": main, "tests/test_main.py": test}
    assert reached(tmp_path, before, {"shop/_main.py": main.replace("1", "2")}, "main")


def test_a_class_inside_of_a_class_is_made_through_the_object(tmp_path: Path) -> None:
    jar = (
        "class Jar:\n    def read(self):\n        return self._Page(1)\n\n"
        "    class _Page:\n        def __init__(self, number):\n            self.number = number\n"
    )
    test = "from shop.jar import Jar\n\ndef test_read():\n    assert Jar().read().number == 1\n"
    before = {"shop/__init__.py": "", "shop/jar.py": jar, "tests/test_jar.py": test}
    after = {"shop/jar.py": jar.replace("= number", "= number + 1")}
    assert reached(tmp_path, before, after, "Jar._Page.__init__")


def test_a_standard_library_calls_what_it_is_given(tmp_path: Path) -> None:
    jar = (
        "class Page:\n    def get_full_url(self):\n        return 1\n\n    def get_other(self):\n        return 2\n\n"
        "def fill(jar):\n    jar.add_cookie_header(Page())\n"
    )
    test = "from shop.jar import fill\n\ndef test_fill(jar):\n    assert fill(jar) is None\n"
    before = {"shop/__init__.py": "", "shop/jar.py": jar, "tests/test_jar.py": test}
    assert reached(tmp_path / "a", before, {"shop/jar.py": jar.replace("1", "3")}, "Page.get_full_url")
    assert not reached(tmp_path / "b", before, {"shop/jar.py": jar.replace("2", "3")}, "Page.get_other")


@pytest.mark.parametrize(("operation", "found"), [("Sum(1) << 2", True), ("Sum(1)", False)])
def test_a_rare_operator_runs_where_it_is_written(tmp_path: Path, operation: str, found: bool) -> None:
    total = (
        "class Sum:\n    def __init__(self, number):\n        self.number = number\n\n"
        "    def __lshift__(self, by):\n        return 1\n"
    )
    test = f"from shop.total import Sum\n\ndef test_sum():\n    assert {operation}\n"
    before = {"shop/__init__.py": "", "shop/total.py": total, "tests/test_total.py": test}
    after = {"shop/total.py": total.replace("return 1", "return 2")}
    assert bool(reached(tmp_path, before, after, "Sum.__lshift__")) is found
