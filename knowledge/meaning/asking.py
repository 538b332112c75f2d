"""The vector of a question, in time or not at all: an answer never waits for the model."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from typing import Final

from bot.errors import MeaningDown
from knowledge.meaning.embedder import Embedder, Floats
from knowledge.meaning.outage import Outage
from knowledge.text import fold
from knowledge.unlisted import is_unlisted

LONGEST_QUESTION: Final = 300
KEPT: Final = 256
_PRIVATE: Final = re.compile(r"\d{7,}[\dXx]?")  # telephones, 证件号: they say nothing about what is asked


class Asking:
    """Asks one model for the vectors of questions, one at a time. The latest questions are remembered."""

    def __init__(self, embedder: Embedder, outage: Outage) -> None:
        self._embedder = embedder
        self._outage = outage
        self._lock = threading.Lock()
        self._known: OrderedDict[str, Floats] = OrderedDict()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="meaning question")
        self._under_way: Future[Floats] | None = None

    def vector(self, question: str, within_s: float | None = None) -> Floats | None:
        """Return the vector of a question; None where the model is out, busy or not in time, or may not hear it."""
        if self._embedder.is_remote and is_unlisted(question):
            return None
        text = _PRIVATE.sub(" ", fold(question[:LONGEST_QUESTION])).strip()
        with self._lock:
            if text in self._known:
                self._known.move_to_end(text)
                return self._known[text]
            if not text or self._outage.is_resting or (self._under_way and not self._under_way.done()):
                return None
            asked = self._under_way = self._thread.submit(self._embedder.question, text)
        try:
            found = asked.result(self._embedder.bound_s if within_s is None else within_s)
        except MeaningDown as trouble:
            self._outage.failed(str(trouble), trouble.rest_s)
            return None
        except (Late, TimeoutError):
            self._outage.failed("no vector in time")
            return None
        self._outage.worked()
        with self._lock:
            self._known[text] = found
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
        return found

    def close(self) -> None:
        """End after the question under way."""
        self._thread.shutdown(wait=True, cancel_futures=True)
