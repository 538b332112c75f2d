"""What people say to look up a policy, and around it. Pure."""

from handlers.ask.said.reading import read

__all__ = ["read"]
