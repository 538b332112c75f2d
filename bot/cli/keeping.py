"""Commands of who keeps the assistant: unknown, set, admin add, audit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.cli.house import open_store
from bot.cli.tables import stamp_now
from bot.errors import SettingsError
from bot.rights import Role
from bot.store import audit
from bot.store.accounts import Account, Owner, all_strangers, enrol
from bot.store.audit import Stamp
from bot.store.database import Database
from bot.store.office_settings import OfficeSetting, change, declared, reset, standing
from bot.store.people import add_person, by_name
from bot.store.posts import give_role

NOBODY_UNKNOWN = "目前没有未登记的人来过消息"
STRANGER = "{platform}:{account}  {count} 条  {first} 起，最近 {last}  （{door}）"
SETTING = "{key} = {value}  【{origin}】{description}"
DEFAULT, SET_BY_OFFICE = "默认", "本部门设定"
NO_SUCH_PERSON = "没有叫“{who}”的人；请核对，或加上 --number 登记新人"
SEVERAL_PEOPLE = "叫“{who}”的不止一人，请写工号：{numbers}"
BAD_ACCOUNT = "账号请写成 平台:账号，如 wecom:zhangmin"
ADMIN_NOW = "{name}（{number}）现在是管理员"
BAD_DAY = "“{since}”不是日期，请写成 2026-03-01 这样"
CHAIN_HOLDS = "记录完整：共 {count} 条，末条 {head}"
CHAIN_BROKEN = "记录在第 {number} 条处断开：该条或其前一条被改动、插入或删去"

admin = typer.Typer(help="Who looks after the assistant.", no_args_is_help=True)


@admin.callback()
def _admin() -> None:
    """Who looks after the assistant."""


@admin.command("add")
def admin_add(
    who: Annotated[str, typer.Argument(help="工号 or name.")],
    number: Annotated[str, typer.Option(help="工号, to enrol somebody new.")] = "",
    account: Annotated[str, typer.Option(help="The account to bind, such as wecom:zhangmin.")] = "",
) -> None:
    """Make somebody an admin; with --number enrol him first."""
    with open_store() as (_, database):
        typer.echo(add_admin(database, stamp_now(), who, number, account))


def unknown() -> None:
    """List who wrote and is not enrolled."""
    with open_store() as (settings, database):
        for line in strangers_told(database, ZoneInfo(settings.office.zone)):
            typer.echo(line)


def setting(known: Mapping[str, OfficeSetting[Any]]) -> Callable[..., None]:
    """Return the command `set`, for the `known` settings."""

    def set_(
        key: Annotated[str, typer.Argument(help="The setting; without it: list them all.")] = "",
        value: Annotated[str | None, typer.Argument(help="What it shall be.")] = None,
        *,
        default: Annotated[bool, typer.Option("--default", help="Back to the default.")] = False,
    ) -> None:
        """Show or change the department's own settings."""
        with open_store() as (_, database), database.write() as connection:
            if default:
                reset(connection, known, key, stamp_now())
            elif value is not None:
                change(connection, known, key, value, stamp_now())
            elif key:
                declared(known, key)
            for one in standing(connection, known):
                if key in ("", one.setting.key):
                    origin = SET_BY_OFFICE if one.set_by else DEFAULT
                    line = SETTING.format(
                        key=one.setting.key, value=one.shown, origin=origin, description=one.setting.description
                    )
                    typer.echo(line)

    return set_


def audit_(
    who: Annotated[str | None, typer.Option(help="person:12 or os:root.")] = None,
    what: Annotated[str | None, typer.Option(help="Such as table, setting.changed.")] = None,
    since: Annotated[str, typer.Option(help="A day, such as 2026-03-01.")] = "",
    *,
    verify: Annotated[bool, typer.Option("--verify", help="Check that nothing was changed or taken out.")] = False,
) -> None:
    """List who did what to the assistant itself, or check that the list is whole."""
    with open_store() as (settings, database):
        zone = ZoneInfo(settings.office.zone)
        if verify:
            chain = verified(database)
            typer.echo(chain_told(chain))
            raise typer.Exit(0 if chain.holds else 1)
        with database.read() as connection:
            found = audit.deeds(connection, who=who, what=what, since=_moment(since, zone))
        for deed in found:
            detail = " ".join(f"{name}={shown}" for name, shown in deed.detail.items())
            typer.echo(f"{deed.number}  {_local(deed.at, zone)}  {deed.who}  {deed.what}  {detail}")


def add_admin(database: Database, stamp: Stamp, who: str, number: str = "", account: str = "") -> str:
    """Make somebody an admin, enrolling him where `number` is given and nobody has it; returns what to say.

    account: `platform:account`, bound to him. Raises SettingsError where `who` is nobody or several.
    """
    platform, _, name = account.partition(":")
    if account and not (platform and name):
        raise SettingsError(BAD_ACCOUNT)
    with database.write() as connection:
        found = by_name(connection, number or who, stamp.at)
        if len(found) > 1:
            numbers = "、".join(one.number for one in found)
            raise SettingsError(SEVERAL_PEOPLE.format(who=who, numbers=numbers))
        if not found and not number:
            raise SettingsError(NO_SUCH_PERSON.format(who=who))
        person_id = found[0].id if found else add_person(connection, number, who)
        give_role(connection, person_id, Role.ADMIN, stamp.at)
        if account:
            enrol(connection, Account(platform, name), Owner(person_id=person_id), stamp.at)
        audit.record(connection, stamp, "admin.added", {"person": person_id, "account": account})
    return ADMIN_NOW.format(name=found[0].name if found else who, number=found[0].number if found else number)


def strangers_told(database: Database, zone: ZoneInfo) -> list[str]:
    """Return one line for each account that wrote and is not enrolled."""
    with database.read() as connection:
        found = all_strangers(connection)
    return [
        STRANGER.format(
            platform=one.platform,
            account=one.account,
            count=one.count,
            first=_local(one.first_at, zone),
            last=_local(one.last_at, zone),
            door=one.door,
        )
        for one in found
    ] or [NOBODY_UNKNOWN]


def verified(database: Database) -> audit.Chain:
    """Check the audit's chain."""
    with database.read() as connection:
        return audit.verify(connection)


def chain_told(chain: audit.Chain) -> str:
    """Say what a check of the chain found."""
    if chain.holds:
        return CHAIN_HOLDS.format(count=chain.count, head=chain.head)
    return CHAIN_BROKEN.format(number=chain.broken_at)


def _moment(day: str, zone: ZoneInfo) -> datetime | None:
    if not day:
        return None
    try:
        return datetime.fromisoformat(day).replace(tzinfo=zone)
    except ValueError:
        raise SettingsError(BAD_DAY.format(since=day)) from None


def _local(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")
