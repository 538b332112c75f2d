"""A language model's address: words or nothing, in time, of bounded size, and the key nowhere but in its header."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta

import pytest

from bot.clock import SteppedClock
from bot.models import LanguageModel
from bot.platforms.completions import LARGEST, Completions, NoWords
from bot.platforms.model_doctor import check_model
from bot.platforms.phrasing import EVENT, PhrasingSource, request_of
from tests.conftest import MONDAY
from tests.emulators.language_model import (
    KEY,
    EmulatedModel,
    Manner,
    calls_tools,
    raw,
    redirects,
    stalls,
    status,
    streamed,
)

ASKED = [{"role": "user", "content": "问"}]
CUT = json.dumps({"choices": [{"message": {"content": "半"}, "finish_reason": "length"}]}).encode()
PARTS = json.dumps({"choices": [{"message": {"content": [{"type": "text"}]}}]}).encode()


async def _said(model: EmulatedModel, within_s: float = 3.0, key: str = KEY) -> str:
    completions = Completions(model.base, "invented-model", key)
    try:
        return await completions.words(ASKED, within_s)
    except NoWords as trouble:
        return f"nothing: {trouble.reason}"
    finally:
        await completions.close()


def test_an_answer_is_words_or_nothing() -> None:
    """Whatever it does that is no answer is nothing, with a reason that quotes none of it."""
    with EmulatedModel("答〔1〕。") as model:
        manners: list[tuple[Manner | None, str]] = [
            (None, "答〔1〕。"),
            (streamed("答", "〔1〕。"), "答〔1〕。"),
            (streamed("答", ends=False), "nothing: unreadable"),
            (raw(b"data: {half", "text/event-stream"), "nothing: unreadable"),
            (raw(b'{"choices": [{"mess'), "nothing: unreadable"),
            (raw(b"[]"), "nothing: unreadable"),
            (raw(b"<html>gateway</html>", "text/html"), "nothing: unreadable"),
            (raw(CUT), "nothing: not finished"),
            (raw(PARTS), "nothing: unreadable"),
            (raw(b'{"choices": [{"message": {"content": " "}}]}'), "nothing: no words"),
            (raw(b" " * (LARGEST + 1)), "nothing: too large"),
            (calls_tools, "nothing: tool calls"),
            (status(401), "nothing: HTTP 401"),
            (status(429), "nothing: HTTP 429"),
            (status(500), "nothing: HTTP 500"),
        ]
        for manner, expected in manners:
            model.manner = manner
            assert asyncio.run(_said(model)) == expected


def test_no_redirect_is_followed_and_no_other_host_gets_the_key() -> None:
    """The host is the operator's."""
    with EmulatedModel("别处〔1〕。") as elsewhere, EmulatedModel() as model:
        model.manner = redirects(f"{elsewhere.base}/chat/completions")
        assert asyncio.run(_said(model)) == "nothing: HTTP 307"
        assert not elsewhere.heard


def test_what_takes_too_long_is_given_up() -> None:
    """In the time that was given, not in the time it takes."""
    with EmulatedModel() as model:
        model.manner = stalls
        assert asyncio.run(_said(model, 0.05)) == "nothing: timed out"


def test_the_key_travels_in_a_header_alone() -> None:
    """Not in the body, not in what is shown of anything."""
    with EmulatedModel("答〔1〕。") as model:
        assert asyncio.run(_said(model)) == "答〔1〕。"
        assert model.heard[0].headers["Authorization"] == f"Bearer {KEY}"
        assert KEY not in json.dumps(model.heard[0].body)
        assert KEY not in repr(Completions(model.base, "m", KEY))
        assert KEY not in repr(LanguageModel(url=model.base, model="m", key=KEY))
        assert asyncio.run(_said(model, key="sk-wrong")) == "nothing: HTTP 401"


def test_nothing_that_listens_is_no_answer() -> None:
    """As when the machine is down."""
    with EmulatedModel() as model:
        pass
    assert asyncio.run(_said(model)) == "nothing: no answer"


async def test_a_source_always_brings_something() -> None:
    """Words, or why there are none, so that whoever waits is let go; after its time it does not ask at all."""
    clock = SteppedClock(MONDAY)
    with EmulatedModel("答〔1〕。") as model:
        source = PhrasingSource(Completions(model.base, "m", KEY), clock, 1.0)
        request = request_of("phrasing:7", MONDAY + timedelta(seconds=4), ASKED, {"quote": "引"})
        expected = {"account": "phrasing:7", "event": EVENT, "subject": "phrasing:7", "about": {"quote": "引"}}
        assert (await source.bring(request)).data == {**expected, "text": "答〔1〕。"}
        clock.move_to(MONDAY + timedelta(seconds=5))
        assert (await source.bring(request)).data == {**expected, "lost": "too late"}
        assert len(model.heard) == 1
        await source.close()


async def test_the_doctor_says_whether_and_how_soon_it_answers() -> None:
    """Sound, too slow for the four seconds, or not usable; the key is not shown."""
    with EmulatedModel("正常") as model:
        said = [await check_model(Completions(model.base, "m", key), left) for key, left in ((KEY, 3.0), (KEY, 0.0))]
        said.append(await check_model(Completions(model.base, "m", "sk-wrong"), 3.0))
    assert [one[0].level.name for one in said] == ["OK", "WARN", "FAIL"]
    assert "HTTP 401" in said[2][0].text
    assert "sk-" not in repr(said)


@pytest.mark.parametrize(
    ("url", "fits"),
    [
        ("https://models.example.edu.cn/v1", True),
        ("http://127.0.0.1:11434/v1", True),
        ("http://[::1]:8080/v1", True),
        ("http://localhost:8080/v1/", True),
        ("http://models.example.edu.cn/v1", False),
        ("http://10.0.0.8/v1", False),
        ("https://name:word@models.example.edu.cn/v1", False),
        ("https://models.example.edu.cn/v1?key=1", False),
        ("ftp://models.example.edu.cn", False),
    ],
)
def test_an_address_is_https_but_for_this_machine(url: str, fits: bool) -> None:  # noqa: FBT001 — of the table
    """What goes out is not read on the way."""
    if fits:
        assert LanguageModel(url=url, model="m").url == url.rstrip("/")
    else:
        with pytest.raises(ValueError, match="url"):
            LanguageModel(url=url, model="m")
