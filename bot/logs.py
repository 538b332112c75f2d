"""Logs: one line each on standard error, no content of messages, no secrets, no control characters."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog
from structlog.typing import Processor

_SECRET_NAME = re.compile(r"secret|token|password|aes_key|sessionwebhook|response_url|ticket|key$", re.IGNORECASE)
_SECRET_IN_TEXT = re.compile(
    r"((?:access_token|corpsecret|secret|key|session|response_code|ticket)=)[^&\s\"']+", re.IGNORECASE
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
HIDDEN = "***"


def set_up_logs(*, verbose: bool = False) -> None:
    """Send the house's log lines to standard error as JSON; `verbose` adds the ordinary steps."""
    level = logging.INFO if verbose else logging.WARNING
    shared: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(_exception_text),
    ]
    rendering: list[Processor] = [hide_secrets, structlog.processors.JSONRenderer(ensure_ascii=False)]
    structlog.configure(
        processors=[*shared, *rendering],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)  # what the libraries say, in the same shape
    meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=[meta, *rendering]))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def hide_secrets(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Blank values that are named like secrets or stand in addresses, and escape control characters."""
    for name, value in event.items():
        event[name] = value if name in ("level", "timestamp") else _shown(name, value)
    return event


def _shown(name: str, value: Any) -> Any:
    if name != "event" and _SECRET_NAME.search(name):
        return HIDDEN
    if isinstance(value, dict):
        return {str(inner): _shown(str(inner), held) for inner, held in value.items()}
    if isinstance(value, list | tuple | set):
        return [_shown(name, held) for held in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    hidden = _SECRET_IN_TEXT.sub(rf"\1{HIDDEN}", str(value))
    return _CONTROL.sub(lambda found: repr(found[0])[1:-1], hidden)


def _exception_text(exc_info: tuple[type[BaseException], BaseException, TracebackType | None]) -> str:
    """Render where an exception came from, never its values."""
    frames = []
    trace = exc_info[2]
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return f"{exc_info[0].__name__} at {' < '.join(reversed(frames))}"
