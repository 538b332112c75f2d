"""Beginning a campaign: day and audience are asked for where they are missing, then one confirmation, then it runs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.deeds import Deed
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.campaign import cycles, opening, words
from handlers.campaign.choosing import organiser_of
from handlers.campaign.cycles import NewStage
from handlers.campaign.drafting import (
    Told,
    Writer,
    announced_on,
    as_data,
    is_pinned,
    kind_of,
    new_stage,
    of_data,
    planned_of,
)
from handlers.campaign.known import HANDLER, NAME, facts_of
from handlers.campaign.planning import conflicts, from_today
from handlers.campaign.said.starting import hear_audience, hear_day
from handlers.campaign.settings import REMIND_AT
from handlers.campaign.templates import Answer, Template, templates
from knowledge.text import fold
from scheduler import confirming
from scheduler.audience import Audience, may_not_tell, people_in, read_audience
from scheduler.calendar import calendar_of

CREATE, BEGIN, BEGUN = "appraisal.create", "campaign.begin", "campaign.begun"
DAY, AUDIENCE, AMEND = "day", "audience", "amend"
ASKING = re.compile(r"[?？]|吗$|是不是|什么时候|几号")


@dataclass(frozen=True, slots=True)
class _Draft:
    """What is being begun. slots: as they came, with what was answered since."""

    turn: Turn
    me: Person
    slots: dict[str, Any]
    template: Template
    writer: Writer
    contact: str

    @property
    def title(self) -> str:
        return str(self.slots["title"])

    def ask(self, question: str, missing: str) -> None:
        slots = {key: value for key, value in self.slots.items() if key != "answer"} | {"missing": missing}
        confirming.ask_for(self.turn, question, Option("", HANDLER, CREATE, slots))


def create(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Ask for what is missing of a cycle, or show the whole of it for the one confirmation."""
    del message
    me = organiser_of(turn, situation)
    if me is None:
        return
    known = {one.name: one for one in templates(turn.connection)}
    template = known.get(str(reading.slots.get("template")))
    if template is None:
        turn.say(words.NONE_SUCH)
        return
    writer = Writer(turn.now, situation.zone, calendar_of(turn.connection))
    slots, was_read = _answered(dict(reading.slots), situation)
    draft = _Draft(turn, me, slots, template, writer, situation.contact)
    if not was_read and slots.get("missing") == AMEND:
        turn.say(words.NOT_READ)
    if _asks_for_day(draft) or (planned := _planned(draft)) is None:
        return
    stages = [_told(draft, one) for one in planned]
    if any(one is None for one in stages):
        return
    _confirm(draft, [one for one in stages if one is not None])


def begin(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Begin what was confirmed: write it, tell whom it is time to tell."""
    del message
    me = organiser_of(turn, situation)
    if me is None:
        return
    planned = [of_data(one) for one in reading.slots["stages"]]
    title = str(reading.slots["title"])
    campaign = cycles.begin(turn.connection, str(reading.slots["template"]), title, me.id, planned, turn.now)
    turn.record(BEGUN, campaign.subject, number=campaign.number, title=title, stages=len(planned))
    writer = Writer(turn.now, situation.zone, calendar_of(turn.connection))
    told = opening.set_all(turn, campaign, writer)
    first = min(planned, key=lambda one: one.first)
    later = words.TOLD_LATER.format(day=writer.day(announced_on(first, writer.calendar)), stage=first.name)
    turn.say(
        words.STARTED.format(
            title=title,
            number=campaign.number,
            told=words.TOLD_NOW.format(count=told) if told is not None else later,
            held=confirming.held(turn, told or 0),
        )
    )
    turn.may_undo(BEGUN, campaign.subject, campaign=campaign.id)


def undo(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take a beginning back: nobody owes anything of it."""
    del situation
    campaign = cycles.find(turn.connection, int(deed.data["campaign"]))
    opening.call_off(turn, campaign, "", tells=False)
    return words.UNDONE.format(title=campaign.title, number=campaign.number)


def _answered(slots: dict[str, Any], situation: Situation) -> tuple[dict[str, Any], bool]:
    """Put an answer where it belongs: a day, an audience, or both where something is changed."""
    answer = fold(str(slots.pop("answer", "")))
    if not answer:
        return slots, True
    facts = facts_of(situation.facts.get(NAME))
    days = hear_day(answer, situation.now.astimezone(situation.zone), facts)
    missing = slots.get("missing")
    if missing == AMEND and ASKING.search(answer):
        return slots, False
    was_read = False
    if missing in (DAY, AMEND) and (days["due"] or days["asked"] or days["refused"]):
        slots |= days
        was_read = True
    audience = hear_audience(answer)
    if missing == AUDIENCE or (missing == AMEND and (audience or not was_read)):
        slots, was_read = _with_audience(slots, answer, audience, is_added=missing == AMEND)
    return slots, was_read


def _with_audience(slots: dict[str, Any], answer: str, audience: str, *, is_added: bool) -> tuple[dict[str, Any], bool]:
    plain = answer.removeprefix("再")
    for verb in ("加上", "加", "增加"):
        if is_added and plain.startswith(verb):
            also = plain.removeprefix(verb).strip(" ，,。")
            return slots | {"also": "、".join(filter(None, (slots.get("also"), audience or also)))}, True
    for verb in ("去掉", "不要", "减去", "除了"):
        if is_added and plain.startswith(verb):
            return slots | {"but": plain.removeprefix(verb).strip(" ，,。")}, True
    if is_added and not audience:
        return slots, False
    return slots | {"audience": audience or answer.strip(" 。"), "also": "", "but": ""}, True


def _asks_for_day(draft: _Draft) -> bool:
    """Whether the day had to be asked for: none was said, a vague one, one that can't be or is past."""
    slots, title = draft.slots, draft.title
    if slots.get("refused"):
        draft.ask(words.NO_SUCH_DAY.format(refused=slots["refused"].rstrip("。"), title=title), DAY)
        return True
    if slots.get("due"):
        due = date.fromisoformat(slots["due"])
        if due < draft.writer.today:
            draft.ask(words.DAY_IS_PAST.format(day=draft.writer.day(due), title=title), DAY)
            return True
        return False
    if slots.get("asked"):
        draft.ask(words.WHICH_DAY_OF.format(asked=slots["asked"], title=title), DAY)
        return True
    if draft.template.anchor and slots.get("is_whole"):
        return False
    draft.ask(words.WHICH_DAY.format(title=title), DAY)
    return True


def _planned(draft: _Draft) -> list[NewStage] | None:
    planned = planned_of(draft.slots, draft.template, draft.writer.today, draft.writer.calendar)
    return [
        new_stage(one, draft.slots, None, is_said=is_pinned(one.rule, draft.slots, draft.template))
        for one in from_today(planned, draft.writer.today)
    ] or None


def _told(draft: _Draft, one: NewStage) -> tuple[NewStage, Told | None] | None:
    """Return a stage with whom it is for; None where that had to be asked for."""
    turn, slots = draft.turn, draft.slots
    rule = draft.template.stage(one.name)
    is_said = rule is not None and is_pinned(rule, slots, draft.template)
    phrase = (slots.get("audience") if is_said else "") or (rule.audience if rule else "")
    if not phrase:
        if one.answer is not Answer.HAND_IN and slots.get("is_whole"):
            return one, None
        draft.ask(words.WHICH_AUDIENCE.format(title=draft.title), AUDIENCE)
        return None
    if is_said and slots.get("also"):
        phrase = f"{phrase}、{slots['also']}"
    if is_said and slots.get("but"):
        phrase = f"{phrase}（{slots['but']}除外）"
    found = read_audience(turn.connection, phrase, turn.now, draft.me)
    told = people_in(turn.connection, found.audience, turn.now)
    if not found.is_clear or not told:
        names = "、".join((*found.unknown, *(said for said, _ in found.ambiguous))) or phrase
        draft.ask(words.UNKNOWN.format(names=names, title=draft.title), AUDIENCE)
        return None
    if foreign := may_not_tell(turn.connection, draft.me, told, turn.now):
        turn.say(words.MAY_NOT_TELL.format(names="、".join(p.called for p in foreign[:3]), contact=draft.contact))
        return None
    return _with(one, found.audience), Told(found.audience, len(told))


def _with(one: NewStage, audience: Audience) -> NewStage:
    return of_data({**as_data(one), "audience": audience.data()})


def _confirm(draft: _Draft, stages: Sequence[tuple[NewStage, Told | None]]) -> None:
    turn, writer, template = draft.turn, draft.writer, draft.template
    planned = planned_of(draft.slots, template, writer.today, writer.calendar)
    notes = writer.notes(conflicts(planned, writer.today, writer.calendar))
    if any(one.is_short for one in planned):
        notes.append(words.SHORTENED)
    standing = [(one, told) for one, told in stages if one.last >= writer.today]
    lines = [words.PLAN_HEAD.format(kind=kind_of(template.name), title=draft.title)]
    lines += [writer.stage(place, one, told) for place, (one, told) in enumerate(standing, start=1)]
    if notes:
        lines.append(words.NOTES + "；".join(notes) + "。")
    if any(told for _, told in standing):
        lines.append(words.REMINDED.format(days=value_of(turn.connection, REMIND_AT)))
    lines.append(_when_told(standing, writer) + words.CHANGE)
    data = {"template": template.name, "title": draft.title, "stages": [as_data(one) for one, _ in standing]}
    amend = {key: value for key, value in draft.slots.items() if key != "answer"} | {"missing": AMEND}
    confirming.confirm(turn, "\n".join(lines), Option("", HANDLER, BEGIN, data), Option("", HANDLER, CREATE, amend))


def _when_told(standing: Sequence[tuple[NewStage, Told | None]], writer: Writer) -> str:
    now = [told for one, told in standing if told and announced_on(one, writer.calendar) <= writer.today]
    if now:
        audience = "、".join(dict.fromkeys(one.audience.named for one in now))
        return words.NOW.format(audience=audience, count=sum(one.count for one in now))
    first = min((announced_on(one, writer.calendar) for one, _ in standing), default=writer.today)
    return words.LATER.format(day=writer.day(max(first, writer.today)))
