"""An emergency in a question: the rule is quoted, reporting it is one word away. An alarm never comes here."""

from __future__ import annotations

import re

from bot.messages import Message
from bot.situation import Situation
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.ask import talk
from handlers.ask.answering import words
from knowledge.text import fold

SYSTEM, LEFT = "system", "draft.drop"  # as scheduler.confirming leaves a draft be
_DANGER = re.compile(
    r"着火|起火|失火|火灾|火情|冒烟|燃气|煤气|漏气|泄漏|困在?电梯|电梯.{0,3}困|困人|被困|中毒|吃坏|拉肚子|呕吐|触电|"
    r"晕倒|昏倒|受伤|伤人|骨折|爆管|跑水|漏水|爆炸|坍塌|塌方|塌了|溺水|落水|坠落|坠楼|打架|斗殴|撞人|车祸|交通事故|"
    r"传染病|集体发烧|停水|停电|停暖|轻生|自杀|险情"
)
_TO_DO = re.compile(
    r"怎么|咋|如何|怎样|先|找谁|向谁|报告谁|报给谁|谁报|打什么电话|打哪个|应该|应当|该|步骤|流程|处置|多久.{0,4}报|"
    r"上报|报告"
)
_ON_PAPER = re.compile(
    r"总结|报表|台账|定义|分几级|哪几级|级别|包括|是什么|文件|演练|赔|责任|处分|多少|几天|几个|签字|归档|结案|提前|通知"
)


def is_emergency(question: str) -> bool:
    """Say whether somebody asks what to do in an emergency, as he would who stands before one."""
    text = fold(question)
    return bool(_DANGER.search(text) and _TO_DO.search(text) and not _ON_PAPER.search(text))


def offer(turn: Turn, message: Message, question: str, situation: Situation) -> None:
    """Offer to report what was asked about; where a question is open, the telephone is named instead."""
    if not is_emergency(question):
        return
    phone = situation.office.duty_phone
    if situation.prompt is not None:
        turn.say(words.IF_REAL.format(phone=phone))
        return
    text = {"text": message.text}
    option = Option(words.REPORT, talk.HANDLER, talk.ALARM, text, words=words.REPORT_WORDS)
    leave = Option("", SYSTEM, LEFT, {}, words=words.NOT_REAL)
    turn.ask(words.IS_IT_REAL.format(phone=phone), [option, leave])
