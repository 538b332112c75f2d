"""A house whose 「谢谢」 brings a document: the smallest feature that hands one over."""

from __future__ import annotations

from collections.abc import Callable

from bot.app import House
from bot.documents import DOCX, Document
from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.turn import Turn
from handlers.ask import talk

REPORT = Document("三食堂漏水情况报告.docx", b"PK\x03\x04" + bytes(range(256)) * 40, DOCX)
ASKED = "谢谢"


def let_thanks_bring(house: House, act: Callable[[Turn], None] = lambda turn: turn.give(REPORT)) -> None:
    """Let whoever says 「谢谢」 get a document."""

    def run(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
        del message, reading, situation
        act(turn)

    house.registry.acts[talk.HELPFUL] = run
