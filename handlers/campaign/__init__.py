"""Appraisals and campaigns 考核与活动: stages with an owner, a period and something to hand in."""

from handlers.campaign.agenda import agenda
from handlers.campaign.held import HeldCampaigns
from handlers.campaign.settings import SETTINGS
from handlers.campaign.slice import slice_of
from handlers.campaign.supposed import PLANTS, PRINTS

__all__ = ["PLANTS", "PRINTS", "SETTINGS", "HeldCampaigns", "agenda", "slice_of"]
