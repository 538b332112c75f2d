"""Measure the search over a set of passages with questions: R@1, MRR@10, time to build, time a question, memory.

python benchmarks/retrieval.py FOLDER        with passages.jsonl {id, title, text} and queries.jsonl {q, gold: [id]}
python benchmarks/retrieval.py --size 60000  invented passages of that number: time and memory only
"""

from __future__ import annotations

import json
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from knowledge.answer import answer
from knowledge.arrays import load, save
from knowledge.evidence import prepare
from knowledge.library import Library, indexed_text, library_from_passages
from knowledge.postings import Postings, postings_of
from knowledge.question import read_question

TOP = 10


def rank_of(gold: list[str], ids: list[str]) -> int | None:
    return next((place for place, found in enumerate(ids) if found in gold), None)


def report(name: str, ranks: list[int | None], times: list[float]) -> None:
    first = sum(rank == 0 for rank in ranks) / len(ranks)
    reciprocal = sum(1 / (rank + 1) for rank in ranks if rank is not None) / len(ranks)
    times.sort()
    p50, p99 = times[len(times) // 2] * 1000, times[int(len(times) * 0.99)] * 1000
    print(f"{name:10} R@1 {first:.3f}  MRR@10 {reciprocal:.3f}  p50 {p50:.1f} ms  p99 {p99:.1f} ms")


def measure(library: Library, queries: list[tuple[str, list[str]]]) -> None:
    searched: list[int | None] = []
    answered: list[int | None] = []
    search_times, answer_times = [], []
    for question, gold in queries:
        start = time.perf_counter()
        case = prepare(read_question(question), library.index)
        found = library.index.search(case.weights, TOP)
        middle = time.perf_counter()
        reply = answer(library, question)
        answer_times.append(time.perf_counter() - middle)
        search_times.append(middle - start)
        searched.append(rank_of(gold, [library.passages[place].id for place, _ in found]))
        answered.append(rank_of(gold, [alternative.passage.id for alternative in reply.alternatives]))
    report("search", searched, search_times)
    report("answer", answered, answer_times)


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


def main(argument: str, size: str = "") -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(argument) / "passages.jsonl" if not size else invented(int(size), Path(folder))
        start = time.perf_counter()
        library = library_from_passages(file)
        print(
            f"{len(library.passages)} passages read and indexed in {time.perf_counter() - start:.1f} s, "
            f"peak {resident_mb()} MB"
        )
        start = time.perf_counter()
        postings = postings_of(indexed_text(library.documents[p.document], p) for p in library.passages)
        built = time.perf_counter() - start
        save({name: getattr(postings, name) for name in Postings.__slots__}, Path(folder) / "index.bin")
        start = time.perf_counter()
        load(Path(folder) / "index.bin")
        print(
            f"index built in {built:.1f} s, {(Path(folder) / 'index.bin').stat().st_size / 1e6:.0f} MB, "
            f"mapped in {(time.perf_counter() - start) * 1000:.1f} ms"
        )
        if size:
            queries = [(passage.text[10:22], [passage.id]) for passage in library.passages[:: max(1, int(size) // 300)]]
        else:
            rows = (
                json.loads(line) for line in (Path(argument) / "queries.jsonl").read_text(encoding="utf-8").splitlines()
            )
            queries = [(row["q"], row["gold"]) for row in rows]
        measure(library, queries)
    print(f"peak {resident_mb()} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
