"""Who is who and what a group is: accounts are bound to people, groups to units, each by somebody who may say so."""

from handlers.enrolment.heard import notice
from handlers.enrolment.slice import SLICE

__all__ = ["SLICE", "notice"]
