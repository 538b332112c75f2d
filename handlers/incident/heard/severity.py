"""How grave it sounds: words that raise the grade above what the kind is opened as."""

from __future__ import annotations

import re

from handlers.incident.heard.people_count import People
from handlers.incident.heard.plain import Plain

SERIOUS, GRAVE = 2, 3
MANY = 10  # people from whom on it is 重大 whatever happened to them
SEVERAL = 3
_GRAVE = re.compile(
    r"爆炸(?!性|式)|炸了|死亡|身亡|(?<![吃看听热冷累困饿笑烦气急忙吓渴堵疼痛臭脏吵闷])死了(?!机)|死人|"
    r"有人死|没气了|没呼吸|没有呼吸|没心跳|猝死|遇难|坍塌|塌了|塌方|倒塌|大火|火势(?:很|太|越来越|"
    r"在)?(?:大|猛|蔓延)|火(?:很|太|好|特别|越烧越|变)大|控制不住|蔓延|火烧到|烧到(?:隔壁|[一二三四五六七八九十\d]{1,2}[楼层]|屋顶|楼顶)|浓烟|持刀|砍人|捅人|行凶|"
    r"跳楼|坠楼|全校(?:区)?(?:都)?(?:停|断|没)|多人(?:受伤|被困|中毒|昏迷|晕倒|呕吐|发烧|腹泻)|(?:很多|"
    r"好多|许多|大量|十几个?|几十个?|上百)(?:名|位|个)?(?:人|学生|同学|孩子)|集体(?:呕吐|中毒|腹泻|发烧)|"
    r"里面?(?:还)?有人.{0,6}?(?:没出来|出不来)|被埋|"
    r"火[^。！？]{0,12}?被困|被困[^。！？]{0,12}?火|生命危险|抢救|危在旦夕|剧毒"
)
_SERIOUS = re.compile(
    r"被困|困[在住了]|昏迷|昏倒|晕倒|抽搐|休克|骨折|断腿|腿断|流血不止|大出血|重伤|触电|溺水|坠落|全楼|整栋|"
    r"整个楼|整楼|全区|东区全|西区全|整个校区|全部停|大面积|失控|满地都?是?水|淹了|没过|水漫|救命|出人命|"
    r"煤气味?很?(?:大|重|浓)|好大的?烟|烟很大|越来越大|越来越多|"
    r"停电梯|配电[房室].{0,4}?(?:进水|冒|着)|变压器.{0,3}?(?:爆|炸)"
)
_DENIED = re.compile(r"(?:没有?|无|未|不|并未|没人|不会)[^,，。！？\s]{0,3}$")


def grade_of(plain: Plain, people: People) -> int:
    """Return 1..3 by the words and the number of people, 0 where nothing raises the grade."""
    found = 0
    if _said(_GRAVE, plain) or (people.count or 0) >= MANY or people.kind == "死亡":
        found = GRAVE
    elif _said(_SERIOUS, plain) or (people.count or 0) >= SEVERAL:
        found = SERIOUS
    return found


def _said(pattern: re.Pattern[str], plain: Plain) -> bool:
    text = plain.folded
    return any(not _DENIED.search(text[max(0, one.start() - 8) : one.start()]) for one in pattern.finditer(text))
