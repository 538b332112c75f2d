"""The page on the screen 大屏: what stands on it, and the secret addresses it has. No name is ever on it.

The page's address holds a token of the study's secret and needs no login: whoever may put it on a screen was given it.
What is scanned from it leads to another address, made for the code of that moment and dead with it, so that a link that
was passed on is worth no more than a code that was. Scanning signs nobody in: who scans is not known.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.clock import Clock
from bot.settings import Office
from bot.store.database import Database
from bot.store.office_settings import value_of
from handlers.study import codes, roster, settings, studies, words
from handlers.study.opening import hour
from handlers.study.studies import CANCELLED, CLOSED, OPEN, Study
from handlers.study.window import Moment
from scheduler.calendar import calendar_of
from scheduler.leads import spoken

TOKEN_LENGTH = 24  # of 5 bits each
KEPT = timedelta(days=7)  # how long the page shows the totals
NOBODYS = "no study has this secret"


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on the page at a moment.

    code: the four digits, empty where none are asked for or signing in is not open. left_s: seconds until `code`
    changes. state: the one sentence above the numbers. say: what to type. there, expected: 实到, 应到.
    scan: the address to scan, empty where the page can't be reached by those who would.
    """

    title: str
    where: str
    state: str
    say: str
    is_open: bool
    code: str
    left_s: int
    there: int
    expected: int
    scan: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """What stands on the page that was scanned; say: empty where signing in is over."""

    title: str
    state: str
    say: str


@dataclass(frozen=True, slots=True)
class Screens:
    """The pages of all studies. pages: the address the house is reached at, empty where it has none."""

    database: Database
    clock: Clock
    office: Office
    pages: str = ""

    def look(self, study_id: int, token: str) -> Shown | None:
        """Return what stands on a study's page; None where the token is not its own."""
        now, zone = self.clock.office(), ZoneInfo(self.office.zone)
        with self.database.read() as connection:
            study = studies.find(connection, study_id)
            if not _opens(study, _page_token(study), token, now) or study is None:
                return None
            return _shown(connection, study, now, zone, self)

    def scanned(self, study_id: int, token: str) -> Scanned | None:
        """Return what somebody reads who scanned the page; None where the token is none of the last two codes'."""
        now, zone = self.clock.office(), ZoneInfo(self.office.zone)
        with self.database.read() as connection:
            study = studies.find(connection, study_id)
            minutes = value_of(connection, settings.CODE_MIN)
            for moment in (now, now - timedelta(minutes=minutes)):
                code = _code(study, moment, minutes)
                if _opens(study, _scan_token(study, moment, minutes), token, now) and study is not None:
                    is_open = study.state == OPEN
                    say = _say(self.office.assistant, code if study.needs_code else "") if is_open else ""
                    return Scanned(study.title, _state(connection, study, now, zone), say)
        return None


def link(pages: str, study: Study) -> str:
    """Return the address of a study's page; empty where the house has no address."""
    return f"{pages}/study/{study.id}/{_page_token(study)}" if pages else ""


def is_public(pages: str) -> bool:
    """Whether others can reach an address: one of this machine alone can't be scanned."""
    host = urlsplit(pages).hostname or "localhost"
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return host != "localhost"


def _shown(connection: Connection, study: Study, now: datetime, zone: ZoneInfo, screens: Screens) -> Shown:
    minutes = value_of(connection, settings.CODE_MIN)
    there, expected = roster.count(connection, study.id)
    is_open = study.state == OPEN and study.window.place(now) is not Moment.OVER
    code = _code(study, now, minutes) if is_open and study.needs_code else ""
    scanned = f"{screens.pages}/study/{study.id}/scan/{_scan_token(study, now, minutes)}"
    return Shown(
        title=study.title,
        where=_where(connection, study, now, zone),
        state=_state(connection, study, now, zone),
        say=_say(screens.office.assistant, code) if is_open else "",
        is_open=is_open,
        code=code,
        left_s=max(0, int((codes.changes_at(now, minutes) - now).total_seconds())) if code else 0,
        there=there,
        expected=expected,
        scan=scanned if is_open and is_public(screens.pages) else "",
    )


def _where(connection: Connection, study: Study, now: datetime, zone: ZoneInfo) -> str:
    when = spoken(study.starts_at, now, zone, calendar_of(connection))
    return f"{when}　{study.place}" if study.place else when


def _state(connection: Connection, study: Study, now: datetime, zone: ZoneInfo) -> str:
    if study.state == CANCELLED:
        return words.SCREEN_CANCELLED
    if study.state == CLOSED:
        excused = roster.excused(connection, study.id)
        return words.SCREEN_OVER + (words.SCREEN_EXCUSED.format(excused=excused) if excused else "")
    if study.state == OPEN and study.window.place(now) is not Moment.OVER:
        return words.SCREEN_OPEN.format(until=hour(study.closes_at, zone))
    if now > study.closes_at:
        return words.SCREEN_OVER
    day = study.opens_at.astimezone(zone)
    on = "" if day.date() == now.astimezone(zone).date() else words.SCREEN_DAY.format(month=day.month, day=day.day)
    return words.SCREEN_EARLY.format(opens=f"{on}{hour(study.opens_at, zone)}")


def _say(assistant: str, code: str) -> str:
    return words.SCREEN_SAY.format(assistant=assistant, code=f" {code}" if code else "")


def _opens(study: Study | None, own: str, token: str, now: datetime) -> bool:
    """Whether a token opens a page; the comparison takes as long for a study there is none of."""
    fits = hmac.compare_digest(own.encode(), token.encode())
    return fits and study is not None and now < study.closes_at + KEPT


def _page_token(study: Study | None) -> str:
    return _token(study, "page")


def _scan_token(study: Study | None, moment: datetime, minutes: int) -> str:
    return _token(study, f"scan {codes.changes_at(moment, minutes).isoformat()}")


def _code(study: Study | None, moment: datetime, minutes: int) -> str:
    return codes.code_at(study.secret if study else NOBODYS, moment, minutes)


def _token(study: Study | None, purpose: str) -> str:
    secret = study.secret if study else NOBODYS
    digest = hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).digest()
    return base64.b32encode(digest).decode().lower()[:TOKEN_LENGTH]
