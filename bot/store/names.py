"""How Chinese names are compared and ordered: folding for look-ups, 姓氏笔画 for lists.

Lists of people go by 排序号 and, where that is equal, by the strokes of the surname: their number first, then their
kinds in the order 横竖撇点折 (the order of 《通用规范汉字表》, 2013). `SURNAMES` holds the surnames in that order. A
surname that is not in it comes after the others, and equal surnames go on by code point, which inside the CJK block is
the order of radicals and residual strokes. Where that is not good enough the office gives a 排序号. Never pinyin, never
a row id.
"""

from __future__ import annotations

import re
import unicodedata

#: One line for each number of strokes, from 2 on; within a line by kind of stroke.
SURNAMES = (
    "丁卜刁",
    "干于万上山千门弓卫马习",
    "王亓元韦云木支尤车巨戈牛毛仇公月乌卞文方计尹巴孔邓",
    "甘艾古左厉石龙平东北卢叶申田史冉丘付代白丛令乐包邝冯兰宁司皮边台",
    "匡邢吉巩朴权成毕曲吕朱乔伍仲任华伊向全危邬庄刘齐关米江池汤宇安祁许农那阮孙阳羽牟纪",
    "麦贡芮花芶严芦劳苏杜巫李杨束豆来连轩肖时吴里岑利邱何佟余佘谷狄邹言应冷辛闵汪沐沙沈宋良张陆阿陈邵",
    "武青幸苗英苟苑范茅林松杭郁欧卓尚昌明易罗图和季竺岳金周冼庞郑单法宗官郎房居屈孟经",
    "封项赵郝荆荣胡南柯查柏柳战钟钦种段禹侯俞饶施闻姜娄洪宣宫祝费胥姚贺骆",
    "秦班敖袁都耿聂莫晋桂栗贾夏原顾柴党晏钱铁倪徐殷翁凌高郭席唐浦海涂容诸谈展陶桑",
    "黄营萧萨梅曹戚龚盛雪常鄂崔银符麻康鹿章商阎盖梁寇尉屠隋巢",
    "越博揭彭斯葛董敬蒋韩辜惠覃粟雄景喻黑嵇程傅焦储舒鲁童曾温滑游富谢强",
    "靳蓝蒲蒙楚楼赖甄雷虞路鲍詹解廉靖满慎窦褚",
    "慕蔡蔺臧裴管鲜廖谭翟熊缪",
    "樊墨黎德滕颜潘",
    "燕薛薄霍冀穆衡",
    "戴鞠魏糜",
    "瞿",
)
RANKS = {surname: rank for rank, surname in enumerate("".join(SURNAMES))}
DOUBLE_SURNAMES = frozenset(
    ["欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "端木", "宇文"]
)
DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}

_NUMERAL = re.compile("[〇零一二两三四五六七八九十]+")


def by_strokes(name: str) -> tuple[int, str]:
    """Return the key that sorts `name` by 姓氏笔画."""
    return RANKS.get(name[:1], len(RANKS)), name


def surname(name: str) -> str:
    """Return the surname at the head of `name`, 复姓 included."""
    return name[:2] if name[:2] in DOUBLE_SURNAMES and name[2:] else name[:1]


def fold(text: str) -> str:
    """Return `text` in the form in which names are compared: half width, no blanks or invisible signs, lower case."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in plain if not sign.isspace() and unicodedata.category(sign) != "Cf")


def fold_place(text: str) -> str:
    """Fold a text that names places: numerals become digits, 栋/幢/# become 号楼/号 (三栋, 3#楼 and 3号楼 are one)."""
    plain = _NUMERAL.sub(lambda found: _digits(found.group()), fold(text))
    plain = re.sub(r"(\d+)(?:栋|幢)(?:楼)?", r"\1号楼", plain)
    return re.sub(r"(\d+)#", r"\1号", plain)


def _digits(numeral: str) -> str:
    """Read 十二 as 12, 二十 as 20, 一〇三 as 103."""
    if "十" not in numeral:
        return "".join(str(DIGITS[sign]) for sign in numeral)
    tens, _, ones = numeral.partition("十")
    head = "".join(str(DIGITS[sign]) for sign in tens) or "1"
    tail = "".join(str(DIGITS.get(sign, "")) for sign in ones) or "0"
    return head + tail
