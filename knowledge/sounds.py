"""Characters that people mistake for one another: same or nearly same sound, or nearly same shape.

Used only for pairs of characters that no document has: what is written correctly is never changed.
"""

from __future__ import annotations

import functools
from importlib import resources
from typing import Final

from knowledge.terms import is_han

_SHAPES: Final = (
    "微徽 准淮 己已巳 末未 土士 日曰 人入八 天夫 干千于 侯候 析折拆 拨拔 陪赔培 "
    "茶荼 免兔 卖买 处外 栽裁载 戴带 侍待 辨辩辫 即既 历厉 练炼 密蜜 幕慕墓暮 "
    "谈淡 象像 型形 账帐 查察 苟荀芶 汇江 冶治 刺剌 埋理 束柬 徒徙 孤弧狐 贷货 "
    "捡检 撤撒 暑署 坐座 官宫管 菅管 设没 权杈 风凤 肓盲 育肓 崇祟 粟栗 券卷 "
    "哀衰 佣拥 复夏 委季 杂朵 竞竟 晴睛 讯迅 燥躁 榜傍 概慨 拌伴 抄炒 供拱 恒桓 "
    "建健 亮壳 历励 令今 轮伦 彷仿 陌佰 清请情 胜性 提题 园圆 欧殴 沏彻 崭暂 "
    "支枝 主住"
)
_MERGED: Final = (("zh", "z"), ("ch", "c"), ("sh", "s"))
_ENDINGS: Final = (("ang", "an"), ("eng", "en"), ("ing", "in"))


def _blur(syllable: str) -> str:
    """Return a syllable as speakers of many regions say it: no zh/z, ang/an, eng/en, ing/in, l/n difference."""
    for clear, merged in _MERGED:
        syllable = merged + syllable[len(clear) :] if syllable.startswith(clear) else syllable
    for clear, merged in _ENDINGS:
        syllable = syllable[: -len(clear)] + merged if syllable.endswith(clear) else syllable
    return "n" + syllable[1:] if syllable.startswith("l") else syllable


@functools.cache
def _groups() -> tuple[dict[str, str], dict[str, str]]:
    """Return (character → blurred syllable, blurred syllable → characters)."""
    text = resources.files("knowledge").joinpath("sounds.txt").read_text(encoding="utf-8")
    sounds: dict[str, str] = {}
    members: dict[str, str] = {}
    for line in text.splitlines()[1:]:
        syllable, chars = line.split(" ")
        blurred = _blur(syllable)
        members[blurred] = members.get(blurred, "") + chars
        sounds.update(dict.fromkeys(chars, blurred))
    return sounds, members


@functools.cache
def _shapes() -> dict[str, str]:
    alike: dict[str, str] = {}
    for group in _SHAPES.split():
        for char in group:
            alike[char] = alike.get(char, "") + group
    return alike


def sound_of(char: str) -> str:
    """Return how a character sounds to speakers of many regions; the character itself where it is not known."""
    return _groups()[0].get(char, char)


@functools.lru_cache(maxsize=4096)
def mistaken_for(char: str) -> str:
    """Return the characters that `char` may stand for by mistake, without itself."""
    sounds, members = _groups()
    alike = _shapes().get(char, "") + (members[sounds[char]] if char in sounds else "")
    return "".join(filter(is_han, dict.fromkeys(alike.replace(char, ""))))
