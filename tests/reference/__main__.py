"""Write the reference pages: `python -m tests.reference`."""

from __future__ import annotations

from tests.reference import FOLDER, PAGES

for name, page in PAGES.items():
    (FOLDER / name).write_text(page(), encoding="utf-8")
