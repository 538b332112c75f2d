"""Questions about the policies: read, look up, quote."""

from handlers.ask.slice import slice_of

__all__ = ["slice_of"]
