"""What is asked and not answered here: what is private to somebody."""

from __future__ import annotations

import re

from bot.router import Reading
from handlers.ask.said.heard import Heard
from handlers.ask.talk import HANDLER, PRIVATE

_PRIVATE = re.compile(
    r"(手机号?|電話|电话|号码|住址|住哪|家庭|家住|身份证|微信号?|工资|薪水|年龄|多大岁数|毕业|哪儿?毕业|学历|病历|婚|老婆|老公|孩子|籍贯|生日)"
)
_PERSON = re.compile(
    r"[\u4e00-\u9fff]{1,3}(书记|部长|主任|处长|科长|经理|总监|老师|师傅|同志|主管|局长|校长|校医|院长)|他|她|[张王李赵刘陈杨黄吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤][\u4e00-\u9fff]{1,2}的"
)


def hear(heard: Heard) -> Reading | None:
    """Hear a question for somebody's private particulars."""
    if _PRIVATE.search(heard.text) and _PERSON.search(heard.text):
        return Reading(HANDLER, PRIVATE, 0.9)
    return None
