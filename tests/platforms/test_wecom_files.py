"""Files by WeCom: uploaded to the emulated platform, sent by their media_id, shown as they were made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from aiohttp import web

from bot.clock import SteppedClock
from bot.documents import DOCX, Document
from bot.errors import FateUnknown, Refused, Throttled, TryLater
from bot.platforms.protocol import Address
from bot.platforms.wecom.aibot.route import WeComAiBotReply
from bot.platforms.wecom.card_update import WeComAppCardUpdate
from bot.platforms.wecom.route import WeComAppRoute
from bot.platforms.wecom.webhook import WeComWebhookRoute
from bot.store.shared import MemoryShared
from tests.emulators.loopback import Loopback
from tests.emulators.uploads import Uploaded
from tests.emulators.wecom import EmulatedApp, EmulatedWeCom
from tests.emulators.wecom_rules import Trouble
from tests.giving import REPORT
from tests.platforms.test_wecom_route import CORP, LI, SECRET, START, WANG

KEY, OTHER_KEY, GROUP = "693a91f6-canary", "other-canary", Address(chat="wrGROUP")
SHOWN = Uploaded(REPORT.name, REPORT.content, REPORT.media_type)
HOUR = timedelta(hours=1)


@pytest.fixture
def clock() -> SteppedClock:
    """Give the platform's clock."""
    return SteppedClock(START)


@pytest.fixture
def wecom(clock: SteppedClock) -> Iterator[EmulatedWeCom]:
    """Give a platform with one app and two webhooks."""
    app = EmulatedApp(CORP, 1000002, SECRET, visible=("LiMing", "WangFang"))
    with EmulatedWeCom(clock, [app], webhooks={KEY: "wrGROUP", OTHER_KEY: "wrOTHER"}) as emulated:
        yield emulated


def app_at(base: str, clock: SteppedClock, *, timeout_s: float = 5) -> WeComAppRoute:
    """Build the app's route."""
    return WeComAppRoute(
        corp_id=CORP, agent_id=1000002, secret=SECRET, cache=MemoryShared(), clock=clock,
        api_base=base, timeout_s=timeout_s,
    )  # fmt: skip


async def test_members_get_the_file_under_its_name(wecom: EmulatedWeCom, clock: SteppedClock) -> None:
    """One upload, one message to both; the bytes that arrive are the bytes that were given."""
    route = app_at(wecom.base, clock)
    assert route.freight is not None
    media = await route.freight.upload(REPORT)
    (body,) = route.freight.compose(REPORT.name, [LI, WANG])
    outcome = await route.freight.send(body, media)
    await route.close()
    assert outcome.reference
    assert wecom.screen("LiMing").files == wecom.screen("WangFang").files == [SHOWN]
    assert json.loads(wecom.bodies[-1]) == {
        "touser": "LiMing|WangFang", "agentid": 1000002, "safe": 0, "enable_duplicate_check": 1,
        "duplicate_check_interval": 1800, "msgtype": "file", "file": {"media_id": media},
    }  # fmt: skip


async def test_a_repeat_is_swallowed_and_another_upload_is_none(wecom: EmulatedWeCom, clock: SteppedClock) -> None:
    """A retry of the same bytes shows nothing twice; the same file given again is shown again."""
    route = app_at(wecom.base, clock)
    assert route.freight is not None
    (body,) = route.freight.compose(REPORT.name, [LI])
    for media in (first := await route.freight.upload(REPORT), first, await route.freight.upload(REPORT)):
        await route.freight.send(body, media)
    await route.close()
    assert wecom.screen("LiMing").files == [SHOWN, SHOWN]


async def test_an_upload_is_forgotten_after_three_days(wecom: EmulatedWeCom, clock: SteppedClock) -> None:
    """It holds as long as is said, and the platform refuses it later, as it does an invented one."""
    route = app_at(wecom.base, clock)
    assert route.freight is not None
    assert route.freight.life is not None
    media = await route.freight.upload(REPORT)
    (body,) = route.freight.compose(REPORT.name, [LI])
    clock.move_to(START + route.freight.life)
    await route.freight.send(body, media)
    clock.move_to(START + route.freight.life + HOUR)
    for gone in (media, "invented"):
        with pytest.raises(Refused) as refused:
            await route.freight.send(body, gone)
        assert refused.value.code == 40007
    await route.close()


async def test_a_stale_token_is_renewed_for_an_upload(wecom: EmulatedWeCom, clock: SteppedClock) -> None:
    """As for every other call of the app."""
    route = app_at(wecom.base, clock)
    assert route.freight is not None
    await route.freight.upload(REPORT)
    wecom.revoke()
    assert await route.freight.upload(REPORT)
    await route.close()


@pytest.mark.parametrize(
    ("trouble", "number", "kind"),
    [
        (Trouble.LOST, 0, TryLater),
        (Trouble.HTML, 200, TryLater),
        (Trouble.STATUS, 502, TryLater),
        (Trouble.RESET, 0, TryLater),
        (Trouble.ERRCODE, 45009, Throttled),
        (Trouble.ERRCODE, 60020, Refused),
        (Trouble.ERRCODE, -1, TryLater),
    ],
)
async def test_a_lost_upload_may_be_repeated(
    wecom: EmulatedWeCom, clock: SteppedClock, trouble: Trouble, number: int, kind: type[Exception]
) -> None:
    """Whatever happened to it, nobody has seen anything; a no stays a no."""
    route = app_at(wecom.base, clock)
    assert route.freight is not None
    wecom.fail("media/upload", trouble, number)
    with pytest.raises(kind) as raised:
        await route.freight.upload(REPORT)
    assert not isinstance(raised.value, FateUnknown)
    assert SECRET not in str(raised.value)
    assert "access_token" not in str(raised.value)
    await route.close()


async def test_what_the_platform_would_not_take_is_refused(wecom: EmulatedWeCom, clock: SteppedClock) -> None:
    """Too large before it is sent there, too small and empty by the platform."""
    route = app_at(wecom.base, clock)
    assert route.freight is not None
    large = Document("大.zip", bytes(route.freight.largest + 1), "application/zip")
    with pytest.raises(Refused, match="20 兆字节"):
        await route.freight.upload(large)
    assert not wecom.calls["media/upload"]
    for content, code in ((b"12345", 40006), (b"", 44001)):
        with pytest.raises(Refused) as refused:
            await route.freight.upload(Document("a.docx", content, DOCX))
        assert refused.value.code == code
    await route.close()


async def test_an_upload_at_the_limit_is_taken(wecom: EmulatedWeCom, clock: SteppedClock) -> None:
    """Exactly as large as the platform says."""
    route = app_at(wecom.base, clock)
    assert route.freight is not None
    assert await route.freight.upload(Document("大.zip", bytes(route.freight.largest), "application/zip"))
    await route.close()


@pytest.mark.parametrize("named", [None, "", 7, "x" * 2000])
async def test_an_answer_that_names_no_file_is_none(clock: SteppedClock, named: object) -> None:
    """Nothing could be sent by it; the upload is tried again."""

    async def give(request: web.Request) -> web.Response:
        await request.read()
        told = {"access_token": "t", "expires_in": 7200} if request.method == "GET" else {"media_id": named}
        return web.json_response({"errcode": 0, **told})

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", give)
    with Loopback(application) as server:
        route = app_at(server.base, clock)
        assert route.freight is not None
        with pytest.raises(TryLater, match="文件编号"):
            await route.freight.upload(REPORT)
        await route.close()


async def test_a_webhook_hands_its_own_group_a_file(wecom: EmulatedWeCom) -> None:
    """What it uploads, only it can send; the key gets into no error."""
    ours, theirs = (WeComWebhookRoute(name, key, wecom.base) for name, key in (("工作群", KEY), ("另群", OTHER_KEY)))
    assert ours.freight is not None
    assert theirs.freight is not None
    media = await ours.freight.upload(REPORT)
    (body,) = ours.freight.compose(REPORT.name, [GROUP])
    await ours.freight.send(body, media)
    with pytest.raises(Refused) as refused:
        await theirs.freight.send(body, media)
    assert refused.value.code == 40007
    wecom.fail("webhook/upload_media", Trouble.LOST)
    with pytest.raises(TryLater) as lost:
        await ours.freight.upload(REPORT)
    assert KEY not in str(lost.value)
    await ours.close()
    await theirs.close()
    assert wecom.screen("wrGROUP").files == [SHOWN]
    assert not wecom.screen("wrOTHER").files


def test_receivers_are_checked_as_for_words(clock: SteppedClock) -> None:
    """One member or more for an app, one group for a webhook."""
    app, hook = app_at("http://127.0.0.1:1", clock), WeComWebhookRoute("工作群", KEY, "http://127.0.0.1:1")
    assert app.freight is not None
    assert hook.freight is not None
    for freight, addresses in ((app.freight, [GROUP]), (app.freight, []), (hook.freight, [LI]), (hook.freight, [])):
        with pytest.raises(ValueError, match=r"members|group"):
            freight.compose("a.docx", addresses)


def test_an_ai_bot_and_a_pressed_card_carry_nothing() -> None:
    """So routing takes another way."""
    assert WeComAiBotReply.freight is None
    assert WeComAppCardUpdate.freight is None
