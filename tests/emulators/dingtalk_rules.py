"""What DingTalk enforces on callers of its APIs, as data.

Sources: help.dingtalk.io (batchSend, groupMessages/send, receive-message), the official pages of the custom robot and
of card callbacks, dingtalk-stream 0.24.3 for the bodies. What the platform does not publish is marked as assumed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from tests.emulators.wecom_rules import Trouble

TOKEN = "/v1.0/oauth2/accessToken"
OLD_TOKEN = "/gettoken"
ONE_TO_ONE = "/v1.0/robot/oToMessages/batchSend"
GROUP = "/v1.0/robot/groupMessages/send"
DOWNLOAD = "/v1.0/robot/messageFiles/download"
CARD_CREATE = "/v1.0/card/instances/createAndDeliver"
CARD = "/v1.0/card/instances"
CARD_CALLBACK = "/v1.0/card/callbacks/register"
SESSION = "/robot/sendBySession"
HOOK = "/robot/send"
FILE = "/files/"
UPLOAD = "/media/upload"
FILE_TYPES = frozenset({"doc", "docx", "xls", "xlsx", "ppt", "pptx", "zip", "pdf", "rar"})


@dataclass(frozen=True, slots=True)
class Rules:
    """The vendor's limits; a test may tighten or lift them.

    token_life_s: an access token's life. users: in one batchSend. group_bytes: of a msgParam to a group.
    oto_bytes: of a msgParam to persons (assumed). oto_repeat_s, session_repeat_s: how long the same content to the
    same recipient is accepted and shown to nobody; 0: never. oto_per_minute: messages to one person, above which he
    stands in flowControlledStaffIdList; None: no limit (none is published). session_s: a sessionWebhook's life;
    session_bytes: of a text in it (assumed). hook_per_minute, hook_block_s: of a custom robot, and the block after it;
    hook_bytes: of its text. card_key_bytes, card_value_bytes: of one variable of a card. drift_s: how far a signed
    timestamp may be off. file_url_s: a downloadUrl's life (assumed). file_bytes: of an uploaded file.
    """

    token_life_s: int = 7200
    users: int = 20
    group_bytes: int = 15_000
    oto_bytes: int = 15_000
    oto_repeat_s: int = 86_400
    oto_per_minute: int | None = None
    session_repeat_s: int = 0
    session_s: float = 5400.5
    session_bytes: int = 20_000
    hook_per_minute: int = 20
    hook_block_s: int = 600
    hook_bytes: int = 20_000
    card_key_bytes: int = 100
    card_value_bytes: int = 1024
    drift_s: int = 3600
    file_url_s: int = 300
    file_bytes: int = 20 << 20


#: code → HTTP status and message, of the paths below /v1.0; on files the code is assumed.
API_ERRORS: Mapping[str, tuple[HTTPStatus, str]] = {
    "InvalidAuthentication": (HTTPStatus.UNAUTHORIZED, "不合法的access_token"),
    "invalidClientIdOrSecret": (HTTPStatus.BAD_REQUEST, "无效的clientId或者clientSecret"),
    "Forbidden.AccessDenied.QpsLimitForApi": (HTTPStatus.FORBIDDEN, "请求过于频繁"),
    "ServiceUnavailable": (HTTPStatus.SERVICE_UNAVAILABLE, "系统繁忙"),
    "invalidParameter.param.invalid": (HTTPStatus.BAD_REQUEST, "参数不合法"),
    "invalidParameter.robotCode.notExsit": (HTTPStatus.BAD_REQUEST, "robot 不存在"),  # as the platform spells it
    "invalidParameter.userIds.empty": (HTTPStatus.BAD_REQUEST, "userIds 为空"),
    "invalidParameter.userIds.overMax": (HTTPStatus.BAD_REQUEST, "userIds 超过上限"),
    "invalidParameter.msgKey.invalid": (HTTPStatus.BAD_REQUEST, "不支持的类型"),
    "invalidParameter.msgParam.invalid": (HTTPStatus.BAD_REQUEST, "msgParam 格式不正确"),
    "invalidParameter.msgParam.tooLong": (HTTPStatus.BAD_REQUEST, "msgParam 过长"),
    "invalid.openConversationId": (HTTPStatus.BAD_REQUEST, "openConversationId 不合法"),
    "resource.unavailable": (HTTPStatus.BAD_REQUEST, "机器人不在群内"),
    "staffId.notExisted": (HTTPStatus.BAD_REQUEST, "staffId 不存在"),
    "invalidParameter.downloadCode.invalid": (HTTPStatus.BAD_REQUEST, "downloadCode 不合法"),
    "param.outTrackIdEmpty": (HTTPStatus.BAD_REQUEST, "param.outTrackIdEmpty"),
    "param.cardAlreadyExist": (HTTPStatus.BAD_REQUEST, "param.cardAlreadyExist"),
    "param.cardNotExist": (HTTPStatus.BAD_REQUEST, "param.cardNotExist"),
    "param.cardTemplateIdEmpty": (HTTPStatus.BAD_REQUEST, "param.cardTemplateIdEmpty"),
    "param.templateNotExist": (HTTPStatus.BAD_REQUEST, "param.templateNotExist"),
    "param.cardPublicDataEmpty": (HTTPStatus.BAD_REQUEST, "param.cardPublicDataEmpty"),
    "param.openSpaceIdInvalid": (HTTPStatus.BAD_REQUEST, "param.openSpaceIdInvalid"),
    "param.openDeliverModelEmpty": (HTTPStatus.BAD_REQUEST, "param.openDeliverModelEmpty"),
    "param.invalid": (HTTPStatus.BAD_REQUEST, "param.invalid"),
    "system.busy": (HTTPStatus.INTERNAL_SERVER_ERROR, "system.busy"),
}

#: errcode → errmsg, of the paths of oapi.dingtalk.com, which answer with HTTP 200 always.
OLD_ERRORS: Mapping[int, str] = {
    -1: "系统繁忙",
    40004: "无效的媒体文件类型",
    40006: "不合法的文件大小",
    40014: "不合法的access_token",
    40035: "缺少参数",
    40089: "不合法的corpid或corpsecret",
    43002: "需要POST请求",
    130101: "send too fast, exceed 20 times per minute",
    300001: "session 不存在",
    300005: "token is not exist",
    310000: "sign not match",
    400105: "不支持的消息类型",
    460101: "message too long, exceed 20000 bytes",
}

#: msgKey → what its msgParam must hold; the first of them is what the receiver reads.
MESSAGE_KEYS: Mapping[str, tuple[str, ...]] = {
    "sampleText": ("content",),
    "sampleMarkdown": ("text", "title"),
    "sampleActionCard": ("text", "title", "singleTitle", "singleURL"),
    "sampleLink": ("text", "title", "messageUrl"),
    "sampleImageMsg": ("photoURL",),
    "sampleFile": ("fileName", "mediaId", "fileType"),
    "sampleAudio": ("mediaId", "duration"),
    "sampleVideo": ("videoMediaId", "duration", "videoType", "picMediaId"),
}

#: msgtype of a webhook → where its words stand.
HOOK_TYPES: Mapping[str, str] = {"text": "content", "markdown": "text", "actionCard": "text"}


class Denied(Exception):
    """The platform says no. code: a word below /v1.0, a number elsewhere."""

    def __init__(self, code: str | int, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong. number: the HTTP status. code: the error's code."""

    trouble: Trouble
    number: int = 0
    code: str | int = ""


#: The troubles in which nothing is taken.
BEFORE = frozenset({Trouble.STATUS, Trouble.HANG, Trouble.RESET, Trouble.ERRCODE})
