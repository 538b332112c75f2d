"""The slots of a reading in the words `explain` shares with everybody: type, location, people, certainty, stage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.router import Reading

_NAMES = {"kind": "type", "place": "location", "approximate": "approx"}
_STAGES = {
    "incident.ack": "ack",
    "incident.en_route": "en_route",
    "incident.arrived": "arrived",
    "incident.controlled": "controlled",
    "incident.reported_up": "reported_up",
    "incident.notified_dept": "notified_dept",
    "incident.false_alarm": "false_alarm",
    "incident.summary": "summary",
    "incident.close": "closed",
}
_HAZARD = "安全隐患"


def printed(reading: Reading) -> Mapping[str, Any]:
    """Return what a reading carries, without what was not said."""
    said: dict[str, Any] = {
        _NAMES.get(name, name): value
        for name, value in reading.slots.items()
        if (value == 0 and name == "people") or _is_said(value)
    }
    if reading.slots.get("is_sure") is False:
        said["certainty"] = "unsure"
    if reading.intent in _STAGES:
        said["stage"] = _STAGES[reading.intent]
    if reading.intent == "hazard.report":
        said["type"] = _HAZARD
    if reading.slots.get("people") == 0:
        said["injury"] = "none"
    return said


def _is_said(value: object) -> bool:
    """Whether something was said; nobody hurt is a number too."""
    return bool(value) if not isinstance(value, list) else any(value)
