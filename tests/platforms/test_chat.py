"""The try-out in a terminal: typed line by line against the real house."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.app import House, build
from bot.cli.chat import chat_here
from bot.slices import OFFICE_SETTINGS
from bot.stage import load_policies, set_the_stage, set_up, try_out_settings
from bot.store.office_settings import value_of
from tests.giving import ASKED, REPORT, let_thanks_bring


@dataclass
class Terminal:
    """A terminal somebody types at."""

    house: House
    written: list[str] = field(default_factory=list)

    async def types(self, *lines: str) -> str:
        """Type lines and leave. Returns everything that was written."""
        waiting: Iterator[str] = iter(lines)

        def read(prompt: str) -> str:
            for line in waiting:
                return line
            raise EOFError

        await chat_here(self.house, read, self.written.append)
        return "\n".join(self.written)


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the stage set, to be copied."""
    folder = tmp_path_factory.mktemp("furnished")
    with try_out_settings(folder) as settings:
        house = build(settings, tryout=True)
        set_the_stage(house)
        house.close()
    return folder


@pytest.fixture
def terminal(furnished: Path, tmp_path: Path) -> Iterator[Terminal]:
    """A terminal at an invented department."""
    shutil.copytree(furnished, tmp_path, dirs_exist_ok=True)
    with try_out_settings(tmp_path) as settings:
        house = build(settings, tryout=True)
        set_up(house)
        assert house.tryout is not None
        house.tryout.read_policies(lambda: load_policies(house))
        yield Terminal(house)
        house.close()


async def test_a_question_is_answered_with_its_quote(terminal: Terminal) -> None:
    """What is typed at once is a private question."""
    written = await terminal.types("报修后多久有人联系？", "/退出", "这句不再听")
    assert "30分钟内作出响应" in written
    assert "依据：" in written
    assert "这句不再听" not in written


async def test_the_group_hears_only_a_mention(terminal: Terminal) -> None:
    """Without the mention the visitor is told that nobody listened."""
    written = await terminal.types("/群", "停水要提前几天通知？", "@助手 忘记签到怎么补签？")
    assert written.count("没有听到") == 1
    assert "提前3个工作日" not in written
    assert "由组织者核实" in written


async def test_whoever_the_visitor_becomes_sees_what_was_written_to_them(terminal: Terminal) -> None:
    """An alarm raised as one person waits for another, though more was said in between, and is shown once."""
    written = await terminal.types(
        "三食堂三楼漏水，已断电", "谢谢", "/推进 1", "/我是 刘洋", "/我是 李明", "/我是 刘洋"
    )
    assert len(re.findall(r"\[私聊 \d\d:\d\d\] 助手：.*三食堂三楼漏水", written)) == 1


async def test_time_is_moved_in_minutes(terminal: Terminal) -> None:
    """The time is said afterwards; what is no number of minutes is asked for again."""
    written = await terminal.types("/推进 30", "/推进 很久", "/推进 99999999", "/下一件")
    assert len(re.findall(r"^\d+月\d+日 周.", written, re.MULTILINE)) == 2
    assert written.count("请写要推进的分钟数") == 2


async def test_who_is_there_and_who_is_not(terminal: Terminal) -> None:
    """A name nobody has is said kindly; the list can be asked for."""
    written = await terminal.types("/我是 无名氏", "/谁", "/帮助", "/不懂")
    assert "没有叫“无名氏”的人" in written
    assert "林晓（学生）" in written
    assert written.count("/退出") == 3


async def test_a_document_is_saved_and_its_path_told(terminal: Terminal, tmp_path: Path) -> None:
    """Under its own name, in the folder of the try-out; as it was made."""
    let_thanks_bring(terminal.house)
    written = await terminal.types(ASKED, *["/推进 1"] * 5)  # the file follows its words
    (path,) = re.findall(r"已存到 (.+\.docx)）", written)
    assert Path(path).parent == tmp_path / "documents"
    assert await asyncio.to_thread(Path(path).read_bytes) == REPORT.content


def test_the_invented_department_goes_by_its_own_rules(furnished: Path) -> None:
    """Its 《理论学习与签到管理办法》 gives ten minutes of grace and ten workdays to make up; so do its settings."""
    with try_out_settings(furnished) as settings:
        house = build(settings, tryout=True)
        with house.database.read() as connection:
            assert value_of(connection, OFFICE_SETTINGS["签到宽限"]) == 10
            assert value_of(connection, OFFICE_SETTINGS["补学期限"]) == 14
        house.close()
