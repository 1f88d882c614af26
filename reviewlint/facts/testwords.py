"""How tests are skipped, focused and asserted in: one list of each for every fact, in `config/tests.toml`."""

from __future__ import annotations

import re
from functools import cache

from reviewlint.data import bundled_toml
from reviewlint.regex import regex

_STEM = regex(
    r"\.(?!(?:la|fas|grea|shor|ligh|tigh|smar|brigh|con|pro|at|de)tests?\.)\w*(?:test|spec)s?\.[cm]?[jt]sx?\Z",
    re.IGNORECASE,
)
_PACKAGES = regex(
    r"((?:^|/)src/main/(?:java|kotlin|scala|groovy)[\w.-]*/)(?:.*/)?(?:(?:Tests?|Spec|Suite|IT)(?=\.\w+\Z))?"
)
_DOCS_CRATE = regex(r"((?:^|/)crates/)(?:docs?|documentation)/(?=src/.*\.rs\Z)")


def placed(path: str) -> str:
    """The path without the packages of what ships (`src/main/java`): one, or a class, may be called `test`.

    So may a package of Rust that serves documents be called `docs`.
    """
    if path.endswith(".rs"):
        return _DOCS_CRATE.sub(r"\1", path)
    return _PACKAGES.sub(r"\1", path) if "src/main/" in path else path


def is_test_stem(path: str) -> bool:
    """Whether a JavaScript or TypeScript file is by its name a test of some kind: `cart.clienttest.tsx`."""
    return _STEM.search(path) is not None


@cache
def pattern(name: str) -> re.Pattern[str]:
    """What matches any of the expressions listed as `name`."""
    return regex("|".join(bundled_toml("tests.toml")[name]))
