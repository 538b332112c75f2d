"""Who is away 外出 and who acts for him; what somebody leaves behind 交接."""

from handlers.leave.gone import arm
from handlers.leave.settings import SETTINGS
from handlers.leave.slice import slice_of
from handlers.leave.supposed import PLANTS, PRINTS

__all__ = ["PLANTS", "PRINTS", "SETTINGS", "arm", "slice_of"]
