"""What is said of what follows a study: 补学, what is handed in, minutes, the register of contributions. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.messages import Kind
from bot.router import Reading
from handlers.study.said.contributions import hear_contributions
from handlers.study.said.heard import Heard
from handlers.study.said.made_up import hear_made_up
from handlers.study.said.minutes import hear_minutes
from handlers.study.said.papers import hear_papers, media_of
from handlers.study.said.papers_asked import hear_asked
from handlers.study.said.speaking import hear_speaking

_NUMBER = re.compile(r"\s*〔?XX\s*-?\s*0*(?P<id>\d{1,6})〕?[,，:：\s]*", re.IGNORECASE)


def hear(heard: Heard) -> Reading | None:
    """Read it; a number 〔XX-0012〕 says which study it is about."""
    if heard.is_aside and heard.message.kind is not Kind.RESULT:
        return None
    number = _NUMBER.search(heard.text)
    if number is not None:
        heard = replace(heard, text=_NUMBER.sub(" ", heard.text, count=1).strip())
    reading = _hear(heard)
    if reading is None or number is None or "study" in reading.slots:
        return reading
    return replace(reading, slots={**reading.slots, "study": int(number["id"])})


def _hear(heard: Heard) -> Reading | None:
    media = media_of(heard.message)
    return (
        hear_asked(heard)
        or hear_made_up(heard, media)
        or hear_minutes(heard, media)
        or hear_papers(heard, media)
        or (hear_speaking(heard) or hear_contributions(heard) if heard.text else None)
    )
