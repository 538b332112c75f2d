"""A request is handed in: what is missing is asked for, one thing at a time, then one confirmation carries all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.messages import Channel, Message
from bot.router import Reading
from bot.situation import Situation
from bot.store import stand_ins
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.request import said, words
from handlers.request.addressee import Found, addressee
from handlers.request.draft import LEADER, Draft, without_tail
from handlers.request.matter import Form
from handlers.request.matters import matter_of
from handlers.request.settings import REMIND_AFTER
from scheduler.confirming import ask_for, confirm

OTHER = {Form.ASKS: Form.TELLS, Form.TELLS: Form.ASKS}
MOST_CHOICES = 6
_TO = re.compile(
    rf"(?:改?呈|改?报|改?送|改?给|呈给|转给|改为?呈?|向)?\s*(?P<to>{LEADER.pattern}|[\u4e00-\u9fff]{{2,4}})(?:吧)?[。.]?"
)
_CHANGE = re.compile(
    rf"(?:改?呈|改?报|改?送|呈给|报给|送给|给)\s*(?P<to>{LEADER.pattern}|[\u4e00-\u9fff]{{2,4}})(?:吧)?[。.]?"
)
_FORM = re.compile(r"(?:改为|改成|算|按|是)(?P<form>请示|报告)(?:吧|办)?[。.]?")
_MORE = re.compile(r"(?:再?补充|加上|加一句|再加)(?:一句|一下|内容)?[:：,，\s]*(?P<text>.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Paper:
    """What is being handed in, from the first message to the confirmation."""

    draft: Draft
    door: str = ""
    message_id: str = ""
    attached: int = 0

    @property
    def slots(self) -> dict[str, Any]:
        """Return it as an open question keeps it."""
        return {
            "form": self.draft.form.value,
            "text": self.draft.text,
            "to": list(self.draft.to),
            "door": self.door,
            "message_id": self.message_id,
            "attached": self.attached,
        }


def submit(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Take up a request, or the answer to what was asked of it."""
    asker = situation.sender
    if message.channel is not Channel.PRIVATE:
        turn.say(words.PRIVATELY)
    elif not isinstance(asker, Person):
        turn.say(words.ENROL_FIRST.format(contact=situation.contact) if asker is None else words.NOT_A_PERSON)
    else:
        _go_on(turn, asker, _answered(paper_of(reading.slots, message), reading.slots))


def amend(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Take what was said instead of 确认: another addressee, the other form, something to add."""
    paper = paper_of(reading.slots, message)
    draft, answer = paper.draft, str(reading.slots.get("answer", "")).strip()
    if found := _FORM.fullmatch(answer):
        draft = Draft(Form(found["form"]), draft.text, draft.to)
    elif found := _CHANGE.fullmatch(answer):
        draft = Draft(draft.form, draft.text, (found["to"],))
    elif found := _MORE.fullmatch(answer):
        draft = Draft(draft.form, f"{draft.text}\n{found['text'].strip()}", draft.to)
    else:
        draft = Draft(draft.form, f"{draft.text}\n{answer}", draft.to)
    if isinstance(situation.sender, Person):
        _go_on(turn, situation.sender, Paper(draft, paper.door, paper.message_id, paper.attached))


def paper_of(slots: Mapping[str, Any], message: Message) -> Paper:
    """Read what is being handed in from the slots of a reading."""
    draft = Draft(Form(slots.get("form", Form.ASKS.value)), str(slots.get("text", "")), tuple(slots.get("to", ())))
    if "door" in slots:
        return Paper(draft, slots["door"], slots["message_id"], int(slots.get("attached", 0)))
    media = message.data.get("media") or []
    return Paper(draft, message.door if media else "", message.message_id if media else "", len(media))


def _answered(paper: Paper, slots: Mapping[str, Any]) -> Paper:
    """Put in what was asked for."""
    answer, draft = str(slots.get("answer", "")).strip(), paper.draft
    if not answer:
        return paper
    if slots.get("asked") == "to":
        found = _TO.fullmatch(answer)
        draft = Draft(draft.form, draft.text, (found["to"] if found else answer[:20],))
    else:
        body, to = without_tail(answer)
        draft = Draft(draft.form, body, to or draft.to)
    return Paper(draft, paper.door, paper.message_id, paper.attached)


def _go_on(turn: Turn, asker: Person, paper: Paper) -> None:
    """Ask for what is missing, else for the confirmation."""
    draft, asks = paper.draft, paper.draft.form is Form.ASKS
    if not draft.text:
        text = words.WHAT_ABOUT.format(form=draft.form.value) if asks else words.WHAT_TO_REPORT
        ask_for(turn, text, _free(said.SUBMIT, paper, asked="matter"))
        return
    found = addressee(turn.connection, draft.to, asker, turn.now, words.TO_WHOM if asks else words.TO_WHOM_TELL)
    if found.person is None:
        choices = [
            _option(said.SUBMIT, Paper(Draft(draft.form, draft.text, (one.number,)), paper.door, paper.message_id), one)
            for one in found.choices[:MOST_CHOICES]
        ]
        ask_for(turn, found.question, _free(said.SUBMIT, paper, asked="to"), choices)
        return
    text = "\n".join(_confirmation(turn, paper, found))
    yes = _option(said.FILE, paper, addressee=found.person.id)
    confirm(turn, text, yes, amend=_free(said.AMEND, paper))


def _confirmation(turn: Turn, paper: Paper, found: Found) -> list[str]:
    draft, person = paper.draft, found.person
    if person is None:
        return []
    who = person.called + (words.IN_CHARGE if found.by_charge else "")
    acting = stand_ins.acting_for(turn.connection, person.id, turn.now)
    days = value_of(turn.connection, REMIND_AFTER)
    lines = [
        words.CONFIRM.format(form=draft.form.value, who=who, title=words.titled(draft.title, draft.form)),
        words.BODY.format(text=words.shown(draft.text)),
        *([words.IS_AWAY.format(who=person.called, acting=acting.called)] if acting else []),
        *words.matter_lines(matter_of(turn.connection, draft.text), draft.text),
        *([words.SEVERAL] if draft.is_several and draft.form is Form.ASKS else []),
        *([words.BEGGING] if draft.is_begging else []),
        *([words.ATTACHED.format(count=paper.attached)] if paper.attached else []),
    ]
    due = words.DUE.format(days=days) if draft.form is Form.ASKS else ""
    return [*lines, words.NOW_WHAT.format(due=due, other=OTHER[draft.form].value)]


def _option(intent: str, paper: Paper, person: Person | None = None, **more: Any) -> Option:
    label = person.called if person else ""
    return Option(label, said.HANDLER, intent, paper.slots | more, (person.name,) if person else ())


def _free(intent: str, paper: Paper, **more: Any) -> Option:
    """Return what any other answer means; under its own name, so that a sure word to another feature is none."""
    return Option("", said.SLICE, intent, paper.slots | more)
