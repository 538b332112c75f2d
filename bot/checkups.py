"""Checkups: what the doctor asks of each configured connection, its values, its running address, its platform."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.connections import DingTalkRobot, WeComAiBot, WeComApp
from bot.models import LanguageModel, key_of
from bot.platforms import webhook_doctor as webhooks
from bot.platforms.completions import Completions
from bot.platforms.dingtalk import doctor as dingtalk
from bot.platforms.dingtalk import probes
from bot.platforms.dingtalk.api import DingTalkApi
from bot.platforms.findings import Finding, fail, warn
from bot.platforms.model_doctor import check_model
from bot.platforms.wecom import doctor as wecom
from bot.platforms.wecom.aibot import doctor as aibot
from bot.platforms.wecom.api import WeComApi
from bot.settings import Settings

NOBODY_REACHED = (
    "智能机器人只能答复，不能主动找人：情况转告、提醒都发不到个人手机上。请再接入一个企业微信自建应用或钉钉机器人。"
)


@dataclass(frozen=True, slots=True)
class Visit:
    """Where the service runs, the machine time to sign with, and whether the platforms are left alone."""

    base_url: str
    now: datetime
    offline: bool = False


async def check_connections(settings: Settings, visit: Visit) -> list[tuple[str, Finding]]:
    """Examine every connection of the settings. Returns findings, each with the connection's name."""
    found: list[tuple[str, Finding]] = []
    if not settings.hears:
        found.append(("入口", warn("还没有配置任何入口，在 houqin.toml 里加 [[wecom_app]] 等，详见接入说明。")))
    for app in settings.wecom_app:
        found += [(f"企业微信应用 {app.agent_id}", one) for one in await _app(app, visit)]
    for bot in settings.wecom_aibot:
        found += [(f"企业微信智能机器人 {bot.name}", one) for one in await _aibot(bot, settings.wecom_app, visit)]
    for robot in settings.dingtalk_robot:
        found += [(f"钉钉机器人 {robot.robot_code}", one) for one in await _robot(robot, visit)]
    if settings.hears and not settings.wecom_app and not settings.dingtalk_robot:
        found.append(("通知", fail(NOBODY_REACHED)))
    if settings.language_model is not None and not visit.offline:
        found += [("语言模型", one) for one in await _model(settings.language_model)]
    return found + _hooks(settings)


async def register_cards(robot: DingTalkRobot, base_url: str) -> list[Finding]:
    """Tell DingTalk where presses of this robot's cards go. base_url: how DingTalk reaches the service, https."""
    secret = robot.app_secret.get_secret_value()
    async with _dingtalk(robot) as api:
        return await dingtalk.register_cards(
            api, app_key=robot.app_key, app_secret=secret, robot_code=robot.robot_code, base_url=base_url
        )


async def _app(app: WeComApp, visit: Visit) -> list[Finding]:
    secret, key = app.secret.get_secret_value(), (app.token.get_secret_value(), app.aes_key.get_secret_value())
    found = wecom.check_settings(corp_id=app.corp_id, agent_id=app.agent_id, secret=secret, keys=[key])
    path = f"/callback/wecom-app/{app.agent_id}"
    found += await wecom.check_callback(visit.base_url, path, corp_id=app.corp_id, key=key, now=visit.now)
    if not visit.offline:
        async with _wecom(app) as api:
            found += await wecom.check_api(api, corp_id=app.corp_id, agent_id=app.agent_id, secret=secret)
    return found


async def _aibot(bot: WeComAiBot, apps: Sequence[WeComApp], visit: Visit) -> list[Finding]:
    key = (bot.token.get_secret_value(), bot.aes_key.get_secret_value())
    found = aibot.check_settings(
        aibot_id=bot.aibot_id,
        names=(bot.name, *bot.other_names),
        keys=[key],
        media_hosts=bot.media_hosts,
        api_base=bot.api_base,
    )
    path = f"/callback/wecom-aibot/{bot.aibot_id}"
    found += await aibot.check_callback(visit.base_url, path, key=key, now=visit.now)
    app = next((app for app in apps if app.agent_id == bot.directory_app), None)
    if app is None:
        found.append(warn("没有配置 directory_app：编号加密的成员要自己发“绑定 工号”，由管理员同意。"))
    elif not visit.offline:
        async with _wecom(app) as api:
            found += await aibot.check_directory(api, corp_id=app.corp_id, secret=app.secret.get_secret_value())
    return found


async def _robot(robot: DingTalkRobot, visit: Visit) -> list[Finding]:
    code, secret = robot.robot_code, robot.app_secret.get_secret_value()
    keys = [(robot.events.token.get_secret_value(), robot.events.aes_key.get_secret_value())] if robot.events else []
    found = dingtalk.check_settings(
        corp_id=robot.corp_id, app_key=robot.app_key, app_secret=secret, robot_code=code, keys=keys
    )
    base, now = visit.base_url, visit.now
    path = f"/callback/dingtalk/{code}"
    found += await probes.check_robot(base, path, corp_id=robot.corp_id, robot_code=code, app_secret=secret, now=now)
    if robot.card_template:
        found += await probes.check_cards(base, robot_code=code, app_secret=secret, now=now)
    for key in keys:
        path = f"/callback/dingtalk-events/{code}"
        found += await probes.check_events(base, path, app_key=robot.app_key, key=key, now=now)
    if not visit.offline:
        async with _dingtalk(robot) as api:
            found += await dingtalk.check_api(api, app_key=robot.app_key, app_secret=secret, robot_code=code)
    return found


async def _model(model: LanguageModel) -> list[Finding]:
    completions = Completions(model.url, model.model, key_of(model))
    return await check_model(completions, model.patience_ms / 1000)


def _hooks(settings: Settings) -> list[tuple[str, Finding]]:
    found: list[tuple[str, Finding]] = []
    for hook in settings.wecom_webhook:
        found += [(f"企业微信群 {hook.name}", one) for one in webhooks.check_wecom(hook.key.get_secret_value())]
    for robot in settings.dingtalk_webhook:
        token, secret = robot.access_token.get_secret_value(), robot.secret.get_secret_value()
        found += [(f"钉钉群 {robot.name}", one) for one in webhooks.check_dingtalk(token, secret)]
    return found


@asynccontextmanager
async def _wecom(app: WeComApp) -> AsyncIterator[WeComApi]:
    api = WeComApi(api_base=app.api_base)
    try:
        yield api
    finally:
        await api.close()


@asynccontextmanager
async def _dingtalk(robot: DingTalkRobot) -> AsyncIterator[DingTalkApi]:
    api = DingTalkApi(api_base=robot.api_base)
    try:
        yield api
    finally:
        await api.close()
