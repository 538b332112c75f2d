"""What is said of any gathering, a meeting or a study: when and where it is, what it is about. Pure."""

from scheduler.gathering.moment import Moment, read_moment
from scheduler.gathering.place import read_place
from scheduler.gathering.plain import labelled, plain

__all__ = ["Moment", "labelled", "plain", "read_moment", "read_place"]
