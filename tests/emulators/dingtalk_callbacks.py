"""DingTalk's side of a callback: writes what people say to a robot as the platform does, signs it and sends it.

The signature covers timestamp and secret and not a byte of the body. Presses of a card are signed in headers of their
own, with the secret their address was registered with. Events are encrypted, by wechatpy's cipher.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from wechatpy.enterprise.crypto import PrpCrypto
from wechatpy.exceptions import WeChatException

from bot.clock import Clock
from bot.platforms.protocol import Request
from tests.emulators.dingtalk import EmulatedDingTalk
from tests.emulators.dingtalk_hooks import milliseconds, sign

SESSION_MS = 5_400_500  # the official samples: 5,400,060 to 5,404,841


@dataclass(frozen=True, slots=True)
class Callback:
    """One callback, ready to be sent."""

    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def request(self) -> Request:
        """As a door gets it: header names in lower case."""
        return Request("POST", self.query, {name.lower(): value for name, value in self.headers.items()}, self.body)

    @property
    def url_query(self) -> str:
        """The query string with its question mark, percent-encoded; "" where there is none."""
        return f"?{urlencode(self.query)}" if self.query else ""

    @property
    def fields(self) -> Mapping[str, Any]:
        """The body, read."""
        found: Mapping[str, Any] = json.loads(self.body)
        return found


@dataclass(frozen=True, slots=True)
class Who:
    """Who speaks. corp: "" for the robot's own. is_staff: whether the platform tells his userId."""

    account: str
    nick: str = "杨同学"
    corp: str = ""
    is_staff: bool = True
    is_admin: bool = False


@dataclass(frozen=True, slots=True)
class EventKeys:
    """The keys of an event subscription. owner: the AppKey."""

    token: str
    aes_key: str
    owner: str

    @property
    def cipher(self) -> Any:
        """Wechatpy's."""
        return PrpCrypto(base64.b64decode(self.aes_key + "="))


def signature(*values: str) -> str:
    """Sign an event as documented."""
    return hashlib.sha1("".join(sorted(values)).encode()).hexdigest()  # noqa: S324 — the platform's own


class Robot:
    """Makes one robot's callbacks."""

    def __init__(
        self,
        *,
        app_secret: str,
        robot_code: str,
        corp_id: str,
        clock: Clock,
        platform: EmulatedDingTalk | None = None,
        titles: Mapping[str, str] | None = None,
    ) -> None:
        """platform: lends the session webhooks and keeps the files; without it both lead nowhere. titles: of groups."""
        self.app_secret, self.robot_code, self.corp_id = app_secret, robot_code, corp_id
        self._clock, self._platform, self._titles = clock, platform, dict(titles or {})
        self._numbers = itertools.count(1)

    def text(self, who: Who | str, words: str, *, chat: str = "", msg_id: str = "") -> Callback:
        """Make a text. In a group the robot's name is gone already, and the blank after it is still there."""
        content = {"text": {"content": f" {words}" if chat else words}}
        return self.seal(self.message(who, "text", content, chat=chat, msg_id=msg_id))

    def rich(self, who: Who | str, parts: Sequence[str | bytes], *, chat: str = "") -> Callback:
        """Make a text with pictures (bytes) in it."""
        items = [{"text": part} if isinstance(part, str) else self._picture(part) for part in parts]
        return self.seal(self.message(who, "richText", {"content": {"richText": items}}, chat=chat))

    def picture(self, who: Who | str, content: bytes, *, chat: str = "") -> Callback:
        """Make a picture."""
        return self.seal(self.message(who, "picture", {"content": self._code(content, "image/jpeg")}, chat=chat))

    def audio(self, who: Who | str, recognition: str, content: bytes = b"#!AMR", *, chat: str = "") -> Callback:
        """Make a voice message with its transcript."""
        inner = {"duration": 4000, **self._code(content, "audio/amr"), "recognition": recognition}
        return self.seal(self.message(who, "audio", {"content": inner}, chat=chat))

    def video(self, who: Who | str, content: bytes, *, chat: str = "") -> Callback:
        """Make a video."""
        inner = {"duration": 7, "videoType": "mp4", **self._code(content, "video/mp4")}
        return self.seal(self.message(who, "video", {"content": inner}, chat=chat))

    def file(self, who: Who | str, name: str, content: bytes, *, chat: str = "") -> Callback:
        """Make a file."""
        inner = {"spaceId": "71000000", "fileName": name, "fileId": "81000000", **self._code(content)}
        return self.seal(self.message(who, "file", {"content": inner}, chat=chat))

    def unknown(self, who: Who | str, *, chat: str = "") -> Callback:
        """Make a message of a kind the platform does not hand on."""
        return self.seal(self.message(who, "unknownMsgType", {"content": {}}, chat=chat))

    def message(
        self, who: Who | str, kind: str, content: Mapping[str, object], *, chat: str = "", msg_id: str = ""
    ) -> dict[str, object]:
        """Write a message's fields. msg_id: "" takes the next."""
        speaker = Who(who) if isinstance(who, str) else who
        now_ms = int(milliseconds(self._clock.machine()))
        url, until = self._session(chat or speaker.account, now_ms)
        robot = f"$:LWCP_v1:$robot-{self.robot_code}"
        body: dict[str, object] = {
            "conversationId": chat or f"cid-of-{speaker.account}==",
            "conversationType": "2" if chat else "1",
            "msgId": msg_id or f"msg{next(self._numbers):08d}==",
            "createAt": now_ms,
            "chatbotCorpId": self.corp_id,
            "chatbotUserId": robot,
            "senderId": f"$:LWCP_v1:${speaker.account}",
            "senderNick": speaker.nick,
            "senderCorpId": speaker.corp or self.corp_id,
            "isAdmin": speaker.is_admin,
            "sessionWebhook": url,
            "sessionWebhookExpiredTime": until,
            "robotCode": self.robot_code,
            "msgtype": kind,
            **content,
        }
        if speaker.is_staff:
            body["senderStaffId"] = speaker.account
        if chat:
            at = {"atUsers": [{"dingtalkId": robot}], "isInAtList": True}
            body |= {**at, "conversationTitle": self._titles.get(chat, "后勤值班群")}
        return body

    def seal(
        self, fields: Mapping[str, object], *, secret: str | None = None, late: timedelta = timedelta()
    ) -> Callback:
        """Sign a body. secret: another than the app's. late: how long ago it was signed."""
        timestamp = milliseconds(self._clock.machine() - late)
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "timestamp": timestamp,
            "sign": sign(self.app_secret if secret is None else secret, timestamp),
        }
        return Callback(json.dumps(fields, ensure_ascii=False).encode(), headers)

    def _session(self, place: str, now_ms: int) -> tuple[str, int]:
        if self._platform is None:
            return "https://oapi.dingtalk.com/robot/sendBySession?session=canary-session", now_ms + SESSION_MS
        return self._platform.lend_session(place)

    def _code(self, content: bytes, media_type: str = "application/octet-stream") -> dict[str, str]:
        return {"downloadCode": self._platform.keep_file(content, media_type) if self._platform else "code+/=="}

    def _picture(self, content: bytes) -> dict[str, str]:
        code = self._code(content, "image/jpeg")
        return {"type": "picture", **code, "pictureDownloadCode": code["downloadCode"]}


def press(  # noqa: PLR0913 — what a press tells
    user: str,
    out_track_id: str,
    actions: Sequence[str],
    *,
    corp_id: str,
    secret: str,
    at: datetime,
    params: Mapping[str, str] | None = None,
) -> Callback:
    """Make the press of a card's button. secret: the apiSecret of its address; "": not signed."""
    content = {"cardPrivateData": {"actionIds": list(actions), "params": dict(params or {})}}
    body = {
        "type": "actionCallback",
        "outTrackId": out_track_id,
        "corpId": corp_id,
        "userId": user,
        "content": json.dumps(content, ensure_ascii=False),
        "extension": "{}",
    }
    timestamp = milliseconds(at)
    digest = hmac.digest(secret.encode(), timestamp.encode(), hashlib.sha256)
    signed = {"x-ddpaas-signature-timestamp": timestamp, "x-ddpaas-signature": base64.b64encode(digest).decode()}
    headers = {"Content-Type": "application/json", **(signed if secret else {})}
    return Callback(json.dumps(body, ensure_ascii=False).encode(), headers)


def event(keys: EventKeys, fields: Mapping[str, object], at: datetime, *, old_names: bool = False) -> Callback:
    """Make an event. old_names: the query's names as older subscriptions have them."""
    encrypted = keys.cipher.encrypt(json.dumps(fields, ensure_ascii=False), keys.owner).decode()
    timestamp, nonce = milliseconds(at), "nEXhMP4r"
    names = ("signature", "timeStamp") if old_names else ("msg_signature", "timestamp")
    query = {names[0]: signature(keys.token, timestamp, nonce, encrypted), names[1]: timestamp, "nonce": nonce}
    return Callback(json.dumps({"encrypt": encrypted}).encode(), {"Content-Type": "application/json"}, query)


def opened(keys: EventKeys, answer: bytes) -> str:
    """Verify and decrypt the answer to an event. Raises ValueError where it does not hold."""
    found = json.loads(answer)
    stamp, nonce, encrypted = str(found["timeStamp"]), str(found["nonce"]), str(found["encrypt"])
    if found["msg_signature"] != signature(keys.token, stamp, nonce, encrypted):
        raise ValueError("the signature of the answer does not hold")
    try:
        return str(keys.cipher.decrypt(encrypted, keys.owner))
    except WeChatException:
        raise ValueError("the answer is for somebody else") from None
