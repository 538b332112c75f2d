"""Documents that hold, that hold no more, and what an answer makes of it; what an import reads of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from bot.store.database import Database
from knowledge import lives
from knowledge.in_force import InForce, standing
from knowledge.library import library_from_directory
from knowledge.life import Standing
from knowledge.life_reading import ended
from knowledge.rows import shelved_documents
from knowledge.shelf import Shelf

OLD = """温室管理暂行办法
云岭〔2019〕3号
第一条 温室每天浇水三次，由园艺组负责。
第二条 温室钥匙由门卫保管。
2019年3月1日
"""
NEW = """温室管理办法
云岭〔2026〕8号
第一条 温室每天浇水一次，由园艺组负责。
第二条 本办法自2026年9月1日起施行，有效期三年。原《温室管理暂行办法》（云岭〔2019〕3号）同时废止。
2026年8月1日
"""
OTHER = """屋顶菜园守则
公开属性：主动公开
第一条 菜园门每晚九点上锁。
"""
WATER, KEY, DAY = "温室每天浇水几次", "温室钥匙由谁保管", date(2026, 11, 23)
OLD_KEY, NEW_KEY = ("旧.txt", "温室管理暂行办法"), ("新.txt", "温室管理办法")


@pytest.fixture
def one(database: Database, tmp_path: Path, now: datetime) -> Shelf:
    folder = tmp_path / "policies"
    folder.mkdir()
    for name, text in (("旧.txt", OLD), ("新.txt", NEW), ("菜园.txt", OTHER)):
        (folder / name).write_text(text, encoding="utf-8")
    shelf = Shelf(database, tmp_path / "data")
    shelf.import_directory(folder, now)
    return shelf


def _set(database: Database, key: lives.Key, now: datetime, **values: object) -> dict[str, object]:
    with database.write() as connection:
        return lives.change(connection, key, now, "张敏", **values)


def test_what_a_text_ends_is_proposed_and_not_ended(one: Shelf, database: Database, now: datetime) -> None:
    """The new text says so; the old document still holds until the office says it too."""
    with database.read() as connection:
        found = lives.lives(connection)
        proposed = ended(shelved_documents(connection), found, DAY)
    assert found[NEW_KEY].stated.effective == date(2026, 9, 1)
    assert found[NEW_KEY].standing.expires == date(2029, 8, 31)
    assert [(p.document.title, p.by.title if p.by else "") for p in proposed] == [("温室管理暂行办法", "温室管理办法")]
    assert "三次" in one.ask("温室管理暂行办法规定每天浇水几次", day=DAY).quote
    _set(database, OLD_KEY, now, replaced_by="温室管理办法")
    with database.read() as connection:
        assert ended(shelved_documents(connection), lives.lives(connection), DAY) == []


def test_what_holds_answers_before_what_was_replaced(one: Shelf, database: Database, now: datetime) -> None:
    """The older one is quoted where nothing else answers or it is asked for by name, and then it says what it is."""
    _set(database, OLD_KEY, now, replaced_by="温室管理办法")
    assert "一次" in one.ask(WATER, day=DAY).quote
    for question in (KEY, "《温室管理暂行办法》第二条"):
        reply = one.ask(question, day=DAY)
        assert reply.document is not None
        assert "门卫" in reply.quote
        assert reply.document.standing.said(DAY) == "（已由《温室管理办法》代替）"
    assert "温室管理暂行办法（已由《温室管理办法》代替）" in one.titles(day=DAY)
    assert "三次" in one.ask("温室管理暂行办法规定每天浇水几次", day=DAY).quote


@pytest.mark.parametrize(
    ("successor", "new", "quoted"),
    [
        ("温室报修细则", "第一条 温室值班员接到报告后15分钟内到场。", "24小时"),
        ("温室值守规定", "第一条 温室值班员接到报告后15分钟内到场。", "15分钟"),
        ("温室报修细则", "第一条 温室一般报修，12小时内到场。", "12小时"),
    ],
)
def test_what_was_replaced_leads_where_it_answers_much_better(
    tmp_path: Path, successor: str, new: str, quoted: str
) -> None:
    """Not where what holds answers about as well, nor before its own successor; its source says that it is replaced."""
    (tmp_path / "旧.txt").write_text("温室报修办法\n第一条 温室一般报修，24小时内到场。\n", encoding="utf-8")
    (tmp_path / "新.txt").write_text(f"温室值守规定\n{new}\n第二条 钥匙由门卫保管。\n", encoding="utf-8")
    library, _ = library_from_directory(tmp_path)
    found = {("旧.txt", "温室报修办法"): Standing(replaced_by=successor)}
    reply = InForce(replace(library, documents=standing(library.documents, found))).answer("报修多久到场", DAY)
    assert quoted in reply.quote


def test_what_is_withdrawn_is_neither_quoted_nor_listed(one: Shelf, database: Database, now: datetime) -> None:
    """Asked for by name it is said since when; in what came after is looked instead. Set right, it is back."""
    before = _set(database, OLD_KEY, now, withdrawn_on=date(2026, 5, 1), replaced_by="温室管理办法")
    reply = one.ask(KEY, day=DAY)
    assert "门卫" not in f"{reply.quote}{reply.alternatives}{reply.reason}"
    assert "温室管理暂行办法" not in str(one.titles(day=DAY))
    told = "《温室管理暂行办法》已于2026年5月1日废止，现行的是《温室管理办法》。"
    reply = one.ask("《温室管理暂行办法》里浇水几次", day=DAY)
    assert (reply.preface, reply.answered, "一次" in reply.quote) == (told, True, True)
    reply = one.ask("温室管理暂行办法", day=date(2026, 5, 1))
    assert reply.preface == told
    assert one.ask(KEY, day=date(2026, 4, 30)).answered
    _set(database, OLD_KEY, now, **lives.restored(before))
    assert "门卫" in one.ask(KEY, day=DAY).quote


def test_the_public_is_not_told_of_an_inner_document(one: Shelf, database: Database, now: datetime) -> None:
    """Neither by the title of a successor nor by asking for one that is withdrawn."""
    _set(database, ("菜园.txt", "屋顶菜园守则"), now, replaced_by="温室管理办法")
    _set(database, OLD_KEY, now, withdrawn_on=date(2026, 5, 1))
    assert one.titles(day=DAY, public_only=True) == ["屋顶菜园守则（已由新的文件代替）"]
    reply = one.ask("菜园门几点上锁", day=DAY, public_only=True)
    assert reply.document is not None
    assert reply.document.standing.said(DAY) == "（已由新的文件代替）"
    assert "废止" not in one.ask("《温室管理暂行办法》里浇水几次", day=DAY, public_only=True).reason
    assert one.ask("菜园门几点上锁", day=DAY).document != reply.document
