"""打包发我, 导出台账: the zip and the ledger, handed privately to whoever runs the campaign.

The zip is made before the write transaction, so that nobody waits for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.documents import Document
from bot.messages import Message
from bot.packing import LARGEST, Paper, Vault, named, titled, zip_of
from bot.registry import Prepare
from bot.router import Reading
from bot.situation import Situation
from bot.store import people
from bot.store.people import Person
from bot.turn import Turn
from handlers.campaign import cycles, submissions, words
from handlers.campaign.choosing import chosen, may_run, stage_meant
from handlers.campaign.ledger import ledger
from handlers.campaign.matter import Campaign, Stage

PACK, LEDGER = "campaign.pack", "campaign.ledger"
MEGA = 1 << 20


@dataclass(frozen=True, slots=True)
class Packed:
    """A zip that is ready. campaign_id: whose; lost: whose files could not be fetched; size: of all, in bytes."""

    campaign_id: int
    document: Document | None
    count: int
    left: int
    lost: tuple[str, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Moment:
    """When something is made, in the office's zone."""

    now: datetime
    zone: ZoneInfo

    @property
    def day(self) -> str:
        """Return the day as it stands in a file's name: 1210."""
        return self.now.astimezone(self.zone).strftime("%m%d")


def preparing(vault: Vault | None) -> Prepare:
    """Return what makes the zips of the campaigns the sender may act on; several named: none is made."""

    def prepare(message: Message, reading: Reading, situation: Situation) -> list[Packed]:
        me = situation.sender
        if vault is None or not isinstance(me, Person):
            return []
        with vault.database.read() as connection:
            running = [one for one in cycles.open_ones(connection) if may_run(me, one)]
            asked = reading.slots.get("campaigns") or ()
            meant = [one for one in running if one.id in asked] or [one for one in running if one.organiser_id == me.id]
            found = meant or running
            return [_packed(connection, vault, found[0], message, situation)] if len(found) == 1 else []

    return prepare


def pack(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Hand over the zip."""
    campaign = chosen(turn, message, reading, situation)
    if campaign is None:
        return
    found = next((one for one in turn.prepared or () if one.campaign_id == campaign.id), None)
    if found is None or not found.count:
        turn.say(words.NOTHING_TO_PACK.format(title=campaign.title))
        return
    if found.document is None:
        turn.say(words.TOO_BIG.format(size=-(-found.size // MEGA)))
        return
    turn.give(found.document)
    turn.record("campaign.packed", campaign.subject, count=found.count)
    lost = words.LOST.format(count=len(found.lost), names="、".join(found.lost)) if found.lost else ""
    turn.whisper(words.PACKED.format(count=found.count, left=found.left, lost=lost))


def give_ledger(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Hand over the ledger."""
    campaign = chosen(turn, message, reading, situation)
    if campaign is None:
        return
    name = _ledger_name(campaign, Moment(turn.now, situation.zone))
    turn.give(ledger(turn.connection, campaign, name, turn.now, situation.zone))
    turn.record("campaign.ledger_given", campaign.subject)
    turn.say(words.LEDGER_SENT)


def zip_for(connection: Connection, vault: Vault, campaign: Campaign, stage: Stage | None, at: Moment) -> Packed:
    """Pack what was handed in in a stage (None: in all), with the ledger and who has not."""
    stages = cycles.stages_of(connection, [campaign.id])
    wanted = [one.id for one in stages if stage is None or one.id == stage.id]
    rows = submissions.of_stages(connection, wanted)
    pieces = submissions.newest_pieces(connection, [one.id for one in rows if one.version])
    names = {one.id: one.name for one in people.people(connection, at.now, [one.person_id for one in rows])}
    papers, lost = [], []
    for one in rows:
        piece = pieces.get(one.id)
        if piece is None or one.is_paper:
            continue
        content = vault.content(connection, piece.door, piece.message_id, piece.text)
        if content is None:
            lost.append(one.whose)
            continue
        titles = {row.id: row.deliverable for row in stages}
        title = titled(piece.name, titles[one.stage_id], content, is_text=not piece.message_id)
        papers.append(Paper(one.unit or one.whose, names.get(one.person_id, one.whose), title, content))
    size = sum(len(one.content) for one in papers)
    left = sum(one.is_owed for one in rows)
    document = None
    if size <= LARGEST:
        table = ledger(connection, campaign, _ledger_name(campaign, at), at.now, at.zone)
        title = words.PACK_NAME.format(title=campaign.title, day=at.day)
        document = zip_of(title, [*named(papers), (table.name, table.content)])
    return Packed(campaign.id, document, len(papers), left, tuple(lost), size)


def _packed(connection: Connection, vault: Vault, campaign: Campaign, message: Message, situation: Situation) -> Packed:
    stage = stage_meant(connection, campaign, message.text) if message.text else None
    is_named = stage is not None and any(word in message.text for word in (stage.name, stage.deliverable) if word)
    return zip_for(connection, vault, campaign, stage if is_named else None, Moment(situation.now, situation.zone))


def _ledger_name(campaign: Campaign, at: Moment) -> str:
    return words.LEDGER_NAME.format(title=campaign.title, day=at.day)
