"""Where in a sentence an audience is said: 「提醒各中心主任明早开会」. Pure; who it is, is found later."""

from __future__ import annotations

import re

#: What stands before an audience.
_TOLD = (
    r"(?:请)?(?:帮我?|给我)?(?:再)?"
    r"(?:提醒|通知|告诉|召集|叫上|叫|喊上|喊|请|让|要求|发给|抄送|群发给|转告|邀请)(?:一下|下|到|给)?"
)
#: Where an audience ends: what is to be done, or when.
_END = (
    r"(?=[,，。;；:：!！\s]|到(?!位)|来|去|参加|参会|出席|开(?!发|水)|召开|交(?!通)|上交|提交|报(?!修|告厅)|填|准备|带|做|完成|检查"
    r"|关(?:好|掉|闭|紧|灯|窗|门|水|电)|锁好|切断|清(?:理|扫|点)|查寝|领取|领(?=防|物|工具|新)|备好|储水|错峰"
    r"|自查|学习|打扫|值守|注意|今|明|后天|大后天|下周|下礼拜|下星期|这周|本周|周[一二三四五六日天]|星期|礼拜|每|月底|年底|上午|下午"
    r"|晚上|早上|中午|\d|[一二三四五六七八九十两]{1,3}[点号月]|按时|准时|尽快|务必|及时|开始|在|把|将|要|不要|别|关于|本月|年前|节前|集合|待命|$)"
)
_WHO = r"(?P<who>[^,，。;；:：!！\s\d]{1,60}?)"
_AFTER = re.compile(_TOLD + _WHO + _END)
_NAMED = re.compile(
    r"(?:参加(?:人员|对象|范围)|参会(?:人员|对象|范围)?|出席(?:人员)?|与会(?:人员)?|通知(?:对象|范围)|对象|范围|发送给|发给)\s*[:：]\s*"
    r"(?P<who>[^。;；\n]{1,80})"
)
_BEFORE = re.compile(
    r"(?:^|[,，。;；:：\s])(?P<who>[^,，。;；:：\s\d]{2,40}?)(?:全部|都|全体|务必|必须|要|请|准时|按时)*(?:参加|参会|出席|到会|到场参加)"
)
_GROUP = (
    r"(?:各(?:位|个)?[^,，。;；:：!！\s\d、各]{0,6}?(?:(?:党?支部|单位|部门|中心|科室|班组)(?:的)?(?:书记|主任|科长|负责人|领导|联络员|[\u4e00-\u9fff]{2}员(?!会)|员工|职工|党员|代表|骨干|师傅|长(?![期年时远效久]))?"
    r"|书记|主任|科长|负责人|班长|班?组长|经理)"
    r"|[^,，。;；:：!！\s\d、和]{0,8}?(?:全体|所有|全部)(?:的)?(?:中层干部|干部|党员|员工|教?职工|人员|同志|成员|中层|师傅|班组长|人)"
    r"|[^,，。;；:：!！\s\d、和]{2,10}?(?:全体|全员)"
    r"|(?:主管|专责|科级|处级|副科|正科|副处|正处|班组长|员工)(?:级|长)?(?:及)?以上(?:的)?(?:干部|人员|领导)?"
    r"|全?(?:体)?中层(?:干部)?|(?:领导)?班子(?:成员)?|支部书记|分管领导|大家|全员|党员|班组长)"
)
_WITHOUT = (
    r"(?:\s*[（(]?(?:除了?|不含|不包括)[^,，。;；!！\s]{1,12}?(?:以外|之外|外|除外)?[)）]?(?=[,，。;；!！\s]|$))?"
)
_WHOLE = re.compile(
    rf"(?P<who>{_GROUP}(?:(?:[、和与,，]|以及|还有)(?:{_GROUP}|[^,，。;；:：!！\s\d、和]{{1,6}}(?:主任|科长|师傅|老师)))*{_WITHOUT})"
)
_NOT_WHO = re.compile(r"^(?:于|按|及时|提前|我|自己|本人|一下|下|大家伙儿?看|谁|的时候|功能|服务)")


def said_audience(text: str) -> tuple[str, str]:
    """Return the words of an audience and the sentence without them; the first is empty where none is said.

    「提醒各中心主任明早开会」 → (各中心主任, 明早开会). 「提醒我…」 has none: it is the sender.
    """
    for pattern in (_NAMED, _AFTER, _WHOLE, _BEFORE):
        for found in pattern.finditer(text):
            who = found["who"].strip("的 ")
            if who and not _NOT_WHO.match(who):
                rest = text[: found.start()] + " " + text[found.end() :]
                return who, re.sub(r"\s+", " ", rest).strip(" ,，。;；:：")
    return "", text
