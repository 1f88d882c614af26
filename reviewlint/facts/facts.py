"""All facts of one change, each computed when first asked for and then shared."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reviewlint.errors import ChangeError
from reviewlint.limits import Limits
from reviewlint.record import Record

if TYPE_CHECKING:
    from reviewlint.change.model import Change, Description
    from reviewlint.facts.alerts.model import Alerts
    from reviewlint.facts.boundaries import Boundary
    from reviewlint.facts.complexity import Complexity
    from reviewlint.facts.dependencies.diligence import Diligence
    from reviewlint.facts.dependencies.model import Dependencies
    from reviewlint.facts.docs import Docs
    from reviewlint.facts.doubts.density import Suites
    from reviewlint.facts.duplicates.model import Duplicates
    from reviewlint.facts.habits import Habit
    from reviewlint.facts.jobs.care import Care
    from reviewlint.facts.jobs.model import Jobs
    from reviewlint.facts.launch import Launch
    from reviewlint.facts.leftovers.model import Leftovers
    from reviewlint.facts.model import DescriptionFact, Endpoints, File, Telemetry, Units
    from reviewlint.facts.owners import Owners
    from reviewlint.facts.reach.nearness import Nearness
    from reviewlint.facts.reach.search import Reach
    from reviewlint.facts.resilience.model import Resilience
    from reviewlint.facts.said.repair import Repair
    from reviewlint.facts.scripted.model import ScriptedRequest
    from reviewlint.facts.size.model import Size
    from reviewlint.facts.sources import Sources
    from reviewlint.facts.suppressions.model import Suppressions
    from reviewlint.facts.surface.model import Surface
    from reviewlint.facts.template.model import Template
    from reviewlint.facts.weakened.model import TestChanges
    from reviewlint.index.memory import Memory
    from reviewlint.index.repository import RepositoryIndex


class FactSettings(Record):
    """What a configuration may say about how facts are read."""

    roles: tuple[tuple[str, str], ...] = ()  # (glob, role), first match wins over the built-in conventions
    frameworks: tuple[Path, ...] = ()  # folders with a repository's own framework files
    coverage: tuple[Path, ...] = ()
    max_lines: int = Limits().lines
    cache: bool = True


class Facts:
    """The facts of `change`. Modules are imported late: a fact nobody asks for costs nothing."""

    def __init__(self, change: Change, settings: FactSettings | None = None) -> None:
        self.change, self.settings = change, settings or FactSettings()
        self._near: dict[Nearness, Units] = {}

    @cached_property
    def files(self) -> tuple[File, ...]:
        """The changed files with role and language."""
        from reviewlint.facts.files import establish

        return establish(self.change, self.settings, lambda names: self.index.mentioning(names))

    @cached_property
    def sources(self) -> Sources:
        """Texts, trees and outlines of both sides of the changed files, each made once.

        Raises ChangeError for a change with more lines of code than the settings allow to read.
        """
        from reviewlint.facts.sources import Sources

        lines, most = (
            sum(file.added + file.removed for file in self.files if file.language),
            self.settings.max_lines,
        )
        if lines > most:
            raise ChangeError(
                f"too large to read: {lines:,} changed lines of code (max-lines = {most:,})",
                why=("Nothing was looked at, so nothing is known of it.",),
                next_step="split the change, or raise the limit in the configuration: max-lines",
            )
        return Sources(self.change, self.files, self.memory)

    @cached_property
    def memory(self) -> Memory:
        """What is kept of the repository's blobs between runs; of none where settings or the change forbid it."""
        from reviewlint.index.memory import Memory

        folder = self.change.git_dir if self.settings.cache else None
        return Memory(Path(folder) / "reviewlint" if folder else None)

    def save(self) -> None:
        """Keep what was learned of the repository's blobs: the next run is quick."""
        if "memory" in self.__dict__ and not self.memory.shared:
            self.memory.save()

    @cached_property
    def index(self) -> RepositoryIndex:
        """The head side of the whole repository: who mentions a name, and outlines. Built when first asked."""
        from reviewlint.index.repository import RepositoryIndex

        return RepositoryIndex(self.change, self.memory)

    @cached_property
    def changed_units(self) -> Units:
        """Units with whether their behaviour changed; tests not yet looked for."""
        from reviewlint.facts.units.changed import establish

        return establish(self)

    @cached_property
    def units(self) -> Units:
        """Units with every test that exercises them."""
        from reviewlint.facts.tests import establish

        return establish(self)

    @cached_property
    def units_tested_here(self) -> Units:
        """Units with the tests of the change that use them themselves: read from the files of the change alone."""
        from reviewlint.facts.tests import of_the_diff

        return of_the_diff(self)

    def units_tested_within(self, new: int, old: int | None = None) -> Units:
        """Units with their tests; beside one of the change that is at most `new` steps away no others are listed.

        `old`: the steps to a test that the change leaves alone, where those are others. Whether a unit has a test
        that is near is the same as in `units`, and much cheaper to tell.
        """
        from reviewlint.facts.reach.nearness import Nearness
        from reviewlint.facts.tests import establish

        if "units" in self.__dict__:
            return self.units
        within = Nearness(new, new if old is None else old)
        if within not in self._near:
            self._near[within] = establish(self, within)
        return self._near[within]

    @cached_property
    def reach(self) -> Reach:
        """Who uses what in the repository, as the search for tests remembers it."""
        from reviewlint.facts.reach.search import Reach

        return Reach(self, frozenset(file.path for file in self.files if file.status != "removed"))

    @cached_property
    def suites(self) -> Suites:
        """How thickly the repository is tested, by language and in a browser."""
        from reviewlint.facts.doubts.density import Suites

        return Suites(self.index.paths)

    @cached_property
    def scripted(self) -> tuple[ScriptedRequest, ...]:
        """The requests of tests that are documents, of the head side of the whole repository."""
        from reviewlint.facts.scripted import establish

        return establish(self)

    def test_habit(self, path: str) -> Habit | None:
        """Where the repository would put tests of the source file `path`."""
        from reviewlint.facts.habits import test_habit

        return test_habit(self, path)

    @cached_property
    def endpoints(self) -> Endpoints:
        """What the server serves after and did not serve before, and the reverse."""
        from reviewlint.facts.endpoints import establish

        return establish(self)

    @cached_property
    def jobs(self) -> Jobs:
        """Background work added and removed: schedules, consumers, queued tasks, commands."""
        from reviewlint.facts.jobs import establish

        return establish(self)

    @cached_property
    def surface(self) -> Surface:
        """The contracts that others see, added, changed or removed."""
        from reviewlint.facts.surface import establish

        return establish(self)

    @cached_property
    def docs(self) -> Docs:
        """Documentation that the change updates."""
        from reviewlint.facts.docs import establish

        return establish(self)

    @cached_property
    def owners(self) -> Owners:
        """Who owns what is touched, and who is asked."""
        from reviewlint.facts.owners import establish

        return establish(self)

    @cached_property
    def launches(self) -> tuple[Launch, ...]:
        """What starts to be used with the change."""
        from reviewlint.facts.launch import establish

        return establish(self)

    @cached_property
    def pages(self) -> dict[str, str]:
        """The documentation of the head side, text by path; read when first asked."""
        from reviewlint.facts.mentions import read_pages

        return read_pages(self)

    @cached_property
    def repair(self) -> Repair:
        """What the change comes with as the repair that its description tells of."""
        from reviewlint.facts.said.repair import establish

        return establish(self)

    @cached_property
    def alerts(self) -> Alerts:
        """Alert rules that the change adds or edits, and what they leave unsaid."""
        from reviewlint.facts.alerts import establish

        return establish(self)

    @cached_property
    def boundaries(self) -> tuple[Boundary, ...]:
        """Boundaries that the change crosses, with the tests that cross them."""
        from reviewlint.facts.boundaries import establish

        return establish(self)

    @cached_property
    def job_care(self) -> tuple[Care, ...]:
        """What each new job does about running twice, dry, over much, and failing."""
        from reviewlint.facts.jobs.care import establish

        return establish(self)

    @cached_property
    def telemetry(self) -> Telemetry:
        """Signals added and removed."""
        from reviewlint.facts.telemetry import establish

        return establish(self)

    @cached_property
    def dependencies(self) -> Dependencies:
        """The third-party packages that the manifests of the repository start or stop to ask for."""
        from reviewlint.facts.dependencies import establish

        return establish(self)

    @cached_property
    def diligence(self) -> Diligence:
        """What the libraries at hand do already, beside what the change adds."""
        from reviewlint.facts.dependencies.diligence import establish

        return establish(self)

    @cached_property
    def complexity(self) -> Complexity:
        """Functions with more ways through them than before."""
        from reviewlint.facts.complexity import establish

        return establish(self)

    @cached_property
    def duplicates(self) -> Duplicates:
        """Code of some size that the change writes a second time."""
        from reviewlint.facts.duplicates import establish

        return establish(self)

    @cached_property
    def leftovers(self) -> Leftovers:
        """Notes to do something, debug output, dead code, focus and conflict markers that the change adds."""
        from reviewlint.facts.leftovers import establish

        return establish(self)

    @cached_property
    def size(self) -> Size:
        """How many production lines there are to read, and how they hang together."""
        from reviewlint.facts.size import establish

        return establish(self)

    @cached_property
    def suppressions(self) -> Suppressions:
        """Linters, type checkers and scanners that the change tells to look away."""
        from reviewlint.facts.suppressions import establish

        return establish(self)

    @cached_property
    def resilience(self) -> Resilience:
        """Calls without a timeout, swallowed errors and endless retries that the change adds."""
        from reviewlint.facts.resilience import establish

        return establish(self)

    @cached_property
    def test_changes(self) -> TestChanges:
        """Tests that prove less than before, and new ones."""
        from reviewlint.facts.weakened import establish

        return establish(self)

    @cached_property
    def description(self) -> DescriptionFact:
        """What the description claims."""
        from reviewlint.facts.said.description import establish

        return establish(self)

    @cached_property
    def is_said_to_refactor(self) -> bool:
        """Whether the description says that nothing is meant to behave differently."""
        from reviewlint.facts.said.refactoring import is_said_to_refactor

        return is_said_to_refactor(self)

    @cached_property
    def template(self) -> Template:
        """The diff template, and how the request's text answers it."""
        from reviewlint.facts.template import establish

        return establish(self)

    @property
    def text(self) -> Description:
        """The description itself, in parts."""
        return self.change.description

    def is_added(self, path: str, line: int) -> bool:
        """Whether the diff adds that line of a head file."""
        return line in self.sources.added(path)
