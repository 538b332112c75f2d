"""The robot's route: what it composes, and what becomes of it on an emulated platform."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import SteppedClock
from bot.errors import DeliveryError, FateUnknown, Refused, Throttled, TryLater
from bot.messages import Button, Card
from bot.platforms.dingtalk import cards
from bot.platforms.dingtalk.outcomes import outcome_of
from bot.platforms.dingtalk.parts import LARGEST, parts_of
from bot.platforms.dingtalk.route import CARD_CHANGED, CARD_MADE, TO_GROUP, TO_PEOPLE, DingTalkRoute
from bot.platforms.protocol import Address, Outcome
from bot.store.shared import MemoryShared
from tests.each import each
from tests.emulators.dingtalk import EmulatedDingTalk
from tests.emulators.dingtalk_robots import EmulatedApp
from tests.emulators.dingtalk_rules import Rules
from tests.emulators.wecom_rules import Trouble

CORP, KEY, SECRET, ROBOT = "dingcorp0001", "dingkey0001", "canary-app-secret", "dingrobot0001"
GROUP, OTHER_GROUP, TEMPLATE = "cidGROUP==", "cidELSEWHERE==", "template-1.schema"
START = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
LI, WANG, GHOST, CHAT = Address("user123"), Address("user456"), Address("ghost"), Address(chat=GROUP)
CARD = Card("card-0017", "突发事件", (Button("到场", "到场"),), asks="dingtalk/user123")
LONG = "第一条 员工请病假，须附“证明”。\n" * 160
NUMBER = re.compile(r"\((\d+)/(\d+)\) ")


@contextmanager
def platform(rules: Rules | None = None) -> Iterator[EmulatedDingTalk]:
    """Run an emulated platform with one app."""
    app = EmulatedApp(
        KEY, SECRET, ROBOT, CORP, members=("user123", "user456"), groups={GROUP: ("user123", "user456")},
        other_groups=frozenset({OTHER_GROUP}), templates=frozenset({TEMPLATE}),
        card_routes={cards.route_key(ROBOT): ("https://houqin.example.edu/", "s")},
    )  # fmt: skip
    with EmulatedDingTalk(SteppedClock(START), [app], rules=rules) as emulated:
        yield emulated


@pytest.fixture
def dingtalk() -> Iterator[EmulatedDingTalk]:
    """Give an emulated platform whose time stands still."""
    with platform() as emulated:
        yield emulated


def route_to(base: str, *, secret: str = SECRET, template: str = TEMPLATE, timeout_s: float = 5) -> DingTalkRoute:
    """Build a route to that address."""
    return DingTalkRoute(
        robot_code=ROBOT, app_key=KEY, app_secret=secret, card_template=template, cache=MemoryShared(),
        clock=SteppedClock(START), api_base=base, timeout_s=timeout_s,
    )  # fmt: skip


PURE = route_to("http://127.0.0.1:1")
WORDS_ONLY = route_to("http://127.0.0.1:1", template="")


async def send(route: DingTalkRoute, text: str, *addresses: Address, card: Card | None = None) -> list[Outcome]:
    """Compose, send every body, close."""
    try:
        return [await route.send(body) for body in route.compose(text, addresses, card)]
    finally:
        await route.close()


def stored(bodies: list[bytes]) -> list[tuple[str, dict[str, Any]]]:
    """Read stored bodies."""
    return [(one["path"], one["body"]) for one in map(json.loads, bodies)]


def test_a_body_to_people_is_the_documented_json() -> None:
    """And the same each time."""
    bodies = PURE.compose("三食堂停水", [LI, WANG])
    assert stored(bodies) == [
        (TO_PEOPLE, {"robotCode": ROBOT, "userIds": ["user123", "user456"], "msgKey": "sampleText",
                     "msgParam": '{"content":"三食堂停水"}'})
    ]  # fmt: skip
    assert PURE.compose("三食堂停水", [LI, WANG]) == bodies


def test_a_body_to_a_group_is_the_documented_json() -> None:
    """By the group's own id."""
    assert stored(PURE.compose("停水", [CHAT])) == [
        (TO_GROUP, {"robotCode": ROBOT, "openConversationId": GROUP, "msgKey": "sampleText",
                    "msgParam": '{"content":"停水"}'})
    ]  # fmt: skip


def test_a_route_says_what_it_takes() -> None:
    """The vendor's limits."""
    assert (PURE.name, PURE.platform, PURE.spends) == (f"dingtalk:{ROBOT}", "dingtalk", ("", ""))
    assert (PURE.limits.recipients, PURE.limits.dedupes) == (20, timedelta(days=1))


@each(
    ("address", "reached"),
    [
        (LI, True), (CHAT, True), (Address("a.b-c_d@e"), True), (Address(chat="cid+/AZ09=="), True),
        (Address(), False), (Address(""), False), (Address(chat=""), False), (Address("user123", GROUP), False),
        (Address("$:LWCP_v1:$abc"), False), (Address("a,b"), False), (Address("a|b"), False), (Address("a;b"), False),
        (Address("a b"), False), (Address("a\n"), False), (Address("@all"), False), (Address("@ALL"), False),
        (Address("x" * 65), False), (Address("水"), False), (Address(chat="cid;IM_ROBOT.x"), False),
        (Address(chat="cid x"), False), (Address(chat="x" * 129), False),
    ],
)  # fmt: skip
def test_a_route_reaches_members_and_groups_and_nothing_that_reads_as_many(address: Address, *, reached: bool) -> None:
    """Nor the made-up id of somebody outside."""
    assert PURE.reaches(address) is reached
    if not reached:
        with pytest.raises(ValueError, match="members"):
            PURE.compose("x", [address])


@pytest.mark.parametrize("count", [0, 21])
def test_a_call_takes_one_to_twenty(count: int) -> None:
    """More would be refused."""
    with pytest.raises(ValueError, match="20"):
        PURE.compose("x", [LI] * count)
    assert len(PURE.compose("x", [Address(f"user{number}") for number in range(20)])) == 1


def test_the_same_words_to_people_and_groups_are_calls_of_their_own() -> None:
    """One for the people, one for each group."""
    found = stored(PURE.compose("停水", [LI, CHAT, WANG, Address(chat="cidTWO==")]))
    assert [path for path, _ in found] == [TO_GROUP, TO_GROUP, TO_PEOPLE]
    assert found[2][1]["userIds"] == ["user123", "user456"]


pieces = st.lists(
    st.text(st.characters(codec="utf-8"), max_size=30)
    | st.sampled_from(['"' * 900, "\n" * 900, "\\" * 900, "水" * 900]),
    max_size=25,
).map("".join)


@given(text=pieces, largest=st.sampled_from([400, 2000, LARGEST]))
def test_no_part_is_too_long_however_it_is_written(text: str, largest: int) -> None:
    """Quotation marks and line breaks take two bytes; and nothing is lost."""
    written = parts_of(text, lambda part: json.dumps({"content": part}, ensure_ascii=False).encode(), largest)
    assert all(len(one) <= largest for one in written)
    parts = [json.loads(one)["content"] for one in written]
    assert parts == [text] if len(parts) == 1 else "".join(NUMBER.sub("", part, count=1) for part in parts) == text


def test_a_card_follows_its_words_where_there_is_a_template() -> None:
    """And is left out where there is none."""
    found = stored(PURE.compose("请确认", [LI], CARD))
    assert [path for path, _ in found] == [TO_PEOPLE, CARD_MADE]
    assert found[1][1]["outTrackId"] == "card-0017"
    assert [path for path, _ in stored(WORDS_ONLY.compose("请确认", [LI], CARD))] == [TO_PEOPLE]
    assert [path for path, _ in stored(PURE.compose("", [CHAT, LI], CARD))] == [CARD_MADE]


def test_a_pressed_card_is_shown_as_pressed() -> None:
    """Without words; nowhere without a template."""
    done = Card(CARD.id, CARD.title, CARD.buttons, CARD.asks, shown="已登记")
    assert [path for path, _ in stored(PURE.compose("", [LI], done))] == [CARD_CHANGED]
    assert WORDS_ONLY.compose("", [LI], done) == []
    assert PURE.compose("", [LI]) == []


async def test_a_message_arrives(dingtalk: EmulatedDingTalk) -> None:
    """With the platform's own id of it, sent as it was stored."""
    route = route_to(dingtalk.base)
    (body,) = route.compose("三食堂停水", [LI, WANG])
    outcome = await route.send(body)
    await route.close()
    assert outcome == Outcome(reference="process-1")
    assert dingtalk.texts("user123") == dingtalk.texts("user456") == ["三食堂停水"]
    (sent,) = dingtalk.bodies[TO_PEOPLE]
    assert body == b'{"path":"' + TO_PEOPLE.encode() + b'","body":' + sent + b"}"


async def test_a_group_gets_its_message(dingtalk: EmulatedDingTalk) -> None:
    """By groupMessages/send."""
    await send(route_to(dingtalk.base), "停水", CHAT)
    assert dingtalk.texts(GROUP) == ["停水"]


async def test_an_answer_of_three_thousand_characters_arrives_whole(dingtalk: EmulatedDingTalk) -> None:
    """In private and in a group."""
    text = LONG[:3000]
    await send(route_to(dingtalk.base), text, LI)
    await send(route_to(dingtalk.base), text, CHAT)
    await send(route_to(dingtalk.base), LONG * 2, WANG)
    assert dingtalk.texts("user123") == dingtalk.texts(GROUP) == [text]
    parts = dingtalk.texts("user456")
    assert len(parts) > 1
    assert "".join(NUMBER.sub("", part, count=1) for part in parts) == LONG * 2


async def test_twenty_are_one_call(dingtalk: EmulatedDingTalk) -> None:
    """The platform takes no more."""
    dingtalk.apps[0].members = tuple(f"user{number}" for number in range(20))
    await send(route_to(dingtalk.base), "通知", *(Address(f"user{number}") for number in range(20)))
    assert dingtalk.calls[TO_PEOPLE] == 1
    assert all(dingtalk.texts(f"user{number}") == ["通知"] for number in range(20))


async def test_who_was_left_out_is_named_with_the_reason() -> None:
    """An unknown account, and one that gets too much."""
    with platform(Rules(oto_per_minute=1)) as dingtalk:
        route = route_to(dingtalk.base)
        await route.send(route.compose("一", [LI])[0])
        (outcome,) = await send(route, "二", LI, WANG, GHOST)
    assert set(outcome.refused) == {"user123", "ghost"}
    assert "限流" in outcome.refused["user123"]
    assert "可见范围" in outcome.refused["ghost"]
    assert outcome.reference


@pytest.mark.parametrize(
    ("address", "words"),
    [(GHOST, "接收人不存在"), (Address(chat=OTHER_GROUP), "不在该群"), (Address(chat="cidNOBODY=="), "群编号")],
)
async def test_where_nothing_can_be_said_is_refused(dingtalk: EmulatedDingTalk, address: Address, words: str) -> None:
    """With what to do."""
    with pytest.raises(Refused, match=words):
        await send(route_to(dingtalk.base), "x", address)


async def test_a_retry_of_a_lost_call_reaches_nobody_twice(dingtalk: EmulatedDingTalk) -> None:
    """The platform swallows the same content for a day; the body is the same."""
    dingtalk.fail(TO_PEOPLE, Trouble.LOST)
    route = route_to(dingtalk.base)
    (body,) = route.compose("通知", [LI])
    with pytest.raises(FateUnknown):
        await route.send(body)
    await route.send(body)
    await route.close()
    assert dingtalk.texts("user123") == ["通知"]


@pytest.mark.parametrize(
    ("trouble", "number", "code", "kind"),
    [
        (Trouble.STATUS, 502, "", FateUnknown), (Trouble.STATUS, 503, "", TryLater),
        (Trouble.STATUS, 302, "", TryLater),
        (Trouble.HANG, 0, "", FateUnknown), (Trouble.RESET, 0, "", FateUnknown), (Trouble.HTML, 0, "", FateUnknown),
        (Trouble.ERRCODE, 0, "Forbidden.AccessDenied.QpsLimitForApi", Throttled),
        (Trouble.ERRCODE, 0, "ServiceUnavailable", TryLater),
        (Trouble.ERRCODE, 0, "invalidParameter.msgKey.invalid", Refused),
    ],
)  # fmt: skip
async def test_every_trouble_is_of_its_kind(
    dingtalk: EmulatedDingTalk, trouble: Trouble, number: int, code: str, kind: type[DeliveryError]
) -> None:
    """What may have been taken is told apart from what was not."""
    dingtalk.fail(TO_PEOPLE, trouble, number, code=code)
    with pytest.raises(kind):
        await send(route_to(dingtalk.base, timeout_s=0.3 if trouble is Trouble.HANG else 10), "x", LI)


async def test_a_revoked_token_is_renewed_once(dingtalk: EmulatedDingTalk) -> None:
    """And the message arrives once."""
    route = route_to(dingtalk.base)
    await route.send(route.compose("一", [LI])[0])
    dingtalk.revoke()
    await send(route, "二", LI)
    assert dingtalk.texts("user123") == ["一", "二"]
    assert dingtalk.calls["/v1.0/oauth2/accessToken"] == 2


async def test_a_wrong_secret_is_refused_with_the_remedy(dingtalk: EmulatedDingTalk) -> None:
    """And not shown."""
    with pytest.raises(Refused, match="AppSecret") as refused:
        await send(route_to(dingtalk.base, secret="canary-wrong"), "x", LI)
    assert "canary" not in str(refused.value)


async def test_a_card_arrives_after_its_words_and_is_changed(dingtalk: EmulatedDingTalk) -> None:
    """In private and in a group."""
    route = route_to(dingtalk.base)
    in_group = Card("card-0018", CARD.title, CARD.buttons)
    for card, address in ((CARD, LI), (in_group, CHAT)):
        outcomes = [await route.send(body) for body in route.compose("请确认", [address], card)]
        assert all(outcome.refused == {} and outcome.reference for outcome in outcomes)
    done = Card(CARD.id, CARD.title, CARD.buttons, CARD.asks, shown="已登记")
    await send(route, "", LI, card=done)
    assert dingtalk.texts("user123") == dingtalk.texts(GROUP) == ["请确认"]
    (shown,) = dingtalk.cards_in("user123")
    assert (shown.params["shown"], shown.params["button1"], shown.params["text"]) == ("已登记", "到场", "请确认")
    assert [card.out_track_id for card in dingtalk.cards_in(GROUP)] == ["card-0018"]


async def test_a_card_that_stands_there_already_was_delivered(dingtalk: EmulatedDingTalk) -> None:
    """The answer was lost, the retry finds it."""
    dingtalk.fail(CARD_MADE, Trouble.LOST)
    route = route_to(dingtalk.base)
    (body,) = route.compose("", [LI], CARD)
    with pytest.raises(FateUnknown):
        await route.send(body)
    assert await route.send(body) == Outcome()
    await route.close()
    assert len(dingtalk.cards_in("user123")) == 1


async def test_a_card_that_was_not_delivered_is_told(dingtalk: EmulatedDingTalk) -> None:
    """To one of several; the answer is no error."""
    (outcome,) = await send(route_to(dingtalk.base), "", LI, GHOST, card=CARD)
    assert outcome.refused == {"ghost": "卡片没有投放成功"}
    assert len(dingtalk.cards_in("user123")) == 1


async def test_an_unknown_template_is_refused_with_the_remedy(dingtalk: EmulatedDingTalk) -> None:
    """The operator built none, or another."""
    with pytest.raises(Refused, match="card_template"):
        await send(route_to(dingtalk.base, template="another"), "", LI, card=CARD)


@pytest.mark.parametrize(
    "answer",
    [
        {}, {"processQueryKey": 7, "invalidStaffIdList": None}, {"invalidStaffIdList": [7, None, {}]}, {"result": []},
        {"result": {"deliverResults": ["x", {"success": False}, {"success": False, "spaceId": 7}, {"carrierId": 7}]}},
    ],
)  # fmt: skip
def test_an_answer_with_odd_lists_leaves_nobody_out(answer: dict[str, Any]) -> None:
    """Nothing breaks on it."""
    assert outcome_of(answer) == Outcome()


async def test_no_log_line_holds_a_secret(dingtalk: EmulatedDingTalk, caplog: pytest.LogCaptureFixture) -> None:
    """Nor a token; at DEBUG, through success and every kind of failure."""
    caplog.set_level("DEBUG")
    dingtalk.fail("/v1.0/oauth2/accessToken", Trouble.STATUS, 500)
    dingtalk.fail(TO_PEOPLE, Trouble.ERRCODE, code="InvalidAuthentication")
    dingtalk.fail(TO_PEOPLE, Trouble.LOST)
    route = route_to(dingtalk.base)
    (body,) = route.compose("通知", [LI])
    for _ in range(4):
        with contextlib.suppress(DeliveryError):
            await route.send(body)
    await route.close()
    assert dingtalk.texts("user123") == ["通知"]
    assert SECRET not in caplog.text + repr(vars(route))
    assert "token-of" not in caplog.text
