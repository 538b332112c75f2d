"""Vectors of the shelf: made once, beside everything else, by one process; used as far as they are made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from bot.errors import MeaningDown
from bot.store.database import Database
from knowledge.admitting import Admitting
from knowledge.document import DEPARTMENT
from knowledge.meaning import building, rows
from knowledge.meaning.asking import Asking
from knowledge.meaning.embedder import Floats, checked
from knowledge.meaning.meaning import Meaning
from knowledge.meaning.outage import Outage
from knowledge.meaning.progress import progress
from knowledge.shelf import Shelf

LIKE = ("厨房烹饪油烟灶", "水池鱼龟", "门窗钥匙锁", "花草树木")
KITCHEN, POND, DOOR = "油烟机每月清洗一次。", "鱼每天喂两次。", "钥匙交还值班室。"
QUESTION = "灶头多久要弄干净"  # no pair of its characters stands anywhere


@dataclass
class Senses:
    """Understands characters by what they are like; counts what it is asked."""

    identity: str = "senses"
    batch: int = 2
    bound_s: float = 5.0
    is_remote: bool = False
    asked: list[str] = field(default_factory=list)
    refuses: Callable[[str], bool] = lambda _: False
    down: bool = False

    def passages(self, texts: Sequence[str]) -> Floats:
        self.asked.extend(texts)
        if self.down:
            raise MeaningDown("HTTP 500")
        if any(map(self.refuses, texts)):
            raise MeaningDown("HTTP 400", is_of_text=True)
        return checked([self._vector(text) for text in texts], len(texts))

    def question(self, text: str) -> Floats:
        one: Floats = checked([self._vector(text)], 1)[0]
        return one

    def close(self) -> None:
        """Hold nothing."""

    def _vector(self, text: str) -> list[float]:
        return [0.05 + sum(char in like for char in text) for like in LIKE]


@dataclass
class Ground:
    """A shelf with a model."""

    database: Database
    folder: Path
    now: datetime
    seconds: float = 0.0
    opened: list[Meaning] = field(default_factory=list)

    def meaning(self, senses: Senses) -> Meaning:
        meaning = Meaning(self.database, senses, lambda: self.seconds)
        self.opened.append(meaning)
        return meaning

    def shelf(self, meaning: Meaning | None = None) -> Shelf:
        return Shelf(self.database, self.folder / "data", meaning.nearness if meaning else None)

    def put(self, **files: str) -> None:
        for name, text in files.items():
            (self.folder / "in").mkdir(exist_ok=True)
            (self.folder / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
        self.shelf().import_directory(self.folder / "in", self.now, said=Admitting(internal=True))

    def work(self, meaning: Meaning, shelf: Shelf, most: int = 50) -> None:
        """Step until there is nothing to do at once."""
        for _ in range(most):
            meaning.follow(*shelf.libraries())
            if meaning.step(self.now):
                return

    def stored(self) -> int:
        with self.database.read() as connection:
            return connection.execute(select(func.count()).select_from(rows.vectors)).scalar_one()


@pytest.fixture
def ground(database: Database, tmp_path: Path, now: datetime) -> Iterator[Ground]:
    ground = Ground(database, tmp_path, now)
    yield ground
    for meaning in ground.opened:
        meaning.close()


THREE = {"后厨": KITCHEN, "池塘": POND, "门": DOOR}


def test_a_question_in_other_words_finds_its_passage(ground: Ground) -> None:
    """With vectors it is listed first; without, and while there are none, it is as it was."""
    ground.put(**THREE)
    meaning = ground.meaning(Senses())
    shelf = ground.shelf(meaning)
    before = shelf.ask(QUESTION)
    ground.work(meaning, shelf)
    after = shelf.ask(QUESTION)
    assert KITCHEN not in [one.passage.text for one in before.alternatives]
    assert KITCHEN in after.alternatives[0].passage.text
    assert not ground.shelf().ask(QUESTION).alternatives


def test_what_is_made_is_not_made_again(ground: Ground) -> None:
    """A restart, a second import and a changed document cost what is new and no more."""
    ground.put(**THREE)
    first = Senses()
    meaning = ground.meaning(first)
    ground.work(meaning, ground.shelf(meaning))
    meaning.close()
    assert len(first.asked) == 3
    again = Senses()
    meaning = ground.meaning(again)
    shelf = ground.shelf(meaning)
    ground.work(meaning, shelf)
    assert not again.asked
    ground.put(门="钥匙交还门房。")
    ground.work(meaning, shelf)
    assert len(again.asked) == 1
    number, _ = shelf.libraries()
    nearness = meaning.nearness(number, DEPARTMENT, QUESTION)
    assert nearness is not None
    assert np.isfinite(nearness).all()


def test_one_process_makes_and_the_others_read(ground: Ground) -> None:
    """While the one holds the work; when it is gone another goes on."""
    ground.put(**THREE)
    senses, others = Senses(batch=1), Senses(batch=1)
    one, other = ground.meaning(senses), ground.meaning(others)
    ground.work(one, ground.shelf(), most=1)
    ground.work(other, ground.shelf(), most=5)
    assert (len(senses.asked), others.asked) == (1, [])
    number, _ = ground.shelf().libraries()
    nearness = other.nearness(number, DEPARTMENT, QUESTION)
    assert nearness is not None
    assert np.isfinite(nearness).sum() == 1
    ground.now += rows.LEASE + timedelta(seconds=1)
    ground.work(other, ground.shelf())
    assert len(others.asked) == 2


def test_another_model_starts_anew_and_the_old_vectors_go(ground: Ground) -> None:
    """Once nobody makes vectors of the old one any more."""
    ground.put(**THREE)
    ground.work(ground.meaning(Senses()), ground.shelf())
    newer = Senses(identity="other senses")
    meaning = ground.meaning(newer)
    ground.work(meaning, ground.shelf())
    assert (len(newer.asked), ground.stored()) == (3, 6)
    ground.now += rows.LEASE + timedelta(seconds=1)
    ground.work(meaning, ground.shelf())
    assert ground.stored() == 3


def test_texts_long_off_the_shelf_lose_their_vectors(ground: Ground) -> None:
    """Not at once: what is put back within days costs nothing."""
    ground.put(**THREE)
    senses = Senses()
    meaning = ground.meaning(senses)
    ground.work(meaning, ground.shelf())
    ground.shelf().withdraw("门.txt", ground.now)
    ground.work(meaning, ground.shelf())
    assert ground.stored() == 3
    ground.now += building.FORGOTTEN + timedelta(seconds=1)
    ground.work(meaning, ground.shelf())
    assert ground.stored() == 2


def test_a_text_the_model_refuses_does_not_keep_the_others(ground: Ground) -> None:
    """It is found by giving texts one at a time."""
    ground.put(**THREE)
    senses = Senses(batch=3, refuses=lambda text: "鱼" in text)
    ground.work(ground.meaning(senses), ground.shelf())
    assert ground.stored() == 2
    assert sum("鱼" in text for text in senses.asked) == 2


def test_a_model_that_is_down_is_said_and_tried_again(ground: Ground) -> None:
    """The status names the trouble until it is over; the import and the questions never wait."""
    ground.put(**THREE)
    senses = Senses(down=True)
    meaning = ground.meaning(senses)
    shelf = ground.shelf(meaning)
    with capture_logs() as logged:
        ground.work(meaning, shelf)
        ground.work(meaning, shelf)
    assert [line["why"] for line in logged] == ["HTTP 500"]
    assert len(senses.asked) == 2
    _, libraries = shelf.libraries()
    assert "0 of 3 vectors; last error HTTP 500" in progress(ground.database, senses, libraries.values())
    assert shelf.ask("钥匙交还给谁").answered
    senses.down, ground.seconds = False, 3.0
    with capture_logs() as logged:
        ground.work(meaning, shelf)
    assert len(logged) == 1
    said = progress(ground.database, senses, libraries.values())
    assert said.endswith("3 of 3 vectors")


def test_a_document_marked_internal_stays_here(ground: Ground) -> None:
    """A model elsewhere is not given any of it; a model in this machine is."""
    ground.put(**THREE, 内="内部资料 注意保存\n花草每周浇水。")
    remote = Senses(is_remote=True)
    meaning = ground.meaning(remote)
    ground.work(meaning, ground.shelf())
    meaning.close()
    assert len(remote.asked) == 3
    assert not any("花草" in said for said in remote.asked)
    _, libraries = ground.shelf().libraries()
    assert progress(ground.database, remote, libraries.values()).endswith("3 of 3 vectors")
    local = Senses()
    ground.work(ground.meaning(local), ground.shelf())
    assert any("花草" in said for said in local.asked)


def test_a_private_question_is_not_asked_elsewhere() -> None:
    """Of wages, misconduct, somebody's illness no vector is made by a model elsewhere; one in this machine hears it."""
    for is_remote, private in ((True, False), (False, True)):
        asking = Asking(Senses(is_remote=is_remote), Outage("senses", lambda: 0.0))
        assert asking.vector("鱼多久喂一次") is not None
        assert (asking.vector("我要举报油烟机采购吃回扣") is not None) is private
        assert (asking.vector("我爱人生病住院能请几天假") is not None) is private
        asking.close()
