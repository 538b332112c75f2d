"""The try-out in a real browser: what a visitor sees, at a desk and on a phone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BROWSERS = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WITHIN_MS = 20_000
DESK, PHONE = (1280, 800), (360, 740)
HOSTILE = "<img src=x onerror=\"document.title='ran'\"><script>document.title='ran'</script>"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a real try-out serves."""
    folder = tmp_path_factory.mktemp("try")
    command = [sys.executable, "-m", "bot", "try", "--port", "8640", "--folder", str(folder)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        killer = threading.Timer(60, process.kill)
        killer.start()
        line = process.stdout.readline()
        killer.cancel()
        yield next(word for word in line.split() if word.startswith("http"))
        process.terminate()
        assert process.wait(timeout=20) in (0, -15)


def post(address: str, path: str, value: object, content_type: str = "application/json") -> tuple[int, dict[str, str]]:
    """Call an address of the page; returns status and answer."""
    request = urllib.request.Request(  # noqa: S310 — our own server
        address + path, json.dumps(value).encode(), {"content-type": content_type}
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser."""
    found = next((path for path in BROWSERS if Path(path).exists()), None)
    if found is None:
        pytest.skip("no browser is installed")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 — only where a browser is

    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield one
        one.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page at a desk; fails on any script error or refused content."""
    complaints: list[str] = []
    one = browser.new_page(viewport={"width": DESK[0], "height": DESK[1]})
    one.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    one.on("pageerror", lambda trouble: complaints.append(str(trouble)))
    one.goto(address)
    one.wait_for_selector("#people li", timeout=WITHIN_MS)
    yield one
    one.close()
    assert not complaints


def say(page: Page, text: str) -> None:
    """Type and send."""
    page.fill("#text", text)
    page.press("#text", "Enter")


def last(page: Page, kind: str, part: str) -> None:
    """Wait until a bubble of a kind holds some words."""
    page.locator(f"#lines li.{kind}:not(.waiting) p", has_text=part).last.wait_for(timeout=WITHIN_MS)


@pytest.mark.browser
def test_a_question_in_the_group_is_answered_with_its_quote(page: Page) -> None:
    """The first try works: the mention is put in by the page."""
    say(page, "突发事件处置结束后总结分析报告几个工作日内提交？")
    last(page, "mine", "@助手")
    last(page, "bot", "依据：《")


@pytest.mark.browser
def test_what_does_not_mention_the_bot_is_shown_as_not_heard(page: Page) -> None:
    """As on the real platforms."""
    page.click("#mention")
    say(page, "中午吃什么")
    last(page, "unheard", "中午吃什么")
    assert "没有听到" in page.locator("#lines li.unheard small").last.inner_text()


@pytest.mark.browser
def test_hostile_text_is_only_text(page: Page) -> None:
    """In what is typed and in what comes back."""
    page.click("#tab-private")
    say(page, HOSTILE)
    last(page, "mine", "onerror")
    last(page, "bot", "")
    assert page.title() == "后勤助手·试用"


@pytest.mark.browser
def test_an_alarm_shows_at_the_duty_officer(page: Page) -> None:
    """The visitor switches to the one who was told, and finds it in the private conversation."""
    page.click("#tab-private")
    say(page, "三食堂三楼漏水")
    last(page, "bot", "本助手不能代您报警")
    page.locator("#people button.new", has_text="刘洋").wait_for(timeout=WITHIN_MS)
    page.locator("#people button", has_text="刘洋").click()
    last(page, "bot", "【突发】三食堂三楼漏水")


@pytest.mark.browser
def test_time_moves_forward(page: Page) -> None:
    """By a button, and the clock shows it."""
    before = page.inner_text("#now")
    page.click("text=+1小时")
    page.wait_for_function(
        "before => !['正在推进……', before].includes(document.querySelector('#now').textContent)", arg=before
    )


@pytest.mark.browser
def test_a_phone_needs_no_sideways_scrolling(page: Page) -> None:
    """At 360 pixels everything that matters is there."""
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    say(page, "帮助")
    last(page, "bot", "可以这样问我")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    assert page.locator("#who").is_visible()
    assert page.locator("#send").is_visible()


def test_the_addresses_refuse_what_is_not_theirs(address: str) -> None:
    """A form of another site, unknown fields, endless time: one kind sentence, nothing done."""
    assert post(address, "/try/say", {"account": "liming", "text": "a"}, "text/plain")[0] == 400
    assert post(address, "/try/say", {"account": "liming", "text": "a", "admin": True})[0] == 400
    status, answer = post(address, "/try/forward", {"minutes": 10**9})
    assert (status, answer["error"]) == (400, "时间只能往后拨，最多一个月。")


def test_the_page_forbids_foreign_content(address: str) -> None:
    """By its headers."""
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
