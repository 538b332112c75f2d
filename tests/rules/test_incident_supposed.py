"""What `explain` is told of an open incident is true when the message comes, and nothing of it stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.app import House
from bot.context import Fact, facts_in
from bot.explain import Asked, explain, explaining
from bot.messages import Channel
from handlers.incident.rows import incidents

NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)
MINE = "open_incident=I7 assigned_to_sender"


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with explaining(NOW) as opened:
        yield opened


def explained(house: House, text: str, context: str, role: str = "leader", *, group: bool = False) -> dict[str, Any]:
    """Explain one message."""
    channel = Channel.GROUP_AT if group else Channel.PRIVATE
    return explain(house, Asked(text, NOW, channel, role, context))


def test_facts_are_read_with_what_belongs_to_them() -> None:
    """Words and pairs go with the fact before them; what begins with nothing known is passed over."""
    assert facts_in("open_session=S12 维修党支部 学习 code=8362 open_incident=I7 assigned_to_sender") == [
        Fact("open_session", "S12", ("维修党支部", "学习"), {"code": "8362"}),
        Fact("open_incident", "I7", ("assigned_to_sender",)),
    ]
    assert facts_in("prev_q=那副组长呢 还有谁")[0].whole == "那副组长呢 还有谁"
    assert facts_in("none") == facts_in("") == facts_in("odd=1 stray") == []
    assert facts_in("odd=1 stray", {"odd"}) == [Fact("odd", "1", ("stray",))]


@pytest.mark.parametrize(
    ("text", "context", "intent", "effect"),
    [
        ("收到", MINE, "incident.ack", "incident.acknowledged"),
        ("到了", MINE, "incident.arrived", "incident.arrived"),
        ("已控制", "open_incident=I7 assigned_to_sender stage=arrived", "incident.controlled", "incident.controlled"),
        ("总结：线路老化，已换。", "open_incident=I7 no_summary", "incident.summary", "incident.summary"),
        ("属实", "open_incident=I7 assigned_to_sender stage=待核实", "incident.confirm", "incident.confirmed"),
    ],
)
def test_a_leader_takes_his_steps(house: House, text: str, context: str, intent: str, effect: str) -> None:
    """He is the leader in charge of it, and it stands where it is said to stand."""
    found = explained(house, text, context)
    assert found["intent"] == intent
    assert effect in found["effects"]
    assert "SJ-0007" in found["reply"]


def test_its_reporter_may_only_doubt_it(house: House) -> None:
    """误报 of who reported it ends nothing."""
    found = explained(house, "误报", "open_incident=I9 reporter=sender", "staff")
    assert found["intent"] == "incident.false_alarm"
    assert "incident.doubted" in found["effects"]
    assert "incident.false_alarm" not in found["effects"]


def test_what_its_reporter_was_asked_he_answers(house: House) -> None:
    """A fragment is enough."""
    found = explained(house, "三号楼四楼", "open_incident=I9 reporter=sender asked=location", "staff")
    assert (found["intent"], found["slots"]["location"]) == ("incident.update", "三号楼四楼")


@pytest.mark.parametrize("group", [True, False])
def test_a_colleague_adds_to_it_and_opens_no_second_one(house: House, *, group: bool) -> None:
    """In the group of the report or privately."""
    found = explained(house, "又多了3个学生肚子疼 现在一共8个", "open_incident=I10", "staff", group=group)
    assert (found["intent"], found["slots"]["people"]) == ("incident.update", 8)
    assert "incident.updated" in found["effects"]
    assert "incident.opened" not in found["effects"]


def test_two_incidents_may_be_open(house: House) -> None:
    """Each with its own number, whichever comes first; a number tells which is meant."""
    found = explained(house, "SJ-0003 到了", "open_incident=I7 assigned_to_sender open_incident=I3 assigned_to_sender")
    assert (found["intent"], found["slots"]["number"]) == ("incident.arrived", "SJ-0003")
    assert "incident.arrived" in found["effects"]


def test_slots_are_printed_in_the_words_everybody_uses(house: House) -> None:
    """type, location, approx, certainty; what was not said is left out, nobody hurt is said."""
    slots = explained(house, "二食堂好像有学生吃坏肚子 大概5个", "none", "staff")["slots"]
    assert (slots["type"], slots["location"], slots["people"]) == ("食品安全", "二食堂", 5)
    assert (slots["approx"], slots["certainty"]) == (True, "unsure")
    assert "campuses" not in slots
    assert explained(house, "已控制 无人员伤亡", MINE)["slots"]["people"] == 0
    assert explained(house, "5号楼消防通道堵了", "none", "staff")["slots"]["type"] == "安全隐患"


def test_nothing_of_it_stays(house: House) -> None:
    """Neither the incident nor what was done with it."""
    explained(house, "到了", MINE)
    with house.database.read() as connection:
        assert connection.scalar(select(func.count()).select_from(incidents)) == 0
