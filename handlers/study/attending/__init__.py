"""Leave, lateness, being online, signing others in, signing in afterwards, corrections."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.registry import Act, Due, Prepare, Undo
from bot.settings import Office
from bot.store.office_settings import OfficeSetting
from handlers.study import talk
from handlers.study.attending import absent, correcting, deciding, listing, making_up, marks, paper, proxying, unsigning
from handlers.study.attending.answering import HOOKS
from handlers.study.attending.leaving import ask_leave
from handlers.study.plans import Desk

__all__ = ["ACTS", "HOOKS", "SETTINGS", "UNDOS", "ask_leave", "dues_of", "prepares_of"]

ACTS: Mapping[str, Act] = {
    talk.LEAVE: absent.leave,
    talk.LATE: absent.late,
    talk.ONLINE: absent.online,
    talk.DECIDE: deciding.decide,
    talk.MAKEUP: making_up.make_up,
    talk.PROXY: proxying.sign_others,
    talk.CORRECT: correcting.correct,
    talk.UNDO: unsigning.unsign,
    talk.ROSTER: listing.change,
    talk.LIST_READ: paper.list_read,
    talk.LIST_KEPT: paper.list_kept,
    talk.EVIDENCE: paper.photo,
}
UNDOS: Mapping[str, Undo] = {marks.DEED: marks.put_back}
SETTINGS: Mapping[str, OfficeSetting[Any]] = {}


def prepares_of(desk: Desk | None) -> Mapping[str, Prepare]:
    """Return what is looked up before a turn. desk: where files that came are read from; None: nowhere."""
    return {talk.LIST_READ: paper.reader(desk)}


def dues_of(office: Office) -> Mapping[str, Due]:
    """Return what happens when its timers are due."""
    del office
    return {}
