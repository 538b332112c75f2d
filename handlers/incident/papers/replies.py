"""What is answered to who works on the summary: what was taken down, what is still missing, what happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from handlers.incident import words as incident_words
from handlers.incident.cases import Case
from handlers.incident.matter import Paper
from handlers.incident.papers.answers import Planned
from handlers.incident.papers.elements import Said
from handlers.incident.papers.summary import Summary, day
from handlers.incident.papers.words import BLANK

SUMMARY = "总结"
SHOWN = 30
DRAFT_GIVEN = "{what}总结{mark}见文件。{missing}{number}"
DRAFT_MARK = "草稿"
STILL_MISSING = "还差：{names}，可直接回“{first}：…”。"
COMPLETE_WRITER = "要素已齐，定稿后请回“总结交了”。"
TAKEN_DOWN = "已记下：{said}。{missing}{number}"
ONE_TEXT, ONE_MEASURE = "{name}“{text}”", "措施{number}“{text}”（{who}，{due}）"
NO_PERSON, NO_DUE = "责任人待填", "时限待填"
NO_SUCH_MEASURE = "没有这个编号的措施，没有改动。要看全部请回“总结”。"
NO_MEASURE = "没有这条整改措施。先说明，如“措施：更换水管，孙主任负责，12月10日前”，再回“措施1转督办”。{number}"
WHICH_MEASURE = "共有{count}条整改措施，请写明第几条，如“措施1转督办”。{number}"
DROPPED = "措施{number}已删去"
DRAFTED_BY = "已请{who}起草{what}的总结，仍由您审签。{number}"
HANDED_IN, HANDED_IN_AGAIN, SIGNED = "总结已交，待分管领导审签", "总结已更新，待分管领导审签", "总结已审签"
SIGNED_BY_SELF, RETURNED_TO = "总结已交并审签", "总结已退回{who}修改"
NOT_YOURS_TO_WRITE = "总结由分管领导、协管领导、单位负责人或指定的起草人来写。您了解的情况请直接说，会一并记录。"
NOT_YOURS_TO_GIVE = "请谁起草，由分管领导或协管领导来定。"
GIVE_REASON = "请写明原因，如“退回：原因没写清”。"
NOTHING_TO_SIGN = "现在没有待您审签的总结。"
NOT_YET_CONTROLLED = "{what}现在是“{stage}”，登记“已控制”后再交总结。草稿随时可以要。{number}"
ALREADY_SIGNED = "{what}的总结已经审签，没有改动。{number}"
OVER = "{what}已经办结，没有改动。{number}"
BY_TEXT, BY_FILE = "总结", "文件“{name}”"
FILE_INSTEAD = "“{name}”这里收不到，请向起草人索取。"


def named(case: Case) -> dict[str, str]:
    """Return how an incident is called in a sentence, and its number."""
    return {"what": incident_words.what(case), "number": incident_words.number(case)}


def draft(case: Case, made: Summary) -> str:
    """Say that the draft is in the file, and what is still blank in it."""
    mark = "" if case.state.summary is Paper.ACCEPTED else DRAFT_MARK
    return DRAFT_GIVEN.format(mark=mark, missing=_missing(case, made), **named(case))


def taken_down(case: Case, said: Said, kept: Sequence[Planned], made: Summary, zone: ZoneInfo) -> str:
    """Echo what was taken down."""
    parts = [ONE_TEXT.format(name=name, text=_short(text)) for name, text in said.texts]
    parts += [_measure(one, zone) for one in kept]
    return TAKEN_DOWN.format(said="；".join(parts), missing=_missing(case, made), **named(case))


def dropped(case: Case, number: int, made: Summary) -> str:
    """Echo that a measure was dropped."""
    said = DROPPED.format(number=number)
    return TAKEN_DOWN.format(said=said, missing=_missing(case, made), **named(case))


def not_now(case: Case) -> str:
    """Say why nothing was changed."""
    if not case.state.is_open:
        return OVER.format(**named(case))
    if case.state.summary is Paper.ACCEPTED:
        return ALREADY_SIGNED.format(**named(case))
    return NOT_YET_CONTROLLED.format(stage=case.state.stage, **named(case))


def _measure(one: Planned, zone: ZoneInfo) -> str:
    due = day(one.due_on, zone) if one.due_on else one.due or NO_DUE
    return ONE_MEASURE.format(number=one.number, text=_short(one.text) or BLANK, who=one.person or NO_PERSON, due=due)


def _missing(case: Case, made: Summary) -> str:
    if not case.state.is_open or case.state.summary is Paper.ACCEPTED:
        return ""
    names = made.missing
    return STILL_MISSING.format(names="、".join(names), first=names[0]) if names else COMPLETE_WRITER


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
