"""A request as it was written: its form, its one matter, to whom it goes, and what is wrong with it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.request.matter import Form

LONGEST_TITLE, SHORTEST = 30, 2
_POST = r"书记|部长|处长|院长|校长|主席|主任|科长|委员|总经理|经理|主管|班长|老师|总"
#: Somebody named by surname and post, by unit and post, or 领导 as such.
_NAME = rf"(?:分管|主管|主要)?(?:部|校|院)?领导|[\u4e00-\u9fff]{{1,8}}?(?:{_POST})"
LEADER = re.compile(_NAME)
_ANY = (
    r"(?:我们?|咱们?|俺)?(?:单位|中心|科|部门|班)?(?:现在|今天|这里|特|谨)?"
    r"(?:想|要|需要?|得|打算|准备|有个?事情?要?|有件事要?|就)?(?:先)?"
)
_WORD = r"(?:请示|報告|报告|汇报|彙報|呈报|禀报)"
_BIT = r"(?:一下|下|个事情?|一个事情?|一件事情?|件事|如下|以下(?:事项|问题|情况)?)?"
_SEP = r"[:：,，。\s]*"

_HEADED = re.compile(
    rf"(?:{_ANY}(?=请示|报告一?下)|(?:我|我们|这里|这边|手上)*有(?:一?个|一?份|一?件)(?=请示|报告[:：,，\s]))?[【\[〔]?(?P<form>请示|报告)(?:件|事项|如下|一下|领导|内容)?[】\]〕]?\s*[:：,，\s】]\s*(?P<text>.+)",
    re.DOTALL,
)
_TO = re.compile(
    rf"{_ANY}(?:向|跟|和|给|同|与|呈|对)\s*(?P<to>{_NAME}|[\u4e00-\u9fff]{{2,4}}?)(?:和|、|及)?(?P<also>{_NAME})?{_SEP}"
    rf"(?:写|打|提交|交|提|上报)?(?:个|一个|一份|份)?(?P<form>{_WORD}){_BIT}{_SEP}(?P<text>.*)",
    re.DOTALL,
)
_ASKS_HIM = re.compile(
    rf"{_ANY}(?P<form>请示|汇报|报告){_BIT}(?P<to>{_NAME})(?:和|、|及)?(?P<also>{_NAME})?(?:一下|一件事|个事)?"
    rf"[:：,，\s]+(?P<text>.+)",
    re.DOTALL,
)
_PAPER = re.compile(
    rf"(?:(?:呈|报|送|致)\s*(?P<to>{_NAME})[:：,，\s]+)?(?P<text>(?:我(?:单位|中心|科|部门)?)?关于[^。\n]{{2,40}}?的(?P<form>请示|报告)(?![制会程]).*)",
    re.DOTALL,
)
_BARE = re.compile(
    rf"(?:帮我|请|麻烦)?{_ANY}(?:写|打|提交|交|提|起草|上报|呈|报)?(?:个|一个|一份|份|件)?(?P<form>请示|报告)(?:件)?"
    rf"(?:给(?:领导|(?P<to>{_NAME})))?(?:一下)?(?:领导)?[。.]?"
)
_WANTS = r"(?=买|换|修|申请|要(?!交|写)|增|加|采购|领|请|把|关于|说明|添|补|装|配|改|租|聘|招|维修|申领)"
_WRITES = re.compile(
    rf"{_ANY}(?:写|打|提交|交|提)(?:个|一个|一份|份)(?P<form>请示|报告)(?:给(?P<to>{_NAME}))?(?:[:：,，\s]+|{_WANTS})(?P<text>.+)",
    re.DOTALL,
)
#: What somebody says while he thinks: at the head, and after 请示一下.
_HEMS = re.compile(r"^(?:呃+|嗯+|额|啊|哎|喂|那个|这个|就是|你好|您好|[,，、\s])+(?=\S)")
_HEMS_AFTER = re.compile(
    r"^(?P<head>.{0,12}?(?:请示|报告|汇报)(?:一下|下)?)(?:[,，、\s]*(?:啊|呀|哈|哦|嘛|就是说?|呃+|嗯+|那个)){1,6}[,，、\s]*(?=\S)"
)
_DECIDES = r"(?:批示|阅示|审批|审定|批准|批复|阅|示下|审阅|阅批|核批|定夺|指示|审示|知悉|阅知|同意)"
_PERSON = r"(?![予尽及领组上审批示求各您你给核])[\u4e00-\u9fff]{2,3}"
_TAIL = re.compile(
    rf"[,，。;；\s]*(?:妥否|当否|可否|是否妥当|如无不妥)?[,，]?(?:恳|敬)?(?:请|呈|报|送|烦请)\s*"
    rf"(?P<to>{_NAME}|{_PERSON}(?={_DECIDES}))(?:(?:和|、|及|与)(?P<also>{_NAME}))?(?:同志)?(?:予以|给予|审核)?"
    rf"{_DECIDES}?[。.!！]?\s*$"
)
_BEGGING = re.compile(
    r"请(?:领导|予以?|组织|上级)?(?:批准|批示|审批|批复|同意|审定|支持|拨付|拨款|解决|示下)|妥否|当否|可否|望(?:批准|批复|支持)|"
    r"申请(?!表|人|书|单)|请求|能否|是否(?:可以|同意)"
)
_SEVERAL = re.compile(
    r"(?:^|[\s。；;:：,，])(?:一是|[1１一](?:[.．、]|）|\)))[\s\S]+(?:二是|[2２二](?:[.．、]|）|\)))|"
    r"(?:另外|此外|同时)还?(?:有|想|要)?(?:请示|申请|一件|一个|一事)|还有(?:一件|一个|个)事|第二件事|两件事"
)
_ABOUT = re.compile(r"关于(?P<what>.{2,40}?)(?:的?(?:请示|报告|事宜|事项|问题|事情|事|情况)|[,，。;；\n]|$)")
_LEAD = re.compile(rf"^(?:{_ANY}(?:请示|报告|汇报){_BIT}|是这样的?|就是)?[:：,，\s]*")
#: When it is to begin, which is no part of a title: 拟于12月1日起对浴室进行改造.
_FROM_WHEN = re.compile(
    r"^(?:拟|计划|定|将)+(?:于|在|从|自)?(?:\d{1,2}月\d{1,2}[日号]|下?周[一二三四五六日天])?(?:起|开始)?(?=.{2})"
)
_NO_REPORT = re.compile(
    r"报告(?:厅|会|单|书|人|制度|程序|时限|范围|内容|流程|要求|文学)|(?:检测|检验|体检|审计|可研|研究|总结|学习|心得)报告"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A request before it is filed. to: whom it names as addressee, as said; none, one or (which is wrong) several."""

    form: Form
    text: str = ""
    to: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Return what it is about: 采购消防器材."""
        return title_of(self.text)

    @property
    def is_begging(self) -> bool:
        """Whether a 报告 hides a 请示."""
        return self.form is Form.TELLS and _BEGGING.search(self.text) is not None

    @property
    def is_several(self) -> bool:
        """Whether it seems to hold more than one matter."""
        return _SEVERAL.search(self.text) is not None


def read_draft(said: str) -> Draft | None:
    """Read what somebody wrote as a request or report; None where it is none."""
    text = said.replace("報告", "报告").replace("請", "请").replace("關於", "关于").replace("領導", "领导").strip()
    text = _HEMS_AFTER.sub(r"\g<head>，", _HEMS.sub("", text))
    if _NO_REPORT.search(text[:20]) and "请示" not in text[:20]:
        return None
    for pattern in (_TO, _HEADED, _ASKS_HIM, _WRITES, _PAPER, _BARE):
        found = pattern.fullmatch(text)
        if found:
            return _drafted(found.groupdict(), text)
    return None


def title_of(text: str) -> str:
    """Return what a text is about in a few words."""
    about = _ABOUT.search(text)
    what = about["what"] if about else re.split(r"[,，。;；!！?？\n]", _LEAD.sub("", text))[0]
    return _FROM_WHEN.sub("", what.strip(" :："))[:LONGEST_TITLE]


def without_tail(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text without the words that name its addressee at the end, and whom they name."""
    tail = _TAIL.search(text)
    if tail is None:
        return text, ()
    return text[: tail.start()].rstrip(" ,，;；"), tuple(filter(None, (tail["to"], tail["also"])))


def _drafted(found: dict[str, str | None], whole: str) -> Draft:
    form = Form.ASKS if found["form"] == "请示" else Form.TELLS
    body, at_end = without_tail(found.get("text") or "")
    to = tuple(dict.fromkeys(filter(None, (found.get("to"), found.get("also"), *at_end))))
    if re.search(r"打(?:个|一个|一份|份)报告", whole) and (_BEGGING.search(body) or re.match(_WANTS, body)):
        form = Form.ASKS  # 打报告 is how people say that they ask for something
    return Draft(
        form, body.strip() if len(body.strip()) >= SHORTEST else "", tuple(one for one in to if "领导" not in one)
    )
