"""What somebody still owes 待办, over everything; the morning digest of leaders."""

from handlers.todo.digest import arm
from handlers.todo.settings import SETTINGS
from handlers.todo.slice import slice_of
from handlers.todo.supposed import PLANTS, PRINTS

__all__ = ["PLANTS", "PRINTS", "SETTINGS", "arm", "slice_of"]
