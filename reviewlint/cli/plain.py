"""The words of an ordinary `check`, read without Click, whose import would be a sixteenth of a small run.

Whatever is not plainly one of these, or may be wrong, is left to Click, which has the messages for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reviewlint.cli.settings import Settings, gather
from reviewlint.report import FORMATS

Given = dict[str, Any]

_ONE = {
    "-C": "directory",
    "--config": "config",
    "-b": "base",
    "--base": "base",
    "--from-ref": "from_ref",
    "--to-ref": "to_ref",
    "--diff": "diff",
    "--description": "description",
    "--message-file": "message_file",
    "--format": "format_",
}
_MANY = {"--select": "select", "--ignore": "ignore", "--report": "reports", "--coverage": "coverage"}
_FLAGS = {
    "-s": "staged",
    "--staged": "staged",
    "--include-untracked": "include_untracked",
    "-e": "exit_zero",
    "--exit-zero": "exit_zero",
    "-q": "quiet",
    "--quiet": "quiet",
}
_LOUDER = frozenset(("-v", "--verbose"))
_OTHERS: Given = {"range": None, "colour": None, "fail_on": None, "debug": False, "verbose": 0}
_VARIABLES = ("REVIEWLINT_", "_REVIEWLINT_")  # by which options are given, and completion asked for


def read(words: list[str], variables: Iterable[str]) -> tuple[Settings, Given] | None:
    """The settings and options of `reviewlint [-C DIR] check …`; None where Click has to look at the words."""
    before, words = (words[:2], words[2:]) if words[:1] == ["-C"] else ([], words)
    if words[:1] != ["check"] or any(name.startswith(_VARIABLES) for name in variables):
        return None
    outer, given = options_of(before), options_of(words[1:])
    if outer is None or given is None:
        return None
    return gather(given, gather(outer, Settings())), given


def options_of(words: list[str]) -> Given | None:
    """What Click makes of the words behind `check`; None where it may have something to say about them."""
    given: Given = _nothing()
    left = iter(words)
    for word in left:
        name, equals, value = word.partition("=") if word.startswith("--") else (word, "", "")
        if name in _ONE or name in _MANY:
            value = value if equals else next(left, "")
            if not _takes(given, name, value):
                return None
        elif equals or not _notes(given, word):
            return None
    return given


def _nothing() -> Given:
    return {
        **_OTHERS,
        **dict.fromkeys(_ONE.values()),
        **dict.fromkeys(_MANY.values(), ()),
        **dict.fromkeys(_FLAGS.values(), False),
    }


def _takes(given: Given, name: str, value: str) -> bool:
    """Whether the value of an option is one that needs no second look; it is then in `given`."""
    if not value or (value[0] == "-" and value != "-"):
        return False
    if name in _MANY:
        given[_MANY[name]] += (value,)
        return True
    key = _ONE[name]
    if given[key] is not None or (key == "format_" and value not in FORMATS):
        return False
    given[key] = value
    return True


def _notes(given: Given, word: str) -> bool:
    """Whether a word is a flag or the range; it is then in `given`."""
    if word in _LOUDER:
        given["verbose"] += 1
    elif word in _FLAGS:
        given[_FLAGS[word]] = True
    elif word and word[0] != "-" and given["range"] is None:
        given["range"] = word
    else:
        return False
    return True
