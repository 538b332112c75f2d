"""The morning after documents changed: the office reads which open questions they answer by now.

Nobody else is told anything: whether a document answers well enough is the office's word (问题3已解决).
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.rights import Role
from bot.store import journal, people
from bot.store.pushes import Recipient
from bot.turn import Turn
from handlers.ask.learning import groups, words
from handlers.ask.learning.verdicts import shortened
from handlers.ask.learning.worklist import answered_now
from handlers.ask.talk import ANSWERABLE
from knowledge import lives
from knowledge.rows import current_edition
from knowledge.shelf import Shelf

MOST_LINES = 5


def tell(turn: Turn, shelf: Shelf, zone: ZoneInfo) -> None:
    """Tell the office once after each change of the shelf, where there is anything to tell."""
    stands = {"edition": current_edition(turn.connection), "lives": lives.revision(turn.connection)}
    seen = journal.entries(turn.connection, kinds=(ANSWERABLE,), newest=1)
    if stands["edition"] == 0 or any({name: one.data[name] for name in stands} == stands for one in seen):
        return
    numbers = answered_now(shelf, turn.now.astimezone(zone).date())
    found = [one for one in groups.open_groups(turn.connection) if one.id in numbers]
    turn.record(ANSWERABLE, edition=stands["edition"], lives=stands["lives"], groups=len(found))
    if not found:
        return
    lines = "\n".join(f"{one.id}. {shortened(one.wording)}" for one in found[:MOST_LINES])
    text = words.ANSWERABLE.format(count=len(found), lines=lines, number=found[0].id)
    for person in people.people_with(turn.connection, Role.ORGANISER, turn.now):
        turn.push(Recipient(person_id=person.id), text, audience="organiser", subject="questions")
