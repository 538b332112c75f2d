"""Replies that wait a little for something better: let go as they are, or reworded, as long as they have not left.

A reply that waits leaves by itself when its time has come, whatever happens to whoever was to reword it. It is one row,
so that one thing is said, once.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select, update

from bot.store.pushes import RESERVED, WAIT, pushes


def let_go(connection: Connection, subject: str, now: datetime, before: str = "") -> bool:
    """Let the reply that waits under a subject leave now. Returns False where none waits any more.

    before: what is put in front of its words. now: office time.
    """
    here = (pushes.c.subject == subject) & pushes.c.state.in_((WAIT, RESERVED)) & (pushes.c.not_before > now)
    row = connection.execute(select(pushes.c.id, pushes.c.text).where(here).with_for_update()).first()
    if row is None:
        return False
    moved = update(pushes).where(pushes.c.id == row.id, here)
    return connection.execute(moved.values(text=before + row.text, not_before=now)).rowcount == 1
