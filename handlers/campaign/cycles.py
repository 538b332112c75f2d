"""Campaigns and their stages in rows: begun, found by how they are called, moved, ended. Nothing is deleted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from bot.errors import RowMoved
from bot.store.serials import next_serial
from handlers.campaign.matter import SERIES, Campaign, Stage, State
from handlers.campaign.rows import campaigns, stages
from handlers.campaign.templates import Answer, Per

OPEN = (State.PLANNED.value, State.RUNNING.value)
_CAMPAIGN = select(campaigns)
_RUNNING = _CAMPAIGN.where(campaigns.c.standing.in_(OPEN)).order_by(campaigns.c.id)


@dataclass(frozen=True, slots=True)
class NewStage:
    """A stage to be written; the fields of `Stage` without its rows."""

    name: str
    words: tuple[str, ...]
    first: date
    last: date
    owner: str = ""
    audience: dict[str, Any] | None = None
    per: Per = Per.PERSON
    deliverable: str = ""
    answer: Answer = Answer.DONE
    notice_days: int = 0


def begin(
    connection: Connection, template: str, title: str, organiser_id: int, planned: Sequence[NewStage], at: datetime
) -> Campaign:
    """Write a campaign with its stages, none of them begun. at: office time."""
    values = {
        "serial": next_serial(connection, SERIES),
        "template": template,
        "title": title,
        "year": max(one.last for one in planned).year,
        "organiser_id": organiser_id,
        "standing": State.RUNNING.value,
        "begun_at": at,
    }
    row = connection.execute(insert(campaigns).values(**values).returning(campaigns.c.id)).scalar_one()
    connection.execute(insert(stages), [_stage_row(row, place, one) for place, one in enumerate(planned, start=1)])
    return find(connection, row)


def find(connection: Connection, campaign_id: int) -> Campaign:
    """Return a campaign by its row. Raises NoResultFound."""
    return _campaign(connection.execute(_CAMPAIGN.where(campaigns.c.id == campaign_id)).one())


def open_ones(connection: Connection) -> list[Campaign]:
    """Return every campaign that is not over, the oldest first."""
    return [_campaign(row) for row in connection.execute(_RUNNING)]


def every(connection: Connection) -> list[Campaign]:
    """Return every campaign there was, the oldest first."""
    return [_campaign(row) for row in connection.execute(_CAMPAIGN.order_by(campaigns.c.id))]


def stages_of(connection: Connection, campaign_ids: Iterable[int]) -> list[Stage]:
    """Return the stages of some campaigns, in their order."""
    wanted = list(campaign_ids)
    if not wanted:
        return []
    rows = connection.execute(
        select(stages).where(stages.c.campaign_id.in_(wanted)).order_by(stages.c.campaign_id, stages.c.position)
    )
    return [_stage(row) for row in rows]


def stage(connection: Connection, stage_id: int) -> Stage:
    """Return a stage by its row. Raises NoResultFound."""
    return _stage(connection.execute(select(stages).where(stages.c.id == stage_id)).one())


def change_stage(connection: Connection, one: Stage, **values: Any) -> Stage:
    """Change columns of a stage; returns it as it is then."""
    connection.execute(update(stages).where(stages.c.id == one.id).values(**values))
    return stage(connection, one.id)


def change(connection: Connection, campaign: Campaign, **values: Any) -> Campaign:
    """Change columns of a campaign. Raises RowMoved where another turn was faster."""
    same = (campaigns.c.id == campaign.id) & (campaigns.c.version == campaign.version)
    changed = update(campaigns).where(same).values(version=campaign.version + 1, **values).returning(campaigns.c.id)
    if connection.execute(changed).first() is None:
        raise RowMoved(f"campaign {campaign.id} is another one by now")
    return find(connection, campaign.id)


def _stage_row(campaign_id: int, position: int, one: NewStage) -> dict[str, Any]:
    return {
        "campaign_id": campaign_id,
        "position": position,
        "name": one.name,
        "words": list(one.words),
        "owner": one.owner,
        "first": one.first,
        "last": one.last,
        "audience": one.audience or {},
        "per": one.per.value,
        "deliverable": one.deliverable,
        "answer": one.answer.value,
        "notice_days": one.notice_days,
        "standing": State.PLANNED.value,
    }


def _campaign(row: Row[Any]) -> Campaign:
    return Campaign(
        id=row.id,
        serial=row.serial,
        version=row.version,
        template=row.template,
        title=row.title,
        year=row.year,
        organiser_id=row.organiser_id,
        state=State(row.standing),
        begun_at=row.begun_at,
    )


def _stage(row: Row[Any]) -> Stage:
    return Stage(
        id=row.id,
        campaign_id=row.campaign_id,
        position=row.position,
        name=row.name,
        words=tuple(row.words),
        owner=row.owner,
        first=row.first,
        last=row.last,
        audience=row.audience or None,
        per=Per(row.per),
        deliverable=row.deliverable,
        answer=Answer(row.answer),
        notice_days=row.notice_days,
        state=State(row.standing),
        paper=row.paper,
    )
