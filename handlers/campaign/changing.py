"""What an organiser changes of a campaign under way: a stage's last day, 催, a stage done, the whole called off.

What tells others is confirmed once. Of a new day those hear who are still in it; what came need not come again.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.office_settings import value_of
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.campaign import cycles, opening, words
from handlers.campaign.choosing import chosen, stage_meant
from handlers.campaign.drafting import Writer, due_at
from handlers.campaign.known import HANDLER
from handlers.campaign.matter import Campaign, Stage, State
from handlers.campaign.nagging import names_of, owing, remind
from handlers.campaign.opening import NAG as NAG_TIMER
from handlers.campaign.opening import OWN, REPORT, STAGE
from handlers.campaign.settings import CLOSES_AT
from handlers.campaign.templates import Answer
from scheduler import confirming, notices, owed
from scheduler.audience import Audience, people_in
from scheduler.calendar import calendar_of

MOVE, CANCEL, URGE, DONE = "campaign.move", "campaign.cancel", "campaign.urge", "campaign.stage_done"
DAY = "day"


def move(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Move the last day of a stage; asked for once, then told."""
    campaign = chosen(turn, message, reading, situation)
    if campaign is None:
        return
    slots = dict(reading.slots)
    stage = _stage(turn, campaign, slots, message)
    if stage is None:
        turn.say(words.NONE_SUCH)
        return
    writer = _writer(turn, situation)
    new = date.fromisoformat(slots["due"]) if slots.get("due") else None
    if new is None or new < writer.today:
        asked = words.WHICH_DAY_OF.format(asked=slots.get("asked"), title=stage.name) if slots.get("asked") else ""
        past = words.DAY_IS_PAST.format(day=writer.day(new), title=stage.name) if new else ""
        turn.say(past or asked or words.WHICH_DAY.format(title=stage.name))
        return
    if new == stage.last:
        turn.say(words.SAME_DAY.format(stage=stage.name, day=writer.day(new)))
        return
    names = {"title": campaign.title, "stage": stage.name, "new": writer.day(new)}
    if not slots.get("is_sure"):
        count = len(_told(turn, stage))
        text = words.MOVE.format(old=writer.day(stage.last), count=count, **names)
        sure = {**slots, "campaigns": [campaign.id], "stage_id": stage.id, "is_sure": True}
        confirming.confirm(turn, text, Option("", HANDLER, MOVE, sure))
        return
    count = _moved(turn, campaign, stage, new, writer)
    form = words.MOVED if stage.state is State.RUNNING else words.MOVED_LATER
    turn.say(form.format(count=count, **names))


def cancel(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Call a campaign off; asked for once, then told."""
    campaign = chosen(turn, message, reading, situation)
    if campaign is None:
        return
    if not reading.slots.get("is_sure"):
        stages = cycles.stages_of(turn.connection, [campaign.id])
        count = sum(len(_told(turn, one)) for one in stages if one.state is State.RUNNING)
        text = words.CANCEL.format(title=campaign.title, number=campaign.number, count=count)
        sure = {**reading.slots, "campaigns": [campaign.id], "is_sure": True}
        confirming.confirm(turn, text, Option("", HANDLER, CANCEL, sure))
        return
    line = words.CANCEL_LINE.format(title=campaign.title)
    count = opening.call_off(turn, campaign, line, tells=True)
    turn.say(words.CANCELLED.format(title=campaign.title, count=count))


def urge(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Remind those who have not handed in, now; asked for once, with their names."""
    campaign = chosen(turn, message, reading, situation)
    if campaign is None:
        return
    stage = _stage(turn, campaign, dict(reading.slots), message)
    if stage is None or stage.answer is not Answer.HAND_IN:
        turn.say(words.NONE_SUCH if stage is None else words.NOBODY_MISSING.format(title=campaign.title))
        return
    left, writer = owing(turn, stage), _writer(turn, situation)
    if not left:
        turn.say(words.NOBODY_MISSING.format(title=campaign.title))
    elif not reading.slots.get("is_sure"):
        names = names_of(turn, left, spared=True).strip("（）")
        text = words.URGE_TEXT.format(deliverable=stage.deliverable, day=writer.short(stage.last))
        sure = {**reading.slots, "campaigns": [campaign.id], "stage_id": stage.id, "is_sure": True}
        said = words.URGE.format(count=len(left), names=names, text=text)
        confirming.confirm(turn, said, Option("", HANDLER, URGE, sure))
    else:
        turn.say(words.URGED.format(count=remind(turn, campaign, stage, writer, times=0)))


def stage_done(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Note that a stage is done and where its paper lies; never what it says of anybody."""
    campaign = chosen(turn, message, reading, situation)
    if campaign is None:
        return
    stage = _stage(turn, campaign, dict(reading.slots), message)
    if stage is None:
        turn.say(words.NONE_SUCH)
        return
    where = str(reading.slots.get("where") or "")
    cycles.change_stage(turn.connection, stage, standing=State.DONE.value, paper=where[:120], done_at=turn.now)
    for kind in (NAG_TIMER, REPORT, STAGE):
        turn.cancel(kind, stage.subject, "the stage is done")
    owed.settle(turn, OWN, stage.subject, campaign.organiser_id)
    owed.close_subject(turn, stage.subject, owed.EXCUSED)
    notice = notices.of_subject(turn.connection, stage.subject)
    if notice is not None:
        owed.close_subject(turn, notice.owed, owed.EXCUSED)
    turn.record("campaign.stage_done", stage.subject, campaign=campaign.id, where=where)
    paper = words.PAPER_AT.format(where=where) if where else ""
    left = [
        one for one in cycles.stages_of(turn.connection, [campaign.id]) if one.state in (State.PLANNED, State.RUNNING)
    ]
    if left:
        days = _writer(turn, situation).days(left[0].first, left[0].last)
        following = words.NEXT.format(name=left[0].name, days=days)
    else:
        cycles.change(turn.connection, campaign, standing=State.DONE.value, ended_at=turn.now)
        turn.record("campaign.ended", campaign.subject)
        following = words.ALL_DONE
    turn.say(words.DONE.format(title=campaign.title, stage=stage.name, paper=paper, next=following))


def _moved(turn: Turn, campaign: Campaign, stage: Stage, new: date, writer: Writer) -> int:
    """Set the new day, for what is owed as well. Returns how many were told."""
    due = due_at(new, value_of(turn.connection, CLOSES_AT), writer.zone)
    first = min(stage.first, new)
    old, stage = stage, cycles.change_stage(turn.connection, stage, first=first, last=new)
    turn.record("campaign.moved", stage.subject, old=old.last.isoformat(), new=new.isoformat())
    if stage.state is not State.RUNNING:
        return 0
    told = _told(turn, stage)
    _owe_until(turn, campaign, stage, due)
    opening.set_reminders(turn, stage, due, writer)
    notice = notices.of_subject(turn.connection, stage.subject)
    if notice is not None and notice.is_open:
        line = words.MOVE_LINE.format(old=writer.short(old.last), new=writer.day(new))
        head = opening.head_of(campaign, stage, writer)
        kept = words.HANDED_IS_KEPT if stage.answer is Answer.HAND_IN else ""
        text = opening.body_of(campaign, stage, due, writer) + kept
        is_event, is_due = notice.event_at is not None, stage.answer is Answer.DONE
        notices.change(
            turn,
            notice,
            line,
            head=head,
            text=text,
            event_at=due if is_event else None,
            answer_by=due if is_due else None,
            keep_answers=True,
        )
    return len(told)


def _owe_until(turn: Turn, campaign: Campaign, stage: Stage, due: Any) -> None:
    """Let what is still owed be due on the new day."""
    for row in owed.on_subject(turn.connection, stage.subject):
        if row.settled_at is None:
            owed.settle_anew(turn, row.kind, stage.subject, row.person_id, owed.VOID)
            short = f"{stage.last.month}月{stage.last.day}日"
            line = words.LINE.format(title=campaign.title, day=short, deliverable=stage.deliverable or stage.name)
            data = {**row.data, "line": line}
            owed.owe(turn, row.kind, stage.subject, row.person_id, due_at=due, data=data)


def _stage(turn: Turn, campaign: Campaign, slots: dict[str, Any], message: Message) -> Stage | None:
    if slots.get("stage_id"):
        return cycles.stage(turn.connection, int(slots["stage_id"]))
    return stage_meant(turn.connection, campaign, str(slots.get("what") or message.text))


def _told(turn: Turn, stage: Stage) -> list[Any]:
    return people_in(turn.connection, Audience.of(stage.audience), turn.now) if stage.audience else []


def _writer(turn: Turn, situation: Situation) -> Writer:
    return Writer(turn.now, situation.zone, calendar_of(turn.connection))
