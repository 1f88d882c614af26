"""The diff template of the repository, and how the request's text answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.template.model import Template

if TYPE_CHECKING:
    from reviewlint.change.model import Change
    from reviewlint.facts.facts import Facts


def establish(facts: Facts) -> Template:
    """The template, and what the request's text answers; without a request's text only the template."""
    from reviewlint.facts.template.claims import contradictions
    from reviewlint.facts.template.compare import answers, keeps_items, says_anything

    description = facts.text
    text = description.body if description.source == "request" else ""
    path, template = chosen(facts.change, text)
    if description.source != "request":
        return Template(path, template)
    answered = answers(template, text)
    titled = [answer for answer in answered if answer.title]
    return Template(
        path,
        template,
        answered,
        contradictions(facts, text),
        followed=any(a.state != "missing" for a in titled) if titled else keeps_items(template, text),
        empty=not says_anything(text),
    )


def chosen(change: Change, text: str) -> tuple[str, str]:
    """(path, text) of the template that a request's text follows; of several the one it has most sections of."""
    from reviewlint.data import bundled
    from reviewlint.facts.template.compare import shared
    from reviewlint.facts.template.places import templates

    found = templates(change)
    if not found:
        return "", (bundled("config") / "templates" / "default.md").read_text("utf-8")
    if not text or len(found) == 1:
        return found[0]
    return max(found, key=lambda template: shared(template[1], text))
