"""The ask slice: look up before the transaction, quote inside it, learn from what was not answered."""

from __future__ import annotations

from bot.registry import Slice
from bot.settings import Office
from handlers.ask import answering, declining, known, learning, phrasing, said, shelving, talk
from handlers.ask.answering.acts import Alarm
from handlers.ask.learning.around import around
from knowledge.shelf import Shelf


def slice_of(shelf: Shelf, office: Office, alarm: Alarm, phrased: str = "") -> Slice:
    """Build the slice over a shelf of documents. alarm: opens an incident of a sentence.

    phrased: which documents a language model may say in other words, as the settings have it; empty: there is none.
    """
    parts = (
        around(answering.part_of(shelf, alarm), shelf),
        declining.part_of(),
        learning.part_of(shelf, office),
        shelving.part_of(office),
        phrasing.part_of(),
    )
    acts = {intent: act for part in parts for intent, act in part.acts.items()}
    for intent in (talk.POLICY, talk.FOLLOW_UP):
        acts[intent] = phrasing.offering(acts[intent], phrased)
    return Slice(
        name=talk.HANDLER,
        read=said.read,
        facts=known.facts,
        acts=acts,
        prepares={intent: prepare for part in parts for intent, prepare in part.prepares.items()},
        dues={kind: due for part in parts for kind, due in part.dues.items()},
        undos={kind: undo for part in parts for kind, undo in part.undos.items()},
    )
