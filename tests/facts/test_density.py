"""How thickly a repository is tested, by the names of its files."""

from __future__ import annotations

from reviewlint.facts.doubts.density import Density, Suites


def density(paths: list[str], language: str) -> Density:
    return Suites(paths).of(language)


SOURCES = [f"shop/m{number}.py" for number in range(100)]
TESTS = [f"tests/test_m{number}.py" for number in range(20)]


def test_a_suite_of_some_size_hides_a_slight_change() -> None:
    suite = density([*SOURCES, *TESTS], "python")
    assert (len(suite.tests), suite.sources) == (20, 100)
    assert suite.hides(20, decides=False)
    assert not suite.hides(20, decides=True)
    assert not suite.hides(40, decides=False)
    assert suite.hides(40, decides=True, draws=True)
    assert not suite.hides(200, decides=False, draws=True)
    thick = density([*SOURCES[:30], *TESTS], "python")
    assert thick.hides(400, decides=True)
    assert not thick.hides(400, decides=True, new=200)
    assert suite.hides(20, decides=False, new=9)
    assert not suite.hides(20, decides=False, new=10)
    assert not density([*SOURCES, *TESTS[:10]], "python").hides(20, decides=False)


def test_what_tests_are_given_is_no_test() -> None:
    given = [f"tests/fixtures/rates{number}.py" for number in range(20)]
    marks = ["tests/__init__.py", "tests/conftest.py", "tests/testdata/a.py", "tests/__mocks__/b.py"]
    suite = density([*SOURCES, *TESTS[:10], *given, *marks], "python")
    assert (len(suite.tests), suite.sources) == (10, 100)
    assert not suite.hides(20, decides=False)


def test_a_thin_suite_hides_no_test_and_one_of_some_size_only_of_a_large_change() -> None:
    some = density([*SOURCES, *TESTS, *(f"tests/test_n{number}.py" for number in range(5))], "python")
    assert (density([*SOURCES, *TESTS[:19]], "python").is_thin(20), some.is_thin(20)) == (True, False)
    assert some.is_thin(300)
    assert not density([*SOURCES[:50], *TESTS], "python").is_thin(300)
