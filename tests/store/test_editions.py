"""Editions: what several processes see of one shelf, what a change costs, and what is left when one is cut."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.store.database import Database
from knowledge import rows
from knowledge.answer import answer
from knowledge.rows import Shelved
from knowledge.shelf import Shelf

ROUNDS = 6
QUESTION = "水泵每天开几小时"


def write(folder: Path, version: int) -> None:
    """Write three documents, two of which say the version."""
    folder.mkdir(exist_ok=True)
    (folder / "水泵.txt").write_text(f"水泵使用规定\n第一条 水泵每天开{version}小时。\n", encoding="utf-8")
    (folder / "阀门.txt").write_text(
        f"阀门使用规定\n公开范围：公开\n第一条 阀门每天转{version}圈。\n", encoding="utf-8"
    )
    (folder / "花房.txt").write_text("花房使用规定\n第一条 花房每天浇水一次。\n", encoding="utf-8")


def test_another_process_takes_up_each_edition_whole(database: Database, tmp_path: Path, now: datetime) -> None:
    """Documents of two editions never stand side by side, and what was imported is seen at the next question."""
    data, folder, seen, ends = tmp_path / "data", tmp_path / "policies", list[set[str]](), threading.Event()

    def look() -> None:
        other = Shelf(database, data)
        while not ends.is_set():
            library = other.library()
            texts = [one.text for one in library.passages]
            seen.append({char for text in texts for char in text if char.isdigit()})

    asker = threading.Thread(target=look)
    write(folder, 1)
    mine, other = Shelf(database, data), Shelf(database, data)
    mine.import_directory(folder, now)
    asker.start()
    for version in range(2, ROUNDS):
        write(folder, version)
        mine.import_directory(folder, now)
        assert f"每天开{version}小时" in other.ask(QUESTION).quote
        assert f"每天转{version}圈" in other.ask("阀门每天转几圈", public_only=True).quote
    ends.set()
    asker.join()
    assert all(len(versions) == 1 for versions in seen), seen


def test_who_answers_from_an_old_edition_keeps_it(database: Database, tmp_path: Path, now: datetime) -> None:
    """Though its files and rows were swept meanwhile."""
    folder, shelf = tmp_path / "policies", Shelf(database, tmp_path / "data")
    write(folder, 1)
    shelf.import_directory(folder, now)
    old = shelf.library()
    for version in (2, 3, 4):
        write(folder, version)
        shelf.import_directory(folder, now)
    assert "每天开1小时" in answer(old, QUESTION).quote
    assert len(list((tmp_path / "data").glob("index-*"))) == 4  # two volumes of this edition and of the one before


def test_one_changed_document_is_read_alone(
    database: Database, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are copied from the volumes that stand; so are those that only became public."""
    folder, shelf, read = tmp_path / "policies", Shelf(database, tmp_path / "data"), list[str]()
    write(folder, 1)
    shelf.import_directory(folder, now)
    passages_of = rows.passages_of

    def counted(connection: object, some: Sequence[Shelved]) -> object:
        read.extend(one.document.title for one in some)
        return passages_of(connection, some)  # type: ignore[arg-type]

    monkeypatch.setattr(rows, "passages_of", counted)
    (folder / "水泵.txt").write_text("水泵使用规定\n第一条 水泵每天开9小时。\n", encoding="utf-8")
    shelf.import_directory(folder, now)
    assert "每天开9小时" in shelf.ask(QUESTION).quote
    assert read == ["水泵使用规定"]
    with database.write() as connection:
        connection.execute(rows.documents.update().values(scope="公开"))
        rows.turn_edition(connection, now)
    assert "每天开9小时" in shelf.ask(QUESTION, public_only=True).quote
    assert read == ["水泵使用规定"]


def _cut(*_: object) -> None:
    raise OSError("power")


def test_an_import_that_is_cut_leaves_the_shelf_as_it_was(
    database: Database, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between file and row; it is repeated, and what was left behind is gone a day later."""
    folder, data = tmp_path / "policies", tmp_path / "data"
    write(folder, 1)
    Shelf(database, data).import_directory(folder, now)
    write(folder, 2)
    with monkeypatch.context() as broken:
        broken.setattr(rows, "turn_edition", _cut)
        with pytest.raises(OSError, match="power"):
            Shelf(database, data).import_directory(folder, now)
    (data / "index-0.bin-0.part").write_bytes(b"half")
    again = Shelf(database, data)
    assert "每天开1小时" in again.ask(QUESTION).quote
    later = now + timedelta(days=2)
    assert len(again.import_directory(folder, later).changed) == 2
    assert "每天开2小时" in again.ask(QUESTION).quote
    with database.read() as connection:
        states = connection.execute(rows.documents.select()).all()
    assert [row.state for row in states] == ["shelved"] * 3
