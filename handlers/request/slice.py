"""The request slice: 请示 and 报告 handed in, answered in a leader's own words, chased, kept."""

from __future__ import annotations

from functools import partial

from bot.registry import Due, Slice
from bot.settings import Office
from handlers.request import answering, asking, chasing, facts, filing, ledger, said, submitting


def slice_of(office: Office) -> Slice:
    """Return the slice."""
    return Slice(
        name=said.SLICE,
        read=said.read,
        facts=facts.facts,
        acts={
            said.SUBMIT: submitting.submit,
            said.AMEND: submitting.amend,
            said.FILE: filing.file,
            **answering.ACTS,
            **asking.ACTS,
            said.LEDGER: ledger.give,
        },
        dues={chasing.UNANSWERED: Due(partial(chasing.remind, office=office), is_chain=True)},
        undos={said.FILE: filing.undo, said.REPLY: answering.undo},
    )
