"""The words for what happens to a task, and of which tasks their sender may say them without naming one. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from handlers.task.facts import Known
from handlers.task.matter import Stage

Fits = Callable[[Known], bool]


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that may be said.

    pattern, never: in a squeezed text without the number. confidence: without a number. answer: what it decides
    (同意延期). is_plain: it is about a task by itself, whatever stands beside it.
    """

    intent: str
    pattern: re.Pattern[str]
    fits: Fits
    confidence: float = 0.9
    never: re.Pattern[str] | None = None
    answer: str = ""
    is_plain: bool = False

    def is_in(self, short: str) -> bool:
        """Whether it is said in a text."""
        return self.pattern.search(short) is not None and not (self.never and self.never.search(short))


def waits(one: Known) -> bool:
    """Whether the sender has yet to take it."""
    return one.is_owner and one.stage in (Stage.HANDED, Stage.DISOWNED)


def is_mine(one: Known) -> bool:
    """Whether the sender is to do it."""
    return one.is_owner and one.is_open


def is_busy(one: Known) -> bool:
    """Whether the sender is doing it."""
    return one.is_owner and one.is_open and one.stage is not Stage.CLAIMED


def is_claimed(one: Known) -> bool:
    """Whether the sender decides on a claim."""
    return one.is_assigner and one.stage is Stage.CLAIMED


def is_asked(one: Known) -> bool:
    """Whether the sender decides on a delay."""
    return one.is_assigner and one.is_asked


def assigned(one: Known) -> bool:
    """Whether the sender assigned it and it is open."""
    return one.is_assigner and one.is_open


def may_pass_on(one: Known) -> bool:
    """Whether the sender may give it to somebody else."""
    return one.is_open and (one.is_owner or one.is_assigner)


def concerns(one: Known) -> bool:
    """Whether the sender has to do with it."""
    return one.is_owner or one.is_assigner or one.is_helper


def _of(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts))


_ASKS = r"[?？]|吗|什么时候|怎么|如何|谁|哪|是不是|多久|为什么|能不能|呢$"
_ASKING = re.compile(_ASKS)
_TASK = r"(?:督办|任务|交办|那个|这个|这事|那事|这件事|那件事|排查|检查|整改|DB)"
_DONE_VERB = (
    r"(?:完成|办完|办好|办妥|弄完|弄好|做完|做好|搞完|搞定|搞好|查完|排查完|检查完|整改完|处理完|"
    r"处理好|落实|落实到位|整改到位|干完|忙完|收尾|了结|完工|清理完|更换完|修完)"
)
_PART = (
    r"[一二两三四五六七八九十\d]+(?:%|成|%了|个|栋|处|家|间|层|台|户|项|条|份|部|所|盏|辆)|百分之|"
    r"一半|大半|大部分|部分|基本|差不多|还差|还剩|剩下|初步|第[一二三四]"
)
_NOT_DONE = re.compile(
    rf"{_ASKS}|没(?:有)?(?:完|弄|办|做|搞)|还没|尚未|未(?:完|办|做)|快(?:完|弄|办|做|好)|(?:下|"
    rf"这|本)?周[一二三四五六日天]|明天|后天|月底|前完成|之前|争取|预计|计划|准备|马上|"
    r"让|派给|交给|完不成|没法|才能|之后再|的话|如果|不?要求|请|务必"
)
_PARTLY = re.compile(_PART)
_NO = r"不(?:同意|批|准|许|行|予|可以|能)|没(?:同意|批)|驳回"

#: In the order they are tried; the first that fits a task is taken.
WORDS = (
    Word(
        "task.extend",
        _of(rf"(?:{_NO})(?:再|你|您)?(?:延期|延长|推迟|顺延|宽限|延)", rf"(?:延期|延长)(?:申请)?(?:{_NO})"),
        is_asked,
        0.95,
        _ASKING,
        "deny",
        is_plain=True,
    ),
    Word(
        "task.extend",
        _of(
            r"(?:同意|批准|准许?|准予|可以|允许|行,?)(?:他|她|你)?(?:们)?(?:的)?(?:延期|延长|推迟|顺延|延)",
            r"延期(?:申请)?(?:同意|批准|可以|准了?)|^准延|^准予延期",
        ),
        is_asked,
        0.95,
        _ASKING,
        "grant",
        is_plain=True,
    ),
    Word(
        "task.extend",
        _of(
            r"申请?(?:办理)?延(?:期|长|后)|(?:想|要|能不能|可否|可不可以|请求|请|希望|需要|得)"
            r"(?:再)?(?:延期|延长|顺延|宽限|缓(?:几|两|一)?[天周]?|延(?:几|两|一)?[天周到])|"
            r"延期(?:到|至|申请|办理|[一二两三四五\d]+[天周])|延(?:长|后)?(?:到|至)|(?:期限|"
            r"时间|时限|日期)(?:改|调整|推|延|放宽)(?:到|至|为|迟|后)?|宽限到?|推迟(?:到|至|"
            r"[一二两三四五\d几]+[天周])|(?:往后|再)(?:推|延|拖|缓)(?:到|至|"
            r"[一二两三四五\d几]+[天周])",
        ),
        lambda one: is_busy(one) or assigned(one),
        0.9,
        re.compile(r"会议|例会|开会|考核|怎么|如何|流程|规定|什么"),
        is_plain=True,
    ),
    Word(
        "task.return",
        _of(
            r"不归我|不是我(?:们)?(?:的|管|负责|这)|不属于我|不归(?:本|我们)|不是(?:我们|本)"
            r"(?:中心|科|单位|部门)|该归|应(?:该)?(?:由|归).{2,10}(?:办|管|负责|承办)|"
            r"退回给?(?:领导|交办人)|办不了|不该我"
        ),
        is_busy,
        0.9,
        _ASKING,
        "disown",
        is_plain=True,
    ),
    Word(
        "task.return",
        _of(
            rf"退回|打回|(?:{_NO})(?:办结|销号|通过|结)|重新(?:办|做|查|整改|排查|检查)|返工|"
            rf"再(?:查|做|办|整改)一(?:遍|次)|不合格|没(?:办|做|整改|查)(?:到位|好|彻底|完)|"
            rf"不到位|继续(?:整改|办理|落实)"
        ),
        is_claimed,
        0.94,
        _ASKING,
        "refuse",
        is_plain=True,
    ),
    Word(
        "task.close",
        _of(
            r"(?:同意|可以|准予|予以|批准|准许)(?:办结|销号|结了?$|通过)|^(?:同意|批准|通过|"
            r"合格|可以(?:了)?|准)[。.!！]?$|(?:直接|给(?:他|她)?)?销号|销(?:了|掉)吧|(?:验收|"
            r"审核|复查)(?:已?通过|合格|没问题)|办结(?:吧|了吧)"
        ),
        is_claimed,
        0.94,
        re.compile(rf"{_ASKS}|申请|还没|不能|不同意|不予|请(?:领导)?(?:予以)?销号"),
    ),
    Word(
        "task.done",
        _of(
            r"申请(?:办结|销号|结办|结案|验收)|请(?:领导|您)?(?:予以|给予)?(?:办结|销号|验收)|"
            r"报(?:请)?(?:办结|销号)|已(?:经)?办结|办结了"
        ),
        is_busy,
        0.93,
        re.compile(rf"{_ASKS}|还没|不申请|准备|打算"),
        is_plain=True,
    ),
    Word(
        "task.done",
        _of(
            rf"(?:已经?|都|全部?|全都|现(?:在)?|总算|今天|刚|均)*{_DONE_VERB}(?:完毕|完成|了|"
            rf"好了|啦|咯)*(?:$|[,，。;；!！]|请|附|照片|材料|报告|情况|可以)",
            r"(?:已经?|都|全部?|全都)(?:查|办|做|弄|搞|改|换|整改|检查|排查|落实)(?:完|好|妥|"
            r"定|到位|结束)?(?:了|完毕)|(?:任务|排查|检查|整改|工作|事情?)(?:已经?|都|全部?)"
            r"?(?:完了|好了|结束了?|完毕|完成)",
        ),
        is_busy,
        0.9,
        re.compile(rf"{_NOT_DONE.pattern}|{_PART}"),
    ),
    Word(
        "task.urge",
        _of(r"催(?:一下|一催|催|办|促|问)?|(?:抓紧|加快)(?:办|落实|推进|进度)|督促"),
        assigned,
        0.9,
        re.compile(r"没收到|谁还没|回执|确认|收到|维修|报修|催缴|怎么|如何|什么是|被催"),
    ),
    Word(
        "task.cancel",
        _of(
            r"(?:撤销|取消|作废|撤回|撤了|终止)(?:这个|该|此|这件|这项)?(?:督办|任务|交办)|"
            r"(?:督办|任务|交办)(?:撤销|取消|作废|不办了|不用办)|不用(?:再)?(?:办|查|做|弄|搞)"
            r"了|不(?:办|做)了$"
        ),
        assigned,
        0.88,
        _ASKING,
    ),
    Word(
        "task.accept",
        _of(
            r"^(?:已|我)?(?:接收|签收|接受|领受|领了|接了|承接|接单)(?:任务|督办|了)?[。"
            r".!！]?$|(?:接收|接受|领取|签收)(?:了)?(?:任务|督办|交办)|(?:任务|督办|交办)"
            r"(?:已)?(?:接收|签收|接了|收到)|我来办|我负责(?:落实|办)|马上(?:落实|去办|安排)|"
            r"这就(?:办|去办|安排)"
        ),
        waits,
        0.9,
        _ASKING,
    ),
    Word(
        "task.progress",
        _of(
            rf"(?:进展|进度|推进|办理情况|最新情况|反馈)[:：,，是到]|^(?:汇报|报告|报|反馈)"
            rf"一?下?{_TASK}?.{{0,10}}(?:进展|进度|情况)",
            rf"(?:已经?|目前|现在|截至|今天|正在)?.{{0,12}}(?:{_PART}).{{0,20}}",
            r"正在(?:办|查|做|落实|推进|处理|排查|检查|整改|施工|采购|招标|走流程)|已(?:经)"
            r"?(?:开始|启动|联系|安排|部署|着手|进场|报价|立项|采购)|(?:等|缺|差)(?:配件|材料|"
            r"资金|批复|审批|供货|到货)",
        ),
        is_busy,
        0.87,
        _ASKING,
    ),
)
#: What may stand for a task in a sentence that names none: 那个排查, 这个任务.
TOPIC = re.compile(_TASK)
#: A short answer that is only the word; a longer one must be about a task.
LONGEST_BARE = 14
