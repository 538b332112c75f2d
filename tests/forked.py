"""The command `houqin` in a process of its own that begins with everything loaded.

Loading the program takes longer than most commands do. One process loads it, each command is a fork of that one: it
has its own signals, its own files and its own end, and can be killed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from pathlib import Path

from bot.cli import main


class Forked:
    """A command that runs; asked and ended as a `subprocess.Popen` is. What it says is appended to `log`."""

    def __init__(self, arguments: list[str], folder: Path, log: Path) -> None:
        self._process = _loaded().Process(target=_run, args=(arguments, folder, log), daemon=True)
        self._process.start()

    def poll(self) -> int | None:
        """Return its exit code, negative for a signal; None while it runs."""
        return self._process.exitcode

    def wait(self, within_s: float) -> int:
        """Wait for its end; return its exit code. Raises subprocess.TimeoutExpired."""
        self._process.join(within_s)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("houqin", within_s)
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send it a signal."""
        assert self._process.pid is not None
        os.kill(self._process.pid, number)

    def kill(self) -> None:
        """End it as a power cut does."""
        self._process.kill()


@cache
def _loaded() -> ForkServerContext:
    context = get_context("forkserver")
    context.set_forkserver_preload(["bot.__main__", "pytest", __name__])
    return context


def _run(arguments: list[str], folder: Path, log: Path) -> None:
    os.chdir(folder)
    for name in [one for one in os.environ if one.startswith("HOUQIN_")]:
        del os.environ[name]
    with log.open("ab", buffering=0) as output:
        for number in (1, 2):
            os.dup2(output.fileno(), number)
    with open(1, "w", encoding="utf-8", buffering=1, closefd=False) as said:
        sys.stdout = sys.stderr = said
        sys.argv = ["houqin", *arguments]
        main()
