"""Where in a sentence an audience is said."""

from __future__ import annotations

from scheduler.audience import Audience, Group, Term, said_audience
from tests.each import each


@each(
    ("text", "who"),
    [
        ("提醒各中心主任明早开会", "各中心主任"),
        ("那个下礼拜二上午十点吧通知一下各中心主任到三楼开个安全会", "各中心主任"),
        ("12月中旬进行示范岗中期检查 提醒各支部书记", "各支部书记"),
        ("下周三提醒维修中心全体 检查配电房", "维修中心全体"),
        ("提醒张三明天带材料", "张三"),
        ("12月5号干部大会主管以上参加 科学馆207", "主管以上"),
        ("昨天下午3点开会 提醒大家", "大家"),
        ("周五下午三点党政联席会 参会人员：班子成员、陆主任", "班子成员、陆主任"),
        ("全体中层干部下周一下午开会", "全体中层干部"),
        ("各支部书记下午3点到306开会", "各支部书记"),
        ("通知食堂和宿管的人后天8点集合", "食堂和宿管的人"),
        ("叫上老李和小张明天下午去二食堂检查", "老李和小张"),
        ("保障部全体中层干部参加会议", "保障部全体中层干部"),
        ("后勤干部大会 主管以上和支部书记 除了王强", "主管以上和支部书记 除了王强"),
        ("提醒我后天交总结", ""),
        ("每周一上午9点工作例会 306室", ""),
    ],
)
def test_an_audience_is_found_where_it_is_said(text: str, who: str) -> None:
    """In front, behind, after 提醒, or nowhere."""
    assert said_audience(text)[0] == who


def test_an_audience_survives_being_kept() -> None:
    """As JSON-able data."""
    some = Audience((Term(Group.LEVEL, "主管以上", value="主管"),), (Term(Group.PERSON, "张三", 7),))
    assert Audience.of(some.data()) == some
    assert some.named == "主管以上（张三除外）"
