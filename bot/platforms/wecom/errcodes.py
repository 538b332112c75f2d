"""What WeCom's error codes mean for a call, and what the operator is told about them, as data.

Decided by errcode, never by errmsg (official page 90455). Meanings: the official table of global error codes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.errors import DeliveryError, Refused, Throttled, TryLater
from bot.platforms.tokens import TokenStale

MINUTE_S = 60.0


class Fate(StrEnum):
    """What an error code means for the call."""

    REFUSED = "refused"  # the same call will be refused again
    THROTTLED = "throttled"  # not before a minute has passed
    LATER = "later"  # not taken; a retry is safe
    TOKEN = "token"  # noqa: S105 — one new access token, one retry


@dataclass(frozen=True, slots=True)
class Fault:
    """cause, remedy: one clause each, Chinese, for the operator."""

    fate: Fate
    cause: str
    remedy: str


R, T, L, K = Fate.REFUSED, Fate.THROTTLED, Fate.LATER, Fate.TOKEN
_CREDENTIALS = "在应用详情页重新复制 Secret，写入 houqin.toml 的 wecom_app.secret，并核对 corp_id"
_BUG = "请把本条日志交给维护人员"
_RANGE = "在应用详情页的「可见范围」中加入该成员或部门"
_RENEWED = "程序已自动重取一次；若反复出现，检查是否有别的程序用同一 Secret 取令牌"
_CHAT = "核对群的编号，确认该群由本应用创建"
_HOOK = "在群里重新添加机器人，换用新的地址"
_ONCE = "这类答复只能用一次且有时限，程序会改用别的途径，无需处理"
_FILE = "请发送人重发一次"
_SIZE = "文件须大于5字节、不超过20兆字节；请从服务器上取出，另行交给本人"
_BOT = "在智能机器人的配置页核对，写入 houqin.toml 的 wecom_aibot"

FAULTS: Mapping[int, Fault] = {
    -1: Fault(L, "企业微信系统繁忙", "程序会自动重试，无需处理"),
    40001: Fault(R, "应用 Secret 不对", _CREDENTIALS),
    40003: Fault(R, "成员账号无效", "核对人员表中该成员的企业微信账号"),
    40004: Fault(R, "文件类型不合法", _BUG),
    40005: Fault(R, "文件类型不合法", _BUG),
    40006: Fault(R, "文件太大或太小", _SIZE),
    40007: Fault(R, "文件编号无效或已过期", _FILE),
    40008: Fault(R, "消息类型不合法", _BUG),
    40013: Fault(R, "企业ID 不对", "在「我的企业」页复制企业ID，写入 wecom_app.corp_id"),
    40014: Fault(K, "访问令牌失效", _RENEWED),
    40029: Fault(R, "一次性的答复码无效或已用过", _ONCE),
    40056: Fault(R, "AgentId 不对", "在应用详情页复制 AgentId，写入 wecom_app.agent_id"),
    40058: Fault(R, "请求参数不合法", _BUG),
    40091: Fault(R, "应用 Secret 不合法", _CREDENTIALS),
    41001: Fault(K, "请求未带访问令牌", _RENEWED),
    42001: Fault(K, "访问令牌已过期", _RENEWED),
    42003: Fault(R, "一次性的答复码已过期", _ONCE),
    42045: Fault(R, "卡片缺少跳转地址", _BUG),
    44001: Fault(R, "文件为空", _SIZE),
    44004: Fault(R, "消息内容为空", _BUG),
    45001: Fault(R, "文件太大", _SIZE),
    45002: Fault(R, "消息内容过长", _BUG),
    45009: Fault(T, "接口调用超过频率限制", "程序一分钟后自动重试；若持续出现，减少群发"),
    45033: Fault(T, "接口并发超过限制", "程序一分钟后自动重试；若持续出现，减少群发"),
    46004: Fault(R, "成员不存在", "核对人员表中该成员的企业微信账号，离职的请标为离开"),
    47001: Fault(R, "请求的格式不合法", _BUG),
    48002: Fault(R, "应用没有调用该接口的权限", "在管理后台为应用开通该接口权限"),
    50001: Fault(R, "网页登录的域名未登记", "在应用详情页「网页授权及JS-SDK」登记可信域名（含端口）"),
    60011: Fault(R, "应用无权操作该成员、部门或标签", _RANGE),
    60020: Fault(R, "本机的出口IP不在企业可信IP中", "在应用详情页的「企业可信IP」中加入本机出口IP"),
    60111: Fault(R, "成员账号不存在", "核对人员表中该成员的企业微信账号"),
    81013: Fault(R, "接收人全部无效", "核对接收人的账号，并" + _RANGE),
    86001: Fault(R, "群编号不合法", _CHAT),
    86003: Fault(R, "群不存在", _CHAT),
    86008: Fault(R, "该群不是本应用创建的", _CHAT),
    93000: Fault(R, "群机器人的地址无效或已被移出群", _HOOK),
    93004: Fault(R, "群机器人已被停用", "在管理后台启用该机器人"),
    93006: Fault(R, "群编号无效", _CHAT),
    93008: Fault(R, "不在该群中", _HOOK),
    93019: Fault(R, "智能机器人的编号不对", _BOT),
    301002: Fault(R, "无权使用该 AgentId", "确认 Secret 与 AgentId 属于同一个应用"),
    846605: Fault(R, "要答复的消息已不在等待答复", _ONCE),
    846608: Fault(R, "分段答复已超过六分钟", _ONCE),
    853000: Fault(R, "智能机器人的 Secret 不对", _BOT),
}
UNKNOWN = Fault(R, "企业微信拒绝了请求", "按错误码查企业微信「全局错误码」页")

_FROM_IP = re.compile(r"from ip:\s*([0-9a-fA-F.:]{2,45})")
_HINT = re.compile(r"hint:\s*\[([0-9A-Za-z_-]{1,64})\]")


def error_for(code: int, message: str = "") -> DeliveryError:
    """Build the error of a non-zero errcode. Of the errmsg only the caller's IP and the hint id are kept."""
    fault = FAULTS.get(code, UNKNOWN)
    text = f"企业微信错误 {code}：{fault.cause}{_particulars(message)}；{fault.remedy}。"
    if fault.fate is Fate.THROTTLED:
        return Throttled(text, code=code, wait_s=MINUTE_S)
    kinds: Mapping[Fate, type[DeliveryError]] = {R: Refused, L: TryLater, K: TokenStale}
    return kinds[fault.fate](text, code=code)


def _particulars(message: str) -> str:
    found = [f"{name} {match[1].rstrip('.,')}" for name, match in _matches(message) if match]
    return f"（{'，'.join(found)}）" if found else ""


def _matches(message: str) -> list[tuple[str, re.Match[str] | None]]:
    return [("出口IP", _FROM_IP.search(message)), ("hint", _HINT.search(message))]
