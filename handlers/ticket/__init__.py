"""Repairs 报修 and hazards 隐患: a number, who sees to it, and three times: 响应, 到场, 修复."""

from handlers.ticket.owes import TO_DOS
from handlers.ticket.settings import SETTINGS
from handlers.ticket.slice import slice_of

__all__ = ["SETTINGS", "TO_DOS", "slice_of"]
