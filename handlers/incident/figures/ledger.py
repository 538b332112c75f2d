"""The ledger as it is counted: what was opened in a period, of the units somebody may read the figures of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, select

from bot.store.units import all_units
from handlers.incident import settings
from handlers.incident.figures.counted import Counted, Figures, figures
from handlers.incident.figures.intervals import minutes
from handlers.incident.kinds import kinds
from handlers.incident.matter import Incident, Stage
from handlers.incident.rows import chiefs, incidents
from scheduler.period import Period

_MEASURED = ("acknowledged_at", "scene_head_at", "arrived_at", "controlled_at")


def figures_of(
    connection: Connection, period: Period, zone: ZoneInfo, unit_ids: Collection[int] | None = None
) -> Figures:
    """Count what was opened in a period. unit_ids: of these units only; None: everything."""
    since, until = period.moments(zone)
    which = (incidents.c.opened_at >= since) & (incidents.c.opened_at < until)
    if unit_ids is not None:
        which &= incidents.c.unit_id.in_(unit_ids)
    rows = connection.execute(select(incidents).where(which).order_by(incidents.c.id)).all()
    units = all_units(connection)
    told: dict[int, list[datetime | None]] = defaultdict(list)
    of_these = select(incidents.c.id).where(which)
    for row in connection.execute(select(chiefs).where(chiefs.c.incident_id.in_(of_these))):
        told[row.incident_id].append(row.reported_at)
    names = {one.id: one.name for one in units}
    to_all = settings.read(connection).rules.report_to_all
    ledger = [
        Counted(
            kind=row.kind,
            unit=names.get(row.unit_id, ""),
            month=row.opened_at.astimezone(zone).strftime("%Y-%m"),
            stage=Stage(row.stage),
            is_drill=row.is_drill,
            minutes=minutes(_measured(row), row.opened_at, told[row.id], report_to_all=to_all),
        )
        for row in rows
    ]
    few_only = {one.name for one in kinds(connection) if one.few_only}
    return figures(ledger, few_only, [one.name for one in units])


def _measured(row: Row[tuple[object, ...]]) -> Incident:
    return Incident(grade=row.grade, **{name: getattr(row, name) for name in _MEASURED})
