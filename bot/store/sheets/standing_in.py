"""The sheet 代行代办: who acts for whom while he is away, and whose secretary may speak for him."""

from __future__ import annotations

from collections.abc import Sequence

from bot.store.sheets.appointments import PERSON, check_period, dated
from bot.store.sheets.cells import choice, named
from bot.store.sheets.known import person_id, person_names
from bot.store.sheets.sheet import Column, Context, Sheet
from bot.store.sheets.sheet import Row as SheetRow
from bot.store.sheets.tables import SINCE, UNTIL
from bot.store.stand_ins import ACTING, SECRETARY, stand_ins

NO_AGENT = "第{row}行“代理人”：代办要写明由谁代办"
OWN_AGENT = "第{row}行“代理人”：不能是本人，请改正"


def _check_agents(rows: Sequence[SheetRow], context: Context) -> list[str]:
    faults = check_period(rows, context)
    for row in rows:
        if row.record["kind"] == SECRETARY and not row.record["agent"]:
            faults.append(NO_AGENT.format(row=row.number))
        if row.record["agent"] and row.record["agent"] == row.record["person"]:
            faults.append(OWN_AGENT.format(row=row.number))
    return faults


STAND_INS = Sheet(
    key="stand_ins",
    title="代行代办",
    columns=(
        PERSON,
        Column(
            "kind",
            "方式",
            choice(ACTING, SECRETARY),
            required=True,
            example=ACTING,
            help="代行：外出期间由代理人负责；代办：秘书可代回“收到”、代登记",
        ),
        Column("agent", "代理人", named("person", "人员"), example="10025", help="工号或姓名；外出无人代行时不填"),
        SINCE,
        UNTIL,
    ),
    names={"person": person_names},
    check=_check_agents,
    **dated(
        stand_ins,
        lambda connection, record: {
            "person_id": person_id(connection, record["person"]),
            "kind": record["kind"],
            "agent_id": person_id(connection, record["agent"]) if record["agent"] else None,
        },
        lambda _connection, _record: {},
        lambda row, called: {
            "person": called.person[row.person_id],
            "kind": row.kind,
            "agent": called.person[row.agent_id] if row.agent_id else "",
        },
        ("person", "kind", "agent"),
    ),
)
