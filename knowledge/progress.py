"""How far an import is: told between its steps, when it holds no transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

READ: Final = "读取"
BOUND: Final = "编目"
SWEPT: Final = "清理"
DATED: Final = "核对时效"


@dataclass(frozen=True, slots=True)
class Progress:
    """A step of an import: `done` of `of` (0 where nobody knows), and the file it is at."""

    step: str
    done: int
    of: int
    name: str = ""

    @property
    def percent(self) -> int:
        """How much of the step is done, 0 to 100."""
        return 100 * self.done // self.of if self.of else 0


def silently(progress: Progress) -> None:
    """Tell nobody."""
    del progress
