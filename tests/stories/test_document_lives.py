"""The life of a document in the chat: withdrawn, replaced, to be reviewed; who is told of a revision."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers import ask
from tests.office import Office
from tests.saying import says

DUTY = "《值班管理规定》"
WATER = """温室浇水办法
云岭后勤〔2026〕{number}号
第一条 温室每天浇水{times}次，由园艺组负责。
第二条 温室钥匙由门卫保管。
第三条 本办法自2026年12月1日起施行。
"""


@pytest.fixture
def office(office: Office) -> Office:
    """The department with its policies on the shelf."""
    office.policies()
    return office


def test_a_withdrawn_document_is_not_quoted_until_that_is_taken_back(office: Office) -> None:
    """One confirmation; who may not is told who may; in the audit stands who did it."""
    asked = "值班换班要双方同意吗"
    assert "第八条" in says(office, "李明", asked)
    assert "您不能改" in says(office, "李明", f"{DUTY}已废止")
    assert "书架上没有" in says(office, "张敏", "《天外飞仙规定》已废止")
    assert "【文件废止】《值班管理规定》2026年11月23日（周一）起废止" in says(office, "张敏", f"{DUTY}已废止")
    assert "已登记" in says(office, "张敏", "确认")
    assert "第八条" not in says(office, "李明", asked)
    assert says(office, "李明", f"{DUTY}第八条是什么").startswith("《值班管理规定》已于2026年11月23日废止")
    listed = says(office, "李明", "有哪些文件可以查")
    assert ("值班管理规定" in listed, "关于印发" in listed) == (False, False)
    assert "没有收录这份文件" in says(office, "李明", "把值班管理规定发我一份")
    assert "废止1份" in says(office, "张敏", "今年制度立改废情况")
    assert "已恢复原样" in says(office, "张敏", "撤销")
    assert "第八条" in says(office, "李明", asked)


def test_what_was_replaced_says_so_where_it_is_quoted(office: Office) -> None:
    """From the day on that was said."""
    says(office, "张敏", f"{DUTY}明天起由《值班工作细则》代替")
    assert "还没有导入" in says(office, "张敏", f"{DUTY}明天起由《值班工作细则》代替")
    says(office, "张敏", "确认")
    asked = f"{DUTY}第八条是什么"
    assert "代替" not in says(office, "李明", asked)
    office.forward(hours=24 * 1)
    assert "（已由《值班工作细则》代替）" in says(office, "李明", asked)
    assert "（已由《值班工作细则》代替）" in says(office, "李明", "下一条")


def test_a_review_is_asked_for_ahead_and_once_more(office: Office) -> None:
    """Of whoever is named for it, privately; a chief leader is asked once, then who speaks for him."""
    with office.house.database.write() as connection:
        ask.arm_reviews(connection, office.clock.office(), office.house.pump._zone)
    assert "没有找到“赵无名”" in says(office, "张敏", f"{DUTY}明年1月15日复审，由赵无名负责")
    assert "由李明负责" in says(office, "张敏", f"{DUTY}明年1月15日复审，由李明负责")
    says(office, "张敏", "确认")
    office.forward(hours=24 * 21)
    assert not office.screen.unseen[office.person("李明").account]
    office.forward(hours=24 * 3)
    office.person("李明").gets("【制度复审】《值班管理规定》2027年1月15日（周五）前复审")
    office.forward(hours=24 * 24)
    office.person("李明").gets("还剩")
    office.forward(hours=24 * 10)


def test_a_revision_is_told_to_whom_it_concerns(office: Office, tmp_path: Path) -> None:
    """What it is, from when, what changed, how to read it; with head count before, and taken back after."""
    file = tmp_path / "制度" / "温室.txt"
    file.parent.mkdir()
    for number, times in ((3, "三"), (9, "一")):
        file.write_text(WATER.format(number=number, times=times), encoding="utf-8")
        office.house.shelf.import_directory(file.parent, office.clock.office())
    shown = says(office, "张敏", "把《温室浇水办法》的修订通知维修中心")
    assert shown.startswith("【制度修订】《温室浇水办法》（云岭后勤〔2026〕9号）自2026年12月1日起施行")
    assert "修改 第一条：原“温室每天浇水三次，由园艺组负责。”，现“温室每天浇水一次" in shown
    assert "发给维修中心，共3人" in shown
    office.person("张敏").says("确认")
    office.person("张敏").gets("已发给维修中心，共3人")
    office.person("孙伟").gets("【制度修订】《温室浇水办法》", "问我“《温室浇水办法》第一条”")
    says(office, "张敏", "撤销")
