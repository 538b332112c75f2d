"""Session webhooks: addresses that come with a message, and lead to one host and one path or nowhere."""

from __future__ import annotations

from bot.platforms.hosts import allowed

SESSION_PATH = "/robot/sendBySession"


def session_query(url: str, session_base: str) -> str | None:
    """Return the query of a session webhook; None where scheme, host, port or path differ in anything from ours.

    session_base: such as https://oapi.dingtalk.com, with the port where it is not the scheme's own.
    """
    address = allowed(url, [session_base])
    if address is None:
        return None
    before, mark, query = address.partition("?")
    scheme, _, rest = before.partition("://")
    _, slash, path = rest.partition("/")
    return query if mark and query and slash + path == SESSION_PATH and scheme else None
