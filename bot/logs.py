"""Logs: one line each on standard error, no content of messages, no secrets, no control characters."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog

_SECRET_NAME = re.compile(r"secret|token|password|aes_key|sessionwebhook|response_url|ticket|key$", re.IGNORECASE)
_SECRET_IN_TEXT = re.compile(
    r"((?:access_token|corpsecret|secret|key|session|response_code|ticket)=)[^&\s\"']+", re.IGNORECASE
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")
HIDDEN = "***"


def set_up_logs(*, verbose: bool = False) -> None:
    """Send the house's log lines to standard error as JSON; `verbose` adds the ordinary steps."""
    level = logging.INFO if verbose else logging.WARNING
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(_exception_text),
            hide_secrets,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(message)s", force=True)


def hide_secrets(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Blank values that are named like secrets or stand in addresses, and escape control characters."""
    for name, value in event.items():
        if name not in ("event", "level", "timestamp") and _SECRET_NAME.search(name):
            event[name] = HIDDEN
        elif isinstance(value, str):
            shown = _SECRET_IN_TEXT.sub(rf"\1{HIDDEN}", value)
            event[name] = shown if name == "exception" else _CONTROL.sub(lambda found: repr(found[0])[1:-1], shown)
    return event


def _exception_text(exc_info: tuple[type[BaseException], BaseException, TracebackType | None]) -> str:
    """Render where an exception came from, never its values."""
    frames = []
    trace = exc_info[2]
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return f"{exc_info[0].__name__} at {' < '.join(reversed(frames))}"
