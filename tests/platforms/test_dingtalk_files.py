"""Files by DingTalk's robot: uploaded on the old address, handed over as sampleFile, shown as they were made."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator

import pytest
from aiohttp import web

from bot.clock import SteppedClock
from bot.documents import Document
from bot.errors import FateUnknown, Refused, Throttled, TryLater
from bot.platforms.dingtalk.files import as_taken, name_taken
from bot.platforms.dingtalk.route import TO_GROUP, TO_PEOPLE, DingTalkRoute
from bot.platforms.dingtalk.session import DingTalkSession
from bot.platforms.dingtalk.webhook import DingTalkWebhookRoute
from bot.platforms.protocol import Address
from bot.store.shared import MemoryShared
from tests.emulators.dingtalk import EmulatedDingTalk
from tests.emulators.loopback import Loopback
from tests.emulators.uploads import Uploaded
from tests.emulators.wecom_rules import Trouble
from tests.giving import REPORT
from tests.platforms.test_dingtalk_route import CHAT, GROUP, KEY, LI, ROBOT, SECRET, START, WANG, platform

UPLOAD = "/media/upload"
SHOWN = Uploaded(REPORT.name, REPORT.content, REPORT.media_type)
CALENDAR = Document("周计划.ics", b"BEGIN:VCALENDAR", "text/calendar")


@pytest.fixture
def dingtalk() -> Iterator[EmulatedDingTalk]:
    """Give an emulated platform whose time stands still."""
    with platform() as emulated:
        yield emulated


def robot_at(base: str) -> DingTalkRoute:
    """Build the robot's route, both addresses the same."""
    return DingTalkRoute(
        robot_code=ROBOT, app_key=KEY, app_secret=SECRET, cache=MemoryShared(), clock=SteppedClock(START),
        api_base=base, old_base=base,
    )  # fmt: skip


async def test_people_and_groups_get_the_file_under_its_name(dingtalk: EmulatedDingTalk) -> None:
    """One upload; one message to the people together, one to each group."""
    route = robot_at(dingtalk.base)
    assert route.freight is not None
    media = await route.freight.upload(REPORT)
    bodies = route.freight.compose(REPORT.name, [LI, CHAT, WANG])
    for body in bodies:
        await route.freight.send(body, media)
    await route.close()
    assert [dingtalk.files(place) for place in ("user123", "user456", GROUP)] == [[SHOWN]] * 3
    assert (len(dingtalk.bodies[TO_GROUP]), len(dingtalk.bodies[TO_PEOPLE])) == (1, 1)
    sent = json.loads(dingtalk.bodies[TO_PEOPLE][0])
    assert (sent["robotCode"], sent["userIds"], sent["msgKey"]) == (ROBOT, ["user123", "user456"], "sampleFile")
    assert json.loads(sent["msgParam"]) == {"mediaId": media, "fileName": REPORT.name, "fileType": "docx"}


async def test_what_the_platform_does_not_know_goes_in_a_zip(dingtalk: EmulatedDingTalk) -> None:
    """Of the same name, with the file inside as it was."""
    route = robot_at(dingtalk.base)
    assert route.freight is not None
    media = await route.freight.upload(CALENDAR)
    (body,) = route.freight.compose(CALENDAR.name, [LI])
    await route.freight.send(body, media)
    await route.close()
    (got,) = dingtalk.files("user123")
    assert got.name == "周计划.zip"
    with zipfile.ZipFile(io.BytesIO(got.content)) as archive:
        assert {one.filename: archive.read(one) for one in archive.infolist()} == {CALENDAR.name: CALENDAR.content}


def test_a_zip_is_the_same_each_time() -> None:
    """A retry uploads the same bytes; what is known goes as it is, whatever the case of its ending."""
    assert as_taken(CALENDAR) == as_taken(CALENDAR)
    assert as_taken(REPORT) is REPORT
    assert [name_taken(name) for name in ("a.DOCX", "无尾", ".docx", "a.b.csv")] == [
        "a.DOCX", "无尾.zip", ".docx.zip", "a.b.zip",
    ]  # fmt: skip


async def test_a_repeat_is_swallowed_and_another_upload_is_none(dingtalk: EmulatedDingTalk) -> None:
    """A retry of the same bytes shows nothing twice; the same file given again is shown again."""
    route = robot_at(dingtalk.base)
    assert route.freight is not None
    (body,) = route.freight.compose(REPORT.name, [LI])
    for media in (first := await route.freight.upload(REPORT), first, await route.freight.upload(REPORT)):
        await route.freight.send(body, media)
    with pytest.raises(Refused):
        await route.freight.send(body, "@invented")
    await route.close()
    assert dingtalk.files("user123") == [SHOWN, SHOWN]


async def test_a_stale_token_is_renewed_for_an_upload(dingtalk: EmulatedDingTalk) -> None:
    """The old address speaks of it with a number."""
    route = robot_at(dingtalk.base)
    assert route.freight is not None
    await route.freight.upload(REPORT)
    dingtalk.revoke()
    assert await route.freight.upload(REPORT)
    await route.close()


@pytest.mark.parametrize(
    ("trouble", "number", "code", "kind"),
    [
        (Trouble.LOST, 0, "", TryLater),
        (Trouble.HTML, 200, "", TryLater),
        (Trouble.STATUS, 502, "", TryLater),
        (Trouble.ERRCODE, 0, 130101, Throttled),
        (Trouble.ERRCODE, 0, 40006, Refused),
    ],
)
async def test_a_lost_upload_may_be_repeated(
    dingtalk: EmulatedDingTalk, trouble: Trouble, number: int, code: str | int, kind: type[Exception]
) -> None:
    """Whatever happened to it, nobody has seen anything; a no stays a no."""
    route = robot_at(dingtalk.base)
    assert route.freight is not None
    dingtalk.fail(UPLOAD, trouble, number, code=code)
    with pytest.raises(kind) as raised:
        await route.freight.upload(REPORT)
    assert not isinstance(raised.value, FateUnknown)
    assert "access_token" not in str(raised.value)
    await route.close()


async def test_too_large_is_refused_before_it_is_sent(dingtalk: EmulatedDingTalk) -> None:
    """And what is as large as the platform says is taken."""
    route = robot_at(dingtalk.base)
    assert route.freight is not None
    with pytest.raises(Refused, match="20 兆字节"):
        await route.freight.upload(Document("大.pdf", bytes(route.freight.largest + 1), "application/pdf"))
    assert not dingtalk.calls[UPLOAD]
    assert await route.freight.upload(Document("大.pdf", bytes(route.freight.largest), "application/pdf"))
    await route.close()


async def test_an_answer_that_names_no_file_is_none() -> None:
    """The upload is tried again."""

    async def give(request: web.Request) -> web.Response:
        await request.read()
        return web.json_response({"accessToken": "t", "expireIn": 7200, "media_id": None})

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", give)
    with Loopback(application) as server:
        route = robot_at(server.base)
        assert route.freight is not None
        with pytest.raises(TryLater, match="文件编号"):
            await route.freight.upload(REPORT)
        await route.close()


def test_receivers_are_checked_as_for_words() -> None:
    """Members and groups, at most twenty."""
    route = robot_at("http://127.0.0.1:1")
    assert route.freight is not None
    for addresses in ([], [LI] * 21, [Address("$:LWCP")]):
        with pytest.raises(ValueError, match="members or groups"):
            route.freight.compose("a.docx", addresses)


def test_a_session_and_a_custom_robot_carry_nothing() -> None:
    """So routing takes another way."""
    assert DingTalkSession.freight is None
    assert DingTalkWebhookRoute.freight is None
