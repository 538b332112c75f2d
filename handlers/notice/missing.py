"""谁还没收到: what the one who sent a notice may ask of it. Names are told to him alone."""

from __future__ import annotations

from datetime import timedelta

from bot.messages import Channel, Message
from bot.router import Reading
from bot.situation import Situation
from bot.store import journal
from bot.store.people import Person
from bot.turn import Turn
from handlers.notice import words
from handlers.notice.answering import option_of
from scheduler import notices, owed
from scheduler.audience import who_is
from scheduler.notices import Answer, Asks, Notice
from scheduler.notices.chasing import CHASED, report
from scheduler.notices.sending import remind
from scheduler.notices.words import bare, reminded

MOST = 6
AGAIN = timedelta(hours=1)
COMMON = {"通知", "会议", "今天", "明天", "后天"}


def missing(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Say who has not answered, to who sent it."""
    del situation
    notice = which(turn, reading)
    if notice is None:
        return
    number = words.NUMBER.format(number=notice.number)
    if notice.asks is Asks.NOTHING:
        turn.say(words.NOBODY_ASKED.format(number=number))
        return
    found = notices.tally(turn.connection, notice, turn.now)
    if found.silent or found.excused:
        text = report(notice, found)
        left = "、".join(f"{one.name}（{found.reasons.get(one.id, '')}）" for one in found.excused)
        text = f"{text}\n请假：{left}" if left else text
    else:
        text = words.NOBODY_MISSING.format(head=bare(notice.head), expected=len(found.expected), number=number)
    _privately(turn, message, text)
    turn.record("notice.looked", notice.owed)


def chase(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Remind those who have not answered, at once, at most once an hour."""
    del situation
    notice = which(turn, reading)
    if notice is None:
        return
    number = words.NUMBER.format(number=notice.number)
    found = notices.tally(turn.connection, notice, turn.now)
    before = journal.entries(turn.connection, kinds=(CHASED,), subject=notice.owed, newest=1)
    if not found.silent:
        turn.say(words.NOBODY_TO_CHASE.format(number=number))
        return
    if before and turn.now - before[-1].at < AGAIN:
        turn.say(words.CHASED_LATELY.format(number=number))
        return
    count = remind(turn, notice, found.silent, reminded(notice, words.MARK, owes=True), len(before))
    turn.record(CHASED, notice.owed, people=count, times=len(before) + 1)
    _privately(turn, message, words.CHASED.format(count=count, number=number))


def told(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Note that the organiser has told somebody himself: who has no account, say."""
    del message
    notice = which(turn, reading)
    me = situation.sender
    if notice is None or not isinstance(me, Person):
        return
    number = words.NUMBER.format(number=notice.number)
    found = {one.id for one in notices.tally(turn.connection, notice, turn.now).silent}
    meant = [one for one in who_is(turn.connection, str(reading.slots["who"]), turn.now) if one.id in found]
    if len(meant) != 1 or not notices.settle(turn, notice, meant[0].id, Answer(owed.DONE, by_id=me.id)):
        turn.say(words.NOT_ASKED.format(who=reading.slots["who"], number=number))
        return
    turn.may_undo("notice.answered", notice.owed, notice=notice.id, who=meant[0].called)
    turn.say(words.TOLD.format(who=meant[0].called, number=number))


def _privately(turn: Turn, message: Message, text: str) -> None:
    if message.channel is Channel.PRIVATE:
        turn.say(text)
        return
    turn.say(words.SENT_PRIVATELY)
    turn.whisper(text)


def which(turn: Turn, reading: Reading) -> Notice | None:
    """Return which notice is meant: the only one, the one whose title is named, else he is asked."""
    found = [notices.by_id(turn.connection, int(one)) for one in reading.slots["notices"]]
    standing = [one for one in found if one is not None]
    said = str(reading.slots.get("words") or "")
    named = [one for one in standing if _is_named(one, said)] or standing
    if len(named) == 1:
        return named[0]
    if not named:
        turn.say(words.NOTHING_SENT)
        return None
    turn.ask(words.WHICH_SENT, [option_of(one, reading) for one in named[:MOST]])
    return None


def _is_named(notice: Notice, said: str) -> bool:
    """Whether two characters in a row of what a notice is about are in what was said."""
    about = bare(notice.head)
    pairs = {
        about[i : i + 2] for i in range(len(about) - 1) if all("\u4e00" <= one <= "\u9fff" for one in about[i : i + 2])
    }
    return any(pair in said for pair in pairs - {"通知", "会议", "今天", "明天", "月日"})
