"""The units concerned are told of a revision: title, number, from when, what changed in three lines, how to read it."""

from __future__ import annotations

from bot.messages import Channel, Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.ask import talk
from handlers.ask.shelving import words
from handlers.ask.shelving.finding import Meant, keeper, meant, today
from knowledge import lives
from knowledge.life import Force, shown
from scheduler import notices
from scheduler.audience import Audience, may_not_tell, people_in, read_audience
from scheduler.confirming import ask_for, confirm, held, leaves_at
from scheduler.notices import Asks, Draft

SENT = "notice.sent"
MOST_LINES, MOST_NAMES, LONGEST_LINE = 3, 6, 90


def ask(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Show the notice, to whom and how many, and ask once."""
    del message
    me = keeper(turn, situation)
    found = meant(turn, reading, talk.TELL_REVISION) if me else None
    if me is None or found is None:
        return
    day = today(turn, situation)
    standing = lives.life_of(turn.connection, found.key).standing
    if standing.force(day) not in (Force.HOLDS, Force.NOT_YET):
        turn.say(words.NO_HOLD.format(title=found.title, held=standing.said(day).strip("（）")))
        return
    audience = _audience(turn, reading, situation, me)
    if audience is None:
        return
    told = people_in(turn.connection, audience, turn.now)
    head, text = notice_of(turn, found)
    names = "、".join(one.name for one in told[:MOST_NAMES]) + ("等" if len(told) > MOST_NAMES else "")
    shown_text = words.CONFIRM.format(text=f"{head}\n{text}", named=audience.named, count=len(told), names=names)
    slots = {"head": head, "text": text, "audience": audience.data(), "title": found.document.title}
    confirm(turn, shown_text, Option("", talk.HANDLER, talk.REVISION_SENT, slots))


def send(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Send what was confirmed; the right is looked at again."""
    me = keeper(turn, situation)
    if me is None:
        return
    audience = Audience.of(reading.slots["audience"])
    told = people_in(turn.connection, audience, turn.now)
    if may_not_tell(turn.connection, me, told, turn.now):
        turn.say(words.NO_RIGHT.format(contact=situation.contact))
        return
    draft = Draft(
        kind="broadcast",
        subject=f"policy:{turn.source}",
        head=str(reading.slots["head"]),
        text=str(reading.slots["text"]),
        audience=audience,
        asks=Asks.ACK,
        organiser_id=me.id,
    )
    notice = notices.send(turn, draft, leaves_at(turn, len(told)))
    turn.may_undo(SENT, notice.owed, notice=notice.id)
    turn.record(talk.REVISION_TOLD, notice.owed, title=str(reading.slots["title"]), people=len(told))
    minute = held(turn, len(told))
    text = words.SENT.format(
        named=audience.named, count=len(told), held=f"，{minute.rstrip('。')}" if minute else "", number=notice.number
    )
    if message.channel is Channel.PRIVATE:
        turn.say(text)
    else:
        turn.say(words.SENT_IN_GROUP)
        turn.whisper(text)


def notice_of(turn: Turn, found: Meant) -> tuple[str, str]:
    """Return head and text of the notice: of the newest revision, or that the document is new."""
    document = found.document
    last = lives.last_revision(turn.connection, found.key)
    effective = lives.life_of(turn.connection, found.key).standing.effective
    number = f"（{document.number}）" if document.number else ""
    now = words.NOW if last else words.ISSUED
    on = words.FROM.format(on=shown(effective)) if effective else now
    head = (words.REVISED_HEAD if last else words.ADDED_HEAD).format(title=found.title, number=number, on=on)
    every = [str(line) for line in last.get("lines", ())] if last else []
    count = int(last.get("count", 0)) if last else 0
    lines = [line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "…" for line in every[:MOST_LINES]]
    if count > len(lines):
        lines[MOST_LINES - 1 :] = [words.REST.format(count=count - MOST_LINES + 1)]
    clause = str(last.get("clause") or "") if last else ""
    read = words.READ.format(title=found.title, clause=clause or words.FIRST_CLAUSE)
    return head, "\n".join([*lines, read])


def _audience(turn: Turn, reading: Reading, situation: Situation, me: Person) -> Audience | None:
    """Return to whom it goes; None where he was asked or refused."""
    who = str(reading.slots.get("answer") or reading.slots.get("who") or "")
    draft = Option("", talk.HANDLER, talk.TELL_REVISION, {k: v for k, v in reading.slots.items() if k != "answer"})
    if not who:
        ask_for(turn, words.TO_WHOM, draft)
        return None
    found = read_audience(turn.connection, who, turn.now, me)
    if not found.is_clear:
        names = "、".join(found.unknown or [name for name, _ in found.ambiguous]) or who
        ask_for(turn, words.UNKNOWN.format(names=names), draft)
        return None
    refused = may_not_tell(turn.connection, me, people_in(turn.connection, found.audience, turn.now), turn.now)
    if refused:
        names = "、".join(one.name for one in refused[:MOST_NAMES])
        turn.say(words.MAY_NOT.format(who=names, contact=situation.contact))
        return None
    return found.audience
