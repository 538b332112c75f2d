"""What the reporter is answered: the number and what to do first, then the one question that is still open.

Before outsiders only that it was taken is said; of what only few may know nothing is said in any group.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.messages import Channel
from bot.situation import Situation
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.incident import words
from handlers.incident.cases import Case
from handlers.incident.kinds import Kind
from handlers.incident.leaders import Part
from handlers.incident.telling import is_for_few

HANDLER, CORRECT, REPORT, DRILL = "incident", "incident.correct", "incident.report", "incident.drill"
QUERY = "incident.query"
PLACE, CAMPUS, PEOPLE = "place", "campus", "people"


def answer(turn: Turn, case: Case, kind: Kind, told: Sequence[Part], situation: Situation) -> None:
    """Tell the reporter: the number, what to do first, that nobody is called for him. Before outsiders: taken."""
    phone = situation.office.duty_phone
    call = words.NOT_A_CALL.format(phone=words.DUTY_PHONE.format(phone=phone) if phone else "")
    if not situation.among_ourselves:
        turn.say(f"{words.advice(kind)}\n{call}\n{words.TAKEN.format(phone=phone)}")
        turn.whisper(words.PASSED_ON_TO_YOU.format(number=words.number(case), phone=phone))
        return
    is_group = turn.waiting is not None and turn.waiting.message.channel is not Channel.PRIVATE
    what, number = words.what(case), words.number(case)
    if words.is_unsure(case):
        first = words.TAKEN_UNSURE.format(number=number, what=what)
    elif is_group:
        first = words.REGISTERED_HERE.format(number=number, what=what)
    else:
        first = words.REGISTERED.format(number=number, what=what, who=words.told(told))
    text = "\n".join((first, words.advice(kind), call))
    if is_group and kind.few_only:
        turn.say(words.PRIVATELY.format(phone=phone))
        turn.whisper(text)
    else:
        turn.say(text)


def joined(turn: Turn, case: Case, slots: Mapping[str, Any], situation: Situation) -> None:
    """Tell who reported what is known already; he may say that it is another one."""
    phone = situation.office.duty_phone
    if not situation.among_ourselves:
        turn.say(words.TAKEN.format(phone=phone))
    elif turn.waiting is not None and turn.waiting.message.chat and is_for_few(turn, case):
        turn.say(words.PRIVATELY.format(phone=phone))
    else:
        known = {"incident": case.id, "number": case.number}
        another = Option(words.IT_IS_ANOTHER, HANDLER, REPORT, {**slots, "is_another": True}, words.SAID_ANOTHER)
        same = Option(words.IT_IS_THE_SAME, HANDLER, QUERY, known, words.SAID_SAME)
        turn.ask(words.AND_AGAIN.format(what=words.what(case), number=words.number(case)), [same, another])


def ask(turn: Turn, case: Case, slots: Mapping[str, Any], situation: Situation) -> None:
    """Ask for the one thing that is missing."""
    if not case.asked or not situation.among_ourselves:
        return
    if case.asked == CAMPUS:
        choices = [Option(one, HANDLER, CORRECT, {"incident": case.id, "campus": one}) for one in slots["campuses"]]
        turn.ask(words.ASK_CAMPUS, choices)
        return
    turn.said[-1] += "\n" + {PLACE: words.ASK_PLACE, PEOPLE: words.ASK_PEOPLE}[case.asked]


def ask_whether_test(turn: Turn, slots: Mapping[str, Any]) -> None:
    """Ask whether it is a test; nobody is alarmed until it is said."""
    real = {**slots, "is_test": False}
    practice = {**real, "is_drill": True}
    turn.ask(
        words.IS_IT_A_TEST,
        [
            Option(words.IT_IS_REAL, HANDLER, REPORT, real, ("不是", "真的", "是真的")),
            Option(words.IT_IS_A_DRILL, HANDLER, DRILL, practice, ("演练", "测试", "是")),
        ],
    )
