"""How stories let people talk: who says something reads the answer, the others have read theirs."""

from __future__ import annotations

from tests.office import Office


def silent(office: Office) -> None:
    """Let nobody have unread messages: what came before is not what the story is about."""
    for texts in office.screen.unseen.values():
        texts.clear()


def says(office: Office, who: str, *texts: str) -> str:
    """Let somebody say something and return what he was answered; what others were told is read."""
    answer = ""
    for text in texts:
        office.person(who).says(text)
        answer = office.screen.unseen[office.person(who).account].pop(0)
        silent(office)
    return answer
