"""What became of the answers offered to a model, for the operator: numbers and reasons, no word of any answer."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.store import journal
from handlers.ask.talk import NOT_REWORDED, OFFERED, REWORDED

LOOKED_BACK = timedelta(days=7)
MOST = 100_000


def figures(connection: Connection, now: datetime) -> str:
    """Say it in one line, of the last seven days."""
    kinds = (OFFERED, REWORDED, NOT_REWORDED)
    found = journal.entries(connection, kinds=kinds, since=now - LOOKED_BACK, newest=MOST)
    offered = sum(one.kind == OFFERED for one in found)
    phrased = sum(one.kind == REWORDED for one in found)
    refused = Counter(str(one.data["refused"]) for one in found if one.data.get("refused"))
    lost = Counter(str(one.data["lost"]) for one in found if one.data.get("lost"))
    return (
        f"language model, last 7 days: {offered} asked, {phrased} phrased, "
        f"{_counted('refused', refused)}, {_counted('without an answer', lost)}"
    )


def _counted(what: str, reasons: Counter[str]) -> str:
    listed = "; ".join(f"{times} {reason}" for reason, times in reasons.most_common())
    return f"{reasons.total()} {what}" + (f" ({listed})" if listed else "")
