"""Is every new source file short enough to read in one go?

Why: put your own question above, and here what goes wrong where nobody asks it.
Looks at: the changed files. `reviewlint facts` shows everything that a check can look at.
Satisfy: what the author does about it.
Cannot see: what it is blind to; say it before others find out.
"""

from reviewlint.api import Evidence, Facts, Finding, Outcome, failed, not_applicable, option, passed


class Options:
    """In the configuration: [reviewlint.checks.<id>] max-lines = 200."""

    max_lines: int = option(400, "how long a new source file may be")


def run(facts: Facts, options: Options) -> Outcome:
    """Read facts, never files; return one outcome."""
    new = [file for file in facts.files if file.status == "added" and file.role == "source"]
    if not new:
        return not_applicable("no source file is new")
    long = [file for file in new if file.added > options.max_lines]
    if long:
        found = (
            Finding(f"{file.added} lines", file.path, 1, fix="split it by what its parts are for")
            for file in long
        )
        return failed(f"{len(long)} of {len(new)} new source files are long", tuple(found))
    return passed(
        f"{len(new)} of {len(new)} new source files are short",
        tuple(Evidence(f"{file.added} lines", file.path, 1) for file in new),
    )
