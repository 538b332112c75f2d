"""The judge of a model's words: all of them are let through, or none.

The prompt asks for the truth, the judge sees to it: nothing a document, a question or the model says can widen what is
let through, because only the passages decide. It errs towards refusing: then the quote is sent, which is no loss.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.phrasing.bearing import Matter, borne_out
from knowledge.phrasing.covering import says_something
from knowledge.phrasing.given import Given, Grounds, Phrased, Refused
from knowledge.phrasing.said import Rule, Signs, rules_of
from knowledge.phrasing.sentences import Cited, sentences_of
from knowledge.text import fold, squeeze

_ORDER = tuple(Grounds)


def judge(words: str, given: Sequence[Given], quote: str = "") -> Phrased | Refused:
    """Let a model's words through where each sentence says no more than one passage it names, else refuse them all.

    quote: what is shown below in any case; words that are nothing else are refused as well.
    """
    passages = {one.number: one for one in given}
    sentences = sentences_of(words, frozenset(passages))
    if isinstance(sentences, Refused):
        return sentences
    for sentence in sentences:
        grounds = [_grounds(sentence, passages[number]) for number in sentence.numbers]
        if any(one is not None for one in grounds):
            return Refused(max((one for one in grounds if one), key=_ORDER.index), sentence.text)
    said = "".join(one.text for one in sentences)
    if _bare(said) == _bare(quote):
        return Refused(Grounds.SAME)
    return Phrased("".join(map(_shown, sentences)), tuple(dict.fromkeys(n for one in sentences for n in one.numbers)))


def _grounds(sentence: Cited, passage: Given) -> Grounds | None:
    """Return on what grounds a passage does not bear out a sentence; None where it does."""
    signs = Signs()
    rules, said = rules_of(passage.text, signs), rules_of(sentence.text, signs)
    matter = Matter(fold(squeeze(passage.about)), fold(squeeze(passage.text)))
    if not said or not all(any(says_something(clause.content) for clause in rule) for rule in said):
        return Grounds.FORM
    found = (_nearest(one, rules, matter, signs) for one in said)
    return next((one for one in found if one is not None), None)


def _nearest(said: Rule, rules: Sequence[Rule], matter: Matter, signs: Signs) -> Grounds | None:
    """Return None where any rule bears it out, else the grounds of the rule that comes nearest."""
    found = [borne_out(said, rule, matter, signs) for rule in rules]
    if not found or None in found:
        return None if found else Grounds.WORDS
    return max((one for one in found if one), key=_ORDER.index)


def _shown(sentence: Cited) -> str:
    marks = "".join(f"〔{number}〕" for number in sentence.numbers)
    return f"{sentence.text[:-1]}{marks}。"


def _bare(text: str) -> str:
    return "".join(sign for sign in fold(text) if sign.isalnum())
