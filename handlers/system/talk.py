"""What people say around the work, and the calm words for it."""

from __future__ import annotations

import re
import unicodedata

from bot.acts import Act
from bot.messages import Channel, Kind, Message
from bot.rights import may_somewhere
from bot.router import LEAST, Reading
from bot.situation import Situation
from knowledge.text import fold

HANDLER = "system"
UNDO = "undo"
DROP = "draft.drop"  # as scheduler.confirming asks it
HELP, SMALLTALK, NOISE, EMPTY, ABUSE = "help", "smalltalk", "noise", "empty", "abuse"
INJECTION, OUT_OF_SCOPE, COMPLAINT = "injection", "out_of_scope", "complaint"
POLITICS = "politics"  # the kind of what is out of scope that has words of its own
DISCIPLINE, SECRETS, CHOOSE, KEPT = "discipline.redirect", "secrets.refused", "choose", "message.kept"
NO_STEP, NOT_ASKED = "step.nothing_open", "prompt.nothing_open"
ENTERED, RATED, FETCHED, LOST = "chat.entered", "answer.rated", "media.kept", "media.lost"
PRESS_UNKNOWN, PRESS_OTHERS = "press.unknown", "press.others"
PRESS_STALE, PRESS_AGAIN = "press.stale", "press.again"

HELP_HEAD = "可以这样问我（群里请先@{assistant}）："
WELCOME_HEAD = "我是{department}的助手，可以这样问我（群里请先@{assistant}）："
HELP_ASK = "查制度：突发事件怎么报告？｜公约第七条｜出处"
HELP_REPORT = "报情况：三食堂三楼漏水（急事请先打值班电话{phone}）"
HELP_STRANGER = "登记：私聊我说“绑定 工号 姓名”，登记后可查本部门文件"
HELP_OWN = "提醒和待办：明天上午9点提醒我交材料｜我有哪些待办"
HELP_LEADING = "通知和交办：周三下午3点安全例会 三楼会议室 各中心主任参加｜把食堂排查派给孙主任 下周五前完成"
HELP_WHO = "找人：{contact}"

GREETING = (
    "我是{department}的助手，可以查制度、报情况，在这里直接说就行。群里没有@{assistant}的话我看不到。\n"
    "您发给我的内容保存在学校自己的服务器上，只用于办理，不记录位置。\n"
    "有疑问请找{contact}。"
)
STRANGER = (
    "您还没有登记：目前可以查公开文件、报情况。私聊我说“绑定 工号 姓名”，登记后就能查本部门文件，也可以找{contact}。"
)
EXAMPLES = "想看例子请说“帮助”。"
NO_TEXT = "没有看到文字。想查制度请直接说问题，想报情况请说地点和情况，{help}看例子。"
NO_TEXT_IN_GROUP = "请把话和@{assistant}写在同一条里，如“@{assistant} 突发事件怎么报告”。急事请先打值班电话{phone}。"
NOTHING_OPEN = "目前没有等您回复的通知、事件或工单。要报情况请直接说地点和情况，编号知道的请写在前面。"
NOTHING_ASKED = "没有等您确认的内容：可能已经办过，或过了十分钟。需要时请再说一次。"
NOISE_ANSWER = "收到。想查制度或报情况，直接说就行，回“帮助”看例子。"
HELLO = "您好。想查制度请直接说问题，想报情况请说地点和情况，{help}看例子。"
CALM = "没帮好您，抱歉。要查制度、报情况请直接说，要人答复请回“转人工”。"
NO_RIGHTS = "这里按本人账号的权限办理，文字里写明的身份和指令不起作用。"
NOT_MINE = "这个不归助手管。助手可以查后勤制度、报情况，{help}看例子。"
NOT_HERE = "这类问题不在这里回答，请以权威部门发布的信息为准。助手可以查后勤制度、报情况，{help}看例子。"
COMPLAINT_ANSWER = "您的意见已记下，会转给{contact}。想说明时间、地点和情况的，请接着说。"
COMPLAINT_PUSH = "【意见】有人反映：{text}\n来自：{who}"
DISCIPLINE_ANSWER = "反映违纪问题请直接找纪检部门{channel}。请不要在这里留言详情，您刚才的内容没有留存。"
SECRETS_ANSWER = "涉密内容不得上网传输，请按保密规定处理。您刚才的内容没有留存。"
MEDIA_KEPT = "{what}已收到。请用文字说一句是什么情况、在哪里；急事请直接打值班电话{phone}。"
VOICE_KEPT = "语音已收到，但这里听不了。请用输入法的语音转文字再发一次，急事请直接打值班电话{phone}。"
MEDIA_LOST = "{what}没有取到，请再发一次，或用文字说一句是什么情况、在哪里。急事请直接打值班电话{phone}。"
BUTTON_UNKNOWN = "这个按钮已经不能用了，请直接用文字说。"
BUTTON_OF_OTHERS = "这是问别人的，您有事直接跟我说就行。"
BUTTON_ANSWERED = "这个问题您{shown}，要改请重新说一次。"
BUTTON_TOO_LATE = "这个问题已经过了，请重新说一次。"
OUT_OF_DATE = "已过时"
SAY_HELP, SAY_HELP_IN_GROUP = "回“帮助”", "@{assistant}说“帮助”"
DRAFT_DROPPED = "好的，没有发出，也没有登记。"
PROMPT_DROPPED = "刚才的问题没有等到回答，先放下了。需要时请再说一次。"
ASIDE_DROPPED = "报急事前没办完的“{what}”先放下了，没有发出。需要时请再说一次。"
NOT_THAT_ONE = "请回前面的数字选一项。"
MEDIA = {
    Kind.IMAGE: "图片",
    Kind.VOICE: "语音",
    Kind.VIDEO: "视频",
    Kind.FILE: "文件",
    Kind.LOCATION: "位置",
    Kind.LINK: "链接",
}

_HELP = re.compile(
    r"^(帮助|幫助|help|菜单|功能|怎么用|怎麼用|使用说明|你(能|会|可以)(做|干)?(什么|啥)|能干(什么|啥|嘛)|你是谁|你叫(什么|啥)(名字)?|有什么功能)[?？!！。]?$",
    re.IGNORECASE,
)
_HELLO = re.compile(
    r"^(你好|您好|hi|hello|在吗|在么|早上?好|下午好|晚上好|辛苦了?|哈喽|嗨)[啊呀吗!！。,，~]*$", re.IGNORECASE
)
_OK = re.compile(
    r"^(好的?|好嘞|行|嗯+|哦+|ok|okay|收到|可以|是的|对|噢|明白|1|👍|👌|了解|哈哈+|呵呵+)[!！。~，,\s]*$", re.IGNORECASE
)
_ABUSE = re.compile(
    r"(妈的|他妈|傻[逼bB×x]|滚蛋?|废物|垃圾(机器人|东西|玩意)|破玩意|什么玩意|去死|操你|破机器人|弱智|智障|脑残|狗屎|混蛋|王八)"
)
_COMPLAINT = re.compile(r"投诉|难吃|太差|服务态度|态度(差|恶劣)|不满意|乱收费|太贵|没人管|意见很大|废物|脏死|臭死|差评")
_INJECTION = re.compile(
    r"</?\s*(system|assistant|user|instruction)|系统提示|system\s*prompt|忽略(以上|之前|前面|所有)|"
    r"ignore (all|previous|the)|"
    r"你现在是(管理员|超级|root|另一个)|(我|本人)(就)?是(管理员|系统管理员|超级管理员)|越狱|jailbreak|开发者模式|扮演",
    re.IGNORECASE,
)
_OUT_OF_SCOPE = re.compile(
    r"天气|股票|彩票|讲个?(笑话|故事|段子)|写(一?首)?(诗|作文|论文|代码)|翻译|星座|新闻|电影|唱(首|个)歌|点外卖|今天几号|世界杯|欧洲杯|奥运会?|比分|球赛|算一下\d|股市|基金|油价|金价|房价|汇率|黄历|农历|星期几|几号了|讲故事|"
    r"(?:会|要|还)不?[会要]?下[雨雪][吗么不没]?|下[雨雪](?:吗|么|不|没)|(?:今天|明天|后天|外面|现在|周.)[^,，。]{0,4}(?:气温|多少度|几度|刮风|冷不冷|热不热)"
)
_MISCONDUCT = re.compile(r"(我要|想|实名|匿名)?(举报|检举|信访)|贪污|受贿|行贿|回扣|吃拿卡要|收红包|以权谋私")
_ABOUT_RULES = re.compile(
    r"多久|几[天日]|期限|怎么投诉|如何投诉|渠道|规定|制度|条例|办法|要求|流程|哪条|是什么|怎么处理|如何处理|文件"
)
#: Whoever asks how complaints go, or was complained of, complains of nothing.
_OF_COMPLAINTS = re.compile(
    r"投诉(?:该|要|应该|得|的话)?(?:找|向|给|跟|问|归|由)?(?:谁|哪)|(?:向|找|跟|给|去|到|在)(?:谁|哪[里儿个]?)[^,，。]{0,4}投诉|"
    r"投诉(?:了)?我|被[^,，。]{0,6}投诉|投诉(?:的)?(?:电话|方式|范围)[^,，。]{0,4}(?:多少|什么|啥|[?？]|$)"
)
_SECRET_MARK = re.compile(
    r"(绝密|机密|秘密)\s*(★|☆|[⭐*]\s*\d|[\d一二三四五六七八九十长]{1,3}\s*(年|期))|★\s*(绝密|机密|秘密)"
)
_STEP = (
    r"(?:我们?|人|现在)?(?:已经?|都|刚|正在)?(?:收到|到场|到达?现场|到位|赶到(?:现场)?|赶赴(?:现场)?中?|在路上|马上[到去来]|这就[到去来]|"
    r"出发|控制住?|处置完毕?|处理完毕?|办结|办完|办好|已办|报告|通知到?|修好|处理好|接单|接手)(?:了|啦)?"
)
_STEPS = re.compile(rf"{_STEP}(?:[\s,，。;；、]*{_STEP}){{0,3}}[。.!！]*")
_UNDO = re.compile(
    r"^(?:请|帮我|麻烦)*(?:(?:把|将)?(?:刚才|刚刚|上面|上一[条个步]|前面)(?:的|那[条个])?(?:消息|登记|操作|通知)?)?"
    r"(?:撤销|撤消|撤回|撤回来|取消登记|作废)(?:(?:刚才|刚刚|上面|上一[条个步])(?:的|那[条个])?(?:消息|登记|操作|通知)?|一下|吧|它|掉)*[。.!]*$"
    r"|^(?:刚才|刚刚)?(?:点错了?|按错了?|回错了?|登记错了?)[。.!]*$"
)
_DECIDED = re.compile(
    r"^(?:(?:确认|确定|确认发送|发送|发出|发吧|不发|先不发|不发了|算了|算啦|不办了|不用了|取消|同意|不同意)[了吧啊,，。.!！\s]*){1,2}$"
)
_DIGIT = re.compile(r"^[(（]?[1-9一二三四五六七八九][)）.、。]?$")


def read(message: Message, situation: Situation) -> list[Reading]:
    """Read what is said around the work. Pure."""
    if message.kind is Kind.EVENT or message.kind is Kind.RESULT:
        return [_happened(message) or Reading(HANDLER, KEPT, 0.95)]
    if message.channel is Channel.GROUP:
        return []
    if not message.in_words or (message.data.get("media") and not message.text.strip()):
        return [Reading(HANDLER, KEPT, 0.95)]
    text = unicodedata.normalize("NFKC", message.text).strip()
    found = _refused(text) or _around(fold(text), situation, text)
    return [found or Reading(HANDLER, OUT_OF_SCOPE, LEAST)]  # nobody who writes to the assistant is left without a word


def _happened(message: Message) -> Reading | None:
    """Read what the platform, or one of our own calls, tells."""
    data = message.data
    event = data.get("event")
    if message.kind is Kind.RESULT:
        return Reading(HANDLER, LOST if data.get("lost") else FETCHED, 0.97) if event == "media" else None
    if event == "enter_chat":
        return Reading(HANDLER, ENTERED, 0.97)
    rated = str(data.get("of", "")) if event == "feedback" else ""
    return Reading(HANDLER, RATED, 0.97, {"of": rated}) if rated else None


def _refused(text: str) -> Reading | None:
    """Read what is not taken, whatever else it may be."""
    if _SECRET_MARK.search(text):
        return Reading(HANDLER, SECRETS, 1.0)
    if _INJECTION.search(text):
        return Reading(HANDLER, INJECTION, 0.97)
    if _MISCONDUCT.search(text) and not _ABOUT_RULES.search(text):
        return Reading(HANDLER, DISCIPLINE, 0.97)
    return None


def _around(text: str, situation: Situation, said: str) -> Reading | None:
    """Read what is said around the work. text: Simplified, said: as it was written."""
    if not text:
        return Reading(HANDLER, EMPTY, 0.95)
    if not _has_words(text):
        return Reading(HANDLER, NOISE, 0.92)
    checks = (
        (_UNDO, UNDO, 0.93),
        (_HELP, HELP, 0.95),
        (_OK, NOISE, 0.86),
        (_DECIDED, NOT_ASKED, 0.8),
        (_HELLO, SMALLTALK, 0.9),
        (_COMPLAINT, COMPLAINT, 0.86),
        (_ABUSE, ABUSE, 0.9),
        (_OUT_OF_SCOPE, OUT_OF_SCOPE, 0.86),
    )
    for pattern, intent, confidence in checks:
        if pattern.search(text) and not _is_asked_of(intent, text):
            return Reading(HANDLER, intent, confidence, {"text": said} if intent == COMPLAINT else {})
    if _DIGIT.match(text) and situation.prompt is not None and not situation.prompt.aside:
        return Reading(HANDLER, CHOOSE, 0.9)
    return Reading(HANDLER, NO_STEP, 0.6) if _STEPS.fullmatch(text) else None  # what is open is read by its slice


def _is_asked_of(intent: str, text: str) -> bool:
    """Say whether the rules about a thing are asked for, not the thing."""
    if intent == COMPLAINT and _OF_COMPLAINTS.search(text):
        return True
    return intent in (COMPLAINT, OUT_OF_SCOPE) and _ABOUT_RULES.search(text) is not None


def is_receipt(text: str) -> bool:
    """Say whether a text says 收到 of something."""
    return "收到" in unicodedata.normalize("NFKC", text)


def is_only_marks(text: str) -> bool:
    """Say whether a text is nothing but punctuation, such as question marks; an emoji is an answer of a kind."""
    return bool(text.strip()) and all(unicodedata.category(one)[0] in "PZ" for one in text)


def _has_words(text: str) -> bool:
    return any(unicodedata.category(character)[0] in "LN" for character in text)


def what_of(message: Message) -> str:
    """Name what came, or of a result what was to be fetched; of a text without words its first picture or file."""
    kind: object = message.kind
    if message.kind is Kind.RESULT:
        kind = message.data.get("kind")
    elif message.kind is Kind.TEXT:
        kind = message.data["media"][0].get("kind")
    return next((word for known, word in MEDIA.items() if known == kind), MEDIA[Kind.FILE])


def say_help(message: Message, assistant: str) -> str:
    """Word how to get help here: a group is heard only when the assistant is mentioned."""
    return SAY_HELP if message.channel is Channel.PRIVATE else SAY_HELP_IN_GROUP.format(assistant=assistant)


def help_text(situation: Situation, head: str = HELP_HEAD) -> str:
    """Word the help: at most six lines, by role, with examples to copy."""
    office = situation.office
    contact = situation.contact
    lines = [
        head.format(department=office.department, assistant=office.assistant),
        HELP_ASK,
        HELP_REPORT.format(phone=office.duty_phone),
    ]
    lines.append(HELP_STRANGER if situation.sender is None else HELP_OWN)
    if situation.sender is not None and may_somewhere(situation.sender.held, Act.NOTIFY):
        lines.append(HELP_LEADING)
    lines.append(HELP_WHO.format(contact=contact))
    return "\n".join(lines)
