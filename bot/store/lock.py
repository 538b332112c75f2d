"""The lock file: one process serves from a store's folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import StoreLocked

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

NAME = "serve.lock"


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; it ends with the process, however that ends. Raises StoreLocked when another holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / NAME).open("a+") as handle:
        try:
            if sys.platform == "win32":
                msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as trouble:
            raise StoreLocked(f"another houqin serves from {folder}; stop it first") from trouble
        handle.seek(0)
        handle.truncate()
        handle.write(str(os.getpid()))
        handle.flush()
        yield
