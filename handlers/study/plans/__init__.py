"""Plans of a year and how often each kind is held."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from bot.registry import Act, Due, Prepare, Undo
from bot.settings import Office
from handlers.study import ahead, recurring
from handlers.study.plans import announced, importing, looking, noting, overview, reminding
from handlers.study.plans.brought import Desk, preparing
from handlers.study.plans.occurring import PLANS
from handlers.study.plans.settings import SETTINGS
from handlers.study.talk import FILE, FREQUENCY, HELD, IMPORT, KEEP, PLAN, PREVIEW, SERIES_END, SERIES_ENDED, TEMPLATE

__all__ = ["ACTS", "PLANS", "SETTINGS", "UNDOS", "Desk", "dues_of", "prepares_of"]

ACTS: Mapping[str, Act] = {
    PLAN: looking.show,
    FREQUENCY: overview.show,
    HELD: noting.note,
    IMPORT: importing.ask_for_file,
    TEMPLATE: importing.give_template,
    FILE: importing.file_comes,
    PREVIEW: importing.preview,
    KEEP: importing.keep,
    SERIES_END: recurring.end,
    SERIES_ENDED: recurring.ended,
}
UNDOS: Mapping[str, Undo] = {**noting.UNDOS, **recurring.UNDOS, importing.IMPORTED: importing.take_back}


def dues_of(office: Office) -> Mapping[str, Due]:
    """Return what happens when its timers are due."""
    return {
        ahead.TIMER: Due(partial(announced.due, office=office)),
        announced.CALENDAR: Due(partial(announced.calendar_due, office=office)),
        ahead.SPEAKERS: Due(partial(announced.speakers_due, office=office)),
        reminding.TIMER: Due(partial(reminding.tell, office=office)),
    }


def prepares_of(desk: Desk | None) -> Mapping[str, Prepare]:
    """Return what is looked up before a turn. desk: where files that came are read from; None: nowhere."""
    read = preparing(desk)
    return {PREVIEW: read, KEEP: read}
