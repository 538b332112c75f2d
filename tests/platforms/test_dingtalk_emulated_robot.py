"""The emulated robot writes what the platform writes: the vendor's client reads it, openssl signs the same."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web
from dingtalk_stream import CardCallbackMessage, ChatbotMessage
from wechatpy.enterprise.crypto import WeChatCrypto

from benchmarks.callbacks import fire
from bot.clock import SteppedClock
from tests.emulators.dingtalk import EmulatedDingTalk
from tests.emulators.dingtalk_callbacks import EventKeys, Robot, Who, event, opened, press, signature
from tests.emulators.dingtalk_hooks import milliseconds, sign
from tests.emulators.dingtalk_robot import Answer, EmulatedDingTalkRobot
from tests.emulators.dingtalk_robots import EmulatedApp
from tests.emulators.dingtalk_screens import ShownCard
from tests.emulators.loopback import Loopback

START = datetime(2026, 11, 20, 6, 30, 0, 250_000, tzinfo=UTC)
KEY, SECRET, ROBOT, CORP, GROUP = "dingkey0001", "canary-app-secret", "dingrobot0001", "dingcorp0001", "cidGROUP=="
KEYS = EventKeys("123456", "4g5j64qlyl3zvetqxz5jiocdr586fn2zvjpa8zls3ij", "suite4xxxxxxxxxxxxxxx")
WORDS = Robot(app_secret=SECRET, robot_code=ROBOT, corp_id=CORP, clock=SteppedClock(START), titles={GROUP: "值班群"})


@dataclass
class House:
    """Stands in for the house: keeps what came, answers what it is told to."""

    answer: bytes = b""
    status: int = 200
    came: list[tuple[dict[str, str], dict[str, str], bytes]] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.Response:
        """Take anything."""
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.came.append((headers, dict(request.query), await request.read()))
        return web.Response(body=self.answer, status=self.status)


@contextmanager
def served(house: House) -> Iterator[str]:
    """Serve a house; give its address."""
    app = web.Application()
    app.router.add_post("/{path:.*}", house.handle)
    with Loopback(app) as server:
        yield server.base


@dataclass
class Stage:
    """A platform, a robot on it, and a house it speaks to."""

    ding: EmulatedDingTalk
    robot: EmulatedDingTalkRobot
    house: House
    url: str


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """Set everything up, with a group of two and one card in it."""
    clock, house = SteppedClock(START), House()
    with served(house) as url:
        app = EmulatedApp(
            KEY, SECRET, ROBOT, CORP, members=("user123", "wang", "li"), groups={GROUP: ("user123", "wang")},
            card_routes={"presses": (f"{url}/card", "canary-card-secret")},
        )  # fmt: skip
        with EmulatedDingTalk(clock, [app]) as ding:
            for track, callback in (("card-1", "presses"), ("card-2", "")):
                ding.screens.cards[track] = ShownCard(track, "t", (GROUP,), {"title": "漏水", "b1": "收到"}, callback)
            robot = EmulatedDingTalkRobot(
                f"{url}/robot", app_secret=SECRET, robot_code=ROBOT, corp_id=CORP, clock=clock, platform=ding
            )
            yield Stage(ding, robot, house, url)


def test_the_vendors_client_reads_a_text_of_a_group() -> None:
    """Every field it knows, and none of the private ones missing."""
    heard = ChatbotMessage.from_dict(WORDS.text("user123", "三食堂漏水", chat=GROUP, msg_id="msg1").fields)
    assert (heard.get_text_list(), heard.message_type, heard.message_id) == ([" 三食堂漏水"], "text", "msg1")
    assert (heard.conversation_type, heard.conversation_id, heard.conversation_title) == ("2", GROUP, "值班群")
    assert (heard.sender_staff_id, heard.sender_corp_id, heard.chatbot_corp_id) == ("user123", CORP, CORP)
    assert (heard.is_in_at_list, heard.is_admin, heard.robot_code) == (True, False, ROBOT)
    assert heard.at_users[0].dingtalk_id == heard.chatbot_user_id
    assert heard.create_at == int(START.timestamp() * 1000)
    assert heard.session_webhook.startswith("https://oapi.dingtalk.com/robot/sendBySession?session=")
    assert 5_400_060 <= heard.session_webhook_expired_time - heard.create_at <= 5_404_841
    assert set(heard.extensions) == {"text"}  # it keeps what it read there too


def test_the_vendors_client_reads_a_private_text() -> None:
    """No title, nobody @-mentioned, no blank before the words."""
    fields = WORDS.text("user123", "你好").fields
    heard = ChatbotMessage.from_dict(fields)
    assert (heard.get_text_list(), heard.conversation_type) == (["你好"], "1")
    assert not {"conversationTitle", "isInAtList", "atUsers"} & set(fields)
    assert heard.conversation_id != ChatbotMessage.from_dict(WORDS.text("wang", "你好").fields).conversation_id


def test_the_vendors_client_reads_pictures() -> None:
    """Alone and among words."""
    picture = ChatbotMessage.from_dict(WORDS.picture("user123", b"\xff\xd8").fields)
    assert picture.get_image_list() == ["code+/=="]
    rich = ChatbotMessage.from_dict(WORDS.rich("user123", ["漏水", b"\xff\xd8", "三楼"], chat=GROUP).fields)
    assert (rich.get_text_list(), rich.get_image_list()) == (["漏水", "三楼"], ["code+/=="])


@pytest.mark.parametrize(
    ("made", "kind", "names"),
    [
        (WORDS.audio("user123", "三食堂漏水"), "audio", {"duration", "downloadCode", "recognition"}),
        (WORDS.video("user123", b"mp4"), "video", {"duration", "videoType", "downloadCode"}),
        (WORDS.file("user123", "通知.docx", b"PK"), "file", {"fileName", "spaceId", "fileId", "downloadCode"}),
        (WORDS.unknown("user123"), "unknownMsgType", set()),
    ],
)
def test_other_kinds_carry_their_fields(made: Any, kind: str, names: set[str]) -> None:
    """As the official table lists them."""
    assert ChatbotMessage.from_dict(made.fields).message_type == kind
    assert set(made.fields["content"]) == names


def test_an_outsider_has_no_user_id() -> None:
    """Only an encrypted one, and maybe another corp."""
    fields = WORDS.text(Who("out", corp="dingother", is_staff=False), "你好", chat=GROUP).fields
    assert "senderStaffId" not in fields
    assert (fields["senderCorpId"], fields["chatbotCorpId"]) == ("dingother", CORP)


def test_every_message_has_its_own_id() -> None:
    """Unless a test wants the same."""
    assert WORDS.text("user123", "x").fields["msgId"] != WORDS.text("user123", "x").fields["msgId"]


def test_a_callback_is_signed_over_time_and_secret() -> None:
    """And not over the body."""
    first, second = WORDS.text("user123", "x"), WORDS.text("wang", "y")
    assert first.headers["sign"] == second.headers["sign"] == sign(SECRET, milliseconds(START))
    assert first.headers["timestamp"] == "1795156200250"
    late = WORDS.seal({}, late=timedelta(hours=1))
    assert late.headers["timestamp"] == "1795152600250"
    assert WORDS.seal({}, secret="x").headers["sign"] != first.headers["sign"]
    assert first.request.headers["sign"] == first.headers["sign"]
    assert (first.request.method, first.request.query, first.url_query) == ("POST", {}, "")


def openssl(secret: str, words: str) -> str:
    """Sign by somebody else."""
    command = [shutil.which("openssl") or "openssl", "dgst", "-sha256", "-hmac", secret, "-binary"]
    made = subprocess.run(command, input=words.encode(), capture_output=True, check=True)
    return base64.b64encode(made.stdout).decode()


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")
@pytest.mark.parametrize(
    ("timestamp", "secret", "expected"),
    [
        ("1577262236757", "this is secret", "hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM="),
        ("1795156200250", "SEC后勤", "FFRujKnEo01PXZa1+f3WH9SHb1dxKIEHKhjrBXaNhGQ="),
    ],
)
def test_openssl_signs_the_same(timestamp: str, secret: str, expected: str) -> None:
    """Nobody publishes a pair, so somebody else computes it."""
    assert openssl(secret, f"{timestamp}\n{secret}") == sign(secret, timestamp) == expected


D1 = (
    "1a3NBxmCFwkCJvfoQ7WhJHB+iX3qHPsc9JbaDznE1i03peOk1LaOQoRz3+nlyGNhwmwJ3vDMG+OzrHMeiZI7gTRWVdUBmfxjZ8Ej23JVYa9VrYeJ5as7"
    "XM/ZpulX8NEQis44w53h1qAgnC3PRzM7Zc/D6Ibr0rgUathB6zRHP8PYrfgnNOS9PhSBdHlegK+AGGanfwjXuQ9+0pZcy0w9lQ=="
)


def test_the_official_vector_holds() -> None:
    """Of the event documentation: signature and cipher."""
    assert signature(KEYS.token, "1445827045067", "nEXhMP4r", D1) == "5a65ceeef9aab2d149439f82dc191dd6c5cbe2c0"
    assert json.loads(KEYS.cipher.decrypt(D1, KEYS.owner))["EventType"] == "check_create_suite_url"


def test_wechatpy_opens_an_event() -> None:
    """With its own signature check; older subscriptions spell the query otherwise."""
    made = event(KEYS, {"EventType": "chat_disband", "Title": "值班群"}, START)
    query, box = made.query, {"Encrypt": made.fields["encrypt"]}
    crypto = WeChatCrypto(KEYS.token, KEYS.aes_key, KEYS.owner)
    plain = crypto.decrypt_message(box, query["msg_signature"], query["timestamp"], query["nonce"])
    assert json.loads(plain) == {"EventType": "chat_disband", "Title": "值班群"}
    assert set(event(KEYS, {}, START, old_names=True).query) == {"signature", "timeStamp", "nonce"}


def answer_of(word: str, keys: EventKeys = KEYS, token: str = KEYS.token) -> bytes:
    """Answer an event as documented."""
    encrypted = keys.cipher.encrypt(word, keys.owner).decode()
    found = {
        "msg_signature": signature(token, "1", "n", encrypted),
        "encrypt": encrypted,
        "timeStamp": "1",
        "nonce": "n",
    }
    return json.dumps(found).encode()


async def test_an_event_address_is_checked_before_it_is_used(stage: Stage) -> None:
    """Its answer must be signed and hold the word success."""
    stage.house.answer = answer_of("success")
    assert await stage.robot.subscribes(KEYS, url=f"{stage.url}/events")
    ((_, query, body),) = stage.house.came
    assert json.loads(KEYS.cipher.decrypt(json.loads(body)["encrypt"], KEYS.owner)) == {"EventType": "check_url"}
    assert set(query) == {"msg_signature", "timestamp", "nonce"}


@pytest.mark.parametrize(
    "answer",
    [
        b"", b"success", b"[]", b"{}", answer_of("ok"), answer_of("success", token="x"),
        answer_of("success", EventKeys(KEYS.token, KEYS.aes_key, "another")),
    ],
)  # fmt: skip
async def test_another_answer_to_an_event_is_none(stage: Stage, answer: bytes) -> None:
    """Bare words, a wrong word, a wrong signature, somebody else's."""
    stage.house.answer = answer
    assert not await stage.robot.subscribes(KEYS, url=f"{stage.url}/events")


def test_an_answer_with_a_wrong_signature_is_not_opened() -> None:
    """Whatever is in it."""
    with pytest.raises(ValueError, match="signature"):
        opened(KEYS, answer_of("success", token="x"))


async def test_what_somebody_says_arrives_signed(stage: Stage) -> None:
    """With a session that leads back to where it was said."""
    assert await stage.robot.says("user123", "三食堂漏水", chat=GROUP) == Answer(200)
    ((headers, _, body),) = stage.house.came
    assert headers["sign"] == sign(SECRET, headers["timestamp"])
    assert json.loads(body)["sessionWebhook"].startswith(stage.ding.base)


async def test_the_same_message_can_come_twice(stage: Stage) -> None:
    """To the byte."""
    await stage.robot.says("user123", "三食堂漏水")
    await stage.robot.deliver(stage.robot.sent[-1])
    assert stage.house.came[0][2] == stage.house.came[1][2]


async def test_nobody_listening_is_no_answer() -> None:
    """Status 0."""
    robot = EmulatedDingTalkRobot(
        "http://127.0.0.1:1/", app_secret=SECRET, robot_code=ROBOT, corp_id=CORP, clock=SteppedClock(START)
    )
    assert await robot.says("user123", "x") == Answer(0)


CARD_SIGNATURE = "VBPH6eUpumyjRQMCXYpa1bCjn5GqzvsP2UbzVaWLjao="


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")
def test_openssl_signs_a_press_the_same() -> None:
    """Over the time alone."""
    assert openssl("canary-card-secret", milliseconds(START)) == CARD_SIGNATURE


def test_the_vendors_client_reads_a_press() -> None:
    """Of the button's action, with the card's own id."""
    made = press("user123", "card-1", ["2"], corp_id=CORP, secret="s", at=START, params={"k": "v"})
    heard = CardCallbackMessage.from_dict(made.fields)
    assert (heard.card_instance_id, heard.user_id, heard.corp_id) == ("card-1", "user123", CORP)
    assert heard.content == {"cardPrivateData": {"actionIds": ["2"], "params": {"k": "v"}}}
    assert heard.extension == {}
    bare = press("user123", "card-1", ["2"], corp_id=CORP, secret="", at=START)
    assert set(bare.headers) == {"Content-Type"}


async def test_a_press_is_signed_and_the_card_shows_what_the_answer_says(stage: Stage) -> None:
    """For everybody, and for the presser alone."""
    (card, _) = stage.ding.cards_in(GROUP)
    stage.house.answer = json.dumps(
        {
            "cardData": {"cardParamMap": {"b1": "已收到"}}, "userPrivateData": {"cardParamMap": {"mine": "是"}},
            "cardUpdateOptions": {"updateCardDataByKey": True},
        }
    ).encode()  # fmt: skip
    assert (await stage.robot.presses("wang", card, 1)).taken
    assert card.seen_by("user123") == {"title": "漏水", "b1": "已收到"}
    assert card.seen_by("wang") == {"title": "漏水", "b1": "已收到", "mine": "是"}
    ((headers, _, body),) = stage.house.came
    assert json.loads(json.loads(body)["content"])["cardPrivateData"]["actionIds"] == ["button1"]
    assert headers["x-ddpaas-signature-timestamp"] == milliseconds(START)
    assert headers["x-ddpaas-signature"] == CARD_SIGNATURE
    assert "sign" not in headers


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (b"", 200), (b"x", 200), (b"[]", 200), (b"{}", 200), (b'{"cardData":{"cardParamMap":{"b1":"x"}}}', 500),
        (b'{"cardData":{"cardParamMap":{"b1":3}}}', 200),
    ],
)  # fmt: skip
async def test_another_answer_to_a_press_changes_nothing(stage: Stage, answer: bytes, status: int) -> None:
    """Nothing, no JSON, no success, a value that is no string."""
    (card, _) = stage.ding.cards_in(GROUP)
    stage.house.answer, stage.house.status = answer, status
    assert not (await stage.robot.presses("user123", card)).taken
    assert card.params == {"title": "漏水", "b1": "收到"}


async def test_a_card_is_pressed_only_by_who_sees_it(stage: Stage) -> None:
    """And only where presses go to an address."""
    (card, streamed) = stage.ding.cards_in(GROUP)
    with pytest.raises(ValueError, match="does not see"):
        await stage.robot.presses("li", card)
    with pytest.raises(ValueError, match="stream"):
        await stage.robot.presses("wang", streamed)
    with pytest.raises(ValueError, match="never shown"):
        await stage.robot.presses("wang", ShownCard("ghost", "t", (GROUP,), {}))
    assert stage.house.came == []


async def test_a_load_is_made_of_whole_requests(stage: Stage) -> None:
    """Each with its own id, each signed, taken by a real server over connections kept alive."""
    requests = stage.robot.raw_texts(50, people=7)
    figures = await fire("127.0.0.1", int(stage.url.rsplit(":", 1)[1]), requests, connections=4)
    assert figures.statuses == {200: 50}
    bodies = [json.loads(body) for _, _, body in stage.house.came]
    assert len({body["msgId"] for body in bodies}) == 50
    assert len({body["senderStaffId"] for body in bodies}) == 7
    assert all(headers["sign"] == sign(SECRET, headers["timestamp"]) for headers, _, _ in stage.house.came)
