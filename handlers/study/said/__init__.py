"""What is said of studies and signing in. Pure; most words mean something only beside a study that is at hand.

Each file hears one part; the first that hears something speaks for all, so what is surest is asked first.
"""

from handlers.study.said.reading import may_be, read

__all__ = ["may_be", "read"]
