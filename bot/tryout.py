"""The try-out: what the page and the terminal chat do with the house, whoever shows it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import SystemClock
from bot.desk import Desk
from bot.forward import forward, next_moment
from bot.platforms.tryout import PLATFORM, TryOutDoor, TryOutRoute, Typed
from bot.pump import Pump
from bot.settings import Office
from bot.store import chats, tryout_lines
from bot.store.admission import Admission
from bot.store.cast import Player, players
from bot.store.database import Database
from bot.store.files import FileStore
from bot.store.tryout_lines import Line
from bot.wire import Wire

GROUP = "group-1"
GROUP_TITLE = "后勤保障部工作群"
STRANGER = Player("linxiao", "林晓", "学生", "学生（未登记）")
NOT_IN_TIME = "正在查，请稍候。"
WEEKDAYS = "一二三四五六日"
POLICIES_WAIT_S = 20


@dataclass(frozen=True, slots=True)
class Group:
    """The group on the page."""

    chat: str = GROUP
    title: str = GROUP_TITLE


class TryOut:
    """One try-out over one house."""

    group = Group()

    def __init__(  # noqa: PLR0913 — the parts of the house it plays with
        self,
        database: Database,
        clock: SystemClock,
        desk: Desk,
        pump: Pump,
        admission: Admission,
        wire: Wire,
        office: Office,
        files: FileStore,
    ) -> None:
        self.office = office
        self._files = files
        self._database = database
        self._clock = clock
        self._desk = desk
        self._pump = pump
        self._admission = admission
        self._wire = wire
        self._door = TryOutDoor(office.assistant)
        self._route = TryOutRoute(database, clock)
        self._moving = asyncio.Lock()
        self._policies = threading.Event()

    def read_policies(self, read: Callable[[], None]) -> None:
        """Read the policies beside serving; the first question waits for them."""

        def run() -> None:
            try:
                read()
            finally:
                self._policies.set()

        threading.Thread(target=run, name="policies", daemon=True).start()

    def open_group(self) -> None:
        """Make the group an internal one, as its organiser would."""
        with self._database.write() as connection:
            chat = chats.note(connection, PLATFORM, GROUP, self._door.name, self._clock.office())
            chats.set_standing(connection, chat.id, chats.INTERNAL, GROUP_TITLE)

    def people(self) -> list[Player]:
        """Return whom the visitor may be, in the office's order, the stranger last."""
        with self._database.read() as connection:
            return [*players(connection, PLATFORM, self._clock.office()), STRANGER]

    async def say(self, account: str, chat: str, text: str) -> list[str]:
        """Type something as somebody. Returns what came back at once (also shown on the screen)."""
        typed = Typed(account, chat if chat == GROUP else "", text)
        heard = self._door.mentions(typed)
        number = await asyncio.to_thread(self._show, typed, heard=heard)
        if not heard:
            return []
        await asyncio.to_thread(self._policies.wait, POLICIES_WAIT_S)
        message = self._door.message(typed, number)
        await self._admission.admit(message, self._clock.office())
        spoken = await self._wire.reply(message)
        said = [NOT_IN_TIME] if spoken is None else [spoken.text] if spoken.text else []
        for reply in said:
            await asyncio.to_thread(self._route.show, typed.chat, "" if typed.chat else account, reply)
        return said

    async def forward(self, by: timedelta | None) -> datetime:
        """Let office time pass, or (None) until the next thing falls due. Returns the time it is then."""
        async with self._moving:
            now = self._clock.office()
            to = now + by if by else await asyncio.to_thread(next_moment, self._database, now)
            if to is not None:
                await forward(self._database, self._clock, self._desk, self._pump, to)
            return self._clock.office()

    def screen(self, account: str, after: int) -> dict[str, Any]:
        """Return what one person sees: new lines, the time, the people with their newest private line."""
        now = self._clock.office()
        zone = ZoneInfo(self.office.zone)
        with self._database.read() as connection:
            lines = tryout_lines.seen_by(connection, account, after)
            newest = tryout_lines.newest_private(connection)
            known = [*players(connection, PLATFORM, now), STRANGER]
        names = {one.account: one.name for one in known}
        upcoming = next_moment(self._database, now)
        return {
            "now": _shown(now, zone),
            "next": _shown(upcoming, zone) if upcoming else "",
            "lines": [_line(line, names, zone) for line in lines],
            "people": [
                {
                    "account": one.account,
                    "name": one.name,
                    "post": one.post,
                    "role": one.role,
                    "newest": newest.get(one.account, 0),
                }
                for one in known
            ],
        }

    def document(self, number: int) -> tuple[str, Path] | None:
        """Return the name of the document of a line and where its bytes stand; None where the line has none."""
        with self._database.read() as connection:
            line = tryout_lines.find(connection, number)
        return (line.file_name, self._files.path(line.file)) if line and line.file else None

    def _show(self, typed: Typed, *, heard: bool) -> int:
        line = Line(0, self._clock.office(), typed.chat, typed.account, from_bot=False, heard=heard, text=typed.text)
        with self._database.write() as connection:
            return tryout_lines.write(connection, line)


def _shown(moment: datetime, zone: ZoneInfo) -> str:
    return f"{_day(moment, zone)} {moment.astimezone(zone):%H:%M}"


def _day(moment: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    return f"{local.month}月{local.day}日 周{WEEKDAYS[local.weekday()]}"


def _line(line: Line, names: dict[str, str], zone: ZoneInfo) -> dict[str, Any]:
    return {
        "id": line.id,
        "day": _day(line.at, zone),
        "at": f"{line.at.astimezone(zone):%H:%M}",
        "chat": line.chat,
        "account": line.account,
        "name": "" if line.from_bot else names.get(line.account, line.account),
        "bot": line.from_bot,
        "heard": line.heard,
        "text": line.text,
        "file": line.file_name,
    }
