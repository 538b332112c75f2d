"""The words of a 督办通报."""

from __future__ import annotations

from datetime import datetime

TITLE = "关于{month}督办工作进展情况的通报"
DRAFT = "（草稿）"
TO = "各中心、各科室："
OVERALL = "截至{at}，{month}督办事项共{given}件，已销号{done}件，办理中{busy}件，未按期办结{late}件。现将情况通报如下。"
BY_UNIT, ITEMS = "一、各单位办理情况", "二、督办事项"
UNIT_HEAD = ("单位", "督办件数", "已销号", "办理中", "未按期办结")
ITEM_HEAD = ("编号", "事项", "承办单位", "期限", "状态")
CLOSING = "请各单位对未办结事项抓紧办理，按期反馈；确需延期的，请在到期前提出申请。"
COUNTS = "{month}督办共{given}件：已销号{done}件，办理中{busy}件，未按期办结{late}件。"
DRAFT_IS_PRIVATE = "通报草稿已私下发给您，请审看后再定。"
ASK_PRIVATELY = "通报草稿见文件。要发出请私聊我说“{month}督办通报”，核对后回“发出”。"
HEADS = "各单位负责人"
ASK = "通报草稿见文件（未发出）。发给{audience}（共{count}人{without}）吗？要换范围请直接回，如“各中心主任”。"
SEND, LEAVE = "发出", "不发"
WHO = "没看懂“{said}”是哪些人。通报发给谁？请回范围，如“各单位负责人”。"
MAY_NOT_TELL = "这些人不在您可以通知的范围，通报没有发出。可请综合办发出。"
LEFT_OUT = "，另有{count}人不在您可以通知的范围，不发"
HEAD = "【通报】{title}\n详见文件。"
SENT = "通报已发给{count}人。"
TAKEN_BACK = "{title}已撤回，以更正后的为准。"
NOTHING = "{month}没有督办事项，不用通报。"


def month(period: str) -> str:
    """Say a period: 2026年11月."""
    year, _, number = period.partition("-")
    return f"{year}年{int(number)}月"


def day(at: datetime) -> str:
    """Say a day: 2026年11月23日."""
    return f"{at.year}年{at.month}月{at.day}日"
