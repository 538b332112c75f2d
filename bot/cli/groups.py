"""The command `chats`: which groups there are, what each is, what is heard there and what can be said there."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import typer
from sqlalchemy import Connection

from bot.cli.house import open_store
from bot.clock import SystemClock
from bot.connecting import connect
from bot.routing import Routing
from bot.settings import Settings
from bot.store import chats
from bot.store.chats import Chat
from bot.store.database import Database
from bot.store.shared import MemoryShared
from bot.store.sheets.known import names_by_id
from bot.store.units import branches, units

NO_GROUPS = "目前没有群。在群里@助手说一句话，群就会列在这里"
GROUP = "{title}  【{standing}】{whose}  {platform}:{chat}\n  听：{heard}\n  发：{speaks}"
NAMELESS = "（未命名）"
LAST_HEARD = "{at} 由 {door}"
NEVER_HEARD = "从未听到"
LEFT = "（{at} 起已不在群里）"
NO_WAY = "只能回复，不能主动发（没有配置群推送）"
NOT_CONFIGURED = "{route}（没有配置这个推送地址，请核对）"


def groups() -> None:
    """List the groups: name, what each is, whose, last heard and by which door, and what is pushed there how."""
    with open_store() as (settings, database):
        for line in groups_told(database, settings):
            typer.echo(line)


def groups_told(database: Database, settings: Settings) -> list[str]:
    """Say it in three lines a group, the one heard last first."""
    connected = connect(settings, MemoryShared(), SystemClock())
    routing = Routing(connected.routes, hooks=connected.hooks)
    zone = ZoneInfo(settings.office.zone)
    with database.read() as connection:
        whose = names_by_id(connection, units), names_by_id(connection, branches)
        told = [
            GROUP.format(
                title=one.title or NAMELESS,
                standing=one.standing,
                whose=whose[0][one.unit_id] or whose[1][one.branch_id],
                platform=one.platform,
                chat=one.chat,
                heard=_heard(one, zone),
                speaks=_speaks(connection, routing, one),
            )
            for one in chats.every(connection)
        ]
    return told or [NO_GROUPS]


def _heard(one: Chat, zone: ZoneInfo) -> str:
    if not one.door or one.last_at is None:
        return NEVER_HEARD
    left = LEFT.format(at=f"{one.left_at.astimezone(zone):%Y-%m-%d %H:%M}") if one.left_at else ""
    return LAST_HEARD.format(at=f"{one.last_at.astimezone(zone):%Y-%m-%d %H:%M}", door=one.door) + left


def _speaks(connection: Connection, routing: Routing, one: Chat) -> str:
    if one.push_route and routing.by_name(one.push_route) is None:
        return NOT_CONFIGURED.format(route=one.push_route)
    return routing.speaks_in(connection, one.platform, one.chat) or NO_WAY
