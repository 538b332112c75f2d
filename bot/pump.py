"""The pump: makes the calls, and writes each recipient's fate.

A retry sends the same bytes to the same people. Where the answer was lost, the platform's own duplicate check makes a
retry safe; where there is none, alarms are sent again marked 〔重发〕, reminders once, replies not.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Connection

from bot import unreached
from bot.bringing import Bringing, patiently
from bot.carrying import Carrying
from bot.clock import Clock
from bot.errors import DeliveryError, FateUnknown, Refused, Throttled, TryLater
from bot.forming import Moment, form
from bot.platforms.protocol import Outcome, Route
from bot.routing import FOR_THE_GROUP, Routing, lane_of
from bot.settling import Done, Settling
from bot.store import calls, fates, journal, leaving, pushes, sent_cards, uploads, ways
from bot.store.calls import Call
from bot.store.database import Database
from bot.store.files import FileStore
from bot.store.pushes import Push, Severity
from bot.store.trouble import tell_operators
from bot.store.uploads import Upload
from bot.store.ways import Way
from bot.under_way import UnderWay

AT_ONCE, SPARE = 50, 8  # made side by side; beside those that hang
LENT_ATTEMPTS = 3  # then a reply goes another way
ALARM_ATTEMPTS = 2  # then an alarm is tried on the person's other platform as well
MOST_ATTEMPTS = 8  # then the operator is told; it goes on being tried
LONGEST_TRY = timedelta(hours=24)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=2), timedelta(minutes=5)
REFUSED = "一条通知被平台拒绝（{route}，代码{code}）。请查看运行状态，按提示核对配置。"
LOST = "一条通知发出后没有收到平台的回音（{route}），可能已送达。"
STILL_TRYING = "通知多次没有发出去（{route}），还在重试。请查看网络和运行状态。"
GAVE_UP = "一条通知一整天没有发出去（{route}），已停止重试。请查看网络和运行状态。"
NO_BUTTONS = "通知的文字已送达，按钮没有送达（{route}）。请按运行状态里的提示核对卡片配置。"
NOT_REACHED = "有人没有收到通知（{route}：{reason}）。请核对人员的账号和可见范围。"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Ready:
    """A claimed call with what it spends and the file it carries."""

    call: Call
    way: Way | None
    upload: Upload | None


class Pump:
    """Moves pushes out: forms calls, makes them, settles them."""

    def __init__(self, database: Database, clock: Clock, routing: Routing, zone: ZoneInfo, files: FileStore) -> None:
        self._database = database
        self._clock = clock
        self._routing = routing
        self._zone = zone
        self.bringing = Bringing(database, clock, files)
        self._carrying = Carrying(database, clock, files)
        self.under_way = UnderWay()

    async def step(self) -> int:
        """Form and make what can be formed and made now. Returns how many pushes or calls moved."""
        moved, ready = await asyncio.to_thread(self._form_and_claim)
        settling = Settling(self._settle_done)
        await self.under_way.make(self._make(one, settling) for one in ready)
        return moved + len(ready)

    async def drain(self) -> None:
        """Go on until nothing moves any more and no call is under way."""
        while await self.step() or len(self.under_way):
            await self.under_way.have_ends()

    def _form_and_claim(self) -> tuple[int, list[_Ready]]:
        if not self._anything_open():
            return 0, []
        with self._database.write() as connection:
            for call in calls.abandoned(connection, self._clock.machine()):
                if self._routing.source(call.route) or self._carrying.may_be_made_again(connection, call):
                    calls.retry(connection, call, self._clock.machine())  # nobody sees what was done so far
                else:
                    self._unknown(connection, call, FateUnknown("the process that made the call died"))
            moment = Moment(self._clock.office(), self._clock.machine(), self._zone)
            moved = form(connection, self._routing, moment)
            claimed = calls.claim(connection, self._clock.machine(), max(SPARE, AT_ONCE - len(self.under_way)))
            lent = ways.read(connection, [call.way_id for call in claimed if call.way_id is not None])
            loads = uploads.of_calls(connection, [call.id for call in claimed])
            return moved, [_Ready(call, lent.get(call.way_id or 0), loads.get(call.id)) for call in claimed]

    def _anything_open(self) -> bool:
        with self._database.read() as connection:
            return leaving.any_open(connection) or calls.any_open(connection)

    async def _make(self, ready: _Ready, settling: Settling) -> None:
        call, way = ready.call, ready.way
        route, source = self._routing.by_name(call.route), self._routing.source(call.route)
        try:
            if source is not None:
                await self.bringing.bring(source, call, way)
                return
            outcome = await self._send(route, ready)
        except DeliveryError as trouble:
            await patiently(partial(self._settle_trouble, call, trouble))
        except Exception as trouble:
            log.exception("a route failed", route=call.route, kind=type(trouble).__name__)
            lost = FateUnknown(type(trouble).__name__)
            settle = self._settle_trouble if source is None else partial(self.bringing.settle_lost, way)
            await patiently(partial(settle, call, lost))
        else:
            if outcome is not None:
                await settling.done(call, outcome)

    async def _send(self, route: Route | None, ready: _Ready) -> Outcome | None:
        """Make a call, or a step of it. Returns None where it is to be made again for the next step."""
        call, way = ready.call, ready.way
        if route is None:
            raise Refused("this route is not configured any more")
        if ready.upload is not None:
            return await self._carrying.carry(route, call, ready.upload)
        if call.way_id is not None and way is None:
            raise Refused("what the platform lent for this answer has expired")
        return await route.send(call.body, way.token if way else "")

    def _settle_done(self, some: Sequence[Done]) -> None:
        answered = [(one.call, one.outcome.reference) for one in some]
        with self._database.write() as connection:
            ours = fates.end(connection, answered, self._clock.machine())
            mine = [one for one in some if one.call.id in ours]
            sent_cards.keep_lent(connection, [(one.call, one.outcome.lent) for one in mine])
            for one in mine:
                if one.outcome.refused:
                    self._settle_left_out(connection, one.call, one.outcome)
            fates.deliver(connection, ours, self._clock.office())

    def _settle_left_out(self, connection: Connection, call: Call, outcome: Outcome) -> None:
        left_out = {lane_of(call.route, account): reason for account, reason in outcome.refused.items()}
        carried, carried_all = fates.carried_by(connection, call.id), fates.of_call(connection, call.id)
        for reason in sorted(set(left_out.values())):
            refused = [one for one, lane in carried if left_out.get(lane) == reason]
            self._fail_pushes(connection, refused, reason, NOT_REACHED.format(route=call.route, reason=reason))
            self._follow(connection, call, [push for push in carried_all if push.id in refused], reason)

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
            elif call.way_id is not None and (not isinstance(trouble, TryLater) or call.attempts >= LENT_ATTEMPTS):
                self._go_another_way(connection, call, trouble)
            elif isinstance(trouble, TryLater) and machine - call.created_at < LONGEST_TRY:
                if call.attempts == ALARM_ATTEMPTS:
                    carried = fates.of_call(connection, [call.id, *calls.chain(connection, call)][-1])
                    self._follow(connection, call, carried, str(trouble))
                if call.attempts == MOST_ATTEMPTS:
                    self._tell(connection, f"waiting:{call.route}", STILL_TRYING.format(route=call.route), call)
                calls.retry(connection, call, machine + _pause(call.attempts), code=trouble.code, error=str(trouble))
            else:
                told = (GAVE_UP if isinstance(trouble, TryLater) else REFUSED).format(
                    route=call.route, code=trouble.code
                )
                self._give_up(connection, call, trouble, calls.FAILED, told)

    def _go_another_way(self, connection: Connection, call: Call, trouble: DeliveryError) -> None:
        """Let what was lent be, and the pushes take the next way."""
        machine = self._clock.machine()
        if call.way_id is None or not calls.settle(
            connection, call, calls.FAILED, machine, code=trouble.code, error=str(trouble)
        ):
            return
        ways.exhaust(connection, call.way_id)
        last = calls.give_up_chain(connection, call, machine, str(trouble))
        fates.put_back(connection, [one for one, _ in fates.carried_by(connection, last)])

    def _unknown(self, connection: Connection, call: Call, trouble: FateUnknown) -> None:
        machine = self._clock.machine()
        route = self._routing.by_name(call.route)
        swallowed_until = call.created_at + (route.limits.dedupes if route and route.limits.dedupes else timedelta())
        again_at = machine + _pause(call.attempts)
        if again_at < swallowed_until and call.attempts < MOST_ATTEMPTS:
            calls.retry(connection, call, again_at, error=str(trouble))
            return
        again = [push for push in fates.of_call(connection, call.id) if _is_said_again(push)]
        self._give_up(connection, call, trouble, calls.UNKNOWN, LOST.format(route=call.route))
        for push in again:
            fates.put_again(connection, push, self._clock.office())

    def _tell(self, connection: Connection, key: str, text: str, call: Call) -> None:
        if not fates.all_for_operators(connection, [one for one, _ in fates.carried_by(connection, call.id)]):
            tell_operators(connection, key, text, source=f"call:{call.id}", now=self._clock.office())

    def _give_up(self, connection: Connection, call: Call, trouble: DeliveryError, state: str, told: str) -> None:
        if not calls.settle(connection, call, state, self._clock.machine(), code=trouble.code, error=str(trouble)):
            return
        last = calls.give_up_chain(connection, call, self._clock.machine(), str(trouble))
        carried = fates.of_call(connection, last)
        if call.last and call.after_id is not None and fates.ends_with_a_card(carried):
            self._said_without_buttons(connection, call, [push.id for push in carried], trouble)
            return
        fate = pushes.UNKNOWN if state == calls.UNKNOWN else pushes.FAILED
        self._fail_pushes(connection, [push.id for push in carried], str(trouble), told, fate)
        for push in carried if fate == pushes.FAILED else ():
            fates.put_otherwise(connection, push, FOR_THE_GROUP, self._clock.office())
        self._follow(connection, call, carried if fate == pushes.FAILED else [], str(trouble))

    def _follow(self, connection: Connection, call: Call, alarms: Sequence[Push], reason: str) -> None:
        """See to it that an alarm which did not arrive is heard of otherwise."""
        route, routed = self._routing.by_name(call.route), self._routing.platforms
        failed = route.platform if route else ""
        for push in alarms:
            unreached.follow(connection, push, failed=failed, routed=routed, reason=reason, now=self._clock.office())

    def _said_without_buttons(self, connection: Connection, call: Call, ids: list[int], trouble: DeliveryError) -> None:
        """The words have arrived, and they say how to answer without the card that was refused after them."""
        now = self._clock.office()
        pushes.settle(connection, ids, pushes.DELIVERED, now, reason=f"without its card: {trouble}")
        told = NO_BUTTONS.format(route=call.route)
        tell_operators(connection, f"card:{call.route}", told, source=f"call:{call.id}", now=now)

    def _fail_pushes(
        self, connection: Connection, ids: list[int], reason: str, told: str, fate: str = pushes.FAILED
    ) -> None:
        if not ids:
            return
        now = self._clock.office()
        pushes.settle(connection, ids, fate, now, reason=reason)
        source = f"push:{ids[0]}"
        journal.append(connection, journal.Entry(now, f"push.{fate}", "", source, {"reason": reason, "pushes": ids}))
        if not fates.all_for_operators(connection, ids):
            tell_operators(connection, f"delivery:{told}", told, source=source, now=now)


def _pause(attempts: int) -> timedelta:
    doubled: timedelta = FIRST_PAUSE * 2 ** max(0, attempts - 1)
    return min(LONGEST_PAUSE, doubled)


def _is_said_again(push: Push) -> bool:
    if push.answers is not None:
        return False
    return push.severity is Severity.ALARM or push.resent == 0
