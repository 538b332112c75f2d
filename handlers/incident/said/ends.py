"""How an incident ends or changes hands: a false alarm, a repair, another leader, another grade, closed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.incident.said.persons import person_after
from handlers.incident.said.step import Step, is_led, reason_in

_CLOSE = re.compile(
    r"结案|销案|(?:可以|申请|同意|请)?(?:关闭|结束|办结|销号|归档)(?:事件|本次事件|该事件|这个事件|此事件|"
    r"了)?(?=$|[\s,，。!！]|吧)|(?:事件|这个?)(?:可以)?(?:结束|关闭|了结)(?:了|吧)"
)
_FALSE = re.compile(
    r"误报|虚惊|谎报|(?:发|报|说|搞|弄|看|按|点)错(?:群|人)?了|没有?的事|乱报|瞎报|恶作剧|"
    r"没有?(?:发现|看到|看见|见到?)(?:有|任何|什么)?(?:着火|起火|火情|火灾|火|烟|异常|明火|漏水|漏气|险情)(?!源)|不是真的|假的|没有?(?:着火|起火|漏气|漏水|停电|停水|"
    r"这回事|这事|事发生)|误触|误操作|不是(?:着火|火灾|火|起火|漏气|煤气|漏水)|乌龙|"
    r"没(?:什么)?事了?[,，。\s]|不用来了|(?:是|其实是)(?:在)?[^,，。！？\s]{0,6}?(?:做饭|煮|蒸汽|烤|熏|水蒸气|水汽|烧烤|灰尘|烧水|抽烟|油烟)"
)
_GRADE = re.compile(
    r"(?:升级?|提高|上调|调升|提升|定|调整|降级?|降低|下调|调|改)(?:级别?|等级)?(?:为|到|成|"
    r"至)?(?P<grade>一般|较大|重大|特别重大)|按照?(?P<as>一般|较大|重大)(?:级别?|事件|突发事件)?(?:处理|处置|来办)|(?P<up>升级|升一级|提级|提高等级|上调)(?!系统|软件|程序|版本|"
    r"改造|打怪|包|服务|设备)|(?P<down>降级|降一级|降低等级|下调等级)"
)
GRADES = {"一般": 1, "较大": 2, "重大": 3, "特别重大": 3}
_TO_REPAIR = re.compile(r"(?:转|改|按|算)(?:为|成|到|交|作)?(?:普通|一般)?报修(?:处理|单|吧)?|转维修(?:处理)?")
_TO_HAZARD = re.compile(r"(?:转|改|按|算)(?:为|成|到|作)?(?:安全)?隐患(?:处理|整改|单|吧)?")
_MERGE = re.compile(r"合并|并(?:入|到)|是同一(?:件|个|起|回)(?:事|事件)?|(?:重复|同一件)(?:上)?报|归到")
_DELEGATE = re.compile(r"(?:转(?:给|交|派|办给)|移交(?:给)?|交(?:给|由)|改由|由|换(?:成|由))")
_SEND = re.compile(r"(?:委派|派|让|叫|请|安排|委托)")
_SCENE = re.compile(
    r"到场|去(?=$|[\s,，。!！])|"
    r"去现场|到现场|赶(?:去|往|到|赴)|去看|去一?下|替我去|代我去|先去|去处(?:理|置)|过去|前往"
)
_DUE = re.compile(r"\d+[日号]前|周[一二三四五六日天][^。]{0,3}前|前完成|月底|排查|督办")
_SUMMARY = re.compile(
    r"^(?:事件|事后|突发事件)?(?:总结|情况说明|分析报告|总结分析报告|总结报告|终报)[:：]|(?:总结|分析报告|"
    r"情况说明|总结报告|终报)(?:分析)?(?:报告)?(?:已经?)?(?:写|交|提交|上交|上传|发|做|完成|补)(?:好|完|"
    r"了|上)*(?=$|[\s,，。!！])|(?:交|提交|上交|补交|写|起草|撰写)(?:一下|下|了)?(?:事件|事故|这次|本次|"
    r"突发事件)?(?:的)?(?:总结|分析报告|情况说明|总结分析报告)(?:了|$|[\s,，。!！])|^(?:写|交|提交)?总结$"
)
_NOT_SUMMARY = re.compile(
    r"提醒|什么时候|怎么写|模板|几天|截止|范文|谁|年度|年终|工作总结|学期|个人|学习|会议|党|[吗?？]|没(?:交|写)"
)


def false_alarm(text: str) -> Iterator[Step]:
    """Read that nothing was there."""
    if _FALSE.search(text) and not re.search(r"不是误报|并非误报|不是假的|真的", text):
        reason = re.sub(r"^[\s,，。:：]*(?:刚才|这|那|确认|是|系)*误报[\s,，。:：!！]*", "", text).strip()
        slots = {"reason": reason if reason != text.strip() or "误报" not in text else "", "confirms": "确认" in text}
        yield Step("incident.false_alarm", lambda one: one.is_of_sender, 0.93, slots)


def handed_on(text: str) -> Iterator[Step]:
    """Read to whom it goes: the whole of it, or only to be there."""
    if _DUE.search(text):
        return
    to_scene = person_after(text, _SEND.pattern)
    if to_scene and _SCENE.search(text):
        yield Step("incident.delegate", is_led, 0.95, {"to": to_scene, "what": "scene"})
        return
    to = person_after(text, _DELEGATE.pattern)
    if to:
        what = "scene" if _SCENE.search(text) and not re.search(r"负责|处理|转给|移交", text) else "responsibility"
        yield Step("incident.delegate", is_led, 0.93, {"to": to, "what": what})


def ended_otherwise(text: str) -> Iterator[Step]:
    """Read that it is a repair, a hazard, or another incident."""
    for pattern, intent in (
        (_TO_REPAIR, "incident.to_repair"),
        (_TO_HAZARD, "incident.to_hazard"),
        (_MERGE, "incident.merge"),
    ):
        if pattern.search(text):
            yield Step(intent, is_led, 0.95, {"reason": reason_in(text)})


def graded(text: str) -> Iterator[Step]:
    """Read how grave it is from now on."""
    found = _GRADE.search(text)
    if found and not re.search(r"什么(?:叫|是|算)|怎么(?:定|划|分)|标准", text):
        direction = (
            "up" if found["up"] or "升" in found.group() else "down" if found["down"] or "降" in found.group() else ""
        )
        slots = {
            "grade": GRADES.get(found["grade"] or found["as"] or "", 0),
            "direction": direction,
            "reason": reason_in(text),
        }
        yield Step("incident.grade", is_led, 0.95, slots)


def closed(text: str) -> Iterator[Step]:
    """Read that it is over."""
    if _CLOSE.search(text) and not re.search(r"签到|会议|没结案|未结案|什么时候", text):
        yield Step("incident.close", is_led, 0.93)


def summed_up(text: str) -> Iterator[Step]:
    """Read that the summary is written, or is to be."""
    if _SUMMARY.search(text) and not _NOT_SUMMARY.search(text[:40]):
        yield Step("incident.summary", is_led, 0.93)
