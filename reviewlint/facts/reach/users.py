"""Who uses a definition: every reference in the repository that may mean it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.reach.browser import components
from reviewlint.facts.reach.browser.handlers import fired
from reviewlint.facts.reach.browser.templates import Templates
from reviewlint.facts.reach.browser.templatetags import TemplateTags
from reviewlint.facts.reach.dispatch import extensions
from reviewlint.facts.reach.dispatch.byname import put_together
from reviewlint.facts.reach.dispatch.bypath import named_by_path, naming
from reviewlint.facts.reach.dispatch.delegates import delegating, hands_on
from reviewlint.facts.reach.dispatch.handed import is_put_off, is_routed, named_by, tacitly
from reviewlint.facts.reach.dispatch.indirect import by_name, loading, run_by_name, validates
from reviewlint.facts.reach.dispatch.kept import Kept
from reviewlint.facts.reach.dispatch.keyed import only_checked, runs_none
from reviewlint.facts.reach.dispatch.leftopen import is_awaited, is_left_open
from reviewlint.facts.reach.dispatch.mixins import taken_in
from reviewlint.facts.reach.dispatch.registered import asked
from reviewlint.facts.reach.dispatch.traits import handed, in_programs
from reviewlint.facts.reach.dispatch.visitors import Visitors
from reviewlint.facts.reach.frameworks.actors import sent
from reviewlint.facts.reach.frameworks.annotated import acting
from reviewlint.facts.reach.frameworks.callbacks import around_actions
from reviewlint.facts.reach.frameworks.contexts import Contexts
from reviewlint.facts.reach.frameworks.events import raising
from reviewlint.facts.reach.frameworks.lifecycles import launched
from reviewlint.facts.reach.frameworks.policies import asking
from reviewlint.facts.reach.frameworks.providers import handed_over
from reviewlint.facts.reach.frameworks.scanned import found_by_base
from reviewlint.facts.reach.frameworks.signals import writing
from reviewlint.facts.reach.holders import given_around
from reviewlint.facts.reach.imports.loaders import of_fields, of_plugin
from reviewlint.facts.reach.imports.moduleattrs import unknown_names
from reviewlint.facts.reach.imports.modules import EXACT, Modules
from reviewlint.facts.reach.imports.plugged import plugged_in
from reviewlint.facts.reach.imports.rustmodules import is_inherent, is_module, names_it
from reviewlint.facts.reach.names import Names
from reviewlint.facts.reach.routes import controllertests
from reviewlint.facts.reach.routes.addressed import bound_at
from reviewlint.facts.reach.routes.around import around_requests, is_handed_over, of_objects
from reviewlint.facts.reach.routes.calledfor import called_for
from reviewlint.facts.reach.routes.formrequests import checked
from reviewlint.facts.reach.routes.procedures import called
from reviewlint.facts.reach.routes.verbs import answered, marked
from reviewlint.facts.reach.suites.mocks import is_stubbed
from reviewlint.facts.reach.suites.subjects import driven
from reviewlint.facts.reach.target import Target
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.facts.reach.types.constructions import constructions, from_above, handing_on, of_itself
from reviewlint.facts.reach.types.conversions import made_of
from reviewlint.facts.reach.types.fields import by_own_test
from reviewlint.facts.reach.types.heirs import class_statements, is_above, makes_classes, marked_with
from reviewlint.facts.reach.types.helped import Helped
from reviewlint.facts.reach.types.hierarchy import Hierarchy, speak
from reviewlint.facts.reach.types.making import held, makes
from reviewlint.facts.reach.types.namesakes import spelt
from reviewlint.facts.reach.types.owners import knows_owner
from reviewlint.facts.reach.types.receivers import Receivers
from reviewlint.facts.reach.types.siblings import Siblings
from reviewlint.facts.reach.types.signatures import Signature, beside, may_see, told_by
from reviewlint.facts.reach.types.unmade import only_named
from reviewlint.facts.reach.unnamed import Unnamed
from reviewlint.facts.reach.unwritten import unwritten
from reviewlint.facts.reach.words import words
from reviewlint.record import Record
from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.types.hierarchy import Family, Sought
    from reviewlint.syntax.model import Reference

MAX_FILES = 200  # files that mention a name; of more, those that say something of its owner
_MOST_HEIRS = 40
_MOST_NAMES = 4  # under which a definition is handed on by modules that import it
MANY = 12  # classes that define a method of one name: a call on an unknown receiver says little

_NO_CALL = {"php": ("type", "value")}  # `$order->total` is a field of that name, whatever methods there are
_PROGRAM = regex(r"(^|/)src/(main\.rs|bin/[\w/-]+\.rs)$")


class Use(Record):
    """A place where a definition is used; `cost`: steps that do not stand in the code."""

    path: str
    scope: int
    line: int
    kind: str
    cost: int = 0
    by: str = ""  # "event", "route", or what `named_by` says: what does not run for every test


class Users:
    """Finds the uses of targets over one repository."""

    def __init__(self, code: Code) -> None:
        self.code = code
        self.modules = Modules(code)
        self.contexts = Contexts(code)
        self.hierarchy = Hierarchy(code, self.modules)
        self.names = Names(code, self.modules)
        self._kept, self._tags, self.templates = Kept(code, self.modules), TemplateTags(code), Templates(code)
        self._receivers = Receivers(code, self.modules, self.hierarchy)
        self._helped = Helped(code, self.modules, self.hierarchy, self._receivers)
        self._unnamed = Unnamed(code, self.modules, self.hierarchy, self._receivers)
        self._visitors = Visitors(code, self.hierarchy)

    def of(self, target: Target) -> Iterator[Use]:
        """The uses of `target`."""
        if target.kind in ("method", "class") and self.contexts.is_bean(target):
            yield from self._of_context(target)
        found = unwritten(target, self.code, self.modules, self.hierarchy)
        yield from (Use(*place, "call") for place in found)
        yield from (Use(*place, "call", 1) for place in found_by_base(target, self.code))
        yield from (Use(*place) for place in around_requests(target, self.code))
        if target.language in extensions.LANGUAGES:
            yield from (_use(*found) for found in extensions.called(target, self.code, self._files))
        if target.language in SCRIPTS:
            drawn = components.uses(target, self.code, self.modules)
            yield from (Use(*place[:3], "call", 0, place[3]) for place in drawn)
        if target.kind == "method":
            yield from self._of_method(target)
        elif target.kind == "class":
            yield from self._of_class(target)
            for heir in self.hierarchy.family(target.path, target.qualified).down[:_MOST_HEIRS]:
                yield from self._of_class(Target(heir.path, heir.qualified, "class", target.language))
            yield from self._by_path(target)
        elif target.kind not in ("file", "component"):
            yield from self._of_name(target)
            yield from self._by_path(target)
            if target.qualified == "main" and _PROGRAM.search(target.path):
                yield from (Use(*place, "call") for place in run_by_name(self.code))
            yield from (Use(*place, "call") for place in of_plugin(target, self.code))
            yield from (Use(*place, "call") for place in asked(target, self.code, self.modules))
            yield from (Use(*place, "call", 1) for place in self._kept.reading(target))
            yield from self._of_hook(target)
            yield from of_objects(target, self.code, self._of_name)
            yield from (Use(*place, "call") for place in writing(target, self.code))
            yield from (Use(*place, "value") for place in self._tags.rendering(target))
            if target.language in SCRIPTS:
                yield from (_use(file, reference) for file, reference in called(target, self.code))
            yield from (Use(*place, "value") for place in loading(target, self.code))
            if target.qualified == "__getattr__":
                yield from (Use(*place) for place in unknown_names(target, self.code, self.modules))

    def verbs(self, target: Target) -> str:
        """The verbs of the requests that a method answers for its class, with blanks between; "" for any other."""
        asked = target.kind == "method" and target.language in words().verbs
        return answered(target, self.hierarchy.family(target.path, target.owner).outside) if asked else ""

    # --- functions, variables, classes

    def _of_name(self, target: Target) -> Iterator[Use]:
        typed, table = validates(target, self.code), target.kind == "variable"
        for file, reference in self._named(target):
            if (reference.kind == "type" and not typed) or not self.names.means(reference, target, file):
                continue
            if table and runs_none(reference, file):  # reads the file: last
                continue
            if not is_put_off(file, reference):
                yield _use(file, reference)

    def _of_context(self, target: Target) -> Iterator[Use]:
        """The tests that start a context of its module, and who registers its class in one."""
        yield from (Use(*place, "value", 1) for place in self.contexts.starting(target))
        if target.kind == "method":
            owner = Target(target.path, target.owner, "class", target.language)
            yield from self._of_class(owner, 1)

    def _by_path(self, target: Target) -> Iterator[Use]:
        """Settings that name a definition by its path."""
        paths = naming(target, self.code)
        files = self._files(target, paths) if paths else ()
        yield from (Use(*place, "value") for file in files for place in named_by_path(target, file))

    def _of_hook(self, target: Target) -> Iterator[Use]:
        """A function that nobody calls, of an object that a library is given: `X = Node.create({ draw() {} })`."""
        file = self.code.file(target.path) if target.language in SCRIPTS else None
        given = given_around(file, target.qualified) if file is not None else None
        if given is not None and not self._is_called(target):
            yield Use(target.path, -1, given.line, "value", 2)

    def _is_called(self, target: Target) -> bool:
        files = self._files(target, self.code.mentioning(target.name))
        return any(one.kind == "call" for file in files for one in file.references.get(target.name, ()))

    def _of_class(self, target: Target, cost: int = 0) -> Iterator[Use]:
        family = self.hierarchy.family(target.path, target.qualified)
        yield from (Use(*place, "call", cost + 1) for place in plugged_in(target, family, self.code))
        yield from (_use(file, reference) for file, reference in of_fields(target, self.code, self.modules))
        for file, reference in self._named(target):
            counts = reference.kind != "type" or held(file, reference)
            if counts and (only_named(file, reference) or only_checked(file, reference, self.code)):
                continue
            if counts and self.names.means(reference, target, file) and makes(file, reference):
                yield _use(file, reference, cost)

    def _named(self, target: Target) -> Iterator[tuple[CodeFile, Reference]]:
        paths = self.modules.mentioning(target)
        if self.names.is_default(target):
            stem = target.path.rpartition("/")[2].partition(".")[0]
            folder = target.path.rpartition("/")[0].rpartition("/")[2]
            paths |= self.code.mentioning(folder if stem == "index" else stem)
        renamed, read = set[str](), set[tuple[str, str]]()
        for file in self._files(target, paths):
            for name in (aliases := self.names.aliases(target, file)):
                read.add((file.path, name))
                for reference in file.references.get(name, ()):
                    yield file, reference
            renamed |= aliases if file.language in EXACT and not is_test_path(file.path) else set()
        yield from self._named_anew(target, renamed - {target.name}, read)

    def _named_anew(
        self, target: Target, names: set[str], read: set[tuple[str, str]]
    ) -> Iterator[tuple[CodeFile, Reference]]:
        """The references to it by names that a module imports it under, and offers to others; those `read` left out."""
        for name in sorted(names)[:_MOST_NAMES]:
            for file in self._files(target, self.code.mentioning(name)):
                for alias in {name} | {entry.alias for entry in file.outline.imports if entry.name == name}:
                    for reference in () if (file.path, alias) in read else file.references.get(alias, ()):
                        yield file, reference

    def _files(self, target: Target, paths: frozenset[str], owners: Iterable[str] = ()) -> Iterator[CodeFile]:
        """The files of `paths` that are worth reading; of too many, those nearest to the target.

        A bundle of scripts mentions every word: what cannot call the target is not even parsed.
        """
        paths = frozenset(p for p in paths if speak(self.code.index.language(p), target.language))
        if len(paths) > MAX_FILES:
            stem = target.path.rpartition("/")[2].partition(".")[0]
            folder = target.path.rpartition("/")[0]
            near = self.code.mentioning(*(owners or (stem, folder.rpartition("/")[2])))
            paths = frozenset(p for p in paths if p in near or p.rpartition("/")[0] == folder)
        ranked = (
            sorted(paths, key=lambda p: (not is_test_path(p), p)) if len(paths) > MAX_FILES else sorted(paths)
        )
        for path in ranked[:MAX_FILES]:
            file = self.code.file(path)
            if file is not None:
                yield file

    # --- methods

    def _of_method(self, target: Target) -> Iterator[Use]:
        family = self.hierarchy.family(target.path, target.owner)
        for front, told in delegating(target, family, self.code):
            by = "" if told else marked_with(self.hierarchy.inheriting(family, target.name))
            for use in self._calls(front, self.hierarchy.family(front.path, front.owner), True):
                yield use._replace(cost=use.cost + 1, by=f"{use.by} {by}".strip())
        if family.down and is_left_open(target, self.code) and not is_awaited(target, self.code):
            return
        if target.constructs:
            if not words().made_on_import.isdisjoint(family.outside):
                return
            yield from constructions(target, family, self.code, self.hierarchy, self._of_class)
            itself = of_itself(target, family, self.code, self.hierarchy)
            yield from (_use(file, reference) for file, reference in itself)
            yield from (Use(*place, "call") for place in handing_on(target, family, self.code))
            yield from (_use(*found, 1) for found in from_above(target, family, self.code))
        meta = makes_classes(family)
        runs = meta or self.hierarchy.runs(family, target.name, target.line)
        yield from self._calls(target, family, runs)
        yield from (Use(*place) for place in put_together(target, family, self.code))
        yield from (Use(*place) for place in handed_over(target, self.code, self.hierarchy))
        yield from (Use(*place) for place in called_for(target, family, self.code))
        yield from (Use(*place[:3], "call", 0, place[3]) for place in self.templates.calling(target))
        yield from (Use(*place, "call") for place in checked(target, family, self.code))
        yield from (Use(*place, "call") for place in launched(target, family, self.code, self.hierarchy))
        around = around_actions(target, self.code, self.hierarchy)
        yield from (Use(*place[:3], "call", place[3]) for place in around)
        yield from (Use(*place, "call", 1, "event") for place in raising(target, self.code))
        written = (by_name(target, self.code), acting(target, self.code), self._helped.calls(target, family))
        own = (*written, self._visitors.asking(target))
        rails = controllertests.asking(target, family, self.code, self.hierarchy)
        apart = (*own, rails, asking(target, self.code), driven(target, family, self.code, self.hierarchy))
        yield from (Use(*place, "call", 1) for places in apart for place in places)
        if target.language == "rust":
            yield from (Use(*place) for place in made_of(target, self.code))
            found = (*handed(target, self.code), *in_programs(target, self.code))
            yield from (Use(*place, "call", 1) for place in found)
            yield from (Use(*place, "call") for place in sent(target, self.code))
        if (way := taken_in(target)) is not None:
            yield from self._taking_in(target, way)
        if meta or target.name in ("__init_subclass__", "inherited"):
            yield from (Use(*place, "value") for place in class_statements(family, self.code))
        if runs and not target.constructs:
            cost = self._unnamed.cost(target, family)
            if cost is not None:
                by, far = marked(self.verbs(target)), is_handed_over(target, self.code)
                for use in self._instances(target, family, cost):
                    behind = far and not is_test_path(use.path)  # it runs for requests, not where it is made
                    also = "route" if behind else tacitly(target, use.path)
                    yield use._replace(by=by or use.by or also, cost=use.cost + behind)

    def _taking_in(self, target: Target, way: re.Pattern[str]) -> Iterator[Use]:
        """Where a class takes in the module whose hook the method is."""
        for use in self._of_class(Target(target.path, target.owner, "class", target.language)):
            file = self.code.file(use.path)
            if file is not None and way.search(file.line(use.line)):
                yield use

    def _calls(self, target: Target, family: Family, runs: bool) -> Iterator[Use]:
        sure, doubtful, many = self._judged(target, family, runs)
        sure, doubtful = (list(self._helped.narrowed(uses, target, family)) for uses in (sure, doubtful))
        own = self.code.mentioning(*spelt(family.below)) if many else frozenset()
        near = [use for use in doubtful if not use.cost] if many else doubtful
        heirs = marked_with(self.hierarchy.inheriting(family, target.name)) if many else ""
        for number, use in enumerate((*sure, *near)):
            far = many and use.path not in own
            if far and heirs and number < len(sure) and is_above(use.path, use.scope, family, self.code):
                yield use._replace(by=f"{use.by} {heirs}".strip())
            yield use._replace(cost=2) if far else use
        if many and runs and doubtful and not words().is_written(target.name, target.language):
            by = named_by(target)
            yield from (use._replace(by=by or use.by) for use in self._instances(target, family, 1))

    def _judged(self, target: Target, family: Family, runs: bool) -> tuple[list[Use], list[Use], bool]:
        """The calls that mean the method, those that may, and whether many classes have one of that name.

        A doubtful call costs a step more where its file says nothing of the owner.
        """
        sure, doubtful, through = list[Use](), list[Use](), set[Use]()
        definers: set[tuple[str, str]] = set()
        inside = family.names - family.outside
        sought = self.hierarchy.sought(family, target.name, target.line)
        told, signature = told_by(target), Signature(target, family, self.code)
        above = [c for c in family.up if self.hierarchy.defines(c, target.name)]
        siblings = Siblings(family, above, self.hierarchy, target.language)
        owners = family.below | {c.name for c in above} | sought.fronts
        known, common = self.code.mentioning(*owners), target.name in words().common
        known |= beside(target, self.code.mentioning(*told)) if told else frozenset()
        named = self.code.mentioning(target.name) if len(target.name) > 1 else known
        for file in self._files(target, named, inside):
            if not may_see(target, file, self.code) or siblings.stands_in(file):
                continue
            definers |= {(file.path, d.name) for d in file.methods.get(target.name, ())}
            for reference in file.references.get(target.name, ()):
                if reference.kind in _NO_CALL.get(file.language, ("type",)) or not (
                    runs or reference.receiver.startswith("super")
                ):
                    continue
                if is_module(reference, file) or hands_on(reference, file):
                    continue
                verdict = self._receivers.verdict(reference, target, file, sought)
                if not signature.admits(reference, file, verdict) or is_stubbed(file, reference):
                    continue
                if is_put_off(file, reference):
                    continue
                if verdict == "yes":
                    sure.append(_use(file, reference))
                elif verdict == "maybe":
                    behind = common and self._is_behind(reference, target, file, sought)
                    vague = common or signature.is_of_scripts_class or signature.is_another(reference, file)
                    if file.path in known or behind or not vague:
                        doubtful.append(_use(file, reference, 0 if file.path in known or behind else 1))
                        through |= {doubtful[-1]} if behind else set()
        doubtful = [] if self.verbs(target) else doubtful  # `client.post(url)` asks what answers there
        if common:
            homes = {c.path for c in above}  # who calls what they declare runs what stands in its place
            doubtful = [
                use
                for use in doubtful
                if use in through
                or knows_owner(self.code.file(use.path), use.scope, owners | told)
                or self.modules.depends(use.path, homes)
            ]
        return sure, doubtful, len(definers) > MANY

    def _is_behind(self, reference: Reference, target: Target, file: CodeFile, sought: Sought) -> bool:
        """Whether a call is made through an interface that the method's type has all methods of."""
        if target.language != "go":
            return False
        own = by_own_test(file.path, reference.line, target, self.code)
        return own or self._receivers.may_stand_in(reference, file, sought)

    def _instances(self, target: Target, family: Family, cost: int) -> Iterator[Use]:
        inherent = is_inherent(target, self.code.file(target.path))
        for heir in self.hierarchy.inheriting(family, target.name, target.line)[:40]:
            made = Target(heir.path, heir.qualified, "class", self.code.index.language(heir.path))
            for use in (*self._of_class(made, cost), *self._by_path(made)):
                file = self.code.file(use.path) if inherent else None
                if file is None or names_it(use.scope, file, target.name):
                    yield use


def _use(file: CodeFile, reference: Reference, cost: int = 0) -> Use:
    routed = is_routed(file, reference)
    by = f"route {bound_at(file, reference.line)}".rstrip() if routed else fired(file, reference)
    return Use(file.path, reference.scope, reference.line, reference.kind, cost, by)
