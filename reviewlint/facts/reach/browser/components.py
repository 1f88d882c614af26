"""Components of one file (Vue, Svelte): what their markup runs when they are drawn, and who draws them.

A test draws one by handing what it imports from the file to a function: `mount(Tip)`, `render(Tip)`. That runs the
script and all that the markup calls to draw itself; what stands behind `@click` runs for a test that clicks.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from reviewlint.enclosed import closing, open_at
from reviewlint.facts.casing import dashed
from reviewlint.facts.reach.target import Target
from reviewlint.facts.reach.testcode import in_browser, is_test_path
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.imports.modules import Modules

Drawn = tuple[
    str, int, int, str
]  # path, scope, line, and "fires:EVENT" or "child" where not every test runs it
LANGUAGES = frozenset(("vue", "svelte"))
FIRES, _CHILD = "fires:", "child"
_NAMELESS = "nameless"  # loaded by a function without a name: only the page of that place leads there
PAGE = "page"  # by what a test in a browser leads back that shows one
FAR = 4  # steps to what a child of a page does for an event: others on that page take the same
_NO_MARKUP = regex(r"(?is)<(script|style)\b.*?</\1\s*>|<!--.*?-->")
_ATTRIBUTE = regex(r"""([@:#\w.\[\]|-]+)\s*=\s*(["'{])""")
_EVENT = regex(r"(?:@|v-on:|on:|on(?=[a-z]+$))([\w:-]+)")
_SIGN = regex(r"=>|(?<=\s)[<>]=?(?=\s)")  # no bracket of a tag
_TAG = regex(r"<([A-Za-z][\w.:-]*)")
_LAZY = regex(
    r"(?:\b(?:const|let|var)\s+(\w+)\s*=\s*(?:\w+\(\s*)?(?:async\s*)?\(\)\s*=>\s*)?\bimport\(\s*(?:/\*[^*]*\*/\s*)?[\"'`]([^\"'`\n]+)"
)
_OPTIONS = regex(r"\b(?:methods|computed)\s*:\s*\{|\b(?:data|created|mounted)\s*\(\s*\)\s*\{")
_MIXINS = regex(r"\bmixins\s*:\s*\[([^\[\]]*)\]")
_IMMEDIATE = regex(r"\bimmediate\s*:\s*true\b")
_MOST_FILES, _MOST_ASKED = 60, 400


def component_of(file: CodeFile) -> Target | None:
    """The component that a file is; None for any other file."""
    is_one = file.language in LANGUAGES and not is_test_path(file.path)
    return Target(file.path, "default", "component", file.language) if is_one else None


def uses(target: Target, code: Code, modules: Modules) -> Iterator[Drawn]:
    """Where a component is drawn, or what stands in its file is run by it."""
    if target.kind == "component":
        yield from _drawing(target, code, modules)
    elif target.language in LANGUAGES:
        yield from _running(target, code)
    elif target.kind == "function":
        yield from _mixed_in(target, code, modules)


def _mixed_in(target: Target, code: Code, modules: Modules) -> Iterator[Drawn]:
    """Where components run a function of an object that they take in: `mixins: [dates]`, `this.shortDate()`."""
    own = code.file(target.path)
    if own is None or is_test_path(target.path) or _OPTIONS.search(own.text) is None:
        return
    stem = target.path.rpartition("/")[2].partition(".")[0]
    is_hook = words().components["hooks"].fullmatch(target.name) is not None
    wanted = code.mentioning("mixins") & (code.mentioning(stem) if is_hook else code.mentioning(target.name))
    for path in sorted(path for path in wanted if code.index.language(path) in LANGUAGES)[:_MOST_FILES]:
        file = code.file(path)
        if file is None or not any(
            one.alias in taken.split() and target.path in modules.files(one.module, path)
            for taken in (re.sub(r"\W+", " ", found[1]) for found in _MIXINS.finditer(file.text))
            for one in file.outline.imports
        ):
            continue
        if is_hook:
            yield path, -1, 1, ""
        else:
            yield from _called_in(file, target.name)


def _called_in(file: CodeFile, name: str) -> Iterator[Drawn]:
    """Where a component runs a function of its own in its markup, or as `this.x`."""
    yield from _in_markup(file, name)
    for reference in file.references.get(name, ()):
        if reference.receiver == "this":
            yield file.path, reference.scope, reference.line, ""


def _running(target: Target, code: Code) -> Iterator[Drawn]:
    """Where the component of its file runs a function or reads a name of it: in the markup, as a hook, in `this.x`."""
    file = code.file(target.path) if target.language in LANGUAGES and "." not in target.qualified else None
    if file is None:
        return
    if words().components["hooks"].fullmatch(target.name) or _watches(file, target.name):
        yield file.path, -1, 1, ""
    yield from _called_in(file, target.name)
    for path in code.tests_mentioning(target.name)[:_MOST_FILES]:
        test = code.file(path)
        for reference in test.references.get(target.name, ()) if test is not None else ():
            if test is not None and reference.receiver.rpartition(".")[2] == "vm" and _imports(test, file):
                yield path, reference.scope, reference.line, ""


def _watches(file: CodeFile, name: str) -> bool:
    """Whether a function is the one of a watcher that runs at once: `id: { immediate: true, handler() {} }`."""
    if name != "handler" or "immediate" not in file.text:
        return False
    around = (next(open_at(file.text, d.start), -1) for d in file.outline.definitions if d.name == name)
    objects = (file.text[at : closing(file.text, at)] for at in around if at >= 0)
    return any(_IMMEDIATE.search(one) for one in objects)


def _drawing(target: Target, code: Code, modules: Modules) -> Iterator[Drawn]:
    """Where the component `target` is drawn: by a test, or in the markup of another component."""
    stem = target.path.rpartition("/")[2].partition(".")[0]
    named = islice(sorted(code.mentioning(stem) - {target.path}), _MOST_ASKED)
    loading = (path for path in named if f"/{stem}" in (code.index.text(path) or ""))
    for path in islice(loading, _MOST_FILES):
        file = code.file(path)
        if file is None:
            continue
        yield from _lazily(file, target, modules)
        for entry in file.outline.imports:
            if not entry.alias or not _leads(file, entry.alias, target, modules):
                continue
            for reference in file.references.get(entry.alias, ()):
                if reference.kind != "type":
                    yield path, reference.scope, reference.line, "" if is_test_path(path) else _CHILD
            if file.language in LANGUAGES:
                yield from ((path, -1, line, _CHILD) for line in _tags(file, entry.alias))


def _lazily(file: CodeFile, target: Target, modules: Modules) -> Iterator[Drawn]:
    """Where a file loads a component only when it is drawn: `component: () => import("./Tip.vue")`, or by a name."""
    for found in _LAZY.finditer(file.text) if "import(" in file.text else ():
        if target.path not in modules.files(found[2], file.path):
            continue
        line = file.text.count("\n", 0, found.start(2)) + 1
        child = "" if is_test_path(file.path) else _CHILD
        for reference in file.references.get(found[1] or "", ()):
            yield file.path, reference.scope, reference.line, child
        if file.language in LANGUAGES:
            yield file.path, -1, 1, child
        elif not found[1]:
            inside = [n for n, d in enumerate(file.outline.definitions) if d.start <= found.start() < d.end]
            yield file.path, max(inside, default=-1), line, child and f"{child} {_NAMELESS}"


def draws(by: str, file: CodeFile) -> bool:
    """Whether a test that leads back by `by` fires each event asked for, and draws the children of what it draws."""
    asked = [one for one in by.split() if one.startswith(FIRES)]
    if _NAMELESS in by.split():
        return False
    if _CHILD in by.split() and _only_shallow(file.text):
        return False
    if asked and in_browser(file.path) and _is_helped(file):
        return True
    return all(_fires(one.removeprefix(FIRES), file.text) for one in asked)


def _is_helped(file: CodeFile) -> bool:
    """Whether a test in a browser may leave it to helpers of other files to fire events."""
    return file.language not in SCRIPTS or any(one.module.startswith(".") for one in file.outline.imports)


def further(by: str) -> int:
    """The steps that do not stand in the code between a test that leads back by `by` and what it runs."""
    parts = by.split()
    behind = PAGE in parts and _CHILD in parts and any(one.startswith(FIRES) for one in parts)
    return FAR if behind else 0


def _in_markup(file: CodeFile, name: str) -> Iterator[Drawn]:
    markup = _markup(file.text)
    for found in re.finditer(rf"(?<![\w$.-]){re.escape(name)}(?![\w$-])", markup):
        by = _run_by(markup, found.start())
        if by is not None:
            yield file.path, -1, markup.count("\n", 0, found.start()) + 1, by


def _run_by(markup: str, at: int) -> str | None:
    """How the code at a place of the markup is run: "" when it is drawn, "fires:click"; None where none stands."""
    opened, closed = markup.rfind("<", 0, at), markup.rfind(">", 0, at)
    braced = markup.rfind("{", 0, at) > markup.rfind("}", 0, at)
    attribute = _open_attribute(markup[opened:at]) if opened > closed else ""
    event = _EVENT.match(attribute)
    if event is not None:
        return FIRES + event[1].replace("-", "").lower()
    return "" if braced or attribute.startswith((":", "v-", "#")) else None


def _open_attribute(tag: str) -> str:
    """The name of the attribute whose value is still open at the end of a tag that is cut there; "" for none."""
    attributes = list(_ATTRIBUTE.finditer(tag))
    if not attributes:
        return ""
    found = attributes[-1]
    value = tag[found.end() :]
    is_open = value.count("{") >= value.count("}") if found[2] == "{" else found[2] not in value
    return found[1] if is_open else ""


@cache
def _markup(text: str) -> str:
    """The text with blanks for scripts, styles and comments, lines and columns kept."""
    blank = _NO_MARKUP.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    return _SIGN.sub(lambda found: " " * len(found[0]), blank)


def _tags(file: CodeFile, alias: str) -> Iterator[int]:
    """The lines of the markup on which an imported component stands, as `TaskList` or `task-list`."""
    markup, spellings = _markup(file.text), (alias, dashed(alias))
    for found in _TAG.finditer(markup):
        if found[1] in spellings:
            yield markup.count("\n", 0, found.start()) + 1


def _leads(file: CodeFile, alias: str, target: Target, modules: Modules) -> bool:
    return (target.path, "default") in (modules.lookup(file.path, alias) or ())


def _imports(test: CodeFile, file: CodeFile) -> bool:
    stem = file.path.rpartition("/")[2]
    return any(entry.module.rpartition("/")[2] == stem for entry in test.outline.imports)


@lru_cache(maxsize=1 << 10)  # asked for each way to a component that a test file draws
def _only_shallow(text: str) -> bool:
    way = words().components
    return way["shallow"].search(text) is not None and way["deep"].search(text) is None


def _fires(event: str, text: str) -> bool:
    """Whether a test fires an event of the browser, or, for one of a component's own, any at all."""
    fired, same = _fired(text), words().component_events.get(event)
    return bool(fired) if same is None else event in fired or not fired.isdisjoint(same)


@lru_cache(maxsize=1 << 10)
def _fired(text: str) -> frozenset[str]:
    way = words().components["fires"]
    return frozenset(
        next(filter(None, found.groups()), "").replace("-", "").lower() for found in way.finditer(text)
    )
