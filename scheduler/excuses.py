"""Of what kind a leave is by its reason: 病假, 事假, 公出. Pure.

Ledgers keep the kind alone; the reason is for whoever decides on it.
"""

from __future__ import annotations

import re

SICK, AFFAIRS, DUTY = "病假", "事假", "公出"
_SICK = ("病", "医院", "发烧", "不舒服", "手术", "体检", "住院", "感冒", "看医生", "不得劲", "拉肚子", "难受")
_DUTY = (
    "出差", "公差", "公出", "外出", "值班", "当班", "培训", "公务", "开会", "学校有会", "上课", "现场", "检查", "抢修",
)  # fmt: skip
#: Whoever nurses somebody is not ill himself: 孩子发烧.
_OF_ANOTHER = re.compile(
    r"孩子|小孩|娃|儿子|女儿|闺女|孙[子女]|老人|老娘|老爹|父|母|爸|妈|爷|奶|姥|外公|外婆|岳|公公|婆婆|爱人|老婆|老公|媳妇|"
    r"家里|家人|家属"
)


def kind_of(reason: str) -> str:
    """Return what sort of leave a reason is: 病假, 公出, else 事假."""
    if any(word in reason for word in _SICK):
        return AFFAIRS if _OF_ANOTHER.search(reason) else SICK
    return DUTY if any(word in reason for word in _DUTY) else AFFAIRS
