"""Which cycle, stage or paper a text speaks of. Pure; the words are the templates' own and those of what runs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from handlers.campaign.known import Facts, Known
from handlers.campaign.templates import SINGLE, StageRule, Template

#: Words that speak of appraisals whatever the templates say.
STRONG = re.compile(
    r"考核|考评|评议|评优|评先|评选|示范岗|先锋岗|承诺书|责任书|责任状|公开承诺|表彰|点评|(?:民主|群众|干部|述职)测评|两优一先|述职|征集|征稿|自评|"
    r"案例|事迹材料|推荐[表材]|经验材料|经验做法|中期检查"
)
#: What asks for a rule and not for an act.
ASKS = re.compile(
    r"[?？]|什么|啥|怎么|怎样|如何|咋|哪|谁|多少|几[个条次天点号份项]|吗|呢|是否|能不能|可不可以|有没有|规定|要求(?!各|每|全体|所有)|"
    r"(?<!照)标准|条件|细则|办法|流程|制度|依据|请问|为什么|多久|意思|指的是|讲讲|介绍|解释|可以.{0,6}么|由来|意义|目的"
)
Of = TypeVar("Of")
NUMBER = re.compile(r"kh\s*-?\s*0*(?P<serial>\d{1,6})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Topic:
    """What a text speaks of. template: None for none that is known. stage: of the template. words: those found."""

    template: Template | None = None
    stage: StageRule | None = None
    words: str = ""


def topic_of(text: str, facts: Facts) -> Topic:
    """Return the template, and the stage where one is named beside the template's own words."""
    found = _longest((word, one) for one in facts.templates for word in one.words if word in text)
    if found is None:
        return _by_stage(text, facts)
    word, template = found
    if "征集" in text or "征稿" in text:
        template = next((one for one in facts.templates if one.name == SINGLE), template)
    left = text.replace(word, " ", 1)
    stage = _longest((said, rule) for rule in template.stages for said in rule.words if said in left)
    return Topic(template, stage[1] if stage else None, word)


def campaigns_in(text: str, known: Iterable[Known]) -> list[Known]:
    """Return the campaigns a text names: by number, else by the longest of their words."""
    those = list(known)
    if numbers := {int(one["serial"]) for one in NUMBER.finditer(text)}:
        return [one for one in those if int(one.number.rpartition("-")[2]) in numbers]
    best = [max((len(word) for word in one.words if word in text), default=0) for one in those]
    most = max(best, default=0)
    return [one for one, length in zip(those, best, strict=True) if length == most and length > 0]


def stage_in(text: str, campaign: Known) -> int | None:
    """Return the row of the stage a text names, the one with the longest word; None where it names none."""
    found = _longest((word, stage) for stage, words in campaign.stages for word in words if word in text)
    return found[1] if found else None


def _by_stage(text: str, facts: Facts) -> Topic:
    """Return the stage whose word stands in the text where no template's does; only long words count."""
    named = (
        (word, (one, rule))
        for one in facts.templates
        for rule in one.stages
        for word in (*rule.words, rule.deliverable)
        if len(word) > 2 and word in text  # noqa: PLR2004 — 推荐, 审核, 公示 alone are everybody's words
    )
    found = _longest(named)
    return Topic(found[1][0], found[1][1], found[0]) if found else Topic()


def _longest(named: Iterable[tuple[str, Of]]) -> tuple[str, Of] | None:
    return max(named, key=lambda pair: len(pair[0]), default=None)
