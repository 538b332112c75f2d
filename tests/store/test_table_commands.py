"""The commands around tables, as somebody types them, on a store of their own."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.slices import OFFICE_SETTINGS
from bot.store.sheets.office import OFFICE_SHEETS
from bot.store.sheets.sample import FOLDER


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder without settings or store; what a command does to the logs ends with it."""
    before = logging.getLogger().handlers[:], logging.getLogger().level
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOUQIN_DATA_DIR", str(tmp_path / "var"))
    yield tmp_path
    structlog.reset_defaults()
    logging.getLogger().handlers[:], logging.getLogger().level = before


def houqin(*words: str, typed: str = "") -> Result:
    """Run a command."""
    return CliRunner().invoke(app, list(words), input=typed)


def staff() -> None:
    """Import what people refer to, and the people."""
    for table in ("levels", "units", "people"):
        assert houqin("import", table, str(FOLDER / f"{table}.csv"), "--yes").exit_code == 0


def test_a_table_is_shown_asked_about_imported_and_taken_back() -> None:
    """Preview changes nothing, a no changes nothing, a yes imports, undo takes back."""
    file = str(FOLDER / "levels.csv")
    for words, typed in ((("--preview",), ""), ((), "n\n")):
        shown = houqin("import", "levels", file, *words, typed=typed)
        assert (shown.exit_code, "《职级》共 9 处变化" in shown.stdout) == (0, True)
        assert "新增 校领导" in shown.stdout
        assert "已导入" not in shown.stdout
    assert "已导入《职级》：新增 9" in houqin("import", "levels", file, typed="y\n").stdout
    assert "《职级》没有变化" in houqin("import", "levels", file).stdout
    assert "对《职级》的导入：新增 9" in houqin("import", "--undo").stdout
    assert "没有可以撤销的导入" in houqin("import", "--undo").stderr


def test_a_file_with_faults_is_refused_line_by_line(empty_folder: Path) -> None:
    """Each fault on standard error, and the command failed; odd columns and examples are said."""
    (empty_folder / "a.csv").write_text("职级,次序,备注\n示例：主管,1,\n主管,零,\n,5,\n", encoding="utf-8")
    failed = houqin("import", "levels", "a.csv", "--yes")
    assert failed.exit_code == 1
    assert "第3行“次序”" in failed.stderr
    assert "第4行“职级”" in failed.stderr
    (empty_folder / "a.csv").write_text("职级,次序,备注\n示例：主管,1,\n主管,6,\n", encoding="utf-8")
    passed = houqin("import", "levels", "a.csv", "--yes")
    assert "不认识的列，已忽略：备注" in passed.stderr
    assert "第2行是模板的示例，已跳过" in passed.stderr


@pytest.mark.parametrize(
    "words", [("import", "toys", "a.csv"), ("import", "levels"), ("import", "levels", "a.csv"), ("export", "toys")]
)
def test_what_can_not_be_meant_is_refused(words: tuple[str, ...]) -> None:
    """Exit 2: the caller can mend it."""
    assert houqin(*words).exit_code == 2


def test_every_table_is_exported_and_has_a_template(empty_folder: Path) -> None:
    """Under its Chinese title unless told otherwise."""
    for key, sheet in OFFICE_SHEETS.items():
        assert f"已写入 {sheet.title}.xlsx" in houqin("export", key).stdout
        assert houqin("export", key, f"{key}.csv", "--template").exit_code == 0
        assert (empty_folder / f"{sheet.title}.xlsx").exists()
        assert (empty_folder / f"{key}.csv").exists()


def test_settings_are_listed_set_and_put_back() -> None:
    """A wrong one names those that exist."""
    assert houqin("set").stdout.count("【默认】") == len(OFFICE_SETTINGS)
    assert "= 21:30  【本部门设定】" in houqin("set", "安静时段开始", "21:30").stdout
    assert houqin("set").stdout.count("【默认】") == len(OFFICE_SETTINGS) - 1
    assert "= 22:00  【默认】" in houqin("set", "安静时段开始", "--default").stdout
    for words in (("不存在",), ("安静时段开始", "25:00")):
        assert "设定" in str(houqin("set", *words).exception) or "时刻" in str(houqin("set", *words).exception)


def test_an_admin_is_added_and_the_audit_read_and_checked() -> None:
    """Who did what, since when, and whether the chain holds."""
    staff()
    assert "张敏（10021）现在是管理员" in houqin("admin", "add", "张老师", "--account", "wecom:zm").stdout
    assert "目前没有未登记的人来过消息" in houqin("unknown").stdout
    told = houqin("audit", "--what", "admin", "--since", "2020-01-01").stdout
    assert "admin.added" in told
    assert "table.imported" not in told
    assert houqin("audit", "--since", "2999-01-01").stdout == ""
    assert "不是日期" in str(houqin("audit", "--since", "昨天").exception)
    checked = houqin("audit", "--verify")
    assert (checked.exit_code, "记录完整：共 4 条" in checked.stdout) == (0, True)


def test_groups_are_listed_with_what_is_heard_and_what_can_be_said_there(empty_folder: Path) -> None:
    """By which address; one that is not configured, and one where nothing can be said unasked, are told apart."""
    assert "目前没有群" in houqin("chats").stdout
    hook = '[[wecom_webhook]]\nname = "维修中心群"\nkey = "11111111-2222-3333-4444-555555555555"\n'
    (empty_folder / "houqin.toml").write_text(hook, encoding="utf-8")
    staff()
    assert houqin("import", "branches", str(FOLDER / "branches.csv"), "--yes").exit_code == 0
    rows = (
        "平台,群编号,群名称,性质,单位,支部,推送地址",
        "企业微信,w1,维修群,内部,维修中心,,wecom-webhook:维修中心群",
        "钉钉,d1,,支部,,一支部,dingtalk-webhook:食堂",
        "企业微信,w2,施工群,含外单位,,,",
    )
    (empty_folder / "groups.csv").write_text("\n".join(rows), encoding="utf-8")
    assert houqin("import", "chats", "groups.csv", "--yes").exit_code == 0
    told = houqin("chats").stdout
    assert "维修群  【内部】维修服务中心  wecom:w1\n  听：从未听到\n  发：wecom-webhook:维修中心群" in told
    assert "【支部】机关党支部  dingtalk:d1" in told
    assert "dingtalk-webhook:食堂（没有配置这个推送地址，请核对）" in told
    assert "施工群  【含外单位】  wecom:w2\n  听：从未听到\n  发：只能回复" in told
    assert "11111111" not in told
