"""Requests of which something else is asked: drafts, those a program opened, and reverts.

Only what the platform says makes a draft or a bot: a commit's author is whoever the commit says. A revert is one
when its files are taken back to what they were before a commit of the base, whatever its title says.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.facts.units.moved.reverted import reverted
from reviewlint.record import Record

if TYPE_CHECKING:
    from reviewlint.change.model import Change
    from reviewlint.checklist.selection import Selected
    from reviewlint.config import Config, Profile


class Profiled(Record):
    """The checks that are left to ask, at the levels they have here, and what was changed about them."""

    selected: tuple[Selected, ...]
    notes: tuple[str, ...] = ()


def apply(change: Change, config: Config, selected: tuple[Selected, ...]) -> Profiled:
    """The checks under the profiles that fit the change; those named on the command line stay."""
    notes: list[str] = []
    for name, why in _fitting(change, config):
        profile = config.profiles[name]
        kept = tuple(
            _capped(one, profile, name)
            for one in selected
            if one.chosen or one.check.id not in profile.ignore
        )
        left = [one.check.id for one in selected if one.check.id not in {k.check.id for k in kept}]
        said = [f"not asked: {', '.join(left)}"] if left else []
        said += [f"nothing is above {profile.most}"] if profile.most else []
        if said:
            notes.append(f"profile {name} ({why}): {'; '.join(said)}")
        selected = kept
    return Profiled(selected, tuple(notes))


def _capped(one: Selected, profile: Profile, name: str) -> Selected:
    if profile.most != "ask" or one.level != "block" or one.chosen:
        return one
    return one._replace(level="ask", level_from=f"profile {name}")


def _fitting(change: Change, config: Config) -> Iterator[tuple[str, str]]:
    """(profile, why it fits) in the order of their names in the schema."""
    event = change.event
    if event and event.draft and "draft" in config.profiles:
        yield "draft", f"{event.provider} says it is a draft"
    bot = config.profiles.get("bot")
    if event and bot and event.author and (event.bot or event.author in bot.authors):
        yield "bot", f"opened by {event.author}"
    if "revert" in config.profiles:
        commit = next(iter(reverted(change.description)), "")
        if commit and change.undoes(commit):
            yield "revert", f"takes back {commit[:8]}"
