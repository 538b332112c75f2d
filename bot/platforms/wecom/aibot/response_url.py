"""The address an answer may be posted to once within the hour: of the configured API, or it is none.

It comes with a message: were it believed, whoever forges one message could have an answer sent anywhere.
Source: official page 101138.
"""

from __future__ import annotations

import re

PATH = "/cgi-bin/aibot/response"
LONGEST = 4096
QUERY = re.compile(r"(?:[!-~]*&)?response_code=[!-~]+")


def query_of(url: str, api_base: str) -> str | None:
    """Return the query of a response address of that API, as written; None for any other address."""
    before, _, query = url.partition("?")
    fits = before == api_base.rstrip("/") + PATH and len(url) <= LONGEST
    return query if fits and QUERY.fullmatch(query) and "#" not in query and "\\" not in query else None
