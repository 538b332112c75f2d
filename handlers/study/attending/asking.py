"""Questions about people are asked privately: in a group who said something there is told to say it privately."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Channel
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.study.attending import words
from scheduler import confirming


def ask(turn: Turn, question: str, options: Sequence[Option]) -> None:
    """Ask a numbered question."""
    if _is_private(turn, question):
        turn.ask(question, options)


def ask_for(turn: Turn, question: str, draft: Option) -> None:
    """Ask for what is missing. draft: what any answer means."""
    if _is_private(turn, question):
        confirming.ask_for(turn, question, draft)


def confirm(turn: Turn, text: str, yes: Option) -> None:
    """Ask for the one confirmation."""
    if _is_private(turn, text):
        confirming.confirm(turn, text, yes)


def _is_private(turn: Turn, question: str) -> bool:
    """Whether the message came privately; else its sender is told where to say it."""
    is_private = turn.waiting is not None and turn.waiting.message.channel is Channel.PRIVATE
    if not is_private:
        turn.whisper(words.SAY_PRIVATELY.format(question=question))
    return is_private
