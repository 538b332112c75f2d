"""What goes on from a question (那总结呢, 多久): the ways to put it in full, and which of them was meant. Pure.

No grammar tells what a fragment stands for: it is put in every way that makes sense, and the way is taken whose answer
holds the fragment itself and stays with the document at hand.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from knowledge.aspects import demands_of, met
from knowledge.evidence import ALONE
from knowledge.parts import ASKS
from knowledge.question import read_question
from knowledge.text import fold, squeeze
from knowledge.thesaurus import SHIPPED, Thesaurus

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.reply import Answer

HOLDS: Final = 1.0  # worth of an answer whose quote holds all of the fragment
IN_CLAUSE: Final = 0.6  # of that, where only the rest of its clause holds it
SAME: Final = 0.3  # worth of staying with the document at hand
CLAUSE: Final = 0.25  # worth of staying with the clause at hand, where something else is asked of the matter
COVER: Final = 0.4  # worth of holding all of the question as it was put
MET: Final = 0.3  # worth of holding what the question asks for: an amount, a person
NEAR: Final = 5  # how far down the next best may hold what is asked for
ALONE_WEIGHT: Final = 2.5  # what a fragment must carry to be a question of its own
_ASKING: Final = re.compile(
    r"(?:在|由|向|跟|找|给|是|要|需要|应该|应当)?(?:多长时间|多久|多少|几[天日个点次年月人分]+|什么时候|何时|什么|怎么[办样]?|怎样|如何|谁|"
    r"哪[些个里儿位]?|为何)+(?:前|内|以内|之内)?"
)


def ways(before: Sequence[str], rest: str) -> tuple[str, ...]:
    """Return the questions a fragment may stand for. before: the question at hand, then the one that began it all."""
    found: list[str] = []
    for one in before:
        pieces = [piece for piece in re.split(r"[\s,，。?？、]+", _ASKING.sub(" ", one)) if piece]
        matter = " ".join(pieces)
        if ASKS.search(rest):
            found += [f"{matter} {rest}", f"{pieces[0] if pieces else ''} {rest}".strip()]
        else:
            asking = " ".join(match.group() for match in _ASKING.finditer(one))
            found += [f"{pieces[0] if pieces else ''} {rest} {asking}".strip(), f"{matter} {rest} {asking}".strip()]
            found.append(f"{one} {rest}")
    alone = [rest] if sum(read_question(rest).content) >= ALONE_WEIGHT else []
    return tuple(dict.fromkeys([*found, *alone]))


def chosen(
    answers: Sequence[Answer], rest: str, file: str = "", clause: str = "", *, thesaurus: Thesaurus = SHIPPED
) -> Answer:
    """Return the answer to the way that was meant; first come the likelier ways.

    file, clause: of what is at hand.
    """
    each = [one for answer in answers for one in _with_next_best(answer, file)]
    return max(each, key=lambda one: _worth(one, rest, (file, clause), thesaurus))


def _with_next_best(answer: Answer, file: str) -> Iterator[Answer]:
    """Yield an answer, then what else the document at hand says to the question: it may hold what is asked for."""
    yield answer
    best = answer.alternatives[0].score if answer.alternatives else 0.0
    for one in answer.alternatives[1:NEAR]:
        if answer.answered and one.quote and one.document.file == file:
            sure = answer.confidence * one.score / best
            yield replace(answer, quote=one.quote, passage=one.passage, document=one.document, confidence=sure,
                          others=(), parts=(), before="", rest="")  # fmt: skip


def _worth(answer: Answer, rest: str, at_hand: tuple[str, str], thesaurus: Thesaurus) -> float:
    if not answer.answered or answer.passage is None or answer.document is None:
        return 0.1 * answer.confidence
    said = held(rest, answer.quote, thesaurus)
    near = max(said, IN_CLAUSE * held(rest, f"{answer.passage.heading} {answer.passage.text}", thesaurus))
    asked = met(demands_of(fold(answer.question), thesaurus), fold(answer.quote))
    is_near = answer.document.file == at_hand[0]
    stays = SAME * is_near + CLAUSE * (is_near and answer.clause == at_hand[1] and bool(ASKS.search(rest)))
    return 0.1 + HOLDS * near + stays + COVER * answer.confidence + MET * asked


def held(rest: str, text: str, thesaurus: Thesaurus = SHIPPED) -> float:
    """Return the share of what a fragment means that a text holds, itself or by kindred words, 0..1."""
    question, folded = read_question(rest, thesaurus), fold(text)
    kin = [(kin.start, kin.end, [word for word, _ in kin.words]) for kin in question.kin]
    total = found = 0.0
    for i, weight in enumerate(question.content):
        if not weight:
            continue
        total += weight
        pairs = [question.text[j : j + 2] for j in (i - 1, i) if j >= 0 and len(question.text[j : j + 2].strip()) > 1]
        if any(pair in folded for pair in pairs):
            found += weight
        elif any(start <= i < end and any(word in folded for word in words) for start, end, words in kin):
            found += 0.7 * weight
        elif question.text[i] in folded:
            found += ALONE * weight
    return found / total if total else 0.0 if squeeze(rest) else 1.0
