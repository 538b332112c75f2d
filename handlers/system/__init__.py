"""Everything around the work: help, thanks, noise, what is declined and what is passed to others."""

from handlers.system.greeting import GREETED, greet
from handlers.system.slice import SLICE, slice_of

__all__ = ["GREETED", "SLICE", "greet", "slice_of"]
