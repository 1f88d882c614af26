"""Everything a check may import. A check is a file; its name, with `-` for `_`, is its id.

    '''Does every new thing have its other half?

    Why: one or two sentences.
    Looks at: the facts it reads.
    Satisfy: what settles it.
    Cannot see: its honest limit.
    '''
    from reviewlint.api import Facts, Outcome, failed, not_applicable, option, passed

    STAGES = ("branch", "commit")        # "commit": for one staged commit too; "message": for its message

    class Options:
        most: int = option(3, "how many may be missing")

    def run(facts: Facts, options: Options) -> Outcome: ...

`Options` and `STAGES` may be left out (no options; a branch only). A check reads facts, never files, and
returns one Outcome: the first line of its docstring is the question, the sections are what `explain` prints.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

from reviewlint.checklist.model import (
    Evidence,
    Finding,
    Outcome,
    failed,
    needs_human,
    not_applicable,
    not_evaluated,
    passed,
)
from reviewlint.checklist.options import Declared

if TYPE_CHECKING:
    from reviewlint.facts.alerts.model import AlertRule
    from reviewlint.facts.announced import announced
    from reviewlint.facts.boundaries import Boundary
    from reviewlint.facts.complexity import Grown
    from reviewlint.facts.dependencies.diligence import Handmade, Rival
    from reviewlint.facts.dependencies.grounds import grounds, names_it
    from reviewlint.facts.dependencies.model import Dependency
    from reviewlint.facts.documents import Document, Link, documents, outside, title_of
    from reviewlint.facts.doubts.additions import only_adds
    from reviewlint.facts.doubts.due import is_plainly_due
    from reviewlint.facts.doubts.served import serves_anew
    from reviewlint.facts.doubts.signs import Doubt, doubts
    from reviewlint.facts.duplicates.model import Duplicate
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.jobs.care import Care
    from reviewlint.facts.jobs.model import Job
    from reviewlint.facts.launch import Launch
    from reviewlint.facts.leftovers.model import Leftover
    from reviewlint.facts.mentions import Mention, page_beside, pages_about, told
    from reviewlint.facts.model import Endpoint, File, Signal, TestUse, Unit, Units, Unseen
    from reviewlint.facts.owners import OwnedFile, Owners
    from reviewlint.facts.resilience.model import Weakness
    from reviewlint.facts.said.repair import Repair
    from reviewlint.facts.size.model import Part, Size
    from reviewlint.facts.suppressions.model import Suppression
    from reviewlint.facts.surface.model import Contract, Surface
    from reviewlint.facts.template.model import Answer as TemplateAnswer
    from reviewlint.facts.template.model import Template
    from reviewlint.facts.weakened.model import NewTest, WeakenedTest

__all__ = [
    "AlertRule", "Boundary", "Care", "Contract", "Dependency", "Document", "Doubt", "Duplicate", "Endpoint", "Evidence",
    "Facts", "File", "Finding", "Grown", "Handmade", "Job", "Launch", "Leftover", "Link", "Mention",
    "NewTest", "Outcome", "OwnedFile", "Owners", "Part", "Repair", "Rival", "Signal", "Size",
    "Suppression", "Surface", "Template", "TemplateAnswer", "TestUse", "Unit", "Units", "Unseen",
    "WeakenedTest", "Weakness",
    "announced", "counted", "documents", "doubts", "failed", "grounds", "is_plainly_due", "matches", "named",
    "names_it", "needs_human", "not_applicable", "not_evaluated", "only_adds", "option", "outside", "page_beside",
    "pages_about", "passed", "serves_anew", "title_of", "told",
]  # fmt: skip

_WHERE = {
    "AlertRule": "facts.alerts.model",
    "Boundary": "facts.boundaries",
    "Care": "facts.jobs.care",
    "Contract": "facts.surface.model",
    "Dependency": "facts.dependencies.model",
    "Document": "facts.documents",
    "Doubt": "facts.doubts.signs",
    "Duplicate": "facts.duplicates.model",
    "Endpoint": "facts.model",
    "Facts": "facts.facts",
    "File": "facts.model",
    "Grown": "facts.complexity",
    "Handmade": "facts.dependencies.diligence",
    "Job": "facts.jobs.model",
    "Launch": "facts.launch",
    "Leftover": "facts.leftovers.model",
    "Link": "facts.documents",
    "Mention": "facts.mentions",
    "NewTest": "facts.weakened.model",
    "OwnedFile": "facts.owners",
    "Owners": "facts.owners",
    "Part": "facts.size.model",
    "Repair": "facts.said.repair",
    "Rival": "facts.dependencies.diligence",
    "Signal": "facts.model",
    "Size": "facts.size.model",
    "Suppression": "facts.suppressions.model",
    "Surface": "facts.surface.model",
    "Template": "facts.template.model",
    "TemplateAnswer": "facts.template.model:Answer",
    "TestUse": "facts.model",
    "Unit": "facts.model",
    "Units": "facts.model",
    "Unseen": "facts.model",
    "WeakenedTest": "facts.weakened.model",
    "Weakness": "facts.resilience.model",
    "announced": "facts.announced",
    "documents": "facts.documents",
    "doubts": "facts.doubts.signs",
    "grounds": "facts.dependencies.grounds",
    "is_plainly_due": "facts.doubts.due",
    "names_it": "facts.dependencies.grounds",
    "only_adds": "facts.doubts.additions",
    "serves_anew": "facts.doubts.served",
    "outside": "facts.documents",
    "page_beside": "facts.mentions",
    "pages_about": "facts.mentions",
    "title_of": "facts.documents",
    "told": "facts.mentions",
}
"""Where each of the others stands: a check loads what it names, not what all checks together name."""

T = TypeVar("T")


def option(default: T, help: str, *, pattern: bool = False) -> T:
    """A field of a check's Options: its default (bool, int, str, or a tuple of strings) and one line of help.

    `pattern`: a regular expression; one that is none is an error of the configuration.
    """
    value: Any = Declared(default, help, pattern)
    return value  # type: ignore[no-any-return]  # read from an instance it is the default


def counted(number: int, word: str, plural: str = "") -> str:
    """`number` with what is counted, in its singular or plural: "1 test", "3 tests", "2 boundaries"."""
    return f"{number} {word if number == 1 else plural or f'{word}s'}"


def matches(path: str, globs: Iterable[str]) -> bool:
    """Whether one of the path globs matches `path`, as everywhere in the configuration (see the README)."""
    from reviewlint.globs import globs_of

    return globs_of(tuple(globs)).match(path)


def named(name: str, globs: Iterable[str]) -> bool:
    """Whether one of the globs is `name`, the name of a package or the like: `*` stands for anything in it."""
    from fnmatch import fnmatchcase

    return any(fnmatchcase(name, glob) for glob in globs)


def __getattr__(name: str) -> Any:
    """The name, loaded when a check imports it (PEP 562); a function when it is first called."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = partial(_call, name) if name[0].islower() else _load(name)
    globals()[name] = value
    return value


def _load(name: str) -> Any:
    module, _, own = _WHERE[name].partition(":")
    return getattr(import_module(f"reviewlint.{module}"), own or name)


def _call(name: str, *given: Any, **named: Any) -> Any:
    return _load(name)(*given, **named)
