"""What the reminder slice is called: its intents, its timers, what is owed."""

from __future__ import annotations

HANDLER = "reminder"
CREATE, CHANGE, UNDO, MUTE = "reminder.create", "reminder.change", "reminder.undo", "reminder.mute"
LIST, SNOOZE, DONE = "reminder.list", "reminder.snooze", "reminder.done"
AMEND, SEND = "reminder.amend", "reminder.send"
DECIDE, EVES = "reminder.decide", "reminder.eves"
UNMUTE = "reminder.unmute"
EVERYTHING = "everything"  # the slot of a mute that is of no one reminder

KIND = "reminder"  # of its series and notices
RING, AGAIN = "reminder.ring", "reminder.again"  # timers
OWED = "reminder.do"
CREATED, CHANGED, CANCELLED = "reminder.created", "reminder.changed", "reminder.cancelled"  # deeds
ANSWERED, QUIETED = "reminder.answered", "reminder.quieted"

SELF = "self"
