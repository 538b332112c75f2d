"""Measure answers over a folder of documents and a file of gold questions.

    python -m benchmarks.answers                        the sample documents with their questions
    python -m benchmarks.answers DOCUMENTS GOLD.jsonl

GOLD lines: {"question", "style", "answerable", "answer_spans"}. A question counts as answered when one of its spans
(white space removed) stands in the quote or its passage.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path

from knowledge.answer import Answer, answer
from knowledge.library import library_from_directory
from knowledge.text import squeeze


def is_hit(spans: list[str], *texts: str) -> bool:
    return any(squeeze(span) in squeeze(text) for span in spans for text in texts)


def judge(row: dict[str, object], reply: Answer) -> Counter[str]:
    if not row["answerable"]:
        return Counter({"unanswerable": 1, "declined rightly": int(not reply.answered)})
    spans = [str(span) for span in row["answer_spans"]]  # type: ignore[attr-defined]
    passage = reply.passage.text if reply.passage else ""
    return Counter(
        {
            "answerable": 1,
            "in the quote": int(is_hit(spans, reply.quote)),
            "in quote or passage": int(is_hit(spans, reply.quote, passage)),
            "in the alternatives": int(is_hit(spans, *(a.passage.text for a in reply.alternatives))),
            "declined wrongly": int(not reply.answered),
        }
    )


def main(documents: str = "knowledge/samples", gold: str = "tests/gold_samples.jsonl") -> None:
    library, errors = library_from_directory(Path(documents))
    for error in errors:
        print(error, file=sys.stderr)
    rows = [json.loads(line) for line in Path(gold).read_text(encoding="utf-8").splitlines() if line.strip()]
    for row in rows:  # warm
        answer(library, row["question"])
    total: Counter[str] = Counter()
    by_style: dict[str, Counter[str]] = {}
    start = time.perf_counter()
    for row in rows:
        found = judge(row, answer(library, row["question"]))
        total += found
        by_style.setdefault(row.get("style", ""), Counter()).update(found)
    print(
        f"{len(rows)} questions, {len(library.passages)} passages, "
        f"{(time.perf_counter() - start) / len(rows) * 1000:.1f} ms each"
    )
    for name in ("in the quote", "in quote or passage", "in the alternatives", "declined wrongly"):
        print(f"{name:22} {total[name]:4} of {total['answerable']}  {total[name] / max(1, total['answerable']):.3f}")
    print(f"{'declined rightly':22} {total['declined rightly']:4} of {total['unanswerable']}")
    for style, count in sorted(by_style.items()):
        print(f"  {style:12} {count['in quote or passage']} of {count['answerable']}")


if __name__ == "__main__":
    main(*sys.argv[1:])
