"""Whether a text speaks of a study 学习活动 rather than of a meeting, and what the study is called. Pure.

党员大会, 支委会, 党小组会 and 组织生活会 are studies: they have a roster, a vote and a signing in. What a meeting
only deals with (研究培训经费, 部署主题党日) makes it none.
"""

from __future__ import annotations

import re

LONGEST = 40

_FIRM = (
    r"(?:党委|理论|学习)*中心组(?:[(（]扩大[)）])?(?:理论)?(?:第[一二三四五六七八九十\d]+次)?(?:专题|集[中体]|扩大)*(?:学习|研讨|读书班?|会)*"
    r"|党员(?:代表)?大会|支部(?:党员)?(?:大会|会议?)|支部委员会|支委(?:扩大)?(?:会议?|碰头会)|党小组(?:学习|组织)?(?:会议?|学习)"
    r"|(?:专题)?(?:组织|民主)生活会|民主评议(?:党员)?(?:大?会|工作会议?|党员)?"
    r"|(?:专题|微)?党课|(?:主题)?党[日员]活动(?:日)?|主题党日(?:活动)?|(?:专题|形势|辅导|政策|事迹|先进)*报告会|讲座|宣讲(?:会|报告会)?"
    r"|(?:专题)?读书班|(?:学习|培训)(?:交流|研讨|讨论|座谈|分享|动员)?(?:大会|会|班)"
)
_LOOSE = (
    r"(?:集[中体]|政治|理论|支部|业务|专题|岗前|上岗|安全|消防)*"
    r"(?:培训|轮训|学习(?!通知|贯彻|传达|宣传|领会|[:：]))|警示教育(?:片|活动)?"
)
_MEETING = re.compile(
    r"(?:例|办公|联席|党委|碰头|协调|部署|推进|调度|安全|座谈|交流|总结|动员|专题|分析|现场|表彰|通气|述职|部务|处务|党政|工作|调研|工作小组)(?:大|扩大)?会(?!议室)"
    r"|(?:干部|职工|教工|全员|员工|职代)大?会|[早晨周月夕]会|班前会"
)
#: What a meeting deals with, and what only has the words in it.
_ASIDE = re.compile(
    r"(?:研究|讨论|审议|布置|部署|筹备|总结|通报|汇报|商量|商议|议题|议程|关于|协调|落实|改造)(?:一下|一次|了|[:：])?[^,，。;；:：]{0,12}?(?:培训|学习(?!会)|党课|主题党日|党员大会|中心组|党日)[一-龥]{0,8}"
    r"|(?:学习|培训|报告)(?:室|园地|资料|材料|用品|费|经费|教室|中心(?!组)|楼|厅|强国|型|桌|平台|软件|系统|情况|记录|名单|台账|计划(?!地|安排)|总结|方案|心得|体会|笔记)"
    r"|领学|理论学习小组(?=组长)"
)
_FIRMLY, _LOOSELY = re.compile(_FIRM), re.compile(_LOOSE)
_PHRASE = re.compile(
    rf"(?P<before>[一-龥A-Z0-9()（）“”\"·]{{0,24}}?)(?P<noun>{_FIRM}|{_LOOSE})(?P<after>研讨会?|交流会?|活动|大会|会|班|课)?"
)
_LEADING = re.compile(
    r"^(?:嗯|那个|就是|然后|我们|咱们?|我|你|帮个?忙|帮我?|临时|麻烦|请|让|叫|给|跟|把|通知|告知|提醒|转告|发布?|拟|定于|拟定|定|兹|现|将|要|想|准备|计划|打算|需要|安排|组织(?!生活)"
    r"|召集|召开|举行|举办|开展|进行|参加|出席|听|上|开|搞|弄|做|办|约|一下|一个|一次|一场|一[堂节期轮]|个|次|场|[堂节期](?!题)|有|是|为|的|了|吧|啊|呀|呢|都|各位|大家|关于|再|新建|创建|到|在|来|去|于"
    r"|预定|安排|紧急|今天|明天|后天|下周|本周|这周|每月|每季度?|每周|老[一-龥](?=组织|让))+"
)
_WHO = re.compile(
    r"^(?:全体|各|所有|全部)?[一-龥]{0,8}?(?:全体|员工|职工|人员|们|党员(?!大会|活动)|干部|同志|主任|科长|班组长|师傅)(?:的|来|都|参加|进行|集[中体](?=学习)|,)*(?=[一-龥]{2})(?!学习)"
)


def plainly(text: str) -> str:
    """Return a text with slips of typing in the names of studies put right: 中新组 is 中心组."""
    text = re.sub(r"[中种][心新芯][组祖阻](?=学|第|专|集|成|的|会|理|[\s,，。]|$)", "中心组", text)
    return (
        re.sub(r"党[棵科颗客可](?=[\s,，。改取讲推在]|$)", "党课", text)
        .replace("支微会", "支委会")
        .replace("学**", "学习")
    )


def speaks_of_study(text: str) -> bool:
    """Whether a text speaks of a study: what is named first counts, a study or a meeting."""
    bare = _ASIDE.sub(" ", plainly(text))
    firm, meeting = _FIRMLY.search(bare), _MEETING.search(bare)
    if firm is not None:
        return meeting is None or firm.start() <= meeting.start() or firm.end() >= meeting.end()
    return meeting is None and _LOOSELY.search(bare) is not None


def speaks_firmly_of_study(text: str) -> bool:
    """Whether a text names a study by what is nothing else: 党课, 中心组学习; 学习 alone is much else too."""
    return _FIRMLY.search(_ASIDE.sub(" ", plainly(text))) is not None


def read_study_title(text: str) -> str:
    """Read what a study is called: 维修水电党支部党员大会; empty where it has no name."""
    bare = plainly(text)
    found = [one for one in _PHRASE.finditer(bare) if not _ASIDE.search(one.group())]
    names = [(_FIRMLY.search(one.group()) is not None, _stripped(one.group())) for one in found]
    named = [one for one in names if one[1]]
    firm = [name for is_firm, name in named if is_firm]
    return (firm or [name for _, name in named] or [""])[0][:LONGEST]


def _stripped(name: str) -> str:
    before = ""
    while before != name:
        before = name
        name = _LEADING.sub("", name).lstrip('()（）“”"· ')
        name = _WHO.sub("", name)
        name = re.sub(
            r"^.{0,20}?(?:召开|举办|举行|开展|开个|搞个|组织(?!生活)|做个|办个|搞|参加|来听|作(?=形势|专题|辅导)|开(?=党员|支[委部]|党小组|组织生活|民主))(?=..)",
            "",
            name,
        )
    return name
