"""What the words of an error handler say, in whatever language: raised, told, answered, shown, or nothing."""

from __future__ import annotations

import re

from reviewlint.regex import regex

_STRING = regex(r"\"\"\"[\s\S]*?\"\"\"|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`")
_NOTES = regex(r"(?i)^.(?:error(?:ed)?|fail(?:ed|ure)?|invalid|rejected|unavailable).$")
_INSERTED = regex(r"[$#]?\{([^{}]*)\}|\$(\w+)")
_NOTHING = r"(?:pass|continue|break|next|nil|null|undefined|None|Unit|\(\)|\.\.\.|void 0)"
_EMPTY = regex(rf"^(?:(?:do|then|=>)\b)?(?:\s|;|{_NOTHING}(?![\w.(]))*(?:end)?$")
_IS_NOTHING = regex(r"^(?:then\b\s*)?(?:nil|null|None)(?:\s*end)?$")
_GIVES_NOTHING = regex(r"^(?:then\b\s*)?return\b\s*(?:null|nil|None|undefined)?(?:\s*,\s*nil)*\s*;?$")

_ANSWERS = regex(  # what went wrong by the name of an error: what was asked for is not there, or cannot be read
    r"(?i)not_?found|no_?such|does_?not_?exist|missing|decod|pars(?:e|er|ing)(?![a-z])|syntax|format|malformed|unidentified"
    r"|unsupported|invalid_?(?:arg|uri|url|token|syntax|format)|illegal_?argument|out_?of_?(?:range|bounds)"
)

# a name of several parts, as it is called
_CALLED = r"(?:[\w$@]+(?:\(\))?(?:\?\.|\.|->|::|!!\.)\s*)*[\w$@]*?"
_SCREEN = regex(
    rf"(?<![\w$.]){_CALLED}(?i:flash|toast|alert|notif|notice|snack|dialog|messagebox|showmessage|popup|growl|swal)"
    r"[\w$]*(?:(?:\.|->|::)[\w$]+)*\s*\("
    r"|\b(?:[\w$]+\.)*(?:\w*[mM]essages?|[mM]sg|ui|UI)\.(?:error|warning|info|show\w*)\("
    r"|\b(?i:flash|tempdata|session)\b(?:\.\w+)?\["
)
_RAISES = regex(
    r"\b(?:throw|raise|rethrow|panic|die|exit)\b"
    r"|\b(?i:_?exit|exitProcess|wp_die|abort|halt|reject|panic|rethrow|fatal\w*|fail|fail_\w+|failed?With\w*|raise_\w+|throw\w+|bail|ensure|unreachable|todo)!?\s*\("
)
_REPORTER = (
    r"(?:\w*log|\w*logger|\w*logging|logcat|console|slog|zap|timber|sentry\w*|raven|bugsnag|rollbar|airbrake|appsignal"
    r"|honeybadger|newrelic|winston|pino|tracing|\w*telemetry|\w*metrics?|statsd?|\w*counter|\w*monitor|syslog|\w*tracker)"
)
_TO_REPORTER = regex(rf"(?i)\b{_REPORTER}\b")
_REPORTS = regex(
    rf"(?i)\b{_REPORTER}\b(?:\(\))?\s*(?:\.|->|::|\?\.|!)"
    rf"|\b{_REPORTER}\s*\("
    r"|\b_?(?:log|warn|print|report|capture|record|track|audit|debug|trace)(?:f|ln|_?\w*)?!?\s*[({]"
    r"|\.(?:error|err|info|fatal|exception|inc|incr|increment|observe)\w*\s*\("
    r"|\b(?:error|info|e?println|eprint)!\s*\(|\bwriteln\s*\(|\b(?:fprintf|fprintln|puts|trigger_error|handle_?\w*error|on_?error)\b"
    r"|\b(?:log|logger|puts|warn|p|pp)\s+[\"'#\w]|Rails\.logger|Log::|\w*err(?:or)?s?_?total\b|<<<?\s*err|System\.err"
)
_FAILURE = regex(
    r"[eE]rr(?:ors?)?(?![a-z])|ERR|[fF]ail|FAIL|[iI]nvalid|[bB]roken|[uU]navailable|[pP]roblem|[rR]eject|[aA]bort|[rR]oll_?[bB]ack"
    r"|[rR]etr(?:y|ies)|[aA]ttempt|[sS]leep|[bB]ackoff|[nN]ot_?[fF]ound|[fF]orbidden|[uU]nauthori|[bB]ad_?[rR]equest|[dD]enied"
    r"|\b(?i:success\w*|succeeded|ok|is_?valid|valid)\W{1,3}[fF]alse\b|<-\s*false\b"
)
_ANSWER = regex(
    r"(?:\breturn|^)\s*\(?(?:false|False|FALSE|-\s*1|\w+\([^;\n]*\b[45]\d\d\b)"
    r"|\breturn\b[^;\n]*,\s*(?:false|False)\b"
    r"|\b(?:status|sendStatus|WriteHeader|set_status|head|abort|halt|Status)\b\W{0,3}[^;\n]{0,40}\b[45]\d\d\b"
    r"|(?i:status_?(?:code)?)\W{1,4}[45]\d\d\b|(?:\.|->)(?i:json)\([^;\n]*\b[45]\d\d\b"
    r"|\b(?i:respond\w*|send\w*response\w*|callback|cb|next|done|reject|resolve)\s*\("
)
_MADE = regex(r"\breturn\s+(?:await\s+|new\s+)?([\w$.:]+(?:<[^()]*>)?)\s*\(")
_PLAIN_VALUE = regex(r"(?i)empty|default|redirect|fallback|list|array|map|set$|dict|string|url_for")
_ITS_ANSWER = regex(
    r"(?i)\.(?:data|response(?:JSON|Text)?|body|error)\.\w|\.response\b|responseJSON|responseText"
)
_AS_TEXT = regex(r"\b(?:str|repr|String|format|to_s|toString)\([^()]*\)")
_CONDITION = regex(r"\b(?:if|elif|elsif|unless|switch|when|while|case)\b[^\n{:]*")


def plain(body: str) -> str:
    """The body without its braces and the texts in it, but for what is put into them and a state of failure."""
    text = _STRING.sub(_inserted, body.strip())
    return text.strip().removeprefix("{").removesuffix("}").strip(" \n\t:")


def _inserted(found: re.Match[str]) -> str:
    if _NOTES.match(found[0]):  # a state, not a text
        return found[0]
    return '"' + " ".join(a or b for a, b in _INSERTED.findall(found[0])) + '"'


def empty(bare: str) -> bool:
    """Whether nothing is done."""
    return _EMPTY.match(bare) is not None


def is_nothing(bare: str) -> bool:
    """Whether all that stands there is a word for nothing: what it gives back where blocks have values."""
    return _IS_NOTHING.match(bare) is not None


def is_answer(caught: str) -> bool:
    """Whether the errors that are caught say, by their names, that a look-up or a reading had no result."""
    return _ANSWERS.search(caught) is not None


def gives_nothing(bare: str) -> bool:
    """Whether all that is done is to give back nothing."""
    return _GIVES_NOTHING.match(bare) is not None


def without_screen(bare: str, error: str) -> str:
    """The body without what only shows the user something; what is given the error as it is may do more with it."""
    kept, start = "", 0
    while (found := _SCREEN.search(bare, start)) is not None:
        end = _statement_end(bare, found.end())
        shows = _TO_REPORTER.search(found[0]) is None and not _given(bare[found.end() - 1 : end], error)
        end = end if shows else found.end()
        kept += bare[start : found.start() if shows else end]
        start = end
    return kept + bare[start:]


def _given(arguments: str, error: str) -> bool:
    """Whether the error itself, not its text, is one of the arguments, or what a server answered instead."""
    if _ITS_ANSWER.search(arguments):
        return True
    texts = _AS_TEXT.sub("", arguments)
    return bool(error) and re.search(rf"[(,]\s*{re.escape(error)}\s*[,)]", texts) is not None


def _statement_end(text: str, start: int) -> int:
    """Where the brackets that are open at `start` have closed, and the line that follows on ends."""
    depth = 1
    for index in range(start, len(text)):
        if text[index] in "([{":
            depth += 1
        elif text[index] in ")]}":
            depth -= 1
        elif depth <= 0 and text[index] in ";\n":
            return index
        if depth < 0:
            return index
    return len(text)


def keeps(bare: str) -> bool:
    """Whether the error is raised, logged, counted or reported, or a failure is noted."""
    return any(known.search(bare) is not None for known in (_RAISES, _REPORTS, _FAILURE))


def uses(bare: str, error: str) -> bool:
    """Whether the caught error goes anywhere else than into a question."""
    return bool(error) and re.search(rf"(?<![\w.]){re.escape(error)}\b", _CONDITION.sub("", bare)) is not None


def answers_with_failure(bare: str) -> bool:
    """Whether what is given back says that it failed; what a call gives back may."""
    made = _MADE.search(bare)
    return _ANSWER.search(bare) is not None or (made is not None and not _PLAIN_VALUE.search(made[1]))
