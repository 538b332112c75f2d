"""What a message means to the incident slice: alarms and what is none, and the same words to different people."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Channel, Kind, Message
from bot.router import ALARM, Reading
from bot.settings import Office
from bot.situation import Situation
from handlers.ask.facts import AskFacts
from handlers.incident import saying
from handlers.incident.facts import Facts, Open
from handlers.incident.matter import Stage
from tests.each import each
from tests.fakes import message
from tests.rules import incident_steps as said_by
from tests.rules.incident_sentences import ALARMS, NO_ALARMS, OTHERS
from tests.rules.incident_steps import STEPS

NOW = datetime(2026, 11, 23, tzinfo=UTC)
LEGS = ("到场", "处置", "报告", "通知", "总结")
FIRE = Open(17, "SJ-0017", "火情", "3号楼", Stage.REPORTED, True, False, False, True, LEGS)
FLOOD = replace(FIRE, id=12, number="SJ-0012", kind="漏水", place="图书馆")
SICK = replace(FIRE, id=9, number="SJ-0009", kind="食品安全", place="二食堂")
OTHERS_FIRE = replace(FIRE, is_mine=False, can_act=False)
REPORTED = replace(OTHERS_FIRE, is_reporter=True)
ON_DUTY = replace(FIRE, is_mine=False, is_scene_head=True)


def readings(text: str | Message, *open_: Open, closed: tuple[Open, ...] = ()) -> list[Reading]:
    """Read a message while incidents are open."""
    said = message(text) if isinstance(text, str) else text
    situation = Situation(NOW, Office(), facts={"incident": Facts(open=open_, recently_closed=closed)})
    return saying.read(said, situation)


def meant(text: str | Message, *open_: Open, closed: tuple[Open, ...] = ()) -> tuple[str, dict[str, Any]]:
    """Return the likeliest intent and its slots, ("", {}) where nothing is read."""
    best = max(readings(text, *open_, closed=closed), key=lambda one: one.confidence, default=None)
    return (best.intent, dict(best.slots)) if best else ("", {})


def rows(table: str) -> list[list[str]]:
    """Return the rows of a table of sentences."""
    return [line.split("|") for line in table.strip().split("\n")]


def test_an_alarm_is_heard_with_its_kind_and_place() -> None:
    """Fragments, dialect, slips, letters, Traditional, voice, formal reports: each opens, none is voted on."""
    wrong = [text for text, kind, place in rows(ALARMS) if not _is_alarm(text, kind, place)]
    assert wrong == []


def _is_alarm(text: str, kind: str, place: str) -> bool:
    (found,) = readings(text) or [Reading("", "", 0)]
    return (
        found.intent == "incident.report"
        and found.harm
        and ALARM <= found.confidence <= 0.95
        and kind in ("-", found.slots["kind"])
        and place in ("-", found.slots["place"])
        and found.slots["text"] == text
    )


def test_what_is_asked_planned_learnt_or_only_a_figure_of_speech_is_no_alarm() -> None:
    """Nothing is opened, and nothing of it belongs to incidents."""
    assert [text for text in NO_ALARMS.strip().split("\n") if readings(text)] == []


def test_what_goes_on_from_a_question_of_the_rules_is_no_alarm() -> None:
    """停电呢 asks what holds then; what has happened is one whatever was asked before."""
    asked = {"ask": AskFacts("停水提前几天通知", "停水提前几天通知")}
    heard = [saying.read(message(text), Situation(NOW, Office(), facts=asked)) for text in ("停电呢", "那着火呢？")]
    assert heard == [[], []]
    (fire,) = saying.read(message("二食堂着火了呢"), Situation(NOW, Office(), facts=asked))
    assert fire.harm


@each(("text", "intent", "kind", "place"), rows(OTHERS))
def test_what_is_another_thing_is_read_as_that(text: str, intent: str, kind: str, place: str) -> None:
    """Rumours, past ones, drills, repairs, hazards: nobody is alarmed."""
    found = readings(text)
    assert found
    assert not any(one.harm for one in found)
    said, slots = meant(text)
    assert said == intent
    assert kind in ("-", slots.get("kind"))
    assert place in ("-", slots.get("place"))


@each(("text", "intent", "slots"), STEPS)
def test_a_leader_records_what_was_done(text: str, intent: str, slots: dict[str, Any]) -> None:
    """Of the one incident that is his; by a word, and without an alarm."""
    said, found = meant(text, FIRE)
    assert (said, found["incident"]) == (intent, 17)
    assert {name: found[name] for name in slots} == slots
    assert not any(one.harm for one in readings(text, FIRE))


@pytest.mark.parametrize(
    ("open_", "sentences"),
    [
        (FIRE, said_by.BY_ITS_LEADER),
        (REPORTED, said_by.BY_ITS_REPORTER),
        (replace(ON_DUTY, can_act=False), said_by.BY_WHO_IS_THERE),
        (ON_DUTY, said_by.BY_THE_DUTY_OFFICER),
        (replace(FIRE, stage=Stage.CONTROLLED, needs=("总结",)), said_by.ONCE_CONTROLLED),
        (OTHERS_FIRE, said_by.BY_OTHERS),
        (None, said_by.WITH_NOTHING_OPEN),
    ],
    ids=["leader", "reporter", "there", "duty", "controlled", "others", "nothing"],
)
def test_the_same_words_mean_what_their_sender_may_say(open_: Open | None, sentences: str) -> None:
    """收到, 到了, 灭了, 假的 没事, 搞定了: by what he is to the incident, and where it stands."""
    known = (open_,) if open_ else ()
    heard = [(text, meant(text, *known)[0]) for text, _ in rows(sentences)]
    assert heard == [(text, intent) for text, intent in rows(sentences)]


@each("text", ["到了", "收到", "误报", "已控制", "已通知保卫处", "已报告部长", "结案", "转给王强"])
def test_where_nothing_is_open_the_same_words_mean_nothing_here(text: str) -> None:
    """They belong to a sign-in, a notice, or nobody."""
    assert readings(text) == []


@each("text", ["到了", "收到", "误报", "已控制", "已报告部长", "升级为重大", "结案", "转给王强"])
def test_from_somebody_it_does_not_concern_they_mean_nothing_either(text: str) -> None:
    """An open incident of others is in the same chat."""
    assert readings(text, OTHERS_FIRE) == []


def test_the_reporter_may_say_that_it_was_none() -> None:
    """He proposes; who decides is not a matter of reading."""
    assert meant("误报，是做饭的烟", REPORTED)[0] == "incident.false_alarm"
    assert meant("发错了", REPORTED)[0] == "incident.false_alarm"
    assert meant("到了", REPORTED)[0] == ""


def test_who_is_on_the_spot_records_steps_but_does_not_lead() -> None:
    """Being there and having it under control; neither another grade nor its end."""
    only_there = replace(ON_DUTY, can_act=False)
    assert meant("到了", only_there)[0] == "incident.arrived"
    assert meant("已控制", only_there)[0] == "incident.controlled"
    assert meant("结案", only_there) == ("", {})


@each("text", ["到了", "已控制", "误报", "已报告部长", "升级为重大", "结案"])
def test_of_two_incidents_none_is_picked(text: str) -> None:
    """Both are named as candidates, so that it can be asked."""
    _, slots = meant(text, FIRE, FLOOD)
    assert slots["incident"] is None
    assert slots["candidates"] == [[17, "SJ-0017"], [12, "SJ-0012"]]


def test_the_one_that_still_waits_is_meant() -> None:
    """Being there already at the one, he arrives at the other."""
    there = replace(FLOOD, stage=Stage.ON_SCENE, needs=LEGS[1:])
    assert meant("到了", FIRE, there)[1]["incident"] == 17
    assert meant("收到", FIRE, there)[1]["incident"] == 17


@each(
    "text",
    ["到了 〔SJ-0012〕", "SJ12 到了", "sj-12到了", "ＳＪ－００１２ 到了", "12号到了", "12号事件已到场"],
)
def test_a_number_tells_which(text: str) -> None:
    """As it is written on the card, typed short, or spoken."""
    said, slots = meant(text, FIRE, FLOOD)
    assert (said, slots["incident"], slots["number"]) == ("incident.arrived", 12, "SJ-0012")


def test_a_quoted_message_tells_which() -> None:
    """Its number stands in the quote."""
    quoting = replace(message("到了"), data={"quote": {"kind": "text", "text": "【突发】图书馆 漏水〔SJ-0012〕"}})
    assert meant(quoting, FIRE, FLOOD)[1]["incident"] == 12


def test_an_unknown_number_is_answered_and_not_guessed() -> None:
    """It is carried on as it was said."""
    said, slots = meant("SJ-0999 结案", FIRE)
    assert (said, slots["incident"], slots["number"], slots["candidates"]) == ("incident.close", None, "SJ-0999", [])


def test_a_house_number_is_no_incident() -> None:
    """12号楼 is a building."""
    slots = meant("12号楼着火了", FIRE, FLOOD)[1]
    assert (slots["incident"], slots["place"]) == (None, "12号楼")


def test_merging_names_the_one_that_goes_and_the_one_that_stays() -> None:
    """The number said is where it goes."""
    said, slots = meant("合并到 SJ-0012", FIRE, FLOOD)
    assert (said, slots["incident"], slots["into"]) == ("incident.merge", 17, "SJ-0012")
    both = meant("SJ-0017 合并到 SJ-0012", FIRE, FLOOD)[1]
    assert (both["incident"], both["into"]) == (17, "SJ-0012")


def test_responsibility_and_going_there_are_two_things() -> None:
    """转给 moves it, 委派到场 does not."""
    assert meant("转给王强", FIRE)[1]["what"] == "responsibility"
    assert meant("委派王强到场", FIRE)[1]["what"] == "scene"
    assert meant("把食堂安全排查派给郭主任 下周五前完成", FIRE) == ("", {})


def test_more_of_the_same_is_no_second_incident() -> None:
    """By its sender, or said as going on."""
    assert meant("又多了3个学生肚子疼 现在一共8个", replace(SICK, is_mine=False, can_act=False))[0] == "incident.update"
    said, slots = meant("又来了两个拉肚子的 现在一共9个", SICK)
    assert (said, slots["incident"], slots["people"]) == ("incident.update", 9, 9)
    assert meant("火烧到四楼了", REPORTED)[0] == "incident.update"
    assert meant("二楼也冒烟了", FIRE)[0] == "incident.update"
    assert meant("已疏散80人", FIRE)[0] == "incident.update"


@pytest.mark.parametrize("text", ["图书馆着火了", "5号楼也着火了", "二食堂7个学生上吐下泻", "东门打架了 有人拿刀"])
def test_another_place_or_another_kind_is_another_incident(text: str) -> None:
    """Whoever says it: it opens, and is an alarm."""
    for known in (FIRE, REPORTED, ON_DUTY):
        (found,) = readings(text, known)
        assert found.intent == "incident.report"
        assert found.harm


def test_the_same_thing_from_somebody_else_names_what_it_resembles() -> None:
    """It opens all the same; that it may be the same is carried on."""
    said, slots = meant("3号楼着火了", OTHERS_FIRE)
    assert (said, slots["similar"]) == ("incident.report", [[17, "SJ-0017"]])


def test_arrived_and_more_is_both() -> None:
    """The step and what he tells of it."""
    found = readings("到了 火势很大 需要增援", FIRE)
    assert {one.intent for one in found} >= {"incident.arrived"}
    assert not any(one.harm for one in found)


def test_a_slip_in_the_report_is_corrected() -> None:
    """The right one is taken, also by somebody else in the chat."""
    said, slots = meant("刚才报的地址错了 是4号楼不是3号楼", OTHERS_FIRE)
    assert (said, slots["incident"], slots["place"]) == ("incident.correct", 17, "4号楼")
    assert meant("更正：受伤2人", REPORTED)[1]["people"] == 2
    assert meant("说错了 不是3号楼，是5号楼", REPORTED)[1]["place"] == "5号楼"


@each(
    ("asked", "text", "slot", "value"),
    [
        ("place", "三号楼四楼", "place", "三号楼四楼"),
        ("place", "就在我们开水房旁边", "place", "开水房旁边"),
        ("people", "两个", "people", 2),
        ("people", "没有", "people", 0),
        ("people", "大概5个人", "people", 5),
        ("campus", "西区", "campus", "西区"),
    ],
)
def test_what_the_reporter_was_asked_is_answered(asked: str, text: str, slot: str, value: object) -> None:
    """A fragment is enough then."""
    said, slots = meant(text, replace(REPORTED, asked=asked))
    assert (said, slots["incident"], slots[slot]) == ("incident.update", 17, value)


def test_a_question_back_is_no_answer() -> None:
    """And thanks are none."""
    for text in ("怎么办", "什么意思", "谢谢", "签到", "下雪先扫哪"):
        assert meant(text, replace(REPORTED, asked="place")) == ("", {})


@pytest.mark.parametrize("kind", [Kind.IMAGE, Kind.VIDEO, Kind.VOICE, Kind.FILE, Kind.LOCATION])
def test_a_bare_picture_belongs_to_the_open_incident_of_its_sender(kind: Kind) -> None:
    """Of nobody else's, and never guessed between two."""
    bare = replace(message(""), kind=kind)
    assert meant(bare, REPORTED)[1]["incident"] == 17
    assert meant(bare, FIRE, FLOOD)[1]["candidates"] == [[17, "SJ-0017"], [12, "SJ-0012"]]
    assert readings(bare, OTHERS_FIRE) == []
    assert readings(bare) == []


def test_a_picture_with_words_is_read_by_its_words() -> None:
    """Both came in one message."""
    both = replace(message("3号楼着火了"), data={"media": [{"number": 1, "kind": "image", "name": ""}]})
    assert meant(both)[0] == "incident.report"


def test_a_summary_is_handed_in_after_the_incident_is_closed() -> None:
    """Within its days; 提醒我交总结 is a reminder."""
    closed = replace(FIRE, stage=Stage.CLOSED, needs=("总结",))
    assert meant("总结：线路老化，已更换。", closed=(closed,))[1]["incident"] == 17
    assert readings("提醒我后天交总结", FIRE) == []
    assert readings("年度总结交了", closed=(closed,)) == []


def test_what_is_said_beside_the_assistant_is_taken_only_where_it_is_plain() -> None:
    """A group it was not called in: a clear alarm, a step of the sender; no question, no repair, no doubt."""
    beside = replace(message("着火了 3号楼", chat="g"), channel=Channel.GROUP)
    assert meant(beside)[0] == "incident.report"
    for text in ("好像着火了？", "灯坏了", "上次漏水后来怎么处理的", "听电了"):
        assert readings(replace(beside, text=text)) == []
    assert meant(replace(beside, text="到了"), FIRE)[0] == "incident.arrived"


def test_without_facts_alarms_are_heard_all_the_same() -> None:
    """The default kinds, no places, nothing open."""
    situation = Situation(NOW, Office())
    (found,) = saying.read(message("三食堂着火了"), situation)
    assert (found.intent, found.slots["kind"], found.slots["place"]) == ("incident.report", "火情", "三食堂")
    assert saying.read(message("收到"), situation) == []


def test_what_the_platform_tells_is_not_said() -> None:
    """Events, and results of our own calls."""
    for kind in (Kind.EVENT, Kind.RESULT):
        assert readings(replace(message("着火了"), kind=kind)) == []


@given(st.text(max_size=300))
def test_anything_at_all_is_read_without_a_fault(text: str) -> None:
    """Whatever is open; what is sent on is what was said."""
    for open_ in ((), (FIRE,), (REPORTED, FLOOD)):
        for found in readings(text, *open_):
            assert 0.3 <= found.confidence < 1
            assert found.slots["text"] == text.strip()
