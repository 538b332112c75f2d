"""The house itself: its floors, its sizes, its guards, what staff read, what never gets into a log."""

from __future__ import annotations

import ast
import importlib
import io
import json
import logging
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
import structlog

import bot
import handlers
import knowledge
import scheduler
from bot import desk, pump, routing, tryout
from bot.logs import set_up_logs
from bot.platforms.split import split_text
from handlers.incident import words as incident
from handlers.system import talk as system
from knowledge import declining as knowledge_declining
from scheduler import ticker

ROOT = Path(bot.__file__).parent.parent
PACKAGES = (bot, handlers, knowledge, scheduler)
LONGEST_FILE, LONGEST_FUNCTION = 260, 60
NOT_SOURCE = {"samples", "versions"}

#: The places where one unit of work is guarded against anything at all; everywhere else errors are named.
GUARDS = {
    "bot/desk.py": 1,
    "bot/pump.py": 1,
    "bot/loops.py": 2,
    "bot/meaning.py": 1,
    "bot/store/admission.py": 1,
    "bot/platforms/wecom/vendor.py": 1,
    "knowledge/read.py": 1,
    "scheduler/ticker.py": 1,
}

LATIN = re.compile(r"[A-Za-z]+")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
PLACEHOLDER = re.compile(r"\{[^{}]*\}")

#: Words in Latin letters that staff know from their phones and papers.
KNOWN_LATIN = {"SJ", "XX"}
#: 亲, 哦, 呢, 哈 at the end of a clause, exclamation marks, emoji: not the manner of an office.
MANNERLESS = re.compile(r"[!！~～]|亲[，,。]|[哦呢哈呀啦喔][，,。！!？?\n]|[哦呢哈呀啦喔]$|[\U0001f300-\U0001faff]")
COMPUTER_WORDS = re.compile(r"超时|会话|用户|系统错误|异常|服务器错误|数据库|接口|参数|报错|机器人")


@cache
def sources() -> list[tuple[str, ast.Module, str]]:
    """Return every source file: its path from the root, its tree, its text."""
    found = []
    for package in PACKAGES:
        for file in sorted(Path(str(package.__file__)).parent.rglob("*.py")):
            if not NOT_SOURCE & set(file.parts):
                text = file.read_text(encoding="utf-8")
                found.append((file.relative_to(ROOT).as_posix(), ast.parse(text), text))
    return found


def modules(package: ModuleType) -> Iterator[ModuleType]:
    """Return a package's modules, imported."""
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        yield importlib.import_module(found.name)


def texts_in(module: ModuleType) -> Iterator[tuple[str, str]]:
    """Return the Chinese texts a module says: its public constants, and those of its public tables."""
    for name, value in vars(module).items():
        if not name.isupper() or name.startswith("_"):
            continue
        values = value.values() if isinstance(value, dict) else [value]
        for text in values:
            if isinstance(text, str) and CHINESE.search(text):
                yield f"{module.__name__}.{name}", text


def staff_texts() -> Iterator[tuple[str, str]]:
    """Return every text that staff may read, with where it stands."""
    for module in modules(handlers):
        yield from texts_in(module)
    yield from texts_in(knowledge_declining)
    yield "bot.desk.SET_ASIDE", desk.SET_ASIDE
    yield "bot.desk.DOUBT", desk.DOUBT
    yield "bot.routing.TRIAL", routing.TRIAL
    yield "bot.tryout.NOT_IN_TIME", tryout.NOT_IN_TIME


def test_every_import_goes_down_the_floors() -> None:
    """As `pyproject.toml` draws them; no cycle."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]


def test_no_file_is_longer_than_a_noun_needs() -> None:
    """Above it a file is several nouns."""
    long = {path: text.count("\n") for path, _, text in sources() if text.count("\n") > LONGEST_FILE}
    assert not long


def test_no_function_is_longer_than_a_page() -> None:
    """Above it a function is several."""
    long = {
        f"{path}:{node.name}": lines
        for path, tree, _ in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (lines := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert not long


def test_errors_are_caught_by_name_but_for_the_guards() -> None:
    """One unit of work is guarded where the next must go on; a guard is neither added nor lost in passing."""
    found: dict[str, int] = {}
    for path, tree, _ in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.ExceptHandler) and _is_broad(node.type):
                found[path] = found.get(path, 0) + 1
    assert found == GUARDS


def test_staff_read_no_english_and_no_computer_words() -> None:
    """Placeholders aside; what is typed to the computer stands in the operator's commands, not here."""
    found = dict(staff_texts())
    assert len(found) > 30
    wrong = {
        where: text
        for where, text in staff_texts()
        if set(LATIN.findall(PLACEHOLDER.sub("", text))) - KNOWN_LATIN or COMPUTER_WORDS.search(text)
    }
    assert not wrong


def test_staff_are_spoken_to_as_in_an_office() -> None:
    """No exclamation marks, no 亲, 哦, 呢, 哈, no emoji."""
    wrong = {where: text for where, text in staff_texts() if MANNERLESS.search(text)}
    assert not wrong


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        (incident.HEAD.format(mark=incident.MARK, where="三食堂三楼", kind="漏水"), "突发", "三食堂"),
        (system.COMPLAINT_PUSH.format(text="三食堂的菜太咸", who="李明"), "意见", "三食堂"),
    ],
)
def test_the_first_twenty_characters_of_a_push_say_kind_and_place(text: str, kind: str, place: str) -> None:
    """A locked phone shows no more."""
    assert kind in text[:20]
    assert place in text[:20]


def test_what_operators_are_told_says_what_to_do(office_texts: list[str]) -> None:
    """Each ends with a sentence that begins with 请 or says that nothing need be done."""
    silent = [text for text in office_texts if not re.search(r"请|可能已送达", text)]
    assert not silent


@pytest.fixture
def office_texts() -> list[str]:
    """The texts of troubles that are pushed to the admins."""
    return [
        desk.TOLD, pump.REFUSED, pump.LOST, pump.GAVE_UP, pump.NOT_REACHED, ticker.UNKNOWN_KIND, ticker.GAVE_UP,
    ]  # fmt: skip


def test_every_fixed_text_fits_one_message() -> None:
    """Help, greeting and refusals are never split."""
    assert all(len(split_text(text)) == 1 for _, text in staff_texts())


SECRETS = ("canary-secret-1", "canary-secret-2", "canary-secret-3", "canary-secret-4", "canary-secret-5")


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the house's own logs say, at their most talkative."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    before = logging.getLogger().handlers[:], logging.getLogger().level
    set_up_logs(verbose=True)
    yield stream
    structlog.reset_defaults()
    logging.getLogger().handlers[:], logging.getLogger().level = before


def test_no_secret_gets_into_the_log(logged: io.StringIO) -> None:
    """By its name, inside an address, in an error's text, from the libraries below."""
    log = structlog.get_logger()
    log.info("named", secret=SECRETS[0], access_token=SECRETS[1], aes_key=SECRETS[2], sessionWebhook=SECRETS[3])
    log.info("address", url=f"https://x/cgi-bin/gettoken?corpid=ww1&corpsecret={SECRETS[0]}&x=1")
    log.info("address", text=f"POST /send?access_token={SECRETS[1]} failed")
    log.info("nested", data={"secret": SECRETS[3], "list": [f"corpsecret={SECRETS[0]}"]})
    try:
        int(f"https://x?corpsecret={SECRETS[0]} and {SECRETS[4]}")
    except ValueError:
        log.exception("failed", key=SECRETS[2])
        logging.getLogger("library").exception("failed at https://x?access_token=%s", SECRETS[1])
    said = logged.getvalue()
    assert said.count("\n") == 6
    assert said.count("ValueError at test_house.py") == 2
    assert not [secret for secret in SECRETS if secret in said]


def test_a_log_line_is_one_line_whatever_it_holds(logged: io.StringIO) -> None:
    """Control characters, line separators and directions are shown, not obeyed."""
    structlog.get_logger().warning("said", text="a\nb\r\x1b[31m\u2028\x00c", name="}\n{", number=7)
    (line,) = logged.getvalue().splitlines()
    entry = json.loads(line)
    assert entry["number"] == 7
    assert "\x1b" not in line
    assert "\n" not in entry["text"]


def test_no_file_names_the_folder_it_was_written_in() -> None:
    """What is checked in works anywhere."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout
    files = [ROOT / name for name in listed.decode().split("\0") if name]
    here = str(ROOT).encode()
    assert not [file for file in files if file.is_file() and here in file.read_bytes()]


def _is_broad(caught: ast.expr | None) -> bool:
    names = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(
        name is None or (isinstance(name, ast.Name) and name.id in {"Exception", "BaseException"}) for name in names
    )
