"""A written notice of a study cut at its labels: 时间：… 地点：… 领学：… 主题发言：张三《…》. Pure."""

from __future__ import annotations

import re

#: The heads of a written notice, by what stands behind them.
_LABELS = {
    "topic": r"(?:学习|培训|讲课|报告|会议|党课|活动|讲授|宣讲|研讨)*(?:内容|专题|主题|题目|讲题|课题)|议[程题]|讲座",
    "time": r"(?:学习|会议|开会|培训|活动|召开|上课)?时间",
    "place": r"(?:学习|会议|培训|活动|召开|集合|上课)?(?:地点|地址|会场|场地)",
    "audience": r"(?:参[加会学训]|参与|出席|应到|培训|学习)(?:人员|人|范围|对象|单位)"
    r"|(?:通知)?(?:对象|范围)|参加|参会|应到",
    "speaks": r"(?:(?:主题|重点|交流)发言|发言人)(?:人员|人)?",
    "leads": r"领学(?:人员|人)?|领读(?:人)?",
    "discusses": r"研讨发言(?:人员|人)?",
    "sums": r"总结(?:讲话)?(?:人)?",
    "hosts": r"(?:会议|学习)?主持(?:人)?",
    "lectures": r"(?:主讲|授课|讲课|宣讲|报告|培训)(?:人|老师|教师|讲师)|主讲|讲师|授课|讲课的?",
    "sits_in": r"列席(?:人员|人)?",
    "exempt": r"免签(?:人员|人)?",
    "title": r"(?:学习|活动|会议|培训)?(?:名称|类型|形式)",
    "note": r"(?:学习|会议|有关|相关|其他|纪律)*(?:要求|纪律|备注|注意事项)",
}
_WORDS = "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
#: Labels that stand without a colon: 地点三食堂二楼, 领学林部长, 题目《…》, 参加人张敏.
_BARE = (
    r"(?P<time_>(?:学习|会议|培训)?时间(?=\d|[下本这周星明后今十]))|(?P<place_>(?:集合|学习|会议)?(?:地点|会场)(?=\S))"
    r"|(?P<audience_>参[加会](?:人员|人)(?=\S)|应到(?=[全各])|对象(?=[一-龥]))|(?P<lectures_>(?:讲课|主讲|授课)的?(?:人|老师)?是|(?:主讲|授课|讲课)(?:人|老师)?(?=[^,，。;；\s是由的]))"
    r"|(?P<leads_>领学(?:人|是|由)?(?=[^,，。;；\s的了吗改换])|领读人)|(?P<speaks_>(?:主题|重点)?发言人(?=[^,，。;；\s])|主题发言(?=[一-龥]{2,4}《))"
    r"|(?P<hosts_>主持(?:人)?(?=[^,，。;；\s的会召]))|(?P<sits_in_>列席(?=[一-龥]{2,}))"
    r"|(?P<topic_>(?:学习|培训|会议)?内容(?=\S)|(?:专题|主题|题目|讲题|课题)(?=[《“\"])|(?:(?:专题|主题|题目|讲题)(?:就?是|为|叫)))"
)
_LABEL = re.compile(
    rf"(?:^|(?<=[\s,，;；。:：\n]))(?:[一二三四五六七八九\d]{{1,2}}[、.．)）]\s*)?(?:(?:{_WORDS})\s*[:：]\s*|(?:{_BARE})\s*)"
)
_LIST = re.compile(r"[^,，。;；\n\s]+(?:\s*、\s*[^,，。;；\n\s]+)*")
_SPEECHES = re.compile(r"(?:[一-龥]{2,10}\s*[《“\"(（][^》”\"）)]+[》”\"）)][、,，;；\s和及]*)+")
_NUMBERED = re.compile(r"(?:\s*\d{1,2}[.、．)）][^\n。;；,，]+)+")
_ENDS = {
    "time": re.compile(r"[^,，。;；\n]+"),
    "place": re.compile(
        r"[^,，。;；\n\s]+(?:\s(?=[A-Z]?\d|[一-龥]{0,4}(?:会议室|报告厅|礼堂|活动室|楼))[^,，。;；\n\s]+)?"
    ),
    "audience": re.compile(r"[^。;；\n]+"),
    "topic": re.compile(r"[《“\"][^》”\"]+[》”\"](?:[和、及与][《“\"][^》”\"]+[》”\"])*|[^,，。;；\n\s]+"),
    "note": re.compile(r"[^\n]+"),
    "title": re.compile(r"[^,，。;；\n\s]+"),
}


def cut(text: str) -> tuple[str, dict[str, str]]:
    """Cut a text at its labels. Returns what stands outside of them, and what stands behind each."""
    found = list(_LABEL.finditer(text))
    if not found:
        return text, {}
    parts: dict[str, str] = {}
    rest = [text[: found[0].start()]]
    ends = [one.start() for one in found[1:]] + [len(text)]
    for one, end in zip(found, ends, strict=True):
        name = str(one.lastgroup).removesuffix("_")
        value, left = _value(name, text[one.end() : end])
        if name in parts and value:
            parts[name] = f"{parts[name]}、{value}"
        elif value:
            parts[name] = value
        rest.append(left)
    return " ".join(" ".join(rest).split(" ")).strip(" ,，;；"), parts


def _value(name: str, text: str) -> tuple[str, str]:
    """Return what belongs to a label, and what comes after it and belongs to none."""
    if name == "topic" and (numbered := _NUMBERED.match(text)):
        found: re.Match[str] | None = numbered
    elif name in ("speaks", "discusses"):
        found = _SPEECHES.match(text) or _LIST.match(text)
    else:
        found = _ENDS.get(name, _LIST).match(text)
    if found is None:
        return "", text
    value = found.group().strip(" ,，、;；。\n")
    return value, f"{text[: found.start()]} {text[found.end() :]}".strip()
