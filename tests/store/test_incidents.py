"""Incidents as rows: numbers without gaps, moved by version, everybody told once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.errors import RowMoved
from bot.store.database import Database
from bot.store.people import add_person
from handlers.incident import cases, witnesses
from handlers.incident.cases import Case, Opening
from handlers.incident.matter import SCHOOL, Happening, Rules, Stage, What
from handlers.incident.state import advance
from handlers.incident.witnesses import Report, Told

LEAK = Opening("漏水", 1, place="三食堂三楼", campus="西校区", building="三食堂")
RULES = Rules()


def opened(database: Database, opening: Opening, now: datetime) -> Case:
    """Open an incident in a transaction of its own."""
    with database.write() as connection:
        return cases.open_incident(connection, opening, now)


def test_numbers_have_no_gaps_however_many_are_opened_at_once(database: Database, now: datetime) -> None:
    """One that is rolled back gives its number back; drills count for themselves."""
    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(lambda _: opened(database, LEAK, now).number, range(12)))
    with pytest.raises(LookupError), database.write() as connection:
        cases.load(connection, cases.open_incident(connection, LEAK, now).id + 1)
    assert sorted(numbers) == [f"SJ-{number:04d}" for number in range(1, 13)]
    assert opened(database, LEAK, now).number == "SJ-0013"
    assert opened(database, replace(LEAK, is_drill=True), now).number == "YL-0001"


def test_an_incident_is_read_as_it_was_written(database: Database, now: datetime) -> None:
    """With its chiefs and departments, and by its number as people write it."""
    wanted = replace(LEAK, is_sure=False, people=2, people_kind="被困", chiefs=frozenset({SCHOOL}), chat="group-1")
    case = opened(database, replace(wanted, departments=frozenset({"保卫处"})), now)
    with database.read() as connection:
        assert cases.by_number(connection, "sj-1") == case
        assert [cases.by_number(connection, text) for text in ("YL-0001", "SJ-", "SJ-2", "1", "SJ-" + "9" * 30)] == [
            None
        ] * 5
    assert (case.state.stage, case.state.grade, case.people, case.opened_at) == (Stage.UNVERIFIED, 1, 2, now)
    assert case.state.chiefs == {SCHOOL}
    assert case.state.departments == {"保卫处"}
    assert (case.where, case.subject) == ("西校区三食堂三楼", f"incident:{case.id}")


def test_what_the_machine_decided_is_written_with_every_tick(database: Database, now: datetime) -> None:
    """A department the table did not name is added and ticked."""
    case = opened(database, replace(LEAK, chiefs=frozenset({7, 8}), departments=frozenset({"保卫处"})), now)
    state = case.state
    for happening in (
        Happening(What.ARRIVED, now),
        Happening(What.REPORTED_UP, now, to=frozenset({7})),
        Happening(What.INFORMED, now, departments=frozenset({"校医院"})),
    ):
        state = advance(state, happening, RULES)
    with database.write() as connection:
        assert cases.moved(connection, case, state, now, by=3, asked="").state == state


def test_of_two_who_act_on_what_they_read_the_second_must_look_again(database: Database, now: datetime) -> None:
    """Nothing of what he would have written stands."""
    case = opened(database, LEAK, now)
    arrived = advance(case.state, Happening(What.ARRIVED, now), RULES)
    ended = advance(case.state, Happening(What.ENDED, now, how=Stage.FALSE_ALARM), RULES)
    with database.write() as connection:
        cases.moved(connection, case, arrived, now)
    with pytest.raises(RowMoved), database.write() as connection:
        cases.moved(connection, case, ended, now)
    with database.read() as connection:
        assert [one.state.stage for one in cases.open_cases(connection)] == [Stage.ON_SCENE]


def test_the_same_at_the_same_place_within_half_an_hour_is_likely_the_same(database: Database, now: datetime) -> None:
    """Never where campus, building or kind differ, and never a drill for the real thing."""
    case = opened(database, LEAK, now)
    since = now - cases.RECENTLY
    others = [{"campus": "东校区"}, {"building": "二食堂"}, {"kind": "火情"}, {"is_drill": True}]
    with database.read() as connection:
        assert cases.alike(connection, replace(LEAK, place="三食堂"), since) == case
        assert cases.alike(connection, LEAK, now + timedelta(minutes=1)) is None
        assert [cases.alike(connection, replace(LEAK, **other), since) for other in others] == [None] * 4  # type: ignore[arg-type]
        assert cases.alike(connection, Opening("漏水", 1), since) is None


def test_what_has_ended_is_open_no_more_and_found_for_a_while(database: Database, now: datetime) -> None:
    """With the moment it ended."""
    case = opened(database, LEAK, now)
    ended = advance(case.state, Happening(What.ENDED, now, how=Stage.TO_REPAIR), RULES)
    with database.write() as connection:
        cases.moved(connection, case, ended, now, reason="小漏")
        assert cases.open_cases(connection) == []
        assert [(one.ended_at, one.reason) for one in cases.ended_since(connection, now)] == [(now, "小漏")]
        assert cases.ended_since(connection, now + timedelta(days=1)) == []


def test_everybody_is_told_once_and_every_report_is_kept(database: Database, now: datetime) -> None:
    """The first 收到 counts; a stranger's name and number stand as he gave them."""
    case = opened(database, LEAK, now)
    with database.write() as connection:
        person = add_person(connection, "1", "王建国")
        assert witnesses.tell(connection, case.id, person, "leader", now)
        assert not witnesses.tell(connection, case.id, person, "chief", now)
        for minutes in (1, 2):
            witnesses.seen(connection, case.id, person, now + timedelta(minutes=minutes))
        said = Report("tryout/x", None, "漏水", now, name="老赵", phone="139")
        for report in (said, replace(said, account="tryout/y", person_id=person)):
            witnesses.noted_report(connection, case.id, report)
    with database.read() as connection:
        assert witnesses.told_of(connection, case.id) == [Told(person, "leader", now, now + timedelta(minutes=1))]
        assert witnesses.told_as(connection, person, [case.id]) == {case.id: "leader"}
        assert [one.account for one in witnesses.reports_of(connection, case.id)] == ["tryout/x", "tryout/y"]
        assert witnesses.reports_of(connection, case.id)[0] == said
        assert witnesses.reported_by(connection, "tryout/x", [case.id]) == {case.id}
        assert witnesses.times_reported(connection, "tryout/x", now) == 1
