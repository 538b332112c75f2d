"""Measure the search over a set of passages with questions: R@1, MRR@10, R@10, time to build, time a question, memory.

Side by side in one run: plain BM25 over pairs, over characters and pairs, the search, the answer's own order; and where
the local model is installed, the last two once more with meaning. Its vectors are kept in var/.

python -m benchmarks.retrieval               the sample documents with their questions
python -m benchmarks.retrieval FOLDER        with passages.jsonl {id, title, text} and queries.jsonl {q, gold: [id]}
python -m benchmarks.retrieval --size 60000  invented passages of that number: time and memory only
"""

from __future__ import annotations

import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.answers import is_hit
from benchmarks.baselines import KINDS, TOP, Bm25
from benchmarks.meaning import is_installed, with_meaning
from knowledge.answer import answer
from knowledge.arrays import load, save
from knowledge.finding import find
from knowledge.library import Library, indexed_text, library_from_directory, library_from_passages
from knowledge.postings import Postings, postings_of
from knowledge.question import read_question
from knowledge.text import fold

SAMPLES = Path("knowledge/samples")
GOLD = Path("tests/gold_samples.jsonl")


def rank_of(gold: list[str], ids: list[str]) -> int | None:
    return next((place for place, found in enumerate(ids) if found in gold), None)


def report(name: str, ranks: list[int | None], times: list[float]) -> None:
    first = sum(rank == 0 for rank in ranks) / len(ranks)
    reciprocal = sum(1 / (rank + 1) for rank in ranks if rank is not None) / len(ranks)
    within = sum(rank is not None for rank in ranks) / len(ranks)
    times.sort()
    p50, p99 = times[len(times) // 2] * 1000, times[int(len(times) * 0.99)] * 1000
    print(
        f"{name:16} R@1 {first:.3f}  MRR@10 {reciprocal:.3f}  R@10 {within:.3f}  p50 {p50:.1f} ms  p99 {p99:.1f} ms",
        flush=True,
    )


def measure(queries: list[tuple[str, list[str]]], ways: dict[str, Callable[[str], list[str]]]) -> None:
    """Ask every question in every way and print one line a way. A way returns the ids it finds, best first."""
    for name, way in ways.items():
        ranks: list[int | None] = []
        times: list[float] = []
        for question, gold in queries:
            start = time.perf_counter()
            found = way(question)
            times.append(time.perf_counter() - start)
            ranks.append(rank_of(gold, found))
        report(name, ranks, times)


def ways_of(library: Library, *, plain: bool) -> dict[str, Callable[[str], list[str]]]:
    """Return the ways to search a library, by name; plain: the baselines too."""
    own = [passage.id for passage in library.passages]
    texts = [indexed_text(library.documents[p.document], p) for p in library.passages] if plain else []
    ways: dict[str, Callable[[str], list[str]]] = {}
    for name, terms_of, k1, b in KINDS if plain else ():
        engine = Bm25(texts, terms_of, k1, b)
        ways[name] = partial(_plainly, engine, own)
    ways["search"] = lambda question: [own[place] for place, _ in find(library, read_question(question)).places[:TOP]]
    ways["answer"] = lambda question: [one.passage.id for one in answer(library, question).alternatives]
    return ways


def _plainly(engine: Bm25, own: list[str], question: str) -> list[str]:
    return [own[place] for place in engine.search(fold(question))]


def invented(size: int, folder: Path) -> Path:
    """Write passages of random characters whose frequencies fall as those of Chinese text do."""
    chance = random.Random(7)  # noqa: S311
    chars = [chr(0x4E00 + i) for i in range(3000)]
    weights = [1 / (rank + 10) for rank in range(len(chars))]
    file = folder / "passages.jsonl"
    with file.open("w", encoding="utf-8") as lines:
        for number in range(size):
            text = "".join(chance.choices(chars, weights, k=chance.randint(40, 220)))
            lines.write(
                json.dumps({"id": str(number), "title": f"第{number}条", "text": text}, ensure_ascii=False) + "\n"
            )
    return file


def resident_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def of_samples() -> tuple[Library, list[tuple[str, list[str]]]]:
    """Return the sample documents, each passage named by its place, and the questions they answer."""
    library, _ = library_from_directory(SAMPLES)
    passages = [replace(passage, id=str(place)) for place, passage in enumerate(library.passages)]
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines() if line.strip()]
    queries = [
        (row["question"], [one.id for one in passages if is_hit(row["answer_spans"], one.text)])
        for row in rows
        if row["answerable"]
    ]
    return replace(library, passages=passages), queries


def of_folder(folder: Path) -> tuple[Library, list[tuple[str, list[str]]]]:
    """Return the passages and questions of a folder."""
    rows = [json.loads(line) for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()]
    return library_from_passages(folder / "passages.jsonl"), [(row["q"], row["gold"]) for row in rows]


def of_size(size: int) -> tuple[Library, list[tuple[str, list[str]]]]:
    """Return invented passages and, as questions, a few of their own words."""
    with tempfile.TemporaryDirectory() as folder:
        library = library_from_passages(invented(size, Path(folder)))
    return library, [(one.text[10:22], [one.id]) for one in library.passages[:: max(1, size // 300)]]


def time_index(library: Library) -> None:
    """Print what building, storing and mapping the index of a library takes."""
    start = time.perf_counter()
    postings = postings_of(indexed_text(library.documents[p.document], p) for p in library.passages)
    built = time.perf_counter() - start
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "index.bin"
        save({name: getattr(postings, name) for name in Postings.__slots__}, file)
        start = time.perf_counter()
        load(file)
        mapped = (time.perf_counter() - start) * 1000
        print(f"index built in {built:.1f} s, {file.stat().st_size / 1e6:.1f} MB, mapped in {mapped:.1f} ms")


def main(argument: str = "", size: str = "") -> None:
    start = time.perf_counter()
    library, queries = of_size(int(size)) if size else of_folder(Path(argument)) if argument else of_samples()
    print(
        f"{len(library.passages)} passages read and indexed in {time.perf_counter() - start:.1f} s, "
        f"{len(queries)} questions"
    )
    time_index(library)
    measure(queries, ways_of(library, plain=not size))
    if is_installed() and not size:
        near = with_meaning(library)
        measure(queries, {f"{name} + meaning": way for name, way in ways_of(near, plain=False).items()})
    print(f"peak {resident_mb()} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
