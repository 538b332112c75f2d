"""Documents on both platforms, through real uploads: privately to whoever asked, once, whatever is lost on the way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from sqlalchemy import select

from bot.clock import SteppedClock
from bot.documents import Document
from bot.store import chats
from bot.store.calls import calls as calls_table
from bot.store.database import Database
from bot.store.pushes import Recipient
from bot.turn import GIVEN, Turn
from tests.emulators.uploads import Uploaded
from tests.emulators.wecom_callbacks import Sender, deliver
from tests.emulators.wecom_rules import Trouble
from tests.giving import ASKED, REPORT, let_thanks_bring
from tests.street import APP, DING_GROUP, GROUP, Street, street

SHOWN = Uploaded(REPORT.name, REPORT.content, REPORT.media_type)
calls = calls_table.c
TO_PEOPLE = "/v1.0/robot/oToMessages/batchSend"
INSTEAD = "“三食堂漏水情况报告.docx”已生成，这里收不了文件，请联系综合办公室 张敏领取。"


@pytest_asyncio.fixture
async def there(sqlite: Database, tmp_path: Path, now: datetime) -> AsyncIterator[Street]:
    """A street with registered groups, where 「谢谢」 brings a document."""
    async with street(sqlite, tmp_path, SteppedClock(now)) as one:
        one.bind(chats.INTERNAL)
        one.bind(chats.INTERNAL, platform="dingtalk", chat=DING_GROUP)
        one.greeted()
        let_thanks_bring(one.house)
        yield one
        one.must_be_clean()


async def stumbles(there: Street) -> None:
    """Wait for a call that went wrong, twice, and let it be tried again each time."""
    for attempts in (1, 3):  # the upload that got through in between is one too
        await there.until(lambda attempts=attempts: _put_off(there, attempts), "a call is put off")  # type: ignore[misc]
        there.forward(seconds=30)
    await there.answered()


def _put_off(there: Street, attempts: int) -> bool:
    put_off = (calls.state == "wait") & calls.error.is_not(None) & (calls.attempts == attempts)
    with there.house.database.read() as connection:
        return connection.scalar(select(calls.id).where(put_off)) is not None


async def test_asked_of_the_app(there: Street) -> None:
    """The app answers with the file itself."""
    url = there.url(f"/callback/wecom-app/{APP.agent_id}")
    async with aiohttp.ClientSession() as session:
        callback = Sender(APP).text(ASKED, sender="liming", at=there.clock.machine())
        assert await deliver(session, url, callback) == [200]
    await there.answered()
    assert there.wecom.screen("liming").files == [SHOWN]
    assert there.wecom.texts("liming") == []


async def test_asked_of_the_ai_bot_it_comes_by_the_app(there: Street) -> None:
    """The bot can't send files here; its stream says that the answer came another way."""
    asked = await there.bot.says("liming", ASKED)
    await there.answered()
    await there.bot.poll_until_finished(asked)
    assert asked.text == "已另行答复。"
    assert there.wecom.screen("liming").files == [SHOWN]


async def test_asked_in_a_wecom_group_it_comes_privately(there: Street) -> None:
    """The group hears where it went, and gets nothing."""
    asked = await there.bot.says("liming", f"@后勤助手 {ASKED}", chat=GROUP)
    await there.answered()
    await there.bot.poll_until_finished(asked)
    assert asked.text == GIVEN
    assert there.wecom.screen("liming").files == [SHOWN]
    assert not there.wecom.screen(GROUP).files


@pytest.mark.parametrize("chat", ["", DING_GROUP])
async def test_asked_in_dingtalk_it_comes_by_the_robot(there: Street, chat: str) -> None:
    """In private and in a group, which hears where it went."""
    await there.robot.says("liming", ASKED, chat=chat)
    await there.answered()
    assert there.dingtalk.files("liming") == [SHOWN]
    assert there.dingtalk.texts(DING_GROUP) == ([GIVEN] if chat else [])


async def test_what_gets_lost_on_the_way_arrives_once_in_wecom(there: Street) -> None:
    """The answer to the upload, then the answer to the message: one file, not two."""
    there.wecom.fail("media/upload", Trouble.LOST)
    there.wecom.fail("message/send", Trouble.LOST)
    await there.bot.says("liming", ASKED)
    await stumbles(there)
    assert there.wecom.screen("liming").files == [SHOWN]
    assert (there.wecom.calls["media/upload"], there.wecom.calls["message/send"]) == (2, 2)


async def test_what_gets_lost_on_the_way_arrives_once_in_dingtalk(there: Street) -> None:
    """As in WeCom."""
    there.dingtalk.fail("/media/upload", Trouble.LOST)
    there.dingtalk.fail(TO_PEOPLE, Trouble.LOST)
    await there.robot.says("liming", ASKED)
    await stumbles(there)
    assert there.dingtalk.files("liming") == [SHOWN]
    assert (there.dingtalk.calls["/media/upload"], there.dingtalk.calls[TO_PEOPLE]) == (2, 2)


async def test_a_file_the_app_may_not_send_is_told_in_words(there: Street) -> None:
    """Where he asked, he learns what was made and whom to ask."""
    there.wecom.fail("media/upload", Trouble.ERRCODE, 48002)
    asked = await there.bot.says("liming", ASKED)
    await there.answered()
    assert [bubble.text for bubble in asked.later] == [INSTEAD]
    assert not there.wecom.screen("liming").files


async def test_a_group_webhook_hands_over_a_file_and_a_custom_robot_words(there: Street) -> None:
    """Each into the group it is bound to; DingTalk's custom robot can carry none."""
    there.bind(chats.INTERNAL, push_route="wecom-webhook:工作群")
    there.bind(chats.INTERNAL, platform="dingtalk", chat=DING_GROUP, push_route="dingtalk-webhook:钉钉群")

    def to_groups(turn: Turn) -> None:
        for platform, chat in (("wecom", GROUP), ("dingtalk", DING_GROUP)):
            turn.push(Recipient(platform=platform, chat=chat), "本周报告。", audience="group", document=REPORT)

    let_thanks_bring(there.house, to_groups)
    await there.robot.says("liming", ASKED)
    await there.answered()
    assert there.wecom.screen(GROUP).texts == ["本周报告。"]
    assert there.wecom.screen(GROUP).files == [SHOWN]
    assert there.dingtalk.texts(DING_GROUP) == ["本周报告。", INSTEAD]


async def test_a_kind_dingtalk_does_not_know_comes_zipped(there: Street) -> None:
    """A calendar; the name stays."""
    let_thanks_bring(there.house, lambda turn: turn.give(Document("周计划.ics", b"BEGIN:VCALENDAR", "text/calendar")))
    await there.robot.says("liming", ASKED)
    await there.answered()
    assert [one.name for one in there.dingtalk.files("liming")] == ["周计划.zip"]
