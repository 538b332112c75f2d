"""What is said around a moment: from … to …, 之前, 之内, 后, 起; and stretches of time counted from now."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from scheduler.when.clock import AFTERNOON_UNTIL, HOUR, NOON, read_clock
from scheduler.when.frame import DAY, Days, Frame, Shape, one
from scheduler.when.moments import NO_SUCH_TIME, Moment, read_moment
from scheduler.when.near import asked_where_unsettled, days_after
from scheduler.when.numerals import NUMBER, number
from scheduler.when.value import Grain, Kind

EVENING = 18
BACKWARDS = "“{text}”的结束早于开始，请重新说明时间"
_TO = re.compile(r"(?:起?,?直?[到至]|-{1,2}|~|[—–]{1,2})(?=[\d一-龥(])")
_NEXT_DAY = re.compile(r"(?:次|第二|翌)[日天]的?")
_AS_FROM_START = re.compile(rf"{NUMBER}(?:[日号]|月)|(?:周|星期|礼拜)|\d{{1,2}}[./]\d")
_UNTIL = re.compile(
    r"(?:上午|下午)?(?:的?(?:下班|上班|收工|放学|开门|开餐)|结束)?(?:之前|以前|前(?![台面往来期提后进门线言任厅去天排途景端院沿])|截止|为止|止(?![住血步]))"
)
_STOP = re.compile(r"(?:为止|截止|止)(?![住血步])")
_WITHIN = re.compile(r"(?:之内|以内|内(?![部容外勤蒙科墙网])|里之内)")
_AFTER = re.compile(r"(?:下班|上班)?(?:之后|以后|后(?![天勤续面来台厨门备期院]))")
_FROM = re.compile(r"(?:起(?![来床草诉重身立飞])|开始)")
_OFF_DUTY = re.compile(r"(?:下班|放学|收工)(?:之前|以前|前)")
_BOUND = re.compile(
    r"(?:截止(?:时间|日期)?(?:为|是|到|至|在|:)*|最[晚迟](?:在|于|到)?|不[晚迟]于|不得[晚迟]于|务必于|赶在)"
)
_PREFIX = re.compile(r"(?:定?于|自|从|在|由|安排在)")
_SPENT = re.compile(
    rf"(?:再?过)?(?:(?P<hours>\d{{1,3}}\.\d|{NUMBER}|半)个?(?P<half>半)?(?:多)?(?:个)?(?:小时|钟头)(?P<and>半)?零?)?"
    rf"(?:(?P<minutes>{NUMBER})(?:分钟|分)|(?P<quarters>[一三1-3])刻钟)?(?P<way>之后|以后|后(?![天勤])|之内|以内|内|(?:之|以)?前(?!台)|(?<=过.{{2}}))?"
)
_LASTING = re.compile(
    rf"(?:起|开始)?,?(?:连续|连着|一连|为期|持续|(?<=起)|(?<=开始)|(?<=起,)|(?<=开始,))(?P<count>{NUMBER})个?(?P<half>半)?"
    r"(?P<unit>天|日|周|星期|工作日|小时|钟头|分钟)(?![前后内之以])"
)
_LIMIT = re.compile(
    rf"(?P<count>{NUMBER}|半)个?(?P<half>半)?(?P<unit>天|日|周|星期|礼拜|月|季度|年|工作日)(?:之内|以内|内(?![部容外勤科]))"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A moment and what it is for: a POINT, a SPAN, or a DEADLINE whose `start` is until when."""

    kind: Kind
    moment: Moment


Found = tuple[Stretch, int]


def read_stretch(text: str, at: int, frame: Frame) -> Found | None:
    """Read a point, a span or a deadline at a place."""
    if off := _OFF_DUTY.match(text, at):
        return Stretch(Kind.DEADLINE, _by_today(frame)), off.end()
    bound = _BOUND.match(text, at) or _PREFIX.match(text, at)
    begin = bound.end() if bound else at
    found = _counted(text, begin, frame) or _said(text, begin, frame)
    if found is None or not bound:
        return found
    is_deadline = bool(_BOUND.match(bound[0])) and found[0].kind is Kind.POINT
    return replace(found[0], kind=Kind.DEADLINE) if is_deadline else found[0], found[1]


def _by_today(frame: Frame) -> Moment:
    return Moment(datetime.combine(frame.today, time(0), tzinfo=frame.now.tzinfo), None, Grain.DAY)


def _counted(text: str, at: int, frame: Frame) -> Found | None:
    """Read what is counted from now in hours and minutes, and 三天内."""
    if (limit := _LIMIT.match(text, at)) and (
        days := days_after(limit["count"], limit["unit"], frame, half=bool(limit["half"]))
    ):
        day = datetime.combine(days.first, time(0), tzinfo=frame.now.tzinfo)
        return Stretch(Kind.DEADLINE, Moment(day, None, Grain.DAY, days.question, days.refused)), limit.end()
    spent = _SPENT.match(text, at)
    if spent is None or not (spent["hours"] or spent["minutes"] or spent["quarters"]):
        return None
    way = spent["way"] or ("后" if spent[0].startswith(("过", "再过")) else "")
    minutes = _minutes(spent)
    if not way or minutes < 0:
        return None
    is_past = way.endswith("前")
    moment = frame.now.replace(second=0, microsecond=0) + timedelta(minutes=-minutes if is_past else minutes)
    kind = Kind.DEADLINE if way.endswith("内") else Kind.POINT
    return Stretch(kind, Moment(moment, None, Grain.MINUTE)), spent.end()


def _minutes(spent: re.Match[str]) -> int:
    hours = spent["hours"] or "零"
    half = 30 * bool(spent["half"] or spent["and"])
    whole = 30 if hours == "半" else round(float(hours) * HOUR) if "." in hours else number(hours) * HOUR
    more = number(spent["minutes"] or "零") + 15 * number(spent["quarters"] or "零")
    return -1 if whole < 0 or number(spent["minutes"] or "零") < 0 else whole + half + more


def _said(text: str, at: int, frame: Frame) -> Found | None:
    found = read_moment(text, at, frame)
    if found is None:
        return None
    moment, end = found
    if moment.refused:
        return Stretch(Kind.POINT, moment), end
    if (to := _TO.match(text, end)) and (other := _to(text, to.end(), moment, frame)):
        moment, end = other
        if stop := _STOP.match(text, end):
            return Stretch(Kind.SPAN, moment), stop.end()
    if (lasting := _LASTING.match(text, end)) and not moment.end and (last := _last(moment, lasting, frame)):
        return Stretch(Kind.SPAN if last.end else Kind.POINT, last), lasting.end()
    return _around(moment, text, end, frame)


def _last(start: Moment, lasting: re.Match[str], frame: Frame) -> Moment | None:
    """Return a moment with the end that 连续三天 or 开始两个半小时 gives it; None where that does not fit."""
    count, half, unit = number(lasting["count"]), bool(lasting["half"]), lasting["unit"]
    if count <= 0:
        return None
    if minutes := {"小时": HOUR, "钟头": HOUR, "分钟": 1}.get(unit):
        end = start.start + timedelta(minutes=count * minutes + half * HOUR // 2)
        return replace(start, end=end) if start.grain is Grain.MINUTE else None
    if start.grain is not Grain.DAY:
        return None
    if unit == "工作日":
        last = frame.calendar.add_workdays(start.start.date() - DAY, count)
    else:
        last = start.start.date() + (count * (7 if unit in ("周", "星期") else 1) - 1) * DAY
    end = datetime.combine(last, time(0), tzinfo=frame.now.tzinfo)
    return replace(start, end=end if end > start.start else None)


def _to(text: str, at: int, start: Moment, frame: Frame) -> tuple[Moment, int] | None:
    """Read the end of a span that began at `start`."""
    is_timed = start.grain is Grain.MINUTE
    next_day = _NEXT_DAY.match(text, at) if is_timed else None
    at = next_day.end() if next_day else at
    if is_timed and (found := read_clock(text, at, beside_day=True)):
        clock, end = found
        midnight = start.start.replace(hour=0, minute=0) + (DAY if next_day else timedelta(0))
        until = midnight + timedelta(minutes=clock.last if clock.last is not None else clock.minutes)
        at_night = start.start.hour < AFTERNOON_UNTIL and until - timedelta(hours=NOON) > start.start  # 凌晨1点到5点
        until -= timedelta(hours=NOON) * bool(clock.is_guessed and (next_day or at_night))
        is_early = start.clock is not None and start.clock.is_guessed and clock.minutes > NOON * HOUR
        if until <= start.start and is_early:  # 6:30-18:30 begins in the morning
            start = replace(start, start=start.start - timedelta(hours=NOON), question="")
        while until <= start.start and not clock.refused:
            until += timedelta(hours=NOON)
        wrong = NO_SUCH_TIME.format(text=text[at:end]) if clock.refused else ""
        is_on = start.days is None and until - DAY > frame.now and start.start - DAY <= frame.now
        if is_on and not next_day:  # 上午9点到11点 said at ten is under way, not tomorrow
            return replace(start, start=start.start - DAY, end=until - DAY, question="", refused=wrong), end
        return replace(start, end=until, refused=wrong), end
    by_start = _AS_FROM_START.match(text, at)
    other = read_moment(text, at, Frame(start.start, frame.calendar) if by_start else frame)
    if other is None or other[0].days is None:
        return None
    last, end = other
    until = last.end or last.start
    if last.clock and last.clock.is_guessed and start.start.hour >= EVENING and until.date() > start.start.date():
        until -= timedelta(hours=NOON)  # 22:00至21日6:00: the next morning
    if is_timed and last.grain is Grain.DAY:
        until += DAY
    grain = Grain.MINUTE if is_timed or last.grain is Grain.MINUTE else Grain.DAY
    refused = last.refused or (BACKWARDS.format(text=text[at:end]) if until <= start.start else "")
    return replace(start, end=until, grain=grain, question="" if by_start else start.question, refused=refused), end


def _around(moment: Moment, text: str, end: int, frame: Frame) -> Found:
    """Read what stands behind a moment."""
    kind = Kind.SPAN if moment.end else Kind.POINT
    if found := _WITHIN.match(text, end):
        last = replace(moment, start=moment.end or moment.start, end=None, question="")
        return Stretch(Kind.DEADLINE, last), found.end()
    if found := _UNTIL.match(text, end):
        return Stretch(Kind.DEADLINE, _before(moment)), found.end()
    if found := _AFTER.match(text, end):
        return Stretch(Kind.POINT, _after(moment, frame)), found.end()
    if found := _FROM.match(text, end):
        return Stretch(Kind.POINT, replace(moment, end=None)), found.end()
    return Stretch(kind, moment), end


def _before(moment: Moment) -> Moment:
    """Return until when 前 says: the day itself, of 国庆 and 寒假 the day before, of a part of the day its end."""
    if moment.days and moment.days.shape in (Shape.FEAST, Shape.PERIOD) and moment.grain is Grain.DAY:
        return replace(moment, start=moment.start - DAY, end=None)
    if moment.end and moment.grain is Grain.MINUTE:
        return replace(moment, start=moment.end, end=None)
    is_range = moment.days is not None and moment.days.shape is Shape.RANGE
    return replace(moment, end=None, question="" if is_range else moment.question)


def _after(moment: Moment, frame: Frame) -> Moment:
    days: Days | None = moment.days
    if days and days.shape is Shape.FEAST and moment.grain is Grain.DAY:
        run = frame.calendar.run_off(days.last)
        day = asked_where_unsettled(one(frame.calendar.next_workday(run[1] if run else days.last)), frame)
        start = datetime.combine(day.first, time(0), tzinfo=frame.now.tzinfo)
        return replace(moment, start=start, end=None, question=day.question)
    if moment.end:
        return replace(moment, start=moment.end + (DAY if moment.grain is Grain.DAY else timedelta(0)), end=None)
    return moment
