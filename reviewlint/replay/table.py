"""A replay as a table for people, as a list of the changes one check fires on, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reviewlint.replay.tally import Replay, Tally
    from reviewlint.report.model import Look

_BAR = 10
_WIDE, _NARROW = 76, 60
_SHOWN = 20


def lines(replay: Replay, look: Look) -> Iterator[str]:
    """The whole page: what was looked at, a row for each check, and what the levels would have done."""
    from reviewlint import __version__

    yield f"reviewlint {__version__} · {_head(replay)}"
    yield ""
    yield from _rows(replay, look)
    yield ""
    yield from _verdict(replay)


def shown(tally: Tally, everything: bool) -> Iterator[str]:
    """The changes a check has something to say about, newest first."""
    hits = tally.hits if everything else tally.hits[:_SHOWN]
    column = max((min(len(hit.title), 40) for hit in hits), default=0)
    for hit in hits:
        place = f"{hit.path}:{hit.line}" if hit.line else hit.path
        more = f"  (and {hit.findings - 1} more)" if hit.findings > 1 else ""
        yield f"{hit.commit[:8]}  {_cut(hit.title, 40):<{column}}  {place}{more}".rstrip()
    if len(hits) < len(tally.hits):
        yield f"… {len(tally.hits) - len(hits)} more (-v)"
    if not hits:
        yield f"{tally.check} has nothing to say about these changes"


def document(replay: Replay) -> dict[str, Any]:
    """The replay as JSON, version 1."""
    return {
        "version": 1,
        "branch": replay.branch,
        "by": replay.by,
        "changes": len(replay.steps),
        "done": replay.done,
        "skipped": replay.skipped,
        "stopped": replay.stopped,
        "stopped_as_suggested": replay.stopped_as_suggested,
        "checks": [_row(tally) for tally in _ordered(replay)],
    }


def _row(tally: Tally) -> dict[str, Any]:
    return {
        "check": tally.check,
        "level": tally.level,
        "applies": tally.applies,
        "fires": tally.fires,
        "asks": tally.asks,
        "not_evaluated": tally.unseen,
        "rate": None if tally.rate is None else round(tally.rate, 4),
        "suggest": tally.suggestion,
        "commits": [hit._asdict() for hit in tally.hits],
    }


def _head(replay: Replay) -> str:
    done, many = replay.done, len(replay.steps)
    what = "merges" if replay.by == "merge" else "commits"
    if done < many:
        return f"stopped after {done} of {many} {what} of {replay.branch}"
    dates = [datetime.fromtimestamp(step.seconds, UTC).date().isoformat() for step in replay.steps]
    between = f", {min(dates)} to {max(dates)}" if dates else ""
    return f"{many} {what} of {replay.branch}{between}{' (no merges)' if replay.by == 'commit' else ''}"


def _ordered(replay: Replay) -> list[Tally]:
    return sorted(replay.tallies.values(), key=lambda t: (t.rate is None, t.rate or 0, t.check))


def _rows(replay: Replay, look: Look) -> Iterator[str]:
    column = max(map(len, replay.tallies), default=0)
    wide, level = look.width >= _WIDE, look.width >= _NARROW
    yield f"{'':<{column}}  applies  fires  asks   rate{' ' * (_BAR + 2) if wide else ''}" + (
        "  level  suggest" if level else "  suggest"
    )
    for tally in _ordered(replay):
        row = f"{tally.check:<{column}}  {tally.applies:>7}  {tally.fires:>5}  {tally.asks:>4}  {_rate(tally):>5}"
        row += f"  {_bar(tally, look):<{_BAR}}" if wide else ""
        row += f"  {tally.level:<5}" if level else ""
        yield f"{row}  {tally.suggestion or '-'}"


def _rate(tally: Tally) -> str:
    if tally.rate is None:
        return "few"
    percent = round(100 * tally.rate)
    return "<1 %" if tally.fires and not percent else f"{percent} %"


def _bar(tally: Tally, look: Look) -> str:
    if tally.rate is None:
        return ""
    full, rest = ("█", "░") if look.unicode else ("#", ".")
    filled = round(_BAR * tally.rate)
    return full * filled + rest * (_BAR - filled)


def _verdict(replay: Replay) -> Iterator[str]:
    judged = replay.done - replay.skipped
    yield (
        f"With your levels {replay.stopped} of {judged} changes would have been stopped; "
        f"as suggested, {replay.stopped_as_suggested}."
    )
    unseen = {tally.check: tally.unseen for tally in _ordered(replay) if tally.unseen}
    if unseen:
        yield "  not evaluated: " + ", ".join(f"{check} {count}" for check, count in unseen.items())
    if replay.skipped:
        yield f"  {replay.skipped} changed nothing but line ends, or could not be read"
    often = max(replay.tallies.values(), key=lambda t: (t.level != "off", t.fires), default=None)
    if often and often.fires:
        yield f"  look at some: reviewlint replay --show {often.check}"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
