"""The value of a string literal, from its source."""

from __future__ import annotations

from reviewlint.regex import regex

_OPEN = regex(r"^([a-zA-Z@$]{0,3})(\"\"\"|'''|r?#*\"+|\"|'|`|%[qQwWiI]?[(\[{<|]|:)")
_INTERPOLATION = regex(r"[#$]\{[^{}]*\}|\{\$[^{}]*\}|\$\w+(?:->\w+|\[\w+\])?")
_BRACES = regex(r"\{[^{}]*\}")


def literal_value(source: str) -> str:
    """What stands between the quotes, cut at 400 characters; interpolations are written `{}`."""
    opened = _OPEN.match(source)
    if not opened:
        return source[:400]
    prefix, quote = opened[1].lower(), opened[2]
    close = len(quote.lstrip("r")) if quote[0] != ":" else 0
    value = source[opened.end() : len(source) - close if close else None][:400]
    if quote == "`" or "s" in prefix or quote.startswith('"'):
        value = _INTERPOLATION.sub("{}", value) if "f" not in prefix else value
    return _BRACES.sub("{}", value) if "f" in prefix or "$" in prefix else value
