"""The shelf: what an import changes, and what a query sees meanwhile."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.errors import Classified, RowMoved, SheetError
from bot.store.audit import Stamp
from bot.store.database import Database
from bot.store.sheets.imports import undo_last
from bot.store.sheets.plan import carry_out, prepare
from bot.store.sheets.sample import OFFICE_ZONE
from handlers.ask.shelving.thesaurus_sheet import THESAURUS
from knowledge import rows, shelf
from knowledge.admitting import Admitting
from knowledge.progress import BOUND, READ, Progress
from knowledge.shelf import Shelf
from knowledge.thesaurus_rows import lines_of, thesaurus_lines, thesaurus_of
from tests.rules.knowledge_texts import NOTICE, PLAN, STORY

QUESTION, SAID = "夏天菜园怎么浇水", "夏季每天傍晚浇水一次"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "policies"
    folder.mkdir()
    (folder / "守则.txt").write_text(NOTICE, encoding="utf-8")
    (folder / "菜园.txt").write_text(PLAN, encoding="utf-8")
    return folder


@pytest.fixture
def one(database: Database, tmp_path: Path) -> Shelf:
    return Shelf(database, tmp_path / "data")


def test_an_imported_document_is_answered_from(one: Shelf, folder: Path, now: datetime) -> None:
    """With its particulars, as they were read."""
    assert not one.ask(QUESTION).answered
    done = one.import_directory(folder, now)
    assert (sorted(done.added), done.changed, done.unchanged, done.errors) == (["守则.txt", "菜园.txt"], [], [], [])
    reply = one.ask(QUESTION)
    assert SAID in reply.quote
    assert reply.document is not None
    assert (reply.document.title, reply.document.date) == ("屋顶菜园管理办法", "2023-04-01")
    assert one.titles() == ["关于印发《云岭大学工具借用守则》的通知", "屋顶菜园管理办法"]


def test_a_second_import_changes_what_changed(one: Shelf, database: Database, folder: Path, now: datetime) -> None:
    """Unchanged files are left as they are; a changed one replaces what it held; no rows stay behind."""
    one.import_directory(folder, now)
    with database.read() as connection:
        before = rows.current_edition(connection)
    assert sorted(one.import_directory(folder, now).unchanged) == ["守则.txt", "菜园.txt"]
    with database.read() as connection:
        assert rows.current_edition(connection) == before
    (folder / "菜园.txt").write_text(PLAN.replace("每天傍晚浇水一次", "每天早晨浇水两次"), encoding="utf-8")
    done = one.import_directory(folder, now)
    assert (done.changed, done.unchanged) == (["菜园.txt"], ["守则.txt"])
    assert "每天早晨浇水两次" in one.ask(QUESTION).quote
    with database.read() as connection:
        assert connection.execute(select(func.count()).select_from(rows.documents)).scalar_one() == 2
        orphans = select(func.count()).where(rows.passages.c.document_id.not_in(select(rows.documents.c.id)))
        assert connection.execute(orphans).scalar_one() == 0


def test_a_query_during_an_import_sees_the_old_shelf_whole(
    one: Shelf, database: Database, folder: Path, tmp_path: Path, now: datetime
) -> None:
    """Until the edition turns; another process sees the same."""
    one.import_directory(folder, now)
    other = Shelf(database, tmp_path / "data")
    (folder / "菜园.txt").write_text(PLAN.replace("傍晚", "早晨"), encoding="utf-8")
    (folder / "节水.txt").write_text(STORY, encoding="utf-8")
    seen: list[tuple[str, int]] = []

    def look(progress: Progress) -> None:
        if progress.step in (READ, BOUND):
            seen.append((other.ask(QUESTION).quote, len(other.titles())))

    one.import_directory(folder, now, tell=look)
    assert len(seen) == 4
    assert all(SAID in quote and titles == 2 for quote, titles in seen)
    assert "每天早晨" in other.ask(QUESTION).quote
    assert len(other.titles()) == 3


def test_what_cannot_be_read_does_not_stop_the_others(one: Shelf, folder: Path, now: datetime) -> None:
    """Each is named with its remedy; a classified one is refused, and what its file held before is withdrawn."""
    one.import_directory(folder, now)
    (folder / "坏.pdf").write_bytes(b"%PDF-1.4 nothing")
    (folder / "守则.txt").write_text("机密★5年\n" + NOTICE, encoding="utf-8")
    (folder / "节水.txt").write_text(STORY, encoding="utf-8")
    done = one.import_directory(folder, now)
    assert sorted(error.file for error in done.errors) == ["坏.pdf", "守则.txt"]
    assert any(isinstance(error, Classified) for error in done.errors)
    assert done.added == ["节水.txt"]
    assert not any("工具" in title for title in one.titles())


def test_a_file_too_large_is_refused_before_it_is_read(
    one: Shelf, folder: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Like any other that can't be read."""
    monkeypatch.setattr(shelf, "LARGEST_FILE", 10)
    assert len(one.import_directory(folder, now).errors) == 2


def test_only_public_documents_answer_the_public(one: Shelf, folder: Path, now: datetime) -> None:
    """By the mark they carry, or as the import says."""
    (folder / "节水.txt").write_text("公开属性：主动公开\n" + STORY, encoding="utf-8")
    one.import_directory(folder, now)
    assert not one.ask(QUESTION, public_only=True).answered
    assert one.ask("感应水龙头每年节水多少", public_only=True).answered
    assert len(one.titles(public_only=True)) == 1
    assert one.import_directory(folder, now, said=Admitting(public=True)).changed
    assert one.ask(QUESTION, public_only=True).answered
    one.import_directory(folder, now, said=Admitting(public=False))
    assert one.titles(public_only=True) == []


def test_a_document_can_be_withdrawn(one: Shelf, folder: Path, now: datetime) -> None:
    """Once."""
    one.import_directory(folder, now)
    assert one.withdraw("菜园.txt", now)
    assert not one.withdraw("菜园.txt", now)
    assert not one.ask(QUESTION).answered


def test_one_file_can_be_imported_alone(one: Shelf, folder: Path, now: datetime) -> None:
    """Beside what stands already."""
    assert one.import_directory(folder / "菜园.txt", now).added == ["菜园.txt"]
    assert one.import_directory(folder / "守则.txt", now).added == ["守则.txt"]
    assert len(one.titles()) == 2


def test_a_lost_index_is_built_again_from_the_rows(
    one: Shelf, database: Database, folder: Path, tmp_path: Path, now: datetime
) -> None:
    """The rows are the truth; so is a file that is no index, or of another size."""
    one.import_directory(folder, now)
    (file,) = (tmp_path / "data").glob("index-*.bin")
    content = file.read_bytes()
    for broken in (b"", b"nonsense", None):
        if broken is None:
            file.unlink()
        else:
            file.write_bytes(broken)
        assert SAID in Shelf(database, tmp_path / "data").ask(QUESTION).quote
    file.write_bytes(content)
    assert SAID in Shelf(database, tmp_path / "data").ask(QUESTION).quote


def test_of_two_imports_at_once_one_is_told_to_run_again(
    one: Shelf, database: Database, folder: Path, tmp_path: Path, now: datetime
) -> None:
    """And the shelf is the other's, whole; what the first one left is swept a day later."""

    def overtake(progress: Progress) -> None:
        Shelf(database, tmp_path / "data").import_directory(folder / "守则.txt", now)

    with pytest.raises(RowMoved):
        one.import_directory(folder / "菜园.txt", now, tell=overtake)
    assert one.titles() == ["关于印发《云岭大学工具借用守则》的通知"]
    assert one.import_directory(folder, now + timedelta(days=2)).added == ["菜园.txt"]
    with database.read() as connection:
        assert connection.execute(select(func.count()).select_from(rows.documents)).scalar_one() == 2


def test_the_offices_own_words_are_read_by_every_process(
    one: Shelf, database: Database, folder: Path, tmp_path: Path, now: datetime
) -> None:
    """From the next question on; an import of them is previewed as told, and taken back like any other."""
    one.import_directory(folder, now)
    other = Shelf(database, tmp_path / "data")
    asked = "小绿毯咋伺候"
    before = other.library().thesaurus
    assert not before.kin_in("小绿毯")
    grid = [["文件里的说法", "大家的说法"], ["菜园、浇水", "小绿毯"]]
    plan = prepare(database, THESAURUS, grid, zone=OFFICE_ZONE, now=now)
    assert [change.before for change in plan.changes] == [None]
    carry_out(database, plan, Stamp("os:root", now))
    after = other.library().thesaurus
    assert [(kin.start, kin.end, kin.words) for kin in after.kin_in("那小绿毯")] == [
        (1, 4, (("菜园", 1.0), ("浇水", 1.0)))
    ]
    assert "浇水" in other.ask(asked).quote
    with database.write() as connection:
        undo_last(connection, {THESAURUS.key: THESAURUS}, OFFICE_ZONE, Stamp("os:root", now))
    assert one.library().thesaurus is before


def test_a_line_of_the_program_is_switched_off_and_its_own_table_comes_back_unchanged(
    database: Database, now: datetime
) -> None:
    """Only what differs is kept, so that an upgrade's lines still come; a line taken out of the file goes."""
    heading = [column.heading for column in THESAURUS.columns]
    with database.read() as connection:
        records = THESAURUS.current(connection, THESAURUS.context(connection, OFFICE_ZONE, now))
    grid = [heading, *([record[column.key] for column in THESAURUS.columns] for record in records)]
    assert not prepare(database, THESAURUS, grid, zone=OFFICE_ZONE, now=now).changes
    word = records[1]["said"].split("、")[0]
    grid[2][2] = "否"
    plan = prepare(database, THESAURUS, [*grid[:1], *grid[2:]], zone=OFFICE_ZONE, now=now, replace=True)
    carry_out(database, plan, Stamp("os:root", now))
    with database.read() as connection:
        assert len(connection.execute(select(thesaurus_lines)).all()) == 2
        kept = lines_of(connection)
        assert (len(kept), [one.is_on for one in kept.values()].count(False)) == (len(records) - 1, 1)
        found = thesaurus_of(connection).kin_in(word)
    assert {other for kin in found for other, _ in kin.words}.isdisjoint(records[1]["office"].split("、"))


def test_faults_of_the_words_are_told_by_row_and_column(database: Database, now: datetime) -> None:
    """Nothing is taken where one word is none."""
    heading = ["文件里的说法", "大家的说法", "使用"]

    def faults(*rows: list[str]) -> list[str]:
        with pytest.raises(SheetError) as caught:
            prepare(database, THESAURUS, [heading, *rows], zone=OFFICE_ZONE, now=now)
        return list(caught.value.faults)

    told = faults(["第二食堂", "、", "是"], ["=1+1", "二食", ""], ["第二食堂", "二" * 13, "也许"], ["", "二餐", ""])
    places = ["第2行“大家的说法”", "第3行“文件里的说法”", "第4行“大家的说法”", "第4行“使用”", "第5行“文件里的说法”"]
    assert [one.split("：")[0] for one in told] == places
    told = faults(["第二食堂", "二食、二", ""], ["图书馆", "图书馆、老馆", ""])
    assert [one.split("：")[0] for one in told] == ["第2行“大家的说法”", "第3行“大家的说法”"]
