"""What the public is told does not depend on what only the department may read: not a word, count, order or reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.store.database import Database, metadata
from knowledge import lives
from knowledge.shelf import Shelf
from tests.conftest import MONDAY
from tests.ground import opened
from tests.rules.knowledge_texts import ARTICLES, NOTICE, PLAN, STATUTE, STORY

DAY = date(2026, 11, 23)
PUBLIC = {
    "菜园.txt": PLAN.replace("（二O二三年", "公开范围：公开\n（二O二三年"),
    "节水.txt": "公开属性：主动公开\n" + STORY,
    "水房.txt": "水房管理办法\n公开范围：公开\n第一条 水房每晚十点关门。\n第二条 水卡由后勤处发放。\n2019年3月1日\n",
}
HIDDEN = {
    "守则.txt": NOTICE,
    "鱼塘.txt": STATUTE,
    "花房.txt": ARTICLES,
    "水房.新.txt": "水房使用规定\n青江大学后勤处\n第一条 水房每晚九点关门，钥匙由秦川柏同志保管。\n第三条 罚款五十元。",
}
OLD, NEW = ("水房.txt", "水房管理办法"), "水房使用规定"
QUESTIONS = """\
水房使用规定第一条|水房管理办法第三条|第三条讲什么|青江大学的水房几点关门|秦川柏管什么|秦川柏 钥匙|罚款多少钱
工具多久归还|工居多久归还|鱼塘钓鱼要许可吗|菜园夏天怎么浇水|浇水|林秋水主任是谁|一个龙头每年节水多少
《水房使用规定》写了什么|水房管理办法现在还有效吗|有哪些规定|总则第二条|水 卡 发放""".replace("\n", "|").split("|")
WORDS = "水房菜园工具归还钥匙鱼塘第一二三条规定办法青江大学云岭秦川柏同志罚款多少几点怎么谁《》 ？"


def _shelf(folder: Path, texts: dict[str, str], later: dict[str, str]) -> tuple[Shelf, Database]:
    """Put documents on a shelf of its own, the later ones by an import of their own."""
    database = opened(f"sqlite:///{folder / 'houqin.db'}")
    metadata.create_all(database.engine)
    shelf = Shelf(database, folder / "data")
    for name, some in (("first", texts), ("later", later)):
        (folder / name).mkdir()
        for file, text in some.items():
            (folder / name / file).write_text(text, encoding="utf-8")
        shelf.import_directory(folder / name, MONDAY)
    with database.write() as connection:
        lives.change(connection, OLD, MONDAY, "张敏", replaced_by=NEW, replaced_on=date(2026, 3, 1))
    return shelf, database


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Shelf, Shelf]]:
    """A shelf of public documents, and the same with the department's beside them."""
    alone, one = _shelf(tmp_path_factory.mktemp("alone"), PUBLIC, {})
    both, other = _shelf(tmp_path_factory.mktemp("both"), PUBLIC, HIDDEN)
    yield alone, both
    one.close()
    other.close()


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_public_hears_the_same_whatever_the_department_has(shelves: tuple[Shelf, Shelf], question: str) -> None:
    """Quotes, alternatives, titles, scores, confidence and reasons; in force today or not."""
    alone, both = shelves
    for day in (None, DAY):
        assert both.ask(question, public_only=True, day=day) == alone.ask(question, public_only=True, day=day)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(
        alphabet="水房菜园工具归还钥匙鱼塘第一二三条规定办法青江大学云岭秦川柏同志罚款多少几点怎么谁《》 ？",
        max_size=24,
    )
)
def test_no_question_tells_what_is_hidden(shelves: tuple[Shelf, Shelf], question: str) -> None:
    """Any string of the words of both."""
    alone, both = shelves
    assert both.ask(question, public_only=True, day=DAY) == alone.ask(question, public_only=True, day=DAY)


def test_the_department_has_both(shelves: tuple[Shelf, Shelf]) -> None:
    """So the comparison says something; and the titles listed to the public are its own."""
    alone, both = shelves
    assert both.ask("秦川柏保管什么", day=DAY).answered
    assert not both.ask("秦川柏保管什么", public_only=True, day=DAY).answered
    assert NEW in both.titles(day=DAY)
    assert both.titles(public_only=True, day=DAY) == alone.titles(public_only=True, day=DAY)
    assert NEW not in str(both.titles(public_only=True, day=DAY))
