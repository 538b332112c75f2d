"""The campaign slice: appraisals, pledges, collections, honours planned back, from one sentence to the ledger."""

from __future__ import annotations

from functools import partial

from bot.packing import Vault
from bot.registry import Due, Slice
from bot.settings import Office
from handlers.campaign import (
    changing,
    commenting,
    deciding,
    fetching,
    giving,
    handing,
    known,
    looking,
    nagging,
    opening,
    refusing,
    starting,
)
from handlers.campaign.said import handing as heard
from handlers.campaign.said import read

NAME = known.NAME


def slice_of(office: Office, vault: Vault | None = None) -> Slice:
    """Return the slice. vault: where the files are read from that a zip is made of; None: none is."""
    return Slice(
        name=NAME,
        read=read,
        facts=known.facts,
        acts={
            starting.CREATE: starting.create,
            starting.BEGIN: starting.begin,
            looking.QUERY: looking.query,
            changing.MOVE: changing.move,
            changing.CANCEL: changing.cancel,
            changing.URGE: changing.urge,
            changing.DONE: changing.stage_done,
            heard.HAND_IN: handing.hand_in,
            heard.CAME: handing.file_came,
            handing.NOT_ONE: handing.not_handed_in,
            fetching.LOST: fetching.file_lost,
            deciding.RETURN: deciding.return_,
            deciding.PASS: deciding.pass_,
            deciding.PAPER: deciding.on_paper,
            giving.PACK: giving.pack,
            giving.LEDGER: giving.give_ledger,
            commenting.COMMENT: commenting.comment,
            **refusing.ACTS,
        },
        prepares={giving.PACK: giving.preparing(vault)},
        dues={
            opening.STAGE: Due(partial(opening.due_to_open, office)),
            opening.NAG: Due(partial(nagging.nag, office), is_chain=True),
            opening.REPORT: Due(partial(nagging.report, office)),
        },
        undos={
            starting.BEGUN: starting.undo,
            handing.KEPT: handing.undo,
            deciding.RETURNED: deciding.undo_return,
            deciding.PASSED: deciding.undo_pass,
            deciding.PAPERED: deciding.undo_paper,
            commenting.COMMENTED: commenting.undo,
        },
    )
