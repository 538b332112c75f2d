"""Signing in on the street: by word and button, in WeCom and DingTalk, privately and in a group; each counted once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp
import pytest_asyncio
from sqlalchemy import delete

from bot.clock import SteppedClock
from bot.store import accounts, chats, journal, people
from bot.store.database import Database
from bot.turn import Turn
from handlers.study import opening, roster, studies
from handlers.study.talk import SIGNED
from handlers.study.window import from_now
from scheduler.audience import Audience, Group, Term
from tests.emulators.wecom_callbacks import Sender, deliver
from tests.street import APP, GROUP, Street, street

NAMES = ("陈志远", "王建国", "李明", "张敏")
TITLE = "安全培训"
WRITES = Sender(APP)  # one for all: each message has its own number


@pytest_asyncio.fixture
async def there(sqlite: Database, tmp_path: Path, now: datetime) -> AsyncIterator[Street]:
    """A street on which 李明 reads DingTalk alone and the others WeCom alone; signing in is open for the four."""
    async with street(sqlite, tmp_path, SteppedClock(now)) as one:
        one.greeted()
        one.bind(chats.INTERNAL, push_route="wecom-webhook:工作群")
        with one.house.database.write() as connection:
            theirs = accounts.accounts.c
            reads_dingtalk = theirs.account == "liming"
            elsewhere = (reads_dingtalk & (theirs.platform == "wecom")) | (
                ~reads_dingtalk & (theirs.platform == "dingtalk")
            )
            connection.execute(delete(accounts.accounts).where(elsewhere))
            open_study(one, Turn(connection, now=now, machine=now, source="story"))
        one.forward(seconds=1)
        await one.answered()
        yield one
        one.must_be_clean()


def open_study(there: Street, turn: Turn) -> None:
    """Open signing in for half an hour, with the group."""
    four = [people.by_name(turn.connection, name, turn.now)[0] for name in NAMES]
    chat = chats.find(turn.connection, "wecom", GROUP)
    study = studies.put(
        turn.connection,
        from_now(turn.now, 30),
        kind="培训",
        title=TITLE,
        starts_at=turn.now,
        audience=Audience(tuple(Term(Group.PERSON, one.name, one.id) for one in four)),
        organiser_id=four[-1].id,
        chat_id=chat.id if chat else None,
        made_at=turn.now,
    )
    opening.open_study(turn, study, ZoneInfo("Asia/Shanghai"))


async def says(there: Street, sender: str, text: str, *, times: int = 1) -> None:
    """Let a member write to the app; times: how often the platform delivers it."""
    callback = WRITES.text(text, sender=sender, at=there.clock.machine())
    async with aiohttp.ClientSession() as session:
        for _ in range(times):
            assert await deliver(session, there.url(f"/callback/wecom-app/{APP.agent_id}"), callback) == [200]
    await there.answered()


def acks(texts: list[str]) -> int:
    """Count how often somebody read that he has signed in."""
    return sum(TITLE in text and text.startswith("已签到") for text in texts)


def told(there: Street) -> list[str]:
    """Return the tallies the group has read."""
    return [text for text in there.wecom.screen(GROUP).texts if "已签到" in text]


def counted(there: Street) -> tuple[int, int]:
    """Return how many have signed, by the roster and by the journal."""
    with there.house.database.read() as connection:
        return roster.count(connection, 1)[0], len(journal.entries(connection, kinds=(SIGNED,)))


async def test_signing_in_on_every_way_counts_everybody_once(there: Street) -> None:
    """What a platform delivers again changes nothing; the acknowledgement is private, the group reads numbers only."""
    await says(there, "wang", "签到", times=3)
    assert (acks(there.wecom.texts("wang")), counted(there)) == (1, (1, 1))

    asked = await there.bot.says("chen", "@后勤助手 签到", chat=GROUP)
    await there.answered()
    there.forward(seconds=21)
    await there.until(lambda: acks(there.wecom.texts("chen")), "he is told privately")
    assert "已签到" not in asked.text

    (card,) = there.dingtalk.cards_in("liming")
    assert (await there.robot.presses("liming", card, 1)).taken
    again, url = there.robot.sent[-1], there.robot._way_of("liming", card)[0]
    for _ in range(2):
        assert (await there.robot.deliver(again, url=url)).status == 200
    await there.answered()
    assert (acks(there.dingtalk.texts("liming")), counted(there)) == (1, (3, 3))

    there.forward(seconds=61)
    await there.until(lambda: told(there), "the group reads the tally")
    await says(there, "zhangmin", "到了")
    there.forward(seconds=59)
    await there.answered()
    assert told(there) == [f"【签到】{TITLE} 已签到3人，应到4人，10:30截止。"]
    there.forward(seconds=2)
    await there.until(lambda: "已签到4人" in told(there)[-1], "the group reads the next one")
    assert not [text for text in there.wecom.screen(GROUP).texts for name in NAMES if name in text]


async def test_words_do_what_a_card_would_and_nothing_is_lost_with_the_token(there: Street) -> None:
    """Where cards can't be opened the text says what to answer; a token that is taken back mid-way loses nothing."""
    (invited,) = [text for text in there.wecom.texts("wang") if text.startswith("【签到】")]
    assert "请回“签到”" in invited
    assert "〔XX-0001〕" in invited
    await says(there, "wang", "签到XX-0001")
    there.wecom.revoke()
    await says(there, "chen", "1")
    there.wecom.revoke()
    there.dingtalk.revoke()
    await there.robot.says("liming", "签到")
    await says(there, "zhangmin", "签到")
    there.forward(minutes=2)
    await there.answered()
    texts = [*map(there.wecom.texts, ("wang", "chen", "zhangmin")), there.dingtalk.texts("liming")]
    assert ([acks(one) for one in texts], counted(there)) == ([1, 1, 1, 1], (4, 4))
    there.forward(minutes=30)
    await there.until(lambda: "签到已结束" in there.wecom.screen(GROUP).texts[-1], "it is over")
