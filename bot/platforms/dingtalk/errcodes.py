"""What DingTalk's error codes mean for a call, and what the operator is told about them, as data.

The new API answers HTTP 4xx with a code in words, the old one an errcode in numbers. Decided by the code; of what
stands beside it only the request id, our own address and the missing permissions are kept.
Sources: "批量发送人与机器人会话中机器人消息", "机器人发送群聊消息", "创建并投放卡片", "注册卡片回调地址",
"获取企业内部应用的accessToken", "调用频率限制"; 300001, IpNotInWhiteList as met in practice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.errors import DeliveryError, Refused, Throttled, TryLater
from bot.platforms.tokens import TokenStale

SECOND_S, MINUTE_S, BAN_S, TEN_MINUTES_S = 2.0, 60.0, 300.0, 600.0


class Fate(StrEnum):
    """What an error code means for the call."""

    REFUSED = "refused"  # the same call will be refused again
    THROTTLED = "throttled"  # not before some time has passed
    LATER = "later"  # not taken; a retry is safe
    TOKEN = "token"  # noqa: S105 — one new access token, one retry
    THERE = "there"  # what was to be made stands there already


@dataclass(frozen=True, slots=True)
class Fault:
    """cause, remedy: one clause each, Chinese, for the operator. wait_s: seconds, of a throttle."""

    fate: Fate
    cause: str
    remedy: str
    wait_s: float = MINUTE_S


class AlreadyThere(Refused):
    """What was to be made stands there already: the call before this one was taken."""


R, T, L, K = Fate.REFUSED, Fate.THROTTLED, Fate.LATER, Fate.TOKEN
_BUG = "请把本条日志交给维护人员"
_RENEWED = "程序已自动重取一次；若反复出现，检查是否有别的程序用同一 AppSecret 取令牌"
_CREDENTIALS = "在应用的「凭证与基础信息」页重新复制 AppKey 和 AppSecret，写入 houqin.toml 的 dingtalk_robot"
_ROBOT = "在应用的「机器人」页复制 RobotCode，写入 dingtalk_robot.robot_code，并确认机器人已启用、应用已发布新版本"
_PERMISSION = "在应用的「权限管理」页申请该权限（发消息为 qyapi_robot_sendmsg，卡片为 Card.Instance.Write）并发布新版本"
_ADDRESS = "在应用的「安全设置」页把本机出口IP加入服务器出口IP名单"
_SIZE = "文件不得超过20兆字节；请从服务器上取出，另行交给本人"
_MEMBER = "核对人员表中该成员的钉钉账号，并确认其在应用的可见范围内"
_WAITS = "程序稍后自动重试；若持续出现，减少群发"
_AUTOMATIC = "程序会自动重试，无需处理"
_TEMPLATE = "在卡片平台核对并发布卡片模板，把模板编号写入 dingtalk_robot.card_template"
_STALE = Fault(K, "访问令牌失效", _RENEWED)
_FREQUENT = Fault(T, "机器人发送过于频繁", _WAITS)
_PER_SECOND = Fault(T, "接口每秒调用次数超过限制", _WAITS, SECOND_S)

FAULTS: Mapping[str, Fault] = {
    "InvalidAuthentication": _STALE,
    "invalidParameter.token.invalid": _STALE,
    "token.notExisted": _STALE,
    "40014": _STALE,
    "41001": _STALE,
    "42001": _STALE,
    "invalidClientIdOrSecret": Fault(R, "AppKey 或 AppSecret 不对", _CREDENTIALS),
    "40001": Fault(R, "AppKey 或 AppSecret 不对", _CREDENTIALS),
    "40089": Fault(R, "AppKey 或 AppSecret 不对", _CREDENTIALS),
    "Forbidden.AccessDenied.AccessTokenPermissionDenied": Fault(R, "应用没有调用该接口的权限", _PERMISSION),
    "Forbidden.AccessDenied.IpNotInWhiteList": Fault(R, "本机的出口IP不在应用的出口IP名单中", _ADDRESS),
    "ip.not.match": Fault(R, "本机的出口IP不在应用的出口IP名单中", _ADDRESS),
    "60020": Fault(R, "本机的出口IP不在应用的出口IP名单中", _ADDRESS),
    "60011": Fault(R, "应用没有调用该接口的权限", _PERMISSION),
    "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi": _PER_SECOND,
    "Forbidden.AccessDenied.QpsLimitForApi": _PER_SECOND,
    "90018": _PER_SECOND,
    "90002": _PER_SECOND,
    "send.too.fast": _FREQUENT,
    "send.byToken.tooFast": _FREQUENT,
    "too.many.group": _FREQUENT,
    "too.many.people": _FREQUENT,
    "130101": Fault(T, "一分钟内发送超过二十条", "程序十分钟后自动重试；请减少群发", TEN_MINUTES_S),
    "resource.not.found": Fault(R, "找不到该机器人或群", _ROBOT),
    "invalidParameter.robotCode.notExsit": Fault(R, "RobotCode 不存在", _ROBOT),
    "invalidParameter.robotCode.invalid": Fault(R, "RobotCode 不对", _ROBOT),
    "invalidParameter.robotCode.empty": Fault(R, "缺少 RobotCode", _ROBOT),
    "robot.oto.notExist": Fault(R, "应用没有启用单聊机器人", _ROBOT),
    "chatbotId.notAllow.sendOTO": Fault(R, "该机器人不能发单聊消息", _ROBOT),
    "send.forbidden": Fault(R, "机器人被禁止发送", "在钉钉管理后台确认机器人没有被停用，并确认它仍在该群中"),
    "illegal.receivers": Fault(R, "接收人不合法", _MEMBER),
    "staffId.notExisted": Fault(R, "接收人不存在", _MEMBER),
    "invalidParameter.userIds.empty": Fault(R, "接收人为空", _BUG),
    "invalidParameter.userIds.overMax": Fault(R, "接收人超过二十人", _BUG),
    "invalidParameter.userIds": Fault(R, "接收人不合法", _MEMBER),
    "invalidParameter.userId.empty": Fault(R, "接收人为空", _BUG),
    "invalidParameter.msgKey.empty": Fault(R, "缺少消息模板", _BUG),
    "invalidParameter.msgKey.invalid": Fault(R, "消息模板不合法", _BUG),
    "invalidParameter.msgParam.invalid": Fault(R, "消息内容不合法", _BUG),
    "invalidParameter.msgParam.tooLong": Fault(R, "消息内容过长", _BUG),
    "invalidParameter.msgBody.invalid": Fault(R, "消息内容不合法", _BUG),
    "invalidParameter.msg.unsupport": Fault(R, "不支持的消息类型", _BUG),
    "invalidParameter.param.invalid": Fault(R, "请求参数不合法", _BUG),
    "template.not.existed": Fault(R, "消息模板不存在", _BUG),
    "template.stopped": Fault(R, "消息模板已停用", _BUG),
    "invalid.openConversationId": Fault(R, "群编号不对", "核对群的编号；可在群里@机器人说一句话，程序会重新记下"),
    "resource.unavailable": Fault(R, "机器人不在该群中", "在群设置的「机器人」中重新添加机器人"),
    "invalidParameter.downloadCode.invalid": Fault(R, "文件的下载码已失效", "请发送人重发文件"),
    "300001": Fault(R, "会话地址已失效", "程序改由机器人接口发送；若仍未送达，请发送人再发一次"),
    "310000": Fault(R, "消息没有通过机器人的安全设置", "核对机器人的加签密钥和关键词"),
    "300005": Fault(R, "自定义机器人的地址无效或已被移出群", "在群里重新添加自定义机器人，换用新的 access_token"),
    "400105": Fault(R, "不支持的消息类型", _BUG),
    "460101": Fault(R, "消息内容过长", _BUG),
    "40004": Fault(R, "文件类型不合法", _BUG),
    "40006": Fault(R, "文件太大", _SIZE),
    "40007": Fault(R, "文件编号无效", _BUG),
    "40035": Fault(R, "请求参数不合法", _BUG),
    "43002": Fault(R, "请求方式不对", _BUG),
    "param.cardAlreadyExist": Fault(Fate.THERE, "卡片已经存在", _AUTOMATIC),
    "param.outTrackIdDuplicate": Fault(Fate.THERE, "卡片已经存在", _AUTOMATIC),
    "param.cardNotExist": Fault(R, "卡片不存在", "该卡片可能已被撤回，无需处理"),
    "param.templateNotExist": Fault(R, "卡片模板不存在", _TEMPLATE),
    "param.templateUnpublished": Fault(R, "卡片模板未发布", _TEMPLATE),
    "param.cardTemplateIdEmpty": Fault(R, "缺少卡片模板", _TEMPLATE),
    "param.callbackRouteKeyNotExist": Fault(R, "卡片的回调地址没有登记", "运行 houqin register-cards 登记"),
    "param.callbackUrlEmpty": Fault(R, "卡片的回调地址为空", _BUG),
    "param.callbackRouteKeyEmpty": Fault(R, "卡片的回调地址没有名称", _BUG),
    "param.contentUnsafe": Fault(R, "卡片内容没有通过安全审查", "请改用文字通知"),
    "param.userIdNotExist": Fault(R, "接收人不存在", _MEMBER),
    "param.openSpaceIdInvalid": Fault(R, "卡片的投放地点不合法", _BUG),
    "param.cardParamMapError": Fault(R, "卡片的内容不合法", _TEMPLATE),
    "param.invalid": Fault(R, "卡片的请求参数不合法", _BUG),
    "system.busy": Fault(L, "钉钉系统繁忙", _AUTOMATIC),
    "ServiceUnavailable": Fault(L, "钉钉系统繁忙", _AUTOMATIC),
    "-1": Fault(L, "钉钉系统繁忙", _AUTOMATIC),
}
UNKNOWN = Fault(R, "钉钉拒绝了请求", "按错误码查钉钉开放平台「全局错误码」页")
BANNED = "钉钉暂停了本机出口IP的调用；程序五分钟后自动重试，请检查是否有别的程序在大量调用"

_CODE = re.compile(r"[0-9A-Za-z_.-]{1,80}")
_REQUEST = re.compile(r"[0-9A-Za-z-]{1,60}")
_FROM_IP = re.compile(r"\bip\s*[=:：]\s*([0-9a-fA-F.:]{3,45})", re.IGNORECASE)
_SCOPE = re.compile(r"[A-Za-z_][0-9A-Za-z_.]{0,60}")
_BY_LOWER: Mapping[str, Fault] = {code.lower(): fault for code, fault in FAULTS.items()}


def is_known(code: str | int) -> bool:
    """Whether something is known about a code."""
    return str(code).lower() in _BY_LOWER


def address_banned() -> Throttled:
    """Build the error of a page that says that our address asks too much."""
    return Throttled(BANNED, wait_s=BAN_S)


def error_for(code: str | int, answer: Mapping[str, Any]) -> DeliveryError:
    """Build the error of an answer with that code; of the answer's words little is kept."""
    named = str(code) if _CODE.fullmatch(str(code)) else "?"
    fault = _BY_LOWER.get(named.lower(), UNKNOWN)
    number = code if isinstance(code, int) else 0
    text = f"钉钉错误 {named}：{fault.cause}{_particulars(answer)}；{fault.remedy}。"
    if fault.fate is Fate.THROTTLED:
        return Throttled(text, code=number, wait_s=fault.wait_s)
    kinds: Mapping[Fate, type[DeliveryError]] = {R: Refused, L: TryLater, K: TokenStale, Fate.THERE: AlreadyThere}
    return kinds[fault.fate](text, code=number)


def _particulars(answer: Mapping[str, Any]) -> str:
    found = []
    if match := _FROM_IP.search(str(answer.get("message") or answer.get("errmsg") or "")):
        found.append(f"出口IP {match[1].rstrip('.,:')}")
    if scopes := _scopes(answer.get("accessdenieddetail")):
        found.append(f"缺少 {'、'.join(scopes)}")
    request = answer.get("requestid") or answer.get("request_id")
    if isinstance(request, str) and _REQUEST.fullmatch(request):
        found.append(f"请求号 {request}")
    return f"（{'，'.join(found)}）" if found else ""


def _scopes(detail: Any) -> list[str]:
    scopes = detail.get("requiredScopes") if isinstance(detail, dict) else None
    if not isinstance(scopes, list):
        return []
    return [scope for scope in scopes[:5] if isinstance(scope, str) and _SCOPE.fullmatch(scope)]
