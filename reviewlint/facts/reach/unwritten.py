"""Uses that no reference writes: by the text of a name, a mark, a base or a title of tests, a call of a server."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from reviewlint.facts.reach.dispatch.callables import handed_as_text
from reviewlint.facts.reach.dispatch.indirect import commanded
from reviewlint.facts.reach.dispatch.marked import run_by_mark
from reviewlint.facts.reach.frameworks.configurations import configured
from reviewlint.facts.reach.frameworks.genservers import called_back
from reviewlint.facts.reach.frameworks.livewire import called_on_component
from reviewlint.facts.reach.frameworks.stores import named_in_store
from reviewlint.facts.reach.suites.sharedexamples import shared_for
from reviewlint.facts.reach.types.heirs import taking_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code
    from reviewlint.facts.reach.imports.modules import Modules
    from reviewlint.facts.reach.target import Target
    from reviewlint.facts.reach.types.hierarchy import Hierarchy


def unwritten(
    target: Target, code: Code, modules: Modules, hierarchy: Hierarchy
) -> Iterator[tuple[str, int, int]]:
    """(path, scope, line) of each such use of `target`."""
    below = hierarchy.family(target.path, target.owner).below if target.owner else frozenset[str]()
    return chain(
        commanded(target, code),
        run_by_mark(target, code, modules),
        called_back(target, code),
        shared_for(target, below, code),
        handed_as_text(target, below, code),
        called_on_component(target, below, code),
        configured(target, code),
        named_in_store(target, code),
        taking_over(target, code, hierarchy),
    )
