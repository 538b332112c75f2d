"""A street: the house at work behind a real HTTP address, with both emulated platforms across it, at a movable time.

Everything between is real: encrypted bodies, HTTP, store, desk, pump. At the end a story fails on a reply a platform
would not have taken and on any logged error.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import structlog
import uvicorn
from sqlalchemy import select
from structlog.testing import LogCapture

from bot.app import House, asgi, build
from bot.clock import SteppedClock
from bot.connections import (
    CallbackKeys,
    DingTalkRobot,
    DingTalkWebhook,
    WeComAiBot,
    WeComApp,
    WeComWebhook,
)
from bot.models import LanguageModel
from bot.platforms.dingtalk.cards import registration
from bot.settings import Settings
from bot.stage import OFFICE
from bot.store import accounts, chats, journal, shared
from bot.store.database import Database
from bot.store.inbox import inbox
from bot.store.pushes import pushes
from tests.emulators import wecom_callbacks
from tests.emulators.aibot import EmulatedAiBot
from tests.emulators.aibot_rules import BotRules
from tests.emulators.aibot_wire import BotAccount
from tests.emulators.dingtalk import EmulatedDingTalk
from tests.emulators.dingtalk_callbacks import EventKeys
from tests.emulators.dingtalk_hooks import EmulatedHook
from tests.emulators.dingtalk_robot import EmulatedDingTalkRobot
from tests.emulators.dingtalk_robots import EmulatedApp as DingTalkApp
from tests.emulators.wecom import EmulatedApp, EmulatedWeCom
from tests.peopled import put_office
from tests.served import SECRET, free_port
from tests.shelved import put_policies

CORP = "ww1436e0e65a779aee"
DING_CORP, APP_KEY, ROBOT = "ding6ccabc44d2c8d38b", "dingkey0001", "dingrobot0001"
DING_SECRET = "this is the app secret of a robot"
TEMPLATE = "tpl-0001.schema"
EVENTS = EventKeys("mryue8Kd2", "4g5j64qlyl3zvetqxz5jiocdr586fn2zvjpa8zls3ij", APP_KEY)
GROUP, DING_GROUP = "wrGROUPone", "cidGROUPone"
WEBHOOK, DING_HOOK, HOOK_SECRET = "693a91f6-7xxx-4bc4", "hook-token-0001", "SECret"
BOT, APP, OTHER_BOT = BotAccount(), wecom_callbacks.Account(), "教务 助手"
PEOPLE = ("liming", "wang", "chen", "zhangmin")
DEADLINE_S = 8.0


@dataclass(slots=True)
class Street:
    """What a story has in its hands."""

    house: House
    clock: SteppedClock
    wecom: EmulatedWeCom
    dingtalk: EmulatedDingTalk
    bot: EmulatedAiBot
    robot: EmulatedDingTalkRobot
    port: int
    logged: LogCapture = field(default_factory=LogCapture)

    def url(self, path: str) -> str:
        """Return an address of the house."""
        return f"http://127.0.0.1:{self.port}{path}"

    def forward(self, **by: float) -> None:
        """Let time pass; both clocks, and everybody wakes."""
        self.clock.move_to(self.clock.office() + timedelta(**by))
        for topic in (shared.INBOX, shared.PUSHES):
            self.house.wakes.wake(topic)

    async def until(self, holds: Callable[[], object], what: str) -> None:
        """Wait until something holds; fail after the deadline."""
        ends = time.monotonic() + DEADLINE_S
        while not holds():
            assert time.monotonic() < ends, f"not within {DEADLINE_S:.0f} s: {what}; logged: {self.logged.entries}"
            await asyncio.sleep(0.01)

    async def answered(self) -> None:
        """Wait until no message and no push that may leave now is open."""
        await self.until(self._is_quiet, "everything answered")

    def bind(self, standing: str, *, platform: str = "wecom", chat: str = GROUP, push_route: str = "") -> None:
        """Say what a group is, as its organiser would."""
        with self.house.database.write() as connection:
            row = chats.note(connection, platform, chat, "story", self.clock.office())
            chats.set_standing(connection, row.id, standing)
            if push_route:
                chats.speak_by(connection, row.id, push_route)

    def greeted(self) -> None:
        """Let everybody have had the first-contact lines long ago."""
        now = self.clock.office()
        with self.house.database.write() as connection:
            for row in connection.execute(select(accounts.accounts.c.platform, accounts.accounts.c.account)):
                entry = journal.Entry(now, "person.greeted", "", "story", {}, account=f"{row.platform}/{row.account}")
                journal.append(connection, entry)

    def _is_quiet(self) -> bool:
        with self.house.database.read() as connection:
            unsaid = connection.scalar(select(pushes.c.id).where(pushes.c.state.in_(("wait", "called"))).limit(1))
            unheard = connection.scalar(select(inbox.c.id).where(inbox.c.state == "wait").limit(1))
        return unsaid is None and unheard is None

    def must_be_clean(self) -> None:
        """Fail on what a platform would not have taken, and on logged errors."""
        self.bot.must_be_clean()
        errors = [entry for entry in self.logged.entries if entry["log_level"] in ("error", "critical")]
        assert not errors, f"logged: {errors}"


@asynccontextmanager
async def street(
    database: Database,
    folder: Path,
    clock: SteppedClock,
    *,
    policies: bool = False,
    rules: BotRules | None = None,
    model: LanguageModel | None = None,
) -> AsyncIterator[Street]:
    """Open a street. policies: with the sample policies on the shelf."""
    port, logged = free_port(), LogCapture()
    with ExitStack() as stack:
        structlog.configure(processors=[logged])
        stack.callback(structlog.reset_defaults)
        wecom = stack.enter_context(_wecom(clock))
        dingtalk = stack.enter_context(_dingtalk(clock, f"http://127.0.0.1:{port}"))
        house = build(_settings(folder, wecom.base, dingtalk.base, model), clock=clock, database=database)
        put_office(database, clock.office(), platforms=("wecom", "dingtalk"))
        if policies:
            put_policies(house)
        bot = EmulatedAiBot(wecom, f"http://127.0.0.1:{port}/callback/wecom-aibot/{BOT.aibotid}", BOT, rules=rules)
        robot = _robot(f"http://127.0.0.1:{port}/callback/dingtalk/{ROBOT}", clock, dingtalk)
        there = Street(house, clock, wecom, dingtalk, bot, robot, port, logged)
        async with _serving(there):
            yield there


@asynccontextmanager
async def _serving(there: Street) -> AsyncIterator[None]:
    config = uvicorn.Config(asgi(there.house), port=there.port, log_config=None, access_log=False, ws="none")
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    await there.until(lambda: server.started, "the house serves")
    try:
        yield
    finally:
        server.should_exit = True
        await task


def _wecom(clock: SteppedClock) -> EmulatedWeCom:
    return EmulatedWeCom(clock, [EmulatedApp(CORP, APP.agent_id, SECRET, PEOPLE)], webhooks={WEBHOOK: GROUP})


def _dingtalk(clock: SteppedClock, house: str) -> EmulatedDingTalk:
    app = DingTalkApp(
        APP_KEY, DING_SECRET, ROBOT, DING_CORP, PEOPLE, {DING_GROUP: PEOPLE}, templates=frozenset({TEMPLATE})
    )
    cards = registration(ROBOT, DING_SECRET, house)
    app.card_routes[cards["callbackRouteKey"]] = (cards["callbackUrl"], cards["apiSecret"])
    return EmulatedDingTalk(clock, [app], [EmulatedHook(DING_HOOK, HOOK_SECRET, DING_GROUP)])


def _robot(url: str, clock: SteppedClock, platform: EmulatedDingTalk) -> EmulatedDingTalkRobot:
    return EmulatedDingTalkRobot(
        url,
        app_secret=DING_SECRET,
        robot_code=ROBOT,
        corp_id=DING_CORP,
        clock=clock,
        platform=platform,
        titles={DING_GROUP: "维修中心工作群"},
    )


def _settings(folder: Path, wecom: str, dingtalk: str, model: LanguageModel | None) -> Settings:
    app = WeComApp(
        corp_id=CORP, agent_id=APP.agent_id, secret=SECRET, token=APP.token, aes_key=APP.aes_key, api_base=wecom
    )
    bot = WeComAiBot(
        aibot_id=BOT.aibotid,
        name=BOT.name,
        other_names=(OTHER_BOT,),
        token=BOT.token,
        aes_key=BOT.aes_key,
        api_base=wecom,
        media_hosts=(wecom,),
        directory_app=APP.agent_id,
    )
    robot = DingTalkRobot(
        corp_id=DING_CORP,
        app_key=APP_KEY,
        app_secret=DING_SECRET,
        robot_code=ROBOT,
        card_template=TEMPLATE,
        events=CallbackKeys(token=EVENTS.token, aes_key=EVENTS.aes_key),
        api_base=dingtalk,
        session_base=dingtalk,
        media_hosts=(dingtalk,),
    )
    return Settings(
        data_dir=folder,
        office=OFFICE,
        language_model=model,
        wecom_app=(app,),
        wecom_aibot=(bot,),
        wecom_webhook=(WeComWebhook(name="工作群", key=WEBHOOK, api_base=wecom),),
        dingtalk_robot=(robot,),
        dingtalk_webhook=(
            DingTalkWebhook(name="钉钉群", access_token=DING_HOOK, secret=HOOK_SECRET, api_base=dingtalk),
        ),
    )
