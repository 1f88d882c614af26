"""Tests of Pest that are one chain of calls and no function: `it("greets")->get("/")->assertOk();`.

At the top of a file the functions of its package for Laravel begin such a test, too: `getJson("api/cart")->assertOk();`
(https://pestphp.com/docs/higher-order-testing).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

_TEXT = r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'"
_OPENS = regex(
    rf"(?:it|test)\(\s*(?P<title>{_TEXT})\s*\)\Z"
    rf"|(?:get|post|put|patch|delete|options)(?:Json)?\(\s*(?P<address>{_TEXT})\s*[,)]"
)
_CHAIN = ("member_call_expression", "nullsafe_member_call_expression", "member_access_expression")
_PACKAGE = "Pest\\Laravel"
_LONGEST = 400  # characters of the call that begins one


def chained(node: SgNode, text: str) -> tuple[str, int] | None:
    """The title and the end of the test that the call `node` of the file `text` begins; None for any other call."""
    found = _OPENS.match(node.text()[:_LONGEST])
    if found is None or (found["title"] is None and _PACKAGE not in text):
        return None
    last = node
    while (above := last.parent()) is not None and above.kind() in _CHAIN:
        last = above
    if last is node or above is None or above.kind() != "expression_statement":
        return None
    holder = above.parent()
    if found["title"] is None and (holder is None or holder.kind() != "program"):
        return None
    title = (found["title"] or found["address"])[1:-1].replace(".", " ")
    return title, last.range().end.index
