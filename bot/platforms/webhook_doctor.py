"""What is wrong with the configuration of a group's webhook: one sentence each, for the operator.

Only what is written is looked at: there is nothing that could be asked without the whole group reading it. Pure, and
no value is shown.
"""

from __future__ import annotations

import re

from bot.platforms.findings import Finding, fail, ok, warn

WECOM_KEY = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
DINGTALK_TOKEN = re.compile(r"[0-9a-f]{64}")
DINGTALK_SECRET = re.compile(r"SEC[0-9a-f]{64}")
NOT_TRIED = "格式正确；是否有效要发一条才知道，体检不发消息。"


def check_wecom(key: str) -> list[Finding]:
    """Look at the key of a WeCom group's webhook."""
    if "://" in key or "key=" in key:
        return [fail("群机器人的 key 填成了整个地址，请只填地址中 key= 后面的部分。")]
    if not WECOM_KEY.fullmatch(key):
        return [warn("群机器人的 key 通常是 36 位、带四个短横线的字符，请核对是否复制完整、有无多余空格。")]
    return [ok(f"群机器人的 key {NOT_TRIED}")]


def check_dingtalk(access_token: str, secret: str) -> list[Finding]:
    """Look at token and secret of a DingTalk custom robot."""
    found = []
    if "://" in access_token or "access_token=" in access_token:
        found.append(fail("access_token 填成了整个地址，请只填地址中 access_token= 后面的部分。"))
    elif not DINGTALK_TOKEN.fullmatch(access_token):
        found.append(warn("access_token 通常是 64 位小写字母和数字，请核对是否复制完整、有无多余空格。"))
    if secret == access_token:
        found.append(fail("加签密钥与 access_token 相同，其中一个复制错了，请到机器人的「安全设置」重新复制。"))
    elif not secret.startswith("SEC"):
        found.append(fail("加签密钥应以 SEC 开头，请在机器人的「安全设置」中勾选「加签」后复制。"))
    elif not DINGTALK_SECRET.fullmatch(secret):
        found.append(warn("加签密钥通常是 SEC 加 64 位字符，请核对是否复制完整。"))
    return found or [ok(f"access_token 和加签密钥{NOT_TRIED}")]
