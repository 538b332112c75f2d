"""One test of many cases: all of them are tried, and it fails with the list of those that came out otherwise.

For sentences of one meaning, and whatever else is pure, quick and many. A case that needs a database, a clock or a
folder of its own is a test of its own: `pytest.mark.parametrize`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

import pytest

Test = Callable[..., None]
SHOWN = 300  # of a case or of what is wrong with it, in characters


def each(names: str | tuple[str, ...], cases: Iterable[Any]) -> Callable[[Test], Test]:
    """Run a test with every case. names, cases: as `pytest.mark.parametrize` takes them."""
    named = (names,) if isinstance(names, str) else names
    rows = [dict(zip(named, (case,) if len(named) == 1 else tuple(case), strict=True)) for case in cases]
    assert rows, "a test of no case holds whatever the code does"

    def decorate(test: Test) -> Test:
        @wraps(test)
        def every_case(**given: Any) -> None:
            __tracebackhide__ = True
            tried = [(row, _fault(test, {**given, **row})) for row in rows]
            wrong = [(row, fault) for row, fault in tried if fault is not None]
            if wrong:
                listed = "\n".join(f"{_short(tuple(row.values()))}\n    {_told(fault)}" for row, fault in wrong)
                raise AssertionError(f"{len(wrong)} of {len(rows)} came out otherwise:\n{listed}") from wrong[0][1]

        signature = inspect.signature(test)
        others = [one for name, one in signature.parameters.items() if name not in named]
        every_case.__signature__ = signature.replace(parameters=others)  # type: ignore[attr-defined]
        return every_case

    return decorate


def _fault(test: Test, given: Mapping[str, Any]) -> BaseException | None:
    try:
        test(**given)
    except (Exception, pytest.fail.Exception) as fault:  # noqa: BLE001 — whatever is wrong with one, the others are tried
        return fault
    return None


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def _told(fault: BaseException) -> str:
    lines = [line.strip() for line in str(fault).splitlines()]
    return f"{type(fault).__name__}: {' '.join(lines)[:SHOWN]}"
