"""What the author says of the change: a request's text, a commit-msg hook's file, or commit messages."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from reviewlint.change import messages
from reviewlint.change.model import Description, Section, Task, Trailer
from reviewlint.change.narrow import MOST, narrowed
from reviewlint.change.trailers import trailers_of
from reviewlint.errors import ChangeError, UsageError
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.change.ci.model import RequestText

_STRUCTURED = regex(r"^[ \t]*+(#|=+[ \t]*+$|-+[ \t]*+$)|\[[ xX]\]", re.MULTILINE)
_SCISSORS = regex(r"^(\S) -+ >8 -+\n", re.MULTILINE)

Messages = list[tuple[str, str, str]]  # (abbreviated commit, its message, its author), newest first


def describer(
    description: str | None,
    message_file: str | None,
    commits: Callable[[], Messages],
    event: RequestText | None = None,
) -> Callable[[], Description]:
    """A function that makes the description when it is wanted. The files are read now: they may not exist.

    Raises UsageError for a file that cannot be read, ChangeError for one over the limit.
    """
    if description is not None:
        text = narrowed(_read(description))
        return lambda: from_request(text, commits())
    if message_file is not None:
        message = narrowed(without_comments(_read(message_file)))
        return lambda: from_message(message, commits())
    if event is not None:
        return lambda: from_event(event, commits())
    return lambda: from_commits(commits())


def from_request(text: str, commits: Messages) -> Description:
    """The description of a request's text; its title is its first line, if it is one, else the commits'."""
    title = _title_of(text) or from_commits(commits).title
    sections, tasks = structure(text)
    trailers = (*trailers_of(text, "request", titled=False), *_commit_trailers(commits))
    return Description("request", title, text, sections, tasks, trailers, _texts(commits))


def from_event(event: RequestText, commits: Messages) -> Description:
    """The description of a request as a CI server hands it on: with a title of its own, perhaps cut."""
    found = from_request(narrowed(event.body.replace("\r\n", "\n")), commits)
    return found._replace(title=narrowed(event.title) or found.title, cut=event.truncated)


def from_message(message: str, commits: Messages) -> Description:
    """The description of the commit that is being written."""
    title, _, body = message.strip().partition("\n")
    sections, tasks = structure(body)
    trailers = (*trailers_of(message, "commit-msg"), *_commit_trailers(commits))
    return Description("commit-msg", title.strip(), body.strip(), sections, tasks, trailers, _texts(commits))


def from_commits(commits: Messages) -> Description:
    """The description of a range: the title of its first commit (later ones mend it), the bodies of all."""
    if not commits:
        return Description("none")
    parts = [message.strip().partition("\n") for _, message, _ in reversed(commits)]
    own = [part for part in parts if not part[0].startswith("Merge ")] or parts
    body = "\n\n".join(text for _, _, rest in own if (text := rest.strip()))
    sections, tasks = structure(body)
    return Description(
        "commits", own[0][0].strip(), body, sections, tasks, _commit_trailers(commits), _texts(commits)
    )


def structure(text: str) -> tuple[tuple[Section, ...], tuple[Task, ...]]:
    """Sections and tasks of Markdown `text`; the Markdown library is loaded only where there may be some."""
    if not _STRUCTURED.search(text):
        return (), ()
    from reviewlint.change.markdown import sections_and_tasks

    return sections_and_tasks(text)


def without_comments(message: str) -> str:
    """A commit-msg hook's file as git will store it: cut at the scissors, comment lines left out."""
    scissors = _SCISSORS.search(message)
    mark = scissors[1] if scissors else "#"
    kept = message[: scissors.start()] if scissors else message
    return "".join(line for line in kept.splitlines(keepends=True) if not line.startswith(mark))


def _commit_trailers(commits: Messages) -> tuple[Trailer, ...]:
    return tuple(
        trailer for short, message, author in commits for trailer in trailers_of(message, short, author)
    )


def _texts(commits: Messages) -> tuple[str, ...]:
    return tuple(message for _, message, _ in commits)


def _title_of(text: str) -> str:
    """The first line, if it is a heading of the first level or stands alone as prose."""
    first, _, rest = text.lstrip().partition("\n")
    if re.match(r"#\s+\S", first):
        return first.lstrip("#").strip()
    alone = not rest.partition("\n")[0].strip()
    return "" if not alone or re.match(r"[#>*+<|`\-\[]|\d+[.)]", first) else first.strip()


def _read(name: str) -> str:
    try:
        if name == "-":
            data = sys.stdin.buffer.read(MOST + 1)
        else:
            with open(name, "rb") as file:  # noqa: PTH123 - a name given on the command line
                data = file.read(MOST + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            f"cannot read the description {messages.plain(name)}: {reason}",
            why=("Without it a check of the text would be a guess.",),
            next_step="give the file that holds the request's text, or - for standard input",
        ) from error
    if len(data) > MOST:
        raise ChangeError(f"the description {messages.plain(name)} is over {MOST:,} bytes")
    return data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
