"""A file that was handed in and could not be fetched: its receipt is void, whoever sent it is told, it is owed again.

The receipt is given when the message comes; the platform hands the file over later, or never.
"""

from __future__ import annotations

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.turn import Turn
from handlers.campaign import cycles, submissions, words
from handlers.campaign.again import owe_again
from handlers.campaign.matter import HandedIn

LOST = "campaign.file_lost"


def file_lost(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Let what came without its file count no more: the version before it does, or it is owed."""
    one = submissions.find(turn.connection, int(reading.slots["submission"]))
    stage = cycles.stage(turn.connection, one.stage_id)
    campaign = cycles.find(turn.connection, stage.campaign_id)
    submissions.drop_piece(turn.connection, one)
    before = max(one.version - 1, 0)
    standing = HandedIn.HANDED if before else HandedIn.OWED
    submissions.change(turn.connection, one, version=before, standing=standing.value)
    if not before:
        owe_again(turn, one, situation.zone)
    turn.withdraw(f"{stage.subject}/all", "a file could not be fetched")
    turn.record(LOST, stage.subject, submission=one.id, of=message.data.get("of"))
    form = words.FILE_LOST_AGAIN if before else words.FILE_LOST
    turn.say(form.format(deliverable=stage.deliverable, number=campaign.number))
