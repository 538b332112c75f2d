"""Who does what at a study: 书记领学, 主题发言：张三《…》, 王部长主讲. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.study.parts import DISCUSSES, HOSTS, LEADS, LESSON, SPEAKS, SUMS_UP, TEACHES

LONGEST, LONGEST_TITLE = 20, 60
LECTURES = (LESSON, TEACHES)
#: The label of a part → which part it is; who lectures gives a lesson or teaches, by the kind of study.
BY_LABEL = {
    "leads": LEADS,
    "speaks": SPEAKS,
    "discusses": DISCUSSES,
    "sums": SUMS_UP,
    "hosts": HOSTS,
    "lectures": TEACHES,
}
_WHO = r"(?P<who>[^,，。;；\s:：《》]{1,24}?)"
_LED = r"(?:^|(?<=[,，。;；\s]))(?:(?:由|请|邀请|让|叫|安排|特邀)(?:到|了)?)?"
_TITLED = r"(?:\s*[《“\"](?P<title>[^》”\"]{1,60})[》”\"])?"
_DOES = (
    (LEADS, r"(?:负责|来|给大家)*(?:领学|领读|带学)(?!人|的|是)"),
    (SPEAKS, r"(?:作|做|进行|分别)*(?:主题|重点|交流|中心)发言(?!人|的|材料|稿|[:：])"),
    (DISCUSSES, r"(?:作|做|进行)?研讨(?:发言)?(?=[,，。;；\s]|$)"),
    (SUMS_UP, r"(?:作|做|进行)?总结(?:讲话)?(?=[,，。;；\s]|$)"),
    (HOSTS, r"(?:主持|带队)(?=[,，。;；\s]|$)"),
    (
        TEACHES,
        r"(?:来|负责|给大家|给我们|亲自)*(?:主讲|授课|讲授|讲课|作(?:专题)?报告|讲党课|讲(?:一[讲课堂]|一下|讲|几句)?(?=[,，。;；\s]|$))",
    ),
)
_PATTERNS = tuple((part, re.compile(_LED + _WHO + does + _TITLED)) for part, does in _DOES)
_LESSON_FOR = re.compile(
    r"(?:^|(?<=[,，。;；\s]))(?:由|请|让)?(?P<who>[一-龥]{2,8}?)\s*(?:给|为|向)(?P<audience>[^,，。;；\s]{2,16}?)(?:上|讲)(?:一?[堂次节])?(?=(?:微|专题)?党课|课|廉政|安全)"
)
_NOT_WHO = re.compile(
    r"^(?:集[中体]|大家|自己|一起|谁|主题|学习|组织|各自|会议?|下午|上午|时间|地点|请|听|党|负责|先|再|的|开|上|主|开始|专题|安排|主讲|课|.*(?:通知|召开|举办|培训|学习|党课))$|\d"
)
_SHARED = re.compile(
    r"^(?P<heads>[一-龥]{2,8}(?:[、和][一-龥]{2,8})*?)[、和](?P<last>[一-龥]{2,8}?)(?:[两二三四五])(?:个)?(?:中心|科室?|单位|部门)(?P<post>主任|科长|负责人|书记)$"
)
_SEPARATORS = re.compile(r"[、,，;；\s]+|(?<=[一-龥》”\"])[和及与](?=[一-龥])")


#: What is not settled yet is left out.
OPEN_YET = re.compile(r"(?:人员|人|时间|地点)?(?:待定|未定|另定|暂定|待通知|另行通知|待确定|再定)")


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody is to do. name: as it was said."""

    part: str
    name: str
    title: str = ""

    def data(self) -> dict[str, str]:
        """Return it as a slot."""
        return {"part": self.part, "name": self.name, "title": self.title}


def read_roles(text: str) -> tuple[list[Role], str]:
    """Read what is said in the run of a sentence. Returns it and the text without it."""
    found: list[Role] = []
    for part, pattern in _PATTERNS:
        for one in list(pattern.finditer(text))[::-1]:
            who = one["who"].strip()
            if _NOT_WHO.search(who):
                continue
            found = [*roles_of(part, who, one["title"] or ""), *found]
            text = f"{text[: one.start()]} {text[one.end() :]}"
    return found, " ".join(text.split())


def read_lesson(text: str) -> tuple[str, str, str]:
    """Read 林部长给机关支部讲党课: who, whom, and the text without them; empty where it is not said so."""
    found = _LESSON_FOR.search(text)
    if found is None or _NOT_WHO.search(found["who"]):
        return "", "", text
    return found["who"], found["audience"], f"{text[: found.start()]} {text[found.end() :]}".strip()


def roles_of(part: str, said: str, title: str = "") -> list[Role]:
    """Read a list of people: 宿舍、园林两中心主任 are two, 张三《…》、李四《…》 bring their titles along."""
    titled = list(re.finditer(r"(?P<who>[一-龥]{2,10})\s*[《“\"(（](?P<title>[^》”\"）)]+)[》”\"）)]", said))
    if titled and not re.search(r"免签|外请", said):
        return [Role(part, one["who"].lstrip("和及、"), one["title"][:LONGEST_TITLE]) for one in titled]
    said = re.sub(r"[(（][^)）]*[)）]", "", said)
    if shared := _SHARED.match(said):
        heads = [*re.split(r"[、和]", shared["heads"]), shared["last"]]
        return [Role(part, f"{head}{shared['post']}") for head in heads]
    names = [
        re.sub(r"^(?:由|请|让|是)|(?:同志|等|两位|几位|分别|三位|二位)+$", "", one) for one in _SEPARATORS.split(said)
    ]
    kept = [one[:LONGEST] for one in names if one and not OPEN_YET.fullmatch(one)]
    return [Role(part, one, title[:LONGEST_TITLE] if len(kept) == 1 else "") for one in kept]
