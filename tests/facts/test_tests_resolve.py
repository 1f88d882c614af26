"""Resolution over outlines written by hand: what a reference means, and what it does not."""

from __future__ import annotations

import pytest

from reviewlint.facts.reach.resolve import Target, leads_to, uses
from reviewlint.facts.reach.testcode import honest, is_test_path
from reviewlint.facts.reach.testcode import test_around as around
from reviewlint.syntax.model import Assignment, Definition, Import, Outline, Reference

FETCH = Target.of("shop/client.py", "Client.fetch", "python")


def outline(
    *references: Reference,
    imports: tuple[Import, ...] = (),
    assignments: tuple[Assignment, ...] = (),
    definitions: tuple[Definition, ...] = (),
) -> Outline:
    return Outline("python", definitions, references, imports, assignments, (), 0)


IMPORTED = (Import("shop.client", "Client", "Client", 1, -1),)
MADE = (Assignment("client", "Client", 2, -1),)
CALL = Reference("fetch", "client", "call", 3, -1)


def test_a_call_on_an_instance_of_the_imported_class_is_a_use() -> None:
    file = outline(CALL, imports=IMPORTED, assignments=MADE)
    assert uses(CALL, FETCH, "tests/test_client.py", file, rare=False)


@pytest.mark.parametrize(
    ("reference", "imports"),
    [
        (CALL, IMPORTED),
        (CALL, (Import("shop.other", "Client", "Client", 1, -1),)),
        (Reference("fetch", "", "type", 3, -1), IMPORTED),
    ],
)
def test_a_word_an_import_or_another_receiver_is_no_use(
    reference: Reference, imports: tuple[Import, ...]
) -> None:
    assert not uses(reference, FETCH, "tests/test_client.py", outline(reference, imports=imports), rare=False)


@pytest.mark.parametrize(
    ("module", "target", "path", "leads"),
    [
        ("shop.client", "shop/client.py", "tests/test_a.py", True),
        ("@/lib/db", "src/lib/db.ts", "src/app.ts", True),
        ("../lib", "src/lib/index.ts", "src/app/a.ts", True),
        ("com.shop.Cart", "src/main/java/com/shop/Cart.java", "src/test/java/x/T.java", True),
        ("github.com/x/shop/cart", "cart/add.go", "cmd/main.go", True),
        ("shop.orders", "shop/client.py", "tests/test_a.py", False),
        ("other/db", "src/lib/db.ts", "src/app.ts", False),
    ],
)
def test_where_an_import_leads(module: str, target: str, path: str, leads: bool) -> None:
    assert leads_to(module, Target.of(target, "thing", ""), path) is leads


def test_only_a_test_that_runs_and_asserts_is_honest() -> None:
    def judged(text: str, *decorators: str) -> bool:
        test = Definition("test_a", "function", 1, 9, 0, len(text), 12, -1, decorators, ())
        file = outline(definitions=(test,))
        assert around(file, 0, True) == 0
        return honest(file, 0, text)

    assert judged("def test_a():\n    assert pay() == 1\n")
    assert not judged("def test_a():\n    pay()\n")
    assert not judged("def test_a():\n    # assert pay() == 1\n    pay()\n")
    assert not judged("def test_a():\n    assert pay() == 1\n", "pytest.mark.skip")


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
