"""What somebody wants to be reminded of and when, read from the words around 提醒我. Pure.

Several things in one sentence are several pieces. A piece keeps the time as it was read, without the hour where none
was said: that the department decides.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from scheduler.calendar import Calendar
from scheduler.when import Grain, Kind, When, read_time

MOST_PIECES = 6

_CUT = re.compile(r"[,，;；。、\n]|(?<=[^\s])\s+(?=\S)|(?:还有|以及|另外|然后|再就是)")
_AHEAD = re.compile(
    r"^(?:[\s,，。:：;；!！、的]|我(?=\s|要|得)|[你您](?=\s)|能不能|可不可以|可以|能(?=\s)|以后(?=\s)|今后(?=\s)|设置|设定|好不好|行不行|行吗|好吗|啥(?=[,，])|待会儿?|等会儿?|一会儿?|稍后|过会儿?|一下|下(?=[,，\s])|(?:呃|嗯|那个|就是|麻烦|请|帮我|谢谢)|记得|记着|别忘了?|不要忘了?|要|得(?=[^到])|需要|应该|时候?(?=[,，])"
    r"|(?:的)?时候|到时候?|届时|的(?=[^士确]))+"
)
_BEHIND = re.compile(
    r"(?:[\s,，。:：;；!！?？、~～]|一下|一声|吧|啊|呀|哈|哦|呢|嘛|喽|谢谢(?:你|您|了)?|多谢|辛苦(?:了)?|好吗|好不好|行吗|行不行|可以吗|可不可以|吗|么"
    r"|[,，]?也?提醒(?:我)?|的?(?:时候)?(?:记得|记着)?$)+$"
)
_TOO = re.compile(r"^(?:和|及|与|跟|以及|、|还有)(?P<at>.+)$")
_CLOCK_ONLY = re.compile(
    r"^(?:(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|晚|早)的?)?(?:[\d一二三四五六七八九十两]{1,3}(?:点|[:：]|时)|$)"
)
_OFF = r"(?:节假日|放假|休息日|假期|周末|双休日?)"
_THEN = r"(?:的时候|的话|时)?(?:就)?"
_POLICIES = (
    ("skip", rf"(?:遇|逢|碰到)?{_OFF}{_THEN}(?:不用|不要|别|不必|不)(?:再)?提醒(?:我)?|(?:节假日|放假|休息日)除外"),
    ("shift_back", rf"(?:遇|逢|碰到){_OFF}{_THEN}(?:提前|往前)(?:到前一个工作日|一个工作日)?"),
    ("shift", rf"(?:遇|逢|碰到){_OFF}{_THEN}(?:顺延|往后|推后|延后)(?:到下一个?工作日)?"),
    ("keep", rf"(?:遇|逢|碰到)?{_OFF}(?:也|照样|照常)(?:要)?提醒(?:我)?"),
)
_PLACES = tuple((name, re.compile(pattern)) for name, pattern in _POLICIES)

Piece = dict[str, Any]


def policy_in(text: str) -> tuple[str, str]:
    """Return what is said of days off (one of the policies of a series, or empty), and the text without it."""
    for name, pattern in _PLACES:
        if pattern.search(text):
            return name, pattern.sub(" ", text)
    return "", text


def pieces_of(body: str, now: datetime, calendar: Calendar) -> list[Piece]:
    """Read the pieces of a wish. now: in the office's zone."""
    whole = read_time(body, now, calendar)
    parts = [part for part in _CUT.split(body) if part and part.strip()]
    read = [(part, read_time(part, now, calendar)) for part in parts]
    if sum(_is_whole(when) for _, when in read) < 2:  # noqa: PLR2004 — one thing
        return _one(whole, now, calendar)
    return _several(read, now, calendar)


def piece_of(text: str, when: When) -> Piece:
    """Return a piece: its words, and the time as JSON-able data."""
    found: Piece = {"text": text, "kind": when.kind.value, "grain": when.grain.value}
    found |= {"said": when.matched, "question": when.question, "refused": when.refused, "rule": when.rrule}
    return found | {"start": _iso(when.start), "end": _iso(when.end)}


def again(piece: Piece, answer: str, now: datetime, calendar: Calendar, day: datetime | None = None) -> Piece | None:
    """Return a piece with the time an answer says; a time of day alone belongs to the day said before, or to `day`.

    None where the answer says no time.
    """
    lead_words = str(piece.get("said", "")) if piece.get("grain") == Grain.DAY.value else ""
    if day is not None:
        lead_words = f"{day.year}年{day.month}月{day.day}日"
    if lead_words and is_clock_only(answer):
        joined = read_time(lead_words + answer.strip(), now, calendar)
        if joined.kind is not Kind.NONE:
            return piece_of(str(piece["text"]), joined)
    when = read_time(answer, now, calendar)
    if when.kind is Kind.NONE and not when.refused:
        return None
    return piece_of(str(piece["text"]) or trimmed(when.rest), when)


def is_clock_only(text: str) -> bool:
    """Whether a text says a time of day without a day."""
    return bool(_CLOCK_ONLY.match(text.strip())) and bool(text.strip())


def trimmed(text: str) -> str:
    """Return a text without what people say around it."""
    while (shorter := _BEHIND.sub("", _AHEAD.sub("", text.strip()))) != text:
        text = shorter
    return " ".join(text.split())


def _one(whole: When, now: datetime, calendar: Calendar) -> list[Piece]:
    """Read one thing, at one time or at two: 周五上午9点和下午3点巡查."""
    text = trimmed(whole.rest)
    more = _TOO.match(text)
    if more is None or not is_clock_only(more["at"]):
        return [piece_of(text, whole)]
    other = read_time(_day_of(whole) + more["at"], now, calendar)
    text = trimmed(read_time(more["at"], now, calendar).rest)
    return [piece_of(text, whole), piece_of(text, other)]


def _several(read: list[tuple[str, When]], now: datetime, calendar: Calendar) -> list[Piece]:
    found: list[tuple[str, When]] = []
    day = ""
    for part, when in read:
        if when.kind is Kind.NONE:
            _join(found, part)
            continue
        one = when
        if day and is_clock_only(when.matched):
            one = replace(read_time(day + part.strip(), now, calendar), rest=when.rest)
        day = _day_of(one) or day
        found.append((trimmed(one.rest), one))
    merged = [(text, when) for text, when in found if text] or found[:1]
    return [piece_of(text, when) for text, when in merged[:MOST_PIECES]]


def _is_whole(when: When) -> bool:
    return when.kind is not Kind.NONE and bool(trimmed(when.rest))


def _join(found: list[tuple[str, When]], part: str) -> None:
    if found:
        text, when = found[-1]
        found[-1] = (f"{text}，{trimmed(part)}" if text and trimmed(part) else text or trimmed(part), when)


def _day_of(when: When) -> str:
    if when.start is None or when.kind is Kind.RECUR:
        return ""
    return f"{when.start.year}年{when.start.month}月{when.start.day}日"


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
