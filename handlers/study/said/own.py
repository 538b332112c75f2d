"""What somebody says of his own sign-in afterwards: he forgot it, or it was a mistake. Pure."""

from __future__ import annotations

import re

from bot.router import Reading
from handlers.study.roster import THERE
from handlers.study.said.heard import Heard
from handlers.study.said.naming import a_name
from handlers.study.said.telling import Told, day_of, why
from handlers.study.talk import HANDLER, MAKEUP, UNDO

SURE, FAIRLY, LONGEST = 0.955, 0.9, 40
_FORGOT = re.compile(
    r"补签(?!合同|字|名|协议|单|收|文件)(?:到)?|补(?:个|一下|一个|下)签(?:到)?|(?:忘记|忘了|忘|没来得及|来不及|没顾上|漏)(?:了)?(?:签(?:到)?|打卡)(?:了)?|签到(?:给)?(?:忘|漏)了|"
    r"没(?:能)?签上(?:到)?|给(?:我)?补(?:一?下|上)|没赶上签(?:到)?|签.*补一?[下个](?:吧|呗|行吗)?$|补一?[下个]签"
)
_NOT_FORGOT = re.compile(r"谁|怎么(?!办)|如何|流程|规定|哪里|名单|几个|多少|别忘|不要忘|提醒|记得|大家")
_FILLS = re.compile(
    r"(?:申请|我要|我想|能不能|能|可以|可否|请|麻烦|给我?|帮我?|一下|行吗|行不行|可以吗|吗|了没有?|一个)+|[?？]"
)
_OF_ANOTHER = re.compile(rf"(?!签|会上|现场|全程){a_name()}(?=[\s,，在到没忘漏也是])")
_TAKES_BACK = re.compile(
    r"^(?:请|帮我|我要|我想)*(?:撤销|取消|撤回|撤掉|作废)(?:一下)?(?:我的?|刚才的?|刚刚的?|这次的?|本次的?)*签到(?!制度|表|规定|办法|功能|提醒|通知)(?P<why>[^?？]*)$"
)
_MISTAKE = re.compile(
    r"签错了?|误签|签早了|手滑|点错了|(?:我|其实|人)*还没(?:有)?到(?:呢|啊|会场|现场|场)?|(?:我|本人)(?:人)?(?:没|没有|不)(?:到(?!\d)|去|在|参加)(?:场|会)?|"
    r"不是我签的|我没(?:有)?签(?:过)?到|谁(?:替|给|帮|代)我签的?"
)


def hear(heard: Heard) -> Reading | None:
    """Read it."""
    told = Told.of(heard)
    study = {"study": told.study} if told.study else {}
    if heard.is_aside:  # what takes back what was said there
        return _undone(told, heard, study) if told.open and _TAKES_BACK.match(told.text) else None
    return _undone(told, heard, study) or _forgotten(told, heard, study)


def _undone(told: Told, heard: Heard, study: dict[str, int]) -> Reading | None:
    if found := _TAKES_BACK.match(told.text):
        return Reading(HANDLER, UNDO, SURE, {**study, "reason": why(found["why"])})
    is_there = any(one.status in THERE for one in heard.facts.studies if one.state != "planned")
    if is_there and _MISTAKE.search(told.text) and len(told.text) <= LONGEST:
        return Reading(HANDLER, UNDO, SURE, {**study, "reason": why(told.text)})
    return None


def _forgotten(told: Told, heard: Heard, study: dict[str, int]) -> Reading | None:
    text, facts = told.text, heard.facts
    found = _FORGOT.search(text)
    if (
        found is None
        or _OF_ANOTHER.match(text)
        or _NOT_FORGOT.search(text)
        or not (facts.closed or facts.open or "补签" in text)
    ):
        return None
    rest = _FILLS.sub(" ", f"{text[: found.start()]} {text[found.end() :]}")
    on = day_of(heard)
    slots = {**study, "reason": why(rest) or ("忘记签到" if "忘" in text else "")}
    return Reading(HANDLER, MAKEUP, SURE if facts.studies else FAIRLY, slots | ({"on": on.isoformat()} if on else {}))
