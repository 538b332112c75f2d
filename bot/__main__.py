"""`houqin`, and `python -m bot`, which is the same.

What is loaded to begin with stays to the end; the collector of garbage is not sent through it, now or ever.
"""

import gc

gc.disable()

from bot.cli import main  # noqa: E402 — after the line above

gc.freeze()
gc.enable()

if __name__ == "__main__":
    main()
