"""What is wrong with a WeCom app's configuration, and how to mend it: one sentence each, for the operator.

Plays the platform's URL verification against a running server, asks for a token and for the app's own particulars.
Changes nothing, sends nothing to anybody, and shows no secret.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from bot.errors import DeliveryError
from bot.platforms.findings import Finding, fail, ok, warn
from bot.platforms.wecom.api import WeComApi
from bot.platforms.wecom.verification import PATIENCE_S, Verified, check_pair, verify

CONSOLE_PAGE = "「接收消息」"
CORP_ID = re.compile(r"w[wx][0-9a-zA-Z]{16}")
SECRET = re.compile(r"[0-9A-Za-z_-]{43}")


def check_settings(*, corp_id: str, agent_id: int, secret: str, keys: Sequence[tuple[str, str]]) -> list[Finding]:
    """Look at the values themselves. keys: (Token, EncodingAESKey). Pure."""
    found = []
    if not CORP_ID.fullmatch(corp_id):
        found.append(warn("企业ID 通常是 ww 开头的 18 位字符，请在「我的企业」页核对 corp_id。"))
    if agent_id < 1:
        found.append(fail("AgentId 应为正整数，请在应用详情页复制。"))
    if not secret.strip():
        found.append(fail("应用 Secret 为空，请在应用详情页点「查看」后复制。"))
    elif not SECRET.fullmatch(secret):
        found.append(warn("应用 Secret 通常是 43 位字符，请核对是否复制完整、有无多余空格。"))
    for token, aes_key in keys:
        found += check_pair(token, aes_key, CONSOLE_PAGE)
        if aes_key == secret:
            found.append(fail("EncodingAESKey 与应用 Secret 相同，其中一个复制错了。"))
    if not keys:
        found.append(fail("没有配置回调的 Token 和 EncodingAESKey，请在应用的「接收消息」页生成。"))
    return found or [ok("企业ID、AgentId、Secret、Token、EncodingAESKey 的格式正确。")]


async def check_callback(
    base_url: str,
    path: str,
    *,
    corp_id: str,
    key: tuple[str, str],
    now: datetime,
    patience_s: float = PATIENCE_S,
) -> list[Finding]:
    """Verify the address as the platform does when it is saved, then once with a wrong signature.

    base_url: of the running server, such as http://127.0.0.1:8000. now: machine time, with which it is signed.
    """
    verified = Verified(path, receiver=corp_id, key=key, setting="agent_id", page=CONSOLE_PAGE)
    return await verify(base_url, verified, now=now, patience_s=patience_s)


async def check_api(api: WeComApi, *, corp_id: str, agent_id: int, secret: str) -> list[Finding]:
    """Ask for a token, for the app's particulars and for the platform's addresses; nothing is sent to anybody."""
    try:
        token, _ = await api.fetch_token(corp_id, secret)
    except DeliveryError as trouble:
        return [fail(f"取不到访问令牌：{trouble}")]
    found = [ok("能取到访问令牌。")]
    try:
        agent = await api.ask("agent/get", {"access_token": token, "agentid": str(agent_id)})
        found.append(_judge_agent(agent.get("name"), closed=agent.get("close") == 1))
        await api.ask("getcallbackip", {"access_token": token})
    except DeliveryError as trouble:
        found.append(fail(str(trouble)))
    return found


def _judge_agent(name: object, *, closed: bool) -> Finding:
    if closed:
        return fail(f"应用「{name}」已被停用，请在管理后台启用。")
    return ok(f"应用「{name}」可用，本机出口IP已在企业可信IP中。")
