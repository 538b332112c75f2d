"""What the operator sees of the documents that were handed over, and how he gets at them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.documents import Cabinet
from bot.store import pushes
from bot.store.database import EPOCH, open_database
from bot.store.files import FileStore
from bot.store.pushes import Push, Recipient, Severity
from tests.giving import REPORT


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder without settings or store; what a command does to the logs ends with it."""
    before = logging.getLogger().handlers[:], logging.getLogger().level
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOUQIN_DATA_DIR", str(tmp_path / "var"))
    yield tmp_path
    structlog.reset_defaults()
    logging.getLogger().handlers[:], logging.getLogger().level = before


def houqin(*words: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(app, list(words))


def give(folder: Path) -> None:
    """Have a document on its way to somebody."""
    database = open_database(f"sqlite:///{folder / 'var' / 'houqin.db'}")
    with database.write() as connection:
        file = Cabinet(FileStore(folder / "var" / "files"), "张敏").keep(connection, REPORT, EPOCH)
        to = Recipient(platform="wecom", account="liming")
        push = Push(0, to, "x", "sender", "", Severity.NORMAL, None, EPOCH, None, file=file)
        pushes.put(connection, push, source="test", at=EPOCH)
    database.close()


def test_documents_are_listed_and_copied(folder: Path) -> None:
    """With number, time, state, to whom; a copy is what was given, and that it was made stands in the audit."""
    assert "目前没有发过文件" in houqin("files").stdout
    give(folder)
    assert houqin("files").stdout == "1\t1970-01-01 08:00\twait\t未登记账号 liming\t三食堂漏水情况报告.docx\n"
    assert "已把 1 份文件取到 out" in houqin("files", "--out", "out").stdout
    assert (folder / "out" / "1-三食堂漏水情况报告.docx").read_bytes() == REPORT.content
    assert "files.copied" in houqin("audit").stdout


def test_a_document_that_is_gone_is_named(folder: Path) -> None:
    """A store restored without its files can be seen to be one."""
    assert houqin("files").exit_code == 0
    give(folder)
    for kept in (folder / "var" / "files").rglob("*"):
        if kept.is_file():
            kept.unlink()
    copied = houqin("files", "--out", "out")
    assert "三食堂漏水情况报告.docx（编号1）不在文件夹" in copied.stderr
    assert "已把 0 份文件取到 out" in copied.stdout
