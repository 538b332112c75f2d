"""What somebody holds of campaigns: those he runs, and what he has yet to hand in for a unit or branch.

A pledge is one's own and moves to nobody.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bot.turn import Turn
from handlers.campaign import cycles, submissions
from handlers.campaign.matter import Campaign, Stage
from handlers.campaign.templates import Per
from scheduler.belongings import Belonging
from scheduler.holdings.owing import move_owed

KIND, PAPER = "考核活动", "待交材料"
LINE = "{title}〔{number}〕"
PAPER_LINE = "{deliverable}（{title}）"


class HeldCampaigns:
    """The campaigns somebody runs, and what he owes for others in one."""

    def of(self, connection: Connection, person_id: int, now: datetime) -> list[Belonging]:
        """Return them, the campaigns first."""
        del now
        own = [one for one in cycles.open_ones(connection) if one.organiser_id == person_id]
        runs = [Belonging(KIND, one.subject, LINE.format(title=one.title, number=one.number)) for one in own]
        papers = []
        for one in submissions.of_person(connection, [person_id]):
            campaign, stage = _of(connection, one.stage_id)
            if one.is_owed:
                line = PAPER_LINE.format(deliverable=stage.deliverable, title=campaign.title)
                papers.append(Belonging(PAPER, stage.subject, line))
        return [*runs, *papers]

    def move(self, turn: Turn, belonging: Belonging, giver_id: int, taker_id: int) -> bool:
        """Let another run it, or owe it in his stead."""
        kind, _, row = belonging.subject.partition(":")
        if kind == "campaign":
            return _runs(turn, cycles.find(turn.connection, int(row)), giver_id, taker_id)
        campaign, stage = _of(turn.connection, int(row))
        rows = submissions.of_stages(turn.connection, [stage.id])
        his = next((one for one in rows if one.person_id == giver_id), None)
        if his is None or not _may_move(campaign, stage) or any(one.person_id == taker_id for one in rows):
            return False
        submissions.change(turn.connection, his, person_id=taker_id)
        move_owed(turn, stage.subject, giver_id, taker_id)
        turn.record("campaign.paper_moved", stage.subject, before=giver_id, person=taker_id)
        return True


def _runs(turn: Turn, campaign: Campaign, giver_id: int, taker_id: int) -> bool:
    if campaign.organiser_id != giver_id:
        return False
    cycles.change(turn.connection, campaign, organiser_id=taker_id)
    for stage in cycles.stages_of(turn.connection, [campaign.id]):
        if stage.audience is None:
            move_owed(turn, stage.subject, giver_id, taker_id)
    turn.record("campaign.taken_over", campaign.subject, before=giver_id)
    return True


def _of(connection: Connection, stage_id: int) -> tuple[Campaign, Stage]:
    stage = cycles.stage(connection, stage_id)
    return cycles.find(connection, stage.campaign_id), stage


def _may_move(campaign: Campaign, stage: Stage) -> bool:
    return not campaign.is_pledge or stage.per is not Per.PERSON
