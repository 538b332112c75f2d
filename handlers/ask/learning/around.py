"""Around every answer: a reviewed pair goes first; what was not answered is kept; the small word stands at the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

from bot.messages import Channel, Message
from bot.registry import Act, Prepare
from bot.router import Reading
from bot.situation import Situation
from bot.store import journal
from bot.store.office_settings import value_of
from bot.turn import Turn
from handlers.ask import talk
from handlers.ask.learning import groups, words
from handlers.ask.learning.rows import NOT_FOUND, UNSURE
from handlers.ask.learning.settings import ASKS_BACK
from handlers.ask.part import Part
from knowledge.answer import Answer
from knowledge.reviewed import Pair
from knowledge.shelf import Shelf
from knowledge.unlisted import is_unlisted

BY_PAIRS = (talk.POLICY, talk.FOLLOW_UP, talk.SOURCE_OF)
JUDGED = (talk.POLICY, talk.CLAUSE, talk.FOLLOW_UP)


def around(part: Part, shelf: Shelf) -> Part:
    """Return the part that answers, with what goes around its answers."""
    prepares = {
        intent: _pairs_first(prepare, shelf) if intent in BY_PAIRS else prepare
        for intent, prepare in part.prepares.items()
    }
    acts = {intent: _learning(act) if intent in BY_PAIRS + JUDGED else act for intent, act in part.acts.items()}
    return replace(part, prepares=prepares, acts=acts)


def reviewed_text(pair: Pair, situation: Situation) -> str:
    """Word the answer of a pair: the answer, then what it rests on, and who approved it when."""
    return words.REVIEWED.format(
        answer=pair.answer, basis=_basis(pair), who=pair.approved_by, day=_day(pair, situation)
    )


def _basis(pair: Pair) -> str:
    return f"{pair.basis}；" if pair.basis else ""


def _day(pair: Pair, situation: Situation) -> str:
    local = (pair.approved_at or pair.made_at).astimezone(situation.zone)
    return f"{local.year}年{local.month}月{local.day}日"


def _pairs_first(prepare: Prepare, shelf: Shelf) -> Prepare:
    def look_up(message: Message, reading: Reading, situation: Situation) -> object:
        public_only = not situation.hears_department_documents
        is_of_a_text = bool((reading.slots.get("shown") or {}).get("file"))  # asked is where the quote stands
        question = "" if is_of_a_text else _own_question(message, reading)
        pair = shelf.reviewed(question, situation.now, public_only=public_only) if question else None
        return pair or prepare(message, reading, situation)

    return look_up


def _own_question(message: Message, reading: Reading) -> str:
    """Return what is asked: what looks like going on from the question before may be a question of its own."""
    return message.text if reading.intent == talk.FOLLOW_UP else str(reading.slots.get("question", ""))


def _learning(act: Act) -> Act:
    def learning(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
        pair, before = turn.prepared, len(turn.said)
        if isinstance(pair, Pair):
            turn.say(reviewed_text(pair, situation))
            if reading.intent == talk.SOURCE_OF:
                turn.record(talk.SOURCE_SHOWN)
                return
            question = _own_question(message, reading)
            kept = "" if is_unlisted(question) else question
            turn.record(talk.ANSWERED, f"pair:{pair.id}", question=kept, chat=message.chat or "", pair=pair.id)
        else:
            act(turn, message, reading, situation)
        if len(turn.said) > before:
            turn.said[before] += _afterwards(turn, message, reading, situation)

    return learning


def _afterwards(turn: Turn, message: Message, reading: Reading, situation: Situation) -> str:
    """Keep what was not answered, and return what stands behind the answer."""
    question = _question(turn, reading)
    if talk.UNANSWERED in turn.effects:
        if _is_kept(turn, message, question, NOT_FOUND):
            return words.KEPT if message.channel is Channel.PRIVATE else words.KEPT_IN_GROUP
    elif isinstance(turn.prepared, Answer) and turn.prepared.is_doubtful:
        if talk.ANSWERED in turn.effects and _is_kept(turn, message, question, UNSURE):
            return words.KEPT_UNSURE if message.channel is Channel.PRIVATE else words.KEPT_UNSURE_IN_GROUP
    elif _is_asked_back(turn, message, reading, situation):
        turn.record(talk.ASKED_BACK)
        return f"\n{words.SMALL_WORD}"
    return ""


def _is_kept(turn: Turn, message: Message, question: str, reason: str) -> bool:
    return groups.keep(turn.connection, question, reason, turn.now, message, turn.person_id) is not None


def _question(turn: Turn, reading: Reading) -> str:
    """Return the question in full: of a fragment the way it was meant."""
    return turn.prepared.question if isinstance(turn.prepared, Answer) else str(reading.slots.get("question", ""))


def _is_asked_back(turn: Turn, message: Message, reading: Reading, situation: Situation) -> bool:
    """Whether the small word stands under this answer: privately, once a day, where nothing else is at hand."""
    is_plain = talk.ANSWERED in turn.effects and not any(one.startswith(("push:", "prompt.")) for one in turn.effects)
    if message.channel is not Channel.PRIVATE or not is_plain or is_unlisted(_question(turn, reading)):
        return False
    if reading.intent not in JUDGED or not value_of(turn.connection, ASKS_BACK):
        return False
    today = datetime.combine(turn.now.astimezone(situation.zone), time(), tzinfo=situation.zone)
    kinds, account = (talk.ASKED_BACK,), message.order_key
    return not journal.entries(turn.connection, kinds=kinds, account=account, since=today, newest=1)
