"""The system slice: kind bounded answers, silence where a group should not be disturbed."""

from __future__ import annotations

from bot.messages import Channel, Kind, Message
from bot.registry import Act, Due, Slice
from bot.rights import Role
from bot.router import Reading
from bot.situation import Situation
from bot.store import inbox, journal, people, prompts
from bot.store.pushes import Recipient
from bot.store.timers import Timer
from bot.turn import PROMPT_TIMER, Turn
from handlers.system import talk

GREETED = "person.greeted"
ALARM = "push:duty"
LONGEST_QUOTE = 200  # characters of a complaint that are passed on


def greet(turn: Turn, situation: Situation) -> None:
    """Say once to everybody what is kept and what the bot hears, and to a stranger how to be enrolled.

    Not under an alarm: who has just reported one reads what to do, and nothing else.
    """
    waiting = turn.waiting
    if waiting is None or not (turn.said or turn.whispered) or ALARM in turn.effects:
        return
    account = waiting.message.order_key
    if journal.entries(turn.connection, kinds=(GREETED,), account=account, newest=1):
        return
    office = situation.office
    contact = office.contact
    text = talk.GREETING.format(department=office.department, assistant=office.assistant, contact=contact)
    turn.whisper(text if situation.sender else f"{text}\n{talk.STRANGER.format(contact=contact)}")
    turn.record(GREETED)


def _help(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    del message, reading
    turn.say(talk.help_text(situation))


def _noise(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    del reading, situation
    if message.channel is Channel.PRIVATE:
        turn.say(talk.NOISE_ANSWER)


def _unhelpful(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    del message, reading
    turn.record("feedback.negative")
    turn.say(talk.UNHELPFUL_ANSWER.format(contact=situation.office.contact))


def _thanks(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    del message, reading, situation
    turn.record("feedback.positive")
    turn.say(talk.THANKS_ANSWER)


def _complaint(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    del message
    contact = situation.office.contact
    who = situation.sender.name if situation.sender else "未登记人员"
    text = talk.COMPLAINT_PUSH.format(text=reading.slots["text"][:LONGEST_QUOTE], who=who)
    for organiser in people.people_with(turn.connection, Role.ORGANISER, turn.now):
        turn.push(Recipient(person_id=organiser.id), text, audience="organiser")
    turn.record("complaint.kept")
    turn.say(talk.COMPLAINT_ANSWER.format(contact=contact))


def _discipline(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    del message, reading
    _forget(turn)
    channel = situation.office.discipline_channel
    turn.say(talk.DISCIPLINE_ANSWER.format(channel=f"（{channel}）" if channel else ""))
    turn.record("message.redirected", reason="discipline")


def _secrets(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    del message, reading, situation
    _forget(turn)
    turn.say(talk.SECRETS_ANSWER)
    turn.record("message.refused", reason="secrecy mark")


def _keep(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    del reading
    turn.record(talk.KEPT, what=message.kind.value)
    if message.kind in (Kind.EVENT, Kind.RESULT):
        return
    phone = situation.office.duty_phone
    if message.kind is Kind.VOICE:
        turn.say(talk.VOICE_KEPT.format(phone=phone))
        return
    turn.say(talk.MEDIA_KEPT.format(what=talk.MEDIA[message.kind], phone=phone))


def _forget(turn: Turn) -> None:
    if turn.waiting is not None:
        inbox.forget_text(turn.connection, turn.waiting.id)


def _saying(text: str) -> Act:
    def act(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
        del message, reading, situation
        turn.say(text)

    return act


def _prompt_expired(turn: Turn, timer: Timer) -> None:
    where = timer.data
    if prompts.close(turn.connection, f"{where['platform']}/{where['account']}", where["chat"]):
        recipient = Recipient(platform=where["platform"], account=where["account"])
        turn.push(recipient, talk.PROMPT_DROPPED, audience="sender")
        turn.record("prompt.dropped")


SLICE = Slice(
    name=talk.HANDLER,
    read=talk.read,
    acts={
        talk.HELP: _help,
        talk.NOISE: _noise,
        talk.EMPTY: _saying(talk.NO_TEXT),
        talk.SMALLTALK: _saying(talk.HELLO),
        talk.ABUSE: _saying(talk.CALM),
        talk.INJECTION: _saying(talk.NO_RIGHTS),
        talk.OUT_OF_SCOPE: _saying(talk.NOT_MINE),
        talk.CHOOSE: _saying(talk.NOT_THAT_ONE),
        talk.THANKS: _thanks,
        talk.UNHELPFUL: _unhelpful,
        talk.COMPLAINT: _complaint,
        talk.DISCIPLINE: _discipline,
        talk.SECRETS: _secrets,
        talk.KEPT: _keep,
    },
    dues={PROMPT_TIMER: Due(_prompt_expired)},
)
