"""Connecting: from the settings' tables to doors, routes, group webhooks and sources. Nothing is opened yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.connections import WeComApp
from bot.platforms.protocol import Door, Route, Source
from bot.platforms.wecom.door import WeComAppDoor
from bot.platforms.wecom.route import WeComAppRoute
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
    return Connected(
        doors=tuple(_door(app) for app in settings.wecom_app),
        routes=tuple(_route(app, wakes, clock) for app in settings.wecom_app),
    )


def _door(app: WeComApp) -> WeComAppDoor:
    keys = [(app.token.get_secret_value(), app.aes_key.get_secret_value())]
    if app.previous:
        keys.append((app.previous.token.get_secret_value(), app.previous.aes_key.get_secret_value()))
    return WeComAppDoor(corp_id=app.corp_id, agent_id=app.agent_id, keys=keys)


def _route(app: WeComApp, wakes: Shared, clock: Clock) -> WeComAppRoute:
    return WeComAppRoute(
        corp_id=app.corp_id,
        agent_id=app.agent_id,
        secret=app.secret.get_secret_value(),
        api_base=app.api_base,
        cache=wakes,
        clock=clock,
    )
