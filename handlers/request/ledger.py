"""The ledger 请示报告台账: one line a request, its addressee, what was said to it and by whom; for the office."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from bot.messages import Channel, Message
from bot.rights import Act, may_concerning
from bot.rights import Concern as Concerning
from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person, persons
from bot.store.sheets.ledger import clock, ledger_of
from bot.store.sheets.sheet import Record
from bot.store.units import units
from bot.turn import Turn
from bot.workbooks import Leaf, workbook_of
from handlers.request import requests, words
from handlers.request.matter import Request, Stage, Word

HEADINGS = {
    "number": "编号",
    "form": "类别",
    "title": "事由",
    "text": "内容",
    "matter": "重大事项",
    "major": "三重一大",
    "asker": "呈报人",
    "unit": "呈报单位",
    "filed": "呈报时间",
    "addressee": "受文领导",
    "stage": "状态",
    "words": "批示原话",
    "ended": "办结时间",
}
WIDTHS = (9, 4, 14, 24, 8, 5, 6, 10, 9, 6, 6, 26, 9)
STAGES = {
    Stage.WAITING: "待批示",
    Stage.ANSWERED: "已批示",
    Stage.RETURNED: "已退回",
    Stage.FILED: "已呈报",
    Stage.SEEN: "已阅",
    Stage.WITHDRAWN: "已撤回",
}
YES = "是"
LINE_OPEN = "{number}  {stage}  {title}  {unit}  {filed}呈{addressee}"
BY_OTHER = "（{name}代）"


def records(connection: Connection, zone: ZoneInfo) -> list[Record]:
    """Return every request as a line, the oldest first; posts and units by their names of now."""
    found = requests.every(connection)
    standing = requests.words_of(connection, [one.id for one in found])
    names = {row.id: row.name for row in connection.execute(select(persons.c.id, persons.c.name))}
    unit_names = {row.id: row.name for row in connection.execute(select(units.c.id, units.c.name))}
    return [_record(one, standing[one.id], names, unit_names.get(one.unit_id or 0, ""), zone) for one in found]


def told(connection: Connection, zone: ZoneInfo) -> list[str]:
    """Say of every request that waits for a word in a line how it stands."""
    waiting = STAGES[Stage.WAITING]
    return [LINE_OPEN.format(**one) for one in records(connection, zone) if one["stage"] == waiting]


def give(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Hand the ledger to who may have it, privately."""
    del message, reading
    sender = situation.sender
    if not isinstance(sender, Person) or not may_concerning(sender.id, sender.held, Act.SEE_TASKS, Concerning()):
        turn.say(words.LEDGER_NOT_YOURS)
        return
    rows = [list(one.values()) for one in records(turn.connection, situation.zone)]
    leaf = Leaf(words.LEDGER_NAME, list(HEADINGS.values()), rows, WIDTHS)
    today = turn.now.astimezone(situation.zone).strftime("%Y-%m-%d")
    turn.give(workbook_of(f"{words.LEDGER_NAME} {today}", [leaf]))
    turn.record("request.exported", rows=len(rows))
    if turn.waiting is not None and turn.waiting.message.channel is Channel.PRIVATE:
        turn.say(words.LEDGER_GIVEN)


def _record(one: Request, standing: Sequence[Word], names: dict[int, str], unit: str, zone: ZoneInfo) -> Record:
    return {
        "number": one.number,
        "form": one.form.value,
        "title": one.title,
        "text": one.text,
        "matter": one.matter,
        "major": YES if one.is_major else "",
        "asker": names.get(one.asker_id, ""),
        "unit": unit,
        "filed": clock(one.filed_at, zone),
        "addressee": names.get(one.addressee_id, ""),
        "stage": STAGES[one.stage],
        "words": "\n".join(_word(word, names, zone) for word in standing),
        "ended": clock(one.ended_at, zone),
    }


def _word(word: Word, names: dict[int, str], zone: ZoneInfo) -> str:
    by = BY_OTHER.format(name=names.get(word.by_id, "")) if word.by_id != word.person_id else ""
    return f"{clock(word.at, zone)} {names.get(word.person_id, '')}{by}：{word.text}"


SHEET = ledger_of(
    "requests", words.LEDGER_NAME, HEADINGS, lambda connection, context: records(connection, context.zone)
)
