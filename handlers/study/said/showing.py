"""What is said of the code and of the page on the screen 签到码、大屏. Pure."""

from __future__ import annotations

import re

from bot.router import Reading
from handlers.study.said.heard import Heard
from handlers.study.talk import CODE, HANDLER

SURE, LIKELY = 0.97, 0.85

_CODED = re.compile(
    r"[,，、;；。\s(（]*(?:并且?|同时)?(?P<no>不(?:用|要|需要?|带|使用)|无需|免)?(?:要|得|须|必须|需要?|使?用|凭|带|加|输入?|验|看)*"
    r"(?:大屏上?的?)?(?:签到码|验证码|动态码|数字码|口令|四位数字?码?|4位数字?码?)(?:的|签到|才能签)*[)）]?"
)
_PLEASE = (
    r"(?:请|麻烦|帮我|给我|我要|把|现在的?|当前的?|目前的?|今天的?|这次的?"
    r"|查看?|看看?|发我?|要|打开|开|投|放|显示|调出来?|一下|下)*"
)
_IT = (
    r"(?:签到(?:的)?(?:码|口令|密码|验证码|二维码|大屏幕?|页面?|投屏|投影|屏幕)|大屏幕?|投屏|投影|验证码|动态码)"
    r"(?:上)?(?:的)?(?:签到)?(?:地址|链接|网址|页面|码|数字)?"
)
_ASKED = (
    r"(?:是(?:多少|什么|哪个|几)|多少|几|呢|在哪里?|怎么(?:打开|投|放|看|弄)|发我?(?:一下|下)?|给我(?:一下|下)?"
    r"|投(?:一下|上去|到大屏)|一下|有吗|打开)*[?？。]*"
)
_SHOWN = re.compile(_PLEASE + _IT + _ASKED)


_NUMBER = re.compile(r"[〔\[(\s]*XX-0*(?P<id>\d{1,7})[〕\])\s]*", re.IGNORECASE)


def hear(heard: Heard) -> Reading | None:
    """Read that the code or the page is wanted; 大屏 alone means it only to who runs a study."""
    runs_one = any(one.is_mine for one in (*heard.facts.open, *heard.facts.planned))
    found = _NUMBER.search(heard.text)
    if heard.is_aside or not _SHOWN.fullmatch(_NUMBER.sub("", heard.text)) or not (runs_one or "签到" in heard.text):
        return None
    which = {"study": int(found["id"])} if found else {}
    return Reading(HANDLER, CODE, SURE if runs_one else LIKELY, which, label="看签到码")


def coded(text: str) -> tuple[str, bool | None]:
    """Take out of the words whether signing in asks for a code; None where they do not say."""
    found = _CODED.search(text)
    return (_CODED.sub(" ", text), not found["no"]) if found else (text, None)
