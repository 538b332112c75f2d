"""A model's words about passages, let through only where they say no more than the passages. Pure; calls nobody."""

from knowledge.phrasing.given import Given, Grounds, Phrased, Refused
from knowledge.phrasing.judging import judge

__all__ = ["Given", "Grounds", "Phrased", "Refused", "judge"]
