"""What follows a study: 补学, what is handed in, minutes, the register of contributions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from bot.packing import Vault
from bot.registry import Act, Due, Prepare, Undo
from bot.settings import Office
from bot.store.office_settings import OfficeSetting
from handlers.study import talk
from handlers.study.after import (
    chasing,
    contributing,
    forgetting,
    handing,
    looking,
    making_up,
    minutes,
    owing,
    packed,
    returning,
    settings,
    wanting,
)

ACTS: Mapping[str, Act] = {
    talk.SUBMIT: handing.submit,
    talk.PAPER_CAME: handing.file_came,
    talk.PAPER_NOT_ONE: handing.not_one,
    talk.PAPER_LOST: handing.file_lost,
    talk.WANTS: wanting.want,
    talk.OWING: looking.left,
    talk.PAPER_URGE: looking.urge,
    talk.PACK: packed.pack,
    talk.RETURN: returning.give_back,
    talk.MAKEUP: making_up.make_up,
    talk.MINUTES: minutes.minutes,
    talk.SPEECH: contributing.note,
}
UNDOS: Mapping[str, Undo] = {
    **handing.UNDOS,
    **wanting.UNDOS,
    **returning.UNDOS,
    **making_up.UNDOS,
    **minutes.UNDOS,
    **contributing.UNDOS,
}
SETTINGS: Mapping[str, OfficeSetting[Any]] = settings.SETTINGS


def prepares_of(vault: Vault | None) -> Mapping[str, Prepare]:
    """Return what is made before the write transaction. vault: where files are read from; None: nowhere."""
    return {talk.PACK: packed.preparing(vault)}


def dues_of(office: Office) -> Mapping[str, Due]:
    """Return what happens when its timers are due."""
    return {
        owing.NAG: Due(partial(chasing.nag, office=office), is_chain=True),
        owing.DUE: Due(partial(chasing.due, office=office)),
        making_up.REMINDS: Due(partial(making_up.remind, office=office)),
        forgetting.FORGETS: Due(partial(forgetting.forget, office=office)),
    }
