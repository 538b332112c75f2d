"""「我有哪些待办」 over everything owed, and the morning digest: who reads what, and that nothing is read twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.rights import Role
from bot.store import people
from bot.store.units import find_unit
from bot.turn import Turn
from handlers import todo
from scheduler import owed
from tests.office import Office
from tests.saying import silent
from tests.settled import set_to

HOURS_TO_DIGEST = 22  # from Monday 10:00 to Tuesday 8:00


def person_id(office: Office, name: str) -> int:
    """Return somebody's row."""
    with office.house.database.read() as connection:
        (found,) = people.by_name(connection, name, office.clock.office())
    return found.id


def owes(office: Office, who: str, kind: str, number: str, line: str, due: timedelta | None, **data: Any) -> None:
    """Let somebody owe something, as a slice writes it."""
    now = office.clock.office()
    with office.house.database.write() as connection:
        turn = Turn(connection, now=now, machine=now, source="story")
        owed.owe(
            turn,
            kind,
            f"{kind}:{number}",
            person_id(office, who),
            due_at=now + due if due is not None else None,
            data={"line": line, "number": number, **data},
        )


def digests_begin(office: Office) -> None:
    """Start the house, as `houqin serve` does."""
    with office.house.database.write() as connection:
        todo.arm(connection, office.clock.office(), office.house.pump._zone)


def test_everything_owed_is_in_one_list_the_overdue_first(office: Office) -> None:
    """A repair, a task and a notice; what is said to it stands at the end, once."""
    office.person("李明").says("图书馆二楼大厅灯不亮了")
    silent(office)
    owes(office, "冯科长", "task.do", "DB-0007", "更换水泵", -timedelta(days=2), answer="DB-0007 进展：…")
    owes(office, "冯科长", "notice.answer", "", "周一例会通知", timedelta(hours=30))
    office.person("冯科长").says("我有哪些待办")
    text = office.person("冯科长").gets("您有3件待办")
    lines = text.splitlines()
    assert lines[1] == "1. 〔DB-0007〕更换水泵，应于11月21日（周六）10:00（休息日）前办，已逾期2天"
    assert lines[2].startswith("2. 〔BX-0001〕东校区图书馆二楼大厅灯：请接单")
    assert lines[3] == "3. 周一例会通知，明天（11月24日 周二）16:00前"
    assert lines[4] == "办理请带编号回，如“DB-0007 进展：…”。"
    office.person("吴秀英").says("还有什么事没办")
    office.person("吴秀英").gets("没有待办事项")


def test_a_secretary_sees_what_she_holds_and_a_group_sees_nothing(office: Office) -> None:
    """（代何部长）; to a chief no days are counted; at most ten lines."""
    owes(office, "何部长", "request.answer", "QS-2026-001", "消防器材采购", -timedelta(days=3))
    office.person("张敏").says("@助手 我有哪些待办")
    office.person("张敏").gets("（代何部长）〔QS-2026-001〕", "已逾期3天")
    office.group().gets("已私下回复您")
    office.person("何部长").says("我的待办")
    assert "逾期" not in office.person("何部长").gets("1. 〔QS-2026-001〕")
    for number in range(12):
        owes(office, "李明", "task.do", f"DB-{number:04d}", "整改", None)
    office.person("李明").says("我的待办")
    assert len(office.person("李明").gets("您有12件待办", "另有2件").splitlines()) == 12
    office.person("林晓").says("我有哪些待办")
    office.person("林晓").gets("还没有登记")


def test_of_a_unit_only_how_much_and_only_to_who_may_know(office: Office) -> None:
    """The leader in charge of it, not anybody's."""
    owes(office, "冯科长", "task.do", "DB-0001", "换水泵", -timedelta(days=1))
    owes(office, "冯大海", "task.do", "DB-0002", "查水表", timedelta(days=1))
    office.person("林部长").says("水电科有哪些待办")
    text = office.person("林部长").gets("水电管理科：2人有待办，共2件，逾期1件", "冯科长 1件（逾期1件）", "冯师傅 1件")
    assert "水泵" not in text
    office.person("李明").says("水电科有哪些待办")
    office.person("李明").gets("由本单位负责人、分管领导和综合办查看")
    office.person("林部长").says("财务中心有哪些待办")
    office.person("林部长").gets("由本单位负责人")
    with office.house.database.read() as connection:
        assert find_unit(connection, "水电科") is not None


def test_the_digest_comes_on_a_workday_morning_once_with_what_needs_him(office: Office) -> None:
    """To who has something due; a restart in between sends nothing twice; who has nothing reads nothing."""
    digests_begin(office)
    owes(office, "冯科长", "task.do", "DB-0007", "更换水泵", -timedelta(days=2))
    owes(office, "冯科长", "notice.answer", "", "周一例会通知", timedelta(hours=30))
    owes(office, "林部长", "task.do", "DB-0008", "明年计划", timedelta(days=9))
    office.forward(hours=21.5)
    office.person("冯科长").gets_nothing()
    office.forward(hours=0.3)
    text = office.person("冯科长").gets(
        "【早报】11月24日（周二）请您办理：", "1. 〔DB-0007〕更换水泵", "2. 周一例会通知"
    )
    assert len(text.splitlines()) == 3
    digests_begin(office)
    office.forward(hours=12)
    assert [one.data["persons"] for one in office.journal("digest.sent")] == [[person_id(office, "冯科长")]]


def test_no_digest_on_a_day_off_nor_to_who_wants_none_nor_after_a_standstill(office: Office) -> None:
    """On the holiday the calendar knows; 不要早报 until 恢复早报; 撤销 takes either back."""
    office.clock.set(datetime.fromisoformat("2026-12-31T10:00:00+08:00"))
    digests_begin(office)
    owes(office, "冯科长", "task.do", "DB-0007", "更换水泵", -timedelta(days=2))
    office.forward(hours=24 * 3 - 1)  # to 3 January, a free Sunday
    office.person("冯科长").gets_nothing()
    office.person("冯科长").says("不要早报")
    office.person("冯科长").gets("已停发您的早报")
    office.forward(hours=24)  # over Monday morning
    office.person("冯科长").gets_nothing()
    office.person("冯科长").says("恢复早报")
    office.person("冯科长").gets("已恢复您的早报，工作日7:40左右发")
    office.person("冯科长").says("撤销")
    office.person("冯科长").gets("早报仍停发")
    office.person("冯科长").says("我要早报")
    office.person("冯科长").gets("已恢复")
    office.person("李明").says("不要早报")
    office.person("李明").gets("您不在发送范围")
    office.clock.set(office.clock.office() + timedelta(hours=28))  # stood still from Monday 9:00 to Tuesday 13:00
    office.settle()
    office.person("冯科长").gets_nothing()


def test_a_chief_reads_only_what_needs_him_and_the_rest_goes_along(office: Office) -> None:
    """Eight lines at most; the department can switch it off."""
    digests_begin(office)
    for number in range(9):
        owes(office, "陈书记", "task.do", f"DB-{number:04d}", "督办", -timedelta(days=1))
    office.person("陈书记").says("看看今天的早报")
    text = office.person("陈书记").gets("【早报】11月23日（周一）请您办理", "另有3项，回“我的待办”看全部")
    assert len(text.splitlines()) == 8
    assert "逾期" not in text
    set_to(office, "早报", "否")
    office.forward(hours=HOURS_TO_DIGEST)
    office.person("陈书记").gets_nothing()
    with office.house.database.read() as connection:
        readers = [one.called for one in todo.digest.readers(connection, office.clock.office())]
        organisers = people.people_with(connection, Role.ORGANISER, office.clock.office())
    assert readers[:4] == ["陈书记", "何部长", "王部长", "林部长"]
    assert {one.called for one in organisers} <= set(readers)
