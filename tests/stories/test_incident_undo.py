"""撤销: within ten minutes the same person takes back what he recorded; exactly those who were told are told."""

from __future__ import annotations

from bot.store import people
from scheduler import owed
from tests.office import Office
from tests.saying import silent
from tests.stories.test_incidents import reported


def owes(office: Office, name: str) -> set[str]:
    """Return what somebody owes."""
    with office.house.database.read() as connection:
        (one,) = people.by_name(connection, name, office.clock.office())
        return {row.kind for row in owed.open_of(connection, one.id)}


def test_an_arrival_taken_back_lets_the_chain_go_on(office: Office) -> None:
    """Whoever was told of it reads one correction; nobody else does; the chiefs are told when their rung is due."""
    reported(office)
    leader = office.person("林部长")
    leader.says("到场")
    office.person("刘洋").gets("林部长已到场")
    office.person("冯科长").gets("林部长已到场")
    leader.gets("已到场")
    leader.says("撤销")
    leader.gets("“到场”已撤销", "〔SJ-0001〕")
    office.person("刘洋").gets("【更正】", "“到场”已撤销", "〔SJ-0001〕")
    office.person("冯科长").gets("【更正】")
    office.person("陈书记").gets_nothing()
    office.forward(minutes=16)
    office.person("陈书记").gets("未收到到场登记")
    silent(office)


def test_what_was_settled_is_owed_again(office: Office) -> None:
    """And what was opened by the step no more; said again it is owed again."""
    reported(office)
    leader = office.person("林部长")
    leader.says("已到场 已控制")
    assert owes(office, "林部长") == {"incident.report_up", "incident.summary"}
    leader.says("撤回")
    assert "incident.summary" not in owes(office, "林部长")
    leader.says("已控制")
    assert "incident.summary" in owes(office, "林部长")
    silent(office)


def test_an_end_taken_back_opens_it_again(office: Office) -> None:
    """误报 by mistake: it is open as before, and who was told so reads it."""
    reported(office)
    leader = office.person("林部长")
    leader.says("误报")
    office.person("刘洋").gets("误报")
    leader.gets("误报")
    leader.says("刚才点错了")
    leader.gets("“误报”已撤销")
    office.person("刘洋").gets("【更正】")
    silent(office)
    leader.says("到场")
    leader.gets("已到场")
    silent(office)


def test_a_report_taken_back_is_a_doubt(office: Office) -> None:
    """The alarm stands until who is in charge confirms that it was none."""
    reported(office)
    reporter = office.person("李明")
    reporter.says("撤销")
    reporter.gets("您说的误报已转告")
    office.person("林部长").gets("上报人称误报")
    office.person("林部长").says("到场")
    office.person("林部长").gets("已到场")
    silent(office)


def test_only_within_ten_minutes_and_only_ones_own(office: Office) -> None:
    """Later, and for anybody else, there is nothing to take back."""
    reported(office)
    leader = office.person("林部长")
    leader.says("到场")
    silent(office)
    office.person("刘洋").says("撤销")
    office.person("刘洋").gets("十分钟内没有可以撤销的操作")
    office.forward(minutes=11)
    silent(office)
    leader.says("撤销")
    leader.gets("十分钟内没有可以撤销的操作")
    silent(office)


def test_what_something_later_changed_again_stands(office: Office) -> None:
    """He is told to say what is right instead."""
    reported(office)
    leader = office.person("林部长")
    leader.says("升级")
    office.person("陈书记").says("SJ-0001 升级")
    silent(office)
    leader.says("撤销")
    leader.gets("之后又有新的登记，不能撤销")
    silent(office)


def test_said_in_the_group_it_is_corrected_in_the_group(office: Office) -> None:
    """Also where it is taken back privately."""
    reported(office)
    leader = office.person("林部长")
    leader.says("@助手 SJ-0001 到场")
    office.group().gets("已到场")
    leader.says("撤销")
    office.group().gets("【更正】", "“到场”已撤销")
    silent(office)
