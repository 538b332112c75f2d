"""The poster, as the command writes it and a real browser prints it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser, Page
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.settings import Office
from bot.web.poster import poster
from tests.test_house import COMPUTER_WORDS, LATIN, MANNERLESS
from tests.visitor import CHROMIUM, a_browser

A4_POINTS = (595, 842)
SMALLEST_TYPE_PX = 18
WITH_A_PHONE = '[office]\nassistant = "小青"\ndepartment = "总务处"\nduty_phone = "8110"\ncontact = "综合科 张敏"\n'
AN_APP = (
    f'[[wecom_app]]\ncorp_id = "ww0123456789abcdef"\nagent_id = 1000002\nsecret = "s"\ntoken = "t"\n'
    f'aes_key = "{"a" * 43}"\n'
)
A_BOT = f'[[wecom_aibot]]\naibot_id = "aibexample01"\nname = "小青"\ntoken = "t"\naes_key = "{"a" * 43}"\n'
LONG = Office(
    department="某某大学后勤保障与国有资产经营管理处（后勤服务集团）",
    assistant="后勤小助手",
    duty_phone="0571-88123456 转 8110，夜间 13900001111",
    contact="综合办公室 欧阳敏敏 0571-88123456、13900001111",
)
HOSTILE = "</p><img src=x onerror=\"window.ran='yes'\"><script>window.ran='yes'</script>{{ 7*7 }}"
in_a_browser = pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed")


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser."""
    with a_browser() as one:
        yield one


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page without the network; fails when anything is asked for."""
    opened = browser.new_page()
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    yield opened
    opened.close()
    assert asked == []


def houqin(*words: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(app, list(words))


def test_the_command_fills_in_what_the_office_is_called(empty_folder: Path) -> None:
    """Department, name, telephone, contact; what stood there before is replaced."""
    (empty_folder / "houqin.toml").write_text(WITH_A_PHONE, encoding="utf-8")
    for _ in range(2):
        done = houqin("poster")
        assert (done.exit_code, done.stderr) == (0, "")
    assert "助手听得到什么.html" in done.stdout
    written = (empty_folder / "助手听得到什么.html").read_text(encoding="utf-8")
    for said in ("总务处", "小青听得到什么", "值班 8110", "@小青 三食堂三楼漏水", "综合科 张敏", "绑定 20180013 张三"):
        assert said in written


def test_an_unknown_telephone_is_a_line_to_write_on(empty_folder: Path) -> None:
    """And whoever prints it is told."""
    done = houqin("poster", "--output", "a.html")
    assert done.exit_code == 0
    assert "请打印后手写" in done.stderr
    assert '值班 <span class="blank"></span>' in (empty_folder / "a.html").read_text(encoding="utf-8")


def test_a_file_that_can_not_be_written_is_said(empty_folder: Path) -> None:
    """With what to look at."""
    assert "请核对文件夹" in str(houqin("poster", "--output", str(empty_folder / "no" / "a.html")).exception)


@pytest.mark.parametrize(("doors", "groups"), [("", True), (AN_APP, False), (AN_APP + A_BOT, True), (A_BOT, True)])
def test_an_app_alone_hears_no_group(empty_folder: Path, doors: str, *, groups: bool) -> None:
    """The page then says so, and no example begins with a mention."""
    (empty_folder / "houqin.toml").write_text(doors, encoding="utf-8")
    assert houqin("poster", "--output", "a.html").exit_code == 0
    written = (empty_folder / "a.html").read_text(encoding="utf-8")
    assert ("不管有没有@" in written) is not groups
    assert ("@助手" in written) is groups


@pytest.mark.browser
@in_a_browser
@pytest.mark.parametrize("office", [Office(), LONG], ids=["blank", "long"])
@pytest.mark.parametrize("groups", [True, False])
def test_it_prints_on_one_page_of_a4_in_large_type(page: Page, office: Office, *, groups: bool) -> None:
    """Also with long names; nothing is fetched, nothing runs over the edge."""
    page.set_viewport_size({"width": 794, "height": 1123})
    page.set_content(poster(office, groups=groups))
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert len(printed) == 1
    assert (round(printed[0].mediabox.width), round(printed[0].mediabox.height)) == A4_POINTS
    sizes = "[...document.body.querySelectorAll('*')].map(one => parseFloat(getComputedStyle(one).fontSize))"
    assert min(page.evaluate(sizes)) >= SMALLEST_TYPE_PX
    assert page.evaluate("document.documentElement.scrollWidth") == 794


@pytest.mark.browser
@in_a_browser
@pytest.mark.parametrize("groups", [True, False])
def test_it_speaks_as_an_office_does(page: Page, *, groups: bool) -> None:
    """No English, no computer words but the school's own server, no exclamation marks."""
    page.set_content(poster(Office(), groups=groups))
    said = page.locator("body").inner_text()
    assert (LATIN.findall(said), COMPUTER_WORDS.findall(said), MANNERLESS.findall(said)) == ([], [], [])


@pytest.mark.browser
@in_a_browser
def test_what_the_office_writes_stays_text(page: Page) -> None:
    """No markup, no script, no template of theirs is obeyed."""
    hostile = Office(department=HOSTILE, assistant=HOSTILE, duty_phone=HOSTILE, contact=HOSTILE)
    page.set_content(poster(hostile, groups=True))
    assert page.locator("img, script").count() == 0
    assert page.evaluate("window.ran") is None
    assert page.locator("h1").inner_text() == f"{HOSTILE}听得到什么"
