"""What is said besides of a study: codes, what is handed in, who sits in, need not sign or is not counted. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.study.papers import NOTES, REPORT, SPEECH

_CODE = re.compile(
    r"[,，。;；\s]*(?:签到)?(?:要|需要?|须|请?用|凭|使用|启用|带|加)(?:上)?(?:大屏)?(?:上的)?(?:4位|四位|动态)*(?:签到)码(?:签到)?"
)
_WANTED = r"(?P<what>心得体会|学习心得|学习体会|心得|体会文章|体会|研究报告|调研报告|发言稿|发言材料|学习笔记)"
_AFTER = r"(?:会后|学后|学习后|学完后?|课后|培训后|结束后|之后|听完|听课后|看完)"
_BY = r"(?P<{name}>[^,，。;；\s]{{1,14}}?(?:之前|以前|前)|月底)"
_WANTS = re.compile(
    rf"[,，。;；\s]*(?:{_AFTER}[,，]?(?:请|大家|每人|每个人|各自|各人|人人|都|均|要|需|须|于|在)*(?:{_BY.format(name='early')})?|(?:每人|各人|人人|大家|请)(?:要|都|需)*(?:于|在)?(?:{_BY.format(name='by')})?)"
    rf"(?:提交|上交|交|撰写|写|报送?|上报|形成|完成)(?:上来)?(?:一?[份篇])?(?:[一-龥]{{0,4}})?{_WANTED}(?:[,，\s]*(?:{_BY.format(name='late')})(?:上?交|提交|交来|报|交齐)?)?"
)
_WHO = r"[^,，。;；\s:：()（）]{2,14}?"
_APART = re.compile(
    rf"[,，。;；\s]*(?P<who>{_WHO})[(（]?(?P<why>[,，]?(?:因|由于)?(?:长期|一直|在)?(?:病休|病假|生病|住院|离岗|借调|外派|驻外|产假|休产假|挂职|退休|出国|脱产学习|停薪留职|年老体弱|外地|年事已高|行动不便)[一-龥]{{0,6}}?)[)）]?[,，]?(?:[^,，。;；\s]{{0,16}}?(?:学习|会|课|党日|培训|活动))?(?:的)?(?:这次|本次|可|就)*不(?:计入|算入?|记入)(?:应到|应参加|人数)*(?:人数)?"
)
_APART_PLAIN = re.compile(
    rf"[,，。;；\s]*(?P<who>{_WHO})(?:这次|本次|可|就)*不(?:计入|算入?|记入)应到(?:人数)?(?:[,，(（]?(?:因为|因|原因[:：]?)?(?P<why>[一-龥]{{2,12}})[)）]?)?"
)
_EXEMPT = re.compile(rf"[,，。;；\s]*(?P<who>{_WHO})(?:可以?|均|都|这次|本次)*(?:免签到?|不用签到?|无需签到?)")
_SITS = re.compile(rf"[,，。;；\s]*(?:请|邀请|让|叫|通知)?(?P<who>{_WHO})(?:也|一起|一并)?列席(?!人|[:：])")
#: What a notice asks of everybody and is no part of the study.
_HOUSEKEEPING = re.compile(
    r"[,，。;；\s]*(?:请|望|务必|各自|大家|并)*(?:提前\s*[\d一二两三四五十]{1,3}个?(?:分钟|刻钟|小时)[^,，。;；\n]{0,10}|准时(?:参加|到场|到会|出席)|按时(?:参加|到场|到会)|带(?:好|上)?(?:笔记本|书|笔)[^,，。;；\n]{0,6}|(?:参加)?并签到|签到入场|要签到|(?:收到)?请回复|不得(?:无故)?(?:缺席|迟到|请假)[^,，。;；\n]{0,8}|手机(?:静音|关机)|因故不能[^,，。;；\n]{0,16}|每人带[^,，。;；\n]{1,4})(?=[,，。;；\n\s]|$)"
)


@dataclass(frozen=True, slots=True)
class Besides:
    """What was said besides. wants_by: until when, as it was said. apart: who is not counted, and why."""

    needs_code: bool = False
    wants: str = ""
    wants_by: str = ""
    sits_in: str = ""
    exempt: str = ""
    apart: tuple[tuple[str, str], ...] = ()


def read_besides(text: str) -> tuple[Besides, str]:
    """Read what is said besides. Returns it and the text without it."""
    coded, text = _taken(_CODE, text)
    wanted, text = _taken(_WANTS, text)
    apart, text = _all(_APART, text)
    more, text = _all(_APART_PLAIN, text)
    exempt, text = _all(_EXEMPT, text)
    sits, text = _all(_SITS, text)
    by = next((wanted[name] for name in ("early", "by", "late") if wanted and wanted[name]), "")
    return Besides(
        bool(coded),
        paper_of(wanted["what"]) if wanted else "",
        by,
        "、".join(one["who"] for one in sits),
        "、".join(one["who"] for one in exempt),
        tuple((one["who"], (one["why"] or "").strip(",，因由于")) for one in (*apart, *more)),
    ), _HOUSEKEEPING.sub(" ", text).strip(" ,，;；")


def paper_of(said: str) -> str:
    """Return which paper is meant: 学习体会 is 心得."""
    return REPORT if "报告" in said else SPEECH if "发言" in said else NOTES


def _taken(pattern: re.Pattern[str], text: str) -> tuple[re.Match[str] | None, str]:
    found = pattern.search(text)
    return (found, f"{text[: found.start()]} {text[found.end() :]}") if found else (None, text)


def _all(pattern: re.Pattern[str], text: str) -> tuple[list[re.Match[str]], str]:
    return list(pattern.finditer(text)), pattern.sub(" ", text)
