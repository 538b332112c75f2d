"""The steps people record of an open incident: arrived, under control, told, handed on, ended. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.incident.said import ends, scene, told
from handlers.incident.said.step import Step

_ASKS = re.compile(r"[吗么呢][?？]?\s*$|[?？]\s*$|怎么|什么|谁|哪|多久|几点")
_READS = (
    ends.false_alarm,
    ends.handed_on,
    ends.ended_otherwise,
    ends.graded,
    ends.closed,
    ends.summed_up,
    told.told,
    scene.at_scene,
    scene.acknowledged,
)


def steps(text: str) -> Iterator[Step]:
    """Read the steps a folded text records; a question records none."""
    if not _ASKS.search(text):
        for read in _READS:
            yield from read(text)
