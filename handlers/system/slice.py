"""The system slice: kind bounded answers, silence where a group should not be disturbed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.messages import Channel, Kind, Message
from bot.registry import Act, Due, Slice
from bot.rights import Role
from bot.router import Reading
from bot.situation import Situation
from bot.store import inbox, people, prompts
from bot.store.pushes import Recipient
from bot.store.timers import Timer
from bot.turn import PROMPT_TIMER, Turn
from bot.undoing import undo_act
from handlers.system import happened, talk

LONGEST_QUOTE = 200  # characters of a complaint that are passed on


def _help(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    del message, reading
    turn.say(talk.help_text(situation))


def _noise(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    if message.channel is Channel.PRIVATE:
        turn.say(talk.NOTHING_OPEN if talk.is_receipt(message.text) else talk.NOISE_ANSWER)
    elif talk.is_only_marks(message.text):  # 「@助手 ？？」 is somebody who wants something
        _empty(turn, message, reading, situation)


def _no_step(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Say that nothing is open for him; in a group nothing."""
    del reading, situation
    if message.channel is Channel.PRIVATE:
        turn.say(talk.NOTHING_OPEN)


def _complaint(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    del message
    contact = situation.contact
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
    media = message.data.get("media") or []
    said = talk.MEDIA_LOST if media and all(one.get("lost") for one in media) else talk.MEDIA_KEPT
    turn.say(said.format(what=talk.what_of(message), phone=phone))


def _forget(turn: Turn) -> None:
    if turn.waiting is not None:
        inbox.forget_text(turn.connection, turn.waiting.id)


def _empty(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    del reading
    office = situation.office
    text = talk.NO_TEXT if message.channel is Channel.PRIVATE else talk.NO_TEXT_IN_GROUP
    help_word = talk.say_help(message, office.assistant)
    turn.say(text.format(help=help_word, assistant=office.assistant, phone=office.duty_phone))


def _saying(text: str) -> Act:
    def act(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
        del reading
        turn.say(text.format(help=talk.say_help(message, situation.office.assistant)))

    return act


def _out_of_scope(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    text = talk.NOT_HERE if reading.slots.get("kind") == talk.POLITICS else talk.NOT_MINE
    _saying(text)(turn, message, reading, situation)


def _prompt_expired(turn: Turn, timer: Timer) -> None:
    where = timer.data
    if prompts.close(turn.connection, f"{where['platform']}/{where['account']}", where["chat"]):
        recipient = Recipient(platform=where["platform"], account=where["account"])
        what = str(where.get("aside", ""))
        turn.push(recipient, talk.ASIDE_DROPPED.format(what=what) if what else talk.PROMPT_DROPPED, audience="sender")
        turn.record("prompt.dropped")


SLICE = Slice(
    name=talk.HANDLER,
    read=talk.read,
    acts={
        talk.HELP: _help,
        talk.NOISE: _noise,
        talk.EMPTY: _empty,
        talk.NO_STEP: _no_step,
        talk.NOT_ASKED: _saying(talk.NOTHING_ASKED),
        talk.SMALLTALK: _saying(talk.HELLO),
        talk.ABUSE: _saying(talk.CALM),
        talk.INJECTION: _saying(talk.NO_RIGHTS),
        talk.OUT_OF_SCOPE: _out_of_scope,
        talk.CHOOSE: _saying(talk.NOT_THAT_ONE),
        talk.COMPLAINT: _complaint,
        talk.DISCIPLINE: _discipline,
        talk.SECRETS: _secrets,
        talk.KEPT: _keep,
        talk.ENTERED: happened.entered,
        talk.FETCHED: happened.fetched,
        talk.LOST: happened.lost,
        talk.DROP: _saying(talk.DRAFT_DROPPED),
        talk.PRESS_UNKNOWN: _saying(talk.BUTTON_UNKNOWN),
        talk.PRESS_OTHERS: _saying(talk.BUTTON_OF_OTHERS),
        talk.PRESS_STALE: happened.too_late,
        talk.PRESS_AGAIN: happened.again,
    },
    dues={PROMPT_TIMER: Due(_prompt_expired)},
)


def slice_of(others: Sequence[Slice]) -> Slice:
    """Return the slice. others: whose deeds can be taken back by 撤销."""
    undos = {kind: undo for one in others for kind, undo in one.undos.items()}
    return replace(SLICE, acts={**SLICE.acts, talk.UNDO: undo_act(undos)})
