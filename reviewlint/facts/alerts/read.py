"""The alert rules of one file: YAML, templates of YAML, Terraform."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from reviewlint.data import bundled_toml
from reviewlint.facts.alerts.model import AlertRule
from reviewlint.facts.alerts.yamltree import Tree, read_yaml
from reviewlint.regex import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

QUESTIONS = ("severity", "summary", "runbook", "owner")
_TEMPLATE = regex(
    r"^\s*\{\{|\{\{-?\s*(if|range|include|with|end|template|define)\b|\{\{[^}\"'`\n]*\.(Values|Release)",
    re.MULTILINE,
)
_FILLED = regex(r"\{\{[^}\"'`\n]*\.(Values|Release)|\{\{-?\s*(include|template|define)\b")
_JSON = regex(
    r"AWS::CloudWatch::(Composite)?Alarm|\"alert\"\s*:\s*\"|\"noDataState\"|\"condition\"\s*:\s*\"[A-Z]\d?\""
)
_MARKS = regex(
    r"\balert\s*\+?:|kind:\s*(AlertPolicy|AlertCondition|ServiceLevelObjective|GrafanaAlertRuleGroup)\b"
    r"|\bslos\s*:|AWS::CloudWatch::(Composite)?Alarm"
    r"|^[\s-]*condition\s*:",
    re.MULTILINE,
)
_ELSEWHERE = regex(r"\b(var|local|module|data|each)\.\w")
_TYPES = regex(r"monitor|alert|alarm|rule_group|pagerduty_service")


def may_hold_rules(path: str, text: str) -> bool:
    """A cheap look: whether `text` can hold an alert rule at all."""
    kind = path.rpartition(".")[2].lower()
    if kind in ("yml", "yaml", "rules", "libsonnet", "jsonnet", "tpl"):
        return _MARKS.search(text) is not None
    if kind == "json":
        return _JSON.search(text) is not None
    return kind == "tf" and _TYPES.search(text) is not None


def read_rules(path: str, text: str) -> list[AlertRule]:
    """The alert rules in the file at `path`, in order. Raises ValueError where it cannot be parsed."""
    kind = path.rpartition(".")[2].lower()
    if kind == "tf":
        return list(_terraform(path, text))
    if kind in ("libsonnet", "jsonnet", "tpl") or _FILLED.search(text):
        return list(_template(path, text))
    try:
        return [rule for document in _documents(read_yaml(text)) for rule in _document(path, document)]
    except ValueError:
        if _TEMPLATE.search(text):  # else the braces stand in texts, which the alert itself fills in
            return list(_template(path, text))
        raise


@cache
def _rows(table: str) -> tuple[dict[str, Any], ...]:
    return tuple(bundled_toml("alerts.toml")[table])


# --- YAML


def _documents(documents: Iterable[Tree]) -> Iterator[Tree]:
    """The documents, those in a list each, and those that a ConfigMap keeps as texts."""
    for document in documents:
        kind, items, data = (document.get(key) for key in ("kind", "items", "data"))
        if kind is not None and kind.text.endswith("List") and items is not None:
            yield from _documents(item for _, item in items.items)
        elif kind is not None and kind.text == "ConfigMap" and data is not None:
            for _, text in data.items:
                if _MARKS.search(text.text):
                    yield from (_lower(tree, text.line) for tree in read_yaml(text.text))
        else:
            yield document


def _lower(tree: Tree, lines: int) -> Tree:
    """A tree with its lines counted on from another place."""
    items = tuple((key, _lower(item, lines)) for key, item in tree.items)
    return Tree(tree.text, items, tree.line + lines)


def _document(path: str, document: Tree) -> Iterator[AlertRule]:
    seen: set[int] = set()
    of = document.get("kind")
    for row in _rows("yaml"):
        if "kind" in row and (of is None or of.text != row["kind"]):
            continue
        for rule, group in _at(document, row["rule"].split(".") if row["rule"] else [], document):
            name = rule.get(row["key"])
            if rule.line in seen or not _is_rule(rule, row, name):
                continue
            seen.add(rule.line)
            told = dict(_flat(rule, "")) | {f"^{k}": v for k, v in _flat(_outer(document, row), "")}
            labels = group.get("labels")
            told |= {f"^labels.{k}": v for k, v in _flat(labels, "")} if labels is not None else {}
            line = name.line if name is not None else rule.line
            title = (name.text if name is not None else "") or row["name"]
            yield _rule(path, title, line, row, told, False)


def _is_rule(rule: Tree, row: dict[str, Any], name: Tree | None) -> bool:
    if "when" in row:
        key, _, value = row["when"].partition("=")
        found = rule.get(key)
        return found is not None and found.text == value
    if row["name"] == "Grafana alerting":
        return name is not None and rule.get("condition") is not None
    return name is not None or (row["name"] == "Sloth" and rule.get("alerting") is not None)


def _at(tree: Tree, steps: list[str], group: Tree) -> Iterator[tuple[Tree, Tree]]:
    """What stands at a path of keys, each with the mapping that holds the list it is in."""
    if not steps:
        yield tree, group
        return
    if steps[0] == "**":
        yield from _at(tree, steps[1:], group)
    for key, item in tree.items:
        if steps[0] == "**":
            yield from _at(item, steps, group)
        elif steps[0] in ("*", key):
            yield from _at(item, steps[1:], group if steps[0] == "*" else tree)


def _outer(document: Tree, row: dict[str, Any]) -> Tree:
    """The document without its rules: labels and the like that hold for all of them."""
    first = row["rule"].partition(".")[0]
    kept = [(key, item) for key, item in document.items if key not in (first, "spec", "groups")]
    return document._replace(items=tuple(kept))


def _flat(tree: Tree, above: str) -> Iterator[tuple[str, str]]:
    for key, item in tree.items:
        path = f"{above}.{key}" if above else key
        yield path, item.text
        yield from _flat(item, path)


# --- what a rule says


def _rule(
    path: str, name: str, line: int, row: dict[str, Any], told: dict[str, str], partial: bool
) -> AlertRule:
    missing = tuple(q for q in QUESTIONS if q in row and not _answered(row[q], told))
    open_ = "types" in row and [q for q in missing if any(_filled(place, told) for place in row[q])]
    sure = tuple(q for q in missing if not open_ or q not in open_)
    content = tuple(sorted((key, value) for key, value in told.items() if not key.startswith("^")))
    return AlertRule(
        name, path, line, row["name"], sure or missing, partial or bool(open_ and not sure), content
    )


def _answered(places: Iterable[str], told: dict[str, str]) -> bool:
    return any(_answers(place, told) for place in places)


def _filled(place: str, told: dict[str, str]) -> bool:
    """Whether a value that could answer is made of others, which stand elsewhere."""
    key = place.partition("~")[0].removesuffix(".*")
    return _ELSEWHERE.search(told.get(key, "")) is not None


def _answers(place: str, told: dict[str, str]) -> bool:
    key, _, pattern = place.partition("~")
    if "*" in key:
        wanted = re.compile(re.escape(key).replace(r"\*", "[^.]+"))
        values = [value for name, value in told.items() if wanted.fullmatch(name)]
    else:
        below = [v for name, v in told.items() if name.startswith(f"{key}.")]
        values = [told[key] or " ".join(below)] if key in told else []
    return any(bool(value.strip()) and re.search(pattern, value) is not None for value in values)


# --- templates


def _template(path: str, text: str) -> Iterator[AlertRule]:
    """Prometheus rules in a Helm or Jsonnet template, by keys and indentation: values stay unseen."""
    from reviewlint.facts.telemetry.entries import read_entries

    row = next(row for row in _rows("yaml") if row["name"] == "Prometheus")
    name, line, told = "", 0, dict[str, str]()
    for entry in read_entries(text):
        if entry.path[-1] == "alert":
            if name:
                yield _rule(path, name, line, row, told, True)
            name, line, told = entry.value or "alert", entry.line, {}
        elif name and len(entry.path) > 1 and entry.path[-2] in ("labels", "annotations"):
            told[f"{entry.path[-2]}.{entry.path[-1]}"] = entry.value or "…"
    if name:
        yield _rule(path, name, line, row, told, True)


# --- Terraform


def _terraform(path: str, text: str) -> Iterator[AlertRule]:
    from reviewlint.syntax.hcl import resources

    for kind, name, block in resources(text):
        row = next((r for r in _rows("terraform") if re.fullmatch(r["types"], kind)), None)
        if row is None:
            continue
        inner = [b for b in _blocks(block) if _name(b) == row["rule"]] if "rule" in row else []
        for part in inner or [block]:
            told = dict(_attributes(part, ""))
            own = told.get("name", "").strip('"') if inner else f"{kind}.{name}"
            yield _rule(path, own or name, part.range().start.line + 1, row, told, False)


def _body(block: SgNode) -> list[SgNode]:
    body = next((child for child in block.children() if child.kind() == "body"), None)
    return body.children() if body is not None else []


def _blocks(block: SgNode) -> list[SgNode]:
    return [child for child in _body(block) if child.kind() == "block"]


def _name(node: SgNode) -> str:
    return node.children()[0].text().strip('"') if node.children() else ""


def _attributes(block: SgNode, above: str) -> Iterator[tuple[str, str]]:
    for child in _body(block):
        key = f"{above}.{_name(child)}" if above else _name(child)
        if child.kind() == "attribute":
            value = child.text().partition("=")[2].strip()
            yield key, "" if value in ('""', "[]", "{}", "null") else value
            for inner in re.finditer(r"^[ \t]*+\"?(\w+)\"?\s*[=:]\s*(.+?),?$", value, re.MULTILINE):
                yield f"{key}.{inner[1]}", inner[2]
        elif child.kind() == "block":
            yield key, "{}"
            yield from _attributes(child, key)
