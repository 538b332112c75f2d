"""How the tests are run. What they stand on is `tests/ground.py`, which only a process that runs tests loads."""

from __future__ import annotations

import gc
from datetime import UTC, datetime

import pytest

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 10:00 in the office


def pytest_configure(config: pytest.Config) -> None:
    """Load what tests stand on; a process that only hands them out to others begins seconds earlier without it."""
    hands_out = config.getoption("dist", "no") != "no" and not hasattr(config, "workerinput")
    gc.disable()  # what is loaded and collected stays: looking through it again and again finds nothing
    if not hands_out:
        config.pluginmanager.import_plugin("tests.ground")


def pytest_collection_finish() -> None:
    """Leave thousands of tests and modules out of every later collection of garbage: they stay to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()
