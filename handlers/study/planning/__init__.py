"""Studies announced, changed, called off, asked for."""

from __future__ import annotations

from collections.abc import Mapping

from bot.registry import Act, Due
from bot.settings import Office
from handlers.study.planning import asking, cancelling, changing, sending, speakers
from handlers.study.planning.cancelling import UNDOS
from handlers.study.planning.creating import opener
from handlers.study.planning.holding import AGENDA, HeldStudies
from handlers.study.planning.settings import SETTINGS
from handlers.study.talk import CALL_OFF, CANCEL, CHANGE, MOVE, PLANNED, QUERY, SPEECH

__all__ = ["ACTS", "AGENDA", "SETTINGS", "UNDOS", "HeldStudies", "dues_of", "opener"]

ACTS: Mapping[str, Act] = {
    PLANNED: sending.send,
    CHANGE: changing.change,
    MOVE: changing.move,
    CANCEL: cancelling.cancel,
    CALL_OFF: cancelling.call_off,
    QUERY: asking.query,
    SPEECH: speakers.keep_title,
}


def dues_of(office: Office) -> Mapping[str, Due]:
    """Return what happens when its timers are due: signing in opens by the timer of every study."""
    del office
    return {}
