"""What a platform lends with a message for a while: reply tokens, and the keys to pictures and files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

#: The kinds of what a platform lends with a message, in its own words.
STREAM, WELCOME, UPDATE = "stream", "welcome", "update"  # answered on the wire: polled, or within seconds
RESPONSE_URL, SESSION_WEBHOOK, RESPONSE_CODE = "response_url", "session_webhook", "response_code"  # spent by a call
MEDIA = "media"  # spent by a source
CODE_LIFE = timedelta(hours=72)  # of a card's response_code


@dataclass(frozen=True, slots=True)
class Lent:
    """Something the platform lends with a message for a while.

    kind: one of the kinds above. token: secret; kept in `ways` and nowhere else. expires_at: machine time.
    uses: how often it may be spent. number: of a message's several media, from 0.
    source: the source that is asked for it at once, with `request`; empty: nothing is fetched.
    """

    kind: str
    token: str = field(repr=False)
    expires_at: datetime
    uses: int = 1
    number: int = 0
    source: str = ""
    request: bytes = b""
