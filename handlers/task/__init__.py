"""Supervised tasks 督办: 交办, 承办, 进展, 申请办结, 销号."""

from handlers.task.answers import HOOKS
from handlers.task.belongings import HOLDING
from handlers.task.from_elsewhere import assigning
from handlers.task.owes import TO_DOS, agenda
from handlers.task.settings import SETTINGS
from handlers.task.showing import LISTS
from handlers.task.slice import slice_of
from handlers.task.supposed import PLANTS, PRINTS

__all__ = ["HOLDING", "HOOKS", "LISTS", "PLANTS", "PRINTS", "SETTINGS", "TO_DOS", "agenda", "assigning", "slice_of"]
