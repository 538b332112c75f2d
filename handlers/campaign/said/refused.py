"""What is not taken: results and grades of persons, votes that could not be anonymous. Pure.

党内评议, 处分, 考核等次 do not enter the system: only that something is done, and where the paper lies.
"""

from __future__ import annotations

import re

from bot.messages import Channel, Message
from handlers.campaign.said.topics import ASKS

RESULT, VOTE, FILE = "campaign.result_refused", "campaign.vote_refused", "campaign.file_refused"

_GRADE = (
    r"(?:优秀|良好|优等|称职|基本称职|不称职|合格|基本合格|不合格|较差|[一二三]等|"
    r"[abcd](?:等|级|档)|未定等次|\d{1,3}分|末位|垫底|第[一二三四五六七八九十\d]+名)"
)
_JUDGED = (
    r"(?:绩效|年度|年终|目标|党员|民主|干部|党内|述职|平时|试用期|个人|党建)*"
    r"(?:考核|考评|评议|测评|考察|评定|鉴定|考核测评)"
)
_IS = (
    r"(?:的)?(?:结果|等次|等级|档次|得分|成绩|分数|结论|意见)?"
    r"(?:是|为|:|：|定为|评为|评了|评定为|确定为|被评为|拟定?为|得了?|拿了?|给了?|,|，|\s)*"
)
_WHOSE = r"[一-鿿]{2,4}(?:同志|主任|书记|科长|师傅|部长|老师)?"
_RESULTS = (
    re.compile(
        rf"^(?:那个|呃|嗯)*{_WHOSE}[,，\s]*(?:的)?(?:今年|去年|20\d\d年?|本年度|这次|上半年|下半年)*(?:的)?{_JUDGED}{_IS}{_GRADE}"
    ),
    re.compile(rf"(?:考核|考评|评议|测评)(?:结果|等次|得分)[^?？]{{0,8}}[:：][^?？]{{0,30}}{_GRADE}"),
    re.compile(rf"^(?:把|给|将)?{_WHOSE}(?:同志)?(?:评|定|打|列)(?:为|成|了|个)+{_GRADE}"),
    re.compile(
        rf"^{_WHOSE}(?:被|受到?|受过|给予|给了|背了?|挨了?|因.{{1,12}}被|处以)+(?:了)?(?:一个|个)?(?:党内|行政|政务|留党)*"
        r"(?:严重)?(?:警告|记大?过|降级|撤职|开除|察看|诫勉(?:谈话)?|通报批评|处分)"
    ),
    re.compile(r"谈话(?:内容|记录)(?:是|如下|为)?[:：]"),
)
_RULE = re.compile(r"[?？]|怎么|什么|如何|条件|标准|规定|办法|多少|比例|占比|名额|不超过|是否|吗|哪些|哪|几")
_VOTE = re.compile(
    r"投(?:个)?票|匿名(?:打分|评价|评议|测评|考评|评分|调查)|无记名|线上(?:打分|测评|评议)|打分(?:评选|表决)|"
    r"(?:网上|线上|群里|在线).{0,4}(?:测评|打分|评议|考评|表决)|民主测评(?:表)?(?:发|弄|搞|做)"
)
_ABOUT_VOTES = re.compile(
    r"怎么|如何|什么|规定|办法|制度|要求|条件|哪|谁|几|多少|是否|吗|呢|为什么|[?？]|投票(?:结果|箱|率)|票(?:已经?)?(?:存|放)|完成|结束"
)
_FILE = re.compile(
    r"考核(?:结果|等次|等级|得分|成绩|鉴定|测评|登记表)|评议(?:结果|表|票|得分|汇总|意见)|测评(?:结果|表|票|得分|汇总)|"
    r"考察(?:材料|报告|意见)|处分(?:决定|材料|通知)|"
    r"(?:优秀|合格|不合格|等次)(?:人员)?名单|(?:考评|考核)(?:汇总|打分|评分)|谈话记录|民主评议.{0,6}(?:结果|汇总|登记)|不合格党员|诫勉"
)


def is_result(text: str) -> bool:
    """Whether a text (folded) tells the result, grade or penalty of a person; a question about them does not."""
    return any(one.search(text) for one in _RESULTS) and not _RULE.search(text)


def is_vote(text: str) -> bool:
    """Whether a text (folded) wants a vote held; a question about votes does not."""
    return bool(_VOTE.search(text)) and not _ABOUT_VOTES.search(text) and not ASKS.search(text)


def is_private_file(message: Message) -> bool:
    """Whether a file is called like papers about a person's appraisal: in a group, or sent to be kept."""
    media = message.data.get("media") or ()
    names = [str(one.get("name", "")) for one in media if isinstance(one, dict)]
    return any(_FILE.search(name) for name in names)


def in_group(message: Message) -> bool:
    """Whether others read along."""
    return message.channel is not Channel.PRIVATE
