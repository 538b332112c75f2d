"""What a meeting is called: 安全会, 党政联席会, 安全工作小组碰头会; and whether a text speaks of one at all. Pure."""

from __future__ import annotations

import re

LONGEST = 40

#: 会 that is no meeting.
_OTHER = (
    r"会(?:不会|计|场|堂|员|费|徽|馆|客|谈室|议室|议厅|议中心|议桌|所|儿|餐|友|诊|师|长(?!会)|上说|说(?!说)|的吧)|一会|[机社工学协妇团误体晚聚宴约展学理]会|学生会|委员会|"
    r"研究生会|教代?会(?!议)|基金会|运动会|招聘会|音乐会|同学会|联欢会|宣讲会|发布会上|才会|就会|都会|不会|只会|还会|可会|也会|将会|总会|幸会|再会|意会|领会|学会|校友会|培训会不"
)
_OTHERS = re.compile(_OTHER)
_NAME = re.compile(
    r"[“\"《「]?(?P<name>[一-龥A-Za-z0-9()（）·\-]{0,24}?(?:会议|大会|会|碰头(?!会)))(?![计场员费馆客议室所儿餐友诊师说])[”\"》」]?"
)
_MEET = re.compile(
    r"(?:安排|组织|召集|定|约|搞|弄|新建|创建|发)(?:一下|一个|一次|一场|个|次)?(?:会议?|开会)(?![计场员费馆客儿所])|会议通知|(?:召|要|来|去|准备)?开(?:个|一个|次|一次|一下|下|场|一场)?(?:小|短|大|紧急|临时)?会(?![计场员费馆客儿所])|召集|碰个?头|碰一下|集合开会"
)
_LEADING = re.compile(
    r"^(?:那个|就是|然后|我们|咱们?|我|你|帮忙|帮个忙|帮我?|临时|麻烦|请|让|叫|给|跟|把|通知|告知|提醒|转告|发布?|拟|定于|拟定|定|兹|现|将|要|想|想要|准备|计划|打算|需要|安排|组织|召集|召开|举行|举办|进行|参加|出席|开|搞|弄|约|一下|一个|一次|一场|个|次|场|有|是|为|的|了|吧|啊|呀|呢|都|各位|关于|再|新建|创建|到|在|来|去|于|预定|改|紧急通知|会议通知|参会)+"
)
_BODY = re.compile(r"(?P<name>[一-龥]{2,14}(?:小组|专班))")
_NOTICE = re.compile(r"(?:会议|开会|例会)?通知$")
_PLAIN = re.compile(
    r"^(?:临时)?(?:小|个|短|一|次|大)?(?:会议?|碰头)$|^(?:临时|紧急)?召?开(?:个|一个|一下)?(?:小|短|大)?会$|会议通知$"
)


def without_lookalikes(text: str) -> str:
    """Return a text without what has 会 in it and is no meeting."""
    return _OTHERS.sub(" ", text)


def speaks_of_meeting(text: str) -> bool:
    """Whether a text speaks of a meeting at all."""
    cleaned = without_lookalikes(text)
    return bool(_MEET.search(cleaned) or _NAME.search(cleaned))


def calls_meeting(text: str) -> bool:
    """Whether it says that people are to meet (开会, 开个会, 碰个头)."""
    return bool(_MEET.search(without_lookalikes(text)))


def read_title(text: str) -> str:
    """Read the title; empty where it is just a meeting."""
    cleaned = without_lookalikes(text)
    names = [_stripped(found["name"]) for found in _NAME.finditer(cleaned)]
    good = [name for name in names if name and not _PLAIN.match(name)]
    if not good and (group := _BODY.search(cleaned)):
        return _stripped(group["name"]) + "会议"
    if not good:
        return "碰头会" if re.search(r"碰个?头|碰一下", cleaned) else ""
    return max(good, key=len) if len(good) > 1 and all(good[0] in one for one in good) else good[0]


def _stripped(name: str) -> str:
    before = ""
    while before != name:
        before = name
        name = _LEADING.sub("", name)
        name = re.sub(r"^.*(?:召开|开个|开一个|开一次|举行|参加|组织|出席)(?=..)", "", name)
    name = _NOTICE.sub("", name)
    return re.sub(r"的会$", "会", name[-LONGEST:])
