"""Readings run inside a turn, which others wait for: no text, however long and odd, may make one slow."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.registry import Read
from bot.settings import Office
from bot.situation import Situation
from handlers.ask import said as ask
from handlers.enrolment import talk as enrolment
from handlers.incident import saying as incident
from handlers.study import said as study
from handlers.system import talk as system
from tests.fakes import message
from tests.growth import grows_with

MOST = 20_000  # characters: more than a callback holds
READS = (ask.read, enrolment.read, incident.read, study.read, system.read)
SEEDS = (
    "1",
    "水",
    "第一条",
    "签到",
    " ",
    "3个孩子",
    "我是",
    "电梯",
    "通知",
    "\n",
    "a.",
    "？",
    "昨天",
    "《",
    "张",
    "，",
    "第1",
    "会",
)


@pytest.mark.parametrize("read", READS, ids=lambda read: read.__module__)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_wall_of_anything_is_read_at_once(read: Read, seed: str) -> None:
    """Twenty thousand characters of one thing, and with a tail that almost fits."""
    situation = Situation(datetime(2026, 11, 23, tzinfo=UTC), Office())
    for tail in ("", "个人发"):
        grows_with(lambda size, tail=tail: read(message(seed * (size // len(seed)) + tail), situation), MOST)  # type: ignore[misc]
