"""Asking for what is missing, and the one confirmation before others are told.

What concerns only oneself is done at once and can be taken back. What tells others is confirmed once, and that one
confirmation carries everything: the text, who gets it and how many they are, when. What goes to many waits a minute
for 撤销. Half-done things are kept for ten minutes, then it is said that they were dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.store.office_settings import OfficeSetting, value_of, whole
from bot.store.prompts import Option
from bot.turn import Turn

MANY = OfficeSetting("大范围通知人数", 50, "超过这么多人的通知，确认后等60秒再发，期间可撤销", whole(1, 5000))
HOLD = timedelta(seconds=60)

SYSTEM, DROP = "system", "draft.drop"
SEND, LEAVE = "确认", "不发"
HELD = "人数较多，60秒后发出，这之前回“撤销”可取消。"
OR_DROP = "（不办了请回“算了”）"
YES_WORDS = (
    "确定", "确认发送", "确认发出", "发", "发吧", "发送", "发出", "可以", "可以发", "好", "好的", "好吧", "行", "对",
    "对的", "是", "是的", "没问题", "没错", "嗯", "嗯嗯", "就这样", "同意", "就这么发",
)  # fmt: skip
DROP_WORDS = (
    "算了", "不用了", "不发了", "不要了", "不办了", "取消", "先不发", "不", "不是", "不对", "别发", "先不", "放弃",
    "停", "不要", "不用", "撤销", "不确认", "算啦", "没事了", "不必了", "不提醒了", "别提醒了", "别提醒我了",
    "不用提醒了", "不发", "先放着", "算了吧", "那算了", "还是算了", "算了不办了", "不转了", "不请假了", "不请了",
    "先不办", "先算了", "不弄了", "不搞了", "不用啦", "不用了谢谢", "作废",
)  # fmt: skip


def ask_for(turn: Turn, question: str, draft: Option, choices: Sequence[Option] = ()) -> None:
    """Ask for what is missing.

    draft: what any answer means; its slots come back with the answer as `answer`. choices: answers that stand ready.
    """
    drop = Option("", SYSTEM, DROP, {}, DROP_WORDS)
    turn.ask(question if choices else f"{question}\n{OR_DROP}", (*choices, drop), free=replace(draft, is_draft=True))


def confirm(turn: Turn, text: str, yes: Option, amend: Option | None = None) -> None:
    """Ask once before others are told. yes: what 确认 means. amend: what anything else means (改成10点, 加上张三)."""
    said = Option(SEND, yes.handler, yes.intent, yes.slots, (*YES_WORDS, *yes.words))
    turn.ask(
        text, (said, Option(LEAVE, SYSTEM, DROP, {}, DROP_WORDS)), free=replace(amend, is_draft=True) if amend else None
    )


def leaves_at(turn: Turn, count: int) -> datetime:
    """Return when what goes to so many people leaves: at once, or after the minute in which it can be taken back."""
    return turn.now + HOLD if is_held(turn, count) else turn.now


def held(turn: Turn, count: int) -> str:
    """Return what is said to whoever sends to many; empty where it leaves at once."""
    return HELD if is_held(turn, count) else ""


def is_held(turn: Turn, count: int) -> bool:
    """Whether so many recipients are many."""
    return count > value_of(turn.connection, MANY)
