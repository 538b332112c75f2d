"""Connecting: from the settings' tables to doors, routes, group webhooks and sources. Nothing is opened yet.

Ordinary ways out stand before those that spend what was lent: routing looks for the latter by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.connections import CallbackKeys, DingTalkRobot, WeComAiBot, WeComApp
from bot.models import LanguageModel, key_of
from bot.platforms.completions import Completions
from bot.platforms.dingtalk.card_door import DingTalkCardDoor
from bot.platforms.dingtalk.door import DingTalkDoor
from bot.platforms.dingtalk.events import DingTalkEventDoor
from bot.platforms.dingtalk.media import DingTalkMedia
from bot.platforms.dingtalk.route import DingTalkRoute
from bot.platforms.dingtalk.session import DingTalkSession
from bot.platforms.dingtalk.webhook import DingTalkWebhookRoute
from bot.platforms.phrasing import PhrasingSource
from bot.platforms.protocol import Door, Route, Source
from bot.platforms.wecom.aibot.door import WeComAiBotDoor
from bot.platforms.wecom.aibot.route import WeComAiBotReply
from bot.platforms.wecom.card_update import WeComAppCardUpdate
from bot.platforms.wecom.directory import Directory
from bot.platforms.wecom.door import WeComAppDoor
from bot.platforms.wecom.media import AiBotMedia, AppMedia
from bot.platforms.wecom.route import WeComAppRoute
from bot.platforms.wecom.webhook import WeComWebhookRoute
from bot.settings import Settings
from bot.store.shared import Shared


@dataclass(frozen=True, slots=True)
class Connected:
    """What the settings connect. resolvers: door → the source that knows the account behind an encrypted id."""

    doors: tuple[Door, ...] = ()
    routes: tuple[Route, ...] = ()
    hooks: tuple[Route, ...] = ()
    sources: tuple[Source, ...] = ()
    resolvers: Mapping[str, str] = field(default_factory=dict)


def connect(settings: Settings, wakes: Shared, clock: Clock) -> Connected:
    """Make the doors and ways out of every configured platform."""
    parts = [
        *(_wecom_app(app, wakes, clock) for app in settings.wecom_app),
        *(_wecom_aibot(bot, settings.wecom_app) for bot in settings.wecom_aibot),
        *(_dingtalk_robot(robot, wakes, clock, settings.office.assistant) for robot in settings.dingtalk_robot),
        *(_language_model(model, clock) for model in (settings.language_model,) if model is not None),
    ]
    return Connected(
        doors=tuple(door for part in parts for door in part.doors),
        routes=tuple(route for part in parts for route in part.routes),
        hooks=_hooks(settings, clock),
        sources=tuple(source for part in parts for source in part.sources),
        resolvers={door: source for part in parts for door, source in part.resolvers.items()},
    )


def _wecom_app(app: WeComApp, wakes: Shared, clock: Clock) -> Connected:
    route = WeComAppRoute(
        corp_id=app.corp_id,
        agent_id=app.agent_id,
        secret=app.secret.get_secret_value(),
        api_base=app.api_base,
        cache=wakes,
        clock=clock,
    )
    media = AppMedia(f"{route.name}/media", route.api, route.tokens)
    door = WeComAppDoor(
        corp_id=app.corp_id,
        agent_id=app.agent_id,
        keys=_keys(CallbackKeys(token=app.token, aes_key=app.aes_key), app.previous),
        media_source=media.name,
    )
    update = WeComAppCardUpdate(agent_id=app.agent_id, api=route.api, tokens=route.tokens)
    directory = Directory(_directory_of(app.agent_id), route.api, route.tokens)
    return Connected((door,), (route, update), sources=(media, directory))


def _wecom_aibot(bot: WeComAiBot, apps: Sequence[WeComApp]) -> Connected:
    keys = _keys(CallbackKeys(token=bot.token, aes_key=bot.aes_key), bot.previous)
    media = AiBotMedia(f"wecom-aibot:{bot.aibot_id}/media", [key for _, key in keys], bot.media_hosts)
    door = WeComAiBotDoor(
        aibot_id=bot.aibot_id,
        names=(bot.name, *bot.other_names),
        keys=keys,
        media_source=media.name,
        api_base=bot.api_base,
        corp_id=next((app.corp_id for app in apps if app.agent_id == bot.directory_app), ""),
    )
    resolvers = {door.name: _directory_of(bot.directory_app)} if bot.directory_app is not None else {}
    return Connected((door,), (WeComAiBotReply(aibot_id=bot.aibot_id, api_base=bot.api_base),), (), (media,), resolvers)


def _dingtalk_robot(robot: DingTalkRobot, wakes: Shared, clock: Clock, name: str) -> Connected:
    code, secret = robot.robot_code, robot.app_secret.get_secret_value()
    route = DingTalkRoute(
        robot_code=code,
        app_key=robot.app_key,
        app_secret=secret,
        cache=wakes,
        clock=clock,
        card_template=robot.card_template,
        api_base=robot.api_base,
        old_base=robot.session_base,
    )
    media = DingTalkMedia(
        name=f"{route.name}/media", api=route.api, tokens=route.tokens, hosts=robot.media_hosts, robot_code=code
    )
    doors: list[Door] = [
        DingTalkDoor(
            corp_id=robot.corp_id,
            robot_code=code,
            app_secret=secret,
            session_base=robot.session_base,
            media_source=media.name,
            names=(name,),
        )
    ]
    if robot.card_template:
        doors.append(DingTalkCardDoor(corp_id=robot.corp_id, robot_code=code, app_secret=secret))
    if robot.events:
        doors.append(DingTalkEventDoor(robot_code=code, app_key=robot.app_key, keys=_keys(robot.events, None)))
    session = DingTalkSession(robot_code=code, session_base=robot.session_base)
    return Connected(tuple(doors), (route, session), sources=(media,))


def _language_model(model: LanguageModel, clock: Clock) -> Connected:
    completions = Completions(model.url, model.model, key_of(model))
    return Connected(sources=(PhrasingSource(completions, clock, model.patience_ms / 1000),))


def _hooks(settings: Settings, clock: Clock) -> tuple[Route, ...]:
    wecom = (WeComWebhookRoute(one.name, one.key.get_secret_value(), one.api_base) for one in settings.wecom_webhook)
    dingtalk = (
        DingTalkWebhookRoute(
            one.name, one.access_token.get_secret_value(), one.secret.get_secret_value(), clock, one.api_base
        )
        for one in settings.dingtalk_webhook
    )
    return (*wecom, *dingtalk)


def _directory_of(agent_id: int | None) -> str:
    return f"wecom-app:{agent_id}/directory"


def _keys(*pairs: CallbackKeys | None) -> list[tuple[str, str]]:
    """Return (Token, EncodingAESKey), the current pair first."""
    return [(pair.token.get_secret_value(), pair.aes_key.get_secret_value()) for pair in pairs if pair is not None]
