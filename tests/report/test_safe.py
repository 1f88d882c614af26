from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from reviewlint.report.json import dump
from reviewlint.report.safe import ascii_only, clean, line

_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@given(st.text(st.characters(categories=None, exclude_categories=())))
def test_nothing_is_left_that_a_terminal_or_a_runner_obeys(text: str) -> None:
    shown = line(clean(text))
    assert not _OBEYED.search(shown)
    assert not shown.lstrip().startswith("::")
    assert "##[" not in shown
    shown.encode()
    assert ascii_only(shown).isascii()


def test_odd_names_stay_recognisable() -> None:
    assert clean("caf\udce9.py") == "caf\\xe9.py"
    assert clean("a\x1b[2Jb") == "a\\x1b[2Jb"
    assert clean("a\u202eb") == "a\\u202eb"
    assert line("  ::error::x") == "  \\x3a:error::x"
    assert line("x##[add-mask]y") == "x##\\x5badd-mask]y"
    assert clean("C::D in a b") == "C::D in a b"
    assert ascii_only("a · b → c … é") == "a | b -> c ... \\xe9"


def test_json_is_readable_for_strict_readers_and_holds_no_command() -> None:
    text = dump({"path": "caf\udce9.py", "message": "##[error]x", "list": ["é"]})
    assert text.isascii()
    assert "##[" not in text
    assert "\\udce9" not in text
    import json

    assert json.loads(text) == {"path": "caf\\xe9.py", "message": "##[error]x", "list": ["é"]}
