"""Documents in the office's hands: in force, replaced, withdrawn, to be reviewed."""

from functools import partial

from bot.registry import Due
from bot.settings import Office
from handlers.ask import talk
from handlers.ask.part import Part
from handlers.ask.shelving import reviewing, setting, telling, year
from handlers.ask.shelving.reviewing import SETTINGS, arm

__all__ = ["SETTINGS", "arm", "part_of"]


def part_of(office: Office) -> Part:
    """Return what this part brings to the slice."""
    return Part(
        acts={
            talk.SET_LIFE: setting.ask,
            talk.LIFE_SET: setting.set_,
            talk.TELL_REVISION: telling.ask,
            talk.REVISION_SENT: telling.send,
            talk.YEAR_LIST: year.show,
        },
        dues={reviewing.TIMER: Due(partial(reviewing.look, office=office))},
        undos={setting.DEED: setting.undo},
    )
