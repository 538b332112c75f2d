"""Trial mode as its operator is told it: who the testers are, and which of them can't be reached.

A tester counts as routing counts him: by exactly this 工号, with an account that a configured way out reaches.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.connecting import Connected
from bot.platforms.findings import Finding, fail, warn
from bot.routing import NO_ACCOUNT, Routing, Times
from bot.settings import Settings
from bot.store import people
from bot.store.pushes import Push, Recipient, Severity

UNKNOWN = "nobody enrolled has this 工号"
LIVE = "mode: live"
TRIAL = "mode: trial, what is for anybody else goes to the testers {numbers}"
DEAF = "tester {number}: can't be reached, {reason}"
NOWHERE = "trial: no tester can be reached, nothing is passed on to anybody"

ON = (
    "现在是试运行：通知、突发情况和对别人的答复都只发给试用人员（工号 {numbers}）；"
    "正式使用前请在 houqin.toml 里删去 mode 和 testers，再重启服务。"
)
UNKNOWN_NUMBER = "试用人员 {number} 联系不上：没有登记这个工号，请核对 testers，或先导入人员。"
WITHOUT_ACCOUNT = "试用人员 {number} 联系不上：还没有登记账号，请在人员表里补上。"
WITHOUT_ROUTE = "试用人员 {number} 联系不上：没有接入能主动发到他账号上的应用，请核对账号和接入。"
NOBODY = "没有一名试用人员联系得上，通知和对别人的答复都无处可去，请先补好试用人员的登记和账号。"


@dataclass(frozen=True, slots=True)
class Tester:
    """reason: why he can't be reached; empty where he can."""

    number: str
    reason: str = ""


def testers(connection: Connection, settings: Settings, connected: Connected, now: datetime) -> list[Tester]:
    """Look every tester up, in the order of the settings; none in live mode. now: office time."""
    if settings.mode != "trial":
        return []
    routing = Routing(connected.routes, hooks=connected.hooks)
    known = {one.number: one.id for one in people.people(connection, now)}
    return [Tester(one, _reason(connection, routing, known.get(one), now)) for one in settings.testers]


def mode_told(found: list[Tester]) -> list[str]:
    """Say in lines which mode it is, and which testers can't be reached. Shows 工号, no names."""
    if not found:
        return [LIVE]
    lines = [TRIAL.format(numbers=", ".join(one.number for one in found))]
    lines += [DEAF.format(number=one.number, reason=one.reason) for one in found if one.reason]
    return [*lines, NOWHERE] if all(one.reason for one in found) else lines


def announced(settings: Settings) -> list[Finding]:
    """Say that it is trial mode and who hears; nothing in live mode."""
    return [warn(ON.format(numbers="、".join(settings.testers)))] if settings.mode == "trial" else []


def judged(found: list[Tester]) -> list[Finding]:
    """Name each tester who can't be reached; a fault where it is all of them."""
    texts = {UNKNOWN: UNKNOWN_NUMBER, NO_ACCOUNT: WITHOUT_ACCOUNT}
    told = [warn(texts.get(one.reason, WITHOUT_ROUTE).format(number=one.number)) for one in found if one.reason]
    return [*told, fail(NOBODY)] if found and len(told) == len(found) else told


def _reason(connection: Connection, routing: Routing, person_id: int | None, now: datetime) -> str:
    if person_id is None:
        return UNKNOWN
    push = Push(0, Recipient(person_id=person_id), "-", "tester", "", Severity.NORMAL, None, now, None)
    found = routing.headings(connection, push, Times(now, now))
    return found if isinstance(found, str) else ""
