"""What people say about appraisals and campaigns: begun, handed in, looked after; results and votes are not taken."""

from handlers.campaign.said.reading import read

__all__ = ["read"]
