"""The emulated platform's cards, files and encrypted ids keep the vendor's rules; each rule is broken once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
import requests
from wechatpy.enterprise import parse_message
from wechatpy.enterprise.crypto import WeChatCrypto

from bot.clock import SteppedClock
from tests.emulators import wecom_callbacks as peer
from tests.emulators.wecom import EmulatedApp, EmulatedWeCom
from tests.emulators.wecom_rules import Rules, Trouble
from tests.platforms.test_wecom_route import CORP, SECRET, START

CARD: Mapping[str, Any] = {
    "card_type": "button_interaction",
    "main_title": {"title": "三食堂漏水", "desc": "李明 14:05"},
    "sub_title_text": "请确认",
    "horizontal_content_list": [{"keyname": "地点", "value": "三楼"}],
    "button_list": [{"text": "到场", "style": 1, "key": "k1"}, {"text": "转交", "style": 2, "key": "k2"}],
    "task_id": "SJ-0017_1@a",
}
NOTICE: Mapping[str, Any] = {
    "card_type": "text_notice",
    "main_title": {"title": "已登记"},
    "card_action": {"type": 1, "url": "https://example.edu.cn"},
}


class Stage:
    """A platform with two apps and a token for the first."""

    def __init__(self, wecom: EmulatedWeCom, clock: SteppedClock) -> None:
        self.wecom, self.clock = wecom, clock
        self.token = self.get("gettoken", corpid=CORP, corpsecret=SECRET).json()["access_token"]

    def get(self, path: str, **query: str) -> requests.Response:
        """Ask for anything."""
        return requests.get(f"{self.wecom.base}/cgi-bin/{path}", params=query, timeout=5)

    def post(self, path: str, body: object, token: str = "") -> Any:
        """Post JSON with a token."""
        url = f"{self.wecom.base}/cgi-bin/{path}?access_token={token or self.token}"
        return requests.post(url, data=json.dumps(body).encode(), timeout=5).json()

    def send(self, card: Mapping[str, Any], to: str = "LiMing", **other: object) -> Any:
        """Send a card."""
        body = {"touser": to, "msgtype": "template_card", "agentid": 1000002, "template_card": card}
        return self.post("message/send", body | other)

    def update(self, code: str, **other: object) -> Any:
        """Change a card."""
        body = {"agentid": 1000002, "response_code": code, "userids": ["LiMing"], "button": {"replace_name": "已到场"}}
        return self.post("message/update_template_card", body | other)


@pytest.fixture
def stage() -> Iterator[Stage]:
    """Give a platform whose time stands still."""
    clock = SteppedClock(START)
    apps = [EmulatedApp(CORP, 1000002, SECRET, ("LiMing", "WangFang")), EmulatedApp(CORP, 1000003, "other", ("Li",))]
    with EmulatedWeCom(clock, apps, Rules(updated=2, open_ids=3)) as wecom:
        yield Stage(wecom, clock)


def test_a_card_is_shown_and_comes_with_a_code(stage: Stage) -> None:
    """Texts and cards stand on one screen in order; `texts` has no cards."""
    assert stage.send(CARD, "LiMing|WangFang")["response_code"]
    stage.post("message/send", {"touser": "LiMing", "msgtype": "text", "agentid": 1000002, "text": {"content": "好"}})
    screen = stage.wecom.screen("LiMing")
    assert [bool(bubble.card) for bubble in screen.bubbles] == [True, False]
    face = screen.cards[0].face("LiMing")
    assert (face.title, face.buttons) == ("三食堂漏水", ["到场", "转交"])
    assert face.words == "三食堂漏水\n李明 14:05\n请确认\n地点 三楼"
    assert stage.wecom.texts("LiMing") == ["好"]
    assert screen.last.source == "app:1000002"


def test_a_card_that_breaks_a_rule_is_refused(stage: Stage) -> None:
    """40058 with the fault, and nobody sees it."""
    answer = stage.send({**CARD, "task_id": "三食堂"})
    assert answer["errcode"] == 40058
    assert "task_id has other characters" in answer["errmsg"]
    assert stage.wecom.screen("LiMing").bubbles == []


def test_a_task_id_is_used_once(stage: Stage) -> None:
    """But a repeat inside the duplicate check is the same card, and shown once."""
    checked: dict[str, Any] = {"enable_duplicate_check": 1}
    assert stage.send(CARD, **checked)["errcode"] == 0
    assert stage.send(CARD, **checked)["errcode"] == 0
    assert len(stage.wecom.screen("LiMing").cards) == 1
    assert "task_id is used" in stage.send(CARD)["errmsg"]
    assert stage.send({**CARD, "task_id": "another"})["errcode"] == 0


def test_buttons_need_a_callback_address(stage: Stage) -> None:
    """A notice does not."""
    stage.wecom.apps[0].has_callback = False
    assert "no callback url" in stage.send(CARD)["errmsg"]
    assert stage.send(NOTICE)["errcode"] == 0


def test_a_code_changes_the_card_once(stage: Stage) -> None:
    """For those who are named; others see the buttons still."""
    code = stage.send(CARD, "LiMing|WangFang")["response_code"]
    answer = stage.update(code, userids=["liming", "Ghost"])
    assert (answer["errcode"], answer["invaliduser"]) == (0, ["Ghost"])
    (card,) = stage.wecom.screen("LiMing").cards
    assert (card.face("LiMing").shown, card.face("LiMing").buttons) == ("已到场", [])
    assert card.face("WangFang").buttons == ["到场", "转交"]
    assert "used" in stage.update(code)["errmsg"]


def test_who_did_not_get_a_card_sees_no_change(stage: Stage) -> None:
    """A member all the same: he is invalid."""
    assert stage.update(stage.send(CARD)["response_code"], userids=["WangFang"])["invaliduser"] == ["WangFang"]


def test_a_whole_new_card_for_everybody(stage: Stage) -> None:
    """Whatever each saw before; the task_id stays what it was."""
    code = stage.send(CARD, "LiMing|WangFang")["response_code"]
    pressed = stage.wecom.press("WangFang", stage.wecom.screen("WangFang").cards[0], 1)
    assert stage.update(pressed.response_code, userids=["WangFang"])["errcode"] == 0
    changed = {**CARD, "main_title": {"title": "已处理"}, "replace_text": "已到场", "task_id": "else"}
    assert stage.update(code, userids=[], atall=1, button={}, template_card=changed)["errcode"] == 0
    (card,) = stage.wecom.screen("WangFang").cards
    assert (card.task_id, card.face("WangFang").title, card.face().shown) == (CARD["task_id"], "已处理", "已到场")


def test_a_code_lives_three_days(stage: Stage) -> None:
    """Not a second longer."""
    first, second = (stage.send({**CARD, "task_id": name})["response_code"] for name in ("a", "b"))
    stage.clock.move_to(START + timedelta(hours=72, seconds=-1))
    stage.token = stage.get("gettoken", corpid=CORP, corpsecret=SECRET).json()["access_token"]
    assert stage.update(first)["errcode"] == 0
    stage.clock.move_to(START + timedelta(hours=72))
    assert stage.update(second)["errcode"] == 42003


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"response_code": "never"}, 40029),
        ({"agentid": 1}, 40056),
        ({"userids": []}, 40058),
        ({"userids": ["a", "b", "c"]}, 40058),
        ({"userids": "LiMing"}, 40058),
        ({"button": {}}, 40058),
        ({"template_card": {**CARD, "button_list": []}, "button": {}}, 40058),
    ],
)
def test_a_wrong_update_meets_its_code(stage: Stage, other: dict[str, Any], code: int) -> None:
    """And leaves the code unspent."""
    given = stage.send(CARD)["response_code"]
    assert stage.update(given, **other)["errcode"] == code
    assert stage.update(given)["errcode"] == 0


def test_another_apps_code_is_none(stage: Stage) -> None:
    """Codes belong to the app."""
    code = stage.send(CARD)["response_code"]
    token = stage.get("gettoken", corpid=CORP, corpsecret="other").json()["access_token"]
    body = {"agentid": 1000003, "response_code": code, "atall": 1, "button": {"replace_name": "x"}}
    assert stage.post("message/update_template_card", body, token)["errcode"] == 40029


def test_a_press_is_an_event_with_a_code_of_its_own(stage: Stage) -> None:
    """Wechatpy opens it; the code changes the card."""
    stage.send(CARD)
    (card,) = stage.wecom.screen("LiMing").cards
    pressed = stage.wecom.press("LiMing", card, 2)
    callback = peer.Sender().press(pressed, at=START)
    account, query = peer.Account(), callback.query
    crypto = WeChatCrypto(account.token, account.aes_key, account.corp_id)
    opened = crypto.decrypt_message(callback.body, query["msg_signature"], query["timestamp"], query["nonce"])
    told = parse_message(opened)._data
    assert (told["EventKey"], told["TaskId"], told["CardType"]) == ("k2", CARD["task_id"], "button_interaction")
    assert card.presses == [("LiMing", "k2")]
    assert stage.update(told["ResponseCode"])["errcode"] == 0
    with pytest.raises(LookupError):
        stage.wecom.press("LiMing", card, 1)


def test_a_swallowed_card_is_on_no_screen(stage: Stage) -> None:
    """Though the answer is errcode 0, and so is that of its update."""
    stage.wecom.fail("message/send", Trouble.SWALLOW)
    assert stage.send(CARD)["errcode"] == 0
    assert stage.wecom.screen("LiMing").bubbles == []
    code = stage.send({**CARD, "task_id": "b"})["response_code"]
    stage.wecom.fail("message/update_template_card", Trouble.SWALLOW)
    assert stage.update(code)["errcode"] == 0
    assert stage.wecom.screen("LiMing").cards[0].face("LiMing").buttons == ["到场", "转交"]


def test_a_file_is_fetched_by_its_id_for_three_days(stage: Stage) -> None:
    """With its name; JSON with 40007 for an id that is none."""
    media_id = stage.wecom.media.add(b"\xff\xd8jpeg", "现场 1.jpg", "image/jpeg")
    answer = stage.get("media/get", access_token=stage.token, media_id=media_id)
    assert (answer.content, answer.headers["Content-Type"]) == (b"\xff\xd8jpeg", "image/jpeg")
    assert "%E7%8E%B0%E5%9C%BA%201.jpg" in answer.headers["Content-Disposition"]
    assert stage.get("media/get", access_token=stage.token, media_id="x").json()["errcode"] == 40007
    stage.clock.move_to(START + timedelta(days=3))
    stage.token = stage.get("gettoken", corpid=CORP, corpsecret=SECRET).json()["access_token"]
    assert stage.get("media/get", access_token=stage.token, media_id=media_id).json()["errcode"] == 40007


def test_encrypted_ids_are_told_for_visible_members(stage: Stage) -> None:
    """Plain ids, invisible people and nonsense come back as they were."""
    hide = stage.wecom.world.open_ids.hide
    asked = [hide("LiMing"), hide("Ghost"), "WangFang"]
    answer = stage.post("batch/openuserid_to_userid", {"open_userid_list": asked})
    assert answer["userid_list"] == [{"open_userid": asked[0], "userid": "LiMing"}]
    assert answer["invalid_open_userid_list"] == asked[1:]
    assert hide("LiMing") == asked[0] != hide("WangFang")


@pytest.mark.parametrize("asked", [[], ["a"] * 4, "a", None])
def test_a_wrong_number_of_encrypted_ids_is_refused(stage: Stage, asked: object) -> None:
    """None, too many, no list."""
    assert stage.post("batch/openuserid_to_userid", {"open_userid_list": asked})["errcode"] == 40058


def test_a_path_that_is_none_is_refused(stage: Stage) -> None:
    """40066."""
    assert stage.get("message/dance", access_token=stage.token).json()["errcode"] == 40066
