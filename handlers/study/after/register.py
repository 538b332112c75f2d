"""The register asked: how often somebody spoke, taught, looked into things; for himself, organisers, chiefs."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from sqlalchemy import Connection

from bot.rights import Act
from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person
from bot.turn import Turn
from handlers.study import parts
from handlers.study.after import words
from handlers.study.after.within import may_about
from handlers.study.parts import LOOKS, TALKS, Part
from scheduler.audience import people_in, read_audience

MOST_LINES, MOST_PEOPLE = 12, 60


def ask(turn: Turn, reading: Reading, me: Person, person: Person, situation: Situation) -> None:
    """Say what stands in the register of somebody, privately."""
    if person.id != me.id and not may_about(turn, me, Act.SEE_STUDIES, person):
        turn.whisper(words.MAY_NOT_SEE.format(name=person.called, contact=situation.contact))
        return
    first, after = date.fromisoformat(reading.slots["first"]), date.fromisoformat(reading.slots["after"])
    only = tuple(reading.slots.get("parts") or ())
    found = parts.between(turn.connection, first, after, [person.id])
    found = [one for one in found if not only or one.part in only]
    span = str(reading.slots.get("span") or words.THIS_YEAR)
    turn.record("study.register_asked", f"person:{person.id}")
    if not found:
        part = "、".join(only) or words.ANY_PART
        turn.whisper(words.REGISTER_NONE.format(name=person.called, span=span, part=part))
        return
    counts = Counter(one.part for one in found)
    lines = [
        words.REGISTER.format(name=person.called, span=span, counts=_said(counts)),
        *map(_line, found[-MOST_LINES:]),
    ]
    if len(found) > MOST_LINES:
        lines.append(words.MORE_LINES.format(count=len(found)))
    turn.whisper("\n".join(lines))


def ask_several(turn: Turn, reading: Reading, me: Person, situation: Situation) -> None:
    """Say how often each of some people contributed, privately, to whoever may see all of them."""
    slots = reading.slots
    named = people_in(
        turn.connection, read_audience(turn.connection, slots["several"], turn.now, me).audience, turn.now
    )
    hidden = [one for one in named if one.id != me.id and not may_about(turn, me, Act.SEE_STUDIES, one)]
    if hidden or not named:
        turn.whisper(words.MAY_NOT_SEE.format(name=slots["several"], contact=situation.contact))
        return
    first, after = date.fromisoformat(slots["first"]), date.fromisoformat(slots["after"])
    only = tuple(slots.get("parts") or ())
    done = parts.between(turn.connection, first, after, [one.id for one in named])
    counts: dict[int, Counter[str]] = {one.id: Counter() for one in named}
    for part in done:
        if part.person_id is not None and (not only or part.part in only):
            counts[part.person_id][part.part] += 1
    lines = [words.REGISTER.format(name=slots["several"], span=slots["span"], counts="").rstrip("：")]
    lines += [words.OF_EACH.format(name=one.called, counts=_said(counts[one.id])) for one in named[:MOST_PEOPLE]]
    turn.record("study.register_asked", "", people=len(named))
    turn.whisper("\n".join(lines))


def _said(counts: Counter[str]) -> str:
    each = "、".join(words.COUNTED.format(part=part, count=count) for part, count in counts.items())
    return each or words.NONE_OF_IT


def counted(connection: Connection, person_id: int, part: str, first: date, after: date) -> int:
    """Return how often somebody contributed so, from `first` to before `after`."""
    return sum(one.part == part for one in parts.between(connection, first, after, [person_id]))


def spoken_day(on: date) -> str:
    """Say a day: 11月20日."""
    return f"{on.month}月{on.day}日"


def titled(part: str, title: str) -> str:
    """Write what a contribution was about: 《…》 of what is said, （…） of where one looked, （与…） of a talk."""
    form = {LOOKS: words.AT, TALKS: words.WITH}.get(part, words.TITLED)
    return form.format(title=title) if title else ""


def _line(one: Part) -> str:
    day = spoken_day(one.on) if one.on else ""
    return words.REGISTER_LINE.format(day=day, part=one.part, title=titled(one.part, one.title))


def span_of(text: str, today: date) -> tuple[str, date, date]:
    """Read which time is meant; of none this year. Returns its name, its first day and the day after its last."""
    year = today.year - 1 if "去年" in text else today.year
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    if "上半年" in text:
        return "上半年", first, date(year, 7, 1)
    if "下半年" in text:
        return "下半年", date(year, 7, 1), after
    if "季度" in text or "本季" in text:
        begin = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
        return "本季度", begin, (begin + timedelta(days=95)).replace(day=1)
    if "本月" in text or "这个月" in text:
        return "本月", today.replace(day=1), (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return (words.LAST_YEAR if "去年" in text else words.THIS_YEAR), first, after
