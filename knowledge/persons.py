"""Persons a question names: who is asked about must stand in the text that answers.

A name is recognised by the post before it or 同志 behind it, or, among keywords, as a token none of whose pairs any
document has. One character may be mistyped where the text has the name behind a post.
"""

from __future__ import annotations

import re
from typing import Final

#: The most frequent surnames (公安部 name reports list these among the first two hundred), but for those that are
#: everyday words as well.
SURNAMES: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱郭何罗宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范"
    "石姚谭廖邹熊金陆郝孔崔康邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚庞樊兰殷施陶洪翟颜倪严牛温芦季俞章鲁葛伍"
    "韦申尤毕聂焦柳邢岳齐梅莫庄辛管祝左涂谷祁耿牟卜路詹凌娄涂苟芶骆喻曾柴"
)
_TITLE: Final = r"(?:书记|部长|主任|处长|科长|总监|校长|院长|助理|常委|委员|组长|经理|队长|班长|馆长|联络员)"
_SPEAKS: Final = "同志|老师|说|讲|谈|表示|提|强调|指出|介绍|主持|负责|发言|认为|要求|汇报|分享|总结|领学"
_AFTER: Final = rf"(?={_SPEAKS}|在|是|的|做|就|对|$|[\s,，。?？])"
_BEHIND_TITLE: Final = re.compile(rf"{_TITLE}([{SURNAMES}][\u4e00-\u9fff]{{1,2}}?){_AFTER}")
_COMRADE: Final = re.compile(rf"(?<![\u4e00-\u9fff])([{SURNAMES}][\u4e00-\u9fff]{{1,2}})同志")
_BEFORE_TITLE: Final = re.compile(rf"(?:^|[\s，。由问请是跟和])([{SURNAMES}][\u4e00-\u9fff]{{1,2}})(?={_TITLE})")
_TOKEN: Final = re.compile(rf"(?<!\S)([{SURNAMES}][\u4e00-\u9fff]{{1,2}})(?!\S)")
_ASKS_NAME: Final = re.compile(
    rf"(?:{_TITLE}|负责人|副职|同志).{{0,4}}(?:叫什么|叫啥|叫做什么|姓什么|姓啥|名字|姓名|全名)"
    r"|(?:名字|姓名).{0,4}(?:叫|是)(?:什么|啥)"
)
#: What a text holds that names somebody.
NAMED: Final = re.compile(rf"{_TITLE}[{SURNAMES}][\u4e00-\u9fff]{{1,2}}|[{SURNAMES}][\u4e00-\u9fff]{{1,2}}同志")


def names_in(folded: str) -> list[str]:
    """Return the persons a folded question names, in order, without repeats; tokens among keywords are not certain."""
    found = [
        match.group(1) for pattern in (_BEHIND_TITLE, _COMRADE, _BEFORE_TITLE) for match in pattern.finditer(folded)
    ]
    return list(dict.fromkeys(found))


def tokens_in(folded: str) -> list[str]:
    """Return the keywords that may be a name."""
    return [match.group(1) for match in _TOKEN.finditer(folded)]


def held_by(name: str) -> re.Pattern[str]:
    """Return what a text that speaks of a person holds: the name, or, behind a post, one with a character exchanged."""
    slips = "|".join(re.escape(name[:i]) + r"[\u4e00-\u9fff]" + re.escape(name[i + 1 :]) for i in range(1, len(name)))
    return re.compile(rf"{re.escape(name)}|{_TITLE}(?:{slips})")


def asks_for_a_name(folded: str) -> bool:
    """Tell whether a question wants to know what somebody is called."""
    return bool(_ASKS_NAME.search(folded))
