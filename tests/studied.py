"""Studies that are over, put in the rows as closing leaves them: for what is counted and listed afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import update

from bot.store import people
from bot.turn import Turn
from handlers.study import beginning, enlisting, kinds, roster, rows, studies
from handlers.study.roster import ABSENT, CHAT, MISSING, PRESENT, THERE
from handlers.study.studies import CLOSED, Study
from handlers.study.window import around
from scheduler.audience import read_audience
from tests.office import Office

ZONE = ZoneInfo("Asia/Shanghai")
LATER = "补学"


def studied(
    office: Office,
    organiser: str,
    title: str,
    at: str,
    audience: str,
    became: Mapping[str, str] | None = None,
    **more: object,
) -> Study:
    """Have a study be over. at: local. became: by name what is not 正常; 「缺勤 补学」 was studied later.

    more: columns of the study.
    """
    start = datetime.fromisoformat(at).replace(tzinfo=ZONE)
    now = office.clock.office()
    with office.house.database.write() as connection:
        turn = Turn(connection, now=now, machine=now, source="test")
        whose = read_audience(connection, audience, now).audience
        unit_id, branch_id = beginning.whose(whose)
        kind = kinds.kind_of(title)
        study = studies.put(
            connection,
            around(start, 15, 30, 0),
            kind=kind,
            title=title,
            starts_at=start,
            audience=whose,
            unit_id=unit_id,
            branch_id=branch_id,
            organiser_id=people.by_name(connection, organiser, now)[0].id,
            has_vote=kind in kinds.VOTING,
            made_at=start,
            **more,
        )
        enlisting.enlist(turn, study)
        for entry in roster.of_study(connection, study.id):
            status, _, later = (became or {}).get(entry.name, PRESENT).partition(" ")
            roster.moved(
                connection,
                entry,
                status=status,
                at=start if status in THERE else None,
                how=CHAT if status in THERE else "",
                made_up_at=start if later == LATER else None,
            )
        here = (rows.roster.c.study_id == study.id) & (rows.roster.c.status == MISSING)
        connection.execute(update(rows.roster).where(here).values(status=ABSENT))
        return studies.moved(connection, study, state=CLOSED, closed_at=study.closes_at)
