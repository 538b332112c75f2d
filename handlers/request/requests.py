"""Requests as rows: filed with a number of the year, loaded, moved by version; words are added and never changed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, or_, select, update

from bot.errors import RowMoved
from bot.store.serials import next_serial
from handlers.request.matter import FORMS, OPEN, SERIES, Form, Kind, Request, Stage, Word
from handlers.request.rows import LONGEST_TITLE, request_words, requests

_WORDS = tuple(request_words.c[one.name] for one in fields(Word))


@dataclass(frozen=True, slots=True)
class Filing:
    """What a request is filed as."""

    form: Form
    title: str
    text: str
    asker_id: int
    unit_id: int | None
    addressee_id: int
    matter: str = ""
    is_major: bool = False
    door: str = ""
    message_id: str = ""
    due_at: datetime | None = None


def file(connection: Connection, filing: Filing, year: int, now: datetime) -> Request:
    """File a request with the next number of its form and year."""
    row = asdict(filing) | {
        "form": filing.form.value,
        "title": filing.title[:LONGEST_TITLE],
        "year": year,
        "serial": next_serial(connection, f"{SERIES[filing.form]}-{year}"),
        "stage": (Stage.WAITING if filing.form is Form.ASKS else Stage.FILED).value,
        "filed_at": now,
    }
    return load(
        connection, int(connection.execute(insert(requests).values(**row).returning(requests.c.id)).scalar_one())
    )


def load(connection: Connection, request_id: int) -> Request:
    """Return a request by its row. Raises LookupError where there is none."""
    found = _read(connection, requests.c.id == request_id)
    if not found:
        raise LookupError(f"no request {request_id}")
    return found[0]


def by_number(connection: Connection, number: str) -> Request | None:
    """Return the request called QS-2026-001."""
    series, _, rest = number.upper().partition("-")
    year, _, serial = rest.partition("-")
    if series not in FORMS or not (year.isdecimal() and serial.isdecimal()):
        return None
    is_it = (requests.c.form == FORMS[series].value) & (requests.c.year == int(year))
    return next(iter(_read(connection, is_it & (requests.c.serial == int(serial)))), None)


_any = select(requests.c.id).limit(1)


def is_any(connection: Connection) -> bool:
    """Whether there is a request at all."""
    return connection.execute(_any).first() is not None


def concerning(connection: Connection, person_ids: Collection[int], since: datetime) -> list[Request]:
    """Return what some people asked or have before them: open, or filed since a moment; the newest first."""
    theirs = or_(requests.c.asker_id.in_(person_ids), requests.c.addressee_id.in_(person_ids))
    is_live = or_(requests.c.stage == Stage.WAITING.value, requests.c.filed_at >= since)
    return _read(connection, theirs & is_live)[::-1]


def open_of(connection: Connection, person_id: int) -> list[Request]:
    """Return what somebody asked or has before him that is not over, the oldest first."""
    his = or_(requests.c.asker_id == person_id, requests.c.addressee_id == person_id)
    return _read(connection, his & requests.c.stage.in_([one.value for one in OPEN]))


def every(connection: Connection) -> list[Request]:
    """Return all of them, the oldest first."""
    return _read(connection, requests.c.id > 0)


def moved(connection: Connection, request: Request, **changes: Any) -> Request:
    """Write changes of columns. Raises RowMoved where somebody else was faster."""
    same = (requests.c.id == request.id) & (requests.c.version == request.version)
    values = {key: getattr(value, "value", value) for key, value in changes.items()}
    written = update(requests).where(same).values(version=request.version + 1, **values).returning(requests.c.id)
    if connection.execute(written).first() is None:
        raise RowMoved(request.number)
    return load(connection, request.id)


def add_word(connection: Connection, word: Word) -> int:
    """Keep a word (its `id` is ignored); returns its row."""
    row = {one.name: getattr(word, one.name) for one in fields(Word) if one.name != "id"} | {"kind": word.kind.value}
    return int(connection.execute(insert(request_words).values(**row).returning(request_words.c.id)).scalar_one())


def take_back_word(connection: Connection, word_id: int, at: datetime) -> None:
    """Mark a word as taken back; it stays written."""
    connection.execute(update(request_words).where(request_words.c.id == word_id).values(taken_back_at=at))


def words_of(connection: Connection, request_ids: Collection[int]) -> dict[int, list[Word]]:
    """Return the words that stand, by request, the first first."""
    found: dict[int, list[Word]] = {one: [] for one in request_ids}
    theirs = request_words.c.request_id.in_(list(request_ids)) & request_words.c.taken_back_at.is_(None)
    for row in connection.execute(select(*_WORDS).where(theirs).order_by(request_words.c.id)):
        values = row._asdict() | {"kind": Kind(row.kind)}
        found[row.request_id].append(Word(**values))
    return found


def _read(connection: Connection, which: ColumnElement[bool]) -> list[Request]:
    rows = connection.execute(select(requests).where(which).order_by(requests.c.id)).all()
    return [Request(**(row._asdict() | {"form": Form(row.form), "stage": Stage(row.stage)})) for row in rows]
