"""The emulated AI bot plays the platform's client: it repeats, polls, waits and gives up as documented.

On the other side stands a tiny bot made here from the documentation, with the cipher of `wecom_callbacks`, which shares
nothing with the emulator's (wechatpy's) and nothing with the product's.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from bot.clock import SteppedClock
from tests.emulators import wecom_callbacks as cipher
from tests.emulators.aibot import EmulatedAiBot
from tests.emulators.aibot_rules import BotRules
from tests.emulators.aibot_shown import State
from tests.emulators.aibot_wire import BotAccount
from tests.emulators.loopback import Loopback
from tests.emulators.wecom import EmulatedWeCom
from tests.platforms.test_wecom_cards_emulator import CARD, NOTICE
from tests.platforms.test_wecom_route import START

Plain = dict[str, Any]
Think = Callable[[Plain], Any]
QUICK = BotRules(patience_s=0.2)


class TinyBot:
    """A server that opens every callback, thinks, and seals what it thought: None for an empty body.

    A response object is given as it is; "hang" never answers.
    """

    def __init__(self, account: BotAccount, think: Think) -> None:
        self.account, self.think = account, think
        self.heard: list[Plain] = []
        self.queries: list[Mapping[str, str]] = []

    async def handle(self, request: web.Request) -> web.Response:
        query = request.query
        self.queries.append(dict(query))
        encrypted = query["echostr"] if request.method == "GET" else (await request.json())["encrypt"]
        signed = cipher.signature(self.account.token, query["timestamp"], query["nonce"], encrypted)
        if signed != query["msg_signature"]:
            return web.Response(status=403)
        words, receiver = cipher.decrypt(self.account.aes_key, encrypted)
        assert receiver == ""
        if request.method == "GET":
            return web.Response(text=words)
        self.heard.append(json.loads(words))
        thought = self.think(self.heard[-1])
        if thought == "hang":
            await asyncio.Event().wait()
        return thought if isinstance(thought, web.Response) else self.seal(query, thought)

    def seal(self, query: Mapping[str, str], thought: Plain | None, **changed: object) -> web.Response:
        """Write a reply; changed: fields of the envelope that are to be wrong."""
        if thought is None:
            return web.Response()
        encrypted = cipher.encrypt(self.account.aes_key, json.dumps(thought).encode(), "")
        sign = cipher.signature(self.account.token, query["timestamp"], query["nonce"], encrypted)
        envelope = {"encrypt": encrypted, "msgsignature": sign} | {n: query[n] for n in ("timestamp", "nonce")}
        return web.json_response(envelope | changed)


class Stage:
    """A platform, one bot of it, and the tiny bot that answers."""

    def __init__(self, wecom: EmulatedWeCom, bot: EmulatedAiBot, tiny: TinyBot, clock: SteppedClock) -> None:
        self.wecom, self.bot, self.tiny, self.clock = wecom, bot, tiny, clock

    def passes(self, seconds: float) -> None:
        """Move the platform's time."""
        self.clock.move_to(self.clock.machine() + timedelta(seconds=seconds))


@contextmanager
def staged(think: Think, *, made: type[TinyBot] = TinyBot, **options: Any) -> Iterator[Stage]:
    """Set the stage. made: which kind of bot answers; options: the emulated bot's."""
    clock = SteppedClock(START)
    tiny = made(BotAccount(), think)
    app = web.Application()
    app.router.add_route("*", "/aibot", tiny.handle)
    with EmulatedWeCom(clock) as wecom, Loopback(app) as server:
        options.setdefault("rules", QUICK)
        yield Stage(wecom, EmulatedAiBot(wecom, f"{server.base}/aibot", tiny.account, **options), tiny, clock)


def stream(words: str, *, finish: bool = True, number: str = "s1", **other: object) -> Plain:
    """Make a stream reply."""
    return {"msgtype": "stream", "stream": {"id": number, "finish": finish, "content": words, **other}}


def growing(*words: str) -> Think:
    """Think of one more word at every callback; the stream's id is the first message's."""
    left = list(words)
    ids: list[str] = []

    def think(plain: Plain) -> Plain:
        ids.append(plain.get("stream", {}).get("id", plain["msgid"]))
        return stream(left.pop(0), finish=not left, number=ids[-1])

    return think


def with_card(plain: Plain) -> Plain:
    """Answer a message with a card, a press with the pressed card."""
    if plain["msgtype"] == "event":
        task_id = plain["event"]["template_card_event"]["task_id"]
        return {"response_type": "update_template_card", "template_card": {**NOTICE, "task_id": task_id}}
    return {"msgtype": "template_card", "template_card": {**CARD, "task_id": plain["msgid"].encode().hex()}}


async def test_a_message_is_polled_until_it_is_finished() -> None:
    """Every content replaces the text on the one screen; after the end nothing is asked."""
    with staged(growing("正在查", "正在查病假", "第三条")) as on:
        shown = await on.bot.says("LiMing", "病假几天")
        assert (shown.text, shown.state) == ("正在查", State.STREAMING)
        await on.bot.poll()
        assert on.bot.screen("LiMing").texts == ["正在查病假"]
        await on.bot.poll_until_finished(shown)
        assert (shown.text, shown.state) == ("第三条", State.OVER)
        assert await on.bot.poll() == []
        assert on.bot.screen("LiMing").texts == ["第三条"]
        on.bot.must_be_clean()
        first, poll, _ = on.tiny.heard
        assert (first["chattype"], first["from"], first["text"]) == (
            "single", {"userid": "LiMing"}, {"content": "病假几天"},
        )  # fmt: skip
        assert "chatid" not in first
        assert (poll["msgtype"], poll["stream"]["id"]) == ("stream", first["msgid"])
        assert "response_url" not in poll
        assert len({plain["msgid"] for plain in on.tiny.heard}) == 3


async def test_what_happens_between_polls_is_the_tests_business() -> None:
    """The house works, the clock moves; a stream that is not finished in so many polls fails the test."""
    with staged(growing(*"一二三四五")) as on:

        async def between() -> None:
            on.passes(on.bot.rules.poll_s)

        shown = await on.bot.poll_until_finished(await on.bot.says("LiMing", "x"), between=between)
        assert (shown.text, (on.clock.machine() - START).total_seconds()) == ("五", 4)
    with staged(lambda _: stream("…", finish=False)) as on:
        shown = await on.bot.says("LiMing", "x")
        with pytest.raises(AssertionError, match="not finished after 3"):
            await on.bot.poll_until_finished(shown, rounds=3)


async def test_a_stream_not_finished_in_six_minutes_is_abandoned() -> None:
    """Counted from the person's message; its last words stay."""
    with staged(lambda _: stream("正在查", finish=False)) as on:
        shown = await on.bot.says("LiMing", "病假几天")
        on.passes(360)
        assert await on.bot.poll() == [shown]
        on.passes(1)
        assert await on.bot.poll() == []
        assert (shown.state, shown.text) == (State.ABANDONED, "正在查")
        assert await on.bot.poll_until_finished(shown) is shown


@pytest.mark.parametrize(
    ("answers", "statuses", "state"),
    [
        ([503, 200], [503, 200], State.OVER),
        ([500, 502, 200], [500, 502, 200], State.OVER),
        ([503, 503, 503], [503] * 3, State.LOST),
        (["hang", 200], [0, 200], State.OVER),
    ],
)
async def test_a_message_is_repeated_until_a_200_three_times(
    answers: list[Any], statuses: list[int], state: State
) -> None:
    """With the same msgid, sealed anew, so the nonce is another."""
    left = list(answers)

    def think(_: Plain) -> Any:
        answer = left.pop(0)
        return stream("好") if answer == 200 else answer if answer == "hang" else web.Response(status=answer)

    with staged(think) as on:
        shown = await on.bot.says("LiMing", "x")
        assert (shown.statuses, shown.state, shown.text) == (statuses, state, "好" if state is State.OVER else "")
        assert len({plain["msgid"] for plain in on.tiny.heard}) == 1
        assert len({query["nonce"] for query in on.tiny.queries}) == len(statuses)
        on.bot.must_be_clean()


async def test_a_repeat_may_have_the_very_same_bytes() -> None:
    """As a rule that can be chosen: nobody knows which the platform does."""
    left = [503, 503]
    think: Think = lambda _: web.Response(status=left.pop()) if left else None  # noqa: E731
    with staged(think, rules=BotRules(same_bytes=True)) as on:
        await on.bot.says("LiMing", "x")
        assert [query == on.tiny.queries[0] for query in on.tiny.queries] == [True] * 3


async def test_a_lost_answer_is_asked_for_again_and_must_be_the_same_stream() -> None:
    """Nothing of the lost one is seen, but the stream has its id from it."""
    with staged(lambda plain: stream("好", number=plain["msgid"])) as on:
        on.bot.losing = 2
        shown = await on.bot.says("LiMing", "x")
        assert (shown.statuses, shown.text) == ([200] * 3, "好")
        on.bot.losing = 3
        assert (await on.bot.says("LiMing", "y")).state is State.LOST
        assert on.bot.screen("LiMing").texts == ["好"]
        on.bot.must_be_clean()
    numbers = iter("abc")
    with staged(lambda _: stream("好", number=next(numbers))) as on:
        on.bot.losing = 1
        await on.bot.says("LiMing", "x")
        assert on.bot.violations == ["message: the stream has another id than before"]


async def test_copies_at_once_are_one_message() -> None:
    """The first answer is shown; another stream id in the other is a fault."""
    with staged(lambda plain: stream("好", number=plain["msgid"])) as on:
        await on.bot.says("LiMing", "x", copies=3)
        assert (len(on.tiny.heard), on.bot.screen("LiMing").texts) == (3, ["好"])
        on.bot.must_be_clean()
    numbers = iter("abc")
    with staged(lambda _: stream("好", number=next(numbers))) as on:
        await on.bot.says("LiMing", "x", copies=2)
        assert on.bot.violations == ["message: the stream has another id than before"]


async def test_three_messages_of_one_person_are_under_way_at_most() -> None:
    """The fourth never gets out; others write on; once one is over there is room."""
    with staged(lambda plain: stream("…", finish=plain["msgtype"] == "stream", number="s")) as on:
        shown = await asyncio.gather(*(on.bot.says("LiMing", str(number)) for number in range(4)))
        assert [one.state for one in shown] == [State.STREAMING] * 3 + [State.REFUSED]
        assert (await on.bot.says("WangFang", "x")).state is State.STREAMING
        assert len(on.tiny.heard) == 4
        await on.bot.poll()
        assert (await on.bot.says("LiMing", "5")).state is State.STREAMING


async def test_an_abandoned_stream_makes_room() -> None:
    """Or a person could never write again."""
    with staged(lambda _: stream("…", finish=False), rules=BotRules(interactions=1)) as on:
        await on.bot.says("LiMing", "1")
        assert (await on.bot.says("LiMing", "2")).state is State.REFUSED
        on.passes(361)
        assert (await on.bot.says("LiMing", "3")).state is State.STREAMING


async def test_the_address_is_verified_by_its_bare_word() -> None:
    """Anything around it fails."""
    with staged(lambda _: None) as on:
        assert await on.bot.verifies()
        on.bot.sender = type(on.bot.sender)(BotAccount(token="another"))
        assert not await on.bot.verifies()
