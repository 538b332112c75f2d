"""What is wrong with a WeCom app's configuration, and how to mend it: one sentence each, for the operator.

Plays the platform's URL verification against a running server, asks for a token and for the app's own particulars.
Changes nothing, sends nothing to anybody, and shows no secret.
"""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus

import aiohttp

from bot.errors import DeliveryError, SettingsError
from bot.platforms.findings import Finding, fail, ok, warn
from bot.platforms.wecom.api import WeComApi
from bot.platforms.wecom.cipher import Cipher
from bot.platforms.wecom.vendor import AES_KEY

PATIENCE_S = 1.0  # what the platform waits for an answer to its verification
TIMEOUT_S = 5.0
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
        found += _check_pair(token, aes_key, secret)
    if not keys:
        found.append(fail("没有配置回调的 Token 和 EncodingAESKey，请在应用的「接收消息」页生成。"))
    return found or [ok("企业ID、AgentId、Secret、Token、EncodingAESKey 的格式正确。")]


def _check_pair(token: str, aes_key: str, secret: str) -> list[Finding]:
    found = []
    if not token.strip():
        found.append(fail("回调 Token 为空，请从应用的「接收消息」页复制。"))
    if not AES_KEY.fullmatch(aes_key):
        found.append(fail(f"EncodingAESKey 应为 43 位字母数字，现为 {len(aes_key)} 位，请从「接收消息」页重新复制。"))
    elif aes_key == secret:
        found.append(fail("EncodingAESKey 与应用 Secret 相同，其中一个复制错了。"))
    return found


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
    try:
        cipher = Cipher(*key, corp_id)
    except SettingsError:
        return [fail("回调的 Token 或 EncodingAESKey 不合格式，无法模拟企业微信的验证。")]
    word, timestamp, nonce = secrets.token_hex(10), str(int(now.timestamp())), secrets.token_hex(5)
    echo = cipher.encrypt(word)
    query = {"timestamp": timestamp, "nonce": nonce, "echostr": echo}
    url = base_url.rstrip("/") + path
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session:
            start = asyncio.get_running_loop().time()
            true = await _get(session, url, query | {"msg_signature": cipher.sign(timestamp, nonce, echo)})
            took_s = asyncio.get_running_loop().time() - start
            false = await _get(session, url, query | {"msg_signature": "0" * 40})
    except (aiohttp.ClientError, TimeoutError, OSError):
        return [fail(f"连不上 {url}：先用 houqin serve 启动服务，并核对端口和反向代理。")]
    return [_judge_echo(path, true, word.encode(), took_s, patience_s), _judge_forged(false[0])]


async def _get(session: aiohttp.ClientSession, url: str, query: dict[str, str]) -> tuple[int, bytes]:
    async with session.get(url, params=query, allow_redirects=False) as response:
        return response.status, await response.content.read(4096)


def _judge_echo(path: str, answer: tuple[int, bytes], word: bytes, took_s: float, patience_s: float) -> Finding:
    status, body = answer
    if status == HTTPStatus.NOT_FOUND:
        return fail(f"服务器上没有 {path} 这个地址，请核对 agent_id 与「接收消息」页填写的 URL。")
    if status == HTTPStatus.FORBIDDEN:
        return fail("服务器拒绝了正确签名的验证：核对运行中的服务是否用了同一份配置、本机时钟是否准确，然后重启服务。")
    if status != HTTPStatus.OK:
        return fail(f"验证得到 HTTP {status}，应为 200；检查反向代理是否原样转发 {path} 及其参数。")
    if body != word:
        return fail("验证的回答与明文不一致：检查反向代理是否改动了响应（引号、换行、BOM 都不允许）。")
    if took_s > patience_s:
        return warn(f"验证用了 {took_s:.1f} 秒，企业微信只等 1 秒；检查服务器负载。")
    return ok(f"回调地址 {path} 通过了企业微信式的验证。")


def _judge_forged(status: int) -> Finding:
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return ok("伪造签名的请求被拒绝。")
    return fail(f"伪造签名的请求没有被拒绝（HTTP {status}）：确认访问到的是本程序而不是别的服务。")


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
