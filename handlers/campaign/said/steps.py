"""What an organiser says of a cycle: how it stands, who has not, 催, 延, 退回, 通过, 纸质, 打包, 台账. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from handlers.campaign.known import Facts, Known
from handlers.campaign.said.starting import hear_day
from handlers.campaign.said.topics import ASKS, STRONG, campaigns_in

LONGEST, LONGEST_REASON = 200, 200
QUERY, MINE = "appraisal.query", "mine"
URGE, MOVE, RETURN, PASS = "campaign.urge", "campaign.move", "campaign.return", "campaign.pass"
PAPER, DONE, CANCEL = "campaign.paper", "campaign.stage_done", "campaign.cancel"
PACK, LEDGER = "campaign.pack", "campaign.ledger"
MISSING, PROGRESS = "missing", "progress"

Found = tuple[str, float, dict[str, Any]]

_WHO_NOT = re.compile(
    r"(?:谁|哪些|哪几?个|哪位|多少|几[个份家]|还有谁|都有谁).{0,8}(?:没|未|沒)(?:有)?(?:交|报|提交|上交|填|签|签订|报送|写|回复?)|"
    r"(?:没|未)(?:有)?(?:交|报送?|提交|上交|签|填)的?(?:人|单位|支部|中心|同志)?(?:有|是|还有)?(?:谁|哪|多少|几|名单|都有)|(?:没|未)交(?:的)?名单|"
    r"还(?:差|缺|剩)(?:谁|哪|几|多少)|(?:交|收|报|签|填)齐了?(?:吗|没|么|[?？])|(?:交|收|报)(?:上来|到|了)?(?:多少|几)|都(?:交|报|签)(?:了|齐|上来).{0,2}(?:吗|没|么)|"
    r"(?:谁|哪些|哪几?个|多少|几[个份家]).{0,6}(?:已经?)?(?:交|报|提交|签)了|(?:上交|提交|收取|收缴|报送)情况|(?:没|未)交.{0,4}(?:吗|呢|么)?[?？]"
)
_HOW = re.compile(
    r"(?:进行|进展|推进|走|办|做|搞|弄|评|开展|到)(?:得|的)?(?:到)?(?:了)?(?:哪|什么程度|什么阶段|第几|怎么?样|咋样|如何|情况)|进度|进展|到(?:了)?(?:哪|什么)(?:一?步|个?阶段|个?环节|了)|"
    r"(?:现在|目前).{0,6}(?:哪|什么)(?:一?步|个?阶段|个?环节)|(?:完成|结束|搞完|办完|弄完|评完)了?(?:吗|没|么)|下一?(?:步|个?阶段|个?环节)(?:是|该|做|干)?|什么(?:情况|状态)|怎么?样了|咋样了"
)
_WHEN_DUE = re.compile(
    r"(?:什么时候|啥时候|几号|哪天|何时)(?:前|之前)?(?:要|该|得|就)?(?:交|截止|报|到期)|截止(?:时间|日期|到|是)"
)
_MINE = re.compile(
    r"我(?:还|还有)?(?:要|该|得|需要?|欠|差)(?:交|报)?(?:什么|哪些|啥|几份|多少)|我(?:的)?.{0,10}(?:交|报)(?:了|上去?了?)(?:吗|没|么)|我(?:交|报)没(?:交|报)"
)
_URGE = re.compile(
    r"(?:催|提醒|督促)(?:一?下|一催|促|催)*(?:那些)?(?:还)?(?:没|未)(?:有)?(?:交|报|签|填|提交|上交|办|回).{0,8}|"
    r"(?:给|向|对)?(?:还)?(?:没|未)(?:有)?(?:交|报|签|提交|上交)的?(?:人|单位|支部|中心|同志|那几个)?.{0,4}(?:再)?(?:催|提醒|发个?提醒|督促)(?:一?下|一催|促|遍)*|"
    r"^(?:请|帮我|再|麻烦|帮忙)*催(?:一?下|一催|催|交|促)*(?P<topic>.{2,16})$"
)
_LATER = r"推迟|延期|延后|延长|顺延|放宽|宽限|提前|改期|改|调整|挪|延|推"
_MOVE = re.compile(
    r"^(?:请|帮我|把|将|那个|麻烦)*(?P<what>.{2,24}?)的?(?:截止时间|截止日期|时间|截止|期限|日期)?"
    rf"(?:{_LATER})(?:一?下)?(?:到|至|为|成)(?P<day>.{{1,20}}?)[吧。.]?$"
)
_WHAT = r"[^\s,，。:：的]{1,14}"
_RETURN = (
    re.compile(
        rf"^(?:请|帮我|把|将)*(?:退回|打回)(?:给)?[\s]*(?P<who>{_WHAT}?)(?:的(?P<what>{_WHAT}))?(?:[\s,，。:：]+(?P<why>.+))?$",
        re.DOTALL,
    ),
    re.compile(
        rf"^(?:把|将)?(?P<who>{_WHAT}?)(?:的(?P<what>{_WHAT}?))?(?:退回(?:去)?|打回(?:去)?|退给他|让他重[写交报]|重[写交报])(?:修改|重[写交报]|一?下)*(?:[\s,，。:：]+(?P<why>.+))?$",
        re.DOTALL,
    ),
)
_PASS = (
    re.compile(
        rf"^(?P<who>{_WHAT}?)的(?P<what>{_WHAT}?)(?:审核|审查|初审)?(?:通过|可以了?|没问题|收下|合格)(?:了)?[。.]?$"
    ),
    re.compile(rf"^(?:审核)?通过(?P<who>{_WHAT}?)的(?P<what>{_WHAT})[。.]?$"),
)
_PASS_ALL = re.compile(r"^(?:已交的|交上来的|剩下的)?(?:全部|都|全)(?:审核)?通过(?:了)?[。.]?$")
_PAPER = re.compile(
    rf"^(?P<who>[^\s,，。:：的]{{2,30}}?)(?:的(?P<what>{_WHAT}?))?[\s,，]*(?:已经?)?(?:交了?|上交|是|用)?(?:的)?(?:纸质|纸版|书面|纸面)(?:版|的|材料|件|原件)*(?:已经?)?(?:交了?|收到|收了|已收|上交)?(?:了)?"
    r"(?:[\s,，]*(?:存|放|在|存放)(?:在|于|到)?(?P<where>[^\s,，。]{2,30}))?[。.]?$"
)
_DONE = re.compile(
    r"^(?P<what>.{2,20}?)(?:工作)?(?:已经?|都|全部)*(?:完成|结束|办完|搞完|弄完|办结|评完)(?:了)?(?:[\s,，。]*(?:选?票|材料|结果|原件|纸质[^\s,，]{0,4}|表格?|记录)*(?:都)?(?:存放|存|放|在|交)(?:在|于|到)?(?P<where>[^\s,，。]{2,30}))?[。.]?$"
)
_CANCEL = re.compile(
    r"^(?:请|帮我|把)*(?:取消|终止|停止|不搞|撤掉)(?:了)?(?P<what>.{2,20}?)(?:了|吧)?[。.]?$|^(?P<that>.{2,20}?)(?:取消|终止|不搞|不开展|不办)(?:了|吧)+[。.]?$"
)
_PACK = re.compile(
    r"打(?:个|成)?包(?![盒袋带费餐饭走])|压缩包|(?:材料|文件|附件)(?:都|全部)?(?:发我|发给我|给我)(?:一份)?$|下载(?:全部|所有)?(?:的)?(?:材料|附件)"
)
_LEDGER = re.compile(
    r"(?:导出|生成|下载|发我|给我|要|打印).{0,12}(?:台账|汇总表?|明细表|清单|统计表)|(?:台账|汇总表).{0,6}(?:导出|发我|给我|发一?份)"
)
_NOT_OURS = re.compile(
    r"报修|隐患|突发|值班|督办|会议|例会|参会|签到|学习|培训|心得|请示|报告单|停水|停电|通知(?!.*(?:催|提醒))|工单|待办|任务|维修"
)


def hear_step(text: str, now: datetime, facts: Facts) -> Found | None:
    """Read a text (folded) as a step or a question about a cycle; None where it is none."""
    if len(text) > LONGEST:
        return None
    said = re.sub(r"^(?:那个|呃|嗯|请问|帮我看看?|查一?下|看一?下|问一?下)+[,，\s]*", "", text.strip())
    named = campaigns_in(said, facts.campaigns)
    is_ours = bool(named or STRONG.search(said))
    knows = bool(facts.campaigns or facts.mine)
    if not is_ours and (not knows or _NOT_OURS.search(said)):
        return None
    scope = {"campaigns": [one.id for one in named], "id": named[0].number if len(named) == 1 else ""}
    return next((one for one in _all(said, now, facts, scope, is_ours=is_ours)), None)


def _all(text: str, now: datetime, facts: Facts, scope: dict[str, Any], *, is_ours: bool) -> Iterator[Found]:
    is_about = is_ours or bool(facts.own)
    is_known = bool(facts.mine or (is_ours and scope["campaigns"]))
    if is_known and _MINE.search(text):
        yield QUERY, 0.93, {"what": MINE, **scope}
    if is_known and is_ours and _WHEN_DUE.search(text) and not _MOVE.match(text):
        yield QUERY, 0.93, {"what": MINE if facts.mine else PROGRESS, **scope}
    if is_about and _URGE.search(text) and (is_ours or re.search(r"[没未](?:有)?[交报签提上]", text)):
        yield URGE, 0.94, scope
    if is_about and _PACK.search(text):
        yield PACK, 0.93 if not ASKS.search(text) else 0.5, scope
    if is_about and _LEDGER.search(text):
        yield LEDGER, 0.93, scope
    if is_about and _WHO_NOT.search(text):
        yield QUERY, 0.94, {"what": MISSING, **scope}
    if is_ours and _HOW.search(text) and not re.search(r"规定|办法|要求|细则|标准|流程", text):
        yield QUERY, 0.93, {"what": PROGRESS, **scope}
    if not ASKS.search(text):
        yield from _changes(text, now, facts, scope, is_ours=is_ours)


def _changes(text: str, now: datetime, facts: Facts, scope: dict[str, Any], *, is_ours: bool) -> Iterator[Found]:
    own = facts.own or facts.campaigns
    found = next(filter(None, (one.match(text) for one in _RETURN)), None)
    if found and (facts.own or is_ours):
        yield RETURN, 0.94, {**_person(found), "reason": (found["why"] or "").strip()[:LONGEST_REASON], **scope}
    if is_ours and (found := next(filter(None, (one.match(text) for one in _PASS)), None)):
        yield PASS, 0.93, {**_person(found), **scope}
    if facts.own and _PASS_ALL.match(text):
        yield PASS, 0.9, {"who": "", "what": "", **scope}
    if (facts.own or is_ours) and (found := _PAPER.match(text)):
        yield PAPER, 0.93, {**_person(found), "where": found["where"] or "", **scope}
    if found := _MOVE.match(text):
        yield from _moved(found, now, facts, own, scope)
    if own and is_ours and (found := _DONE.match(text)) and campaigns_in(found["what"], own):
        yield DONE, 0.93, {"what": found["what"], "where": found["where"] or "", **scope}
    if found := _CANCEL.match(text):
        what = found["what"] or found["that"] or ""
        if campaigns_in(what, own):
            yield CANCEL, 0.92, scope


def _moved(
    found: re.Match[str], now: datetime, facts: Facts, own: tuple[Known, ...], scope: dict[str, Any]
) -> Iterator[Found]:
    days = hear_day(found["day"], now, facts)
    is_said = days["due"] or days["asked"] or days["refused"]
    if is_said and (campaigns_in(found["what"], own) or STRONG.search(found["what"])):
        yield MOVE, 0.94, {"what": found["what"], **days, **scope}


def _person(found: re.Match[str]) -> dict[str, Any]:
    return {"who": (found["who"] or "").strip(), "what": (found["what"] or "").strip()}
