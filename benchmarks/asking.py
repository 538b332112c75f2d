"""A process that asks the shelf and nothing else, for `benchmarks.shelf`: it loads what answering needs.

python -m benchmarks.asking first URL FOLDER QUESTION   one answer
python -m benchmarks.asking watch URL FOLDER QUESTION   asks until it is killed; prints when each new answer was seen
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import monotonic, sleep

from bot.store.database import open_database
from knowledge.shelf import Shelf

PAUSE_S = 0.05


def main(what: str, url: str, folder: str, question: str) -> None:
    """Ask once, or again and again."""
    shelf = Shelf(open_database(url), Path(folder))
    told = None
    while told is None or what == "watch":
        quote = " ".join(shelf.ask(question).quote.split())
        if quote != told:
            told = quote
            sys.stdout.write(f"{monotonic()} {quote}\n")
            sys.stdout.flush()
        sleep(PAUSE_S)


if __name__ == "__main__":
    main(*sys.argv[1:])
