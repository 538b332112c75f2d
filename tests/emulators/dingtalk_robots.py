"""The robot API of the emulated DingTalk: messages to persons and groups, and the files people sent to the robot."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from tests.emulators.dingtalk_rules import FILE_TYPES, GROUP, MESSAGE_KEYS, ONE_TO_ONE, Denied, Rules
from tests.emulators.dingtalk_screens import Delivery, Screens
from tests.emulators.uploads import Form, Uploaded, file_in


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file somebody sent to the robot."""

    content: bytes
    media_type: str = "application/octet-stream"


@dataclass(slots=True)
class EmulatedApp:
    """One app with its robot.

    members: userIds of the corp. groups: openConversationId → its members, of the groups the robot is in.
    other_groups: groups of the corp without the robot. templates: cards built in the console.
    card_routes: callbackRouteKey → address and apiSecret.
    """

    app_key: str
    app_secret: str
    robot_code: str
    corp_id: str
    members: Sequence[str]
    groups: Mapping[str, Sequence[str]] = field(default_factory=dict)
    other_groups: frozenset[str] = frozenset()
    templates: frozenset[str] = frozenset()
    card_routes: dict[str, tuple[str, str]] = field(default_factory=dict)
    tokens: dict[str, datetime] = field(default_factory=dict)


class Robots:
    """What the robot's paths do."""

    def __init__(self, rules: Rules, screens: Screens) -> None:
        self._rules, self._screens = rules, screens
        self._numbers = itertools.count(1)
        self.files: dict[str, SentFile] = {}
        self._urls: dict[str, tuple[SentFile, datetime]] = {}
        self._uploaded: dict[str, Uploaded] = {}

    def say_to_persons(
        self, app: EmulatedApp, body: Mapping[str, Any], now: datetime, *, swallow: bool
    ) -> dict[str, object]:
        """Answer batchSend."""
        _check_robot(app, body)
        users = body.get("userIds")
        if not isinstance(users, list) or not users:
            raise Denied("invalidParameter.userIds.empty")
        if len(users) > self._rules.users:
            raise Denied("invalidParameter.userIds.overMax")
        text = _text_of(body, self._rules.oto_bytes)
        file, media_id = self._file_of(body)
        invalid = [user for user in users if user not in app.members]
        if len(invalid) == len(users):
            raise Denied("staffId.notExisted")
        controlled = []
        for user in dict.fromkeys(user for user in users if user in app.members):
            if self._screens.is_crowded(user, now, self._rules.oto_per_minute):
                controlled.append(user)
                continue
            said = Delivery(now, user, ONE_TO_ONE, body["msgKey"], text, file=file, media_id=media_id)
            self._screens.show(said, repeat_s=self._rules.oto_repeat_s, swallow=swallow)
        return {
            "processQueryKey": self._key(),
            "invalidStaffIdList": invalid,
            "flowControlledStaffIdList": controlled,
        }

    def say_to_group(
        self, app: EmulatedApp, body: Mapping[str, Any], now: datetime, *, swallow: bool
    ) -> dict[str, object]:
        """Answer groupMessages/send. Nobody can be @-mentioned here."""
        _check_robot(app, body)
        chat = body.get("openConversationId")
        if chat in app.other_groups:
            raise Denied("resource.unavailable")
        if chat not in app.groups:
            raise Denied("invalid.openConversationId")
        text = _text_of(body, self._rules.group_bytes)
        file, media_id = self._file_of(body)
        said = Delivery(now, str(chat), GROUP, body["msgKey"], text, file=file, media_id=media_id)
        self._screens.show(said, swallow=swallow)
        return {"processQueryKey": self._key()}

    def upload(self, form: Form | None, now: datetime) -> dict[str, object]:
        """Answer media/upload: the type in the form, an ending that is known, and not too large."""
        file = file_in(form)
        if file is None or not file.content:
            raise Denied(40035, "缺少参数 media")
        if form is None or form.get("type") != "file" or file.name.rpartition(".")[2].lower() not in FILE_TYPES:
            raise Denied(40004)
        if len(file.content) > self._rules.file_bytes:
            raise Denied(40006)
        media_id = f"@lAz{next(self._numbers):05d}ObVZs4"
        self._uploaded[media_id] = file
        created_at = int(now.timestamp() * 1000)
        return {"errcode": 0, "errmsg": "ok", "type": "file", "media_id": media_id, "created_at": created_at}

    def _file_of(self, body: Mapping[str, Any]) -> tuple[Uploaded | None, str]:
        """Return what a sampleFile hands over, under the name it is given there."""
        if body["msgKey"] != "sampleFile":
            return None, ""
        param = json.loads(body["msgParam"])
        found = self._uploaded.get(param["mediaId"])
        if found is None or param["fileType"] not in FILE_TYPES or not param["fileName"].endswith(param["fileType"]):
            raise Denied("invalidParameter.msgParam.invalid")
        return replace(found, name=param["fileName"]), param["mediaId"]

    def keep(self, file: SentFile) -> str:
        """Take a file somebody sends; return its downloadCode."""
        code = f"code{next(self._numbers)}+/=="
        self.files[code] = file
        return code

    def lend_file(self, app: EmulatedApp, body: Mapping[str, Any], now: datetime, base: str) -> dict[str, object]:
        """Answer messageFiles/download."""
        _check_robot(app, body)
        file = self.files.get(str(body.get("downloadCode")))
        if file is None:
            raise Denied("invalidParameter.downloadCode.invalid")
        ticket = f"ticket-{next(self._numbers)}"
        self._urls[ticket] = (file, now + timedelta(seconds=self._rules.file_url_s))
        return {"downloadUrl": f"{base}/files/{ticket}?Signature=canary-of-a-media-url"}

    def file_at(self, ticket: str, now: datetime) -> SentFile | None:
        """Return the file of a downloadUrl that still holds."""
        file, until = self._urls.get(ticket, (None, now))
        return file if now < until else None

    def _key(self) -> str:
        return f"process-{next(self._numbers)}"


def _check_robot(app: EmulatedApp, body: Mapping[str, Any]) -> None:
    if body.get("robotCode") != app.robot_code:
        raise Denied("invalidParameter.robotCode.notExsit")


def _text_of(body: Mapping[str, Any], most: int) -> str:
    """Return the words of a message, whose msgParam is a string that holds JSON."""
    needed = MESSAGE_KEYS.get(str(body.get("msgKey")))
    if needed is None:
        raise Denied("invalidParameter.msgKey.invalid")
    raw = body.get("msgParam")
    if not isinstance(raw, str):
        raise Denied("invalidParameter.msgParam.invalid")
    if len(raw.encode()) > most:
        raise Denied("invalidParameter.msgParam.tooLong")
    try:
        param = json.loads(raw)
    except ValueError:
        raise Denied("invalidParameter.msgParam.invalid") from None
    if not isinstance(param, dict) or not all(isinstance(param.get(name), str) and param[name] for name in needed):
        raise Denied("invalidParameter.msgParam.invalid")
    return str(param[needed[0]])
