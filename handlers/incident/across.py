"""To a ticket and from one: what was said of an incident that is none is passed on; a ticket that is one is alarmed."""

from __future__ import annotations

from dataclasses import replace

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.passed_on import HAZARD, REPAIR, PassedOn, Said
from bot.turn import Turn
from handlers.incident import report, witnesses
from handlers.incident.cases import Case
from handlers.incident.heard import hear
from handlers.incident.kinds import UNKNOWN
from handlers.incident.known import lexicon
from handlers.incident.matter import Stage
from handlers.incident.said.slots import slots_of
from handlers.incident.said.which import Which

TO = {Stage.TO_REPAIR: REPAIR, Stage.TO_HAZARD: HAZARD}


def pass_on(turn: Turn, case: Case) -> None:
    """Have a ticket opened of an incident that has ended as one, with all that was said of it; not of a drill."""
    kind = TO.get(case.state.stage)
    if kind is None or case.state.is_drill:
        return
    said = witnesses.reports_of(turn.connection, case.id)
    given = PassedOn(
        number=case.number,
        item=case.kind,
        place=case.place,
        campus=case.campus,
        building=case.building,
        platform=case.platform,
        chat=case.chat,
        said=tuple(Said(one.account, one.person_id, one.text, one.name, one.phone, one.inbox_id) for one in said),
    )
    turn.later(kind, case.subject, turn.now, data=given.written())


def alarm(turn: Turn, message: Message, sentence: str, situation: Situation) -> None:
    """Open an incident of a sentence, as if whoever says so had reported it; what it is, is what is heard in it."""
    heard = replace(hear(sentence, lexicon(turn.connection)), is_sure=True, is_question=False)
    slots = slots_of(replace(heard, kind=heard.kind or UNKNOWN), Which(), sentence)
    reading = Reading(report.HANDLER, report.REPORT, 1.0, slots, harm=True)
    report.report(turn, replace(message, text=sentence), reading, situation)
