"""Figures in words: one line in all, a line for each, one person with what he missed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.study.counted import words
from handlers.study.counted.figures import Figure
from handlers.study.counted.runs import Run
from handlers.study.roster import ABSENT, PRESENT, THERE, Entry
from handlers.study.studies import Study

MOST_LINES, MOST_MISSED = 20, 8


def in_all(figure: Figure, said: str, count: int, held: str = "") -> str:
    """Say a span in numbers, without a name. count: of studies; held: how many of them a branch held itself."""
    lines = [words.HEAD.format(said=said, count=count) + (f"，{held}" if held else ""), _numbers(figure)]
    present = _of(figure)
    aside = _aside(figure, (words.LATER, words.SITTING_IN, words.NEED_NOT, words.APART))
    lines += [words.OF_THEM.format(of=present)] if figure.there > figure.of.get(PRESENT, 0) else []
    lines += [words.ASIDE.format(of=aside)] if aside else []
    return "\n".join([*lines, words.HOW_COUNTED])


def each(head: str, lines: Mapping[str, Figure], held: Mapping[str, int], said: str) -> str:
    """Say a table, a line each, in the order given. held: how many studies each held itself."""
    texts = [_each(name, figure, held.get(name)) for name, figure in lines.items()]
    more = len(texts) - MOST_LINES
    texts = texts[:MOST_LINES] + ([words.MORE.format(count=more, said=said)] if more > 0 else [])
    return "\n".join([head, *texts])


def how_often(head: str, held: Mapping[str, int]) -> str:
    """Say how often each held studies, none among them."""
    lines = [words.EACH_TIMES.format(name=name, count=count) for name, count in held.items()]
    return "\n".join([head, *lines, words.ALTOGETHER.format(count=sum(held.values()))])


def one_person(form: str, figure: Figure, called: str, name: str = "") -> str:
    """Say the figures of one person."""
    of = f"（{_of(figure)}）" if figure.there > figure.of.get(PRESENT, 0) else ""
    line = form.format(
        name=name,
        called=called,
        of=of,
        expected=figure.expected,
        there=figure.there,
        leave=figure.leave,
        on_duty=figure.on_duty,
        absent=figure.absent,
        rate=figure.rate,
    )
    aside = _aside(figure, ("", words.SITTING_IN_ONE, words.NEED_NOT_ONE, words.APART_ONE))
    return line + (f"\n{words.ASIDE_ONE.format(of=aside)}" if aside else "")


def missed(status: str, entries: Sequence[Entry], studies: Mapping[int, Study], zone: ZoneInfo) -> str:
    """Say which studies somebody missed, the last first, and whether he studied them later."""
    names = [
        words.MISSED_ONE.format(
            day=day(studies[one.study_id].starts_at, zone),
            title=studies[one.study_id].title,
            later=words.IS_LATER if one.made_up_at else words.NOT_LATER * (status == ABSENT),
        )
        for one in entries[::-1][:MOST_MISSED]
    ]
    said = "、".join(names)
    said = words.AND_MORE.format(names=said, count=len(entries)) if len(entries) > MOST_MISSED else said
    return words.MISSED.format(status=status, names=said)


def in_a_row(name: str, kind: str, run: Run, zone: ZoneInfo) -> str:
    """Say of somebody which studies in a row he missed."""
    since = "" if run.is_latest else words.HAS_COME
    first, last = day(run.first, zone), day(run.last, zone)
    return words.IN_A_ROW_ONE.format(name=name, kind=kind, first=first, last=last, count=run.count, since=since)


def day(moment: datetime, zone: ZoneInfo) -> str:
    """Say a day: 11月3日."""
    local = moment.astimezone(zone)
    return f"{local.month}月{local.day}日"


def _each(name: str, figure: Figure, held: int | None) -> str:
    of_own = words.EACH_HELD.format(count=held) if held is not None else ""
    if not figure.expected and held is not None:
        return words.EACH_NONE.format(name=name, count=held)
    return f"{name}：{of_own}{_numbers(figure)}"


def _numbers(figure: Figure) -> str:
    return words.NUMBERS.format(
        expected=figure.expected,
        there=figure.there,
        leave=figure.leave,
        on_duty=figure.on_duty,
        absent=figure.absent,
        rate=figure.rate,
    )


def _of(figure: Figure) -> str:
    known = [words.STATUS_COUNT.format(status=one, count=figure.of[one]) for one in THERE if figure.of.get(one)]
    return "、".join(known)


def _aside(figure: Figure, forms: tuple[str, str, str, str]) -> str:
    counts = (figure.later, figure.sitting_in, figure.need_not, figure.apart)
    return "、".join(form.format(count) for form, count in zip(forms, counts, strict=True) if form and count)
