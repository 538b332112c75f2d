"""Who is named in a sentence about an absence: who acts meanwhile, and of whom it is said if not of oneself. Pure."""

from __future__ import annotations

import re

from bot.store.names import DOUBLE_SURNAMES, SURNAMES

_HAN = r"[\u4e00-\u9fff]"
TITLES = (
    "副书记|书记|副部长|部长|副处长|处长|副主任|主任|副科长|科长|副院长|院长|委员|总监|副经理|经理|负责人|班长|组长|队长|"
    "老师|师傅|总"
)
_SURNAME = rf"(?:{'|'.join(sorted(DOUBLE_SURNAMES))}|[{''.join(SURNAMES)}])"
_ROLE = rf"(?:{_HAN}{{0,8}}?(?:{TITLES})|副[部处科]?[长职总手]|副手|[ab]角)"
_NAME = rf"(?:{_ROLE}|[老小阿]{_HAN}|{_HAN}{{2,4}}?)"
_ALL = r"(?:都|就|可以|可|请|先|暂时?|一律|统一|直接|全部?|由)*"
_DOES = (
    r"(?:来|先|暂时?|临时|全权|帮忙?|多|帮着)*(?:代理?(?!表|码)|代行|代管|代为|代班|代我|替我|帮我|顶|负责|主持|处理|盯|兼|接|牵头|值守|值班|"
    r"统筹|打理|照看|管)"
)
_ENDS = r"(?=$|[,，。.;；!\s])"
_TAIL = (
    r"(?:一下|着|了|下|吧|工作|职责|的|我|我的|职务|班|行|理|处理|负责|日常|所有|相关|这边|事务|事|就行|就可以|即可|就好)*"
    + _ENDS
)

_DEALS = r"(?:联系|对接|说|处理|代|负责|就行|就可以|吧|即可|沟通|接|办|管|就好|商量|了)*"
_GIVEN = (
    re.compile(rf"(?:由|请|让|叫|托|委托|拜托|麻烦|安排|指定)(?P<name>{_NAME})(?:同志)?{_DOES}"),
    re.compile(
        rf"(?:工作|事情|事务|急事|要事|事儿?|业务|摊子|电话|问题|手头的?活儿?|活儿?){_ALL}(?:由|找|问|联系|联络|跟|和|交给|交由|转给|转交|托给|给|请找|报)(?P<name>{_NAME})"
        rf"(?:同志)?{_DEALS}{_ENDS}"
    ),
    re.compile(
        rf"(?:这几天|这两天|期间|其间|这段时间|不在时|不在的时候)(?:,|，)?{_ALL}(?:找|联系|问)(?P<name>{_NAME})(?:吧|就行|就可以|即可)?{_ENDS}"
    ),
    re.compile(rf"(?:^|[,，。;；\s])(?:请)?(?:找|联系)(?P<name>{_NAME})(?:吧|就行|就可以|即可)?{_ENDS}"),
    re.compile(
        rf"(?:代行人|代理人|代管人|代行|代理|代班|交接人|接替人?|顶班)(?:人)?(?:是|为|[:：])?\s*(?P<name>{_NAME})(?:同志)?{_ENDS}"
    ),
    re.compile(rf"(?:^|[,，。;；、\s]|期间|其间|这几天|工作|都)(?P<name>{_NAME})(?:同志)?{_DOES}{_TAIL}"),
    re.compile(rf"(?P<name>{_ROLE}|{_SURNAME}{_HAN}{{1,2}})(?:同志)?(?:代|替我|顶替?|代理|代行|代班|代管){_TAIL}"),
    re.compile(rf"(?:有事|急事|要事|事情){_ALL}(?:给|打|拨|call)(?P<name>{_NAME})的?(?:打?电话|手机)"),
    re.compile(rf"[ab]角(?:是|为|[:：])?\s*(?P<name>{_NAME}){_ENDS}"),
)
_NOBODY = re.compile(r"我|自己|本人|大家|谁|别人|其他|值班|没人|无人|人家|他们|你们|助手|学生|单位|期间|工作")
NONE_NAMED = re.compile(
    r"(?:不用|无需|不需要|没有?|无)(?:指定|安排)?(?:人|谁)?(?:代行?|代理|代班|顶)|不指定|无人代|没人代"
)

_FILLERS = re.compile(r"^(?:那个|这个|我们|咱们|俺们|咱)+")
_TITLED = re.compile(
    rf"^(?:请?帮?)?(?:登记|记)?(?:一下)?(?P<name>{_HAN}{{1,6}}?(?:{TITLES})(?:{_SURNAME}{_HAN}{{1,2}}(?=[\s,，]))?)(?!代|替)"
)
_PLAIN = re.compile(
    rf"^(?P<name>(?:{'|'.join(sorted(DOUBLE_SURNAMES))}){_HAN}{{1,2}}|{_SURNAME}{_HAN}{{1,2}}?)"
    r"(?=[\s,，]|出差|外出|休|请|要|将|会|已|公出|去|到|因|的)"
)
_SELF = re.compile(r"^(?:我|本人|咱|俺)")
_IS_SPOKEN_TO = re.compile(r"\s*[,，:：!！]?\s*(?:您?好)?[,，]?\s*(?:我|本人)")
_NOT_A_NAME = frozenset(
    {"公出", "时间", "因公", "因私", "任务", "方便", "计划", "安排", "和平", "于是", "成都", "高铁"}
)


def delegate_in(text: str) -> str:
    """Return who is to act meanwhile, in the words that name him; empty where nobody is named."""
    for pattern in _GIVEN:
        for found in pattern.finditer(text):
            name = _FILLERS.sub("", found["name"])
            if not _NOBODY.search(name):
                return name
    return ""


def subject_in(rest: str) -> str:
    """Return of whom it is said, empty where of oneself. rest: the text without its times."""
    plain = rest.strip(" ,，。:：")
    if _SELF.match(plain):
        return ""
    found = _TITLED.match(plain) or _PLAIN.match(plain)
    if found is None or found["name"] in _NOT_A_NAME or _IS_SPOKEN_TO.match(plain[found.end() :]):
        return ""
    return found["name"]
