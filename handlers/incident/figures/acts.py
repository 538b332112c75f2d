"""过程记录, 统计, 应急卡: asked for in private, handed over as files, and every look recorded.

Who may have what stands in the table of rights, or follows from what somebody is to that incident; what only few may
know is for its leader and the chiefs. Who has nothing to do with an incident is told that there is none.
"""

from __future__ import annotations

from bot.messages import Channel, Message
from bot.registry import Act as Handle
from bot.rights import Act, Concern, Role, may, may_concerning, may_somewhere
from bot.router import Reading
from bot.situation import Situation
from bot.store import audit
from bot.store.audit import Stamp
from bot.store.people import Person
from bot.store.prompts import MOST_BUTTONS, Option
from bot.turn import Turn
from handlers.incident import cases, leaders, witnesses, words
from handlers.incident.cases import Case
from handlers.incident.figures import card_paper, told
from handlers.incident.figures import timeline as timelines
from handlers.incident.figures.card import cards
from handlers.incident.figures.ledger import figures_of
from handlers.incident.known import LATELY
from handlers.incident.leaders import Part
from handlers.incident.parts import part_of
from scheduler.period import period_in

HANDLER, TIMELINE, STATISTICS, CARD = "incident", "incident.timeline", "incident.statistics", "incident.card"
PRIVATELY = "请私聊我要，群里不发这份材料。"
WHICH_NUMBER = "请带上编号，如“SJ-0017 过程”。"
NOT_FOR_YOU = "这份材料由主要领导、分管领导和联络员查看，可联系{contact}。"
HERE_IT_IS = "{number}过程记录已发您。内含人员信息，请勿转发。"
CARD_PUBLIC = "应急卡已发您，每个校区一页，请打印张贴。空格请手写，以本部门最新版本为准。"
CARD_PRIVATE = "应急卡已发您，每个校区一页，请打印张贴。印有领导手机号，只贴在值班室，勿外传。"
ALLOWED = frozenset({Part.LEADER, Part.DEPUTY, Part.HEAD, Part.DUTY, Part.CHIEF})


def timeline(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Hand over how an incident went, as a paper or a workbook."""
    if message.channel is not Channel.PRIVATE:
        turn.say(PRIVATELY)
        return
    case = _chosen(turn, reading, situation)
    if case is None:
        return
    form = str(reading.slots.get("form") or "paper")
    found = timelines.timeline_of(turn.connection, case, situation.zone)
    write = timelines.as_workbook if form == "table" else timelines.as_paper
    who = situation.sender.name if situation.sender else ""
    turn.give(write(found, turn.now, who, situation.office.department))
    turn.record("incident.exported", case.subject, what="timeline", form=form)
    audit.record(turn.connection, _stamp(turn), "incident.timeline_exported", {"incident": case.number, "form": form})
    turn.say(HERE_IT_IS.format(number=words.number(case)))


def statistics(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Say the figures of a period and hand over the workbook; a leader in charge has those of his units."""
    sender = situation.sender
    if message.channel is not Channel.PRIVATE:
        turn.say(PRIVATELY)
        return
    if not isinstance(sender, Person) or not may_somewhere(sender.held, Act.INCIDENT_FIGURES):
        turn.say(NOT_FOR_YOU.format(contact=situation.contact))
        return
    text = str(reading.slots.get("text") or message.text)
    period = period_in(text, turn.now.astimezone(situation.zone).date())
    everything = may_concerning(sender.id, sender.held, Act.INCIDENT_FIGURES, Concern())
    units = {unit for held in sender.held if held.role is Role.IN_CHARGE for unit in held.units}
    found = figures_of(turn.connection, period, situation.zone, None if everything else units)
    turn.give(told.workbook(found, period))
    turn.record("incident.exported", what="statistics", since=period.since.isoformat(), until=period.until.isoformat())
    audit.record(turn.connection, _stamp(turn), "incident.figures_exported", {"period": period.days})
    turn.say(told.told(found, period, by_unit="单位" in text, scope="" if everything else told.SCOPE))


def card(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Hand over the card; leaders' own numbers stand on it for who may have to call them."""
    del reading
    if message.channel is not Channel.PRIVATE:
        turn.say(PRIVATELY)
        return
    if Role.STAFF not in situation.roles:
        turn.say(NOT_FOR_YOU.format(contact=situation.contact))
        return
    has_private = may(situation.roles, Act.CARD_NUMBERS)
    made = cards(turn.connection, situation.office, turn.now, has_private=has_private)
    turn.give(card_paper.as_paper(made, situation.office, situation.zone))
    turn.record("incident.exported", what="card", private=has_private)
    if has_private:
        audit.record(turn.connection, _stamp(turn), "incident.card_exported", {"private": True})
    turn.say(CARD_PRIVATE if has_private else CARD_PUBLIC)


def _chosen(turn: Turn, reading: Reading, situation: Situation) -> Case | None:
    """Return the incident that is meant, or None where he was asked or told that there is none."""
    wanted, number = reading.slots.get("incident"), str(reading.slots.get("number") or "")
    if number or wanted is not None:
        found = cases.by_number(turn.connection, number) if number else cases.load(turn.connection, int(str(wanted)))
        if found is not None and _may(turn, found, situation):
            return found
        turn.say(words.NO_SUCH.format(number=number or (found.number if found else "")))
        return None
    lately = (*cases.open_cases(turn.connection), *cases.ended_since(turn.connection, turn.now - LATELY))
    his = [one for one in lately if _may(turn, one, situation)]
    if len(his) == 1:
        return his[0]
    if not his:
        turn.say(WHICH_NUMBER)
        return None
    slots = dict(reading.slots)
    options = [
        Option(f"{words.what(one)} {one.number}", HANDLER, TIMELINE, {**slots, "incident": one.id}, (one.number,))
        for one in his[:MOST_BUTTONS]
    ]
    turn.ask(words.WHICH_ONE, options)
    return None


def _may(turn: Turn, case: Case, situation: Situation) -> bool:
    """Whether the sender may read how an incident went."""
    sender = situation.sender
    part = part_of(turn.connection, case, sender, turn.now)
    if leaders.kind_named(turn.connection, case.kind).few_only:
        return part is Part.LEADER or Role.CHIEF in situation.roles
    if part is Part.DUTY and not _is_of_the_day(turn, case, sender):
        return False
    by_table = isinstance(sender, Person) and may_concerning(
        sender.id, sender.held, Act.INCIDENT_COURSE, Concern(unit_id=case.unit_id)
    )
    return part in ALLOWED or by_table


def _is_of_the_day(turn: Turn, case: Case, sender: object) -> bool:
    """Whether an officer had this incident, or has it now: who is on duty today reads nothing of last year."""
    if isinstance(sender, Person) and witnesses.told_as(turn.connection, sender.id, [case.id]):
        return True
    return case.state.is_open or (case.ended_at is not None and case.ended_at >= turn.now - LATELY)


def _stamp(turn: Turn) -> Stamp:
    account = turn.waiting.message.order_key if turn.waiting else ""
    return Stamp(audit.by_person(turn.person_id) if turn.person_id is not None else account, turn.now)


ACTS: dict[str, Handle] = {TIMELINE: timeline, STATISTICS: statistics, CARD: card}
