"""What is said of series."""

from __future__ import annotations

#: The organiser is asked about days off.
ON_A_DAY_OFF = (
    "【逢假请定】{title}：{days}。\n{choices}\n{by}前未回复，按“{default}”办。\n"
    "请回“照开 {row}”“顺延 {row}”或“停一次 {row}”。"
)
CHOICES = "可照开、顺延到{next}，或停一次。"
CHOICES_MEET = "可照开，或停一次；{next}本来就有一次，顺延即并到那一次。"
MET = "【逢假】{title}：{days}停一次，并到{next}的那一次。"
CARD_TITLE = "{title} 逢假请定"
KEEP, SHIFT, SKIP = "照开", "顺延", "停一次"
KEPT = "【逢假】{title}：{days}照开。"
SHIFTED = "【逢假】{title}：{days}顺延到{next}。"
LEFT_OUT = "【逢假】{title}：{days}停一次。"
BY_DEFAULT = "{told}\n未收到您的答复，按本部门设定办理。"
NO_LONGER = "【逢假】{title}：放假安排有更新，{days}照常，不用再定。"
UNSETTLED = "（{year}年放假安排尚未公布，公布后重新核对）"
NOT_ASKED = "没有等您定的事项，可能已经定过。"
DAY_OFF = "{day}（{why}）{clock}"
OFF, REST = "休息日", "放假"

#: What came too late because the assistant stood still.
SENT_LATE = "〔补发〕"
MISSED = "【漏发】助手停机期间有{count}项到点没有发，已过时，不再补发：{items}。"
MISSED_ITEM = "{title}（{when}）"
AND_MORE = "等"
MAY_I_STILL = (
    "【过时请定】{title}：{when}到点没有发，要补发吗？\n{by}前未回复，不再补发。\n请回“补发 {row}”或“跳过 {row}”。"
)
LATE_TITLE = "{title} 过时请定"
SEND, PASS = "补发", "跳过"
WILL_SEND = "即补发：{title}。"
PASSED = "已跳过：{title}（{when}）。"
UNTITLED = "定期事项"
