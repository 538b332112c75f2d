"""Everything around the work: help, thanks, noise, what is declined and what is passed to others."""

from handlers.system.slice import SLICE, greet

__all__ = ["SLICE", "greet"]
