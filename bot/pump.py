"""The pump: makes the calls, and writes each recipient's fate.

A retry sends the same bytes to the same people. Where the answer was lost, the platform's own duplicate check makes a
retry safe; where there is none, alarms are sent again marked 〔重发〕, reminders once, replies not.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot.clock import Clock
from bot.errors import DeliveryError, FateUnknown, Refused, Throttled, TryLater
from bot.forming import Moment, form
from bot.platforms.protocol import Outcome, Route
from bot.routing import Routing, lane_of
from bot.store import calls, journal, pushes
from bot.store.calls import Call
from bot.store.database import Database
from bot.store.pushes import Push, Severity
from bot.store.trouble import tell_operators

AT_ONCE = 50
MOST_ATTEMPTS = 8  # then the operator is told; it goes on being tried
LONGEST_TRY = timedelta(hours=24)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=2), timedelta(minutes=5)
SETTLE_PAUSES_S = (0.05, 1.0, 5.0, 10.0)
REFUSED = "一条通知被平台拒绝（{route}，代码{code}）。请查看运行状态，按提示核对配置。"
LOST = "一条通知发出后没有收到平台的回音（{route}），可能已送达。"
STILL_TRYING = "通知多次没有发出去（{route}），还在重试。请查看网络和运行状态。"
GAVE_UP = "一条通知一整天没有发出去（{route}），已停止重试。请查看网络和运行状态。"
NOT_REACHED = "有人没有收到通知（{route}：{reason}）。请核对人员的账号和可见范围。"

log = structlog.get_logger()


class Pump:
    """Moves pushes out: forms calls, makes them, settles them."""

    def __init__(self, database: Database, clock: Clock, routing: Routing, zone: ZoneInfo) -> None:
        self._database = database
        self._clock = clock
        self._routing = routing
        self._zone = zone

    async def step(self) -> int:
        """Form and make what can be formed and made now. Returns how many pushes or calls moved."""
        moved, ready = await asyncio.to_thread(self._form_and_claim)
        gate = asyncio.Semaphore(AT_ONCE)
        await asyncio.gather(*(self._make(call, gate) for call in ready))
        return moved + len(ready)

    async def drain(self) -> None:
        """Go on until nothing moves any more."""
        while await self.step():
            pass

    def _form_and_claim(self) -> tuple[int, list[Call]]:
        if not self._anything_open():
            return 0, []
        with self._database.write() as connection:
            for call in calls.abandoned(connection, self._clock.machine()):
                self._unknown(connection, call, FateUnknown("the process that made the call died"))
            moment = Moment(self._clock.office(), self._clock.machine(), self._zone)
            moved = form(connection, self._routing, moment)
            return moved, calls.claim(connection, self._clock.machine(), AT_ONCE)

    def _anything_open(self) -> bool:
        with self._database.read() as connection:
            return pushes.any_open(connection) or calls.any_open(connection)

    async def _make(self, call: Call, gate: asyncio.Semaphore) -> None:
        route = self._routing.by_name(call.route)
        async with gate:
            try:
                outcome = await _send(route, call)
            except DeliveryError as trouble:
                await _patiently(partial(self._settle_trouble, call, trouble))
            except Exception as trouble:
                log.exception("a route failed", route=call.route, kind=type(trouble).__name__)
                await _patiently(partial(self._settle_trouble, call, FateUnknown(type(trouble).__name__)))
            else:
                await _patiently(partial(self._settle_done, call, outcome))

    def _settle_done(self, call: Call, outcome: Outcome) -> None:
        with self._database.write() as connection:
            if not calls.settle(connection, call, calls.DONE, self._clock.machine(), reference=outcome.reference):
                return
            now = self._clock.office()
            carried = pushes.carried_by(connection, call.id)
            left_out = {lane_of(call.route, account): reason for account, reason in outcome.refused.items()}
            pushes.settle(connection, [one for one, lane in carried if lane not in left_out], pushes.DELIVERED, now)
            for reason in sorted(set(left_out.values())):
                refused = [one for one, lane in carried if left_out.get(lane) == reason]
                self._fail_pushes(connection, refused, reason, NOT_REACHED.format(route=call.route, reason=reason))

    def _settle_trouble(self, call: Call, trouble: DeliveryError) -> None:
        machine = self._clock.machine()
        log.warning(
            "a call failed", route=call.route, kind=type(trouble).__name__, code=trouble.code, text=str(trouble)
        )
        with self._database.write() as connection:
            if isinstance(trouble, Throttled):
                until = machine + timedelta(seconds=trouble.wait_s)
                calls.retry(connection, call, until, code=trouble.code, error=str(trouble))
                calls.hold_route(connection, call.route, until)
            elif isinstance(trouble, FateUnknown):
                self._unknown(connection, call, trouble)
            elif isinstance(trouble, TryLater) and machine - call.created_at < LONGEST_TRY:
                if call.attempts == MOST_ATTEMPTS:
                    self._tell(connection, f"waiting:{call.route}", STILL_TRYING.format(route=call.route), call)
                calls.retry(connection, call, machine + _pause(call.attempts), code=trouble.code, error=str(trouble))
            else:
                told = (GAVE_UP if isinstance(trouble, TryLater) else REFUSED).format(
                    route=call.route, code=trouble.code
                )
                self._give_up(connection, call, trouble, calls.FAILED, told)

    def _unknown(self, connection: Connection, call: Call, trouble: FateUnknown) -> None:
        machine = self._clock.machine()
        route = self._routing.by_name(call.route)
        swallowed_until = call.created_at + (route.limits.dedupes if route and route.limits.dedupes else timedelta())
        again_at = machine + _pause(call.attempts)
        if again_at < swallowed_until and call.attempts < MOST_ATTEMPTS:
            calls.retry(connection, call, again_at, error=str(trouble))
            return
        again = [push for push in pushes.of_call(connection, call.id) if _is_said_again(push)]
        self._give_up(connection, call, trouble, calls.UNKNOWN, LOST.format(route=call.route))
        for push in again:
            pushes.put_again(connection, push, self._clock.office())

    def _tell(self, connection: Connection, key: str, text: str, call: Call) -> None:
        if not pushes.all_for_operators(connection, [one for one, _ in pushes.carried_by(connection, call.id)]):
            tell_operators(connection, key, text, source=f"call:{call.id}", now=self._clock.office())

    def _give_up(self, connection: Connection, call: Call, trouble: DeliveryError, state: str, told: str) -> None:
        if not calls.settle(connection, call, state, self._clock.machine(), code=trouble.code, error=str(trouble)):
            return
        last = calls.give_up_chain(connection, call, self._clock.machine(), str(trouble))
        ids = [push_id for push_id, _ in pushes.carried_by(connection, last)]
        fate = pushes.UNKNOWN if state == calls.UNKNOWN else pushes.FAILED
        self._fail_pushes(connection, ids, str(trouble), told, fate)

    def _fail_pushes(
        self, connection: Connection, ids: list[int], reason: str, told: str, fate: str = pushes.FAILED
    ) -> None:
        if not ids:
            return
        now = self._clock.office()
        pushes.settle(connection, ids, fate, now, reason=reason)
        source = f"push:{ids[0]}"
        journal.append(connection, journal.Entry(now, f"push.{fate}", "", source, {"reason": reason, "pushes": ids}))
        if not pushes.all_for_operators(connection, ids):
            tell_operators(connection, f"delivery:{told}", told, source=source, now=now)


async def _patiently(settle: Callable[[], None]) -> None:
    """Settle in a thread; again where the store is away for a moment: an answer not kept is an answer lost."""
    for pause_s in SETTLE_PAUSES_S:
        try:
            await asyncio.to_thread(settle)
        except OperationalError as trouble:
            log.warning("a fate could not be written; it is tried again", kind=type(trouble).__name__)
            await asyncio.sleep(pause_s)
        else:
            return
    await asyncio.to_thread(settle)


async def _send(route: Route | None, call: Call) -> Outcome:
    if route is None:
        raise Refused("this route is not configured any more")
    return await route.send(call.body)


def _pause(attempts: int) -> timedelta:
    doubled: timedelta = FIRST_PAUSE * 2 ** max(0, attempts - 1)
    return min(LONGEST_PAUSE, doubled)


def _is_said_again(push: Push) -> bool:
    if push.answers is not None:
        return False
    return push.severity is Severity.ALARM or push.resent == 0
