"""What an answer to a notice says: 收到, 已办, 请假, 转交, a nod where one alone is owed; and what it adds. Pure."""

from __future__ import annotations

import re
import unicodedata

from knowledge.text import chinese_marks
from scheduler.notices import Asks

ACK, LEAVE, HAND_ON, DONE, NOD = "ack", "leave", "hand_on", "done", "nod"

_YES = r"(?:好的|好滴|好嘞|好|嗯|哦|噢|行|中|是的|是|对|没问题|可以|要得|得嘞|妥|成|OK|okay|ok|Ok)"
_I = r"(?:我们?|本人|俺|咱)?"
#: That it was read: its slips of the keyboard with it.
_SEEN = (
    rf"{_I}(?:已经?|都|全部|全)*"
    r"(?:收到|收悉|shoudao|收道|收倒|手到|受到|知道|知悉|晓得|晓德|明白|了解|已阅|阅悉|阅|看到|看过|看见|接到|得知|清楚|听到)(?:了|啦|咯|拉|喽|哈|呢|通知)*"
)
_WILL = (
    r"(?:谢谢|感谢|辛苦|请?放心|请?领导|遵照执行|照办|没问题|一定|必|准时|按时|到时候?|我|我们|会|能|可以|就|参加|参会|与会|出席|到会|到场|到|去|来|"
    r"开会|会议|的|了|哈|啊)*"
)
_COME = (
    rf"(?:{_YES})*{_I}(?:老师|领导|主任)?(?:我|会|能|一定|必|准时|按时|准点|可以|到时候?|肯定|尽量)*"
    r"(?:参加|参会|出席|到会|到场|来|去|到)(?:会议|开会|的|了|没问题|哈|啊)*"
)
_ACK = re.compile(rf"(?:{_YES})*{_SEEN}{_WILL}|{_COME}|1|一|回1|(?:回执|回复|答复)?:?(?:确认)?(?:收到|参加|参会)|确认")
#: To one notice these are a receipt; to several they say nothing.
_NOD = re.compile(rf"(?:{_YES}){{1,3}}[的啊呀哈吧了]*")
SIGN = re.compile("[\U0001f44c\U0001f44d\U0001f197\U0001fae1\U0001f64f\u2705\u2714\ufe0f\U0001f3fb-\U0001f3ff]+")
_UNIT = r"[\u4e00-\u9fff]{1,10}?(?:中心|党?支部|科|处|部|办|室|组|班|队|站|公司|食堂|公寓)"
_TITLED = r"[\u4e00-\u9fff]{1,4}?(?:书记|主任|部长|处长|科长|班长|组长|经理|师傅|老师)"
_SIGNED = re.compile(rf"(?P<who>(?:{_UNIT})?(?:{_TITLED}|[\u4e00-\u9fff]{{2,4}})?)(?:{_SEEN}{_WILL}|准时参加|按时参加)")
_NOT_SIGNED = re.compile(
    r"没|未|不|谁|否|请|包裹|快递|钱|款|货|消息|材料|文件|报修|来信|哪|都|大家|提醒|催|刚|才|是|说|让|的|了|在|就"
)
_WHICH = re.compile(
    rf"(?:第?[一二三四五六七八九\d]{{1,2}}[个份条]|最[新后近]的?(?:那[个份条])?|[这那][个份条]|会议的?|通知){_SEEN}"
)
_REMARK = re.compile(
    rf"^(?:{_YES}[,，、\s]*)?(?:{_SEEN}{_WILL}|{_COME})[,，。;；!！\s]+(?P<note>\S.{{0,40}})$", re.IGNORECASE
)
_NEEDS = re.compile(r"着火|起火|冒烟|漏水|受伤|晕倒|停电|停水|报修|坏了|提醒我|交办|请示|取消|改到|改为|通知")
_DONE = re.compile(
    r"(?:我们?)?已经?(?:报|交|上报|报送|填|填报|提交|处理|整改|落实|检查|传|发)(?:上去)?(?:了|完|好|过|完毕)?了?|(?:报|交|传|发)(?:上去|过去|过)了|"
    r"(?:已经?|都|全部)*(?:办好|办完|办妥|办结|已办|完成|做完|做好|弄好|弄完|搞定|落实|交了|上交|提交|报了|检查完|查完)(?:了|好了|完了|完毕)?(?:已办)?|1|一"
)
_REFUSES = (
    r"请(?:个|一?天|半天|一次|一?下)?(?:病|事|公)?假|(?:参会|参加|出席|来|去|到)不(?:了|成)|"
    r"(?:不能|没法|无法|没办法|没空|不)(?:参加|参会|出席|到会|来|去|到)(?!了?[吗么?])|(?:去|来)不成|缺席|告假|走不开|脱不开身|抽不开身|没时间(?:去|来|参加)?|有冲突|"
    r"(?:那天|当天|到时候?|周.|明天|后天|今天|我)(?:恐怕|可能|实在|是|真)*(?:不行|不成|不方便|不得空|没空|够呛)"
)
_LEAVE = re.compile(_REFUSES)
#: Of a reason what says nothing: which meeting, that it is a request, the ends of words that were cut out.
_MEETING = re.compile(
    r"(?:这个|那个|这次|本次|今天|明天|后天|[这下本]?周.|星期.)?(?:上午|下午|早上)?的?(?<![开长])(?:例会|会议|会)(?!议|计)(?:我|的|上)?"
)
_EMPTY = re.compile(
    r"^(?:[我了吧哦啊嗯呃的啦,，。;；\s]|因为?(?!公|病)|由于|有(?!事)|本人|会议|特此|一次|不好意思|抱歉)+|(?:[\s,，。;；]|特此|一次|为?参会|跟领导说一声)+$"
)
_DELEGATE = re.compile(
    r"(?:派|让|叫|请|由|安排|委托)(?P<who>[^,，。;；\s派让叫由去来参代替]{1,12}?)(?:同志)?(?:替我|代我|代替我|帮我)?(?:去|参加|参会|出席|代|替|来|到会)(?:为?(?:参会|参加|出席))?(?:吧|会)?"
    r"|(?:转交|转给|交给|转(?!交|给))(?:给)?(?P<to>[^,，。;；\s]{1,12}?)(?:去|参加|处理|办)?$"
)
#: 我不去了，老周去.
_INSTEAD = re.compile(
    r"(?P<that>(?:[老小][\u4e00-\u9fff]|[\u4e00-\u9fff]{1,4}(?:主任|科长|书记|部长|处长|经理|班长|组长|师傅|老师)|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,3}))(?:替我|代我)?(?:去|参加|代|顶)(?:就行|吧)?$"
)
_TO = re.compile(r"^(?:转交|转给|转(?!交|给))(?:给)?[^,，。;；\s]{0,12}$|^3$|^三$")
_ASKING = re.compile(r"[?？]|吗|怎么|如何|什么|哪|规定|制度|多少|几|谁")
_MARKS = re.compile(r"[。.!！,，、~\s]+")
_POLITE = re.compile(
    r"(?:[\d一二三四]|谢谢您?|多谢|感谢|好的?|行|收到了?|嗯+|ok|不好意思|抱歉|辛苦了?|领导|您好|你好|确认|是的?|对)+"
)
_STAYS = re.compile(
    r"(?:算了|不了|不用了?|还是|那就?|我?不转了?|不请假?了|别转了)*(?:我)?(?:自己|亲自|本人)?(?:能|可以|会)?(?:去|来|参加|出席)(?:吧|了|好了)?"
)
_DAYS = re.compile(r"[\d一二两三四五六七八九十半]天|周.?(?:到|至)|[号日](?:到|至)|(?:到|至)(?:下?周|下?月|\d+[号日])")


#: 2 出差: the digit of an answer, and what goes with it.
_DIGIT_AND = re.compile(r"^(?P<digit>[23二三])[\s,，、.。:：]+(?P<more>[\u4e00-\u9fff].{0,30})$")
#: 3马师傅 is the third answer and to whom; 3号楼, 三会一课 are none.
_THIRD = re.compile(r"3(?P<who>(?![号楼层栋食点天月日年个人班次份元块队组项条分])[\u4e00-\u9fff]{2,8})")
_BESIDES = re.compile(r"[也都]$|我|自己|大家|一起")


def how(short: str, text: str, asks: Asks) -> str:
    """Return what a text answers to a notice that asks this; empty where it answers nothing.

    short: folded, without blanks and marks. text: as it was said.
    """
    if SIGN.fullmatch(text):
        return NOD if asks is not Asks.DONE else ""
    if not short or _ASKING.search(short):
        return ""
    if asks is Asks.RSVP and (found := _DIGIT_AND.match(text)):
        return LEAVE if found["digit"] in "2二" else HAND_ON
    if _TO.search(short):
        return HAND_ON
    if asks is Asks.DONE:
        return DONE if _DONE.fullmatch(short) else ""
    return _kept_away(short, asks) or _received(short, text)


def _kept_away(short: str, asks: Asks) -> str:
    is_away = asks is Asks.RSVP and (_LEAVE.search(short) or short in ("2", "二") or delegate(short))
    return LEAVE if is_away else ""


def _received(short: str, text: str) -> str:
    if _ACK.fullmatch(short) or _WHICH.fullmatch(short) or is_signed(short) or remark(text):
        return ACK
    return NOD if _NOD.fullmatch(short) else ""


def is_signed(short: str) -> bool:
    """Whether it is a receipt with who gives it before it: 维修中心收到, 饮食中心赵强收到."""
    found = _SIGNED.fullmatch(short)
    return found is not None and bool(found["who"]) and not _NOT_SIGNED.search(found["who"])


def remark(text: str) -> str:
    """Return what is added to a receipt: 收到，可能晚到十分钟; empty where that is a matter of its own."""
    found = _REMARK.match(text)
    note = found["note"].strip() if found else ""
    is_more = note and not (_NEEDS.search(note) or is_polite(note) or _ACK.fullmatch(_MARKS.sub("", note)))
    return note if is_more and not re.fullmatch(_WILL, _MARKS.sub("", note)) else ""


def delegate(short: str) -> str:
    """Return who is to come or to do it instead, empty where nobody is named, or somebody besides (让李明也来)."""
    if handed := _THIRD.fullmatch(short):
        return handed["who"]
    bare = _LEAVE.sub(" ", short)
    found = _DELEGATE.search(bare)
    instead = _INSTEAD.search(bare) if found is None and bare != short else None
    name = (found["who"] or found["to"]) if found else instead["that"] if instead else ""
    name = name.removeprefix("了")
    return "" if _BESIDES.search(name) else name


def reason(text: str) -> str:
    """Return why somebody is not coming, in his own words without the request itself."""
    left = _DELEGATE.sub(" ", _LEAVE.sub(" ", unicodedata.normalize("NFKC", text)))
    left = _MEETING.sub(" ", re.sub(r"^[2二](?=[\s,，、.。:：])", " ", left))
    why = _EMPTY.sub("", " ".join(left.split())).strip(" ,，。;；")
    why = re.sub(r"\s*[,，]\s*(?=[,，。]|$)|\s+(?=[,，。])", "", why)
    return "" if is_polite(why) else chinese_marks(why)


def is_of_days(short: str) -> bool:
    """Whether a leave is counted in days: 请假三天 is rather being away than not coming to a meeting."""
    return _DAYS.search(short) is not None


def is_polite(text: str) -> bool:
    """Whether a text is a digit or a courtesy, which is no reason for anything."""
    return _POLITE.fullmatch(_MARKS.sub("", text.lower())) is not None


def comes_himself(text: str) -> bool:
    """Whether somebody who was asked for a reason or a substitute says that he comes after all."""
    return _STAYS.fullmatch(_MARKS.sub("", text)) is not None
