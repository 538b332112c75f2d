"""What recurs: a rule, and its occurrences, each created exactly once and led to by one timer a series.

The law: `begin`, `move`, `end` and `decide` are said in a turn and arm the series; its timer (kind NEXT) then asks the
organiser where a holiday is in the way, and `ahead` before each occurrence runs the plan of the series' kind, once.
What was missed is sent as 〔补发〕, skipped or asked about, as the office decided for the kind (late.py).

A slice that needs recurring things gives a plan for its kind: `plan(turn, series, occurrence)`, in the transaction in
which the occurrence is marked done. `reminder.slice_of(office, plans={kind: plan})` brings them together.
"""

from __future__ import annotations

from scheduler.series.course import begin, change_data, decide, end, give, move
from scheduler.series.due import DUES, Plan, dues, watch
from scheduler.series.occurrence import Occurrence
from scheduler.series.rows import occurrences_of, of_organiser, of_subject
from scheduler.series.value import Series
from scheduler.series.walk import first_of

__all__ = [
    "DUES",
    "Occurrence",
    "Plan",
    "Series",
    "begin",
    "change_data",
    "decide",
    "dues",
    "end",
    "first_of",
    "give",
    "move",
    "occurrences_of",
    "of_organiser",
    "of_subject",
    "watch",
]
