"""People in front of the emulated AI bot: groups, files, cards, the day's greeting, ratings."""

from __future__ import annotations

import base64

import aiohttp
import pytest
from aiohttp import web
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from yarl import URL

from tests.emulators.aibot import EmulatedAiBot
from tests.emulators.aibot_messages import Said, file, image, mixed, text, video, voice
from tests.emulators.aibot_shown import State
from tests.emulators.aibot_wire import BotAccount
from tests.emulators.wecom_rules import Trouble
from tests.emulators.wecom_screen import Face, ShownCard
from tests.platforms.test_aibot_emulator import Plain, growing, staged, stream, with_card
from tests.platforms.test_wecom_cards_emulator import CARD


async def test_in_a_group_only_those_who_are_mentioned_hear() -> None:
    """Two bots at once, each with the whole text; neither a longer name nor none at all."""
    with staged(lambda plain: stream(plain["text"]["content"])) as on:
        other = EmulatedAiBot(on.wecom, on.bot.url, BotAccount("aibOther", "后勤助手二号"))
        assert (await on.bot.says("LiMing", "三食堂漏水", chat="GROUP1")).state is State.UNHEARD
        await on.bot.says("LiMing", "@后勤助手二号 漏水", chat="GROUP1")
        assert [plain["aibotid"] for plain in on.tiny.heard] == ["aibOther"]
        shown = await on.bot.says("LiMing", "@后勤助手 @后勤助手二号 漏水", chat="GROUP1")
        assert [plain["aibotid"] for plain in on.tiny.heard[1:]] == [on.bot.account.aibotid, "aibOther"]
        assert (shown.where.chat, shown.place) == ("GROUP1", "GROUP1")
        assert [bubble.source for bubble in on.bot.screen("GROUP1").bubbles] == [
            other.source, on.bot.source, other.source,
        ]  # fmt: skip
        assert on.tiny.heard[1]["chatid"] == "GROUP1"
        assert on.tiny.heard[1]["chattype"] == "group"
        assert on.bot.screen("LiMing").bubbles == []


@pytest.mark.parametrize("said", [image(b"p"), voice("漏水"), file(b"f"), video(b"v")])
async def test_a_picture_alone_reaches_a_bot_in_private_only(said: Said) -> None:
    """In a group it stands inside a mixed message."""
    with staged(lambda _: None) as on:
        with pytest.raises(ValueError, match="private"):
            await on.bot.sends("LiMing", said, chat="GROUP1")
        await on.bot.sends("LiMing", said)
        assert [plain["msgtype"] for plain in on.tiny.heard] == [said.kind]
        await on.bot.sends("LiMing", mixed(text("@后勤助手 看"), image(b"p")), chat="GROUP1")
        assert [part["msgtype"] for part in on.tiny.heard[1]["mixed"]["msg_item"]] == ["text", "image"]


async def test_a_quote_holds_the_words_and_no_id() -> None:
    """Nothing tells which message it was."""
    with staged(lambda _: None) as on:
        await on.bot.says("LiMing", "已断电", quote=text("〔SJ-0017〕"))
        assert on.tiny.heard[0]["quote"] == {"msgtype": "text", "text": {"content": "〔SJ-0017〕"}}


async def fetch(url: str) -> tuple[int, bytes]:
    """Fetch a file."""
    async with aiohttp.ClientSession() as session, session.get(URL(url, encoded=True)) as answer:
        return answer.status, await answer.read()


async def test_a_file_is_encrypted_and_there_for_five_minutes() -> None:
    """With the callback's key; nothing tells its name; a changed address finds nothing."""
    picture = b"\xff\xd8" + bytes(range(256)) * 3
    with staged(lambda _: None) as on:
        await on.bot.sends("LiMing", image(picture))
        url = on.tiny.heard[0]["image"]["url"]
        assert set(on.tiny.heard[0]["image"]) == {"url"}
        status, sealed = await fetch(url)
        assert (status, len(sealed) % 32) == (200, 0)
        assert opened(on.tiny.account.aes_key, sealed) == picture
        assert (await fetch(url.split("?")[0]))[0] == 403
        assert (await fetch(url.replace("?", "x?")))[0] == 404
        on.wecom.fail("aibot-media", Trouble.STATUS, 503)
        assert (await fetch(url))[0] == 503
        on.passes(300)
        assert (await fetch(url))[0] == 403


def opened(aes_key: str, sealed: bytes) -> bytes:
    """Decrypt a file as documented."""
    key = base64.b64decode(aes_key + "=")
    decryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
    padded = decryptor.update(sealed) + decryptor.finalize()
    assert padded[-padded[-1] :] == bytes([padded[-1]]) * padded[-1]
    return padded[: -padded[-1]]


async def test_a_card_is_pressed_and_changed_for_everybody() -> None:
    """The press comes with the key and the task_id; a changed card has no buttons left to press."""
    with staged(with_card) as on:
        shown = await on.bot.says("LiMing", "@后勤助手 x", chat="GROUP1")
        assert shown.card.face("WangFang").buttons == ["到场", "转交"]
        pressed = await on.bot.presses("WangFang", shown.card, 2)
        told = on.tiny.heard[1]
        assert told["event"]["template_card_event"]["event_key"] == "k2"
        assert (told["chatid"], told["from"]["userid"]) == ("GROUP1", "WangFang")
        assert told["response_url"] != on.tiny.heard[0]["response_url"]
        assert pressed.updated
        assert (shown.card.face("LiMing").title, shown.card.presses) == ("已登记", [("WangFang", "k2")])
        with pytest.raises(LookupError):
            await on.bot.presses("LiMing", shown.card, 1)
        on.bot.must_be_clean()


async def test_a_card_may_change_for_some_only() -> None:
    """Whom `userids` names, in the ids the bot was given."""

    def think(plain: Plain) -> Plain:
        reply = with_card(plain)
        return reply | {"userids": [plain["from"]["userid"]]} if "response_type" in reply else reply

    with staged(think, hides_ids=True) as on:
        shown = await on.bot.says("LiMing", "@后勤助手 x", chat="GROUP1")
        assert on.tiny.heard[0]["from"]["userid"].startswith("wo")
        await on.bot.presses("LiMing", shown.card, 1)
        assert (shown.card.face("LiMing").title, shown.card.face("WangFang").title) == ("已登记", "三食堂漏水")
        on.bot.must_be_clean()


async def test_only_what_is_there_can_be_pressed() -> None:
    """No card, another sender's card."""
    with staged(lambda _: None) as on:
        shown = await on.bot.says("LiMing", "x")
        with pytest.raises(LookupError, match="no card"):
            await on.bot.presses("LiMing", shown.card, 1)
        with pytest.raises(LookupError, match="a card of app:1"):
            await on.bot.presses("LiMing", ShownCard("app:1", Face(CARD)), 1)
        assert len(on.tiny.heard) == 1


async def test_a_press_may_come_flat() -> None:
    """As the vendor's own SDK has it."""
    with staged(lambda plain: None if plain["msgtype"] == "event" else with_card(plain), flat_events=True) as on:
        shown = await on.bot.says("LiMing", "x")
        await on.bot.presses("LiMing", shown.card, 1)
        event = on.tiny.heard[1]["event"]
        assert event == {
            "eventtype": "template_card_event", "event_key": "k1", "task_id": shown.card.task_id,
            "card_type": "button_interaction",
        }  # fmt: skip


async def test_a_press_is_sent_once() -> None:
    """Not answered in time, it is gone; the card stays as it was and can be pressed again."""
    with staged(lambda plain: "hang" if plain["msgtype"] == "event" else with_card(plain)) as on:
        shown = await on.bot.says("LiMing", "x")
        pressed = await on.bot.presses("LiMing", shown.card, 1)
        assert (pressed.state, pressed.statuses, pressed.updated) == (State.LOST, [0], False)
        assert shown.card.face("LiMing").buttons == ["到场", "转交"]


async def test_the_first_visit_of_a_day_is_greeted() -> None:
    """By text or card, once in a Chinese day, and with one chance only."""
    with staged(lambda _: {"msgtype": "text", "text": {"content": "您好"}}) as on:
        assert (await on.bot.enters("LiMing")).text == "您好"
        assert (await on.bot.enters("LiMing")).state is State.UNHEARD
        on.passes(9.5 * 3600)  # from 14:30 to midnight
        await on.bot.enters("LiMing")
        assert on.bot.screen("LiMing").texts == ["您好", "您好"]
        assert on.tiny.heard[0]["event"] == {"eventtype": "enter_chat"}
        on.bot.must_be_clean()
    with staged(lambda _: web.Response(status=503)) as on:
        assert (await on.bot.enters("LiMing")).statuses == [503]
        assert (await on.bot.enters("LiMing")).state is State.UNHEARD


async def test_an_answer_is_rated_by_the_id_it_came_with() -> None:
    """Only the first words count; better, worse, and taken back."""
    with staged(growing("一", "二")) as on:
        shown = await on.bot.poll_until_finished(await on.bot.says("LiMing", "x"))
        with pytest.raises(ValueError, match="feedback"):
            await on.bot.rates(shown)

    def think(plain: Plain) -> Plain | None:
        if plain["msgtype"] == "event":
            return None
        return stream("x", finish=plain["msgtype"] == "stream", feedback={"id": plain["msgtype"]})

    with staged(think) as on:
        shown = await on.bot.poll_until_finished(await on.bot.says("LiMing", "x"))
        for good in (True, None):
            await on.bot.rates(shown, good=good)
        await on.bot.rates(shown, good=False, content="不全", reasons=(2,))
        told = [plain["event"]["feedback_event"] for plain in on.tiny.heard[2:]]
        assert [(one["id"], one["type"]) for one in told] == [("text", 1), ("text", 3), ("text", 2)]
        assert (told[2]["content"], told[2]["inaccurate_reason_list"]) == ("不全", [2])
        on.bot.must_be_clean()


async def test_an_event_nobody_knows_is_sent_all_the_same() -> None:
    """And repeated like a message."""
    with staged(lambda _: web.Response(status=503)) as on:
        shown = await on.bot.happens("LiMing", "moon_phase", {"phase": 1})
        assert shown.statuses == [503] * 3
        assert on.tiny.heard[0]["event"] == {"eventtype": "moon_phase", "moon_phase": {"phase": 1}}
