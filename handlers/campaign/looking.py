"""How a campaign stands: its stages, who has not handed in, what oneself still owes.

Names go to whoever runs it, privately; everybody else is told how many.
"""

from __future__ import annotations

from bot.messages import Channel, Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person
from bot.turn import Turn
from handlers.campaign import cycles, submissions, words
from handlers.campaign.choosing import chosen, may_run, stage_meant
from handlers.campaign.drafting import Writer
from handlers.campaign.matter import Campaign, HandedIn, Stage, State
from handlers.campaign.nagging import MOST_NAMES, names_of, owing
from handlers.campaign.templates import Answer
from scheduler import notices
from scheduler.calendar import calendar_of

QUERY = "appraisal.query"


def query(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Answer how it stands, who has not, or what the sender owes."""
    turn.record("campaign.asked", what=str(reading.slots.get("what")))
    if not situation.among_ourselves:
        turn.say(words.PRIVATELY)
        return
    writer = Writer(turn.now, situation.zone, calendar_of(turn.connection))
    if reading.slots.get("what") == "mine":
        _mine(turn, writer, situation)
        return
    campaign = _meant(turn, message, reading, situation)
    if campaign is None:
        return
    if reading.slots.get("what") == "missing":
        _missing(turn, campaign, message, writer, situation)
    else:
        turn.say(progress(turn, campaign, writer))


def progress(turn: Turn, campaign: Campaign, writer: Writer) -> str:
    """Say how far a campaign is: a line a stage, counts and no names."""
    lines = [words.PROGRESS_HEAD.format(title=campaign.title, number=campaign.number)]
    for stage in cycles.stages_of(turn.connection, [campaign.id]):
        days = writer.days(stage.first, stage.last)
        line = words.PROGRESS.format(name=stage.name, days=days, state=stage.state, count=_count(turn, stage))
        lines.append(line)
    return "\n".join(lines)


def _meant(turn: Turn, message: Message, reading: Reading, situation: Situation) -> Campaign | None:
    """Return the campaign that is asked about; anybody may ask how one stands that he could name."""
    running = cycles.open_ones(turn.connection)
    named = [one for one in running if one.id in (reading.slots.get("campaigns") or ())]
    if len(named) == 1 or (len(running) == 1 and not named):
        return (named or running)[0]
    if not running:
        turn.say(words.NOTHING_RUNS)
        return None
    return chosen(turn, message, reading, situation)


def _missing(turn: Turn, campaign: Campaign, message: Message, writer: Writer, situation: Situation) -> None:
    stage = stage_meant(turn.connection, campaign, message.text)
    if stage is None:
        turn.say(words.NONE_SUCH)
        return
    may_see = isinstance(situation.sender, Person) and may_run(situation.sender, campaign)
    if stage.answer is not Answer.HAND_IN:
        _answers(turn, campaign, stage, message, may_see=may_see)
        return
    every, left = submissions.of_stages(turn.connection, [stage.id]), owing(turn, stage)
    form = words.MISSING if may_see and message.channel is Channel.PRIVATE else words.MISSING_FEW
    counts = {"all": len(every), "came": len(every) - len(left), "left": len(left)}
    what = {"what": words.what_of(campaign.title, stage.deliverable), "day": writer.short(stage.last)}
    in_private = words.MISSING.format(**what, **counts, names=names_of(turn, left, spared=True))
    if may_see and message.channel is not Channel.PRIVATE:
        turn.say(words.ASK_PRIVATELY)
        turn.whisper(in_private)
    else:
        turn.say(in_private if form is words.MISSING else form.format(**what, **counts))


def _answers(turn: Turn, campaign: Campaign, stage: Stage, message: Message, *, may_see: bool) -> None:
    """Say who has not answered a stage in which nothing is handed in."""
    notice = notices.of_subject(turn.connection, stage.subject)
    found = notices.tally(turn.connection, notice, turn.now) if notice else notices.Tally()
    names = "、".join(one.name for one in found.silent[:MOST_NAMES])
    text = words.ANSWERS.format(
        title=campaign.title,
        stage=stage.name,
        all=len(found.expected),
        came=len(found.expected) - len(found.silent),
        left=len(found.silent),
        names=words.NAMES.format(names=names) if names and may_see else "",
    )
    if may_see and message.channel is not Channel.PRIVATE:
        turn.say(words.ASK_PRIVATELY)
        turn.whisper(text)
    else:
        turn.say(text)


def _mine(turn: Turn, writer: Writer, situation: Situation) -> None:
    me = situation.sender
    rows = submissions.of_person(turn.connection, [me.id]) if isinstance(me, Person) else []
    lines = []
    for one in rows:
        stage = cycles.stage(turn.connection, one.stage_id)
        campaign = cycles.find(turn.connection, stage.campaign_id)
        reason = f"：{one.reason}" if one.state is HandedIn.RETURNED and one.reason else ""
        lines.append(
            words.MY_LINE.format(
                deliverable=stage.deliverable,
                title=campaign.title,
                day=writer.day(stage.last),
                state=one.state,
                reason=reason,
            )
        )
    turn.whisper(words.MY_OWED.format(lines="\n".join(lines)) if lines else words.NOTHING_OWED)


def _count(turn: Turn, stage: Stage) -> str:
    rows = submissions.of_stages(turn.connection, [stage.id])
    if stage.answer is not Answer.HAND_IN or stage.state is State.PLANNED:
        return words.PAPER_AT.format(where=stage.paper) if stage.paper else ""
    states = [one.state for one in rows]
    return words.COUNT.format(
        all=len(states),
        came=sum(one in (HandedIn.HANDED, HandedIn.PASSED) for one in states),
        back=states.count(HandedIn.RETURNED),
        passed=states.count(HandedIn.PASSED),
        left=states.count(HandedIn.OWED) + states.count(HandedIn.RETURNED),
    )
