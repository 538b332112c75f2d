"""What is said of others: 代签, 到：张三、李四, corrections, the roster; the word on what waits for it. Pure.

Who came is read only of names, and without a colon only where one of them is of this office: 外卖到了 is nobody.
"""

from __future__ import annotations

import re

from bot.router import Reading
from handlers.study.facts import Facts
from handlers.study.said.corrected import STATUS, TO, corrected, corrects_himself
from handlers.study.said.heard import Heard
from handlers.study.said.naming import NO_NAME, a_name, names_in
from handlers.study.said.telling import Told, why
from handlers.study.talk import CORRECT, DECIDE, HANDLER, PROXY, ROSTER, UNDO

_NAME = a_name()
BARE, SURE, NUMBERED = 0.9, 0.955, 0.985
LONGEST_LIST, LONGEST_WORD, LONGEST_BESIDE = 400, 80, 8
_REASON = re.compile(r"^[,，:\s]*(?:因为|理由是?|原因是?)?[:\s]*")
_QUESTION = re.compile(r"[?？]|吗|没有$|了没$|谁|几个|多少|哪|怎么|为什么|什么时候|是不是")

_SIGNS = r"(?:先|也|都|一起|一块儿?)*(?:签(?:个到|到一下|到|一下|个|上|了|下|名)|打个?卡|报个?到)"
_FOR = re.compile(
    rf"^(?:请|麻烦|帮忙|我|我来|我想|能不能|可以|现在)*(?:帮忙|代|替|帮|给|为)(?:我)?(?:把|给|替)?(?P<who>[^我,，。]{{2,40}}?)(?:同志)?{_SIGNS}(?P<more>.*)$"
)
_ASKED_TO = re.compile(
    rf"^(?P<who>{_NAME})(?:同志)?(?:(?:让|叫|托|请|委托)我(?:替|帮|代|给)(?:他|她)?|.{{0,16}}?(?:替|帮|代|给)(?:他|她))"
    rf"(?:{_SIGNS}|签$)(?!字|合同|文件|单|收|名)(?P<more>.*)$"
)
_AS_WELL = re.compile(
    r"^(?:麻烦|请|帮忙|帮我)*[把将](?P<who>[^,，。]{2,40}?)(?:也|都|一起)*签(?:上|到|了|一下)(?P<more>.*)$"
)
_BOTH = re.compile(
    rf"^我(?:和|跟|与|同)(?P<who>{_NAME}(?:[、和]{_NAME})*)(?:都|也|两个|俩|一起)*(?:到了?|来了|在|签到?)"
)
#: Somebody without a name: 帮我同事签到.
_FOR_SOMEBODY = re.compile(
    rf"(?:帮|替|代|给)(?:我们?)?(?:的)?(?:家)?(?:同事|对象|老公|老婆|爱人|师傅|徒弟|搭档|室友|朋友|家属|组长|班长|领导|同志|别人|他们?|她们?)"
    rf"[^,，。]{{0,6}}?{_SIGNS}(?:了|吧|呗|啊|呀)*(?=$|[\s,，。?？])"
)
_OF_UNIT = re.compile(r"^[一-龥]{1,8}?(?:班|中心|科|部|食堂|支部|组|队|楼)的")
_INSTEAD = re.compile(r"^(?:帮忙)?(?:代签|代签到|补录签到|手动签到)[到]?[::\s]+(?P<who>.+)$")
_LISTED = re.compile(
    r"^(?:(?:以下|下列|这些)(?:人员?|同志)?)?(?:已经?|现场|实|今天|目前|会上)*(?:到|到了|到会|到场|签到|实到|出席|来了)(?:的)?"
    r"(?:这几[位个]|下面这些|以下[几\d]*[位人个]|人员|名单|的人|的有|有|[\d一二三四五六七八九十]+[人位])?[::]\s*(?P<who>.+)$",
    re.DOTALL,
)
_CAME = re.compile(
    r"^(?P<who>.+?)(?:同志|他们|几个|[两三四五六]个|[两三四五六]位|的人)?(?:都|全|也|全都|已经?|现在|刚|人)*"
    r"(?:到了|到齐了?|到场了?|到会了?|来了|来齐了?|签到了|到位了|在场|到)(?:[。.!，,\s]*(?:没有?账号|没手机|没带手机|手机|人[在都]|没信号|不会).*)?[。.!]*$"
)

_CORRECT = re.compile(
    rf"^(?:请)?(?:更正(?:一?下)?[::,，\s]*)?(?:把|将)?(?P<who>{_NAME})(?:同志)?[\s,，]*(?:的|由|从)*(?:签到|考勤|状态|记录|缺勤|缺席|迟到|请假|公出|正常|补签)*(?:都)?"
    rf"(?:改为|改成|改到|改记|改|记为|记成|记|算作|算是|算|按|定为|标为|标成|更正为|更正成|为)(?P<to>{STATUS})(?:处理|论|吧|了)?(?P<why>.*)$"
)
_TRULY = re.compile(
    rf"^(?P<who>{_NAME})(?:同志)?(?:其实|实际(?:上)?|是|真的)+(?:到了?|在场|来了|在)[,，\s]*(?:请)?(?:改|记|算)(?:成|为|作)?(?:正常|到会|出席)?(?P<why>.*)$"
)
_IS_NOT = re.compile(rf"^(?P<who>{_NAME})(?:同志)?(?:不算|没有?|不是|不应该?算)(?:迟到|缺勤|缺席)(?P<why>.*)$")
_MAKE_UP = re.compile(rf"^(?:请)?(?:给|帮|替)(?P<who>{_NAME})(?:同志)?补(?:签到?|一?下签到?|个签到?)(?P<why>.*)$")
_UNSIGN = re.compile(
    rf"^(?:请)?(?:撤销|取消|撤回|撤掉|作废)(?P<who>{_NAME})(?:同志)?的?签到(?P<why>.*)$|"
    rf"^(?:把)?(?P<whose>{_NAME})(?:同志)?的?签到(?:撤销|取消|撤回|撤掉|撤了|作废|去掉|删掉)(?:掉|了)?(?P<because>.*)$"
)
_I_WAS_NOT = re.compile(
    r"我(?:真的?)?(?:没|没有|不是|哪有|不算)(?:迟到|缺席|缺勤)|我(?:真的?|又|可)?(?:没有?|没有?说要?|哪)(?:请过?|报过?|休)(?:病|事)?(?:假|公出)|(?:怎么|为什么|为啥|咋)(?:还)?(?:给|把)?我?(?:还)?(?:记|算|写)(?:我|成|为|了)*(?:迟到|缺勤|缺席|没到|未到|没签)|"
    r"我(?:那天|当天|明明|昨天|是|今天)*(?:参加|到|在|去|来)(?:了|场)[^,，]{0,6}[,，]?(?:怎么|为什么|为啥|咋)(?:还)?(?:给|把)?(?:我)?(?:记|算|没)"
)

_ADD = re.compile(
    r"^(?:请)?(?:签到|参会|学习|参加)?名单(?:里|上|中)?(?:再)?(?:加上?|增加|添上?|补上?|加入|加个)(?P<who>[^,，。]+?)(?:[,，](?P<why>.+))?$|"
    r"^(?:请)?(?:把)?(?P<whom>[^,，。]{2,40}?)(?:也)?(?:加进|加到|加入|列入|补进|放进)(?:来|到)?(?:签到|参会)?(?:名单)?(?:里|中|来)?(?P<because>.*)$|"
    r"^(?P<too>[^,，。]{2,20}?)也(?:要)?参加(?:这次|本次|今天)?的?(?:学习|培训|党课|会议?)?[,，\s]*(?:请|帮忙)?加(?:进来|上|一下|到名单(?:里)?)?$"
)
_NEED_NOT = re.compile(
    r"^(?P<who>[^,，。]{2,40}?)(?:就)?(?:不用|不必|无需|免|不需要|可以不)签(?:到)?(?:了)?(?P<why>.*)$|^免签[::\s]+(?P<whom>.+)$"
)
_SITS_IN = re.compile(r"^(?:把|将)?(?P<who>[^,，。]{2,40}?)(?:是|算|改为|改成|为|按)?列席(?:人员)?(?P<why>.*)$")
_APART = re.compile(
    r"^(?P<who>[^,，。]{2,40}?)(?:这次|本次)?(?:不计入?|不算|不列入|不纳入|不计)应到(?:人数|数)?(?:[,，\s]*(?:因为?)?(?P<why>.*))?$"
)
_APART_AS = re.compile(
    rf"^(?P<who>{_NAME})(?:同志)?(?P<why>.{{2,16}}?)[,，\s]+(?:这次|本次)?(?:不计入?|不算|不列入|不纳入)应到(?:人数|数)?$"
)
_REMOVE = re.compile(
    r"^(?:请)?(?:把|将)?(?P<who>[^,，。]{2,40}?)(?:从)?(?:签到|参会)?名单(?:里|上|中)?(?:去掉|删掉?|划掉|移出|移除|拿掉|去除)(?P<why>.*)$|"
    r"^(?:请)?(?:从)?(?:签到|参会)?名单(?:里|上|中)?(?:去掉|删掉?|划掉|移出|移除|拿掉|减去)(?P<whom>[^,，。]+)(?:[,，](?P<because>.+))?$"
)
ADD, NEED_NOT, SITS_IN, APART, REMOVE = "出席", "免签", "列席", "不计", "移出"
_ROSTER = (
    (REMOVE, _REMOVE),
    (ADD, _ADD),
    (NEED_NOT, _NEED_NOT),
    (APART, _APART),
    (APART, _APART_AS),
    (SITS_IN, _SITS_IN),
)

_YES = r"(?:同意|批准|准假|准了|准许|批了|准|批|通过|允许|可以|行|没问题|ok)"
_NO = r"(?:不同意|不批准|不准假?|不允许|不批|驳回|拒绝|不行|不可以|不通过|没批)"
_ALL = re.compile(rf"(?:全部|都|全|一律|统一)(?P<word>{_YES}|{_NO})了?|(?P<back>同意|批准|准了)全部")
_YES_TO = re.compile(
    rf"^{_YES}(?:了)?(?:[,，\s]*(?:让)?(?P<who>{_NAME}(?:[、,，和\s]+{_NAME})*)(?:同志)?)?(?:的)?(?:请假|公出|线上(?:参加)?|补签|申请|假)?(?P<rest>.*)$",
    re.IGNORECASE,
)
_NO_TO = re.compile(
    rf"^{_NO}(?:[,，\s]*(?P<who>{_NAME}(?:[、和]{_NAME})*)(?:同志)?(?=$|[\s,，、的请公线补]))?(?:的)?(?:请假|公出|线上(?:参加)?|补签|申请|假)?[,，\s]*(?P<why>.*)$"
)
_HIS = re.compile(
    rf"^(?P<who>{_NAME})(?:同志)?(?:的)?(?:请假|公出|线上(?:参加)?|补签|申请|假)?[,，\s]*(?:我)?(?P<word>{_NO}|{_YES})(?:了)?[,，\s]*(?P<why>.*)$"
)
_OF_ANOTHER = re.compile(r"交办|方案|印发|报销|换班|绑定|开会|审批|材料|请示")
_BARE = frozenset({"可以", "行", "没问题", "ok", "OK", "准", "批"})


def hear(heard: Heard) -> Reading | None:
    """Read it."""
    if len(heard.text) > LONGEST_LIST:
        return None
    told = Told.of(heard)
    study = {"study": told.study} if told.study else {}
    if heard.is_aside:  # signing in is said there, and so is signing in for another
        found = _in_stead(told, heard.facts, NUMBERED if told.study else SURE) if heard.facts.open else None
        return Reading(HANDLER, found[0], found[1], found[2]) if found else None
    found = _decided(told, heard.facts) or _changed(told, heard.facts) or _signed(told, heard.facts)
    return Reading(HANDLER, found[0], found[1], study | found[2]) if found else None


_Found = tuple[str, float, dict[str, object]]


def _decided(told: Told, facts: Facts) -> _Found | None:
    """Read the organiser's word on what waits for it."""
    text = told.text.strip(" 。.!")
    if not (facts.asked or told.study) or _QUESTION.search(text) or len(text) > LONGEST_WORD:
        return None
    sure = NUMBERED if told.study else SURE
    if found := _ALL.fullmatch(text):
        grants = not found["word"] or not re.fullmatch(_NO, found["word"])
        return DECIDE, sure, {"grants": grants, "all": True}
    named = [one for one in dict.fromkeys((*_asked(facts), *facts.named)) if one in text]
    if found := _NO_TO.match(text):
        return DECIDE, sure, _decision(named, found["who"], found["why"], grants=False)
    his = _HIS.match(text)
    if his and (his["who"] in _asked(facts) or told.study) and not NO_NAME.match(his["who"]):
        grants = re.fullmatch(_NO, his["word"]) is None
        return DECIDE, sure, _decision(named, his["who"], his["why"], grants=grants)
    found = _YES_TO.match(text)
    if found is None or len(found["rest"].strip("，, 吧了。")) > LONGEST_BESIDE or _OF_ANOTHER.search(text):
        return None
    return DECIDE, (BARE if text in _BARE else sure), _decision(named, found["who"], "", grants=True)


def _decision(named: list[str], who: str | None, reason: str, *, grants: bool) -> dict[str, object]:
    """Return the slots of a decision. named: those of the text who are known; who: what reads like a name."""
    names = named or names_in(who or "")
    left = (why(reason or "") if grants else _REASON.sub("", reason or "")).strip(" ,，。;；:")
    return {"grants": grants} | ({"people": names} if names else {}) | ({"reason": left} if left else {})


def _asked(facts: Facts) -> list[str]:
    return [one.name for one in facts.asked]


def _changed(told: Told, facts: Facts) -> _Found | None:
    """Read what the organiser changes of one, or of the roster; and what somebody says is wrong of himself."""
    text, sure = told.text, NUMBERED if told.study else SURE
    is_over = bool(facts.open or facts.closed)
    if (_I_WAS_NOT.search(text) and facts.studies) or (is_over and corrects_himself(text)):
        return CORRECT, SURE, {"self": True, "reason": text}
    if _QUESTION.search(text):
        return None
    if not any(one.is_mine for one in facts.studies):
        return _plainly(text, sure) if is_over else None
    return _record(text, sure, facts)


def _record(text: str, sure: float, facts: Facts) -> _Found | None:
    """Read what whoever runs a study changes in its record."""
    if found := _UNSIGN.match(text):
        who, because = found["who"] or found["whose"], found["why"] or found["because"] or ""
        return UNDO, sure, {"people": [who], "reason": why(because)}
    for pattern, to in ((_CORRECT, ""), (_TRULY, "正常"), (_IS_NOT, "正常"), (_MAKE_UP, "补签")):
        found = pattern.match(text)
        if found and not NO_NAME.match(found["who"]):
            status = to or TO[found["to"]]
            return CORRECT, sure, {"people": [found["who"]], "to": status, "reason": why(found["why"])}
    loosely = corrected(text)
    return (CORRECT, sure, loosely) if loosely is not None else _roster(text, sure, facts)


def _plainly(text: str, sure: float) -> _Found | None:
    """Read a correction of another's record by somebody who runs nothing here: he is told who does."""
    found = _CORRECT.match(text)
    if found is None or NO_NAME.match(found["who"]):
        return None
    return CORRECT, sure, {"people": [found["who"]], "to": TO[found["to"]], "reason": why(found["why"])}


def _roster(text: str, sure: float, facts: Facts) -> _Found | None:
    for what, pattern in _ROSTER:
        found = pattern.match(text)
        if found is None:
            continue
        said = found.groupdict()
        who = next((said[one] for one in ("who", "whom", "too") if said.get(one)), "") or ""
        names = names_in(who.removesuffix("也").removesuffix("就"), facts.named)
        if names:
            reason = why(said.get("why") or said.get("because") or "")
            return ROSTER, sure, {"people": names, "to": what, "reason": reason}
    return None


def _signed(told: Told, facts: Facts) -> _Found | None:
    """Read who is signed in by another."""
    text, sure = told.text, NUMBERED if told.study else SURE
    runs = facts.leads or any(one.is_mine for one in facts.studies)
    if not (facts.open or facts.closed or told.study) or _QUESTION.search(text):
        return None
    if stead := _in_stead(told, facts, sure):
        return stead
    if not runs:
        return (PROXY, sure, {}) if _FOR_SOMEBODY.search(text) else None
    if found := _LISTED.match(text):
        names = names_in(found["who"], facts.named)
        return (PROXY, sure, {"people": names}) if names else None
    found = _CAME.match(text)
    names = names_in(found["who"], facts.named) if found else []
    is_of_office = any(one in facts.named for one in names)
    return (PROXY, sure, {"people": names}) if names and is_of_office else None


def _in_stead(told: Told, facts: Facts, sure: float) -> _Found | None:
    """Read 帮老王签一下, 李明让我替他签."""
    for pattern in (_ASKED_TO, _FOR, _AS_WELL, _INSTEAD, _BOTH):
        found = pattern.match(told.text)
        names = names_in(_OF_UNIT.sub("", found["who"].replace("一下", "")), facts.named) if found else []
        if names:
            return PROXY, sure, {"people": names}
    return None
