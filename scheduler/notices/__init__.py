"""Notices: said to an audience, and owed until each of them has answered.

A notice has versions; only the newest is owed. Who answers, who is silent and whom the organiser may ring stands in
rows; reminders go to those who owe an answer, never to a group.
"""

from scheduler.notices.answers import Answer, Tally, pending, settle, take_back, tally
from scheduler.notices.changing import cancel, change, restore, snapshot, void
from scheduler.notices.chasing import DUES
from scheduler.notices.notice import KIND, Asks, Draft, Notice, subject_of
from scheduler.notices.rows import answered_since, by_id, by_number, last_over, of_organiser, of_subject
from scheduler.notices.sending import hand_on, is_soon, remind, send

__all__ = [
    "DUES",
    "KIND",
    "Answer",
    "Asks",
    "Draft",
    "Notice",
    "Tally",
    "answered_since",
    "by_id",
    "by_number",
    "cancel",
    "change",
    "hand_on",
    "is_soon",
    "last_over",
    "of_organiser",
    "of_subject",
    "pending",
    "remind",
    "restore",
    "send",
    "settle",
    "snapshot",
    "subject_of",
    "take_back",
    "tally",
    "void",
]
