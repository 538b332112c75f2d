"""What can be said of studies, by intent; the words are read in `said`."""

from __future__ import annotations

HANDLER = "checkin"
OPEN, PLANNED = "checkin.open", "checkin.planned"
CHANGE, MOVE, CANCEL, CALL_OFF = "checkin.change", "checkin.move", "checkin.cancel", "checkin.call_off"
SIGN, LATE, ONLINE, LEAVE = "checkin.sign", "checkin.late", "checkin.online", "checkin.leave"
PROXY, MAKEUP, CORRECT, UNDO = "checkin.proxy", "checkin.makeup", "checkin.correct", "checkin.undo"
CLOSE, STATS, ABSENT, EXPORT = "checkin.close", "checkin.stats", "checkin.absent", "checkin.export"
SPEECH, DECIDE, QUERY, ROSTER = "checkin.speech", "checkin.decide", "checkin.query", "checkin.roster"
#: What marks the title of what the sender is to say at a study to come.
TITLE = {"what": "title"}
SUBMIT, MINUTES, FREQUENCY, PLAN = "study.submit", "study.minutes", "study.frequency", "study.plan"
URGE, WINDOW = "checkin.urge", "checkin.window"
CODE, EXTEND = "checkin.code", "checkin.extend"
IMPORT, TEMPLATE, FILE = "study.import", "study.template", "study.plan_file"
PREVIEW, KEEP, HELD = "study.plan_read", "study.plan_kept", "study.held"
#: What marks a question for one's own attendance.
SELF = {"who": "self"}
LIST_READ, LIST_KEPT, EVIDENCE = "checkin.list_read", "checkin.list_kept", "checkin.photo"
SERIES_END, SERIES_ENDED = "study.series_end", "study.series_ended"
PAPER_CAME, PAPER_NOT_ONE, PAPER_LOST = "study.file_came", "study.not_one", "study.file_lost"
WANTS, OWING, PAPER_URGE, PACK, RETURN = "study.wants", "study.owing", "study.urge", "study.pack", "study.return"
#: Journal kinds.
PLAN_WANTED = "study.plan_wanted"
OPENED, SIGNED, LEFT, CLOSED = "checkin.opened", "checkin.signed", "checkin.left", "checkin.closed"
