"""Where a hook or a job goes into a YAML document, so that everything else stays as it was written."""

from __future__ import annotations

from typing import Any

Place = tuple[int, str]
"""After how many characters of the text, and what."""


def with_hook(text: str, block: str) -> Place | None:
    """Where `block`, an item of pre-commit's `repos`, goes into its configuration; None where it cannot."""
    repos = _value(text, "repos")
    if repos is None or repos.flow_style or not repos.value:
        return None
    indent = " " * (repos.start_mark.column)
    at = _line_end(text, _last(repos))
    added = "".join(indent + line for line in block.splitlines(keepends=True))
    added = ("" if text[:at].endswith("\n") else "\n") + added
    after = _value(text[:at] + added + text[at:], "repos")
    return (at, added) if after is not None and len(after.value) == len(repos.value) + 1 else None


def with_job(text: str, job: str) -> Place | None:
    """Where `job`, a document of one key, goes into GitLab's document: the end.

    None where that is no mapping, or where its stages leave out the one that a job without a stage runs in.
    """
    document = _document(text)
    if document is None or getattr(document, "flow_style", False) or not isinstance(document.value, list):
        return None
    stages = _value(text, "stages")
    if stages is not None and "test" not in [stage.value for stage in stages.value]:
        return None
    body = job.partition("\n")[2] if job.startswith("#") else job
    added = ("\n" if text.endswith("\n") else "\n\n") + body
    after = _document(text + added)
    whole = after is not None and len(after.value) == len(document.value) + 1
    return (len(text), added) if whole else None


def _document(text: str) -> Any:
    import yaml

    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None


def _value(text: str, key: str) -> Any:
    document = _document(text)
    if document is None or not isinstance(document.value, list):
        return None
    pairs = [pair for pair in document.value if isinstance(pair, tuple)]
    return next((value for name, value in pairs if name.value == key and isinstance(value.value, list)), None)


def _last(node: Any) -> int:
    """The index in the text where the last scalar of a node ends: a collection ends only where the next begins."""
    if not isinstance(node.value, list) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    item = node.value[-1]
    return _last(item[1] if isinstance(item, tuple) else item)


def _line_end(text: str, at: int) -> int:
    if at and text[at - 1] == "\n":  # a block scalar takes its line end along
        return at
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1
