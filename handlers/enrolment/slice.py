"""The enrolment slice: whose an account is, and what a group is."""

from __future__ import annotations

from bot.registry import Slice
from handlers.enrolment import asking, deciding, groups, heard, talk

SLICE = Slice(
    name=talk.HANDLER,
    read=talk.read,
    acts={
        talk.BIND_PERSON: asking.request,
        talk.APPROVE: deciding.approve,
        talk.REFUSE: deciding.refuse,
        talk.RELEASE: deciding.release,
        talk.RESOLVED: asking.resolved,
        talk.BIND_CHAT: groups.bind,
        talk.RENAMED: heard.retitled,
        talk.GONE: heard.gone,
    },
)
