"""The token store: early, single-flight, one retry, no loop, nothing given away."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from typing import Self

import pytest

from bot.clock import SteppedClock
from bot.errors import DeliveryError, Refused, Throttled, TryLater
from bot.platforms.tokens import EARLY, HOLD, TokenStale, TokenStore
from bot.platforms.wecom.api import WeComApi
from bot.store.shared import MemoryShared
from tests.emulators.wecom import EmulatedWeCom
from tests.emulators.wecom_rules import Rules, Trouble
from tests.platforms.test_wecom_route import CORP, SECRET, START, platform

KEY = f"wecom-app:{CORP}:1000002"
Peer = tuple[EmulatedWeCom, SteppedClock]


@pytest.fixture
def peer() -> Iterator[Peer]:
    """Give an emulated platform and its clock."""
    with platform() as running:
        yield running


class Bench:
    """A token store on its API, closed at the end."""

    def __init__(self, peer: Peer, *, secret: str = SECRET, cache: MemoryShared | None = None) -> None:
        self.wecom, self.clock = peer
        self.api = WeComApi(api_base=self.wecom.base, timeout_s=5)
        self.cache = cache or MemoryShared()
        self.store = TokenStore(KEY, lambda: self.api.fetch_token(CORP, secret), self.cache, self.clock)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.api.close()

    @property
    def fetched(self) -> int:
        """How often the platform was asked for a token."""
        return self.wecom.calls["gettoken"]

    async def ask(self) -> object:
        """Make some call with the token."""
        return await self.store.using(lambda token: self.api.ask("agent/get", {"access_token": token}))


async def test_five_thousand_callers_make_one_gettoken(peer: Peer) -> None:
    """Also when the token has expired under them."""
    async with Bench(peer) as bench:
        tokens = await asyncio.gather(*(bench.store.token() for _ in range(5000)))
        assert (len(set(tokens)), bench.fetched) == (1, 1)
        bench.clock.move_to(START + timedelta(hours=3))
        await asyncio.gather(*(bench.store.token() for _ in range(5000)))
        assert bench.fetched == 2


async def test_a_revoked_token_is_replaced_once_for_all(peer: Peer) -> None:
    """Fifty calls meet 40014 with the same token: one gettoken, and all succeed."""
    async with Bench(peer) as bench:
        await bench.ask()
        bench.wecom.revoke()
        await asyncio.gather(*(bench.ask() for _ in range(50)))
        assert bench.fetched == 2


@pytest.mark.parametrize("code", [40014, 42001, 41001])
async def test_a_token_that_never_holds_is_tried_twice_and_no_more(peer: Peer, code: int) -> None:
    """The library wechatpy would recurse until Python stops it."""
    async with Bench(peer) as bench:
        bench.wecom.fail("agent/get", Trouble.ERRCODE, code, times=10)
        with pytest.raises(TryLater) as met:
            await bench.ask()
        assert (type(met.value), met.value.code) == (TryLater, code)
        assert (bench.wecom.calls["agent/get"], bench.fetched) == (2, 2)


async def test_one_refusal_of_the_token_is_mended_unseen(peer: Peer) -> None:
    """The second try succeeds."""
    async with Bench(peer) as bench:
        bench.wecom.fail("agent/get", Trouble.REVOKE)
        await bench.ask()
        assert (bench.wecom.calls["agent/get"], bench.fetched) == (2, 2)


async def test_a_token_is_renewed_five_minutes_early(peer: Peer) -> None:
    """Not a second sooner."""
    async with Bench(peer) as bench:
        await bench.store.token()
        renewal = START + timedelta(seconds=7200) - EARLY
        bench.clock.move_to(renewal - timedelta(seconds=1))
        await bench.store.token()
        assert bench.fetched == 1
        bench.clock.move_to(renewal)
        await bench.store.token()
        assert bench.fetched == 2


async def test_a_short_lived_token_is_used_for_half_its_life() -> None:
    """Five minutes early would be never."""
    with platform(Rules(token_life_s=60)) as peer:
        async with Bench(peer) as bench:
            await bench.store.token()
            bench.clock.move_to(START + timedelta(seconds=29))
            await bench.store.token()
            assert bench.fetched == 1


async def test_a_wrong_secret_is_asked_about_once_a_minute(peer: Peer) -> None:
    """However many sends wait for it; the sentence names the remedy and not the secret."""
    async with Bench(peer, secret="canary-wrong") as bench:
        met = await asyncio.gather(*(bench.store.token() for _ in range(500)), return_exceptions=True)
        assert {type(trouble) for trouble in met} == {Refused}
        assert "Secret" in str(met[0])
        assert "canary" not in repr(met[0])
        for _ in range(20):
            with pytest.raises(Refused):
                await bench.store.token()
        assert bench.fetched == 1
        bench.clock.move_to(START + HOLD)
        with pytest.raises(Refused):
            await bench.store.token()
        assert bench.fetched == 2


async def test_a_wrong_corp_is_refused(peer: Peer) -> None:
    """40013."""
    bench = Bench(peer)
    store = TokenStore("ww0", lambda: bench.api.fetch_token("ww0", SECRET), bench.cache, bench.clock)
    async with bench:
        with pytest.raises(Refused, match="企业ID"):
            await store.token()


async def test_a_throttled_gettoken_is_left_alone_for_a_minute(peer: Peer) -> None:
    """45009, then well again."""
    async with Bench(peer) as bench:
        bench.wecom.fail("gettoken", Trouble.ERRCODE, 45009)
        for _ in range(3):
            with pytest.raises(Throttled):
                await bench.store.token()
        assert bench.fetched == 1
        bench.clock.move_to(START + HOLD)
        assert await bench.store.token()


@pytest.mark.parametrize("trouble", [Trouble.STATUS, Trouble.LOST, Trouble.HTML])
async def test_a_lost_token_may_be_fetched_again(peer: Peer, trouble: Trouble) -> None:
    """Asking for a token changes nothing, so its fate is never unknown."""
    async with Bench(peer) as bench:
        bench.wecom.fail("gettoken", trouble, 500 if trouble is Trouble.STATUS else 0, times=3)
        with pytest.raises(TryLater):
            await bench.store.token()
        await asyncio.wait_for(_until_well(bench), 5)


async def _until_well(bench: Bench) -> None:
    while True:
        try:
            await bench.store.token()
        except DeliveryError:
            continue
        return


async def test_two_processes_on_one_cache_make_one_gettoken(peer: Peer) -> None:
    """The second finds what the first put there."""
    cache = MemoryShared()
    async with Bench(peer, cache=cache) as one, Bench(peer, cache=cache) as two:
        tokens = await asyncio.gather(*(bench.store.token() for bench in (one, two) * 100))
        assert (len(set(tokens)), one.fetched) == (1, 1)


async def test_a_renewal_that_brings_the_unwanted_token_is_repeated(peer: Peer) -> None:
    """It was under way for callers who had no quarrel with it."""
    async with Bench(peer) as bench:
        old = await bench.store.token()
        bench.wecom.revoke()
        with pytest.raises(TokenStale):
            await bench.api.ask("agent/get", {"access_token": old})
        fresh = await bench.store.token(instead_of=old)
        assert fresh != old
        assert await bench.store.token(instead_of=old) == fresh
        assert bench.fetched == 2


async def test_joining_a_renewal_for_others_does_not_bring_back_the_refused_token(peer: Peer) -> None:
    """Another process puts the refused token into the cache again while the renewal waits for its turn."""
    key = f"wecom-app:{CORP}:1000002"
    async with Bench(peer) as bench:
        old = await bench.store.token()
        bench.clock.move_to(START + timedelta(hours=3))
        async with bench.cache.refreshing(key):
            under_way = asyncio.create_task(bench.store.token())
            await asyncio.sleep(0)
            callers = [asyncio.create_task(bench.store.token(instead_of=old)) for _ in range(3)]
            await asyncio.sleep(0)
            await bench.cache.put_token(key, old, START + timedelta(hours=9), START)
        fresh = await asyncio.gather(*callers)
        assert await under_way == old
        assert len({old, *fresh}) == 2
        assert bench.fetched == 2


async def test_callers_who_give_up_leave_the_renewal_running(peer: Peer) -> None:
    """The token is there for the next one."""
    async with Bench(peer) as bench:
        caller = asyncio.create_task(bench.store.token())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        caller.cancel()
        with pytest.raises(asyncio.CancelledError):
            await caller
        assert await bench.store.token()
        assert bench.fetched == 1
