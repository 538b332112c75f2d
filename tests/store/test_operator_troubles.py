"""What goes wrong at the command line: one sentence on standard error, the right exit code, never a traceback."""

from __future__ import annotations

import logging
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import structlog

from bot import cli
from bot.cli import address
from bot.errors import SettingsError
from bot.settings import Serve, load

DOOR = f"""
[[wecom_app]]
corp_id = "ww1234567890123456"
agent_id = 1
secret = "{"s" * 43}"
token = "tttttttttttttttttttt"
aes_key = "{"a" * 43}"
"""
ROBOT = """
[[dingtalk_robot]]
corp_id = "ding1234"
app_key = "dingkey1"
app_secret = "ssssssssssssssss"
robot_code = "dingcode1"
card_template = "template"
"""
COMMANDS = (
    "status",
    "chats",
    "unknown",
    "unanswered",
    "audit",
    "audit --verify",
    "set",
    "export people",
    "import people people.csv --yes",
    "admin add 10021",
    "ask 水",
    "migrate",
    "serve",
)
Said = tuple[int, str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a door and a table to import; what a command does to the logs ends with it."""
    before = logging.getLogger().handlers[:], logging.getLogger().level
    monkeypatch.chdir(tmp_path)
    (tmp_path / "houqin.toml").write_text(DOOR, encoding="utf-8")
    (tmp_path / "people.csv").write_text("工号,姓名\n10021,张敏\n", encoding="utf-8")
    yield tmp_path
    structlog.reset_defaults()
    logging.getLogger().handlers[:], logging.getLogger().level = before


@pytest.fixture
def houqin(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Return what runs a command as the shell does: its exit code and its standard error."""

    def run(*words: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["houqin", *words])
        monkeypatch.setattr(sys.modules["__main__"], "__package__", None)  # not `python -m pytest`
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return int(ended.value.code or 0), capsys.readouterr().err

    return run


def one_sentence(said: Said, code: int, *words: str) -> None:
    """See that a command ended so, with one line that holds the words."""
    assert said[0] == code, said
    (line,) = said[1].splitlines()
    assert line.startswith("houqin: ")
    assert [word for word in words if word not in line] == [], line


def noise(store: Path) -> None:
    store.parent.mkdir()
    store.write_bytes(b"this is no database" * 400)


def a_folder(store: Path) -> None:
    store.mkdir(parents=True)


def no_folder(store: Path) -> None:
    store.parent.write_bytes(b"")


def foreign(store: Path) -> None:
    store.parent.mkdir()
    with closing(sqlite3.connect(store)) as database, database:
        database.execute("CREATE TABLE customers (id INTEGER)")


def broken_inside(store: Path) -> None:
    foreign(store)
    data = store.read_bytes()
    store.write_bytes(data[:100] + b"\xff" * (len(data) - 100))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (noise, "不是本程序的数据库文件，或已损坏"),
        (a_folder, "打不开：请核对它是文件而不是文件夹"),
        (no_folder, "那里已有一个同名的文件"),
        (foreign, "别的程序的表"),
        (broken_inside, "已损坏：请停止服务，恢复备份"),
    ],
)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_store_that_can_not_be_used_is_named(
    folder: Path, houqin: Callable[..., Said], spoil: Callable[[Path], None], words: str, command: str
) -> None:
    """By every command that looks into it."""
    spoil(folder / "var" / "houqin.db")
    one_sentence(houqin(*command.split()), 1, words, "请")


def test_a_store_that_fails_in_the_middle_is_named_too(folder: Path, houqin: Callable[..., Said]) -> None:
    """A table is gone; nothing of the statement is shown."""
    assert houqin("status")[0] == 0
    with closing(sqlite3.connect(folder / "var" / "houqin.db")) as database, database:
        database.execute("DROP TABLE audit")
    said = houqin("audit")
    one_sentence(said, 1, "数据库", "houqin doctor")
    assert "SELECT" not in said[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("export", "chats", "none/dir/x.xlsx"), "写不了“none/dir/x.xlsx”"),
        (("export", "people", "none/x.csv"), "写不了“none/x.csv”"),
        (("export", "people", "none/x.csv", "--template"), "写不了“none/x.csv”"),
        (("export", "chats", "."), "是文件夹"),
        (("export", "chats", ""), "是文件夹"),
        (("export", "chats", "a.pdf"), "用其中一种：.xlsx、.csv"),
        (("export", "chats", "a"), "用其中一种：.xlsx、.csv"),
        (("export", "toys"), "没有名为“toys”的表"),
        (("import", "people"), "请写明要导入的文件"),
        (("nonsense",), "`houqin --help`"),
        (("status", "--nonsense"), "`houqin status --help`"),
        (("admin", "nonsense"), "`houqin admin --help`"),
        (("export",), "Missing argument"),
        (("status", "more"), "`houqin status --help`"),
        (("try", "--port", "99999"), "65535"),
        (("--config",), "--config"),
        (("--config", "none.toml", "status"), "none.toml does not exist"),
        (("--config", ".", "status"), "is a folder"),
        (("ask", "--batch", "odd.txt"), "no text in UTF-8"),
        (("doctor", "--offline", "--url", "nonsense"), "--url is no address"),
    ],
)
def test_what_is_typed_wrong_is_said_in_one_sentence(
    folder: Path, houqin: Callable[..., Said], words: tuple[str, ...], said: str
) -> None:
    """Exit 2: who typed it can mend it; no file is left behind."""
    (folder / "odd.txt").write_bytes(b"\xff\xfe\xff")
    before = {one.name for one in folder.iterdir()}
    one_sentence(houqin(*words), 2, said)
    assert {one.name for one in folder.iterdir()} - before <= {"var"}


def test_a_file_of_the_machine_that_fails_is_named(folder: Path, houqin: Callable[..., Said]) -> None:
    """Here a try-out whose folder is a file."""
    one_sentence(houqin("try", "--folder", str(folder / "people.csv")), 1, "people.csv", "请核对路径")


def test_without_a_command_the_help_is_shown(houqin: Callable[..., Said]) -> None:
    """And no complaint beside it."""
    assert houqin() == (2, "")
    assert houqin("--help") == (0, "")


@pytest.mark.parametrize(
    "url",
    [
        "x",
        "https://",
        "https:///path",
        "http://your.host",
        "https://a b",
        "https://user:geheim@host",
        "https://host?geheim",
        "https://host/#geheim",
        "https://host:99999",
        "https://host:0",
        "https://host:",
        "https://-host",
        "https://a..b",
        "https://[::1",
        "https://[v1.x]",
        "https://ho\tst",
        "https://host\\geheim",
        "ftp://host",
        "",
    ],
)
def test_cards_are_registered_only_at_an_address(folder: Path, houqin: Callable[..., Said], url: str) -> None:
    """Nothing is asked of DingTalk before; what was typed, perhaps a password, is not repeated."""
    (folder / "houqin.toml").write_text(ROBOT, encoding="utf-8")
    said = houqin("register-cards", "--url", url)
    one_sentence(said, 2, "--url", "https://your.host")
    assert "geheim" not in said[1]


def test_addresses_are_read_as_they_stand() -> None:
    """Host names, ports, paths, both kinds of numbers; no slash at the end."""
    assert address.public("https://your.host/") == "https://your.host"
    assert address.public("https://your.host.:8443/bot/") == "https://your.host.:8443/bot"
    assert address.running("http://[::1]:8000") == "http://[::1]:8000"
    assert address.running("https://10.0.0.7") == "https://10.0.0.7"


@pytest.mark.parametrize(
    ("host", "base"),
    [("127.0.0.1", "http://127.0.0.1:8000"), ("0.0.0.0", "http://127.0.0.1:8000"), ("::", "http://[::1]:8000")],
)
def test_the_doctor_asks_this_machine_where_everywhere_is_listened_on(host: str, base: str) -> None:
    """No address means everywhere to who calls."""
    assert address.own(Serve(host=host)) == base


def test_a_settings_file_of_notepad_is_read(folder: Path) -> None:
    """With a byte order mark and Windows' ends of lines."""
    text = '[office]\r\nschool = "青衡大学"\r\n'
    (folder / "houqin.toml").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert load().office.school == "青衡大学"


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030"])
def test_a_settings_file_in_another_encoding_says_how_to_save_it(folder: Path, encoding: str) -> None:
    """None of its text is shown."""
    (folder / "houqin.toml").write_bytes('[office]\nschool = "青衡大学"\n'.encode(encoding))
    with pytest.raises(SettingsError, match=r"houqin\.toml is no text in UTF-8; save it again"):
        load()


def test_a_folder_in_the_place_of_the_settings_is_refused_by_name(folder: Path) -> None:
    """Not taken for no settings at all."""
    (folder / "houqin.toml").unlink()
    (folder / "houqin.toml").mkdir()
    with pytest.raises(SettingsError, match=r"houqin\.toml is a folder"):
        load()


def test_an_address_of_no_known_database_is_a_fault_of_the_settings(houqin: Callable[..., Said], folder: Path) -> None:
    """Exit 2; it says which two there are, and shows no password."""
    (folder / "houqin.toml").write_text('[store]\nurl = "mysql://u:geheim@host/db"\n', encoding="utf-8")
    said = houqin("status")
    one_sentence(said, 2, "store.url", "postgresql+psycopg://")
    assert "geheim" not in said[1]
