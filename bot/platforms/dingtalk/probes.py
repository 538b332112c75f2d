"""Whether a running service would let DingTalk in: rightly signed requests that can't become messages, and forged ones.

A rightly signed body that is no JSON is answered 400, a wrongly signed one 403, one to another robot 403 too: so it
shows that the service has the same secret and the same clock, and nothing is stored.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus

import aiohttp

from bot.errors import CallbackError, SettingsError
from bot.platforms.dingtalk import cards
from bot.platforms.dingtalk.bodies import read_object, write_object
from bot.platforms.dingtalk.events import SUCCESS, VERIFICATION
from bot.platforms.dingtalk.signature import card_sign, robot_sign
from bot.platforms.findings import Finding, fail, ok
from bot.platforms.wecom.cipher import Keyring

TIMEOUT_S = 5.0
NO_JSON = b"-"
FORGED = "0" * 44


async def check_robot(
    base_url: str, path: str, *, corp_id: str, robot_code: str, app_secret: str, now: datetime
) -> list[Finding]:
    """Ask the robot's address. base_url: of the running server. now: machine time, with which it is signed."""
    timestamp = _milliseconds(now)
    signed = {"timestamp": timestamp, "sign": robot_sign(timestamp, app_secret)}
    other = write_object({"chatbotCorpId": corp_id, "robotCode": f"{robot_code}-other"})
    try:
        async with _session() as session:
            url = base_url.rstrip("/") + path
            true, _ = await _post(session, url, NO_JSON, signed)
            false, _ = await _post(session, url, NO_JSON, signed | {"sign": FORGED})
            elsewhere, _ = await _post(session, url, other, signed)
    except (aiohttp.ClientError, TimeoutError, OSError):
        return [_unreachable(base_url, path)]
    return [_judge_signed(path, true, "robot_code"), _judge_forged(false), _judge_other(elsewhere)]


async def check_cards(base_url: str, *, robot_code: str, app_secret: str, now: datetime) -> list[Finding]:
    """Ask the cards' address."""
    timestamp = _milliseconds(now)
    signed = {
        "x-ddpaas-signature-timestamp": timestamp,
        "x-ddpaas-signature": card_sign(timestamp, cards.api_secret(app_secret)),
    }
    path = cards.callback_path(robot_code)
    try:
        async with _session() as session:
            url = base_url.rstrip("/") + path
            key = {"key": cards.address_key(app_secret)}
            true, _ = await _post(session, url, NO_JSON, signed, key)
            false, _ = await _post(session, url, NO_JSON, signed | {"x-ddpaas-signature": FORGED}, key)
            keyless, _ = await _post(session, url, NO_JSON, signed)
    except (aiohttp.ClientError, TimeoutError, OSError):
        return [_unreachable(base_url, path)]
    return [_judge_signed(path, true, "robot_code"), _judge_forged(false), _judge_keyless(keyless)]


async def check_events(base_url: str, path: str, *, app_key: str, key: tuple[str, str], now: datetime) -> list[Finding]:
    """Verify the event address as DingTalk does when it is saved. key: (token, aes_key)."""
    try:
        keyring = Keyring([key], app_key)
    except SettingsError:
        return [fail("事件订阅的 token 或 aes_key 不合格式，无法模拟钉钉的验证。")]
    timestamp, nonce = _milliseconds(now), secrets.token_hex(5)
    sealed = keyring.first.encrypt(write_object({"EventType": VERIFICATION}).decode())
    query = {"timestamp": timestamp, "nonce": nonce, "msg_signature": keyring.first.sign(timestamp, nonce, sealed)}
    body = write_object({"encrypt": sealed})
    try:
        async with _session() as session:
            url = base_url.rstrip("/") + path
            status, answer = await _post(session, url, body, {}, query)
            false, _ = await _post(session, url, body, {}, query | {"msg_signature": "0" * 40})
    except (aiohttp.ClientError, TimeoutError, OSError):
        return [_unreachable(base_url, path)]
    return [_judge_event(path, status, answer, keyring), _judge_forged(false)]


def _session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_S))


async def _post(
    session: aiohttp.ClientSession,
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    query: Mapping[str, str] | None = None,
) -> tuple[int, bytes]:
    sent = {"Content-Type": "application/json", **headers}
    async with session.post(url, params=query, data=body, headers=sent, allow_redirects=False) as response:
        return response.status, await response.content.read(4096)


def _milliseconds(now: datetime) -> str:
    return str(int(now.timestamp() * 1000))


def _unreachable(base_url: str, path: str) -> Finding:
    return fail(f"连不上 {base_url.rstrip('/')}{path}：先用 houqin serve 启动服务，并核对端口和反向代理。")


def _judge_signed(path: str, status: int, setting: str) -> Finding:
    if status == HTTPStatus.BAD_REQUEST:
        return ok(f"回调地址 {path} 认得钉钉的签名。")
    if status == HTTPStatus.NOT_FOUND:
        return fail(f"服务器上没有 {path} 这个地址，请核对 {setting} 与钉钉后台填写的地址。")
    if status == HTTPStatus.FORBIDDEN:
        return fail("服务器拒绝了正确的签名：核对运行中的服务是否用了同一份配置、本机时钟是否准确，然后重启服务。")
    return fail(f"试探得到 HTTP {status}，应为 400；检查反向代理是否原样转发 {path} 及其请求头和参数。")


def _judge_forged(status: int) -> Finding:
    if status == HTTPStatus.FORBIDDEN:
        return ok("伪造签名的请求被拒绝。")
    return fail(f"伪造签名的请求没有被拒绝（HTTP {status}）：确认访问到的是本程序而不是别的服务。")


def _judge_keyless(status: int) -> Finding:
    if status == HTTPStatus.FORBIDDEN:
        return ok("不带密钥的卡片回调被拒绝。")
    return fail(f"不带密钥的卡片回调没有被拒绝（HTTP {status}）：确认访问到的是本程序而不是别的服务。")


def _judge_other(status: int) -> Finding:
    if status == HTTPStatus.FORBIDDEN:
        return ok("发给别的机器人的消息被拒绝。")
    return fail(f"发给别的机器人的消息没有被拒绝（HTTP {status}）：确认访问到的是本程序而不是别的服务。")


def _judge_event(path: str, status: int, answer: bytes, keyring: Keyring) -> Finding:
    if status != HTTPStatus.OK:
        return fail(f"事件订阅的验证得到 HTTP {status}，应为 200；核对 {path}、events 的密钥和本机时钟。")
    try:
        read = read_object(answer)
        values = [str(read.get(name)) for name in ("msg_signature", "timeStamp", "nonce", "encrypt")]
        word = keyring.unseal(*values)
    except CallbackError:
        word = ""
    if word != SUCCESS:
        return fail("事件订阅的回答不对：检查反向代理是否改动了响应，并核对运行中的服务是否用了同一份配置。")
    return ok(f"事件订阅的地址 {path} 通过了钉钉式的验证。")
