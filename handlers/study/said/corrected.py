"""What is said to be wrong in the record, in loose words: 刚才王丽记错了 应该是请假; 把我改成请假. Pure."""

from __future__ import annotations

import re

from handlers.study.said.naming import NO_NAME, a_name
from handlers.study.said.telling import why

_CALLED = {
    "请假": "请假 病假 事假",
    "公出": "公出 出差",
    "缺勤": "缺勤 缺席 旷会 没到 未到 没来",
    "迟到": "迟到",
    "正常": "正常 出席 到会 实到 已到 到了 准时",
    "线上": "线上",
    "补签": "补签",
}
TO = {said: status for status, those in _CALLED.items() for said in those.split()}
STATUS = "|".join(sorted(TO, key=len, reverse=True))
_LEAD = re.compile(
    r"^(?:刚才|刚刚|那个|更正|一下|签到|考勤|记录|名单|表|里|上|改一?下|有误|错了|弄错了|把|将|请|麻烦|帮忙?|[:：,，。\s])+"
)
_HIS = re.compile(
    rf"(?P<who>{a_name()})(?:同志)?(?P<rest>(?:[\s,，]|的|由|从|是|应|记|弄|搞|标|改|算|不|其实|实际|考勤|签到).*)$"
)
_WRONG = re.compile(r"[记弄搞标算写]错|更正|改|应(?:该|当)?(?:是|算|记|为|按)|不(?:是|算)|其实是|实际是")
#: What it was before, or is not.
_WAS = re.compile(rf"(?:不(?:是|算|应该?是)|由|从|不能算)(?:{STATUS})|(?:{STATUS})(?=改|[是]?[记弄搞]错)")
_MINE = re.compile(
    rf"^(?:请|麻烦)?(?:帮我|给我)?(?:把)?(?:我|本人)?(?:的)?(?:签到|考勤|状态|记录)*(?:帮我|给我)?(?:改为|改成|改记|改|记为|记成|算作|算)(?P<to>{STATUS})"
    r"(?:吧|了|处理)?(?P<why>(?:[\s,，].*)?)$"
)


def corrected(text: str) -> dict[str, object] | None:
    """Read whom and what the record is to say; None where it says nothing of the kind."""
    found = _HIS.match(_LEAD.sub("", text))
    if found is None or NO_NAME.match(found["who"]) or not (_WRONG.search(found["rest"]) or text.startswith("更正")):
        return None
    statuses = re.findall(STATUS, _WAS.sub(" ", found["rest"]))
    if len({TO[one] for one in statuses}) != 1:
        return None
    rest = found["rest"].rpartition(statuses[0])[2]
    reason = "" if _WRONG.search(rest) else why(re.sub(r"^(?:到会|出席|处理|了|的|吧)+", "", rest))
    return {"people": [found["who"]], "to": TO[statuses[0]], "reason": reason}


def corrects_himself(text: str) -> bool:
    """Whether somebody wants his own record changed: 改成请假, 帮我改成线上."""
    return _MINE.match(text) is not None
