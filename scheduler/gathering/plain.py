"""A text made fit to read: half width, Simplified, fillers of speech left out; and cut where a label begins."""

from __future__ import annotations

import re
import unicodedata

from knowledge.text import fold, is_traditional

LONGEST = 5000  # what no vendor lets anybody type

_FILLERS = re.compile(
    r"^(?:那个|就是说?|嗯+|呃+|额|哦|喂|那|对了|麻烦|请|你好|您好|助手)[,，、\s]*|(?<![一-龥])(?:嗯+|呃+|额+|啊)(?![一-龥])|[嗯呃]+"
)
#: What a speaker lets slip between a day and its hour: 星期四吧上午十点.
_SLIPPED = re.compile(
    r"(?<=[一二三四五六日天号后明])(?:吧|啊|呢|嘛|呀|哈|那天|的话)[,，\s]*(?=上午|下午|早上|晚上|中午|早|晚|[\d一二三四五六七八九十两])"
)
_SLIPS = re.compile(r"(?<=[\d一二三四五六七八九十])[店典](?=[^\u4e00-\u9fff]|$|半|开)")  # 10店 is ten o'clock
_BLANKS = re.compile(r"[ \t\u3000]+")

#: The heads of a written notice, by what stands behind them.
_LABELS = {
    "title": r"(?:会议)?(?:名称|主题|标题|类型)",
    "time": r"(?:会议|开会|召开)?时间",
    "place": r"(?:会议|开会|召开)?(?:地点|地址|会场)",
    "audience": r"(?:参会|参加|与会|出席|到会)(?:人员|人|范围|对象|单位|领导)?|通知(?:对象|人员|范围)",
    "agenda": r"(?:会议|主要)?(?:议题|议程|内容|事项)",
    "host": r"主持人?|召集人",
    "note": r"(?:会议|有关|相关)?(?:要求|纪律|备注|注意事项|联系人)",
}
_LABEL = re.compile(
    r"(?:^|(?<=[\s,，;；。]))(?:[一二三四五六七八九\d]{1,2}[、.．)）])?\s*(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
    + r")\s*(?:[::]|(?:是|为|有)[::]?(?=\S))\s*"
)
#: Of a list without colons (议题 供暖；时间 周二3点；地点 302) the blank does their part.
_BLANK = re.compile(
    r"(?:^|(?<=[;；。:：\n]))\s*(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
    + r")\s+(?=\S)"
)


def plain(text: str) -> str:
    """Return a text as it is read: what was typed, in half width and Simplified, without fillers."""
    half = unicodedata.normalize("NFKC", text[:LONGEST])
    half = fold(half).upper() if is_traditional(half) else half
    half = half.replace("【", " ").replace("】", " ")
    spoken = _FILLERS.sub("", _FILLERS.sub("", half.strip()))
    return _BLANKS.sub(" ", _SLIPS.sub("点", _SLIPPED.sub("", spoken))).strip()


def labelled(text: str) -> tuple[str, dict[str, str]]:
    """Cut a text at its labels: what stands before the first, and what stands behind each (时间：…, 地点：…)."""
    found = list(_LABEL.finditer(text))
    bare = list(_BLANK.finditer(text))
    if len(bare) > max(len(found), 1):
        found = bare
    if not found:
        return text, {}
    ends = [one.start() for one in found[1:]] + [len(text)]
    parts = {
        str(one.lastgroup): text[one.end() : end].strip(" \n,，;；。") for one, end in zip(found, ends, strict=True)
    }
    for name in ("title", "place", "audience"):  # one line each
        parts |= {name: " ".join(parts[name].split())} if name in parts else {}
    return text[: found[0].start()].strip(), parts
