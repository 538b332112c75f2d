"""What is wrong with an AI bot's configuration, and how to mend it: one sentence each, for the operator.

Plays the platform's URL verification against a running server, and asks the directory of the app that turns encrypted
ids into plain ones. Changes nothing, sends nothing to anybody, and shows no secret.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime

from bot.errors import DeliveryError
from bot.origins import is_sound
from bot.platforms.findings import Finding, fail, ok, warn
from bot.platforms.wecom.api import WeComApi
from bot.platforms.wecom.directory import PATH as DIRECTORY
from bot.platforms.wecom.verification import PATIENCE_S, Verified, check_pair, verify

CONSOLE_PAGE = "智能机器人的「API 设置」"
AIBOT_ID = re.compile(r"aib[0-9A-Za-z_-]{6,61}")
LOOPBACK = re.compile(r"http://(?:127\.0\.0\.1|localhost)(?::\d+)?")
NOBODY = "wo" + "0" * 30


def check_settings(
    *,
    aibot_id: str,
    names: Sequence[str],
    keys: Sequence[tuple[str, str]],
    media_hosts: Sequence[str],
    api_base: str,
) -> list[Finding]:
    """Look at the values themselves. names: its own first. keys: (Token, EncodingAESKey). Pure."""
    found = []
    if not AIBOT_ID.fullmatch(aibot_id):
        found.append(warn(f"智能机器人的编号通常以 aib 开头，请在{CONSOLE_PAGE}页核对 aibot_id。"))
    found += [
        warn(f"名称「{name}」前后有多余的 @ 或空格，请写成群里 @ 时显示的名称，不带 @。")
        for name in names
        if name != name.strip().lstrip("@") or not name
    ]
    for token, aes_key in keys:
        found += check_pair(token, aes_key, CONSOLE_PAGE)
    if not keys:
        found.append(fail(f"没有配置回调的 Token 和 EncodingAESKey，请在{CONSOLE_PAGE}页生成。"))
    found += [
        fail(f"media_hosts 中的「{host}」不是主机名，请写成 *.example.com 或 files.example.com。")
        for host in media_hosts
        if not is_sound(host)
    ]
    if not api_base.startswith("https://") and not LOOPBACK.fullmatch(api_base):
        found.append(warn("api_base 不是 https 地址，答复会明文传输，请改用 https。"))
    return found or [ok("编号、名称、Token、EncodingAESKey 的格式正确。")]


async def check_callback(
    base_url: str, path: str, *, key: tuple[str, str], now: datetime, patience_s: float = PATIENCE_S
) -> list[Finding]:
    """Verify the address as the platform does when it is saved, then once with a wrong signature.

    base_url: of the running server, such as http://127.0.0.1:8000. now: machine time, with which it is signed.
    """
    verified = Verified(path, receiver="", key=key, setting="aibot_id", page=CONSOLE_PAGE)
    return await verify(base_url, verified, now=now, patience_s=patience_s)


async def check_directory(api: WeComApi, *, corp_id: str, secret: str) -> list[Finding]:
    """Ask, with the app's secret, who an id that is nobody's belongs to: whether such questions are answered."""
    body = json.dumps({"open_userid_list": [NOBODY]}).encode()
    try:
        token, _ = await api.fetch_token(corp_id, secret)
        await api.ask(DIRECTORY, {"access_token": token}, body)
    except DeliveryError as trouble:
        return [fail(f"查不到加密的成员编号对应谁：{trouble}")]
    return [ok("能查到加密的成员编号对应的成员。")]
