"""What people say of an answer, that a person is to answer it, and what the office says to what was not answered.

Law: a whole message is a verdict, or none: 「谢谢，那门禁卡怎么办」 is a question.
"""

from __future__ import annotations

import re
from typing import Any

from bot.router import Reading
from handlers.ask import talk
from handlers.ask.said.heard import Heard
from handlers.ask.said.written import hear_office
from knowledge.text import fold

SURE, CLEAR, UNSURE = 0.93, 0.89, 0.6
_END = r"[\s,，.。!！~～、?？]*"
_THANKS = (
    r"(?:(?:好的?|嗯+|哦+|噢|行|收到|明白了?|懂了|知道了|清楚了|解决了|可以了|有用|真有用)[\s,，.。!！~～、]*)*"
    r"(?:非常|太|十分|多多|真是|真的)*(?:谢谢|多谢|感谢|谢了|谢啦|辛苦了?谢谢|thanks?|thank\s*you|3q)"
    r"(?:你们?|您|啊|啦|了|哈|呀|哦|老师|领导|主任|书记|提醒|通知|帮助|帮忙|关心|小?助手|小?同志|师傅|老弟|小伙子?|姑娘|大家|指点|解答|回复|答复|[\s,，.。!！~～、]|有用|"
    r"很有用|很有帮助|帮到我了|帮大忙了|"
    r"(?:说|讲|答|写)得很?(?:清楚|明白|好)了?|明白了?|懂了|清楚了|知道了|解决了|很?清楚)*"
)
_HEAD = (
    r"(?:(?:这个|这条|这|那个|那|回答|答案|答复|答得|说得|讲得|写得|解释得|你|您|已经|都|挺|很|非常|真的?|"
    r"还是|还|蛮|太|确实|对我|也|嗯|好的?|可以|谢谢|[\s,，])*)"
)
_GOOD = (
    rf"{_HEAD}(?:有用|有帮助|管用|好用|顶用|帮到我?|帮上忙?|帮了?大忙|帮助很大|清楚明白|清楚|明白|懂|知道|"
    rf"就是这个|正是我要的|(?:太好了)?[,，]*正是我(?:想|要)*(?:找|问|查|知道)的|说到点子上|点赞|给力)"
    r"(?:了|的|啦|很多|,|，|\s|啊|呢)*(?:谢谢.{0,4}|感谢.{0,4}|多谢.{0,4})?"
)
_GOOD_LATELY = rf"{_HEAD}(?:问题)?(?:解决|搞定|准确|正确|答对|可以)(?:了|的|啦|啊)*(?:谢谢.{{0,4}})?"
_WELL_SAID = (
    r"(?:这个|这条|你|您|回答得?|答得?|讲得?|说得?|解释得?|写得?|查得|找得)+(?:挺|很|真|非常|太|真是)*"
    r"(?:好|棒|快|到位|详细|全面|透彻|仔细|细致|周到)(?:了|的|啊|呢)*"
)
_BAD_HEAD = (
    r"(?:(?:这个|这条|这|那个|那|回答|答案|答复|回答得|答的|说的|讲的|答得|说得|你们?|您|完全|根本|还是|"
    r"一点儿?都?|好像|都|也|对我|看了|听了|呃|嗯|唉|哎|"
    r"感觉|觉得|有点|并|其实|好吧|[\s,，])*)"
)
_BAD = (
    rf"{_BAD_HEAD}(?:没用|没有用|没什么用|没啥用|没多大用|用处不大|不管用|不顶用|无用|没帮上忙?|没帮到我?|"
    rf"没有帮上忙?|没有帮到我?|帮不上忙?|帮不了我|没帮助|没有帮助|"
    r"没什么帮助|答非所问|所答非所问|文不对题|牛头不对马嘴|驴唇不对马嘴|跑题|不对|不是这个|不是这样|答错|"
    r"错|不准确?|不相关|无关|(?:跟|和|与)我(?:想|要)?问的(?:这个|问题)?(?:没关系|无关|不相干|不沾边|两码事|不一样|对不上)|不沾边|不着边|"
    r"不是我(?:想|要)?(?:问|找|查|要|想知道)的?(?:这个|问题|东西|内容)?|没(?:有)?(?:回答|解决|答到|"
    r"答上)(?:到)?(?:我的?)?(?:问题|点子上|点上|我)?|"
    r"没(?:说|讲)(?:清楚|明白|到点子上)|(?:不|没)(?:明白|清楚|看懂|看明白|懂)|看不懂|没看懂|听不(?:懂|明白)|没听(?:懂|明白)|"
    r"(?:能不能|能|可以|请|麻烦)?(?:说|讲)(?:得|的)?(?:简单|明白|清楚|通俗)(?:一?点儿?|一?些)|(?:能不能|能|可以|请|麻烦)?(?:简单|通俗)(?:一?点儿?)?(?:说|讲)(?:说|讲|一下)?|"
    r"说(?:人话|白话|大白话)|(?:我)?(?:要|想)?问的(?:根本|并)?不是这个(?:意思|问题)?|没答我的?问题)"
    r"(?:了|的|啊|嘛|吧|吗|么|呀|呢|诶|哎|\s|,|，)*"
)
#: What is wrong with it, said beside that it is wrong; and what amounts to nothing said.
_WRONG = (
    r"(?:你|您|这个|这条|这|助手)?(?:答|回答|说|讲|查|给|找)(?:得|的)?(?:都|又)?(?:错|不对)了?[\s,，。]+(?:规定|制度|文件|实际|事实|应该|应当|明明|根本|我们)[^?？吗怎哪谁]{0,24}|"
    rf"{_BAD_HEAD}(?:查|找|理解|弄|搞|听|看)错(?:了)?(?:我的?)?(?:意思|问题|话)?(?:了|吧)*|"
    r"(?:你|你这是|这是|这|净|尽)*(?:瞎说|胡说|乱说|瞎扯|胡扯|乱答|瞎编)(?:的|吧|呢|八道)*|"
    r"(?:这个|这条|这|答案|规定|文件)(?:都|已经|早就|是不是)*(?:过时|过期|旧|老)(?:的)?了(?:吧|吗)?|"
    rf"{_BAD_HEAD}(?:跟|和|等于|同)?没(?:说|答|讲|回答)(?:一样|差不多)?|{_BAD_HEAD}(?:都是|全是|尽是|是)*(?:废话|空话|套话)"
)
_ASKS_FOR = (
    r"(?:(?:请|帮我|麻烦|劳烦|我要|我想|想|要|给我|帮忙|直接|那就?|还是|能不能|可不可以|可以|能否|能|请求|"
    r"申请|你|您|[\s,，])*)"
)
_TAIL = (
    r"(?:问问|问一下|问一问|问|来说|说一下|说|答复|回答|解答|答|聊聊|聊|看看|服务|客服|帮忙|处理|来|接|"
    r"沟通|对接|咨询|吧|啊|呢|吗|么|呗|一下|我|好吗|行吗|[\s,，])*"
)
_HUMAN = r"(?:人工客服|人工服务|人工坐席|人工|真人|活人|专人|客服|工作人员|负责人|老师|同志)"
_HAND_ON = (
    rf"{_ASKS_FOR}(?:转接|转到|转|找|接入|接|换成|换|叫|联系)(?:个|一个|位|一位|下|一下)?{_HUMAN}{_TAIL}",
    (
        rf"{_ASKS_FOR}(?:找|换|叫|派|安排|请)(?:个|一个|位|一位)(?:能答的|懂的|明白|懂行的|"
        rf"知道的)?人(?:来)?(?:问问|问一下|问一问|问|来说|说一下|说|答复|回答|解答|答|聊聊|看看)?"
        rf"(?:吧|啊|呢|吗|一下|我|好吗|行吗)*"
    ),
    (
        rf"{_ASKS_FOR}(?:安排|派|请|找)(?:个|一个|位|一位)?(?:专人|人|老师|同志|工作人员|负责人)(?:来)?(?:给我)?(?:答复|"
        rf"回答|解答|答|说明|跟我说|联系我|给我答复)(?:一下|我|吧|吗)*"
    ),
    rf"{_ASKS_FOR}(?:让|叫|由)?{_HUMAN}(?:来)?(?:给我|跟我|帮我)?(?:答复|回答|解答|答|服务|问|说|处理)?(?:一下|吗|吧|呢)*",
    (
        r"(?:别|不要|不想|不跟|甭)(?:跟|和|再)?(?:这个|你)?(?:机器人|机器|助手)(?:说话|说|聊|扯)?了?[,，]*"
        rf"{_ASKS_FOR}(?:找|换|叫|转)(?:个|一个)?(?:人|{_HUMAN})(?:跟|和|对)?{_TAIL}"
    ),
    rf"[^?？]{{0,10}}(?:说不清|讲不清|说不明白|听不懂|答不了|不会答)[\s,，]*(?:还是|直接)?(?:转|找|换)(?:接)?(?:个)?(?:人|{_HUMAN}){_TAIL}",
    r"zhuan\s?ren\s?gong",
    rf"{_ASKS_FOR}转(?:给|到|接)?(?:综合办公室|综合办|办公室|值班室)(?:吧|啊|一下)*",
    rf"(?:有没有|有)(?:专人|人|老师|工作人员)(?:能|可以|来)+(?:解释|说明|讲讲|答复){_TAIL}",
    r"(?:请|帮我|麻烦|替我)+(?:去)?问(?:问|一下|一问)?(?:综合办公室|综合办|办公室|负责人|领导|主管部门|有关部门|值班室)(?:吧|呗|啊|一下|好吗|行吗)*",
    rf"{_ASKS_FOR}(?:问|跟|和|与)?(?:真人|人工)(?:问|说|聊|沟通)?(?:问|一下|聊聊)*",
    (
        r"(?:这|那|这个|那个|这事儿?|那事儿?|这件事|这种事情?|这类事情?|此事|这问题|这个问题|那这个|"
        r"那这事)(?:情)?(?:我|我们|咱|到底|究竟)*(?:应该|该|要|得|可以|能)?(?:去|找)?(?:问|找|咨询|联系)"
        r"(?:谁|哪位|哪个人|哪个部门|哪个单位|哪个老师|哪里|哪儿)(?:啊|呀|呢|问|好|合适|比较好|来着)*"
    ),
    r"(?:那|那么)?(?:我|我们)?(?:应该|该|要|得|可以|能)?(?:去)?(?:问|找)谁(?:问|去|啊|呢|呀|好|合适|比较好)*",
    (
        r"(?:有没有|有)(?:人|谁|哪位|哪位老师)(?:能|可以|来|会|帮我|帮忙|给我)*(?:回答|答复|解答|答|告诉|帮我|帮忙)(?:我|"
        r"一下|看看|的|吗|么|啊|这个|问题)*"
    ),
)
_WHOSE = (
    r"(?:这|那|这个|这种|这类|这件|此)(?:事情?|事儿|问题)(?:归|是|由|该)?(?:谁|哪个部门|哪个单位|哪里|哪儿)(?:来)?(?:管|负责)(?:的)?"
    r"(?:[,，]*我?(?:该|要|应该|得|可以)?(?:找|问)谁(?:问)?)?(?:啊|呢|呀)?"
)
_OF_UNIT = (
    r"(?:请|帮我|麻烦|我想|想)*(?:找|帮我问问?|问问?|转给?|转到)(?P<whom>[\u4e00-\u9fff]{2,12}?)(?:的人|的老师|"
    r"的同志|那边|的)(?:问问|问一下|问一问|问|答复|回答|答|说一下)(?:我|一下|吧)*"
)
_WITH_QUESTION = (
    r"(?:请|帮我|我要|要)?(?:转人工|人工(?:服务|客服)?|zhuan\s?ren\s?gong)[\s:：,，]+(?P<question>.{4,300})"
)

_BLANK = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_thanks = re.compile(f"{_THANKS}{_END}", re.IGNORECASE)
_good, _bad = re.compile(f"(?:{_GOOD}|{_WELL_SAID}){_END}"), re.compile(f"(?:{_BAD}|{_WRONG}){_END}")
_good_lately = re.compile(f"{_GOOD_LATELY}{_END}")
_hand_on = re.compile(f"(?:{'|'.join((*_HAND_ON, _WHOSE))}){_END}", re.IGNORECASE)
_of_office = re.compile(
    rf"(?:请|帮我|麻烦|我想|想)*(?:问问|问一下|帮我问|转给|转到|找一下)(?P<whom>[\u4e00-\u9fff]{{1,10}}?(?:办公室|办|科|处|中心|部))(?:吧|的人)?{_END}"
)
_bare_hand_on = re.compile(rf"(?:帮我|给我|我要|要|想)?(?:找|叫|换)(?:个|一个)?人(?:吧|啊|来)?{_END}")
_of_unit, _with_question = re.compile(f"{_OF_UNIT}{_END}"), re.compile(_WITH_QUESTION, re.DOTALL)


def hear(heard: Heard) -> Reading | None:
    """Hear a word about an answer, a wish for a person's answer, or what the office says to the questions."""
    return (
        hear_office(heard)
        or _hear_passed_on(heard.text, after_a_question=bool(heard.facts.last_question))
        or _hear_verdict(heard)
    )


def _hear_passed_on(said: str, *, after_a_question: bool) -> Reading | None:
    text = _BLANK.sub("", fold(said))
    if question := _with_question.fullmatch(said):
        return _reading(talk.HAND_ON, SURE, question=question["question"].strip())
    if _hand_on.fullmatch(text) or (after_a_question and _bare_hand_on.fullmatch(text)):
        return _reading(talk.HAND_ON, SURE)
    unit = _of_unit.fullmatch(text) or (_of_office.fullmatch(text) if after_a_question else None)
    return _reading(talk.HAND_ON, SURE, whom=unit["whom"]) if unit else None


def _hear_verdict(heard: Heard) -> Reading | None:
    text = _BLANK.sub("", fold(heard.text))
    if _bad.fullmatch(text):
        return _reading(talk.UNHELPFUL, 0.9)
    if _thanks.fullmatch(text):
        return _reading(talk.HELPFUL, CLEAR, thanks=True)
    if _good.fullmatch(text):
        return _reading(talk.HELPFUL, CLEAR)
    if _good_lately.fullmatch(text):
        return _reading(talk.HELPFUL, CLEAR if heard.facts.last_question else UNSURE)
    return None


def is_said_of_an_answer(text: str) -> bool:
    """Say whether a text is thanks or a verdict and asks nothing."""
    plain = _BLANK.sub("", fold(text))
    return any(one.fullmatch(plain) for one in (_thanks, _good, _good_lately, _bad))


def _reading(intent: str, confidence: float, **slots: Any) -> Reading:
    return Reading(talk.SYSTEM, intent, confidence, slots)
