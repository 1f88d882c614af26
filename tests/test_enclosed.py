"""What is cut out is what the obvious pattern cuts out, at once whatever the text."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from reviewlint.enclosed import COMMENT, blanked, without

TEXTS = st.lists(st.sampled_from(["<!--", "-->", "a", "\n", " ", "-", "<", "/*", "*/"]), max_size=30).map(
    "".join
)
SLOW = re.compile(r"<!--.*?-->|/\*.*?\*/", re.DOTALL)


@given(TEXTS)
def test_without_is_what_the_pattern_leaves(text: str) -> None:
    assert without(text, COMMENT, ("/*", "*/")) == SLOW.sub("", text)


@given(TEXTS)
def test_blanked_keeps_every_place(text: str) -> None:
    shown = blanked(text, COMMENT, ("/*", "*/"))
    assert len(shown) == len(text)
    assert [n for n, c in enumerate(shown) if c == "\n"] == [n for n, c in enumerate(text) if c == "\n"]
    assert shown.replace(" ", "").replace("\n", "") == re.sub(r"\s", "", without(text, COMMENT, ("/*", "*/")))


def test_an_open_comment_reaches_to_the_end_where_it_does_in_html() -> None:
    assert without("a <!-- b", COMMENT) == "a <!-- b"
    assert without("a <!-- b", COMMENT, open_ended=True) == "a "


def test_a_text_of_openers_is_read_at_once() -> None:
    text = "<!--" * 300_000
    assert without(text, COMMENT) == text
