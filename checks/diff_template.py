"""Is the diff template filled in, section by section, and does it agree with what the diff does?

Why: a reviewer who has to guess what a change is for reviews something else.
Looks at: the request's text beside the template of the base (where GitHub and GitLab look, else the bundled one).
Satisfy: answer every section that is not optional, tick what holds, and mend what the diff contradicts.
Cannot see: whether what is written is true, where the code does not tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.api import (
    Evidence,
    Finding,
    failed,
    not_applicable,
    option,
    passed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.api import Facts, Outcome, Template, TemplateAnswer

_WRONG = {
    "missing": "is not in the text",
    "untouched": "is as the template has it",
    "placeholder": "holds only words that stand for an answer",
    "comment": "is answered inside a comment, where nobody sees it",
    "none": "says there is nothing to say",
}


class Options:
    """What counts as filled in."""

    ticks: bool = option(
        True, "an item of a checklist that is not optional must be ticked, struck out or deleted"
    )
    headings: bool = option(
        False, "where the repository has no template, ask for the headings of the bundled one"
    )
    ignore: tuple[str, ...] = option((), "titles of sections that need no answer")


def run(facts: Facts, options: Options) -> Outcome:
    """Fails for every section without an answer, and for every claim that the facts contradict."""
    if facts.text.source != "request":
        return not_applicable("no request text yet (draft one: reviewlint template)")
    template = facts.template
    findings = (*_about_all(template, options), *_open(template, options), *_contradicted(template))
    evidence = tuple(_evidence(template, a) for a in template.answers if a.state == "filled" and a.title)
    if findings:
        return failed(_summary(template, findings), findings, evidence)
    if not template.followed:
        return passed("the repository has no template, and the text says something", evidence)
    return passed(f"every section of {template.path or 'the bundled template'} is filled in", evidence)


def _about_all(template: Template, options: Options) -> Iterator[Finding]:
    where = template.path or "the bundled template"
    if template.empty:
        yield Finding("the request has no text", template.path, 0, fix=f"fill in {where}", symbol="text")
    elif not template.followed and (template.path or options.headings):
        yield Finding(
            f"the text has none of the sections of {where}", template.path, 0,
            fix="start from the template: reviewlint template", symbol="text",
        )  # fmt: skip


def _open(template: Template, options: Options) -> Iterator[Finding]:
    if template.empty or not template.followed:
        return
    for answer in template.answers:
        ignored = answer.title.lower() in (title.lower() for title in options.ignore)
        lenient = answer.state == "missing" and not (template.path or options.headings)
        if answer.required and not ignored and not lenient:
            yield from _of_section(template, answer, options)


def _of_section(template: Template, answer: TemplateAnswer, options: Options) -> Iterator[Finding]:
    title = f'"{answer.title}"' if answer.title else "the text before the first heading"
    if answer.state in _WRONG:
        fix = f"answer {title}, or say why it does not apply"
        yield Finding(
            f"{title} {_WRONG[answer.state]}", template.path, answer.line, fix=fix, symbol=answer.title
        )
    elif answer.state == "unticked" and options.ticks:
        items = "; ".join(answer.items[:3]) + (
            f"; {len(answer.items) - 3} more" if len(answer.items) > 3 else ""
        )
        fix = "tick what holds; strike out or delete what does not apply"
        yield Finding(
            f"{title} is not ticked: {items}", template.path, answer.line, fix=fix, symbol=answer.title
        )


def _contradicted(template: Template) -> Iterator[Finding]:
    for one in template.contradictions:
        message = f'line {one.text_line} of the text says "{one.claim}", but {one.but}'
        yield Finding(message, one.path, one.line, one.line, "correct the text, or the change", one.claim)


def _evidence(template: Template, answer: TemplateAnswer) -> Evidence:
    return Evidence(f'"{answer.title}": {answer.said or "answered"}', template.path, answer.line)


def _summary(template: Template, findings: tuple[Finding, ...]) -> str:
    wrong = len(template.contradictions)
    parts = [f"{len(findings) - wrong} to fill in"] if len(findings) > wrong else []
    parts += [f"{wrong} contradicted by the change"] if wrong else []
    return f"{template.path or 'the bundled template'}: {', '.join(parts)}"
