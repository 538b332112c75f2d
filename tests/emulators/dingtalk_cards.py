"""The cards of the emulated DingTalk: created and delivered, updated, and changed by the answer to a press.

An update replaces a card's whole data unless it says by key. A card that was created but could not be delivered is told
in `deliverResults`, with HTTP 200. Nothing here goes by sessionWebhook.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tests.emulators.dingtalk_robots import EmulatedApp
from tests.emulators.dingtalk_rules import Denied
from tests.emulators.dingtalk_screens import Screens, ShownCard

SPACE = re.compile(r"dtv1\.card//(IM_GROUP|IM_ROBOT)\.(.+)")


class Cards:
    """What the cards' paths do."""

    def __init__(self, screens: Screens) -> None:
        self._screens = screens

    def register(self, app: EmulatedApp, body: Mapping[str, Any]) -> dict[str, object]:
        """Answer callbacks/register: where presses go, and the secret they are signed with."""
        key, url = body.get("callbackRouteKey"), body.get("callbackUrl")
        if not key or not url:
            raise Denied("param.invalid")
        if body.get("forceUpdate") or key not in app.card_routes:
            app.card_routes[key] = (url, str(body.get("apiSecret") or ""))
        url, secret = app.card_routes[key]
        return {"success": True, "result": {"callbackUrl": url, "apiSecret": secret}}

    def create(self, app: EmulatedApp, body: Mapping[str, Any], *, swallow: bool) -> dict[str, object]:
        """Answer createAndDeliver."""
        track = body.get("outTrackId")
        if not isinstance(track, str) or not track:
            raise Denied("param.outTrackIdEmpty")
        if track in self._screens.cards:
            raise Denied("param.cardAlreadyExist")
        if not body.get("cardTemplateId"):
            raise Denied("param.cardTemplateIdEmpty")
        if body["cardTemplateId"] not in app.templates:
            raise Denied("param.templateNotExist")
        params = _params(body.get("cardData"))
        callback = _callback(app, body)
        kind, place, trouble = _space(app, body)
        if not trouble and not swallow:
            self._screens.cards[track] = ShownCard(track, body["cardTemplateId"], place, params, callback)
        result = {"spaceType": kind, "spaceId": place, "success": not trouble, "errorMsg": trouble, "carrierId": track}
        return {"success": True, "result": {"outTrackId": track, "deliverResults": [result]}}

    def update(self, body: Mapping[str, Any], *, swallow: bool = False) -> dict[str, object]:
        """Answer PUT card/instances."""
        card = self._screens.cards.get(str(body.get("outTrackId")))
        if card is None:
            raise Denied("param.cardNotExist")
        private = {user: _params(data) for user, data in (body.get("privateData") or {}).items()}
        params = _params(body["cardData"]) if "cardData" in body else None
        if not swallow:
            _change(card, params, private, body.get("cardUpdateOptions") or {})
        return {"success": True, "result": True}

    def answered(self, track: str, user: str, answer: Mapping[str, Any]) -> None:
        """Take the answer to a press: the card for all, and what only the presser sees."""
        card = self._screens.cards[track]
        params = _params(answer["cardData"]) if "cardData" in answer else None
        private = {user: _params(answer["userPrivateData"])} if "userPrivateData" in answer else {}
        _change(card, params, private, answer.get("cardUpdateOptions") or {})


def _change(
    card: ShownCard, params: dict[str, str] | None, private: dict[str, dict[str, str]], options: Mapping[str, Any]
) -> None:
    if params is not None:
        card.params = {**card.params, **params} if options.get("updateCardDataByKey") else params
    for user, data in private.items():
        before = card.private.get(user, {}) if options.get("updatePrivateDataByKey") else {}
        card.private[user] = {**before, **data}
    card.versions += params is not None or bool(private)


def _params(data: object) -> dict[str, str]:
    found = data.get("cardParamMap") if isinstance(data, dict) else None
    if not isinstance(found, dict):
        raise Denied("param.cardPublicDataEmpty")
    if not all(isinstance(value, str) for value in found.values()):
        raise Denied("param.invalid")
    return dict(found)


def _callback(app: EmulatedApp, body: Mapping[str, Any]) -> str:
    """Return the callbackRouteKey of a card whose presses go to an address; "" for one of the stream."""
    if body.get("callbackType") != "HTTP":
        return ""
    key = body.get("callbackRouteKey")
    if key not in app.card_routes:
        raise Denied("param.invalid")
    return str(key)


def _space(app: EmulatedApp, body: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return where a card goes, and why it can't be delivered there; "" where it can."""
    found = SPACE.fullmatch(str(body.get("openSpaceId")))
    if found is None:
        raise Denied("param.openSpaceIdInvalid")
    kind, place = found.groups()
    model = body.get("imGroupOpenDeliverModel" if kind == "IM_GROUP" else "imRobotOpenDeliverModel")
    if not isinstance(model, dict) or not model:
        raise Denied("param.openDeliverModelEmpty")
    if kind == "IM_GROUP":
        fits = place in app.groups and model.get("robotCode") == app.robot_code
    else:
        fits = place in app.members and model.get("spaceType") == "IM_ROBOT"
    return kind, place, "" if fits else "spaceId is illegal"
