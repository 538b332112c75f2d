"""What becomes of an open question once a message is understood: answered, passed over, or set aside by an alarm."""

from __future__ import annotations

import re

from bot.messages import Kind, Waiting
from bot.presses import Place
from bot.router import Reading
from bot.store import prompts
from bot.store.prompts import ASIDE, LIFE, Prompt
from bot.turn import PROMPT_TIMER, Turn


def pass_over(turn: Turn, waiting: Waiting, choice: Reading, prompt: Prompt | None) -> None:
    """Forget the open question, which is answered or passed over; an alarm only sets it aside."""
    if prompt is None or not _is_an_answer(waiting, choice):
        return
    if prompt.aside:
        if any((one.intent, one.slots) == (choice.intent, choice.slots) for one in prompt.options):
            turn.answered(aside=ASIDE)
    elif choice.harm and prompt.is_of not in ("", choice.handler):
        _set_aside(turn, waiting, prompt)
    else:
        turn.answered()


def _set_aside(turn: Turn, waiting: Waiting, prompt: Prompt) -> None:
    """Let a question wait beside, and say at the end that it was dropped."""
    message, until = waiting.message, turn.now + LIFE
    here = f"{message.order_key}|{message.chat or ''}"
    if not prompts.set_aside(turn.connection, message.order_key, message.chat, until):
        return
    turn.cancel(PROMPT_TIMER, here, "set aside")
    data = {"platform": message.platform, "account": message.account, "chat": f"{message.chat or ''}{ASIDE}"}
    what = re.split(r"[？。：:]", prompt.question, maxsplit=1)[0]
    turn.later(PROMPT_TIMER, f"{here}{ASIDE}", until, data={**data, "aside": what})


def _is_an_answer(waiting: Waiting, choice: Reading) -> bool:
    """Whether a message answers or passes over the open question; what only happened, or a wrong press, does not."""
    only_happened = waiting.message.kind in (Kind.EVENT, Kind.RESULT, Kind.PRESS)
    return not only_happened and choice.intent not in (Place.OTHERS, Place.STALE)
