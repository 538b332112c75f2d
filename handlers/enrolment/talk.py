"""What is said about whose an account is and what a group is; and the calm words for it."""

from __future__ import annotations

import re
import unicodedata

from bot.messages import Channel, Kind, Message
from bot.router import Reading
from bot.situation import Situation
from handlers.enrolment.claims import claim_of
from handlers.enrolment.groups_named import group_of

HANDLER = "enrolment"
SYSTEM = "system"  # the vocabulary counts both among what stands around the work
BIND_PERSON, BIND_CHAT = "people.bind", "chat.bind"
APPROVE, REFUSE, RELEASE = "people.approve", "people.refuse", "people.release"
RESOLVED, GONE, RENAMED = "people.resolved", "chat.gone", "chat.retitled"

#: Who asks for an account.
PRIVATELY = "请私聊我绑定，不要在群里发工号。"
ALREADY = "您已登记：{called}。账号或姓名不对时请找{contact}。"
SHARED = "这是几个人共用的账号，不能绑定到一个人。请用您自己的账号来绑定。"
HOW_TO_BIND = "请把工号和姓名写在一起，如“绑定 20180013 张三”。不知道工号的请问{contact}。"
ASKED = "已转给管理员核实。核实后会在这里告诉您，之前可以先查公开文件、报情况。"
STILL_OPEN = "您的申请已转给管理员，还在核实，请稍等。急的话请找{contact}。"
TOO_OFTEN = "今天已经申请了{most}次，请明天再试，或直接找{contact}。"
BOUND = "已为您登记：{called}。现在可以查本部门文件、报情况，说“帮助”看例子。"
NOT_BOUND = "您的登记申请没有通过。请找{contact}核对工号和姓名。"
UNBOUND = "您的账号登记已被管理员撤销。如有疑问请找{contact}。"
RECOGNISED = "已认出您是{called}，可以查本部门文件了。刚才的问题如果没答上，请再问一次。"

#: The admin who decides.
TO_DECIDE = "【绑定】{nick}申请绑定工号{number}\n{known}\n回“{agree}”或“拒绝绑定 {row}”。"
UNKNOWN_NUMBER_ASKED = (
    "【绑定】{nick}申请绑定工号{number}\n人员表里没有这个工号，先登记人员才能同意。\n"
    "登记后回“同意绑定 {row}”，或回“拒绝绑定 {row}”。"
)
SOMEBODY = "有人"
AN_ACCOUNT = "账号"
NO_UNIT = "未填单位"
KNOWN = "这个工号是{name}（{unit}）。{given}{account}"
NO_NAME, NAME_FITS, NAME_DIFFERS = "他没有写姓名。", "他写的姓名相符。", "他写的姓名是“{given}”，与人员表不符。"
NO_ACCOUNT, HIDDEN_ACCOUNT = "", "他已有{platform}，同意后两个都认。"
OTHER_ACCOUNT = "他已有另一个{platform}，同意就是换成新的，原来的不再是他的。"
CARD_TITLE, AGREE, AGREE_REPLACING, DECLINE = "绑定申请 {row}", "同意", "同意替换", "拒绝"
SAY_AGREE, SAY_REPLACE, SAY_DECLINE = "同意绑定 {row}", "同意绑定 {row} 替换", "拒绝绑定 {row}"
ADMINS_ONLY = "账号绑定由管理员核实。可找{contact}。"
DECIDE_PRIVATELY = "请私聊我办理绑定。"
WHICH_REQUEST = "请写明申请的编号，如“同意绑定 12”。"
NOT_DECIDED = "没有办理。要办请回“同意绑定 {rows}”或“拒绝绑定 {rows}”，已同意的可回“撤销绑定 {rows}”。"
NO_SUCH_REQUEST = "没有编号是{row}的绑定申请，请核对编号。"
DECIDED = "{row}号绑定申请已由{who}{how}。"
HOW_DECIDED = {"approved": "同意", "refused": "拒绝", "undone": "撤销"}
CHANGED_MIND = "{row}号绑定申请已作废：申请人改了工号，请看新的那一条。"
UNKNOWN_NUMBER = "人员表里没有工号{number}，不能同意。请先登记人员，再回“同意绑定 {row}”。"
TAKEN = "这个账号已登记在{who}名下，不能同意。如已换人，请先在人员表里改正。"
MUST_REPLACE = "{name}已有另一个{platform}。要换成新的，请回“同意绑定 {row} 替换”。"
AGREED = "已同意：{name}（{number}）。有误时一天内可回“撤销绑定 {row}”。"
DECLINED = "已拒绝{row}号绑定申请，并告诉了申请人。"
NOT_APPROVED = "{row}号绑定申请没有同意过，不用撤销。"
TOO_OLD = "{row}号绑定申请同意已超过一天，请在人员表里改正。"
RELEASED = "已撤销：{name}（{number}）不再是这个账号。"
HANDLED = "已处理"

#: Who says what a group is.
IN_THE_GROUP = "请在要登记的群里@我说，如“@{assistant} 绑定本群 单位名”。"
HOW_TO_REGISTER = (
    "请说明本群是哪个单位或支部的：“@{assistant} 绑定本群 单位名”。"
    "群里有外单位人员的，请说“@{assistant} 绑定本群 含外单位”。"
)
NO_SUCH_UNIT = "没有找到这个单位或支部。请写全称，如“@{assistant} 绑定本群 单位名”。"
WHICH_UNIT = "本群是哪一个的？请@{assistant}回数字："
WHO_IS_IN_IT = "{name}的这个群里有没有外单位人员？没有的是“内部”，有的是“含外单位”，请@{assistant}回数字："
MAY_NOT_REGISTER = "登记群要由联络员、单位负责人或支部书记来说。可找{contact}。"
NOT_YOURS = "这个单位或支部的群要由它的负责人、联络员或管理员来登记。可找{contact}。"
DECLARED_BY_ANOTHER = (
    "本群已由别人登记为含外单位的群，没有改动。要改请由登记的人、管全部门的联络员或管理员来说。可找{contact}。"
)
AS_IT_IS = "没有改动。{stands}要改请说“@{assistant} 绑定本群 单位名”，要解除请说“@{assistant} 解除绑定本群”。"
STANDS = {
    "未登记": "本群还没有登记。",
    "内部": "本群是{whose}内部群。",
    "支部": "本群是{whose}支部群。",
    "含外单位": "本群是{whose}含外单位的群。",
}
UNIT_GROUP = "本群已登记为{name}的内部群，可以查本部门文件。群里有外单位人员时请说“@{assistant} 绑定本群 含外单位”。"
BRANCH_GROUP = "本群已登记为{name}的群，可以查本部门文件。群里有外单位人员时请说“@{assistant} 绑定本群 含外单位”。"
INTERNAL_GROUP = "本群已登记为内部群，可以查本部门文件。群里有外单位人员时请说“@{assistant} 绑定本群 含外单位”。"
OUTSIDERS_GROUP = "本群已登记为含外单位的群：这里只答公开文件，不说姓名、电话和办理情况。"
FREE_GROUP = "本群已解除登记：这里只答公开文件。要再登记请说“@{assistant} 绑定本群 单位名”。"
NOT_REGISTERED = "本群还没有登记，不用解除。"
NOT_YET_REGISTERED = "（本群还没登记，只答公开文件。请联络员在群里说“@{assistant} 绑定本群 单位名”。）"
NEW_GROUP = (
    "【新群】{title}还没登记，{who}刚在群里用了助手。\n"
    "请在群里说“@{assistant} 绑定本群 单位名”，登记前那里只答公开文件。"
)
RETITLED = "【群改名】“{before}”改名为“{title}”，登记不变（{standing}）。如成员也变了，请在群里重新登记。"
BOT_LEFT = "【群】助手已不在“{title}”群里，群里的话收不到，通知也发不进去。需要时请重新把助手加进群。"
REGISTER = "绑定本群"
A_GROUP = "有一个群"
NAMELESS = "未命名"

_LONGEST = 120  # characters: who asks for an account or registers a group needs no more
_SIMPLE = str.maketrans(
    "綁個單這員號幫銷訂記說內報對換絕準為來賬帳們裡裏隊總處沒無協應請謝暫廠勞監別還",
    "绑个单这员号帮销订记说内报对换绝准为来账账们里里队总处没无协应请谢暂厂劳监别还",
)
_TORN = re.compile(r"(?<=绑) (?=定)|(?<=登) (?=记)|(?<=工) (?=号)|(?<=本) (?=群)|(?<=同) (?=意)")
_DECISION = re.compile(
    r"(?:我们?|本人)?"
    r"(?P<held>(?:请|先|暂时?|还|都)*(?:不要|别|不能|不可以?|不用|不必|没有?|未|(?<=先|暂|时|还)不|不(?=撤销|取消|解除|拒绝|驳回))"
    r"(?:先|急着?|再)*)?"
    r"(?P<word>同意|批准|通过|准许|准了?|拒绝|不同意|不批准|驳回|不通过|撤销|取消|解除)"
    r" ?(?:绑定|绑订|帮定|邦定|登记)(?:申请)?[\s:#第]{0,4}"
    r"(?P<rows>\d{1,9}号?(?:[\s,、和与及跟#第]{1,6}\d{1,9}号?){0,9})?"
    r"[\s,。.]{0,4}(?P<replace>替换|更换|换)?[。.!]?"
)
_YES = frozenset({"同意", "批准", "通过", "准许", "准", "准了"})
_BACK = frozenset({"撤销", "取消", "解除"})


def read(message: Message, situation: Situation) -> list[Reading]:
    """Read who somebody says he is, what an admin decides of it, and what a group is said to be. Pure."""
    if message.kind in (Kind.EVENT, Kind.RESULT):
        return _happened(message)
    if message.channel is Channel.GROUP or not message.in_words or len(message.text) > _LONGEST:
        return []
    text = " ".join(unicodedata.normalize("NFKC", message.text).translate(_SIMPLE).split())
    text = _TORN.sub("", text)
    group = group_of(text)
    if group is not None:
        return [Reading(SYSTEM, BIND_CHAT, group.confidence, group.slots)]
    decision = _decision(text)
    if decision is not None:
        return [decision]
    claim = claim_of(text, is_stranger=situation.sender is None)
    return [Reading(SYSTEM, BIND_PERSON, claim.confidence, claim.slots)] if claim else []


def _happened(message: Message) -> list[Reading]:
    data = message.data
    event = data.get("event")
    if message.kind is Kind.RESULT:
        return [Reading(HANDLER, RESOLVED, 1.0)] if event == "resolved" else []
    if not data.get("chat"):
        return []
    is_gone = event in ("chat_disband", "robot_removed") or (event == "chat_quit" and not data.get("accounts"))
    if is_gone:
        return [Reading(HANDLER, GONE, 1.0)]
    return [Reading(HANDLER, RENAMED, 1.0)] if data.get("chat_title") else []


def _decision(text: str) -> Reading | None:
    found = _DECISION.fullmatch(text)
    if found is None:
        return None
    word = found["word"]
    intent = APPROVE if word in _YES else RELEASE if word in _BACK else REFUSE
    rows = list(dict.fromkeys(int(row) for row in re.findall(r"\d+", found["rows"] or "")))
    # "替换" beside several numbers does not say which of them
    slots = {"rows": rows, "replace": bool(found["replace"]) and len(rows) == 1, "held": bool(found["held"])}
    return Reading(HANDLER, intent, 0.97, slots)
