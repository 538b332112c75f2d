"""Files on the way out: uploaded, sent, tried again; after a crash at any point exactly one arrives."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.clock import SteppedClock
from bot.documents import Cabinet, Document
from bot.errors import DeliveryError, FateUnknown, Refused, Throttled, TryLater
from bot.forming import NOT_PRIVATELY
from bot.messages import Message
from bot.platforms.protocol import Address, Limits, Outcome, Route
from bot.pump import Pump
from bot.routing import Routing
from bot.store import calls, inbox, pushes, uploads
from bot.store.accounts import Account, Owner, enrol
from bot.store.database import Database
from bot.store.files import FileStore
from bot.store.people import add_person
from bot.store.pushes import Push, Recipient, Severity
from tests.fakes import PLATFORM, FakeRoute, message, minutes
from tests.giving import REPORT

ZONE = ZoneInfo("Asia/Shanghai")
SWALLOWS = Limits(dedupes=timedelta(minutes=30), recipients=3)
LIFE = timedelta(days=3)
INSTEAD = "“三食堂漏水情况报告.docx”已生成，这里收不了文件，请联系张敏领取。"


class FakeFreight:
    """Takes what it is given, after the troubles it was told to have first; swallows a repeat, as platforms do."""

    largest = 1 << 20

    def __init__(self) -> None:
        self.life: timedelta | None = LIFE
        self.uploaded: list[Document] = []
        self.sent: list[tuple[bytes, str]] = []
        self.upload_troubles: deque[DeliveryError] = deque()
        self.send_troubles: deque[DeliveryError] = deque()

    async def upload(self, document: Document) -> str:
        if self.upload_troubles:
            raise self.upload_troubles.popleft()
        self.uploaded.append(document)
        return f"media-{len(self.uploaded)}"

    def compose(self, name: str, addresses: Sequence[Address]) -> list[bytes]:
        return [json.dumps([name, *(one.account or one.chat for one in addresses)], ensure_ascii=False).encode()]

    async def send(self, body: bytes, media: str) -> Outcome:
        self.sent.append((body, media))
        if self.send_troubles:
            raise self.send_troubles.popleft()
        return Outcome()

    @property
    def seen(self) -> list[tuple[list[str], Document]]:
        """What people see: to whom, and which file; the same bytes only once."""
        return [(json.loads(body)[1:], self.uploaded[int(media[6:]) - 1]) for body, media in dict.fromkeys(self.sent)]


class Carrier(FakeRoute):
    """A route that carries files."""

    def __init__(self, limits: Limits = SWALLOWS, *, name: str = "carrier", platform: str = PLATFORM) -> None:
        super().__init__(limits=limits)
        self.name, self.platform = name, platform
        self.hold = FakeFreight()
        self.freight = self.hold


class OnlyGroups(FakeRoute):
    """A route that reaches nobody privately."""

    def reaches(self, address: Address) -> bool:
        return address.chat is not None


class Bench:
    """A store with kept documents, a clock, and pumps that may die."""

    def __init__(self, database: Database, folder: Path, now: datetime) -> None:
        self.database, self.clock = database, SteppedClock(now)
        self.store = FileStore(folder / "files")
        self.cabinet = Cabinet(self.store, "张敏")

    def pump(self, *routes: Route, testers: Sequence[str] = ()) -> Pump:
        """Start a process."""
        with self.database.write() as connection:
            calls.let_go(connection, self.clock.machine())
        return Pump(self.database, self.clock, Routing(routes, testers), ZONE, self.store)

    def give(self, account: str = "somebody", *, to: Recipient | None = None, answers: int | None = None) -> None:
        """Put a document for somebody."""
        recipient = to or Recipient(platform=PLATFORM, account=account)
        now = self.clock.office()
        with self.database.write() as connection:
            file = self.cabinet.keep(connection, REPORT, now)
            text = self.cabinet.instead(file.name)
            push = Push(0, recipient, text, "staff", "", Severity.NORMAL, answers, now, None, file=file)
            pushes.put(connection, push, source="test", at=now)

    def ask(self, asked: Message) -> int:
        """Let somebody have asked something; return its row."""
        with self.database.write() as connection:
            inbox.admit(connection, [(asked, self.clock.office())])
            return inbox.oldest(connection, 50)[-1].id

    def enrol(self, number: str, *where: tuple[str, str]) -> None:
        """Enrol a person with accounts."""
        with self.database.write() as connection:
            person = add_person(connection, number, f"人{number}")
            for platform, account in where:
                enrol(connection, Account(platform, account), Owner(person_id=person), self.clock.office())

    def fates(self) -> list[tuple[str, bool]]:
        """Return the fate of every push, and whether it is a file."""
        with self.database.read() as connection:
            rows = connection.execute(select(pushes.pushes).order_by(pushes.pushes.c.id)).all()
        return [(row.state, row.file_id is not None) for row in rows if row.audience != "operator"]


@pytest.fixture
def bench(database: Database, tmp_path: Path, now: datetime) -> Bench:
    """Give a bench on each database."""
    return Bench(database, tmp_path, now)


async def test_a_file_is_uploaded_and_sent(bench: Bench) -> None:
    """The bytes are the kept ones; the words that stand in for it are not said."""
    route = Carrier()
    bench.give()
    await bench.pump(route).drain()
    assert route.hold.seen == [(["somebody"], REPORT)]
    assert route.texts == []
    assert bench.fates() == [("delivered", True)]


async def test_several_people_get_one_upload(bench: Bench) -> None:
    """The same file to several by one route is one call, as the same words are."""
    route = Carrier()
    for account in ("a", "b"):
        bench.give(account)
    await bench.pump(route).drain()
    assert route.hold.seen == [(["a", "b"], REPORT)]
    assert len(route.hold.uploaded) == 1


async def test_the_same_file_given_again_arrives_again(bench: Bench) -> None:
    """It is uploaded again, so the platform takes it for no repeat."""
    route = Carrier()
    pump = bench.pump(route)
    for _ in range(2):
        bench.give()
        await pump.drain()
    assert len(route.hold.seen) == 2


async def test_killed_between_upload_and_send(bench: Bench) -> None:
    """The next process sends what was uploaded; there is no second upload."""
    route = Carrier()
    bench.give()
    await bench.pump(route).step()
    assert (len(route.hold.uploaded), route.hold.sent) == (1, [])
    await bench.pump(route).drain()
    assert (len(route.hold.uploaded), len(route.hold.sent)) == (1, 1)
    assert bench.fates() == [("delivered", True)]


async def test_killed_in_the_middle_of_an_upload(bench: Bench) -> None:
    """Nobody saw anything, so it is uploaded again, also where nothing swallows a repeat."""
    route = Carrier(Limits())
    bench.give()
    dead = bench.pump(route)
    _, (ready,) = dead._form_and_claim()
    await route.hold.upload(REPORT)
    await bench.pump(route).drain()
    assert len(route.hold.sent) == 1
    assert bench.fates() == [("delivered", True)]
    with bench.database.write() as connection:
        assert not calls.settle(connection, ready.call, calls.FAILED, bench.clock.machine())


async def test_killed_in_the_middle_of_sending(bench: Bench) -> None:
    """The same bytes go out once more, and the platform swallows them."""
    route = Carrier()
    bench.give()
    dead = bench.pump(route)
    await dead.step()
    _, (ready,) = dead._form_and_claim()
    assert ready.upload is not None
    await route.hold.send(ready.call.body, ready.upload.media)
    alive = bench.pump(route)
    await alive.drain()
    bench.clock.move_to(bench.clock.machine() + minutes(1))
    await alive.drain()
    assert (len(route.hold.sent), len(route.hold.seen), len(route.hold.uploaded)) == (2, 1, 1)
    assert bench.fates() == [("delivered", True)]


async def test_killed_in_the_middle_of_sending_where_nothing_swallows(bench: Bench) -> None:
    """As with words: an answer is not sent a second time, its fate is unknown."""
    route = Carrier(Limits())
    bench.give(answers=bench.ask(message("报告")))
    dead = bench.pump(route)
    await dead.step()
    dead._form_and_claim()
    await bench.pump(route).drain()
    assert route.hold.sent == []
    assert bench.fates() == [("unknown", True)]


async def test_an_upload_too_old_is_made_anew(bench: Bench) -> None:
    """What the platform has forgotten is not sent."""
    route = Carrier()
    bench.give()
    await bench.pump(route).step()
    bench.clock.move_to(bench.clock.machine() + LIFE)
    await bench.pump(route).drain()
    assert [media for _, media in route.hold.sent] == ["media-2"]


async def test_an_upload_that_holds_for_good_is_kept(bench: Bench) -> None:
    """DingTalk forgets nothing."""
    route = Carrier()
    route.hold.life = None
    bench.give()
    await bench.pump(route).step()
    bench.clock.move_to(bench.clock.machine() + LIFE)
    await bench.pump(route).drain()
    assert [media for _, media in route.hold.sent] == ["media-1"]


@pytest.mark.parametrize("trouble", [TryLater("away"), Throttled("too much", wait_s=20)])
async def test_an_upload_and_a_sending_that_fail_are_tried_again(bench: Bench, trouble: DeliveryError) -> None:
    """By the rules of every call; nothing is uploaded twice for it."""
    route = Carrier()
    route.hold.upload_troubles.append(trouble)
    route.hold.send_troubles.append(trouble)
    bench.give()
    pump = bench.pump(route)
    for _ in range(3):
        await pump.drain()
        bench.clock.move_to(bench.clock.machine() + minutes(1))
    assert (len(route.hold.uploaded), len(route.hold.sent)) == (1, 2)
    assert bench.fates() == [("delivered", True)]


@pytest.mark.parametrize("at", ["upload", "send"])
async def test_a_file_the_platform_refuses_is_told_in_words(bench: Bench, at: str) -> None:
    """Whoever waits for it learns where to ask."""
    route = Carrier()
    (route.hold.upload_troubles if at == "upload" else route.hold.send_troubles).append(Refused("no", code=40006))
    bench.give()
    await bench.pump(route).drain()
    assert route.texts == [INSTEAD]
    assert bench.fates() == [("failed", True), ("delivered", False)]


async def test_a_lost_answer_marks_what_is_sent_again(bench: Bench) -> None:
    """Where nothing swallows a repeat, words go before the second one."""
    route = Carrier(Limits())
    route.hold.send_troubles.append(FateUnknown("lost"))
    bench.give()
    await bench.pump(route).drain()
    assert route.texts == ["〔重发〕文件：三食堂漏水情况报告.docx"]
    assert bench.fates() == [("unknown", True), ("delivered", True)]


async def test_bytes_that_are_gone_are_told_in_words(bench: Bench) -> None:
    """A folder that was not restored with the database is no reason for silence."""
    route = Carrier()
    bench.give()
    for kept in (bench.store.path("x").parent.parent).rglob("*"):
        if kept.is_file():
            kept.unlink()
    await bench.pump(route).drain()
    assert (route.hold.uploaded, route.texts) == ([], [INSTEAD])


async def test_a_route_that_carries_no_files_any_more(bench: Bench) -> None:
    """A program that was set up anew gives up the call, and says so in words."""
    route, bare = Carrier(), FakeRoute()
    bare.name = route.name
    bench.give()
    await bench.pump(route).step()
    await bench.pump(bare).drain()
    assert bare.texts == [INSTEAD]


async def test_the_first_way_that_carries_is_taken(bench: Bench) -> None:
    """On the same platform the next route; on another, the same person's other account."""
    bare, carrier = FakeRoute(), Carrier()
    bench.give()
    await bench.pump(bare, carrier).drain()
    assert carrier.hold.seen == [(["somebody"], REPORT)]
    elsewhere = Carrier(name="elsewhere", platform="dingtalk")
    bench.enrol("1", (PLATFORM, "here"), ("dingtalk", "there"))
    bench.give("here")
    await bench.pump(bare, elsewhere).drain()
    assert elsewhere.hold.seen == [(["there"], REPORT)]
    assert bare.texts == []


async def test_what_is_too_large_for_one_way_takes_another(bench: Bench) -> None:
    """The ladder goes by size as well."""
    small, carrier = Carrier(name="small"), Carrier()
    small.hold.largest = len(REPORT.content) - 1
    bench.give()
    await bench.pump(small, carrier).drain()
    assert carrier.hold.seen == [(["somebody"], REPORT)]


async def test_where_nothing_carries_words_go(bench: Bench) -> None:
    """A stranger's one account, a person's every account, a group: each is told in words."""
    bare = FakeRoute()
    bench.enrol("1", (PLATFORM, "here"))
    for recipient in (
        Recipient(platform=PLATFORM, account="somebody"),
        Recipient(person_id=1),
        Recipient(platform=PLATFORM, chat="group"),
    ):
        bench.give(to=recipient)
    await bench.pump(bare).drain()
    assert bare.texts == [INSTEAD] * 3


async def test_nobody_who_cannot_be_reached_at_all_is_told(bench: Bench) -> None:
    """The push fails, and the operators are told as of any other."""
    bench.give(to=Recipient(platform="nowhere", account="x"))
    await bench.pump(Carrier()).drain()
    assert bench.fates() == [("failed", True)]


async def test_asked_in_a_group_by_somebody_who_cannot_be_reached(bench: Bench) -> None:
    """The group was told that it goes privately; now it is told that it does not, and not what it was."""
    route = OnlyGroups()
    asked = bench.ask(replace(message("报告", chat="group"), account="guest"))
    bench.give("guest", answers=asked)
    await bench.pump(route).drain()
    assert route.texts == [NOT_PRIVATELY]
    assert bench.fates() == [("failed", True), ("delivered", False)]


async def test_in_trial_mode_testers_get_it_with_who_was_meant(bench: Bench) -> None:
    """The words stand before it; he himself gets nothing."""
    route = Carrier()
    bench.enrol("1", (PLATFORM, "tester"))
    bench.enrol("2", (PLATFORM, "boss"))
    bench.give("boss")
    await bench.pump(route, testers=["1"]).drain()
    assert route.texts == ["[试运行] 原应发给：人2\n文件：三食堂漏水情况报告.docx"]
    assert route.hold.seen == [(["tester"], REPORT)]


async def test_a_file_for_a_group_that_is_refused_there(bench: Bench) -> None:
    """Asked for in a group and refused by it: the group is told in words, which may then find their own way."""
    route = Carrier()
    route.hold.upload_troubles.append(Refused("no"))
    asked = bench.ask(replace(message("报告", chat="group")))
    bench.give(to=Recipient(platform=PLATFORM, chat="group"), answers=asked)
    await bench.pump(route).drain()
    assert route.texts == [INSTEAD]


def test_an_upload_is_settled_only_by_who_holds_the_call(bench: Bench) -> None:
    """A process that was thought dead changes nothing that another has in hand."""
    route = Carrier()
    bench.give()
    dead = bench.pump(route)
    _, (ready,) = dead._form_and_claim()
    alive = bench.pump(route)
    alive._form_and_claim()
    dead._carrying._settle_uploaded(ready.call, "late", route.hold)
    with bench.database.read() as connection:
        assert uploads.of_calls(connection, [ready.call.id])[ready.call.id].media == ""
