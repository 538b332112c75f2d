"""Taking an answer down: 收到, 已办, 请假 with its reason, 转交; for oneself, or by 代行 and 代办 in somebody's name.

The reason of a leave is read by the organiser only; what the sheet keeps of it is the kind. Every answer can be taken
back for ten minutes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.messages import Channel, Message
from bot.registry import Act
from bot.router import Reading
from bot.situation import Situation
from bot.store import people
from bot.store.deeds import Deed
from bot.store.people import Person
from bot.store.prompts import Option
from bot.store.pushes import Recipient
from bot.turn import Turn
from handlers.notice import over, words
from handlers.notice.facts import facts_of
from handlers.notice.for_whom import asks_for_whom
from handlers.notice.heard import comes_himself, is_polite
from scheduler import notices, owed, stead
from scheduler.audience import who_is
from scheduler.confirming import ask_for
from scheduler.excuses import kind_of
from scheduler.notices import Answer, Asks, Notice
from scheduler.notices.chasing import all_answered
from scheduler.notices.words import bare

ANSWERED = "notice.answered"
MOST, LONGEST_LABEL = 6, 26
#: Kinds whose own slice tells the organiser of a leave: it asks him.
ASKS_ITSELF = frozenset({"checkin"})
_DATED = re.compile(r"(?P<when>(?:\d{4}年)?\d+月\d+日（[^）]*）\S*) (?P<what>.+)")
#: Told to the slice a notice belongs to: (turn, notice, whose, how, reason, delegate) → a sentence to add, or None.
Hook = Callable[[Turn, Notice, Person, str, str, Person | None], str | None]
Hooks = Mapping[str, Hook]


@dataclass(frozen=True, slots=True)
class Given:
    """An answer about to be taken down. me: who says it; whose: in whose name."""

    notice: Notice
    me: Person
    whose: Person


def answering(how: str, hooks: Hooks) -> Act:
    """Return the act of one way to answer. how: as `owed` settles it."""

    def act(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
        me, comes = situation.sender, comes_himself(str(reading.slots.get("answer", "")))
        reading, after_all = (_without_answer(reading), owed.DONE) if comes else (completed(reading), how)
        if not isinstance(me, Person):
            return
        if over.is_old_card(turn):
            return
        chosen = _chosen(turn, reading, me)
        if chosen is None:
            return
        whose = int(reading.slots.get("whose") or 0)
        given = [one for notice in chosen for one in _given(turn, notice, me, situation, whose)]
        if asks_for_whom(turn, reading, [one.whose for one in given], me):
            return
        for one in given:
            _take(turn, message, reading, one, after_all, hooks)

    return act


def seen(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Say that what is to be done is still to be done: 收到 alone does not settle it."""
    del message, situation
    found = notices.by_id(turn.connection, int(reading.slots["notices"][0]))
    if found is not None:
        turn.say(words.STILL_TO_DO.format(what=bare(found.head), number=words.NUMBER.format(number=found.number)))


def undo(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take an answer back."""
    del situation
    notice = notices.by_id(turn.connection, int(deed.data["notice"]))
    if notice is None:
        return ""
    notices.take_back(turn, notice, deed.source)
    number = words.NUMBER.format(number=notice.number)
    return words.TAKEN_BACK.format(who=deed.data["who"], what=bare(notice.head), number=number)


def option_of(notice: Notice, reading: Reading) -> Option:
    """Return the option of one notice among several."""
    return Option(_label(notice), reading.handler, reading.intent, {**reading.slots, "notices": [notice.id]})


def _label(notice: Notice) -> str:
    """Return what it is about before its time, for a button shows ten characters."""
    about = bare(notice.head)
    if found := _DATED.match(about):
        about = f"{found['what']} {found['when']}"
    return f"{about[:LONGEST_LABEL]}〔{notice.number}〕"


def _chosen(turn: Turn, reading: Reading, me: Person) -> list[Notice] | None:
    """Return which notices are meant; None where he was asked."""
    found = [notices.by_id(turn.connection, int(one)) for one in reading.slots["notices"]]
    standing = [one for one in found if one is not None and one.is_open]
    if not standing:
        return over.answered_before(turn, reading, me, is_over=any(found))
    if len(standing) == 1 or reading.slots.get("all"):
        return standing
    slots = {key: value for key, value in reading.slots.items() if key != "notices"}
    options = [
        Option(_label(one), reading.handler, reading.intent, {**slots, "notices": [one.id]}) for one in standing[:MOST]
    ]
    if reading.intent.endswith(".ack"):
        every = {**reading.slots, "notices": [one.id for one in standing], "all": True}
        options.append(Option(words.ALL_OF_THEM, reading.handler, reading.intent, every, ("全部", "都收到", "全收到")))
    turn.ask(words.WHICH, options)
    return None


def _given(turn: Turn, notice: Notice, me: Person, situation: Situation, named: int = 0) -> list[Given]:
    """Return in whose name a notice is answered: who was named, his own, else everybody's he speaks for."""
    mine = [one for one in facts_of(situation.facts.get("notice")).pending if one.id == notice.id]
    mine = [one for one in mine if not named or one.whose == named]
    if not mine or any(one.whose is None for one in mine):
        return [Given(notice, me, me)]
    whose = people.people(turn.connection, turn.now, [one.whose for one in mine if one.whose is not None])
    return [Given(notice, me, one) for one in whose]


def _take(turn: Turn, message: Message, reading: Reading, one: Given, how: str, hooks: Hooks) -> None:
    answer, delegate = Answer(how, by_id=None if one.me.id == one.whose.id else one.me.id), None
    if name := str(reading.slots.get("delegate") or ""):
        delegate = _delegate(turn, reading, one, name)
        if delegate is None:
            return
    if how == owed.HANDED_OVER and delegate is None:
        _ask(turn, reading, one, words.WHO_INSTEAD, {"needs": "delegate"})
        return
    reason = str(reading.slots.get("reason") or "")
    if how == owed.EXCUSED and not reason and delegate is None:
        _ask(turn, reading, one, words.WHY, {"needs": "reason"})
        return
    kind = kind_of(reason) if how == owed.EXCUSED else ""
    answer = Answer(how, kind, reason, delegate.id if delegate else None, answer.by_id)
    number = words.NUMBER.format(number=one.notice.number)
    before = owed.one(turn.connection, notices.KIND, one.notice.owed, one.whose.id)
    was_away = before is not None and before.settled_how == owed.EXCUSED
    if not notices.settle(turn, one.notice, one.whose.id, answer):
        turn.say(words.SAME.format(number=number))
        return
    who = stead.in_the_name_of(one.whose, one.me)
    turn.may_undo(ANSWERED, one.notice.owed, notice=one.notice.id, who=who)
    turn.record(ANSWERED, one.notice.owed, how=how, kind=kind, person=one.whose.id)
    if delegate is not None:
        notices.hand_on(turn, one.notice, one.whose, delegate)
    note = str(reading.slots.get("note") or "") or words.AFTER_ALL * was_away
    _tell_organiser(turn, one, who, answer, delegate, note)
    hook = hooks.get(one.notice.kind)
    more = hook(turn, one.notice, one.whose, how, reason, delegate) if hook else None
    if delegate is not None and not more:
        more = words.TOLD_HIM.format(who=delegate.called)
    _say(turn, message, one, how, more)
    if how == owed.DONE:
        all_answered(turn, one.notice)


def _say(turn: Turn, message: Message, one: Given, how: str, more: str | None) -> None:
    if message.channel is not Channel.PRIVATE:
        turn.say(words.IN_GROUP)
        if more:
            turn.whisper(more)
        return
    if more and how == owed.EXCUSED and one.notice.kind in ASKS_ITSELF:
        turn.say(more)  # it waits for a word still: nothing is said to be settled
        return
    said = words.DONE if one.notice.asks is Asks.DONE and how == owed.DONE else words.HOW[how]
    form = words.TAKEN if one.me.id == one.whose.id else words.TAKEN_FOR
    number = words.NUMBER.format(number=one.notice.number)
    text = form.format(how=said, what=bare(one.notice.head), number=number, who=one.whose.called)
    turn.say(f"{text}\n{more}" if more else text)


def _tell_organiser(turn: Turn, one: Given, who: str, answer: Answer, delegate: Person | None, note: str) -> None:
    """Tell who sent the notice of a leave or a substitute, with the reason, and of what is added to a receipt."""
    organiser = one.notice.organiser_id
    if (answer.how == owed.DONE and not note) or organiser is None or organiser == one.me.id:
        return
    if answer.how == owed.EXCUSED and one.notice.kind in ASKS_ITSELF:
        return
    common = {"who": who, "what": bare(one.notice.head), "number": words.NUMBER.format(number=one.notice.number)}
    if answer.how == owed.DONE:
        text = words.NOTED.format(**common, note=note)
    elif answer.how == owed.HANDED_OVER:
        text = words.HANDED.format(**common, to=delegate.called if delegate else "")
    else:
        reason = words.REASON.format(reason=f"{answer.kind}：{answer.reason}") if answer.reason else ""
        instead = words.DELEGATE.format(who=delegate.called) if delegate else ""
        text = words.EXCUSED.format(**common, reason=reason, delegate=instead)
    turn.push(Recipient(person_id=organiser), text, audience="organiser", subject=one.notice.owed)


def _delegate(turn: Turn, reading: Reading, one: Given, name: str) -> Person | None:
    """Return who is to take somebody's place; None where he was asked back."""
    found = who_is(turn.connection, name, turn.now, one.whose)
    if len(found) == 1 and found[0].id != one.whose.id:
        return found[0]
    if len(found) == 1:
        turn.say(words.NOT_HIMSELF)
        return None
    if not found:
        _ask(turn, reading, one, words.WHO_IS_THAT.format(name=name), {"needs": "delegate"})
        return None
    slots = {**reading.slots, "notices": [one.notice.id]}
    options = [Option(some.name, reading.handler, reading.intent, {**slots, "delegate": some.number}) for some in found]
    turn.ask(words.WHICH_ONE.format(name=name), options[:MOST])
    return None


def _ask(turn: Turn, reading: Reading, one: Given, question: str, more: Mapping[str, Any]) -> None:
    slots = {key: value for key, value in reading.slots.items() if key not in ("delegate", "answer")}
    intent = reading.intent
    ask_for(turn, question, Option("", reading.handler, intent, {**slots, **more, "notices": [one.notice.id]}))


def completed(reading: Reading) -> Reading:
    """Put the answer to what was missing into its slot."""
    needs = str(reading.slots.get("needs") or "")
    if not needs or "answer" not in reading.slots:
        return reading
    text = str(reading.slots["answer"]).strip()
    if needs == "reason" and is_polite(text):
        text = ""
    plain = text.removeprefix("转交").removeprefix("转给").removeprefix("给").strip() if needs == "delegate" else text
    bare_one = _without_answer(reading)
    return replace(bare_one, slots={**bare_one.slots, needs: plain})


def _without_answer(reading: Reading) -> Reading:
    slots = {key: value for key, value in reading.slots.items() if key not in ("needs", "answer")}
    return replace(reading, slots=slots)
