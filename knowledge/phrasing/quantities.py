"""Numbers with their units and bounds: 两小时内 and 2个小时以内 are one thing, 五万元以上 and 五万元以下 are two."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_STEPS: Final = {"十": 10, "百": 100, "千": 1000}
_HEAPS: Final = {"万": 10_000, "亿": 100_000_000}
_NUMBER: Final = r"\d[\d,]*(?:\.\d+)?[百千万亿]*|[零〇一二三四五六七八九十百千万亿两]+|半"


def _words(table: str) -> dict[str, str]:
    """Read a table: in each line a word, then those that stand for it as well."""
    return {one: line.split()[0] for line in table.strip().splitlines() for one in line.split()}


_COUNTED: Final = (
    "分钟 年度 年级 年 月 号楼 号 平方米 万元 人次 倍 成 折 分 秒 米 吨 栋 份 件 台 辆 条 款 项 章 节 级 类 岁 "
    "点 时 个 套 间 张 % ℃ 度"
)
_UNITS: Final = _words(
    """
    工作日 个工作日
    小时 个小时 钟头 个钟头
    日 天
    周 星期 个星期
    月份 个月
    季度 个季度
    学期 个学期
    元 块钱
    公里 千米
    公斤 千克
    人 名 位
    次 遍
    层 楼
    """
) | {one: one for one in _COUNTED.split()}
_UNIT: Final = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_BEFORE: Final = _words(
    """
    至多 最多 最长 最高 不超过 不得超过 不能超过 不可超过 最长不得超过 最多不得超过 最高不超过 最长不超过
    至少 最低 最少 不低于 不少于 不得低于 不得少于 不能低于 不能少于
    超过 高于 多于
    不足 低于 少于 不满 未满
    约 大约 近
    满
    每
    第
    """
)
_AFTER: Final = _words(
    """
    内 以内 之内
    以上
    以下
    前 以前 之前
    后 以后 之后
    约 左右
    起
    """
)
_FOUND: Final = re.compile(
    rf"(?P<before>{'|'.join(sorted(_BEFORE, key=len, reverse=True))})?(?P<share>百分之)?"
    rf"(?P<number>{_NUMBER})(?P<unit>{_UNIT})?(?P<half>半(?!天|年|数))?"
    rf"(?P<after>{'|'.join(sorted(_AFTER, key=len, reverse=True))})?"
)
_WEEKDAY: Final = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天末])")
_HOUR: Final = re.compile(r"(\d{1,2}):(\d{2})")
#: Numerals that count nothing.
_NO_NUMBER: Final = re.compile(
    r"一律|一般|一定|一旦|一经|一并|一起|一样|一致|一些|一下|一切|一时|一直|统一|进一步|唯一|之一|同一|任一|另一|万一|第一时间|十分(?!钟)|千万(?=不|别|要)|一方|一面|四周|半数"
)
_YEARLY: Final = re.compile(r"一(年|个?月|周|天|日|个?季度|个?学期)(?=\S{0,6}一次)")


def with_quantities(text: str, put: Callable[[str], str]) -> str:
    """Return a folded text with what `put` makes of each quantity's plain form in its place."""
    text = _YEARLY.sub(r"每\1", text).replace("每天", "每日")
    text = _WEEKDAY.sub(lambda found: put(f"周{found[1].replace('天', '日')}"), text)
    text = _HOUR.sub(lambda found: put(f"{int(found[1])}:{found[2]}"), text)
    return "".join(_replaced(piece, put) for piece in _pieces(text))


def _pieces(text: str) -> list[str]:
    """Cut a text so that words with a numeral that counts nothing are pieces of their own."""
    pieces, start = [], 0
    for found in _NO_NUMBER.finditer(text):
        pieces += [text[start : found.start()], found.group()]
        start = found.end()
    return [*pieces, text[start:]]


def _replaced(piece: str, put: Callable[[str], str]) -> str:
    return piece if _NO_NUMBER.fullmatch(piece) else _FOUND.sub(lambda found: _put(found, put), piece)


def _put(found: re.Match[str], put: Callable[[str], str]) -> str:
    number, unit = value_of(found["number"]), _UNITS.get(found["unit"] or "", "")
    if number is None:
        return found.group()
    if unit == "万元":
        number, unit = number * 10_000, "元"
    number += 0.5 if found["half"] else 0
    before = _BEFORE.get(found["before"] or "", "")
    after = _AFTER.get(found["after"] or "", "")
    return put(f"{before}{number:g}{'%' if found['share'] else unit}{after}")


def value_of(written: str) -> float | None:
    """Read 15, 1,200, 3.5, 5万, 十五, 两, 半, 五万; None where it is none."""
    plain = written.replace(",", "")
    if plain == "半":
        return 0.5
    found = re.fullmatch(r"(\d+(?:\.\d+)?)([百千万亿]*)", plain)
    if found is not None:
        value = float(found[1])
        for char in found[2]:
            value *= {**_STEPS, **_HEAPS}[char]
        return value
    if len(plain) > 1 and all(char in _DIGITS for char in plain):
        return float("".join(str(_DIGITS[char]) for char in plain))
    return _counted(plain)


def _counted(written: str) -> float | None:
    total, part, digit = 0, 0, 0
    for char in written:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _STEPS:
            part, digit = part + max(digit, 1) * _STEPS[char], 0
        elif char in _HEAPS:
            total, part, digit = total + max(part + digit, 1) * _HEAPS[char], 0, 0
        else:
            return None
    return float(total + part + digit)
