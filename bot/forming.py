"""Forming: waiting pushes become calls, inside one write transaction and without any network.

A lane (route + recipient) has one call in flight; within a severity first in first out; a push's parts are a chain.
The same words to several people by one route are one call. What the platform would swallow as a repeat is told apart by
the time; what has expired is dropped with a reason; what nobody can be sent is failed, and the operator told. A file
goes by a call of its own, after the words that must stand before it. What can wait goes as courtesy has it, several
things to one person in one message.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot import recarding, unreached
from bot.courtesy import parcels
from bot.courtesy.manners import Manners, can_wait
from bot.courtesy.parcels import Parcel
from bot.messages import Card
from bot.platforms.protocol import Address, Route
from bot.routing import NO_ACCOUNT, NO_ROUTE, Heading, Routing, Times
from bot.store import chains, fates, journal, lanes, leaving, pushes, uploads, ways
from bot.store.chains import Carried, Chain
from bot.store.files import Enclosed
from bot.store.lanes import Recent
from bot.store.pushes import Push, Recipient
from bot.store.trouble import tell_operators
from bot.store.ways import Way

MOST = 200  # recipients looked at, and
MOST_CALLS = 32  # calls formed in one transaction: others wait to write
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
NO_CARDS = "nothing to send: this route shows no cards"
EXPIRED = "expired before it could be sent"
RESENT = "〔重发〕"
FILE = "文件：{name}"
NOT_PRIVATELY = "文件没能私下发给您，请联系管理员领取。"
NOBODY = "有一条通知发不出去（{reason}）。请核对人员的账号和入口配置。"
IN_WORDS = {NO_ACCOUNT: "收件人没有登记账号", NO_ROUTE: "没有能送达的连接"}


@dataclass(frozen=True, slots=True)
class Moment(Times):
    """The two times of one forming, and the office's zone."""

    zone: ZoneInfo


@dataclass(slots=True)
class _Bundle:
    route: Route
    said: str
    rank: int
    card: Card | None
    bearer: int
    way: Way | None
    file: Enclosed | None = None
    addresses: list[Address] = field(default_factory=list)
    carried: list[Carried] = field(default_factory=list)


#: route, words, rank, card, what is spent, file, number of the bundle → the bundle
Bundles: TypeAlias = "dict[tuple[str, str, int, str, int, Enclosed | None, int], _Bundle]"


def form(connection: Connection, routing: Routing, moment: Moment) -> int:
    """Form calls from the pushes whose time has come. Returns how many pushes left the waiting state.

    Of each recipient only the first push is looked at, so that a recipient with a long queue, or one whose call can't
    get through, holds up nobody else.
    """
    looked: set[Recipient] = set()
    taken: set[str] = set()
    bundles: Bundles = {}
    manners = Manners(connection, moment.office, moment.zone)
    moved = 0
    while len(looked) < MOST and len(bundles) < MOST_CALLS:
        page = leaving.waiting(connection, moment.office, moment.machine, MOST - len(looked), looked)
        for chunk in (page[first : first + MOST_CALLS] for first in range(0, len(page), MOST_CALLS)):
            if len(bundles) >= MOST_CALLS:
                break
            manners.look_at(chunk)
            first = {push.recipient: push for push in reversed(chunk) if push.recipient not in looked}
            ways_out = _WaysOut(connection, routing, moment, first.values())
            for push in chunk:
                if push.recipient not in looked and len(bundles) < MOST_CALLS:
                    looked.add(push.recipient)
                    moved += _place(connection, moment, push, manners, ways_out, taken, bundles)
        if not page:
            break
    _put(connection, bundles.values(), moment)
    return moved


class _WaysOut:
    """Where the first push of each recipient goes, and what its lanes were sent lately; read for all at once."""

    def __init__(self, connection: Connection, routing: Routing, moment: Moment, firsts: Collection[Push]) -> None:
        self.headings = {push.id: recarding.headings(connection, routing, push, moment) for push in firsts}
        found = (one for one in self.headings.values() if not isinstance(one, str))
        named = list(dict.fromkeys(heading.lane for headings in found for heading in headings))
        self.recent = lanes.recent(connection, named, moment.machine)
        self.busy = lanes.busy(connection, named)


def _place(  # noqa: PLR0913 — what one forming knows
    connection: Connection,
    moment: Moment,
    push: Push,
    manners: Manners,
    ways_out: _WaysOut,
    taken: set[str],
    bundles: Bundles,
) -> int:
    if push.expires_at and push.expires_at <= moment.office:
        pushes.settle(connection, [push.id], pushes.DROPPED, moment.office, reason=EXPIRED)
        return 1
    parcel = manners.parcel(push)
    if isinstance(parcel, int):
        return parcel
    headings = ways_out.headings[push.id]
    if isinstance(headings, str):
        _fail(connection, push, headings, moment)
        if push.file is not None:
            fates.put_to_the_group(connection, push, NOT_PRIVATELY, moment.office)
        return 1
    named = [one.lane for one in headings]
    recent = ways_out.recent
    free = taken.isdisjoint(named) and ways_out.busy.isdisjoint(named)
    taken.update(named)  # nobody behind it in its lane may overtake it
    if not free or not all(_has_budget(one.route, recent[one.lane], moment) for one in headings):
        return 0
    for heading in headings:
        _bundle(heading, recent[heading.lane], parcel, moment, bundles)
    manners.told(parcel)
    return len(parcel.pushes)


def _bundle(
    heading: Heading,
    recent: Recent,
    parcel: Parcel,
    moment: Moment,
    bundles: Bundles,
) -> None:
    first, card = parcel.pushes[0], parcel.card
    file = first.file if heading.carries else None
    said = _said(heading, parcel, moment)
    said = _told_apart(heading.route, recent, said, moment) if said else ""
    card_id, way_id = card.id if card else "", heading.way.id if heading.way else 0
    number = 0
    while True:
        key = (heading.route.name, said, first.rank, card_id, way_id, file, number)
        fresh = _Bundle(heading.route, said, first.rank, card, parcel.bearer, heading.way, file)
        bundle = bundles.setdefault(key, fresh)
        if len(bundle.addresses) < heading.route.limits.recipients:
            break
        number += 1
    bundle.addresses.append(heading.address)
    bundle.carried += [Carried(push.id, heading.lane) for push in parcel.pushes]


def _said(heading: Heading, parcel: Parcel, moment: Moment) -> str:
    """Return what one recipient is told: one thing, or several under one head."""
    first = parcel.pushes[0]
    if not can_wait(first) or first.file is not None:
        return _words(heading, first)
    said = [
        parcels.words(push, (RESENT if push.resent else "") + push.text, moment.office, moment.zone)
        for push in parcel.pushes
    ]
    if len(said) == 1:
        return heading.before + said[0] if first.text else ""
    late = sum(parcels.is_late(push, moment.office) for push in parcel.pushes)
    return heading.before + parcels.together(said, late)


def _words(heading: Heading, push: Push) -> str:
    """Return what is said: of a file that goes along, only what must stand before it."""
    before = heading.before + (RESENT if push.resent else "")
    if heading.carries and push.file:
        return before + FILE.format(name=push.file.name) if before else ""
    return before + push.text if push.text else ""


def _put(connection: Connection, bundles: Iterable[_Bundle], moment: Moment) -> None:
    put = [(one, chain) for one in bundles if (chain := _chain(connection, one, moment)) is not None]
    for (bundle, chain), made in zip(
        put, chains.put(connection, [chain for _, chain in put], at=moment.machine), strict=True
    ):
        if bundle.file is not None:
            handed = _handed_over(bundle)
            uploads.note(connection, made[len(chain.bodies) - len(handed) :], bundle.file)


def _chain(connection: Connection, bundle: _Bundle, moment: Moment) -> Chain | None:
    """Return the calls a bundle takes; None where nothing is left to send, or what was lent is used up."""
    card = bundle.card and bundle.card.sent_as(bundle.bearer)
    bodies = bundle.route.compose(bundle.said, bundle.addresses, card) if bundle.said or bundle.file is None else []
    handed = _handed_over(bundle)
    if not bodies and not handed:
        pushes.settle(connection, [one.id for one in bundle.carried], pushes.DROPPED, moment.office, reason=NO_CARDS)
        return None
    if bundle.way is not None and not ways.spend(connection, bundle.way.id, len(bodies) + len(handed)):
        ways.exhaust(connection, bundle.way.id)  # not enough left: the pushes stay and go another way
        return None
    way_id = bundle.way.id if bundle.way else None
    return Chain(bundle.route.name, [*bodies, *handed], bundle.carried, bundle.said, bundle.rank, way_id)


def _handed_over(bundle: _Bundle) -> list[bytes]:
    """Return the bodies that hand over a bundle's file."""
    freight = bundle.route.freight
    return freight.compose(bundle.file.name, bundle.addresses) if freight and bundle.file else []


def _has_budget(route: Route, recent: Recent, moment: Moment) -> bool:
    windows = ((route.limits.per_minute, MINUTE), (route.limits.per_hour, HOUR))
    return all(most is None or recent.count(moment.machine - window) < most for most, window in windows)


def _told_apart(route: Route, recent: Recent, said: str, moment: Moment) -> str:
    window = route.limits.dedupes
    if window is None:
        return said
    since = moment.machine - window
    return next(one for one in _variants(said, moment) if not recent.was_told(one, since))


def _variants(said: str, moment: Moment) -> Iterable[str]:
    yield said
    local = moment.office.astimezone(moment.zone)
    yield f"{said}\n（{local:%H:%M}）"
    yield f"{said}\n（{local:%H:%M:%S}）"
    number = 2
    while True:
        yield f"{said}\n（{local:%H:%M:%S}，第{number}次）"
        number += 1


def _fail(connection: Connection, push: Push, reason: str, moment: Moment) -> None:
    if push.changes_a_card:
        pushes.settle(connection, [push.id], pushes.DROPPED, moment.office, reason=reason)
        return
    pushes.settle(connection, [push.id], pushes.FAILED, moment.office, reason=reason)
    source = f"push:{push.id}"
    data = {"reason": reason, "audience": push.audience}
    journal.append(connection, journal.Entry(moment.office, "push.failed", push.subject, source, data))
    unreached.follow(connection, push, failed="", routed=(), reason=reason, now=moment.office)
    if push.audience != "operator":
        told = NOBODY.format(reason=IN_WORDS.get(reason, reason))
        tell_operators(connection, f"unreachable:{reason}", told, source=source, now=moment.office)
