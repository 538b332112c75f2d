"""A task before it is given: what is missing is asked for, one thing at a time; what is changed is taken in.

The slots of a draft are JSON-able; the names in them are resolved anew each time, so that none is stale.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.situation import Situation
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.task import owners, settings, words
from handlers.task.due import Due, due_of, due_slots
from handlers.task.named import SEVERAL, WHO, WHOS, split_names
from handlers.task.tasks import LONGEST_TITLE
from knowledge.text import fold, squeeze
from scheduler import confirming, stead
from scheduler.calendar import calendar_of

HANDLER, ASSIGN = "task", "task.assign"
ASKING, ANSWER, CONFIRMED = "asking", "answer", "confirmed"
_HELP = re.compile(
    rf"(?:再)?(?:加上|加|增加|让|请|叫)(?P<who>{WHOS.pattern})(?:也|一起|来)?(?:配合|协助|参加|参与)?$|"
    rf"(?P<these>{WHOS.pattern})(?:配合|协助)$|配合(?:单位|人员)?[:：改为成]*(?P<those>{WHOS.pattern})$"
)
_NO_HELP = re.compile(r"不用(?:谁)?配合|不需要配合|去掉配合|不要配合")
_OWNER = re.compile(
    rf"(?:牵头(?:人)?|承办(?:人)?|负责人)?(?:换成|换|改成|改由|改为|由|交给|派给|让)"
    rf"(?P<who>{WHO.pattern})(?:来)?(?:牵头|承办|负责|办)?$|(?P<lead>{WHO.pattern})(?:牵头|承办|负责)$"
)
_TITLE = re.compile(r"(?:事项|标题|内容|名称|任务)(?:改成|改为|是|为|[:：])\s*(?P<title>.{2,80})$")
SHORT_TITLE = 40  # signs of a matter that is told in full beside it
BESIDE_DAY = 10  # signs beside a day: 期限改到…之前完成吧
_NO_DUE = re.compile(r"(?:期限)?(?:不定|未定|没有|不限|不要|去掉)(?:期限|时间|日期)?$")


@dataclass(frozen=True, slots=True)
class Draft:
    """A task as it would be given. due: None where no day is set. whole: all that was said, where it is more."""

    title: str
    owner: Person
    unit_id: int | None
    helpers: tuple[Person, ...]
    assigner: Person
    due: Due | None
    source: str = ""
    whole: str = ""


def with_answer(turn: Turn, slots: Mapping[str, Any], situation: Situation) -> dict[str, Any] | None:
    """Take an answer into the slots; None where it could not be understood."""
    new = {name: value for name, value in slots.items() if name not in (ANSWER, ASKING)}
    said = str(slots.get(ANSWER) or "").strip(" 。.")
    if not said:
        return new
    asking = str(slots.get(ASKING) or "")
    due = due_slots(said, situation.now.astimezone(situation.zone), calendar_of(turn.connection))
    if asking == "title":
        return {**new, "title": said}
    if asking == "owner":
        return {**new, "owner": re.sub(r"^(?:由|让|请|是|派给)|(?:牵头|承办|负责|来办|吧)$", "", said)}
    if asking == "helpers":
        return {**new, "helpers": [] if _NO_HELP.search(said) else split_names(said.removesuffix("配合"))}
    if due and (asking == "due" or _is_day(said, str(due.get("due_said", "")))):
        return {**_without_due(new), **due}
    return _changed(new, said)


def _is_day(said: str, day: str) -> bool:
    """Whether a text is hardly more than a day, and no task of its own."""
    return len(squeeze(said.replace(day, "", 1))) <= BESIDE_DAY and not _OWNER.search(said)


def _changed(slots: dict[str, Any], said: str) -> dict[str, Any] | None:
    plain = fold(said)
    if _NO_DUE.search(plain):
        return _without_due(slots)
    if _NO_HELP.search(plain):
        return {**slots, "helpers": []}
    if found := _TITLE.search(plain):
        return {**slots, "title": found["title"]}
    if found := _HELP.search(plain):
        names = split_names(found["who"] or found["these"] or found["those"])
        return {**slots, "helpers": [*slots.get("helpers", ()), *names]}
    if found := _OWNER.search(plain):
        return {**slots, "owner": found["who"] or found["lead"], "owner_id": None}
    return None


def _without_due(slots: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in slots.items() if not name.startswith("due")}


def complete(turn: Turn, slots: dict[str, Any], situation: Situation) -> Draft | None:
    """Return the draft; None where something is missing and was asked for, or he may not."""
    sender = situation.sender
    assert isinstance(sender, Person)  # noqa: S101 — the act has looked
    if not str(slots.get("title") or "").strip():
        _ask(turn, words.WHAT_TASK, slots, "title")
        return None
    meant = _owner(turn, slots, sender)
    if meant is None or not _may(turn, slots, sender, meant[0], situation):
        return None
    helpers = _helpers(turn, slots, sender, meant[0])
    if helpers is None:
        return None
    due = _due(turn, slots, situation)
    if due is None and slots.get("due"):
        return None
    assigner = _assigner(turn, slots, sender, meant[0])
    if assigner is None:
        return None
    title, whole = str(slots["title"]).strip(), str(slots.get("whole") or "")
    if len(title) > LONGEST_TITLE:
        title, whole = f"{title[:SHORT_TITLE]}…", whole or title
    return Draft(title, meant[0], meant[1], helpers, assigner, due, str(slots.get("source") or ""), whole)


def _ask(turn: Turn, question: str, slots: Mapping[str, Any], asking: str, choices: tuple[Option, ...] = ()) -> None:
    confirming.ask_for(turn, question, Option("", HANDLER, ASSIGN, {**slots, ASKING: asking}), choices)


def _owner(turn: Turn, slots: dict[str, Any], sender: Person) -> tuple[Person, int | None] | None:
    said = str(slots.get("owner") or "").strip()
    if not said:
        _ask(turn, words.WHICH_OWNER, slots, "owner")
        return None
    meant = owners.meant(turn.connection, said, turn.now, sender)
    wanted = next((one for one in meant.people if one.id == slots.get("owner_id")), None) or meant.one
    if wanted is not None:
        return wanted, meant.unit_id if len(meant.people) == 1 else wanted.unit_id
    if not meant.people:
        question = words.SEVERAL_OWNERS if SEVERAL.match(said) else words.NO_SUCH_PERSON.format(said=said)
        _ask(turn, question, slots, "owner")
        return None
    several = [
        Option(f"{one.called}（{one.name}）" if one.called != one.name else one.name, HANDLER, ASSIGN,
               {**slots, "owner_id": one.id}, (one.name, one.called))
        for one in meant.people[:6]
    ]  # fmt: skip
    _ask(turn, words.WHICH_PERSON.format(said=said), {**slots, "owner": ""}, "owner", tuple(several))
    return None


def _may(turn: Turn, slots: Mapping[str, Any], sender: Person, owner: Person, situation: Situation) -> bool:
    del slots
    if owners.may_assign(sender, owner, turn.connection, turn.now) or owner.id == sender.id:
        return True
    turn.say(words.MAY_NOT_HIM.format(who=owner.called, contact=situation.contact))
    return False


def _helpers(turn: Turn, slots: dict[str, Any], sender: Person, owner: Person) -> tuple[Person, ...] | None:
    found: dict[int, Person] = {}
    for said in slots.get("helpers") or ():
        meant = owners.meant(turn.connection, str(said), turn.now, sender)
        some = meant.people or tuple(owners.each_of(turn.connection, str(said), turn.now))
        if not some:
            _ask(turn, words.NO_SUCH_HELPER.format(said=said), {**slots, "helpers": []}, "helpers")
            return None
        found |= {one.id: one for one in (some if not meant.people else some[:1])}
    return tuple(one for one in found.values() if one.id != owner.id)


def _due(turn: Turn, slots: dict[str, Any], situation: Situation) -> Due | None:
    asked = str(slots.get("due_refused") or slots.get("due_asked") or "")
    if asked:
        _ask(turn, asked, _without_due(slots), "due")
        slots["due"] = slots.get("due") or "asked"
        return None
    until = value_of(turn.connection, settings.DAY_UNTIL)
    due = due_of(slots, until, calendar_of(turn.connection), situation.zone)
    if due is not None and due.is_past(turn.now):
        _ask(turn, words.PAST_DUE.format(said=slots.get("due_said") or slots["due"]), _without_due(slots), "due")
        return None
    return due


def _assigner(turn: Turn, slots: Mapping[str, Any], sender: Person, owner: Person) -> Person | None:
    named = str(slots.get("for") or "")
    if not named:
        return owners.assigner_of(sender, owner, turn.connection, turn.now)
    meant = owners.meant(turn.connection, named, turn.now).people
    if any(one.id == sender.id for one in meant):
        return sender
    speaking = {one.id for one in stead.speaks_for(turn.connection, sender.id, turn.now)}
    found = next((one for one in meant if one.id in speaking), None)
    if found is None:
        turn.say(words.MAY_NOT_FOR.format(who=named, contact="综合办"))
    return found
