"""The app's route: what it composes, and what it makes of every way the platform answers or does not."""

from __future__ import annotations

import contextlib
import json
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import SteppedClock
from bot.errors import DeliveryError, FateUnknown, Refused, Throttled, TryLater
from bot.platforms.protocol import Address, Outcome
from bot.platforms.split import LIMIT, split_text
from bot.platforms.wecom.errcodes import FAULTS, Fate, error_for
from bot.platforms.wecom.route import WeComAppRoute, _left_out
from bot.store.shared import MemoryShared
from tests.each import each
from tests.emulators.loopback import Loopback
from tests.emulators.wecom import EmulatedApp, EmulatedWeCom
from tests.emulators.wecom_rules import Rules, Trouble

CORP, SECRET = "ww1436e0e65a779aee", "canary-secret-of-the-app"
START = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
LI, WANG, GHOST = Address(account="LiMing"), Address(account="WangFang"), Address(account="Ghost")


@contextmanager
def platform(rules: Rules | None = None) -> Iterator[tuple[EmulatedWeCom, SteppedClock]]:
    """Run an emulated platform with one app."""
    clock = SteppedClock(START)
    app = EmulatedApp(
        CORP, 1000002, SECRET, visible=("LiMing", "WangFang", "NoLicence"), unlicensed=frozenset({"NoLicence"})
    )
    with EmulatedWeCom(clock, [app], rules) as emulated:
        yield emulated, clock


@pytest.fixture
def wecom() -> Iterator[EmulatedWeCom]:
    """Give an emulated platform whose time stands still."""
    with platform() as (emulated, _):
        yield emulated


def route_to(base: str, *, agent_id: int = 1000002, secret: str = SECRET, timeout_s: float = 5) -> WeComAppRoute:
    """Build a route to that address."""
    return WeComAppRoute(
        corp_id=CORP, agent_id=agent_id, secret=secret, cache=MemoryShared(), clock=SteppedClock(START),
        api_base=base, timeout_s=timeout_s,
    )  # fmt: skip


async def send(route: WeComAppRoute, text: str, *addresses: Address) -> list[Outcome]:
    """Compose, send every part, close."""
    try:
        return [await route.send(body) for body in route.compose(text, addresses)]
    finally:
        await route.close()


PURE = route_to("http://127.0.0.1:1")


def test_a_body_is_the_documented_json() -> None:
    """Byte for byte the same each time: a retry must be."""
    (body,) = PURE.compose("三食堂停水", [LI, WANG])
    assert json.loads(body) == {
        "touser": "LiMing|WangFang", "msgtype": "text", "agentid": 1000002, "text": {"content": "三食堂停水"},
        "safe": 0, "enable_duplicate_check": 1, "duplicate_check_interval": 1800,
    }  # fmt: skip
    assert PURE.compose("三食堂停水", [LI, WANG]) == [body]


def test_a_route_says_what_it_takes() -> None:
    """The vendor's limits."""
    assert (PURE.name, PURE.platform) == ("wecom-app:1000002", "wecom")
    limits = PURE.limits
    assert (limits.recipients, limits.per_minute, limits.per_hour) == (1000, 30, 1000)
    assert limits.dedupes == timedelta(minutes=30)


@each(
    ("address", "reached"),
    [
        (LI, True), (Address(chat="c1"), False), (Address(), False), (Address(account=""), False),
        (Address(account="a|b"), False), (Address(account="@all"), False), (Address(account="@ALL"), False),
        (Address(account="LiMing", chat="c1"), False),
    ],
)  # fmt: skip
def test_a_route_reaches_one_member_and_nothing_that_reads_as_many(address: Address, *, reached: bool) -> None:
    """An account id that would address everybody is none."""
    assert PURE.reaches(address) is reached
    if not reached:
        with pytest.raises(ValueError, match="members"):
            PURE.compose("x", [address])


@pytest.mark.parametrize("count", [0, 1001])
def test_a_call_takes_one_to_a_thousand_members(count: int) -> None:
    """More would be a parameter error."""
    with pytest.raises(ValueError, match="1000"):
        PURE.compose("x", [LI] * count)
    assert len(PURE.compose("x", [LI] * 1000)) == 1


NUMBER = re.compile(r"\((\d+)/(\d+)\) ")
pieces_of_text = st.lists(
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
        st.sampled_from(["\n", "。", "！”", "第一条 ", "水" * 400, "a" * 900, "👩‍👧" * 60, "\n\n", ". "]),
    ),
    max_size=40,
).map("".join)


@given(text=pieces_of_text, limit=st.sampled_from([64, 200, LIMIT]))
def test_nothing_of_a_split_text_is_lost_or_too_long(text: str, limit: int) -> None:
    """The parts without their numbers, joined, are the text."""
    parts = split_text(text, limit)
    assert all(len(part.encode()) <= limit for part in parts)
    if len(parts) == 1:
        assert parts == [text]
        return
    found = [NUMBER.match(part) for part in parts]
    assert [match and match.group(1, 2) for match in found] == [
        (str(number), str(len(parts))) for number in range(1, len(parts) + 1)
    ]
    assert "".join(NUMBER.sub("", part, count=1) for part in parts) == text


def test_a_text_that_fits_is_left_alone() -> None:
    """To the last byte."""
    text = "水" * 682 + "ab"
    assert len(text.encode()) == LIMIT
    assert split_text(text) == [text]
    assert len(split_text(text + "c")) == 2


def test_parts_end_where_paragraphs_end() -> None:
    """As many whole paragraphs as fit."""
    paragraph = "后勤" * 100 + "。\n"
    parts = split_text(paragraph * 9)
    assert [part.count("\n") for part in parts] == [3, 3, 3]
    assert all(part.endswith("。\n") for part in parts)


def test_a_short_paragraph_before_a_whole_one_stays_with_its_kind() -> None:
    """The next paragraph fits a part of its own, so it is not cut."""
    first, second = "标题\n", "后勤。" * 220 + "\n"
    parts = split_text(first + second + second)
    assert [NUMBER.sub("", part, count=1) for part in parts] == [first + second, second]


def test_a_paragraph_too_long_is_cut_after_a_sentence() -> None:
    """With its closing marks."""
    sentence = "他说：“" + "水" * 200 + "！”"
    parts = split_text("标题\n" + sentence * 9)
    assert all(part.endswith("！”") for part in parts)
    assert NUMBER.sub("", parts[0], count=1).startswith("标题\n他说")


def test_a_sentence_too_long_is_cut_between_characters() -> None:
    """No character is halved."""
    parts = split_text("水" * 2000)
    assert max(len(part.encode()) for part in parts) > LIMIT - 3
    assert all(set(NUMBER.sub("", part, count=1)) == {"水"} for part in parts)


async def test_a_message_arrives(wecom: EmulatedWeCom) -> None:
    """With the platform's own id for a recall."""
    (outcome,) = await send(route_to(wecom.base), "三食堂停水", LI, WANG)
    assert outcome.refused == {}
    assert outcome.reference.startswith("msg-")
    assert wecom.texts("LiMing") == wecom.texts("WangFang") == ["三食堂停水"]


async def test_a_long_text_arrives_whole(wecom: EmulatedWeCom) -> None:
    """Nothing is cut off by the platform."""
    text = "第一条 员工请病假，须附证明。" * 200
    await send(route_to(wecom.base), text, LI)
    assert "".join(NUMBER.sub("", part, count=1) for part in wecom.texts("LiMing")) == text


async def test_who_was_left_out_is_named_as_we_know_him(wecom: EmulatedWeCom) -> None:
    """The platform answers errcode 0 and writes ids in lower case."""
    (outcome,) = await send(route_to(wecom.base), "通知", LI, GHOST, Address(account="NoLicence"))
    assert set(outcome.refused) == {"Ghost", "NoLicence"}
    assert wecom.texts("LiMing") == ["通知"]


async def test_nobody_valid_is_refused(wecom: EmulatedWeCom) -> None:
    """81013."""
    with pytest.raises(Refused) as refused:
        await send(route_to(wecom.base), "通知", GHOST)
    assert refused.value.code == 81013


async def test_a_retry_of_the_same_body_reaches_nobody_twice(wecom: EmulatedWeCom) -> None:
    """The answer was lost after the platform had taken the call."""
    wecom.fail("message/send", Trouble.LOST)
    route = route_to(wecom.base)
    (body,) = route.compose("通知", [LI])
    with pytest.raises(FateUnknown):
        await route.send(body)
    await route.send(body)
    await route.close()
    assert wecom.texts("LiMing") == ["通知"]
    assert wecom.bodies == [body, body]
    assert [gone.reason for gone in wecom.swallowed] == ["duplicate"]


@pytest.mark.parametrize(
    ("trouble", "number", "expected"),
    [
        (Trouble.STATUS, 500, FateUnknown), (Trouble.STATUS, 502, FateUnknown), (Trouble.STATUS, 504, FateUnknown),
        (Trouble.STATUS, 503, TryLater), (Trouble.STATUS, 429, TryLater), (Trouble.STATUS, 404, TryLater),
        (Trouble.STATUS, 407, TryLater), (Trouble.STATUS, 302, TryLater), (Trouble.HTML, 0, FateUnknown),
        (Trouble.RESET, 0, FateUnknown), (Trouble.LOST, 0, FateUnknown), (Trouble.HANG, 0, FateUnknown),
        (Trouble.ERRCODE, -1, TryLater), (Trouble.ERRCODE, 45009, Throttled), (Trouble.ERRCODE, 45033, Throttled),
        (Trouble.ERRCODE, 60020, Refused), (Trouble.ERRCODE, 40058, Refused), (Trouble.ERRCODE, 999999, Refused),
    ],
)  # fmt: skip
async def test_every_trouble_says_whether_a_retry_makes_sense(
    wecom: EmulatedWeCom, trouble: Trouble, number: int, expected: type[DeliveryError]
) -> None:
    """And gives neither token nor secret away."""
    wecom.fail("message/send", trouble, number)
    with pytest.raises(expected) as met:
        await send(route_to(wecom.base, timeout_s=0.3 if trouble is Trouble.HANG else 10), "通知", LI)
    assert type(met.value) is expected
    assert met.value.code == (number if trouble is Trouble.ERRCODE else 0)
    assert "token-of" not in repr(met.value)
    assert SECRET not in repr(met.value)
    assert met.value.__cause__ is None
    assert not isinstance(met.value, Throttled) or met.value.wait_s >= 60


async def test_nobody_listening_is_safe_to_retry() -> None:
    """Nothing left this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{probe.getsockname()[1]}"
    with pytest.raises(TryLater):
        await send(route_to(base), "通知", LI)


async def test_a_wrong_address_is_safe_to_retry() -> None:
    """A name that does not resolve, or no address at all."""
    for base in ("http://wecom.invalid", "http://"):
        with pytest.raises(TryLater):
            await send(route_to(base), "通知", LI)


async def test_a_wrong_agent_is_refused_with_the_remedy(wecom: EmulatedWeCom) -> None:
    """40056."""
    with pytest.raises(Refused, match="AgentId"):
        await send(route_to(wecom.base, agent_id=1), "通知", LI)


async def test_a_foreign_address_is_named(wecom: EmulatedWeCom) -> None:
    """The operator needs the egress address to enter it."""
    wecom.apps[0].trusted_ips = frozenset()
    with pytest.raises(Refused, match=r"出口IP 127\.0\.0\.1.*企业可信IP"):
        await send(route_to(wecom.base), "通知", LI)


@each("code", sorted(FAULTS))
def test_every_known_code_names_cause_and_remedy(code: int) -> None:
    """In one Chinese sentence, and of the right kind."""
    fault, met = FAULTS[code], error_for(code, "x, hint: [abc123], from ip: 10.0.0.8, more info at https://u?e=1")
    assert str(code) in str(met)
    assert fault.cause in str(met)
    assert fault.remedy in str(met)
    assert "出口IP 10.0.0.8，hint abc123" in str(met)
    assert isinstance(met, {Fate.REFUSED: Refused, Fate.THROTTLED: Throttled}.get(fault.fate, TryLater))


def test_of_the_vendors_words_only_the_address_and_the_hint_are_kept() -> None:
    """Anything else might be anything."""
    assert str(error_for(5, "from ip: <script>, hint: [<b>] canary")) == str(error_for(5))


@pytest.mark.parametrize(
    "answer",
    ["[]", '"x"', "null", "", "{", '{"errcode":"0"}', '{"errcode":null}', "[" * 100_000, "\xff", "x" * (2 << 20)],
)
async def test_an_answer_of_another_shape_is_no_answer(answer: str) -> None:
    """Whatever a proxy makes up with status 200."""

    async def handle(request: web.Request) -> web.Response:
        del request
        return web.Response(body=answer.encode("latin-1"))

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handle)
    with Loopback(app) as server, pytest.raises(TryLater):
        await send(route_to(server.base), "通知", LI)


@given(st.lists(st.sampled_from(["LiMing", "WangFang", "Ghost", "ZhaoLei"]), min_size=1, unique=True), st.data())
def test_left_out_ids_come_back_as_we_wrote_them(members: list[str], data: st.DataObject) -> None:
    """Pure: whichever of them the platform names."""
    invalid = data.draw(st.lists(st.sampled_from(members), unique=True))
    (body,) = PURE.compose("x", [Address(account=member) for member in members])
    answer: dict[str, Any] = {"invaliduser": "|".join(invalid).lower()}
    assert set(_left_out(answer, body)) == set(invalid)


async def test_no_log_line_holds_a_secret_or_a_token(wecom: EmulatedWeCom, caplog: pytest.LogCaptureFixture) -> None:
    """Both travel in URLs; at DEBUG, through success and every kind of failure."""
    caplog.set_level("DEBUG")
    wecom.fail("gettoken", Trouble.STATUS, 500)
    wecom.fail("message/send", Trouble.ERRCODE, 42001)
    wecom.fail("message/send", Trouble.LOST)
    route = route_to(wecom.base)
    (body,) = route.compose("通知", [LI])
    for _ in range(4):
        with contextlib.suppress(DeliveryError):
            await route.send(body)
    await route.close()
    assert wecom.texts("LiMing") == ["通知"]
    assert SECRET not in caplog.text + repr(vars(route))
    assert "token-of" not in caplog.text
