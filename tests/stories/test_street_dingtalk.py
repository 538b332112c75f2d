"""In a DingTalk group, through real signed callbacks: answered by the session address, late, forged, repeated."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import select

from bot.clock import SteppedClock
from bot.store import chats, files, inbox
from bot.store.database import Database
from tests.emulators.dingtalk_callbacks import Callback, Who
from tests.emulators.dingtalk_robot import EmulatedDingTalkRobot
from tests.emulators.wecom_rules import Trouble
from tests.street import DING_CORP, DING_GROUP, DING_SECRET, EVENTS, ROBOT, Street, street

QUESTION = "突发事件怎么报告？"
PICTURE = b"\xff\xd8\xff\xe0 a picture of water"


@pytest_asyncio.fixture
async def there(sqlite: Database, tmp_path: Path, now: datetime) -> AsyncIterator[Street]:
    """A street with policies and a registered group."""
    async with street(sqlite, tmp_path, SteppedClock(now), policies=True) as one:
        one.bind(chats.INTERNAL, platform="dingtalk", chat=DING_GROUP)
        one.greeted()
        yield one
        one.must_be_clean()


def stored(there: Street) -> list[str]:
    """Return the texts of what was heard."""
    with there.house.database.read() as connection:
        return list(connection.scalars(select(inbox.inbox.c.text).order_by(inbox.inbox.c.id)))


@pytest.mark.parametrize("chat", ["", DING_GROUP])
async def test_a_question_is_answered_by_the_session_address(there: Street, chat: str) -> None:
    """In the group where it was asked, and in private."""
    assert (await there.robot.says("liming", QUESTION, chat=chat)).status == 200
    await there.answered()
    (text,) = there.dingtalk.texts(chat or "liming")
    assert "《" in text
    assert there.dingtalk.calls["/v1.0/robot/groupMessages/send"] == 0


async def test_two_people_who_ask_the_same_at_once_get_an_answer_each(there: Street) -> None:
    """Two answers in the group, though the words are the same."""
    await asyncio.gather(*(there.robot.says(who, QUESTION, chat=DING_GROUP) for who in ("liming", "wang")))
    await there.answered()
    assert len(there.dingtalk.texts(DING_GROUP)) == 2


async def test_an_expired_session_gives_way_to_the_open_api(there: Street) -> None:
    """The answer came after an hour and a half: by the robot's own right to speak in its group."""
    there.house.registry.prepares["help"] = lambda *_: there.forward(minutes=95)
    await there.robot.says("liming", "帮助", chat=DING_GROUP)
    await there.answered()
    assert "查制度" in there.dingtalk.texts(DING_GROUP)[0]
    assert there.dingtalk.calls["/v1.0/robot/groupMessages/send"] == 1


async def test_a_session_the_platform_has_forgotten_gives_way_to_the_open_api(there: Street) -> None:
    """Refused once is enough."""
    there.dingtalk.fail("/robot/sendBySession", Trouble.ERRCODE, code=300001)
    await there.robot.says("liming", "帮助")
    await there.answered()
    assert "查制度" in there.dingtalk.texts("liming")[0]
    assert there.dingtalk.calls["/v1.0/robot/oToMessages/batchSend"] == 1


async def test_a_message_delivered_again_is_answered_once(there: Street) -> None:
    """The same id, whenever it comes."""
    callback = there.robot.text("liming", QUESTION, chat=DING_GROUP)
    for _ in range(3):
        assert (await there.robot.deliver(callback)).status == 200
    await there.answered()
    assert len(there.dingtalk.texts(DING_GROUP)) == 1


async def test_an_empty_mention_is_answered_kindly(there: Street) -> None:
    """Nothing but a blank is left of it."""
    await there.robot.says("liming", "", chat=DING_GROUP)
    await there.answered()
    assert "写在同一条里" in there.dingtalk.texts(DING_GROUP)[0]


async def test_an_answer_never_leads_to_another_host(there: Street) -> None:
    """The signature does not cover the body, so whoever caught one may write any address into it."""
    for address in (
        "https://oapi.dingtalk.com.evil.example/robot/sendBySession?session=x",
        there.dingtalk.base.replace("127.0.0.1", "localhost") + "/robot/sendBySession?session=x",
        there.dingtalk.base.replace("http://", "http://evil@") + "/robot/sendBySession?session=x",
    ):
        fields = dict(there.robot.text("liming", "帮助", chat=DING_GROUP).fields) | {"sessionWebhook": address}
        assert (await there.robot.deliver(there.robot.seal(fields))).status == 200
    await there.answered()
    assert there.dingtalk.calls["/robot/sendBySession"] == 0
    assert there.dingtalk.calls["/v1.0/robot/groupMessages/send"] == 3


async def test_another_corp_another_robot_and_a_foreign_signature_are_refused(there: Street) -> None:
    """And so is a captured callback after an hour; nothing of them is stored."""
    fields = dict(there.robot.text("liming", "帮助").fields)
    for wrong in ({"chatbotCorpId": "dingother"}, {"robotCode": "dingother"}):
        assert (await there.robot.deliver(there.robot.seal(fields | wrong))).status == 403
    stranger = EmulatedDingTalkRobot(
        there.robot.url, app_secret="another", robot_code=ROBOT, corp_id=DING_CORP, clock=there.clock
    )
    assert (await stranger.says("liming", "帮助")).status == 403
    captured = there.robot.text("liming", "帮助")
    there.forward(minutes=61)
    assert (await there.robot.deliver(captured)).status == 403
    assert stored(there) == []
    assert DING_SECRET not in repr(there.logged.entries)


async def test_somebody_from_outside_is_nobody_of_ours(there: Street) -> None:
    """Whatever id the body claims: one of another corp is a stranger, though it is called like a colleague."""
    await there.robot.says(Who("liming", corp="dingother", is_staff=False), "病假超过几天要扣绩效？")
    await there.answered()
    with there.house.database.read() as connection:
        (account,) = connection.scalars(select(inbox.inbox.c.account))
    assert account != "liming"


async def test_a_picture_and_a_voice_are_understood(there: Street) -> None:
    """The picture is kept, the transcript is read like typed words."""
    await there.robot.deliver(there.robot.picture("liming", PICTURE))
    await there.until(lambda: _digests(there), "the picture is kept")
    assert there.house.files.read(_digests(there)[0]) == PICTURE
    await there.robot.deliver(there.robot.audio("liming", "突发事件怎么报告"))
    await there.answered()
    assert any("《" in text for text in there.dingtalk.texts("liming"))


async def test_events_are_subscribed_and_acknowledged(there: Street) -> None:
    """Encrypted, answered with an encrypted success; another app's keys are refused."""
    address = there.url(f"/callback/dingtalk-events/{ROBOT}")
    assert await there.robot.subscribes(EVENTS, url=address)
    assert not await there.robot.subscribes(replace(EVENTS, owner="dingother"), url=address)


async def test_a_captured_signature_opens_nothing_but_words(there: Street) -> None:
    """With any body for an hour, yes: but ids are taken once, rights are rows, and addresses are exact."""
    caught = there.robot.text("wang", "帮助")
    forged = Callback(json.dumps(dict(caught.fields) | {"senderStaffId": "nobody-known"}).encode(), caught.headers)
    assert (await there.robot.deliver(caught)).status == 200
    assert (await there.robot.deliver(forged)).status == 200
    await there.answered()
    assert len(stored(there)) == 1


def _digests(there: Street) -> list[str]:
    with there.house.database.read() as connection:
        return list(connection.scalars(select(files.files.c.sha256)))
