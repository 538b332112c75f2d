"""What is said to whom the summary waits for: to draft it, to hand it in, to sign it, that it came back. Neutral."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.messages import Card
from handlers.incident import words as incident_words
from handlers.incident.cases import Case
from handlers.incident.papers.upward import moment

SIGN, RETURN = "审签", "退回"
TO_DRAFT = (
    "{head} 总结请您起草\n{by}请您起草{due}。要草稿请回“总结”，补要素请回“原因：…”。\n"
    "写好请回“总结交了”，或直接发文件。{number}"
)
UNTIL = "，{due}前交"
BEFORE_DUE = "{head} 总结\n请于{due}前交。要草稿请回“总结”，写好请回“总结交了”。{number}"
DUE_TODAY = "{head} 总结今天到期\n请于{due}前交。要草稿请回“总结”，写好请回“总结交了”。{number}"
OVERDUE = "{head} 总结未及时登记\n应于{due}前交，尚未收到登记。要草稿请回“总结”，写好请回“总结交了”。{number}"
TO_SIGN = "{head} 总结请审签\n看内容请回“总结”。请回“审签”，或“退回：原因”。{number}"
HANDED_TO_SIGN = "{head} 总结请审签\n{by}已交{how}，总结见文件。\n请回“审签”，或“退回：原因”。{number}"
PASSED_UP = "{head} 总结\n应于{due}前交，截至{now}未收到登记，请协助了解。{number}"
RETURNED = "{head} 总结退回修改\n{by}：{reason}\n改好后请再回“总结交了”，或直接发文件。{number}"
SIGNED = "{what}：总结已审签。{number}"


def to_draft(case: Case, by: str, due: datetime | None, zone: ZoneInfo) -> str:
    """Ask somebody to draft."""
    until = UNTIL.format(due=moment(due, zone)) if due else ""
    return TO_DRAFT.format(head=_head(case), by=by, due=until, number=incident_words.number(case))


def reminder(case: Case, due: datetime, late: int, zone: ZoneInfo) -> str:
    """Remind of the summary. late: working days since it was due; 0 on that day, below zero before it."""
    text = BEFORE_DUE if late < 0 else OVERDUE if late else DUE_TODAY
    return text.format(head=_head(case), due=moment(due, zone), number=incident_words.number(case))


def to_sign(case: Case) -> str:
    """Remind of a summary that waits to be signed."""
    return TO_SIGN.format(head=_head(case), number=incident_words.number(case))


def handed_to_sign(case: Case, by: str, how: str) -> str:
    """Ask for the word on a summary that was handed in."""
    return HANDED_TO_SIGN.format(head=_head(case), by=by, how=how, number=incident_words.number(case))


def passed_up(case: Case, due: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Tell the office that it is late."""
    said = {"due": moment(due, zone), "now": moment(now, zone), "number": incident_words.number(case)}
    return PASSED_UP.format(head=_head(case), **said)


def returned(case: Case, by: str, reason: str) -> str:
    """Tell who handed it in why it came back."""
    return RETURNED.format(head=_head(case), by=by, reason=reason, number=incident_words.number(case))


def signed(case: Case) -> str:
    """Tell who handed it in that it is signed."""
    return SIGNED.format(what=incident_words.what(case), number=incident_words.number(case))


def card(case: Case) -> Card:
    """Make the buttons for it."""
    return incident_words.buttons(case, (SIGN, RETURN))


def _head(case: Case) -> str:
    return incident_words.head(case)
