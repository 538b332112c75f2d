"""The platform's check of a callback address, played against a running server; the same for the app and the AI bot.

Sends nothing to anybody, and shows no secret. Source: official pages 90238 and 101033 (1 s).
"""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus

import aiohttp

from bot.errors import SettingsError
from bot.platforms.findings import Finding, fail, ok, warn
from bot.platforms.wecom.cipher import Cipher
from bot.platforms.wecom.vendor import AES_KEY

PATIENCE_S = 1.0  # what the platform waits for an answer to its verification
TIMEOUT_S = 5.0


@dataclass(frozen=True, slots=True)
class Verified:
    """One callback address. setting, page: where its path is written here, and in the console."""

    path: str
    receiver: str
    key: tuple[str, str] = field(repr=False)
    setting: str
    page: str


def check_pair(token: str, aes_key: str, page: str) -> list[Finding]:
    """Look at one pair of callback secrets. page: where the console shows them. Pure."""
    found = []
    if not token.strip():
        found.append(fail(f"回调 Token 为空，请从{page}页复制。"))
    if not AES_KEY.fullmatch(aes_key):
        found.append(fail(f"EncodingAESKey 应为 43 位字母数字，现为 {len(aes_key)} 位，请从{page}页重新复制。"))
    return found


async def verify(base_url: str, verified: Verified, *, now: datetime, patience_s: float = PATIENCE_S) -> list[Finding]:
    """Verify an address as the platform does when it is saved, then once with a wrong signature.

    base_url: of the running server, such as http://127.0.0.1:8000. now: machine time, with which it is signed.
    """
    try:
        cipher = Cipher(*verified.key, verified.receiver)
    except SettingsError:
        return [fail("回调的 Token 或 EncodingAESKey 不合格式，无法模拟企业微信的验证。")]
    word, timestamp, nonce = secrets.token_hex(10), str(int(now.timestamp())), secrets.token_hex(5)
    echo = cipher.encrypt(word)
    query = {"timestamp": timestamp, "nonce": nonce, "echostr": echo}
    url = base_url.rstrip("/") + verified.path
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session:
            start = asyncio.get_running_loop().time()
            true = await _get(session, url, query | {"msg_signature": cipher.sign(timestamp, nonce, echo)})
            took_s = asyncio.get_running_loop().time() - start
            false = await _get(session, url, query | {"msg_signature": "0" * 40})
    except (aiohttp.ClientError, TimeoutError, OSError):
        return [fail(f"连不上 {url}：先用 houqin serve 启动服务，并核对端口和反向代理。")]
    return [_judge_echo(verified, true, word.encode(), took_s, patience_s), _judge_forged(false[0])]


async def _get(session: aiohttp.ClientSession, url: str, query: dict[str, str]) -> tuple[int, bytes]:
    async with session.get(url, params=query, allow_redirects=False) as response:
        return response.status, await response.content.read(4096)


def _judge_echo(
    verified: Verified, answer: tuple[int, bytes], word: bytes, took_s: float, patience_s: float
) -> Finding:
    status, body = answer
    if status == HTTPStatus.NOT_FOUND:
        return fail(f"服务器上没有 {verified.path} 这个地址，请核对 {verified.setting} 与{verified.page}页填写的 URL。")
    if status == HTTPStatus.FORBIDDEN:
        return fail("服务器拒绝了正确签名的验证：核对运行中的服务是否用了同一份配置、本机时钟是否准确，然后重启服务。")
    if status != HTTPStatus.OK:
        return fail(f"验证得到 HTTP {status}，应为 200；检查反向代理是否原样转发 {verified.path} 及其参数。")
    if body != word:
        return fail("验证的回答与明文不一致：检查反向代理是否改动了响应（引号、换行、BOM 都不允许）。")
    if took_s > patience_s:
        return warn(f"验证用了 {took_s:.1f} 秒，企业微信只等 1 秒；检查服务器负载。")
    return ok(f"回调地址 {verified.path} 通过了企业微信式的验证。")


def _judge_forged(status: int) -> Finding:
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return ok("伪造签名的请求被拒绝。")
    return fail(f"伪造签名的请求没有被拒绝（HTTP {status}）：确认访问到的是本程序而不是别的服务。")
