"""What a question brings: its folded text, which of its characters carry meaning, and the words those may stand for."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from knowledge.text import fold, squeeze
from knowledge.thesaurus import SHIPPED, Kin, Thesaurus

LONGEST: Final = 300
# Words of a question that say nothing about the subject (particles, question words, politeness); the longest wins.
_EMPTY: Final = (
    "请问|问一下|想问|想知道|麻烦|帮我|帮忙查|查一下|查查|告诉我|讲什么|讲了什么|讲的什么|说什么|说了什么|写什么|写了什么|说说|说一下|介绍一下|解释一下|讲讲|我想|能说下|谢谢|您好|你好|助手|同志们|"
    "那个啥|那个|这个|那啥|哪个|哪些|哪几个|哪几|哪一|哪里头|哪里|哪儿|哪天|哪年|哪月|哪位|哪种|哪类|哪份|哪条|哪|嗯|呃|额|唉|哎|哦|噢|喂|"
    "什么样|什么时候|啥时候|什么|甚么|什么地方|为什么|为啥|为何|干什么|干啥|干嘛|啥样|有啥|啥|咋样|咋办|咋|怎么样|怎么办|怎么|怎样|如何|何时|何地|何处|何种|何人|何|"
    "谁|多少|多久|多长时间|多长|多大|多高|几个|几号|几点|几月|几种|几次|几条|几|是否|可否|能否|能不能|可不可以|可以|用不用|要不要|会不会|该不该|应不应该|算不算|"
    "有没有|是不是|对不对|对吗|行不行|好不好|需不需要|应该|应当|应|该|需要|必须|须|吗|么|嘛|呢|吧|啊|呀|哇|哈|啦|喽|呗|的话|的|了|得|地|着|过|之|"
    "我们|咱们|咱|俺|我|你们|你|您|他们|她们|它们|他|她|它|自己|人家|大家|这些|那些|这|那|里头|里面|里边|当中|是|就|都|也|还|又|把|被|给|让|跟|和|与|或者|或|及|以及|并且|并|"
    "在|到|对于|对|于|从|向|往|等|会|要|想|能|有|没有|没|不是|不|吧|如果|要是|假如|因为|由于|所以|但是|时候|一下|进行|关于|有关|其|所|以|而|只|才|再|很|太|最|更|挺|"
    "规定|要求|内容|方面|包括|具体|主要|分别|情况|事情|东西|文件里|文件|上面|一般|到底|究竟|究竟是|来着|到的|说的|讲的|提到|提出|指出|强调|认为|表示|谈到|一些|一个|两个"
)  # fmt: skip
# Words that carry half: they stand in every other sentence of an office.
_FAINT: Final = re.compile(
    "效果|作用|达到|实现|方式|方法|办法|措施|工作|开展|组织|处理|管理|负责|建设|进行|问题|意义|目的|原因|标准|条件|程序|流程|步骤|制度|活动|内容|单位|部门|人员|同志|领导|干部|学校|后勤|后勤部|保障部"
    "|说明|介绍|发言|讲话|会上|做法|关系|部分|学完|完成|以后|以前|之后|之前|时间|地方|结果|任务|目标|成立|通过|得到|做到|做好|搞好|注意|重视|提高|加强|加以|落实|采取|存在|参加|召开|举行|安排|表现|体现"
)
_LISTED: Final = re.compile(
    r"哪些|哪几|哪[一二三四五六七八九十两]|几(?:点|条|个|项|种|方面|大)|[一二三四五六七八九十两](?:点|条|项|个方面|个步骤)|分别|包括|有什么(?:要求|标准|条件)|标准|要求|步骤|是指|是啥|是什么"
)
_UNSEEN: Final = frozenset({"Cc", "Cf", "Co", "Cn", "Cs"})
_FEWEST: Final = 4  # characters that mean something together though none does alone
_NOISE: Final = re.compile(r"[\s，。、；：！？,.;:!?…~～\-—_()（）\[\]【】《》<>“”‘’「」『』\"'·/\\|*#@]+")


#: What asks carries no meaning of its own, also where the thesaurus knows what it asks for (多久: 时限, 期限).
_INTERROGATIVE: Final = frozenset(
    {"多久", "多长时间", "多少", "几个", "几时", "何时", "什么时候", "啥时候", "怎么", "怎样", "如何", "谁"}
)


@functools.cache
def _empty() -> re.Pattern[str]:
    return re.compile("|".join(sorted(set(_EMPTY.split("|")), key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class Question:
    """A question fit for matching.

    text: folded, punctuation replaced by one blank. content: for each character how much meaning it carries, 0..1.
    kin: everyday words in it and what they may stand for.
    """

    raw: str
    text: str
    content: tuple[float, ...]
    kin: tuple[Kin, ...]

    @property
    def wants_list(self) -> bool:
        """Whether several things are asked for, so that a list is quoted as a whole."""
        return bool(_LISTED.search(self.text))

    @property
    def is_empty(self) -> bool:
        """Whether nothing in it carries meaning; one character, however often, does not."""
        return len({character for character, keep in zip(self.text, self.content, strict=True) if keep}) <= 1

    def subject(self) -> str:
        """Return the characters that carry meaning, other stretches as one blank."""
        return " ".join("".join(c if keep else " " for c, keep in zip(self.text, self.content, strict=True)).split())


def legible(raw: str) -> str:
    """Return the beginning of what was typed without signs nobody sees: control characters, marks of direction."""
    seen = (sign for sign in raw[: LONGEST * 2] if sign in "\n\t" or unicodedata.category(sign) not in _UNSEEN)
    return "".join(seen)


def read_question(raw: str, thesaurus: Thesaurus = SHIPPED) -> Question:
    """Read a question of any length; only its first 300 characters count."""
    text = _NOISE.sub(" ", fold(raw[: LONGEST * 2])).strip()[:LONGEST]
    content = [0.0 if c.isspace() else 1.0 for c in text]
    for match in _FAINT.finditer(text):
        content[match.start() : match.end()] = [0.5] * (match.end() - match.start())
    kin = thesaurus.kin_in(text)
    known = {i for found in kin if found.is_said and found.end - found.start > 1 for i in range(found.start, found.end)}
    for match in _empty().finditer(text):
        if match.group() in _INTERROGATIVE or not known.issuperset(range(*match.span())):
            content[match.start() : match.end()] = [0.0] * (match.end() - match.start())
    if not any(content) and len(squeeze(text)) >= _FEWEST:
        content = [0.0 if c.isspace() else 1.0 for c in text]
    return Question(raw, text, tuple(content), tuple(kin))
