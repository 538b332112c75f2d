"""The account columns of a sheet: one account a platform, for a person or a shared place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from sqlalchemy import Column as TableColumn
from sqlalchemy import Connection, select

from bot.store.accounts import Account, Owner, accounts, enrol, release
from bot.store.dated import holds
from bot.store.sheets.cells import account
from bot.store.sheets.sheet import Column, Context, Record, Row

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


def same_account_twice(rows: Sequence[Row], _context: Context) -> list[str]:
    """Refuse an account that two rows of a file claim."""
    faults = []
    for platform, heading in PLATFORM_HEADINGS:
        first: dict[str, int] = {}
        for row in rows:
            name = row.record.get(platform, "")
            if name and first.setdefault(name, row.number) != row.number:
                faults.append(TWICE.format(row=row.number, heading=heading, first=first[name]))
    return faults
