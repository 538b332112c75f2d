"""What is said of tasks: given to somebody, taken, reported, done, put off, passed on, asked for. Pure.

A number DB-0012 beside the words says which; without one it is what the sender has to do with. Whose step it is, the
act decides: who has nothing to do with a task learns nothing of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from bot.messages import Channel, Kind, Message
from bot.router import Reading
from bot.situation import Situation
from handlers.task import asked, passing
from handlers.task.due import due_slots
from handlers.task.facts import Facts, Known, facts_of
from handlers.task.ordering import Assigned, said_task
from handlers.task.vocabulary import BARE, TOPIC, WORDS
from handlers.task.word import Word
from knowledge.text import fold, is_traditional, squeeze
from scheduler.calendar import Calendar

HANDLER = "task"
NAMED, LONGEST = 0.97, 600
OR_OTHERS = 0.84  # 同意 alone: it may as well be meant for something else that waits for the sender
_NUMBER = re.compile(
    r"[〔\[【(（]?\s*(?:DB\s*[-—_ ]?\s*0*(?P<number>\d{1,6})|(?<![A-Za-z])"
    r"[Tt](?P<plain>\d{1,4})(?![\d度A-Za-z]))\s*[〕\]】)）]?",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"第?0*(?P<before>\d{1,6})号(?:督办|任务|交办)(?:事项|件)?|(?:督办|任务|交办)(?:事项|件)"
    r"?(?:第)?0*(?P<after>\d{1,6})号?(?![\d天周月点%栋号楼]|[.．、][^\s\d])"
)
_TAKEN = re.compile(r"(?:好的?[,，]?)?(?:已|我)?(?:收到|知道|明白|1)了?[。.!！]?")
_OF_OTHERS = re.compile(r"(?:BX|YH|SJ|YL)\s*[-—_ ]?\s*\d", re.IGNORECASE)
_HEAD = re.compile(r"^(?:进展|进度|反馈|汇报|报告)(?:情况)?\s*[:：,，\s]\s*")
LABELS = {"task.extend": "延期", "task.close": "办结", "task.return": "退回办结"}
_CALLED = re.compile(r"(?<=[了啦吧])(?:[\u4e00-\u9fff]?(?:领导|主任|书记|部长|处长|科长|经理|老师))[。.!！]?$")
_LIKE_TITLE = 2  # signs two texts must share to be about the same


def read(message: Message, situation: Situation) -> list[Reading]:
    """Read what somebody says of tasks."""
    if not message.in_words or message.channel is Channel.GROUP or message.kind in (Kind.EVENT, Kind.RESULT):
        return []
    text = plain_of(message.text)
    if not text or _OF_OTHERS.search(text):
        return []
    facts = facts_of(situation.facts.get(HANDLER))
    quote = str((message.data.get("quote") or {}).get("text", ""))
    found = next((found for found in _all(text, quote, facts, situation) if found), [])
    return [_whole(one, message.text) for one in found] if len(message.text) > LONGEST else found


def _whole(one: Reading, said: str) -> Reading:
    """Give a reading of a long text all of it: what it is about is read at its beginning, nothing is lost."""
    if one.intent == "task.assign":
        return replace(one, slots={**one.slots, "whole": said.strip()})
    if "text" in one.slots:
        return replace(one, slots={**one.slots, "text": f"{one.slots['text']}{said.strip()[LONGEST:]}"})
    return one


def plain_of(text: str) -> str:
    """Return a text half width and Simplified, as written otherwise."""
    said = unicodedata.normalize("NFKC", text[:LONGEST]).strip()
    return fold(said).upper() if is_traditional(said) else said


def number_in(text: str) -> str:
    """Return the number a text names as DB-0012, empty where it names none."""
    found = _NUMBER.search(text) or _SPOKEN.search(squeeze(text))
    serial = next((one for one in found.groups() if one), "") if found else ""
    return f"DB-{int(serial):04d}" if serial else ""


def _all(text: str, quote: str, facts: Facts, situation: Situation) -> Iterator[list[Reading]]:
    named = number_in(text)
    rest = _SPOKEN.sub(" ", _NUMBER.sub(" ", text)) if named else text
    now = situation.now.astimezone(situation.zone)
    short = _CALLED.sub("", squeeze(rest))
    if named:
        yield _of_number(named, rest, short, facts, situation)
    yield asked.read(short, now, facts)
    yield passing.milestones(rest, now, facts)
    quoted = number_in(quote) if not named else ""
    if quoted:
        yield _of_number(quoted, rest, short, facts, situation, is_quote=True)
    yield _of_open(short, rest, facts, situation)
    yield _decided(short, facts)
    assigned = said_task(rest, now, facts.calendar)
    yield [_assigning(assigned, situation.now, quote)] if assigned else []
    yield _by_words(short)


def _of_number(
    number: str, rest: str, short: str, facts: Facts, situation: Situation, *, is_quote: bool = False
) -> list[Reading]:
    known = [one for one in facts.known if one.number == number]
    slots: dict[str, Any] = {"number": number}
    now = situation.now.astimezone(situation.zone)
    for found in (passing.milestones(rest, now, facts), passing.split(short), passing.handed(short)):
        if found:
            return [Reading(HANDLER, found[0].intent, NAMED, {**found[0].slots, **slots})]
    if _TAKEN.fullmatch(short):
        return [Reading(HANDLER, "task.accept", NAMED, slots)]
    said = [word for word in WORDS if word.is_in(short)]
    word = next((one for one in said if any(one.fits(task) for task in known)), next(iter(said), None))
    if word is not None:
        return [_stepped(word, NAMED, rest, slots, facts.calendar, situation)]
    if is_quote:
        return []
    if not short or asked.ASKS_ONE.search(short):
        return [Reading(HANDLER, "task.query", NAMED, slots)]
    return [Reading(HANDLER, "task.progress", NAMED, {**slots, "text": _HEAD.sub("", rest.strip(" ,，:：。"))})]


def _of_open(short: str, rest: str, facts: Facts, situation: Situation) -> list[Reading]:
    """Read the steps of what the sender has to do with, without its number."""
    open_ones = [one for one in facts.known if one.is_open]
    if not open_ones:
        return []
    if found := _handed_on(short, open_ones) or _urged(short, open_ones):
        return found
    said: list[Reading] = []
    for word in WORDS:
        fitting = [one for one in open_ones if word.fits(one)] if word.is_in(short) else []
        if fitting and _is_about(word, short, fitting):
            mine = _meant(short, fitting)
            heard = _stepped(word, word.confidence, rest, _which(mine), facts.calendar, situation)
            if not BARE.search(short):
                return [heard]
            said.append(replace(heard, confidence=OR_OTHERS, label=_label(word, mine)))
    if said:
        return [one for at, one in enumerate(said) if one.intent not in {each.intent for each in said[:at]}]
    if asked.ASKS_ONE.search(short) and (mine := _titled(short, open_ones)):
        return [Reading(HANDLER, "task.query", 0.9, _which(mine))]
    return []


def _label(word: Word, meant: Sequence[Known]) -> str:
    return f"{LABELS[word.intent]}：{meant[0].title[:12]}" if len(meant) == 1 else f"{LABELS[word.intent]}（督办）"


def _handed_on(short: str, open_ones: Sequence[Known]) -> list[Reading]:
    """Read that one is given to somebody else, or to several."""
    his = [one for one in open_ones if one.is_owner or one.is_assigner]
    for found in (passing.split(short), passing.handed(short)):
        if found and (mine := _meant(short, his)):
            return [Reading(HANDLER, found[0].intent, found[0].confidence, {**found[0].slots, **_which(mine)})]
    return []


def _urged(short: str, open_ones: Sequence[Known]) -> list[Reading]:
    """Read that all he gave are asked for, or one he names otherwise than it is called: the act asks which."""
    given = [one for one in open_ones if one.is_assigner]
    urging = next(word for word in WORDS if word.intent == "task.urge")
    return asked.urged(short, is_named=bool(_titled(short, given))) if given and urging.is_in(short) else []


def _is_about(word: Word, short: str, fitting: Sequence[Known]) -> bool:
    """Whether a text without a number is about tasks: it says so, names one, or is hardly more than the word."""
    found = word.pattern.search(short)
    is_bare = found is not None and len(short) - len(found.group()) <= _LIKE_TITLE * 2
    return word.is_plain or is_bare or bool(TOPIC.search(short)) or bool(_titled(short, fitting))


def _titled(short: str, known: Sequence[Known]) -> list[Known]:
    """Return those whose title, or whose owner, a text names."""
    scores = {one.id: max(_shared(short, one.title), 3 * bool(one.owner and one.owner in short)) for one in known}
    best = max(scores.values(), default=0)
    return [one for one in known if scores[one.id] == best] if best >= _LIKE_TITLE else []


def _shared(short: str, title: str) -> int:
    """Return how many signs the longest piece is that a text shares with a title."""
    pieces = (
        title[at : at + size] for size in range(min(len(title), 12), 1, -1) for at in range(len(title) - size + 1)
    )
    return next((len(piece) for piece in pieces if piece in short), 0)


def _meant(short: str, fitting: Sequence[Known]) -> Sequence[Known]:
    return _titled(short, fitting) or fitting


def _which(meant: Sequence[Known]) -> dict[str, Any]:
    return {"task": meant[0].id} if len(meant) == 1 else {"candidates": [one.id for one in meant]}


def _stepped(
    word: Word, confidence: float, rest: str, which: dict[str, Any], calendar: Calendar, situation: Situation
) -> Reading:
    slots = {**which, "text": _HEAD.sub("", rest.strip(" ,，:：。"))}
    if word.answer:
        slots["answer_is"] = word.answer
    if word.intent == "task.extend" and not word.answer:
        slots |= due_slots(rest, situation.now.astimezone(situation.zone), calendar)
    return Reading(HANDLER, word.intent, confidence, slots)


def _assigning(found: Assigned, now: Any, quote: str) -> Reading:
    slots: dict[str, Any] = {"title": found.title or " ".join(quote.split())[:60], "owner": found.owner}
    slots |= due_slots("", now, Calendar(), found.when)
    more = {"helpers": list(found.helpers), "source": found.source, "for": found.speaker_for}
    slots |= {name: value for name, value in more.items() if value}
    return Reading(HANDLER, "task.assign", found.confidence, slots)


def _decided(short: str, facts: Facts) -> list[Reading]:
    """Read a decision where nothing waits for one: of the task that was decided on last, else of none."""
    if not asked.DECIDED.fullmatch(short):
        return []
    mine = [one for one in facts.known if one.is_assigner]
    return [Reading(HANDLER, "task.close", 0.86, _which(mine[-1:]) if mine else {})]


def _by_words(short: str) -> list[Reading]:
    """Read what is plainly about a task though the sender has none: he is told so."""
    if urged := asked.urged(short, is_named=False):
        return urged
    if asked.CLAIMED.search(short):
        return [Reading(HANDLER, "task.done", 0.86, {"text": short})]
    if asked.STANDS.search(short):
        return [Reading(HANDLER, "task.query", 0.86, {"text": short})]
    if asked.PROGRESSED.search(short):
        return [Reading(HANDLER, "task.progress", 0.86, {"text": short})]
    return []
