"""A question about a study one is called to or runs: when, where, who leads, must I speak. Pure.

One about the rules (中心组学习多久一次) is none of ours, nor is who is missing from one.
"""

from __future__ import annotations

import re

from scheduler.gathering.studied import plainly, speaks_of_study

LONGEST = 40
_RULES = re.compile(
    r"多久|规定|制度|怎么|咋样|如何|应该|应当|必须|要求|流程|程序|办法|意义|作用|包括|区别|表决|几次|多少次|每年|每季|每月|一年|条例|职责|纪律|哪些人(?:应|要|必)|标准|为什么|学时|考核|扣|罚|次数|原则|算不算|补学|补签|多少学时|能不能|可不可以"
)
_OTHER = re.compile(
    r"没来|没到|缺|未到|没签|签到|请.{0,2}假|统计|名单|台账|情况|率|心得|交了|纪要|记录|出勤|考勤|到了(?:没|多少|几)|多少人|报名|文件|材料|精神|资料|室|上次|昨天|值班|值日|会上|说了|讲了|再发|重发"
)
_ASKS = re.compile(
    r"[?？]|吗|么[。.]?$|什么|啥|哪|几点|几号|何时|多会|谁|还有|有没有|是不是|要不要|(?:时间|地点)[。.]?$|呢[。.]?$|还[开学上搞办]不[开学上搞办]|[?？]$"
)
_DATED = re.compile(
    r"今天|今晚|明天|明晚|后天|周|星期|礼拜|下次|下一次|下回|这次|本次|这个|那个|最近|近期|本月|这个月|下个?月|上午|下午|晚上|几点|在哪|哪里|哪儿|哪个(?:楼|会议室|地方|房间)|什么地方|啥地方|[去上到]哪|我"
)
_LISTING = re.compile(
    r"(?:帮我?|给我|请|麻烦)?(?:看一?看|看看?|看一?下|查一?查|查看?|查一下|列一?下|说一?下)?(?:一下)?我?(?:近期|最近|本周|这周|下周|本月|这个月|下个?月|今天|明天)的?(?:理论)?(?:学习|培训|党课)(?:安排|活动|通知|计划|日程)?[。.?？]?|(?:学习|培训)(?:安排|日程|通知)[。.?？]?|我的(?:学习|培训)(?:安排)?[。.?？]?"
)
_ABOUT = (
    ("mine", r"我.{0,8}(?:发言|领学|主讲|讲(?!了)|主持|准备)|(?:轮到|安排)我"),
    (
        "roles",
        (r"(?:谁|哪[位个]).{0,6}(?:领学|领读|发言|主讲|授课|讲课|讲(?:党课)?|主持|上课)"
        r"|(?:领学|发言|主讲|主持)(?:人|的)*(?:是|有)?(?:谁|哪)"),
    ),
    (
        "topic",
        r"学(?:习)?(?:的)?(?:什么|啥|哪些)(?:内容)?$|(?:内容|专题|主题|题目).{0,4}(?:什么|啥)|讲(?:的)?(?:什么|啥)",
    ),
    ("who", r"谁参加|哪些人参加|都有谁|谁要(?:去|来|参加)"),
    ("place", r"在哪|哪里|哪儿|[去到上]哪|什么地方|啥地方|地点|哪个(?:楼|会议室|地方|房间)|几楼"),
    ("time", r"几点|什么时候|啥时候?|什么时间|何时|哪天|几号|周几|星期几|多会儿|多咱|几时"),
    ("stands", r"取消|还[开学上搞办]|照常|延期|改期|推迟|还有吗"),
)  # fmt: skip
_SPOKEN = re.compile(r"领学|领读|主题发言|发言|主讲|学不学|还学吗|还上课|上不上课")
_NOT_WANTED = re.compile(r"(?:通知|提醒|安排|组织).{1,20}(?:参加|学习|培训)(?!安排|通知|的)")


def hear_question(text: str, *, knows: bool) -> str:
    """Return what of a study is asked: list, time, place, topic, roles, mine, who, stands; empty where none is.

    knows: whether a study to come concerns the sender; then its name alone is enough.
    """
    text = plainly(text)
    if len(text) > LONGEST or _RULES.search(text) or _OTHER.search(text) or _NOT_WANTED.search(text):
        return ""
    if _LISTING.fullmatch(text):
        return "list"
    names_it = speaks_of_study(text) or (knows and _SPOKEN.search(text) is not None)
    if not names_it or not _ASKS.search(text) or not (knows or _DATED.search(text)):
        return ""
    return next((about for about, words in _ABOUT if re.search(words, text)), "list")
