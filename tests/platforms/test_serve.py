"""The whole house as its operator runs it: `houqin serve` in its own process, real commands, encrypted callbacks.

One server is shared by the tests that ask it questions, each as another member; those that end or break a server have
their own, on a copy of its data.
"""

from __future__ import annotations

import asyncio
import random
import signal
import sqlite3
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest

from benchmarks.kills import counted, drained, hammered
from bot.clock import SystemClock
from tests.emulators.wecom import EmulatedApp, EmulatedWeCom
from tests.emulators.wecom_callbacks import Account, Callback, Sender, deliver
from tests.emulators.wecom_rules import Trouble
from tests.served import SECRET, Served, until

ACCOUNT = Account()
CLOCK = SystemClock()
MEMBERS = ["chen", "feng", "he", "jiang", "liming", "liuyang", "lu", "ma", "sun", "wang", "zhangmin", "zhao", "zhou"]
STRANGERS = ["stranger", *(f"guest{number}" for number in range(100))]
QUESTION = "较大突发事件的总结报告应当在多长时间内提交？"
QUOTE = "较大、重大事件处置结束后3个工作日内，分管领导应当提交总结分析报告"
SOURCE = "依据：《青衡大学后勤保障部突发事件处置办法》（青衡后勤〔2026〕6号），第十条，2026年3月10日"
TITLES = [
    f"一号公寓楼第{number}层公共区域卫生检查与垃圾清运及照明点检以及门窗报修登记和夜间巡视与钥匙保管的具体工作安排（{number}）"
    for number in range(1, 13)
]


class Street:
    """The shared server, its platform, and members who write to it."""

    def __init__(self, served: Served, platform: EmulatedWeCom) -> None:
        self.served, self.platform = served, platform
        self.sender = Sender(ACCOUNT)

    def says(self, account: str, words: str) -> None:
        """Send one message that must be acknowledged."""
        assert self.served.post(self.sender.text(words, sender=account, at=CLOCK.machine())) == 200

    def gets(self, account: str, count: int = 1) -> list[str]:
        """Wait for that many messages to a member, the first ones ever."""
        until(lambda: len(self.platform.texts(account)) >= count, f"{count} messages to {account}")
        return self.platform.texts(account)


def platform_of(secret: str = SECRET) -> EmulatedWeCom:
    app = EmulatedApp(ACCOUNT.corp_id, ACCOUNT.agent_id, secret, [*MEMBERS, *STRANGERS])
    return EmulatedWeCom(CLOCK, [app])


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Served:
    """A house filled by the commands an operator types, not serving."""
    served = Served(tmp_path_factory.mktemp("filled"), "http://127.0.0.1:9")
    served.import_samples({f"{title}.txt": f"{title}\n\n第一条 每周一检查。\n" for title in TITLES})
    return served


@pytest.fixture(scope="module")
def street(filled: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    """A served house, shared; at its end no secret may have been said, and it must end well."""
    with platform_of() as platform, Served(tmp_path_factory.mktemp("street"), platform.base) as served:
        served.take_over(filled)
        served.start()
        yield Street(served, platform)
        served.stop()
        said = served.output + filled.output
    for secret in (SECRET, ACCOUNT.token, ACCOUNT.aes_key, "token-of-"):
        assert secret not in said


@pytest.fixture
def own(filled: Served, tmp_path: Path) -> Iterator[tuple[Served, EmulatedWeCom]]:
    """A house of one's own, not yet serving, and its platform."""
    with platform_of() as platform, Served(tmp_path / "own", platform.base) as served:
        served.take_over(filled)
        yield served, platform


def test_a_question_comes_back_quoted_with_its_source(street: Street) -> None:
    """Quote first, then title, number, clause and date; both at the first contact and later."""
    street.says("liming", QUESTION)
    (answer,) = street.gets("liming")
    assert answer.startswith("第十条 ")
    assert answer.index(QUOTE) < answer.index(SOURCE)
    assert "保存在学校自己的服务器" in answer


def test_the_same_question_twice_is_answered_twice(street: Street) -> None:
    """Though the platform swallows what is identical: the second answer tells the time."""
    for _ in range(3):
        street.says("wang", QUESTION)
    answers = street.gets("wang", 3)
    assert all(QUOTE in answer for answer in answers)
    assert len(set(answers)) == 3
    assert not [one for one in street.platform.swallowed if one.account == "wang"]


def test_a_long_answer_comes_in_numbered_parts_that_lose_nothing(street: Street) -> None:
    """Each part within what the platform shows."""
    street.says("zhao", "有哪些文件")
    parts = street.gets("zhao", 2)
    assert [part[:6] for part in parts] == ["(1/2) ", "(2/2) "]
    assert all(len(part.encode()) <= 2048 for part in parts)
    whole = "".join(part[6:] for part in parts)
    assert all(title in whole for title in TITLES)


def test_a_stranger_gets_public_documents_and_the_way_to_be_enrolled(street: Street) -> None:
    """The department's own documents are not for everybody."""
    street.says("stranger", "接到报修后多少分钟内响应？")
    street.says("stranger", QUESTION)
    public, own = street.gets("stranger", 2)
    assert "《报修与投诉受理办法》" in public
    assert "您还没有登记" in public
    assert "综合办公室 张敏" in public
    assert QUOTE not in own
    assert "突发事件处置办法" not in own


def test_a_revoked_token_costs_one_new_one(street: Street) -> None:
    """The call is made again with it, and the member notices nothing."""
    street.says("chen", "你好")
    street.gets("chen")
    before = street.platform.calls["gettoken"]
    street.platform.revoke()
    for account in ("chen", "he", "lu"):
        street.says(account, QUESTION)
    assert QUOTE in street.gets("chen", 2)[1]
    assert QUOTE in street.gets("he")[0]
    assert QUOTE in street.gets("lu")[0]
    assert street.platform.calls["gettoken"] == before + 1


def test_what_is_said_while_the_platform_is_down_arrives_once_it_is_back(street: Street) -> None:
    """Refused at the entrance, then taken with the answer lost: delivered once."""
    street.platform.fail("message/send", Trouble.STATUS, 503)
    street.platform.fail("message/send", Trouble.LOST)
    street.says("sun", QUESTION)
    assert QUOTE in street.gets("sun")[0]
    until(lambda: _open_calls(street.served) == 0, "the call settled")
    assert len(street.platform.texts("sun")) == 1


def test_bad_messages_get_a_kind_bounded_answer(street: Street) -> None:
    """Empty, emoji, five thousand characters, control characters, markup."""
    said = ["", "😂🙏", "水" * 5000, "a\x0b\x1fb", "]]><script>", "١٢٣", "{{7*7}} %s {0}"]
    inner = [f"<Content><![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]></Content>" for text in said]
    for content in inner:
        xml = street.sender.xml("text", content, sender="feng", at=CLOCK.machine())
        assert street.served.post(street.sender.seal(xml, CLOCK.machine())) == 200
    answers = street.gets("feng", len(said))
    assert all(len(answer.encode()) <= 2048 for answer in answers)
    assert "没有看到文字" in answers[0]


def test_forged_and_malformed_callbacks_are_refused_and_not_stored(street: Street) -> None:
    """4xx without detail, one log line without content."""
    before = _count(street.served, "SELECT count(*) FROM inbox")
    good = street.sender.text("geheim", sender="liming", at=CLOCK.machine())
    forged = Callback(good.query | {"msg_signature": "0" * 40}, good.body)
    deep = street.sender.seal("<xml>" + "<a>" * 20_000 + "</a>" * 20_000 + "</xml>", CLOCK.machine())
    bad = {
        "forged": (forged, 403),
        "cut off": (Callback(good.query, good.body[:100]), 400),
        "empty": (Callback(good.query, b""), 400),
        "nul": (Callback(good.query, b"\0" * 100), 400),
        "too large": (Callback(good.query, b"x" * (64 * 1024 + 1)), 413),
        "utf-16": (Callback(good.query, good.body.decode().encode("utf-16")), 400),
        "deep": (deep, 400 if len(deep.body) <= 64 * 1024 else 413),
        "doctype": (street.sender.seal('<!DOCTYPE x [<!ENTITY a "b">]><xml>&a;</xml>', CLOCK.machine()), 400),
    }
    for name, (callback, expected) in bad.items():
        status = street.served.post(callback)
        assert status == expected or (status in (400, 403) and expected == 400), (name, status)
    assert _count(street.served, "SELECT count(*) FROM inbox") == before
    assert "geheim" not in street.served.output


def test_the_operator_sees_how_it_stands_without_what_was_said(street: Street) -> None:
    """Queues, doors and routes; no content, no names."""
    street.says("ma", "三食堂的暗号是芝麻开门吗")
    street.gets("ma")
    code, said = street.served.run("status")
    assert code == 0
    assert "door wecom-app:1000002: last message 20" in said
    assert ", last answer 20" in said
    assert "budget left" in said
    assert "route wecom-app:1000002: last call" in said
    for word in ("芝麻", "ma", "liming"):
        assert word not in said.replace("mails", "").split()
    assert "芝麻" not in said + street.served.output


def test_the_doctor_finds_nothing_wrong_and_then_what_is(street: Street, tmp_path: Path) -> None:
    """All well, but for advice nobody approved; with another Token one sentence that says what to compare."""
    code, said = street.served.run("doctor")
    assert code == 0, said
    advice = next(line for line in said.splitlines() if "应急提示" in line)
    assert advice.startswith("[注意]")
    assert {line[:4] for line in said.splitlines() if line != advice} == {"[正常]"}
    wrong = Served(tmp_path, street.platform.base, account=Account(token="AnotherTokenOfAnotherPage"))
    wrong.take_over(street.served)
    code, said = wrong.run("doctor", "--url", f"http://127.0.0.1:{street.served.port}")
    faults = [line for line in said.splitlines() if not line.startswith("[正常]") and line != advice]
    assert code == 1
    assert len(faults) == 1
    assert "同一份配置" in faults[0]


def test_a_second_server_on_the_same_folder_refuses(street: Street) -> None:
    """Two would answer everybody twice."""
    code, said = street.served.run("serve")
    assert code == 1
    assert said.strip().splitlines()[-1].startswith("houqin: another houqin serves from")


def test_a_blank_secret_refuses_the_start(tmp_path: Path) -> None:
    """Exit 2, naming the setting and no value."""
    code, said = Served(tmp_path, "http://127.0.0.1:9", secret=" ").run("serve")
    assert code == 2
    assert said.strip() == "houqin: settings: wecom_app.0.secret: is blank; copy it from the platform's console"


def test_a_newer_database_refuses_the_start(own: tuple[Served, EmulatedWeCom]) -> None:
    """An old program must not write into tables it does not know."""
    served, _ = own
    with closing(sqlite3.connect(served.database)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    code, said = served.run("serve")
    assert code == 1
    assert said.strip().endswith("install the newer program")


def test_in_trial_mode_only_the_testers_hear_and_learn_for_whom_it_was(filled: Served, tmp_path: Path) -> None:
    """Nobody else gets anything."""
    with platform_of() as platform, Served(tmp_path, platform.base, mode="trial", testers=["10021"]) as served:
        served.take_over(filled)
        served.start(forked=True)
        trial = Street(served, platform)
        trial.says("liming", QUESTION)
        trial.says("stranger", "你好")
        trial.says("zhangmin", QUESTION)
        texts = trial.gets("zhangmin", 3)
        served.stop()
    assert {one.account for one in platform.delivered} == {"zhangmin"}
    assert texts[0].startswith("[试运行] 原应发给：李明\n第十条 ")
    assert texts[1].startswith("[试运行] 原应发给：未登记账号 stranger\n")
    assert texts[2].startswith("第十条 ")


def test_ended_under_load_it_answers_what_is_in_flight_and_is_gone_in_time(own: tuple[Served, EmulatedWeCom]) -> None:
    """A backlog, an interface that hangs, callbacks on the way: acknowledged means stored, and no ten seconds."""
    served, platform = own
    platform.fail("message/send", Trouble.HANG, times=10_000)
    served.start(forked=True)
    sender = Sender(ACCOUNT)
    calls = {
        str(number): sender.text(QUESTION, sender=f"guest{number % 50}", at=CLOCK.machine(), msg_id=str(number))
        for number in range(400)
    }
    half = sender.text("在途", sender="zhou", at=CLOCK.machine(), msg_id="in flight")
    acked, answer = asyncio.run(_ended_under_load(served, calls, half))
    assert len(acked) >= 50
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert served.process is not None
    assert served.process.wait(10) in (0, -signal.SIGTERM)
    served.process = None
    with closing(sqlite3.connect(served.database)) as database:
        stored = {row[0] for row in database.execute("SELECT message_id FROM inbox")}
    assert acked | {"in flight"} <= stored


def test_killed_under_load_nothing_acknowledged_is_lost_and_nothing_done_twice(
    own: tuple[Served, EmulatedWeCom],
) -> None:
    """Two kills at random; the short form of `make soak`."""
    served, platform = own
    dice, acked, sent = random.Random(11), set[str](), 1  # noqa: S311 — repeatable
    for _ in range(2):
        served.start(forked=True)
        acked |= asyncio.run(hammered(served, dice, sent, STRANGERS, count=120, latest_s=0.3))
        sent += 120
    served.start()
    drained(served)
    served.stop()
    found = counted(served, platform)
    assert acked <= found.stored
    assert found.faults == []


async def _ended_under_load(
    served: Served, callbacks: Mapping[str, Callback], half: Callback
) -> tuple[set[str], bytes]:
    """End a server while callbacks come in; return the ids it acknowledged, and its answer to a half-sent one."""
    assert served.process is not None
    acked, queue = set[str](), deque(callbacks.items())
    head = f"POST {served.path}?{half.url_query} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(half.body)}\r\n\r\n"
    under_load, half_is_there, ending = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def keep_sending() -> None:
        while queue:
            number, callback = queue.popleft()
            if 200 in await deliver(session, served.url, callback):
                acked.add(number)
            else:
                ending.set()
            if len(acked) >= 50:
                under_load.set()
            if len(acked) >= 70:  # more than are sent at once: some that were sent later are answered
                half_is_there.set()

    async with aiohttp.ClientSession() as session:
        senders = [asyncio.create_task(keep_sending()) for _ in range(16)]
        await under_load.wait()
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        writer.write(head.encode() + half.body[:50])
        await half_is_there.wait()
        served.process.send_signal(signal.SIGTERM)
        await ending.wait()  # no longer: the server waits five seconds for a body, and a busy machine is slow to send
        writer.write(half.body[50:])
        answer = await reader.read()
        await asyncio.gather(*senders)
    writer.close()
    await writer.wait_closed()
    return acked, answer


def _open_calls(served: Served) -> int:
    return _count(served, "SELECT count(*) FROM calls WHERE state IN ('wait', 'work')")


def _count(served: Served, query: str) -> int:
    with closing(sqlite3.connect(served.database)) as database:
        (number,) = database.execute(query).fetchone()
        return int(number)
