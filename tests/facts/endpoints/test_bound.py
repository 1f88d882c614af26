"""The methods that decorators bind, and how a file full of decorators is read."""

from __future__ import annotations

from reviewlint.facts.endpoints.classes import bound
from reviewlint.syntax.tree import parse


def test_the_methods_of_a_decorator_over_several_lines() -> None:
    text = '@api_view(\n    ["GET", "POST"],\n)\n@cached\ndef orders(request):\n    pass\n'
    assert bound("orders", "views.py", parse(text, "python"), None) == ["GET", "POST"]


def test_decorators_of_another_function_bind_nothing() -> None:
    text = "@require_POST\ndef pay(request):\n    pass\n\n\ndef orders(request):\n    pass\n"
    assert bound("orders", "views.py", parse(text, "python"), None) == []
    assert bound("pay", "views.py", parse(text, "python"), None) == ["POST"]


def test_many_decorated_methods_above_are_read_once() -> None:
    """A pattern that tries each way to split them would not come to an end."""
    method = "    @action(detail=True)\n    @extend_schema(\n        a=1,\n    )\n"
    text = f"class View:\n{method * 60}    def last(self):\n        pass\n"
    assert bound("missing", "views.py", parse(text, "python"), None) == []
