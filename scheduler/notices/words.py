"""What is said around a notice. The number stands at the end, what it is about at the beginning."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.messages import Button, Card
from scheduler.notices.notice import Asks, Notice

HOW: Mapping[Asks, str] = {
    Asks.ACK: "请回“收到”，或私聊我回 1。",
    Asks.RSVP: "请回：1 收到（参加） 2 请假（写明原因） 3 转交（写明姓名）。群里请先@我，或私聊我回数字。",
    Asks.DONE: "办完请回“已办”，或私聊我回 1。",
    Asks.NOTHING: "",
}
BUTTONS: Mapping[Asks, tuple[str, ...]] = {
    Asks.ACK: ("收到",),
    Asks.RSVP: ("收到", "请假", "转交"),
    Asks.DONE: ("已办",),
    Asks.NOTHING: (),
}
NUMBER = "〔{number}〕"
FOR = "（代{who}收）"
COPY = "（您外出期间由{who}代收，抄送您）"
PASSED_ON = "（{who}转交您）"
CHANGED, MOVED, OTHERWISE = "【{what}·第{times}次】", "改期", "更改"
_OF_TIME = re.compile(r"^(?:时间|截止)")
ONLY_THIS = "以本通知为准，原通知作废。"
KEPT = "原来的回复仍然有效，不用再回。"
ANEW = "请重新回复。"
CANCELLED = "【取消】"
NOT_YOU = "【更正】{head}：本次您不用参加，原通知作废。"
OLD, VOID = "【已作废】请看新通知", "【已作废】"
AGAIN = "【提醒】"
CHASED = "【催办】"
LATE = "〔补发〕"
NOT_ANSWERED = "还没有收到您的回复。"
NOT_DONE = "还没有登记办结。"
REPORT = "{head}：应回{expected}，已回{confirmed}，请假{excused}，转交{handed}，未回{silent}{names}。{number}"
NOT_HE = "{head}：{who}还没有回复，已再次提醒。{number}"
ALL_ANSWERED = "{head}：应回{expected}，已全部回复（请假{excused}，转交{handed}）。{number}"
NAMES = "（{names}；已提醒{times}次）"
NAMES_ONLY = "（{names}）"
NO_ACCOUNT = "其中{names}没有登记账号，收不到通知，请另行告知；告知后可回“{name} 已通知”。"
MISSED = "{head}：会前提醒因停机没有按时发出，请您留意参会情况。{number}"
_CHANGE = re.compile(r"(?P<what>[^：]{2,6})：(?P<old>.+?) 改为 (?P<new>.+)")
_TOLD_BY_MARK = re.compile(r"^【(?P<what>计划停[^】]{1,4})】")
_MARK = re.compile(r"^【[^】]{1,12}】")
MOST_NAMES, LONGEST_TITLE, LONGEST_AGAIN = 20, 26, 200
REST = "（其余见原通知）"


def full(notice: Notice, before: str = "") -> str:
    """Return the whole text of a notice. before: for whom it is read."""
    lines = [before + notice.head, notice.text, f"{HOW[notice.asks]}{NUMBER.format(number=notice.number)}"]
    return "\n".join(line for line in lines if line)


def changed(notice: Notice, *, keeps: bool, before: str = "", again: bool = True) -> str:
    """Return the text of a newer version: what it was and is now first, then the whole. again: whether anew."""
    what = MOVED if not notice.lines or any(_OF_TIME.match(one) for one in notice.lines) else OTHERWISE
    head = CHANGED.format(what=what, times=notice.changes) + bare(notice.head)
    lines = [before + head, *notice.lines, ONLY_THIS, notice.text]
    anew = f"{ANEW if again else NOT_ANSWERED}{HOW[notice.asks]}"
    how = "" if not HOW[notice.asks] else KEPT if keeps else anew
    return "\n".join(line for line in (*lines, f"{how}{NUMBER.format(number=notice.number)}") if line)


def folded(lines: Sequence[str]) -> list[str]:
    """Make one line of what changed twice: 「时间：甲 改为 乙」 and 「时间：乙 改为 丙」 are 「时间：甲 改为 丙」."""
    changes: dict[str, tuple[str, str]] = {}
    others = []
    for line in (part for whole in lines for part in whole.split("；")):
        if found := _CHANGE.fullmatch(line):
            before, _ = changes.get(found["what"], (found["old"], ""))
            changes[found["what"]] = (before, found["new"])
        else:
            others.append(line)
    return [f"{what}：{old} 改为 {new}" for what, (old, new) in changes.items() if old != new] + others


def cancelled(notice: Notice, text: str) -> str:
    """Return what those who were told read of a notice that is void."""
    return f"{CANCELLED}{bare(notice.head)}\n{text}{NUMBER.format(number=notice.number)}"


def reminded(notice: Notice, mark: str, *, owes: bool) -> str:
    """Return a reminder. owes: whether an answer is still missing."""
    missing = NOT_DONE if notice.asks is Asks.DONE else NOT_ANSWERED
    how = f"{missing}{HOW[notice.asks]}" if owes else ""
    lines = [mark + bare(notice.head), _short(notice.text), f"{how}{NUMBER.format(number=notice.number)}"]
    return "\n".join(line for line in lines if line)


def _short(text: str) -> str:
    """Return a text as a reminder carries it: what is long was read in the notice."""
    if len(text) <= LONGEST_AGAIN:
        return text
    kept: list[str] = []
    for line in text.splitlines():
        if sum(map(len, kept)) + len(line) > LONGEST_AGAIN:
            break
        kept.append(line)
    return "\n".join([*kept, REST])


def bare(head: str) -> str:
    """Return a first line without its mark 【会议】; what is said by the mark alone stays: 计划停水 东区."""
    told = _TOLD_BY_MARK.match(head)
    return f"{told['what']} {head[told.end() :]}" if told else _MARK.sub("", head)


def card(notice: Notice) -> Card | None:
    """Make the buttons of a notice, the same for everybody: each says its word with the notice's number."""
    buttons = tuple(Button(label, f"{label} {notice.number}") for label in BUTTONS[notice.asks])
    title = bare(notice.head)[:LONGEST_TITLE]
    return Card(f"n-{notice.id}-{notice.version}", title, buttons) if buttons else None
