"""The emulated AI bot speaks with peers nobody here wrote: npm @wecom/crypto and wechatpy's whole crypto class."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from aiohttp import web
from wechatpy.enterprise.crypto import WeChatCrypto

from tests.emulators.aibot_load import prepare
from tests.emulators.aibot_rules import BotRules
from tests.emulators.aibot_wire import BotAccount, BotSender
from tests.platforms.test_aibot_emulator import TinyBot, growing, staged
from tests.platforms.test_wecom_route import START

PEER = Path(sys.prefix) / "peers" / "node_modules" / "@wecom" / "crypto"
needs_npm = pytest.mark.skipif(
    not (shutil.which("node") and PEER.is_dir()), reason="node or npm's @wecom/crypto is not installed (make dev)"
)
SCRIPT = """
const crypto = require(process.argv[1]);
const given = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const { token, key, timestamp, nonce, encrypt, plain } = given;
const found = encrypt ? crypto.decrypt(key, encrypt) : {};
const made = plain ? crypto.encrypt(key, plain, '') : '';
process.stdout.write(JSON.stringify({
  id: found.id, message: found.message, signature: crypto.getSignature(token, timestamp, nonce, encrypt || made), made,
}));
"""


def by_npm(account: BotAccount, query: Mapping[str, str], **given: str) -> dict[str, Any]:
    """Let @wecom/crypto decrypt, or encrypt, and sign."""
    words = {"token": account.token, "key": account.aes_key, **{name: query[name] for name in ("timestamp", "nonce")}}
    command = ["node", "-e", SCRIPT, str(PEER)]
    done = subprocess.run(command, input=json.dumps(words | given).encode(), capture_output=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


class NpmBot(TinyBot):
    """A tiny bot whose cipher is npm's."""

    async def handle(self, request: web.Request) -> web.Response:
        """Open, think, seal."""
        query = dict(request.query)
        opened = by_npm(self.account, query, encrypt=(await request.json())["encrypt"])
        assert (opened["signature"], opened["id"]) == (query["msg_signature"], "")
        self.heard.append(json.loads(opened["message"]))
        sealed = by_npm(self.account, query, plain=json.dumps(self.think(self.heard[-1]), ensure_ascii=False))
        envelope = {"encrypt": sealed["made"], "msgsignature": sealed["signature"]}
        return web.json_response(envelope | {name: query[name] for name in ("timestamp", "nonce")})


@needs_npm
async def test_npms_crypto_opens_callbacks_and_its_replies_are_taken() -> None:
    """A message in Chinese, a first stream, a poll to the end."""
    with staged(growing("正在查", "第三条：病假超过三天"), made=NpmBot, rules=BotRules()) as on:
        shown = await on.bot.poll_until_finished(await on.bot.says("李明", "@后勤助手 病假几天", chat="GROUP1"))
        assert shown.text == "第三条：病假超过三天"
        assert on.tiny.heard[0]["text"]["content"] == "@后勤助手 病假几天"
        on.bot.must_be_clean()


def by_wechatpy(account: BotAccount, query: Mapping[str, str], body: bytes) -> Any:
    """Let wechatpy check and decrypt a callback."""
    crypto = WeChatCrypto(account.token, account.aes_key, "")
    envelope = {"Encrypt": json.loads(body)["encrypt"]}
    words = crypto.decrypt_message(envelope, query["msg_signature"], query["timestamp"], query["nonce"])
    return json.loads(words)


def test_wechatpy_opens_what_is_sealed() -> None:
    """Its own check of signature and receiver; and of the word of a verification."""
    sender = BotSender()
    sealed = sender.seal({"text": {"content": "三食堂漏水"}}, START)
    assert by_wechatpy(sender.account, sealed.query, sealed.body) == {"text": {"content": "三食堂漏水"}}
    query = sender.verification("8349027563412", START).query
    crypto = WeChatCrypto(sender.account.token, sender.account.aes_key, "")
    echoed = crypto.check_signature(query["msg_signature"], query["timestamp"], query["nonce"], query["echostr"])
    assert echoed == "8349027563412"


def test_a_load_is_made_of_whole_requests_that_each_hold() -> None:
    """Ready for a socket: every callback its own id, in private or in a group."""
    account = BotAccount("aibLoad", "助手")
    for chat in (None, "GROUP1"):
        requests = prepare(account, "/callback/aibot", "127.0.0.1:8000", 50, at=START, chat=chat)
        told = []
        for request in requests:
            head, _, body = request.partition(b"\r\n\r\n")
            line, *headers = head.decode().split("\r\n")
            assert f"Content-Length: {len(body)}" in headers
            query = dict(parse_qsl(urlsplit(line.split()[1]).query))
            told.append(by_wechatpy(account, query, body))
        assert len({plain["msgid"] for plain in told}) == 50
        assert {plain.get("chatid") for plain in told} == {chat}
        assert all(plain["text"]["content"].startswith("@助手 ") is bool(chat) for plain in told)


def test_no_secret_is_in_a_repr() -> None:
    """A failed assertion prints what it compared."""
    account = BotAccount(token="canary-token", aes_key="6qkdMrq68nTKduznJYO1A37W2oEgpkMUvkttRToqhUt")
    assert not [word for word in ("canary-token", account.aes_key) if word in repr(account)]
