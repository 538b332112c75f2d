"""Vectors for what is measured: made once by the local model, kept in a file by the hash of each text."""

from __future__ import annotations

import itertools
import pickle
import time
from dataclasses import replace
from pathlib import Path

from knowledge.library import Library
from knowledge.meaning.local import LocalEmbedder, is_installed
from knowledge.meaning.pieces import pieces_of
from knowledge.meaning.vectors import Pool, key_of, pack
from knowledge.text import fold

__all__ = ["is_installed", "with_meaning"]

KEPT = Path("var") / "bench-meaning.pickle"
BATCH = 16


def with_meaning(library: Library) -> Library:
    """Return a library that finds by meaning as well."""
    embedder = LocalEmbedder()
    known: dict[str, bytes] = pickle.loads(KEPT.read_bytes()) if KEPT.exists() else {}  # noqa: S301 — our own file
    given = [[(key_of(f"{embedder.identity}{piece}"), piece) for piece in own] for own in pieces_of(library, embedder)]
    new = {key: piece for own in given for key, piece in own if key not in known}
    start, pairs = time.perf_counter(), iter(new.items())
    while batch := list(itertools.islice(pairs, BATCH)):
        vectors = embedder.passages([piece for _, piece in batch])
        known.update((key, pack(vector)) for (key, _), vector in zip(batch, vectors, strict=True))
    if new:
        print(f"{len(new)} vectors made in {time.perf_counter() - start:.0f} s")
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_bytes(pickle.dumps(known))
    pool = Pool()
    for own in given:
        for key, _ in own:
            pool.add(key, known[key])
    vectors = pool.vectors_of([[key for key, _ in own] for own in given])
    return replace(library, nearness=lambda question: vectors.nearness(embedder.question(fold(question))))
