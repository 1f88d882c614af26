"""Is the added code written only once?

Why: what stands twice is mended once, and the copy keeps the fault.
Looks at: added stretches of production code against the repository and the change itself, names of variables aside.
Satisfy: call the code that is there, or move what both need to where both can call it.
Cannot see: code that does the same in other words, and copies across languages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.api import (
    Finding,
    failed,
    matches,
    not_applicable,
    not_evaluated,
    option,
    passed,
)

if TYPE_CHECKING:
    from reviewlint.api import Duplicate, Facts, Outcome

STAGES = ("branch", "commit")


class Options:
    """From which size on a copy counts."""

    min_lines: int = option(10, "lines that a copy must have")
    min_tokens: int = option(100, "tokens that a copy must have")
    ignore: tuple[str, ...] = option((), "path globs of code that may stand twice")


def run(facts: Facts, options: Options) -> Outcome:
    """Fails for each added stretch that stands elsewhere too."""
    found = [one for one in facts.duplicates.added if _counts(one, options)]
    unread = facts.duplicates.unseen
    if found:
        lines = sum(one.end_line - one.line + 1 for one in found)
        return failed(f"{lines} added lines stand elsewhere too", tuple(map(_finding, found)))
    if unread:
        return not_evaluated(f"{unread[0].path}: {unread[0].reason}")
    if not any(file.role == "source" and file.added >= options.min_lines for file in facts.files):
        return not_applicable("no stretch of that size was added")
    return passed("what was added stands nowhere else")


def _counts(one: Duplicate, options: Options) -> bool:
    large = one.end_line - one.line + 1 >= options.min_lines and one.tokens >= options.min_tokens
    paths = (one.path, one.other_path)
    return large and not any(matches(path, options.ignore) for path in paths)


def _finding(one: Duplicate) -> Finding:
    other = f"{one.other_path}:{one.other_line}-{one.other_end_line}"
    message = f"these {one.end_line - one.line + 1} lines stand at {other} too"
    fix = f"call what stands at {other}, or move what both need to one place"
    return Finding(message, one.path, one.line, one.end_line, fix, f"{one.path} {one.other_path}")
