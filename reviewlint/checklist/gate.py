"""Whether the change alters the gate that judges it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reviewlint.checklist.model import Finding, Result
from reviewlint.config import FOLDER, Config
from reviewlint.config_read import OWN_FILES, PYPROJECT

if TYPE_CHECKING:
    from reviewlint.change.model import Change, FileChange, Side

ID = "gate-changed"
TITLE = "Does this change alter the gate that judges it?"
SIDES: tuple[Side, Side] = ("base", "head")
_OWNERS = frozenset(f"{folder}CODEOWNERS" for folder in ("", ".github/", ".gitlab/", "docs/"))


def gate_changed(change: Change, config: Config) -> tuple[Result, ...]:
    """One result for a person when the change touches configuration, own checks, frameworks or owners."""
    findings = tuple(_finding(file) for file in change.files if _of_gate(change, config, file))
    if not findings:
        return ()
    summary = "this change alters the gate that judges it"
    return (Result(ID, TITLE, "needs-human", "ask", summary, findings),)


def _finding(file: FileChange) -> Finding:
    return Finding(
        f"{file.status}: it decides what is asked of a change",
        path=file.path,
        fix="agree on it with the owners of the gate; in CI it counts only once it is merged",
        symbol=file.path,
    )


def _of_gate(change: Change, config: Config, file: FileChange) -> bool:
    named = {config.file, *config.extends} - {PYPROJECT}
    folders = [FOLDER, *config.frameworks, *(name for name, _ in config.plugins if "/" in name)]
    for path in filter(None, {file.path, file.old_path}):
        if path in OWN_FILES or path in _OWNERS or path in named:
            return True
        if any(path.startswith(f"{folder.rstrip('/').removeprefix('./')}/") for folder in folders):
            return True
    return PYPROJECT in (file.path, file.old_path) and _tables_differ(change, file)


def _tables_differ(change: Change, file: FileChange) -> bool:
    before, after = (_own_table(change.text(file, side)) for side in SIDES)
    return bool(before != after)


def _own_table(text: str | None) -> Any:
    if not text or "reviewlint" not in text:
        return None
    import tomllib

    try:
        return tomllib.loads(text).get("tool", {}).get("reviewlint")
    except tomllib.TOMLDecodeError:
        return text
