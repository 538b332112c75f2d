"""Who heard the same elsewhere: at another branch's study of the same topic he need not make it up twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import Connection, select

from handlers.study import studies
from handlers.study.roster import THERE
from handlers.study.rows import roster
from handlers.study.studies import CLOSED, OPEN, Study

NEAR, SAME_WEEK = timedelta(days=31), timedelta(days=7)


def heard_elsewhere(connection: Connection, study: Study, person_ids: Iterable[int]) -> frozenset[int]:
    """Return who of some people attended another study of the same content about that time."""
    wanted = list(person_ids)
    if not wanted:
        return frozenset()
    about = studies.between(connection, study.starts_at - NEAR, study.starts_at + NEAR, (OPEN, CLOSED))
    same = [one.id for one in about if one.id != study.id and is_same(one, study)]
    here = roster.c.study_id.in_(same) & roster.c.person_id.in_(wanted) & roster.c.status.in_(THERE)
    return frozenset(connection.execute(select(roster.c.person_id).where(here)).scalars()) if same else frozenset()


def is_same(one: Study, other: Study) -> bool:
    """Whether two studies are about the same: one topic, one title, or the same step of one plan."""
    if one.topic and other.topic:
        return one.topic == other.topic
    is_of_plan = one.plan_id is not None and one.plan_id == other.plan_id and one.kind == other.kind
    return one.title == other.title or (is_of_plan and abs(one.starts_at - other.starts_at) < SAME_WEEK)
