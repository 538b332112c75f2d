"""The try-out page in a real browser, served by the real house: what a visitor sees, and what must never run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, expect
from sqlalchemy import update

from bot.store.people import persons
from handlers.study import codes, screen, studies
from tests.giving import ASKED, REPORT, let_thanks_bring
from tests.visitor import CHROMIUM, Served, Visitor, a_browser, lines_of, serving

HOSTILE = "<img src=x onerror=\"window.ran='yes'\"><script>window.ran='yes'</script>"
VIOLATIONS = (
    "window.broken = []; addEventListener('securitypolicyviolation', (e) => window.broken.push(e.violatedDirective));"
)
LOST = "暂时连不上"
DECLINED = ("没有规定", "没有查到", "已记下", "没有第")
LETTERS = "[...document.querySelectorAll('body *')].map((e) => parseFloat(getComputedStyle(e).fontSize))"
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed")]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The try-out, served."""
    with serving(tmp_path_factory.mktemp("tryout")) as one:
        yield one


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser."""
    with a_browser() as one:
        yield one


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser without a past, at a desk."""
    opened = browser.new_context(viewport=DESK, locale="zh-CN")  # type: ignore[arg-type]
    opened.set_default_timeout(10_000)
    opened.add_init_script(VIOLATIONS)
    yield opened
    opened.close()


@pytest.fixture
def visitor(context: BrowserContext) -> Iterator[Visitor]:
    """Somebody at the page; fails on any complaint of the browser."""
    one = Visitor(context.new_page())
    yield one
    assert one.complaints == []
    assert one.page.evaluate("window.broken") == []


def test_a_question_in_the_group_is_answered_with_its_quote(served: Served, visitor: Visitor) -> None:
    """The mention is there from the start, so the first try works; the source stands below the quote."""
    visitor.opens(served.address, "liming")
    visitor.says("报修后多久有人联系？")
    visitor.sees("@助手 报修后多久有人联系？")
    visitor.sees("30分钟内作出响应")
    expect(visitor.page.locator(".bot .source").last).to_contain_text("报修与投诉受理办法")


def test_a_question_is_answered_privately(served: Served, visitor: Visitor) -> None:
    """The private chat needs no mention, and the first contact says what is kept."""
    visitor.opens(served.address, "tian", private=True)
    visitor.says("忘记签到怎么补签？")
    visitor.sees("由组织者核实后确认")
    visitor.sees("不记录位置")


def test_without_the_mention_the_bot_does_not_hear(served: Served, visitor: Visitor) -> None:
    """What is said to colleagues is shown as not heard, before and after it is sent."""
    visitor.opens(served.address, "qiu")
    visitor.page.locator("#mention").click()
    expect(visitor.page.locator("#mention-note")).to_have_text("没有@，助手听不到")
    visitor.says("中午一起吃饭吗？")
    last = visitor.page.locator(".line").last
    expect(last).to_have_class(re.compile("unheard"))
    expect(last).to_contain_text("助手没有听到（群里要@助手）")


def test_hostile_text_stays_text(served: Served, visitor: Visitor) -> None:
    """Neither a message nor a name becomes markup, and nothing in them runs."""
    with served.house.database.write() as connection:
        connection.execute(update(persons).where(persons.c.name == "马德福").values(name=HOSTILE))
    visitor.opens(served.address, "ma")
    visitor.says(HOSTILE)
    visitor.sees(HOSTILE)
    expect(visitor.page.locator(".person.chosen .person-name")).to_have_text(HOSTILE)
    expect(visitor.page.locator(".line .name", has_text=HOSTILE).last).to_be_visible()
    assert visitor.page.locator("img").count() == 0
    assert visitor.page.evaluate("window.ran") is None


def test_enter_sends_and_shift_enter_breaks_the_line(served: Served, visitor: Visitor) -> None:
    """Lines of a message are kept."""
    visitor.opens(served.address, "feng", private=True)
    field_ = visitor.page.locator("#text")
    field_.fill("你好")
    field_.press("Shift+Enter")
    field_.press_sequentially("在吗")
    field_.press("Enter")
    expect(visitor.page.locator(".mine .bubble").last).to_have_text("你好\n在吗", use_inner_text=True)
    expect(field_).to_have_value("")


def test_waiting_is_shown_honestly(served: Served, visitor: Visitor) -> None:
    """While an answer is under way the page says so, and only then."""
    held: list[Route] = []
    visitor.page.route("**/try/say", lambda route: held.append(route))  # noqa: PLW0108 — a builtin can't be marked
    visitor.opens(served.address, "zheng", private=True)
    expect(visitor.page.locator("#waiting")).to_be_hidden()
    visitor.says("督办事项怎么延期？")
    expect(visitor.page.locator("#waiting")).to_have_text("正在查…")
    held[0].continue_()
    visitor.sees("由交办人批准")
    expect(visitor.page.locator("#waiting")).to_be_hidden()


def test_a_lost_network_keeps_what_was_typed(served: Served, visitor: Visitor) -> None:
    """A kind sentence, the text back in the field; when the network is back the page goes on by itself."""
    visitor.opens(served.address, "sun", private=True)
    visitor.page.context.set_offline(True)
    expect(visitor.page.locator("#trouble")).to_contain_text(LOST)
    visitor.says("隐患整改谁来复查？")
    expect(visitor.page.locator("#text")).to_have_value("隐患整改谁来复查？")
    visitor.page.context.set_offline(False)
    visitor.page.locator("#text").press("Enter")
    visitor.sees("复查人由责任单位之外的人员")
    expect(visitor.page.locator("#trouble")).to_be_hidden()
    assert all("ERR_INTERNET_DISCONNECTED" in one for one in visitor.complaints)
    visitor.complaints.clear()


def test_a_server_started_again_is_noticed(served: Served, visitor: Visitor) -> None:
    """A new try-out counts from one again: the page forgets what the old one said."""
    visitor.opens(served.address, "zhou", private=True)
    visitor.says("帮助")
    visitor.sees("可以这样问我")
    visitor.page.context.set_offline(True)
    expect(visitor.page.locator("#trouble")).to_contain_text(LOST)
    visitor.page.route("**/try/screen?*", new_server)
    visitor.page.context.set_offline(False)
    expect(visitor.page.locator(".bubble")).to_have_text(["又从头开始"])
    visitor.complaints.clear()


def new_server(route: Route) -> None:
    """Answer as a server would that has said one thing so far."""
    screen = route.fetch().json()
    line = {"id": 1, "day": "今天", "at": "8:00", "chat": "", "account": "zhou", "name": "", "bot": True, "heard": True}
    screen["lines"] = [] if "after=1" in route.request.url else [line | {"text": "又从头开始"}]
    route.fulfill(json=screen)


def test_news_for_others_are_marked_until_looked_at(served: Served, visitor: Visitor) -> None:
    """A dot stands beside whom the bot wrote to, and goes when the visitor looks."""
    visitor.opens(served.address, "wuxiuying")
    visitor.says("帮助")
    visitor.page.locator(".person[data-account=xu]").click()
    dot = visitor.page.locator(".person[data-account=wuxiuying] .dot")
    expect(dot).to_be_visible()
    visitor.page.locator(".person[data-account=wuxiuying]").click()
    visitor.page.locator("#tab-private").click()
    expect(dot).to_be_hidden()
    visitor.page.reload()
    expect(visitor.page.locator("#me")).to_contain_text("吴秀英")
    expect(dot).to_be_hidden()


def test_the_clock_moves(served: Served, visitor: Visitor) -> None:
    """The buttons move office time."""
    visitor.opens(served.address, "jiang")
    shown = visitor.page.locator("#now")
    before = shown.inner_text()
    visitor.page.locator("[data-minutes='1440']").click()
    expect(shown).not_to_have_text(before)
    expect(visitor.page.locator("#steps")).to_have_attribute("aria-busy", "false")


def test_the_clock_goes_to_what_is_next_only_where_something_is(served: Served, visitor: Visitor) -> None:
    """The last button rests while nothing is to come; while time moves, the page says so and all of them rest."""
    held: list[Route] = []
    visitor.page.route("**/try/forward", lambda route: held.append(route))  # noqa: PLW0108
    nothing, something = ({"next": text} for text in ("", "明天 8:00"))
    visitor.page.route("**/try/screen?*", lambda route: route.fulfill(json=route.fetch().json() | nothing))
    visitor.opens(served.address, "jiang")
    step, shown = visitor.page.locator("#step-next"), visitor.page.locator("#next")
    expect(step).to_be_disabled()
    visitor.page.route("**/try/screen?*", lambda route: route.fulfill(json=route.fetch().json() | something))
    expect(shown).to_have_text("下一件事：明天 8:00")
    step.click()
    expect(shown).to_have_text("正在推进…")
    expect(visitor.page.locator("#steps button:enabled")).to_have_count(0)
    assert held[0].request.post_data_json == {"minutes": 0}
    held[0].fulfill(json={"now": ""})
    expect(step).to_be_enabled()


def test_the_page_fits_a_phone(served: Served, visitor: Visitor) -> None:
    """Nothing scrolls sideways at 360 px, the field is in sight, and people and clock fold away."""
    visitor.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    visitor.opens(served.address, "lu")
    visitor.says("很长的一串" + "A1" * 200 + "？")
    visitor.sees("很长的一串")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert visitor.page.evaluate("(s => s.scrollWidth - s.clientWidth)(document.getElementById('scroll'))") == 0
    expect(visitor.page.locator("#send")).to_be_in_viewport(ratio=1)
    visitor.page.locator("#cast-fold").click()
    visitor.page.locator(".person[data-account=linxiao]").click()
    expect(visitor.page.locator("#me-short")).to_have_text("林晓")
    expect(visitor.page.locator("#cast")).to_be_hidden()


def test_letters_are_large_and_words_are_chinese(served: Served, visitor: Visitor) -> None:
    """Nothing is smaller than 16 px, what is read is at least 18, and no Latin letter stands on the fresh page."""
    visitor.opens(served.address, "han", private=True)
    assert min(visitor.page.evaluate(LETTERS)) >= 16
    field_size = visitor.page.locator("#text").evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)")
    assert field_size >= 18
    assert not re.findall(r"[A-Za-z]+", "".join(visitor.page.locator(".talk, .brand, .clock").all_inner_texts()))


def test_every_example_gets_an_answer(served: Served, visitor: Visitor) -> None:
    """What the page offers to tap is never declined, for whomever it is offered to."""
    visitor.opens(served.address)
    offered = visitor.page.evaluate(
        "tryout.state.people.map((one) => [one.account, tryout.words.examples[tryout.words.headingOf(one.role)]])"
    )
    by_heading = {tuple(examples): account for account, examples in offered}
    assert len(by_heading) == 5
    for examples, account in by_heading.items():
        for example in examples:
            newest = lines_of(visitor.page, served.address, account)[-1:]
            visitor.page.request.post(
                f"{served.address}try/say", data={"account": account, "chat": "", "text": example}
            )
            after = newest[0]["id"] if newest else 0
            said = [
                one["text"]
                for one in lines_of(visitor.page, served.address, account)
                if one["id"] > after and one["bot"]
            ]
            assert said, (account, example)
            assert not any(word in text for text in said for word in DECLINED), (account, example, said)


def test_a_document_that_is_handed_over_can_be_downloaded(served: Served, visitor: Visitor) -> None:
    """Below the line that names it, under its own name, with its own bytes; nobody can ask for any other file."""
    let_thanks_bring(served.house)
    visitor.opens(served.address, "feng", private=True)
    visitor.says(ASKED)
    visitor.sees(f"文件：{REPORT.name}")
    link = visitor.page.locator(".bubble", has_text=REPORT.name).locator("a")
    with visitor.page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == REPORT.name
    assert download.value.path().read_bytes() == REPORT.content
    number = int(str(link.get_attribute("href")).rsplit("/", 1)[1])
    assert [visitor.page.request.get(f"{served.address}try/file/{one}").status for one in (number, 0, number - 1)] == [
        200, 404, 404,
    ]  # fmt: skip


def test_without_scripts_the_page_says_what_to_do(served: Served, browser: Browser) -> None:
    """A browser that runs nothing still shows one helpful sentence."""
    plain = browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    page.goto(served.address)
    expect(page.locator("noscript .notice")).to_contain_text("换一个浏览器")
    expect(page.locator("#page")).to_be_hidden()
    plain.close()


def test_the_page_asks_nothing_of_other_hosts() -> None:
    """No script, style, font or picture comes from outside, and none stands inline."""
    web = Path(__file__).parents[2] / "bot" / "web"
    page = (web / "templates" / "tryout.html").read_text(encoding="utf-8")
    assert not re.search(r"https?:|//|<style|style=|<script>| on\w+=", page.replace("</", ""))
    for file in (web / "static").iterdir():
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|insertAdjacentHTML|eval\(|https?://(?!www\.w3\.org/2000/svg)", text), file


def test_the_page_on_the_screen_of_a_study_counts_by_itself(served: Served, visitor: Visitor) -> None:
    """The code it shows, sent by chat, lets the number go up; letters are large, nothing scrolls."""
    page = visitor.page
    page.set_viewport_size({"width": 1920, "height": 1080})

    def says(account: str, text: str) -> None:
        page.request.post(f"{served.address}try/say", data={"account": account, "chat": "", "text": text})

    says("sun", "开始签到 维修水电党支部学习 30分钟 用签到码")
    with served.house.database.read() as connection:
        (study,) = studies.open_ones(connection)
    page.clock.install()
    page.goto(screen.link(served.address.rstrip("/"), study))
    expect(page.locator("#there")).to_have_text("0")
    shown = page.locator("#code")
    now = served.house.clock.office()
    assert shown.inner_text() in [codes.code_at(study.secret, now + timedelta(seconds=late), 3) for late in (-9, 0)]
    for size in ({"width": 1920, "height": 1080}, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
        assert page.evaluate("document.documentElement.scrollHeight") == size["height"]
        assert min(page.evaluate(LETTERS)) >= 18
    says("fengdahai", f"签到 {shown.inner_text()}")
    page.clock.fast_forward(3000)
    expect(page.locator("#there")).to_have_text("1")
    assert "秒后更换" in page.locator("#left").inner_text()
