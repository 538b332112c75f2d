"""Many encrypted callbacks of an AI bot as raw HTTP requests, for a benchmark."""

from __future__ import annotations

from datetime import datetime

from tests.emulators import aibot_messages as messages
from tests.emulators.aibot_messages import Where, new_id
from tests.emulators.aibot_wire import BotAccount, BotSender, Sealed

PEOPLE = 500


def raw(sealed: Sealed, path: str, host: str) -> bytes:
    """Write one callback as an HTTP request."""
    head = f"POST {path}?{sealed.url_query} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(sealed.body)}\r\n\r\n".encode() + sealed.body


def prepare(
    account: BotAccount, path: str, host: str, count: int, *, at: datetime, chat: str | None = None
) -> list[bytes]:
    """Make that many text callbacks at that time, each with its own msgid, of 500 people in turn."""
    sender, address = BotSender(account), f"@{account.name} " if chat else ""
    requests = []
    for number in range(count):
        where = Where(account.aibotid, f"member{number % PEOPLE}", chat)
        said = messages.text(f"{address}病假超过几天要扣绩效？第{number}次问")
        plain = messages.message(where, new_id(), said, lambda _: "")
        code = f"reply-_{number:06d}{'Zk' * 20}"
        plain["response_url"] = f"https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code={code}"
        requests.append(raw(sender.seal(plain, at), path, host))
    return requests
