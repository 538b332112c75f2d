"""The intents of meetings, by name."""

from __future__ import annotations

HANDLER = "meeting"
CREATE, SEND = "meeting.create", "meeting.send"
CHANGE, MOVE = "meeting.change", "meeting.move"
CANCEL, CALL_OFF = "meeting.cancel", "meeting.call_off"
QUERY, COUNT, CALENDAR = "meeting.query", "meeting.count", "meeting.calendar"
ITEM, COLLECT = "meeting.item", "meeting.collect"
MINUTES, HAND_OUT, DECIDE = "meeting.minutes", "meeting.hand_out", "meeting.decide"
