"""Where the forges look for the template of a request's text, in their order."""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewlint.change.model import Change

_FOLDERS = (".github", "", "docs", ".gitea", ".forgejo", ".azuredevops", ".vsts")
_FOLDER = "|".join(re.escape(folder) for folder in _FOLDERS if folder)
_ENDING = r"(?:\.md|\.markdown|\.txt)?"
_ONE = regex(rf"(?:({_FOLDER})/)?pull_request_template{_ENDING}", re.I)
_SEVERAL = regex(rf"(?:({_FOLDER})/)?pull_request_template/(?:branches/)?[^/]+\.(?:md|markdown|txt)", re.I)
_GITLAB = regex(r"\.gitlab/merge_request_templates/[^/]+\.md", re.I)
_MOST = 40
_SYMLINK = 0o120000


def templates(change: Change) -> tuple[tuple[str, str], ...]:
    """(path, text) of every template on the base side, the one that is taken without a choice first."""
    tree = change.tree("base")
    paths = ordered(tree)[:_MOST]
    leads = {path: _target(change, path) for path in paths}
    texts = change.read("base", [target for target in leads.values() if target])
    return tuple((path, texts[target]) for path, target in leads.items() if target in texts)


def ordered(paths: Iterable[str]) -> list[str]:
    """The paths that are templates, in the order in which they are taken."""
    ranked = ((rank, path) for path in paths if (rank := _rank(path)) is not None)
    return [path for _, path in sorted(ranked)]


def _rank(path: str) -> tuple[int, int, str] | None:
    if "template" not in path.lower():
        return None
    for number, pattern in enumerate((_ONE, _GITLAB, _SEVERAL)):
        found = pattern.fullmatch(path)
        if found:
            return (number, _place(found, path), path.lower())
    return None


def _place(found: re.Match[str], path: str) -> int:
    """Among templates of one kind: the folder's rank, or the one that is called default first."""
    if not found.re.groups:  # GitLab's
        return 0 if path.lower().endswith("/default.md") else 1
    folder = (found[1] or "").lower()
    return _FOLDERS.index(folder)


def _target(change: Change, path: str) -> str:
    """The path itself, or what it links to inside the repository; "" for a link that leads out of it."""
    tree = change.tree("base")
    for _ in range(3):
        if tree[path].mode != _SYMLINK:
            return path
        link = next((data for _, data in change.blobs([tree[path].oid])), b"").decode("utf-8", "replace")
        path = normpath(join(dirname(path), link))
        if path not in tree:
            return ""
    return ""
