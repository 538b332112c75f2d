"""A stage begins: who it is for is told, what is to be handed in is owed, and the reminders are set.

Who it is for is resolved on that day. What is handed in answers the notice, so that nobody owes two things for one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.rights import Role
from bot.settings import Office
from bot.store import people
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.pushes import Recipient
from bot.store.timers import Timer
from bot.store.units import all_branches, all_units
from bot.turn import Turn
from handlers.campaign import cycles, submissions, words
from handlers.campaign.drafting import MORNING, Writer, due_at, kind_of
from handlers.campaign.matter import Campaign, Stage, State
from handlers.campaign.settings import CLOSES_AT, REMIND_AT, numbers
from handlers.campaign.templates import Answer, Per
from scheduler import confirming, notices, owed
from scheduler.audience import Audience, people_in
from scheduler.calendar import calendar_of
from scheduler.leads import DAILY, moved, nag_moments, on_a_workday
from scheduler.notices import Asks, Draft

STAGE, NAG, REPORT = "campaign.stage", "campaign.nag", "campaign.report"
HAND_IN, OWN = "campaign.hand_in", "campaign.own_stage"
KIND = "campaign"
_ASKS = {Answer.HAND_IN: Asks.NOTHING, Answer.DONE: Asks.DONE, Answer.ACK: Asks.ACK}


def set_all(turn: Turn, campaign: Campaign, writer: Writer) -> int | None:
    """Open the stages that are to be announced by now, time the others. Returns how many were told, if any."""
    told: int | None = None
    for stage in cycles.stages_of(turn.connection, [campaign.id]):
        day = writer.calendar.add_workdays(stage.first, -stage.notice_days) if stage.notice_days else stage.first
        if day <= writer.today:
            told = (told or 0) + open_stage(turn, campaign, stage, writer)
        else:
            at = datetime.combine(day, MORNING, tzinfo=writer.zone)
            turn.later(STAGE, stage.subject, moved(at, stage.subject))
    return told


def due_to_open(office: Office, turn: Turn, timer: Timer) -> None:
    """Open a stage whose day has come."""
    stage = cycles.stage(turn.connection, int(timer.subject.partition(":")[2]))
    campaign = cycles.find(turn.connection, stage.campaign_id)
    if stage.state is State.PLANNED and campaign.state is State.RUNNING:
        open_stage(turn, campaign, stage, Writer(turn.now, office_zone(office), calendar_of(turn.connection)))


def open_stage(turn: Turn, campaign: Campaign, stage: Stage, writer: Writer) -> int:
    """Begin a stage. Returns how many people were told beside the organiser."""
    stage = cycles.change_stage(turn.connection, stage, standing=State.RUNNING.value)
    due = due_at(stage.last, value_of(turn.connection, CLOSES_AT), writer.zone)
    turn.record("campaign.stage_opened", stage.subject, campaign=campaign.id, name=stage.name)
    if stage.audience is None:
        _own(turn, campaign, stage, due, writer)
        return 0
    audience = Audience.of(stage.audience)
    told = people_in(turn.connection, audience, turn.now)
    days = numbers(value_of(turn.connection, REMIND_AT))
    draft = Draft(
        kind=KIND,
        subject=stage.subject,
        head=head_of(campaign, stage, writer),
        text=body_of(campaign, stage, due, writer),
        audience=audience,
        asks=_ASKS[stage.answer],
        organiser_id=campaign.organiser_id,
        number=campaign.number,
        event_at=due if stage.answer is Answer.ACK else None,
        answer_by=due if stage.answer is Answer.DONE else None,
        leads=tuple(timedelta(days=one) for one in days) if stage.answer is Answer.ACK else (),
    )
    notices.send(turn, draft, not_before=confirming.leaves_at(turn, len(told)))
    if stage.answer is Answer.HAND_IN:
        owe_all(turn, campaign, stage, told, due, writer)
    return len(told)


def owe_all(
    turn: Turn, campaign: Campaign, stage: Stage, told: Iterable[Person], due: datetime, writer: Writer
) -> None:
    """Have each owe what is to be handed in: every person, or the first of every unit or branch."""
    given = list(owing(turn.connection, stage, told))
    for person, whose, unit in given:
        submissions.open_for(turn.connection, stage.id, person.id, whose, unit)
    line = words.LINE.format(title=campaign.title, day=writer.short(stage.last), deliverable=stage.deliverable)
    data = {"line": line, "number": campaign.number}
    owed.owe_all(turn, HAND_IN, stage.subject, [one.id for one, _, _ in given], due_at=due, data=data)
    set_reminders(turn, stage, due, writer)


def set_reminders(turn: Turn, stage: Stage, due: datetime, writer: Writer) -> None:
    """Set the reminders of a stage anew: so many days before as the office set, on the day, then until it came."""
    turn.cancel(NAG, stage.subject, "set anew")
    turn.cancel(REPORT, stage.subject, "set anew")
    morning = datetime.combine(stage.last, MORNING, tzinfo=writer.zone)
    before = sorted(
        on_a_workday(moved(morning - timedelta(days=one), f"{stage.subject}|{one}"), writer.calendar)
        for one in numbers(value_of(turn.connection, REMIND_AT))
    )
    early = {one.date(): one for one in before if one > turn.now and one.date() > writer.today}.values()
    later = nag_moments(turn.now, due, writer.calendar, writer.zone, stage.subject)
    taken = {one.date() for one in early}
    later = [one for one in later if one.astimezone(writer.zone).date() not in taken]
    eve, daily = writer.calendar.add_workdays(stage.last, -1), writer.calendar.add_workdays(stage.last, DAILY)
    for step, moment in enumerate(sorted((*early, *later)), start=1):
        may_be_left_out = moment.astimezone(writer.zone).date() < eve
        is_told = moment.astimezone(writer.zone).date() > daily  # the organiser knows from the day it was due
        turn.later(NAG, stage.subject, moment, step=step, data={"early": may_be_left_out, "late": is_told})
    if due > turn.now:
        turn.later(REPORT, stage.subject, due)


def owing(connection: Connection, stage: Stage, told: Iterable[Person]) -> Iterable[tuple[Person, str, str]]:
    """Yield who owes for whom: the person, the name of whose it is, and the unit of the file's name."""
    units = {one.id: one.name for one in all_units(connection)}
    branches = all_branches(connection)
    seen: set[str] = set()
    for one in told:
        unit = units.get(one.unit_id or 0, "")
        if stage.per is Per.BRANCH:
            reach = {branch for held in one.held if held.role is Role.BRANCH_SECRETARY for branch in held.branches}
            own = next((b.name for b in branches if b.id in reach and b.parent_id not in reach), "")
            whose, unit = own or one.name, own or unit
        else:
            whose = unit if stage.per is Per.UNIT and unit else one.name
        if whose in seen and stage.per is not Per.PERSON:
            continue
        seen.add(whose)
        yield one, whose, unit


def call_off(turn: Turn, campaign: Campaign, text: str, *, tells: bool) -> int:
    """End a campaign before its time: nobody owes anything of it. Returns how many were told of it."""
    count = 0
    for stage in cycles.stages_of(turn.connection, [campaign.id]):
        for kind in (STAGE, NAG, REPORT):
            turn.cancel(kind, stage.subject, "the campaign is off")
        notice = notices.of_subject(turn.connection, stage.subject)
        if notice is not None and notice.is_open:
            count += len(people_in(turn.connection, notice.audience, turn.now))
            if tells:
                notices.cancel(turn, notice, text, by_id=turn.person_id)
            else:
                owed.close_subject(turn, notice.owed)
                turn.withdraw(notice.owed, "taken back")
        owed.close_subject(turn, stage.subject)
        if stage.state in (State.PLANNED, State.RUNNING):
            cycles.change_stage(turn.connection, stage, standing=State.CANCELLED.value)
    cycles.change(turn.connection, campaign, standing=State.CANCELLED.value, ended_at=turn.now)
    turn.record("campaign.cancelled", campaign.subject, told=count)
    return count


def office_zone(office: Office) -> ZoneInfo:
    """Return the office's time zone."""
    return ZoneInfo(office.zone)


def organiser(turn: Turn, campaign: Campaign) -> Recipient | None:
    """Return the organiser as a recipient; None where he has left."""
    found = people.person(turn.connection, campaign.organiser_id, turn.now)
    return Recipient(person_id=found.id) if found else None


def _own(turn: Turn, campaign: Campaign, stage: Stage, due: datetime, writer: Writer) -> None:
    """Have the organiser owe a stage that is nobody else's."""
    line = words.OWN_LINE.format(title=campaign.title, day=writer.short(stage.last), stage=stage.name)
    owed.owe(
        turn,
        OWN,
        stage.subject,
        campaign.organiser_id,
        due_at=due,
        data={"line": line, "number": campaign.number},
    )
    set_reminders(turn, stage, due, writer)
    to = organiser(turn, campaign)
    if to is not None and turn.waiting is None:  # who has just begun it has read the plan
        text = words.OWN_STAGE.format(
            kind=kind_of(campaign.template),
            title=campaign.title,
            stage=stage.name,
            day=writer.short(stage.last),
            number=campaign.number,
        )
        turn.push(to, text, audience="organiser", subject=stage.subject)


def head_of(campaign: Campaign, stage: Stage, writer: Writer) -> str:
    """Return the first line of what a stage tells."""
    form = {Answer.HAND_IN: words.HEAD_IN, Answer.DONE: words.HEAD_DO, Answer.ACK: words.HEAD_BE}[stage.answer]
    name = "" if stage.name in campaign.title or stage.deliverable else stage.name
    day = form.format(day=writer.short(stage.last), deliverable=stage.deliverable)
    return words.HEAD.format(kind=kind_of(campaign.template), title=campaign.title, stage=name, day=day)


def body_of(campaign: Campaign, stage: Stage, due: datetime, writer: Writer) -> str:
    """Return the rest of what a stage tells."""
    when = f"{writer.day(stage.last)}{due.astimezone(writer.zone):%H:%M}"
    if stage.answer is not Answer.HAND_IN:
        form = words.BODY_DO if stage.answer is Answer.DONE else words.BODY_BE
        return form.format(due=when)
    lines = [words.BODY_IN.format(per=stage.per, deliverable=stage.deliverable, setting=words.SETTING, due=when)]
    if campaign.is_pledge:
        lines.append(words.BODY_PLEDGE)
    if "自评" in stage.deliverable or "述职" in stage.deliverable:
        lines.append(words.BODY_SELF)
    return "".join(lines)
