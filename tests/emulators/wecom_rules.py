"""What WeCom enforces on callers of its API, as data.

Sources: official pages 91039, 90236, 90253, 90454, 94945, 90254, 91770, 101138, 101521 and the table of error codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Rules:
    """The vendor's limits; a test may tighten them.

    token_life_s: an access token's life. text_bytes: what is shown of a text. members: in one `touser`.
    per_minute, per_hour: messages of one app to one member; more are dropped without a word.
    gettoken_per_minute: requests for a token. duplicate_s: how long an identical body is swallowed by default.
    code_life_s: of a card's response_code. updated: members in one update of a card. media_life_s: of a media_id.
    open_ids: encrypted ids in one question.
    webhook_text_bytes, webhook_markdown_bytes, webhook_per_minute: of one group webhook.
    response_bytes, response_life_s: of an AI bot's response_url. link_life_s: of the address of a file sent to it.
    file_bytes, smallest_file: of a file that is uploaded. answer_s: how long an answer takes.
    """

    token_life_s: int = 7200
    text_bytes: int = 2048
    members: int = 1000
    per_minute: int = 30
    per_hour: int = 1000
    gettoken_per_minute: int = 200
    duplicate_s: int = 1800
    code_life_s: int = 72 * 3600
    updated: int = 1000
    media_life_s: int = 3 * 24 * 3600
    open_ids: int = 1000
    webhook_text_bytes: int = 2048
    webhook_markdown_bytes: int = 4096
    webhook_per_minute: int = 20
    response_bytes: int = 20480
    response_life_s: int = 3600
    link_life_s: int = 300
    file_bytes: int = 20 << 20
    smallest_file: int = 6
    answer_s: float = 0


#: What is wrong with a one-time code. The vendor publishes no numbers for it: a caller may only see that it is a no.
CODE_UNKNOWN, CODE_USED, CODE_EXPIRED = 40029, 40029, 42003

#: errcode → errmsg.
ERRORS: Mapping[int, str] = {
    -1: "system busy",
    40001: "invalid credential",
    40004: "invalid media type",
    40006: "invalid file size",
    40007: "invalid media_id",
    40008: "invalid message type",
    40013: "invalid corpid",
    40014: "invalid access_token",
    40029: "invalid code",
    40056: "invalid agentid",
    40058: "invalid request parameter",
    40066: "invalid url",
    41001: "access_token missing",
    42001: "access_token expired",
    42003: "code expired",
    44001: "empty media data",
    44004: "empty content",
    45001: "media size out of limit",
    45009: "api freq out of limit",
    47001: "data format error",
    60020: "not allow to access from your ip",
    81013: "all touser & toparty & totag invalid",
    93000: "invalid webhook url",
    301002: "not allow to access agent",
}


def error(code: int, ip: str = "127.0.0.1", *, detail: str = "") -> dict[str, object]:
    """Build an error answer as the platform words it. detail: what exactly, after the code's own words."""
    words = ERRORS.get(code, "error") + (f" {detail}" if detail else "")
    text = f"{words}, hint: [1700000000000000000000000], from ip: {ip}, more info at"
    return {"errcode": code, "errmsg": f"{text} https://open.work.weixin.qq.com/devtool/query?e={code}"}


class Trouble(StrEnum):
    """What can be made to go wrong with one request."""

    STATUS = "status"  # an HTTP status with a gateway's page; nothing taken
    HANG = "hang"  # no answer at all; nothing taken
    RESET = "reset"  # the connection is cut before anything is taken
    LOST = "lost"  # taken, then the connection is cut
    HTML = "html"  # taken, but a page comes back with status 200
    ERRCODE = "errcode"  # an errcode; nothing taken
    SWALLOW = "swallow"  # errcode 0, and nobody gets anything
    REVOKE = "revoke"  # every token is revoked, then the request is judged


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong. number: the HTTP status or the errcode."""

    trouble: Trouble
    number: int = 0
