"""The docs say what the code does: the reference is complete, commands, settings and links exist."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import typer

from bot.app import House
from bot.cli import app
from bot.cli.sheets import SHEETS
from bot.clock import SystemClock
from bot.errors import SettingsError
from bot.explain import Asked, explain, explaining
from bot.rights import rights_as_markdown
from bot.settings import load
from tests.reference import FOLDER, PAGES
from tests.reference.commands import options_of, walk
from tests.reference.intents import MEANINGS
from tests.reference.settings import all_settings

ROOT = Path(__file__).parents[1]
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NAMES = [str(file.relative_to(ROOT)) for file in DOCS]

FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"(?<!\\)\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"(?:^|&& |bin/|[A-Z]=\S+ )houqin((?: (?:--config \S+|--verbose))*(?: .*)?)$")
VARIABLE = re.compile(r"HOUQIN_[A-Z_]+")
TARGET = re.compile(r"\bmake ([a-z]+)")
SAMPLE = {"secret": "s" * 43, "token": "t" * 20, "aes_key": "a" * 43}  # stand for what a page leaves out with …
NOT_HERE = re.compile(r"/work/|\bissue #?\d|@claude|TODO|FIXME|XXX")


@pytest.mark.parametrize("name", PAGES)
def test_a_reference_page_says_what_the_code_says(name: str) -> None:
    """`make reference` writes the pages; none has drifted."""
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name](), (
        "run `make reference` and look at the difference"
    )


def test_every_reference_page_is_made_from_the_code() -> None:
    """No page beside them pretends to be complete."""
    assert {file.name for file in FOLDER.glob("*.md")} == set(PAGES)


def test_the_rights_are_printed_as_they_are() -> None:
    """The page shows the very table the program decides by."""
    assert rights_as_markdown() in (FOLDER / "rights.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def said_now() -> datetime:
    """The moment at which what the docs let people say is said."""
    return SystemClock().office()


@pytest.fixture(scope="module")
def house(said_now: datetime) -> Iterator[House]:
    """The house in which messages are explained."""
    with explaining(said_now) as opened:
        yield opened


def test_every_example_of_an_intent_is_taken_so(house: House, said_now: datetime) -> None:
    """What the page of intents lets people say is what the bot takes it to mean."""
    meant = {
        intent: explain(house, Asked(text=one.example, now=said_now, context=one.context))["intent"]
        for intent, one in MEANINGS.items()
        if one.example
    }
    assert {intent: found for intent, found in meant.items() if found != intent} == {}


def test_what_the_tutorial_lets_people_ask_is_answered_as_it_says(house: House, said_now: datetime) -> None:
    """The question is answered; a stranger is shown fewer documents."""
    question, titles = "计划停水要提前几天通知", "有哪些文件可以查"
    page = (ROOT / "docs" / "start.md").read_text(encoding="utf-8")
    assert f"「{question}」" in page
    assert f"「{titles}」" in page
    assert "question.answered" in explain(house, Asked(text=question, now=said_now))["effects"]
    shown = {
        role: explain(house, Asked(text=titles, now=said_now, role=role))["reply"] for role in ("staff", "outsider")
    }
    assert "值班管理规定" in shown["staff"]
    assert "值班管理规定" not in shown["outsider"]
    assert "计划停水停电" in shown["outsider"]


@pytest.mark.parametrize("file", DOCS, ids=NAMES)
def test_every_relative_link_leads_somewhere(file: Path) -> None:
    """To a file, and where it names a heading, to a heading of it."""
    for link in LINK.findall(_without_code(file)):
        path, _, anchor = unquote(link).partition("#")
        if re.match(r"[a-z]+:", link):
            continue
        target = (file.parent / path).resolve() if path else file
        assert target.exists(), f"{link} leads nowhere"
        assert not anchor or anchor in _headings(target), f"{link}: no such heading"


@pytest.mark.parametrize("file", DOCS, ids=NAMES)
def test_every_command_in_the_docs_exists(file: Path) -> None:
    """With its options, tables and make targets."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for line in _commands(file):
        _check_command(line)
    for fenced in _code(file):
        for target in TARGET.findall(fenced):
            assert target in targets, f"make {target} does not exist"


@pytest.mark.parametrize("file", DOCS, ids=NAMES)
def test_every_setting_in_the_docs_exists(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every TOML block starts the program, and every variable is one."""
    for kind, block in FENCE.findall(file.read_text(encoding="utf-8")):
        if kind == "toml":
            (tmp_path / "houqin.toml").write_text(_filled(block), encoding="utf-8")
            try:
                load(tmp_path / "houqin.toml")
            except SettingsError as trouble:
                pytest.fail(f"{trouble} in\n{block}")
    known = {"HOUQIN_" + one.name.replace(".", "__").upper() for one in all_settings() if not one.in_list}
    known |= {"HOUQIN_" + one.name.split(".")[0].upper() for one in all_settings() if one.in_list}
    for variable in VARIABLE.findall(file.read_text(encoding="utf-8")):
        assert variable in known | {"HOUQIN_"}, f"{variable} is no setting"


@pytest.mark.parametrize("file", DOCS, ids=NAMES)
def test_the_docs_keep_to_the_product(file: Path) -> None:
    """No notes to ourselves, no paths of the workplace."""
    assert NOT_HERE.findall(file.read_text(encoding="utf-8")) == []


def test_every_page_can_be_reached_from_the_readme() -> None:
    """Nobody has to know a page's address."""
    seen, waiting = set[Path](), [ROOT / "README.md"]
    while waiting:
        file = waiting.pop()
        if file in seen or file.suffix != ".md" or not file.exists():
            continue
        seen.add(file)
        links = (unquote(link).partition("#")[0] for link in LINK.findall(_without_code(file)) if ":" not in link)
        waiting += [(file.parent / link).resolve() for link in links if link]
    assert {str(file.relative_to(ROOT)) for file in DOCS if file not in seen} == set()


def _code(file: Path) -> list[str]:
    text = file.read_text(encoding="utf-8")
    return [block for _, block in FENCE.findall(text)] + SPAN.findall(FENCE.sub("", text))


def _without_code(file: Path) -> str:
    return SPAN.sub("", FENCE.sub("", file.read_text(encoding="utf-8")))


def _commands(file: Path) -> Iterator[str]:
    """Return what stands after `houqin` in every line of code that calls it."""
    for block in _code(file):
        for line in block.splitlines():
            found = COMMAND.search(line.partition("   #")[0].rstrip())
            if found and not line.strip().startswith("#"):
                yield found[1].strip().rstrip('"') if "&& " in line else found[1].strip()


@cache
def _known_commands() -> dict[str, Any]:
    return dict(walk(typer.main.get_command(app)))


def _check_command(line: str) -> None:
    words = shlex.split(re.sub(r"--config \S+|--verbose", "", line).replace("…", "x"))
    if not words or words[0] in ("COMMAND", "--help"):
        return
    known = _known_commands()
    name = next((name for name in (" ".join(words[:2]), words[0]) if name in known), None)
    groups = {name.split()[0] for name in known if " " in name}
    assert name or words[0] in groups, f"houqin {line}: no such command"
    if name is None:
        return
    used = [word.partition("=")[0] for word in words if word.startswith("--")]
    assert set(used) <= set(options_of(known[name])), f"houqin {line}: no such option"
    if name in ("import", "export"):
        tables = [word for word in words[1:] if not word.startswith(("-", "["))][:1]
        assert set(tables) <= {*SHEETS, "policies", "TABLE"}, f"houqin {line}: no such table"


def _headings(file: Path) -> set[str]:
    lines = FENCE.sub("", file.read_text(encoding="utf-8")).splitlines()
    titles = [line.lstrip("#").strip().lower() for line in lines if line.startswith("#")]
    return {re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in titles}


def _filled(block: str) -> str:
    lines = []
    for line in block.splitlines():
        key, _, value = line.partition("=")
        lines.append(f'{key}= "{SAMPLE[key.strip()]}"' if "…" in value and key.strip() in SAMPLE else line)
    whole = "\n".join(lines)
    tomllib.loads(whole)
    return whole
