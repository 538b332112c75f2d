"""What has been done already: who was called, what was shut off. What somebody asks others to do does not count."""

from __future__ import annotations

import re

from handlers.incident.heard.plain import Plain

_DONE = (
    (r"(?:打|拨打?|叫|报|呼叫|联系)了?(?:过)?(?P<number>119|120|110|122)了?", "已打{number}"),
    (r"(?P<number>119|120|110|122)(?:已经?)?(?:打|拨|叫|报)(?:过)?了", "已打{number}"),
    (r"(?:打|拨|叫)了?(?:119|120|110|122)(?:[和、,，]|以及)+(?P<number>119|120|110|122)了?", "已打{number}"),
    (r"报(?:了|过)警|报警了|已报警", "已报警"),
    (
        (
            r"断了?(?:总)?电源?了?|拉了?(?:电)?闸了?|关了?(?:总)?电(?:闸|源)了?|(?:电闸|电源|"
            r"总闸)(?:已经?)?(?:拉|关|断)(?:了|掉)"
        ),
        "已断电",
    ),
    (
        r"关了?(?:总)?(?:水|气|燃气|煤气)?阀门?了?|(?:总?阀门?|水阀|气阀)(?:已经?)?(?:关|拧)(?:了|上|掉|死)|停水阀",
        "已关阀门",
    ),
    (
        (
            r"(?:组织)?(?:人员?|学生|群众)?(?:疏散|撤离)(?:了|完|完毕|出来)?|(?:人|学生)(?:都|已经?|"
            r"全)*(?:疏散|撤|撤离|出来|跑出来)了"
        ),
        "已疏散",
    ),
    (r"送(?:了|到|去|往)?(?:校)?(?:医院?|卫生所|急诊)(?:了)?|送医|救护车(?:已经?)?(?:拉走|来了|到了|接走)", "已送医"),
    (r"停(?:止)?(?:供应|供餐|售卖?|餐)了?|停供|封存", "已停止供应"),
    (r"留(?:了|存)?样(?:品)?了?|样品(?:已)?(?:封|留)", "已留样"),
    (r"拉了?(?:警戒|隔离)(?:线|带)?|设了?警戒|围(?:起来|挡)了?|警戒线", "已设警戒"),
    (r"(?:火|明火)?(?:已经?|被)?(?:扑灭|浇灭)了?|火(?:已经?|被)?灭了?|用?灭火器(?:灭|喷|扑)", "已扑灭"),
    (r"(?:开窗)?通(?:了)?风了?|开了?窗", "已通风"),
    (r"隔离(?:了|起来)?", "已隔离"),
    (
        (
            r"(?:联系|通知|叫|打|找)了?(?P<who>维保|物业|维修|电工|水工|水电|供电|供水|燃气公司|保卫处|保安|"
            r"校医院?|校医|辅导员|宿管)[^,，。！？\s]{0,3}?(?:了|来)?"
        ),
        "已联系{who}",
    ),
)
_COMPILED = tuple((re.compile(pattern), said) for pattern, said in _DONE)
_CERTAIN = re.compile(r"(?:已经?|都|刚刚?|我们?|也|先)[^,，。！？\s]{0,4}$")
_NOT_DONE = re.compile(
    r"(?:没有?|还没|未|要不要|用不用|需要?|请|快|赶紧|赶快|帮忙|帮|麻烦|谁|是否|应该?|要|准备|不用|别|不|"
    r"怎么|如何|打不|马上|尽快|建议|可以|无法|来不及|等)[^,，。！？\s]{0,4}$"
)
_DONE_AFTER = re.compile(r"了|完|过|好|中")


def actions(plain: Plain) -> tuple[str, ...]:
    """Return what was done, in the order of the table, each once."""
    text = plain.folded
    found = [
        said.format(**found.groupdict())
        for pattern, said in _COMPILED
        for found in pattern.finditer(text)
        if _is_done(text, found.start(), found.end())
    ]
    return tuple(dict.fromkeys(found))


def _is_done(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 8) : start]
    if _CERTAIN.search(before):
        return not re.search(r"(?:没有?|未|不)[^,，。！？\s]{0,3}$", before)
    return not _NOT_DONE.search(before) and _DONE_AFTER.search(text[start : end + 1]) is not None
