"""Planning a study: what is missing is asked for one at a time, then everything is confirmed once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from bot.messages import Message
from bot.registry import Act
from bot.router import Reading
from bot.situation import Situation
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.study import beginning, enlisting, kinds, recurring, settings
from handlers.study import words as core
from handlers.study.planning import clashes, people, wish, words, writing
from handlers.study.planning.people import Cast, Named
from handlers.study.planning.wish import ABOUT, AMEND, ASKED, NAME, TIME, WHO
from handlers.study.planning.writing import Role, Sheet
from handlers.study.rights import may_open
from handlers.study.talk import HANDLER, OPEN, PLANNED
from handlers.study.window import around
from scheduler.audience import may_not_tell
from scheduler.calendar import calendar_of
from scheduler.confirming import ask_for, confirm
from scheduler.gathering.clock import Clock
from scheduler.gathering.deadline import until
from scheduler.leads import spoken
from scheduler.notices import is_soon
from scheduler.resting import resting

MOST_NAMED, MOST_CHOICES = 5, 6


def opener(pages: str) -> Act:
    """Return what plans a study or opens signing in. pages: the address of the house, empty where it has none."""
    return partial(_open_or_plan, pages=pages)


def _open_or_plan(turn: Turn, message: Message, reading: Reading, situation: Situation, *, pages: str) -> None:
    """Plan a study that is to come, or open signing in at once."""
    del message
    if "kind" not in reading.slots:
        beginning.begin(turn, reading, situation, pages)
        return
    me = caller(turn, situation)
    if me is not None:
        ask(turn, wish.answered(reading.slots, clock_of(turn, situation)), me, situation)


def caller(turn: Turn, situation: Situation) -> Person | None:
    """Return who plans; None where he was told why he can't."""
    me = situation.sender
    if not isinstance(me, Person) or not situation.among_ourselves:
        turn.say(words.PRIVATELY if isinstance(me, Person) else core.ENROL_FIRST)
        return None
    if not may_open(me):
        turn.say(core.MAY_NOT_OPEN.format(contact=situation.contact))
        return None
    return me


def clock_of(turn: Turn, situation: Situation) -> Clock:
    """Return local now and the office's calendar."""
    return Clock(situation.now.astimezone(situation.zone), calendar_of(turn.connection))


def ask(turn: Turn, said: dict[str, Any], me: Person, situation: Situation) -> None:
    """Ask for what is missing, else for the one confirmation."""
    if said.get("apart") and situation.chat is not None:
        turn.whisper(words.APART_PRIVATELY)
        return
    if said.get("unclear"):
        ask_for(turn, words.NOT_UNDERSTOOD, _draft(said, AMEND), [_yes(said)])
        return
    if "start" not in said:
        _ask_when(turn, said)
        return
    meant = people.cast(turn, said, me)
    if not (_ask_who(turn, said, meant) or _ask_name(turn, said, meant.unclear)):
        _confirm(turn, said, meant, me, situation)


def _ask_when(turn: Turn, said: dict[str, Any]) -> None:
    guess = said.get("guess")
    question = str(said.get("question") or words.WHEN).replace("开会", "学习")
    ready = [Option("是的", HANDLER, OPEN, {**_settled(said), "start": guess}, ("是", "对", "对的"))] if guess else []
    ask_for(turn, question, _draft(said, TIME), ready)


def _ask_who(turn: Turn, said: dict[str, Any], meant: Cast) -> bool:
    found = meant.found
    if found.ambiguous:
        word, several = found.ambiguous[0]
        ask_for(turn, words.WHICH_ONE.format(said=word), _draft(said, WHO), _choices(said, word, several))
    elif found.unknown:
        ask_for(turn, words.UNKNOWN.format(said=found.unknown[0]), _draft(said, WHO))
    elif not found.audience:
        ask_for(turn, words.COMMITTEE if said["kind"] == kinds.COMMITTEE else words.WHO_ATTENDS, _draft(said, WHO))
    elif not meant.attending:
        ask_for(turn, words.NOBODY_THERE.format(audience=found.audience.named), _draft(said, WHO))
    else:
        return False
    return True


def _ask_name(turn: Turn, said: dict[str, Any], one: Named | None) -> bool:
    """Ask who somebody is that was named; who is from outside stays as he was said."""
    if one is None:
        return False
    draft = _draft(said | {ABOUT: one.said}, NAME)
    if one.found:
        ask_for(turn, words.WHICH_ONE.format(said=one.said), draft, _choices(said, one.said, one.found))
        return True
    if one.part:
        guest = said | {"outside": [*said.get("outside", []), one.said]}
        ready = [Option(words.OUTSIDE, HANDLER, OPEN, guest, ("外请", "是", "是的", "外请的"))]
        ask_for(
            turn, words.ROLE_UNKNOWN.format(said=one.said, part=words.PRINTED.get(one.part, one.part)), draft, ready
        )
    else:
        ask_for(turn, words.NOT_FOUND.format(said=one.said), draft)
    return True


def _choices(said: dict[str, Any], word: str, several: Sequence[Person]) -> list[Option]:
    return [
        Option(
            words.PERSON.format(name=one.name, number=one.number), HANDLER, OPEN, wish.renamed(said, word, one.number)
        )
        for one in several[:MOST_CHOICES]
    ]


def _confirm(turn: Turn, said: dict[str, Any], meant: Cast, me: Person, situation: Situation) -> None:
    clock = clock_of(turn, situation)
    if refused := refusal(turn, me, meant.attending, situation):
        turn.say(refused)
        return
    start = clock.local(said["start"])
    if start <= clock.now:
        ask_for(turn, words.WHEN, _draft({name: one for name, one in said.items() if name != "start"}, TIME))
        return
    title = title_of(said, meant)
    head = words.HEAD.format(kind=said["kind"], when=spoken(start, turn.now, clock.zone, clock.calendar), title=title)
    text = words.CONFIRM.format(
        text="\n".join([head, *sheet_of(turn, said, meant, start, clock).lines()]),
        audience=meant.found.audience.named,
        count=len(expected(meant)),
    )
    lines = [
        text,
        _votes(turn, said, meant),
        "" if said.get("place") else words.NO_PLACE,
        recurring.confirm_line(turn, said, clock) if "rule" in said else "",
        *clashes.noted(turn, title, said.get("place", ""), start, everybody(meant), clock),
        writing.leads_said(turn.connection, start, turn.now),
        "" if is_soon(start, turn.now) else resting(turn.connection, meant.attending, turn.now, clock.zone),
    ]
    confirm(turn, "\n".join(one for one in lines if one), _yes(said), _draft(said, AMEND))


def title_of(said: dict[str, Any], meant: Cast) -> str:
    """Return the title, made of whose it is and its kind where none was said."""
    if said.get("title") and said["title"] != words.UNTITLED:
        return str(said["title"])[:80]
    if said["kind"] != kinds.ORDINARY:
        return str(said["kind"])
    named = meant.found.audience.named
    return words.OF_BRANCH.format(branch=named, kind=words.UNTITLED) if named.endswith("支部") else words.UNTITLED


def sheet_of(turn: Turn, said: dict[str, Any], meant: Cast, start: datetime, clock: Clock) -> Sheet:
    """Return what the notice will say."""
    window = around(start, *settings.margins(turn.connection))
    by = until(said.get("wants_by", ""), start, clock)
    return Sheet(
        place=said.get("place", ""),
        topic=said.get("topic", ""),
        roles=tuple(Role(one.part, one.name, one.title) for one in meant.roles),
        opens=window.opens_at,
        closes=window.closes_at,
        needs_code=needs_code(turn, said),
        sits_in=people.names(meant.guests),
        exempt=people.names((*meant.lecturers, *meant.exempt)),
        apart="、".join(
            words.APART_ONE.format(name=one.name, why=one.why) if one.why else one.name for one in meant.apart
        ),
        wants=said.get("wants", ""),
        wants_by=writing.day_of(by, clock.zone) if by else "",
        note=said.get("note", ""),
    )


def needs_code(turn: Turn, said: dict[str, Any]) -> bool:
    """Whether signing in needs the code on the screen."""
    return bool(said.get("needs_code")) or value_of(turn.connection, settings.CODED)


def expected(meant: Cast) -> list[Person]:
    """Return who counts as 应到: those who attend but need not sign, sit in or are set apart."""
    others = (*meant.lecturers, *meant.exempt, *meant.sits_in, *meant.apart)
    gone = {one.one.id for one in others if one.one is not None}
    return [one for one in meant.attending if one.id not in gone]


def _votes(turn: Turn, said: dict[str, Any], meant: Cast) -> str:
    if said["kind"] not in kinds.VOTING:
        return ""
    voting = enlisting.voters(turn)
    return words.VOTERS.format(count=sum(one.id in voting for one in expected(meant)))


def refusal(turn: Turn, me: Person, told: Sequence[Person], situation: Situation) -> str:
    """Say kindly whom somebody may not call, empty where he may call all."""
    others = may_not_tell(turn.connection, me, list(told), turn.now)
    if not others:
        return ""
    names = "、".join(one.called for one in others[:MOST_NAMED]) + ("等" if len(others) > MOST_NAMED else "")
    return core.MAY_NOT.format(names=names, contact=situation.contact)


def everybody(meant: Cast) -> list[Person]:
    """Return everybody who is told: who attends and who sits in."""
    return [*meant.attending, *(one.one for one in meant.guests if one.one)]


def _settled(said: dict[str, Any]) -> dict[str, Any]:
    return {name: one for name, one in said.items() if name not in ("question", "guess", "day")}


def _draft(said: dict[str, Any], asked: str) -> Option:
    return Option("", HANDLER, OPEN, said | {ASKED: asked})


def _yes(said: dict[str, Any]) -> Option:
    return Option("确认", HANDLER, PLANNED, _settled(said))
