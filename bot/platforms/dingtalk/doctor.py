"""What is wrong with a DingTalk robot's configuration, and how to mend it: one sentence each, for the operator.

Looks at the values and asks the API for a token and for what the robot may do. Sends nothing to anybody, shows no
secret; the checks of the running callbacks are in probes.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.errors import DeliveryError, Refused
from bot.platforms.dingtalk import cards
from bot.platforms.dingtalk.api import DingTalkApi
from bot.platforms.dingtalk.bodies import write_object
from bot.platforms.dingtalk.errcodes import FAULTS
from bot.platforms.dingtalk.route import TO_PEOPLE
from bot.platforms.findings import Finding, fail, ok, warn
from bot.platforms.wecom.vendor import AES_KEY

CORP_ID = re.compile(r"ding[0-9a-z]{8,40}")
APP_SECRET = re.compile(r"[0-9A-Za-z_-]{64}")
PERMISSION = "Forbidden.AccessDenied.AccessTokenPermissionDenied"
UNKNOWN_ROBOT = ("invalidParameter.robotCode", "resource.not.found", "robot.oto.notExist")
REGISTER_PATH = "/v1.0/card/callbacks/register"


def check_settings(
    *, corp_id: str, app_key: str, app_secret: str, robot_code: str, keys: Sequence[tuple[str, str]] = ()
) -> list[Finding]:
    """Look at the values themselves. keys: (token, aes_key) of the events, where they are used. Pure."""
    found = []
    if not CORP_ID.fullmatch(corp_id):
        found.append(warn("CorpId 通常以 ding 开头，请在钉钉开放平台首页核对 corp_id。"))
    if not app_secret.strip():
        found.append(fail("AppSecret 为空，请在应用的「凭证与基础信息」页复制。"))
    elif not APP_SECRET.fullmatch(app_secret):
        found.append(warn("AppSecret 通常是 64 位字符，请核对是否复制完整、有无多余空格。"))
    if corp_id in {app_key, robot_code}:
        found.append(fail("corp_id 与 app_key 或 robot_code 相同，其中一个复制错了。"))
    for token, aes_key in keys:
        if not token.strip():
            found.append(fail("事件订阅的 token 为空，请从「事件订阅」页复制。"))
        if not AES_KEY.fullmatch(aes_key):
            found.append(fail(f"事件订阅的 aes_key 应为 43 位字母数字，现为 {len(aes_key)} 位，请重新复制。"))
    return found or [ok("CorpId、AppKey、AppSecret、RobotCode 的格式正确。")]


async def check_api(api: DingTalkApi, *, app_key: str, app_secret: str, robot_code: str) -> list[Finding]:
    """Ask for a token, then for a message to nobody: how it is refused tells what the robot may do."""
    try:
        token, _ = await api.fetch_token(app_key, app_secret)
    except DeliveryError as trouble:
        return [fail(f"取不到访问令牌：{trouble}")]
    found = [ok("能取到访问令牌。")]
    body = {"robotCode": robot_code, "userIds": [], "msgKey": "sampleText", "msgParam": '{"content":"-"}'}
    try:
        await api.ask(TO_PEOPLE, write_object(body), token)
    except Refused as refused:
        found.append(_judge_robot(str(refused)))
    except DeliveryError as trouble:
        found.append(warn(f"没有问到机器人的状态：{trouble}"))
    else:
        found.append(ok("机器人接口可用。"))
    return found


def _judge_robot(refusal: str) -> Finding:
    if PERMISSION in refusal:
        return fail(f"应用没有发消息的权限 qyapi_robot_sendmsg：{FAULTS[PERMISSION].remedy}。")
    if any(code in refusal for code in UNKNOWN_ROBOT):
        return fail(f"钉钉不认识这个 RobotCode：{FAULTS['resource.not.found'].remedy}。")
    if "出口IP" in refusal:
        return fail(refusal)
    return ok("机器人接口可用，有发消息的权限。")  # it refused only that nobody was named


async def register_cards(
    api: DingTalkApi, *, app_key: str, app_secret: str, robot_code: str, base_url: str
) -> list[Finding]:
    """Register the cards' callback address with DingTalk, over an older one. base_url: how DingTalk reaches us."""
    body = write_object(cards.registration(robot_code, app_secret, base_url))
    try:
        token, _ = await api.fetch_token(app_key, app_secret)
        await api.ask(REGISTER_PATH, body, token)
    except DeliveryError as trouble:
        return [fail(f"卡片的回调地址没有登记成功：{trouble}")]
    return [ok(f"卡片的回调地址已登记到 {base_url.rstrip('/')}{cards.callback_path(robot_code)}。")]
