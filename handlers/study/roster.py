"""The roster 名单 of a study: who belongs to it as it stood when signing in opened, and what became of each.

应到 = 出席 (免签, 列席 and 不计入 are apart); 实到 = 正常, 迟到, 线上 and 补签 among them; leave is in neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, select, update

from bot.store.database import insert_new
from handlers.study.rows import roster

ATTENDS, SITS_IN, NEED_NOT, APART = "出席", "列席", "免签", "不计"
SPEAKING = "发言"  # why somebody who is not of those it is for stands on it
MISSING, PRESENT, LATE, ONLINE, MADE_UP = "", "正常", "迟到", "线上", "补签"
LEAVE, ON_DUTY, ABSENT = "请假", "公出", "缺勤"
THERE = (PRESENT, LATE, ONLINE, MADE_UP)
EXCUSED = (LEAVE, ON_DUTY)
CHAT, CODE, BY_ANOTHER, ON_PAPER, BY_ORGANISER = "本人", "签到码", "代签", "纸质", "更正"


@dataclass(frozen=True, slots=True)
class Entry:
    """One person on a roster. Times are office times; name, unit and branch as they were then.

    belongs: 出席 列席 免签 不计. why: of 免签 and 不计, or SPEAKING. status: as above, empty: not signed.
    position: its 排序号. at: when the sign-in reached the platform.
    by_id: who signed for him; None: himself. how: CHAT … BY_ORGANISER. reason: of leave, lateness or being online,
    erased after the period. late_min: how late he said he would be. made_up_at: when he studied it later 补学.
    """

    id: int
    study_id: int
    person_id: int
    belongs: str
    can_vote: bool
    why: str
    status: str
    at: datetime | None
    by_id: int | None
    how: str
    reason: str
    leave_kind: str
    late_min: int | None
    name: str
    unit: str
    branch: str
    position: int
    made_up_at: datetime | None
    nudged_at: datetime | None

    @property
    def is_there(self) -> bool:
        """Whether he attended."""
        return self.status in THERE

    @property
    def is_missing(self) -> bool:
        """Whether he is expected, and neither there nor excused."""
        return self.belongs == ATTENDS and self.status in (MISSING, ABSENT)


@dataclass(frozen=True, slots=True)
class Tally:
    """A roster in numbers. expected: 应到; there: 实到; voters: 应到 with a vote; voting: those of them who are there.

    of: how many of 应到 have each status.
    """

    expected: int
    there: int
    of: Mapping[str, int]
    sitting_in: int
    need_not: int
    apart: int
    voters: int
    voting: int

    @property
    def missing(self) -> int:
        """Return how many are neither there nor excused."""
        return self.of.get(MISSING, 0) + self.of.get(ABSENT, 0)

    @property
    def excused(self) -> int:
        """Return how many are on leave or on duty elsewhere."""
        return sum(self.of.get(one, 0) for one in EXCUSED)

    @property
    def has_half(self) -> bool:
        """Whether more than half of those with a vote are there."""
        return 2 * self.voting > self.voters


_COLUMNS = tuple(roster.c[one.name] for one in fields(Entry))
#: Built once: each is asked at every sign-in, of which there may be hundreds in a minute.
_his = select(*_COLUMNS).where(
    roster.c.person_id == bindparam("person"), roster.c.study_id.in_(bindparam("studies", expanding=True))
)
_move = (
    update(roster).where(roster.c.id == bindparam("entry"), roster.c.status == bindparam("was")).returning(*_COLUMNS)
)
_count = select(func.coalesce(func.sum(case((roster.c.status.in_(THERE), 1), else_=0)), 0), func.count()).where(
    roster.c.study_id == bindparam("study"), roster.c.belongs == ATTENDS
)


def put_all(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put people on a roster; who stands there already stays as he stands."""
    insert_new(connection, roster, rows, unique=("study_id", "person_id"))


def of_study(connection: Connection, study_id: int) -> list[Entry]:
    """Return a roster in office order."""
    here = select(*_COLUMNS).where(roster.c.study_id == study_id).order_by(roster.c.position, roster.c.id)
    return [Entry(*row) for row in connection.execute(here)]


def of_person(connection: Connection, person_id: int, study_ids: Iterable[int]) -> dict[int, Entry]:
    """Return where somebody stands in some studies, by study."""
    asked = {"person": person_id, "studies": list(study_ids)}
    return {row.study_id: Entry(*row) for row in connection.execute(_his, asked)} if asked["studies"] else {}


def one(connection: Connection, study_id: int, person_id: int) -> Entry | None:
    """Return where somebody stands in a study."""
    return of_person(connection, person_id, [study_id]).get(study_id)


def moved(connection: Connection, entry: Entry, **changes: Any) -> Entry | None:
    """Change an entry. Returns None where its status was changed meanwhile."""
    row = connection.execute(_move, {"entry": entry.id, "was": entry.status, **changes}).first()
    return Entry(*row) if row else None


def count(connection: Connection, study_id: int) -> tuple[int, int]:
    """Return how many of a study are there and how many are expected, without reading its whole roster."""
    row = connection.execute(_count, {"study": study_id}).one()
    return int(row[0]), int(row[1])


def excused(connection: Connection, study_id: int) -> int:
    """Return how many of a study are on leave or on duty elsewhere, without reading its whole roster."""
    here = (roster.c.study_id == study_id) & (roster.c.belongs == ATTENDS) & roster.c.status.in_(EXCUSED)
    return connection.scalar(select(func.count()).where(here)) or 0


def tally(entries: Iterable[Entry]) -> Tally:
    """Count a roster."""
    known = list(entries)
    attending = [one for one in known if one.belongs == ATTENDS]
    belongs = Counter(one.belongs for one in known)
    voters = [one for one in attending if one.can_vote]
    return Tally(
        expected=len(attending),
        there=sum(one.is_there for one in attending),
        of=Counter(one.status for one in attending),
        sitting_in=sum(one.is_there for one in known if one.belongs == SITS_IN),
        need_not=belongs[NEED_NOT],
        apart=belongs[APART],
        voters=len(voters),
        voting=sum(one.is_there for one in voters),
    )
