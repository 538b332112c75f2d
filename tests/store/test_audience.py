"""Whom the words of an audience mean, in the invented department."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from bot.store import people
from scheduler.audience import may_not_tell, people_in, read_audience, who_is
from tests.conftest import MONDAY
from tests.office import Office

SAID = [
    ("各中心主任", {"赵国强", "钱桂兰", "周海", "孙伟", "郑秀兰", "蒋雯"}),
    ("各单位负责人", {"赵国强", "钱桂兰", "周海", "孙伟", "冯涛", "郑秀兰", "许军", "蒋雯", "陆明"}),
    ("各支部书记", {"陆明", "赵国强", "孙伟"}),
    ("张敏、王副主任", {"张敏", "王强"}),
    ("维修中心全体", {"孙伟", "王强", "马德福"}),
    ("饮食和宿管的人", {"赵国强", "李明", "钱桂兰", "吴秀英"}),
    ("班子成员", {"陈志远", "何立群", "王建国", "林慧"}),
    ("处级以上", {"陈志远", "何立群", "王建国", "林慧", "韩正"}),
    ("机关党支部党员", {"陈志远", "何立群", "韩正", "蒋雯", "陆明", "张敏"}),
    ("各中心主任 除了赵主任", {"钱桂兰", "周海", "孙伟", "郑秀兰", "蒋雯"}),
    ("维修中心负责人", {"孙伟"}),
    ("主要领导", {"陈志远", "何立群"}),
    ("值班员", {"刘洋"}),
]


@pytest.mark.parametrize(("phrase", "names"), SAID)
def test_words_mean_people(office: Office, phrase: str, names: set[str]) -> None:
    """By unit, branch, post, level, role and name."""
    with office.house.database.read() as connection:
        found = read_audience(connection, phrase, MONDAY)
        assert found.is_clear, found
        assert {one.name for one in people_in(connection, found.audience, MONDAY)} == names


def test_unknown_and_doubtful_names_are_said(office: Office) -> None:
    """Nobody is left out silently."""
    with office.house.database.read() as connection:
        found = read_audience(connection, "李白、王部长、各中心主任", MONDAY)
        assert found.unknown == ("李白",)
        assert [one.said for one in found.audience.terms] == ["王部长", "各中心主任"]


def test_everybody_of_a_head_is_his_own_unit(office: Office) -> None:
    """Of an organiser it is everybody."""
    with office.house.database.read() as connection:
        head, organiser = (people.by_name(connection, name, MONDAY)[0] for name in ("孙伟", "张敏"))
        assert _count(connection, "大家", head) == 3
        assert _count(connection, "大家", organiser) > 20
        assert [one.name for one in who_is(connection, "老李", MONDAY)] == ["李明"]


def test_a_head_may_tell_his_own_people_only(office: Office) -> None:
    """A right ends where the unit ends; an organiser's does not."""
    with office.house.database.read() as connection:
        head, organiser = (people.by_name(connection, name, MONDAY)[0] for name in ("孙伟", "张敏"))
        told = people_in(connection, read_audience(connection, "维修中心全体、赵主任", MONDAY).audience, MONDAY)
        assert [one.name for one in may_not_tell(connection, head, told, MONDAY)] == ["赵国强"]
        assert not may_not_tell(connection, organiser, told, MONDAY)


def _count(connection: Connection, phrase: str, sender: people.Person) -> int:
    return len(people_in(connection, read_audience(connection, phrase, MONDAY, sender).audience, MONDAY))
