"""What one commit of the past made of files: their texts before it and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.change.contents import decoded
from reviewlint.limits import current
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reviewlint.change.objects import Objects, StoredObject

_PARENT = regex(r"(?m)^parent ([0-9a-f]{40,64})$")
_MOST = 20_000  # commits that are walked


def texts_around(
    objects: Objects, base: str, commit: str, paths: Iterable[str]
) -> Mapping[str, tuple[str, str]]:
    """The texts of `paths` before that commit and after it ("" where a file did not exist).

    Empty where `base` does not hold the commit, or where it or one of what was before it is not stored.
    """
    done = objects.get(f"{commit}^{{commit}}")
    before = objects.get(f"{commit}^^{{commit}}", limit=0)
    if done is None or before is None or not _holds(objects, base, done.oid):
        return {}
    return {path: (_text(objects, before, path), _text(objects, done, path)) for path in paths}


def _text(objects: Objects, commit: StoredObject, path: str) -> str:
    found = objects.get(f"{commit.oid}:{path}", limit=current().bytes)
    return decoded(found.data) if found is not None and found.kind == "blob" and found.data else ""


def _holds(objects: Objects, base: str, commit: str) -> bool:
    """Whether `commit` is `base` or one of those before it, as far as these are stored."""
    seen, level = {base}, [base]
    while level and len(seen) < _MOST:
        if commit in seen:
            return True
        found = (one.data for _, one in objects.many(level) if one is not None and one.kind == "commit")
        parents = (_PARENT.findall(decoded(data).partition("\n\n")[0]) for data in found if data)
        level = list(dict.fromkeys(oid for some in parents for oid in some if oid not in seen))
        seen.update(level)
    return commit in seen
