"""What becomes of an occurrence that was missed during a standstill: as the office decides for its kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from bot.store.office_settings import OfficeSetting, one_of, value_of, whole

GRACE = timedelta(minutes=15)  # so much later is no delay anybody minds
SEND, PASS, ASK = "补发", "跳过", "询问"
REMINDER, MEETING = "reminder", "meeting"

SEND_WITHIN = OfficeSetting(
    "补发时限", 12, "停机错过的定期事项，几小时以内还补发，再迟就跳过并告知组织者", whole(0, 168)
)
_WAYS = one_of(SEND, PASS, ASK)
_OF_REMINDERS = OfficeSetting("提醒过时处理", SEND, "停机错过的定期提醒：补发、跳过或询问", _WAYS)
_OF_MEETINGS = OfficeSetting("例会过时处理", PASS, "停机错过、会已开始的例会通知：补发、跳过或询问", _WAYS)
_OF_OTHERS = OfficeSetting("其他定期事项过时处理", SEND, "停机错过的其他定期事项：补发、跳过或询问", _WAYS)
_HOW: Mapping[str, OfficeSetting[str]] = {REMINDER: _OF_REMINDERS, MEETING: _OF_MEETINGS}
KEPT, SHIFTED, LEFT_OUT = "照开", "顺延", "停一次"
UNANSWERED = OfficeSetting(
    "逢假未答复", LEFT_OUT, "定期会议逢节假日，组织者没有答复时：停一次、照开或顺延", one_of(LEFT_OUT, KEPT, SHIFTED)
)

_ALL: tuple[OfficeSetting[Any], ...] = (SEND_WITHIN, _OF_REMINDERS, _OF_MEETINGS, _OF_OTHERS, UNANSWERED)
SETTINGS: Mapping[str, OfficeSetting[Any]] = {one.key: one for one in _ALL}


def what_becomes(connection: Connection, kind: str, overdue: timedelta) -> str:
    """Return SEND, PASS or ASK for an occurrence of a kind that is overdue by so much, more than GRACE."""
    how = value_of(connection, _HOW.get(kind, _OF_OTHERS))
    is_too_late = overdue > timedelta(hours=value_of(connection, SEND_WITHIN))
    return PASS if how == SEND and is_too_late else how
