"""What sounds like an emergency, and the words around it. An alarm is never held back for details."""

from __future__ import annotations

import re

from bot.messages import Channel, Message
from bot.router import Reading
from bot.situation import Situation

HANDLER = "incident"
REPORT = "incident.report"

NOT_A_CALL = "本助手不能代您报警。{first}"
FIRST = {
    "火情": "请先打119，叫醒并疏散周围的人，不要坐电梯。",
    "燃气": "请先关阀门、开窗通风，不要动开关和明火，撤到外面再打119。",
    "受伤": "请先打120；有人触电、溺水或在井池里，不要盲目下去救。",
    "治安": "请先打110，注意自身安全，保护现场。",
    "电梯": "不要扒门，按电梯里的报警按钮等待维保人员。",
    "": "有人员危险请先打110、119或120。",
}
PASSED_ON = "情况已转告值班人员{phone}。请留意接听电话。"
TAKEN = "情况已收到。急事请直接打值班电话{phone}。"
PASSED_ON_TO_YOU = "您在群里报的情况已转告值班人员{phone}。请留意接听电话。"
NOBODY_ON_DUTY = "值班人员暂时联系不上，请直接打值班电话{phone}。"
ALARM = "【突发】{text}\n请立即核实处置。上报人：{who}{number}"
UNENROLLED = "（未登记）"

_KINDS = (
    ("火情", r"着火|起火|失火|冒烟|烧着|烧起来|搂着火|火灾|焦味|烧焦|爆炸|zhao\s*huo"),
    ("燃气", r"煤气味|燃气味|天然气味|漏气|燃气泄[漏露]|煤气泄[漏露]|气体泄[漏露]"),
    (
        "受伤",
        (
            r"晕倒|昏倒|昏迷|触电|溺水|坠[落楼]|摔[断伤]|骨折|受伤|流血|没有?呼吸|心脏病|食物?中毒|中毒|吃坏肚子|上吐下泻|"
            r"集体(呕吐|腹泻)|跳楼|割腕|轻生|自杀|甲流|水痘|诺如|确诊|"
            r"(\d|[两几多三四五六七八九十])个?(孩子|学生|小朋友|人)[^。]{0,4}(发烧|呕吐|拉肚子)"
        ),
    ),
    ("治安", r"打架|斗殴|持刀|行凶|抢劫|被抢|被偷|失窃|可疑人员|群体聚集"),
    ("电梯", r"困在?.{0,4}电梯|电梯.{0,6}(困|关)(住|着)?(了)?人|电梯困人|电梯(坠|突然停)"),
    (
        "",
        (
            r"救命|爆管|水管爆|爆了|跑水|漏水|冒水|水漫|淹了|进水|停电|停水|断水|断电|跳闸|撞了|撞车|车祸|塌了|坍塌|坠物|脱落|"
            r"树倒|井盖.{0,3}(没了|丢|掉)|走失|失踪|出事了|出大事"
        ),
    ),
)
_KINDS_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)
_NOT_NOW = re.compile(
    r"如果|假如|假设|要是|万一|应(该|当)?(怎么|如何|怎样)|怎么(办理|处理的|报告|上报|规定)|如何(处置|处理|报告|上报|应对)|什么(规定|要求|制度|流程)|"
    r"多久|几分钟|多长时间|规定|办法|预案|条例|制度|请问|演练|测试|听说|是真的吗|上次|上回|后来|去年|以前|曾经|昨天.{0,6}(处理|解决)|"
    r"通知[:：]|计划(停|检修)|检修|停[水电暖气].{0,6}通知|发.{0,4}通知|提前|几[天日]|公布|《|培训|学习|请假|步骤|要点|措施"
)


def read(message: Message, situation: Situation) -> list[Reading]:
    """Read a message as a report of something happening now. Pure."""
    del situation
    if not message.in_words or message.channel is Channel.GROUP or _NOT_NOW.search(message.text):
        return []
    kind = next((kind for kind, pattern in _KINDS_COMPILED if pattern.search(message.text)), None)
    if kind is None:
        return []
    return [Reading(HANDLER, REPORT, 0.8, {"type": kind or "未知", "advice": kind}, harm=True)]
