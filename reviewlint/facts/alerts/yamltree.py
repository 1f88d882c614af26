"""YAML as a tree with lines: safe (no tag is acted upon), bounded in size, depth and aliases."""

from __future__ import annotations

import re

from reviewlint.record import Record
from reviewlint.regex import regex

MAX_NODES = 60_000
MAX_ALIASES = 200
MAX_DEPTH = 60
_DEEP = regex(r"^ {200}|(?:[-?:] ){60}|[\[{(]{60}", re.MULTILINE)


class Tree(Record):
    """A scalar (`text`), a mapping (`items` with keys) or a list (`items` keyed by number)."""

    text: str
    items: tuple[tuple[str, Tree], ...]
    line: int

    def get(self, dotted: str) -> Tree | None:
        """What stands at a path of keys; keys may hold dots themselves."""
        for key, item in self.items:
            if key == dotted:
                return item
            if dotted.startswith(f"{key}."):
                found = item.get(dotted[len(key) + 1 :])
                if found is not None:
                    return found
        return None


def read_yaml(text: str) -> list[Tree]:
    """The documents in `text`. Raises ValueError for what is no YAML, or too much of it."""
    import yaml

    _verify_flat(text)
    budget = _Budget()
    loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        events = 0
        for event in yaml.parse(text, Loader=loader):
            events += isinstance(event, yaml.AliasEvent)
            if events > MAX_ALIASES:
                raise ValueError("too many aliases")
        return [budget.tree(node, 0) for node in yaml.compose_all(text, Loader=loader) if node is not None]
    except yaml.YAMLError as error:
        raise ValueError(str(getattr(error, "problem", None) or "not valid YAML")) from error
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _verify_flat(text: str) -> None:
    """Refuse what is nested deeply: the reader's time grows with its square, and its stack is the process's."""
    from reviewlint.syntax.tree import Unparsable, refuse_large

    try:
        refuse_large(text)
    except Unparsable as problem:
        raise ValueError(problem.reason) from problem
    if _DEEP.search(text):
        raise ValueError("nested too deeply")


class _Budget:
    """Counts nodes, so that aliases of aliases end before memory does."""

    def __init__(self) -> None:
        self.left = MAX_NODES

    def tree(self, node: object, depth: int) -> Tree:
        import yaml

        self.left -= 1
        if self.left < 0 or depth > MAX_DEPTH:
            raise ValueError("too many nodes" if self.left < 0 else "nested too deeply")
        if isinstance(node, yaml.MappingNode):
            pairs = [(str(getattr(k, "value", "")), self._kept(k, v, depth)) for k, v in node.value]
            return Tree("", tuple(pairs), node.start_mark.line + 1)
        if isinstance(node, yaml.SequenceNode):
            items = [(str(number), self.tree(item, depth + 1)) for number, item in enumerate(node.value)]
            return Tree("", tuple(items), node.start_mark.line + 1)
        assert isinstance(node, yaml.ScalarNode)  # noqa: S101  there are three kinds of nodes
        return Tree(str(node.value), (), node.start_mark.line + 1)

    def _kept(self, key: object, value: object, depth: int) -> Tree:
        import yaml

        tree = self.tree(value, depth + 1)
        return tree._replace(line=key.start_mark.line + 1) if isinstance(key, yaml.Node) else tree
