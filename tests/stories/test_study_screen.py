"""The page on the screen of a study: numbers and a code that changes, for whoever has its address and nobody else."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.stage import OFFICE
from bot.store.database import Database
from bot.web import projector
from handlers.study import Screens, codes, screen, studies
from handlers.study.studies import Study
from handlers.study.window import around
from scheduler.audience import Audience
from tests.conftest import MONDAY
from tests.office import Office
from tests.saying import says, silent

PAGES = "https://houqin.example.edu.cn"
OPEN = "开始签到 维修水电党支部学习 30分钟 用签到码"


@pytest.fixture
def study(office: Office) -> Study:
    """Have the secretary open signing in with a code."""
    office.person("孙主任").says(OPEN)
    office.person("孙主任").gets(
        "签到已开始：维修水电党支部学习，应到5人", "现在的签到码是", "10:03更换", "还没有设置地址"
    )
    silent(office)
    return the_study(office)


@pytest.fixture
def at(office: Office) -> TestClient:
    """Somebody with a browser."""
    screens = Screens(office.house.database, office.clock, OFFICE, PAGES)
    return TestClient(Starlette(routes=projector.routes(screens)))


def the_study(office: Office) -> Study:
    with office.house.database.read() as connection:
        found = studies.find(connection, 1)
    assert found is not None
    return found


def path_of(study: Study) -> str:
    return screen.link("", study) or screen.link(PAGES, study).removeprefix(PAGES)


def test_the_page_shows_the_code_of_the_moment_and_how_many_are_there(
    office: Office, study: Study, at: TestClient
) -> None:
    """The code it shows signs in; three minutes later it shows another, and the one before the last signs nobody in."""
    first = at.get(f"{path_of(study)}/now").json()
    assert first["code"] == codes.code_at(study.secret, office.clock.office(), 3)
    assert (first["there"], first["expected"], first["left_s"]) == (0, 5, 180)
    assert first["say"] == f"私聊助手回：签到 {first['code']}"
    assert "已签到（10:00）" in says(office, "冯科长", f"签到 {first['code']}")
    office.forward(minutes=4)
    second = at.get(f"{path_of(study)}/now").json()
    assert (second["there"], second["left_s"], second["code"] == first["code"]) == (1, 120, False)
    assert "已签到" in says(office, "林慧", f"签到{first['code']}")
    office.forward(minutes=2)
    assert "不对或已更换" in says(office, "马师傅", f"签到 {first['code']}")
    assert "要用签到码" in says(office, "马师傅", "签到")


def test_who_opens_signing_in_reads_where_its_page_is(staffed: Database, tmp_path: Path) -> None:
    """As soon as it opens, and whenever he asks, by its number too; once it is over there is no code."""
    with Office(staffed, tmp_path, MONDAY, PAGES) as office:
        office.person("孙主任").says(OPEN)
        link = screen.link(PAGES, the_study(office))
        office.person("孙主任").gets("签到已开始：维修水电党支部学习", "现在的签到码是", f"：{link}\n")
        silent(office)
        assert f"：{link}\n" in says(office, "孙主任", "大屏 XX-0001")
        says(office, "孙主任", "结束签到")
        silent(office)
        assert "签到已结束，没有签到码了" in says(office, "孙主任", "XX-0001 签到码")


def test_a_code_is_not_found_by_trying(office: Office, study: Study) -> None:
    """After five wrong ones not even the right one is taken from him; others go on."""
    right = codes.code_at(study.secret, office.clock.office(), 3)
    wrong = [one for one in ("1111", "2222", "3333", "4444", "5555", "6666") if one != right][:5]
    for one in wrong:
        assert "不对或已更换" in says(office, "马师傅", f"签到 {one}")
    assert "试错多次" in says(office, "马师傅", f"签到 {right}")
    assert "已签到" in says(office, "冯科长", f"签到 {right}")


def test_there_is_nobodys_name_on_it_and_nothing_from_elsewhere(office: Office, study: Study, at: TestClient) -> None:
    """Nothing is kept by the browser; without scripts it asks again by itself."""
    says(office, "冯科长", "签到 " + codes.code_at(study.secret, office.clock.office(), 3))
    answer = at.get(path_of(study))
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert '<noscript><meta http-equiv="refresh"' in answer.text
    for name in ("冯", "孙", "马德福", "林慧"):
        assert name not in answer.text
    assert not re.search(r"https?://|<style|style=|<script>| on\w+=", answer.text)


def test_a_wrong_address_is_no_page(office: Office, study: Study, at: TestClient) -> None:
    """Of another study, of none, of a page that was scanned: all the same, with nothing said."""
    token = path_of(study).rsplit("/", 1)[1]
    scan = at.get(f"{path_of(study)}/now")
    assert scan.status_code == 200
    wrong = [
        f"/study/1/{token[:-1]}",
        f"/study/2/{token}",
        "/study/1/x",
        f"/study/1/scan/{token}",
        f"/study/{2**40}/{token}",
    ]
    answers = [at.get(one) for one in [*wrong, "/study/1/é", "/study/1/x/now"]]
    assert {(one.status_code, one.text) for one in answers} == {(404, projector.NO_PAGE)}
    office.forward(hours=24 * 8)
    silent(office)
    assert at.get(path_of(study)).status_code == 404


def test_what_is_scanned_says_what_to_send_and_is_dead_with_its_code(
    office: Office, study: Study, at: TestClient
) -> None:
    """Scanning signs nobody in; a link that was passed on is worth no more than the code."""
    screens = Screens(office.house.database, office.clock, OFFICE, PAGES)
    shown = screens.look(1, path_of(study).rsplit("/", 1)[1])
    assert shown is not None
    scanned = at.get(shown.scan.removeprefix(PAGES))
    assert f"私聊助手回：签到 {shown.code}" in scanned.text
    assert "扫码不算签到" in scanned.text
    assert not office.journal("checkin.signed")
    office.forward(minutes=5)
    assert shown.code in at.get(shown.scan.removeprefix(PAGES)).text
    office.forward(minutes=1)
    assert at.get(shown.scan.removeprefix(PAGES)).status_code == 404


@pytest.mark.parametrize(
    ("pages", "public"),
    [
        (PAGES, True),
        ("http://10.1.2.3:8000", True),
        ("http://127.0.0.1:8000", False),
        ("http://[::1]:8000", False),
        ("http://localhost", False),
        ("", False),
    ],
)
def test_there_is_something_to_scan_only_where_others_reach_the_page(*, pages: str, public: bool) -> None:
    """An address of this machine alone is none for a phone."""
    assert screen.is_public(pages) == public


def test_before_and_after_the_page_says_when(office: Office, study: Study, at: TestClient) -> None:
    """After its end the totals stand there; no code is shown any more."""
    office.forward(minutes=31)
    silent(office)
    over = at.get(f"{path_of(study)}/now").json()
    assert (over["state"], over["code"], over["say"], over["qr"]) == ("签到已结束", "", "", "")
    assert (over["there"], over["expected"]) == (0, 5)
    assert "签到已结束" in at.get(path_of(study)).text


def test_before_it_opens_the_page_says_when(office: Office, at: TestClient) -> None:
    """The organiser can put it up early; the code is not shown yet."""
    now = office.clock.office()
    with office.house.database.write() as connection:
        planned = studies.put(
            connection,
            around(now + timedelta(hours=5), 15, 30, 0),
            kind="党课",
            title="党课",
            place="科学馆207",
            starts_at=now + timedelta(hours=5),
            audience=Audience(),
            organiser_id=1,
            needs_code=True,
            made_at=now,
        )
    seen = at.get(f"{path_of(planned)}/now").json()
    assert (seen["state"], seen["code"], seen["say"], seen["qr"]) == ("14:45开始签到", "", "", "")
    assert seen["where"] == "今天（11月23日 周一）15:00　科学馆207"


def test_only_who_runs_it_is_given_the_code(office: Office, study: Study) -> None:
    """By a word, privately, with the time it holds; a study without a code needs none."""
    code = codes.code_at(study.secret, office.clock.office(), 3)
    assert f"现在的签到码是{code}，10:03更换" in says(office, "孙主任", "签到码")
    assert "由孙主任组织" in says(office, "冯科长", "签到码是多少")
    says(office, "孙主任", "结束签到")
    assert "没有您组织的签到" in says(office, "孙主任", "签到码")
    says(office, "孙主任", "开始签到 维修水电党支部党课")
    assert "不用签到码" in says(office, "孙主任", "大屏")
