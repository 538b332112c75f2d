"""撤销签到: while signing in is open his own sign-in is taken back by everybody; afterwards it is asked for.

Who was signed in by another and says that he is not there objects: his organiser hears it and decides.
"""

from __future__ import annotations

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person
from bot.turn import Turn
from handlers.study import roster, studies
from handlers.study.attending import correcting, marks, words
from handlers.study.roster import MISSING
from handlers.study.studies import OPEN


def unsign(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Take one's own sign-in back, or object to one that another made; the organiser takes back somebody else's."""
    me = situation.sender
    if not isinstance(me, Person):
        turn.whisper(words.ENROL_FIRST)
        return
    if reading.slots.get("people"):
        correcting.correct(turn, message, reading, situation)
        return
    near = studies.near(turn.connection, turn.now)
    if "study" in reading.slots:
        near = [one for one in near if one.id == int(reading.slots["study"])]
    his = roster.of_person(turn.connection, me.id, [one.id for one in near])
    signed = [one for one in near if one.id in his and his[one.id].is_there]
    open_now = [one for one in signed if one.state == OPEN]
    if not signed:
        turn.whisper(words.NOT_SIGNED_YET)
        return
    study = (open_now or signed)[-1]
    entry = his[study.id]
    if study.state != OPEN or entry.by_id is not None:
        correcting.object_to(turn, me, message.text)
        return
    after = roster.moved(turn.connection, entry, status=MISSING, at=None, how="", by_id=None)
    if after is None:
        return
    turn.record("checkin.unsigned", study.subject, **marks.told(entry, after))
    marks.may_put_back(turn, study, [entry])
    turn.whisper(words.UNSIGNED.format(title=study.title))
