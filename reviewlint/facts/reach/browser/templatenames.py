"""Templates that nobody names: a generic view of Django draws the one of its model, `shop/order_list.html`.

(https://docs.djangoproject.com/en/stable/ref/class-based-views/mixins-multiple-object/)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code

_NAME = regex(r"(?:^|/)([a-z]\w*?)_(list|detail|form|confirm_delete)\.html$")
_KINDS = {
    "list": regex(r"List|View"),
    "detail": regex(r"Detail|View"),
    "form": regex(r"Create|Update|Add|Edit|Form"),
    "confirm_delete": regex(r"Delete|Remove"),
}
_MODEL = regex(r"(?m)^[ \t]*(?:model|queryset)\s*=\s*(?:\w+\.)*?([A-Z]\w*)\b(?!\()")
_SAID = regex(r"(?m)^[ \t]*template_name\s*=")
_MOST = 200  # files that are read

Place = tuple[str, int, int]  # path, scope, line


def drawn_by_views(template: str, code: Code) -> Iterator[Place]:
    """The views that draw `template` since it bears the name of their model."""
    named = _NAME.search(template)
    if named is None:
        return
    for path in sorted(code.mentioning("model", "queryset"))[:_MOST]:
        file = code.file(path) if code.index.language(path) == "python" else None
        for number, definition in enumerate(file.outline.definitions if file is not None else ()):
            if file is None or definition.kind != "class":
                continue
            body = file.text[definition.body : definition.end]
            model = _MODEL.search(body) if _is_kind(named[2], definition.name, definition.bases) else None
            if model is not None and model[1].lower() == named[1] and not _SAID.search(body):
                yield path, number, definition.line


def _is_kind(kind: str, name: str, bases: tuple[str, ...]) -> bool:
    """Whether a class, by its name or its bases, draws templates of a kind."""
    return bool(bases) and any(map(_KINDS[kind].search, (name, *bases)))
