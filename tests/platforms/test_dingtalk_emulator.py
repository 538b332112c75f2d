"""The emulated DingTalk keeps the vendor's rules, and speaks to the vendor's own client as to ours."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
from dingtalk_stream import CardReplier, ChatbotHandler, ChatbotMessage, Credential, DingTalkStreamClient
from dingtalk_stream import card_replier as vendor_cards
from dingtalk_stream import chatbot as vendor_chatbot
from dingtalk_stream import stream as vendor_stream

from bot.clock import SteppedClock
from tests.emulators import dingtalk_rules as paths
from tests.emulators.dingtalk import TOKEN_HEADER, EmulatedDingTalk
from tests.emulators.dingtalk_callbacks import Robot
from tests.emulators.dingtalk_hooks import EmulatedHook, milliseconds, sign
from tests.emulators.dingtalk_robots import EmulatedApp
from tests.emulators.dingtalk_rules import API_ERRORS, OLD_ERRORS, Rules
from tests.emulators.wecom_rules import Trouble

START = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
KEY, SECRET, ROBOT, CORP = "dingkey0001", "canary-app-secret", "dingrobot0001", "dingcorp0001"
HOOK, HOOK_SECRET = "canary-hook-token", "SECcanary"
GROUP, OTHER_GROUP, TEMPLATE = "cidGROUP==", "cidOTHER==", "template.schema"


@contextmanager
def platform(rules: Rules | None = None) -> Iterator[tuple[EmulatedDingTalk, SteppedClock]]:
    """Run an emulated platform with one app and one custom robot; its time stands still."""
    clock = SteppedClock(START)
    app = EmulatedApp(
        KEY, SECRET, ROBOT, CORP,
        members=("user123", "wang", *(f"u{number}" for number in range(30))),
        groups={GROUP: ("user123", "wang")}, other_groups=frozenset({OTHER_GROUP}), templates=frozenset({TEMPLATE}),
        card_routes={"presses": ("http://127.0.0.1:1/", "canary-card-secret")},
    )  # fmt: skip
    hook = EmulatedHook(HOOK, HOOK_SECRET, GROUP)
    with EmulatedDingTalk(clock, [app], [hook], rules) as emulated:
        yield emulated, clock


@pytest.fixture
def ding() -> Iterator[EmulatedDingTalk]:
    """Give an emulated platform whose time stands still."""
    with platform() as (emulated, _):
        yield emulated


class Caller:
    """Plain requests with a token."""

    def __init__(self, ding: EmulatedDingTalk) -> None:
        self.ding = ding
        answer = self.post(paths.TOKEN, {"appKey": KEY, "appSecret": SECRET}, token="")
        self.token = answer.json()["accessToken"]

    def post(self, path: str, body: Any, *, token: str | None = None, method: str = "POST") -> requests.Response:
        """Make a request with JSON."""
        headers = {TOKEN_HEADER: self.token if token is None else token}
        return requests.request(method, self.ding.base + path, json=body, headers=headers, timeout=5)

    def persons(self, *users: str, text: str = "通知", **other: object) -> requests.Response:
        """Send a text to persons, with other fields as given."""
        body = {"robotCode": ROBOT, "userIds": list(users), "msgKey": "sampleText", "msgParam": _param(text)}
        return self.post(paths.ONE_TO_ONE, body | other)

    def group(self, chat: str = GROUP, text: str = "通知", **other: object) -> requests.Response:
        """Send a text to a group, with other fields as given."""
        body = {"robotCode": ROBOT, "openConversationId": chat, "msgKey": "sampleText", "msgParam": _param(text)}
        return self.post(paths.GROUP, body | other)

    def card(self, track: str = "card-1", space: str = f"IM_GROUP.{GROUP}", **other: object) -> requests.Response:
        """Create and deliver a card, with other fields as given."""
        body = {
            "cardTemplateId": TEMPLATE, "outTrackId": track, "callbackType": "HTTP", "callbackRouteKey": "presses",
            "cardData": {"cardParamMap": {"title": "漏水", "b1": "收到"}}, "openSpaceId": f"dtv1.card//{space}",
            "imGroupOpenDeliverModel": {"robotCode": KEY}, "imRobotOpenDeliverModel": {"spaceType": "IM_ROBOT"},
        }  # fmt: skip
        return self.post(paths.CARD_CREATE, body | other)

    def change(self, track: str, params: Mapping[str, object], **other: object) -> requests.Response:
        """Update a card, with other fields as given."""
        body = {"outTrackId": track, "cardData": {"cardParamMap": params}} | other
        return self.post(paths.CARD, body, method="PUT")


def _param(text: str) -> str:
    return json.dumps({"content": text}, ensure_ascii=False)


def said(answer: requests.Response) -> tuple[int, str]:
    """Return status and code of an error."""
    found = answer.json()
    assert found["requestid"]
    assert found["message"]
    return answer.status_code, found["code"]


def test_a_token_lives_two_hours_and_is_the_same_meanwhile() -> None:
    """Then it does not hold, like one that was never given."""
    with platform() as (ding, clock):
        caller = Caller(ding)
        assert Caller(ding).token == caller.token
        assert caller.persons("user123").status_code == 200
        clock.move_to(START + timedelta(seconds=7200))
        assert said(caller.persons("user123")) == (401, "InvalidAuthentication")
        caller.token = "never"
        assert said(caller.persons("user123")) == (401, "InvalidAuthentication")
        assert Caller(ding).token not in {"never", caller.token}


@pytest.mark.parametrize("body", [{"appKey": KEY, "appSecret": "x"}, {"appKey": "x", "appSecret": SECRET}, {}, []])
def test_a_wrong_secret_gets_no_token(ding: EmulatedDingTalk, body: object) -> None:
    """400."""
    assert said(Caller(ding).post(paths.TOKEN, body)) == (400, "invalidClientIdOrSecret")


def test_the_old_token_is_got_by_get(ding: EmulatedDingTalk) -> None:
    """With errcodes."""
    query = {"appkey": KEY, "appsecret": SECRET}
    answer = requests.get(ding.base + paths.OLD_TOKEN, params=query, timeout=5).json()
    assert (answer["errcode"], answer["access_token"]) == (0, Caller(ding).token)
    wrong = requests.get(ding.base + paths.OLD_TOKEN, params=query | {"appsecret": "x"}, timeout=5)
    assert (wrong.status_code, wrong.json()["errcode"]) == (200, 40089)


def test_persons_get_a_text_and_the_unknown_are_named(ding: EmulatedDingTalk) -> None:
    """HTTP 200 all the same."""
    answer = Caller(ding).persons("user123", "ghost", "wang").json()
    assert (answer["invalidStaffIdList"], answer["flowControlledStaffIdList"]) == (["ghost"], [])
    assert answer["processQueryKey"]
    assert ding.texts("user123") == ding.texts("wang") == ["通知"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"robotCode": "x"}, "invalidParameter.robotCode.notExsit"),
        ({"userIds": []}, "invalidParameter.userIds.empty"),
        ({"userIds": "user123"}, "invalidParameter.userIds.empty"),
        ({"userIds": [f"u{number}" for number in range(21)]}, "invalidParameter.userIds.overMax"),
        ({"userIds": ["ghost"]}, "staffId.notExisted"),
        ({"msgKey": "text"}, "invalidParameter.msgKey.invalid"),
        ({"msgParam": {"content": "x"}}, "invalidParameter.msgParam.invalid"),
        ({"msgParam": "x"}, "invalidParameter.msgParam.invalid"),
        ({"msgParam": "[]"}, "invalidParameter.msgParam.invalid"),
        ({"msgParam": '{"content":""}'}, "invalidParameter.msgParam.invalid"),
        ({"msgParam": '{"text":"x"}'}, "invalidParameter.msgParam.invalid"),
        ({"msgKey": "sampleMarkdown", "msgParam": '{"text":"x"}'}, "invalidParameter.msgParam.invalid"),
        ({"msgParam": _param("水" * 5000)}, "invalidParameter.msgParam.tooLong"),
    ],
)
def test_a_wrong_message_to_persons_meets_its_code(ding: EmulatedDingTalk, change: Any, code: str) -> None:
    """And reaches nobody."""
    assert said(Caller(ding).persons("user123", **change)) == (400, code)
    assert ding.screens.delivered == []


def test_twenty_persons_a_call(ding: EmulatedDingTalk) -> None:
    """To the last."""
    assert Caller(ding).persons(*(f"u{number}" for number in range(20))).status_code == 200
    assert len(ding.screens.delivered) == 20


def test_the_same_words_to_the_same_person_are_swallowed_for_a_day() -> None:
    """HTTP 200, and nobody reads them; other words, other persons and the next day are not touched."""
    with platform() as (ding, clock):
        caller = Caller(ding)
        assert [caller.persons("user123").status_code for _ in range(2)] == [200, 200]
        caller.persons("wang")
        caller.persons("user123", text="通知（14:05）")
        assert ding.texts("user123") == ["通知", "通知（14:05）"]
        assert ding.texts("wang") == ["通知"]
        assert [(gone.place, gone.reason) for gone in ding.screens.swallowed] == [("user123", "duplicate")]
        clock.move_to(START + timedelta(days=1))
        Caller(ding).persons("user123")
        assert ding.texts("user123")[-1] == "通知"
        assert len(ding.screens.swallowed) == 1


def test_the_rule_of_once_a_day_can_be_lifted() -> None:
    """It is told of work notices; whether it holds here is not published."""
    with platform(Rules(oto_repeat_s=0)) as (ding, _):
        caller = Caller(ding)
        caller.persons("user123")
        caller.persons("user123")
        assert ding.texts("user123") == ["通知", "通知"]


def test_who_gets_too_many_is_named_and_gets_no_more() -> None:
    """For a minute; the others get theirs."""
    with platform(Rules(oto_per_minute=2)) as (ding, clock):
        caller = Caller(ding)
        for number in range(2):
            caller.persons("user123", text=str(number))
        answer = caller.persons("user123", "wang", text="2").json()
        assert answer["flowControlledStaffIdList"] == ["user123"]
        assert (ding.texts("user123"), ding.texts("wang")) == (["0", "1"], ["2"])
        clock.move_to(START + timedelta(minutes=1))
        assert caller.persons("user123", text="3").json()["flowControlledStaffIdList"] == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"openConversationId": OTHER_GROUP}, "resource.unavailable"),
        ({"openConversationId": "cidGHOST"}, "invalid.openConversationId"),
        ({"openConversationId": GROUP.lower()}, "invalid.openConversationId"),
        ({"robotCode": "x"}, "invalidParameter.robotCode.notExsit"),
        ({"msgParam": _param("水" * 5000)}, "invalidParameter.msgParam.tooLong"),
    ],
)
def test_a_wrong_message_to_a_group_meets_its_code(ding: EmulatedDingTalk, change: Any, code: str) -> None:
    """And reaches nobody."""
    assert said(Caller(ding).group(**change)) == (400, code)
    assert ding.screens.delivered == []


def test_a_group_takes_fifteen_thousand_bytes_of_param(ding: EmulatedDingTalk) -> None:
    """To the last byte, the JSON around the words included; the same words twice are shown twice."""
    caller = Caller(ding)
    text = "a" * (15_000 - len(_param("")))
    assert caller.group(text=text).status_code == caller.group(text=text).status_code == 200
    assert ding.texts(GROUP) == [text, text]
    assert said(caller.group(text=text + "a")) == (400, "invalidParameter.msgParam.tooLong")


def test_a_file_is_got_by_an_address_that_ends() -> None:
    """Asked for by its code, with the robot's own code."""
    with platform() as (ding, clock):
        caller, code = Caller(ding), ding.keep_file(b"\xff\xd8picture", "image/jpeg")
        url = caller.post(paths.DOWNLOAD, {"robotCode": ROBOT, "downloadCode": code}).json()["downloadUrl"]
        got = requests.get(url, timeout=5)
        assert (got.content, got.headers["Content-Type"]) == (b"\xff\xd8picture", "image/jpeg")
        clock.move_to(START + timedelta(minutes=5))
        assert requests.get(url, timeout=5).status_code == 403
        wrong = caller.post(paths.DOWNLOAD, {"robotCode": ROBOT, "downloadCode": "x"})
        assert said(wrong) == (400, "invalidParameter.downloadCode.invalid")
        stranger = caller.post(paths.DOWNLOAD, {"robotCode": "x", "downloadCode": code})
        assert said(stranger) == (400, "invalidParameter.robotCode.notExsit")


def test_a_card_is_shown_and_changes(ding: EmulatedDingTalk) -> None:
    """An update replaces all of it, unless it says by key; what is private one user sees."""
    caller = Caller(ding)
    answer = caller.card().json()
    assert answer["result"]["deliverResults"][0]["success"] is True
    (card,) = ding.cards_in(GROUP)
    assert card.params == {"title": "漏水", "b1": "收到"}
    caller.change("card-1", {"b1": "已收到"}, cardUpdateOptions={"updateCardDataByKey": True})
    assert card.params == {"title": "漏水", "b1": "已收到"}
    caller.change("card-1", {"title": "已处理"}, privateData={"wang": {"cardParamMap": {"b1": "您已确认"}}})
    assert card.seen_by("user123") == {"title": "已处理"}
    assert card.seen_by("wang") == {"title": "已处理", "b1": "您已确认"}
    caller.change(
        "card-1",
        {},
        privateData={"wang": {"cardParamMap": {"note": "x"}}},
        cardUpdateOptions={"updatePrivateDataByKey": True},
    )
    assert card.seen_by("wang") == {"b1": "您已确认", "note": "x"}
    caller.change("card-1", {}, privateData={"wang": {"cardParamMap": {"note": "y"}}})
    assert card.seen_by("wang") == {"note": "y"}
    assert card.versions == 5


def test_a_swallowed_update_looks_done(ding: EmulatedDingTalk) -> None:
    """And so does a swallowed card."""
    caller = Caller(ding)
    caller.card()
    ding.fail(paths.CARD, Trouble.SWALLOW)
    ding.fail(paths.CARD_CREATE, Trouble.SWALLOW)
    assert caller.change("card-1", {"b1": "x"}).json()["success"] is True
    assert caller.card("card-2").json()["success"] is True
    assert [card.versions for card in ding.cards_in(GROUP)] == [1]


def test_a_card_goes_to_a_person_too(ding: EmulatedDingTalk) -> None:
    """By IM_ROBOT and his userId."""
    Caller(ding).card(space="IM_ROBOT.user123", callbackType="STREAM")
    assert [card.callback for card in ding.cards_in("user123")] == [""]


def test_a_card_may_stand_in_several_places(ding: EmulatedDingTalk) -> None:
    """One card: it changes in all of them. Where it can't be delivered is told, and the others have it."""
    caller = Caller(ding)
    answer = caller.card(space="IM_ROBOT.user123;IM_ROBOT.ghost;IM_ROBOT.wang").json()
    assert [result["success"] for result in answer["result"]["deliverResults"]] == [True, False, True]
    caller.change("card-1", {"title": "已处理"})
    assert [card.params for user in ("user123", "wang") for card in ding.cards_in(user)] == [{"title": "已处理"}] * 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"cardTemplateId": "x"}, "param.templateNotExist"),
        ({"cardTemplateId": ""}, "param.cardTemplateIdEmpty"),
        ({"outTrackId": ""}, "param.outTrackIdEmpty"),
        ({"outTrackId": "card-0"}, "param.cardAlreadyExist"),
        ({"cardData": {"cardParamMap": {"count": 3}}}, "param.invalid"),
        ({"cardData": {}}, "param.cardPublicDataEmpty"),
        ({"cardData": {"cardParamMap": {"text": "水" * 342}}}, "param.invalid"),
        ({"cardData": {"cardParamMap": {"k" * 101: "x"}}}, "param.invalid"),
        ({"privateData": {"wang": {"cardParamMap": {"count": 3}}}}, "param.invalid"),
        ({"openSpaceId": f"dtv1.card//IM_GROUP.{GROUP};IM_OTHER.x"}, "param.openSpaceIdInvalid"),
        ({"callbackRouteKey": "unknown"}, "param.invalid"),
        ({"openSpaceId": GROUP}, "param.openSpaceIdInvalid"),
        ({"imGroupOpenDeliverModel": None}, "param.openDeliverModelEmpty"),
    ],
)
def test_a_wrong_card_meets_its_code(ding: EmulatedDingTalk, change: Any, code: str) -> None:
    """And is shown to nobody."""
    caller = Caller(ding)
    caller.card("card-0", "IM_ROBOT.wang")
    assert said(caller.card(**change)) == (400, code)
    assert ding.cards_in(GROUP) == []


@pytest.mark.parametrize(
    "change",
    [
        {"openSpaceId": f"dtv1.card//IM_GROUP.{OTHER_GROUP}"}, {"openSpaceId": "dtv1.card//IM_ROBOT.ghost"},
        {"imGroupOpenDeliverModel": {"robotCode": ROBOT}},
        {"openSpaceId": "dtv1.card//IM_ROBOT.wang", "imRobotOpenDeliverModel": {"spaceType": "x"}},
    ],
)  # fmt: skip
def test_a_card_that_can_not_be_delivered_is_told_inside_a_success(ding: EmulatedDingTalk, change: Any) -> None:
    """HTTP 200 with a false in it."""
    answer = Caller(ding).card(**change)
    (result,) = answer.json()["result"]["deliverResults"]
    assert (answer.status_code, result["success"]) == (200, False)
    assert ding.screens.cards == {}


def test_a_wrong_update_meets_its_code(ding: EmulatedDingTalk) -> None:
    """And changes nothing."""
    caller = Caller(ding)
    caller.card()
    assert said(caller.change("ghost", {"b1": "x"})) == (400, "param.cardNotExist")
    assert said(caller.change("card-1", {"b1": 1})) == (400, "param.invalid")
    assert ding.cards_in(GROUP)[0].versions == 1


def test_where_presses_go_is_registered_once_or_by_force(ding: EmulatedDingTalk) -> None:
    """A second registration tells the first, unless it insists."""
    caller = Caller(ding)
    body = {"callbackRouteKey": "k", "callbackUrl": "https://a/", "apiSecret": "s"}
    assert caller.post(paths.CARD_CALLBACK, body).json()["result"] == {"callbackUrl": "https://a/", "apiSecret": "s"}
    body["callbackUrl"] = "https://b/"
    assert caller.post(paths.CARD_CALLBACK, body).json()["result"]["callbackUrl"] == "https://a/"
    caller.post(paths.CARD_CALLBACK, body | {"forceUpdate": True})
    assert ding.apps[0].card_routes["k"] == ("https://b/", "s")
    assert said(caller.post(paths.CARD_CALLBACK, {})) == (400, "param.invalid")


def hook(
    ding: EmulatedDingTalk, body: Any, at: datetime = START, query: Mapping[str, str] | None = None
) -> Mapping[str, Any]:
    """Post to the custom robot, signed, with other parameters as given; it answers with HTTP 200 always."""
    stamp = milliseconds(at)
    signed = {"access_token": HOOK, "timestamp": stamp, "sign": sign(HOOK_SECRET, stamp), **(query or {})}
    answer = requests.post(ding.base + paths.HOOK, params=signed, json=body, timeout=5)
    assert answer.status_code == 200
    found: Mapping[str, Any] = answer.json()
    return found


def text(words: str, **at: object) -> dict[str, Any]:
    """Write a text for a webhook."""
    return {"msgtype": "text", "text": {"content": words}, "at": at}


def test_a_custom_robot_speaks_to_its_group(ding: EmulatedDingTalk) -> None:
    """And @-mentions."""
    assert hook(ding, text("停水", atUserIds=["wang"], atMobiles=["13900000000"], isAtAll=True)) == {
        "errcode": 0, "errmsg": "ok",
    }  # fmt: skip
    hook(ding, {"msgtype": "markdown", "markdown": {"title": "停水", "text": "# 停水"}})
    assert ding.texts(GROUP) == ["停水", "# 停水"]
    assert ding.screens.delivered[0].mentions == ("wang", "13900000000", "@ALL")


@pytest.mark.parametrize(
    ("body", "query", "code"),
    [
        (text("x"), {"access_token": ""}, 40035), (text("x"), {"access_token": "never"}, 300005),
        (text("x"), {"sign": "x"}, 310000), (text("x"), {"sign": ""}, 310000), (text("x"), {"timestamp": ""}, 310000),
        (text("x"), {"timestamp": "12x"}, 310000), (text(""), {}, 40035), ({"msgtype": "text"}, {}, 40035),
        ({"msgtype": "interactive"}, {}, 400105), ([], {}, 400105), (text("水" * 6667), {}, 460101),
    ],
)  # fmt: skip
def test_a_wrong_call_of_a_custom_robot_meets_its_code(
    ding: EmulatedDingTalk, body: object, query: dict[str, str], code: int
) -> None:
    """And reaches nobody."""
    assert hook(ding, body, query=query)["errcode"] == code
    assert ding.screens.delivered == []


def test_a_custom_robots_signature_holds_for_an_hour(ding: EmulatedDingTalk) -> None:
    """Before and after."""
    for off in (timedelta(hours=-1), timedelta(hours=1)):
        assert hook(ding, text("x"), START + off)["errcode"] == 0
        assert hook(ding, text("x"), START + off * 1.001)["errcode"] == 310000


def test_a_custom_robot_that_speaks_too_often_is_blocked_for_ten_minutes() -> None:
    """Twenty a minute; in the block nothing goes, however slowly."""
    with platform() as (ding, clock):
        assert [hook(ding, text(str(number)))["errcode"] for number in range(21)] == [0] * 20 + [130101]
        for minutes in (2, 9):
            clock.move_to(START + timedelta(minutes=minutes))
            assert hook(ding, text("x"), clock.machine())["errcode"] == 130101
        clock.move_to(START + timedelta(minutes=10))
        assert hook(ding, text("x"), clock.machine())["errcode"] == 0
        assert len(ding.texts(GROUP)) == 21


def test_twenty_a_minute_are_no_trouble_for_hours() -> None:
    """One every three seconds."""
    with platform() as (ding, clock):
        for number in range(100):
            clock.move_to(START + timedelta(seconds=3 * number))
            assert hook(ding, text(str(number)), clock.machine())["errcode"] == 0


def test_the_minute_of_a_custom_robot_moves_on() -> None:
    """Ten of a minute ago are over, ten of just now are not."""
    with platform() as (ding, clock):
        for seconds, count in ((0, 10), (40, 10), (61, 10)):
            clock.move_to(START + timedelta(seconds=seconds))
            assert [hook(ding, text("x"), clock.machine())["errcode"] for _ in range(count)] == [0] * count
        assert hook(ding, text("x"), clock.machine())["errcode"] == 130101


def test_a_custom_robot_may_ask_for_a_keyword(ding: EmulatedDingTalk) -> None:
    """310000 as well."""
    ding.hooks[HOOK].keywords = ("后勤",)
    assert hook(ding, text("停水")) == {"errcode": 310000, "errmsg": "keywords not in content"}
    assert hook(ding, text("后勤：停水"))["errcode"] == 0


def test_a_session_leads_to_its_place_for_ninety_minutes() -> None:
    """As often as one likes, the same words too; then it does not exist, like one never given."""
    with platform() as (ding, clock):
        url, until = ding.lend_session("user123")
        for _ in range(2):
            assert requests.post(url, json=text("好", atUserIds=["user123"]), timeout=5).json()["errcode"] == 0
        assert ding.texts("user123") == ["好", "好"]
        assert requests.post(url, json={"msgtype": "card"}, timeout=5).json()["errcode"] == 400105
        clock.move_to(START + timedelta(minutes=90))
        assert until > int(milliseconds(clock.machine()))
        assert requests.post(url, json=text("好"), timeout=5).json()["errcode"] == 0
        clock.move_to(START + timedelta(minutes=91))
        assert until < int(milliseconds(clock.machine()))
        assert requests.post(url, json=text("好"), timeout=5).json() == {"errcode": 300001, "errmsg": "session 不存在"}
        assert requests.post(f"{url}x", json=text("好"), timeout=5).json()["errcode"] == 300001
        assert requests.get(url, timeout=5).json()["errcode"] == 43002


def test_repeats_in_a_session_can_be_swallowed_too() -> None:
    """Off unless a test asks for it."""
    with platform(Rules(session_repeat_s=60)) as (ding, _):
        url, _ = ding.lend_session(GROUP)
        for _ in range(2):
            requests.post(url, json=text("好"), timeout=5)
        assert ding.texts(GROUP) == ["好"]


@pytest.mark.parametrize(
    ("trouble", "number", "code", "status", "arrives"),
    [
        (Trouble.STATUS, 502, "", 502, False), (Trouble.HTML, 0, "", 200, True), (Trouble.RESET, 0, "", 0, False),
        (Trouble.LOST, 0, "", 0, True), (Trouble.HANG, 0, "", 0, False), (Trouble.SWALLOW, 0, "", 200, False),
        (Trouble.REVOKE, 0, "", 401, False),
        (Trouble.ERRCODE, 0, "Forbidden.AccessDenied.QpsLimitForApi", 403, False),
    ],
)  # fmt: skip
def test_every_trouble_can_be_had(
    ding: EmulatedDingTalk, trouble: Trouble, number: int, code: str, status: int, *, arrives: bool
) -> None:
    """Once; the next call is well again."""
    caller = Caller(ding)
    ding.fail(paths.GROUP, trouble, number, code=code)
    body = {"robotCode": ROBOT, "openConversationId": GROUP, "msgKey": "sampleText", "msgParam": _param("x")}
    headers = {TOKEN_HEADER: caller.token}
    try:
        found = requests.post(
            ding.base + paths.GROUP, json=body, headers=headers, timeout=0.3 if trouble is Trouble.HANG else 10
        ).status_code
    except requests.RequestException:
        found = 0
    assert (found, ding.texts(GROUP)) == (status, ["x"] if arrives else [])
    assert Caller(ding).group(text="y").status_code == 200
    assert ding.calls[paths.GROUP] == len(ding.bodies[paths.GROUP]) == 2


def test_an_errcode_of_the_old_paths_can_be_had(ding: EmulatedDingTalk) -> None:
    """Before the call is looked at."""
    ding.fail(paths.HOOK, Trouble.ERRCODE, code=-1)
    assert hook(ding, text("x"))["errcode"] == -1


@pytest.mark.parametrize("path", ["/v1.0/robot/unheard", "/robot/unheard", "/", paths.CARD])
def test_a_path_that_is_not_there(ding: EmulatedDingTalk, path: str) -> None:
    """404; a method that is not there too."""
    assert Caller(ding).post(path, {}).status_code == 404


@pytest.mark.parametrize("body", [b"", b"x", b"[]", b"\xff"])
def test_a_body_that_is_no_json_object_is_an_empty_one(ding: EmulatedDingTalk, body: bytes) -> None:
    """And meets the code of what it lacks."""
    headers = {TOKEN_HEADER: Caller(ding).token}
    answer = requests.post(ding.base + paths.GROUP, data=body, headers=headers, timeout=5)
    assert said(answer) == (400, "invalidParameter.robotCode.notExsit")


def test_every_code_has_its_words() -> None:
    """And below /v1.0 a status that is no success."""
    assert all(status >= 400 and words for status, words in API_ERRORS.values())
    assert all(OLD_ERRORS.values())


@pytest.fixture
def vendor(ding: EmulatedDingTalk, monkeypatch: pytest.MonkeyPatch) -> tuple[DingTalkStreamClient, ChatbotMessage]:
    """Point the vendor's client, whose address is fixed when it is imported, at the emulated platform."""
    for module in (vendor_cards, vendor_chatbot, vendor_stream):
        monkeypatch.setattr(module, "DINGTALK_OPENAPI_ENDPOINT", ding.base)
    robot = Robot(app_secret=SECRET, robot_code=ROBOT, corp_id=CORP, clock=SteppedClock(START), platform=ding)
    ding.apps[0].robot_code = KEY  # the client takes the one for the other
    heard = robot.picture("user123", b"\xff\xd8picture", chat=GROUP)
    return DingTalkStreamClient(Credential(KEY, SECRET)), ChatbotMessage.from_dict(heard.fields)


def test_the_vendors_client_answers_in_a_session(
    ding: EmulatedDingTalk, vendor: tuple[DingTalkStreamClient, ChatbotMessage]
) -> None:
    """By the address the message brought."""
    handler = ChatbotHandler()
    handler.dingtalk_client = vendor[0]
    assert handler.reply_text("好的", vendor[1]) == {"errcode": 0, "errmsg": "ok"}
    assert handler.reply_markdown("标题", "**好**", vendor[1]) == {"errcode": 0, "errmsg": "ok"}
    assert ding.texts(GROUP) == ["好的", "**好**"]
    assert ding.screens.delivered[0].mentions == ("user123",)


def test_the_vendors_client_gets_a_picture(
    ding: EmulatedDingTalk, vendor: tuple[DingTalkStreamClient, ChatbotMessage]
) -> None:
    """With a token of its own."""
    handler = ChatbotHandler()
    handler.dingtalk_client = vendor[0]
    url = handler.get_image_download_url(vendor[1].get_image_list()[0])
    assert requests.get(url, timeout=5).content == b"\xff\xd8picture"
    assert ding.calls[paths.TOKEN] == 1


def test_the_vendors_client_shows_and_changes_a_card(
    ding: EmulatedDingTalk, vendor: tuple[DingTalkStreamClient, ChatbotMessage]
) -> None:
    """Created and delivered in one, then put."""
    replier = CardReplier(*vendor)
    track = replier.create_and_deliver_card(
        TEMPLATE, {"title": "漏水"}, callback_type="HTTP", callback_route_key="presses"
    )
    (card,) = ding.cards_in(GROUP)
    assert (card.out_track_id, card.params, card.callback) == (track, {"title": "漏水"}, "presses")
    replier.put_card_data(track, {"title": "已处理"})
    assert card.params == {"title": "已处理"}
