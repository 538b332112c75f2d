"""What is said when somebody asks what he still has to do, and about his morning digest. Pure.

「我有哪些待办」 asks for everything owed; 「待办事项制度怎么规定」 asks the policies, 「明天干嘛去」 nobody.
"""

from __future__ import annotations

import re

from bot.messages import Channel, Message
from bot.router import Reading
from bot.situation import Situation
from knowledge.text import fold, squeeze

HANDLER = "task"
LIST, DIGEST_OFF, DIGEST_ON, DIGEST = "task.list", "digest.off", "digest.on", "digest.show"
LONGEST = 40
SURE = 0.93

_FILLERS = re.compile(r"[呃嗯唔欸诶额唉]+|(?<![有的是])那个|就是说|[,，.。!！?？~～;；、…]+")
_POLITE = re.compile(
    r"^(?:你好|您好|师傅|老师|领导|小助手|助手|请问|麻烦(?:你|您)?|劳驾|帮忙|帮我|给我|替我|请|我想|想|能不能|可以)+"
)
_RULES = re.compile(
    r"规定|制度|办法|怎么|怎样|如何|流程|要求|为什么|为啥|意思|职责|条例|文件|会议|开会|多久|几点|谁负责|群|"
    r"交办给|布置|完成了|办完了|办好了|做完了|已经|取消|提醒我|培训|活动"
)

_ME = r"(?:我们?自己|我名下|我这(?:边|儿|里|块)?|本人|自己|俺们?|我|咱|手头上?|手上|手里头?|名下)"
_TIME = (
    r"(?:现在|目前|眼下|当前|这会儿|今天|今儿个?|今日|明天|明儿|明日|上午|下午|"
    r"这个?(?:周|星期|礼拜|月)|本周|本月|最近|近期|接下来|到底|一共|总共)"
)
_ALSO = r"(?:都|尚|还|又|究竟|的|上|里)"
_WHICH = r"(?:哪些个?|哪几[件个项样]|哪[件个项样]|什么样?|啥|多少[件个项]?|几[件个项样]|些什么|些啥|一些|没有|无)"
_TASK = (
    r"(?:待办|代办|待处理|督办|未办结?|未完成|任务|todo)"
    r"(?:的?(?:事项|事情|事儿|事|工作|任务|督办|件|单|活儿?|清单|列表|项目|项))*"
)
_THING = r"(?:事项|急事|(?:要紧|着急|急)的?事|事情|事儿|事|活儿?|工作|东西|材料|任务|通知|消息|回执|单子)"
_DO = (
    r"(?:办理|办结|办完|办|做完|做|上交|交|回复|答复|回|处理|完成|落实|干|弄|确认|反馈|报送|报|批复|批|审批|签|了结|结)"
)
_STILL = r"(?:还?(?:没有?|未|待|等着?|欠着?|差着?|该|得|要|需要?|必须|急着))"
_PUT_OFF = rf"(?:{_ME}?{_STILL}{_ME}?{_DO}(?:完|好|掉|结|了|复)*)"
_TAIL = (
    r"(?:的|呢|吗|嘛|么|啊|呀|了|没有?|不|情况|清单|列表|一下|给我|发给?我|看看|看一下|来着|"
    r"有哪些|有什么|有啥|是什么|是啥|是哪些|列一下|列出来|列个表|都|捡要紧的说?|挑要紧的说?|简单说说?|按急的排)*"
)
_SEE = r"(?:查看|查询|查一?查?|看看|看一?看?|列出来?|列|显示|打开|发|报|说说|汇总|清点|瞧瞧|告诉我)?(?:一下)?(?:下)?"
_LEAD = rf"{_SEE}(?:{_ME}|{_TIME}|{_ALSO}|有|剩下?|压着|积着|欠着?)*"

_MINE = (
    rf"{_LEAD}{_WHICH}?{_TASK}{_TAIL}",  # 我有哪些待办
    rf"(?:{_ME})+的?{_THING}(?:都|现在|还|目前)*(?:有)?{_WHICH}{_TAIL}",  # 手头上的事都有哪些
    rf"{_LEAD}{_WHICH}{_THING}?(?:要|该|得|等|需要)?(?:{_ME})?(?:批|签|审|办|回)(?:复|批|字)?的(?:要|该|得|需要?)?(?:{_ME})?(?:批|签|审|办|回)(?:复|批|字)?的?{_TAIL}",
    rf"(?:把|将|有没有|有无|还有没有)(?:{_ME}的?){_TASK}{_TAIL}",  # 有没有我的督办事项
    rf"{_LEAD}{_WHICH}{_THING}?(?:是|需要)?(?:{_PUT_OFF}){_THING}?{_TAIL}",  # 还有什么事没办, 哪些要回
    rf"{_LEAD}{_WHICH}?{_PUT_OFF}的?{_THING}{_TAIL}",  # 我还有哪些没办的事
    rf"{_SEE}{_TIME}*(?:{_ME})+(?:{_TIME}|{_ALSO}|有|没有|剩下?|压着|积着)*{_WHICH}?{_THING}{_TAIL}",  # 手头还有啥活
    rf"(?:{_ME}|{_TIME})+(?:{_ALSO}|应)*(?:该|要|得|需要?|必须)(?:去)?{_DO}(?:些)?(?:什么|啥|嘛|吗|哪些){_THING}?{_TAIL}",
    rf"(?:{_ME}|{_TIME}|{_ALSO})*(?:欠|差)着?了?(?:{_WHICH}){_THING}?(?:没有?|未)?{_DO}?{_TAIL}",  # 我欠着什么没交
    rf"(?:{_ME}|{_ALSO})*(?:有没有|有无|还有没有|有|还有){_THING}?(?:逾期|过期|超期|到期|快到期)(?:的|了)?{_THING}?{_TAIL}",
    rf"(?:{_ME}|{_TIME}|{_ALSO})*(?:有)?{_WHICH}{_THING}?(?:已经?|快|今天)?(?:逾期|过期|超期|到期|拖)(?:的|了|着)?{_THING}?{_TAIL}",
    r"(?:还?有没有|还有|有)(?:什么|啥)?(?:我的事儿?|等着?我(?:办|回|处理|批|答复)?的(?:事儿?)?|要我(?:办|回|处理|批|答复)的?(?:事儿?)?)(?:吗|没有?|呢)?",
    rf"(?:有|还有)?{_WHICH}{_THING}?(?:在)?(?:等着?|需要|要|该|得){_ME}{_DO}(?:复|的)*{_THING}?{_TAIL}",  # 啥等着我办
)
_OWN = tuple(re.compile(pattern) for pattern in _MINE)
_BARE_NO = re.compile(r"(?:任务|督办|未完成|未办结?|有任务吗|几个任务|什么任务|任务是什么|督办有哪些|督办情况)")
_OF = re.compile(
    rf"{_SEE}(?P<whose>[^\s我咱俺]{{2,12}}?)(?:{_TIME}|{_ALSO}|手上|手头|名下|有|剩下?|压着)*{_WHICH}?"
    rf"(?:{_PUT_OFF}的{_TAIL}(?<=的)|(?:待办|代办)(?:事项|事情|工作|任务|清单|列表)?|{_PUT_OFF}的?{_THING}|{_THING}{_PUT_OFF}){_TAIL}"
)
#: 郭主任手上有哪些任务: in whose hands they are stands before. What stands under his name (名下) is his to hand over.
_IN_HANDS = re.compile(
    rf"{_SEE}(?P<whose>[^\s我咱俺]{{2,12}}?)(?:那边|那儿|那)?(?:手上|手里|手头)(?:{_TIME}|{_ALSO}|有|剩下?|压着|积着|欠着?)*"
    rf"{_WHICH}{_THING}?(?:{_PUT_OFF}的?{_THING}?)?{_TAIL}"
)
_NOBODY = re.compile(
    rf"(?:{_SEE}|{_TIME}|{_ALSO}|有|{_WHICH}|大家|谁|报修|维修单|隐患|工单|会议|请示|逾期)+|.*(?:报修|隐患|工单|请示)"
)

_PAPER = r"(?:的|每天|每日)*(?:早报|晨报|早间提醒|早上的(?:提醒|摘要|汇总))"
_SENT = r"(?:再|给|我|发|推送?|看|要|收到?)*"
_OFF = re.compile(
    r"(?:以后|今后|从?明天起)?我?(?:不要|不用|别|不想|不再|停(?:掉|止|了)?|关(?:掉|闭|了)?|取消|退订|屏蔽)"
    rf"{_SENT}{_PAPER}了?吧?|早报(?:不要|别发|停|关|取消)(?:了|掉)?"
)
_ON = re.compile(
    r"我?(?:恢复|重新|继续|开启?|打开|订阅|我?要|还是要|接着)"
    rf"{_SENT}{_PAPER}吧?|早报(?:恢复|开|打开)(?:了|吧)?"
)
_SHOW = re.compile(r"(?:看看?|查看?|发)?(?:一下)?(?:我)?(?:的)?(?:今天|今日)?(?:的)?(?:早报|晨报)(?:呢|内容|给我)?")


def read(message: Message, situation: Situation) -> list[Reading]:
    """Read a question for what is owed, or a word on the digest."""
    del situation
    if not message.in_words or message.channel is Channel.GROUP or len(message.text) > LONGEST:
        return []
    text = _POLITE.sub("", _FILLERS.sub("", squeeze(fold(message.text))))
    if digest := _digest(text):
        return [digest]
    if not text or _RULES.search(text):
        return []
    if is_own(text):
        return [Reading(HANDLER, LIST, SURE, {"who": "self"})]
    found = _OF.fullmatch(text) or _IN_HANDS.fullmatch(text)
    if found and not _NOBODY.fullmatch(found["whose"]):
        return [Reading(HANDLER, LIST, SURE, {"who": found["whose"]})]
    return []


def is_own(text: str) -> bool:
    """Whether a squeezed text asks what its sender has to do."""
    if _BARE_NO.fullmatch(text):
        return False
    return any(pattern.fullmatch(text) for pattern in _OWN)


def _digest(text: str) -> Reading | None:
    for pattern, intent in ((_OFF, DIGEST_OFF), (_ON, DIGEST_ON), (_SHOW, DIGEST)):
        if pattern.fullmatch(text):
            return Reading(HANDLER, intent, 0.95)
    return None
