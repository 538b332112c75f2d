"""The account columns of a sheet: one account a platform, for a person or a shared place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from sqlalchemy import Column as TableColumn
from sqlalchemy import Connection, select

from bot.store.accounts import Account, Owner, accounts, enrol, release
from bot.store.dated import holds
from bot.store.people import persons
from bot.store.places import shared_places
from bot.store.sheets.cells import account
from bot.store.sheets.known import PERSON, person_cell
from bot.store.sheets.sheet import Column, Context, Record, Row

TAKEN = "第{row}行“{heading}”：{account} 现在是{holder}的账号；如已换人，请先清空{holder}的这一格"
TWICE = "第{row}行“{heading}”：与第{first}行是同一个账号，请改正"

PLATFORM_HEADINGS = (("wecom", "企业微信账号"), ("dingtalk", "钉钉账号"), ("tryout", "试用账号"))
ACCOUNTS = tuple(
    Column(platform, heading, account, example="", help="没有账号的不填；账号换人时，新账号不会带上原来的人")
    for platform, heading in PLATFORM_HEADINGS
)


def account_cells(connection: Connection, owner: TableColumn[int], context: Context) -> Callable[[int], dict[str, str]]:
    """Read all accounts that hold; returns what the account cells of one owner show, by row id."""
    rows = connection.execute(
        select(owner, accounts.c.platform, accounts.c.account)
        .where(owner.is_not(None), holds(accounts, context.now))
        .order_by(accounts.c.id)
    ).all()
    held: dict[int, dict[str, str]] = defaultdict(dict)
    for owner_id, platform, name in rows:
        held[owner_id][platform] = name
    return lambda owner_id: {platform: held[owner_id].get(platform, "") for platform, _ in PLATFORM_HEADINGS}


def write_accounts(connection: Connection, record: Record, owner: Owner, context: Context) -> None:
    """Make the owner's accounts what the record says, from now on."""
    for platform, _ in PLATFORM_HEADINGS:
        if record[platform]:
            enrol(connection, Account(platform, record[platform]), owner, context.now)
        else:
            release(connection, platform, owner, context.now)


def account_owners(connection: Connection) -> dict[str, str]:
    """Return whose each account is, people who have left not counted."""
    rows = connection.execute(
        select(accounts.c.platform, accounts.c.account, persons.c.number, persons.c.name, shared_places.c.name)
        .select_from(
            accounts.outerjoin(persons, persons.c.id == accounts.c.person_id).outerjoin(
                shared_places, shared_places.c.id == accounts.c.place_id
            )
        )
        .where(accounts.c.until.is_(None), persons.c.left_at.is_(None))
    ).all()
    return {f"{row[0]}/{row[1]}": row[4] or person_cell(row[2], row[3]) for row in rows}


def accounts_taken(owner: Callable[[Record], str]) -> Callable[[Sequence[Row], Context], list[str]]:
    """Return a check that refuses an account which another row of the file, or somebody not in it, has.

    owner: the 工号 of a person's record, the name of a place's.
    """

    def check(rows: Sequence[Row], context: Context) -> list[str]:
        here = {owner(row.record) for row in rows}
        faults = []
        for platform, heading in PLATFORM_HEADINGS:
            first: dict[str, int] = {}
            for row in rows:
                name = row.record.get(platform, "")
                holder = context.names["account"].get(f"{platform}/{name}", "")
                if name and first.setdefault(name, row.number) != row.number:
                    faults.append(TWICE.format(row=row.number, heading=heading, first=first[name]))
                elif holder and _key(holder) not in here:
                    faults.append(TAKEN.format(row=row.number, heading=heading, account=name, holder=holder))
        return faults

    return check


def _key(holder: str) -> str:
    found = PERSON.search(holder)
    return found.group(1) if found else holder
