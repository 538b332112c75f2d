"""The doctor's look at the language model: whether it is reached, answers, and how soon. Shows no key."""

from __future__ import annotations

import time

from bot.platforms.completions import Completions, NoWords
from bot.platforms.findings import Finding, fail, ok, warn

PROBE = ({"role": "user", "content": "只回答两个字：正常"},)
LONGEST_S = 15.0
ANSWERS = "语言模型有回答，用时{seconds:.1f}秒。"
SLOW = "语言模型有回答，但用时{seconds:.1f}秒，超过{patience:g}秒的等候时间，答复只会发原文。请换快一些的模型。"
NONE = "语言模型没有可用的回答（{reason}）。请核对 url、model 和密钥。"


async def check_model(completions: Completions, patience_s: float) -> list[Finding]:
    """Ask once, for longer than a reply would wait, and say how it went."""
    began = time.perf_counter()
    try:
        await completions.words(PROBE, LONGEST_S)
    except NoWords as trouble:
        return [fail(NONE.format(reason=trouble.reason))]
    finally:
        await completions.close()
    seconds = time.perf_counter() - began
    if seconds > patience_s:
        return [warn(SLOW.format(seconds=seconds, patience=patience_s))]
    return [ok(ANSWERS.format(seconds=seconds))]
