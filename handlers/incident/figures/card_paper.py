"""应急卡 on paper: one A4 page a campus, in the largest type that fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from bot.documents import Document
from bot.printed import POSTED, Grid, Heading, NewPage, Paragraph, Part, Printed, Side, Title
from bot.printed_room import height_pt, room_pt
from bot.settings import Office
from bot.word_file import document_of
from handlers.incident.figures.card import PUBLIC_NUMBERS, Called, Card

NAME, NAME_OF = "应急卡", "应急卡（{campus}）"
MADE = "{issuer}　　制作日期：{day}　　以本部门最新版本为准"
RULE, SAY, PHONES, FIRST = "一、四步", "二、一句话上报", "三、电话（空格请手写）", "四、先做什么"
STEPS = (
    "1．人先安全：离开危险处，立即自己拨119、120、110，再说别的。",
    "2．先到现场：负责人和值班员立即赶到现场处置，不等情况问全。",
    "3．再报告：立即向主要领导汇报，同时告知学校有关职能部门。",
    "4．做到底：控制以后按时交总结，到场、处置、报告、通知、总结齐了才办结。",
)
HOW = (
    "私聊助手，或在群里@{assistant}，说清哪里、什么事、有没有人受伤，如“三食堂三楼漏水，没有人受伤”。"
    "回了编号就是登记好了。"
)
NO_CALL = "本助手不能代您报警。火警119、急救120、匪警110请自己拨打；消息没有回音，请直接打值班电话。"
BY_UNIT, LEADER, PHONE, KIND, ADVICE = "单位", "分管领导", "电话", "类型", "先做什么"
UNAPPROVED = "带*的是系统默认提示，待本部门安全负责人审定。"
CALL_DUTY_ROOM = "领导和值班人员的手机号不印在这张卡上，请打值班电话转接。"
PRIVATE = "含个人手机号，只贴在值班室，勿拍照外传。"
SIZES = (11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
SPARE_PT = 8.0
TIGHT = 1.25
FOUR, SIX = (33.0, 57.0, 33.0, 57.0), (32.0, 24.0, 34.0, 32.0, 24.0, 34.0)
PAIRS_PUBLIC, TWO = (50.0, 40.0, 50.0, 40.0), (27.0, 153.0)


def as_paper(cards: Sequence[Card], office: Office, zone: ZoneInfo) -> Document:
    """Lay out the cards, each on a page of its own."""
    parts: list[Part] = []
    for number, card in enumerate(cards):
        parts += [NewPage()] * bool(number) + fitting(card, office, zone)
    name = NAME_OF.format(campus=cards[0].campus) if len(cards) == 1 and cards[0].campus else NAME
    return document_of(Printed(name, parts, cards[0].made_at, office.department, POSTED))


def fitting(card: Card, office: Office, zone: ZoneInfo) -> list[Part]:
    """Return the parts of a card in the largest type that fits on one page."""
    room = room_pt(POSTED) - SPARE_PT
    for pt in SIZES:
        parts = list(_parts(card, office, zone, pt))
        if height_pt(parts, POSTED) <= room:
            break
    return parts


def _parts(card: Card, office: Office, zone: ZoneInfo, pt: float) -> Iterator[Part]:
    day = card.made_at.astimezone(zone)
    issuer = f"{office.school}{office.department}"
    made = MADE.format(issuer=issuer, day=f"{day.year}年{day.month}月{day.day}日")
    yield Title(NAME_OF.format(campus=card.campus) if card.campus else NAME, pt=20)
    yield Paragraph(made, is_indented=False, side=Side.CENTRE, pt=10, spacing=1.4)
    yield _heading(RULE, pt)
    yield from (_line(step, pt) for step in STEPS)
    yield _heading(SAY, pt)
    yield _line(HOW.format(assistant=office.assistant), pt)
    yield _line(NO_CALL, pt, is_bold=True)
    yield _heading(PHONES, pt)
    yield from _phones(card, pt)
    yield _heading(FIRST, pt)
    rows = [(one.kind + ("" if one.is_approved else "*"), one.text) for one in card.advice]
    yield Grid((), rows, TWO, pt, TIGHT)
    notes = [] if all(one.is_approved for one in card.advice) else [UNAPPROVED]
    yield _line("".join([*notes, PRIVATE if card.has_private else CALL_DUTY_ROOM]), pt)


def _phones(card: Card, pt: float) -> Iterator[Part]:
    public = [Called(what, "", number) for what, number in PUBLIC_NUMBERS]
    yield Grid((), list(_by_two([*public, *card.duty])), FOUR, pt, TIGHT)
    if card.has_private:
        head = (BY_UNIT, LEADER, PHONE) * 2
        yield Grid(head, list(_pairs([(one.what, one.who, one.phone) for one in card.leaders])), SIX, pt, TIGHT)
    else:
        yield Grid(
            (BY_UNIT, LEADER) * 2, list(_pairs([(one.what, one.who) for one in card.leaders])), PAIRS_PUBLIC, pt, TIGHT
        )
    yield Grid((), list(_by_two(card.departments)), FOUR, pt, TIGHT)


def _by_two(some: Sequence[Called]) -> Iterator[tuple[str, ...]]:
    yield from _pairs([(one.what, f"{one.who} {one.phone}".strip()) for one in some])


def _pairs(cells: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Put two and two beside each other; the last may stand beside blanks."""
    for left, right in zip(cells[::2], [*cells[1::2], ("",) * len(cells[0])] if cells else [], strict=False):
        yield (*left, *right)


def _heading(text: str, pt: float) -> Heading:
    return Heading(text, pt=pt + 1.5, spacing=1.5)


def _line(text: str, pt: float, *, is_bold: bool = False) -> Paragraph:
    return Paragraph(text, is_indented=False, side=Side.LEFT, pt=pt, is_bold=is_bold, spacing=1.35)
