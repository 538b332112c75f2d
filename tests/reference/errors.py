"""The page of errors: every error class, every error code the program knows, every status of a callback."""

from __future__ import annotations

import inspect
import textwrap

from bot import errors as tree
from bot.errors import HouqinError
from bot.platforms.dingtalk import errcodes as dingtalk
from bot.platforms.wecom.errcodes import FAULTS, UNKNOWN, Fate
from tests.reference.page import code, page, table
from tests.reference.source import sources

INTRODUCTION = """
Every error raised on purpose is one of a tree. Its text is one sentence for the operator, with the remedy; on the
command line it stands on standard error. Staff never see it.
"""
STATUSES = """
What a callback is answered. Anything but 200 makes WeCom call again, three times in all; a repeat changes
nothing.

| status | when |
| --- | --- |
| 200 | stored, or a URL verification that holds |
| 400 | signed, but can't be read (`Malformed`) |
| 403 | signature, receiver or time window does not hold (`Forged`) |
| 404 | no door has this path |
| 405 | neither GET nor POST |
| 408 | the body took longer than 5 seconds to arrive |
| 413 | larger than 64 KiB |
| 503 | could not be stored; it will come again |
"""
FATES = {
    Fate.REFUSED: "not sent again; the admins are told",
    Fate.THROTTLED: "sent again after a minute; the whole route waits",
    Fate.LATER: "sent again by itself",
    Fate.TOKEN: "one new token, one retry",
}
DINGTALK_FATES = {
    dingtalk.Fate.REFUSED: "not sent again; the admins are told",
    dingtalk.Fate.THROTTLED: "sent again after {wait:g} s; the whole route waits",
    dingtalk.Fate.LATER: "sent again by itself",
    dingtalk.Fate.TOKEN: "one new token, one retry",
    dingtalk.Fate.THERE: "counts as sent",
}


def errors() -> str:
    """Print the tree, the codes and the statuses."""
    codes = [(code(str(number)), one.cause, one.remedy, FATES[one.fate]) for number, one in FAULTS.items()]
    codes.append(("any other", UNKNOWN.cause, UNKNOWN.remedy, FATES[UNKNOWN.fate]))
    return page(
        "Errors",
        INTRODUCTION,
        "## The tree",
        f"```text\n{_drawing()}\n```",
        table(("class", "kind of", "means", "written in"), [_row(one) for one in classes()]),
        "## Callbacks",
        STATUSES,
        "## Error codes of WeCom",
        "As `houqin status` and `houqin doctor` show them. Of the platform's own text only the caller's IP and the "
        "hint are kept.",
        table(("code", "cause", "remedy", "what the program does"), codes),
        "## Error codes of DingTalk",
        "The new interface answers with words, the old one with numbers. Of its own text only a "
        "missing permission, the caller's IP and the request's number are kept.",
        table(("code", "cause", "remedy", "what the program does"), _dingtalk_codes()),
    )


def _dingtalk_codes() -> list[tuple[str, ...]]:
    known = [(code(name), one) for name, one in dingtalk.FAULTS.items()]
    return [
        (name, one.cause, one.remedy, DINGTALK_FATES[one.fate].format(wait=one.wait_s))
        for name, one in [*known, ("any other", dingtalk.UNKNOWN)]
    ]


def classes() -> list[type[HouqinError]]:
    """Return every error class of the product, a class before those below it."""
    sources()  # every module is loaded
    return _below(HouqinError)


def _below(root: type[HouqinError]) -> list[type[HouqinError]]:
    ours = [one for one in root.__subclasses__() if not one.__module__.startswith("tests.")]
    return [root, *(below for one in ours for below in _below(one))]


def _row(one: type[HouqinError]) -> tuple[str, ...]:
    base = one.__bases__[0].__name__
    return code(one.__name__), code(base), (inspect.getdoc(one) or "").split("\n")[0], code(one.__module__)


def _drawing() -> str:
    lines = (tree.__doc__ or "").splitlines()
    return textwrap.dedent("\n".join(line for line in lines if "──" in line or line.strip() == HouqinError.__name__))
