"""A task given to somebody else, split into several, cut into milestones: how that is said. Pure."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from bot.router import Reading
from handlers.task.due import due_slots
from handlers.task.facts import Facts
from handlers.task.named import STOPS, split_names

HANDLER = "task"
_ASKS = re.compile(r"[?？]|吗$|怎么|如何|什么|谁|哪")
_HANDED = re.compile(
    rf"(?:转办给?|转给|转交给?|移交给?|改派给?|改由|换(?:成|由|给)|改交给?|交给|改给)"
    rf"(?P<who>[^{STOPS}]{{2,14}}?)(?:来|去)?(?:办理?|承办|负责|牵头|处理|接手|跟进|落实|吧|了)"
    rf"*(?=[{STOPS}]|$)"
)
_SPLIT = re.compile(
    r"(?:分(?:给|到|解到|解给|解至|派到|派给|配给|头给|成)|分解(?:到|给|至)?|拆(?:分)?(?:给|"
    r"成|到)?|细化到|下分(?:给|到)?)"
    r"(?P<who>[^,，。;；:：\s]{2,40}?)(?:各自|分别|分头|各)?(?:去|来)?(?:报(?:送)?|办理?|落实|"
    r"完成|负责|上报|自查|做|弄)?(?:$|[,，。;；])"
)
_MILESTONES = re.compile(
    r"^(?:设|加|定|增加|添加|补充|新增)?(?:个|一下)?(?:时间)?(?:节点|里程碑|阶段(?:目标|节点)"
    r"?|分步|关键节点|进度安排)\s*(?:[:：,，是为]|\s)\s*(?P<what>.+)$",
    re.DOTALL,
)
_STEP = re.compile(r"[,，。;；\n]+|(?<=[^\d])\s+(?=\S)")
_BEFORE = re.compile(r"^(?:[（(]?[一二三四五六七八九\d]+[)）.、．]\s*)?(?:先|再|然后|最后|并|和|以及)?")
MOST = 12


def handed(short: str) -> list[Reading]:
    """Read 转办给孙主任."""
    found = _HANDED.search(short)
    if found is None or _ASKS.search(short) or re.match(r"我|自己|你|他|她", found["who"]):
        return []
    is_sure = re.match(r"转办|改派|移交|改由|转给", found.group()) is not None
    return [Reading(HANDLER, "task.hand_over", 0.92 if is_sure else 0.86, {"owner": found["who"], "text": short})]


def split(short: str) -> list[Reading]:
    """Read 分给三个中心各自报."""
    found = _SPLIT.search(short)
    if found is None or _ASKS.search(short):
        return []
    return [Reading(HANDLER, "task.split", 0.92, {"owners": split_names(found["who"]), "text": short})]


def milestones(rest: str, now: datetime, facts: Facts) -> list[Reading]:
    """Read 节点：周三前出方案，周五前完成."""
    found = _MILESTONES.match(rest.strip(" ,，:：。"))
    if found is None or _ASKS.search(rest):
        return []
    steps: list[dict[str, Any]] = []
    for part in [one for one in _STEP.split(found["what"]) if one.strip()][:MOST]:
        due = due_slots(part, now, facts.calendar)
        what = part.replace(due.get("due_said", ""), " ", 1) if due else part
        title = re.sub(r"\s+", "", _BEFORE.sub("", what.strip())).strip(",，、:：")
        if not due and steps and not steps[-1]["title"]:
            steps[-1]["title"] = title
        else:
            steps.append({"title": title, **due})
    whole = [one for one in steps if one["title"] and one.get("due")]
    if not whole:
        return []
    slots = {"steps": whole}
    mine = [one for one in facts.known if one.is_open and (one.is_owner or one.is_assigner)]
    which = {"task": mine[0].id} if len(mine) == 1 else {"candidates": [one.id for one in mine]}
    return [Reading(HANDLER, "task.milestone", 0.93, {**slots, **which})]
