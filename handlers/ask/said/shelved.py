"""What the office says about documents: withdrawn, replaced, until when, to be reviewed; whom to tell; the year."""

from __future__ import annotations

import re
import unicodedata

from bot.rights import Act, Concern, may_concerning
from bot.router import Reading
from bot.store.people import Person
from handlers.ask.said.heard import Heard
from handlers.ask.talk import HANDLER, SET_LIFE, TELL_REVISION, YEAR_LIST

WITHDRAWN, REPLACED, EXPIRES, FOR_GOOD, EFFECTIVE, REVIEW = (
    "withdrawn", "replaced", "expires", "for_good", "effective", "review",
)  # fmt: skip
SURE = 0.95

_T = r"《(?P<title>[^《》]{2,80})》(?:[（(][^（）()]{2,30}[)）]{1,2})?"
_S = r"《(?P<successor>[^《》]{2,80})》"
_ASKED = re.compile(
    r"[?？]|吗|嘛$|是不是|是否|有没有|没有$|什么|为什么|哪|谁|怎么|如何|多久|几|多少|能不能|可不可以|要不要|呢$"
)
_DAY = r"[\d一二三四五六七八九十零〇年月日号底初末起从自于在今明后天本下上个周星期将定已现经开始的,，\s./-]{0,24}?"
_OVER = r"(?:予以|即行|已经?|现已|正式|现在|今天|都)*(?:废止|作废|停用|失效|不再执行|停止执行|不用|不执行|取消)"
_REPLACING = (
    re.compile(
        rf"{_T}{_DAY}(?:已经?|现)?(?:不用了?|不再(?:用|执行))?[,，]?(?:由|被|改用|换成|改为|更新为){_S}(?:所)?(?:代替|替代|取代|替换|替掉|接替)?"
    ),
    re.compile(
        r"(?:用|以|拿)?《(?P<successor>[^《》]{2,80})》(?:已经?|来)?(?:代替|替代|取代|替换|接替)(?:了|掉)?《(?P<title>[^《》]{2,80})》"
    ),
)
_WITHDRAWING = (
    re.compile(rf"{_T}{_DAY}{_OVER}(?:了|掉)?[。.]?$"),
    re.compile(rf"^(?:请|麻烦|帮我)?(?:现?在?)?(?:废止|作废|停用|下架|撤下|撤掉){_T}"),
    re.compile(rf"(?:把|将){_T}.{{0,14}}?(?:废止|作废|标为废止|标成废止|下架|撤下来?|撤掉|停用)"),
)
_REVIEWING = re.compile(
    rf"{_T}{_DAY}(?:之?前)?(?:到期|需要?|要|进行|该|应当?)*(?:复审|复核|重新审查|修订评估|评估一次|复查)"
)
_GOOD = re.compile(rf"{_T}.{{0,6}}?(?:长期有效|一直有效|没有有效期|无有效期|不设有效期)")
_EXPIRING = re.compile(
    rf"{_T}{_DAY}(?:到期|期满|(?:有效期|试行期|执行|试行)(?:是|为)?(?:延长|延期)?(?:至|到)|延期(?:至|到)|截止)"
)
_BEGINNING = re.compile(rf"{_T}{_DAY}(?:(?:起|开始)(?:正式)?(?:施行|实施|执行|生效|试行|启用)|(?:正式)?生效)")
_OWNER = re.compile(
    r"(?:由|请|让|责任人(?:是|为)?|归)(?P<who>[\u4e00-\u9fff]{2,8}?)(?:同志)?(?:来)?(?:负责|牵头|复审|办理|承办|办)|责任人[:：]?(?P<named>[\u4e00-\u9fff]{2,5})"
)
_TELLING = (
    re.compile(
        rf"(?:把|将){_T}(?:的)?(?:修订|修改|变化|变动|新规定|新内容|新版|印发|修订情况|修订内容|更新)?(?:情况|内容)?(?:通知|告诉|告知|发给|传达给?|印发给?)(?:给|到)?(?P<who>[^,，。;；《》]{{2,40}})"
    ),
    re.compile(
        rf"{_T}(?:已经?|有)?(?:修订|修改|更新|改)(?:过|好|完)?了?[,，。\s]*(?:请|帮我)?(?:通知|告诉|告知|传达给?)(?:一下|给|到)?(?P<who>[^,，。;；《》]{{2,40}})$"
    ),
    re.compile(
        rf"^(?:请|帮我)?(?:通知|告诉|告知)(?P<who>[^,，。;；《》]{{2,30}}?)[,，]?{_T}(?:已经?|有)?(?:修订|修改|更新|改)了?"
    ),
)
#: A document by its name without the marks: it stands first, or behind what is to be done with it.
_KIND = r"(?:规定|办法|制度|公约|规则|方案|意见|预案|细则|条例)"
_NAME = rf"(?:(?!{_KIND})[\u4e00-\u9fff]){{2,24}}{_KIND}"
_IS_OF_LIFE = (
    r"(?:已经?|现已|从|自|将|于|到|由|被|明年|今年|后年|下个?月|本月|\d{1,4}[年月]|废止|作废|停用|失效|长期有效|一直有效|有效期|不再执行|停止执行|"
    r"修订了|修改了|更新了|改了)"
)
_NAMED_FIRST = re.compile(rf"^(?:请|麻烦|帮我|把|将|,|，|\s)*(?P<name>{_NAME})(?=[\s,，]*{_IS_OF_LIFE})")
_NAMED_LAST = re.compile(rf"^(?:请|麻烦|帮我)?(?:废止|作废|停用|下架|撤下|撤掉)(?P<name>{_NAME})(?=[。.!！\s]*$)")
_SUCCESSOR = re.compile(rf"(?:由|被)(?:新的|新版的?)?(?P<name>{_NAME})(?=(?:所)?(?:代替|替代|取代|替换|替掉|接替))")
_YEAR = re.compile(
    r"(?:今年|本年度?|去年|20\d\d年)?(?:度)?的?(?:制度|文件|规章)?(?:的)?立改废(?:释)?(?:清单|情况|台账|一览)?"
    r"|(?:今年|本年度?|去年|20\d\d年)(?:都|一共|总共)?(?:废止|修订|新出|新发|出台|发布|印发|制定|停用|作废)(?:了|过)?(?:哪些|什么|多少|几个?)(?:份|项|条)?(?:制度|文件|规定|办法)"
    r"|(?:今年|本年度?|去年|20\d\d年)(?:有)?(?:哪些|什么)(?:制度|文件|规定|办法)(?:被|已经?|都)*(?:废止|修订|停用|作废|失效)了?"
    r"|(?:哪些|什么)(?:制度|文件)(?:该|要|快|需要)(?:复审|到期)了?|(?:制度|文件)(?:复审|到期)(?:清单|情况|一览|提醒清单)"
)  # fmt: skip


def hear(heard: Heard) -> Reading | None:
    """Hear a word about a document's life; a question about it is a question."""
    text = unicodedata.normalize("NFKC", heard.text).replace("(", "（").replace(")", "）").strip()
    if _YEAR.search(text) and "《" not in text:
        return Reading(HANDLER, YEAR_LIST, SURE, {"said": text})
    text = _marked(text)
    if "《" not in text or _ASKED.search(re.sub(r"《[^《》]*》", "", text)):
        return None
    for pattern in _TELLING:
        if found := pattern.search(text):
            return Reading(HANDLER, TELL_REVISION, SURE, {"title": found["title"], "who": found["who"], "said": text})
    reading = _life(text)
    if reading is None or reading.slots["what"] in (WITHDRAWN, REPLACED) or _may(heard):
        return reading
    return None


def _marked(text: str) -> str:
    """Return a text with title marks about the names of documents whose life it tells of."""
    if "《" in text:
        return text
    for pattern in (_NAMED_FIRST, _NAMED_LAST):
        if found := pattern.search(text):
            text = f"{text[: found.start('name')]}《{found['name']}》{text[found.end('name') :]}"
            return _SUCCESSOR.sub(lambda of: f"由《{of['name']}》", text)
    return text


def _may(heard: Heard) -> bool:
    """Tell whether the sender keeps documents: what anybody else says of terms is about what is in a document."""
    me = heard.situation.sender
    return isinstance(me, Person) and may_concerning(me.id, me.held, Act.IMPORT_DOCUMENTS, Concern())


def without_titles(text: str) -> str:
    """Return a text without what stands in title marks, so that no day is read from a title."""
    return re.sub(r"《[^《》]*》(?:[（(][^（）()]{2,30}[)）]{1,2})?", " ", text)


def _life(text: str) -> Reading | None:
    for pattern in _REPLACING:
        if found := pattern.search(text):
            return _set(REPLACED, found["title"], text, successor=found["successor"])
    if (found := _REVIEWING.search(text)) is not None:
        owner = _OWNER.search(text[found.end("title") :])
        return _set(REVIEW, found["title"], text, owner=(owner["who"] or owner["named"]) if owner else "")
    for what, patterns in (
        (FOR_GOOD, (_GOOD,)), (WITHDRAWN, _WITHDRAWING), (EXPIRES, (_EXPIRING,)), (EFFECTIVE, (_BEGINNING,)),
    ):  # fmt: skip
        for pattern in patterns:
            if found := pattern.search(text):
                return _set(what, found["title"], text)
    return None


def _set(what: str, title: str, text: str, **more: str) -> Reading:
    return Reading(HANDLER, SET_LIFE, SURE, {"what": what, "title": title, "said": text, **more})
