"""Who is told: said in the office's words, kept as data, and resolved only when it is due."""

from scheduler.audience.finding import Found, read_audience, who_is
from scheduler.audience.resolving import may_not_tell, people_in
from scheduler.audience.said import said_audience
from scheduler.audience.value import Audience, Group, Term

__all__ = [
    "Audience",
    "Found",
    "Group",
    "Term",
    "may_not_tell",
    "people_in",
    "read_audience",
    "said_audience",
    "who_is",
]
