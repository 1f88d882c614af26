"""Objects of the repository through one long-lived `git cat-file --batch`."""

from __future__ import annotations

import subprocess
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO

from reviewlint.change import git, messages
from reviewlint.change.repository import Repository
from reviewlint.errors import ChangeError
from reviewlint.record import Record
from reviewlint.regex import regex

_OID = regex(r"[0-9a-f]{40,64}")
_WINDOW = 64  # questions under way: their text always fits into a pipe, so nobody waits for ever


class StoredObject(Record):
    """An object as stored. `data` is None when it was over the limit and not kept."""

    oid: str
    kind: str
    size: int
    data: bytes | None


class _Question:
    __slots__ = ("answer", "done", "limit")

    def __init__(self, limit: int | None) -> None:
        self.limit = limit
        self.done = False
        self.answer: StoredObject | None = None


class Objects:
    """Answers "what is this name?" and "what is in it?". Starts its process with the first question."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._process: subprocess.Popen[bytes] | None = None
        self._waiting: deque[_Question] = deque()

    def start(self) -> None:
        """Start the process now, so that it gets ready while others work."""
        if self._process is None:
            self._process = git.start(
                ["cat-file", "--batch"],
                cwd=self._repository.git_dir,
                env=self._repository.environment,
                stdin=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )

    def get(self, name: str, limit: int | None = None) -> StoredObject | None:
        """The object that `name` (an id, or any revision git can resolve) stands for; None if there is none.

        A name never reaches a command line, so none can be taken for an option. Some names that lead nowhere
        (`@{99}`) end git's process: the next question starts another one.
        """
        if "\n" in name or "\0" in name:
            return None
        try:
            return self._settle(self._ask([name], limit)[0])
        except ChangeError:
            self.close()
            if _OID.match(name):
                raise
            return None

    def many(
        self, oids: Iterable[str], limit: int | None = None
    ) -> Iterator[tuple[str, StoredObject | None]]:
        """The objects with these ids, in the order asked; questions run ahead of the answers."""
        pending: deque[tuple[str, _Question]] = deque()
        rest = iter(oids)
        while True:
            if len(pending) <= _WINDOW // 2 and (batch := list(islice(rest, _WINDOW // 2))):
                pending.extend(zip(batch, self._ask(batch, limit), strict=True))
            if not pending:
                return
            oid, question = pending.popleft()
            yield oid, self._settle(question)

    def close(self) -> None:
        """End the process. Safe to call twice; a later question starts another one."""
        if self._process is not None:
            git.stop(self._process)
            self._process = None
            self._waiting.clear()

    def _ask(self, names: list[str], limit: int | None) -> list[_Question]:
        self.start()
        while len(self._waiting) > _WINDOW:
            self._read()
        questions = [_Question(limit) for _ in names]
        text = "".join(name + "\n" for name in names)
        try:
            stdin = self._pipe("stdin")
            stdin.write(text.encode("utf-8", "surrogateescape"))
            stdin.flush()
        except BrokenPipeError as error:
            raise messages.git_failed("reading objects", b"") from error
        self._waiting.extend(questions)
        return questions

    def _settle(self, question: _Question) -> StoredObject | None:
        while not question.done:
            self._read()
        return question.answer

    def _read(self) -> None:
        question = self._waiting.popleft()
        stdout = self._pipe("stdout")
        header = stdout.readline()
        if not header:
            raise messages.git_failed("reading objects", b"it ended early")
        question.done = True
        oid, _, rest = header.rstrip(b"\n").partition(b" ")
        kind, _, size = rest.partition(b" ")
        if not size.isdigit() or kind not in (b"blob", b"tree", b"commit", b"tag"):
            return
        length = int(size)
        data = _take(stdout, length, question.limit)
        question.answer = StoredObject(oid.decode(), kind.decode(), length, data)

    def _pipe(self, name: str) -> IO[bytes]:
        pipe: IO[bytes] = getattr(self._process, name)
        return pipe


def _take(stdout: IO[bytes], size: int, limit: int | None) -> bytes | None:
    """The next `size` bytes and the line end after them; over the limit they are passed by."""
    if limit is None or size <= limit:
        data = stdout.read(size + 1)
        if len(data) != size + 1:
            raise messages.git_failed("reading objects", b"it ended early")
        return data[:-1]
    left = size + 1
    while left:
        part = stdout.read(min(left, 1 << 20))
        if not part:
            raise messages.git_failed("reading objects", b"it ended early")
        left -= len(part)
    return None
