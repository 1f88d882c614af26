"""What `init` would write: new files, and text added to files that are there. Nothing is written here."""

from __future__ import annotations

from pathlib import Path

from reviewlint.config_read import PYPROJECT
from reviewlint.data import bundled
from reviewlint.record import Record
from reviewlint.setup.insert import with_hook, with_job
from reviewlint.setup.survey import PRE_COMMIT, Server, Survey

_CONFIG = """[{table}]
# basic: what is nearly always right blocks; l3 asks the whole checklist; strict blocks on all of it.
# The checks and their levels here: reviewlint list. How often each would fire: reviewlint replay
extends = "basic"
"""
_HUSKY = "reviewlint check in .husky/pre-push"
_LEFTHOOK = "pre-push: commands: reviewlint: run: reviewlint check"


class Edit(Record):
    """Text that goes into a file after `at` characters of it; a new file starts with nothing."""

    path: str
    text: str
    what: str
    at: int | None = None  # None: the file is new

    @property
    def lines(self) -> list[str]:
        """The lines that are added."""
        return self.text.strip("\n").split("\n")


class Plan(Record):
    """The edits, what is there already, and what somebody has to do by hand."""

    edits: tuple[Edit, ...]
    kept: tuple[str, ...]
    by_hand: tuple[str, ...]


def plan(root: Path, found: Survey, configured: str) -> Plan:
    """What is to be written below `root`; `configured` is the file that holds a configuration, "" without one."""
    made: list[Edit | str | tuple[str]] = [
        _config(root, configured),
        _template(root, found),
        _hook(root, found),
        _job(root, found.server),
    ]
    return Plan(
        tuple(one for one in made if isinstance(one, Edit)),
        tuple(one for one in made if isinstance(one, str)),
        tuple(one[0] for one in made if isinstance(one, tuple) and not isinstance(one, Edit)),
    )


def _config(root: Path, configured: str) -> Edit | str:
    if configured:
        return f"{configured} configures reviewlint"
    text = _read(root, PYPROJECT)
    added = _gap(text or "") + _CONFIG.format(table="tool.reviewlint")
    if text is None or not _is_toml(text + added):
        return Edit("reviewlint.toml", _CONFIG.format(table="reviewlint"), "the configuration")
    return Edit(PYPROJECT, added, "[tool.reviewlint] at the end; the rest is untouched", len(text))


def _template(root: Path, found: Survey) -> Edit | str:
    there = found.templates[0] if found.templates else ""
    path = found.server.template if found.server else ".github/pull_request_template.md"
    if there or (root / path).exists():
        return f"{there or path} is the template of a request's text"
    text = (bundled("config") / "templates" / "default.md").read_text("utf-8")
    return Edit(path, text, "the template of a request's text")


def _hook(root: Path, found: Survey) -> Edit | str | tuple[str]:
    if found.hook_keeper in ("Husky", "lefthook"):
        line = _HUSKY if found.hook_keeper == "Husky" else _LEFTHOOK
        return (f"{found.hook_keeper} keeps the hooks here: {line} (docs/hooks.md)",)
    block = (bundled("config") / "templates" / "pre-commit.yaml").read_text("utf-8")
    text = _read(root, PRE_COMMIT)
    if text is None:
        return Edit(PRE_COMMIT, "repos:\n" + _indented(block, 2), "the hook reviewlint, stage pre-push")
    if "id: reviewlint" in text:
        return f"{PRE_COMMIT} has the hook reviewlint"
    place = with_hook(text, block)
    if place is None:
        return (f"{PRE_COMMIT} is written in a way that text cannot be added to: see docs/hooks.md",)
    return Edit(PRE_COMMIT, place[1], "the hook reviewlint, stage pre-push; the rest is untouched", place[0])


def _job(root: Path, server: Server | None) -> Edit | str | tuple[str]:
    if server is None:
        return ("no CI server was recognised: docs/ci has a job for each",)
    job = (bundled("docs/ci") / server.source).read_text("utf-8")
    text = _read(root, server.file)
    if text is None:
        return Edit(server.file, job, f"the job for {server.name}")
    if "reviewlint" in text:
        return f"{server.file} has a job for reviewlint"
    place = with_job(text, job) if server.append else None
    if place is None:
        return (f"{server.file} is there: take over what docs/ci/{server.source} says",)
    return Edit(
        server.file, place[1], f"the job for {server.name} at the end; the rest is untouched", place[0]
    )


def _read(root: Path, path: str) -> str | None:
    """The text of a file that may be added to, line ends as they are. Raises UsageError for a link."""
    from reviewlint.errors import UsageError
    from reviewlint.setup.write import refuse_link

    refuse_link(root, path)
    try:
        return (root / path).read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error


def _is_toml(text: str) -> bool:
    import tomllib

    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _gap(text: str) -> str:
    return "" if not text else "\n" if text.endswith("\n") else "\n\n"


def _indented(block: str, by: int) -> str:
    return "".join(" " * by + line for line in block.splitlines(keepends=True))
