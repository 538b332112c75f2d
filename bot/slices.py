"""The list of every slice, and what the frame takes from each: readings, settings, what is held, what is owed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.packing import Vault
from bot.registry import Registry
from bot.settings import Office
from bot.store.office_settings import KNOWN, OfficeSetting
from handlers import (
    ask,
    campaign,
    duty,
    enrolment,
    incident,
    leave,
    meeting,
    notice,
    reminder,
    request,
    study,
    system,
    task,
    ticket,
    todo,
)
from knowledge.shelf import Shelf
from scheduler.agenda import Agenda
from scheduler.belongings import Holding
from scheduler.holdings import of_the_frame

#: The department's own settings: those of the frame and those the slices declare.
OFFICE_SETTINGS: Mapping[str, OfficeSetting[Any]] = {
    **KNOWN,
    **incident.SETTINGS,
    **ticket.SETTINGS,
    **duty.SETTINGS,
    **notice.SETTINGS,
    **meeting.SETTINGS,
    **reminder.SETTINGS,
    **task.SETTINGS,
    **ask.SETTINGS,
    **request.SETTINGS,
    **todo.SETTINGS,
    **campaign.SETTINGS,
    **leave.SETTINGS,
    **study.SETTINGS,
}
#: What is armed when the house opens: timers that run every day.
ARMS: tuple[Callable[[Connection, datetime, ZoneInfo], None], ...] = (
    todo.arm,
    leave.arm,
    reminder.arm,
    study.arm,
    ask.arm,
    ask.arm_reviews,
)
#: What slices say to a leader of the day.
AGENDAS: Sequence[Agenda] = (
    meeting.AGENDA,
    study.AGENDA,
    duty.agenda,
    request.agenda,
    task.agenda,
    campaign.agenda,
    reminder.agenda,
)
#: What slices keep under somebody's name.
HELD: Mapping[str, Holding] = {
    "incidents": incident.HeldIncidents(),
    "meetings": meeting.HeldMeetings(),
    "studies": study.HeldStudies(),
    "tasks": task.HOLDING,
    "campaigns": campaign.HeldCampaigns(),
    "requests": request.HeldRequests(),
    **reminder.HELD,
}


def registry_of(
    shelf: Shelf, office: Office, vault: Vault | None = None, pages: str = "", phrased: str = ""
) -> Registry:
    """Collect the slices. vault: where what was handed in is read from; None: nowhere.

    pages: the address the house's pages are reached at, empty where they are not.
    phrased: which documents a language model may say in other words, `public` or `department`; empty: there is none.
    """
    called = {**incident.TO_DOS, **ticket.TO_DOS, **duty.TO_DOS, **task.TO_DOS}
    slices = [
        enrolment.SLICE,
        incident.slice_of(task.assigning(office)),
        ticket.slice_of(office, incident.alarm),
        duty.slice_of(office, incident.handover),
        notice.slice_of(office, {**meeting.HOOKS, **task.HOOKS, **study.HOOKS}),
        meeting.slice_of(office, task.assigning(office)),
        reminder.slice_of(office, plans={**meeting.PLANS, **study.PLANS}),
        task.slice_of(office),
        request.slice_of(office),
        todo.slice_of(office, called, agendas=AGENDAS, lists=task.LISTS),
        campaign.slice_of(office, vault),
        leave.slice_of(office, {**HELD, **of_the_frame(office, called)}),
        study.slice_of(office, pages, vault),
        ask.slice_of(shelf, office, incident.alarm, phrased),
    ]
    return Registry([system.slice_of(slices), *slices], after=(enrolment.notice, system.greet))
