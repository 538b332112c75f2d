"""The cards of the emulated DingTalk: created and delivered, updated, and changed by the answer to a press.

One card may be delivered to several places. Where it could not be is told in `deliverResults`, with HTTP 200. An update
replaces a card's whole data unless it says by key. In a group the sender is named by the AppKey, as documented.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tests.emulators.dingtalk_robots import EmulatedApp
from tests.emulators.dingtalk_rules import Denied, Rules
from tests.emulators.dingtalk_screens import Screens, ShownCard

PREFIX = "dtv1.card//"
SPACE = re.compile(r"(IM_GROUP|IM_ROBOT)\.([^;]+)")
MODELS = {"IM_GROUP": "imGroupOpenDeliverModel", "IM_ROBOT": "imRobotOpenDeliverModel"}


class Cards:
    """What the cards' paths do."""

    def __init__(self, rules: Rules, screens: Screens) -> None:
        self._rules, self._screens = rules, screens

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
        params, private = self._params(body.get("cardData")), self._private(body)
        callback = _callback(app, body)
        results = [_delivery(app, kind, place, body) for kind, place in _spaces(body)]
        places = tuple(str(result["spaceId"]) for result in results if result["success"])
        if places and not swallow:
            card = ShownCard(track, body["cardTemplateId"], places, params, callback, private)
            self._screens.cards[track] = card
        return {"success": True, "result": {"outTrackId": track, "deliverResults": results}}

    def update(self, body: Mapping[str, Any], *, swallow: bool = False) -> dict[str, object]:
        """Answer PUT card/instances."""
        card = self._screens.cards.get(str(body.get("outTrackId")))
        if card is None:
            raise Denied("param.cardNotExist")
        private = self._private(body)
        params = self._params(body["cardData"]) if "cardData" in body else None
        if not swallow:
            _change(card, params, private, body.get("cardUpdateOptions") or {})
        return {"success": True, "result": True}

    def answered(self, track: str, user: str, answer: Mapping[str, Any]) -> None:
        """Take the answer to a press: the card for all, and what only the presser sees."""
        card = self._screens.cards[track]
        params = self._params(answer["cardData"]) if "cardData" in answer else None
        private = {user: self._params(answer["userPrivateData"])} if "userPrivateData" in answer else {}
        _change(card, params, private, answer.get("cardUpdateOptions") or {})

    def _private(self, body: Mapping[str, Any]) -> dict[str, dict[str, str]]:
        return {user: self._params(data) for user, data in (body.get("privateData") or {}).items()}

    def _params(self, data: object) -> dict[str, str]:
        found = data.get("cardParamMap") if isinstance(data, dict) else None
        if not isinstance(found, dict):
            raise Denied("param.cardPublicDataEmpty")
        for key, value in found.items():
            if not isinstance(value, str) or len(value.encode()) > self._rules.card_value_bytes:
                raise Denied("param.invalid")
            if len(key.encode()) > self._rules.card_key_bytes:
                raise Denied("param.invalid")
        return dict(found)


def _change(
    card: ShownCard, params: dict[str, str] | None, private: dict[str, dict[str, str]], options: Mapping[str, Any]
) -> None:
    if params is not None:
        card.params = {**card.params, **params} if options.get("updateCardDataByKey") else params
    for user, data in private.items():
        before = card.private.get(user, {}) if options.get("updatePrivateDataByKey") else {}
        card.private[user] = {**before, **data}
    card.versions += params is not None or bool(private)


def _callback(app: EmulatedApp, body: Mapping[str, Any]) -> str:
    """Return the callbackRouteKey of a card whose presses go to an address; "" for one of the stream."""
    if body.get("callbackType") != "HTTP":
        return ""
    key = body.get("callbackRouteKey")
    if key not in app.card_routes:
        raise Denied("param.invalid")
    return str(key)


def _spaces(body: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return where a card goes."""
    whole = str(body.get("openSpaceId"))
    found = [SPACE.fullmatch(part) for part in whole.removeprefix(PREFIX).split(";")]
    spaces = [(match[1], match[2]) for match in found if match]
    if not whole.startswith(PREFIX) or len(spaces) < len(found):
        raise Denied("param.openSpaceIdInvalid")
    if not all(isinstance(body.get(MODELS[kind]), dict) and body[MODELS[kind]] for kind, _ in spaces):
        raise Denied("param.openDeliverModelEmpty")
    return spaces


def _delivery(app: EmulatedApp, kind: str, place: str, body: Mapping[str, Any]) -> dict[str, object]:
    """Say whether a card can be delivered to one place."""
    model = body[MODELS[kind]]
    if kind == "IM_GROUP":
        fits = place in app.groups and model.get("robotCode") == app.app_key
    else:
        fits = place in app.members and model.get("spaceType") == kind
    trouble = "" if fits else "spaceId is illegal"
    return {"spaceType": kind, "spaceId": place, "success": fits, "errorMsg": trouble, "carrierId": f"carrier-{place}"}
