"""Calls that only tell a service how a product is used or where it fails, and handlers that hold nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_CALLS = (
    r"(?:^|(?<=[;{}])|(?<==>)|(?<=&&))[ \t]*(?:await |void |go |defer )?(?:"
    r"(?:[\w$@]+\s*(?:\?\.|\.|::|->)\s*)*[$@_]*\w*(?:analytics|posthog|mixpanel|amplitude|segment|plausible|umami|matomo|snowplow"
    r"|ahoy|heap|telemetry|reactga|rudderstack)(?:client|service|instance)?(?:\.current|\.getInstance\(\))?\s*(?:\?\.|\.|::|->)\s*"
    r"(?:track|capture|log_?event|track_?event|track_?page_?view|page_?view|identify|enqueue_?event|send_?event)"
    r"|(?:[\w$@]+\s*(?:\?\.|\.|::|->)\s*)*(?:track_?event|track_?page_?view|track_?analytics(?:_?event)?|log_?analytics_?event"
    r"|send_?analytics(?:_?event)?|capture_?analytics(?:_?event)?)"
    r"|(?:[\w$@]+\s*(?:\?\.|\.|::|->)\s*)*(?:sentry\w*|bugsnag|rollbar|honeybadger|airbrake|raven|newrelic|appsignal)\s*(?:\?\.|\.|::|->)\s*"
    r"(?:capture_?\w+|add_?breadcrumb|leave_?breadcrumb|set_?(?:tags?|user|context|extras?)|notice_?error|notify|add_?attributes?"
    r"|add_?custom_?attributes?)"
    r"|(?:window\.)?(?:gtag|plausible|fbq)%s)\s*(?:\?\.\s*)?(?=\()"
)
_HOOKS = (
    r"^[ \t]*(?:const|let|var)\s+(?:\{[ ]*(?:track\w*|capture\w*|logEvent)[ ]*\}|track\w*|posthog"
    r"|analytics|mixpanel|amplitude|plausible)"
    r"\s*=\s*use\w*(?:Track|Analytics|PostHog|Plausible|Mixpanel|Amplitude)\w*\s*(?=\()"
)
_CALLS_OR_HOOKS = regex(f"{_CALLS % ''}|{_HOOKS}", re.IGNORECASE | re.MULTILINE)
_SUPPLIED = regex(  # what a hook for it gives under a name of its own
    r"\b(?:const|let|var)\s+(?:\{[ ]*(track\w*)[ ]*\}|(track\w*))\s*=\s*use\w*(?:Track|Analytics|PostHog)\w*\s*\("
)
_WORDS = (
    "track", "posthog", "analytics", "mixpanel", "amplitude", "gtag", "plausible", "fbq", "page_view", "pageview",
    "telemetry", "segment", "snowplow", "ahoy", "sentry", "bugsnag", "rollbar", "honeybadger", "airbrake", "raven",
    "newrelic", "appsignal",
)  # fmt: skip
_E, _MARK = "\x1f", "\x03"  # after every token, and where a call was taken out
_EMPTY = rf"(?:async{_E})?\({_E}(?:[\w:.<>?]{_E}?)*\){_E}={_E}>{_E}(?:{_MARK}{_E}|\{{{_E}{_MARK}{_E}\}}{_E})"
_ATTRIBUTE = regex(rf"(?<![^{_E}])\w+{_E}={_E}\{{{_E}{_EMPTY}\}}{_E}")
_CALLS_ANOTHER = regex(
    rf"={_E}\{{{_E}\({_E}(?P<given>(?:[\w,]+{_E})*)\){_E}={_E}>{_E}\{{{_E}{_MARK}{_E}(?P<name>(?:\w+{_E}\.{_E})*\w+{_E})"
    rf"\({_E}(?P=given)\){_E}(?:;{_E})?\}}{_E}\}}{_E}"
)
_AND = regex(
    rf"(?<=[;{{}}){_MARK}]{_E})(?:!{_E})?\w+{_E}(?:(?:\?{_E})?\.{_E}\w+{_E})*(?:(?:[<>=!]{_E}){{1,3}}\w+{_E})?&{_E}&{_E}"
    rf"(?={_MARK}{_E})"
)
_HANDLER = regex(rf"(?<![^{_E}])const{_E}(?P<name>\w+){_E}={_E}{_EMPTY}(?:;{_E})?")


def may_track(text: str) -> bool:
    """Whether it is worth to look for such calls in a text of small letters."""
    return any(word in text for word in _WORDS)


def tracking(text: str) -> Iterator[re.Match[str]]:
    """The beginnings of such calls, and of the hooks that supply what they call, up to the bracket."""
    supplied = {one or other for one, other in _SUPPLIED.findall(text)}
    if not supplied:
        return _CALLS_OR_HOOKS.finditer(text)
    own = "|" + "|".join(sorted(map(re.escape, supplied)))
    return re.finditer(f"{_CALLS % own}|{_HOOKS}", text, re.IGNORECASE | re.MULTILINE)


def without_handlers(text: str) -> str:
    """Tokens with `_E` after each, without attributes and local functions that a taken out call has left empty."""
    if _MARK not in text:
        return text
    text = _AND.sub("", text) if f"&{_E}{_MARK}" in text else text
    if f"={_E}>{_E}" not in text:
        return text
    text = _ATTRIBUTE.sub("", text)
    text = _CALLS_ANOTHER.sub(rf"={_E}{{{_E}\g<name>}}{_E}", text)
    for handler in list(_HANDLER.finditer(text)):
        given = rf"(?<![^{_E}])\w+{_E}={_E}\{{{_E}{handler['name']}{_E}\}}{_E}"
        rest = re.sub(given, "", text.replace(handler[0], "", 1))
        if f"{_E}{handler['name']}{_E}" not in rest:
            text = rest
    return text
