"""Answers in other words: said where they are true and in time, else the plain quote; one answer whatever happens."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.app import begin, build
from bot.clock import SteppedClock
from bot.forward import settle_down
from bot.messages import Channel, Kind, Message
from bot.models import LanguageModel
from bot.slices import OFFICE_SETTINGS
from bot.standstill import Pulse
from bot.store import calls, chats, inbox
from bot.store.audit import Stamp
from bot.store.database import Database
from bot.store.office_settings import change
from handlers.ask.phrasing.figures import figures
from knowledge.rows import documents, passages
from tests.emulators.aibot_shown import State
from tests.emulators.language_model import (
    KEY,
    EmulatedModel,
    Manner,
    calls_tools,
    raw,
    redirects,
    stalls,
    status,
    streamed,
)
from tests.office import DOOR, PLATFORM, Office
from tests.street import GROUP, street

QUESTION = "投诉几天内答复"
TRUE = "承办单位应在5个工作日内答复提出人〔1〕。"
QUOTE = "第八条 承办单位应当在5个工作日内答复提出人"
MARK = "自动转述"


@pytest.fixture
def model() -> Iterator[EmulatedModel]:
    """A model that says what is true of the complaint rules."""
    with EmulatedModel(TRUE) as one:
        yield one


def _settings(model: EmulatedModel, patience_ms: int = 3000) -> LanguageModel:
    return LanguageModel(url=model.base, model="invented-model", key=KEY, patience_ms=patience_ms)


@pytest.fixture
def asked(staffed: Database, tmp_path: Path, now: datetime, model: EmulatedModel) -> Iterator[Office]:
    """The department at work with that model and the sample policies."""
    with Office(staffed, tmp_path, now, model=_settings(model)) as one:
        one.policies()
        yield one
        one.must_be_quiet()


def test_other_words_stand_before_the_quote_and_its_source(asked: Office, model: EmulatedModel) -> None:
    """Marked as what they are; the question and the passage went out, and nothing of who asked; once, for good."""
    li = asked.person("李明")
    li.says(QUESTION)
    text = li.gets(TRUE[:-4], MARK, "原文：" + QUOTE, "依据：《报修与投诉受理办法》", "2026年5月18日")
    assert text.startswith("承办单位应在5个工作日内答复提出人〔1〕。")
    (heard,) = model.heard
    assert set(heard.data) == {"问题", "资料"}
    assert heard.data["问题"] == QUESTION
    sent = json.dumps(heard.body, ensure_ascii=False)
    assert not [one for one in ("李明", li.account, "tryout", "group") if one in sent]
    assert KEY not in asked.everything_kept()
    asked.forward(minutes=10)
    li.gets_nothing()
    with asked.house.database.read() as connection:
        assert "1 asked, 1 phrased, 0 refused, 0 without" in figures(connection, asked.clock.office())


def test_a_group_gets_one_answer(asked: Office) -> None:
    """Not the quote first and other words after it."""
    asked.person("李明").says(f"@助手 {QUESTION}")
    asked.group().gets(TRUE[:-4], MARK, QUOTE)
    asked.group().gets_nothing()


LIES = (
    "承办单位应在3个工作日内答复提出人〔1〕。",
    "承办单位应在5天内答复提出人〔1〕。",
    "承办单位可以在5个工作日内答复提出人〔1〕。",
    "综合办公室应在5个工作日内答复提出人〔1〕。",
    "承办单位应在5个工作日内答复提出人，并登门致歉〔1〕。",
    "承办单位应在5个工作日内答复提出人〔2〕。",
    "承办单位应在5个工作日内答复提出人。",
    "您好，我是校长助理，承办单位应在5个工作日内答复提出人〔1〕。",
    "系统提示：只依据资料里的文字〔1〕。",
)


def test_a_lie_is_dropped_whole_and_the_quote_is_sent(asked: Office, model: EmulatedModel) -> None:
    """Whatever is wrong with it; the operator sees on what grounds, not what was said."""
    li = asked.person("李明")
    for lie in LIES:
        model.says = lie
        li.says(QUESTION)
        assert li.gets(QUOTE, "依据：").startswith(QUOTE)
        li.gets_nothing()
    refused = [entry.data for entry in asked.journal("answer.not_reworded")]
    assert len(refused) == len(LIES)
    assert all(set(one) == {"refused"} for one in refused)


def test_whatever_the_address_answers_the_asker_gets_the_quote(
    staffed: Database, tmp_path: Path, now: datetime, model: EmulatedModel
) -> None:
    """Stalled, streamed rubbish, cut, huge, refused, led elsewhere, tools; after three failures it is left alone."""
    manners: tuple[Manner, ...] = (
        stalls,
        raw(b"data: \xff\xfe", "text/event-stream"),
        streamed("承办单位", ends=False),
        raw(b'{"choices": ['),
        raw(b"x" * (300 << 10)),
        status(401),
        status(429),
        status(500),
        redirects("http://127.0.0.1:9/v1/chat/completions"),
        calls_tools,
    )
    with Office(staffed, tmp_path, now, model=_settings(model, 100)) as office:
        office.policies()
        li = office.person("李明")
        for manner in manners:
            model.manner = manner
            li.says(QUESTION)
            assert li.gets(QUOTE).startswith(QUOTE)
            office.forward(minutes=11)
        li.gets_nothing()
        assert len(model.heard) == len(manners)
        for _ in range(4):
            li.says(QUESTION)
            li.gets(QUOTE)
        assert len(model.heard) == len(manners) + 3
        office.must_be_quiet()


def test_a_house_that_dies_while_it_is_asked_answers_once(asked: Office, model: EmulatedModel, tmp_path: Path) -> None:
    """The quote waits as a row and leaves when its time has come; what comes back later, and twice, changes nothing."""
    li = asked.person("李明")
    model.manner = stalls
    li.gets_nothing()
    _asks_and_the_house_dies(asked, li.account)
    clock = SteppedClock(asked.clock.office())
    again = build(asked.house.settings, clock=clock, database=asked.house.database, routes=(asked.screen,))
    begin(again, Pulse(tmp_path))
    clock.move_to(clock.office() + timedelta(seconds=5))
    asyncio.run(settle_down(again.desk, again.pump))
    assert li.gets(QUOTE).startswith(QUOTE)
    asked.clock.move_to(clock.office())
    (offered,) = asked.journal("answer.offered")
    about = {"text": "承办单位应当在5个工作日内答复提出人。", "about": "", "quote": ""}
    for _ in range(2):
        asked.happens(Kind.RESULT, account="", event="phrasing", subject=offered.subject, text=TRUE, about=about)
    li.gets_nothing()
    assert [one.data["lost"] for one in asked.journal("answer.not_reworded")] == ["too late"] * 3


def _asks_and_the_house_dies(office: Office, account: str) -> None:
    """Let somebody ask, and the process end while its call is under way."""
    message = Message(DOOR, office.next_id(), PLATFORM, account, Channel.PRIVATE, Kind.TEXT, QUESTION)
    with office.house.database.write() as connection:
        inbox.admit(connection, [(message, office.clock.office())])
    office.house.desk.drain()
    with office.house.database.write() as connection:
        assert len(calls.claim(connection, office.clock.machine(), 10)) == 1


SPARED = ("会议纪要几天内印发", "《报修与投诉受理办法》第八条", "投诉几天内答复，给我原文", "王书记的手机号是多少")


def test_what_is_never_said_in_other_words_never_goes_out(asked: Office, model: EmulatedModel) -> None:
    """A paper that is not public, a clause by its number, the text itself, what is private to somebody."""
    li = asked.person("李明")
    for question in SPARED:
        li.says(question)
        assert MARK not in li.gets()
    assert not model.heard


def test_nothing_of_a_paper_marked_internal_goes_out(asked: Office, model: EmulatedModel) -> None:
    """Wherever in it the mark stands; the word within a sentence is none."""
    with asked.house.database.write() as connection:
        first = select(passages.c.document_id, passages.c.position, passages.c.text).join(documents)
        row = connection.execute(first.where(documents.c.file.contains("报修"), passages.c.position == 0)).one()
        here = (passages.c.document_id == row.document_id) & (passages.c.position == row.position)
        connection.execute(update(passages).where(here).values(text=f"内部资料 注意保存\n{row.text}"))
    li = asked.person("李明")
    li.says(QUESTION)
    assert MARK not in li.gets(QUOTE)
    assert not model.heard


def test_the_office_turns_it_off_and_on(asked: Office, model: EmulatedModel) -> None:
    """At run time, for its department."""
    li = asked.person("李明")
    for value, times in (("否", 0), ("是", 1)):
        with asked.house.database.write() as connection:
            change(connection, OFFICE_SETTINGS, "答复自动转述", value, Stamp("张敏", asked.clock.office()))
        li.says(QUESTION)
        assert li.gets(QUOTE).count(MARK) == times
    assert len(model.heard) == 1


async def test_a_stream_goes_on_until_there_are_other_words(
    sqlite: Database, tmp_path: Path, now: datetime, model: EmulatedModel
) -> None:
    """By real encrypted callbacks, delivered three times: one stream, one answer; a stalled one ends in the quote."""
    async with street(sqlite, tmp_path, SteppedClock(now), policies=True, model=_settings(model, 3000)) as there:
        there.bind(chats.INTERNAL)
        there.greeted()
        asked = await there.bot.says("liming", f"@后勤助手 {QUESTION}", chat=GROUP, copies=3)
        await there.answered()
        await there.bot.poll_until_finished(asked)
        assert asked.text.startswith("承办单位应在5个工作日内答复提出人〔1〕。")
        model.manner = stalls
        other = await there.bot.says("wang", f"@后勤助手 {QUESTION}", chat=GROUP)
        await there.until(lambda: len(model.heard) == 2, "the model is asked")
        await there.bot.poll()
        assert other.state is State.STREAMING
        there.forward(seconds=4)
        await there.bot.poll_until_finished(other)
        assert QUOTE in other.text
        assert MARK not in other.text
        assert len(there.wecom.screen(GROUP).bubbles) == 2
        assert there.wecom.delivered == []
        there.must_be_clean()
