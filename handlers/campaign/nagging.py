"""What time brings to a stage: who has not handed in is reminded, the organiser told how it stands when it is due.

In a 保障期 only the reminders next to the due day remain. Names go to the organiser alone, leaders who are reminded
once do not stand among them.
"""

from __future__ import annotations

from bot.settings import Office
from bot.store import people
from bot.store.people import Person
from bot.store.pushes import Recipient
from bot.store.timers import Timer
from bot.turn import Turn
from handlers.campaign import cycles, submissions, words
from handlers.campaign.drafting import Writer, kind_of
from handlers.campaign.matter import Campaign, HandedIn, Stage, State, Submission
from handlers.campaign.opening import office_zone, organiser
from scheduler import stead
from scheduler.calendar import calendar_of
from scheduler.calendar.value import GUARD

MOST_NAMES = 20
ROSTER, ORGANISER = "roster", "organiser"


def nag(office: Office, turn: Turn, timer: Timer) -> None:
    """Remind those who have not handed in, or the organiser of what is his."""
    found = _standing(turn, timer)
    if found is None:
        return
    campaign, stage, writer = *found, Writer(turn.now, office_zone(office), calendar_of(turn.connection))
    if timer.data.get("early") and writer.calendar.in_period(writer.today, GUARD):
        turn.record("campaign.nag_left_out", stage.subject)
        return
    remind(turn, campaign, stage, writer, times=timer.step - 1)
    if timer.data.get("late"):
        _report(turn, campaign, stage)


def remind(turn: Turn, campaign: Campaign, stage: Stage, writer: Writer, *, times: int) -> int:
    """Remind everybody who owes; times: how often before. Returns how many were."""
    if stage.audience is None:
        to = organiser(turn, campaign)
        if to is not None:
            text = words.NAG_OWN.format(
                stage=stage.name, day=writer.short(stage.last), title=campaign.title, number=campaign.number
            )
            turn.push(to, text, audience=ORGANISER, subject=stage.subject)
        return int(to is not None)
    left = owing(turn, stage)
    for one, person in left:
        getting = stead.nagged(turn.connection, person, turn.now, times)
        if campaign.is_pledge and getting is not None and getting.id != person.id:
            getting = person if times == 0 else None  # a pledge is nobody else's
        if getting is not None:
            text = _text(campaign, stage, one, writer, is_late=writer.today > stage.last)
            turn.push(Recipient(person_id=getting.id), text, audience=ROSTER, subject=stage.subject)
    turn.record("campaign.nagged", stage.subject, people=len(left))
    return len(left)


def report(office: Office, turn: Turn, timer: Timer) -> None:
    """Tell the organiser how it stands on the hour it is due."""
    del office
    found = _standing(turn, timer)
    if found is not None and found[1].audience is not None:
        _report(turn, *found)


def owing(turn: Turn, stage: Stage) -> list[tuple[Submission, Person]]:
    """Return what is still owed in a stage, with who owes it, in office order."""
    rows = [one for one in submissions.of_stages(turn.connection, [stage.id]) if one.is_owed]
    known = people.people(turn.connection, turn.now, [one.person_id for one in rows])
    by_person = {one.person_id: one for one in rows}
    return [(by_person[one.id], one) for one in known]


def names_of(turn: Turn, rows: list[tuple[Submission, Person]], *, spared: bool = False) -> str:
    """Name who has not handed in; spared: also those leaders who stand in no such table."""
    shown = [one.whose for one, person in rows if spared or not stead.is_spared(turn.connection, person)]
    names = "、".join(shown[:MOST_NAMES])
    return words.NAMES.format(names=f"{names}等{len(shown)}" if len(shown) > MOST_NAMES else names) if shown else ""


def _report(turn: Turn, campaign: Campaign, stage: Stage) -> None:
    to, left = organiser(turn, campaign), owing(turn, stage)
    if to is None or not left:
        return
    every = submissions.of_stages(turn.connection, [stage.id])
    text = words.REPORT.format(
        kind=kind_of(campaign.template),
        what=words.what_of(campaign.title, stage.deliverable),
        all=len(every),
        came=len(every) - len(left),
        left=len(left),
        names=names_of(turn, left, spared=True),
        number=campaign.number,
    )
    turn.push(to, text, audience=ORGANISER, subject=stage.subject)


def _text(campaign: Campaign, stage: Stage, one: Submission, writer: Writer, *, is_late: bool) -> str:
    form = words.NAG_LATE if is_late else words.NAG_RETURNED if one.state is HandedIn.RETURNED else words.NAG
    return form.format(
        deliverable=stage.deliverable,
        day=writer.short(stage.last),
        title=campaign.title,
        reason=one.reason,
        number=campaign.number,
    )


def _standing(turn: Turn, timer: Timer) -> tuple[Campaign, Stage] | None:
    stage = cycles.stage(turn.connection, int(timer.subject.partition(":")[2]))
    campaign = cycles.find(turn.connection, stage.campaign_id)
    return (campaign, stage) if stage.state is State.RUNNING and campaign.state is State.RUNNING else None
