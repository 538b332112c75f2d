"""The emulated AI bot takes no reply the platform would not: each rule is broken once, and stands in `violations`."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest

from tests.each import each
from tests.emulators.aibot_replies import About, kind_of, reply_faults
from tests.emulators.aibot_rules import BotRules, To
from tests.emulators.aibot_shown import State
from tests.platforms.test_aibot_emulator import Plain, staged, stream, with_card
from tests.platforms.test_wecom_cards_emulator import CARD, NOTICE

PNG = b"\x89PNG"
TEXT: Plain = {"msgtype": "text", "text": {"content": "您好"}}
A_CARD: Plain = {"msgtype": "template_card", "template_card": CARD}
BOTH: Plain = {**stream("x"), "msgtype": "stream_with_template_card", "template_card": CARD}
UPDATE: Plain = {"response_type": "update_template_card", "template_card": {**NOTICE, "task_id": "t"}}


def picture(content: bytes = PNG, **changed: str) -> Plain:
    """Make a picture of a stream."""
    md5 = hashlib.md5(content).hexdigest()  # noqa: S324 — the platform's own
    return {"msgtype": "image", "image": {"base64": base64.b64encode(content).decode(), "md5": md5} | changed}


@each(
    ("to", "taken"),
    [
        (To.MESSAGE, (stream("x"), A_CARD, BOTH)),
        (To.POLL, (stream("x"), {**BOTH, "stream": {"content": "x"}})),
        (To.ENTER, (TEXT, A_CARD)),
        (To.PRESS, (UPDATE,)),
        (To.RATING, ()),
        (To.OTHER, ()),
    ],
)
def test_each_callback_takes_its_own_kinds_of_reply(to: To, taken: tuple[Plain, ...]) -> None:
    """And no other, nor one of no kind."""
    about = About(to, "s1", "t")
    assert [reply_faults(reply, about, BotRules()) for reply in taken] == [[]] * len(taken)
    kinds = {kind_of(reply) for reply in taken}
    odd: tuple[Plain, ...] = ({"msgtype": "markdown"}, {"stream": {}})
    for reply in (*odd, stream("x"), A_CARD, BOTH, TEXT, UPDATE):
        assert bool(reply_faults(reply, about, BotRules())) is (kind_of(reply) not in kinds)


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        (stream("水" * 6827), "content is longer than 20480 bytes"),
        (stream("x", number=""), "the stream has no id"),
        ({"msgtype": "stream", "stream": {"finish": True}}, "the stream has no id"),
        ({"msgtype": "stream"}, "stream without ['stream']"),
        ({"msgtype": "stream", "stream": "x"}, "wrong type"),
        ({"msgtype": "stream", "stream": {"id": "s", "content": 1}}, "wrong type"),
        (stream("x", text="y"), "text is no field of a stream"),
        ({**stream("x"), "template_card": CARD}, "template_card is no field of stream"),
        ({"msgtype": "stream", "stream": {"id": "s", "finish": "true"}}, "finish"),
        (stream("x", feedback={"id": "反" * 86}), "feedback.id"),
        (stream("x", feedback={"id": ""}), "feedback.id"),
        (stream("x", finish=False, msg_item=[picture()]), "pictures before finish"),
        (stream("x", msg_item=[picture()] * 11), "more than 10 pictures"),
        (stream("x", msg_item=[picture(md5="0")]), "md5"),
        (stream("x", msg_item=[picture(base64="!")]), "a picture is none"),
        (stream("x", msg_item=[{"msgtype": "file"}]), "a picture is none"),
        ({"msgtype": "template_card", "template_card": {**CARD, "task_id": ""}}, "task_id is missing"),
        ({**BOTH, "template_card": {**CARD, "button_list": []}}, "button_list is missing"),
    ],
)
async def test_a_reply_that_breaks_a_rule_is_not_shown(reply: Plain, fault: str) -> None:
    """It is named, and the test that looks fails."""
    with staged(lambda _: reply) as on:
        shown = await on.bot.says("LiMing", "x")
        assert fault in on.bot.violations[0]
        assert (shown.state, on.bot.screen("LiMing").bubbles) == (State.OVER, [])
        with pytest.raises(AssertionError, match="message: "):
            on.bot.must_be_clean()


@pytest.mark.parametrize(
    "reply",
    [stream("水" * 6826 + "ab"), stream("x", msg_item=[picture()] * 10), stream("x", feedback={"id": "f" * 256})],
)
async def test_a_reply_that_just_fits_is_shown(reply: Plain) -> None:
    """20,480 bytes, ten pictures, 256 bytes."""
    with staged(lambda _: reply) as on:
        shown = await on.bot.says("LiMing", "x")
        on.bot.must_be_clean()
        assert shown.bubble is not None
        assert shown.bubble.images == (PNG,) * len(reply["stream"].get("msg_item", ()))


async def test_a_poll_keeps_its_stream() -> None:
    """Another id is a fault, and what was visible stays; without an id it is the same stream."""
    with staged(lambda plain: stream(plain["msgtype"], finish=False, number=plain["msgid"])) as on:
        shown = await on.bot.says("LiMing", "x")
        await on.bot.poll()
        assert on.bot.violations == ["poll: the stream has another id than before"]
        assert (shown.text, shown.state) == ("text", State.STREAMING)

    def think(plain: Plain) -> Plain:
        return {"msgtype": "stream", "stream": {"content": "完", "finish": True}} if "stream" in plain else begun

    begun = stream("…", finish=False)
    with staged(think) as on:
        shown = await on.bot.poll_until_finished(await on.bot.says("LiMing", "x"))
        assert (shown.text, on.bot.violations) == ("完", [])


async def test_an_empty_answer_to_a_poll_changes_nothing() -> None:
    """It is asked again."""
    with staged(lambda plain: None if "stream" in plain else stream("…", finish=False)) as on:
        shown = await on.bot.says("LiMing", "x")
        await on.bot.poll()
        assert (shown.text, shown.state, on.bot.violations) == ("…", State.STREAMING, [])


async def test_a_card_comes_once_for_a_message() -> None:
    """With the first words or with a later poll, but not with both."""

    def think(plain: Plain) -> Plain:
        return {**BOTH, "stream": {"id": "s", "content": "x", "finish": False}}

    with staged(think) as on:
        shown = await on.bot.says("LiMing", "x", copies=2)
        assert (shown.text, shown.card.task_id, on.bot.violations) == ("x", CARD["task_id"], [])
        await on.bot.poll()
        assert on.bot.violations == ["poll: a second card for the same message"]
        assert len(on.bot.screen("LiMing").cards) == 1


async def test_a_task_id_is_used_once() -> None:
    """By one bot, over all its chats."""
    with staged(lambda _: A_CARD) as on:
        await on.bot.says("LiMing", "x")
        await on.bot.says("WangFang", "x")
        assert on.bot.violations == ["message: task_id is used"]
        assert on.bot.screen("WangFang").cards == []


async def test_a_press_is_answered_with_the_pressed_card() -> None:
    """Another task_id, a message, or ids of nobody are faults, and the card stays."""
    answers: list[Plain] = [
        UPDATE, stream("x"), {**UPDATE, "userids": []}, {**UPDATE, "userids": ["LiMing"], "template_card": CARD},
    ]  # fmt: skip
    with staged(lambda plain: A_CARD if plain["msgtype"] == "text" else answers.pop(0), hides_ids=True) as on:
        shown = await on.bot.says("LiMing", "x")
        for _ in range(4):
            assert not (await on.bot.presses("LiMing", shown.card, 1)).updated
        assert on.bot.violations == [
            "template_card_event: task_id is not that of the pressed card",
            "template_card_event: stream can't answer a template_card_event",
            "template_card_event: task_id is not that of the pressed card",
            "template_card_event: userids is no list of ids",
            "template_card_event: userids ['LiMing'] name nobody",
        ]
        assert shown.card.face("LiMing").title == CARD["main_title"]["title"]


async def test_a_rating_takes_an_empty_body_only() -> None:
    """And a greeting no stream."""
    with staged(lambda _: stream("x", feedback={"id": "f"})) as on:
        await on.bot.rates(await on.bot.says("LiMing", "x"))
        await on.bot.enters("LiMing")
        on.tiny.think = lambda _: {"msgtype": "text", "text": {"content": ""}}
        await on.bot.enters("WangFang")
        assert on.bot.violations == [
            "feedback_event: stream can't answer a feedback_event",
            "enter_chat: stream can't answer a enter_chat",
            "enter_chat: text.content is empty",
        ]


async def test_a_card_with_feedback_is_rated() -> None:
    """An update replaces the id."""

    def think(plain: Plain) -> Plain | None:
        if plain.get("event", {}).get("eventtype") == "feedback_event":
            return None
        reply = with_card(plain)
        reply["template_card"] |= {"feedback": {"id": plain["msgtype"]}}
        return reply

    with staged(think) as on:
        shown = await on.bot.says("LiMing", "x")
        assert shown.feedback == "text"
        pressed = await on.bot.presses("LiMing", shown.card, 1)
        assert (shown.feedback, pressed.feedback) == ("text", "event")
        await on.bot.rates(pressed)
        on.bot.must_be_clean()


def test_any_json_is_judged_without_an_error() -> None:
    """Whatever stands where an object should."""
    odd: list[Any] = [None, 1, "x", [], {}, [1], {"id": 1}, {"id": None, "content": None}]
    for value in odd:
        for to in (To.MESSAGE, To.ENTER, To.PRESS):
            for kind in ("stream", "text", "template_card", "update_template_card"):
                reply = {"msgtype": kind, "stream": value, "text": value, "template_card": value, "userids": value}
                assert reply_faults(reply, About(to), BotRules())
